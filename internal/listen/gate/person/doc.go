// Package person answers whether a private person is named in a text: in a query or a note ([Named]), in a sentence of
// the press ([InSentence]), in the name of a source ([OfSource]), at the end of an article ([IsName]).
//
// It goes by how names are made, not by a list of names. A Vietnamese name is a family, a middle word and a given name,
// each from words that are known (family.go); the peoples of the mountains have families and middle words of their own,
// and names that begin with H' or Y (people.go); in everyday speech a title stands before a given name (title.go). A
// name that is typed in small letters or without diacritics is one where hardly anything else is spelt so.
//
// Three kinds of names are let pass: those of places, of streets and schools that are called after somebody, and of
// history (place.go); those of whoever speaks in office, as it is handed in; and, in the press, a name whose office
// stands beside it (office.go).
//
// How much it sees is measured on names and on ordinary sentences that were never looked at while it was made, see
// testdata and people_test.go: 69 of 69 names as they are written, 62 of them in small letters too, and 3 of 308
// ordinary texts taken for a name. A name that is also a common expression may pass: this is a help to whoever asks
// honestly, not a lock.
package person
