package main

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestSeriesComeBackAsTheyWereWritten(t *testing.T) {
	t.Parallel()
	var series [][]float64
	for _, n := range []int{80, 91, 130} {
		var y []float64
		for i := range n {
			y = append(y, float64(100+i*i%17))
		}
		series = append(series, y)
	}
	dir := t.TempDir()
	err := writeTourism(dir, series)
	if err != nil {
		t.Fatal(err)
	}
	history, future, err := readTourism(dir)
	if err != nil {
		t.Fatal(err)
	}
	checkSeries(t, "tourism", series, history, future)
	err = writeM4(dir, "Weekly", series, 13)
	if err != nil {
		t.Fatal(err)
	}
	history, err = readM4(filepath.Join(dir, "Weekly-train.csv"))
	if err != nil {
		t.Fatal(err)
	}
	future, err = readM4(filepath.Join(dir, "Weekly-test.csv"))
	if err != nil {
		t.Fatal(err)
	}
	checkSeries(t, "M4", series, history, future)
}

func checkSeries(t *testing.T, name string, want, history, future [][]float64) {
	t.Helper()
	if len(history) != len(want) || len(future) != len(want) {
		t.Fatalf("%s: %d and %d series, want %d", name, len(history), len(future), len(want))
	}
	for i, y := range want {
		got := append(slices.Clone(history[i]), future[i]...)
		if !slices.Equal(got, y) {
			t.Errorf("%s: series %d is %v, want %v", name, i, got, y)
		}
	}
}

func TestArchiveIsRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := "# about\n@relation x\n@attribute series_name string\n@attribute start_timestamp date\n@data\nT1:1979-01-01 00-00-00:"
	for i := range 100 {
		if i > 0 {
			text += ","
		}
		text += string(rune('1' + i%9))
	}
	err := os.WriteFile(filepath.Join(dir, "tourism.tsf"), []byte(text+"\n"), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	history, future, err := readTourism(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(history) != 1 || len(history[0]) != 76 || len(future[0]) != 24 || history[0][0] != 1 || future[0][23] != 1 {
		t.Errorf("got %v and %v", history, future)
	}
}

func TestNaive2TakesTheSeasonAwayAndPutsItBack(t *testing.T) {
	t.Parallel()
	season := []float64{0.5, 1, 1.5, 1}
	var y []float64
	for i := range 40 {
		y = append(y, 100*season[i%4])
	}
	for i, v := range naive2(y, 4, 8) {
		if math.Abs(v-100*season[i%4]) > 1e-9 {
			t.Errorf("step %d: got %g, want %g", i+1, v, 100*season[i%4])
		}
	}
	if got := naive2([]float64{3, 1, 4}, 1, 2); !slices.Equal(got, []float64{4, 4}) {
		t.Errorf("got %v, want the last value", got)
	}
}
