package similar

// Bounds of the work for one key: how many texts of a bucket are compared, the latest first, and how many
// of other buckets in the same place are passed over. They keep a million letters with the same frame
// from costing more than a million different ones.
const (
	mostOfBucket = 16
	mostPassed   = 48
)

// buckets finds the texts of a key: a table of the latest node of each chain. A node is one entry of one
// text, numbered slot*entries+entry+1.
type buckets struct {
	heads []uint32
	used  int // nodes that hang in the table
}

func (b *buckets) place(key uint64) uint64 { return key & uint64(len(b.heads)-1) }

func tagOf(key uint64) uint8 { return uint8(key >> 56) }

// add hangs all entries of the text in slot into the table.
func (b *buckets) add(p *page, slot uint32, keys *[entries]uint64) {
	base := slot % pageTexts * entries
	for e, key := range keys {
		if key == noKey {
			p.next[base+uint32(e)], p.tags[base+uint32(e)] = 0, 0
			continue
		}
		head := &b.heads[b.place(key)]
		p.next[base+uint32(e)], p.tags[base+uint32(e)] = *head, tagOf(key)
		*head = slot*entries + uint32(e) + 1
		b.used++
	}
}

// visit appends the slots of the latest texts under a key; texts of other keys may be among them.
func (b *buckets) visit(s *store, key uint64, slots []uint32) []uint32 {
	node := b.heads[b.place(key)]
	tag := tagOf(key)
	matched, passed, before := 0, 0, s.count
	for node != 0 && matched < mostOfBucket && passed < mostPassed {
		slot, entry := (node-1)/entries, (node-1)%entries
		p := s.pages[slot/pageTexts]
		if p == nil {
			return slots
		}
		r := &p.records[slot%pageTexts]
		if !s.remembers(r.number) || r.number >= before { // what was here is forgotten, and so is all behind
			return slots
		}
		before = r.number + 1 // one text may stand twice in a chain
		at := slot%pageTexts*entries + entry
		if p.tags[at] == tag {
			matched++
			slots = append(slots, slot)
		} else {
			passed++
		}
		node = p.next[at]
	}
	return slots
}
