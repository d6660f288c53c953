package query

import (
	"encoding/binary"
	"strings"
)

// spellingCache remembers how syllables are spelled, so that most of a text is looked up and not worked out.
type spellingCache struct {
	slots      [1 << 14]spelling
	text, bare [64]byte
	names      map[nameKey][2]hash
}

// mostSpelled is the longest spelling that is remembered, in bytes; "nghiêng" has 9, in decomposed capitals 14.
const mostSpelled = 24

// spelling is a syllable as written, in three words of eight bytes with zeros behind it, and its forms.
type spelling struct {
	raw                 [3]uint64
	exact, bare         hash
	text, plain         [mostSpelled]byte
	textSize, plainSize uint8
}

// read finds a syllable as written, bytes from to to of text, no longer than mostSpelled.
func (c *spellingCache) read(text string, from, to int) *spelling {
	raw := eights(text, from, to)
	h := (raw[0] ^ raw[1]*0x9E3779B97F4A7C15 ^ raw[2]*0xC2B2AE3D27D4EB4F) * 0xD6E8FEB86659FD93
	s := &c.slots[h>>(64-14)]
	if s.raw == raw {
		return s
	}
	w := readWord(text[from:to], c.text[:0], c.bare[:0])
	if len(w.text) > mostSpelled || len(w.plain) > mostSpelled {
		return nil
	}
	*s = spelling{raw: raw, exact: w.exact, bare: w.bare, textSize: uint8(len(w.text)), plainSize: uint8(len(w.plain))}
	copy(s.text[:], w.text)
	copy(s.plain[:], w.plain)
	return s
}

// eights are at most 24 bytes of a text as numbers. No syllable has a zero byte, so that its end is clear.
func eights(text string, from, to int) (raw [3]uint64) {
	if from+mostSpelled > len(text) {
		var room [mostSpelled]byte
		copy(room[:], text[from:to])
		return [3]uint64{binary.LittleEndian.Uint64(room[:]), binary.LittleEndian.Uint64(room[8:]), binary.LittleEndian.Uint64(room[16:])}
	}
	size := to - from
	raw[0] = eight(text, from)
	if size < 8 {
		raw[0] &= 1<<(8*size) - 1
		return raw
	}
	raw[1] = eight(text, from+8)
	if size < 16 {
		raw[1] &= 1<<(8*(size-8)) - 1
		return raw
	}
	raw[2] = eight(text, from+16)
	if size < 24 {
		raw[2] &= 1<<(8*(size-16)) - 1
	}
	return raw
}

func eight(text string, i int) uint64 {
	b := text[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// nameKey is a value of a field as it is given.
type nameKey struct {
	field Field
	value string
}

// mostNames is how many values of fields are remembered.
const mostNames = 1 << 13

// known are the hashes under which a value of a field is found: as it is, and without diacritics.
func (c *spellingCache) known(f Field, value string) [2]hash {
	key := nameKey{f, value}
	if both, ok := c.names[key]; ok {
		return both
	}
	if c.names == nil || len(c.names) >= mostNames {
		c.names = map[nameKey][2]hash{}
	}
	both := knownHashes(f, value)
	if len(value) < 256 {
		key.value = strings.Clone(value)
		c.names[key] = both
	}
	return both
}
