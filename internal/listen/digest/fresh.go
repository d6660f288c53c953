package digest

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// Bounds of what is new in the words of a digest.
const (
	mostTerms     = 8
	fewestTellers = 4     // stories in which a new term stands,
	fewestVoices  = 6     // or sources, where few stories hold it: what everybody tells is one story
	timesMore     = 4     // how much more often than before
	leastEvidence = 15    // of the likelihood ratio: chance gives as much once in ten thousand
	mostHeadings  = 6_000 // articles that are read, of the digest and of what came before each
)

// Term is an expression that much of a digest says and little before.
type Term struct {
	Text    string
	Stories int `json:",omitempty"` // in which it stands, of a digest of an earlier form
	Items   int `json:",omitempty"` // independent ones with it in their heading or first sentence
}

// vocabulary is what articles say in their headings and first sentences: of each story one of each source, of more than
// mostHeadings articles every second, fourth and so on.
type vocabulary struct {
	texts []string
	by    []teller // of the texts
	every int
	heard int
}

// teller is a source that tells a story.
type teller struct {
	story  listen.StoryID
	source listen.SourceID
}

func newVocabulary() *vocabulary { return &vocabulary{every: 1} }

func (v *vocabulary) hear(i listen.Item) {
	v.heard++
	if v.heard%v.every != 0 {
		return
	}
	v.texts, v.by = append(v.texts, i.Title+".\n"+i.Lead), append(v.by, teller{i.Story, i.Source})
	if len(v.texts) < 2*mostHeadings {
		return
	}
	for k := range mostHeadings {
		v.texts[k], v.by[k] = v.texts[2*k], v.by[2*k]
	}
	v.texts, v.by, v.every = v.texts[:mostHeadings], v.by[:mostHeadings], 2*v.every
}

// count counts phrases.
func (v *vocabulary) count(s *vi.Segmenter) *vi.PhraseCounter {
	c := vi.NewPhraseCounter(s)
	for _, text := range v.texts {
		c.Add(text)
	}
	return c
}

// fresh are the terms that many stories or many sources say now and few said before: a storm of which everybody tells may
// be a single story. Names of persons are none, whoever they are.
func (v *vocabulary) fresh(before *vocabulary) (all []Term) {
	if len(before.texts) == 0 {
		return nil
	}
	s := vi.NewSegmenter()
	now, past := v.count(s), before.count(s)
	share := float64(len(before.texts)) / float64(max(len(v.texts), 1))
	for _, p := range now.KeyPhrases(past, 40*mostTerms) {
		if len(all) == mostTerms {
			break
		}
		if p.Documents < fewestTellers {
			continue
		}
		then, _, _ := before.with(p.Phrase)
		_, stories, sources := v.with(p.Phrase)
		if stories < fewestTellers && sources < fewestVoices || float64(then+1)*timesMore > float64(p.Documents)*share || holdsFigure(p.Phrase) {
			continue
		}
		if evidence(p.Documents, len(v.texts), then, len(before.texts)) < leastEvidence {
			continue
		}
		if gate.RefuseQuery(p.Phrase, nil) != "" {
			continue
		}
		all = append(all, Term{Text: p.Phrase})
	}
	return all
}

// evidence is the logarithmic likelihood ratio that k of n texts and m of o hold a phrase for different reasons than chance
// (Dunning 1993).
func evidence(k, n, m, o int) float64 {
	term := func(seen, of, expected float64) float64 {
		sum := 0.0
		if seen > 0 {
			sum += seen * math.Log(seen/(of*expected))
		}
		if rest := of - seen; rest > 0 {
			sum += rest * math.Log(rest/(of*(1-expected)))
		}
		return sum
	}
	together := float64(k+m) / float64(n+o)
	return 2 * (term(float64(k), float64(n), together) + term(float64(m), float64(o), together))
}

// with is how many texts hold a phrase, of how many stories and of how many sources.
func (v *vocabulary) with(phrase string) (n, stories, sources int) {
	phrase = strings.ToLower(phrase)
	told, telling := map[listen.StoryID]bool{}, map[listen.SourceID]bool{}
	for k, text := range v.texts {
		if strings.Contains(strings.ToLower(text), phrase) {
			n++
			told[v.by[k].story], telling[v.by[k].source] = true, true
		}
	}
	return n, len(told), len(telling)
}

// termsOf are the terms with how many items hold them, as whoever opens them finds.
func (s *Service) termsOf(ctx context.Context, tx *db.Tx, terms []Term, from, to law.Date) ([]Term, error) {
	for i := range terms {
		t, err := s.Listen.Tally(ctx, tx, listen.Search{Query: named(terms[i].Text), Original: true, From: from.Start(), To: to.End()})
		if err != nil {
			return nil, fmt.Errorf("counting what says %q: %w", terms[i].Text, err)
		}
		terms[i].Items = t.Items
	}
	return slices.DeleteFunc(terms, func(t Term) bool { return t.Items == 0 }), nil
}

// holdsFigure reports whether a phrase holds a figure: numbers and days are new every week.
func holdsFigure(phrase string) bool {
	return strings.ContainsFunc(phrase, unicode.IsDigit)
}
