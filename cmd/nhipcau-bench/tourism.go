package main

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const tourismHorizon = 24

type tourismBench struct {
	Data   string `help:"Folder with the monthly series of the tourism competition: monthly_in.csv and monthly_oos.csv (a column a series), or one .tsf file of the Monash archive (its last 24 values are forecast); our own small set if empty."`
	Period []int  `help:"Seasons to give to the forecast; found by it if empty."`
}

// Run prints the mean absolute percentage error over all series and 24 months (Athanasopoulos, Hyndman, Song
// and Wu 2011).
func (c tourismBench) Run(b *bench) error {
	dir, mark := c.Data, ""
	if dir == "" {
		made, err := os.MkdirTemp("", "nhipcau-bench")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(made) }() // ours
		err = writeTourism(made, monthlyShapes())
		if err != nil {
			return err
		}
		dir, mark = made, notOriginal
	}
	history, future, err := readTourism(dir)
	if err != nil {
		return err
	}
	f, err := forecastAll(history, future, tourismHorizon, c.Period)
	if err != nil {
		return err
	}
	var own, naive float64
	for i, y := range history {
		season := make([]float64, tourismHorizon)
		for j := range season {
			season[j] = y[len(y)-12+j%12]
		}
		own += mape(f.mean[i], future[i]) / float64(len(history))
		naive += mape(season, future[i]) / float64(len(history))
	}
	fmt.Printf("| row | series | MAPE | seasonal naive | inside 80 %% | inside 95 %% | trusted | time |\n|---|---|---|---|---|---|---|---|\n")
	fmt.Printf("| tourism monthly%s | %d | %.2f | %.2f | %.3f | %.3f | %.0f %% | %.1f s CPU |\n\n",
		mark, len(history), own, naive, f.inside80, f.inside95, 100*f.trusted, f.took.Seconds())
	f.printCover(tourismHorizon)
	b.report(line{What: "tourism monthly, MAPE", Value: own, Format: "%.1f", Must: 22.5, Aim: 20.5, Less: true, On: placeOf(c.Data),
		Reference: fmt.Sprintf("seasonal naive in the same run %.1f; on the original ETS 21.06, seasonal naive 22.56", naive)})
	f.reportCover(b, "tourism monthly", placeOf(c.Data))
	return nil
}

func mape(f, y []float64) float64 {
	s, n := 0.0, 0.0
	for i, v := range y {
		if v != 0 {
			s += 100 * math.Abs((v-f[i])/v)
			n++
		}
	}
	return s / max(1, n)
}

func readTourism(dir string) (history, future [][]float64, err error) {
	archives, err := filepath.Glob(filepath.Join(dir, "*.tsf"))
	if err != nil {
		return nil, nil, err
	}
	if len(archives) > 0 {
		return readArchive(archives[0])
	}
	history, err = readColumns(filepath.Join(dir, "monthly_in.csv"))
	if err != nil {
		return nil, nil, err
	}
	future, err = readColumns(filepath.Join(dir, "monthly_oos.csv"))
	if err != nil {
		return nil, nil, err
	}
	if len(history) != len(future) {
		return nil, nil, fmt.Errorf("%d series with history, %d with future", len(history), len(future))
	}
	for i := range future {
		future[i] = future[i][:min(len(future[i]), tourismHorizon)]
	}
	return history, future, nil
}

// readArchive reads lines "name:start:value,value,…" behind @data.
func readArchive(file string) (history, future [][]float64, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = f.Close() }() // only read
	s := bufio.NewScanner(f)
	s.Buffer(nil, 64<<20)
	data := false
	for s.Scan() {
		line := strings.TrimSpace(s.Text())
		if !data || line == "" || line[0] == '#' {
			data = data || strings.EqualFold(line, "@data")
			continue
		}
		y, err := parseValues(strings.Split(line[strings.LastIndexByte(line, ':')+1:], ","))
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", file, err)
		}
		if len(y) < 3*tourismHorizon {
			return nil, nil, fmt.Errorf("%s: a series of %d values is too short", file, len(y))
		}
		cut := len(y) - tourismHorizon
		history, future = append(history, y[:cut]), append(future, y[cut:])
	}
	return history, future, s.Err()
}

// readColumns reads a table with a column a series below its name. Rows that say how long a series is and
// when it begins, as in the competition's files, are known by the first: it counts what stands below them.
func readColumns(file string) ([][]float64, error) {
	rows, err := readCSV(file)
	if err != nil {
		return nil, err
	}
	var all [][]float64
	for c := range rows[0] {
		var cells []string
		for _, row := range rows[1:] {
			if c < len(row) && row[c] != "" && row[c] != "NA" {
				cells = append(cells, row[c])
			}
		}
		y, err := parseValues(cells)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for head := 1; head <= 3 && head < len(y); head++ {
			if y[0] == float64(len(y)-head) {
				y = y[head:]
				break
			}
		}
		if len(y) > 0 {
			all = append(all, y)
		}
	}
	return all, nil
}

func parseValues(cells []string) ([]float64, error) {
	var y []float64
	for _, text := range cells {
		text = strings.TrimSpace(text)
		if text == "?" {
			y = append(y, math.NaN())
			continue
		}
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return nil, err
		}
		y = append(y, v)
	}
	return y, nil
}

// writeTourism writes series in the competition's layout, the last 24 months of each as its future.
func writeTourism(dir string, series [][]float64) error {
	var history, future [][]float64
	for _, y := range series {
		history = append(history, y[:len(y)-tourismHorizon])
		future = append(future, y[len(y)-tourismHorizon:])
	}
	err := writeColumns(filepath.Join(dir, "monthly_in.csv"), history)
	if err != nil {
		return err
	}
	return writeColumns(filepath.Join(dir, "monthly_oos.csv"), future)
}

func writeColumns(file string, series [][]float64) error {
	var text strings.Builder
	longest := 0
	var head [4][]string
	for i, y := range series {
		longest = max(longest, len(y))
		for k, v := range []string{"m" + strconv.Itoa(i+1), strconv.Itoa(len(y)), "2001", "1"} {
			head[k] = append(head[k], v)
		}
	}
	for _, row := range head {
		text.WriteString(strings.Join(row, ",") + "\n")
	}
	for t := range longest {
		row := make([]string, len(series))
		for i, y := range series {
			if t < len(y) {
				row[i] = strconv.FormatFloat(y[t], 'g', -1, 64)
			}
		}
		text.WriteString(strings.Join(row, ",") + "\n")
	}
	return os.WriteFile(file, []byte(text.String()), 0o600)
}
