package similar

import (
	"cmp"
	"slices"
)

const (
	mergeUntil  = 32  // items up to which a story looks for its like with every item; then at each doubling
	mergeWords  = 256 // words of a story by which it looks for its like
	reasonWords = 5
)

// due reports whether a story of a size is looked at again.
func due(size int) bool { return size > 1 && (size <= mergeUntil || size&(size-1) == 0) }

// seekMerge looks whether the story that just got an item has become like another one, joins them, and
// reports whether it did.
func (s *Stream) seekMerge(slot uint32) bool {
	st := s.stories[slot]
	if !due(st.size) {
		return false
	}
	terms := s.wordsOf(st, slot)
	length := s.sum(terms, slot)
	other, most := uint32(none), mergeScore
	for _, i := range s.touched {
		if s.stories[i].id == st.apart {
			continue
		}
		v := s.scores[i] / length * s.freshness(s.stories[i])
		if v > most || v == most && other != none && s.stories[i].id < s.stories[other].id {
			other, most = i, v
		}
	}
	if other == none {
		return false
	}
	a, b := s.stories[slot], s.stories[other]
	if a.size > b.size || a.size == b.size && a.id < b.id {
		slot, other = other, slot
	}
	s.merge(slot, other, terms)
	return true
}

// wordsOf are the heaviest words of a story, weighted by how many of its items have them.
func (s *Stream) wordsOf(st *story, slot uint32) []term {
	terms := make([]term, 0, len(st.words))
	for _, i := range st.words {
		terms = append(terms, term{i, s.words.all[i].in(slot) / s.gain})
	}
	if len(terms) > mergeWords {
		slices.SortStableFunc(terms, func(x, y term) int { return cmp.Compare(y.weight, x.weight) })
		terms = terms[:mergeWords]
	}
	return terms
}

// merge makes the story in slot from a part of the one in slot into.
func (s *Stream) merge(from, into uint32, terms []term) {
	a, b := s.stories[from], s.stories[into]
	e := Event{
		Change: Merge, Story: b.id, Other: a.id, Item: s.items,
		Title: s.typical(into).title, OtherTitle: s.typical(from).title,
		Words: s.top(terms, func(t term) float64 {
			w := &s.words.all[t.word]
			return s.special(w) * w.in(from) * w.in(into) / (w.count + doubt*s.gain)
		}),
	}
	for _, i := range a.words {
		w := &s.words.all[i]
		count := w.take(from)
		if count > 0 && w.add(into, count) {
			b.words = append(b.words, i)
		}
	}
	b.weight += a.weight
	b.size += a.size
	b.first, b.last = min(a.first, b.first), max(a.last, b.last)
	for _, name := range a.sources {
		b.addSource(name)
	}
	b.more = b.more || a.more
	b.samples = append(b.samples, a.samples...)
	slices.SortFunc(b.samples, func(x, y sample) int { return x.item - y.item })
	b.samples = slices.Delete(b.samples, 0, max(0, len(b.samples)-mostSamples))
	s.merged[a.id] = b.id
	s.free(from)
	s.news = append(s.news, e)
}

// free gives back the slot of a story that has no posts any more.
func (s *Stream) free(slot uint32) {
	delete(s.slots, s.stories[slot].id)
	s.stories[slot] = nil
	s.vacant = append(s.vacant, slot)
}

// top are the texts of the terms with the greatest values above 0, at most five.
func (s *Stream) top(terms []term, value func(term) float64) []string {
	type valued struct {
		word  uint32
		value float64
	}
	var all []valued
	for _, t := range terms {
		v := value(t)
		if v > 0 {
			all = append(all, valued{t.word, v})
		}
	}
	slices.SortStableFunc(all, func(x, y valued) int { return cmp.Compare(y.value, x.value) })
	var words []string
	for _, v := range all[:min(len(all), reasonWords)] {
		words = append(words, s.words.all[v.word].text)
	}
	return words
}
