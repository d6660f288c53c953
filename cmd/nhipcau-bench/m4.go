package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/nhipcau/nhipcau/trend"
)

// m4Flags are those of every frequency.
type m4Flags struct {
	Period []int `help:"Seasons to give to the forecast; found by it if empty."`
	Back   int   `help:"Leave out this many values at the end of the known history, and forecast these instead of the future: to see by how much years differ."`
}

type m4WeeklyBench struct {
	Data string `help:"Folder with Weekly-train.csv and Weekly-test.csv of the M4 competition; our own small set if empty."`
	m4Flags
}

// Run prints the row of the weekly series: horizon 13, MASE against steps of one week.
func (c m4WeeklyBench) Run(b *bench) error {
	return m4Row{"Weekly", 13, 1, c.Period, c.Back, weeklyShapes, line{Must: 0.92, Aim: 0.74, Reference: "Naive2 1, Theta .971, competition's best .739"}}.run(b, c.Data)
}

type m4HourlyBench struct {
	Data string `help:"Folder with Hourly-train.csv and Hourly-test.csv of the M4 competition; our own small set if empty."`
	m4Flags
}

// Run prints the row of the hourly series: horizon 48, MASE against steps of a day.
func (c m4HourlyBench) Run(b *bench) error {
	return m4Row{"Hourly", 48, 24, c.Period, c.Back, hourlyShapes, line{Must: 0.6, Aim: 0.41, Reference: "Naive2 1, Theta 1.006, competition's best .410"}}.run(b, c.Data)
}

// m4Row is one frequency of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020).
type m4Row struct {
	name    string
	horizon int
	season  int // of MASE and Naive2
	periods []int
	back    int
	make    func() [][]float64 // our own series, history and future
	asked   line
}

func (m m4Row) run(b *bench, dir string) error {
	on := placeOf(dir)
	mark := ""
	if dir == "" {
		made, err := os.MkdirTemp("", "nhipcau-bench")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(made) }() // ours
		err = writeM4(made, m.name, m.make(), m.horizon)
		if err != nil {
			return err
		}
		dir, mark = made, notOriginal
	}
	history, err := readM4(filepath.Join(dir, m.name+"-train.csv"))
	if err != nil {
		return err
	}
	future, err := readM4(filepath.Join(dir, m.name+"-test.csv"))
	if err != nil {
		return err
	}
	if len(history) != len(future) {
		return fmt.Errorf("%d series with history, %d with future", len(history), len(future))
	}
	if m.back > 0 {
		mark += fmt.Sprintf(", %d values earlier", m.back)
		for i, y := range history {
			known := len(y) - m.back
			if m.back < m.horizon || known < 2*m.season+2 {
				return fmt.Errorf("series %d: %d values cannot be left out", i+1, m.back)
			}
			history[i], future[i] = y[:known], y[known:known+m.horizon]
		}
	}
	f, err := forecastAll(history, future, m.horizon, m.periods)
	if err != nil {
		return err
	}
	owa := m.print(f, mark)
	f.printCover(m.horizon)
	if m.back > 0 {
		on += fmt.Sprintf(", %d values earlier", m.back)
	}
	asked := m.asked
	asked.What, asked.Value, asked.Format, asked.Less, asked.On = "M4 "+m.name+", OWA", owa, "%.2f", true, on
	b.report(asked)
	f.reportCover(b, "M4 "+m.name, on)
	return nil
}

// print prints the row and returns the OWA: the mean of sMAPE and MASE, each over that of Naive2.
func (m m4Row) print(f forecasts, mark string) float64 {
	var smape, mase, smape2, mase2 float64
	for i, y := range f.history {
		scale := stepSize(y, m.season)
		naive := naive2(y, m.season, m.horizon)
		smape += sMAPE(f.mean[i], f.future[i])
		mase += meanGap(f.mean[i], f.future[i]) / scale
		smape2 += sMAPE(naive, f.future[i])
		mase2 += meanGap(naive, f.future[i]) / scale
	}
	n := float64(len(f.history))
	owa := (smape/smape2 + mase/mase2) / 2
	fmt.Printf("| row | series | sMAPE | MASE | Naive2 sMAPE, MASE | OWA | inside 80 %% | inside 95 %% | trusted | time |\n|---|---|---|---|---|---|---|---|---|---|\n")
	fmt.Printf("| M4 %s%s | %d | %.3f | %.3f | %.3f, %.3f | %.3f | %.3f | %.3f | %.0f %% | %.1f s CPU |\n\n", m.name, mark, len(f.history),
		smape/n, mase/n, smape2/n, mase2/n, owa, f.inside80, f.inside95, 100*f.trusted, f.took.Seconds())
	return owa
}

// forecasts of many series beside what came.
type forecasts struct {
	history, future    [][]float64
	mean               [][]float64
	out                []trend.Outlook
	inside80, inside95 float64
	trusted            float64 // share
	took               time.Duration
}

// forecastAll forecasts all series in one call, as 'trend forecast --batch' does, on the time of the processor.
func forecastAll(history, future [][]float64, horizon int, periods []int) (forecasts, error) {
	start := processorTime()
	out, errs := trend.ForecastBatch(history, trend.ForecastOptions{Horizon: horizon, Periods: periods})
	f := forecasts{history: history, future: future, out: out, took: processorTime() - start}
	err := errors.Join(errs...)
	if err != nil {
		return f, err
	}
	n := 0.0
	for i, o := range out {
		mean := make([]float64, len(future[i]))
		for j, truth := range future[i] {
			s := o.Steps[j]
			mean[j] = s.Mean
			f.inside80 += within(truth, s.Lo80, s.Hi80)
			f.inside95 += within(truth, s.Lo95, s.Hi95)
			n++
		}
		if o.Trusted {
			f.trusted += 1 / float64(len(out))
		}
		f.mean = append(f.mean, mean)
	}
	f.inside80 /= n
	f.inside95 /= n
	return f, nil
}

func within(v, low, high float64) float64 {
	if v >= low && v <= high {
		return 1
	}
	return 0
}

// reportCover says by how much the shares inside the intervals miss 80 % and 95 %, the larger of the two.
func (f forecasts) reportCover(b *bench, what, on string) {
	b.report(line{What: what + ", coverage of the 80 % and 95 % intervals, error", Value: max(math.Abs(f.inside80-0.8), math.Abs(f.inside95-0.95)),
		Format: "%.3f", Must: 0.05, Aim: 0.02, Less: true, On: on})
}

// printCover prints the shares inside the intervals by thirds of the horizon.
func (f forecasts) printCover(horizon int) {
	fmt.Print("| steps | inside 80 % | inside 95 % |\n|---|---|---|\n")
	for part := range 3 {
		from, to := part*horizon/3, (part+1)*horizon/3
		in80, in95, n := 0.0, 0.0, 0.0
		for i, o := range f.out {
			for j := from; j < to && j < len(f.future[i]); j++ {
				s := o.Steps[j]
				in80 += within(f.future[i][j], s.Lo80, s.Hi80)
				in95 += within(f.future[i][j], s.Lo95, s.Hi95)
				n++
			}
		}
		fmt.Printf("| %d–%d | %.3f | %.3f |\n", from+1, to, in80/n, in95/n)
	}
}

func sMAPE(f, y []float64) float64 {
	s := 0.0
	for i, v := range y {
		if v != f[i] {
			s += 200 * math.Abs(f[i]-v) / (math.Abs(f[i]) + math.Abs(v))
		}
	}
	return s / float64(len(y))
}

func meanGap(f, y []float64) float64 {
	s := 0.0
	for i, v := range y {
		s += math.Abs(f[i] - v)
	}
	return s / float64(len(y))
}

// stepSize is the mean absolute difference of values a season apart.
func stepSize(y []float64, season int) float64 {
	return meanGap(y[:len(y)-season], y[season:])
}

// readM4 reads rows of a name and values; a row ends with its last value.
func readM4(file string) ([][]float64, error) {
	rows, err := readCSV(file)
	if err != nil {
		return nil, err
	}
	var all [][]float64
	for _, fields := range rows[1:] {
		var y []float64
		for _, text := range fields[1:] {
			if text == "" || text == "NA" {
				break
			}
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
			y = append(y, v)
		}
		all = append(all, y)
	}
	return all, nil
}

// writeM4 writes series in the competition's layout, the last horizon of each as its future.
func writeM4(dir, name string, series [][]float64, horizon int) error {
	var history, future [][]float64
	for _, y := range series {
		history = append(history, y[:len(y)-horizon])
		future = append(future, y[len(y)-horizon:])
	}
	err := writeRows(filepath.Join(dir, name+"-train.csv"), history)
	if err != nil {
		return err
	}
	return writeRows(filepath.Join(dir, name+"-test.csv"), future)
}

func writeRows(file string, rows [][]float64) error {
	longest := 0
	for _, y := range rows {
		longest = max(longest, len(y))
	}
	var text []byte
	for i := range longest + 1 {
		text = fmt.Appendf(text, `"V%d",`, i+1)
	}
	text[len(text)-1] = '\n'
	for i, y := range rows {
		text = fmt.Appendf(text, `"S%d"`, i+1)
		for _, v := range y {
			text = fmt.Appendf(text, `,"%g"`, v)
		}
		text = append(text, '\n')
	}
	return os.WriteFile(file, text, fs.FileMode(0o600))
}
