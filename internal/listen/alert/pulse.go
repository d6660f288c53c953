package alert

import (
	"slices"
	"time"
)

// Pulse follows how much is heard of everything, hour by hour, and says which share of the usual it is: low at Tết, in
// an outage or when a large source is silent, high when all come back. Against it a topic that merely follows the
// whole does not stand out.
//
// A Pulse is not safe for use by several goroutines at once.
type Pulse struct {
	hours map[int64]float64 // items by hours since 1970
	first int64             // the first hour that is known
	heard int64             // the first hour that brought anything; 0 before
}

const (
	pulseSpan  = 8  // hours over which the whole is measured
	pulseWeeks = 8  // weeks with which it is compared, same day, same hours
	pulseCalm  = 12 // items by which small numbers are drawn towards the usual
)

// NewPulse begins without history.
func NewPulse() *Pulse { return &Pulse{hours: map[int64]float64{}} }

// Set says how many items an hour brought.
func (p *Pulse) Set(hour time.Time, items float64) {
	at := hour.Unix() / 3600
	if len(p.hours) == 0 || at < p.first {
		p.first = at
	}
	p.hours[at] = items
	if items > 0 && (p.heard == 0 || at < p.heard) {
		p.heard = at
	}
}

// Heard is for how long anything has been heard at a moment.
func (p *Pulse) Heard(now time.Time) time.Duration {
	if p.heard == 0 {
		return 0
	}
	return now.Sub(time.Unix(p.heard*3600, 0))
}

// Share is how much is heard around an hour, as a share of what is usual at that time of the week; 1 where too little
// is known.
func (p *Pulse) Share(hour time.Time) float64 {
	at := hour.Unix() / 3600
	var usual []float64
	for week := int64(1); week <= pulseWeeks; week++ {
		if end := at - week*7*24; end-pulseSpan >= p.first && len(p.hours) > 0 {
			usual = append(usual, p.sum(end))
		}
	}
	if len(usual) < 2 {
		return 1
	}
	slices.Sort(usual)
	middle := (usual[(len(usual)-1)/2] + usual[len(usual)/2]) / 2
	return min(max((p.sum(at)+pulseCalm)/(middle+pulseCalm), .2), 3)
}

// sum adds up the hours that end before an hour.
func (p *Pulse) sum(end int64) (n float64) {
	for at := end - pulseSpan; at < end; at++ {
		n += p.hours[at]
	}
	return n
}
