package alert

import "github.com/nhipcau/nhipcau/internal/listen"

// houses counts the items of each source in a stretch of one series.
type houses map[listen.SourceID]int

func (h houses) with(s listen.SourceID) houses {
	if h == nil {
		h = houses{}
	}
	h[s]++
	return h
}

// items is their count, in which one source counts at most [SourceCap] times.
func (h houses) items() (n float64) {
	for _, k := range h {
		n += float64(min(k, SourceCap))
	}
	return n
}
