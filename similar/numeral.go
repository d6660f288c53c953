package similar

import "sync"

// numeralHeads are syllables behind which a numeral is a figure: thứ hai, tháng tư, khóa mười.
var numeralHeads = hashes("thứ", "tháng", "ngày", "mùng", "mồng", "quý", "khóa", "lớp", "lần", "quận", "tổ", "thôn", "khu", "đợt", "kỳ", "chủ")

var numerals = hashes("một", "hai", "ba", "bốn", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "nhất", "nhì", "giêng", "chạp", "nhật")

// hashes gives a set of words that is made at the first use.
func hashes(words ...string) func() map[uint64]bool {
	return sync.OnceValue(func() map[uint64]bool {
		all := make(map[uint64]bool, len(words))
		for _, w := range words {
			s := scan(w)
			word, _ := s.next()
			all[word.hash] = true
		}
		return all
	})
}

// isNumeral reports whether word is a written numeral that names a day, a month, a class and the like.
func isNumeral(before, word syllable) bool {
	return numerals()[word.hash] && numeralHeads()[before.hash]
}
