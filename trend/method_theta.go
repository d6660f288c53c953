package trend

// thetaMethod is the theta method of Assimakopoulos and Nikolopoulos (2000) in the form of Hyndman and
// Billah (2003): simple exponential smoothing that drifts by half the slope of the whole history.
func thetaMethod() method {
	return method{"theta", false, func(y []float64) learned {
		p, ok := fitSmoothing(y, false, 0)
		if !ok {
			return nil
		}
		return theta{p}
	}}
}

type theta struct{ smoothing }

func (t theta) after(y []float64, origins []int, h int) [][]float64 {
	out := t.smoothing.after(y, origins, h)
	for i, n := range origins {
		_, slope := straightLine(y[:n])
		for j := range out[i] {
			out[i][j] += slope / 2 * (float64(j) + 1/t.level)
		}
	}
	return out
}
