package board

import (
	"fmt"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
)

// class is a board whose officers answer about items that all say the same of a policy in words that the lexicon does
// not know, and one that shares its database as another process does.
type class struct {
	*Service
	other *Service
	now   time.Time
	items []listen.ItemID
}

const puzzling = "Bà con bảo quy định mới về bến phà đúng là kiểu gà mắc tóc, ai nghe cũng lè lưỡi."

func newClass(t *testing.T, d *db.DB, items int) *class {
	t.Helper()
	c := &class{now: time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return c.now }
	c.Service = New(Options{DB: d, Org: org.New(d), Now: clock})
	c.other = New(Options{DB: d, Org: org.New(d), Now: clock})
	l := listen.New(listen.Options{DB: d, Now: clock, Tone: c.Judge})
	c.Service.Listen, c.other.Listen = l, l
	var src listen.Source
	err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
		src, err = l.SaveSource(t.Context(), tx, listen.Source{Name: "Báo An Bình", Kind: listen.KindFile, Class: listen.Provincial})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range items {
		_, err := l.Receive(t.Context(), src, []listen.Arrival{{GUID: fmt.Sprint(i), Title: fmt.Sprintf("Bến phà số %d", i), Body: puzzling, Published: c.now}})
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err = l.ReadWaiting(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for i := range items {
		c.items = append(c.items, listen.ItemID(i+1))
	}
	return c
}

func (c *class) answer(t *testing.T, id listen.ItemID, said tone.Tone) {
	t.Helper()
	err := c.DB.Write(t.Context(), func(tx *db.Tx) error {
		return c.keepAnswer(t.Context(), tx, auth.Officer{Full: "Trần Thị Bình"}, answer{Item: id, Reason: tone.AtRandom, Said: said})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (c *class) learn(t *testing.T) {
	t.Helper()
	err := c.Learn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
}

var lessonModules = []db.Module{audit.Module, org.Module, listen.Module, Module}

func TestWhatOfficersTaughtJudgesWhatComesInInEveryProcess(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, lessonModules, func(t *testing.T, d *db.DB) {
		c := newClass(t, d, 30)
		before, _ := c.Judge("Bến phà số 99", puzzling)
		if before == tone.Unfavourable.String() {
			t.Fatalf("the lexicon knows already: %s", before)
		}
		for _, id := range c.items {
			c.answer(t, id, tone.Unfavourable)
		}
		c.learn(t)
		err := c.other.LoadJudge(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for name, s := range map[string]*Service{"the process that learnt": c.Service, "another process": c.other} {
			after, _ := s.Judge("Bến phà số 99", puzzling)
			if after != tone.Unfavourable.String() {
				t.Errorf("%s still says %s", name, after)
			}
		}
		taught := *c.judge.Load()
		if taught.Answers != 30 || taught.Held != 30 || taught.Agreed < 25 {
			t.Errorf("it says of itself %+v", taught)
		}
		c.learn(t)
		if again := *c.judge.Load(); again.Version != taught.Version {
			t.Errorf("nobody answered since, yet it learnt anew: version %d after %d", again.Version, taught.Version)
		}
	})
}

func TestAnAnswerStandsBesideTheMachinesWord(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, lessonModules, func(t *testing.T, d *db.DB) {
		c := newClass(t, d, 2)
		c.answer(t, 1, tone.Favourable)
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			i, _, err := c.Listen.Item(t.Context(), tx, 1)
			if err != nil {
				return err
			}
			said, _, _, err := answerOf(t.Context(), tx, 1)
			if i.Tone == tone.Favourable.String() || said != tone.Favourable {
				t.Errorf("the item says %s, the officer %s", i.Tone, said)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Listen.Replay(t.Context(), c.now.AddDate(0, 0, -1), nil) // judges again
		if err != nil {
			t.Fatal(err)
		}
		var v storyView
		err = d.Read(t.Context(), func(tx *db.Tx) error { return c.readStory(t.Context(), tx, 1, &v) })
		if err != nil || v.Counts[tone.Favourable] == 0 {
			t.Errorf("after a replay the story is told %+v, %v", v.Counts, err)
		}
	})
}

// What was learnt stays when the texts have gone that taught it.
func TestWhatWasLearntOutlivesTheTexts(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, lessonModules, func(t *testing.T, d *db.DB) {
		c := newClass(t, d, 31)
		for _, id := range c.items[:30] {
			c.answer(t, id, tone.Unfavourable)
		}
		c.now = c.now.AddDate(0, 0, lessonDays+1) // the texts are about to go
		c.learn(t)
		c.now = c.now.AddDate(0, 0, 30)
		err := c.Listen.Tidy(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		c.answer(t, c.items[30], tone.Neutral) // its text has gone too: it teaches nothing
		c.learn(t)
		if said, _ := c.Judge("Bến phà số 99", puzzling); said != tone.Unfavourable.String() {
			t.Errorf("without the texts it says %s", said)
		}
		if n := c.judge.Load().Answers; n != 31 {
			t.Errorf("it knows of %d answers", n)
		}
	})
}
