package tone

import "math"

// Bearings counts texts by what officers said of their bearing on steering, indexed by [Steering].
type Bearings [bearings]int

// Total is how many texts they are.
func (b Bearings) Total() int {
	sum := 0
	for _, n := range b {
		sum += n
	}
	return sum
}

// Enough reports whether they may be broken down at all.
func (b Bearings) Enough() bool { return b.Total() >= LeastTexts }

// Share is what part of the texts has a bearing, with the interval in which the part of all texts lies with 95 %
// probability if these were chosen at random (Wilson 1927).
func (b Bearings) Share(of Steering) Share {
	n := float64(b.Total())
	if n == 0 {
		return Share{High: 1}
	}
	const z = 1.96
	p := float64(b[of]) / n
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return Share{Counted: p, Corrected: p, Low: max(0, middle-half), High: min(1, middle+half)}
}
