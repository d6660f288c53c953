package trend

import (
	"math"
	"slices"
)

// normal collects the normal equations XᵀX b = Xᵀy of a linear regression, row by row.
type normal struct {
	p  int
	xx []float64 // p×p, lower triangle
	xy []float64
}

func newNormal(p int) *normal { return &normal{p, make([]float64, p*p), make([]float64, p)} }

func (q *normal) add(x []float64, y float64) {
	for i, v := range x {
		row := q.xx[i*q.p : i*q.p+i+1]
		for j := range row {
			row[j] += v * x[j]
		}
		q.xy[i] += v * y
	}
}

// solve returns b with ridge times the mean of the diagonal added to the diagonal (Hoerl and Kennard 1970);
// false if there is nothing to solve. The equations are used up.
func (q *normal) solve(ridge float64) ([]float64, bool) {
	trace := 0.0
	for i := range q.p {
		trace += q.xx[i*q.p+i]
	}
	if !(trace > 0) || math.IsInf(trace, 0) {
		return nil, false
	}
	for i := range q.p {
		q.xx[i*q.p+i] += ridge * trace / float64(q.p)
	}
	if !q.cholesky() {
		return nil, false
	}
	b := slices.Clone(q.xy)
	for i := range b {
		for k := range i {
			b[i] -= q.xx[i*q.p+k] * b[k]
		}
		b[i] /= q.xx[i*q.p+i]
	}
	for i := q.p - 1; i >= 0; i-- {
		for k := i + 1; k < q.p; k++ {
			b[i] -= q.xx[k*q.p+i] * b[k]
		}
		b[i] /= q.xx[i*q.p+i]
	}
	return b, true
}

// cholesky replaces the lower triangle by its factor L with LLᵀ = XᵀX.
func (q *normal) cholesky() bool {
	for i := range q.p {
		for j := range i + 1 {
			s := q.xx[i*q.p+j]
			for k := range j {
				s -= q.xx[i*q.p+k] * q.xx[j*q.p+k]
			}
			if j < i {
				q.xx[i*q.p+j] = s / q.xx[j*q.p+j]
				continue
			}
			if !(s > 0) {
				return false
			}
			q.xx[i*q.p+i] = math.Sqrt(s)
		}
	}
	return true
}
