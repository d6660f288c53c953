package alert

import (
	"context"
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

// TestStoriesAreKnownAfterARestart stops a service that knows how large stories become, in the middle of one: the
// next one finds that one as it was, and as rare as before.
func TestStoriesAreKnownAfterARestart(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{jobs.Module, audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		now := start
		clock := func() time.Time { return now }
		begin := func() *Service {
			return New(Options{DB: d, Listen: listen.New(listen.Options{DB: d, Now: clock}), Now: clock, Calendar: law.VietnamCalendar})
		}
		const topic = listen.TopicID(7)
		before := begin()
		if err := before.Look(t.Context(), topic); err != nil {
			t.Fatal(err)
		}
		f := before.followers[topic]
		tell := func(f *Follower, item, story int) {
			f.Add(listen.Mention{Item: listen.ItemID(item), Source: listen.SourceID(item % 9), Story: listen.StoryID(story), Published: now, Arrived: now})
		}
		for i := range 60 {
			tell(f, 2*i+1, i)
			if i%4 == 0 {
				tell(f, 2*i+2, i)
			}
			now = now.Add(5 * time.Hour)
			f.Advance(now)
		}
		for i := range 6 {
			tell(f, 200+i, 99)
		}
		if err := before.Remember(t.Context()); err != nil {
			t.Fatal(err)
		}
		after := begin()
		if err := after.Look(t.Context(), topic); err != nil {
			t.Fatal(err)
		}
		g := after.followers[topic]
		tell(g, 205, 99) // is in it already
		tell(g, 206, 99)
		tell(f, 206, 99)
		want, got := f.tales.open[99], g.tales.open[99]
		if want.Houses.items() != 7 || got == nil || got.Houses.items() != 7 || !got.First.Equal(want.First) {
			t.Errorf("the story stands as %+v after the restart, it was %+v", got, want)
		}
		if w, g := f.tales.rarity(7, whole), g.tales.rarity(7, whole); w < 2 || g != w {
			t.Errorf("seven items are as rare as %.2f after the restart, %.2f before", g, w)
		}
	})
}

// Who waits while another one weighs a topic finds it weighed; what could not be weighed is still to be.
func TestATopicIsWeighedOnceForAllWhoAsk(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, []db.Module{jobs.Module, audit.Module, org.Module, listen.Module, Module})
	clock := func() time.Time { return start }
	s := New(Options{DB: d, Listen: listen.New(listen.Options{DB: d, Now: clock}), Now: clock, Calendar: law.VietnamCalendar})
	const topic = listen.TopicID(7)
	s.want([]listen.TopicID{topic}) // somebody waits
	err := s.Look(t.Context(), topic)
	if err != nil || s.wanted(topic) {
		t.Errorf("after a look, %v, the one who waited weighs the topic again", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	err = s.Look(ended, topic)
	if err == nil || !s.wanted(topic) {
		t.Errorf("after a look that failed with %v the topic is taken as weighed", err)
	}
}

// Two processes see one story stand out, each from an hour of its own on: it is one alarm of the hour that was stored
// first, with what stood out most.
func TestAnAlarmKeepsTheHourInWhichItBegan(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{jobs.Module, audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		clock := func() time.Time { return start }
		l := listen.New(listen.Options{DB: d, Now: clock})
		s := New(Options{DB: d, Listen: l, Now: clock, Calendar: law.VietnamCalendar})
		var all []Alert
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			topic, err := l.SaveTopic(t.Context(), tx, listen.Topic{Name: "Giá thu gom rác", Query: `"thu gom rác"`, Active: true})
			if err != nil {
				return err
			}
			one := Alert{Key: "one", Rule: Wave, Series: Series{Topic: topic.ID}, Began: start, Raised: start, Last: start, Hours: 1, Seen: 5, Odds: 6, Story: 9}
			other := one
			other.Key, other.Began, other.Last, other.Hours, other.Seen, other.Odds = "other", start.Add(-2*time.Hour), start.Add(time.Minute), 3, 8, 7
			for _, a := range []Alert{one, other} {
				_, err := s.raise(t.Context(), tx, a)
				if err != nil {
					return err
				}
			}
			all, err = s.Raised(t.Context(), tx, start.Add(-time.Hour), start.Add(time.Hour))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(all) != 1 || !all[0].Began.Equal(start) || all[0].Seen != 8 || !all[0].Last.Equal(start.Add(time.Minute)) {
			t.Errorf("the alarm stands as %+v", all)
		}
	})
}
