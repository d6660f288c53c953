package similar

import (
	"slices"
)

const (
	splitEvery = 16 // items of a story between two looks
	splitLeast = 6  // samples on each side
)

// seekSplit looks whether a story has come to hold two that have no telling word in common, and parts the
// one with fewer samples from it.
func (s *Stream) seekSplit(slot uint32) {
	st := s.stories[slot]
	if st.size%splitEvery != 0 {
		return
	}
	side := s.sides(slot)
	sizes := make([]int, len(side))
	for _, root := range side {
		sizes[root]++
	}
	first, second := 0, -1 // the largest sides, the earlier one among equals
	for root := 1; root < len(sizes); root++ {
		switch {
		case sizes[root] > sizes[first]:
			first, second = root, first
		case second < 0 || sizes[root] > sizes[second]:
			second = root
		}
	}
	if second < 0 || sizes[second] < splitLeast {
		return
	}
	var moved, kept []sample
	for i, one := range st.samples {
		if side[i] == second {
			moved = append(moved, one)
		} else {
			kept = append(kept, one)
		}
	}
	s.split(slot, kept, moved)
}

// sides names for each sample the first one with which it is linked by telling words. The first sample may
// be much older than the others and links nothing.
func (s *Stream) sides(slot uint32) []int {
	samples := s.stories[slot].samples
	side := make([]int, len(samples))
	holder := map[uint32]int{} // the first sample with a word
	for i := range samples {
		side[i] = i
		if i == 0 {
			continue
		}
		for j, t := range samples[i].terms {
			w := &s.words.all[t.word]
			if w.hash != samples[i].hash[j] || 2*w.in(slot) < w.count {
				continue
			}
			other, known := holder[t.word]
			if !known {
				holder[t.word] = i
				continue
			}
			a, b := side[i], side[other]
			for k := range i + 1 {
				if side[k] == a || side[k] == b {
					side[k] = min(a, b)
				}
			}
		}
	}
	return side
}

// split makes a new story of the moved samples.
func (s *Stream) split(slot uint32, kept, moved []sample) {
	into := s.open()
	old, st := s.stories[slot], s.stories[into]
	st.first, st.last = moved[0].at, moved[len(moved)-1].at
	st.size = len(moved)
	st.apart, old.apart = old.id, st.id
	old.size -= len(moved)
	old.samples, st.samples = kept, moved
	var items []int
	for _, one := range moved {
		items = append(items, one.item)
		old.weight -= one.gain
		st.weight += one.gain
		s.move(slot, into, one)
	}
	old.words = slices.DeleteFunc(old.words, func(i uint32) bool { return s.words.all[i].in(slot) == 0 })
	slices.Sort(items)
	terms := s.wordsOf(st, into)
	s.news = append(s.news, Event{
		Change: Split, Story: old.id, Other: st.id, Item: s.items, Items: items,
		Title: s.typical(slot).title, OtherTitle: s.typical(into).title,
		Words: s.top(terms, func(t term) float64 { return t.weight * s.special(&s.words.all[t.word]) }),
	})
}

// move carries the words of one sample from a story to another one.
func (s *Stream) move(from, into uint32, one sample) {
	for j, t := range one.terms {
		w := &s.words.all[t.word]
		if w.hash != one.hash[j] {
			continue
		}
		had := w.take(from)
		left := had - one.gain
		if left > one.gain*1e-6 {
			w.add(from, left)
		}
		if w.add(into, min(had, one.gain)) {
			s.stories[into].words = append(s.stories[into].words, t.word)
		}
	}
}
