package query

import (
	"slices"
	"sync"

	"github.com/nhipcau/nhipcau/vi"
)

// Article is what can be asked about: three texts, and what is known beside them. A list holds all names by
// which the same thing may be asked for, such as the name of a source and its domain.
type Article struct {
	Title, Lead, Body string

	Source, Group, Place, Lang, Type, Topic, Story []string

	Day string // 2026-11-22; empty if it is not known, then from: and to: do not hold
}

// MaxText is how many bytes of a title, lead or body are read; what stands behind is not found.
const MaxText = 256 << 10

// Document is an article made ready for queries by Read. Its memory is used again by the next article. Any
// number of goroutines may match it at once as long as none reads into it. The zero value is an empty article.
type Document struct {
	syllables   []syllable
	text, plain []byte         // all syllables one after the other
	start       [parts + 1]int // first syllable of each part, and the end
	known       []hash
	day         int32 // 20261122; 0 if it is not known
}

// syllable is a word of a document. Its text and its plain text end where the fields say and begin where those
// of the one before end.
type syllable struct {
	exact, bare       hash
	from, to          int32 // bytes of the article's text
	textEnd, plainEnd int32
}

// parts is how many texts an article has: title, lead, body.
const parts = 3

// NewDocument reads an article into new memory.
func NewDocument(a Article) *Document {
	d := &Document{}
	d.Read(a)
	return d
}

// Read puts an article in place of what the document held.
func (d *Document) Read(a Article) {
	d.syllables, d.text, d.plain, d.known = d.syllables[:0], d.text[:0], d.plain[:0], d.known[:0]
	memory := spellings.Get().(*spellingCache)
	for i, text := range [parts]string{a.Title, a.Lead, a.Body} {
		d.start[i] = len(d.syllables)
		d.readText(text[:min(len(text), MaxText)], memory)
	}
	d.start[parts] = len(d.syllables)

	d.day = dayNumber(a.Day)
	for i, values := range [...][]string{a.Source, a.Group, a.Place, a.Lang, a.Type, a.Topic, a.Story} {
		for _, v := range values {
			both := memory.known(Source+Field(i), v)
			d.known = append(d.known, both[0], both[1])
		}
	}
	spellings.Put(memory)
}

func (d *Document) readText(text string, memory *spellingCache) {
	for at := 0; ; {
		from, to, ok := span(text, at)
		if !ok {
			return
		}
		at = to
		var s *spelling
		if to-from <= mostSpelled {
			s = memory.read(text, from, to)
		}
		if s == nil {
			w := readWord(text[from:to], memory.text[:0], memory.bare[:0])
			d.text, d.plain = append(d.text, w.text...), append(d.plain, w.plain...)
			d.syllables = append(d.syllables, syllable{w.exact, w.bare, int32(from), int32(to), int32(len(d.text)), int32(len(d.plain))})
			continue
		}
		d.text = appendFixed(d.text, &s.text, s.textSize)
		if s.plainSize == 0 {
			d.plain = appendFixed(d.plain, &s.text, s.textSize)
		} else {
			d.plain = append(d.plain, s.plain[:s.plainSize]...)
		}
		d.syllables = append(d.syllables, syllable{s.exact, s.bare, int32(from), int32(to), int32(len(d.text)), int32(len(d.plain))})
	}
}

// appendFixed appends the first size bytes of text; that it copies all of them makes it fast.
func appendFixed(to []byte, text *[mostSpelled]byte, size uint8) []byte {
	n := len(to)
	if cap(to)-n < mostSpelled {
		to = slices.Grow(to, mostSpelled)
	}
	to = to[:n+mostSpelled]
	*(*[mostSpelled]byte)(to[n:]) = *text
	return to[:n+int(size)]
}

// Syllables is how many syllables the three texts have.
func (d *Document) Syllables() int { return len(d.syllables) }

// word is the text of syllable i, without diacritics if bare.
func (d *Document) word(i int, bare bool) []byte {
	var before syllable
	if i > 0 {
		before = d.syllables[i-1]
	}
	if bare {
		return d.plain[before.plainEnd:d.syllables[i].plainEnd]
	}
	return d.text[before.textEnd:d.syllables[i].textEnd]
}

// knownHashes are the hashes under which a value of a field is found: as it is, and without diacritics.
func knownHashes(f Field, value string) [2]hash {
	name := nameOf(value)
	return [2]hash{knownHash(f, name, false), knownHash(f, vi.Fold(name), true)}
}

func knownHash(f Field, name string, bare bool) hash {
	seed := hash(f)<<1 | 1
	if bare {
		seed = hash(f) << 1
	}
	return mix(seed+0xF1E1D000, hashOf(name))
}

var spellings = sync.Pool{New: func() any { return &spellingCache{} }}
