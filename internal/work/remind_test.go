package work_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

func (h *house) remind() (int, []work.Message) {
	h.t.Helper()
	n, err := h.SendReminders(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	return n, h.mail.take()
}

func dueOn(d law.Date) func(*work.Opening) {
	return func(n *work.Opening) { n.Clock.Due = law.OnDay(d) }
}

func TestRemindersGoOutOnTheDaysOfTheSettings(t *testing.T) {
	t.Parallel()
	due := day(2026, 12, 10) // a Thursday
	want := map[law.Date]string{
		day(2026, 12, 3): "còn 7 ngày", day(2026, 12, 8): "còn 2 ngày", day(2026, 12, 10): "Hạn hôm nay",
		day(2026, 12, 11): "quá hạn 1 ngày", day(2026, 12, 14): "quá hạn 4 ngày", // the third day late is a Sunday
		day(2026, 12, 17): "quá hạn 7 ngày", day(2026, 12, 24): "quá hạn 14 ngày", day(2026, 12, 31): "quá hạn 21 ngày",
	}
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		h.open(dueOn(due))
		for today := day(2026, 11, 25); today.Before(day(2027, 1, 1)); today = today.AddDays(1) {
			h.clock.set(today)
			sent, letters := h.remind()
			if (sent == 1) != (want[today] != "") {
				t.Errorf("on %v %d letters went out, want %q", today, sent, want[today])
			}
			if sent == 1 && !strings.Contains(letters[0].Body, want[today]) {
				t.Errorf("on %v: %s", today, letters[0].Body)
			}
			again, _ := h.remind()
			if again != 0 {
				t.Errorf("on %v a second run sent %d letters", today, again)
			}
		}
	})
}

func TestADigestBundlesWhatOnePersonIsTold(t *testing.T) {
	each(t, func(h *house) {
		h.open(dueOn(day(2026, 11, 30)))
		late := h.open(dueOn(day(2026, 11, 20)))
		h.open(dueOn(day(2027, 3, 1))) // far away
		h.submit(h.open(dueOn(monday)), "SVH")
		h.open(func(n *work.Opening) { n.Clock.Due, n.Lead, n.Partners = law.OnDay(monday), h.unit["STP"], nil })
		h.open(func(n *work.Opening) { n.Clock.Due, n.Lead = law.OnDay(monday), h.unit["SNV"] })
		sent, letters := h.remind()
		if sent != 4 || len(letters) != 4 {
			h.t.Fatalf("%d letters: %+v", sent, letters)
		}
		to := map[string]work.Message{}
		for _, m := range letters {
			to[m.ToAddress] = m
		}
		contact := to["binh@vhttdl.anbinh.example"]
		if contact.Subject != "Nhắc việc ngày 23/11/2026: 2 việc, 1 việc quá hạn" || !strings.HasPrefix(contact.Body, "Kính gửi anh Lê Văn Bình,") {
			h.t.Errorf("the contact point: %q\n%s", contact.Subject, contact.Body)
		}
		for _, address := range []string{"vanthu@tuphap.anbinh.example", "cuc@noivu.anbinh.example", "dung@noivu.anbinh.example"} {
			if to[address].Subject != "Nhắc việc ngày 23/11/2026: 1 việc" {
				h.t.Errorf("%s: %+v", address, to[address])
			}
		}
		h.open(dueOn(monday))
		if again, _ := h.remind(); again != 0 {
			h.t.Errorf("a second digest on one day went to %d people", again)
		}
		if r := h.file(late).Reminders; len(r) != 1 || r[0].Kind != work.AfterDue || r[0].To != "Lê Văn Bình" || r[0].SentOn != monday {
			h.t.Errorf("reminders of the case: %+v", r)
		}
	})
}

func TestTheSubstituteIsToldToo(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(dueOn(monday))
		away := work.Absence{Person: h.who["bình"], From: monday, To: day(2026, 11, 25), Substitute: h.who["an"]}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.AddAbsence(ctx, tx, h.as(auth.Viewer, "SVH", "an"), away)
			wantKind(h.t, err, fault.Forbidden, "entering the absence of another person")
			other := away
			other.Substitute = h.who["cúc"]
			_, err = h.AddAbsence(ctx, tx, h.coordinator(), other)
			wantKind(h.t, err, fault.Invalid, "a substitute from another department")
			_, err = h.AddAbsence(ctx, tx, h.coordinator(), away)
			return err
		})
		if sent, letters := h.remind(); sent != 2 || len(letters) != 2 {
			h.t.Fatalf("%d letters: %+v", sent, letters)
		}
		if r := h.file(c).Reminders; len(r) != 2 {
			h.t.Errorf("reminders: %+v", r)
		}
		h.clock.set(day(2026, 11, 26))
		if sent, letters := h.remind(); sent != 1 || letters[0].ToName != "Lê Văn Bình" {
			h.t.Errorf("after the absence: %d %+v", sent, letters)
		}
	})
}

func TestPeopleWhoStandInForEachOtherDoNotTurnInCircles(t *testing.T) {
	each(t, func(h *house) {
		h.open(dueOn(monday))
		h.write(func(ctx context.Context, tx *db.Tx) error {
			for _, pair := range [][2]string{{"bình", "an"}, {"an", "bình"}} {
				_, err := h.AddAbsence(ctx, tx, h.coordinator(), work.Absence{Person: h.who[pair[0]], From: monday, To: monday, Substitute: h.who[pair[1]]})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if sent, letters := h.remind(); sent != 1 || letters[0].ToName != "Lê Văn Bình" {
			h.t.Errorf("%d letters: %+v", sent, letters)
		}
	})
}

func TestNobodyIsRemindedEarlyInTheMorningOrOnADayOff(t *testing.T) {
	each(t, func(h *house) {
		h.open(dueOn(day(2026, 11, 24)))
		h.clock.set(day(2026, 11, 24)) // Vietnam Culture Day
		if sent, _ := h.remind(); sent != 0 {
			h.t.Error("a letter went out on a public holiday")
		}
		h.clock.mu.Lock()
		h.clock.at = day(2026, 11, 25).Start().Add(6 * 3600e9)
		h.clock.mu.Unlock()
		if sent, _ := h.remind(); sent != 0 {
			h.t.Error("a letter went out at six in the morning")
		}
		h.clock.set(day(2026, 11, 25))
		if sent, _ := h.remind(); sent != 1 {
			h.t.Error("no letter went out on the next working day")
		}
	})
}

func TestRungsAreOffUntilTheProvinceSwitchesThemOn(t *testing.T) {
	each(t, func(h *house) {
		h.write(func(ctx context.Context, tx *db.Tx) error {
			return h.org.Appoint(ctx, tx, org.Post{Unit: h.unit["SVH"], Person: h.who["an"], Kind: org.Head, From: day(2026, 1, 1)})
		})
		h.open(dueOn(day(2026, 11, 18)))
		if sent, letters := h.remind(); sent != 1 || letters[0].ToName != "Lê Văn Bình" {
			h.t.Fatalf("%d letters: %+v", sent, letters)
		}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			set, err := h.Settings(ctx, tx)
			if err != nil {
				return err
			}
			set.Rungs[0].On = true
			wantKind(h.t, h.SetSettings(ctx, tx, h.coordinator(), set), fault.Forbidden, "a coordinator sets the settings")
			err = h.SetSettings(ctx, tx, h.as(auth.Administrator, "UBND"), set)
			if err != nil {
				return err
			}
			wantKind(h.t, h.SetSettings(ctx, tx, h.as(auth.Administrator, "UBND"), work.Settings{Version: 5}), fault.Conflict, "settings seen at another version")
			return nil
		})
		if sent, letters := h.remind(); sent != 1 || letters[0].ToName != "Nguyễn Thị An" {
			h.t.Errorf("switched on: %d letters: %+v", sent, letters)
		}
	})
}

func TestACoordinatorRemindsByHandOnceADay(t *testing.T) {
	each(t, func(h *house) {
		c := h.open()
		remind := func() error {
			return h.tryWrite(func(ctx context.Context, tx *db.Tx) error { return h.Remind(ctx, tx, h.coordinator(), c.ID) })
		}
		if err := remind(); err != nil {
			h.t.Fatal(err)
		}
		wantKind(h.t, remind(), fault.Conflict, "a second reminder on one day")
		if letters := h.mail.take(); len(letters) != 1 || letters[0].Subject != "Đôn đốc NV-2026-0001: Tổ chức họp báo thường kỳ" {
			h.t.Errorf("letters: %+v", letters)
		}
	})
}

// TestTwoProcessesRemindEachPersonOnce runs the jobs of two processes on one PostgreSQL at the same time.
func TestTwoProcessesRemindEachPersonOnce(t *testing.T) {
	t.Parallel()
	url := dbtest.PostgresURL(t, modules)
	var processes []*house
	for range 2 {
		d, err := db.Open(t.Context(), "", url)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = d.Close() })
		if len(processes) == 0 {
			processes = append(processes, newHouse(t, d))
			continue
		}
		twin := *processes[0]
		twin.d, twin.mail = d, &box{}
		twin.Service = twin.service(d)
		processes = append(processes, &twin)
	}
	h := processes[0]
	people := 0
	for i := range 20 {
		unit := h.unit["SVH"]
		if i%2 == 0 {
			people++
			h.write(func(ctx context.Context, tx *db.Tx) (err error) {
				code := "X" + string(rune('A'+i))
				unit, err = h.org.AddUnit(ctx, tx, org.Unit{Code: code, Name: "Xã " + code, Parent: h.unit["UBND"], Level: org.Commune, Email: code + "@anbinh.example"})
				return err
			})
		}
		h.open(func(n *work.Opening) {
			n.Lead, n.Clock.Due, n.Cadence = unit, law.Moment{}, work.Cadence{Rhythm: work.Weekly, Weekday: 1}
		})
	}
	h.clock.set(day(2026, 12, 7))
	var wg sync.WaitGroup
	for _, p := range processes {
		for range 3 {
			wg.Go(func() {
				_, err := p.Grow(t.Context())
				if err != nil {
					t.Error(err)
				}
				_, err = p.SendReminders(t.Context())
				if err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	letters := map[string]int{}
	for _, m := range append(h.mail.take(), processes[1].mail.take()...) {
		letters[m.ToAddress]++
	}
	for address, n := range letters {
		if n != 1 {
			t.Errorf("%s got %d letters", address, n)
		}
	}
	if len(letters) != people+1 {
		t.Errorf("%d people were told, want %d", len(letters), people+1)
	}
	checkGrown(h)
}

// checkGrown expects the periods of each case without gaps or doubles.
func checkGrown(h *house) {
	h.t.Helper()
	h.read(func(ctx context.Context, tx *db.Tx) error {
		return h.Each(ctx, tx, h.coordinator(), work.Filter{}, func(c work.Case) error {
			f, err := h.File(ctx, tx, h.coordinator(), c.ID)
			if err != nil {
				return err
			}
			if len(f.Periods) < 7 || c.Version != 1 {
				h.t.Errorf("%s has %d periods at version %d", c.Code, len(f.Periods), c.Version)
			}
			for i := 1; i < len(f.Periods); i++ {
				if f.Periods[i].From != f.Periods[i-1].To.AddDays(1) {
					h.t.Errorf("%s: %v does not follow %v", c.Code, f.Periods[i].From, f.Periods[i-1].To)
				}
			}
			return nil
		})
	})
}

func TestPeriodsAreMadeAheadOnce(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(func(n *work.Opening) { n.Cadence, n.Clock = work.Cadence{Rhythm: work.Weekly}, work.Clock{} })
		before := len(h.file(c).Periods)
		for _, want := range []int{1, 0} {
			h.clock.set(day(2026, 12, 14))
			n, err := h.Grow(h.t.Context())
			if err != nil || n != want {
				h.t.Errorf("Grow = %d, %v; want %d", n, err, want)
			}
		}
		f := h.file(c)
		if len(f.Periods) != before+3 || f.Case.Owed != day(2026, 11, 27) || f.Case.Version != c.Version {
			h.t.Errorf("three weeks later: %d periods, before %d, %+v", len(f.Periods), before, f.Case)
		}
	})
}
