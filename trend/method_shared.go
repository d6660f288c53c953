package trend

import "slices"

// sharedRegression is one autoregression for all series of a batch (Montero-Manso and Hyndman 2021): the next
// value from those before it, all as distances from the mean of the latter, so that neither level nor size
// of a series matters.
type sharedRegression struct {
	coeff []float64 // of the last value, the one before it, …
}

const (
	mostSharedRows = 40_000 // places from which the coefficients are estimated
	sharedRidge    = 1e-4
)

// fitShared estimates the coefficients from evenly chosen places of all series.
func fitShared(series [][]float64, lags int) (sharedRegression, bool) {
	rows := 0
	for _, y := range series {
		rows += max(0, len(y)-lags)
	}
	if rows < 4*lags {
		return sharedRegression{}, false
	}
	stride := (rows + mostSharedRows - 1) / mostSharedRows
	q := newNormal(lags)
	x := make([]float64, lags)
	at := 0
	for _, y := range series {
		scale := meanStep(y, 1)
		if scale == 0 {
			continue
		}
		for t := lags; t < len(y); t++ {
			at++
			if at%stride != 0 {
				continue
			}
			level := mean(y[t-lags : t])
			for j := range x {
				x[j] = (y[t-1-j] - level) / scale
			}
			q.add(x, (y[t]-level)/scale)
		}
	}
	coeff, ok := q.solve(sharedRidge)
	return sharedRegression{coeff}, ok
}

func (m sharedRegression) after(y []float64, origins []int, h int) [][]float64 {
	p := len(m.coeff)
	out := make([][]float64, len(origins))
	for i, n := range origins {
		w := slices.Concat(y[n-p:n], make([]float64, h))
		sum := 0.0
		for _, v := range w[:p] {
			sum += v
		}
		for t := p; t < len(w); t++ {
			level := sum / float64(p)
			v := level
			for j, c := range m.coeff {
				v += c * (w[t-1-j] - level)
			}
			w[t] = v
			sum += v - w[t-p]
		}
		out[i] = w[p:]
	}
	return out
}
