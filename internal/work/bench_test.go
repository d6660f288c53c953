package work_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// province fills 20,000 cases in four plans, led by 500 units.
func province(b *testing.B) *house {
	b.Helper()
	d, err := db.Open(b.Context(), b.TempDir(), "")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = d.Close() })
	err = d.Migrate(b.Context(), modules)
	if err != nil {
		b.Fatal(err)
	}
	return fill(b, d)
}

func fill(b *testing.B, d *db.DB) *house {
	b.Helper()
	h := &house{d: d, org: org.New(d), unit: map[string]org.UnitID{}, who: map[string]org.PersonID{}, clock: &clock{}, mail: &box{}}
	h.clock.set(monday)
	h.Service = work.New(work.Options{DB: d, Org: h.org, Now: h.clock.now, Holidays: law.VietnamCalendar}, task)
	ctx := b.Context()
	var units []org.UnitID
	err := d.Write(ctx, func(tx *db.Tx) error {
		err := h.settle(ctx, tx)
		for i := range 500 {
			if err != nil {
				return err
			}
			code := fmt.Sprintf("U%03d", i)
			var id org.UnitID
			id, err = h.org.AddUnit(ctx, tx, org.Unit{Code: code, Name: "Ủy ban nhân dân xã " + code, Parent: h.unit["UBND"], Level: org.Commune})
			h.unit[code] = id
			units = append(units, id)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	tree, err := h.org.ReadTree(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for from := 0; from < 20000; from += 1000 {
		err := d.Write(ctx, func(tx *db.Tx) error {
			for i := from; i < from+1000; i++ {
				err := h.fillOne(ctx, tx, tree, units, i)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return h
}

func (h *house) fillOne(ctx context.Context, tx *db.Tx, tree *org.Tree, units []org.UnitID, i int) error {
	lead := units[i*7%len(units)]
	coordinator := auth.Acting("Trần Thu Hà", tree, work.RoleTable(), auth.Grant{Role: auth.Coordinator, Unit: h.unit["UBND"]})
	officer := auth.Acting("Cán bộ", tree, work.RoleTable(), auth.Grant{Role: auth.Staff, Unit: lead})
	n := work.Opening{
		Kind: "task", Title: fmt.Sprintf("Rà soát, công khai thông tin thuộc phạm vi quản lý, việc số %d", i), Lead: lead,
		Partners: []org.UnitID{units[i*13%len(units)], units[i*29%len(units)]}, Position: int64(i),
		Section: fmt.Sprintf("%d. Nhóm nhiệm vụ", i%8+1), Origin: work.Origin{Duty: "plan", ID: int64(i%4 + 1), Line: i},
		Clock: work.Clock{Due: law.OnDay(monday.AddDays(i%120 - 30))},
	}
	switch i % 6 {
	case 4:
		n.Cadence, n.Clock = work.Cadence{Rhythm: work.Monthly, Day: i%28 + 1}, work.Clock{}
	case 5:
		n.Cadence, n.Clock = work.Cadence{Rhythm: work.Continuous}, work.Clock{}
	}
	c, err := h.Open(ctx, tx, coordinator, n)
	if err == nil && i%3 > 0 {
		c, err = h.Submit(ctx, tx, officer, c.Ref(), 0, work.Report{Result: "Đã thực hiện xong, có biên bản kèm theo."})
	}
	if err == nil && i%3 == 1 || i%30 == 2 {
		_, err = h.Accept(ctx, tx, coordinator, c.Ref(), 0, "")
	}
	return err
}

// BenchmarkDesk times the pages of 16 people at once on SQLite and reports p50 and p95.
func BenchmarkDesk(b *testing.B) {
	h := province(b)
	tree, err := h.org.ReadTree(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	root := auth.Acting("Trần Thu Hà", tree, work.RoleTable(), auth.Grant{Role: auth.Coordinator, Unit: h.unit["UBND"]})
	officer := auth.Acting("Cán bộ", tree, work.RoleTable(), auth.Grant{Role: auth.Staff, Unit: h.unit["U007"]})
	root.Account, officer.Account, officer.Home = 1, 2, h.unit["U007"]
	plan := work.Filter{OriginDuty: "plan", OriginID: 1}
	with := func(change func(*work.Filter)) work.Filter {
		f := plan
		change(&f)
		return f
	}
	list := func(by auth.Officer, f work.Filter) func(ctx context.Context, tx *db.Tx) error {
		return func(ctx context.Context, tx *db.Tx) error {
			_, err := h.List(ctx, tx, by, f)
			return err
		}
	}
	for _, page := range []struct {
		name string
		read func(ctx context.Context, tx *db.Tx) error
	}{
		{"list plan", list(root, plan)},
		{"list everything", list(root, work.Filter{})},
		{"list late", list(root, with(func(f *work.Filter) { f.Class = work.GoingLate }))},
		{"list unfinished by due", list(root, with(func(f *work.Filter) { f.Unfinished, f.Sort = true, work.ByDue }))},
		{"list page 80", list(root, with(func(f *work.Filter) { f.Page = 80 }))},
		{"list text", list(root, with(func(f *work.Filter) { f.Text = "viec so 77" }))},
		{"list of officer", list(officer, plan)},
		{"list mine", list(officer, work.Filter{Mine: true, Sort: work.ByDue})},
		{"counts", func(ctx context.Context, tx *db.Tx) error { _, err := h.Counts(ctx, tx, root, plan); return err }},
		{"counts of everything", func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Counts(ctx, tx, root, work.Filter{})
			return err
		}},
		{"counts of officer", func(ctx context.Context, tx *db.Tx) error { _, err := h.Counts(ctx, tx, officer, plan); return err }},
		{"today of coordinator", func(ctx context.Context, tx *db.Tx) error { _, err := h.Today(ctx, tx, root); return err }},
		{"today of officer", func(ctx context.Context, tx *db.Tx) error { _, err := h.Today(ctx, tx, officer); return err }},
	} {
		b.Run(page.name, func(b *testing.B) { underLoad(b, h.d, page.read) })
	}
}

func underLoad(b *testing.B, d *db.DB, read func(ctx context.Context, tx *db.Tx) error) {
	const people = 16
	var mu sync.Mutex
	var took []time.Duration
	var wg sync.WaitGroup
	for range people {
		wg.Go(func() {
			for range b.N {
				begin := time.Now()
				err := d.Read(b.Context(), func(tx *db.Tx) error { return read(b.Context(), tx) })
				if err != nil {
					b.Error(err)
					return
				}
				mu.Lock()
				took = append(took, time.Since(begin))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	slices.Sort(took)
	b.ReportMetric(float64(alone(b, d, read).Microseconds())/1000, "cpu-ms")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// alone is the processor time of one reading, without anybody else.
func alone(b *testing.B, d *db.DB, read func(ctx context.Context, tx *db.Tx) error) time.Duration {
	const times = 20
	begin := processorTime(b)
	for range times {
		err := d.Read(b.Context(), func(tx *db.Tx) error { return read(b.Context(), tx) })
		if err != nil {
			b.Fatal(err)
		}
	}
	return (processorTime(b) - begin) / times
}

func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	if err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
