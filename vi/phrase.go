package vi

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
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

// PhraseCounter counts the candidate phrases of texts: stretches of two to eight syllables within a clause. Words that
// carry grammar stand at no end of them, and inside only where the whole is a word of the lexicon, a name, or comes
// again. It is not safe for use by several goroutines.
type PhraseCounter struct {
	segmenter *Segmenter
	phrases   map[string]*phraseCount
	documents int
}

// phraseCount is what is known of a candidate, by its key in lower case.
type phraseCount struct {
	form             string // as written with the fewest capitals
	capitals         int
	parts, syllables int
	loose            bool // holds words of grammar, and is no name and no word
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
	mostSyllables   = 8
	mostSpans       = 1000
)

// Add counts the phrases of one text. Near-duplicates should be added once.
func (c *PhraseCounter) Add(text string) {
	c.documents++
	text = CutBytes(text, mostPhraseBytes)
	words := c.segmenter.Words(text)
	roles := make([]phraseRole, len(words))
	for i, w := range words {
		roles[i] = roleOf(text, w)
	}
	whole := insideNames(text, words, roles)
	for i := range words {
		if (roles[i] == roleContent || roles[i] == roleWeak) && !(i > 0 && whole[i-1]) {
			c.from(text, words[i:], roles[i:], whole[i:])
		}
	}
}

// adjacent reports whether nothing but spaces of one line stands between two words.
func adjacent(text string, a, b Token) bool {
	gap := text[a.End:b.Start]
	return len(gap) <= 2 && !strings.ContainsAny(gap, "\n\r\t")
}

// from counts the stretches of whole words that begin with the first; whole forbids to end behind a word.
func (c *PhraseCounter) from(text string, words []Token, roles []phraseRole, whole []bool) {
	syllables, content, weak, inner, named := 0, 0, 0, 0, opensCapital(text, words[0]) && roles[0] == roleContent
	for k := range words {
		if roles[k] == roleNone || k > 0 && !adjacent(text, words[k-1], words[k]) {
			return
		}
		syllables += strings.Count(words[k].Text(text), " ") + 1
		if syllables > mostSyllables {
			return
		}
		switch roles[k] {
		case roleContent:
			content++
			named = named && (k == 0 || roles[k-1] != roleInner || opensCapital(text, words[k]))
		case roleWeak:
			weak++
		case roleInner:
			inner++
			continue
		}
		if syllables < leastSyllables || content == 0 || inner > 1 && !named || whole[k] {
			continue
		}
		at := Span{words[0].Start, words[k].End}
		loose := weak+inner > 0 && !(named && weak == 0) && !c.segmenter.model.isEntry(text[at.Start:at.End])
		parts := k + 1
		if k > 0 && !slices.Contains(whole[:k], false) {
			parts = 1 // a name is one thing, however long
		}
		c.count(text, at, phraseCount{parts: parts, syllables: syllables, loose: loose})
	}
}

func (c *PhraseCounter) count(text string, at Span, new phraseCount) {
	form := text[at.Start:at.End]
	key := lowerForm(form)
	p := c.phrases[key]
	if p == nil {
		if len(c.phrases) >= mostPhrases {
			return
		}
		p = &new
		p.capitals = len(form) + 1
		c.phrases[key] = p
	}
	if n := countCapitals(form); n < p.capitals {
		p.form, p.capitals = strings.Clone(form), n
	}
	p.loose = p.loose && new.loose
	p.count++
	if p.last != c.documents {
		p.last = c.documents
		p.documents++
		p.spans = p.spans[:0]
	}
	if len(p.spans) < mostSpans {
		p.spans = append(p.spans, at)
	}
}

func countCapitals(form string) int {
	n := 0
	for _, r := range form {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// KeyPhrases ranks the phrases of one text by a form of the C-value (Frantzi, Ananiadou and Mima 2000), which prefers
// long phrases that stand on their own, times how much rarer their syllables are elsewhere. It returns at most most of
// them; a phrase that holds or shares the words of a better one is left out unless it comes again elsewhere. Of a text
// longer than a mebibyte the beginning is read; time is linear in its length.
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

// rank orders the candidates by their value times weight, and leaves out what says the same again.
func (c *PhraseCounter) rank(weight func(key string, p *phraseCount) float64, most int) []KeyPhrase {
	covered := c.covered()
	type scored struct {
		key   string
		score float64
	}
	var all []scored
	for key, p := range c.phrases {
		if p.loose && p.count < 2 {
			continue
		}
		if s := p.value(covered[key].most()) * weight(key, p); s > 0 {
			all = append(all, scored{key, s})
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
		if slices.ContainsFunc(told, func(t string) bool { return saysAgain(t, s.key, c.phrases[t].count, p.count) }) {
			continue
		}
		told = append(told, s.key)
		out = append(out, KeyPhrase{p.form, math.Round(1000*s.score) / 1000, p.count, p.documents, slices.Clone(p.spans)})
	}
	return out
}

// Weights of the value of a phrase, chosen on texts of our own (testdata/phrases).
const (
	coveredWorth = 0.25 // of an occurrence inside a longer phrase that comes again
	onceWorth    = 0.3  // of a phrase that stands but once
)

// value is the C-value: the logarithm of the length times how often the phrase stands on its own.
func (p *phraseCount) value(covered int) float64 {
	free := max(p.count-covered, 0)
	stands := float64(free) + coveredWorth*float64(p.count-free)
	if p.count == 1 {
		stands *= onceWorth / float64(max(p.parts-1, 1))
	}
	return math.Log2(float64(p.syllables)) * stands
}

// saysAgain reports whether a phrase adds nothing to one that was told: one holds the other and they hardly stand
// apart, or they share words and the new one stands but once.
func saysAgain(told, new string, countTold, countNew int) bool {
	switch {
	case within(new, told):
		return countNew-countTold < 2
	case within(told, new):
		return countNew < 2 || countTold-countNew < 2
	}
	return countNew < 2 && (meets(told, new) || meets(new, told))
}

// within reports whether inner stands in outer as whole words.
func within(inner, outer string) bool {
	return len(inner) < len(outer) && strings.Contains(" "+outer+" ", " "+inner+" ")
}

// meets reports whether a ends with the words with which b begins.
func meets(a, b string) bool {
	for i := 0; i >= 0; {
		if strings.HasPrefix(b+" ", a[i:]+" ") {
			return true
		}
		next := strings.IndexByte(a[i:], ' ')
		if next < 0 {
			return false
		}
		i += next + 1
	}
	return false
}

// cover is how many occurrences of a phrase continue to the left, and to the right, into a longer phrase that comes
// again.
type cover struct{ left, right int }

func (c cover) most() int { return max(c.left, c.right) }

// covered counts, for every phrase, where it is part of a longer one that comes again: each of these gives its
// occurrences to the longest phrase with which it begins and to that with which it ends.
func (c *PhraseCounter) covered() map[string]cover {
	all := make(map[string]cover)
	for key, p := range c.phrases {
		if p.count < 2 {
			continue
		}
		for end := strings.LastIndexByte(key, ' '); end > 0; end = strings.LastIndexByte(key[:end], ' ') {
			if c.phrases[key[:end]] != nil {
				v := all[key[:end]]
				v.right += p.count
				all[key[:end]] = v
				break
			}
		}
		for from := strings.IndexByte(key, ' ') + 1; from > 0; {
			if c.phrases[key[from:]] != nil {
				v := all[key[from:]]
				v.left += p.count
				all[key[from:]] = v
				break
			}
			next := strings.IndexByte(key[from:], ' ')
			if next < 0 {
				break
			}
			from += next + 1
		}
	}
	return all
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
