package similar

import "sync"

// numeralHeads are syllables behind which a numeral is a figure: thứ hai, tháng tư, khóa mười.
var numeralHeads = hashes("thứ", "tháng", "ngày", "mùng", "mồng", "quý", "khóa", "lớp", "lần", "quận", "tổ", "thôn", "khu", "đợt", "kỳ", "chủ")

var numerals = hashes("một", "hai", "ba", "bốn", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "nhất", "nhì", "giêng", "chạp", "nhật")

// wordSet is a small set of words that is asked for every syllable of every text: hashes in open addressing.
type wordSet [wordPlaces]uint64

// wordPlaces is more than twice as many as the largest set has words.
const wordPlaces = 512

// hashes gives a set of words that is made at the first use.
func hashes(words ...string) func() *wordSet {
	return sync.OnceValue(func() *wordSet {
		all := new(wordSet)
		for _, w := range words {
			s := scan(w)
			word, _ := s.next()
			all[all.place(word.hash)] = word.hash
		}
		return all
	})
}

// place is where a hash stands, or the empty place where it would.
func (s *wordSet) place(hash uint64) uint64 {
	i := hash % wordPlaces
	for s[i] != 0 && s[i] != hash {
		i = (i + 1) % wordPlaces
	}
	return i
}

func (s *wordSet) has(hash uint64) bool { return hash != 0 && s[s.place(hash)] == hash }

// isNumeral reports whether word is a written numeral that names a day, a month, a class and the like.
func isNumeral(before, word syllable) bool {
	return numerals().has(word.hash) && numeralHeads().has(before.hash)
}
