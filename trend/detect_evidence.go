package trend

import "math"

// evidence sums values up over several spans against what was expected, so that neither a few mentions
// more than never nor ordinary noise are taken for a burst, whatever the other quantities say.
type evidence [len(evidenceKeeps)]struct {
	seen, expected float64 // of counts; seen is the sum of surprises for measured values
}

var evidenceKeeps = [...]float64{0.8, 0.97} // over about 5 and 33 values

const (
	chanceSurprise  = 2   // standard deviations that chance explains
	certainSurprise = 3.5 // and those that it does not
	fewEvents       = 5   // fewer than these beyond what was expected are never certain
	mostDeviations  = 8   // of one measured value in a sum
)

// weigh gives, from the latest value and from the sums, how certain it is that this is not chance, 0 to 1,
// and how many events speak for it, as a share of what is enough; 1 for measured values.
func (e *evidence) weigh(value float64, expected Prediction) (certain, enough float64) {
	most := 0.0
	if expected.Kind == Count {
		most, enough = e.countSurprise(value, expected)
	} else {
		most, enough = e.realSurprise(expected.surprise(value)), 1
	}
	return max(0, min(1, (most-chanceSurprise)/(certainSurprise-chanceSurprise))), enough
}

// countSurprise is the largest surprise of the latest count and of the sums, and the share of fewEvents that
// is beyond what was expected.
func (e *evidence) countSurprise(value float64, expected Prediction) (most, enough float64) {
	most, beyond := math.Abs(expected.surprise(value)), math.Abs(value-expected.Mean)
	for i, keep := range evidenceKeeps {
		s := &e[i]
		s.seen = s.seen*keep + value
		s.expected = s.expected*keep + expected.Mean
		together := Prediction{Kind: Count, Mean: s.expected, Size: expected.Size / math.Sqrt(1-keep)}
		most = max(most, math.Abs(together.surprise(s.seen)))
		beyond = max(beyond, math.Abs(s.seen-s.expected))
	}
	return most, min(1, beyond/fewEvents)
}

// realSurprise is the largest of the latest surprise and of the sums of surprises, in standard deviations. As
// long as nothing is known everything is certain.
func (e *evidence) realSurprise(surprise float64) float64 {
	if math.IsNaN(surprise) {
		return certainSurprise
	}
	most := math.Abs(surprise)
	for i, keep := range evidenceKeeps {
		s := &e[i]
		s.seen = s.seen*keep + max(-mostDeviations, min(mostDeviations, surprise))
		most = max(most, math.Abs(s.seen)*math.Sqrt(1-keep*keep))
	}
	return most
}

// silence counts how improbable a run of zeros has become.
type silence struct{ run, logChance float64 }

const (
	silentRun    = 3
	silentChance = -9.2 // e^-9.2 is one in ten thousand
)

func (s *silence) observe(value float64, expected Prediction) bool {
	if value > 0 {
		*s = silence{}
		return false
	}
	s.run++
	s.logChance -= expected.Size * math.Log1p(expected.Mean/expected.Size)
	return s.run >= silentRun && s.logChance < silentChance
}
