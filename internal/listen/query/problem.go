package query

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// Problem is why a text is no query, and where. Format is a Vietnamese sentence whose English stands in
// Locales under the sentence itself, Args are what goes into it.
type Problem struct {
	Format string
	Args   []any
	Text   string // the query
	Offset int    // of the character at fault, in bytes; len(Text) at the end
	Rune   int    // the same in characters
}

// Sentence is the Vietnamese sentence for the reader.
func (p *Problem) Sentence() string { return fmt.Sprintf(p.Format, p.Args...) }

// Error is the sentence with the place, counted in characters from 1.
func (p *Problem) Error() string {
	return fmt.Sprintf("%s (ký tự thứ %d)", p.Sentence(), p.Rune+1)
}

// most characters of a query that are shown around a fault
const shownAround = 60

// Caret shows the place in two lines: the query, or a stretch of its line, and a caret below the character.
func (p *Problem) Caret() string {
	start := strings.LastIndexAny(p.Text[:p.Offset], "\r\n") + 1
	before := vi.Normalize(p.Text[start:p.Offset])
	if n := utf8.RuneCountInString(before); n > shownAround {
		before = "…" + string([]rune(before)[n-shownAround:])
	}
	after, _, _ := strings.Cut(strings.ReplaceAll(p.Text[p.Offset:], "\r", "\n"), "\n")
	after = vi.Normalize(after)
	if short := vi.CutRunes(after, shownAround); short != after {
		after = short + "…"
	}
	line := strings.ReplaceAll(before+after, "\t", " ")
	return line + "\n" + strings.Repeat(" ", utf8.RuneCountInString(before)) + "^"
}

// problem makes the error at a byte of the query.
func problem(text string, at int, format string, args ...any) *Problem {
	return &Problem{format, args, text, at, utf8.RuneCountInString(text[:at])}
}
