package gate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
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
	case street && (!vagueWords[word] || isHome(m.text[:from], m.text[to:])):
		to = end
	case strongWords[word], weakWords[word] && endsAddress(m.text[to:]):
	default:
		return 0, false
	}
	return m.replace(from, to, maskAddress), true
}

var (
	// strongWords make the number behind them that of a house or a lane.
	strongWords = map[string]bool{"số nhà": true, "nhà số": true, "ngõ": true, "ngách": true, "hẻm": true, "kiệt": true, "sn": true}
	// weakWords do where the address goes on or ends behind the number: tổ 5, xã Tân An; not tổ 5 người.
	weakWords = map[string]bool{"căn hộ": true, "tổ": true, "tổ dân phố": true}
	// vagueWords stand before other numbers too: Nghị quyết số 12, bão số 3, trường số 2.
	vagueWords = map[string]bool{"số": true, "nhà": true, "phòng": true, "lô": true}
)

// isHome reports whether a number behind a vague word is that of a house: what stands behind it is a street of a
// town, or what stands before it leads to an address.
func isHome(before, behind string) bool {
	if w := longestPrefix(strings.TrimLeft(behind, ", "), streetWords); w != "" && !ruralWords[w] {
		return true
	}
	before = " " + strings.TrimRight(before, " ")
	return before == " " || endsWithAny(before, []string{",", ":", "(", "\n", " nhà", " ở", " tại", " địa chỉ", " đ/c", " về", "ngụ", "trú"})
}

// ruralWords stand behind the number of a school or a station too.
var ruralWords = map[string]bool{"thôn": true, "ấp": true, "bản": true, "xóm": true, "quốc lộ": true, "tổ": true, "khu phố": true, "tổ dân phố": true}

// endsAddress reports whether an address ends before rest, or goes on with its commune.
func endsAddress(rest string) bool {
	word := strings.TrimLeft(rest, " ,")
	if word == "" || word[0] == '\n' || len(word) < len(rest) && longestPrefix(word, wardWords) != "" {
		return true
	}
	return strings.IndexByte(".,;:)", rest[0]) >= 0 && !isDigitAt(word, 0) && rest[0] != ',' || rest[0] == ',' && longestPrefix(word, append(wardWords, streetWords...)) != ""
}

// wardWords begin the part of an address that names no house any more.
var wardWords = []string{"xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "tỉnh", "thành phố", "TP"}

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
		if word == "" && isDigitAt(s, at) { // a name begins with a letter
			return end, found
		}
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

// noDwelling are what comes before "trú" and "ngụ" where nobody's home comes next: bán trú, nội trú, lưu trú.
var noDwelling = []string{"bán ", "nội ", "lưu ", "ẩn ", "đồn ", "di ", "thổ "}

// nextDwelling is where, from i on, the words begin that say where somebody lives.
func nextDwelling(s string, i int) int {
	for {
		best := len(s)
		for _, w := range []string{"trú ", "ngụ "} {
			if at := strings.Index(s[i:min(len(s), best)], w); at >= 0 {
				best = min(best, i+at)
			}
		}
		if best == len(s) || (best == 0 || !isLetterBefore(s, best)) && !endsWithAny(s[:best], noDwelling) {
			return best
		}
		i = best + 1
	}
}

func endsWithAny(s string, ends []string) bool {
	for _, e := range ends {
		if len(s) >= len(e) && strings.EqualFold(s[len(s)-len(e):], e) {
			return true
		}
	}
	return false
}

// wards begin the part of an address that names no house any more.
var wards = []string{"xã ", "phường ", "thị trấn ", "huyện ", "quận ", "thị xã ", "tỉnh ", "thành phố ", "TP ", "TP.", "P.", "đặc khu "}

// mostDwelling is how far, in bytes, the name of a hamlet or street reaches at most.
const mostDwelling = 120

// homes begin the name of a hamlet or a street in which somebody lives, beside streetWords and houseWords.
var homes = []string{"khối", "khóm", "khu", "tiểu khu", "đội", "làng", "buôn", "phum", "sóc", "cụm", "ấp", "thôn", "bản", "xóm", "liền kề", "tòa", "toà"}

// dwelling masks what stands between "trú tại" and the commune: the house, the street or the hamlet.
func (m *masker) dwelling(i int) int {
	at := i
	for _, w := range dwellings {
		if strings.HasPrefix(m.text[i:], w) {
			at = i + len(w)
			break
		}
	}
	rest := m.text[at:min(len(m.text), at+mostDwelling)]
	if !beginsHome(rest) {
		return at
	}
	end := strings.IndexAny(rest, ".;:()\n")
	for _, w := range wards {
		if n := strings.Index(rest, w); n >= 0 && (end < 0 || n < end) {
			end = n
		}
	}
	if end < 0 {
		end = len(vi.CutBytes(rest, mostDwelling))
	}
	end = len(strings.TrimRight(rest[:end], " ,"))
	if end == 0 {
		return at
	}
	return m.replace(at, at+end, maskAddress)
}

// beginsHome reports whether a text begins with where somebody lives: the number of a house with its street, or a
// word of a hamlet, a street or a house with its number or name.
func beginsHome(rest string) bool {
	if isDigitAt(rest, 0) {
		to := houseNumber(rest, 0)
		_, street := streetBehind(rest, to)
		return street || strings.Contains(rest[:to], "/")
	}
	for _, words := range [][]string{homes, streetWords, houseWords} {
		w := longestPrefix(rest, words)
		if w == "" {
			continue
		}
		r, _ := utf8.DecodeRuneInString(rest[len(w)+1:])
		if unicode.IsUpper(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}
