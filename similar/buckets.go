package similar

import "math/bits"

const (
	// mostOfBucket bounds how many texts of a key are kept and compared, the latest. It keeps a million letters
	// with the same frame from costing more than a million different ones.
	mostOfBucket = 4

	lineEntries = 16 // entries of a bucket: a line of the processor's cache
	fullLine    = 15 // entries for a bucket on average, from which on the table grows
	roomyLine   = 12 // … after it grew
	leastLines  = 1 << 8
)

// line is a bucket: the latest entries of its keys, the latest first; the oldest fall out. An entry is the slot of
// a text plus one, and in its lower bits a part of the key, so that few wrong texts are looked at; 0 is none.
//
// A text has so many entries that it is found without those that fell out; with [fullLine] about one of twenty is
// gone, and nearly always of a text that is about to be forgotten.
type line [lineEntries]uint32

// buckets finds the texts of a key.
type buckets struct {
	lines   []line
	tagBits int
}

func newBuckets(slots int64) buckets {
	return buckets{lines: make([]line, leastLines), tagBits: 32 - bits.Len64(uint64(slots))}
}

// of is the bucket of a key, by its upper half.
func (b *buckets) of(key uint64) *line { return &b.lines[key>>32*uint64(len(b.lines))>>32] }

// tag is a part of the lower half of a key.
func (b *buckets) tag(key uint64) uint32 { return uint32(key) & (1<<b.tagBits - 1) }

// add puts all entries of the text in slot into the table.
func (b *buckets) add(slot uint32, keys *[entries]uint64) {
	for _, key := range keys {
		if key == noKey {
			continue
		}
		tag := b.tag(key)
		b.of(key).push((slot+1)<<b.tagBits|tag, tag, 1<<b.tagBits-1)
	}
}

// push puts an entry before the others; the oldest of the same tag falls out if there are many of it, else the
// oldest of all.
func (l *line) push(entry, tag, mask uint32) {
	out, same := lineEntries-1, 0
	for i, e := range l {
		if e == 0 {
			out = i
			break
		}
		if e&mask == tag {
			same++
			if same == mostOfBucket {
				out = i
				break
			}
		}
	}
	copy(l[1:out+1], l[:out])
	l[0] = entry
}

// hit is a text that was found by the key of a number.
type hit struct{ key, slot uint32 }

// visit appends the latest texts under each key; texts of other keys may be among them.
func (b *buckets) visit(s *store, keys []uint64, hits []hit) []hit {
	mask := uint32(1)<<b.tagBits - 1
	for i, key := range keys {
		tag := b.tag(key)
		for _, e := range b.of(key) {
			if e == 0 {
				break
			}
			if e&mask != tag {
				continue
			}
			slot := e>>b.tagBits - 1
			if s.number(slot) < s.first { // forgotten, and so is all behind
				break
			}
			hits = append(hits, hit{uint32(i), slot})
		}
	}
	return hits
}

// crowded reports whether the entries of so many texts need a larger table.
func (b *buckets) crowded(texts int) bool { return texts*entries > len(b.lines)*fullLine }

// clear makes an empty table for the entries of so many texts. The old one is given back first.
func (b *buckets) clear(texts int) {
	b.lines = nil
	b.lines = make([]line, max(leastLines, texts*entries/roomyLine))
}
