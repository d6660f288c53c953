package trend

import "math"

// A tail remembers one side, above or below, of a quantity that is small as long as nothing happens: its
// slowly forgotten peak, the level that only a small share of values exceeds, and how heavy the tail above
// that level is. The heaviness is Hill's estimator of the tail index (Annals of Statistics 3, 1975), kept
// up to date one value at a time.
type tail struct {
	peak  float64 // largest value so far, decaying
	high  float64 // level exceeded by a share of tailShare
	index float64 // mean of log(value/high) of the values above high
	seen  float64 // values so far, counted up to tailStart
}

const (
	tailShare  = 0.025   // share of values that make up the tail
	tailRate   = 0.04    // how fast the tail index follows
	tailStart  = 20      // values from which the first high level is taken
	tailIndex0 = 0.5     // tail index before anything is known: a heavy tail
	tailFloor  = 0.01    // keeps a bounded quantity from infinite surprise
	peakKeep   = 0.99995 // per row; a peak is half forgotten after 14,000 rows
	highStep   = 0.1     // step of the high level, as a logarithm
)

var (
	highUp   = math.Exp(highStep * (1 - tailShare))
	highDown = math.Exp(-highStep * tailShare)
)

// learn takes in a value of this side, at least 0.
func (t *tail) learn(v float64) {
	t.peak = max(t.peak*peakKeep, v)
	if t.seen < tailStart {
		t.seen++
		t.high = max(t.high, v)
		t.index = tailIndex0
		return
	}
	if v <= t.high {
		t.high *= highDown
		return
	}
	if t.high > 0 {
		t.index += (min(math.Log(v/t.high), 3) - t.index) * tailRate
	}
	t.high *= highUp
}

// A channel watches both sides of one quantity and says how surprising its next value is.
type channel struct {
	sides [2]tail // above, below
	rows  float64
}

const (
	channelStart = 100 // values before a channel speaks
	youngMargin  = 1.5 // over the peak, divided by the root of the values it rests on
	otherSide    = 0.1 // a side's peak counts as at least this share of the other side's
	mostSurprise = 8   // a channel alone says no more than e^-8
)

// surprise returns how far v goes beyond the remembered peak of its side, as minus the logarithm of the
// chance that a value of this tail goes so far beyond it (a Pareto tail), and learns v. It is 0 for most
// values, and for a quantity that is not known yet (NaN).
func (c *channel) surprise(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	c.rows++
	own, other := &c.sides[0], &c.sides[1]
	if v < 0 {
		own, other, v = other, own, -v
	}
	s := 0.0
	// a young memory has not seen its largest values yet
	if peak := max(own.peak, otherSide*other.peak); v > peak && peak > 0 && c.rows > channelStart {
		limit := peak * (1 + youngMargin/math.Sqrt(c.rows))
		if v > limit {
			s = min(math.Log(v/limit)/(own.index+tailFloor), mostSurprise)
		}
	}
	own.learn(v)
	other.peak *= peakKeep
	return s
}
