package press

import "math"

// chance is a small generator of random numbers whose state is one word (splitmix64; Steele, Lea, Flood 2014).
// Every story and every item has its own, so that each can be told again alone.
type chance uint64

// mix joins a seed with what it is used for.
func mix(seed uint64, more ...uint64) uint64 {
	for _, m := range more {
		seed = finish(seed ^ (m+0x9e3779b97f4a7c15)*0xff51afd7ed558ccd)
	}
	return seed
}

// hashText is FNV-1a.
func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func finish(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (c *chance) next() uint64 {
	*c += 0x9e3779b97f4a7c15
	return finish(uint64(*c))
}

// below is a whole number from 0 to n-1.
func (c *chance) below(n int) int {
	return int(c.next() >> 11 % uint64(n))
}

// unit is a number from 0 to less than 1.
func (c *chance) unit() float64 { return float64(c.next()>>11) / (1 << 53) }

// between is a number in a range.
func (c *chance) between(low, high float64) float64 { return low + (high-low)*c.unit() }

// whether is true with a probability.
func (c *chance) whether(p float64) bool { return c.unit() < p }

// normal has mean 0 and variance 1 (Box and Muller 1958).
func (c *chance) normal() float64 {
	return math.Sqrt(-2*math.Log(1-c.unit())) * math.Cos(2*math.Pi*c.unit())
}

// exponential has the given mean.
func (c *chance) exponential(mean float64) float64 { return -mean * math.Log(1-c.unit()) }

// count is a Poisson number; large means are rounded normal ones.
func (c *chance) count(mean float64) int {
	if mean > 60 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*c.normal())))
	}
	n, p := 0, math.Exp(-mean)
	for u := c.unit(); u > p; u *= c.unit() {
		n++
	}
	return n
}

// weighted is an index drawn by weight; -1 if all are 0.
func (c *chance) weighted(n int, weight func(i int) float64) int {
	sum := 0.0
	for i := range n {
		sum += weight(i)
	}
	if sum <= 0 {
		return -1
	}
	u := c.unit() * sum
	last := -1
	for i := range n {
		w := weight(i)
		if w <= 0 {
			continue
		}
		last = i
		u -= w
		if u < 0 {
			return i
		}
	}
	return last
}

// pick is one of several.
func pick[T any](c *chance, from []T) T { return from[c.below(len(from))] }
