package trend

import (
	"fmt"
	"math"
)

// Kind says what the values of a series are, and with it which probabilities describe them.
type Kind int

const (
	Count Kind = iota + 1 // whole numbers of events, at least 0: Poisson and negative binomial
	Real                  // measured values: Student's t
)

// String is "count" or "real".
func (k Kind) String() string {
	switch k {
	case Count:
		return "count"
	case Real:
		return "real"
	}
	return fmt.Sprintf("Kind(%d)", int(k))
}

// ChooseKind says Count if every value that is there is a whole number of at least 0, otherwise Real.
func ChooseKind(values []float64) Kind {
	for _, v := range values {
		if v < 0 || v != math.Trunc(v) && !math.IsNaN(v) || math.IsInf(v, 0) {
			return Real
		}
	}
	return Count
}

// Setting is what is known of a series before its first value.
type Setting struct {
	// Kind of the values; zero means Count.
	Kind Kind
	// Step is the usual distance of two times, in seconds if Dated; zero means an hour if Dated, else 1.
	Step int64
	// Dated says that times are seconds since 1970 UTC, so that there are hours, days and weeks.
	Dated bool
	// Holidays are days on which the shape of an ordinary week does not hold.
	Holidays []Holiday
}

// Holiday is a day on which people live by another rhythm. Days of the same name share one factor, so
// that the second Tết is judged by the first; give the days around it names of their own ("Tết −1", "Tết").
type Holiday struct {
	Year, Month, Day int // in Việt Nam
	Name             string
}

func (s Setting) orDefault() Setting {
	if s.Kind != Real {
		s.Kind = Count
	}
	if s.Step <= 0 {
		s.Step = 1
		if s.Dated {
			s.Step = hourSeconds
		}
	}
	return s
}

// Baseline is what is usual for a series: a level that follows the values, a damped trend, the shape of the
// hours of a day and the days of a week, and of holidays. Counts are Gamma–Poisson: the level's evidence is
// counted in events, so that two mentions are never taken for certainty, and shapes are shrunk towards
// "like any other hour" until events have shown otherwise (empirical Bayes; Gelman et al., Bayesian Data
// Analysis, 2.6). Measured values have additive shapes and a Student's t.
//
// A Baseline is not safe for use by several goroutines at once.
type Baseline struct {
	setting Setting
	level   [2]discounted // over the last week and over the last four
	hours   []effect      // 24, of dated series with steps below a day
	days    []effect      // 7, Sunday first, of dated series with steps below a week
	special *calendar
	feasts  []effect   // one for each name of the calendar
	steps   float64    // learnt so far
	slope   float64    // growth of the level each step, as a logarithm
	growth  float64    // as far as it is certain
	excess  discounted // squared departures against squared means: dispersion of counts, variance of values
}

const (
	shortMemory = 7 * daySeconds // half of the evidence on the level is younger
	longMemory  = 28 * daySeconds
	shapeMemory = 56 * daySeconds
	indexMemory = 200 // steps of the short memory where times are only an index
	fewestSteps = 8   // and at least, where steps are long
)

// NewBaseline begins without any history.
func NewBaseline(s Setting) *Baseline {
	s = s.orDefault()
	b := &Baseline{setting: s, special: calendarOf(s.Holidays)}
	b.setting.Holidays = b.special.holidays
	memory := func(seconds float64) float64 { // what is kept each step
		steps := max(seconds/float64(s.Step), fewestSteps*seconds/shortMemory)
		if !s.Dated {
			steps = indexMemory * seconds / shortMemory
		}
		return math.Exp2(-1 / steps)
	}
	b.level = [2]discounted{discounting(memory(shortMemory)), discounting(memory(longMemory))}
	b.excess = discounting(memory(longMemory))
	shape := memory(shapeMemory)
	if s.Dated && s.Step < daySeconds {
		b.hours = newEffects(24, math.Pow(shape, 24))
	}
	if s.Dated && s.Step < 7*daySeconds {
		b.days = newEffects(7, math.Pow(shape, 7))
	}
	b.feasts = newEffects(len(b.special.names), 1) // never forgotten
	return b
}

// Learn takes in the value at a time. Exposure is the share of the usual sources that were heard, 1 if
// nothing is known about it: a count of 5 from half of the sources stands for 10. A value that is not
// finite, or an exposure not above 0, teaches nothing.
func (b *Baseline) Learn(at int64, value, exposure float64) {
	if math.IsNaN(value) || math.IsInf(value, 0) || !(exposure > 0) || math.IsInf(exposure, 0) {
		return
	}
	b.learn(at, value, exposure, b.Predict(at, exposure))
}

// learn is Learn of a sound value where the prediction for it is known already.
func (b *Baseline) learn(at int64, value, exposure float64, p Prediction) {
	if b.setting.Kind == Real {
		b.learnReal(at, value, p)
		return
	}
	b.learnCount(at, max(value, 0), exposure, p)
}

func (b *Baseline) learnCount(at int64, value, exposure float64, p Prediction) {
	if p.Mean > 0 && b.level[0].weight > 0 {
		// one wild value does not make everything usual
		d := min(math.Abs(value-p.Mean), 5*p.deviation())
		b.excess.add(d*d-p.Mean, p.Mean*p.Mean)
	}
	shapes := b.shapes(at)
	usual := exposure
	for _, e := range shapes {
		if e != nil {
			usual *= e.factor()
		}
	}
	for i := range b.level {
		b.level[i].add(value, usual)
	}
	b.steps++
	b.slope = b.measureSlope()
	b.growth = b.certainGrowth()
	rate := b.level[0].mean()
	for _, e := range shapes {
		if e != nil {
			e.sum.add(value, rate*usual/e.factor())
		}
	}
}

func (b *Baseline) learnReal(at int64, value float64, p Prediction) {
	known := b.level[0].weight > 0
	if known {
		d := value - p.Mean
		if sd := p.deviation(); sd > 0 && b.excess.weight > 20 {
			d = max(-5*sd, min(5*sd, d))
		}
		b.excess.add(d*d, 1)
	}
	shapes := b.shapes(at)
	rest := value
	for _, e := range shapes {
		if e != nil {
			rest -= e.offset()
		}
	}
	for i := range b.level {
		b.level[i].add(rest, 1)
	}
	for _, e := range shapes {
		if e != nil {
			e.sum.add(value-p.Mean+e.offset(), 1)
		}
	}
}

// shapes are the effects that hold at a time: of its hour, of its day of the week, or, on a holiday, of
// that in place of the day of the week; nil where there is none.
func (b *Baseline) shapes(at int64) [2]*effect {
	var s [2]*effect
	if b.hours != nil {
		s[0] = &b.hours[hourOf(at)]
	}
	if b.setting.Dated {
		if i, ok := b.special.days[dayOf(at)]; ok {
			s[1] = &b.feasts[i]
			return s
		}
	}
	if b.days != nil {
		s[1] = &b.days[weekdayOf(at)]
	}
	return s
}
