package trend

import (
	"fmt"
	"slices"
)

// methodsFor lists the methods that compete for a series with the given periods, ascending. The naive
// methods, by which the others are judged, come first.
func methodsFor(periods []int) []method {
	order := 60
	for _, m := range periods {
		order = max(order, m+m/5)
	}
	order = min(order, mostOrder)
	all := []method{naive()}
	for _, m := range periods {
		all = append(all, seasonalNaive(m))
	}
	all = append(all, both(etsMethod(true, 0))...)
	all = append(all, thetaMethod())
	all = append(all, both(arMethod(0, order))...)
	all = append(all, both(arMethod(1, order))...)
	for _, m := range periods {
		all = append(all, both(arMethod(m, order))...)
		if m <= longestSmoothedSeason {
			all = append(all, both(etsMethod(true, m))...)
		}
	}
	if len(periods) == 0 {
		return all
	}
	longest := slices.Max(periods)
	rests := []method{etsMethod(true, 0), arMethod(0, order), arMethod(1, order)}
	if longest <= shortSeason {
		all = append(all, both(etsMethod(false, longest))...)
		rests = append(rests, thetaMethod())
	}
	for _, m := range profileMethods(exactPeriod(longest), rests...) {
		all = append(all, both(m)...)
	}
	return all
}

// mostOrder bounds autoregressions.
const mostOrder = 400

// shortSeason is the length up to which a season, as that of months, is seen often enough to change slowly
// with each time it comes.
const shortSeason = 31

const longestSmoothedSeason = 200

// exactPeriod is the calendar's length where a whole number only stands for it: a year has 52.18 weeks
// and 365.25 days.
func exactPeriod(m int) float64 {
	switch m {
	case 52:
		return 365.25 / 7
	case 365:
		return 365.25
	}
	return float64(m)
}

func both(m method) []method { return []method{m, logged(m)} }

func seasonalName(name string, period int) string {
	if period < 2 {
		return name
	}
	return fmt.Sprintf("%s, season %d", name, period)
}
