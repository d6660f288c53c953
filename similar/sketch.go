package similar

// The entries under which a text is found again: sixteen shingles themselves, and the whole. Each shingle of a new text
// is looked for, so that a text is found by one that stands in the new one, however long that is: with the probability
// 1-(1-q)^16 where q is the share of it that does.
const (
	anchors    = 16
	wholeEntry = anchors
	entries    = anchors + 1
)

// noKey marks an entry that a short text does not have.
const noKey = 0

// keysOf are the keys of the whole of a text and of its anchors.
func keysOf(whole uint64, anchored []uint32, keys *[entries]uint64) {
	*keys = [entries]uint64{}
	if len(anchored) == 0 {
		return
	}
	keys[wholeEntry] = wholeKey(whole)
	for i, h := range anchored {
		keys[i] = anchorKey(h)
	}
}

func wholeKey(whole uint64) uint64 { return orOne(mix(whole)) }

// anchorKey is the key of a shingle as an anchor.
func anchorKey(shingle uint32) uint64 { return orOne(mix(uint64(shingle) + 1<<40)) }

func orOne(key uint64) uint64 { return max(key, 1) }

// chooseAnchors picks the shingles by which a text is found as long as most of it stands in a later text: those whose
// buckets were emptiest, for stock phrases lead to too many texts, and among these those of the smallest hashes. crowds
// says how full the bucket of each shingle was.
func chooseAnchors(shingles []uint32, crowds []uint8, all *[anchors]uint32) []uint32 {
	var low [anchors]uint64
	count := 0
	for i, h := range shingles {
		key := uint64(crowds[i])<<32 | uint64(h)
		if count == anchors && key >= low[anchors-1] {
			continue
		}
		at := min(count, anchors-1)
		for ; at > 0 && low[at-1] > key; at-- {
			low[at] = low[at-1]
		}
		low[at] = key
		count = min(count+1, anchors)
	}
	for i := range count {
		all[i] = uint32(low[i])
	}
	return all[:count]
}
