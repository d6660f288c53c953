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
		case inside && isWord(w):
			n++
		}
	}
	return n
}

// borrowedRun is from how many words on a stretch that stands in an article word for word is taken from there: as
// many come together by chance hardly ever.
const borrowedRun = 8

// borrowed counts the words of each text that stand word for word in the articles of an entry, with or without quotation
// marks, as [quote] and [quoted] count them. Articles whose text is not kept any more are not compared.
func (s *Service) borrowed(ctx context.Context, tx *db.Tx, e Entry, texts ...string) (counts []int, err error) {
	runs := map[string]bool{}
	for _, a := range e.Facts.Articles {
		i, body, err := s.Listen.Item(ctx, tx, a.Item)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, text := range []string{i.Lead, body} {
			said := wordsAsSaid(text)
			for k := range len(said) - borrowedRun + 1 {
				runs[strings.Join(said[k:k+borrowedRun], " ")] = true
			}
		}
	}
	for _, text := range texts {
		counts = append(counts, takenFrom(runs, wordsAsSaid(text)))
	}
	return counts, nil
}

// takenFrom counts the words that lie in a run.
func takenFrom(runs map[string]bool, said []string) (n int) {
	end := 0 // what lies before is counted
	for k := range len(said) - borrowedRun + 1 {
		if runs[strings.Join(said[k:k+borrowedRun], " ")] {
			n += k + borrowedRun - max(k, end)
			end = k + borrowedRun
		}
	}
	return n
}

// wordsAsSaid are the words of a text in small letters, without the marks in and around them: a number or a name with
// a hyphen is one word, as whoever counts it on paper has it.
func wordsAsSaid(text string) []string {
	var all []string
	for _, w := range strings.Fields(strings.ToLower(text)) {
		w = strings.Map(func(r rune) rune {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return -1
			}
			return r
		}, w)
		if w != "" {
			all = append(all, w)
		}
	}
	return all
}

// isWord reports whether something between spaces is more than a mark.
func isWord(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}
