package alert

import (
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/trend"
)

// How time is dealt with.
const (
	history = 60             // days from which a series learns when it begins
	settle  = 3 * time.Hour  // an hour is learnt when it has been over for so long: items arrive late
	fresh   = 6 * time.Hour  // what arrives later after its publication fills in the past and raises nothing
	rearm   = 24 * time.Hour // an episode that has not stood out for so long is over
)

// Follower follows one topic through all its series. Mentions are added as they arrive; [Follower.Check] says what
// stands out. It keeps no clock and stores nothing.
//
// A Follower is not safe for use by several goroutines at once.
type Follower struct {
	topic   listen.TopicID
	feasts  []trend.Holiday
	pulse   *Pulse
	watches map[Series]*Watch
	closed  time.Time // hours before this one were learnt
	kept    time.Time // closed, as it was when the watches were stored
	recent  []heard   // of the hours that a look reaches or that are not learnt yet
	parts   []part    // in which something was heard
	episode *Episode  // that goes on; nil: none
	tales   tales
	day     law.Date      // the last whole day that was looked at
	stir    time.Time     // when something fresh last arrived
	last    listen.ItemID // the newest item that was added
}

// NewFollower begins without history; hours before from are not learnt.
func NewFollower(topic listen.TopicID, feasts []trend.Holiday, pulse *Pulse, from time.Time) *Follower {
	f := &Follower{topic: topic, feasts: feasts, pulse: pulse, watches: map[Series]*Watch{}, closed: hourOf(from)}
	f.watches[Series{Topic: topic}] = NewWatch(feasts)
	return f
}

// hourOf is the start of the hour in which a moment lies.
func hourOf(t time.Time) time.Time { return t.UTC().Truncate(time.Hour) }

// Add takes in a mention.
func (f *Follower) Add(m listen.Mention) {
	f.last = max(f.last, m.Item)
	if m.Published.Before(f.closed) && m.Arrived.Sub(m.Published) > fresh {
		return
	}
	f.recent = append(f.recent, f.hear(m))
	if m.Arrived.Sub(m.Published) <= fresh {
		f.stir = later(f.stir, m.Arrived)
		f.tales.add(m)
	}
}

// Advance learns the hours that are settled by now.
func (f *Follower) Advance(now time.Time) {
	end := hourOf(now.Add(-settle))
	for ; f.closed.Before(end); f.closed = f.closed.Add(time.Hour) {
		f.close(f.closed)
	}
	first := hourOf(now).Add(-horizon * time.Hour)
	if f.closed.Before(first) {
		first = f.closed
	}
	f.recent = slices.DeleteFunc(f.recent, func(h heard) bool { return h.published < first.UnixNano() })
	f.tales.settle(now)
	if f.episode != nil && now.Sub(f.episode.Last) > rearm {
		f.episode = nil
	}
}

// close learns one hour in every series.
func (f *Follower) close(hour time.Time) {
	counts := map[Series]houses{}
	from, until := hour.UnixNano(), hour.Add(time.Hour).UnixNano()
	for _, h := range f.recent {
		if from <= h.published && h.published < until {
			for _, x := range f.seriesOf(f.parts[h.part]) {
				counts[x] = counts[x].with(h.source)
			}
		}
	}
	for x := range counts {
		if f.watches[x] == nil {
			f.watches[x] = f.silent(hour)
		}
	}
	share := f.pulse.Share(hour)
	for x, w := range f.watches {
		w.Close(hour, counts[x].items(), share)
	}
}

// silent begins a series of which nothing was heard so far: it learns a fortnight of silence, so that its first
// items are news and not nothing.
func (f *Follower) silent(until time.Time) *Watch {
	w := NewWatch(f.feasts)
	for at := until.AddDate(0, 0, -14); at.Before(until); at = at.Add(time.Hour) {
		w.Close(at, 0, 1)
	}
	return w
}

// Check says what stands out at a moment: an episode that is new, or one that goes on. A topic has one episode at a
// time; a part of the topic begins one where the whole does not stand out. What has grown to twice of what was raised
// is raised again.
func (f *Follower) Check(now time.Time, bar float64) (raised, grown *Episode) {
	if len(f.recent) < fewestItems {
		return nil, nil
	}
	x, ok := f.standing(now, bar+f.young(now))
	if !ok || !f.stirred(now) {
		return nil, nil
	}
	f.tales.raise(x.Story)
	if f.episode != nil && f.episode.goesOn(x) {
		f.episode.grow(x)
		return nil, f.episode
	}
	f.episode = x.after(f.episode)
	return f.episode, nil
}

// stirred reports whether something arrived just now: time that passes raises nothing.
func (f *Follower) stirred(now time.Time) bool { return now.Sub(f.stir) <= time.Hour }

// young is what is asked beyond the bar while little history is known: the less, the more.
func (f *Follower) young(now time.Time) float64 {
	return youngBar * max(0, 1-f.pulse.Heard(now).Hours()/(24*oldEnough))
}

const (
	youngBar  = 6  // on the first day
	oldEnough = 21 // days from which history counts in full: three of each day of the week
)
