// Package similar tells which texts are alike.
//
// An [Index] finds near-duplicates among millions of texts: it says of each new text whether it is a
// copy of an earlier one, an edit, a quotation, a letter of a campaign, a variant with other figures or
// names, or new, and joins copies and edits into groups. A [Stream] puts short titles into stories as they
// arrive, a [Chronicle] articles that have a text.
//
// All work online, one text at a time, never look at what comes later, and give the same answers for
// the same texts in the same order. Time is a number that the caller hands in, in a unit of its own.
// Memory is bounded by the options; what grows old is forgotten.
//
// Texts are compared in the form of [github.com/nhipcau/nhipcau/vi.Fold]: case, accents and punctuation
// make no difference.
//
// [Print] and [Terms] may be made by many goroutines at once; an Index, a Stream and a Chronicle belong to one
// goroutine.
package similar
