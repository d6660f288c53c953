// Package vi handles Vietnamese text: one written form (Normalize, NormalizeWith, CanonicalTone), keys for
// search and order (Fold, SortKey), safe cuts (CutRunes, CutBytes), the shape of a syllable (IsSyllable), the
// encodings from before Unicode that provincial files still carry (DetectLegacy, Decode, DecodeBytes); tokens,
// sentences and words (Tokens, Sentences, Segmenter); diacritics put back (Restore); what a text is about
// (KeyPhrases, PhraseCounter), which places and agencies it names (Gazetteer), how easily it is read (Readable),
// and labels learnt from examples (Train, Classifier).
//
// Everything is a pure function or a value that never changes, safe for use by many goroutines; a PhraseCounter
// alone is filled by one. Positions are bytes of the text as it was given. Text as a person wrote it is kept in
// the form Normalize gives; every other form is a key or a reading beside it and never replaces it. Embedded
// data (data, lexicon) names its source and licence and is read at its first use.
package vi
