package similar

import (
	"math"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

const (
	mostSamples = 24  // items whose words a story keeps
	mostSources = 32  // names of sources that a story keeps
	titleBytes  = 300 // kept of a title
)

// Story is a story of a stream as it stands now.
type Story struct {
	ID      int    // its number, from 0 in the order of first items
	Title   string // of its most typical item
	Typical int    // the number of that item
	First   int64  // time of the first item
	Last    int64  // time of the latest item
	Size    int    // items
	Sources []string
	More    bool // whether there are more sources than the 32 that are listed
}

// story is what a stream keeps of an open story.
type story struct {
	id          int
	size        int
	weight      float64 // of its items
	first, last int64
	words       []uint32 // that have a post here
	samples     []sample // the most typical item so far, then the latest ones
	sources     []string
	more        bool
	apart       int // the story from which it was parted last, or -1; they are not merged again
}

// sample is one item of a story.
type sample struct {
	item  int
	at    int64
	title string
	gain  float64 // weight of the item when it came
	terms []term
	hash  []uint64 // of the terms, to notice that a word was forgotten
}

func (st *story) addSource(name string) {
	if name == "" || slices.Contains(st.sources, name) {
		return
	}
	if len(st.sources) == mostSources {
		st.more = true
		return
	}
	st.sources = append(st.sources, strings.Clone(vi.CutBytes(name, titleBytes)))
}

// titleOf is what an item is shown by: its title, or the first line of its text.
func titleOf(item Item) string {
	title := strings.TrimSpace(item.Title)
	if title == "" {
		title, _, _ = strings.Cut(strings.TrimSpace(item.Text), "\n")
	}
	return strings.Clone(vi.CutBytes(title, titleBytes))
}

// keep adds the item that just came to the samples of its story. When there are too many, the less
// typical of the two oldest goes, so that the first one is the most typical of all that went.
func (s *Stream) keep(st *story, slot uint32, item Item) {
	kept := sample{item: s.items, at: s.clock, title: titleOf(item), gain: s.gain, terms: slices.Clone(s.terms)}
	for _, t := range s.terms {
		kept.hash = append(kept.hash, s.words.all[t.word].hash)
	}
	if len(st.samples) == mostSamples {
		out := 0
		if s.typicality(slot, &st.samples[1]) <= s.typicality(slot, &st.samples[0]) {
			out = 1
		}
		st.samples = slices.Delete(st.samples, out, out+1)
	}
	st.samples = append(st.samples, kept)
}

// typicality is how strongly the words of an item belong to its story, on average.
func (s *Stream) typicality(slot uint32, one *sample) float64 {
	sum, length := 0.0, 1.0 // one more word, so that a title of one word is not the best one
	for i, t := range one.terms {
		length += t.weight
		w := &s.words.all[t.word]
		if w.hash == one.hash[i] {
			sum += t.weight * s.special(w) * w.in(slot) / math.Sqrt(w.count+doubt*s.gain)
		}
	}
	return sum / length
}

// typical is the most typical of the samples, the earliest among equals.
func (s *Stream) typical(slot uint32) *sample {
	st := s.stories[slot]
	best, most := 0, -1.0
	for i := range st.samples {
		v := s.typicality(slot, &st.samples[i])
		if v > most {
			best, most = i, v
		}
	}
	return &st.samples[best]
}

// Story is the open story that now has the items of a story number, through all merges.
func (s *Stream) Story(id int) (Story, bool) {
	slot, ok := s.slots[s.Final(id)]
	if !ok {
		return Story{}, false
	}
	return s.describe(slot), true
}

func (s *Stream) describe(slot uint32) Story {
	st := s.stories[slot]
	t := s.typical(slot)
	return Story{
		ID: st.id, Title: t.title, Typical: t.item, First: st.first, Last: st.last, Size: st.size,
		Sources: slices.Clone(st.sources), More: st.more,
	}
}

// Stories are the open stories by their numbers.
func (s *Stream) Stories() []Story {
	var all []Story
	for i, st := range s.stories {
		if st != nil {
			all = append(all, s.describe(uint32(i)))
		}
	}
	slices.SortFunc(all, func(x, y Story) int { return x.ID - y.ID })
	return all
}

// Final is the number under which the items of a story are now: its own, or that of the story that took
// it in. Merges into a story are forgotten when it is closed; who needs them longer keeps the events.
func (s *Stream) Final(id int) int {
	for {
		into, ok := s.merged[id]
		if !ok {
			return id
		}
		id = into
	}
}
