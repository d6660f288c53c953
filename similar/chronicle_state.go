package similar

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// chronicleVersion changes when the form of a stored chronicle does, or when terms or their weights do.
const chronicleVersion = 2

var errChronicle = errors.New("state of a chronicle is damaged or of another version")

// PageArticles is how many articles are stored together; see [Chronicle.AppendPage].
const PageArticles = ringPage

// MarshalBinary stores the chronicle, so that it goes on with UnmarshalBinary as if it had never stopped: about
// 250 bytes for each article and up to a few megabytes for the frequency of terms. No words are stored.
func (c *Chronicle) MarshalBinary() ([]byte, error) {
	b := c.AppendHead(make([]byte, 0, 1<<16+c.Len()*(6*keptTerms)))
	for page, end := c.Pages(); page < end; page++ {
		b = c.AppendPage(b, page)
	}
	return b, nil
}

// Pages are the numbers of the first page that has articles and of the one behind the last. Page n has the articles
// from n times [PageArticles] on; only the last one may still grow.
func (c *Chronicle) Pages() (first, end int) {
	if c.Len() == 0 {
		return 0, 0
	}
	return int(c.articles.first / ringPage), int((c.articles.count-1)/ringPage) + 1
}

// Within are the articles of a page that are compared: from one to before another one.
func (c *Chronicle) Within(page int) (from, to int) {
	first, end := c.articles.within(page)
	return int(first), int(end)
}

// AppendHead stores all but the articles, for who keeps a large chronicle piece by piece: the head each time, of the
// pages those that are new or grew.
func (c *Chronicle) AppendHead(b []byte) []byte {
	b = append(b, chronicleVersion, 0)
	if c.options.Silent {
		b[len(b)-1] = 1
	}
	for _, v := range []int64{c.options.Window, int64(c.options.Articles), c.clock, int64(c.common.total), c.articles.first, c.articles.count} {
		b = binary.AppendVarint(b, v)
	}
	for _, row := range c.common.rows {
		b = appendCounts(b, row)
	}
	return b
}

// AppendPage stores the articles of a page that are compared.
func (c *Chronicle) AppendPage(b []byte, page int) []byte {
	from, to := c.articles.within(page)
	b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(from)), uint64(to-from))
	var room [keptTerms]kept
	for n := from; n < to; n++ {
		slot := c.articles.slot(n)
		t := c.articles.at(slot)
		b = binary.AppendVarint(b, t.at)
		b = binary.AppendUvarint(b, uint64(t.behind))
		b = append(b, t.terms)
		for _, k := range c.articles.kept(slot, room[:0]) {
			b = binary.LittleEndian.AppendUint32(b, k.hash)
			b = binary.LittleEndian.AppendUint16(b, k.weight)
		}
	}
	return b
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
	r := new(ChronicleReader)
	r.readHead(&in)
	for !in.bad && len(in.rest) > 0 {
		r.readPage(&in)
	}
	if in.bad {
		return fmt.Errorf("after %d bytes: %w", len(data)-len(in.rest), errChronicle)
	}
	read, err := r.Chronicle()
	if err != nil {
		return err
	}
	*c = *read
	return nil
}

// ChronicleReader makes a chronicle from its head and its pages.
type ChronicleReader struct {
	read  *Chronicle
	until int64 // articles
}

// NewChronicleReader begins with what [Chronicle.AppendHead] wrote, and fails on anything else.
func NewChronicleReader(head []byte) (*ChronicleReader, error) {
	r, in := new(ChronicleReader), stored{rest: head}
	r.readHead(&in)
	if in.bad || len(in.rest) > 0 {
		return nil, errChronicle
	}
	return r, nil
}

// Page takes in the next page, as [Chronicle.AppendPage] wrote it, perhaps before the head was written: what the
// chronicle had forgotten by then is left out. It says how many articles were taken in, the last ones of the page, and
// fails on anything else.
func (r *ChronicleReader) Page(data []byte) (taken int, err error) {
	in, before := stored{rest: data}, r.read.articles.count
	r.readPage(&in)
	if in.bad || len(in.rest) > 0 {
		return 0, errChronicle
	}
	return int(r.read.articles.count - before), nil
}

// Chronicle is what was read; it fails while pages are missing.
func (r *ChronicleReader) Chronicle() (*Chronicle, error) {
	if r.read.articles.count != r.until {
		return nil, fmt.Errorf("%d of %d articles: %w", r.read.articles.count, r.until, errChronicle)
	}
	return r.read, nil
}

func (r *ChronicleReader) readHead(in *stored) {
	version := in.take(2)
	var head [6]int64
	for i := range head {
		head[i] = in.varint()
	}
	first, count := head[4], head[5]
	if in.bad || version[0] != chronicleVersion || head[0] <= 0 || head[1] <= 0 || head[1] > math.MaxUint32/keptTerms || head[3] < 0 || head[3] >= articlesHalved ||
		first < 0 || count < first || count > math.MaxInt64/2 {
		in.bad = true
		return
	}
	c := NewChronicle(ChronicleOptions{Window: head[0], Articles: int(head[1]), Silent: version[1] != 0})
	if count-first > c.articles.room() {
		in.bad = true
		return
	}
	c.clock, c.common.total = head[2], uint32(head[3])
	for _, row := range c.common.rows {
		in.counts(row)
	}
	c.articles.startAt(first)
	r.read, r.until = c, count
}

func (r *ChronicleReader) readPage(in *stored) {
	from, articles := in.uvarint(), in.uvarint()
	if in.bad || from > uint64(r.until) || articles > ringPage || from+articles > uint64(r.until) {
		in.bad = true
		return
	}
	for n := int64(from); n < int64(from+articles) && !in.bad; n++ {
		t, terms := in.article()
		if n < r.read.articles.first {
			continue
		}
		in.bad = in.bad || n != r.read.articles.count || int64(t.behind) > n
		if !in.bad {
			r.read.articles.put(t, terms)
		}
	}
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

func (s *stored) article() (told, []kept) {
	t := told{at: s.varint()}
	behind := s.uvarint()
	terms := int(s.take(1)[0])
	if terms > keptTerms || behind > math.MaxUint32 {
		s.bad = true
		return t, nil
	}
	t.behind = uint32(behind)
	all := make([]kept, terms)
	for i := range all {
		b := s.take(6)
		all[i] = kept{hash: binary.LittleEndian.Uint32(b), weight: binary.LittleEndian.Uint16(b[4:])}
	}
	return t, all
}
