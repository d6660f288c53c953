package digest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// What the volume of a digest is held against.
const (
	spansBefore = 8 // stretches before it, as long as it is: weeks for a weekly digest
	leastSpans  = 4 // of which something was heard at all; with fewer nothing is said
	mostAreas   = 15
)

// Volume is how much was written about one place, and how much in the stretches before, oldest first.
type Volume struct {
	Name   string
	Items  int // independent ones
	Before []int
}

// band are the least and the most of the stretches before; ok is false where there are too few.
func band(before []int) (lo, hi int, ok bool) {
	if len(before) < leastSpans {
		return 0, 0, false
	}
	return slices.Min(before), slices.Max(before), true
}

// history is what was heard before a digest, in stretches as long as it is.
type history struct {
	starts []time.Time // of the stretches, oldest first, and the end of the last
	items  []int
	areas  []map[string]int
	fresh  *vocabulary
}

// past reads the stretches before a digest. Those before anything was heard are left out.
func (s *Service) past(ctx context.Context, tx *db.Tx, d Digest, places places) (*history, error) {
	days := d.From.DaysUntil(d.To) + 1
	h := &history{fresh: newVocabulary()}
	for k := spansBefore; k >= 0; k-- {
		h.starts = append(h.starts, d.From.AddDays(-k*days).Start())
		h.items, h.areas = append(h.items, 0), append(h.areas, map[string]int{})
	}
	seen := map[teller]bool{}
	err := s.Listen.Between(ctx, tx, h.starts[0], h.starts[spansBefore], func(i listen.Item) {
		k := law.DateOf(h.starts[0]).DaysUntil(law.DateOf(i.Published)) / days
		h.items[k]++
		if i.Relation.Spreads() {
			return
		}
		places.each(i.Title, i.Lead, func(name string) { h.areas[k][name]++ })
		if by := (teller{i.Story, i.Source}); !seen[by] {
			seen[by] = true
			h.fresh.hear(i)
		}
	})
	if err != nil {
		return nil, fmt.Errorf("reading what came before: %w", err)
	}
	for len(h.items) > 1 && h.items[0] == 0 {
		h.starts, h.items, h.areas = h.starts[1:], h.items[1:], h.areas[1:]
	}
	return h, nil
}

// spans is how many stretches something was heard in.
func (h *history) spans() int { return len(h.starts) - 1 }

// volumes are the places most was written about, with what was written before.
func (h *history) volumes(now map[string]int) []Volume {
	var all []Volume
	for name, n := range now {
		v := Volume{Name: name, Items: n}
		for k := range h.spans() {
			v.Before = append(v.Before, h.areas[k][name])
		}
		all = append(all, v)
	}
	slices.SortFunc(all, func(a, b Volume) int { return cmp.Or(cmp.Compare(b.Items, a.Items), cmp.Compare(a.Name, b.Name)) })
	return all[:min(mostAreas, len(all))]
}

// byTopic is the volume of each topic in the stretches before a digest, oldest first, and in that of the digest.
func (s *Service) byTopic(ctx context.Context, tx *db.Tx, h *history, d Digest) (map[listen.TopicID][]int, error) {
	all, err := s.Listen.Volume(ctx, tx, law.DateOf(h.starts[0]), d.To)
	for topic, days := range all {
		var spans []int
		for span := range slices.Chunk(days, d.From.DaysUntil(d.To)+1) {
			spans = append(spans, total(span))
		}
		all[topic] = spans
	}
	return all, err
}

func total(all []int) (n int) {
	for _, x := range all {
		n += x
	}
	return n
}

// places are the names of communes, without their kind: Bến Lúa.
type places map[string]string

// placesOf reads the communes of a directory.
func placesOf(units []org.Unit) places {
	all := places{}
	for _, u := range units {
		if u.Level != org.Commune {
			continue
		}
		name := u.Name
		for _, kind := range []string{"Ủy ban nhân dân ", "UBND "} {
			name = strings.TrimPrefix(name, kind)
		}
		bare := name
		for _, kind := range []string{"xã ", "phường ", "đặc khu ", "Xã ", "Phường ", "Đặc khu "} {
			bare = strings.TrimPrefix(bare, kind)
		}
		if strings.Contains(bare, " ") { // a single syllable is too often a word
			all[bare] = bare
		}
	}
	return all
}

// each visits the places that a text names, each once.
func (p places) each(title, lead string, visit func(name string)) {
	if len(p) == 0 {
		return
	}
	var named [8]string
	seen := named[:0]
	for _, text := range []string{title, lead} {
		for from := 0; from < len(text); {
			word := strings.IndexByte(text[from:], ' ')
			next := len(text)
			if word >= 0 {
				next = from + word + 1
			}
			if first, _ := utf8.DecodeRuneInString(text[from:]); unicode.IsUpper(first) {
				if name, ok := p.at(text[from:]); ok && !slices.Contains(seen, name) {
					seen = append(seen, name)
					visit(name)
				}
			}
			from = next
		}
	}
}

// at finds the place with whose name a text begins, the longest one.
func (p places) at(text string) (found string, ok bool) {
	const mostSyllables = 4
	syllables := 0
	for i, r := range text {
		if unicode.IsLetter(r) {
			continue
		}
		if name, known := p[text[:i]]; known {
			found, ok = name, true
		}
		if syllables++; r != ' ' || syllables == mostSyllables {
			return found, ok
		}
	}
	if name, known := p[text]; known {
		found, ok = name, true
	}
	return found, ok
}
