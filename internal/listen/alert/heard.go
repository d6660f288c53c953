package alert

import (
	"slices"

	"github.com/nhipcau/nhipcau/internal/listen"
)

// heard is a mention as it is kept while its hours are looked at. A region has two hundred thousand of them at a time.
type heard struct {
	published int64 // nanoseconds since 1970
	story     listen.StoryID
	source    listen.SourceID
	part      int32 // its place in [Follower.parts]
	fresh     bool  // arrived soon after it was published
}

// part is what of a topic a mention belongs to, beside the whole.
type part struct {
	class listen.Class
	area  string
}

func partOf(m listen.Mention) part { return part{m.Class, m.Area} }

// hear makes a mention what is kept of it.
func (f *Follower) hear(m listen.Mention) heard {
	h := heard{published: m.Published.UnixNano(), story: m.Story, source: m.Source, fresh: m.Arrived.Sub(m.Published) <= fresh}
	at := slices.Index(f.parts, partOf(m))
	if at < 0 {
		at = len(f.parts)
		f.parts = append(f.parts, partOf(m))
	}
	h.part = int32(at)
	return h
}

// seriesOf are the series to which a part of the topic belongs.
func (f *Follower) seriesOf(p part) []Series {
	all := []Series{{Topic: f.topic}, {Topic: f.topic, Class: p.class}}
	if p.area != "" {
		all = append(all, Series{Topic: f.topic, Area: p.area})
	}
	return all
}

// holds reports whether a part of the topic belongs to the series.
func (s Series) holds(p part) bool {
	return (s.Class == "" || s.Class == p.class) && (s.Area == "" || s.Area == p.area)
}
