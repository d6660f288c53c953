package alert

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"errors"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
)

// tale is one story of a topic while it is told.
type tale struct {
	Houses houses // independent items by source
	First  time.Time
	Last   time.Time
	Grown  growth
	Raised bool
}

// growth is how large a story was after each of the [spans], and in the end.
type growth [len(spans) + 1]float64

// whole is the place of the final size in a growth.
const whole = len(spans)

// How stories are measured.
const (
	told      = 48 * time.Hour // a story of which nothing new was said for so long is over
	mostTales = 400            // past stories that are remembered
)

// tales are the stories of a topic: those that are told, and how those grew that are over.
type tales struct {
	open  map[listen.StoryID]*tale
	lone  lones                // of one item
	past  []growth             // oldest first
	tails [len(growth{})]*tail // of past, drawn when they are asked for
	until listen.ItemID        // of what was stored: earlier items are in it
}

// add takes in a mention.
func (t *tales) add(m listen.Mention) {
	if m.Story == 0 || m.Item <= t.until {
		return
	}
	x := t.find(m.Story)
	if x == nil {
		t.begin(m)
		return
	}
	x.Houses = x.Houses.with(m.Source)
	x.Last = later(x.Last, m.Arrived)
	x.Grown[whole] = x.Houses.items()
	for i, hours := range spans {
		if m.Published.Sub(x.First) <= time.Duration(hours)*time.Hour {
			x.Grown[i] = x.Grown[whole]
		}
	}
}

// begin takes in the first mention of a story.
func (t *tales) begin(m listen.Mention) {
	l, ok := loneOf(m)
	if ok {
		t.lone.put(l)
		return
	}
	t.keep(m.Story, newTale(m.Source, m.Published, m.Arrived))
}

func (t *tales) keep(id listen.StoryID, x *tale) {
	if t.open == nil {
		t.open = map[listen.StoryID]*tale{}
	}
	t.open[id] = x
}

// find is a story that may grow, nil if it is not told.
func (t *tales) find(id listen.StoryID) *tale {
	l, alone := t.lone.take(id)
	if alone {
		t.keep(id, l.tale())
	}
	return t.open[id]
}

// settle closes the stories that are over. Those that were raised are no measure of what is usual.
func (t *tales) settle(now time.Time) {
	for id, x := range t.open {
		if now.Sub(x.Last) <= told {
			continue
		}
		if !x.Raised {
			t.past, t.tails = append(t.past, x.Grown), [len(growth{})]*tail{}
		}
		delete(t.open, id)
	}
	t.lone = slices.DeleteFunc(t.lone, func(l lone) bool {
		over := now.Sub(time.Unix(int64(l.Arrived), 0)) > told
		if over {
			t.past, t.tails = append(t.past, grownOfLone), [len(growth{})]*tail{}
		}
		return over
	})
	if n := len(t.past) - mostTales; n > 0 {
		t.past = slices.Delete(t.past, 0, n)
	}
}

// rarity is minus log10 of the share of stories of a topic that are so large after the span of a place in [growth].
func (t *tales) rarity(size float64, place int) float64 {
	if t.tails[place] == nil {
		sizes := make([]float64, len(t.past))
		for i, g := range t.past {
			sizes[i] = g[place]
		}
		t.tails[place] = tailOf(sizes)
	}
	return t.tails[place].rarity(size)
}

// raise notes that a story was raised.
func (t *tales) raise(id listen.StoryID) {
	if x := t.find(id); x != nil {
		x.Raised = true
	}
}

// usual is the mean size of a story.
func (t *tales) usual() float64 {
	sum := 0.0
	for _, g := range t.past {
		sum += g[whole]
	}
	return sum / max(1, float64(len(t.past)))
}

// placeOf is the place in [growth] of the shortest span of at least so many hours.
func placeOf(hours int) int {
	for i, n := range spans {
		if n >= hours {
			return i
		}
	}
	return whole
}

// talesState are tales as they are stored.
type talesState struct {
	Open  map[listen.StoryID]*tale
	Lone  lones
	Past  []growth
	Until listen.ItemID
}

// marshal stores the stories as they are after an item.
func (t *tales) marshal(until listen.ItemID) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(talesState{t.open, t.lone, t.past, until})
	return b.Bytes(), err
}

// unmarshal restores what marshal stored; damaged bytes are refused.
func (t *tales) unmarshal(data []byte) error {
	var s talesState
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&s)
	if err != nil {
		return err
	}
	if !slices.IsSortedFunc(s.Lone, func(a, b lone) int { return cmp.Compare(a.Story, b.Story) }) {
		return errors.New("stories are out of order")
	}
	*t = tales{open: s.Open, lone: s.Lone, past: s.Past, until: s.Until}
	return nil
}
