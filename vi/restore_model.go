package vi

import (
	"sort"
)

// restorer is a bigram model over syllables: how often each stood behind each other one in the training
// text, and which pairs stand next to each other in a word of the lexicon.
//
// Numbers of syllables: 0 is the edge of a sentence or any mark, 1 any token that is no syllable, then the
// syllables of forms.
type restorer struct {
	forms   []string // lower case, tone in its traditional place
	pairs   pairTable
	levels  []sureLevel // calibration, by rising raw probability
	alone   float64     // probability that the only known form of a word is right
	bare    map[string][]uint16
	number  map[string]uint16
	count   []float64 // of each syllable as the first of a pair
	kinds   []float64 // contexts in which each was seen
	follow  []float64 // different syllables seen behind each
	allKind float64
	all     float64 // pairs counted
}

const (
	edgeForm  = 0
	otherForm = 1
	firstForm = 2
)

// Parameters of the model, chosen by leaving one source of text out at a time.
const (
	discount    = 0.75 // of absolute discounting (Kneser and Ney 1995)
	wordBonus   = 150  // by which a pair that is joined to a word of the lexicon is likelier
	flatShare   = 1e-6 // probability left for forms never seen in text
	unseenKind  = 0.3  // contexts that a form known from the lexicon alone is given
	lexiconKind = 0.1  // contexts that each pair of the lexicon is worth
)

// sureLevel says which share was right of the words whose raw probability was at least from.
type sureLevel struct{ from, share float64 }

// index fills everything that follows from forms and pairs.
func (m *restorer) index() {
	n := len(m.forms)
	m.bare, m.number = make(map[string][]uint16, n), make(map[string]uint16, n)
	m.count, m.kinds, m.follow = make([]float64, n), make([]float64, n), make([]float64, n)
	for i, f := range m.forms[firstForm:] {
		m.number[f] = uint16(i + firstForm)
		key := Fold(f)
		m.bare[key] = append(m.bare[key], uint16(i+firstForm))
	}
	for i, value := range m.pairs.values {
		v, w := m.pairs.keys[i]>>16, m.pairs.keys[i]&0xFFFF
		if value&(lexiconPair|longPair) != 0 {
			m.kinds[v] += lexiconKind
			m.kinds[w] += lexiconKind
		}
		if n := value >> countShift; n > 0 {
			m.count[v] += float64(n)
			if v >= firstForm {
				m.all += float64(n)
			}
			m.kinds[w]++
			m.follow[v]++
		}
	}
	m.allKind = 0
	for i := range m.kinds {
		m.kinds[i] += unseenKind
		m.allKind += m.kinds[i]
	}
}

// follows is the probability of w behind v, by interpolated Kneser-Ney, and what the lexicon says of the pair.
func (m *restorer) follows(v, w uint16) (p float64, lexicon uint32) {
	value := m.pairs.get(pairKey(v, w))
	p = m.kinds[w]/m.allKind*(1-flatShare) + flatShare
	if m.count[v] > 0 {
		seen := max(float64(value>>countShift)-discount, 0)
		p = (seen + discount*m.follow[v]*p) / m.count[v]
	}
	return p, value & (lexiconPair | longPair)
}

// Each candidate has two states: its syllable begins a word or stands alone, or it goes on with the word of the
// syllable before. Only the latter earns the bonus of the lexicon, so that one syllable cannot earn it in two
// words at once (tình yêu, yêu cầu).
const states = 2

// posterior is the probability of each candidate of a run of tokens behind before, by the forward-backward
// algorithm (Baum 1972) with the scores of each place scaled to a sum of one; ended says that the run ends at
// the edge of a sentence.
func (m *restorer) posterior(at [][]uint16, before uint16, ended bool) [][]float64 {
	alpha := make([][]float64, len(at))
	steps := make([][]float64, len(at)) // probability of each step from a state before to one here
	last, lastAlpha := []uint16{before}, []float64{1, 0}
	for i, here := range at {
		steps[i] = m.stepsTo(here, last)
		alpha[i] = make([]float64, states*len(here))
		for j := range alpha[i] {
			for k, p := range steps[i][j*len(lastAlpha) : (j+1)*len(lastAlpha)] {
				alpha[i][j] += lastAlpha[k] * p
			}
		}
		scale(alpha[i])
		last, lastAlpha = here, alpha[i]
	}
	beta := make([]float64, states*len(last))
	for j := range beta {
		beta[j] = 1
		if ended {
			beta[j], _ = m.follows(last[j/states], edgeForm)
		}
	}
	for i := len(at) - 1; i >= 0; i-- {
		var previous []float64
		if i > 0 {
			previous = stepBack(steps[i], beta, states*len(at[i-1]))
		}
		alpha[i] = candidatesOf(alpha[i], beta)
		beta = previous
	}
	return alpha
}

// stepsTo is the probability of the steps from every state of last to every state of here, a row for each
// state of here.
func (m *restorer) stepsTo(here, last []uint16) []float64 {
	row := states * len(last)
	out := make([]float64, states*len(here)*row)
	for j, w := range here {
		alone, joined := out[states*j*row:(states*j+1)*row], out[(states*j+1)*row:(states*j+2)*row]
		for k, v := range last {
			p, lexicon := m.follows(v, w)
			alone[states*k], alone[states*k+1] = p, p
			if lexicon&lexiconPair != 0 {
				joined[states*k] = p * wordBonus
			}
			if lexicon&longPair != 0 {
				joined[states*k+1] = p * wordBonus
			}
		}
	}
	return out
}

// stepBack is the backward score of the states before those that have the score beta.
func stepBack(steps, beta []float64, size int) []float64 {
	previous := make([]float64, size)
	for j, b := range beta {
		for k, p := range steps[j*size : (j+1)*size] {
			previous[k] += p * b
		}
	}
	scale(previous)
	return previous
}

// scale makes the sum one.
func scale(p []float64) {
	sum := 0.0
	for _, x := range p {
		sum += x
	}
	for i := range p {
		p[i] /= sum
	}
}

// candidatesOf turns forward and backward scores of states into probabilities of candidates.
func candidatesOf(alpha, beta []float64) []float64 {
	out := alpha[:len(alpha)/states]
	for j := range out {
		out[j] = alpha[states*j]*beta[states*j] + alpha[states*j+1]*beta[states*j+1]
	}
	scale(out)
	return out
}

var edgeOnly, otherOnly = []uint16{edgeForm}, []uint16{otherForm}

// candidates are the syllables that a token may stand for.
func (m *restorer) candidates(text string, t Token) []uint16 {
	switch t.Kind {
	case TokenPunctuation:
		return edgeOnly
	case TokenWord:
	default:
		return otherOnly
	}
	word := lowerForm(t.Text(text))
	if hasMark(word) {
		if n, ok := m.number[word]; ok {
			return []uint16{n}
		}
		return otherOnly
	}
	if c, ok := m.bare[word]; ok {
		return c
	}
	return otherOnly
}

// bestOf is the place of the most probable candidate and its probability.
func bestOf(p []float64) (int, float64) {
	i := best(p)
	return i, p[i]
}

// surely turns the raw probability of the best of some candidates into the share that was right in
// cross-validation.
func (m *restorer) surely(raw float64, candidates int) float64 {
	if candidates == 1 {
		return m.alone
	}
	i := sort.Search(len(m.levels), func(i int) bool { return m.levels[i].from > raw })
	if i == 0 {
		return 0
	}
	return m.levels[i-1].share
}

// pairTable is an open hash from a pair of syllables to their count, shifted by countShift, plus lexiconPair and
// longPair.
type pairTable struct {
	keys, values []uint32
	n            int
}

// lexiconPair marks a pair that begins a word of the lexicon or is one, longPair one that goes on with a word of
// three or four syllables.
const (
	lexiconPair = 1
	longPair    = 2
	countShift  = 2
)

func newPairTable(most int) pairTable {
	size := 16
	for size < 2*most {
		size *= 2
	}
	return pairTable{make([]uint32, size), make([]uint32, size), 0}
}

func pairKey(v, w uint16) uint32 { return uint32(v)<<16 | uint32(w) }

// get is 0 for a pair that is not there.
func (t *pairTable) get(key uint32) uint32 {
	mask := uint32(len(t.keys) - 1)
	for i := mixHash(key, 1) & mask; t.values[i] != 0; i = (i + 1) & mask {
		if t.keys[i] == key {
			return t.values[i]
		}
	}
	return 0
}

// set stores a value that is not 0; the table must not grow beyond what it was made for.
func (t *pairTable) set(key, value uint32) {
	mask := uint32(len(t.keys) - 1)
	i := mixHash(key, 1) & mask
	for t.values[i] != 0 && t.keys[i] != key {
		i = (i + 1) & mask
	}
	if t.values[i] == 0 {
		t.n++
	}
	t.keys[i], t.values[i] = key, value
}
