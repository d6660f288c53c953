package alert

import (
	"math"
	"slices"
)

// tail is how the sizes of stories are spread: as they were seen, and beyond the largest tenth as a power of the size
// (discrete Pareto; what is expected of any topic counts as some stories, so that few stories prove little).
type tail struct {
	sorted []float64
	start  float64 // from here on a power
	share  float64 // of stories that are so large
	slope  float64
}

const (
	tailShare = 0.1 // of the largest stories, from which the tail is drawn out
	anyTales  = 20  // how many stories what is expected of any topic is worth
	anySlope  = 2   // ten times as large stories are a hundred times rarer
	anyLarge  = 5   // how many large stories that slope is worth
)

func tailOf(sizes []float64) *tail {
	t := &tail{sorted: slices.Sorted(slices.Values(sizes)), start: 1, share: 1}
	n := len(sizes)
	if n > 0 {
		t.start = max(1, t.sorted[n-max(1, int(tailShare*float64(n)))])
		large := t.sorted[lowerBound(t.sorted, t.start):]
		t.share = float64(len(large)) / float64(n)
		t.slope = slopeOf(large, t.start)
		return t
	}
	t.slope = anySlope
	return t
}

// slopeOf is the most probable slope of whole numbers from start on. What is expected of any slope is a gamma
// distribution about anySlope.
func slopeOf(sizes []float64, start float64) float64 {
	count := map[float64]float64{}
	for _, x := range sizes {
		count[x]++
	}
	likely := func(a float64) float64 {
		sum := anyLarge * (math.Log(a) - a/anySlope)
		for x, n := range count {
			sum += n * math.Log(math.Pow(x/start, -a)-math.Pow((x+1)/start, -a))
		}
		return sum
	}
	lo, hi := .3, 12.0
	for range 40 { // the likelihood has one top
		third := (hi - lo) / 3
		if likely(lo+third) < likely(hi-third) {
			lo += third
		} else {
			hi -= third
		}
	}
	return (lo + hi) / 2
}

// rarity is minus log10 of the share of stories of at least a size.
func (t *tail) rarity(size float64) float64 {
	if size <= 1 {
		return 0
	}
	n := float64(len(t.sorted))
	return -math.Log10((n*t.above(size) + anyTales*math.Pow(size, -anySlope)) / (n + anyTales))
}

func (t *tail) above(size float64) float64 {
	if size <= t.start {
		n := len(t.sorted)
		return float64(n-lowerBound(t.sorted, size)) / float64(max(1, n))
	}
	return t.share * math.Pow(size/t.start, -t.slope)
}

// lowerBound is the place of the first value of at least x.
func lowerBound(sorted []float64, x float64) int {
	i, _ := slices.BinarySearch(sorted, x)
	return i
}
