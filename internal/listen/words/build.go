package words

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

// Places at which the texts of an item begin, so that no phrase reaches from one into the next.
const (
	leadPlace = 1 << 10
	bodyPlace = 1 << 11
)

// mostForms bounds the words that a builder remembers between segments.
const mostForms = 1 << 18

// Builder makes segments. The zero value is ready. It is for one goroutine.
type Builder struct {
	forms forms
	keys  []string  // of the forms
	lists []growing // of the forms
	used  []int32   // forms that the segment has
	base  int64
	count int
	last  int64
}

// growing is the list of one word while a segment is made.
type growing struct {
	list  []byte
	last  int64
	place int32
	items int32
}

// Len is how many items the segment has so far.
func (b *Builder) Len() int { return b.count }

// Add takes an item. Its number must be greater than that of the item before.
func (b *Builder) Add(item int64, d *query.Document) {
	if len(b.keys) > mostForms && b.count == 0 {
		b.forms, b.keys, b.lists = forms{}, nil, nil
	}
	if b.count == 0 {
		b.base = item
	}
	b.count++
	b.last = item
	lead, body := d.Start(query.Lead), d.Start(query.Body)
	for i := range d.Syllables() {
		place := i
		switch {
		case i >= body:
			place = bodyPlace + i - body
		case i >= lead:
			place = leadPlace + i - lead
		}
		n := b.forms.find(d.Form(i))
		if n < 0 {
			n = b.learn(d.Word(i))
		}
		b.note(&b.lists[n], n, item, int32(place))
	}
}

func (b *Builder) learn(text, plain []byte, form uint64) int32 {
	n := int32(len(b.keys))
	b.forms.add(form, n)
	b.keys = append(b.keys, keyOf(string(text), string(plain)))
	b.lists = append(b.lists, growing{})
	return n
}

// keyOf is the key of a word; words longer than most of a page are cut.
func keyOf(text, plain string) string {
	const most = 60
	plain = cut(strings.ReplaceAll(plain, "\x00", ""), most)
	if text = cut(text, most); text == plain {
		return plain + "\x00"
	}
	return plain + "\x00" + text
}

func cut(s string, most int) string { return s[:min(len(s), most)] }

func (b *Builder) note(g *growing, n int32, item int64, place int32) {
	if g.items == 0 {
		b.used = append(b.used, n)
		g.last = b.base
	}
	if g.items == 0 || g.last != item {
		g.list = binary.AppendUvarint(g.list, uint64(item-g.last)<<1|1)
		g.last, g.place = item, 0
		g.items++
	}
	g.list = binary.AppendUvarint(g.list, uint64(place-g.place)<<1)
	g.place = place
}

// End gives the segment and begins a new one.
func (b *Builder) End() (first, last int64, items int, blocks []Block) {
	slices.SortFunc(b.used, func(x, y int32) int { return strings.Compare(b.keys[x], b.keys[y]) })
	w := blockWriter{base: b.base}
	for _, n := range b.used {
		g := &b.lists[n]
		w.add(&entry{[]byte(b.keys[n]), int(g.items), g.last, g.list})
		g.list, g.items = g.list[:0], 0
	}
	w.end()
	first, last, items = b.base, b.last, b.count
	b.used, b.count = b.used[:0], 0
	return first, last, items, w.blocks
}
