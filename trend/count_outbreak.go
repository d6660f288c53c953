package trend

// Week is the verdict on one week's count.
type Week struct {
	// Alarm says that more was counted than chance explains, and that it is not already receding.
	Alarm bool
	// Chance is how probable it was to count at least so much, the least over the last one to four weeks
	// taken together. It is 1 as long as nothing is known.
	Chance float64
	// Expected is the count expected for this week.
	Expected float64
	// Receding says that the count fell significantly below the three weeks before.
	Receding bool
}

const (
	yearWeeks     = 52
	weekYears     = 3    // past years that are compared with
	weekWindow    = 4    // weeks before and after the same week of a past year
	weekSums      = 4    // weeks counted together at most
	weekAlarm     = 0.06 // chance from which there is an alarm
	weekRecede    = 0.1  // chance of so low a count from which an outbreak recedes
	weekRecent    = 26   // weeks compared with while there is no past year
	weekGap       = 3    // weeks before now that are left out of them: an outbreak may have begun
	weekFewest    = 4    // known weeks without which nothing can be said
	weekPriorNews = 1    // weight against overdispersion, in squared events
)

// Outbreaks judges weekly counts from the place from on, each by the weeks before it only. What is usual is
// taken from the same weeks of up to three past years, four weeks to both sides, or from the last half year
// as long as there is no past year. The count of the last one to four weeks is compared with its
// predictive distribution: a Gamma posterior of the rate (Jeffreys' prior) makes it negative binomial, and
// past counts that vary more than by chance widen it further. After Riebler (2004) and Höhle, R package
// surveillance (Computational Statistics 22, 2007), with sums over several weeks added.
//
// A count that is negative, not a number or beyond 1e30 is missing. The result has len(counts)-from elements, none if from
// is not before the end; a from below 0 counts as 0.
func Outbreaks(counts []float64, from int) []Week {
	from = max(from, 0)
	if from >= len(counts) {
		return nil
	}
	weeks := make([]Week, 0, len(counts)-from)
	for at := from; at < len(counts); at++ {
		weeks = append(weeks, judgeWeek(counts, at))
	}
	return weeks
}

func judgeWeek(counts []float64, at int) Week {
	reference := referenceWeeks(counts, at)
	if len(reference) < weekFewest || !counted(counts[at]) {
		return Week{Chance: 1}
	}
	usual := weeklyRate(reference)
	w := Week{Chance: 1, Expected: usual.Mean}
	sum, known := 0.0, 0.0
	for back := 0; back < weekSums && back <= at; back++ {
		if c := counts[at-back]; counted(c) {
			sum += c
			known++
		}
		together := usual
		together.Mean *= known
		w.Chance = min(w.Chance, together.Above(sum))
	}
	w.Receding = receding(counts, at)
	w.Alarm = w.Chance <= weekAlarm && !w.Receding
	return w
}

func counted(c float64) bool { return c >= 0 && c <= mostValue }

// referenceWeeks are the known counts that show what is usual at a week.
func referenceWeeks(counts []float64, at int) []float64 {
	var known []float64
	take := func(from, to int) {
		for i := max(from, 0); i <= to; i++ {
			if counted(counts[i]) {
				known = append(known, counts[i])
			}
		}
	}
	for year := 1; year <= weekYears; year++ {
		take(at-year*yearWeeks-weekWindow, at-year*yearWeeks+weekWindow)
	}
	if len(known) < 2*weekWindow+1 {
		take(at-weekGap-weekRecent, at-weekGap-1)
	}
	return known
}

// weeklyRate is the predictive distribution of one week's count.
func weeklyRate(reference []float64) Prediction {
	events := firstRate
	for _, c := range reference {
		events += c
	}
	rate := events / float64(len(reference))
	excess, squares := 0.0, 0.0
	for _, c := range reference {
		excess += (c-rate)*(c-rate) - c
		squares += rate * rate
	}
	dispersion := max(excess, 0) / (squares + weekPriorNews)
	return Prediction{Kind: Count, Mean: rate, Size: 1 / (1/events + dispersion)}
}

// receding reports whether a count is significantly lower than the three weeks before.
func receding(counts []float64, at int) bool {
	events, known := firstRate, 0.0
	for i := max(at-3, 0); i < at; i++ {
		if counted(counts[i]) {
			events += counts[i]
			known++
		}
	}
	if known == 0 {
		return false
	}
	before := Prediction{Kind: Count, Mean: events / known, Size: events}
	return before.Below(counts[at]) < weekRecede
}
