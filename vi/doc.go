// Package vi handles Vietnamese text: one written form (Normalize, CanonicalTone), keys for search and
// order (Fold, SortKey), safe cuts (CutRunes, CutBytes), the shape of a syllable (IsSyllable), and the
// encodings from before Unicode that provincial files still carry (DetectLegacy, Decode, DecodeBytes).
//
// Everything is a pure function, safe for use by many goroutines. Text as a person wrote it is kept in
// the form Normalize gives; CanonicalTone, Fold and SortKey make keys beside it and never replace it.
package vi
