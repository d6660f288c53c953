package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// ownRobots is the small set that stands in for the public one.
const ownRobots = "cmd/nhipcau-bench/testdata/robots"

type robotsRow struct {
	Data    string `help:"Folder with *.textproto of the robots.txt specification test; our own small set if empty."`
	Program string `default:"bin/nhipcau" help:"The program to measure."`
	Each    bool   `help:"Also print each expectation that was not met."`
}

// robotsCase is one robots.txt with what is expected of it.
type robotsCase struct {
	file         string
	expectations []robotsExpectation
}

type robotsExpectation struct {
	agent, url string
	allowed    bool
}

// Run asks 'nhipcau listen robots' once for every expectation.
func (c robotsRow) Run(b *bench) error {
	dir := c.Data
	if dir == "" {
		dir = ownRobots
		fmt.Print("*not measured on the original*: the files are our own\n\n")
	}
	asked, met := 0, 0
	var spent time.Duration
	fmt.Print("| file | expectations | met |\n|---|---|---|\n")
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".textproto" {
			return err
		}
		cases, err := readRobotsCases(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		all, right := 0, 0
		for _, k := range cases {
			n, cpu, err := c.judge(b, path, k)
			if err != nil {
				return err
			}
			all, right, spent = all+len(k.expectations), right+n, spent+cpu
		}
		fmt.Printf("| %s | %d | %d |\n", filepath.Base(path), all, right)
		asked, met = asked+all, met+right
		return nil
	})
	if err != nil {
		return err
	}
	if asked == 0 {
		return fmt.Errorf("no *.textproto with expectations in %s", dir)
	}
	fmt.Printf("| together | %d | %d |\n\n%d processes, %s of processor time each.\n", asked, met, asked, (spent / time.Duration(asked)).Round(time.Millisecond/10))
	b.report(line{What: fmt.Sprintf("expectations on robots.txt met, of %d", asked), Value: float64(met), Format: "%.0f", Must: 400, Aim: 400, On: placeOf(c.Data)})
	return nil
}

// judge counts the expectations that are met.
func (c robotsRow) judge(b *bench, path string, k robotsCase) (met int, cpu time.Duration, err error) {
	for _, e := range k.expectations {
		cmd := exec.CommandContext(b, c.Program, "listen", "robots", "-", "--agent="+e.agent, "--url="+e.url)
		cmd.Stdin, cmd.Stderr = strings.NewReader(k.file), os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return met, cpu, err
		}
		cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		if got := strings.TrimSpace(string(out)); got == map[bool]string{true: "allow", false: "deny"}[e.allowed] {
			met++
		} else if c.Each {
			fmt.Printf("%s: %q may fetch %q: %s\n%s\n", path, e.agent, e.url, got, k.file)
		}
	}
	return met, cpu, nil
}

func readRobotsCases(path string) ([]robotsCase, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	fields, err := readTextProto(string(data))
	if err != nil {
		return nil, err
	}
	var cases []robotsCase
	for _, test := range fields {
		if test.name != "tests" {
			continue
		}
		k := robotsCase{file: test.text("robotstxt")}
		for _, f := range test.fields {
			if f.name != "test_expectations" {
				continue
			}
			outcome := f.text("expected_outcome")
			if outcome != "ALLOWED" && outcome != "DISALLOWED" {
				return nil, fmt.Errorf("an outcome %q", outcome)
			}
			k.expectations = append(k.expectations, robotsExpectation{f.text("useragent"), f.text("testurl"), outcome == "ALLOWED"})
		}
		cases = append(cases, k)
	}
	return cases, nil
}
