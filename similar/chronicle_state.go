package similar

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// chronicleVersion changes when the form of a stored chronicle does, or when terms or their weights do.
const chronicleVersion = 1

var errChronicle = errors.New("state of a chronicle is damaged or of another version")

// MarshalBinary stores the chronicle, so that it goes on with UnmarshalBinary as if it had never stopped: about
// 250 bytes for each article and up to a few megabytes for the frequency of terms. No words are stored.
func (c *Chronicle) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, 1<<16+c.Len()*(8*keptTerms))
	b = append(b, chronicleVersion)
	for _, v := range []int64{c.options.Window, int64(c.options.Articles), c.clock, int64(c.common.total), c.articles.first, c.articles.count} {
		b = binary.AppendVarint(b, v)
	}
	for _, row := range c.common.rows {
		b = appendCounts(b, row)
	}
	var room [keptTerms]kept
	for n := c.articles.first; n < c.articles.count; n++ {
		slot := c.articles.slot(n)
		t := c.articles.at(slot)
		b = binary.AppendVarint(b, t.at)
		b = binary.AppendUvarint(b, uint64(n-t.story))
		b = append(b, t.terms)
		for _, k := range c.articles.kept(slot, room[:0]) {
			b = binary.LittleEndian.AppendUint32(b, k.hash)
			b = binary.LittleEndian.AppendUint16(b, k.weight)
		}
	}
	return b, nil
}

// appendCounts writes the counters that are not zero, each with how many zeros stand before it.
func appendCounts(b []byte, row []uint16) []byte {
	zeros := uint64(0)
	for _, v := range row {
		if v == 0 {
			zeros++
			continue
		}
		b = binary.AppendUvarint(binary.AppendUvarint(b, zeros), uint64(v))
		zeros = 0
	}
	return append(binary.AppendUvarint(b, zeros), 0)
}

// UnmarshalBinary makes c the chronicle that was stored. It fails on what MarshalBinary did not write, and then
// leaves c as it was.
func (c *Chronicle) UnmarshalBinary(data []byte) error {
	in := stored{rest: data}
	version := in.take(1)
	var head [6]int64
	for i := range head {
		head[i] = in.varint()
	}
	first, count := head[4], head[5]
	switch {
	case in.bad, version[0] != chronicleVersion, head[0] <= 0, head[1] <= 0, head[1] > math.MaxUint32/keptTerms, head[3] < 0, head[3] >= articlesHalved,
		first < 0, count < first, count-first > int64(len(data)), count > math.MaxInt64/2:
		return errChronicle
	}
	read := NewChronicle(ChronicleOptions{Window: head[0], Articles: int(head[1])})
	if count-first > read.articles.room() {
		return errChronicle
	}
	read.clock, read.common.total = head[2], uint32(head[3])
	for _, row := range read.common.rows {
		in.counts(row)
	}
	read.articles.startAt(first)
	for n := first; n < count && !in.bad; n++ {
		t, terms := in.article(n)
		read.articles.put(t, terms)
	}
	if in.bad || len(in.rest) > 0 {
		return fmt.Errorf("after %d bytes: %w", len(data)-len(in.rest), errChronicle)
	}
	*c = *read
	return nil
}

// stored is what is left to read of a stored chronicle.
type stored struct {
	rest []byte
	bad  bool
}

func (s *stored) take(n int) []byte {
	if s.bad || len(s.rest) < n {
		s.bad, s.rest = true, nil
		return make([]byte, n)
	}
	b := s.rest[:n]
	s.rest = s.rest[n:]
	return b
}

func (s *stored) varint() int64 {
	v, n := binary.Varint(s.rest)
	s.take(max(n, 0))
	s.bad = s.bad || n <= 0
	return v
}

func (s *stored) uvarint() uint64 {
	v, n := binary.Uvarint(s.rest)
	s.take(max(n, 0))
	s.bad = s.bad || n <= 0
	return v
}

// counts reads what appendCounts wrote.
func (s *stored) counts(row []uint16) {
	for at := uint64(0); ; at++ {
		zeros, v := s.uvarint(), s.uvarint()
		if s.bad || zeros > uint64(len(row)) {
			s.bad = true
			return
		}
		at += zeros
		if v == 0 {
			s.bad = s.bad || at != uint64(len(row))
			return
		}
		if at >= uint64(len(row)) || v >= articlesHalved*placesOfTerms {
			s.bad = true
			return
		}
		row[at] = uint16(min(v, math.MaxUint16))
	}
}

func (s *stored) article(number int64) (told, []kept) {
	t := told{at: s.varint()}
	back := s.uvarint()
	terms := int(s.take(1)[0])
	if terms > keptTerms || back > uint64(number) {
		s.bad = true
		return t, nil
	}
	t.story = number - int64(back)
	all := make([]kept, terms)
	for i := range all {
		b := s.take(6)
		all[i] = kept{hash: binary.LittleEndian.Uint32(b), weight: binary.LittleEndian.Uint16(b[4:])}
	}
	return t, all
}
