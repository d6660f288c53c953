package similar

import (
	"math"
)

// StreamOptions of a stream of stories. The zero value is a good one.
type StreamOptions struct {
	// HalfLife is the number of items after which what words mean counts half. 0 means 2,000.
	HalfLife int
	// Stories is how many open stories are kept at most; those silent for longest are closed. 0 means
	// 20,000.
	Stories int
}

// The setting of a stream: one for all languages and kinds of item. It was chosen on cut, shuffled,
// thinned, shortened and noisy copies of one stream of English titles; docs/benchmarks.md has the numbers.
const (
	usualHalfLife = 2000
	usualStories  = 20_000

	joinScore    = 0.24 // least score with which an item joins a story
	mergeScore   = 0.12 // least score with which two stories become one
	doubt        = 1.0  // items that a word or story must first gain weight against
	commonShare  = 0.2  // share of all items from which on a word is too common to speak for a story
	leastSpecial = 0.02 // of a word that is still looked up
	settled      = 100  // items before which no word is too common
	calm         = 12   // usual gaps of a story after which its score is halved
	firstGap     = 1000 // items that may pass before the second item of a story is late
	closedBelow  = 0.05 // freshness below which a story is closed
)

// Item is one piece of news, in the order of arrival.
type Item struct {
	// At is when it appeared, in a unit of the caller's choice; without clocks its number in the stream.
	// An earlier time than that of the item before counts as that.
	At     int64
	Title  string
	Text   string // may be empty; its beginning is used
	Source string // may be empty
}

// Stream puts items into stories as they arrive and never looks ahead.
//
// A word speaks for a story by how well its appearance agrees with that of the story: the cosine of the
// two sets of items (Ochiai 1957). A word that is frequent but stands in one story alone says much, one
// that stands everywhere little. An item's score for a story is the sum over its words, divided by the
// root of their number; it fades with the silence of the story, measured in gaps that are usual for that
// story. The item joins the best story or begins one. Counts fade with a half-life in items (forward
// decay, Cormode et al. 2009). Otherwise this is the single pass of first-story detection (Allan, Papka
// and Lavrenko 1998).
//
// A stream keeps the words of about six half-lives and the open stories; see [Stream.Bytes].
type Stream struct {
	options StreamOptions
	words   lexicon
	stories []*story // open ones by slot; nil where one was closed
	slots   map[int]uint32
	vacant  []uint32
	merged  map[int]int // closed by a merge: the story that took it in
	items   int         // all that ever came
	opened  int         // all stories that were ever begun
	clock   int64
	step    float64 // usual time between two items
	total   float64 // weight of all items
	gain    float64 // weight of one item now; grows instead of the others shrinking
	news    []Event
	ended   []Story

	terms   []term // scratch
	scores  []float64
	touched []uint32
}

// NewStream is a stream without stories.
func NewStream(o StreamOptions) *Stream {
	if o.HalfLife <= 0 {
		o.HalfLife = usualHalfLife
	}
	if o.Stories <= 0 {
		o.Stories = usualStories
	}
	return &Stream{options: o, words: newLexicon(), slots: map[int]uint32{}, merged: map[int]int{}, gain: 1}
}

// Assignment says where an item went.
type Assignment struct {
	Item  int // its number, from 0
	Story int // number of the story, from 0
	First bool
	Score float64  // for the story, or for the best other one if First; an item joins from 0.24 on
	Words []string // the item's words that spoke most for that story, at most five, in lower case
}

// Add puts an item into a story, knowing nothing that comes later.
func (s *Stream) Add(item Item) Assignment {
	s.tick(item.At)
	s.terms = s.words.read(item, s.terms[:0])
	slot, score := s.best(s.terms)
	a := Assignment{Item: s.items, Score: score, First: score < joinScore}
	if score > 0 {
		a.Words = s.reasons(s.terms, slot)
	}
	if a.First {
		slot = s.open()
	}
	s.join(slot, item)
	a.Story = s.stories[slot].id
	if !s.seekMerge(slot) {
		s.seekSplit(slot)
	}
	s.items++
	s.tidy()
	return a
}

// tick moves the clock and learns the usual time between items.
func (s *Stream) tick(at int64) {
	if s.items == 0 {
		s.clock = at
		return
	}
	at = max(at, s.clock)
	rate := max(1/float64(s.items), 1/float64(s.options.HalfLife))
	s.step += rate * (float64(at) - float64(s.clock) - s.step)
	s.clock = at
}

// best is the story with the highest score for terms; the score is 0 where no story has any of them.
func (s *Stream) best(terms []term) (slot uint32, score float64) {
	length := s.sum(terms, none)
	scale := math.Sqrt(length)
	for _, i := range s.touched {
		st := s.stories[i]
		v := s.scores[i] / scale * s.freshness(st)
		if v > score || v == score && v > 0 && st.id < s.stories[slot].id {
			slot, score = i, v
		}
	}
	return slot, score
}

// none is the slot of no story.
const none = math.MaxUint32

// sum adds up what terms say for every story but one into s.scores, lists these in s.touched, and gives
// the weight of the terms.
func (s *Stream) sum(terms []term, but uint32) (length float64) {
	for _, i := range s.touched {
		s.scores[i] = 0
	}
	s.touched = s.touched[:0]
	one := doubt * s.gain
	for _, t := range terms {
		w := &s.words.all[t.word]
		count := w.count - w.in(but)
		weight := t.weight * s.special(w)
		length += weight
		if weight < t.weight*leastSpecial {
			continue
		}
		for _, p := range w.posts {
			if p.slot == but {
				continue
			}
			if s.scores[p.slot] == 0 {
				s.touched = append(s.touched, p.slot)
			}
			s.scores[p.slot] += weight * p.count / math.Sqrt((count+one)*(s.stories[p.slot].weight+one))
		}
	}
	return length
}

// special is near 1 for words of few items or of one story, and near 0 for those that stand in a great
// share of all others.
func (s *Stream) special(w *word) float64 {
	share := max(0, w.count-w.top) / (s.total + settled*s.gain) / commonShare
	share *= share
	return 1 / (1 + share*share)
}

// freshness fades from 1 with the time since the last item of a story, in gaps that are usual for it.
func (s *Stream) freshness(st *story) float64 {
	gap := (float64(st.last) - float64(st.first) + firstGap*s.step) / float64(st.size)
	silent := float64(s.clock) - float64(st.last)
	if silent <= 0 || gap <= 0 {
		return 1
	}
	return math.Exp2(-silent / (calm * gap))
}

// open begins a story without items.
func (s *Stream) open() uint32 {
	st := &story{id: s.opened, apart: -1, first: s.clock, last: s.clock}
	s.opened++
	slot := uint32(len(s.stories))
	if n := len(s.vacant); n > 0 {
		slot = s.vacant[n-1]
		s.vacant = s.vacant[:n-1]
		s.stories[slot] = st
	} else {
		s.stories = append(s.stories, st)
		s.scores = append(s.scores, 0)
	}
	s.slots[st.id] = slot
	return slot
}

// join adds an item to a story.
func (s *Stream) join(slot uint32, item Item) {
	st := s.stories[slot]
	s.gain *= math.Exp2(1 / float64(s.options.HalfLife))
	s.total += s.gain
	st.weight += s.gain
	st.size++
	st.last = s.clock
	for _, t := range s.terms {
		w := &s.words.all[t.word]
		w.count += s.gain
		if w.add(slot, s.gain) {
			st.words = append(st.words, t.word)
		}
	}
	st.addSource(item.Source)
	s.keep(st, slot, item)
}

// reasons are the terms that speak most for a story.
func (s *Stream) reasons(terms []term, slot uint32) []string {
	return s.top(terms, func(t term) float64 {
		w := &s.words.all[t.word]
		return t.weight * s.special(w) * w.in(slot) / math.Sqrt(w.count+doubt*s.gain)
	})
}
