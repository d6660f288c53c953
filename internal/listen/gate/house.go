package gate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// houseWords stand before the number of a house, or between its parts.
var houseWords = []string{"số nhà", "nhà số", "nhà", "số", "ngõ", "ngách", "hẻm", "kiệt", "tổ", "tổ dân phố", "khu phố", "căn hộ", "phòng", "lô", "sn", "địa chỉ", "địa chỉ:", "đ/c", "đ/c:"}

// streetWords stand behind the number of a house, before the name of what it stands in.
var streetWords = []string{"đường", "phố", "ngõ", "ngách", "hẻm", "kiệt", "tổ dân phố", "tổ", "khu phố", "khu tập thể", "chung cư", "thôn", "ấp", "bản", "xóm", "quốc lộ"}

// house masks a house address whose number stands at i: a word of a house before it and a street behind it.
func (m *masker) house(i int) (to int, ok bool) {
	from, word := m.wordBefore(i)
	if word == "" {
		return 0, false
	}
	to = houseNumber(m.text, i)
	end, street := streetBehind(m.text, to)
	switch {
	case street:
		to = end
	case word == "số nhà" || word == "nhà số" || word == "căn hộ" || word == "tổ" || word == "tổ dân phố" || word == "ngõ" || word == "ngách" || word == "hẻm" || word == "kiệt":
	default:
		return 0, false
	}
	return m.replace(from, to, maskAddress), true
}

// wordBefore is the longest word of a house right before i.
func (m *masker) wordBefore(i int) (from int, word string) {
	if i == 0 || m.text[i-1] != ' ' {
		return 0, ""
	}
	before := m.text[m.kept : i-1]
	for _, w := range houseWords {
		if len(w) <= len(word) || len(before) < len(w) {
			continue
		}
		tail := before[len(before)-len(w):]
		if strings.EqualFold(tail, w) && !isLetterBefore(before, len(before)-len(w)) {
			word = w
			from = i - 1 - len(w)
		}
	}
	return from, word
}

// houseNumber reads 12, 12A, 12/3/4B.
func houseNumber(s string, i int) int {
	for i < len(s) && (isDigitAt(s, i) || s[i] == '/' && isDigitAt(s, i+1)) {
		i++
	}
	if i < len(s) && (s[i] >= 'A' && s[i] <= 'Z' || s[i] >= 'a' && s[i] <= 'z') {
		r, _ := utf8.DecodeRuneInString(s[i+1:])
		if !unicode.IsLetter(r) {
			i++
		}
	}
	return i
}

// streetBehind reads what follows the number of a house: further parts of the address with their names.
func streetBehind(s string, i int) (end int, found bool) {
	end = i
	for {
		at := end
		if at < len(s) && s[at] == ',' {
			at++
		}
		if at >= len(s) || s[at] != ' ' {
			return end, found
		}
		at++
		word := longestPrefix(s[at:], streetWords)
		next := nameEnd(s, at+len(word))
		if next == at+len(word) || word == "" && (found || s[end] == ',') {
			return end, found
		}
		end, found = next, true
	}
}

func longestPrefix(s string, words []string) string {
	best := ""
	for _, w := range words {
		if len(w) > len(best) && len(s) > len(w) && strings.EqualFold(s[:len(w)], w) && s[len(w)] == ' ' {
			best = w
		}
	}
	return best
}

// nameEnd is where the name that begins at i ends: words with a capital, or numbers.
func nameEnd(s string, i int) int {
	end := i
	for {
		at := end
		if at < len(s) && s[at] == ' ' {
			at++
		}
		r, _ := utf8.DecodeRuneInString(s[at:])
		if !unicode.IsUpper(r) && !unicode.IsDigit(r) || at == end && end > i {
			return end
		}
		for at < len(s) {
			r, size := utf8.DecodeRuneInString(s[at:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/' {
				break
			}
			at += size
		}
		end = at
	}
}

// dwellings say that where somebody lives comes next.
var dwellings = []string{"trú tại ", "trú ở ", "ngụ tại ", "ngụ ở ", "ngụ ", "trú "}

// nextDwelling is where, from i on, the words begin that say where somebody lives.
func nextDwelling(s string, i int) int {
	for {
		best := len(s)
		for _, w := range []string{"trú ", "ngụ "} {
			if at := strings.Index(s[i:min(len(s), best)], w); at >= 0 {
				best = min(best, i+at)
			}
		}
		if best == len(s) || best == 0 || !isLetterBefore(s, best) {
			return best
		}
		i = best + 1
	}
}

// wards begin the part of an address that names no house any more.
var wards = []string{"xã ", "phường ", "thị trấn ", "huyện ", "quận ", "thị xã ", "tỉnh ", "thành phố ", "TP ", "TP.", "P.", "đặc khu "}

// mostDwelling is how far, in bytes, the name of a hamlet or street reaches at most.
const mostDwelling = 120

// dwelling masks what stands between "trú tại" and the commune.
func (m *masker) dwelling(i int) int {
	at := i
	for _, w := range dwellings {
		if strings.HasPrefix(m.text[i:], w) {
			at = i + len(w)
			break
		}
	}
	rest := m.text[at:min(len(m.text), at+mostDwelling)]
	end := strings.IndexAny(rest, ".;:()\n")
	for _, w := range wards {
		if n := strings.Index(rest, w); n >= 0 && (end < 0 || n < end) {
			end = n
		}
	}
	if end <= 0 || !strings.ContainsAny(rest[:end], "0123456789") && longestPrefix(rest, streetWords) == "" && longestPrefix(rest, houseWords) == "" {
		return at
	}
	end = len(strings.TrimRight(rest[:end], " ,"))
	return m.replace(at, at+end, maskAddress)
}
