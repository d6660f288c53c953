package plan

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/vi"
)

// alike is the least likeness of two tasks that are taken for one; surely is the likeness from which the
// lead unit does not matter.
const (
	alike  = 0.55
	surely = 0.85
)

// compare finds for each task of a new document the task of the plan that it continues: by the likeness of
// their words and their lead unit, each taken once, the most alike first. Tasks of the plan that are left
// are proposed for cancelling; what is unchanged is accepted at once.
func (s *Service) compare(ctx context.Context, tx *db.Tx, by auth.Officer, tree *org.Tree, d *Draft) error {
	var old []work.Case
	err := s.Work.Each(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(d.Plan)}, func(c work.Case) error {
		if c.State != work.Cancelled {
			old = append(old, c)
		}
		return nil
	})
	if err != nil {
		return err
	}
	rows, err := tasksOf(ctx, tx, d.Plan)
	if err != nil {
		return err
	}
	w := &d.Work
	taken := pair(w, old, rows)
	for i := range w.Tasks {
		it := &w.Tasks[i]
		if c, ok := taken[it.Key]; ok {
			it.Old = oldTask(c)
			it.settle(w, tree)
		}
	}
	w.Gone = nil
	for _, c := range old {
		if !slices.ContainsFunc(w.Tasks, func(it Item) bool { return it.Old != nil && it.Old.Case == c.ID }) && c.State != work.Done {
			w.Gone = append(w.Gone, GoneTask{Old: *oldTask(c), V: 1})
		}
	}
	return nil
}

// settle says how a task differs from the one it continues. The program's own guess about time gives way
// to what was agreed when the document's words are the same.
func (it *Item) settle(w *Work, tree *org.Tree) {
	it.Old.Changes = changesOf(w, *it, tree)
	it.Same = Changed
	if len(it.Old.Changes) == 0 {
		it.Same = Unchanged
		if w.lacks(*it).Key == "" {
			it.Decision = Accepted
		}
	}
}

func oldTask(c work.Case) *Old {
	return &Old{
		Case: c.ID, Code: c.Code, Version: c.Version, Title: c.Title, Lead: c.Lead, Partners: c.Partners, Section: c.Section, Number: c.Number,
		Timing: timingFrom(c),
	}
}

// pair matches tasks, most alike first.
func pair(w *Work, old []work.Case, rows map[work.CaseID]taskRow) map[int]work.Case {
	type match struct {
		key   int
		old   int
		score float64
	}
	words := make([][]string, len(old))
	for i, c := range old {
		words[i] = shingles(c.Title)
	}
	var all []match
	for _, it := range w.Tasks {
		own := shingles(it.Title)
		for i, c := range old {
			score := likeness(own, words[i])
			if t, ok := rows[c.ID]; ok && t.Said.Wrote.Title != c.Title {
				score = max(score, likeness(own, shingles(t.Said.Wrote.Title)))
			}
			if score >= surely || score >= alike && w.lead(it) == c.Lead {
				if w.lead(it) == c.Lead {
					score += .1
				}
				all = append(all, match{it.Key, i, score})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b match) int { return cmp.Compare(b.score, a.score) })
	found, used := map[int]work.Case{}, map[int]bool{}
	for _, m := range all {
		if _, done := found[m.key]; done || used[m.old] {
			continue
		}
		used[m.old] = true
		found[m.key] = old[m.old]
	}
	return found
}

// shingles are the pairs of neighbouring folded words of a title, sorted.
func shingles(title string) []string {
	words := strings.FieldsFunc(vi.Fold(title), func(r rune) bool { return r < '0' || r > '9' && r < 'a' || r > 'z' && r < 128 })
	var all []string
	for i := range words {
		if i+1 < len(words) {
			all = append(all, words[i]+" "+words[i+1])
		}
	}
	if len(words) == 1 {
		all = words
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// likeness is the share that two sorted sets have in common: twice what both have over what each has.
func likeness(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	same := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			same, i, j = same+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(same) / float64(len(a)+len(b))
}

// changesOf lists what a task says differently from the one it continues.
func changesOf(w *Work, it Item, tree *org.Tree) []Change {
	if it.Old == nil {
		return nil
	}
	o := *it.Old
	var all []Change
	add := func(field, before, after string) {
		if before != after {
			all = append(all, Change{field, before, after})
		}
	}
	add(web.Mark("Nội dung"), o.Title, it.Title)
	add(web.Mark("Nhóm nhiệm vụ"), o.Section, it.Section)
	add(web.Mark("Số thứ tự"), o.Number, it.Number)
	add(web.Mark("Đơn vị chủ trì"), tree.Name(o.Lead), tree.Name(w.lead(it)))
	if !sameUnits(o.Partners, w.partners(it)) {
		add(web.Mark("Đơn vị phối hợp"), unitNames(tree, o.Partners), unitNames(tree, w.partners(it)))
	}
	if !o.Timing.sameTime(it.Plan) {
		ctx := context.Background()
		add(web.Mark("Chu kỳ, thời hạn"), o.Timing.words(ctx), it.Plan.words(ctx))
	}
	return all
}

func sameUnits(a, b []org.UnitID) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

func unitNames(tree *org.Tree, ids []org.UnitID) string {
	var names []string
	for _, id := range ids {
		names = append(names, tree.Label(id))
	}
	return strings.Join(names, "; ")
}

// carryOver brings a case in line with the new document; what was done stays done.
func (c *confirming) carryOver(ctx context.Context, it Item, at int64) error {
	now, err := c.s.Work.Case(ctx, c.tx, c.by, it.Old.Case)
	if err != nil {
		return err
	}
	if lead := c.d.Work.lead(it); lead != now.Lead && now.State != work.Done {
		now, err = c.s.Work.Transfer(ctx, c.tx, c.by, now.Ref(), lead, "Theo "+c.plan.Cited())
		if err != nil {
			return err
		}
	}
	row, err := taskOf(ctx, c.tx, now.ID)
	if err != nil && err != db.ErrNoRows {
		return err
	}
	now, err = c.s.Work.Edit(ctx, c.tx, c.by, now.Ref(), work.Change{
		Title: it.Title, Description: c.description(it), Section: it.Section, Number: it.Number, Position: at,
		Partners: c.d.Work.partners(it), Person: now.Person, Shared: now.Shared,
	})
	if err != nil {
		return err
	}
	if !it.Old.Timing.sameTime(it.Plan) && now.State != work.Done {
		_, err = c.s.Work.Reschedule(ctx, c.tx, c.by, now.Ref(), it.Plan.cadence(), it.Plan.clock(c.plan.Cited(), it.When), "Theo "+c.plan.Cited())
		if err != nil {
			return err
		}
	}
	return c.keepSaid(ctx, now.ID, it, max(1, row.Since))
}

// BecomeVersion makes the draft of a new plan the draft of a new version of a plan that is there.
func (s *Service) BecomeVersion(ctx context.Context, by auth.Officer, id DraftID, plan ID) error {
	return s.edit(ctx, by, id, func(tx *db.Tx, tree *org.Tree, d *Draft) error {
		p, err := s.Plan(ctx, tx, by, plan)
		if err != nil {
			return err
		}
		err = mayManage(by, tree, p.Owner)
		if err != nil {
			return err
		}
		switch {
		case d.Kind != NewPlan:
			return fault.New(fault.Conflict, "Bản nháp này đã là bản mới của một kế hoạch.")
		case p.State == Closed:
			return fault.New(fault.Conflict, "Kế hoạch đã kết thúc nên không nhận bản mới.")
		}
		d.Kind, d.Plan, d.Owner, d.Work.Owner = NewVersion, p.ID, p.Owner, p.Owner
		err = setDraftKind(ctx, tx, *d)
		if err != nil {
			return err
		}
		return s.compare(ctx, tx, by, tree, d)
	})
}
