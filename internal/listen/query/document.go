package query

import (
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

// MaxText is how many bytes of a title, lead or body are read.
const MaxText = 16 << 20

// Document is an article made ready for queries by Read. Its memory is used again by the next article. Any
// number of goroutines may match it at once as long as none reads into it. The zero value is an empty article.
type Document struct {
	exact, bare       []hash
	from, to          []int32 // bytes of their text
	text, plain       []byte  // all syllables one after the other
	textEnd, plainEnd []int32
	start             [parts + 1]int // first syllable of each part, and the end
	known             []hash
	day               string
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
	d.exact, d.bare, d.from, d.to = d.exact[:0], d.bare[:0], d.from[:0], d.to[:0]
	d.text, d.plain, d.textEnd, d.plainEnd = d.text[:0], d.plain[:0], d.textEnd[:0], d.plainEnd[:0]
	memory := spellings.Get().(*spellingCache)
	for i, text := range [parts]string{a.Title, a.Lead, a.Body} {
		d.start[i] = len(d.exact)
		d.readText(text[:min(len(text), MaxText)], memory)
	}
	d.start[parts] = len(d.exact)
	spellings.Put(memory)

	d.day = a.Day
	d.known = d.known[:0]
	for i, values := range [...][]string{a.Source, a.Group, a.Place, a.Lang, a.Type, a.Topic, a.Story} {
		for _, v := range values {
			d.known = appendKnown(d.known, Source+Field(i), v)
		}
	}
}

func (d *Document) readText(text string, memory *spellingCache) {
	for at := 0; ; {
		from, to, ok := span(text, at)
		if !ok {
			return
		}
		at = to
		w := memory.read(text[from:to])
		d.exact, d.bare = append(d.exact, w.exact), append(d.bare, w.bare)
		d.from, d.to = append(d.from, int32(from)), append(d.to, int32(to))
		d.text, d.plain = append(d.text, w.text...), append(d.plain, w.plain...)
		d.textEnd, d.plainEnd = append(d.textEnd, int32(len(d.text))), append(d.plainEnd, int32(len(d.plain)))
	}
}

// Syllables is how many syllables the three texts have.
func (d *Document) Syllables() int { return len(d.exact) }

// word is the text of syllable i.
func (d *Document) word(i int, bare bool) []byte {
	all, ends := d.text, d.textEnd
	if bare {
		all, ends = d.plain, d.plainEnd
	}
	from := int32(0)
	if i > 0 {
		from = ends[i-1]
	}
	return all[from:ends[i]]
}

// appendKnown appends the hashes under which a value of a field is found: as it is, and without diacritics.
func appendKnown(known []hash, f Field, value string) []hash {
	name := nameOf(value)
	bare := vi.Fold(name)
	return append(known, knownHash(f, name, false), knownHash(f, bare, true))
}

func knownHash(f Field, name string, bare bool) hash {
	seed := hash(f)<<1 | 1
	if bare {
		seed = hash(f) << 1
	}
	return mix(seed+0xF1E1D000, hashOf(name))
}

var spellings = sync.Pool{New: func() any { return &spellingCache{} }}
