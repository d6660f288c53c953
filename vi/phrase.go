package vi

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// KeyPhrase is a phrase that tells what a text or a group of texts is about. Score only orders phrases of one
// answer. Spans are where it stands, in bytes, for one text; a group has none.
type KeyPhrase struct {
	Phrase    string
	Score     float64
	Count     int
	Documents int
	Spans     []Span
}

// Span is a stretch of a text in bytes.
type Span struct{ Start, End int }

// PhraseCounter counts the candidate phrases of texts: runs of two to seven syllables without function words
// and marks. It is not safe for use by several goroutines.
type PhraseCounter struct {
	segmenter *Segmenter
	phrases   map[string]*phraseCount
	documents int
	total     int // all candidates counted
}

// phraseCount is what is known of a candidate, by its key in lower case.
type phraseCount struct {
	form             string // as first written
	words, syllables int
	count, documents int
	last             int // document in which it was seen last
	spans            []Span
}

// NewPhraseCounter counts with the given segmenter, or with [NewSegmenter] for nil.
func NewPhraseCounter(s *Segmenter) *PhraseCounter {
	if s == nil {
		s = NewSegmenter()
	}
	return &PhraseCounter{segmenter: s, phrases: make(map[string]*phraseCount)}
}

// Limits of what is counted: of a long text only the beginning, and of many texts no new phrase once there are
// very many.
const (
	mostPhraseBytes = 1 << 20
	mostPhrases     = 4 << 20
	leastSyllables  = 2
	mostSyllables   = 7
	mostSpans       = 1000
)

// Add counts the phrases of one text. Near-duplicates should be added once.
func (c *PhraseCounter) Add(text string) {
	c.documents++
	text = CutBytes(text, mostPhraseBytes)
	words := c.segmenter.Words(text)
	for i := 0; i < len(words); {
		end := i
		for end < len(words) && isContent(text, words[end]) && (end == i || adjacent(text, words[end-1], words[end])) {
			end++
		}
		c.run(text, words[i:end])
		i = max(end, i+1)
	}
}

// isContent reports whether a word may be part of a phrase.
func isContent(text string, w Token) bool {
	if w.Kind != TokenWord {
		return false
	}
	word := w.Text(text)
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsLetter(first) && size < len(word) && !functionWords[lowerForm(word)]
}

// adjacent reports whether nothing but spaces of one line stands between two words.
func adjacent(text string, a, b Token) bool {
	gap := text[a.End:b.Start]
	return len(gap) <= 2 && !strings.ContainsAny(gap, "\n\r\t")
}

// run counts every stretch of whole words in a run that is neither too short nor too long.
func (c *PhraseCounter) run(text string, words []Token) {
	for i := range words {
		syllables := 0
		for k := i; k < len(words); k++ {
			syllables += strings.Count(words[k].Text(text), " ") + 1
			if syllables > mostSyllables {
				break
			}
			if syllables >= leastSyllables {
				c.count(text, Span{words[i].Start, words[k].End}, k-i+1, syllables)
			}
		}
	}
}

func (c *PhraseCounter) count(text string, at Span, words, syllables int) {
	form := text[at.Start:at.End]
	key := lowerForm(form)
	p := c.phrases[key]
	if p == nil {
		if len(c.phrases) >= mostPhrases {
			return
		}
		p = &phraseCount{form: strings.Clone(form), words: words, syllables: syllables}
		c.phrases[key] = p
	}
	p.count++
	c.total++
	if p.last != c.documents {
		p.last = c.documents
		p.documents++
		p.spans = p.spans[:0]
	}
	if len(p.spans) < mostSpans {
		p.spans = append(p.spans, at)
	}
}

// KeyPhrases ranks the phrases of one text by C-value (Frantzi, Ananiadou and Mima 2000), which prefers long
// phrases that also stand alone, times how much rarer their syllables are elsewhere. It returns at most most
// of them; a phrase inside a better one is left out unless it stands elsewhere too.
func KeyPhrases(text string, most int) []KeyPhrase {
	c := NewPhraseCounter(nil)
	c.Add(text)
	return c.rank(func(key string, _ *phraseCount) float64 { return restoreModel().rarity(key) }, most)
}

// KeyPhrases ranks the phrases of all texts that were added by C-value times the logarithm of how much more
// often, document by document, they stand here than in background; nil compares with general Vietnamese.
func (c *PhraseCounter) KeyPhrases(background *PhraseCounter, most int) []KeyPhrase {
	found := c.rank(func(key string, p *phraseCount) float64 {
		if background == nil {
			return restoreModel().rarity(key) * math.Log1p(float64(p.documents))
		}
		there := 0
		if q := background.phrases[key]; q != nil {
			there = q.documents
		}
		here := (float64(p.documents) + 0.5) / (float64(c.documents) + 1)
		rest := (float64(there) + 0.5) / (float64(background.documents) + 1)
		return max(math.Log(here/rest), 0)
	}, most)
	for i := range found {
		found[i].Spans = nil
	}
	return found
}

// rank orders the candidates by C-value times weight; what stands but once or twice counts less.
func (c *PhraseCounter) rank(weight func(key string, p *phraseCount) float64, most int) []KeyPhrase {
	inside := c.insideOf()
	type scored struct {
		key   string
		score float64
	}
	var all []scored
	for key, p := range c.phrases {
		value := math.Log2(float64(p.syllables)) * c.standing(p, inside[key]) * (1 - math.Pow(0.5, float64(p.count)))
		if value > 0 {
			if s := value * weight(key, p); s > 0 {
				all = append(all, scored{key, s})
			}
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.key, b.key))
	})
	var out []KeyPhrase
	var told []string
	for _, s := range all {
		if len(out) >= most {
			break
		}
		p := c.phrases[s.key]
		if slices.ContainsFunc(told, func(t string) bool { return overlaps(t, s.key, c.phrases[t].count, p.count) }) {
			continue
		}
		told = append(told, s.key)
		out = append(out, KeyPhrase{p.form, math.Round(1000*s.score) / 1000, p.count, p.documents, slices.Clone(p.spans)})
	}
	return out
}

// overlaps reports whether one of two phrases holds the other and neither is common apart from it.
func overlaps(a, b string, countA, countB int) bool {
	if !within(a, b) && !within(b, a) {
		return false
	}
	return max(countA, countB) < 2*min(countA, countB)
}

// within reports whether inner stands in outer as whole words.
func within(inner, outer string) bool {
	return len(inner) < len(outer) && strings.Contains(" "+outer+" ", " "+inner+" ")
}

// nesting is how often a phrase stood inside longer ones, and inside how many.
type nesting struct{ count, kinds int }

// insideOf looks every phrase's parts up, shorter by one syllable at either end and so on.
func (c *PhraseCounter) insideOf() map[string]nesting {
	inside := make(map[string]nesting)
	for key, p := range c.phrases {
		if p.syllables <= leastSyllables {
			continue
		}
		f := strings.Fields(key)
		for i := range f {
			for k := i + leastSyllables; k <= len(f); k++ {
				if k-i == len(f) {
					continue
				}
				part := strings.Join(f[i:k], " ")
				if c.phrases[part] != nil {
					n := inside[part]
					inside[part] = nesting{n.count + p.count, n.kinds + 1}
				}
			}
		}
	}
	return inside
}

// standing is the C-value's count: how often a phrase stood, less the mean of the longer ones around it.
func (c *PhraseCounter) standing(p *phraseCount, n nesting) float64 {
	if n.kinds == 0 {
		return float64(p.count)
	}
	return float64(p.count) - float64(n.count)/float64(n.kinds)
}

// rarity is the mean information of the syllables of a phrase in general text, in nats.
func (m *restorer) rarity(key string) float64 {
	sum, n := 0.0, 0.0
	for syllable := range strings.FieldsSeq(key) {
		count := 0.5
		if i, ok := m.number[syllable]; ok {
			count += m.count[i]
		}
		sum += math.Log(m.all / count)
		n++
	}
	return sum / max(n, 1)
}
