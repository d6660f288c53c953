package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// apostrophes are written in many ways: H’Loan.
var apostrophes = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'", "`", "'")

// Canonical is a text as names are sought in it.
func Canonical(text string) string { return apostrophes.Replace(vi.CanonicalTone(vi.Normalize(text))) }

// Named is the name of the private person whom a query or a note names; "" if it names none. Text must be in the form of
// [Canonical]. holders are the names of those who speak in office; they, and places of such names, may be named.
//
// Names are recognised with or without capitals and diacritics, whatever stands between their words that a query joins
// by AND or NEAR.
func Named(text string, holders []string) string {
	allowed := lowered(holders)
	for _, run := range runsOf(text) {
		for i := 0; i < len(run); i++ {
			n := personAt(run, i)
			switch {
			case n == 0:
			case !isAllowed(run, i, n, allowed):
				return strings.Join(run[i:i+n], " ")
			case n > 2 && calledAfter(run, i, anyOf(titles, strings.ToLower(run[i]))): // Trường Lê Văn Tám; Văn Tám is nobody
				i += n - 1
			}
		}
	}
	return ""
}

// InSentence reports whether a sentence of the press, in the form of [Canonical], seems to name a person without saying
// in which office. It errs on the side of the person: names of streets and places that it does not know count too.
func InSentence(sentence string, holders []string) bool {
	words := strings.FieldsFunc(sentence, func(r rune) bool { return strings.ContainsRune(" \t\n,.;:()[]“”\"!?…", r) })
	allowed := lowered(holders)
	for i := 0; i < len(words); {
		n := writtenAt(words, i)
		if n > 0 && !isAllowed(words, i, n, allowed) && !inOffice(words[max(0, i-officeNear):min(len(words), i+n+officeNear)]) {
			return true
		}
		i += max(1, n)
	}
	return false
}

// IsName reports whether a text is the whole name of a person, as its family tells, and nothing else.
func IsName(text string) bool {
	words := strings.Fields(text)
	if len(words) < 3 || len(words) > 5 || !anyOf(families, strings.ToLower(words[0])) || isKnown(text) {
		return false
	}
	for _, w := range words {
		r, size := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) || strings.ContainsFunc(w[size:], func(r rune) bool { return !unicode.IsLower(r) }) {
			return false
		}
	}
	return true
}

// runsOf are the words of a query as far as they are joined: OR and NOT part them.
func runsOf(query string) [][]string {
	var runs [][]string
	var run []string
	for _, w := range strings.FieldsFunc(query, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '/' }) {
		switch name, _, _ := strings.Cut(w, "/"); name {
		case "AND", "VÀ", "NEAR", "GẦN":
		case "OR", "HOẶC", "NOT", "KHÔNG":
			runs, run = append(runs, run), nil
		default:
			run = append(run, w)
		}
	}
	return append(runs, run)
}

// personAt is how many words from i on name a person, with the title before the name; 0 if none do.
func personAt(run []string, i int) int {
	at := func(k int) string {
		if k >= len(run) {
			return ""
		}
		return strings.ToLower(run[k])
	}
	if n := titledAt(run, i); n > 0 {
		return 1 + n
	}
	if n := familyAt(run, i, at); n > 0 {
		return n
	}
	return highlanderAt(run, i, at)
}

// writtenAt is how many words from i on are the name of a person as the press writes it, with capitals; 0 if none do.
// After a title any name is one.
func writtenAt(words []string, i int) int {
	if i > 0 && titledAt(words, i-1) > 0 {
		return titledAt(words, i-1)
	}
	n := personAt(words, i)
	if n == 0 || !capital(words[i]) || !capital(words[i+n-1]) {
		return 0
	}
	return n
}

// isAllowed reports whether what looks like a person is somebody in office, or the name of a place or street.
func isAllowed(run []string, i, n int, holders []string) bool {
	name := strings.ToLower(strings.Join(run[i:i+n], " "))
	title, given, _ := strings.Cut(name, " ")
	titled := anyOf(titles, title)
	if calledAfter(run, i, titled) || inPlace(run, i) || isAnyPlace(name) || isUnion(run[i:]) {
		return true
	}
	if titled {
		name = given
	}
	return isHolder(name, run[max(0, i-officeBefore):i], holders)
}

// lowered are names as words are compared with them.
func lowered(names []string) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = strings.ToLower(Canonical(n))
	}
	return all
}
