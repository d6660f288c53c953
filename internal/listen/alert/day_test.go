package alert

import (
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// slow are mentions of two a day for six weeks, then so many more on each of the last three days, each four hours
// after the one before and from another source.
func slow(first law.Date, more int) (all []listen.Mention, last law.Date) {
	last = first.AddDays(44)
	for day := range 45 {
		n := 2
		if day > 41 {
			n += more
		}
		for i := range n {
			at := first.AddDays(day).Start().Add(time.Duration(2+i*20/n) * time.Hour)
			m := listen.Mention{Item: listen.ItemID(len(all) + 1), Source: listen.SourceID((3*day + i) % 20), Class: listen.Provincial, Story: listen.StoryID(len(all) + 100), Published: at, Arrived: at}
			if day > 41 && i > 1 {
				m.Story = 7
			}
			all = append(all, m)
		}
	}
	return all, last
}

func TestSlowGrowthIsSeenByDays(t *testing.T) {
	t.Parallel()
	first := law.DateOf(start)
	for more, want := range map[int]bool{0: false, 1: false, 5: true} {
		p := NewPulse()
		p.Set(start, 1)
		f := NewFollower(1, nil, p, start)
		all, last := slow(first, more)
		e, ok := f.Day(first, last, all, last.End().Add(settle), usualBar)
		if ok != want {
			t.Errorf("%d more a day: stands out %v, want %v (%+v)", more, ok, want, e)
		}
		if ok && (e.Rule != Day || e.Story != 7 || e.Hours%24 != 0 || e.Seen < 12) {
			t.Errorf("%d more a day stand as %+v", more, e)
		}
	}
}

// TestADayIsToldOnce raises the same days in two processes and asks again after a restart.
func TestADayIsToldOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{jobs.Module, audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		now := start.AddDate(0, 0, 45).Add(time.Hour)
		clock := func() time.Time { return now }
		l := listen.New(listen.Options{DB: d, Now: clock})
		var topic listen.Topic
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			topic, err = l.SaveTopic(t.Context(), tx, listen.Topic{Name: "Giá nước", Query: `"giá nước"`, Active: true})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		e := Episode{
			Rule: Day, Series: Series{Topic: topic.ID}, Signal: Signal{Hours: 48, Seen: 14, Expected: 4, Sources: 9, Odds: 6, Peak: 8},
			Began: now.Add(-50 * time.Hour).Truncate(time.Hour), Raised: now, Last: now,
		}
		for range 2 {
			s := New(Options{DB: d, Listen: l, Now: clock, Calendar: law.VietnamCalendar})
			err := d.Write(t.Context(), func(tx *db.Tx) error { return s.keep(t.Context(), tx, e.after(nil), nil) })
			if err != nil {
				t.Fatal(err)
			}
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			s := New(Options{DB: d, Listen: l, Now: clock, Calendar: law.VietnamCalendar})
			all, err := s.Raised(t.Context(), tx, now.AddDate(0, 0, -1), now.Add(time.Hour))
			if err != nil {
				return err
			}
			if len(all) != 1 || all[0].Rule != Day {
				t.Fatalf("stored %+v", all)
			}
			vi, _ := all[0].Sentences("Giá nước")
			if !strings.Contains(vi, "14 tin độc lập từ 9 nguồn trong 2 ngày") || !strings.Contains(vi, "gấp 3,5 lần") {
				t.Errorf("the alert says %q", vi)
			}
			told, err := running(t.Context(), tx, alarms, topic.ID, e.Began)
			if len(told) != 1 {
				t.Errorf("%d alerts tell of these days already, want 1", len(told))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
