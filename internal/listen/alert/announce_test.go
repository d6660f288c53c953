package alert

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// post keeps letters, each once.
type post struct{ letters []work.Message }

func (p *post) Queue(_ context.Context, _ *db.Tx, m work.Message) error {
	for _, x := range p.letters {
		if x.Key == m.Key {
			return nil
		}
	}
	p.letters = append(p.letters, m)
	return nil
}

// morning is when everything in these tests is raised.
var morning = time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)

// announced announces alerts of the given odds one after another to a board with so many a day and returns what it was told.
func announced(t *testing.T, d *db.DB, everyDay int, odds ...float64) (s *Service, box *post, said []float64) {
	t.Helper()
	now := func() time.Time { return morning }
	box = &post{}
	directory := org.New(d)
	s = New(Options{
		DB: d, Org: directory, Listen: listen.New(listen.Options{DB: d, Now: now}), Now: now, Calendar: law.VietnamCalendar, Outbox: box,
		Work: work.New(work.Options{DB: d, Org: directory, Now: now, Holidays: law.VietnamCalendar}),
	})
	dbtest.Tables{T: t, D: d}.Write(func(ctx context.Context, tx *db.Tx) error {
		unit, err := directory.AddUnit(ctx, tx, org.Unit{Code: "UBND", Name: "Ủy ban nhân dân tỉnh An Bình", Level: org.Department})
		if err != nil {
			return err
		}
		person, err := directory.AddPerson(ctx, tx, org.Person{Name: "Trần Thị Bình", Unit: unit, Email: "binh@anbinh.test", Active: true})
		if err != nil {
			return err
		}
		topic, err := s.Listen.SaveTopic(ctx, tx, listen.Topic{Name: "Giá thu gom rác", Query: `"thu gom rác"`, Active: true})
		if err != nil {
			return err
		}
		b := Board{Name: "Lãnh đạo", Owner: unit, EveryDay: everyDay, People: []org.PersonID{person}, Active: true}
		b.ID, _, err = putBoard(ctx, tx, b, morning)
		for i, x := range odds {
			a := Alert{
				Key: fmt.Sprint(i), Rule: Wave, Series: Series{Topic: topic.ID}, Began: morning, Raised: morning, Last: morning, Hours: 3, Seen: float64(5 + i),
				Sources: 4, Odds: x,
			}
			if err == nil {
				a.ID, _, err = insertAlert(ctx, tx, a)
			}
			if err == nil {
				err = s.announce(ctx, tx, a, topic.Name)
			}
			if err == nil {
				err = s.announce(ctx, tx, a, topic.Name) // a second time is none
			}
			if err != nil {
				return err
			}
		}
		all, err := collectAlerts(tx.Query(ctx, `SELECT `+alertColumns+` FROM listen_board_alert x JOIN listen_alert a ON a.id = x.alert WHERE x.told ORDER BY a.id`))
		for _, a := range all {
			said = append(said, a.Odds)
		}
		return err
	})
	return s, box, said
}

var announceModules = []db.Module{
	jobs.Module, audit.Module, web.Module, org.Module, auth.Module, files.Module, search.Module, work.Module, listen.Module, Module,
}

func TestABoardIsNeverToldMoreThanItsDayHolds(t *testing.T) {
	t.Parallel()
	many := func(n int, odds float64) (all []float64) {
		for range n {
			all = append(all, odds)
		}
		return all
	}
	for name, x := range map[string]struct {
		everyDay int
		odds     []float64
		want     string
	}{
		"twelve that are urgent":                     {10, many(12, 13), fmt.Sprint(many(10, 13))},
		"the last places wait for what is urgent":    {10, append(many(12, 6), 13, 14, 15), fmt.Sprint(append(many(8, 6), 13, 14))},
		"urgent ones take the first places too":      {5, []float64{13, 13, 6, 6, 6, 6, 13}, "[13 13 6 6 13]"},
		"of few places none is kept":                 {3, []float64{6, 6, 6, 20}, "[6 6 6]"},
		"one a day is one, however clear the others": {1, []float64{6, 99}, "[6]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, announceModules, func(t *testing.T, d *db.DB) {
				_, box, said := announced(t, d, x.everyDay, x.odds...)
				if fmt.Sprint(said) != x.want {
					t.Errorf("told %v, want %s", said, x.want)
				}
				if len(box.letters) != len(said) {
					t.Errorf("%d letters about %d alerts", len(box.letters), len(said))
				}
			})
		})
	}
}

func TestWhatDidNotFitComesInOneLetterTheClearestFirst(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, announceModules, func(t *testing.T, d *db.DB) {
		s, box, _ := announced(t, d, 2, 6, 6, 7, 9, 8)
		box.letters = nil
		for range 2 {
			err := s.Summarize(t.Context(), law.DateOf(morning))
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(box.letters) != 1 {
			t.Fatalf("%d letters, want one", len(box.letters))
		}
		text := box.letters[0].Body
		first, second, third := strings.Index(text, "1. Giá thu gom rác: 8 tin"), strings.Index(text, "2. Giá thu gom rác: 9 tin"), strings.Index(text, "3. Giá thu gom rác: 7 tin")
		if first < 0 || second < first || third < second || strings.Contains(text, "4. ") {
			t.Errorf("the summary is not the three that were spared, the clearest first:\n%s", text)
		}
		err := s.Summarize(t.Context(), law.DateOf(morning).AddDays(-1))
		if err != nil || len(box.letters) != 1 {
			t.Errorf("a day on which everything was told has %d letters, %v", len(box.letters)-1, err)
		}
	})
}
