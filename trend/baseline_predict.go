package trend

import "math"

// Prediction is what a Baseline expects at one time, as a distribution: negative binomial for counts (a
// Poisson whose rate is not known exactly and not the same every day), Student's t for measured values.
type Prediction struct {
	Kind Kind
	// Mean is the expected value.
	Mean float64
	// Size is the size parameter of the negative binomial: variance = Mean + Mean²/Size. Not used for Real.
	Size float64
	// Scale and Freedom are those of Student's t. Not used for Count.
	Scale, Freedom float64
}

const (
	firstRate       = 0.5 // events: what Jeffreys' prior of a Poisson rate adds to the evidence
	firstDispersion = 0.1 // before counts have shown how much they vary beyond Poisson
	dispersionPrior = 20  // values that speak for it
	strangeHoliday  = 0.5 // further dispersion on a holiday of which nothing was seen yet
	largeMean       = 1e7 // from which counts are as good as continuous, so that only the ratio to the mean matters
)

// Predict says what is expected at a time from a share of the sources (1: all of them). Without any
// history a count is expected at half an event, with a wide margin, and a measured value at 0 with an
// infinite one.
func (b *Baseline) Predict(at int64, exposure float64) Prediction {
	if b.setting.Kind == Real {
		return b.predictReal(at)
	}
	rate, evidence := b.rate()
	mean := rate * exposure
	dispersion := b.dispersion() + 1/evidence
	for _, e := range b.shapes(at) {
		if e != nil {
			mean *= e.factor()
		}
	}
	if b.setting.Dated {
		if i, ok := b.special.days[dayOf(at)]; ok {
			dispersion += strangeHoliday / (1 + b.feasts[i].sum.weight/shapePrior)
		}
	}
	return Prediction{Kind: Count, Mean: max(mean, 1e-9), Size: 1 / dispersion}
}

// rate is the level with half of what it has grown since the middle of its memory, in events a step, and
// the events it rests on.
func (b *Baseline) rate() (rate, evidence float64) {
	short := &b.level[0]
	evidence = short.sum + firstRate
	if short.weight <= 0 {
		return firstRate, evidence
	}
	grown := 1 + b.growth/short.forgets
	return evidence / (short.weight + firstRate) * math.Sqrt(max(grown, 0.5)), evidence
}

// certainGrowth is the slope, shrunk to nothing where chance alone would make the short and the long memory
// differ.
func (b *Baseline) certainGrowth() float64 {
	short, long := &b.level[0], &b.level[1]
	if short.sum <= 0 || long.sum <= 0 || short.weight <= 0 {
		return 0
	}
	apart := math.Log(short.mean() / long.mean())
	chance := 1/short.sum + 1/long.sum + b.dispersion()*short.forgets
	return b.slope * apart * apart / (apart*apart + chance)
}

// measureSlope finds the growth that explains the means over the short and the long memory: a level that
// grows by g a step has the mean level·f/(f+g) over a memory that forgets by f a step, and a little more if
// the memory is not full yet. That little is taken at the growth measured before.
func (b *Baseline) measureSlope() float64 {
	short, long := &b.level[0], &b.level[1]
	if short.sum <= 0 || long.sum <= 0 {
		return 0
	}
	fast, slow := short.forgets, long.forgets
	full := func(forgets float64) float64 {
		return math.Expm1(-(forgets+b.slope)*b.steps) / math.Expm1(-forgets*b.steps)
	}
	ratio := short.mean() / long.mean()
	if slow*b.steps < 10 && b.slope > -slow {
		ratio *= full(slow) / full(fast)
	}
	slope := fast
	if part := ratio * slow / fast; part < 1 {
		slope = (part*fast - slow) / (1 - part)
	}
	return max(-slow*0.9, min(fast, slope))
}

// Trend is the growth a week, as a factor: 1.1 is ten per cent more each week. It is 1 until it is certain
// enough, and for measured values. For series that are not Dated it is the growth in 200 steps.
func (b *Baseline) Trend() float64 {
	if b.setting.Kind == Real {
		return 1
	}
	steps := 7 * daySeconds / float64(b.setting.Step)
	if !b.setting.Dated {
		steps = indexMemory
	}
	return math.Exp(b.growth * steps)
}

func (b *Baseline) dispersion() float64 {
	e := &b.excess
	if e.weight <= 0 {
		return firstDispersion
	}
	// the prior weighs as much as some values of the usual size
	prior := dispersionPrior * max(b.level[0].mean(), 0.1) * max(b.level[0].mean(), 0.1)
	return max((e.sum+firstDispersion*prior)/(e.weight+prior), 0.005)
}

func (b *Baseline) predictReal(at int64) Prediction {
	mean := b.level[0].mean()
	for _, e := range b.shapes(at) {
		if e != nil {
			mean += e.offset()
		}
	}
	n := b.excess.weight
	if n < 2 {
		return Prediction{Kind: Real, Mean: mean, Scale: math.Inf(1), Freedom: 1}
	}
	return Prediction{Kind: Real, Mean: mean, Scale: math.Sqrt(b.excess.mean() * (1 + 1/n)), Freedom: min(n-1, 30)}
}

// deviation is the standard deviation, for Real the scale.
func (p Prediction) deviation() float64 {
	if p.Kind == Real {
		return p.Scale
	}
	return math.Sqrt(p.Mean + p.Mean*p.Mean/p.Size)
}

// Above is the probability of a value of at least v.
func (p Prediction) Above(v float64) float64 {
	if math.IsNaN(v) {
		return math.NaN()
	}
	if p.Kind == Real {
		return 1 - p.studentBelow(v)
	}
	v, mean := math.Ceil(v), p.Mean
	if v <= 0 {
		return 1
	}
	if mean > largeMean {
		v, mean = v*(largeMean/mean), largeMean
	}
	// P(X ≥ v) of a negative binomial is the regularised incomplete beta function
	return betaShare(mean/(mean+p.Size), v, p.Size)
}

// Below is the probability of a value of at most v.
func (p Prediction) Below(v float64) float64 {
	if p.Kind == Real {
		return p.studentBelow(v)
	}
	return 1 - p.Above(math.Floor(v)+1)
}

func (p Prediction) studentBelow(v float64) float64 {
	if math.IsNaN(v) {
		return math.NaN()
	}
	if math.IsInf(p.Scale, 1) {
		return 0.5
	}
	d := v - p.Mean
	if p.Scale <= 0 || math.IsInf(d, 0) {
		switch {
		case d < 0:
			return 0
		case d > 0:
			return 1
		}
		return 0.5
	}
	t := d / p.Scale
	tail := betaShare(p.Freedom/(p.Freedom+t*t), p.Freedom/2, 0.5) / 2
	if t > 0 {
		return 1 - tail
	}
	return tail
}

// Interval returns the bounds between which a value lies with at least the given probability, such as
// 0.95, with equal chances on both sides; for counts they are whole numbers.
func (p Prediction) Interval(share float64) (low, high float64) {
	out := (1 - max(0, min(share, 1))) / 2
	return p.quantile(out), p.quantile(1 - out)
}

// quantile is the least value that is not exceeded with probability q.
func (p Prediction) quantile(q float64) float64 {
	if q <= 0 || q >= 1 || math.IsInf(p.Scale, 1) {
		if q < 0.5 && p.Kind == Count {
			return 0
		}
		return math.Inf(1) * math.Copysign(1, q-0.5)
	}
	sd := max(p.deviation(), 1e-12)
	low, high := p.Mean-sd, p.Mean+sd
	for i := 0; i < 100 && p.Below(low) >= q; i++ {
		low -= sd * math.Exp2(float64(i))
		if p.Kind == Count && low < 0 {
			low = -1
			break
		}
	}
	for i := 0; i < 100 && p.Below(high) < q; i++ {
		high += sd * math.Exp2(float64(i))
	}
	for range 100 {
		if p.Kind == Count && math.Floor(high)-math.Floor(low) <= 1 {
			break
		}
		middle := low + (high-low)/2
		if middle == low || middle == high {
			break
		}
		if p.Below(middle) >= q {
			high = middle
		} else {
			low = middle
		}
	}
	if p.Kind == Count {
		return max(math.Floor(high), 0)
	}
	return high
}

// surprise is the signed square root of the deviance: about a standard normal if v comes from p.
func (p Prediction) surprise(v float64) float64 {
	if p.Kind == Real {
		if p.Scale <= 0 || math.IsInf(p.Scale, 1) {
			return math.NaN()
		}
		return (v - p.Mean) / p.Scale
	}
	deviance := p.Size * math.Log((p.Mean+p.Size)/(v+p.Size))
	if v > 0 {
		deviance += v * math.Log(v/p.Mean*(p.Mean+p.Size)/(v+p.Size))
	}
	return math.Copysign(math.Sqrt(2*max(deviance, 0)), v-p.Mean)
}
