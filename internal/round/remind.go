package round

import (
	"context"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Outbox keeps letters until a job sends them. Queueing the same key again does nothing.
type Outbox interface {
	Queue(ctx context.Context, tx *db.Tx, m work.Message) error
}

// noticeDays is how many days before the deadline a unit is told, before it turns red.
const noticeDays = 2

// firstHour is the hour of the day before which nobody gets a letter.
const firstHour = 7

// Remind tells the contact points of units that have not answered: on the day a round opens, two days before
// its deadline, on the last day and on the day after. A unit gets one letter a day with all its rounds; running
// again or in two processes sends nothing twice. It returns how many letters it queued.
func (s *Service) Remind(ctx context.Context) (int, error) {
	if s.Outbox == nil || s.Now().In(law.Vietnam).Hour() < firstHour {
		return 0, nil
	}
	n := 0
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		n = 0
		owed, rounds, err := s.nagging(ctx, tx)
		if err != nil || len(owed) == 0 {
			return err
		}
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		for unit, list := range owed {
			sent, err := s.write(ctx, tx, tree, unit, list, rounds)
			if err != nil {
				return fmt.Errorf("writing to unit %d: %w", unit, err)
			}
			if sent {
				n++
			}
		}
		return nil
	})
	return n, err
}

// nagging is what is owed today to rounds that speak today, by unit.
func (s *Service) nagging(ctx context.Context, tx *db.Tx) (map[org.UnitID][]Owed, map[ID]Round, error) {
	open, err := roundsWith(ctx, tx, []State{Open}, true, nil, listLimit)
	if err != nil {
		return nil, nil, fmt.Errorf("looking for open rounds: %w", err)
	}
	all, rounds := map[org.UnitID][]Owed{}, map[ID]Round{}
	for _, r := range open {
		if !r.speaks(s.Day()) {
			continue
		}
		rounds[r.ID] = r
		owed, err := owedTo(ctx, tx, r.ID)
		if err != nil {
			return nil, nil, fmt.Errorf("reading what is owed to round %d: %w", r.ID, err)
		}
		for _, o := range owed {
			if o.Step == Waiting {
				all[o.Unit] = append(all[o.Unit], o)
			}
		}
	}
	return all, rounds, nil
}

// speaks reports whether units hear of an open round on a day.
func (r Round) speaks(today law.Date) bool {
	if r.OpenedAt != nil && law.DateOf(*r.OpenedAt) == today {
		return true
	}
	due := r.Due()
	if due.IsZero() {
		return false
	}
	left := today.DaysUntil(due)
	return left == noticeDays || left == 0 || left == -1
}

// write queues the letter of a unit; false if nobody can be written to.
func (s *Service) write(ctx context.Context, tx *db.Tx, tree *org.Tree, unit org.UnitID, owed []Owed, rounds map[ID]Round) (bool, error) {
	u, _ := tree.Unit(unit)
	name, address := u.Name, u.Email
	p, found, err := s.Org.Holder(ctx, tx, unit, org.Contact, s.Day())
	if err != nil {
		return false, err
	}
	if found && p.Active && p.Email != "" {
		name, address = p.Name, p.Email
	}
	if address == "" {
		return false, nil
	}
	today := s.Day()
	m := work.Message{
		Key: fmt.Sprintf("round.remind %s u%d", today, unit), ToName: name, ToAddress: address,
		Subject: fmt.Sprintf("%d đợt báo cáo chờ %s trả lời", len(owed), u.Name),
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Kính gửi %s,\n\n%s còn các đợt báo cáo sau chưa trả lời:\n", name, u.Name)
	for _, o := range owed {
		r := rounds[o.Round]
		fmt.Fprintf(&b, "\n- %s: %s\n", r.Code, r.Title)
		if !r.Due().IsZero() {
			fmt.Fprintf(&b, "  Hạn: %s\n", r.Due().Vietnamese())
		}
	}
	b.WriteString("\nNếu không có gì để báo cáo, chỉ cần mở trang và bấm “Không phát sinh”.\n")
	if s.Site != "" {
		fmt.Fprintf(&b, "%s%s\n", s.Site, deskHref(unit))
	}
	m.Body = b.String()
	return true, s.Outbox.Queue(ctx, tx, m)
}
