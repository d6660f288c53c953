package digest

import (
	"context"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

func tooMuchQuoted(field string) error {
	return fault.New(fault.Invalid, "Phần trích nguyên văn dài quá %d chữ. Hãy trích ngắn lại hoặc viết bằng lời của mình.", MostQuoted).At(field)
}

var quotationMarks = strings.NewReplacer("“", " “ ", "”", " ” ", "«", " “ ", "»", " ” ", `"`, ` " `)

// quoted counts the syllables of the quotations in a text, whichever marks they stand in; what was opened and not
// closed is quoted to the end.
func quoted(text string) int {
	n, inside := 0, false
	for _, w := range strings.Fields(quotationMarks.Replace(text)) {
		switch {
		case w == "“":
			inside = true
		case w == "”":
			inside = false
		case w == `"`:
			inside = !inside
		case inside:
			n++
		}
	}
	return n
}

// borrowedRun is from how many syllables on a stretch that stands in an article word for word is taken from there: as
// many come together by chance hardly ever.
const borrowedRun = 8

// borrowed counts the syllables of texts that stand word for word in the articles of an entry, with or without quotation
// marks. Articles whose text is not kept any more are not compared.
func (s *Service) borrowed(ctx context.Context, tx *db.Tx, e Entry, texts ...string) (n int, err error) {
	var all [][]string
	for _, text := range texts {
		all = append(all, syllables(text))
	}
	runs := map[string]bool{}
	for _, a := range e.Facts.Articles {
		i, body, err := s.Listen.Item(ctx, tx, a.Item)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return 0, err
		}
		for _, text := range []string{i.Lead, body} {
			said := syllables(text)
			for k := range len(said) - borrowedRun + 1 {
				runs[strings.Join(said[k:k+borrowedRun], " ")] = true
			}
		}
	}
	for _, said := range all {
		taken := make([]bool, len(said))
		for k := range len(said) - borrowedRun + 1 {
			if runs[strings.Join(said[k:k+borrowedRun], " ")] {
				for j := range borrowedRun {
					taken[k+j] = true
				}
			}
		}
		for _, t := range taken {
			if t {
				n++
			}
		}
	}
	return n, nil
}

// syllables are those of a text in small letters, without marks.
func syllables(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
