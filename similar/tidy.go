package similar

import (
	"cmp"
	"slices"
)

const (
	tidyEvery  = 512   // items
	forgotten  = 0.015 // weight, in items of today, below which a word is dropped
	mostGain   = 1e9   // weight of an item at which all weights are scaled down
	mostEvents = 1000  // that wait to be asked for
)

// Events are the merges and splits since they were asked for last, at most the latest thousand.
func (s *Stream) Events() []Event {
	all := s.news
	s.news = nil
	return all
}

// Closed are the stories that were closed by silence since they were asked for last, as they were then, at
// least the latest thousand.
func (s *Stream) Closed() []Story {
	all := s.ended
	s.ended = nil
	return all
}

// tidy closes what is silent, forgets what is old and keeps the numbers in range.
func (s *Stream) tidy() {
	if len(s.news) > mostEvents {
		s.news = slices.Delete(s.news, 0, len(s.news)-mostEvents)
	}
	if s.items%tidyEvery != 0 {
		return
	}
	if len(s.ended) > mostEvents {
		s.ended = slices.Delete(s.ended, 0, len(s.ended)-mostEvents)
	}
	s.closeSilent()
	for id := range s.merged {
		if _, open := s.slots[s.Final(id)]; !open {
			delete(s.merged, id)
		}
	}
	for i := range s.words.all {
		w := &s.words.all[i]
		if w.hash != 0 && w.count < forgotten*s.gain {
			s.forget(uint32(i))
		}
	}
	if s.gain > mostGain {
		s.scale(1 / s.gain)
	}
}

// closeSilent closes the stories that nothing can join any more, and the most silent ones above the bound.
func (s *Stream) closeSilent() {
	var open []uint32
	for i, st := range s.stories {
		if st == nil {
			continue
		}
		if s.freshness(st) < closedBelow {
			s.close(uint32(i))
			continue
		}
		open = append(open, uint32(i))
	}
	over := len(open) - s.options.Stories
	if over <= 0 {
		return
	}
	slices.SortFunc(open, func(x, y uint32) int {
		a, b := s.stories[x], s.stories[y]
		return cmp.Or(cmp.Compare(s.freshness(a), s.freshness(b)), cmp.Compare(a.last, b.last), a.id-b.id)
	})
	for _, i := range open[:over] {
		s.close(i)
	}
}

// close forgets a story and the merges into it.
func (s *Stream) close(slot uint32) {
	st := s.stories[slot]
	s.ended = append(s.ended, s.describe(slot))
	for _, i := range st.words {
		s.words.all[i].take(slot)
	}
	s.free(slot)
}

// forget drops a word and its posts.
func (s *Stream) forget(i uint32) {
	for _, p := range s.words.all[i].posts {
		st := s.stories[p.slot]
		st.words = slices.DeleteFunc(st.words, func(w uint32) bool { return w == i })
	}
	s.words.drop(i)
}

// scale multiplies all weights.
func (s *Stream) scale(by float64) {
	s.gain *= by
	s.total *= by
	for i := range s.words.all {
		w := &s.words.all[i]
		w.count *= by
		w.top *= by
		for j := range w.posts {
			w.posts[j].count *= by
		}
	}
	for _, st := range s.stories {
		if st == nil {
			continue
		}
		st.weight *= by
		for j := range st.samples {
			st.samples[j].gain *= by
		}
	}
}
