package trend

import "math"

// evidence sums values up over several spans against what was expected, so that neither a few mentions
// more than never nor ordinary noise are taken for a burst, whatever the other quantities say.
type evidence [len(evidenceKeeps)]struct {
	seen, expected float64 // of counts; of measured values seen is the sum of their surprises
	spread         float64 // sum of squared surprises less one: of a spread too wide or too narrow
}

var evidenceKeeps = [...]float64{0.8, 0.97} // over about 5 and 33 values

const (
	chanceSurprise  = 2   // standard deviations that chance explains
	certainSurprise = 3.5 // and those that it does not
	fewEvents       = 5   // fewer than these beyond what was expected are never certain
	mostDeviations  = 8   // of one measured value in a sum
)

// add takes in a value.
func (e *evidence) add(value float64, expected Prediction) {
	deviations := 0.0
	if expected.Kind == Real {
		deviations = max(-mostDeviations, min(mostDeviations, expected.surprise(value)))
	}
	for i, keep := range evidenceKeeps {
		s := &e[i]
		if expected.Kind == Count {
			s.seen = s.seen*keep + value
			s.expected = s.expected*keep + expected.Mean
		} else if !math.IsNaN(deviations) {
			s.seen = s.seen*keep + deviations
			s.spread = s.spread*keep + deviations*deviations - 1
		}
	}
}

// weigh gives, from the value added last and from the sums, how certain it is that this is not chance, 0 to
// 1, and how many events speak for it, as a share of what is enough; 1 for measured values.
func (e *evidence) weigh(value float64, expected Prediction) (certain, enough float64) {
	most, enough := math.Abs(expected.surprise(value)), 1.0
	switch {
	case math.IsNaN(most): // as long as nothing is known
		return 1, 1
	case expected.Kind == Count:
		most, enough = e.weighCounts(most, math.Abs(value-expected.Mean), expected.Size)
	default:
		for i, keep := range evidenceKeeps {
			unit := math.Sqrt(1 - keep*keep) // of a sum of standard deviations
			most = max(most, math.Abs(e[i].seen)*unit, math.Abs(e[i].spread)*unit/math.Sqrt2)
		}
	}
	return max(0, min(1, (most-chanceSurprise)/(certainSurprise-chanceSurprise))), enough
}

// weighCounts is the largest surprise of the latest count and of the sums, and the share of fewEvents that is
// beyond what was expected.
func (e *evidence) weighCounts(surprise, beyond, size float64) (most, enough float64) {
	for i, keep := range evidenceKeeps {
		s := &e[i]
		together := Prediction{Kind: Count, Mean: s.expected, Size: size / math.Sqrt(1-keep)}
		surprise = max(surprise, math.Abs(together.surprise(s.seen)))
		beyond = max(beyond, math.Abs(s.seen-s.expected))
	}
	return surprise, min(1, beyond/fewEvents)
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

// stillness watches for a measured value that stops moving, as of a broken sensor.
type stillness struct {
	value        float64
	run, longest float64 // equal values in a row, now and at most before
}

const (
	stillRun   = 30  // equal values in a row that may be nothing
	stillTimes = 4   // and how many times the longest run before
	stillScore = 0.6 // of the value with which it becomes certain
)

// observe reports whether the value has just become still, and whether it is.
func (s *stillness) observe(value float64) (became, still bool) {
	if value != s.value {
		s.longest = max(s.longest, s.run)
		s.value, s.run = value, 0
	}
	s.run++
	limit := max(stillRun, stillTimes*s.longest) + 1
	return s.run == limit && s.longest > 0, s.run >= limit && s.longest > 0
}
