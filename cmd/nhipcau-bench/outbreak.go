package main

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/nhipcau/nhipcau/trend"
)

type outbreakBench struct {
	Data string `required:"" help:"Folder with weekly series *.csv of the columns t, observed, state."`
}

// outbreakSeries is weekly counts and whether there truly was an outbreak.
type outbreakSeries struct {
	counts []float64
	state  []bool
}

// outbreakQuality counts weeks as the R package surveillance does (algo.quality): hits and false alarms by
// week, and the weeks from the beginning of each outbreak to its first alarm, 20 for one that was missed.
type outbreakQuality struct{ hits, missed, alarms, quiet, lag float64 }

// Run prints two rows: with the first four years set twice before each series as its past, as published
// comparisons do, and with nothing but the series itself.
func (c outbreakBench) Run(b *bench) error {
	files, err := filepath.Glob(filepath.Join(c.Data, "*.csv"))
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("no *.csv in %s", c.Data)
	}
	var cyclic, alone []outbreakQuality
	for _, file := range files {
		s, err := readOutbreaks(file)
		if err != nil {
			return err
		}
		years := s.counts[:min(4*52, len(s.counts)/52*52)]
		past := slices.Concat(years, years, s.counts)
		cyclic = append(cyclic, s.judge(trend.Outbreaks(past, 2*len(years))))
		alone = append(alone, s.judge(trend.Outbreaks(s.counts, 0)))
	}
	fmt.Printf("Commit %s.\n\n| %d series, past | sensitivity | specificity | distance | mean lag, weeks |\n|---|---|---|---|---|\n", commit(), len(files))
	printOutbreaks("its own years set before it", cyclic)
	sensitivity, specificity, lag := sumOutbreaks(cyclic)
	on := fmt.Sprintf("%d of 14 series", len(files))
	b.report(line{What: "weekly outbreaks, distance", Value: math.Hypot(1-sensitivity, 1-specificity), Format: "%.2f", Must: 0.41, Aim: 0.34, Less: true, Reference: "best published .469", On: on})
	b.report(line{What: "weekly outbreaks, specificity", Value: specificity, Format: "%.2f", Must: 0.9, Aim: 0.9, Reference: "best published .926", On: on})
	b.report(line{What: "weekly outbreaks, lag", Value: lag, Format: "%.1f weeks", Must: 2.1, Aim: 1.7, Less: true, Reference: "best published 1.93", On: on})
	printOutbreaks("none", alone)
	return nil
}

func readOutbreaks(file string) (outbreakSeries, error) {
	lines, err := readCSV(file)
	if err != nil {
		return outbreakSeries{}, err
	}
	count, state := slices.Index(lines[0], "observed"), slices.Index(lines[0], "state")
	if count < 0 || state < 0 {
		return outbreakSeries{}, fmt.Errorf("%s: no columns observed and state", file)
	}
	var s outbreakSeries
	for _, l := range lines[1:] {
		if len(l) <= max(count, state) {
			return outbreakSeries{}, fmt.Errorf("%s: a line of %d columns", file, len(l))
		}
		v, err := strconv.ParseFloat(l[count], 64)
		if err != nil {
			return outbreakSeries{}, fmt.Errorf("%s: %w", file, err)
		}
		s.counts = append(s.counts, v)
		s.state = append(s.state, l[state] == "1" || l[state] == "TRUE")
	}
	return s, nil
}

func (s outbreakSeries) judge(weeks []trend.Week) outbreakQuality {
	var q outbreakQuality
	var begins []int
	for i, w := range weeks {
		switch {
		case s.state[i] && w.Alarm:
			q.hits++
		case s.state[i]:
			q.missed++
		case w.Alarm:
			q.alarms++
		default:
			q.quiet++
		}
		if s.state[i] && (i == 0 || !s.state[i-1]) {
			begins = append(begins, i)
		}
	}
	const penalty = 20
	for k, begin := range begins {
		end := min(begin+penalty+1, len(weeks))
		if k+1 < len(begins) {
			end = min(end, begins[k+1])
		}
		lag := slices.IndexFunc(weeks[begin:end], func(w trend.Week) bool { return w.Alarm })
		if lag < 0 {
			lag = penalty
		}
		q.lag += float64(lag) / float64(len(begins))
	}
	return q
}

func printOutbreaks(past string, all []outbreakQuality) {
	sensitivity, specificity, lag := sumOutbreaks(all)
	fmt.Printf("| %s | %.3f | %.3f | %.3f | %.2f |\n", past, sensitivity, specificity, math.Hypot(1-sensitivity, 1-specificity), lag)
}

// sumOutbreaks counts the weeks of all series together; the lag is the mean over series.
func sumOutbreaks(all []outbreakQuality) (sensitivity, specificity, lag float64) {
	var sum outbreakQuality
	for _, q := range all {
		sum.hits += q.hits
		sum.missed += q.missed
		sum.alarms += q.alarms
		sum.quiet += q.quiet
		sum.lag += q.lag / float64(len(all))
	}
	return sum.hits / (sum.hits + sum.missed), sum.quiet / (sum.quiet + sum.alarms), sum.lag
}
