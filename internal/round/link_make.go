package round

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// linkLife is for how many days after the deadline a link works unless another day is chosen, and linkYear the
// most days from today.
const (
	linkLife = 7
	linkYear = 366
)

// LinkUntil is the last day that is offered for new links of a round: some days for latecomers.
func (s *Service) LinkUntil(r Round) law.Date {
	day := s.Day()
	if due := r.Due(); due.After(day) {
		day = due
	}
	return day.AddDays(linkLife)
}

// Linked is what a unit owes with its newest link; without a link its ID is 0.
type Linked struct {
	Owed
	Link Link
}

// Links are the units of a round for which the officer may make links, each with its newest one.
func (s *Service) Links(ctx context.Context, tx *db.Tx, by auth.Officer, round ID) (Round, []Linked, error) {
	r, err := s.Round(ctx, tx, by, round)
	if err != nil {
		return Round{}, nil, err
	}
	owed, err := owedTo(ctx, tx, round)
	if err != nil {
		return Round{}, nil, fmt.Errorf("reading what is owed to round %d: %w", round, err)
	}
	links, err := linksOf(ctx, tx, round)
	if err != nil {
		return Round{}, nil, fmt.Errorf("reading the links of round %d: %w", round, err)
	}
	newest := make(map[org.UnitID]Link, len(links))
	for _, l := range links {
		newest[l.Unit] = l
	}
	var all []Linked
	for _, o := range owed {
		if mayType(by, r, o) {
			all = append(all, Linked{o, newest[o.Unit]})
		}
	}
	if len(all) == 0 {
		return Round{}, nil, fault.New(fault.Forbidden, "Chỉ người tổng hợp đợt báo cáo được tạo đường dẫn cho đơn vị trả lời.")
	}
	return r, all, nil
}

// MakeLinks makes links that work until the end of a day: for the units named, or for every unit that has not
// answered. A unit that has a live link keeps it; a unit that is named gets a new one, and its old one stops.
// It returns how many were made.
func (s *Service) MakeLinks(ctx context.Context, tx *db.Tx, by auth.Officer, round ID, until law.Date, units ...org.UnitID) (int, error) {
	r, all, err := s.Links(ctx, tx, by, round)
	if err != nil {
		return 0, err
	}
	today := s.Day()
	switch {
	case len(s.Key) == 0:
		return 0, errors.New("one-time links need a key")
	case r.State != Open:
		return 0, fault.New(fault.Conflict, "Chỉ tạo được đường dẫn khi đợt báo cáo đang mở.")
	case until.IsZero() || until.Before(today):
		return 0, fault.New(fault.Invalid, "Hãy chọn ngày hết hạn từ hôm nay trở đi.").At("until")
	case until.After(today.AddDays(linkYear)):
		return 0, fault.New(fault.Invalid, "Đường dẫn chỉ nên dùng trong vòng một năm. Hãy chọn ngày gần hơn.").At("until")
	}
	named := make(map[org.UnitID]bool, len(units))
	for _, u := range units {
		named[u] = true
	}
	made := 0
	for _, l := range all {
		live := l.Link.ID != 0 && l.Link.State(today).Live()
		if len(units) > 0 && !named[l.Unit] || len(units) == 0 && (l.Step != Waiting || live) {
			continue
		}
		err := s.makeLink(ctx, tx, by, r, l.Unit, until)
		if err != nil {
			return made, err
		}
		made++
	}
	if made == 0 {
		return 0, nil
	}
	return made, s.note(ctx, tx, by, "round.link", r, web.Say("Tạo %d đường dẫn một lần cho %s, dùng đến hết ngày %s", made, r.Code, until.Vietnamese()))
}

func (s *Service) makeLink(ctx context.Context, tx *db.Tx, by auth.Officer, r Round, unit org.UnitID, until law.Date) error {
	now := s.Now()
	_, err := revokeLinks(ctx, tx, r.ID, unit, name(by), now)
	if err != nil {
		return fmt.Errorf("stopping the links of unit %d in round %d: %w", unit, r.ID, err)
	}
	l := Link{Round: r.ID, Unit: unit, Until: until, By: name(by), At: now, salt: newSalt()}
	l.hash = hashOf(s.tokenOf(l.salt))
	_, err = insertLink(ctx, tx, by, l)
	if err != nil {
		return fmt.Errorf("storing a link of unit %d in round %d: %w", unit, r.ID, err)
	}
	return nil
}

// RevokeLink stops the link of a unit.
func (s *Service) RevokeLink(ctx context.Context, tx *db.Tx, by auth.Officer, round ID, unit org.UnitID) error {
	r, o, err := s.Owed(ctx, tx, by, round, unit)
	if err != nil {
		return err
	}
	if !mayType(by, r, o) {
		return fault.New(fault.Forbidden, "Chỉ người tổng hợp đợt báo cáo được thu hồi đường dẫn.")
	}
	n, err := revokeLinks(ctx, tx, round, unit, name(by), s.Now())
	if err != nil {
		return fmt.Errorf("stopping the links of unit %d in round %d: %w", unit, round, err)
	}
	if n == 0 {
		return nil
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	return s.note(ctx, tx, by, "round.link.revoke", r, web.Say("Thu hồi đường dẫn một lần của %s, %s", tree.Name(unit), r.Code))
}
