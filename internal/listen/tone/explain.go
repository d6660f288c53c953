package tone

import (
	"cmp"
	"math"
	"slices"
)

// mostReasons is how many phrases explain a verdict at most.
const mostReasons = 5

// explain lists the phrases that spoke most for a tone: those of the lexicon by what they say where they
// stand, and those that the model learnt by their weight.
func (m *Model) explain(r *reading, t Tone) []Phrase {
	var all []Phrase
	for i := range r.hits {
		h := &r.hits[i]
		if w := h.speaks(t); w > 0 {
			if int(h.from) < r.titleWords {
				w *= 1.5
			}
			all = append(all, r.phrase(h.from, h.to, w))
		}
	}
	for _, g := range r.grams {
		if row, ok := m.row(g.key); ok {
			if w := float64(row[t]) * g.value; w > leastReason {
				all = append(all, r.phrase(g.from, g.to, w))
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Phrase) int { return cmp.Compare(b.Weight, a.Weight) })
	return apartOnly(all)
}

// leastReason is the smallest learnt weight worth showing.
const leastReason = 0.15

// speaks is how much a phrase says for a tone.
func (h *hit) speaks(t Tone) float64 {
	switch t {
	case Favourable:
		return h.value
	case Unfavourable:
		if h.kind == rhet {
			return 1
		}
		return -h.value
	case Unclear:
		switch h.kind {
		case mixed, ask, doubt, but:
			return 2
		}
		return math.Abs(h.value) / 2
	}
	if h.kind == plain {
		return float64(h.strength)
	}
	return math.Abs(h.event) / 2
}

// phrase is the words from up to to as they are written. A phrase lies either in the title or in the body.
func (r *reading) phrase(from, to int32, weight float64) Phrase {
	p := Phrase{InTitle: int(from) < r.titleWords, Weight: math.Round(weight*100) / 100}
	text := r.body
	if p.InTitle {
		text = r.title
		to = min(to, int32(r.titleWords)-1)
	}
	p.Start, p.End = int(r.words[from].start), int(r.words[to-1].end)
	p.Text = text[p.Start:p.End]
	return p
}

// apartOnly keeps the first phrases that do not lie in one another.
func apartOnly(all []Phrase) []Phrase {
	var kept []Phrase
	for _, p := range all {
		inside := slices.ContainsFunc(kept, func(k Phrase) bool {
			return k.Text == p.Text || k.InTitle == p.InTitle && p.Start < k.End && k.Start < p.End
		})
		if !inside {
			kept = append(kept, p)
		}
		if len(kept) == mostReasons {
			break
		}
	}
	return kept
}
