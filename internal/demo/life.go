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
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// fate says what becomes of a task. The words stand in the last column of the content.
type fate string

// Fates of a task with one deadline.
const (
	okFate       fate = "ok"           // finished on time
	late         fate = "late"         // finished late
	again        fate = "again"        // returned once, then finished on time
	overdue      fate = "overdue"      // begun, past its day
	neverBegun   fate = "odnew"        // not begun, past its day
	submitted    fate = "submitted"    // handed in, waits for the coordinator
	lateHandIn   fate = "sublate"      // the same, after its day
	returned     fate = "returned"     // returned, owed again
	doing        fate = "doing"        // begun
	untouched    fate = "new"          // not begun
	extAsked     fate = "extasked"     // asks for a later day
	extGranted   fate = "extgranted"   // has a later day
	extRefused   fate = "extrefused"   // was refused a later day
	transAsked   fate = "transasked"   // asks that another unit lead
	transGranted fate = "transgranted" // another unit leads
	transRefused fate = "transrefused"
	cancelled    fate = "cancelled"
	away         fate = "elsewhere" // mainly followed in another system
	goneFate     fate = "gone"      // dropped by a new version of the plan
)

// Fates of a task that recurs; all but behind speak of the period of today.
const (
	auto     fate = "auto"
	reported fate = "rep"
	nothing  fate = "nil"
	missing  fate = "mis"
	behind   fate = "behind" // the period before is overdue
)

// thread is the life of one case while it is foreseen: what comes next comes after what was foreseen last.
type thread struct {
	s      *story
	c      work.Case // as it was opened
	e      entry
	by     auth.Officer // decides
	lead   auth.Officer // acts for the lead unit
	people []org.Person // of the lead unit
	cursor time.Time
}

// live foresees the life of a case that was opened on a day.
func (s *story) live(c work.Case, e entry, by auth.Officer, opened law.Date) {
	t := &thread{s: s, c: c, e: e, by: by, lead: s.leadOf(c.Lead), people: s.desks[c.Lead].people, cursor: s.Clock.Now()}
	t.assign(opened)
	switch c.Cadence.Tempo() {
	case work.Single:
		t.single(opened)
	case work.Free:
		t.asNeeded(opened)
	default:
		t.recurring(opened)
	}
}

// on foresees an act on a working day, not before the one foreseen last, and returns the day.
func (t *thread) on(d law.Date, do func(ctx context.Context, tx *db.Tx, c work.Case) error) {
	if !t.s.calendar.IsWorkingDay(d) {
		d = workday(d)
	}
	at := t.s.at(d)
	if !at.After(t.cursor) {
		at = t.cursor.Add(time.Duration(35+t.s.rand.IntN(90)) * time.Minute)
	}
	t.cursor = at
	id := t.c.ID
	t.s.add(act{at: at, tx: func(ctx context.Context, tx *db.Tx) error {
		c, err := t.s.Work.Case(ctx, tx, t.by, id)
		if err != nil {
			return err
		}
		err = do(ctx, tx, c)
		if err != nil {
			return fmt.Errorf("%s (%s): %w", c.Code, t.e.fate, err)
		}
		return nil
	}})
}

// assign names somebody of the lead unit for most tasks.
func (t *thread) assign(opened law.Date) {
	working := slices.DeleteFunc(slices.Clone(t.people), func(p org.Person) bool {
		return !strings.HasPrefix(p.Title, "Chuyên viên") && !strings.HasPrefix(p.Title, "Công chức")
	})
	if len(working) == 0 || t.s.rand.IntN(8) == 0 {
		return
	}
	who := pick(t.s.rand, working)
	for _, p := range working { // whoever signs in finds work of their own
		if _, shown := t.s.shown[p.ID]; shown && t.s.rand.IntN(4) > 0 {
			who = p
		}
	}
	t.on(opened.AddDays(1+t.s.rand.IntN(5)), func(ctx context.Context, tx *db.Tx, c work.Case) error {
		_, err := t.s.Work.Assign(ctx, tx, t.lead, c.Ref(), who.ID)
		return err
	})
}

func (t *thread) start(d law.Date) {
	t.on(d, func(ctx context.Context, tx *db.Tx, c work.Case) error {
		_, err := t.s.Work.Start(ctx, tx, t.lead, c.Ref())
		return err
	})
}

// submit hands in what is owed first. nothing says that nothing arose.
func (t *thread) submit(d law.Date, none bool) {
	r := work.Report{Nothing: true}
	var proofs []proof
	if !none {
		r = t.result()
		proofs = t.proofs()
	}
	lead := t.lead
	t.on(d, func(ctx context.Context, tx *db.Tx, c work.Case) error {
		var err error
		r.Evidence, err = t.s.attach(ctx, tx, lead, c, proofs, d)
		if err != nil {
			return err
		}
		_, err = t.s.Work.Submit(ctx, tx, lead, c.Ref(), 0, r)
		return err
	})
}

func (t *thread) accept(d law.Date) {
	remark := ""
	if t.s.rand.IntN(5) == 0 {
		remark = pick(t.s.rand, remarks)
	}
	t.on(d, func(ctx context.Context, tx *db.Tx, c work.Case) error {
		_, err := t.s.Work.Accept(ctx, tx, t.by, c.Ref(), 0, remark)
		return err
	})
}

func (t *thread) giveBack(d law.Date) {
	reason := pick(t.s.rand, returnReasons)
	t.on(d, func(ctx context.Context, tx *db.Tx, c work.Case) error {
		_, err := t.s.Work.Return(ctx, tx, t.by, c.Ref(), 0, reason)
		return err
	})
}

// single foresees a task with one deadline.
func (t *thread) single(opened law.Date) {
	due, today := t.c.Due, t.s.today
	if t.e.fate == untouched || t.e.fate == neverBegun {
		t.talk(today.AddDays(-6))
		return
	}
	t.start(t.between(opened.AddDays(3), least(opened.AddDays(30), due.AddDays(-10), today.AddDays(-4))))
	t.help(opened, least(due, today))
	switch t.e.fate {
	case late:
		t.submit(due.AddDays(2+t.s.rand.IntN(9)), false)
		t.accept(law.DateOf(t.cursor).AddDays(2))
	case again:
		t.submit(due.AddDays(-9), false)
		t.giveBack(due.AddDays(-7))
		t.submit(due.AddDays(-2), false)
		t.accept(due.AddDays(3))
	case submitted:
		t.submit(least(due, today.AddDays(-1)), false)
	case lateHandIn:
		t.submit(today.AddDays(-2), false)
	case returned:
		t.submit(least(due, today.AddDays(-3)).AddDays(-4), false)
		t.giveBack(today.AddDays(-3))
	case extAsked, extGranted, extRefused:
		t.extension(due)
	case transAsked, transGranted, transRefused:
		t.transfer(opened, due)
	case cancelled:
		reason := pick(t.s.rand, cancelReasons)
		t.on(due.AddDays(-12), func(ctx context.Context, tx *db.Tx, c work.Case) error {
			_, err := t.s.Work.Cancel(ctx, tx, t.by, c.Ref(), reason)
			return err
		})
	case away:
		t.on(opened.AddDays(6), func(ctx context.Context, tx *db.Tx, c work.Case) error {
			_, err := t.s.Work.FollowElsewhere(ctx, tx, t.by, c.Ref(), "hệ thống quản lý văn bản và điều hành của tỉnh")
			return err
		})
	case goneFate: // the new version of the plan ends it
	case overdue, doing:
		t.talk(today.AddDays(-4))
	default:
		t.submit(due.AddDays(-1-t.s.rand.IntN(6)), false)
		t.accept(law.DateOf(t.cursor).AddDays(1 + t.s.rand.IntN(4)))
	}
}

// extension foresees a request for a later day.
func (t *thread) extension(due law.Date) {
	today := t.s.today
	asked, to := due.AddDays(-4), due.AddDays(30)
	if t.e.fate == extAsked {
		asked, to = today.AddDays(-2), t.s.calendar.WorkingDayFrom(today.AddDays(20))
	}
	if due.AddDays(45).After(today) && t.e.fate == extGranted {
		to = t.s.calendar.WorkingDayFrom(today.AddDays(12))
	}
	reason := pick(t.s.rand, extensionReasons)
	t.on(asked, func(ctx context.Context, tx *db.Tx, c work.Case) error {
		_, err := t.s.Work.AskExtension(ctx, tx, t.lead, c.Ref(), 0, to, reason)
		return err
	})
	switch t.e.fate {
	case extGranted:
		t.settle(due.AddDays(-2), func(ctx context.Context, tx *db.Tx, c work.Case, id work.RequestID) error {
			_, err := t.s.Work.GrantExtension(ctx, tx, t.by, c.Ref(), id, law.Date{}, "Đồng ý, đề nghị không để chậm thêm.")
			return err
		})
		if to.Before(today) {
			t.submit(to.AddDays(-3), false)
			t.accept(to)
		}
	case extRefused:
		t.settle(due.AddDays(-2), func(ctx context.Context, tx *db.Tx, c work.Case, id work.RequestID) error {
			_, err := t.s.Work.Refuse(ctx, tx, t.by, c.Ref(), id, "Nhiệm vụ liên quan đến tiến độ chung của tỉnh. Đề nghị bố trí thêm người và hoàn thành đúng hạn.")
			return err
		})
		t.talk(today.AddDays(-3))
	}
}

// settle decides the request that waits.
func (t *thread) settle(d law.Date, do func(ctx context.Context, tx *db.Tx, c work.Case, id work.RequestID) error) {
	t.on(d, func(ctx context.Context, tx *db.Tx, c work.Case) error {
		f, err := t.s.Work.File(ctx, tx, t.by, c.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(f.Requests, func(r work.Request) bool { return r.Verdict == work.Pending })
		if i < 0 {
			return fmt.Errorf("no request waits")
		}
		return do(ctx, tx, c, f.Requests[i].ID)
	})
}

// transfer foresees a request that another unit take the lead.
func (t *thread) transfer(opened, due law.Date) {
	asked := opened.AddDays(8)
	if t.e.fate == transAsked {
		asked = t.s.today.AddDays(-2)
	}
	to := t.s.codes["SVHTTDL"]
	if t.c.Lead == to {
		to = t.s.codes["TTXT"]
		if due.After(t.s.today.AddDays(30)) {
			to = t.s.codes["SKHCN"]
		}
	}
	reason := "Nhiệm vụ thuộc chức năng chính của " + t.s.tree.Name(to) + "; đơn vị đề nghị được tham gia phối hợp."
	t.on(asked, func(ctx context.Context, tx *db.Tx, c work.Case) error {
		_, err := t.s.Work.AskTransfer(ctx, tx, t.lead, c.Ref(), to, reason)
		return err
	})
	switch t.e.fate {
	case transGranted:
		t.settle(asked.AddDays(4), func(ctx context.Context, tx *db.Tx, c work.Case, id work.RequestID) error {
			_, err := t.s.Work.GrantTransfer(ctx, tx, t.by, c.Ref(), id, 0, "Đã thống nhất giữa hai đơn vị.")
			return err
		})
		next := *t // acts foreseen so far keep the old lead
		next.c.Lead, next.lead, next.people = to, t.s.leadOf(to), t.s.desks[to].people
		next.assign(asked.AddDays(7))
	case transRefused:
		t.settle(asked.AddDays(5), func(ctx context.Context, tx *db.Tx, c work.Case, id work.RequestID) error {
			_, err := t.s.Work.Refuse(ctx, tx, t.by, c.Ref(), id, "Giữ nguyên phân công theo kế hoạch; các đơn vị liên quan có trách nhiệm phối hợp.")
			return err
		})
	}
}

// asNeeded foresees work that has no deadline: it came up now and then.
func (t *thread) asNeeded(opened law.Date) {
	for d := opened.AddDays(25 + t.s.rand.IntN(20)); d.Before(t.s.today.AddDays(-10)); d = d.AddDays(40 + t.s.rand.IntN(40)) {
		t.submit(d, false)
		t.accept(d.AddDays(3))
	}
}

// recurring foresees the periods of a task until today.
func (t *thread) recurring(opened law.Date) {
	today := t.s.today
	for _, span := range t.c.Cadence.Spans(t.s.calendar, opened, today) {
		now := !span.To.Before(today)
		if t.e.fate == behind && (now || span.To.AddDays(t.length(span)).After(today)) {
			return
		}
		if now && (t.e.fate != auto || !span.Due.Before(today)) {
			t.present(span)
			return
		}
		t.past(span)
	}
}

func (t *thread) length(s work.Span) int { return s.From.DaysUntil(s.To) + 1 }

// past foresees a period that is over.
func (t *thread) past(span work.Span) {
	d := span.Due.AddDays(-t.s.rand.IntN(min(4, t.length(span))))
	if t.s.rand.IntN(7) == 0 {
		d = span.Due.AddDays(1 + t.s.rand.IntN(5))
	}
	d = least(d, t.s.today.AddDays(-2))
	none := t.e.product == "" && t.s.rand.IntN(3) == 0 || t.s.rand.IntN(12) == 0
	t.submit(d, none)
	if !none {
		t.accept(law.DateOf(t.cursor).AddDays(1 + t.s.rand.IntN(3)))
	}
}

// present foresees the period of today.
func (t *thread) present(span work.Span) {
	d := t.s.today.AddDays(-2)
	if span.From.After(d) {
		d = span.From
	}
	switch t.e.fate {
	case reported:
		t.submit(d, false)
		t.accept(d.AddDays(1))
	case nothing:
		t.submit(d, true)
	}
}

// between is a day between two, the first if they are the wrong way round.
func (t *thread) between(from, to law.Date) law.Date {
	n := from.DaysUntil(to)
	if n <= 0 {
		return from
	}
	return from.AddDays(t.s.rand.IntN(n + 1))
}

func least(first law.Date, rest ...law.Date) law.Date {
	for _, d := range rest {
		if d.Before(first) {
			first = d
		}
	}
	return first
}
