package alert

import (
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
)

// Episode is something that stands out: one wave in one series, from its first to its last moment.
type Episode struct {
	Rule Rule
	Series
	Signal                // at its height
	Began  time.Time      // start of the stretch
	Raised time.Time      // when it was first noticed
	Last   time.Time      // when it last stood out
	Story  listen.StoryID // what most of it is about; 0: several things

	key     string           // under which it is stored; empty before
	first   float64          // seen when it was raised
	stories []listen.StoryID // that were in it when it stood out
}

// after is the episode when it is raised; it knows the stories of the one before, which are not raised again.
func (e Episode) after(before *Episode) *Episode {
	e.first = e.Seen
	if before != nil {
		e.stories = slices.Clone(before.stories)
	}
	e.tells(e.Story)
	return &e
}

// tells notes that a story is part of the episode.
func (e *Episode) tells(id listen.StoryID) {
	if id != 0 && !slices.Contains(e.stories, id) {
		e.stories = append(e.stories, id)
	}
}

// regrow is how many times as large a wave has to be to be raised again.
const regrow = 2

// goesOn reports whether what stands out now is still this episode: the same story, one that began within it, or more
// of the same; what is twice as large is not.
func (e *Episode) goesOn(x Episode) bool {
	if x.Story != 0 && slices.Contains(e.stories, x.Story) {
		return true
	}
	if x.Rule == Spread && x.Began.Before(e.Began) {
		return false
	}
	return x.Seen < regrow*e.first
}

// grow takes in that the episode still stands out; where the whole topic does, it is no longer about a part.
func (e *Episode) grow(x Episode) {
	e.Last = x.Last
	if e.narrow() && !x.narrow() {
		e.Series = x.Series
	}
	if x.Seen > e.Seen {
		peak, odds := max(e.Peak, x.Peak), max(e.Odds, x.Odds)
		e.Signal = x.Signal
		e.Peak, e.Odds = peak, odds
	}
	if e.Story == 0 {
		e.Story = x.Story
		e.tells(x.Story)
	}
}
