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
	topic   listen.TopicID
	feasts  []trend.Holiday
	pulse   *Pulse
	watches map[Series]*Watch
	closed  time.Time        // hours before this one were learnt
	kept    time.Time        // closed, as it was when the watches were stored
	recent  []listen.Mention // of the hours that a look reaches or that are not learnt yet
	episode *Episode         // that goes on; nil: none
	tales   tales
	last    listen.ItemID // the newest item that was added
}

// Episode is something that stands out: one wave in one series, from its first to its last moment.
type Episode struct {
	Rule Rule
	Series
	Signal                // at its height
	Began  time.Time      // start of the stretch
	Raised time.Time      // when it was first noticed
	Last   time.Time      // when it last stood out
	Story  listen.StoryID // what most of it is about; 0: several things

	first float64 // seen when it was raised
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
	f.recent = append(f.recent, m)
	if m.Arrived.Sub(m.Published) <= fresh {
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
	f.recent = slices.DeleteFunc(f.recent, func(m listen.Mention) bool { return m.Published.Before(first) })
	f.tales.settle(now)
	if f.episode != nil && now.Sub(f.episode.Last) > rearm {
		f.episode = nil
	}
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

// Check says what stands out at a moment: an episode that is new, or one that goes on. A topic has one episode at a
// time; a part of the topic begins one where the whole does not stand out. What has grown to twice of what was raised
// is raised again.
func (f *Follower) Check(now time.Time, bar float64) (raised, grown *Episode) {
	x, ok := f.standing(now, bar+f.young(now))
	if !ok {
		return nil, nil
	}
	if e := f.episode; e != nil && e.goesOn(x) {
		e.grow(x)
		return nil, e
	}
	x.first = x.Seen
	f.episode = &x
	return f.episode, nil
}

// young is what is asked beyond the bar while little history is known: the less, the more.
func (f *Follower) young(now time.Time) float64 {
	return youngBar * max(0, 1-f.pulse.Heard(now).Hours()/(24*oldEnough))
}

const (
	youngBar  = 6  // on the first day
	oldEnough = 21 // days from which history counts in full: three of each day of the week
)

// regrow is how many times as large a wave has to be to be raised again.
const regrow = 2

// goesOn reports whether what stands out now is still this episode: about the same, and not twice as large.
func (e *Episode) goesOn(x Episode) bool {
	if e.Story != 0 && x.Story != 0 && e.Story != x.Story {
		return false
	}
	return e.Story == x.Story && x.Story != 0 || x.Seen < regrow*e.first
}

// standing is what stands out most: a story of the topic that spreads, a wave of the whole topic, or of a part.
func (f *Follower) standing(now time.Time, bar float64) (Episode, bool) {
	if e, ok := f.spreading(now, bar); ok {
		return e, true
	}
	whole := Series{Topic: f.topic}
	if e, ok := f.wave(whole, now, bar); ok {
		return e, true
	}
	var best Episode
	found := false
	for x := range f.watches {
		if !x.narrow() {
			continue
		}
		e, ok := f.wave(x, now, bar+narrowBar)
		if ok && (!found || e.Odds > best.Odds || e.Odds == best.Odds && compareSeries(x, best.Series) < 0) {
			best, found = e, true
		}
	}
	return best, found
}

// What is asked beyond the bar.
const (
	narrowBar  = 1.5 // of a part of a topic: there are many parts, so that chance has many goes
	diffuseBar = 4   // of a wave without a story in it: many small things at once are rarely one large thing
)

// wave is a series that stands out by its counts.
func (f *Follower) wave(x Series, now time.Time, bar float64) (Episode, bool) {
	s, ok := f.watches[x].Look(f.look(x, now), bar)
	if !ok {
		return Episode{}, false
	}
	e := Episode{Rule: Wave, Series: x, Signal: s, Began: hourOf(now).Add(-time.Duration(s.Hours-1) * time.Hour), Raised: now, Last: now}
	e.Story = f.storyOf(e)
	return e, e.Story != 0 || s.Odds >= bar+diffuseBar
}

// spreading is the story of the topic that stands out most by its size.
func (f *Follower) spreading(now time.Time, bar float64) (best Episode, ok bool) {
	for id, t := range f.tales.open {
		n := t.houses.items()
		if n < fewestItems || len(t.houses) < fewestSources || now.Sub(t.last) > told {
			continue
		}
		rare := f.tales.rarity(n)
		if rare < bar-storyEase || ok && (rare < best.Odds || rare == best.Odds && id > best.Story) {
			continue
		}
		ok = true
		best = Episode{
			Rule: Spread, Series: Series{Topic: f.topic}, Story: id, Began: t.first, Raised: now, Last: now,
			Signal: Signal{Hours: int(now.Sub(t.first)/time.Hour) + 1, Seen: n, Expected: f.tales.usual(), Sources: len(t.houses), Odds: rare, Peak: n},
		}
	}
	return best, ok
}

// storyEase is how much less is asked of a story: a topic has some stories a day, and many more looks.
const storyEase = 2

// grow takes in that the episode still stands out; where the whole topic does, it is no longer about a part.
func (e *Episode) grow(x Episode) {
	e.Last = x.Last
	if e.narrow() && !x.narrow() {
		e.Series = x.Series
	}
	if x.Seen > e.Seen {
		peak, odds := max(e.Peak, x.Peak), max(e.Odds, x.Odds)
		e.Signal = x.Signal
		e.Peak, e.Odds = peak, odds
	}
	if e.Story == 0 {
		e.Story = x.Story
	}
}

// look is what a series shows at a moment.
func (f *Follower) look(x Series, now time.Time) Look {
	l := Look{At: now, Share: f.pulse.Share, Items: make([]float64, horizon), Sources: make([]int, horizon)}
	running := hourOf(now)
	by := make([]houses, horizon)
	for _, m := range f.recent {
		back := int(running.Sub(hourOf(m.Published)) / time.Hour)
		if back < 0 || back >= horizon || !x.holds(m) || m.Arrived.Sub(m.Published) > fresh {
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
func (f *Follower) storyOf(e Episode) listen.StoryID {
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
