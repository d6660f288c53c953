package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// Edit changes the name plate and note of a plan that the editor saw at a version.
func (s *Service) Edit(ctx context.Context, by auth.Officer, id ID, seen int64, h Head, note string) error {
	err := checkHead(h)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.managed(ctx, tx, by, id)
		if err != nil {
			return err
		}
		p.Number, p.Title, p.Issuer, p.Issued, p.From, p.To, p.Note = h.Number, h.Title, h.Issuer, h.Issued, h.From, h.To, note
		p.Internal = h.Internal
		p.Version, p.UpdatedAt = seen, s.Now()
		err = s.change(ctx, tx, p)
		if err != nil {
			return err
		}
		err = s.index(ctx, tx, p)
		if err != nil {
			return err
		}
		err = s.hush(ctx, tx, p)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, "plan.edit", "plan", int64(id), web.Say("Sửa thông tin kế hoạch “%s”", p.Title))
	})
}

// managed finds a plan that the officer may change.
func (s *Service) managed(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (Plan, error) {
	p, err := s.Plan(ctx, tx, by, id)
	if err != nil {
		return Plan{}, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Plan{}, err
	}
	return p, mayManage(by, tree, p.Owner)
}

func (s *Service) change(ctx context.Context, tx *db.Tx, p Plan) error {
	ok, err := changePlan(ctx, tx, p)
	if err != nil {
		return fmt.Errorf("storing plan %d: %w", p.ID, err)
	}
	if !ok {
		return fault.New(fault.Conflict, "Kế hoạch vừa được người khác sửa. Hãy tải lại trang để xem bản mới; nội dung bạn đã nhập vẫn còn trong ô.")
	}
	return nil
}

// Close ends a plan: recurring and continuous work is finished, single tasks that are open are cancelled,
// both with the reason. What waits for a decision must be decided first.
func (s *Service) Close(ctx context.Context, by auth.Officer, id ID, seen int64, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return fault.New(fault.Invalid, "Hãy ghi lý do kết thúc kế hoạch.").At("ly-do")
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.managed(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if p.State == Closed {
			return fault.New(fault.Conflict, "Kế hoạch này đã kết thúc.")
		}
		now := s.Now()
		p.State, p.ClosedAt, p.UpdatedAt, p.Version = Closed, &now, now, seen
		err = s.change(ctx, tx, p)
		if err != nil {
			return err
		}
		err = s.endTasks(ctx, tx, by, p, reason)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, "plan.close", "plan", int64(id), web.Say("Kết thúc kế hoạch “%s”: %s", p.Title, reason))
	})
}

func (s *Service) endTasks(ctx context.Context, tx *db.Tx, by auth.Officer, p Plan, reason string) error {
	var open []work.Case
	f := work.Filter{OriginDuty: "plan", OriginID: int64(p.ID), Unfinished: true}
	err := s.Work.Each(ctx, tx, by, f, func(c work.Case) error {
		open = append(open, c)
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range open {
		end := s.Work.Finish
		if c.Cadence.Tempo() == work.Single {
			end = s.Work.Cancel
		}
		_, err := end(ctx, tx, by, c.Ref(), reason)
		if err != nil {
			return err
		}
	}
	return nil
}

// AddTask opens a task by hand in a running plan, at the end of its section.
func (s *Service) AddTask(ctx context.Context, by auth.Officer, id ID, it Item) (c work.Case, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.managed(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if p.State == Closed {
			return fault.New(fault.Conflict, "Kế hoạch đã kết thúc nên không thêm được nhiệm vụ.")
		}
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		it.Made, it.Sure, it.Wrote = true, 1, Wrote{it.Title, it.Lead, it.Partners}
		w := Work{Owner: p.Owner, Tasks: []Item{it}}
		w.rename(s.names(tree), tree, s.Day())
		err = checkTyped(&w, it)
		if err != nil {
			return err
		}
		at, err := s.roomIn(ctx, tx, by, p, it.Section)
		if err != nil {
			return err
		}
		adding := &confirming{s: s, tx: tx, by: by, tree: tree, d: Draft{Work: w}, plan: p, no: p.Latest}
		err = adding.putTask(ctx, it, at)
		if err != nil {
			return err
		}
		c = adding.last
		err = s.hush(ctx, tx, p)
		if err != nil {
			return err
		}
		return s.addSection(ctx, tx, id, it.Section)
	})
	return c, err
}

// checkTyped refuses names of units that the directory does not know, at the field where they were typed.
func checkTyped(w *Work, it Item) error {
	for _, f := range []struct {
		field string
		names []string
	}{{"chu-tri", it.Lead}, {"phoi-hop", it.Partners}} {
		for _, name := range f.names {
			if n := w.NameOf(name); n != nil && n.Unit == 0 && !n.Whole {
				return fault.New(fault.Invalid, "Không tìm thấy “%s” trong danh bạ. Hãy gõ tên, tên tắt hoặc mã của đơn vị.", name).At(f.field)
			}
		}
	}
	if lack := w.lacks(it); lack.Key != "" {
		field := "chu-tri"
		if it.Plan.Rhythm == "" {
			field = "chu-ky"
		}
		return fault.New(fault.Invalid, "%s.", lack).At(field)
	}
	return nil
}

// roomIn is the position after the last task of a section, or of the plan.
func (s *Service) roomIn(ctx context.Context, tx *db.Tx, by auth.Officer, p Plan, section string) (int64, error) {
	last := func(f work.Filter) (int64, bool, error) {
		f.OriginDuty, f.OriginID, f.Down, f.Size = "plan", int64(p.ID), true, 1
		l, err := s.Work.List(ctx, tx, by, f)
		if err != nil || len(l.Rows) == 0 {
			return 0, false, err
		}
		return l.Rows[0].Position, true, nil
	}
	at, found, err := last(work.Filter{Section: section})
	if err != nil {
		return 0, err
	}
	if found && section != "" {
		return at + 1, nil
	}
	at, _, err = last(work.Filter{})
	return at + position, err
}

func (s *Service) addSection(ctx context.Context, tx *db.Tx, id ID, section string) error {
	sections, err := sectionsOf(ctx, tx, id)
	if err != nil || slices.Contains(sections, section) {
		return err
	}
	return putSections(ctx, tx, id, append(sections, section))
}

// Remind asks work to remind the lead units of cases, and tells how many it did and why others were refused:
// nobody to write to, reminded today already, nothing owed.
func (s *Service) Remind(ctx context.Context, by auth.Officer, ids []work.CaseID) (n int, refused []web.Text, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		n, refused = 0, nil
		for _, id := range ids {
			err := s.Work.Remind(ctx, tx, by, id)
			if f := fault.Find(err); f != nil && f.Kind == fault.Conflict {
				refused = append(refused, web.Say(f.Format, f.Args...))
				continue
			}
			if err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, refused, err
}

// Context is what a plan says about one of its cases, for pages that show the case.
type Context struct {
	Plan     ID
	Title    string // of the plan
	Number   string
	Href     string // of the plan's page
	Section  string
	Line     int      // in the newest document that has the task; 0 if none
	Lines    []string // what the document says there
	PaperURL string   // opens the document at that line; empty if there is none
	Lead     []string // as written
	Partners []string // as written
	When     string   // as written
	Product  string
	Budget   string
	Note     string
}

// Of is the plan behind a case; false if no plan opened it.
func (s *Service) Of(ctx context.Context, tx *db.Tx, c work.Case) (Context, bool, error) {
	t, err := taskOf(ctx, tx, c.ID)
	if err == db.ErrNoRows {
		return Context{}, false, nil
	}
	if err != nil {
		return Context{}, false, fmt.Errorf("reading the plan of case %d: %w", c.ID, err)
	}
	p, err := planByID(ctx, tx, t.Plan)
	if err != nil {
		return Context{}, false, fmt.Errorf("reading the plan of case %d: %w", c.ID, err)
	}
	x := Context{
		Plan: p.ID, Title: p.Title, Number: p.Number, Href: p.href(), Section: c.Section, Line: t.Line,
		Lead: t.Said.Wrote.Lead, Partners: t.Said.Wrote.Partners, When: t.Said.When, Product: t.Said.Product, Budget: t.Said.Budget, Note: t.Said.Note,
	}
	if t.Line == 0 {
		return x, true, nil
	}
	lines, err := linesOfVersion(ctx, tx, p.ID, t.Upto)
	if err == db.ErrNoRows {
		return x, true, nil
	}
	for _, n := range t.Said.Lines {
		if n >= 1 && n <= len(lines) {
			x.Lines = append(x.Lines, lines[n-1].Text)
		}
	}
	x.PaperURL = fmt.Sprintf("%s?ban=%d#d-%d", p.tab(tabPaper), t.Upto, t.Line)
	return x, true, err
}

func unitsByName(tree *org.Tree, s *Service) []string {
	var all []string
	for _, u := range tree.UnitsOn(s.Day()) {
		all = append(all, u.Name)
	}
	return all
}
