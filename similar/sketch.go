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

// sketch computes the keys of a print's entries. The minima are those of one permutation, cut into 64
// bins (Li, Owen and Zhang 2012); an empty bin borrows from another one that a hash of its number chooses
// (Shrivastava 2017, "Optimal densification for fast and accurate minwise hashing"), so that short texts
// are found as surely as long ones. Two texts share a band with the probability of their resemblance
// squared. The anchors are the shingles of the smallest hashes: a later text that contains most of this
// one has at least one of them, however long it is.
func sketch(whole uint64, shingles []uint32, keys *[entries]uint64) {
	*keys = [entries]uint64{}
	if len(shingles) == 0 {
		return
	}
	keys[wholeEntry] = orOne(mix(whole))
	smallest(shingles, keys[bands:bands+anchors])
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

func orOne(key uint64) uint64 { return max(key, 1) }

// anchorKey is the key of a shingle as an anchor.
func anchorKey(shingle uint32) uint64 { return orOne(mix(uint64(shingle) + 1<<40)) }

// smallest writes the anchor keys of the smallest shingles.
func smallest(shingles []uint32, keys []uint64) {
	var low [anchors]uint32
	count := 0
	for _, h := range shingles {
		if count == anchors && h >= low[anchors-1] {
			continue
		}
		i := min(count, anchors-1)
		for ; i > 0 && low[i-1] > h; i-- {
			low[i] = low[i-1]
		}
		low[i] = h
		count = min(count+1, anchors)
	}
	for i := range count {
		keys[i] = anchorKey(low[i])
	}
}

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
