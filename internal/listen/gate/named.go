package gate

import (
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// offices are words that begin the office in which somebody is named in public.
var offices = []string{
	"giám đốc", "chủ tịch", "bí thư", "bộ trưởng", "thứ trưởng", "thủ tướng", "chủ nhiệm", "trưởng ban", "trưởng phòng", "chánh văn phòng",
	"chánh thanh tra", "cục trưởng", "tổng cục trưởng", "viện trưởng", "hiệu trưởng", "người phát ngôn", "đại biểu", "chỉ huy trưởng", "trưởng công an",
}

// officeBefore is within how many words before a lone given name its office stands.
const officeBefore = 6

// officeNear is within how many words of a name its office stands.
const officeNear = 8

// NamesPrivate reports whether a sentence of the press seems to name a person without saying in which office.
// holders are the names of those who speak in office. It errs on the side of the person: names of streets and places
// that it does not know count too.
func NamesPrivate(sentence string, holders []string) bool {
	words := strings.FieldsFunc(canonical(sentence), func(r rune) bool { return strings.ContainsRune(" \t\n,.;:()[]“”\"!?…", r) })
	allowed := lowered(holders)
	for i := 0; i < len(words); {
		n := namedAt(words, i)
		if n > 0 && !isAllowed(words, i, n, allowed) && !inOffice(words[max(0, i-officeNear):min(len(words), i+n+officeNear)]) {
			return true
		}
		i += max(1, n)
	}
	return false
}

// namedAt is how many words from i on are the name of a person; 0 if none do. After a title any name is one.
func namedAt(words []string, i int) int {
	if i > 0 && titledAt(words, i-1) > 0 {
		return titledAt(words, i-1)
	}
	n := personAt(words, i)
	if n == 0 || !capital(words[i]) || !capital(words[i+n-1]) {
		return 0
	}
	return n
}

func inOffice(words []string) bool {
	near := " " + strings.ToLower(strings.Join(words, " ")) + " "
	return slices.ContainsFunc(offices, func(o string) bool { return strings.Contains(near, " "+o+" ") })
}

// lowered are names as words are compared with them.
func lowered(names []string) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = strings.ToLower(canonical(n))
	}
	return all
}

// apostrophes are written in many ways: H’Loan.
var apostrophes = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'", "`", "'")

// canonical is a text as names are sought in it.
func canonical(text string) string { return apostrophes.Replace(vi.CanonicalTone(vi.Normalize(text))) }
