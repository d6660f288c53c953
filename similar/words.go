package similar

import (
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

const (
	mostTerms  = 32  // of one item
	pairWeight = 1.0 // of two neighbouring syllables of a Vietnamese item, which are a word more often than one is
	loneWeight = 0.3 // of one syllable of a Vietnamese item
	nameWeight = 1.5 // of a word with a capital inside a sentence, against another one
	wordBytes  = 48  // kept of a word for explanations
)

// term is a word of an item with its weight.
type term struct {
	word   uint32
	weight float64
}

// word is what a stream knows of one word.
type word struct {
	hash  uint64
	text  string  // as it was first written, in lower case
	count float64 // weight of the items that have it
	top   float64 // the greatest part of that in one story
	posts []post
}

// post is the weight of a word's items in one story.
type post struct {
	slot  uint32
	count float64
}

// in is the weight of the word's items in a story.
func (w *word) in(slot uint32) float64 {
	for _, p := range w.posts {
		if p.slot == slot {
			return p.count
		}
	}
	return 0
}

// add counts the word in a story and reports whether it is new there.
func (w *word) add(slot uint32, count float64) bool {
	for i := range w.posts {
		if w.posts[i].slot == slot {
			w.posts[i].count += count
			w.top = max(w.top, w.posts[i].count)
			return false
		}
	}
	w.posts = append(w.posts, post{slot, count})
	w.top = max(w.top, count)
	return true
}

// take removes the word from a story and says how much it had there.
func (w *word) take(slot uint32) float64 {
	i := slices.IndexFunc(w.posts, func(p post) bool { return p.slot == slot })
	if i < 0 {
		return 0
	}
	count := w.posts[i].count
	w.posts = slices.Delete(w.posts, i, i+1)
	w.findTop()
	return count
}

func (w *word) findTop() {
	w.top = 0
	for _, p := range w.posts {
		w.top = max(w.top, p.count)
	}
}

// lexicon numbers the words of a stream.
type lexicon struct {
	index  map[uint64]uint32
	all    []word
	vacant []uint32
	seen   sieve
}

func newLexicon() lexicon { return lexicon{index: map[uint64]uint32{}} }

// spoken is one syllable of an item with where it stands.
type spoken struct {
	syllable
	from, to int
	joined   bool // follows the one before without a sign between them that parts
}

// read appends the terms of an item: of its title, and of the beginning of its text as far as there is room.
func (l *lexicon) read(item Item, terms []term) []term {
	l.seen.clear()
	terms = l.readPart(item.Title, terms)
	return l.readPart(item.Text, terms)
}

func (l *lexicon) readPart(text string, terms []term) []term {
	var room [2 * mostTerms]spoken
	all, capitals, accents := listen(text, room[:0])
	named := 2*capitals <= len(all)
	vietnamese := 5*accents >= len(all)
	for i, w := range all {
		if len(terms) >= mostTerms {
			break
		}
		own := 1.0
		if named && w.capital && !w.opens {
			own = nameWeight
		}
		if !vietnamese {
			terms = l.addTerm(terms, w.hash, text[w.from:w.to], own)
			continue
		}
		if i+1 < len(all) && all[i+1].joined {
			next := all[i+1]
			if !(next.capital && named) {
				own = 1
			}
			terms = l.addTerm(terms, mix(w.hash+3*next.hash), text[w.from:next.to], pairWeight*own)
		}
		terms = l.addTerm(terms, w.hash, text[w.from:w.to], loneWeight)
	}
	return terms
}

// listen lists the syllables at the beginning of a text that are no function words, and counts those
// with a capital that opens no sentence and those with an accent.
func listen(text string, all []spoken) (_ []spoken, capitals, accents int) {
	s := scan(text)
	end := 0
	for len(all) < cap(all) {
		w, ok := s.next()
		if !ok {
			break
		}
		if w.accent {
			accents++
		}
		if w.capital && !w.opens {
			capitals++
		}
		if functionWords().has(w.hash) {
			continue // what stands behind is not joined to what stood before
		}
		all = append(all, spoken{w, s.from, s.to, strings.TrimLeft(text[end:s.from], " \t") == ""})
		end = s.to
	}
	return all, capitals, accents
}

// addTerm appends a word that the item does not have yet.
func (l *lexicon) addTerm(terms []term, hash uint64, text string, weight float64) []term {
	if len(terms) >= mostTerms || !l.seen.add(uint32(hash>>32)) {
		return terms
	}
	i, known := l.index[hash]
	if !known {
		i = l.number()
		l.all[i] = word{hash: hash, text: strings.Clone(strings.ToLower(vi.CutBytes(text, wordBytes)))}
		l.index[hash] = i
	}
	return append(terms, term{i, weight})
}

// number is a free place for a word.
func (l *lexicon) number() uint32 {
	if n := len(l.vacant); n > 0 {
		i := l.vacant[n-1]
		l.vacant = l.vacant[:n-1]
		return i
	}
	l.all = append(l.all, word{})
	return uint32(len(l.all) - 1)
}

// drop forgets a word that stands in no story.
func (l *lexicon) drop(i uint32) {
	delete(l.index, l.all[i].hash)
	l.all[i] = word{}
	l.vacant = append(l.vacant, i)
}
