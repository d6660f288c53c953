package vi

import (
	"errors"
	"math"
	"slices"
	"strings"
)

// RestoreSource is a body of text that a model of diacritics is learned from.
type RestoreSource struct {
	Name  string
	Texts []string // sentences or paragraphs with their diacritics
}

// RestoreScore is how a model did on one source of which it had seen nothing.
type RestoreScore struct {
	Name      string
	Syllables int
	Accuracy  float64 // share of all syllables restored right, nothing abstained from
	Answered  float64 // share restored with at least RestoreSure
	Right     float64 // share of the answered that was right
}

// LearnRestore learns the model of [Restore] from sources and the words of a lexicon, and returns it as a
// file with about at its head. It leaves out one source at a time, scores the model of the others on it,
// and calibrates the probabilities on what came out; at least two sources are needed.
func LearnRestore(sources []RestoreSource, lexicon []string, about []Attribute) ([]byte, []RestoreScore, error) {
	if len(sources) < 2 {
		return nil, nil, errors.New("learning to restore needs at least two sources of text")
	}
	outcomes := make([][]outcome, len(sources))
	var all []outcome
	for i, left := range sources {
		m := countRestore(slices.Concat(sources[:i], sources[i+1:]), lexicon)
		outcomes[i] = m.outcomes(left.Texts)
		all = append(all, outcomes[i]...)
	}
	m := countRestore(sources, lexicon)
	if len(m.forms) > math.MaxUint16 {
		return nil, nil, errors.New("too many different syllables")
	}
	m.calibrate(all)
	var scores []RestoreScore
	for i, s := range sources {
		scores = append(scores, m.scoreOutcomes(s.Name, outcomes[i]))
	}
	return m.file(about), scores, nil
}

// countRestore counts the neighbours in all sources and marks the pairs of the lexicon.
func countRestore(sources []RestoreSource, lexicon []string) *restorer {
	c := restoreCounts{map[string]uint16{}, []string{"", ""}, map[uint32]uint32{}}
	for _, s := range sources {
		for _, text := range s.Texts {
			c.text(text)
		}
	}
	for _, word := range lexicon {
		c.word(word)
	}
	m := &restorer{forms: c.forms, pairs: newPairTable(len(c.pairs))}
	for k, v := range c.pairs {
		m.pairs.set(k, v)
	}
	m.index()
	return m
}

// restoreCounts gathers the forms and pairs of a [restorer].
type restoreCounts struct {
	number map[string]uint16
	forms  []string
	pairs  map[uint32]uint32
}

// form is the number of a syllable, which becomes known.
func (c *restoreCounts) form(s string) uint16 {
	n, ok := c.number[s]
	if !ok {
		n = uint16(len(c.forms))
		c.number[s] = n
		c.forms = append(c.forms, s)
	}
	return n
}

// text counts the neighbours in a text.
func (c *restoreCounts) text(s string) {
	s = Normalize(s)
	previous := uint16(edgeForm)
	for _, t := range Tokens(s) {
		here := uint16(otherForm)
		if t.Kind == TokenPunctuation {
			here = edgeForm
		} else if word := lowerForm(t.Text(s)); t.Kind == TokenWord && IsSyllable(word) {
			here = c.form(word)
		}
		if previous != edgeForm || here != edgeForm {
			c.pairs[pairKey(previous, here)] += 1 << countShift
		}
		previous = here
	}
	if previous != edgeForm {
		c.pairs[pairKey(previous, edgeForm)] += 1 << countShift
	}
}

// word marks the pairs inside a word of the lexicon.
func (c *restoreCounts) word(s string) {
	parts := strings.Fields(lowerForm(s))
	for i, p := range parts {
		if !IsSyllable(p) {
			return
		}
		here := c.form(p)
		if i == 1 {
			c.pairs[pairKey(c.number[parts[0]], here)] |= lexiconPair
		} else if i > 1 {
			c.pairs[pairKey(c.number[parts[i-1]], here)] |= longPair
		}
	}
}

// lowerForm is how the model writes a syllable.
func lowerForm(s string) string { return CanonicalTone(strings.ToLower(Normalize(s))) }

// outcome is how one syllable of held-out text was restored.
type outcome struct {
	raw   float64
	alone bool // it had one candidate, or none
	right bool
}

// outcomes restores all syllables of texts as if they had no diacritics.
func (m *restorer) outcomes(texts []string) []outcome {
	var out []outcome
	for _, text := range texts {
		text = Normalize(text)
		tokens := Tokens(text)
		truth := make([]string, len(tokens))
		at := make([][]uint16, len(tokens))
		for i, t := range tokens {
			word := lowerForm(t.Text(text))
			at[i] = m.candidates(Fold(word), Token{0, len(Fold(word)), t.Kind})
			if t.Kind == TokenWord && IsSyllable(word) {
				truth[i] = word
			}
		}
		m.eachRun(at, func(first int, p [][]float64) {
			for j := range p {
				word, here := truth[first+j], at[first+j]
				if word == "" {
					continue
				}
				if here[0] < firstForm {
					out = append(out, outcome{0, true, Fold(word) == word})
					continue
				}
				best, raw := bestOf(p[j])
				out = append(out, outcome{raw, len(here) == 1, m.forms[here[best]] == word})
			}
		})
	}
	return out
}

// leastLevel is how many outcomes a level of the calibration rests on.
const leastLevel = 400

// calibrate finds for rising raw probabilities the share that was right, less one standard error, so that
// a stated probability is kept rather than missed. Levels that do not rise are joined (pool adjacent
// violators, Ayer et al. 1955).
func (m *restorer) calibrate(all []outcome) {
	var several []outcome
	aloneRight, alone := 0.0, 0.0
	for _, o := range all {
		if !o.alone {
			several = append(several, o)
			continue
		}
		if o.raw > 0 {
			alone++
			aloneRight += float64(b2i(o.right))
		}
	}
	m.alone = cautious(aloneRight, alone)
	slices.SortStableFunc(several, func(a, b outcome) int {
		switch {
		case a.raw < b.raw:
			return -1
		case a.raw > b.raw:
			return 1
		}
		return 0
	})
	type block struct{ from, right, n float64 }
	var blocks []block
	for i, o := range several {
		if i%leastLevel == 0 && len(several)-i >= leastLevel {
			blocks = append(blocks, block{from: o.raw})
		}
		last := &blocks[len(blocks)-1]
		last.n++
		last.right += float64(b2i(o.right))
		for k := len(blocks); i%leastLevel == leastLevel-1 && k > 1 && blocks[k-2].right/blocks[k-2].n >= blocks[k-1].right/blocks[k-1].n; k-- {
			blocks[k-2].right += blocks[k-1].right
			blocks[k-2].n += blocks[k-1].n
			blocks = blocks[:k-1]
		}
	}
	m.levels = nil
	for _, b := range blocks {
		m.levels = append(m.levels, sureLevel{b.from, cautious(b.right, b.n)})
	}
}

// cautious is a share less one standard error.
func cautious(right, n float64) float64 {
	p := (right + 1) / (n + 2)
	return max(p-math.Sqrt(p*(1-p)/(n+2)), 0)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (m *restorer) scoreOutcomes(name string, all []outcome) RestoreScore {
	s := RestoreScore{Name: name, Syllables: len(all)}
	right, answered, good := 0, 0, 0
	for _, o := range all {
		right += b2i(o.right)
		p := m.surely(o.raw, 2-b2i(o.alone))
		if p >= RestoreSure && o.raw > 0 {
			answered++
			good += b2i(o.right)
		}
	}
	n := float64(max(len(all), 1))
	s.Accuracy, s.Answered, s.Right = float64(right)/n, float64(answered)/n, float64(good)/float64(max(answered, 1))
	return s
}
