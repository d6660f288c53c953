package alert

import (
	"bytes"
	"encoding/gob"
	"math"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
)

// tale is one story of a topic while it is told.
type tale struct {
	houses houses // independent items by source
	first  time.Time
	last   time.Time
}

// How stories are measured.
const (
	told        = 48 * time.Hour // a story of which nothing new was said for so long is over
	mostTales   = 400            // sizes of past stories that are remembered
	fewestTales = 30             // before, nothing is known about sizes
	tailShare   = 0.1            // of the largest stories, from which the tail is drawn out (Hill 1975)
)

// tales are the stories of a topic: those that are told, and the sizes of those that are over.
type tales struct {
	open  map[listen.StoryID]*tale
	sizes []float64     // oldest first
	until listen.ItemID // of what was stored: earlier items are in it
}

// add takes in a mention.
func (t *tales) add(m listen.Mention) {
	if m.Story == 0 || m.Item <= t.until {
		return
	}
	if t.open == nil {
		t.open = map[listen.StoryID]*tale{}
	}
	x := t.open[m.Story]
	if x == nil {
		x = &tale{first: m.Published}
		t.open[m.Story] = x
	}
	x.houses = x.houses.with(m.Source)
	x.last = later(x.last, m.Arrived)
}

// settle closes the stories that are over. Those that were raised are no measure of what is usual.
func (t *tales) settle(now time.Time) {
	for id, x := range t.open {
		if now.Sub(x.last) > told {
			t.sizes = append(t.sizes, x.houses.items())
			delete(t.open, id)
		}
	}
	if n := len(t.sizes) - mostTales; n > 0 {
		t.sizes = slices.Delete(t.sizes, 0, n)
	}
}

// rarity is minus log10 of the share of stories of a topic that grow to so many items. Beyond the largest tenth the
// tail is drawn out as a power of the size.
func (t *tales) rarity(size float64) float64 {
	n := len(t.sizes)
	if n < fewestTales {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t.sizes))
	k := max(3, int(tailShare*float64(n)))
	start := sorted[n-k]
	if size <= start {
		above := n - lowerBound(sorted, size)
		return -math.Log10(float64(above+1) / float64(n+1))
	}
	sum := 0.0
	for _, x := range sorted[n-k:] {
		sum += math.Log((x + .5) / start)
	}
	alpha := float64(k) / max(sum, .5)
	return -math.Log10(float64(k)/float64(n)) + alpha*math.Log10(size/start)
}

// lowerBound is the place of the first value of at least x.
func lowerBound(sorted []float64, x float64) int {
	i, _ := slices.BinarySearch(sorted, x)
	return i
}

// usual is the mean size of a story.
func (t *tales) usual() float64 {
	sum := 0.0
	for _, x := range t.sizes {
		sum += x
	}
	return sum / max(1, float64(len(t.sizes)))
}

// talesState are tales as they are stored.
type talesState struct {
	Open  map[listen.StoryID]taleState
	Sizes []float64
	Until listen.ItemID
}

type taleState struct {
	Houses      houses
	First, Last time.Time
}

// marshal stores the stories as they are after an item.
func (t *tales) marshal(until listen.ItemID) ([]byte, error) {
	s := talesState{Open: map[listen.StoryID]taleState{}, Sizes: t.sizes, Until: until}
	for id, x := range t.open {
		s.Open[id] = taleState{x.houses, x.first, x.last}
	}
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(s)
	return b.Bytes(), err
}

// unmarshal restores what marshal stored; damaged bytes are refused.
func (t *tales) unmarshal(data []byte) error {
	var s talesState
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&s)
	if err != nil {
		return err
	}
	*t = tales{open: map[listen.StoryID]*tale{}, sizes: s.Sizes, until: s.Until}
	for id, x := range s.Open {
		t.open[id] = &tale{x.Houses, x.First, x.Last}
	}
	return nil
}
