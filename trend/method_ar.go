package trend

import "math"

// autoregression predicts a value from those before it, around a mean.
type autoregression struct {
	mean  float64
	coeff []float64 // of the last value, the one before it, …
}

// burg estimates an autoregression by Burg's recursion (1975), with the order up to most that has the
// smallest corrected Akaike criterion.
func burg(x []float64, most int) autoregression {
	n := len(x)
	a := autoregression{mean: mean(x)}
	forward, backward := make([]float64, n), make([]float64, n)
	power := 0.0
	for i, v := range x {
		forward[i] = v - a.mean
		power += forward[i] * forward[i]
	}
	copy(backward, forward)
	power /= float64(n)
	if !(power > 0) {
		return a
	}
	var coeff, last []float64
	best := float64(n) * math.Log(power)
	for k := 1; k <= most && k < n/2-2; k++ {
		r := reflection(forward[k:], backward[k-1:n-1])
		coeff, last = append(last[:0], coeff...), coeff
		for j, c := range last {
			coeff[len(last)-1-j] -= r * c
		}
		coeff = append(coeff, r)
		power *= 1 - r*r
		if !(power > 0) {
			break
		}
		score := float64(n)*math.Log(power) + 2*float64(k)*float64(n)/float64(n-k-2)
		if score < best {
			best = score
			a.coeff = append(a.coeff[:0], coeff...)
		}
		lattice(forward[k:], backward[k-1:], r)
	}
	return a
}

// reflection is the coefficient that makes both prediction errors smallest.
func reflection(forward, backward []float64) float64 {
	backward = backward[:len(forward)]
	cross, power := 0.0, 0.0
	for i, f := range forward {
		b := backward[i]
		cross += f * b
		power += f*f + b*b
	}
	if power == 0 {
		return 0
	}
	return 2 * cross / power
}

// lattice carries the errors on to the next order; backward begins one place before forward, and its
// values move on by one place.
func lattice(forward, backward []float64, r float64) {
	before := backward[0]
	for i, f := range forward {
		forward[i] = f - r*before
		before, backward[i+1] = backward[i+1], before-r*f
	}
}

func (a autoregression) ahead(x []float64, h int) []float64 {
	p := len(a.coeff)
	w := make([]float64, p+h)
	for i := range p {
		if k := len(x) - p + i; k >= 0 {
			w[i] = x[k] - a.mean
		}
	}
	for i := p; i < len(w); i++ {
		s := 0.0
		for j, c := range a.coeff {
			s += c * w[i-1-j]
		}
		w[i] = s
	}
	out := w[p:]
	for i := range out {
		out[i] += a.mean
	}
	return out
}

// arMethod is an autoregression of order up to most of the differences at lag; lag 0 takes the values
// themselves. The mean of first differences is halved: half of a slope lasts.
func arMethod(lag, most int) method {
	name := "ar"
	if lag > 0 {
		name = "ar of differences"
	}
	return method{seasonalName(name, lag), false, func(y []float64) learned {
		if len(y) < 2*lag+10 || lag == 0 && wanders(y) {
			return nil
		}
		a := burg(differences(y, lag), most)
		if lag == 1 {
			a.mean /= 2
		}
		return differenced{a, lag}
	}}
}

type differenced struct {
	autoregression
	lag int
}

func (d differenced) after(y []float64, origins []int, h int) [][]float64 {
	x := differences(y, d.lag)
	out := make([][]float64, len(origins))
	for i, n := range origins {
		f := d.ahead(x[:n-d.lag], h)
		if d.lag > 0 {
			for j := range f {
				if j < d.lag {
					f[j] += y[n-d.lag+j]
				} else {
					f[j] += f[j-d.lag]
				}
			}
		}
		out[i] = f
	}
	return out
}

// differences of values lag apart; the values themselves for lag 0.
func differences(y []float64, lag int) []float64 {
	if lag == 0 {
		return y
	}
	out := make([]float64, max(0, len(y)-lag))
	for i := range out {
		out[i] = y[i+lag] - y[i]
	}
	return out
}

// wanders reports whether the level at the end lies so far from the mean that values cannot be thought to
// return to it.
func wanders(y []float64) bool {
	n := len(y)
	third := n / 3
	a, b, c := mean(y[:third]), mean(y[third:2*third]), mean(y[2*third:])
	m := mean(y)
	v := 0.0
	for _, x := range y {
		v += (x - m) * (x - m)
	}
	v /= float64(n)
	d := (a-m)*(a-m) + (b-m)*(b-m) + (c-m)*(c-m)
	return d/3 > 0.4*v
}
