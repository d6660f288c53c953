package tone

import "math"

// gram is a run of one to three words of a text; key is its number, value what it counts.
type gram struct {
	key      uint32
	from, to int32
	value    float64
}

// findGrams lists the runs of one, two and three words that cross no full stop, as they are written or, in text
// typed without diacritics, without them. A run of the title counts twice. All together they weigh as much in
// a long text as in a short one.
func (r *reading) findGrams() {
	r.grams = r.grams[:0]
	for i := range r.words {
		if r.words[i].kind > isNumber {
			continue
		}
		key := uint32(0x9E3779B1)
		for n := 1; n <= 3 && i+n <= len(r.words); n++ {
			w := r.words[i+n-1]
			if w.kind > isComma {
				break
			}
			key = mix(key*31+w.plainNumber(r.bare), uint32(n))
			value := 1.0
			if i < r.titleWords {
				value = 2
			}
			r.grams = append(r.grams, gram{key, int32(i), int32(i + n), value})
		}
	}
	scale := gramScale / math.Sqrt(float64(len(r.grams)+1))
	for i := range r.grams {
		r.grams[i].value *= scale
	}
}

// gramScale weighs learnt phrases against the numbers of the lexicon.
const gramScale = 2

// plainNumber is the number of a word as written; all numbers are one word.
func (w word) plainNumber(bare bool) uint32 {
	if w.kind == isNumber {
		return 17
	}
	return w.number(bare)
}
