package trend

import "math"

// method is one way to forecast.
type method struct {
	name string
	log  bool // works on logarithms
	// learn estimates parameters from y; nil means that y is too short or not of the right kind.
	learn func(y []float64) learned
}

// learned is a method with its parameters.
type learned interface {
	// after returns, for each origin n, forecasts of the h values that follow y[:n]. Origins ascend and
	// none is smaller than the history from which the parameters came.
	after(y []float64, origins []int, h int) [][]float64
}

// afterFunc forecasts the values after y alone.
type afterFunc func(y []float64, h int) []float64

func (f afterFunc) after(y []float64, origins []int, h int) [][]float64 {
	out := make([][]float64, len(origins))
	for i, n := range origins {
		out[i] = f(y[:n], h)
	}
	return out
}

// naive repeats the last value.
func naive() method {
	return method{"naive", false, func([]float64) learned {
		return afterFunc(func(y []float64, h int) []float64 { return flat(y[len(y)-1], h) })
	}}
}

// seasonalNaive repeats the last season of m values.
func seasonalNaive(m int) method {
	return method{seasonalName("naive", m), false, func(y []float64) learned {
		if len(y) < m {
			return nil
		}
		return afterFunc(func(y []float64, h int) []float64 {
			out := make([]float64, h)
			for i := range out {
				out[i] = y[len(y)-m+i%m]
			}
			return out
		})
	}}
}

func flat(v float64, h int) []float64 {
	out := make([]float64, h)
	for i := range out {
		out[i] = v
	}
	return out
}

// logged lets a method work on the logarithms of positive values, so that trend, season and errors multiply.
func logged(m method) method {
	return method{m.name + ", log", true, func(y []float64) learned {
		z := logarithms(y)
		if z == nil {
			return nil
		}
		l := m.learn(z)
		if l == nil {
			return nil
		}
		return loggedMethod{l}
	}}
}

type loggedMethod struct{ inner learned }

func (m loggedMethod) after(y []float64, origins []int, h int) [][]float64 {
	z := logarithms(y)
	if z == nil {
		return naive().learn(y).after(y, origins, h)
	}
	out := m.inner.after(z, origins, h)
	for _, f := range out {
		for i := range f {
			f[i] = math.Exp(f[i])
		}
	}
	return out
}

// logarithms of y, or nil if a value is not positive.
func logarithms(y []float64) []float64 {
	out := make([]float64, len(y))
	for i, v := range y {
		if v <= 0 {
			return nil
		}
		out[i] = math.Log(v)
	}
	return out
}
