package alert

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web"
)

// recall reads what was learnt of a topic and learns what came since; without anything it learns from the last
// [history] days. Episodes that were raised before go on.
func (s *Service) recall(ctx context.Context, tx *db.Tx, topic listen.TopicID, now time.Time) (*Follower, error) {
	stored, err := watchesOf(ctx, tx, topic)
	if err != nil {
		return nil, fmt.Errorf("reading what was learnt: %w", err)
	}
	told, err := talesOf(ctx, tx, topic)
	if err != nil {
		return nil, fmt.Errorf("reading how large stories became: %w", err)
	}
	f := NewFollower(topic, s.feasts, s.pulse, s.since(now))
	if !f.restore(stored, told) && len(stored) > 0 {
		s.Log.WarnContext(ctx, "what a topic had learnt cannot be read and is learnt again", "topic", topic)
		f = NewFollower(topic, s.feasts, s.pulse, s.since(now))
	}
	var hour time.Time
	err = s.Listen.Mentions(ctx, tx, topic, f.closed.Add(-horizon*time.Hour), now.Add(time.Second), func(m listen.Mention) {
		if at := hourOf(m.Published); at.After(hour) {
			f.Advance(m.Published)
			hour = at
		}
		f.Add(m)
	})
	if err != nil {
		return nil, err
	}
	alerts, err := running(ctx, tx, alarms, topic, now.Add(-rearm))
	for _, a := range alerts { // the newest is the one that goes on
		f.episode = a.episode(f.episode)
	}
	return f, err
}

// since is from when on there is something to learn: hours before anything was heard were not silent.
func (s *Service) since(now time.Time) time.Time {
	return later(now.AddDate(0, 0, -history), now.Add(-s.pulse.Heard(now)))
}

// restore puts back what the series had learnt; false if it cannot be read or is of different hours.
func (f *Follower) restore(stored map[Series][]byte, told []byte) bool {
	watches := map[Series]*Watch{}
	var closed time.Time
	for x, state := range stored {
		w := NewWatch(f.feasts)
		if w.UnmarshalBinary(state) != nil || !closed.IsZero() && !closed.Equal(w.Closed()) {
			return false
		}
		watches[x], closed = w, w.Closed()
	}
	if watches[Series{Topic: f.topic}] == nil || f.tales.unmarshal(told) != nil {
		return false
	}
	f.watches, f.closed = watches, closed.Add(time.Hour)
	return true
}

// refresh adds what came since the topic was last looked at.
func (s *Service) refresh(ctx context.Context, tx *db.Tx, f *Follower, now time.Time) error {
	err := s.Listen.MentionsAfter(ctx, tx, f.topic, f.last, f.Add)
	f.Advance(now)
	return err
}

// Remember stores what every series has learnt, so that a start need not learn it again. Between two topics others may
// be weighed.
func (s *Service) Remember(ctx context.Context) error {
	s.mu.Lock()
	topics := slices.Sorted(maps.Keys(s.followers))
	s.mu.Unlock()
	for _, t := range topics {
		err := s.remember(ctx, t)
		if err != nil {
			return fmt.Errorf("storing what topic %d has learnt: %w", t, err)
		}
	}
	return nil
}

func (s *Service) remember(ctx context.Context, topic listen.TopicID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.followers[topic]
	if f == nil || f.closed.Equal(f.kept) {
		return nil // it learns by whole hours, and none was over since
	}
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		for x, w := range f.watches {
			state, err := w.MarshalBinary()
			if err != nil {
				return err
			}
			err = putWatch(ctx, tx, x, f.closed, state)
			if err != nil {
				return err
			}
		}
		told, err := f.tales.marshal(f.last)
		if err != nil {
			return err
		}
		return putTales(ctx, tx, f.topic, f.closed, told)
	})
	if err == nil {
		f.kept = f.closed
	}
	return err
}

// keep stores an episode that is new or goes on, in one transaction with its audit line and the letters about it.
func (s *Service) keep(ctx context.Context, tx *db.Tx, raised, grown *Episode) error {
	if grown != nil {
		a := s.alertOf(grown)
		err := growAlert(ctx, tx, a)
		if err != nil {
			return fmt.Errorf("storing that an alert on topic %d goes on: %w", a.Topic, err)
		}
	}
	if raised != nil {
		key, err := s.raise(ctx, tx, s.alertOf(raised))
		if err != nil {
			return fmt.Errorf("raising an alert on topic %d: %w", raised.Topic, err)
		}
		raised.key = key
	}
	return nil
}

// episode is what an alert tells of, raised after another one.
func (a Alert) episode(before *Episode) *Episode {
	e := Episode{Rule: a.Rule, Series: a.Series, Signal: a.signal(), Began: a.Began, Raised: a.Raised, Last: a.Last, Story: a.Story}.after(before)
	e.key = a.Key
	return e
}

// raise stores a new episode and tells who is to know, unless another process has raised the same one. It says under
// which key the episode is stored.
func (s *Service) raise(ctx context.Context, tx *db.Tx, a Alert) (key string, err error) {
	before, err := running(ctx, tx, alarms, a.Topic, a.Began.Add(-rearm))
	if err != nil {
		return "", err
	}
	var goes *Episode
	for _, b := range before {
		goes = b.episode(goes)
		if goes.goesOn(*a.episode(nil)) {
			a.Key, a.Began = b.Key, b.Began // an alarm keeps the hour in which it began
			return a.Key, growAlert(ctx, tx, a)
		}
	}
	id, fresh, err := insertAlert(ctx, tx, a)
	if err != nil || !fresh {
		return a.Key, err
	}
	a.ID = id
	topic, err := s.Listen.Topic(ctx, tx, a.Topic)
	if err != nil {
		return "", err
	}
	err = audit.Write(ctx, tx, s.Now(), audit.Entry{
		Actor: "Hệ thống", Action: "listen.alert", Object: object, ObjectID: int64(id), Sentence: web.Mark("Cảnh báo: %s"), Args: []any{topic.Name},
	})
	if err != nil {
		return "", err
	}
	return a.Key, s.announce(ctx, tx, a, topic.Name)
}

// object names alerts in the audit log.
const object = "listen-alert"

// alertOf is an episode as it is stored.
func (s *Service) alertOf(e *Episode) Alert {
	key := e.key
	if key == "" {
		key = fmt.Sprintf("%s %d %s %.0f", e.Rule, e.Topic, e.Began.Format("2006-01-02T15"), math.Log2(e.first))
	}
	return Alert{
		Key: key, Rule: e.Rule, Series: e.Series, Began: e.Began, Raised: e.Raised, Last: e.Last, Hours: e.Hours, Seen: e.Seen, Expected: e.Expected,
		Sources: e.Sources, Odds: e.Odds, Peak: e.Peak, Confidence: trueShare(e.Odds), Story: e.Story,
	}
}

// usualBar is the least odds of an alert before anybody judged one. It was chosen, with the weights of a story and of the
// hours, on generated presses of the seeds 1 to 6 and 31 to 33 (nhipcau demo score --seed 1,2,3,4,5,6,31,32,33): a lower
// bar is sooner and errs more often.
const usualBar = 5.25

// judgedSince is how long a verdict moves the bar.
const (
	judgedDays  = 90
	judgedSince = judgedDays * 24 * time.Hour
)

// bar is the least odds of an alert about a topic: verdicts of the last three months move it, false alarms up by
// half a power of ten each, useful ones down by a quarter, within bounds.
func (s *Service) bar(ctx context.Context, tx *db.Tx, topic listen.TopicID) (float64, error) {
	said, err := judged(ctx, tx, alarms, topic, s.Now().Add(-judgedSince))
	return usualBar + max(moved(said), -1), err
}

// moved is how far verdicts move a bar, at most up by three.
func moved(said map[Verdict]int) float64 {
	return min(0.5*float64(said[False])-0.25*float64(said[Useful]), 3)
}

// trueShare is about how many of ten alerts whose odds reached so much at their height were planted ones, on generated
// presses of the seeds 51 to 56 heard on the full way (nhipcau demo score --seed 51,52,53,54,55,56 --json, byOdds: the
// share of each step stands at its middle). Verdicts do not move it yet.
func trueShare(odds float64) float64 {
	steps := []struct{ odds, share float64 }{{5.25, .45}, {5.75, .6}, {6.5, .94}, {8, .97}, {10, .98}}
	at := steps[0]
	for _, s := range steps {
		if odds < s.odds {
			t := cmp.Or((odds-at.odds)/max(s.odds-at.odds, 1e-9), 0)
			return at.share + max(t, 0)*(s.share-at.share)
		}
		at = s
	}
	return at.share
}
