package similar

import (
	"math"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// Weights of a term by where it stands and what it is. They were chosen, like those of a [Chronicle], on
// generated press; docs/benchmarks.md has the numbers.
const (
	inTitle    = 1.5 // occurrences that one in the title counts for
	nameShare  = 1.6 // of what has a capital inside a sentence
	digitShare = 0.7 // of a number; another number must not part what is one story

	mostArticleTerms = 700     // different ones of an article
	placesOfTerms    = 1 << 11 // more than twice as many
)

// Article is a text of one to many sentences.
type Article struct {
	Title string
	Lead  string // the first sentences, where they are known; may be empty
	Text  string // the rest; may be empty, its beginning is used
}

// Terms are the words of an article and the pairs of neighbouring ones, with how often they stand there. The
// zero value has none. Many goroutines may make terms at once.
type Terms struct {
	article Article
	all     []counted
}

// counted is one term of an article.
type counted struct {
	hash     uint32
	count    float32 // how often it stands there
	share    float32
	part     uint8 // of the article, where it stands first
	from, to uint32
	lone     bool // one syllable that is no name
}

// NewTerms reads an article.
func NewTerms(a Article) *Terms {
	t := new(Terms)
	t.Set(a)
	return t
}

// Set reads an article into t, whose memory is used again. t keeps the article's texts, to name its terms.
func (t *Terms) Set(a Article) {
	var places [placesOfTerms]uint16
	t.article, t.all = a, t.all[:0]
	for part := range articleParts {
		t.readPart(part, &places, nil)
	}
}

// Read is Set and [Print.Set] in one go, for who needs both: p becomes the print of the article's title, of its
// text, and of its lead where the text follows it rather than has it.
func (t *Terms) Read(a Article, leads bool, p *Print) {
	var places [placesOfTerms]uint16
	t.article, t.all = a, t.all[:0]
	w := printing{Print: p}
	w.begin()
	t.readPart(ofTitle, &places, &w)
	if leads {
		t.readPart(ofLead, &places, &w)
	} else {
		t.readPart(ofLead, &places, nil)
		a.Lead = ""
	}
	t.readPart(ofText, &places, &w)
	w.end(a.Title, a.Lead, a.Text)
}

// The parts of an article.
const (
	ofTitle uint8 = iota
	ofLead
	ofText
	articleParts
)

func (t *Terms) part(i uint8) string {
	return [...]string{t.article.Title, t.article.Lead, t.article.Text}[i]
}

// readPart reads a part of the article, for a print too if there is one.
func (t *Terms) readPart(part uint8, places *[placesOfTerms]uint16, print *printing) {
	text := t.part(part)
	count := float32(1)
	if part == ofTitle {
		count = inTitle
	}
	shouts := shouts(text)
	s := scan(text)
	common := functionWords()
	var before syllable
	var from, to int
	joined := false
	for {
		full := len(t.all)+2 > mostArticleTerms
		if full && print == nil {
			return
		}
		w, ok := s.next()
		if !ok {
			return
		}
		if print != nil {
			print.take(w)
		}
		if full {
			continue
		}
		if common.has(w.hash) {
			joined = false
			continue
		}
		w.capital = w.capital && !w.opens && !shouts
		share := shareOf(w)
		t.add(counted{uint32(w.hash >> 32), count, share, part, uint32(s.from), uint32(s.to), !w.capital}, places)
		if joined && strings.TrimLeft(text[to:s.from], " \t") == "" {
			pair := mix(before.hash + 3*w.hash)
			t.add(counted{uint32(pair >> 32), count, (share + shareOf(before)) / 2, part, uint32(from), uint32(s.to), false}, places)
		}
		before, from, to, joined = w, s.from, s.to, true
	}
}

// shouts reports whether most words of a text have a capital, so that none tells a name.
func shouts(text string) bool {
	const enough = 24
	all, capitals := 0, 0
	for s := scan(text); all < enough; all++ {
		w, ok := s.next()
		if !ok {
			break
		}
		if w.capital {
			capitals++
		}
	}
	return 2*capitals > all+1
}

func shareOf(w syllable) float32 {
	switch {
	case w.digits:
		return digitShare
	case w.capital:
		return nameShare
	}
	return 1
}

// add counts a term once more.
func (t *Terms) add(c counted, places *[placesOfTerms]uint16) {
	for i := c.hash % placesOfTerms; ; i = (i + 1) % placesOfTerms {
		at := places[i]
		if at == 0 {
			t.all = append(t.all, c)
			places[i] = uint16(len(t.all))
			return
		}
		known := &t.all[at-1]
		if known.hash == c.hash {
			known.count += c.count
			known.share = max(known.share, c.share)
			return
		}
	}
}

// weight is what a term says before it is asked how rare it is.
func (c *counted) weight() float64 {
	if c.count == 1 {
		return float64(c.share)
	}
	return float64(c.share) * (1 + math.Log(float64(c.count)))
}

// logPrior is the logarithm of how many articles have a term that stands in so many; before the first one came it
// stood in a few.
func (c *counted) logPrior(in uint32) float64 {
	if c.lone {
		in += priorOfLone
	} else {
		in++
	}
	if in < uint32(len(logs)) {
		return logs[in]
	}
	return math.Log(float64(in))
}

// logs are the logarithms of small numbers.
var logs = func() (table [1 << 10]float64) {
	for i := range table {
		table[i] = math.Log(float64(i))
	}
	return table
}()

// word is a term as it is written, in lower case.
func (t *Terms) word(c counted) string {
	return strings.Clone(strings.ToLower(vi.CutBytes(t.part(c.part)[c.from:c.to], wordBytes)))
}
