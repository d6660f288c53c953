package similar

// Bounds of the work for one key: how many texts of a bucket are compared, the latest first, and how many
// of other buckets in the same place are passed over. They keep a million letters with the same frame
// from costing more than a million different ones.
const (
	mostOfBucket = 4
	mostPassed   = 48
)

// buckets finds the texts of a key: a table of the latest node of each chain. A node is one entry of one
// text, numbered slot*entries+entry+1.
type buckets struct {
	heads []uint32
	used  int      // nodes that hang in the table
	ways  []search // scratch
}

func (b *buckets) place(key uint64) uint64 { return key & uint64(len(b.heads)-1) }

func tagOf(key uint64) uint8 { return uint8(key >> 56) }

// add hangs all entries of the text in slot into the table.
func (b *buckets) add(p *page, slot uint32, keys *[entries]uint64) {
	base := slot % pageTexts * entries
	for e, key := range keys {
		if key == noKey {
			p.nodes[base+uint32(e)] = node{}
			continue
		}
		head := &b.heads[b.place(key)]
		p.nodes[base+uint32(e)] = newNode(*head, tagOf(key))
		*head = slot*entries + uint32(e) + 1
		b.used++
	}
}

// search is the way through the bucket of one key.
type search struct {
	at      uint32 // the next node
	tag     uint8
	matched uint8
	passed  uint8
	before  int64 // nodes of later texts do not belong to this chain any more
}

// hit is a text that was found by the key of a number.
type hit struct{ key, slot uint32 }

// visit appends the latest texts under each key; texts of other keys may be among them. All chains are
// followed side by side, so that the waits for memory overlap.
func (b *buckets) visit(s *store, keys []uint64, hits []hit) []hit {
	b.ways = b.ways[:0]
	for _, key := range keys {
		b.ways = append(b.ways, search{at: b.heads[b.place(key)], tag: tagOf(key), before: s.count})
	}
	for open := true; open; {
		open = false
		for i := range b.ways {
			w := &b.ways[i]
			if w.at == 0 {
				continue
			}
			slot, entry := (w.at-1)/entries, (w.at-1)%entries
			number := s.number(slot)
			if number < s.first || number >= w.before { // what was here is forgotten, and so is all behind
				w.at = 0
				continue
			}
			w.before = number + 1 // one text may stand twice in a chain
			n := &s.pages[slot/pageTexts].nodes[slot%pageTexts*entries+entry]
			w.at = n.next()
			if n.tag() == w.tag {
				w.matched++
				hits = append(hits, hit{uint32(i), slot})
			} else {
				w.passed++
			}
			if w.matched == mostOfBucket || w.passed == mostPassed {
				w.at = 0
			}
			open = open || w.at != 0
		}
	}
	return hits
}
