package trend

import "math"

// discounted is a sum and a weight of which the older part counts less and less.
type discounted struct {
	sum, weight float64
	keep        float64 // per value
	forgets     float64 // minus its logarithm
}

func discounting(keep float64) discounted { return discounted{keep: keep, forgets: -math.Log(keep)} }

func (d *discounted) add(v, weight float64) {
	d.sum = d.sum*d.keep + v
	d.weight = d.weight*d.keep + weight
}

func (d *discounted) mean() float64 {
	if d.weight <= 0 {
		return 0
	}
	return d.sum / d.weight
}

// effect is how much an hour, a day or a holiday departs from the level: for counts the sum of events
// against the events expected without it, for measured values the sum of departures against their number.
type effect struct{ sum discounted }

// shapePrior is how many events, or values, speak for "like any other" before anything is known.
const shapePrior = 4

func (e *effect) factor() float64 {
	return max((e.sum.sum+shapePrior)/(e.sum.weight+shapePrior), 1e-3)
}

func (e *effect) offset() float64 { return e.sum.sum / (e.sum.weight + shapePrior) }

func newEffects(n int, keep float64) []effect {
	all := make([]effect, n)
	for i := range all {
		all[i].sum = discounting(keep)
	}
	return all
}

// dayOf numbers the days of Việt Nam since 1970-01-01.
func dayOf(at int64) int64 {
	local := at + secondsEast
	return (local - floorMod(local, daySeconds)) / daySeconds
}

// dayNumber is dayOf for a date of the Gregorian calendar.
func dayNumber(year, month, day int) int64 {
	y, m := int64(year), int64(month)
	if m <= 2 { // the year begins in March, so that the leap day comes last
		y--
		m += 12
	}
	era := y - floorMod(y, 400)
	inEra := y - era
	inYear := (153*(m-3)+2)/5 + int64(day) - 1
	return era/400*146097 + inEra*365 + inEra/4 - inEra/100 + inYear - 719468
}
