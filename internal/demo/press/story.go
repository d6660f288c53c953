package press

import "github.com/nhipcau/nhipcau/law"

// story is one thing that happened, or that is talked about. Its facts follow from its seed.
type story struct {
	id      string
	seed    uint64 // decides the facts
	numbers uint64 // decides figures and places; a variant of a text has others
	field   int
	event   int
	day     law.Date
	second  int    // field whose news comes with it in some items; -1: none
	told    int    // independent reports so far
	planted string // what it was planted as; empty: everyday news
	tellers uint64 // sources that told it
}

func (s *story) chance(what string) chance { return chance(mix(s.seed, hashText(what))) }

// place is the n-th place of a story.
func (s *story) place(w *world, n int) *place {
	at := int(mix(s.numbers, 71) % uint64(len(w.places)))
	step := 1 + int(mix(s.numbers, 73)%uint64(len(w.places)-1))
	return &w.places[(at+n*step)%len(w.places)]
}

// tone is how an item of the story speaks of the policy.
func (s *story) tone(e *event, item uint64) byte {
	return e.tones[mix(item, 31)%uint64(len(e.tones))]
}
