package trend

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Change is a place where the level of a series became another and stayed so.
type Change struct {
	// At is the place of the first value of the new level in the series that was given.
	At int
	// Time is its time, Dated whether that is an instant in seconds since 1970 UTC.
	Time  int64
	Dated bool
	// Before and After are the mean values of the levels on both sides.
	Before, After float64
	// Confidence is 0.5 to 1: how surely the two levels differ more than by chance, counting that values in
	// a row resemble each other.
	Confidence float64
}

const (
	mostChanges = 50 // bounds the time to 50 passes over the series
	leastStay   = 5  // values that make a level
)

// ChangePoints finds the changes of level in a series, in order of time, by binary segmentation with the
// likelihood of a changed mean (Vostrikova 1981; for counts with the variance that they show) and a penalty of
// three logarithms of the length. Steps below a day are averaged over days, so that the hours of the
// day are no changes; single wild values are cut. It needs at least ten values (days) and gives at most 50
// changes; missing values are left out. The time is proportional to the length.
func ChangePoints(s Series) []Change {
	values, places := levelValues(s)
	if len(values) < 2*leastStay {
		return nil
	}
	cut := clipWild(values)
	scale := noise(cut)
	if scale <= 0 {
		return nil
	}
	sums := make([]float64, len(cut)+1)
	for i, v := range cut {
		sums[i+1] = sums[i] + v
	}
	penalty := 3 * math.Log(float64(len(cut)))
	bounds := splitLevels(sums, scale, penalty)
	changes := make([]Change, 0, max(0, len(bounds)-2))
	for k := 1; k+1 < len(bounds); k++ {
		from, at, to := bounds[k-1], bounds[k], bounds[k+1]
		gain := splitGain(sums, from, at, to) / scale
		if gain < penalty { // a neighbour that came later took what spoke for it
			continue
		}
		changes = append(changes, Change{
			At: places[at], Time: s.Times[places[at]], Dated: s.Dated,
			Before: mean(values[from:at]), After: mean(values[at:to]),
			Confidence: 1 - math.Exp(-(gain-penalty)/2)/2,
		})
	}
	return changes
}

// levelValues are the known values in order of time, of whole days where steps are shorter, and the place of
// each in the series, or of the first of its day.
func levelValues(s Series) (values []float64, places []int) {
	order := make([]int, 0, s.Len())
	for i, v := range s.Values {
		if !math.IsNaN(v) && math.Abs(v) <= mostValue {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.Times[a], s.Times[b]) })
	step := s.Step()
	daily := s.Dated && step > 0 && step < daySeconds
	var day int64
	var inDay float64
	for _, i := range order {
		n := len(values)
		if daily && n > 0 && dayOf(s.Times[i]) == day {
			inDay++
			values[n-1] += (s.Values[i] - values[n-1]) / inDay
			continue
		}
		day, inDay = dayOf(s.Times[i]), 1
		values = append(values, s.Values[i])
		places = append(places, i)
	}
	return values, places
}

// clipWild cuts values that lie more than five usual distances away from the median of the values around.
func clipWild(values []float64) []float64 {
	const reach = 3
	cut := slices.Clone(values)
	off := make([]float64, len(values))
	middle := make([]float64, len(values))
	for i := range values {
		middle[i] = median(slices.Clone(values[max(0, i-reach):min(len(values), i+reach+1)]))
		off[i] = math.Abs(values[i] - middle[i])
	}
	typical := mean(off)
	for i, v := range values {
		cut[i] = max(middle[i]-5*typical, min(middle[i]+5*typical, v))
	}
	return cut
}

// noise is the variance of values around a level that may change, from the differences of neighbours, and
// more if neighbours resemble each other: then chance makes stretches that look like levels.
func noise(values []float64) float64 {
	near, far := 0.0, 0.0
	const apart = 4
	for i := apart; i < len(values); i++ {
		near += (values[i] - values[i-1]) * (values[i] - values[i-1])
		far += (values[i] - values[i-apart]) * (values[i] - values[i-apart])
	}
	n := float64(len(values) - apart)
	near, far = near/n/2, far/n/2
	if near <= 0 {
		return far
	}
	return near * math.Pow(max(far/near, 1), 2)
}

// splitGain is how much better, in squares, two means describe a stretch than one.
func splitGain(sums []float64, from, at, to int) float64 {
	a, b := float64(at-from), float64(to-at)
	d := (sums[at]-sums[from])/a - (sums[to]-sums[at])/b
	return d * d * a * b / (a + b)
}

// splitLevels splits again and again where it gains most, and returns the bounds of all levels.
func splitLevels(sums []float64, scale, penalty float64) []int {
	bounds := []int{0, len(sums) - 1}
	type stretch struct{ from, to int }
	open := []stretch{{0, len(sums) - 1}}
	for len(open) > 0 && len(bounds) < mostChanges+2 {
		s := open[0]
		open = open[1:]
		best, at := 0.0, -1
		for i := s.from + leastStay; i <= s.to-leastStay; i++ {
			if gain := splitGain(sums, s.from, i, s.to); gain > best {
				best, at = gain, i
			}
		}
		if at < 0 || best/scale < penalty {
			continue
		}
		bounds = append(bounds, at)
		open = append(open, stretch{s.from, at}, stretch{at, s.to})
	}
	slices.Sort(bounds)
	return bounds
}

// Explain says the change in a Vietnamese and an English sentence.
func (c Change) Explain() (vi, en string) {
	when := Burst{Dated: c.Dated}
	wordVI, wordEN := "tăng", "rose"
	if c.After < c.Before {
		wordVI, wordEN = "giảm", "fell"
	}
	vi = fmt.Sprintf("Từ %s, mức trung bình %s từ %s xuống %s và giữ ở mức mới (độ tin %.0f %%).",
		when.timeVI(c.Time), wordVI, numberVI(c.Before), numberVI(c.After), 100*c.Confidence)
	if c.After >= c.Before {
		vi = fmt.Sprintf("Từ %s, mức trung bình %s từ %s lên %s và giữ ở mức mới (độ tin %.0f %%).",
			when.timeVI(c.Time), wordVI, numberVI(c.Before), numberVI(c.After), 100*c.Confidence)
	}
	en = fmt.Sprintf("From %s the mean level %s from %s to %s and stayed there (confidence %.0f%%).",
		when.timeEN(c.Time), wordEN, numberEN(c.Before), numberEN(c.After), 100*c.Confidence)
	return vi, en
}
