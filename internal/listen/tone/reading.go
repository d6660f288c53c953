package tone

import "sync"

// mostWords is how many words of a text are read.
const mostWords = 4000

// reading is one text with the phrases of the lexicon found in it.
type reading struct {
	title, body string
	words       []word
	titleWords  int  // how many of the words are the title
	bare        bool // typed without diacritics
	shouting    bool // mostly capital letters
	sentences   int
	thin        float64 // how much each phrase of a long article counts
	hits        []hit
	dense       features
	grams       []gram
}

// hit is a phrase of the lexicon in a text. value is what it says of the policy, event what it says of the
// state of things; both are signed and already turned by what stands around it.
type hit struct {
	sense
	from, to  int32 // words
	clause    int32 // between commas
	segment   int32 // between contrasts
	sentence  int32
	value     float64
	event     float64
	asked     bool // inside a question
	unbounded bool // a negation that found nothing to negate
}

var readings = sync.Pool{New: func() any { return new(reading) }}

func takeReading(title, body string) *reading {
	r := readings.Get().(*reading)
	r.read(title, body)
	return r
}

// release keeps the memory unless an uncommonly long text made it large.
func (r *reading) release() {
	r.title, r.body = "", ""
	if cap(r.words) <= 2*mostWords {
		readings.Put(r)
	}
}

// read finds the phrases of a text and what each of them says where it stands.
func (r *reading) read(title, body string) {
	r.title, r.body = title, body
	r.words = appendWords(r.words[:0], title, mostWords/4)
	r.titleWords = len(r.words)
	if r.titleWords > 0 {
		r.words = append(r.words, word{kind: isStop})
		r.titleWords++
	}
	r.words = appendWords(r.words, body, mostWords)
	l := words()
	l.spell(r.words)
	r.bare, r.shouting = isBare(r.words), isShouting(r.words)
	r.findHits(l)
	for i := range r.hits {
		r.weigh(i)
	}
	r.weighContrast()
	r.weighTarget()
	r.weighPlace()
	r.measure()
}

// isBare tells text typed without diacritics.
func isBare(words []word) bool {
	syllables, accented := 0, 0
	for _, w := range words {
		if w.kind == isSyllable {
			syllables++
			if w.accented {
				accented++
			}
		}
	}
	return syllables >= 3 && accented*12 < syllables
}

// isShouting tells text written in capital letters, which say nothing of names then.
func isShouting(words []word) bool {
	syllables, capital := 0, 0
	for _, w := range words {
		if w.kind == isSyllable {
			syllables++
			if w.capital {
				capital++
			}
		}
	}
	return capital*2 > syllables
}

// isName reports whether the words from i to end are written as a name: all with a capital letter, and not only
// because a sentence begins with them (xã Bình An, phường Hạnh Phúc).
func (r *reading) isName(i, end int) bool {
	if r.shouting {
		return false
	}
	for _, w := range r.words[i:end] {
		if !w.capital {
			return false
		}
	}
	return end-i > 1 || i > 0 && r.words[i-1].kind <= isNumber
}

// findHits lists the phrases from left to right, the longest at each place.
func (r *reading) findHits(l *lexicon) {
	r.hits = r.hits[:0]
	t := &l.marked
	if r.bare {
		t = &l.bare
	}
	var clause, segment, sentence int32
	for i := 0; i < len(r.words); {
		switch r.words[i].kind {
		case isComma:
			clause++
		case isStop, isColon, isQuestion, isShout:
			if r.words[i].kind == isQuestion {
				r.markAsked(sentence)
			}
			clause, segment, sentence = clause+1, segment+1, sentence+1
		}
		s, end := t.find(r.words, i, r.bare)
		if end == i || r.isCrossed(t, i, end) {
			i++
			continue
		}
		if r.isName(i, end) && s.kind <= fortune {
			i = end
			continue
		}
		if s.kind == but {
			clause, segment = clause+1, segment+1
		}
		if s.kind != none {
			r.hits = append(r.hits, hit{sense: s, from: int32(i), to: int32(end),
				clause: clause, segment: segment, sentence: sentence})
		}
		i = end
	}
	r.sentences = int(sentence) + 1
}

// isCrossed reports whether a longer phrase begins inside the phrase from i to end and goes beyond it: "dân yêu"
// in "dân yêu cầu làm rõ".
func (r *reading) isCrossed(t *table, i, end int) bool {
	for k := i + 1; k < end; k++ {
		_, beyond := t.find(r.words, k, r.bare)
		if beyond > end && beyond-k >= end-i {
			return true
		}
	}
	return false
}

// markAsked marks the phrases of a sentence that turned out to be a question.
func (r *reading) markAsked(sentence int32) {
	for i := len(r.hits) - 1; i >= 0 && r.hits[i].sentence == sentence; i-- {
		r.hits[i].asked = true
	}
}
