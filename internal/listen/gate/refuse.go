package gate

import (
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/listen/gate/person"
	"github.com/nhipcau/nhipcau/vi"
)

// RefuseQuery finds in a query what must not be asked of social items: a handle, a number or an address that points at a
// private person, or the name of one, as [person.Named] finds it. It returns that, or "" if the query may be asked.
// holders are the names of those who speak in office.
func RefuseQuery(query string, holders []string) string {
	query = person.Canonical(query)
	if masked, n := Mask(query); n > 0 {
		return strings.TrimSpace(differing(query, masked))
	}
	return person.Named(query, holders)
}

// PersonName is the private person whose name the name of a source is, or what else in it points at one; "" if it
// names an office, an association or a place. holders are the names of those who speak in office.
func PersonName(source string, holders []string) string {
	text := vi.CanonicalTone(vi.Normalize(strings.TrimSpace(source)))
	if masked, n := Mask(text); n > 0 {
		return differing(text, masked)
	}
	return person.OfSource(text, func(part string) string { return RefuseQuery(part, holders) })
}

// Note is what an officer wrote down in own words as it may be kept: what points at a person by number or address is
// masked. somebody is what else in it points at somebody private, as [person.InNote] finds it; such a note is not kept.
// place tells the names of places, in small letters, that the directory knows; it may be nil.
func Note(text string, holders []string, place func(name string) bool) (kept, somebody string) {
	kept, _ = Mask(vi.Normalize(strings.TrimSpace(text)))
	return kept, person.InNote(person.Canonical(kept), holders, place)
}

// PlaceNote is [Note] for words that say nothing but where something was.
func PlaceNote(text string, holders []string) (kept, somebody string) {
	kept, _ = Mask(vi.Normalize(strings.TrimSpace(text)))
	return kept, person.InPlaceNote(person.Canonical(kept), holders)
}

// NamesPrivate reports whether a sentence of the press seems to name a person without saying in which office.
// holders are the names of those who speak in office.
func NamesPrivate(sentence string, holders []string) bool {
	return person.InSentence(person.Canonical(sentence), holders)
}

// differing is the part of a query that was masked.
func differing(query, masked string) string {
	n := 0
	for n < len(query) && n < len(masked) && query[n] == masked[n] {
		n++
	}
	for n > 0 && n < len(query) && !utf8.RuneStart(query[n]) {
		n--
	}
	word, _, _ := strings.Cut(query[n:], " ")
	return word
}
