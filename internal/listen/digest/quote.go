package digest

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
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

// mostCompared is how many articles of a story texts are held against.
const mostCompared = 500

// refuseBorrowed fails at the first text that an officer changed and that takes too much from the articles: what is said
// before everything else, the title of a story, or its summary and the proposal together. What nobody touched is the
// program's own, which keeps to the limit; it only counts beside what was written.
func (s *Service) refuseBorrowed(ctx context.Context, tx *db.Tx, d Digest, n Edit) error {
	type written struct {
		at    string // the field
		fresh bool
	}
	type together struct{ first, last int } // texts of one limit
	var texts []string
	var fields []written
	var limits []together
	add := func(text, was, at string) {
		texts, fields = append(texts, text), append(fields, written{at, strings.TrimSpace(text) != was})
	}
	limit := func(first int) {
		if slices.ContainsFunc(fields[first:], func(w written) bool { return w.fresh }) {
			limits = append(limits, together{first, len(texts)})
			return
		}
		texts, fields = texts[:first], fields[:first]
	}
	add(n.Note, d.Note, "nhan-dinh")
	limit(0)
	for _, e := range n.Entries {
		i := slices.IndexFunc(d.Entries, func(x Entry) bool { return x.ID == e.ID })
		if i < 0 {
			continue
		}
		x, first := d.Entries[i], len(texts)
		add(e.Title, x.Title, field(e.ID, "tieu-de"))
		limit(first)
		first = len(texts)
		add(e.Summary, x.Summary, field(e.ID, "tom-tat"))
		add(e.Proposal, x.Proposal, field(e.ID, "de-xuat"))
		limit(first)
	}
	counts, err := s.borrowed(ctx, tx, d, texts)
	if err != nil {
		return err
	}
	for _, l := range limits {
		sum, at := 0, ""
		for k := l.first; k < l.last; k++ {
			if sum += counts[k]; fields[k].fresh && counts[k] > 0 {
				at = fields[k].at
			}
		}
		if sum > MostQuoted && at != "" {
			return tooMuchQuoted(at)
		}
	}
	return nil
}

// borrowed counts the words of each text that stand word for word in an article of the digest, or of a story of it on any
// day, with or without quotation marks, as [quote] and [quoted] count them. Articles whose text is not kept any more are
// not compared.
func (s *Service) borrowed(ctx context.Context, tx *db.Tx, d Digest, texts []string) (counts []int, err error) {
	asked, found := map[string]bool{}, map[string]bool{}
	for _, text := range texts {
		eachRun(wordsAsSaid(text), func(run string) { asked[run] = true })
	}
	seen := map[listen.ItemID]bool{}
	compare := func(id listen.ItemID) error {
		if seen[id] {
			return nil
		}
		seen[id] = true
		i, body, err := s.Listen.Item(ctx, tx, id)
		if fault.KindOf(err) == fault.NotFound {
			return nil
		}
		for _, text := range []string{i.Lead, body} {
			eachRun(wordsAsSaid(text), func(run string) {
				if asked[run] {
					found[run] = true
				}
			})
		}
		return err
	}
	for _, e := range d.Entries {
		if len(asked) == 0 {
			break
		}
		items, err := s.Listen.StoryItems(ctx, tx, e.Story, mostCompared)
		if err != nil {
			return nil, err
		}
		for _, a := range e.Facts.Articles {
			items = append(items, listen.Item{ID: a.Item})
		}
		for _, i := range items {
			err := compare(i.ID)
			if err != nil {
				return nil, err
			}
		}
	}
	for _, text := range texts {
		counts = append(counts, takenFrom(found, wordsAsSaid(text)))
	}
	return counts, nil
}

// eachRun visits the stretches of words that are long enough to be taken from somewhere.
func eachRun(said []string, visit func(run string)) {
	for k := range len(said) - borrowedRun + 1 {
		visit(strings.Join(said[k:k+borrowedRun], " "))
	}
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
