package main

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/vi"
)

// topicMaker makes articles of sentences in any order, and topics of words that stand in them and of others.
type topicMaker struct {
	*rand.Rand
	sentences []string
	spoken    []string // words of two or more syllables in the sentences
	lexicon   []string // words that may never stand anywhere
	syllables []string // the others, without the commonest
}

// newTopicMaker takes the words of topics from the sentences, each as often as it stands there.
func newTopicMaker(seed uint64, sentences []string) (*topicMaker, error) {
	m := &topicMaker{Rand: random(seed), sentences: sentences}
	often := map[string]int{}
	segmenter := vi.NewSegmenter()
	for _, s := range sentences {
		for _, w := range segmenter.Words(s) {
			text := strings.ToLower(w.Text(s))
			switch {
			case w.Kind != vi.TokenWord:
			case strings.Contains(text, " "):
				m.spoken = append(m.spoken, text)
			default:
				m.syllables = append(m.syllables, text)
				often[text]++
			}
		}
	}
	m.dropFunctionWords(often)
	entries, err := vi.ReadLexicon(os.DirFS("vi/lexicon"))
	if err != nil {
		return nil, err
	}
	m.lexicon = vi.LexiconWords(entries)
	return m, nil
}

// once takes each word once, however often it stands in the sentences: topics are about rarer things.
func (m *topicMaker) once() {
	slices.Sort(m.spoken)
	slices.Sort(m.syllables)
	m.spoken, m.syllables = slices.Compact(m.spoken), slices.Compact(m.syllables)
}

// functionWords is how many of the commonest words of one syllable no officer would ask for: của, và, các …
const functionWords = 150

// dropFunctionWords keeps the syllables that are not among the commonest.
func (m *topicMaker) dropFunctionWords(often map[string]int) {
	words := slices.SortedFunc(maps.Keys(often), func(a, b string) int {
		return cmp.Or(cmp.Compare(often[b], often[a]), cmp.Compare(a, b))
	})
	for _, w := range words[:min(functionWords, len(words)/2)] {
		often[w] = 0
	}
	m.syllables = slices.DeleteFunc(m.syllables, func(w string) bool { return often[w] == 0 })
}

// articles are made of sentences until they are long enough; the first is the title, the second the lead.
func (m *topicMaker) articles(n int) []query.Article {
	var all []query.Article
	for range n {
		a := query.Article{
			Title: m.sentence(), Lead: m.sentence(), Day: fmt.Sprintf("2026-11-%02d", 1+m.IntN(28)),
			Source: []string{fmt.Sprintf("Báo số %d", m.IntN(400)), fmt.Sprintf("bao%d.vn", m.IntN(400))},
			Group:  []string{m.one([]string{"central", "provincial", "portal", "page"})},
			Place:  []string{fmt.Sprintf("Xã %d", m.IntN(150)), "An Bình"}, Lang: []string{"vi"}, Type: []string{"news"},
		}
		var body []string
		left := syllablesOfArticle - len(strings.Fields(a.Title)) - len(strings.Fields(a.Lead))
		for left > 0 {
			words := strings.Fields(m.sentence())
			words = words[:min(left, len(words))]
			left -= len(words)
			body = append(body, strings.Join(words, " "))
		}
		a.Body = strings.Join(body, "\n")
		all = append(all, a)
	}
	return all
}

func (m *topicMaker) sentence() string { return m.one(m.sentences) }

func (m *topicMaker) one(of []string) string { return of[m.IntN(len(of))] }

// topics are n queries; terms is how many words and phrases they have together.
func (m *topicMaker) topics(n int) (all []query.Numbered, terms int, err error) {
	for i := range n {
		q, err := query.Parse(m.topic(), query.Options{})
		if err != nil {
			return nil, 0, err
		}
		all = append(all, query.Numbered{ID: int64(i + 1), Query: q})
		terms += len(q.Terms())
	}
	return all, terms, nil
}

// term is a word that is written in the articles, or one that is in the dictionary.
func (m *topicMaker) term() string {
	word := m.one(m.lexicon)
	if m.IntN(2) == 0 {
		word = m.one(m.spoken)
	}
	switch m.IntN(12) {
	case 0:
		return `~"` + word + `"`
	case 1:
		word = m.one(m.syllables)
		if m.IntN(2) == 0 && len([]rune(word)) > 3 {
			return `"` + vi.CutRunes(word, 3) + `"*`
		}
	}
	return `"` + word + `"`
}

func (m *topicMaker) any(least, most int) string {
	var all []string
	for range least + m.IntN(most-least+1) {
		all = append(all, m.term())
	}
	return "(" + strings.Join(all, " OR ") + ")"
}

// topic is a query of five to twelve terms in one of the shapes that officers write.
func (m *topicMaker) topic() string {
	switch m.IntN(8) {
	case 0:
		return m.any(5, 9) + " NOT " + m.any(1, 3)
	case 1, 2:
		return m.any(3, 6) + " " + m.any(2, 5)
	case 3:
		return m.any(2, 4) + " NEAR/10 " + m.any(2, 4) + " OR " + m.term() + " " + m.term()
	case 4:
		return fmt.Sprintf("COUNT(%s)>=2 %s NOT %s", m.any(2, 5), m.any(2, 4), m.term())
	case 5:
		return fmt.Sprintf("SCORE(%s^3 %s^2 %s^2 %s %s %s^-2)>=4", m.term(), m.term(), m.term(), m.term(), m.term(), m.term())
	case 6:
		return fmt.Sprintf("title:%s OR %s %s group:(central OR provincial)", m.any(2, 4), m.term(), m.any(2, 4))
	}
	return fmt.Sprintf("%s (%s OR %s NEAR/5 %s)", m.any(2, 4), m.term(), m.term(), m.term())
}
