package trend

import (
	"math"
	"slices"
)

// waveform is what repeats with a period: a sum of waves around the straight line of the history.
type waveform struct {
	period float64
	waves  []wave
}

// wave is k full turns in a period.
type wave struct {
	k        int
	sin, cos float64 // amplitudes, with the phase counted from the first value
}

// mostWaves bounds the work for very long periods.
const mostWaves = 200

// findWaves estimates the waves of a period from the last whole cycles of y. Each wave is shrunk, by the
// positive part rule of James and Stein (1961), by how little its power stands out of the power at the
// frequencies beside it, so that a series without a season gets an empty profile.
func findWaves(y []float64, period float64) waveform {
	p := waveform{period: period}
	cycles := int(float64(len(y)) / period)
	if cycles < 2 {
		return p
	}
	n := min(len(y), int(math.Round(float64(cycles)*period)))
	from := len(y) - n
	x := detrended(y[from:])
	for k := 1; k <= mostWaves && float64(k) <= period/2; k++ {
		sin, cos := amplitude(x, k*cycles)
		keep := 1 - noiseBeside(x, k*cycles, cycles)/(sin*sin+cos*cos)
		if !(keep > 0) {
			continue
		}
		if 2*k*cycles == n { // the fastest wave is counted twice
			keep /= 2
		}
		s, c := math.Sincos(2 * math.Pi * math.Mod(float64(k)*float64(from)/period, 1))
		p.waves = append(p.waves, wave{k, keep * (cos*s + sin*c), keep * (cos*c - sin*s)})
	}
	return p
}

func detrended(y []float64) []float64 {
	level, slope := straightLine(y)
	out := make([]float64, len(y))
	for i, v := range y {
		out[i] = v - level - slope*float64(i)
	}
	return out
}

// noiseBeside is the mean power at the frequencies next to a harmonic that belong to no harmonic.
func noiseBeside(x []float64, turns, cycles int) float64 {
	reach := 1
	if cycles >= 5 {
		reach = 2
	}
	sum, n := 0.0, 0
	for d := -reach; d <= reach; d++ {
		b := turns + d
		if d == 0 || b <= 0 || 2*b >= len(x) {
			continue
		}
		sin, cos := amplitude(x, b)
		sum += sin*sin + cos*cos
		n++
	}
	return sum / float64(max(n, 1))
}

// amplitude of the sine and cosine with the given number of full turns over x, by Goertzel's recursion (1958).
func amplitude(x []float64, turns int) (sin, cos float64) {
	n := float64(len(x))
	angle := 2 * math.Pi * float64(turns) / n
	sw, cw := math.Sincos(angle)
	last, before := 0.0, 0.0
	for _, v := range x {
		last, before = v+2*cw*last-before, last
	}
	re, im := last-before*cw, before*sw
	sr, cr := math.Sincos(-angle) // angle·(n−1) is −angle after full turns
	return 2 * (re*sr - im*cr) / n, 2 * (re*cr + im*sr) / n
}

// values of the profile at the places from, from+1, ….
func (p waveform) values(from, n int) []float64 {
	out := make([]float64, n)
	for _, w := range p.waves {
		turn := float64(w.k) / p.period
		sd, cd := math.Sincos(2 * math.Pi * turn)
		s, c := math.Sincos(2 * math.Pi * math.Mod(turn*float64(from), 1))
		for i := range out {
			out[i] += w.sin*s + w.cos*c
			s, c = s*cd+c*sd, c*cd-s*sd
		}
	}
	return out
}

// profileMethods take the profile away, let other methods forecast what is left, and put it back: dynamic
// harmonic regressions (Young, Pedregal and Tych 1999). They share the profiles they find and are for one
// series at a time.
func profileMethods(period float64, rests ...method) []method {
	memory := &waveMemory{period: period}
	var all []method
	for _, rest := range rests {
		all = append(all, method{"profile + " + rest.name, false, func(y []float64) learned {
			if float64(len(y)) < 2*period {
				return nil
			}
			p := memory.find(y)
			if len(p.waves) == 0 {
				return nil
			}
			l := rest.learn(p.without(y))
			if l == nil {
				return nil
			}
			return profiled{p, l}
		}})
	}
	return all
}

// waveMemory keeps the profiles of the histories that came last: the same ones, and their logarithms, come
// again with each method.
type waveMemory struct {
	period float64
	past   [8]struct {
		y []float64
		p waveform
	}
	next int
}

func (m *waveMemory) find(y []float64) waveform {
	for _, old := range m.past {
		if slices.Equal(old.y, y) {
			return old.p
		}
	}
	at := &m.past[m.next%len(m.past)]
	m.next++
	at.y, at.p = y, findWaves(y, m.period)
	return at.p
}

type profiled struct {
	waveform
	rest learned
}

func (p waveform) without(y []float64) []float64 {
	x := p.values(0, len(y))
	for i, v := range y {
		x[i] = v - x[i]
	}
	return x
}

func (p profiled) after(y []float64, origins []int, h int) [][]float64 {
	out := p.rest.after(p.without(y), origins, h)
	for i, n := range origins {
		for j, v := range p.values(n, h) {
			out[i][j] += v
		}
	}
	return out
}
