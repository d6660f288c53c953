package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"time"
)

// bench is what a row runs in: it takes the lines for the table of all rows.
type bench struct {
	context.Context
	row   string
	lines []tableLine
}

// line is one number of a row for the table that 'make bench' prints at its end.
type line struct {
	What      string
	Value     float64
	Format    string  // of Value, Must and Aim: "%.1f", "%.0f MB"
	Must, Aim float64 // 0: nothing was asked
	Less      bool    // the smaller the better
	Reference string  // what others reach, or what a ratio is to
	On        string  // what it was measured on: onOriginal, onOwn, or in words
}

const (
	onOriginal = "the original"
	onOwn      = "a set of our own, *not measured on the original*"
)

// notOriginal stands behind the name of what is measured on a set of our own.
const notOriginal = " (*not measured on the original*)"

// folderOf is where the data of a row with this argument --data are, in our own folder if it is empty, and what stands
// behind names then.
func folderOf(data, own string) (dir, mark string) {
	if data == "" {
		return own, notOriginal
	}
	return data, ""
}

// placeOf says what a row with this argument --data is measured on.
func placeOf(data string) string {
	if data == "" {
		return onOwn
	}
	return onOriginal
}

// tableLine is a line as it is printed and kept between the processes of the rows.
type tableLine struct{ Row, What, Measured, Must, Aim, Reached, Reference, On string }

// report takes a line into the table of all rows.
func (b *bench) report(l line) {
	show := func(v float64) string {
		if v == 0 {
			return ""
		}
		return fmt.Sprintf(l.Format, v)
	}
	t := tableLine{Row: b.row, What: l.What, Measured: fmt.Sprintf(l.Format, l.Value), Must: show(l.Must), Aim: show(l.Aim), Reference: l.Reference, On: l.On}
	switch {
	case l.Must == 0 || l.On == onOwn: // nothing is reached on another set than the one that was meant
	case math.IsNaN(l.Value):
		t.Reached = "no"
	case l.reaches(l.Aim):
		t.Reached = "aim"
	case l.reaches(l.Must):
		t.Reached = "must"
	default:
		t.Reached = "no"
	}
	b.lines = append(b.lines, t)
}

func (l line) reaches(bound float64) bool {
	if l.Less {
		return bound > 0 && l.Value <= bound
	}
	return bound > 0 && l.Value >= bound
}

// save adds the lines of this row to a file; nothing without its name.
func (b *bench) save(file string) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	e := json.NewEncoder(f)
	e.SetEscapeHTML(false)
	for _, l := range b.lines {
		err = e.Encode(l)
		if err != nil {
			break
		}
	}
	closed := f.Close()
	if err != nil {
		return err
	}
	return closed
}

type tableRow struct {
	File string `arg:"" help:"What rows wrote with --lines."`
}

// Run prints the lines of all rows as one table, with the machine and the commit.
func (c tableRow) Run(*bench) error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	fmt.Printf("Machine: %d cores, %s, Go %s. Commit %s, %s.\n\n", runtime.NumCPU(), cpuName(), runtime.Version(), commit(), time.Now().Format(time.DateOnly))
	fmt.Print("| row | what | measured | must | aim | reached | for comparison | measured on |\n|---|---|---|---|---|---|---|---|\n")
	last := ""
	for text := range bytes.Lines(data) {
		var l tableLine
		err := json.Unmarshal(text, &l)
		if err != nil {
			return fmt.Errorf("%s: %w", c.File, err)
		}
		row := l.Row
		if row == last {
			row = "…"
		}
		last = l.Row
		fmt.Println("| " + strings.Join([]string{row, l.What, l.Measured, l.Must, l.Aim, l.Reached, l.Reference, l.On}, " | ") + " |")
	}
	return nil
}
