// Package query is the one language in which topics, alerts, reports and searches say what they look for, and
// the matcher that puts an article under thousands of them at once.
//
//	lũ "sạt lở đất"                 both, anywhere in the article; a phrase is consecutive syllables
//	lũ OR bão NOT diễn tập           OR, NOT, brackets; AND is understood between two terms
//	"học phí" NEAR/5 tăng            at most five syllables between the two, in either order
//	covid*                           every syllable that begins so
//	~"ho tro"                        whatever the diacritics
//	title:lũ lead:bão body:(a OR b)  one part of the article
//	source: group: place: lang: type: topic: story: from: to:   what is known of the article; place: also what it names
//	COUNT(lũ OR lụt)>=3              how often
//	SCORE(lũ^3 "sạt lở"^2 mưa)>=4    the weights of those that hold, added up
//
// VÀ, HOẶC, KHÔNG, GẦN/5, ĐẾM and ĐIỂM in capitals say the same, and so do the fields' Vietnamese names.
// Upper and lower case are one, and so are the two places of a tone (hòa, hoà); diacritics count unless ~ says
// otherwise. Punctuation parts syllables and is no part of a phrase, so "Covid-19" is found as "covid 19".
//
// Parse reads a query, Document is an article made ready for any number of them, Percolator holds many
// queries. Everything takes any bytes, in time linear in their length. Only documents and percolators change.
package query

import (
	"embed"
	"io/fs"
)

//go:embed locales
var locales embed.FS

// Locales has the English of the sentences of Problem and Explain.
func Locales() fs.FS { return locales }
