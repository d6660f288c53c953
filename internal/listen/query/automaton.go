package query

import (
	"strings"
	"unicode/utf8"
)

// automaton finds all terms of many queries in one pass over a document. Terms are numbered; a term that no
// query uses any more leaves its number to another.
type automaton struct {
	first   table            // steps of the first whole words of terms, and values of fields
	later   table            // steps of the words behind them
	begun   table            // ends of terms in the beginning of a word
	numbers map[string]int32 // of terms by their key
	terms   []found
	free    []int32
	dead    int    // steps that may be of no use
	version int    // of the terms
	stems   [2]int // terms that are the beginning of one word, with diacritics and without
}

// found is a term of the automaton, or a value of a field.
type found struct {
	key   string
	term  Term
	size  int32 // syllables
	known hash  // of a value
	users int
}

// Where ways begin: at whole words or at the beginnings of words, with diacritics or without.
const (
	wayExact  hash = 0x8F14E45FCEEA167A
	wayBare   hash = 0x45C48CCE2E2D7FBD
	stemExact hash = 0xC9F0F895FB98AB91
	stemBare  hash = 0x1679091C5A880FAF
)

// addTerm is the number of a term that one more query uses.
func (a *automaton) addTerm(t Term) int32 {
	t.In = 0
	key := t.key()
	return a.add(key, found{key: key, term: t, size: int32(len(t.Words))})
}

// addKnown is the number of a value of a field that one more query uses.
func (a *automaton) addKnown(f Field, value string) int32 {
	key := f.String() + ":" + value
	return a.add(key, found{key: key, known: wanted(f, value)})
}

func (a *automaton) add(key string, f found) int32 {
	if n, ok := a.numbers[key]; ok {
		a.terms[n].users++
		return n
	}
	if a.numbers == nil {
		a.numbers = map[string]int32{}
	}
	n := int32(len(a.terms))
	if k := len(a.free); k > 0 {
		n = a.free[k-1]
		a.free = a.free[:k-1]
	} else {
		a.terms = append(a.terms, found{})
	}
	f.users = 1
	a.terms[n] = f
	a.numbers[key] = n
	a.lay(n, n)
	a.tally(f, 1)
	return n
}

// remove takes one user from a term.
func (a *automaton) remove(n int32) {
	f := &a.terms[n]
	f.users--
	if f.users > 0 {
		return
	}
	a.lay(n, none)
	a.tally(*f, -1)
	a.dead += max(1, len(f.term.Words))
	delete(a.numbers, f.key)
	*f = found{}
	a.free = append(a.free, n)
	if a.dead > (a.first.used+a.later.used+a.begun.used)/2 {
		a.renew()
	}
}

// renew makes the tables anew without the steps that nothing needs.
func (a *automaton) renew() {
	a.first, a.later, a.begun, a.dead = table{}, table{}, table{}, 0
	for n := range a.terms {
		if a.terms[n].users > 0 {
			a.lay(int32(n), int32(n))
		}
	}
}

// tally counts which kinds of terms there are, so that passes without use are left out.
func (a *automaton) tally(f found, by int) {
	bare := 0
	if f.term.Fold {
		bare = 1
	}
	if f.term.Prefix && len(f.term.Words) == 1 {
		a.stems[bare] += by
	}
}

// lay makes the way of term n end at term end.
func (a *automaton) lay(n, end int32) {
	a.version++
	f := &a.terms[n]
	if f.size == 0 {
		a.first.reach(f.known).term = end
		return
	}
	way, stem := wayExact, stemExact
	if f.term.Fold {
		way, stem = wayBare, stemBare
	}
	words := f.term.Words
	last := len(words) - 1
	steps := &a.first
	for i, w := range words {
		if i == last && f.term.Prefix {
			break
		}
		way = mix(way, hashOf(w))
		s := steps.reach(way)
		switch {
		case i == last:
			s.term = end
		case i == last-1 && f.term.Prefix:
			s.after |= stemAfter
		default:
			s.after |= wordAfter
		}
		steps = &a.later
	}
	if !f.term.Prefix {
		return
	}
	if last > 0 {
		stem = mix(stem, way)
	}
	for _, form := range toneForms(words[last]) {
		a.begun.reach(stemWay(stem, form)).term = end
	}
}

// stemWay is the way of a beginning of a word, letter by letter.
func stemWay(way hash, form string) hash {
	for i := range len(form) {
		way = stemStep(way, form[i])
	}
	return mix(way, 1)
}

func stemStep(way hash, c byte) hash { return (way ^ hash(c)) * 1099511628211 }

// toneForms are a beginning of a word and, if it ends in oa, oe or uy with a tone, its form with the tone in
// the other place: both "hòa" and "hoà" begin words that are meant by hòa*.
func toneForms(stem string) []string {
	for _, pair := range tonePairs {
		for i, end := range pair {
			if strings.HasSuffix(stem, end) {
				return []string{stem, strings.TrimSuffix(stem, end) + pair[1-i]}
			}
		}
	}
	return []string{stem}
}

var tonePairs = [][2]string{
	{"òa", "oà"}, {"ỏa", "oả"}, {"õa", "oã"}, {"óa", "oá"}, {"ọa", "oạ"},
	{"òe", "oè"}, {"ỏe", "oẻ"}, {"õe", "oẽ"}, {"óe", "oé"}, {"ọe", "oẹ"},
	{"ùy", "uỳ"}, {"ủy", "uỷ"}, {"ũy", "uỹ"}, {"úy", "uý"}, {"ụy", "uỵ"},
}

// scan finds every term of the document and notes in s where.
func (a *automaton) scan(d *Document, s *scratch) {
	for _, k := range d.known {
		if f := a.first.find(k); f != nil && f.term != none {
			s.hit(f.term, 0, anyPart)
		}
	}
	for part := range parts {
		for i := d.start[part]; i < d.start[part+1]; i++ {
			b := s.beginning(d, i)
			for _, t := range s.begun[b.from:][:b.count] {
				s.hit(t, int32(i), 1<<part)
			}
			if b.exact != 0 {
				a.follow(b.exact, d, part, i, false, s)
			}
			if b.bare != 0 {
				a.follow(b.bare, d, part, i, true, s)
			}
		}
	}
}

// begin appends the terms that are syllable i or a beginning of it, and says how phrases that begin with it go on.
func (a *automaton) begin(begun []int32, d *Document, i int, bare bool) ([]int32, after) {
	way, stem, stems := wayExact, stemExact, a.stems[0]
	if bare {
		way, stem, stems = wayBare, stemBare, a.stems[1]
	}
	if stems > 0 {
		a.stem(d.word(i, bare), stem, func(term int32) { begun = append(begun, term) })
	}
	f := a.first.find(mix(way, d.syllables[i].form(bare)))
	if f == nil {
		return begun, 0
	}
	if f.term != none {
		begun = append(begun, f.term)
	}
	return begun, f.after
}

// follow goes on from syllable i, the first word of phrases, to the words behind it.
func (a *automaton) follow(behind after, d *Document, part, i int, bare bool, s *scratch) {
	way, stem := wayExact, stemExact
	if bare {
		way, stem = wayBare, stemBare
	}
	words := d.syllables[:d.start[part+1]]
	way = mix(way, words[i].form(bare))
	for j := i + 1; j < len(words); j++ {
		if behind&stemAfter != 0 {
			a.stem(d.word(j, bare), mix(stem, way), func(term int32) { s.hit(term, int32(i), 1<<part) })
		}
		if behind&wordAfter == 0 {
			return
		}
		way = mix(way, words[j].form(bare))
		f := a.later.find(way)
		if f == nil {
			return
		}
		if f.term != none {
			s.hit(f.term, int32(i), 1<<part)
		}
		behind = f.after
	}
}

// form is the hash of the word, with diacritics or without.
func (w *syllable) form(bare bool) hash {
	if bare {
		return w.bare
	}
	return w.exact
}

// stem tells found which terms are a beginning of a word.
func (a *automaton) stem(word []byte, way hash, found func(term int32)) {
	for k, c := range word {
		way = stemStep(way, c)
		if k+1 < leastStem || k+1 < len(word) && !utf8.RuneStart(word[k+1]) {
			continue
		}
		f := a.begun.find(mix(way, 1))
		if f != nil && f.term != none {
			found(f.term)
		}
	}
}
