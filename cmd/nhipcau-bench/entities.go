package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

type entitiesRow struct {
	Data  string `default:"vi/testdata/entities/gold.txt" help:"File of sentences with their places and agencies: [as written|p or a|name of today]; '% held back' before those that are only counted."`
	Units string `default:"vi/testdata/entities/units.csv" help:"Table of units below the provinces."`
	Show  bool   `help:"Also print what was missed and what was too much, of the sentences that are not held back."`
}

// Run prints precision and recall of places and agencies, by span and kind, and how many names of today are right.
func (c entitiesRow) Run(b *bench) error {
	f, err := os.Open(c.Units)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	units, err := vi.ReadUnits(f)
	if err != nil {
		return err
	}
	sentences, err := readGoldEntities(c.Data)
	if err != nil {
		return err
	}
	g := vi.NewGazetteer(units, "Gia Lai")
	fmt.Print("| sentences | number | entities | precision | recall | F1 | names of today that are right |\n|---|---|---|---|---|---|---|\n")
	for _, held := range []bool{false, true} {
		var s entityScore
		for _, gold := range sentences {
			if gold.held == held {
				s.count(gold, g.Entities(gold.text), c.Show && !held)
			}
		}
		name := "looked at"
		if held {
			name = "held back"
		}
		precision, recall := share(s.right, s.found), share(s.right, s.gold)
		f1 := 2 * precision * recall / (precision + recall)
		fmt.Printf("| %s | %d | %d | %.1f %% | %.1f %% | %.1f | %d of %d |\n", name, s.sentences, s.gold, precision, recall, f1, s.today, s.renamed)
		b.report(line{What: "places and agencies, F1, " + name, Value: f1, Format: "%.1f", On: fmt.Sprintf("%d sentences of our own", s.sentences)})
	}
	return nil
}

// goldSentence is a sentence without its brackets and what they said.
type goldSentence struct {
	text     string
	entities []goldEntity
	held     bool
}

type goldEntity struct {
	start, end int
	kind       vi.EntityKind
	now        string // empty if it is not told
}

type entityScore struct{ sentences, gold, found, right, renamed, today int }

func (s *entityScore) count(gold goldSentence, found []vi.Entity, show bool) {
	s.sentences++
	s.gold += len(gold.entities)
	s.found += len(found)
	known := map[[2]int]vi.Entity{}
	for _, e := range found {
		known[[2]int{e.Start, e.End}] = e
	}
	for _, g := range gold.entities {
		e, ok := known[[2]int{g.start, g.end}]
		ok = ok && e.Kind == g.kind
		if ok {
			s.right++
			delete(known, [2]int{g.start, g.end})
		} else if show {
			fmt.Printf("missed  %q in %q\n", gold.text[g.start:g.end], gold.text)
		}
		if g.now == "" {
			continue
		}
		s.renamed++
		if ok && e.Now == g.now {
			s.today++
		} else if show {
			fmt.Printf("today   %q is %q, want %q\n", gold.text[g.start:g.end], e.Now, g.now)
		}
	}
	for _, e := range found {
		if _, left := known[[2]int{e.Start, e.End}]; left && show {
			fmt.Printf("surplus %q in %q\n", gold.text[e.Start:e.End], gold.text)
		}
	}
}

var bracketed = regexp.MustCompile(`\[([^|\]]+)\|([ap])(?:\|([^\]]*))?\]`)

func readGoldEntities(file string) ([]goldSentence, error) {
	lines, err := linesOf(file)
	if err != nil {
		return nil, err
	}
	var sentences []goldSentence
	held := false
	for _, l := range lines {
		switch {
		case l == "" || l[0] == '#':
			continue
		case l[0] == '%':
			held = true
			continue
		}
		g := goldSentence{held: held}
		var text strings.Builder
		last := 0
		for _, m := range bracketed.FindAllStringSubmatchIndex(l, -1) {
			text.WriteString(l[last:m[0]])
			e := goldEntity{start: text.Len(), kind: vi.EntityPlace}
			text.WriteString(l[m[2]:m[3]])
			e.end = text.Len()
			if l[m[4]] == 'a' {
				e.kind = vi.EntityAgency
			}
			if m[6] >= 0 {
				e.now = l[m[6]:m[7]]
			}
			g.entities = append(g.entities, e)
			last = m[1]
		}
		text.WriteString(l[last:])
		g.text = text.String()
		sentences = append(sentences, g)
	}
	return sentences, nil
}
