// Package words is a search index made of sorted segments: which words stand where in which items.
//
// A [Builder] takes items in the order of their numbers and gives a segment: for each word, with and without
// diacritics, the items that have it and the places. Segments of about the same size are merged ([Merge]) as more
// come, so that there are few (O'Neil et al. 1996, "The log-structured merge-tree"). A segment is a list of
// blocks, each known by its first word, so that a word is found by reading one block. [Find] reads what blocks
// say about a term; lists of items are joined by [And] and [Or].
//
// The package keeps nothing itself: blocks are bytes that the caller stores. It never fails on bytes that it did
// not write, it finds less in them.
package words
