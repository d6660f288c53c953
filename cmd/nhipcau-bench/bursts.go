package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/demo/press"
)

type burstsRow struct {
	Program string   `default:"bin/nhipcau" help:"The program to measure."`
	Seed    []string `default:"1,2,3" help:"Seeds of the presses that are written and listened to."`
	Days    int      `default:"90" help:"Days of each."`
	Items   int      `default:"12000" help:"About how many items each has."`
	Step    string   `default:"1m" help:"Items that arrive within this time are handed in together."`
}

// burstScores is what "nhipcau demo score --json" prints.
type burstScores struct {
	Seeds []struct {
		Seed    uint64  `json:"seed"`
		Items   int     `json:"items"`
		Seconds float64 `json:"seconds"`
		press.Score
	} `json:"seeds"`
	All press.Score `json:"all"`
}

const onPresses = "presses of the demo's generator"

// Run lets the program listen to presses whose truth is known, each item at the time of its arrival, through the
// store, topics, stories and alerts of the product, and prints how its alerts agree with what was planted.
func (c burstsRow) Run(b *bench) error {
	cmd := exec.CommandContext(b, c.Program, "demo", "score", "--json", "--seed", strings.Join(c.Seed, ","),
		fmt.Sprintf("--days=%d", c.Days), fmt.Sprintf("--items=%d", c.Items), "--step="+c.Step)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, os.Stderr
	err := cmd.Run()
	if err != nil {
		return fmt.Errorf("%s demo score: %w", c.Program, err)
	}
	var s burstScores
	err = json.Unmarshal(out.Bytes(), &s)
	if err != nil {
		return err
	}
	fmt.Print("| seed | items | planted | found | before the peak | recall | alerts | precision | false per 30 series-days | median delay, min |\n|---|---|---|---|---|---|---|---|---|---|\n")
	for _, one := range s.Seeds {
		printBursts(fmt.Sprint(one.Seed), fmt.Sprint(one.Items), one.Score)
	}
	printBursts("all", "", s.All)
	fmt.Print("\nFound by shape: ")
	for _, shape := range slices.Sorted(maps.Keys(s.All.ByShape)) {
		n := s.All.ByShape[shape]
		fmt.Printf("%s %d of %d; ", shape, n[0], n[1])
	}
	fmt.Print("\nFalse alarms by what was planted there: ")
	for _, kind := range slices.Sorted(maps.Keys(s.All.ByNotBurst)) {
		name := kind
		if kind == "" {
			name = "nothing"
		}
		fmt.Printf("%s %d; ", name, s.All.ByNotBurst[kind])
	}
	fmt.Println()
	b.report(line{What: "planted bursts, recall", Value: s.All.Recall, Format: "%.3f", Must: .85, Aim: .95, On: onPresses})
	b.report(line{What: "planted bursts, precision", Value: s.All.Precision, Format: "%.3f", Must: .70, Aim: .85, On: onPresses})
	b.report(line{What: "false alerts per 30 series-days", Value: s.All.Per30, Format: "%.2f", Must: 1, Aim: .3, Less: true, On: onPresses})
	b.report(line{What: "median delay after the fifth independent item, minutes", Value: s.All.Delay, Format: "%.1f", Must: 15, Aim: 5, Less: true, On: onPresses})
	return nil
}

func printBursts(seed, items string, s press.Score) {
	fmt.Printf("| %s | %s | %d | %d | %d | %.3f | %d | %.3f | %.2f | %.1f |\n", seed, items, s.Bursts, s.Hit, s.Early, s.Recall, s.Alarms, s.Precision, s.Per30, s.Delay)
}
