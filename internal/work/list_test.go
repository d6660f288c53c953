package work_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// mixture opens cases of every cadence in many states and moves the clock on.
func mixture(h *house) {
	cadences := []work.Cadence{{}, {Rhythm: work.Weekly}, {Rhythm: work.Monthly, Day: 25}, {Rhythm: work.Continuous, Report: work.Weekly},
		{Rhythm: work.Continuous, Report: work.Monthly}, {Rhythm: work.AsNeeded}, {Rhythm: work.Monthly, To: day(2026, 11, 30)}}
	leads := []string{"SVH", "SNV", "BL"}
	for i := range 3 * len(cadences) {
		cadence := cadences[i%len(cadences)]
		c := h.open(func(n *work.Opening) {
			n.Cadence, n.Lead, n.Position = cadence, h.unit[leads[i/len(cadences)]], int64(i)
			n.Title = fmt.Sprintf("Việc %02d về 100%% hồ_sơ", i)
			n.Section = []string{"I. Công khai", "II. Định hướng"}[i%2]
			if cadence.Rhythm != "" {
				n.Clock = work.Clock{}
			}
		})
		unit := leads[i/len(cadences)]
		switch i % 5 {
		case 0:
			h.submit(c, unit)
		case 1:
			h.accept(h.submit(c, unit))
		case 2:
			h.back(h.submit(c, unit))
		case 3:
			if cadence.Recurs() {
				h.do(func(ctx context.Context, tx *db.Tx) (work.Case, error) {
					return h.Submit(ctx, tx, h.as(auth.Staff, unit), c.Ref(), 0, work.Report{Nothing: true})
				})
			}
		}
	}
}

func TestTheFilterOfAClassFindsWhatClassOfSays(t *testing.T) {
	each(t, func(h *house) {
		mixture(h)
		by := h.coordinator()
		for _, today := range []law.Date{monday, day(2026, 11, 29), day(2026, 12, 3), day(2026, 12, 4), day(2027, 3, 1)} {
			h.clock.set(today)
			h.read(func(ctx context.Context, tx *db.Tx) error {
				all, err := h.List(ctx, tx, by, work.Filter{Size: 1000})
				if err != nil {
					return err
				}
				m, err := h.Matrix(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: 1})
				if err != nil {
					return err
				}
				for _, class := range work.Classes {
					want := ids(slices.DeleteFunc(slices.Clone(all.Rows), func(c work.Case) bool { return work.ClassOf(c, today) != class }))
					got, err := h.List(ctx, tx, by, work.Filter{Class: class, Size: 1000})
					if err != nil {
						return err
					}
					if !slices.Equal(ids(got.Rows), want) || got.Total != len(want) || m.All.ByClass[class] != len(want) {
						h.t.Errorf("on %v class %q: list %v (%d), matrix %d, want %v", today, class, ids(got.Rows), got.Total, m.All.ByClass[class], want)
					}
				}
				return h.checkCells(ctx, tx, by, m)
			})
		}
	})
}

func ids(cases []work.Case) (all []work.CaseID) {
	for _, c := range cases {
		all = append(all, c.ID)
	}
	return all
}

// checkCells opens the rows of every number of a matrix.
func (h *house) checkCells(ctx context.Context, tx *db.Tx, by auth.Officer, m work.Matrix) error {
	for _, cell := range slices.Concat(m.Leads, m.Sections, m.Cells) {
		for class, n := range cell.ByClass {
			l, err := h.List(ctx, tx, by, cell.Filter(work.Filter{OriginDuty: "plan", OriginID: 1}, class))
			if err != nil {
				return err
			}
			if l.Total != n {
				h.t.Errorf("cell %v %q %q counts %d and opens %d rows", cell.Lead, cell.Section, class, n, l.Total)
			}
		}
	}
	return nil
}

func TestListsAreFilteredSortedAndCut(t *testing.T) {
	each(t, func(h *house) {
		mixture(h)
		h.clock.set(day(2026, 12, 4))
		for _, tt := range []struct {
			name string
			by   auth.Officer
			f    work.Filter
			want int
		}{
			{"everything of a plan", h.coordinator(), work.Filter{OriginDuty: "plan", OriginID: 1}, 21},
			{"another plan", h.coordinator(), work.Filter{OriginDuty: "plan", OriginID: 2}, 0},
			{"one lead", h.coordinator(), work.Filter{Lead: h.unit["SNV"]}, 7},
			{"one partner", h.coordinator(), work.Filter{Partner: h.unit["STP"]}, 21},
			{"words without diacritics, in any order", h.coordinator(), work.Filter{Text: "ho_so viec 100% 17"}, 2},
			{"a wildcard is a letter like any other", h.coordinator(), work.Filter{Text: "hồxsơ"}, 0},
			{"a number in title or code", h.coordinator(), work.Filter{Text: "viec 07"}, 2},
			{"a code", h.coordinator(), work.Filter{Text: "nv-2026-0003"}, 1},
			{"mine", h.as(auth.Staff, "BL"), work.Filter{Mine: true}, 7},
			{"nobody's", h.as(auth.Viewer, "BL"), work.Filter{Mine: true}, 0},
			{"to decide", h.coordinator(), work.Filter{ToDecide: true}, 5},
			{"what a coordinator of another unit decides", h.as(auth.Coordinator, "SVH"), work.Filter{ToDecide: true}, 0},
		} {
			h.read(func(ctx context.Context, tx *db.Tx) error {
				l, err := h.List(ctx, tx, tt.by, tt.f)
				if err == nil && l.Total != tt.want {
					h.t.Errorf("%s: %d cases, want %d", tt.name, l.Total, tt.want)
				}
				return err
			})
		}
		h.checkOrders()
	})
}

func (h *house) checkOrders() {
	for _, order := range []work.Sort{"", work.ByPlan, work.ByDue, work.ByCode, work.ByTitle, work.ByLead} {
		h.read(func(ctx context.Context, tx *db.Tx) error {
			var up, down []work.CaseID
			for _, f := range []struct {
				down bool
				to   *[]work.CaseID
			}{{false, &up}, {true, &down}} {
				err := h.Each(ctx, tx, h.coordinator(), work.Filter{Sort: order, Down: f.down}, func(c work.Case) error {
					*f.to = append(*f.to, c.ID)
					return nil
				})
				if err != nil {
					return err
				}
			}
			slices.Reverse(down)
			if len(up) != 21 || !slices.Equal(up, down) {
				h.t.Errorf("order %q: %v and back %v", order, up, down)
			}
			page, err := h.List(ctx, tx, h.coordinator(), work.Filter{Sort: order, Size: 5, Page: 99})
			if len(page.Rows) != 1 || page.Page != 5 || page.Pages != 5 {
				h.t.Errorf("order %q: the last page holds %d rows, page %d of %d", order, len(page.Rows), page.Page, page.Pages)
			}
			return err
		})
	}
}

func TestCodesAreWithoutGapsWhenManyOpenCasesAtOnce(t *testing.T) {
	each(t, func(h *house) {
		var wg sync.WaitGroup
		stop := errors.New("stop")
		for i := range 6 {
			wg.Go(func() {
				for k := range 6 {
					err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
						h.reopen(ctx, tx)
						if (i+k)%3 == 0 {
							return stop
						}
						return nil
					})
					if err != nil && !errors.Is(err, stop) {
						h.t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		h.read(func(ctx context.Context, tx *db.Tx) error {
			n := 0
			return h.Each(ctx, tx, h.coordinator(), work.Filter{Sort: work.ByCode}, func(c work.Case) error {
				n++
				if want := fmt.Sprintf("NV-2026-%04d", n); c.Code != want {
					h.t.Errorf("code %s, want %s", c.Code, want)
				}
				return nil
			})
		})
	})
}

func TestTodayShowsEachWhatTheyHaveToDo(t *testing.T) {
	each(t, func(h *house) {
		due := func(d law.Date, person org.PersonID) work.Case {
			return h.open(func(n *work.Opening) { n.Clock.Due, n.Person = law.OnDay(d), person })
		}
		due(day(2026, 11, 20), 0)
		due(monday, h.who["an"])
		due(monday, h.who["bình"])
		due(day(2026, 11, 26), 0)
		due(day(2026, 11, 27), 0)
		h.submit(due(day(2026, 11, 30), 0), "SVH")
		h.back(h.submit(due(day(2026, 11, 30), 0), "SVH"))
		an, ha := h.today(h.as(auth.Staff, "SVH", "an")), h.today(h.coordinator())
		if an.OverdueCount != 1 || an.DueNowCount != 1 || an.SoonCount != 1 || an.ReturnedCount != 1 || an.WaitingOnOthers != 1 || an.DecideCount != 0 {
			h.t.Errorf("the officer: %+v", an)
		}
		if len(an.Overdue) != 1 || len(an.DueNow) != 1 || an.DueNow[0].Person != h.who["an"] || len(an.Soon) != 1 || len(an.Returned) != 1 {
			h.t.Errorf("the officer's rows: %+v", an)
		}
		if ha.DecideCount != 1 || len(ha.Decide) != 1 || ha.Decide[0].Submission == 0 || ha.FollowedLate != 1 || ha.FollowedSoon != 3 || ha.DoneToday != 1 {
			h.t.Errorf("the coordinator: %+v", ha)
		}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.AddAbsence(ctx, tx, h.as(auth.Staff, "SVH", "bình"), work.Absence{
				Person: h.who["bình"], From: monday, To: monday, Substitute: h.who["an"], Note: "Đi học."})
			return err
		})
		if n := h.today(h.as(auth.Staff, "SVH", "an")).DueNowCount; n != 2 {
			h.t.Errorf("the substitute has %d due today, want 2", n)
		}
		h.clock.set(day(2026, 11, 25))
		if d := h.today(h.as(auth.Staff, "SVH", "an")); d.OverdueCount != 2 || d.SoonCount != 2 {
			h.t.Errorf("after the absence: %+v", d)
		}
	})
}

func (h *house) today(by auth.Officer) (t work.Today) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) (err error) {
		t, err = h.Today(ctx, tx, by)
		return err
	})
	return t
}
