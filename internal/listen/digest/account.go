package digest

import (
	"hash/maphash"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/vi"
)

// account is how one story is told, in what speaks for its being the same as another one.
type account struct {
	of       [kinds]terms
	topics   map[listen.TopicID]float64
	from, to time.Time
	articles int
}

// terms are things said, by how much they weigh.
type terms map[uint64]float64

// What two stories are compared by.
const (
	byWords   = iota // words and pairs of neighbours, of everything
	byNames          // runs of capitals inside a sentence: places, schools, projects
	byFigures        // numbers, dates and numbers of documents
	byTitles         // words and pairs of the headings alone
	kinds     int    = iota
)

// Bounds of an account: the beginning of a few articles says what happened.
const (
	accountArticles = 8
	accountBytes    = 4096
)

var termSeed = maphash.MakeSeed()

// add reads an article into the account.
func (a *account) add(i listen.Item, body string, topics []listen.TopicID) {
	if a.articles == 0 {
		a.of, a.topics, a.from, a.to = [kinds]terms{{}, {}, {}, {}}, map[listen.TopicID]float64{}, i.Published, i.Published
	}
	a.articles++
	if i.Published.Before(a.from) {
		a.from = i.Published
	}
	if i.Published.After(a.to) {
		a.to = i.Published
	}
	for _, t := range topics {
		a.topics[t]++
	}
	var said, title heard
	title.read(i.Title)
	said.read(i.Title + ".\n" + i.Lead + "\n" + vi.CutBytes(body, accountBytes))
	for kind, counts := range [kinds]terms{said.words, said.names, said.figures, title.words} {
		for term, n := range counts {
			a.of[kind][term] += 1 + math.Log(n)
		}
	}
}

// heard is what stands in one text.
type heard struct {
	words, names, figures terms
	run                   []string // of capitals, in small letters
}

func (h *heard) read(text string) {
	h.words, h.names, h.figures = terms{}, terms{}, terms{}
	opens, before := true, ""
	for _, t := range vi.Tokens(text) {
		s := t.Text(text)
		switch t.Kind {
		case vi.TokenWord:
			small := strings.ToLower(s)
			first, _ := utf8.DecodeRuneInString(s)
			if unicode.IsUpper(first) && !opens {
				h.run = append(h.run, small)
			} else {
				h.endRun()
			}
			h.words.count(small)
			if before != "" {
				h.words.count(before + " " + small)
			}
			opens, before = false, small
			continue
		case vi.TokenNumber, vi.TokenDate, vi.TokenDocument:
			if len(s) > 1 { // a single figure says nothing
				h.figures.count(s)
			}
			opens = false
		default:
			opens = strings.ContainsAny(s, ".?!:;“\"…")
		}
		h.endRun()
		before = ""
	}
	h.endRun()
}

// endRun takes a run of capitals for a name; the end of a long one is a name too: Trường Tiểu học Bến Lúa.
func (h *heard) endRun() {
	if n := len(h.run); n > 0 {
		h.names.count(strings.Join(h.run, " "))
		if n > 2 {
			h.names.count(strings.Join(h.run[n-2:], " "))
		}
	}
	h.run = h.run[:0]
}

func (t terms) count(s string) { t[maphash.String(termSeed, s)]++ }

// weigh makes the terms of accounts comparable: what few of them say weighs more, and each is as long as another.
func weigh(all []*account) {
	for kind := range kinds {
		in := terms{}
		for _, a := range all {
			for term := range a.of[kind] {
				in[term]++
			}
		}
		for _, a := range all {
			length := 0.0
			for term, n := range a.of[kind] {
				w := n * math.Log(float64(len(all)+1)/in[term])
				a.of[kind][term] = w
				length += w * w
			}
			if length = math.Sqrt(length); length > 0 {
				for term := range a.of[kind] {
					a.of[kind][term] /= length
				}
			}
		}
	}
}

// likeness is what two accounts have in common: the cosines of their terms by kind, then of their topics, and how far they
// lie apart in time, 0 to 1 for a week.
func (a *account) likeness(b *account) (x [kinds + 2]float64) {
	for kind := range kinds {
		x[kind] = cosine(a.of[kind], b.of[kind])
	}
	x[kinds] = topicCosine(a.topics, b.topics)
	apart := max(a.from.Sub(b.to), b.from.Sub(a.to), 0)
	x[kinds+1] = min(1, apart.Hours()/(7*24))
	return x
}

// cosine of terms whose length is one.
func cosine(a, b terms) (sum float64) {
	if len(a) > len(b) {
		a, b = b, a
	}
	for term, w := range a {
		sum += w * b[term]
	}
	return sum
}

func topicCosine(a, b map[listen.TopicID]float64) float64 {
	both, ofA, ofB := 0.0, 0.0, 0.0
	for t, n := range a {
		both += n * b[t]
		ofA += n * n
	}
	for _, n := range b {
		ofB += n * n
	}
	if both == 0 {
		return 0
	}
	return both / math.Sqrt(ofA*ofB)
}
