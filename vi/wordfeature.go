package vi

// unit is a token as the segmenter sees it.
type unit struct {
	key    key
	shape  shape
	sound  sound // of a syllable
	grades grades
	runs   [3]uint8 // sources that know the run of 2, 3, 4 tokens from here on
	left   uint8    // tokens of the longest match from the left that goes on after this token; 0 for none
	right  uint8    // the same, matched from the right
	bound  bound    // what is settled about the boundary after this token
}

// bound says what is settled about a boundary before the model is asked.
type bound uint8

const (
	boundFree  bound = iota
	boundJoin        // inside a word of the user's own dictionary
	boundSplit       // at a punctuation mark, or at the edge of such a word
)

// Sources of a run of tokens, bits of unit.runs.
const (
	fromLexicon = 1 << iota // our lexicon
	seenOnce                // a word once in the text the model was trained on
	seenTwice               // twice or more often
	runPrefix               // longer runs begin so
	seenSplit               // a run of two tokens of the lexicon that was seen as two words

	isRun = fromLexicon | seenOnce | seenTwice
)

// longestWord is the number of tokens of the longest run that is looked up.
const longestWord = 4

// brim is the number of empty units before and after those of a text.
const brim = 2

const (
	slotBits  = 17 // the model has 2^17 weights
	plainSize = 50 // features of a boundary alone
	pastSize  = 6  // features that look at the decisions before
)

// past is what was decided to the left of a boundary: one of five states.
type past uint8

const (
	pastSplitSplit past = iota // two boundaries before, both split
	pastJoinSplit              // the farther one joined
	pastTwo                    // the word so far has two tokens
	pastThree                  // three
	pastMore                   // four or more
	pastCount
)

// after is the past after one more decision.
func (p past) after(join bool) past {
	switch {
	case !join && p >= pastTwo:
		return pastJoinSplit
	case !join:
		return pastSplitSplit
	case p < pastTwo:
		return pastTwo
	}
	return min(p+1, pastMore)
}

// joined is 1 if the boundary before was joined.
func (p past) joined() uint32 {
	if p >= pastTwo {
		return 1
	}
	return 0
}

// tokens is how many tokens the word so far has, at most four.
func (p past) tokens() uint32 {
	if p < pastTwo {
		return 1
	}
	return uint32(p)
}

// slotOf is the place of a feature's weight: the number of its template and its value, hashed by
// multiplication (Knuth 1973, section 6.4).
func slotOf(template, value uint32) uint32 {
	return uint32((uint64(template)<<32 | uint64(value)) * 0x9e3779b97f4a7c15 >> (64 - slotBits))
}

// pair makes one value of two.
func pair(a, b uint32) uint32 { return a*0x01000193 ^ b*0x85ebca6b }

// plainFeatures are the slots of the features of the boundary between u[i] and u[i+1] that do not depend on
// other decisions: neighbouring syllables and their shapes, which runs around the boundary are words, how the
// two syllables are used elsewhere, and whether they sound alike. The first kinds follow Nguyen and Le, A
// Hybrid Approach to Vietnamese Word Segmentation (RIVF 2016); classes, habits and sounds are ours.
func plainFeatures(f *[plainSize]uint32, u []unit, i int) {
	pp, p, a, b, n := &u[i-2], &u[i-1], &u[i], &u[i+1], &u[i+2]
	ka, kb, kp, kn := uint32(a.key), uint32(b.key), uint32(p.key), uint32(n.key)
	kab := pair(ka, kb)

	// Which runs are words.
	two := uint32(a.runs[0] & isRun)
	three := uint32(p.runs[1]&isRun) | uint32(a.runs[1]&isRun)<<3
	four := uint32(pp.runs[2]&isRun) | uint32(p.runs[2]&isRun)<<3 | uint32(a.runs[2]&isRun)<<6
	beside := uint32(p.runs[0]&isRun) | uint32(b.runs[0]&isRun)<<3
	known := two | three<<3 | beside<<9
	longest := uint32(a.left) | uint32(a.right)<<3
	split := two | uint32(a.runs[0]&seenSplit)<<3

	// What the syllables are like.
	shapes := uint32(a.shape) | uint32(b.shape)<<4
	alike := a.sound.alike(b.sound)
	parts := a.sound.part() | b.sound.part()<<6
	classA, classB := a.sound.beginClass(), b.sound.endClass()
	habits := uint32(a.grades.begins) | uint32(b.grades.ends)<<4
	alone := uint32(a.grades.alone) | uint32(b.grades.alone)<<4

	f[0] = slotOf(0, two)
	f[1] = slotOf(1, kab)
	f[2] = slotOf(2, ka)
	f[3] = slotOf(3, kb)
	f[4] = slotOf(4, pair(kp, kab))
	f[5] = slotOf(5, pair(kab, kn))
	f[6] = slotOf(6, pair(kp, ka))
	f[7] = slotOf(7, pair(kb, kn))
	f[8] = slotOf(8, pair(kp, kb))
	f[9] = slotOf(9, pair(ka, kn))

	f[10] = slotOf(10, known|four<<16)
	f[11] = slotOf(11, known)
	f[12] = slotOf(12, two|beside<<3)
	f[13] = slotOf(13, two|three<<3)
	f[14] = slotOf(14, pair(ka, two))
	f[15] = slotOf(15, pair(kb, two))
	f[16] = slotOf(16, pair(ka, two|beside<<3))
	f[17] = slotOf(17, pair(kb, two|beside<<3))
	f[18] = slotOf(18, longest)
	f[19] = slotOf(19, pair(ka, longest))
	f[20] = slotOf(20, pair(kb, longest))
	f[21] = slotOf(21, longest|known<<8)

	f[22] = slotOf(22, shapes|uint32(p.shape)<<8|uint32(n.shape)<<12)
	f[23] = slotOf(23, shapes)
	f[24] = slotOf(24, shapes|two<<8|uint32(a.left)<<12)
	f[25] = slotOf(25, pair(ka, shapes))
	f[26] = slotOf(26, pair(kb, shapes))
	f[27] = slotOf(27, pair(kp, shapes))
	f[28] = slotOf(28, pair(kn, shapes))

	f[29] = slotOf(29, parts|two<<12)
	f[30] = slotOf(30, parts|longest<<12)
	f[31] = slotOf(31, pair(ka, b.sound.part()|two<<8))
	f[32] = slotOf(32, pair(kb, a.sound.part()|two<<8))
	f[33] = slotOf(33, alike)
	f[34] = slotOf(34, alike&7|two<<8|beside<<12)
	f[35] = slotOf(35, alike&7|shapes<<8)
	f[36] = slotOf(36, a.sound.rhymeTone()|two<<12|b.sound.onset()<<16)
	f[37] = slotOf(37, b.sound.rhymeTone()|two<<12|a.sound.onset()<<16)

	f[38] = slotOf(38, classA|classB<<8|two<<16)
	f[39] = slotOf(39, pair(ka, classB|two<<8))
	f[40] = slotOf(40, pair(kb, classA|two<<8))
	f[41] = slotOf(41, classA|two<<16|beside<<20)
	f[42] = slotOf(42, classB|two<<16|beside<<20)

	f[43] = slotOf(43, split|habits<<8)
	f[44] = slotOf(44, split|beside<<8|longest<<16)
	f[45] = slotOf(45, split|habits<<8|parts<<16)
	f[46] = slotOf(46, pair(ka, split|uint32(b.grades.ends)<<8))
	f[47] = slotOf(47, pair(kb, split|uint32(a.grades.begins)<<8))
	f[48] = slotOf(48, known|habits<<16|uint32(a.runs[0]&seenSplit)<<20)
	f[49] = slotOf(49, split|alone<<8|habits<<16)
}

// pastFeatures are the slots of the features that look at the decisions before: four on the last one, one
// on the past as a whole, one on the length of the word so far.
func pastFeatures(f *[pastSize]uint32, u []unit, i int, h past) {
	pastOfJoined((*[4]uint32)(f[:4]), u, i, h.joined())
	f[4] = slotOfPast(h)
	f[5] = slotOfTokens(&u[i], h.tokens())
}

func slotOfPast(h past) uint32 { return slotOf(64, uint32(h)) }

// pastOfJoined are the features of the decision just before.
func pastOfJoined(f *[4]uint32, u []unit, i int, joined uint32) {
	p, a, b := &u[i-1], &u[i], &u[i+1]
	two := uint32(a.runs[0] & isRun)
	beside := uint32(p.runs[0]&isRun) | uint32(b.runs[0]&isRun)<<3
	three := uint32(p.runs[1]&isRun) | uint32(a.runs[1]&isRun)<<3
	f[0] = slotOf(60, joined|two<<1|three<<4|beside<<10)
	f[1] = slotOf(61, joined|uint32(p.shape)<<1|uint32(a.shape)<<5|uint32(b.shape)<<9)
	f[2] = slotOf(62, pair(uint32(a.key), joined|two<<1))
	f[3] = slotOf(63, pair(uint32(b.key), joined|two<<1))
}

// slotOfTokens is the feature of the length of the word so far.
func slotOfTokens(a *unit, tokens uint32) uint32 {
	return slotOf(65, tokens|uint32(a.left)<<3|uint32(a.runs[0]&isRun)<<8)
}
