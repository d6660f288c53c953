package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

type startRow struct {
	Program string `default:"bin/nhipcau" help:"The program to measure."`
	Times   int    `default:"15" help:"Processes to start."`
}

// Run prints the bytes that vi, similar and trend embed, and the time from the start of a process to its end
// with the words of one text, beside the same program when it only tells its version.
func (c startRow) Run(b *bench) error {
	size, err := embedded(b)
	if err != nil {
		return err
	}
	text := "Ủy ban nhân dân tỉnh ban hành kế hoạch truyền thông chính sách."
	segment, err := c.median(b, text, "vi", "segment", "-")
	if err != nil {
		return err
	}
	version, err := c.median(b, "", "version")
	if err != nil {
		return err
	}
	fmt.Printf("Embedded in vi, similar and trend: %.2f MB.\n\n", float64(size)/1e6)
	fmt.Print("| process, median | processor time | clock |\n|---|---|---|\n")
	fmt.Printf("| 'vi segment' with one text | %s | %s |\n| 'version' | %s | %s |\n", ms(segment.processor), ms(segment.clock), ms(version.processor), ms(version.clock))
	b.report(line{What: "embedded data", Value: float64(size) / 1e6, Format: "%.1f MB", Must: 6, Aim: 4, Less: true, On: "vi, similar, trend"})
	b.report(line{What: "start: process with the words of one text, processor time", Value: float64(segment.processor.Microseconds()) / 1000, Format: "%.0f ms", Must: 50, Aim: 30, Less: true,
		Reference: fmt.Sprintf("the same program telling its version %s", ms(version.processor)), On: fmt.Sprintf("median of %d", c.Times)})
	return nil
}

// embedded adds up the files that the libraries embed.
func embedded(b *bench) (int64, error) {
	out, err := exec.CommandContext(b, "go", "list", "-json=Dir,EmbedFiles", "./vi", "./similar", "./trend").Output()
	if err != nil {
		return 0, fmt.Errorf("go list: %w", err)
	}
	var sum int64
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p struct {
			Dir        string
			EmbedFiles []string
		}
		err := d.Decode(&p)
		if err != nil {
			return 0, err
		}
		for _, name := range p.EmbedFiles {
			info, err := os.Stat(filepath.Join(p.Dir, name))
			if err != nil {
				return 0, err
			}
			sum += info.Size()
		}
	}
	return sum, nil
}

// start is what one process took.
type start struct{ processor, clock time.Duration }

// median starts the program again and again; both times are the middle ones.
func (c startRow) median(b *bench, input string, args ...string) (start, error) {
	var processor, clock []time.Duration
	for range c.Times {
		cmd := exec.CommandContext(b, c.Program, args...)
		cmd.Stdin = strings.NewReader(input)
		from := time.Now()
		err := cmd.Run()
		if err != nil {
			return start{}, fmt.Errorf("%s %s: %w", c.Program, strings.Join(args, " "), err)
		}
		clock = append(clock, time.Since(from))
		processor = append(processor, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	}
	slices.Sort(processor)
	slices.Sort(clock)
	return start{processor[c.Times/2], clock[c.Times/2]}, nil
}
