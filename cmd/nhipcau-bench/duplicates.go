package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/nhipcau/nhipcau/similar"
)

type duplicatesRow struct {
	Data    string `help:"Folder with originals as JSON lines with text; texts are made if empty."`
	Texts   int    `default:"20000" help:"Originals of each length to make."`
	Million int    `default:"1000000" help:"Comments to group with the program; 0 leaves that out."`
	Program string `default:"bin/nhipcau" help:"The program to measure."`
	Seed    uint64 `default:"1" help:"Seed of what is made."`
}

// Run prints recall and precision for each way of changing a text, then time and memory of grouping.
func (c duplicatesRow) Run(b *bench) error {
	sets, err := c.sets()
	if err != nil {
		return err
	}
	if c.Data == "" {
		fmt.Print("*not measured on the original*: the texts are made here\n\n")
	}
	fmt.Println("| originals | change | texts | right text found | relations |")
	fmt.Println("|---|---|---|---|---|")
	for _, s := range sets {
		c.quality(b, s)
	}
	if c.Million == 0 {
		return nil
	}
	return c.group(b)
}

// originals are texts that are not alike, as words.
type originals struct {
	name  string
	texts [][]string
}

func (c duplicatesRow) sets() ([]originals, error) {
	if c.Data != "" {
		return readOriginals(c.Data)
	}
	m := &maker{Rand: random(c.Seed)}
	var sets []originals
	for _, kind := range []struct {
		name        string
		least, most int
		share       int
	}{{"comments of 40 syllables", 40, 40, 1}, {"posts of 80–200 syllables", 80, 200, 2}, {"articles of 300–900 syllables", 300, 900, 4}} {
		s := originals{name: kind.name + ", made"}
		for range c.Texts / kind.share {
			s.texts = append(s.texts, m.comment(kind.least+m.IntN(kind.most-kind.least+1)))
		}
		sets = append(sets, s)
	}
	return sets, nil
}

// readOriginals reads the texts of all JSON lines in a folder, a set for each file.
func readOriginals(dir string) ([]originals, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.jsonl"))
	if err != nil {
		return nil, err
	}
	var sets []originals
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		s := originals{name: filepath.Base(file)}
		for line := range bytes.Lines(data) {
			var v struct{ Text, TextCleaned string }
			if json.Unmarshal(line, &v) != nil {
				continue
			}
			words := strings.Fields(v.Text + v.TextCleaned)
			if len(words) >= 12 {
				s.texts = append(s.texts, words)
			}
		}
		if len(s.texts) > 0 {
			sets = append(sets, s)
		}
	}
	if len(sets) == 0 {
		return nil, fmt.Errorf("no texts of twelve words or more in %s", dir)
	}
	return sets, nil
}

// change is one way in which a text becomes another one.
type change struct {
	name      string
	make      func(m *maker, text, other []string) []string
	must, aim float64 // per cent of the texts; 0: nothing was asked
}

var changes = []change{
	{"case and signs", func(m *maker, t, _ []string) []string { return m.loose(t) }, 0, 0},
	{"credit line and 2 % of words", func(m *maker, t, _ []string) []string { return m.credit(t) }, 0, 0},
	{"10 % of words", func(m *maker, t, _ []string) []string { return m.change(t, 0.1) }, 0, 0},
	{"20 % of words", func(m *maker, t, _ []string) []string { return m.change(t, 0.2) }, 97, 99},
	{"last 30 % cut", func(m *maker, t, _ []string) []string { return m.cut(t) }, 0, 0},
	{"half quoted in a longer text", func(m *maker, t, o []string) []string { return m.quote(t, o) }, 93, 97},
	{"same frame, own lines", func(m *maker, t, o []string) []string { return m.frame(t, o) }, 0, 0},
	{"one figure", func(m *maker, t, _ []string) []string { return m.figure(t) }, 0, 0},
	{"nothing: another text", func(_ *maker, _, o []string) []string { return o }, 0, 0},
}

// quality asks an index of all originals for each change of each.
func (c duplicatesRow) quality(b *bench, s originals) {
	x := similar.NewIndex(similar.Options{})
	m := &maker{Rand: random(c.Seed + 1)}
	wrong, claimed := 0, 0
	for i, t := range s.texts {
		if x.Add(strings.Join(t, " "), int64(i)).Relation != similar.New {
			wrong++
			claimed++
		}
		if i%7 == 0 {
			m.spare = append(m.spare, t...)
		}
	}
	for _, ch := range changes {
		asked, right := 0, 0
		relations := map[similar.Relation]int{}
		for i, t := range s.texts {
			own := m.fresh(s, len(t))
			text := ch.make(m, t, own)
			if text == nil {
				continue
			}
			asked++
			match := x.Ask(strings.Join(text, " "))
			relations[match.Relation]++
			unrelated := strings.HasPrefix(ch.name, "nothing")
			switch {
			case unrelated == (match.Of < 0) && (unrelated || match.Of == i):
				right++
			case match.Of >= 0:
				wrong++
			}
			if match.Of >= 0 {
				claimed++
			}
		}
		share := 100 * float64(right) / float64(max(asked, 1))
		fmt.Printf("| %s | %s | %d | %.2f %% | %v |\n", s.name, ch.name, asked, share, relations)
		if ch.must > 0 {
			b.report(line{What: s.name + ", " + ch.name + ", right text found", Value: share, Format: "%.1f %%", Must: ch.must, Aim: ch.aim, On: placeOf(c.Data)})
		}
	}
	precision := 100 - 100*float64(wrong)/float64(max(claimed, 1))
	fmt.Printf("| %s | precision of all that was said | %d | %.2f %% | |\n", s.name, claimed, precision)
	b.report(line{What: s.name + ", precision of all that was said", Value: precision, Format: "%.2f %%", Must: 99, Aim: 99.9, On: placeOf(c.Data)})
}

// fresh is text of its own, between once and one and a half times as long: made, or for given originals
// sentences mixed from three of them, so that it is like none.
func (m *maker) fresh(s originals, length int) []string {
	length += m.IntN(length/2 + 1)
	if strings.HasSuffix(s.name, "made") {
		return m.comment(length)
	}
	out := make([]string, 0, length)
	for len(out) < length {
		t := s.texts[m.IntN(len(s.texts))]
		from := m.IntN(len(t))
		out = append(out, t[from:min(from+3+m.IntN(4), len(t))]...)
	}
	return out[:length]
}

// group has the program group comments of 40 syllables on two cores: 70 % of them new, the others changed
// from earlier ones.
func (c duplicatesRow) group(b *bench) error {
	file, err := os.CreateTemp("", "nhipcau-duplicates-*.jsonl")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }() // only ours
	err = c.writeComments(file)
	if err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	err = file.Close()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(b, c.Program, "similar", "dedupe", file.Name())
	cmd.Env = append(os.Environ(), "GOMAXPROCS=2")
	cmd.Stderr = os.Stderr
	began := time.Now()
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	err = cmd.Start()
	if err != nil {
		return err
	}
	relations := map[string]int{}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var v struct{ Relation string }
		err := json.Unmarshal(lines.Bytes(), &v)
		if err != nil {
			return err
		}
		relations[v.Relation]++
	}
	err = cmd.Wait()
	if err != nil {
		return err
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	took, spent := time.Since(began), cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()
	fmt.Printf("\nGrouping %d comments of 40 syllables (%d MB): %.1f s, %.1f s of processor time, %d MB resident at most (%d cores). %v\n",
		c.Million, info.Size()>>20, took.Seconds(), spent.Seconds(),
		used.Maxrss>>10, runtime.NumCPU(), relations)
	what, on := fmt.Sprintf("grouping %d comments of 40 syllables, ", c.Million), fmt.Sprintf("comments made here, %d cores", runtime.NumCPU())
	b.report(line{What: what + "clock", Value: took.Seconds(), Format: "%.0f s", Must: 120, Aim: 45, Less: true, On: on,
		Reference: fmt.Sprintf("processor time %.0f s", spent.Seconds())})
	b.report(line{What: what + "memory", Value: float64(used.Maxrss) / 1024, Format: "%.0f MB", Must: 2000, Aim: 1000, Less: true, On: on})
	return nil
}

func (c duplicatesRow) writeComments(file *os.File) error {
	m := &maker{Rand: random(c.Seed + 2)}
	w := bufio.NewWriterSize(file, 1<<20)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	recent := make([][]string, 4096)
	for i := range c.Million {
		text := m.comment(40)
		earlier := recent[m.IntN(len(recent))]
		if earlier != nil && m.IntN(10) < 3 {
			made := changes[m.IntN(len(changes)-1)].make(m, earlier, text)
			if made != nil {
				text = made
			}
		}
		recent[m.IntN(len(recent))] = text
		if len(m.spare) < 100_000 {
			m.spare = append(m.spare, text...)
		}
		err := e.Encode(struct {
			ID   int    `json:"id"`
			Text string `json:"text"`
		}{i + 1, strings.Join(text, " ")})
		if err != nil {
			return err
		}
	}
	return w.Flush()
}
