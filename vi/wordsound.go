package vi

import (
	"math/bits"
	"slices"
)

// sound is what the model knows of a syllable apart from its neighbours: how it sounds, how the lexicon uses
// it, how the treebank uses it. Zero stands for what is no known syllable.
//
//	bits  0–4   onset, its place in onsets and two more; 1 for none
//	bits  5–12  rhyme without tone, hashed
//	bits 13–15  tone and one more
//	bits 16–18  entries of the lexicon that begin with it, by powers of two
//	bits 19–21  entries that end with it
//	bits 24–31  its class at the beginning of words
//	bits 32–39  its class at the end of words
//	bits 40–51  its habits in the treebank, four bits each
type sound uint64

// soundOf takes a syllable in its match form apart; 0 if it is none.
func soundOf(syllable string) sound {
	p, ok := parse(syllable)
	if !ok {
		return 0
	}
	onset := 2 + slices.Index(onsets, string(p.letter[:p.onset]))
	rhyme := keyOf(string(p.letter[p.onset:p.size])) & 0xff
	return sound(onset) | sound(rhyme)<<5 | sound(p.tone+1)<<13
}

// withPart adds how many entries begin and end with the syllable.
func (s sound) withPart(begins, ends int) sound {
	few := func(n int) sound { return sound(min(bits.Len(uint(n)), 7)) }
	return s | few(begins)<<16 | few(ends)<<19
}

// withClasses adds the classes of the syllable.
func (s sound) withClasses(begin, end uint8) sound {
	return s | sound(begin)<<24 | sound(end)<<32
}

// withGrades adds the grades of the habits.
func (s sound) withGrades(g grades) sound {
	return s | sound(g.begins)<<40 | sound(g.ends)<<44 | sound(g.alone)<<48
}

func (s sound) onset() uint32      { return uint32(s) & 0x1f }
func (s sound) rhymeTone() uint32  { return uint32(s) >> 5 & 0x7ff }
func (s sound) part() uint32       { return uint32(s) >> 16 & 0x3f }
func (s sound) beginClass() uint32 { return uint32(s >> 24 & 0xff) }
func (s sound) endClass() uint32   { return uint32(s >> 32 & 0xff) }
func (s sound) grades() grades {
	return grades{uint8(s >> 40 & 15), uint8(s >> 44 & 15), uint8(s >> 48 & 15)}
}

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
