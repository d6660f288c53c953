package query

import (
	"encoding/binary"
	"math/bits"
	"strings"
)

// spellingCache remembers how syllables are spelled, so that most of a text is looked up and not worked out. A
// spelling is in one of the few neighbouring slots that its hash chooses; the newest takes the place of another.
type spellingCache struct {
	slots      [1 << spellingBits]spelling
	turn       uint64 // which neighbour goes next
	text, bare [64]byte
	names      map[nameKey][2]hash
}

const (
	spellingBits = 14
	neighbours   = 4
	mostSpelled  = 16 // bytes of the longest spelling that is remembered; "nghiêng" has 9, in decomposed capitals 14
	mostPlain    = 8  // bytes of the longest plain form, if it is not the text itself
)

// spelling is a syllable as written, in two words of eight bytes with zeros behind it, and its forms. It fills
// a line of the processor's cache.
type spelling struct {
	raw                 [2]uint64
	exact, bare         hash
	text                [mostSpelled]byte
	plain               [mostPlain]byte
	textSize, plainSize uint8 // plainSize 0 if the plain form is the text itself
	_                   [6]byte
}

// read finds a syllable as written, bytes from to to of text, no longer than mostSpelled; nil if its forms are
// too long to be remembered.
func (c *spellingCache) read(text string, from, to int) *spelling {
	raw := eights(text, from, to)
	h := (raw[0] ^ bits.RotateLeft64(raw[1]*0x9E3779B97F4A7C15, 31)) * 0xD6E8FEB86659FD93
	i := h >> (64 - spellingBits) &^ (neighbours - 1)
	near := (*[neighbours]spelling)(c.slots[i:])
	for k := range near {
		if near[k].raw == raw {
			return &near[k]
		}
	}
	w := readWord(text[from:to], c.text[:0], c.bare[:0])
	same := string(w.text) == string(w.plain)
	if len(w.text) > mostSpelled || len(w.plain) > mostPlain && !same {
		return nil
	}
	s := &near[c.turn%neighbours]
	c.turn++
	*s = spelling{raw: raw, exact: w.exact, bare: w.bare, textSize: uint8(len(w.text))}
	copy(s.text[:], w.text)
	if !same {
		s.plainSize = uint8(copy(s.plain[:], w.plain))
	}
	return s
}

// eights are at most 16 bytes of a text as numbers. No syllable has a zero byte, so that its end is clear.
func eights(text string, from, to int) (raw [2]uint64) {
	if from+mostSpelled > len(text) {
		var room [mostSpelled]byte
		copy(room[:], text[from:to])
		return [2]uint64{binary.LittleEndian.Uint64(room[:]), binary.LittleEndian.Uint64(room[8:])}
	}
	raw[0] = eight(text, from)
	size := to - from
	if size < 8 {
		raw[0] &= 1<<(8*size) - 1
		return raw
	}
	raw[1] = eight(text, from+8)
	if size < 16 {
		raw[1] &= 1<<(8*(size-8)) - 1
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
