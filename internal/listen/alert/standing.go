package alert

import (
	"cmp"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
)

// standing is what stands out most: a story of the topic that spreads, a wave of the whole topic, or of a part.
func (f *Follower) standing(now time.Time, bar float64) (Episode, bool) {
	whole := Series{Topic: f.topic}
	l := f.look(whole, now)
	if e, ok := f.spreading(now, f.watches[whole].counted(l), bar); ok {
		return e, true
	}
	if e, ok := f.wave(whole, l, bar); ok {
		return e, true
	}
	var best Episode
	found := false
	for x := range f.watches {
		if !x.narrow() {
			continue
		}
		e, ok := f.wave(x, f.look(x, now), bar+narrowBar)
		if ok && (!found || e.Odds > best.Odds || e.Odds == best.Odds && compareSeries(x, best.Series) < 0) {
			best, found = e, true
		}
	}
	return best, found
}

// narrowBar is what is asked of a part of a topic beyond the bar: there are many parts, so that chance has many goes.
const narrowBar = 1.5

// wave is a series that stands out by its counts.
func (f *Follower) wave(x Series, l Look, bar float64) (Episode, bool) {
	s, ok := f.watches[x].Look(l, bar)
	if !ok {
		return Episode{}, false
	}
	e := Episode{Rule: Wave, Series: x, Signal: s, Began: hourOf(l.At).Add(-time.Duration(s.Hours-1) * time.Hour), Raised: l.At, Last: l.At}
	e.Story = f.storyOf(e)
	return e, true
}

// spreading is the story of the topic that stands out most by its size; hours are the odds of the topic's counts.
func (f *Follower) spreading(now time.Time, hours, bar float64) (best Episode, ok bool) {
	for id, t := range f.tales.open {
		n := t.Houses.items()
		if n < fewestItems || len(t.Houses) < fewestSources || now.Sub(t.Last) > fresh {
			continue
		}
		long := int(now.Sub(t.First)/time.Hour) + 1
		rare := f.tales.rarity(n, placeOf(long)) + hoursWeight*min(hours, hoursMost) + storyEase
		if rare < bar || ok && (rare < best.Odds || rare == best.Odds && id > best.Story) {
			continue
		}
		ok = true
		best = Episode{
			Rule: Spread, Series: Series{Topic: f.topic}, Story: id, Began: t.First, Raised: now, Last: now,
			Signal: Signal{Hours: long, Seen: n, Expected: f.tales.usual(), Sources: len(t.Houses), Odds: rare, Peak: n},
		}
	}
	return best, ok
}

// How a story is weighed: by how rare its size is, and by the hours in which it is told, for a story that makes its topic
// stir is worth more than one that only others make room for. Chosen as usualBar was.
const (
	storyEase   = 2.05 // how much less is asked of a story than of hours: a topic has some stories a day, and many more looks at its hours
	hoursWeight = .7   // what the odds of the hours count beside those of the story: both see the same items
	hoursMost   = 6    // odds beyond which hours say nothing more of a story
)

// look is what a series shows at a moment.
func (f *Follower) look(x Series, now time.Time) Look {
	l := Look{
		At: now, Share: f.pulse.Share,
		Items: make([]float64, horizon), Voices: make([]float64, horizon), Sources: make([]int, horizon), Story: make([]float64, horizon),
	}
	running := hourOf(now)
	by := make([][]heard, horizon)
	for _, h := range f.recent {
		back := int(running.Sub(hourOf(time.Unix(0, h.published))) / time.Hour)
		if back >= 0 && back < horizon && h.fresh && x.holds(f.parts[h.part]) {
			by[back] = append(by[back], h)
		}
	}
	var all houses
	told, largest := map[listen.StoryID]houses{}, 0.0
	for i, hour := range by {
		var inHour houses
		for _, h := range hour {
			inHour, all = inHour.with(h.source), all.with(h.source)
			if h.story != 0 {
				told[h.story] = told[h.story].with(h.source)
				largest = max(largest, told[h.story].items())
			}
		}
		l.Items[i], l.Voices[i], l.Sources[i] = inHour.items(), all.items(), len(all)
		l.Story[i] = f.tales.rarity(largest, placeOf(i+1))
	}
	return l
}

// storyOf is the story that at least a third of what was heard of an episode belongs to; 0 if there is none.
func (f *Follower) storyOf(e Episode) listen.StoryID {
	count, all := map[listen.StoryID]int{}, 0
	for _, h := range f.recent {
		if h.published >= e.Began.UnixNano() && e.Series.holds(f.parts[h.part]) {
			count[h.story]++
			all++
		}
	}
	return mainOf(count, all)
}

// mainOf is the story that at least a third of all mentions belong to, by how many belong to each.
func mainOf(count map[listen.StoryID]int, all int) listen.StoryID {
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
