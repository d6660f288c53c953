package vi

import "slices"

// sound is how a syllable begins, ends and is toned, and how often the lexicon has it at the beginning and
// at the end of a word. Zero stands for what is no known syllable.
//
//	bits  0–4   onset, its place in onsets and one more; 1 for none
//	bits  5–12  rhyme without tone
//	bits 13–15  tone and one more
//	bits 16–17  entries that begin with it: none, up to 2, up to 9, more
//	bits 18–19  entries that end with it
type sound uint32

// soundOf takes a syllable in its match form apart; 0 if it is none.
func soundOf(syllable string, begins, ends int) sound {
	p, ok := parse(syllable)
	if !ok {
		return 0
	}
	onset := 1 + 1 + slices.Index(onsets, string(p.letter[:p.onset]))
	rhyme := keyOf(string(p.letter[p.onset:p.size])) & 0xff
	return sound(onset) | sound(rhyme)<<5 | sound(p.tone+1)<<13 | fewMany(begins)<<16 | fewMany(ends)<<18
}

func fewMany(n int) sound {
	switch {
	case n == 0:
		return 0
	case n <= 2:
		return 1
	case n <= 9:
		return 2
	}
	return 3
}

// part is how often the lexicon begins and ends words with the syllable.
func (s sound) part() uint32 { return uint32(s >> 16) }

// alike compares two syllables as reduplicated words do: the same onset, the same rhyme, all the same, and
// their two tones.
func (s sound) alike(t sound) uint32 {
	if s == 0 || t == 0 {
		return 0
	}
	same := uint32(0)
	if (s^t)&0x1f == 0 {
		same |= 1
	}
	if (s^t)>>5&0xff == 0 {
		same |= 2
	}
	if (s^t)&0xffff == 0 {
		same |= 4
	}
	return same | uint32(s>>13&7)<<3 | uint32(t>>13&7)<<6
}
