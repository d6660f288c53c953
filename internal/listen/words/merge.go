package words

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// Part is a segment that is to be merged.
type Part struct {
	Base   int64 // its first item
	Blocks []Block
}

// Merge makes one segment of several; its base is the smallest of theirs. keep says of an item whether it stays;
// nil keeps all. It is quickest for parts whose items follow each other.
func Merge(parts []Part, keep func(item int64) bool) []Block {
	slices.SortStableFunc(parts, func(a, b Part) int { return cmp.Compare(a.Base, b.Base) })
	w := blockWriter{base: parts[0].Base}
	readers := make([]*blockReader, 0, len(parts))
	for _, p := range parts {
		r := &blockReader{base: p.Base, blocks: p.Blocks}
		if r.next() {
			readers = append(readers, r)
		}
	}
	var list []byte
	for len(readers) > 0 {
		least := readers[0].at.key
		for _, r := range readers[1:] {
			if bytes.Compare(r.at.key, least) < 0 {
				least = r.at.key
			}
		}
		sum := entry{key: least, last: w.base, list: list[:0]}
		left := readers[:0]
		for _, r := range readers {
			if !bytes.Equal(r.at.key, least) {
				left = append(left, r)
				continue
			}
			sum.follow(&r.at, w.base, r.base, keep)
			if r.next() {
				left = append(left, r)
			}
		}
		readers = left
		list = sum.list
		if sum.items > 0 {
			w.add(&sum)
		}
	}
	w.end()
	return w.blocks
}

// follow appends the list of a later segment.
func (e *entry) follow(o *entry, start, base int64, keep func(int64) bool) {
	step, n := binary.Uvarint(o.list)
	if n <= 0 || step&1 == 0 {
		return
	}
	first := base + int64(step>>1)
	switch {
	case e.items > 0 && first <= e.last: // the parts do not follow each other
		e.unite(o, start, base, keep)
		return
	case keep != nil:
		e.filter(o, base, keep)
		return
	}
	e.list = binary.AppendUvarint(e.list, uint64(first-e.last)<<1|1)
	e.list = append(e.list, o.list[n:]...)
	e.items += o.items
	e.last = o.last
}

// unite is follow for a list whose items stand among those of e, which begins to count at start.
func (e *entry) unite(o *entry, start, base int64, keep func(int64) bool) {
	all := union([]List{e.read(start), o.read(base)})
	e.list, e.items, e.last = e.list[:0], 0, start
	for i, item := range all.Items {
		if keep != nil && !keep(item) {
			continue
		}
		e.list = binary.AppendUvarint(e.list, uint64(item-e.last)<<1|1)
		e.last = item
		e.items++
		before := int32(0)
		for _, p := range all.of(i) {
			e.list = binary.AppendUvarint(e.list, uint64(p-before)<<1)
			before = p
		}
	}
}

// filter is follow for the items that stay.
func (e *entry) filter(o *entry, base int64, keep func(int64) bool) {
	item, stays := base, false
	for b := o.list; len(b) > 0; {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			return
		}
		b = b[n:]
		switch {
		case v&1 == 1:
			item += int64(v >> 1)
			stays = keep(item) && item >= e.last
			if stays {
				e.list = binary.AppendUvarint(e.list, uint64(item-e.last)<<1|1)
				e.last = item
				e.items++
			}
		case stays:
			e.list = binary.AppendUvarint(e.list, v)
		}
	}
}

// blockReader goes through the entries of a segment.
type blockReader struct {
	base   int64
	blocks []Block
	data   []byte
	at     entry
}

func (r *blockReader) next() bool {
	for len(r.data) == 0 {
		if len(r.blocks) == 0 {
			return false
		}
		r.data, r.blocks = r.blocks[0].Data, r.blocks[1:]
	}
	var ok bool
	r.at, r.data, ok = readEntry(r.data, r.base)
	return ok
}
