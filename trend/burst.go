package trend

import "math"

// Burst is a stretch of time in which far more, or far less, was seen than expected.
type Burst struct {
	// Start is the time of the value that raised the alarm, End that of the last value outside of what is
	// usual so far.
	Start, End int64
	// Dated says that Start, End and PeakAt are instants in seconds since 1970 UTC.
	Dated bool
	Kind  Kind
	// Over says that the burst has ended.
	Over bool
	// Down says that there is less than expected.
	Down bool
	// Size is the sum of what came beyond what was expected, below 0 if Down.
	Size float64
	// Seen and Expected are the sums of the values and of what was expected from Start to End.
	Seen, Expected float64
	// Peak is the value farthest from what was expected, PeakAt its time.
	Peak   float64
	PeakAt int64
	// Score is the highest score so far, from Alarm to 1.
	Score float64
	// Confidence is how often an alarm of this score was a true one, 0 to 1, see [Confidence].
	Confidence float64
}

// Confidence is the share of alarms of a score that people had labelled as anomalies, on the part of the
// Numenta Anomaly Benchmark that the detector was developed with: two of five just above Alarm, more than
// nine of ten near 1. Below Alarm it is 0.
func Confidence(score float64) float64 {
	steps := [...]struct{ score, share float64 }{{0.5, 0.4}, {0.75, 0.4}, {0.85, 0.6}, {0.95, 0.9}, {1, 0.95}}
	for i := 1; i < len(steps); i++ {
		a, b := steps[i-1], steps[i]
		if score >= a.score && score <= b.score {
			return a.share + (b.share-a.share)*(score-a.score)/(b.score-a.score)
		}
	}
	return 0
}

// calmValues is after how many usual values in a row a burst is over.
const calmValues = 3

// usualSurprise is up to where a value is usual, in standard deviations.
const usualSurprise = 2

type burstTracker struct {
	current *Burst
	calm    int
	seen    float64 // since the last value outside of what is usual
	usual   float64
}

func (t *burstTracker) observe(at int64, value float64, o Observation, s Setting) *Burst {
	if t.current != nil && t.current.Over {
		t.current = nil
	}
	off := o.Expected.surprise(value)
	switch {
	case t.current != nil:
		t.goOn(at, value, off, o)
	case o.Score >= Alarm:
		t.current = &Burst{Start: at, End: at, Dated: s.Dated, Kind: s.Kind, Down: value < o.Expected.Mean, PeakAt: at, Peak: value, Score: o.Score, Confidence: Confidence(o.Score)}
		t.calm, t.seen, t.usual = 0, 0, 0
		t.take(at, value, o)
	}
	return t.show()
}

// show is a copy of the burst that is going on or has just ended; what is handed out changes no more.
func (t *burstTracker) show() *Burst {
	if t.current == nil {
		return nil
	}
	b := *t.current
	return &b
}

func (t *burstTracker) goOn(at int64, value, off float64, o Observation) {
	b := t.current
	if o.Score > b.Score {
		b.Score, b.Confidence = o.Score, Confidence(o.Score)
	}
	t.seen += value
	t.usual += o.Expected.Mean
	outside := off > usualSurprise
	if b.Down {
		outside = off < -usualSurprise
	}
	if outside && !o.Silent {
		t.seen -= value
		t.usual -= o.Expected.Mean
		t.take(at, value, o)
		return
	}
	t.calm++
	b.Over = t.calm >= calmValues || math.IsNaN(off)
}

// take adds the value, and those since the last one outside, to the burst.
func (t *burstTracker) take(at int64, value float64, o Observation) {
	b := t.current
	b.End = at
	b.Seen += t.seen + value
	b.Expected += t.usual + o.Expected.Mean
	b.Size = b.Seen - b.Expected
	if b.Down == (value < b.Peak) && value != b.Peak {
		b.Peak, b.PeakAt = value, at
	}
	t.calm, t.seen, t.usual = 0, 0, 0
}
