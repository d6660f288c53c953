package trend

import (
	"fmt"
	"slices"
)

// ForecastOptions say what to forecast. The zero value of everything but Horizon is a good choice.
type ForecastOptions struct {
	// Horizon is how many values to forecast, 1 to MaxHorizon.
	Horizon int
	// Periods are the lengths of seasons in values, such as 24 and 168 for hours; nil looks for them with
	// FindPeriods, an empty list or 1 says that there are none.
	Periods []int
	// Scaled is how many of the last origins of the backtest [Backtest.MASE] is about; 0 leaves it out, as it takes time.
	Scaled int
}

// mostPeriods is how many seasons may be given.
const mostPeriods = 4

// ForecastStep is the forecast of one value, in the unit of the series. About 80 and 95 of 100 true values
// lie from Lo80 to Hi80 and from Lo95 to Hi95.
type ForecastStep struct {
	Step       int // 1 is the value after the last one
	Mean       float64
	Lo80, Hi80 float64
	Lo95, Hi95 float64
}

// Outlook is a forecast with everything that says how much to believe in it.
type Outlook struct {
	Steps    []ForecastStep
	Periods  []int         // seasons that were used, ascending
	Methods  []MethodScore // by weight, largest first
	Backtest Backtest
	// Naive is what the naive method has for each step: the value of one season before, or the last one.
	Naive   []float64
	Trusted bool
	// ReasonVI and ReasonEN say in a sentence why the forecast may be used or should not be trusted.
	ReasonVI, ReasonEN string
}

// MethodScore is how one method did.
type MethodScore struct {
	Name   string
	Weight float64 // share in the forecast, 0..1
	Error  float64 // error in the backtest, as [Backtest] has it; NaN if the history is too short to judge it
}

// Forecast forecasts the values that follow y, which are a step apart; NaN is missing.
//
// Exponential smoothing, theta, autoregressions, harmonic regressions and the naive methods, each on the
// values and on their logarithms, forecast the last part of the history from a dozen earlier origins
// (rolling-origin backtest, Tashman 2000). Weights follow from the errors there, and the forecast is the
// middle of the weighted methods at each step. In the backtest it is not worse than the best naive method.
// Intervals come from the errors of the mixture, by distance; whole numbers of small size get quantiles of
// a Poisson or negative binomial distribution. Where no value of y is negative, no forecast is.
//
// Only the last 20,000 values count. It fails if fewer than two values are known or if Horizon or a
// period is out of range; the sentences are Vietnamese.
func Forecast(y []float64, o ForecastOptions) (Outlook, error) {
	c, err := newCase(y, o)
	if err != nil {
		return Outlook{}, err
	}
	c.try()
	return c.outlook(pooled{}), nil
}

// forecastCase is one series on its way to a forecast.
type forecastCase struct {
	history
	periods []int
	horizon int // with the gap at the end
	last    int // origins that MASE is about
	at      []int
	by      measure
	trials  []trial
}

func newCase(y []float64, o ForecastOptions) (*forecastCase, error) {
	if o.Horizon < 1 || o.Horizon > MaxHorizon {
		return nil, fmt.Errorf("số bước dự báo phải từ 1 đến %d", MaxHorizon)
	}
	h, err := prepare(y)
	if err != nil {
		return nil, err
	}
	c := &forecastCase{history: h, horizon: o.Horizon + h.gap, periods: slices.Clone(o.Periods), last: min(max(0, o.Scaled), mostOrigins)}
	if o.Periods == nil {
		c.periods = findPeriods(h.values)
	}
	if len(c.periods) > mostPeriods {
		return nil, fmt.Errorf("nhiều nhất %d chu kỳ", mostPeriods)
	}
	for _, m := range c.periods {
		if m < 1 {
			return nil, fmt.Errorf("chu kỳ %d không hợp lệ: phải là số nguyên dương", m)
		}
	}
	slices.Sort(c.periods)
	c.periods = slices.Compact(c.periods)
	c.periods = slices.DeleteFunc(c.periods, func(m int) bool { return m < 2 || m > len(h.values) })
	return c, nil
}

func (c *forecastCase) try(more ...method) {
	c.at = origins(len(c.values), c.horizon)
	c.by = measureFor(c.count && mean(c.values) < smallCount)
	c.trials = tryMethods(append(methodsFor(c.periods), more...), c.values, c.at, c.horizon, c.by)
}

// pooled is what the series of a batch teach each other.
type pooled struct {
	skill map[string]float64
	width [2]float64 // factors on the intervals; 0 means the usual one
}

func (c *forecastCase) outlook(p pooled) Outlook {
	weights := c.weights(p.skill)
	middle := mix(c.trials, weights, c.horizon, func(t trial) []float64 { return t.next })
	iv := c.intervals(weights, p.width)
	out := Outlook{Periods: c.periods, Methods: c.scores(weights), Naive: c.naive()}
	out.Steps = c.steps(middle, iv)
	out.Backtest = c.report(weights)
	out.Trusted, out.ReasonVI, out.ReasonEN = c.trust(out.Backtest)
	return out
}

func (c *forecastCase) weights(skill map[string]float64) []float64 {
	return c.guard(weigh(c.trials, skill))
}

func (c *forecastCase) scores(weights []float64) []MethodScore {
	errs := meanMisses(c.trials)
	out := make([]MethodScore, len(c.trials))
	for i, t := range c.trials {
		out[i] = MethodScore{t.name, weights[i], errs[i] * c.unit}
	}
	slices.SortStableFunc(out, func(a, b MethodScore) int {
		switch {
		case a.Weight > b.Weight:
			return -1
		case a.Weight < b.Weight:
			return 1
		}
		return 0
	})
	return out
}
