package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/trend"
)

type nabBench struct {
	Data string `required:"" help:"Folder of the Numenta Anomaly Benchmark: data/…/*.csv and labels/combined_windows.json."`
	Each bool   `help:"Also print a line for every series."`
}

// Run judges every labelled series and prints the scores of the corpus and of its Twitter counts.
func (c nabBench) Run(b *bench) error {
	labels, err := readNABLabels(c.Data)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(labels))
	for name := range labels {
		names = append(names, name)
	}
	slices.Sort(names)
	var corpus, tweets []nabSeries
	var spent time.Duration
	rows := 0
	for _, name := range names {
		s, took, err := c.judge(name, labels[name])
		if err != nil {
			return fmt.Errorf("series %s: %w", name, err)
		}
		corpus = append(corpus, s)
		if strings.HasPrefix(name, "realTweets/") {
			tweets = append(tweets, s)
		}
		spent += took
		rows += len(s.scores)
	}
	fmt.Printf("Machine: %d cores, %s, Go %s. Commit %s.\n\n", runtime.NumCPU(), cpuName(), runtime.Version(), commit())
	fmt.Print("| series | profile | score | threshold | windows found | rows of false alarm |\n|---|---|---|---|---|---|\n")
	printNAB(fmt.Sprintf("all %d", len(corpus)), corpus)
	printNAB(fmt.Sprintf("Twitter counts, %d", len(tweets)), tweets)
	reportNAB(b, "all series", corpus, []line{
		{What: "standard", Must: 65, Aim: 75, Reference: "ARTime 74.9, HTM 70.5, Random Cut Forest 51.7", On: fmt.Sprintf("%d of 58 series", len(corpus))},
		{What: "low-FP", Must: 58, Aim: 66, Reference: "ARTime 65.1, HTM 62.6", On: fmt.Sprintf("%d of 58 series", len(corpus))}})
	reportNAB(b, "Twitter counts", tweets, []line{
		{What: "standard", Must: 70, Aim: 82, Reference: "ARTime 81.8, Twitter ADVec 59.6", On: fmt.Sprintf("%d of 10 series", len(tweets))},
		{What: "low-FP", Must: 60, Aim: 73, Reference: "ARTime 70.1, Twitter ADVec 35.8", On: fmt.Sprintf("%d of 10 series", len(tweets))}})
	speed := float64(rows) / spent.Seconds() / 1000
	b.report(line{What: "detection, one core", Value: speed, Format: "%.0f k points/s", Must: 300, Aim: 1000, On: fmt.Sprintf("%d series", len(corpus))})
	fmt.Printf("\nDetection: %d rows in %s of processor time, %.0f k rows/s.\n", rows, spent.Round(time.Millisecond), speed)
	if c.Each {
		printNABSeries(corpus)
	}
	return nil
}

// readNABLabels reads the windows of each series: two instants each, as they stand in the data.
func readNABLabels(dir string) (map[string][][2]string, error) {
	var labels map[string][][2]string
	for _, name := range []string{"labels/combined_windows.json", "combined_windows.json", "windows.json"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return labels, json.Unmarshal(data, &labels)
	}
	return nil, fmt.Errorf("no labels/combined_windows.json in %s", dir)
}

func (c nabBench) judge(name string, windows [][2]string) (nabSeries, time.Duration, error) {
	f, err := os.Open(filepath.Join(c.Data, "data", name))
	if err != nil {
		return nabSeries{}, 0, err
	}
	defer func() { _ = f.Close() }() // only read
	series, err := trend.ReadCSV(f)
	if err != nil {
		return nabSeries{}, 0, err
	}
	s := nabSeries{name: name, scores: make([]float64, series.Len())}
	for _, w := range windows {
		from, to := rowOfInstant(series, w[0]), rowOfInstant(series, w[1])
		if from < 0 || to < from {
			return nabSeries{}, 0, fmt.Errorf("window %s to %s is not in the data", w[0], w[1])
		}
		s.windows = append(s.windows, nabWindow{from, to})
	}
	from, err := cpuTime()
	if err != nil {
		return nabSeries{}, 0, err
	}
	observed := trend.Detect(series)
	to, err := cpuTime()
	for i, o := range observed {
		s.scores[i] = o.Score
	}
	return s, to - from, err
}

// rowOfInstant finds the first row of an instant; labels write fractions of a second that data do not.
func rowOfInstant(s trend.Series, instant string) int {
	whole, _, _ := strings.Cut(instant, ".")
	return slices.IndexFunc(s.Stamps, func(stamp string) bool {
		stamp, _, _ = strings.Cut(stamp, ".")
		return stamp == whole
	})
}

func printNAB(label string, corpus []nabSeries) {
	for _, p := range nabProfiles {
		r := scoreNAB(corpus, p)
		fmt.Printf("| %s | %s | %.1f | %.3f | %d of %d | %d |\n", label, p.name, r.score, r.threshold, r.hits, r.windows, r.alarms)
	}
}

// reportNAB fills in the scores of the profiles that lines are named for.
func reportNAB(b *bench, label string, corpus []nabSeries, lines []line) {
	for i, l := range lines {
		l.What, l.Value, l.Format = "NAB, "+label+", "+l.What, scoreNAB(corpus, nabProfiles[i]).score, "%.1f"
		b.report(l)
	}
}

// printNABSeries says for each series what it found at the corpus's own threshold of the standard profile.
func printNABSeries(corpus []nabSeries) {
	threshold := scoreNAB(corpus, nabProfiles[0]).threshold
	fmt.Print("\n| series | windows found | rows of false alarm |\n|---|---|---|\n")
	for _, s := range corpus {
		found := map[int]bool{}
		alarms := 0
		for _, r := range s.rows(0) {
			switch {
			case r.score < threshold:
			case r.window < 0:
				alarms++
			default:
				found[r.window] = true
			}
		}
		fmt.Printf("| %s | %d of %d | %d |\n", s.name, len(found), len(s.windows), alarms)
	}
}
