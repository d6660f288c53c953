package words

import (
	"bytes"
	"encoding/binary"
)

// Block is a part of a segment: the entries of neighbouring words.
type Block struct {
	First []byte // the key of its first word
	Data  []byte
}

// blockBytes is how large a block grows; one word alone may take more.
const blockBytes = 12 << 10

// entry is what a segment says about one word.
//
// Its key is the word without diacritics, a zero byte and, if they differ, the word with them. Its list is a
// run of numbers, each shifted by one: with the low bit set the way from one item to the next, else the way from
// one place in the item to the next.
type entry struct {
	key   []byte
	items int
	last  int64 // number of the last item
	list  []byte
}

func appendEntry(b []byte, e *entry, base int64) []byte {
	b = binary.AppendUvarint(b, uint64(len(e.key)))
	b = append(b, e.key...)
	b = binary.AppendUvarint(b, uint64(e.items))
	b = binary.AppendUvarint(b, uint64(e.last-base))
	b = binary.AppendUvarint(b, uint64(len(e.list)))
	return append(b, e.list...)
}

// readEntry reads the entry at the beginning of b; the bytes are not copied.
func readEntry(b []byte, base int64) (e entry, rest []byte, ok bool) {
	key, b, ok := readBytes(b)
	if !ok {
		return e, nil, false
	}
	items, n := binary.Uvarint(b)
	if n <= 0 {
		return e, nil, false
	}
	b = b[n:]
	last, n := binary.Uvarint(b)
	if n <= 0 {
		return e, nil, false
	}
	list, rest, ok := readBytes(b[n:])
	return entry{key, int(items), base + int64(last), list}, rest, ok
}

func readBytes(b []byte) (part, rest []byte, ok bool) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) {
		return nil, nil, false
	}
	return b[n : n+int(size)], b[n+int(size):], true
}

// blockWriter cuts entries, which come in the order of their keys, into blocks.
type blockWriter struct {
	base   int64
	blocks []Block
	data   []byte
	first  []byte
}

func (w *blockWriter) add(e *entry) {
	if len(w.data) > 0 && len(w.data)+len(e.list) > blockBytes {
		w.end()
	}
	if len(w.data) == 0 {
		w.first = bytes.Clone(e.key)
	}
	w.data = appendEntry(w.data, e, w.base)
}

func (w *blockWriter) end() {
	if len(w.data) > 0 {
		w.blocks = append(w.blocks, Block{w.first, bytes.Clone(w.data)})
		w.data = w.data[:0]
	}
}
