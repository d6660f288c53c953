package trend

import (
	"math"
	"slices"
)

const (
	longestSearch = 8192 // values in which a period is looked for
	longestFound  = 2100 // a week of five minutes
)

// FindPeriods finds the lengths, in values, after which y repeats: none, one, or a short one and a longer
// one that contains it, as a day and a week of hours. At least two whole repetitions must be there. NaN is
// missing.
//
// A length counts if the autocorrelation of the differences there is a peak above its surroundings and
// above Bartlett's bound, as in the test that the M4 competition used before taking a season away
// (Makridakis, Spiliotis and Assimakopoulos 2020).
func FindPeriods(y []float64) []int {
	h, err := prepare(y)
	if err != nil {
		return nil
	}
	return findPeriods(h.values)
}

func findPeriods(y []float64) []int {
	y = y[max(0, len(y)-longestSearch):]
	x := clamped(differences(y, 1))
	most := min(len(y)/2, longestFound)
	r := autocorrelations(x, most+1)
	if r == nil {
		return nil
	}
	var peaks []int
	noise := 1.0
	for m := 1; m <= most; m++ {
		if m >= 3 && isPeak(r, m) && r[m] > max(faintest(m), 2.6*math.Sqrt(noise/float64(len(x)))) {
			peaks = append(peaks, m)
		}
		noise += 2 * r[m] * r[m]
	}
	return choosePeaks(peaks, r)
}

// rounds are lengths that clocks and calendars have, each with the longer one that holds it, or 0: hours of
// a day and a week, half hours, quarters, ten and five minutes, days, weeks of a quarter and a year, months.
var rounds = map[int]int{
	24: 168, 168: 0, 48: 336, 336: 0, 96: 672, 672: 0, 144: 1008, 1008: 0, 288: 2016, 2016: 0,
	7: 365, 365: 0, 4: 52, 13: 52, 26: 52, 52: 0, 12: 0,
}

// faintest is the autocorrelation from which a period of m values is believed.
func faintest(m int) float64 {
	if _, ok := rounds[m]; ok {
		return 0.1
	}
	return 0.3
}

// clamped pulls values to within a few typical sizes of 0, so that single spikes do not hide what repeats.
func clamped(x []float64) []float64 {
	size := make([]float64, len(x))
	for i, v := range x {
		size[i] = math.Abs(v)
	}
	most := 4 * median(size)
	if most == 0 {
		return x
	}
	for i, v := range x {
		x[i] = max(-most, min(v, most))
	}
	return x
}

// autocorrelations of x at the lags 0..most; nil if x does not vary.
func autocorrelations(x []float64, most int) []float64 {
	centre := mean(x)
	z := make([]float64, len(x))
	power := 0.0
	for i, v := range x {
		z[i] = v - centre
		power += z[i] * z[i]
	}
	if !(power > 0) {
		return nil
	}
	r := make([]float64, most+1)
	for k := range r {
		if k >= len(z) {
			break
		}
		s := 0.0
		for i, v := range z[k:] {
			s += v * z[i]
		}
		r[k] = s / power
	}
	return r
}

func isPeak(r []float64, m int) bool {
	return r[m] > r[m-1] && r[m] >= r[m+1] && (m < 6 || r[m] > r[m-2] && (m+2 >= len(r) || r[m] > r[m+2]))
}

// isHalf reports whether a length is only half of a season, as that between the two rush hours of a day.
func isHalf(m int, peaks []int, r []float64) bool {
	return slices.Contains(peaks, 2*m) && r[2*m] > r[m]+0.1
}

// choosePeaks takes the shortest of the high peaks, and a longer length that holds it if that is about as
// high, or clearly higher if no clock or calendar has it.
func choosePeaks(peaks []int, r []float64) []int {
	if len(peaks) == 0 {
		return nil
	}
	top := 0.0
	for _, m := range peaks {
		top = max(top, r[m])
	}
	first := slices.IndexFunc(peaks, func(m int) bool { return r[m] >= 0.6*top && !isHalf(m, peaks, r) })
	short := peaks[first]
	long := 0
	for _, m := range peaks[first+1:] {
		if r[m] > r[short]+0.15 && (long == 0 || r[m] > r[long]) {
			long = m
		}
	}
	if m := rounds[short]; m > 0 && m < len(r) && r[m] >= 0.7*r[short] {
		long = m
	}
	if long == 0 {
		return []int{short}
	}
	return []int{short, long}
}
