package trend

import "math"

// profile knows the usual value at each time of a period, a day or a week, and how far recent values lie
// from it, averaged over several spans.
type profile struct {
	period, width int64 // seconds
	rate          float64
	rows          float64
	ready         float64   // rows of a whole period
	all           float64   // fallback for a time not seen yet
	usual         []float32 // by slot
	seen          []uint8   // values of each slot, counted up to 255
	off           []float64 // averaged departures
	spans         []float64 // their rates
}

// newProfile divides the period into at most the given number of slots, none shorter than a step.
func newProfile(period, step int64, slots int64, memory float64, spans []float64) *profile {
	width := max(step, period/slots)
	n := max(1, period/width) + 1
	return &profile{
		period: period, width: width, rate: memory / max(1, float64(width)/float64(step)), ready: float64(period / step),
		usual: make([]float32, n), seen: make([]uint8, n), off: make([]float64, len(spans)), spans: spans,
	}
}

// observe gives the averaged departures into q, NaN where they are not known yet, and learns the value.
func (p *profile) observe(at int64, v float64, q []float64) {
	if p.rows == 0 {
		p.all = v
	}
	slot := floorMod(at+secondsEast, p.period) / p.width
	known := p.seen[slot] > 0
	usual := p.all
	if known {
		usual = float64(p.usual[slot])
	}
	for i, rate := range p.spans {
		p.off[i] += (v - usual - p.off[i]) * rate
		q[i] = math.NaN()
		if p.rows > p.ready || known && rate == 1 {
			q[i] = p.off[i]
		}
	}
	p.rows++
	p.seen[slot] += uint8(min(1, 255-int(p.seen[slot])))
	rate := max(p.rate, 1/float64(p.seen[slot]))
	old := float64(p.usual[slot])
	p.usual[slot] = float32(old + (v-old)*rate)
	p.all += (v - p.all) * 0.01
}
