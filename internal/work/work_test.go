package work_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{audit.Module, org.Module, search.Module, work.Module}

var task = work.Kind{Name: "task", Prefix: "NV", Title: "Nhiệm vụ", Path: "/nhiem-vu/", Steps: work.StandardLife}

// house is a small province with people, on one database, at a time that the test moves.
type house struct {
	*work.Service
	t     *testing.T
	d     *db.DB
	org   *org.Service
	unit  map[string]org.UnitID
	who   map[string]org.PersonID
	clock *clock
	mail  *box
}

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// set moves to a quarter past nine of a day in Việt Nam.
func (c *clock) set(day law.Date) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = day.Start().Add(9*time.Hour + 15*time.Minute)
}

// box keeps letters in memory once their transaction commits.
type box struct {
	mu      sync.Mutex
	letters []work.Message
}

func (b *box) Queue(_ context.Context, tx *db.Tx, m work.Message) error {
	tx.AfterCommit(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.letters = append(b.letters, m)
	})
	return nil
}

// Recall takes back what is there until somebody takes it out.
func (b *box) Recall(_ context.Context, tx *db.Tx, key string) (bool, error) {
	tx.AfterCommit(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.letters = slices.DeleteFunc(b.letters, func(m work.Message) bool { return m.Key == key })
	})
	return true, nil
}

func (b *box) take() []work.Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.letters
	b.letters = nil
	return all
}

type index struct{}

func (index) Put(ctx context.Context, tx *db.Tx, e search.Entry) error {
	return search.Put(ctx, tx, e)
}

func day(y, m, d int) law.Date { return law.Date{Year: y, Month: m, Day: d} }

var monday = day(2026, 11, 23)

// newHouse opens the house on Monday 23/11/2026; the next day is a public holiday.
func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	h := &house{t: t, d: d, org: org.New(d), unit: map[string]org.UnitID{}, who: map[string]org.PersonID{}, clock: &clock{}, mail: &box{}}
	h.clock.set(monday)
	h.Service = h.service(d)
	h.write(func(ctx context.Context, tx *db.Tx) error { return h.settle(ctx, tx) })
	return h
}

func (h *house) service(d *db.DB) *work.Service {
	return work.New(work.Options{
		DB: d, Org: org.New(d), Now: h.clock.now, Holidays: law.VietnamCalendar, Outbox: h.mail, Indexer: index{},
	}, task)
}

func (h *house) settle(ctx context.Context, tx *db.Tx) (err error) {
	for _, u := range []struct {
		code, name, parent, email string
		level                     org.Level
	}{
		{"UBND", "Ủy ban nhân dân tỉnh An Bình", "", "", org.Province},
		{"SVH", "Sở Văn hóa, Thể thao và Du lịch", "UBND", "", org.Department},
		{"STP", "Sở Tư pháp", "UBND", "vanthu@tuphap.anbinh.example", org.Department},
		{"SNV", "Sở Nội vụ", "UBND", "", org.Department},
		{"BL", "Ủy ban nhân dân xã Bến Lúa", "UBND", "", org.Commune},
		{"BL-VH", "Phòng Văn hóa - Xã hội xã Bến Lúa", "BL", "", org.Inside},
	} {
		h.unit[u.code], err = h.org.AddUnit(ctx, tx, org.Unit{Code: u.code, Name: u.name, Parent: h.unit[u.parent], Level: u.level, Email: u.email})
		if err != nil {
			return err
		}
	}
	for _, p := range []struct{ key, unit, name, salute, email string }{
		{"hà", "UBND", "Trần Thu Hà", "chị", "ha@anbinh.example"},
		{"bình", "SVH", "Lê Văn Bình", "anh", "binh@vhttdl.anbinh.example"},
		{"an", "SVH", "Nguyễn Thị An", "chị", "an@vhttdl.anbinh.example"},
		{"cúc", "SNV", "Phạm Thu Cúc", "bà", "cuc@noivu.anbinh.example"},
		{"dũng", "SNV", "Đỗ Dũng", "ông", "dung@noivu.anbinh.example"},
	} {
		h.who[p.key], err = h.org.AddPerson(ctx, tx, org.Person{Unit: h.unit[p.unit], Name: p.name, Salute: p.salute, Email: p.email, Active: true})
		if err != nil {
			return err
		}
	}
	return h.org.Appoint(ctx, tx, org.Post{Unit: h.unit["SVH"], Person: h.who["bình"], Kind: org.Contact, From: day(2026, 1, 1)})
}

func (h *house) write(fn func(ctx context.Context, tx *db.Tx) error) {
	h.t.Helper()
	err := h.tryWrite(fn)
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) tryWrite(fn func(ctx context.Context, tx *db.Tx) error) error {
	return h.d.Write(h.t.Context(), func(tx *db.Tx) error { return fn(h.t.Context(), tx) })
}

func (h *house) read(fn func(ctx context.Context, tx *db.Tx) error) {
	h.t.Helper()
	err := h.d.Read(h.t.Context(), func(tx *db.Tx) error { return fn(h.t.Context(), tx) })
	if err != nil {
		h.t.Fatal(err)
	}
}

// as is an officer: "coordinator UBND" or "officer SVH bình".
func (h *house) as(role auth.Role, unit string, person ...string) auth.Officer {
	h.t.Helper()
	tree, err := h.org.ReadTree(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	by := auth.Acting(string(role)+" "+unit, tree, work.RoleTable(), auth.Grant{Role: role, Unit: h.unit[unit]})
	by.Home = h.unit[unit]
	by.Account = int64(h.unit[unit])*10 + int64(slices.Index([]auth.Role{auth.Administrator, auth.Coordinator, auth.Leader, auth.Staff, auth.Viewer}, role))
	for _, p := range person {
		by.Person = h.who[p]
	}
	return by
}

func (h *house) coordinator() auth.Officer { return h.as(auth.Coordinator, "UBND", "hà") }

// open opens a case led by SVH with STP as partner, due in ten days, after change.
func (h *house) open(change ...func(*work.Opening)) work.Case {
	h.t.Helper()
	n := work.Opening{
		Kind: "task", Title: "Tổ chức họp báo thường kỳ", Section: "I. Công khai thông tin", Number: "1.1", Lead: h.unit["SVH"],
		Partners: []org.UnitID{h.unit["STP"]}, Origin: work.Origin{Duty: "plan", ID: 1, Line: 12},
		Clock: work.Clock{Due: law.OnDay(day(2026, 12, 3)), Basis: "Kế hoạch số 128/KH-UBND", Verified: true},
	}
	for _, c := range change {
		c(&n)
	}
	var c work.Case
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = h.Open(ctx, tx, h.coordinator(), n)
		return err
	})
	return c
}

// do changes a case and returns it as it is then.
func (h *house) do(act func(ctx context.Context, tx *db.Tx) (work.Case, error)) work.Case {
	h.t.Helper()
	c, err := h.try(act)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func (h *house) try(act func(ctx context.Context, tx *db.Tx) (work.Case, error)) (c work.Case, err error) {
	err = h.tryWrite(func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = act(ctx, tx)
		return err
	})
	return c, err
}

func (h *house) submit(c work.Case, unit string) work.Case {
	h.t.Helper()
	return h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
		return h.Submit(ctx, tx, h.as(auth.Staff, unit), c.Ref(), 0, work.Report{Result: "Đã họp báo ngày 20/11."})
	})
}

func (h *house) accept(c work.Case) work.Case {
	h.t.Helper()
	return h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
		return h.Accept(ctx, tx, h.coordinator(), c.Ref(), 0, "")
	})
}

func (h *house) back(c work.Case) work.Case {
	h.t.Helper()
	return h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
		return h.Return(ctx, tx, h.coordinator(), c.Ref(), 0, "Thiếu biên bản.")
	})
}

func (h *house) file(c work.Case) (f work.File) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) (err error) {
		f, err = h.File(ctx, tx, h.coordinator(), c.ID)
		return err
	})
	return f
}

func each(t *testing.T, fn func(h *house)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) { fn(newHouse(t, d)) })
}

func wantKind(t *testing.T, err error, kind fault.Kind, what string) {
	t.Helper()
	if fault.KindOf(err) != kind || err == nil {
		t.Errorf("%s: got %v, want kind %v", what, err, kind)
	}
}
