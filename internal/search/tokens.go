package search

import (
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/vi"
)

// token is a word of a text: as written in lower case, and without diacritics.
type token struct{ exact, fold string }

// tokens cuts text into words. A number of a document or a code stays whole ("128/kh-ubnd") and gives its
// parts as well, so that both are found. The same function serves texts and queries, on both databases.
func tokens(text string) []token {
	var all []token
	for _, word := range strings.FieldsFunc(strings.ToLower(vi.Normalize(text)), notOfToken) {
		word = strings.Trim(word, "-/._")
		if word == "" {
			continue
		}
		all = append(all, newToken(word))
		parts := strings.FieldsFunc(word, func(r rune) bool { return strings.ContainsRune("-/._", r) })
		if len(parts) > 1 {
			for _, p := range parts {
				all = append(all, newToken(p))
			}
		}
	}
	return all
}

func newToken(word string) token { return token{word, vi.Fold(word)} }

func notOfToken(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune("-/._", r)
}

// queryTokens cuts a query; unlike a text, a number of a document asks for the whole number only.
func queryTokens(query string) []token {
	const most = 12
	var all []token
	for _, word := range strings.FieldsFunc(strings.ToLower(vi.Normalize(query)), notOfToken) {
		word = strings.Trim(word, "-/._")
		if word != "" && len(all) < most {
			all = append(all, newToken(word))
		}
	}
	return all
}

// plain reports whether the token was typed without diacritics.
func (t token) plain() bool { return t.exact == t.fold }
