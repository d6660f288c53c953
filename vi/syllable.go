package vi

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// onsets are the consonants a syllable may begin with; the longest that fits is tried first.
var onsets = longestFirst("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")

// rhymes are the spelled rests of a syllable without their tone. The last lines are those after "qu" and
// the ending of highland names as officially spelled.
var rhymes = wordSet(`
	a ai ao au ay ac ach am an ang anh ap at
	ăc ăm ăn ăng ăp ăt
	âc âm ân âng âp ât âu ây
	e ec em en eng eo ep et
	ê êch êm ên ênh êp êt êu
	i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
	o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
	oc oe oen oeo oet oi om on ong ooc oong op ot
	ô ôc ôi ôm ôn ông ôp ôt
	ơ ơi ơm ơn ơp ơt
	u ua uân uâng uât uây uc uê uêch uênh uêu ui um un ung uôc uôi uôm uôn uông uôt
	uơ uơn up ut uy uya uych uyên uyêt uynh uyp uyt uyu
	ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
	y yêm yên yêng yêt yêu
	yn ynh yt ych yêch
	ăk ak`)

func longestFirst(list string) []string {
	words := strings.Fields(list)
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}

func wordSet(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// longest is the number of letters of the longest syllable, "nghiêng".
const longest = 7

// syllable is a word taken apart. Places count letters from its beginning.
type syllable struct {
	letter [longest]rune // lower case, without tone
	size   int
	onset  int // letters of the onset
	tone   tone
	toneAt int // the letter that carries the tone as written
}

// IsSyllable reports whether word is spelled as a Vietnamese syllable can be: a known onset and rhyme
// that may stand together, at most one tone, and a tone that the ending allows (các, cạc, never càc).
// Case does not matter; word must be composed (NFC). Whether such a word exists is another question.
func IsSyllable(word string) bool {
	_, ok := parse(word)
	return ok
}

func parse(word string) (syllable, bool) {
	var p syllable
	if !p.letters(word) {
		return p, false
	}
	var buf [4 * longest]byte
	text := appendRunes(buf[:0], p.letter[:p.size])
	if p.fits(text, "") {
		return p, true
	}
	for _, onset := range onsets {
		if strings.HasPrefix(string(text), onset) && p.fits(text[len(onset):], onset) {
			p.onset = utf8.RuneCountInString(onset)
			return p, true
		}
	}
	return p, false
}

// letters spells the word without tone; it fails for anything but letters of the right number and for
// two tones.
func (p *syllable) letters(word string) bool {
	for _, r := range word {
		if p.size == longest {
			return false
		}
		plain, t := plainLetter(r)
		if !('a' <= plain && plain <= 'z' || plain > 0x7F) {
			return false
		}
		if t != level && p.tone != level {
			return false
		}
		if t != level {
			p.tone, p.toneAt = t, p.size
		}
		p.letter[p.size] = plain
		p.size++
	}
	return p.size > 0
}

func appendRunes(b []byte, runes []rune) []byte {
	for _, r := range runes {
		b = utf8.AppendRune(b, r)
	}
	return b
}

// fits reports whether rhyme exists, may follow onset and bears the tone.
func (p *syllable) fits(rhyme []byte, onset string) bool {
	if len(rhyme) == 0 || !rhymes[string(rhyme)] {
		return false
	}
	if p.tone != level && p.toneAt < utf8.RuneCountInString(onset) && !(p.toneAt == 1 && (onset == "qu" || onset == "gi")) {
		return false // qúy and gìa are misplaced tones, not other words
	}
	if isStopped(rhyme) && p.tone != sac && p.tone != nang {
		return false
	}
	return agree(onset, rhyme)
}

// isStopped reports an ending in a stop, which bears only the tones sắc and nặng.
func isStopped(rhyme []byte) bool {
	switch rhyme[len(rhyme)-1] {
	case 'c', 'p', 't', 'k':
		return true
	case 'h':
		return len(rhyme) > 1 && rhyme[len(rhyme)-2] == 'c'
	}
	return false
}

// agree knows the spelling rules by which an onset chooses its letters.
func agree(onset string, rhyme []byte) bool {
	first, _ := utf8.DecodeRune(rhyme)
	front := strings.ContainsRune("eêiy", first)
	switch onset {
	case "c", "ng":
		return !front
	case "g":
		return first == 'i' || !front
	case "gh", "ngh":
		return front && first != 'y'
	case "k":
		return front || string(rhyme) == "an" || string(rhyme) == "on" || string(rhyme) == "ông"
	case "qu":
		return !strings.ContainsRune("uưi", first) || string(rhyme) == "i"
	case "gi":
		return first != 'i' && first != 'y'
	}
	switch string(rhyme) {
	case "yn", "ynh", "yt", "ych", "yêch":
		return false
	case "ăk", "ak":
		return onset == "đ" || onset == "l" || onset == "b" || onset == "r" || onset == "p"
	case "y":
		return onset == "" || strings.Contains("h k l m s t v", onset)
	case "yêm", "yên", "yêng", "yêt", "yêu":
		return onset == ""
	}
	return first != 'i' || onset != "" || len(rhyme) < 3 || rhyme[1] == 'n' || rhyme[1] == 'm' || rhyme[1] == 'c' || rhyme[1] == 't'
}

// tonePlace is the letter of the rhyme that bears the tone in traditional spelling, counted from the
// rhyme's beginning.
func (p *syllable) tonePlace() int {
	rhyme := p.letter[p.onset:p.size]
	vowel := 0
	for vowel < len(rhyme) && latin.toned[rhyme[vowel]] != nil {
		vowel++
	}
	marked := -1
	for i, r := range rhyme[:vowel] {
		if strings.ContainsRune("ăâêôơư", r) {
			marked = i // the last one: ươ bears its tone on ơ
		}
	}
	switch {
	case marked >= 0:
		return marked
	case vowel == len(rhyme) && vowel == 2:
		return 0 // hòa, thủy, mía
	case vowel == len(rhyme) && vowel == 3:
		return 1 // ngoài, khuỷu
	}
	return vowel - 1 // toàn, huỳnh
}

// isRounded reports the open rhymes oa, oe and uy, over whose tone two conventions differ.
func (p *syllable) isRounded() bool {
	switch string(p.letter[p.onset:p.size]) {
	case "oa", "oe", "uy":
		return true
	}
	return false
}
