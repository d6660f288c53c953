package alert

import (
	"cmp"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
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
	topic    listen.TopicID
	feasts   []trend.Holiday
	watches  map[Series]*Watch
	closed   time.Time        // hours before this one were learnt
	recent   []listen.Mention // of the hours that a look reaches or that are not learnt yet
	episodes []*Episode
	last     listen.ItemID // the newest item that was added
}

// Episode is something that stands out: one wave in one series, from its first to its last moment.
type Episode struct {
	Series
	Signal                // at its height
	Began  time.Time      // start of the stretch
	Raised time.Time      // when it was first noticed
	Last   time.Time      // when it last stood out
	Story  listen.StoryID // what most of it is about; 0: several things
}

// NewFollower begins without history; hours before from are not learnt.
func NewFollower(topic listen.TopicID, feasts []trend.Holiday, from time.Time) *Follower {
	f := &Follower{topic: topic, feasts: feasts, watches: map[Series]*Watch{}, closed: hourOf(from)}
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
	f.recent = append(f.recent, m)
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
	f.recent = slices.DeleteFunc(f.recent, func(m listen.Mention) bool { return m.Published.Before(first) })
	f.episodes = slices.DeleteFunc(f.episodes, func(e *Episode) bool { return now.Sub(e.Last) > rearm })
}

// close learns one hour in every series.
func (f *Follower) close(hour time.Time) {
	counts := map[Series]houses{}
	for _, m := range f.recent {
		if hourOf(m.Published).Equal(hour) {
			for _, x := range f.seriesOf(m) {
				counts[x] = counts[x].with(m.Source)
			}
		}
	}
	for x := range counts {
		if f.watches[x] == nil {
			f.watches[x] = f.silent(hour)
		}
	}
	for x, w := range f.watches {
		w.Close(hour, counts[x].items())
	}
}

// silent begins a series of which nothing was heard so far: it learns a fortnight of silence, so that its first
// items are news and not nothing.
func (f *Follower) silent(until time.Time) *Watch {
	w := NewWatch(f.feasts)
	for at := until.AddDate(0, 0, -14); at.Before(until); at = at.Add(time.Hour) {
		w.Close(at, 0)
	}
	return w
}

// seriesOf are the series to which a mention belongs.
func (f *Follower) seriesOf(m listen.Mention) []Series {
	all := []Series{{Topic: f.topic}, {Topic: f.topic, Class: m.Class}}
	if m.Area != "" {
		all = append(all, Series{Topic: f.topic, Area: m.Area})
	}
	return all
}

// holds reports whether a mention of the topic belongs to the series.
func (s Series) holds(m listen.Mention) bool {
	return (s.Class == "" || s.Class == m.Class) && (s.Area == "" || s.Area == m.Area)
}

// houses counts the items of each source in an hour of one series.
type houses map[listen.SourceID]int

func (h houses) with(s listen.SourceID) houses {
	if h == nil {
		h = houses{}
	}
	h[s]++
	return h
}

// items is the count of an hour, in which one source counts at most [SourceCap] times.
func (h houses) items() (n float64) {
	for _, k := range h {
		n += float64(min(k, SourceCap))
	}
	return n
}

// Check says what stands out at a moment: episodes that are new, and old ones that go on. The whole topic is looked
// at first; a part of it only speaks up where the whole does not.
func (f *Follower) Check(now time.Time, bar float64) (raised, grown []*Episode) {
	all := make([]Series, 0, len(f.watches))
	for x := range f.watches {
		all = append(all, x)
	}
	slices.SortFunc(all, compareSeries)
	for _, e := range f.episodes {
		if s, ok := f.watches[e.Series].Look(f.look(e.Series, now, e.mine), bar); ok {
			e.grow(s, now)
			grown = append(grown, e)
		}
	}
	for _, x := range all {
		if x.narrow() && len(raised) > 0 {
			break
		}
		s, ok := f.watches[x].Look(f.look(x, now, f.unexplained(x)), bar)
		if !ok {
			continue
		}
		e := &Episode{Series: x, Signal: s, Began: hourOf(now).Add(-time.Duration(s.Hours-1) * time.Hour), Raised: now, Last: now}
		e.Story = f.storyOf(e)
		f.episodes = append(f.episodes, e)
		raised = append(raised, e)
	}
	return raised, grown
}

// mine reports whether a mention is about what the episode is about.
func (e *Episode) mine(m listen.Mention) bool { return e.Story == 0 || m.Story == e.Story }

// unexplained reports for a mention whether no running episode accounts for it. An episode about several things
// accounts for all of its series.
func (f *Follower) unexplained(Series) func(listen.Mention) bool {
	return func(m listen.Mention) bool {
		for _, e := range f.episodes {
			if e.Story == 0 && e.Series.holds(m) || e.Story != 0 && e.Story == m.Story {
				return false
			}
		}
		return true
	}
}

// grow takes in that the episode still stands out.
func (e *Episode) grow(s Signal, now time.Time) {
	e.Last = now
	if s.Odds > e.Odds {
		peak := max(e.Peak, s.Peak)
		e.Signal = s
		e.Peak = peak
	}
}

// look is what a series shows at a moment, of those mentions that count.
func (f *Follower) look(x Series, now time.Time, counts func(listen.Mention) bool) Look {
	l := Look{At: now, Items: make([]float64, horizon), Sources: make([]int, horizon)}
	running := hourOf(now)
	by := make([]houses, horizon)
	for _, m := range f.recent {
		back := int(running.Sub(hourOf(m.Published)) / time.Hour)
		if back < 0 || back >= horizon || !x.holds(m) || m.Arrived.Sub(m.Published) > fresh || !counts(m) {
			continue
		}
		by[back] = by[back].with(m.Source)
	}
	heard := map[listen.SourceID]bool{}
	for i, h := range by {
		l.Items[i] = h.items()
		for source := range h {
			heard[source] = true
		}
		l.Sources[i] = len(heard)
	}
	return l
}

// storyOf is the story that at least a third of the mentions of an episode belong to; 0 if there is none.
func (f *Follower) storyOf(e *Episode) listen.StoryID {
	count, all := map[listen.StoryID]int{}, 0
	for _, m := range f.recent {
		if e.Series.holds(m) && !m.Published.Before(e.Began) {
			count[m.Story]++
			all++
		}
	}
	best := listen.StoryID(0)
	for story, n := range count {
		if story != 0 && (n > count[best] || best == 0 || n == count[best] && story < best) {
			best = story
		}
	}
	if best == 0 || 3*count[best] < all {
		return 0
	}
	return best
}

// compareSeries puts whole topics before their parts.
func compareSeries(a, b Series) int {
	return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(a.Area, b.Area))
}
