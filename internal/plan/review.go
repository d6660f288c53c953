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
	"github.com/nhipcau/nhipcau/vi"
)

// Draft finds a draft that the officer manages, or fault.NotFound.
func (s *Service) Draft(ctx context.Context, tx *db.Tx, by auth.Officer, id DraftID) (Draft, error) {
	d, err := draftByID(ctx, tx, id)
	if err == db.ErrNoRows || err == nil && !by.MayFor(Manage, d.Owner) {
		return Draft{}, fault.New(fault.NotFound, "Không tìm thấy bản nháp này.")
	}
	if err != nil {
		return Draft{}, fmt.Errorf("reading draft %d: %w", id, err)
	}
	if d.State == Reading && s.Now().Sub(d.UpdatedAt) > readingLife {
		d.State = Failed
		d.Problem = web.Say("Máy chủ dừng giữa chừng khi đang đọc văn bản này; chưa có gì được lưu. Hãy tải tệp lên lại.")
	}
	return d, nil
}

// Stale is the cause of a fault.Conflict when somebody else changed the same task of a draft. What was
// typed is still in the form; Now is what is stored.
type Stale struct {
	Now Item
	By  string
}

// Error says whose change was first.
func (c *Stale) Error() string { return fmt.Sprintf("item %d was changed by %s", c.Now.Key, c.By) }

// edit lets do change an open draft; nobody else changes it meanwhile.
func (s *Service) edit(ctx context.Context, by auth.Officer, id DraftID, do func(tx *db.Tx, tree *org.Tree, d *Draft) error) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		d, tree, err := s.take(ctx, tx, by, id)
		if err != nil {
			return err
		}
		err = do(tx, tree, &d)
		if err != nil {
			return err
		}
		d.Work.rename(s.names(tree), tree, s.Day())
		return s.keep(ctx, tx, by, d)
	})
}

// take locks an open draft.
func (s *Service) take(ctx context.Context, tx *db.Tx, by auth.Officer, id DraftID) (Draft, *org.Tree, error) {
	ok, err := lockDraft(ctx, tx, id)
	if err != nil {
		return Draft{}, nil, fmt.Errorf("locking draft %d: %w", id, err)
	}
	d, err := s.Draft(ctx, tx, by, id)
	if err != nil {
		return Draft{}, nil, err
	}
	if !ok {
		return Draft{}, nil, closedDraft(d)
	}
	tree, err := s.Org.Tree(ctx, tx)
	return d, tree, err
}

func closedDraft(d Draft) error {
	switch d.State {
	case Confirmed:
		return fault.New(fault.Conflict, "Bản nháp này đã được %s xác nhận thành kế hoạch. Hãy mở kế hoạch để sửa tiếp.", d.EditedBy)
	case Dropped:
		return fault.New(fault.Conflict, "Bản nháp này đã được bỏ.")
	}
	return fault.New(fault.Conflict, "Văn bản chưa đọc xong nên chưa sửa được.")
}

func (s *Service) keep(ctx context.Context, tx *db.Tx, by auth.Officer, d Draft) error {
	d.Tasks, d.Waiting = len(d.Work.Tasks), d.Work.waiting()
	d.EditedBy, d.UpdatedAt = by.Full, s.Now()
	err := saveDraft(ctx, tx, d)
	if err != nil {
		return fmt.Errorf("storing draft %d: %w", d.ID, err)
	}
	return nil
}

// EditHead changes the name plate that the editor saw at version v.
func (s *Service) EditHead(ctx context.Context, by auth.Officer, id DraftID, h Head) error {
	return s.edit(ctx, by, id, func(_ *db.Tx, _ *org.Tree, d *Draft) error {
		if h.V != d.Work.Head.V {
			return fault.New(fault.Conflict, "%s vừa sửa thông tin kế hoạch. Hãy xem bản mới rồi lưu lại; nội dung bạn đã nhập vẫn còn.", d.EditedBy)
		}
		err := checkHead(h)
		if err != nil {
			return err
		}
		h.V++
		d.Work.Head = h
		return nil
	})
}

func checkHead(h Head) error {
	switch {
	case strings.TrimSpace(h.Title) == "":
		return fault.New(fault.Invalid, "Hãy ghi tên kế hoạch.").At("ten")
	case !h.From.IsZero() && !h.To.IsZero() && h.To.Before(h.From):
		return fault.New(fault.Invalid, "Ngày kết thúc đứng trước ngày bắt đầu.").At("den")
	}
	return nil
}

// SaveItem stores an edited task; Key 0 adds one after the task with the key after (0: at the end).
func (s *Service) SaveItem(ctx context.Context, by auth.Officer, id DraftID, it Item, after int) (key int, err error) {
	err = s.edit(ctx, by, id, func(_ *db.Tx, tree *org.Tree, d *Draft) error {
		w := &d.Work
		if it.Key != 0 {
			key = it.Key
			return w.replace(it, by.Full)
		}
		w.Last++
		it.Key, it.V, it.Made, it.Sure, it.By = w.Last, 1, true, 1, by.Full
		key = it.Key
		i := w.index(after) + 1
		if after == 0 || i == 0 {
			i = w.place(it.Line)
		}
		w.Tasks = slices.Insert(w.Tasks, i, it)
		return nil
	})
	return key, err
}

// place is where a task from a line belongs: before the first task from a later line.
func (w *Work) place(line int) int {
	if line == 0 {
		return len(w.Tasks)
	}
	i := slices.IndexFunc(w.Tasks, func(it Item) bool { return it.Line > line })
	if i < 0 {
		return len(w.Tasks)
	}
	return i
}

// replace stores an edited task over the one the editor saw.
func (w *Work) replace(it Item, by string) error {
	old := w.Item(it.Key)
	if old == nil {
		return fault.New(fault.Conflict, "Nhiệm vụ này vừa được người khác gộp hoặc bỏ đi. Hãy tải lại trang.")
	}
	if old.V != it.V {
		return staleItem(*old)
	}
	it.V, it.By = old.V+1, by
	it.Lines, it.Line, it.Sure, it.Why, it.Made, it.Wrote, it.Old, it.Same = old.Lines, old.Line, old.Sure, old.Why, old.Made, old.Wrote, old.Old, old.Same
	*old = it
	return nil
}

func staleItem(now Item) error {
	return fault.Wrap(fault.Conflict, &Stale{now, now.By}, "%s vừa sửa nhiệm vụ này. Hãy xem bản đang lưu rồi lưu lại; nội dung bạn đã nhập vẫn còn.", now.By)
}

// Choice of a task that the editor saw at a version.
type Pick struct {
	Key int
	V   int64
}

// Decide accepts, skips or reopens tasks and tells how many it changed. A task that lacks something is not
// accepted: alone it is a fault.Invalid that says what; among several it is left over.
func (s *Service) Decide(ctx context.Context, by auth.Officer, id DraftID, picks []Pick, to Decision) (n int, err error) {
	err = s.edit(ctx, by, id, func(_ *db.Tx, _ *org.Tree, d *Draft) error {
		n = 0
		for _, p := range picks {
			it := d.Work.Item(p.Key)
			if it == nil {
				continue
			}
			if p.V != 0 && p.V != it.V {
				return staleItem(*it)
			}
			if lack := d.Work.lacks(*it); to == Accepted && lack.Key != "" {
				if len(picks) == 1 {
					return fault.New(fault.Invalid, "Chưa chấp nhận được nhiệm vụ “%s”: %s.", vi.CutRunes(it.Title, 80), lack)
				}
				continue
			}
			if it.Decision != to {
				it.Decision, it.By = to, by.Full
				it.V++
				n++
			}
		}
		return nil
	})
	return n, err
}

// DecideClear accepts every undecided task that needs no second look.
func (s *Service) DecideClear(ctx context.Context, by auth.Officer, id DraftID) (n int, err error) {
	err = s.edit(ctx, by, id, func(_ *db.Tx, _ *org.Tree, d *Draft) error {
		n = 0
		for i := range d.Work.Tasks {
			it := &d.Work.Tasks[i]
			if it.Decision == Undecided && d.Work.clear(*it) {
				it.Decision, it.By = Accepted, by.Full
				it.V++
				n++
			}
		}
		return nil
	})
	return n, err
}

// DecideGone cancels (Accepted) or keeps (Skipped) a task that the new document no longer has.
func (s *Service) DecideGone(ctx context.Context, by auth.Officer, id DraftID, code string, to Decision, reason string) error {
	return s.edit(ctx, by, id, func(_ *db.Tx, _ *org.Tree, d *Draft) error {
		i := slices.IndexFunc(d.Work.Gone, func(g GoneTask) bool { return g.Code == code })
		if i < 0 {
			return fault.New(fault.NotFound, "Không tìm thấy nhiệm vụ này trong kế hoạch.")
		}
		reason = strings.TrimSpace(reason)
		if to == Accepted && reason == "" {
			return fault.New(fault.Invalid, "Hãy ghi lý do hủy nhiệm vụ %s.", code).At("ly-do")
		}
		d.Work.Gone[i].Decision, d.Work.Gone[i].Reason = to, reason
		d.Work.Gone[i].V++
		return nil
	})
}

// ChooseUnits says which units the names of the document stand for, wherever they occur. Unit 0 leaves a
// name open; for a collective the owner then answers.
func (s *Service) ChooseUnits(ctx context.Context, by auth.Officer, id DraftID, chosen map[string]org.UnitID) error {
	return s.edit(ctx, by, id, func(_ *db.Tx, tree *org.Tree, d *Draft) error {
		for name, unit := range chosen {
			n := d.Work.NameOf(name)
			if n == nil || n.Unit == unit {
				continue
			}
			if u, ok := tree.Unit(unit); unit != 0 && (!ok || !u.ExistsOn(s.Day())) {
				return fault.New(fault.Invalid, "Đơn vị chọn cho “%s” không còn hoạt động. Hãy chọn đơn vị khác.", name)
			}
			n.Unit, n.Sure = unit, false
		}
		return nil
	})
}

// Merge joins tasks into the first of them; its words stand, the others' follow in its note.
func (s *Service) Merge(ctx context.Context, by auth.Officer, id DraftID, keys []int) (into int, err error) {
	err = s.edit(ctx, by, id, func(_ *db.Tx, _ *org.Tree, d *Draft) error {
		w := &d.Work
		var rows []int
		for _, k := range keys {
			if i := w.index(k); i >= 0 {
				rows = append(rows, i)
			}
		}
		slices.Sort(rows)
		if len(rows) < 2 {
			return fault.New(fault.Invalid, "Hãy đánh dấu ít nhất hai nhiệm vụ để gộp.")
		}
		first := &w.Tasks[rows[0]]
		into = first.Key
		for _, i := range rows[1:] {
			first.join(w.Tasks[i])
		}
		first.V++
		first.By, first.Decision = by.Full, Undecided
		for _, i := range slices.Backward(rows[1:]) {
			w.Tasks = slices.Delete(w.Tasks, i, i+1)
		}
		return nil
	})
	return into, err
}

func (it *Item) join(o Item) {
	it.Title = strings.TrimRight(it.Title, ".; ") + "; " + o.Title
	it.Lines = append(slices.Clone(it.Lines), o.Lines...)
	slices.Sort(it.Lines)
	it.Lines = slices.Compact(it.Lines)
	for _, n := range append(slices.Clone(o.Lead), o.Partners...) {
		if !slices.Contains(it.Lead, n) && !slices.Contains(it.Partners, n) {
			it.Partners = append(it.Partners, n)
		}
	}
	if it.Plan.Rhythm == "" {
		it.Plan, it.When = o.Plan, o.When
	}
	if it.Old == nil {
		it.Old, it.Same = o.Old, o.Same
	}
	it.Note = strings.TrimSpace(it.Note + "\n" + o.Note)
}

// Split makes one task of each line of text; the first keeps the key, all keep units and timing.
func (s *Service) Split(ctx context.Context, by auth.Officer, id DraftID, p Pick, text string) error {
	return s.edit(ctx, by, id, func(_ *db.Tx, _ *org.Tree, d *Draft) error {
		w := &d.Work
		i := w.index(p.Key)
		if i < 0 || w.Tasks[i].V != p.V {
			if i >= 0 {
				return staleItem(w.Tasks[i])
			}
			return fault.New(fault.Conflict, "Nhiệm vụ này vừa được người khác gộp hoặc bỏ đi. Hãy tải lại trang.")
		}
		var titles []string
		for line := range strings.SplitSeq(text, "\n") {
			if t := strings.TrimSpace(line); t != "" {
				titles = append(titles, t)
			}
		}
		if len(titles) < 2 {
			return fault.New(fault.Invalid, "Hãy ghi mỗi nhiệm vụ trên một dòng, ít nhất hai dòng.").At("tach")
		}
		from := w.Tasks[i]
		w.Tasks[i].Title, w.Tasks[i].By = titles[0], by.Full
		w.Tasks[i].V++
		for n, title := range titles[1:] {
			w.Last++
			more := from
			more.Key, more.V, more.Title, more.Number, more.Old, more.Same, more.By = w.Last, 1, title, "", nil, Fresh, by.Full
			w.Tasks = slices.Insert(w.Tasks, i+1+n, more)
		}
		return nil
	})
}

// Move puts a task one place up (-1) or down (+1); at the border of a section it changes section.
func (s *Service) Move(ctx context.Context, by auth.Officer, id DraftID, p Pick, step int) error {
	return s.edit(ctx, by, id, func(_ *db.Tx, _ *org.Tree, d *Draft) error {
		w := &d.Work
		i := w.index(p.Key)
		if i < 0 {
			return fault.New(fault.Conflict, "Nhiệm vụ này vừa được người khác gộp hoặc bỏ đi. Hãy tải lại trang.")
		}
		j := i + step
		if j < 0 || j >= len(w.Tasks) {
			return nil
		}
		w.Tasks[i].V++
		if w.Tasks[i].Section != w.Tasks[j].Section {
			w.Tasks[i].Section = w.Tasks[j].Section
			return nil
		}
		w.Tasks[i], w.Tasks[j] = w.Tasks[j], w.Tasks[i]
		return nil
	})
}

// SetAside marks unread lines as seen and of no use, or takes the mark back.
func (s *Service) SetAside(ctx context.Context, by auth.Officer, id DraftID, lines []int, aside bool) error {
	return s.edit(ctx, by, id, func(_ *db.Tx, _ *org.Tree, d *Draft) error {
		for _, n := range lines {
			i := slices.Index(d.Work.Left, n)
			switch {
			case aside && i < 0 && n >= 1 && n <= len(d.Lines):
				d.Work.Left = append(d.Work.Left, n)
			case !aside && i >= 0:
				d.Work.Left = slices.Delete(d.Work.Left, i, i+1)
			}
		}
		return nil
	})
}

// Drop gives a draft up; back takes it up again.
func (s *Service) Drop(ctx context.Context, by auth.Officer, id DraftID, back bool) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		d, err := s.Draft(ctx, tx, by, id)
		if err != nil {
			return err
		}
		from, to := d.State, Dropped
		text := web.Say("Bỏ bản nháp %s", d.Name)
		if back {
			from, to = Dropped, Opened
			text = web.Say("Lấy lại bản nháp %s", d.Name)
		} else if from == Confirmed {
			return closedDraft(d)
		}
		if from == Failed {
			from = d.stored()
		}
		ok, err := setDraftState(ctx, tx, id, from, to, s.Now())
		if err != nil || !ok {
			return err
		}
		return s.note(ctx, tx, by, "plan.drop", "plan-draft", int64(id), text)
	})
}

// stored is the state in the database of a draft that looks failed.
func (d Draft) stored() DraftState {
	if d.Problem.Key == "" || d.Hash == "" && strings.HasPrefix(d.Problem.Key, "Máy chủ dừng") {
		return Reading
	}
	return Failed
}
