package similar

import "math"

// The entries under which a text is found again: 32 bands of two minima of its shingle hashes, eight
// shingles themselves, and the whole.
const (
	bins       = 64
	bands      = 32
	anchors    = 8
	wholeEntry = bands + anchors
	entries    = bands + anchors + 1
)

// noKey marks an entry that a short text does not have.
const noKey = 0

// sketch computes the keys of a print's bands and of the whole; those of the anchors are set by
// [anchorKeys]. The minima are those of one permutation, cut into 64 bins (Li, Owen and Zhang 2012); an
// empty bin borrows from another one that a hash of its number chooses (Shrivastava 2017, "Optimal
// densification for fast and accurate minwise hashing"), so that short texts are found as surely as long
// ones. Two texts share a band with the probability of their resemblance squared.
func sketch(whole uint64, shingles []uint32, keys *[entries]uint64) {
	*keys = [entries]uint64{}
	if len(shingles) == 0 {
		return
	}
	keys[wholeEntry] = orOne(mix(whole))
	if len(shingles) <= anchors { // the anchors are the whole text
		return
	}
	var minima [bins]uint32
	minimize(shingles, &minima)
	for b := range bands {
		pair := uint64(minima[2*b])<<32 | uint64(minima[2*b+1])
		keys[b] = orOne(mix(mix(pair) + uint64(b)))
	}
}

// anchorKeys sets the keys of the shingles at the places that were chosen as anchors.
func anchorKeys(shingles []uint32, places *[anchors]uint16, keys *[entries]uint64) {
	for i := range min(anchors, len(shingles)) {
		keys[bands+i] = anchorKey(shingles[places[i]])
	}
}

// chooseAnchors picks the shingles by which a text is found as long as most of it stands in a later text,
// however long that is: those whose buckets were emptiest, for stock phrases lead to too many texts, and
// among these those of the smallest hashes. crowds says how full the bucket of each shingle was.
func chooseAnchors(shingles []uint32, crowds []uint8, places *[anchors]uint16) {
	var low [anchors]uint64
	count := 0
	for i, h := range shingles {
		key := uint64(crowds[i])<<48 | uint64(h)<<16 | uint64(i)
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
		places[i] = uint16(low[i])
	}
}

func orOne(key uint64) uint64 { return max(key, 1) }

// anchorKey is the key of a shingle as an anchor.
func anchorKey(shingle uint32) uint64 { return orOne(mix(uint64(shingle) + 1<<40)) }

// minimize finds the smallest hash of each bin and fills empty bins; shingles are not empty.
func minimize(shingles []uint32, minima *[bins]uint32) {
	for i := range minima {
		minima[i] = math.MaxUint32
	}
	for _, h := range shingles {
		minima[h%bins] = min(minima[h%bins], h)
	}
	own := *minima
	for i := range minima {
		for try := uint64(1); minima[i] == math.MaxUint32; try++ {
			minima[i] = own[donor(i, try)]
			if try == 64*bins { // all hashes are the largest one
				return
			}
		}
	}
}

// donor is the bin from which an empty bin borrows at a try.
func donor(bin int, try uint64) int { return int(mix(uint64(bin)<<32|try) % bins) }
