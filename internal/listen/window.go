package listen

import (
	"time"

	"github.com/nhipcau/nhipcau/similar"
)

// window finds near-duplicates among the items of the last fourteen days.
type window struct {
	index *similar.Index
	items []remembered // by their numbers in the index, less base
	base  int
}

// remembered is an item of the window.
type remembered struct {
	item  ItemID
	story StoryID
}

// mostRemembered bounds the window in items; beyond it the oldest make room.
const mostRemembered = 1 << 20

func newWindow() window {
	return window{index: similar.NewIndex(similar.Options{Texts: mostRemembered})}
}

// compare says what an item is to the window and remembers it; its place is kept for [window.note].
func (w *window) compare(p *parcel, clock time.Time) (Relation, remembered) {
	m := w.add(&p.print, clock)
	of := m.Of - w.base
	if m.Relation == similar.New || of < 0 || of >= len(w.items) {
		return Original, remembered{}
	}
	return Relation(m.Relation), w.items[of]
}

func (w *window) add(p *similar.Print, clock time.Time) similar.Match {
	m := w.index.AddPrint(p, clock.Unix())
	w.items = append(w.items, remembered{})
	if m.Number%4096 == 0 {
		balance.Do(tune)
		w.index.Forget(clock.Add(-Window).Unix())
		kept := w.index.Len()
		if gone := len(w.items) - kept; gone > 0 {
			w.items = append(make([]remembered, 0, kept+4096), w.items[gone:]...)
			w.base += gone
		}
	}
	return m
}

// note remembers which item was added last and what it tells.
func (w *window) note(p *parcel) { w.items[len(w.items)-1] = remembered{p.ID, p.Story} }
