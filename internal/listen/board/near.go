package board

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/vi"
)

// What is offered as the same story.
const (
	mostNear  = 20
	leastNear = .15 // of the syllables of two titles that both have: what has less is not offered
	nearDays  = 3   // before and after a story
	askedDays = 30  // that are looked through for words
	askedHits = 300 // items
)

// near are the stories that may be the same as one, the nearest first: of those of its days those with a title like its
// own, or where words are given those that have them.
func (s *Service) near(ctx context.Context, tx *db.Tx, st listen.Story, words string) ([]listen.Story, error) {
	if plain := plainWords(words); len(plain) > 0 {
		return s.withWords(ctx, tx, st, plain)
	}
	others, err := s.Listen.Stories(ctx, tx, st.FirstAt.AddDate(0, 0, -nearDays), st.LastAt.AddDate(0, 0, nearDays), 300)
	own := syllables(st.Title)
	others = slices.DeleteFunc(others, func(o listen.Story) bool {
		return o.ID == st.ID || o.Title == "" || sharedBy(own, syllables(o.Title)) < leastNear
	})
	slices.SortStableFunc(others, func(a, b listen.Story) int {
		return cmp.Compare(sharedBy(own, syllables(b.Title)), sharedBy(own, syllables(a.Title)))
	})
	return others[:min(mostNear, len(others))], err
}

// withWords are the stories of which an item has all words, or where none has all those whose title has some; those first that have more of them
// in their title, and of these those more like the story.
func (s *Service) withWords(ctx context.Context, tx *db.Tx, st listen.Story, words []string) ([]listen.Story, error) {
	a := listen.Search{From: st.FirstAt.AddDate(0, 0, -askedDays), To: st.LastAt.AddDate(0, 0, askedDays), Limit: askedHits}
	var ids []listen.StoryID
	every := true
	for _, joined := range []string{" ", " OR "} {
		every = joined == " "
		a.Query = strings.Join(words, joined)
		found, err := s.Listen.Search(ctx, tx, a)
		if fault.KindOf(err) == fault.Invalid {
			continue // words that are none in the language of queries
		}
		if err != nil {
			return nil, err
		}
		for _, h := range found.Hits {
			if h.Story != 0 && h.Story != st.ID && !slices.Contains(ids, h.Story) {
				ids = append(ids, h.Story)
			}
		}
		if len(ids) > 0 || len(words) == 1 {
			break
		}
	}
	var all []listen.Story
	for _, id := range ids {
		o, err := s.Listen.Story(ctx, tx, id)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		if err == nil && o.ID != st.ID && o.Title != "" {
			all = append(all, o)
		}
	}
	own, asked := syllables(st.Title), syllables(strings.Join(words, " "))
	if !every { // two of the words at least, and every third one
		all = slices.DeleteFunc(all, func(o listen.Story) bool {
			n := held(asked, syllables(o.Title))
			return n < 2 || 3*n < len(asked)
		})
	}
	slices.SortStableFunc(all, func(a, b listen.Story) int {
		x, y := syllables(a.Title), syllables(b.Title)
		return cmp.Or(cmp.Compare(held(asked, y), held(asked, x)), cmp.Compare(sharedBy(own, y), sharedBy(own, x)), cmp.Compare(b.Items, a.Items))
	})
	return all[:min(mostNear, len(all))], nil
}

// plainWords are the words of what was typed, without marks and in small letters, so that none is a sign of the language
// of queries.
func plainWords(text string) []string {
	all := strings.FieldsFunc(strings.ToLower(vi.Normalize(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return all[:min(12, len(all))]
}

func syllables(title string) map[string]bool {
	words := map[string]bool{}
	for _, w := range plainWordsOf(vi.Fold(title)) {
		words[w] = true
	}
	return words
}

func plainWordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// held is how many of some syllables others hold.
func held(some, others map[string]bool) (n int) {
	for w := range some {
		if others[w] {
			n++
		}
	}
	return n
}

// sharedBy is what part of the syllables of two titles both have.
func sharedBy(a, b map[string]bool) float64 {
	n := held(a, b)
	return float64(n) / float64(max(1, len(a)+len(b)-n))
}
