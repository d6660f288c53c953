package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/plan"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/vi"
)

// planned is a plan of the story.
type planned struct {
	id   plan.ID
	by   auth.Officer // coordinates over its owner
	told map[work.CaseID]bool
}

// coordinator is who imports and accepts what a unit owns.
func (s *story) coordinator(owner string) auth.Officer {
	if owner == "SVHTTDL" {
		return s.played["sovhttdl"]
	}
	return s.played["dieuphoi"]
}

// receive takes a document the way an officer does: upload, check, accept, confirm.
func (s *story) receive(ctx context.Context, w writing) error {
	data, err := w.write()
	if err != nil {
		return err
	}
	by := s.coordinator(w.owner)
	upload := plan.Upload{Name: w.file, Content: data, Owner: s.codes[w.owner]}
	if w.renews != "" {
		upload.Plan = s.plans[w.renews].id
	}
	id, err := s.Plan.Import(ctx, by, upload)
	if err != nil {
		return err
	}
	d, err := s.read(ctx, by, id)
	if err != nil {
		return err
	}
	s.later(20 * time.Minute)
	err = s.check(ctx, by, d, w)
	if err != nil {
		return err
	}
	d, err = s.read(ctx, by, id)
	if err != nil {
		return err
	}
	plan, err := s.Plan.Confirm(ctx, by, id, d.Version, false)
	if err != nil {
		return err
	}
	p := s.plans[w.number]
	if p.told == nil {
		p = planned{id: plan, by: by, told: map[work.CaseID]bool{}}
		s.plans[w.number] = p
		err := s.Plan.ShowLateness(ctx, by, plan, w.late)
		if err != nil {
			return err
		}
	}
	return s.foretell(ctx, p, w)
}

// read waits for a draft until its document has been read, which happens behind the request.
func (s *story) read(ctx context.Context, by auth.Officer, id plan.DraftID) (d plan.Draft, err error) {
	for d.State = plan.Reading; d.State == plan.Reading; {
		err = s.DB.Read(ctx, func(tx *db.Tx) error {
			d, err = s.Plan.Draft(ctx, tx, by, id)
			return err
		})
		if err != nil {
			return d, err
		}
		if d.State == plan.Failed {
			return d, fmt.Errorf("reading %s: %s", d.Name, d.Problem.Key)
		}
		if d.State == plan.Reading {
			select {
			case <-ctx.Done():
				return d, ctx.Err()
			case <-time.After(20 * time.Millisecond):
			}
		}
	}
	return d, nil
}

// check does what the officer does before confirming: puts right what was read otherwise than the document
// means, chooses a unit where it names a collective, accepts every task, and lets go of those that a new
// version dropped.
func (s *story) check(ctx context.Context, by auth.Officer, d plan.Draft, w writing) error {
	var picks []plan.Pick
	for _, it := range d.Work.Tasks {
		if s.correct(&it, d.Work, w) {
			_, err := s.Plan.SaveItem(ctx, by, d.ID, it, 0)
			if err != nil {
				return err
			}
		}
		picks = append(picks, plan.Pick{Key: it.Key})
	}
	_, err := s.Plan.Decide(ctx, by, d.ID, picks, plan.Accepted)
	if err != nil {
		return err
	}
	for _, gone := range d.Work.Gone {
		err := s.Plan.DecideGone(ctx, by, d.ID, gone.Code, plan.Accepted, "Kế hoạch sửa đổi không còn nhiệm vụ này.")
		if err != nil {
			return err
		}
	}
	return nil
}

// correct brings a proposed task in line with its document and reports whether it changed.
func (s *story) correct(it *plan.Item, read plan.Work, w writing) bool {
	changed := false
	e, ok := w.entryOf(it.Title)
	if ok && !strings.HasPrefix(vi.Fold(it.Title), vi.Fold(e.title)) {
		it.Title, changed = e.title, true
	}
	if ok && !strings.Contains(e.lead, ";") && !slices.Equal(it.Lead, []string{e.lead}) {
		it.Lead, changed = []string{e.lead}, true
	}
	if ok && (it.Section == "" || !strings.HasSuffix(e.section, it.Section)) {
		it.Section, changed = e.section, true
	}
	if !slices.ContainsFunc(it.Lead, func(name string) bool {
		n := read.NameOf(name)
		return n == nil || n.Unit != 0
	}) {
		it.Lead, changed = []string{s.tree.Name(s.codes["VPUBND"])}, true // for a collective the office answers
	}
	return changed
}

// leaveDraft leaves a letter read but not confirmed, for whoever wants to try it: among its units are one
// that was split and one that was merged.
func (s *story) leaveDraft(ctx context.Context) error {
	letter := fillDays(mustRead("draft.txt"), s.today)
	by := s.coordinator("UBND")
	_, err := s.Plan.Import(ctx, by, plan.Upload{Name: "Cong van 2207 tuan cao diem bao hiem y te.txt", Content: []byte(letter), Owner: s.codes["UBND"]})
	return err
}

// foretell says for each new case of a plan what will become of it.
func (s *story) foretell(ctx context.Context, p planned, w writing) error {
	var cases []work.Case
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		return s.Work.Each(ctx, tx, p.by, work.Filter{OriginDuty: "plan", OriginID: int64(p.id)}, func(c work.Case) error {
			cases = append(cases, c)
			return nil
		})
	})
	if err != nil {
		return err
	}
	for _, c := range cases {
		if p.told[c.ID] {
			continue
		}
		p.told[c.ID] = true
		e, ok := w.entryOf(c.Title)
		if !ok {
			return fmt.Errorf("%s has the task %q, which its document does not", w.file, c.Title)
		}
		s.live(c, e, p.by, w.arrive)
	}
	return nil
}

// entryOf finds what the document says under a title, which may have been cut or run on.
func (w writing) entryOf(title string) (entry, bool) {
	want := vi.Fold(title)
	all := slices.Concat(w.tasks, w.prose)
	for _, e := range all {
		if vi.Fold(e.title) == want {
			return e, true
		}
	}
	for _, e := range all {
		if said := vi.Fold(e.title); holds(said, want) || holds(want, said) {
			return e, true
		}
	}
	return entry{}, false
}

// holds reports whether a folded text has a title within it.
func holds(text, title string) bool { return len(title) > 30 && strings.Contains(text, title) }

// leadOf is who answers for a unit's tasks.
func (s *story) leadOf(u org.UnitID) auth.Officer { return s.desks[u].officer }
