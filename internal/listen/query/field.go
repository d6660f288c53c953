package query

import (
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// Field is what a query may ask about.
type Field uint8

// The fields. The first three are texts, the next seven are known of an article, the last two are days.
const (
	Title Field = iota
	Lead
	Body
	Source
	Group
	Place
	Lang
	Type
	Topic
	Story
	From
	To
)

// fieldNames has for each field its name in the canonical form, then other names, without diacritics.
var fieldNames = [...][]string{
	Title:  {"title", "tieude", "tit"},
	Lead:   {"lead", "sapo", "tomtat"},
	Body:   {"body", "noidung", "than"},
	Source: {"source", "nguon", "bao"},
	Group:  {"group", "class", "nhom"},
	Place:  {"place", "noi", "diaban"},
	Lang:   {"lang", "language", "tieng"},
	Type:   {"type", "loai"},
	Topic:  {"topic", "chude"},
	Story:  {"story", "suviec"},
	From:   {"from", "since", "tu"},
	To:     {"to", "until", "den"},
}

// String is the name of the field in queries.
func (f Field) String() string { return fieldNames[f][0] }

// isText reports a field that holds words.
func (f Field) isText() bool { return f <= Body }

// fieldOf finds a field by any of its names, in whatever case and with or without diacritics.
func fieldOf(name string) (Field, bool) {
	key := vi.Fold(vi.Normalize(name))
	for f, names := range fieldNames {
		for _, n := range names {
			if n == key {
				return Field(f), true
			}
		}
	}
	return 0, false
}

// nearestField is the canonical name that a misspelled one was most likely meant to be; empty if none is near.
func nearestField(name string) string {
	key := vi.Fold(vi.Normalize(vi.CutRunes(name, 20)))
	best, least := "", 3
	for f, names := range fieldNames {
		for _, n := range names {
			if d := distance(key, n); d < least && d <= len(n)/4 {
				best, least = Field(f).String(), d
			}
		}
	}
	return best
}

// distance is the number of letters to insert, delete, replace or exchange with their neighbours (Damerau 1964,
// each place edited once).
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				cost++
			}
			cost = min(cost, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cost = min(cost, rows[i-2][j-2]+1)
			}
			rows[i][j] = cost
		}
	}
	return rows[len(a)][len(b)]
}

// nameOf is a name in the form in which names are compared: as a word is, with single spaces.
func nameOf(value string) string {
	return strings.Join(strings.Fields(canonical(value)), " ")
}

// wanted is the hash under which a value is looked for. A name typed without diacritics finds the one with
// them: what is asked for is a name among few, not a word.
func wanted(f Field, value string) hash {
	return knownHash(f, value, vi.Fold(value) == value)
}
