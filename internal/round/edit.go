package round

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Change is what a coordinator edits. Once the round is open, Audience no longer changes through it.
type Change struct {
	Title    string
	Note     string
	From, To law.Date
	Clock    work.Clock
	Audience Audience
}

// Edit changes the words, the deadline and, before it opens, the audience of a round.
func (s *Service) Edit(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, to Change) (Round, error) {
	r, _, err := s.take(ctx, tx, by, ref, "")
	if err != nil {
		return Round{}, err
	}
	if r.State != Draft && r.State != Open {
		return Round{}, fault.New(fault.Conflict, "%s không còn ở bước làm được việc này. Hãy tải lại trang.", r.Code)
	}
	before := r.Due()
	r.Title, r.Note, r.From, r.To, r.Clock, r.UpdatedAt = clean(to.Title), clean(to.Note), to.From, to.To, to.Clock, s.Now()
	if r.State == Draft {
		r.Audience = to.Audience
	}
	err = r.check()
	if err != nil {
		return Round{}, err
	}
	err = s.keep(ctx, tx, &r)
	if err != nil {
		return Round{}, err
	}
	if r.State == Open && before != r.Due() {
		err := s.note(ctx, tx, by, "round.due", r, web.Say("Đổi hạn của %s từ %s thành %s", r.Code, dayText(before), dayText(r.Due())))
		if err != nil {
			return Round{}, err
		}
	}
	return r, s.note(ctx, tx, by, "round.edit", r, web.Say("Sửa đợt báo cáo %s", r.Code))
}

func dayText(d law.Date) string {
	if d.IsZero() {
		return web.Dash
	}
	return d.Vietnamese()
}

// SetForm gives a round other blocks, as a new version of its form. Once the round is open, what was asked
// stays: words may be mended and questions added, nothing may be taken away or counted in another way.
func (s *Service) SetForm(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, blocks []Block) (Round, error) {
	r, _, err := s.take(ctx, tx, by, ref, "")
	if err != nil {
		return Round{}, err
	}
	old, err := s.Form(ctx, tx, r, 0)
	if err != nil {
		return Round{}, err
	}
	f := Form{Round: r.ID, Version: r.Form + 1, Blocks: tidy(blocks)}
	err = f.check()
	if err != nil {
		return Round{}, err
	}
	switch r.State {
	case Draft:
	case Open:
		err := f.keeps(old)
		if err != nil {
			return Round{}, err
		}
	default:
		return Round{}, fault.New(fault.Conflict, "%s không còn ở bước làm được việc này. Hãy tải lại trang.", r.Code)
	}
	r.Form, r.UpdatedAt = f.Version, s.Now()
	err = s.keep(ctx, tx, &r)
	if err != nil {
		return Round{}, err
	}
	err = insertForm(ctx, tx, f, name(by), r.UpdatedAt)
	if err != nil {
		return Round{}, fmt.Errorf("storing form %d of round %d: %w", f.Version, r.ID, err)
	}
	return r, s.note(ctx, tx, by, "round.form", r, web.Say("Sửa biểu mẫu của %s, bản %d", r.Code, f.Version))
}

// keeps fails with fault.Conflict where f no longer asks what an older version asked.
func (f Form) keeps(old Form) error {
	for _, b := range old.Blocks {
		now, ok := f.Block(b.Key)
		if !ok || now.Kind != b.Kind {
			return fault.New(fault.Conflict, "Đợt đang mở nên không bỏ được phần “%s”.", b.Title).At("blocks")
		}
		for _, t := range b.Texts {
			if !slices.ContainsFunc(now.Texts, func(x Text) bool { return x.Key == t.Key }) {
				return fault.New(fault.Conflict, "Đợt đang mở nên không bỏ được câu hỏi “%s”.", t.Label).At("blocks")
			}
		}
		for _, x := range b.Figures {
			if !slices.ContainsFunc(now.Figures, func(y Figure) bool { return y.Key == x.Key && y.Kind == x.Kind && y.Total == x.Total && y.Of == x.Of }) {
				return fault.New(fault.Conflict, "Đợt đang mở nên không bỏ hoặc đổi cách tính số liệu “%s”.", x.Label).At("blocks")
			}
		}
	}
	return nil
}

// AddUnits lets more units owe an answer to an open round. Those that owe one already stay as they are.
func (s *Service) AddUnits(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, units []org.UnitID) (Round, error) {
	r, tree, err := s.take(ctx, tx, by, ref, "")
	if err != nil {
		return Round{}, err
	}
	if r.State != Open {
		return Round{}, fault.New(fault.Conflict, "%s không còn ở bước làm được việc này. Hãy tải lại trang.", r.Code)
	}
	r.UpdatedAt = s.Now()
	err = s.keep(ctx, tx, &r)
	if err != nil {
		return Round{}, err
	}
	owed, err := owedTo(ctx, tx, r.ID)
	if err != nil {
		return Round{}, err
	}
	var all, added []org.UnitID
	for _, o := range owed {
		all = append(all, o.Unit)
	}
	for _, u := range units {
		unit, ok := tree.Unit(u)
		if ok && unit.ExistsOn(s.Day()) && !slices.Contains(all, u) {
			all, added = append(all, u), append(added, u)
		}
	}
	if len(added) == 0 {
		return Round{}, fault.New(fault.Invalid, "Hãy chọn đơn vị chưa có trong đợt.").At("units")
	}
	for _, u := range added {
		_, err := insertOwed(ctx, tx, Owed{Round: r.ID, Unit: u, Up: above(tree, r, all, u)})
		if err != nil {
			return Round{}, fmt.Errorf("letting unit %d owe an answer to round %d: %w", u, r.ID, err)
		}
	}
	return r, errors.Join(
		s.note(ctx, tx, by, "round.add", r, web.Say("Thêm %d đơn vị vào đợt báo cáo %s", len(added), r.Code)),
		s.index(ctx, tx, r, all),
	)
}
