package work

import (
	"fmt"
	"sync"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// choices keeps what pages chose from one board, so that only the first who asks the same walks over all
// cases. They go with their board: nothing here is older than what the transaction sees.
type choices struct {
	mu   sync.Mutex
	kept map[any]any
}

// mostChoices bounds the memory of choices; each holds at most a page of cases.
const mostChoices = 2000

// choose returns what was chosen from b under key, or chooses now. Keys of different types never meet.
func choose[V any](b *board, key any, now func() V) V {
	c := &b.choices
	c.mu.Lock()
	v, known := c.kept[key]
	c.mu.Unlock()
	if known {
		return v.(V)
	}
	chosen := now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept == nil || len(c.kept) >= mostChoices {
		c.kept = map[any]any{}
	}
	c.kept[key] = chosen
	return chosen
}

// chooser is everything about an officer and a day on which a choice depends.
type chooser struct {
	rights auth.Key
	today  law.Date
	people string    // for whom the officer works, and from here whose work it is
	tree   *org.Tree // which units there are, and which are ranked
	home   org.UnitID
}

func (s *Service) chooser(by auth.Officer, m mine, r reader) chooser {
	c := chooser{rights: by.Key(View, Submit, Coordinate, Decide), today: r.today, tree: r.tree, home: m.home}
	if len(m.people) > 0 {
		c.people = fmt.Sprint(m.people)
	}
	return c
}

// listKey names a page of a list.
type listKey struct {
	filter Filter
	chooser
}

// totalKey names the length of a list.
type totalKey struct {
	filter Filter
	chooser
}

// pileKey names the work of an officer.
type pileKey struct{ chooser }
