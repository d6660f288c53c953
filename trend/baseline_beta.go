package trend

import "math"

// betaShare is the regularised incomplete beta function I_x(a, b), by the continued fraction of Lentz
// (Press et al., Numerical Recipes, 6.4). Tails of the negative binomial and of Student's t are made of it.
func betaShare(x, a, b float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsNaN(a) || math.IsNaN(b) || !(a > 0) || !(b > 0):
		return math.NaN()
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	case math.IsInf(a, 1):
		return 0
	case math.IsInf(b, 1):
		return 1
	}
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	front := math.Exp(lab - la - lb + a*math.Log(x) + b*math.Log1p(-x))
	if x < (a+1)/(a+b+2) {
		return min(front*betaFraction(x, a, b)/a, 1)
	}
	return max(1-front*betaFraction(1-x, b, a)/b, 0)
}

func betaFraction(x, a, b float64) float64 {
	const (
		tiny   = 1e-300
		enough = 1e-12
		most   = 400
	)
	away := func(v float64) float64 {
		if math.Abs(v) < tiny {
			return tiny
		}
		return v
	}
	c, d := 1.0, 1/away(1-(a+b)*x/(a+1))
	h := d
	for m := 1.0; m <= most; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / away(1+even*d)
		c = away(1 + even/c)
		h *= d * c
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / away(1+odd*d)
		c = away(1 + odd/c)
		h *= d * c
		if math.Abs(d*c-1) < enough {
			break
		}
	}
	return h
}
