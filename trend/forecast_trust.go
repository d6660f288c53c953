package trend

import (
	"fmt"
	"math"
)

// Backtest says how well the history would have been forecast.
type Backtest struct {
	// Origins are the lengths of history, in values, from which forecasts were made, ascending.
	Origins []int
	// Error is the mean absolute error of the forecast over all origins, for small counts the root of their
	// mean squared errors; Naive is that of the best naive method (last value, or last season). NaN
	// without origins.
	Error, Naive float64
	// ByStep is the mean absolute error of each step; nil without origins.
	ByStep []float64
	// Inside80 and Inside95 are the shares of the last values of the history that lay within the intervals
	// of a forecast made before them; NaN if the history is too short to tell.
	Inside80, Inside95 float64
	// MASE is the mean absolute scaled error ([MASE]) of the forecasts from the last origins, each made from what was known
	// then and scaled by the season of [Outlook.Naive]; NaN if there is none. ScaledOrigins is from how many origins it is,
	// at most as many as were asked for.
	MASE          float64
	ScaledOrigins int
}

// Worse reports whether the last forecasts were no better than the naive method, to two decimals. It is false where MASE
// was not asked for or the history is too short to tell.
func (b Backtest) Worse() bool { return b.ScaledOrigins > 0 && math.Round(100*b.MASE) >= 100 }

func (c *forecastCase) report(weights []float64) Backtest {
	out := Backtest{Origins: c.at, Error: math.NaN(), Naive: c.bestNaive() * c.unit, Inside80: math.NaN(), Inside95: math.NaN(), MASE: math.NaN()}
	if len(c.at) == 0 {
		return out
	}
	byStep := make([]float64, c.horizon)
	for _, e := range c.errors(weights, false) {
		for j, v := range e {
			byStep[j] += math.Abs(v) * c.unit / float64(len(c.at))
		}
	}
	out.Error, out.ByStep = c.miss(weights)*c.unit, byStep[c.gap:]
	d := c.distances(nil, 1)
	if len(d[0]) > 0 {
		out.Inside80, out.Inside95 = shareWithin(d[0]), shareWithin(d[1])
	}
	out.MASE, out.ScaledOrigins = c.scaled(c.last)
	return out
}

func (c *forecastCase) bestNaive() float64 {
	best := math.NaN()
	errs := meanMisses(c.trials)
	for i, t := range c.trials {
		if t.isNaive() && !(errs[i] >= best) {
			best = errs[i]
		}
	}
	return best
}

func shareWithin(distances []float64) float64 {
	n := 0
	for _, d := range distances {
		if d <= 1 {
			n++
		}
	}
	return float64(n) / float64(len(distances))
}

// trust decides whether the forecast may be used, and says why.
func (c *forecastCase) trust(b Backtest) (ok bool, vi, en string) {
	n := len(c.values)
	switch {
	case len(b.Origins) == 0:
		return false, fmt.Sprintf("Không nên tin dự báo này: chuỗi chỉ có %d giá trị, quá ngắn để thử lại trên quá khứ.", n),
			fmt.Sprintf("Do not trust this forecast: with %d values the series is too short to be tried on its past.", n)
	case c.filled > 0.3:
		return false, fmt.Sprintf("Không nên tin dự báo này: %.0f %% giá trị trong chuỗi bị thiếu.", 100*c.filled),
			fmt.Sprintf("Do not trust this forecast: %.0f%% of the values are missing.", 100*c.filled)
	case c.gap > 0 && 2*c.gap >= c.horizon:
		return false, fmt.Sprintf("Không nên tin dự báo này: chuỗi thiếu %d giá trị cuối.", c.gap),
			fmt.Sprintf("Do not trust this forecast: the last %d values are missing.", c.gap)
	case b.Error == 0:
		return true, "Dự báo đúng với mọi lần thử lại trên quá khứ của chuỗi.",
			"The forecast was right whenever it was tried on the past of the series."
	case b.Inside95 < 0.5:
		return false, "Không nên tin dự báo này: các giá trị gần đây nằm ngoài khoảng đã dự báo, chuỗi có thể vừa đổi mức.",
			"Do not trust this forecast: recent values lay outside the intervals forecast for them; the series may have changed its level."
	case b.Error >= 0.999*b.Naive:
		return false, "Không nên tin dự báo này: thử lại trên quá khứ, nó không hơn cách lặp lại giá trị cũ.",
			"Do not trust this forecast: tried on the past, it was no better than repeating old values."
	case c.independent() < 2:
		return false, fmt.Sprintf("Không nên tin dự báo này: với %d giá trị, chưa thử lại được đủ hai lần trên quá khứ.", n),
			fmt.Sprintf("Do not trust this forecast: with %d values it could not be tried on the past twice.", n)
	}
	part := 100 * b.Error / b.Naive
	return true, fmt.Sprintf("Có thể tham khảo: thử lại %d lần trên quá khứ, sai số bằng %.0f %% của cách lặp lại giá trị cũ.", len(b.Origins), part),
		fmt.Sprintf("Fit for use: tried %d times on the past, its error was %.0f%% of that of repeating old values.", len(b.Origins), part)
}
