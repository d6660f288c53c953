package alert

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
)

// lone is a story of which one item was told so far. Most stories stay so, and a region has a hundred thousand of
// them in two days: this is a tenth of a [tale].
type lone struct {
	source             listen.SourceID
	published, arrived int64 // nanoseconds since 1970
}

func loneOf(m listen.Mention) lone {
	return lone{m.Source, m.Published.UnixNano(), m.Arrived.UnixNano()}
}

// tale is the story as one that may grow.
func (l lone) tale() *tale {
	x := &tale{First: time.Unix(0, l.published).UTC(), Last: time.Unix(0, l.arrived).UTC(), Houses: houses{l.source: 1}}
	x.Grown = grownOfLone
	return x
}

// grownOfLone is how a story of one item grew.
var grownOfLone = func() (g growth) {
	for i := range g {
		g[i] = 1
	}
	return g
}()

// lone is the story as one of a single item; false if it is more than that.
func (x *tale) lone() (lone, bool) {
	if x.Raised || x.Grown != grownOfLone || len(x.Houses) != 1 {
		return lone{}, false
	}
	for source, items := range x.Houses {
		return lone{source, x.First.UnixNano(), x.Last.UnixNano()}, items == 1
	}
	return lone{}, false
}
