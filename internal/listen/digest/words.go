package digest

import (
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// words are the words of a text, folded.
func words(text string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.FieldsFunc(vi.Fold(text), func(r rune) bool {
		return r != '_' && (r < '0' || r > '9' && r < 'a' || r > 'z')
	}) {
		all[w] = true
	}
	return all
}

// alike is how much two sets of words have in common, 0 to 1 (Jaccard).
func alike(a, b map[string]bool) float64 {
	common := 0
	for w := range a {
		if b[w] {
			common++
		}
	}
	if len(a)+len(b)-common == 0 {
		return 0
	}
	return float64(common) / float64(len(a)+len(b)-common)
}
