package alert

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
)

// lone is a story of which one item was told so far, with its times in seconds since 1970. Most stories stay so, and the
// topics of a region have half a million of them in two days: this is a twentieth of a [tale].
type lone struct{ Story, Source, Published, Arrived uint32 }

// loneOf is the story that a mention begins; false if its numbers are too large for a lone one.
func loneOf(m listen.Mention) (lone, bool) {
	story, source, published, arrived := int64(m.Story), int64(m.Source), m.Published.Unix(), m.Arrived.Unix()
	ok := min(story, source, published, arrived) >= 0 && max(story, source, published, arrived) <= math.MaxUint32
	return lone{uint32(story), uint32(source), uint32(published), uint32(arrived)}, ok
}

// tale is the story as one that may grow.
func (l lone) tale() *tale {
	return newTale(listen.SourceID(l.Source), time.Unix(int64(l.Published), 0).UTC(), time.Unix(int64(l.Arrived), 0).UTC())
}

// newTale is a story of one item.
func newTale(source listen.SourceID, published, arrived time.Time) *tale {
	return &tale{First: published, Last: arrived, Houses: houses{source: 1}, Grown: grownOfLone}
}

// grownOfLone is how a story of one item grew.
var grownOfLone = func() (g growth) {
	for i := range g {
		g[i] = 1
	}
	return g
}()

// lones are lone stories in the order of their numbers, which is nearly that in which they come.
type lones []lone

func (all lones) search(id listen.StoryID) (place int, ok bool) {
	return slices.BinarySearchFunc(all, id, func(l lone, id listen.StoryID) int { return cmp.Compare(listen.StoryID(l.Story), id) })
}

// put adds a story that is not there.
func (all *lones) put(l lone) {
	place, _ := all.search(listen.StoryID(l.Story))
	*all = slices.Insert(*all, place, l)
}

// take removes a story.
func (all *lones) take(id listen.StoryID) (l lone, ok bool) {
	place, ok := all.search(id)
	if !ok {
		return l, false
	}
	l = (*all)[place]
	*all = slices.Delete(*all, place, place+1)
	return l, true
}
