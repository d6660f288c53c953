package gate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/listen/gate/person"
)

// mostCredit is how long, in bytes, what says who made an article may be behind its last sentence.
const mostCredit = 150

// creditWords are the words of which, with names, a credit consists; those with true begin one without a colon.
var creditWords = map[string]bool{
	"pv": true, "ctv": true, "btv": true, "phóng viên": true, "cộng tác viên": true, "nhóm pv": true, "nhóm phóng viên": true, "nhóm tác giả": true, "theo": true, "tác giả": true, "by": true,
	"tin": false, "bài": false, "ảnh": false, "video": false, "clip": false, "đồ họa": false, "thực hiện": false, "dịch": false, "biên tập": false, "biên dịch": false, "tổng hợp": false,
	"nguồn": false, "ghi": false, "thuật": false, "lược dịch": false, "tin bài": false, "bài viết": false, "ghi chép": false, "người viết": false,
}

// joiners stand between names and words of a credit.
var joiners = map[string]bool{"và": true, "-": true, "–": true, "—": true, "&": true, "/": true, "|": true, "+": true, "cùng": true, "với": true, "ct": true, "tv": true}

// dropCredit removes from the end of the last line what says who made the article: "… sân chơi. Bài, ảnh: Tô Hoài
// Bão", "… (PV Tô Hoài Bão)", "… Tô Hoài Bão/VNA". It must stand alone behind a sentence.
func dropCredit(text string) string {
	line := strings.LastIndexByte(text, '\n') + 1
	if isCredit(text[line:]) || isPerson(text[line:]) && line > 0 {
		return strings.TrimRight(text[:line], " \t\r\n")
	}
	for at := line; at < len(text); at++ {
		end := sentenceEnd(text, at)
		if end == 0 || len(text)-end > mostCredit {
			continue
		}
		tail := strings.TrimSpace(text[end:])
		if tail != "" && (isCredit(tail) || isPerson(tail)) {
			return strings.TrimRight(text[:end], " ")
		}
	}
	if at := strings.LastIndexByte(text, '('); at > line && strings.HasSuffix(text, ")") && isPerson(text[at:]) {
		return strings.TrimRight(text[:at], " ")
	}
	return text
}

// sentenceEnd is where the sign ends that ends a sentence at i, with quotes behind it, if a space follows; else 0.
func sentenceEnd(s string, i int) int {
	r, size := utf8.DecodeRuneInString(s[i:])
	if !strings.ContainsRune(".!?…", r) {
		return 0
	}
	for i += size; i < len(s); i += size {
		r, size = utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune(".!?…”\"'’»)]", r) {
			break
		}
	}
	if i < len(s) && (s[i] == ' ' || s[i] == '(') {
		return i
	}
	return 0
}

// isCredit reports whether a text consists of names and of words that say who did what, and of nothing else.
func isCredit(text string) bool {
	if len(text) > mostCredit {
		return false
	}
	text = strings.Trim(text, " .;()[]*_-–—\t\r")
	words := strings.Fields(strings.NewReplacer(",", " , ", ":", " : ", "/", " / ", "(", " ", ")", " ", ";", " , ").Replace(text))
	marks, free, names, colon, slash := 0, false, 0, false, slices.Contains(words, "/")
	for i := 0; i < len(words); {
		n, begins := creditAt(words[i:])
		switch {
		case n > 0:
			marks++
			free = free || begins && i == 0
			i += n
			continue
		case words[i] == ":":
			colon = true
		case words[i] == "," || joiners[strings.ToLower(words[i])]:
		case isNameWord(words[i]):
			names++
		default:
			return false
		}
		i++
	}
	agency := slash && names > 1 && len(words) > 2 && isAgency(words[len(words)-1])
	return names > 0 && (agency || marks > 0 && (colon || free))
}

// creditAt is how many of words are a word of a credit; begins says that it may begin one without a colon.
func creditAt(words []string) (n int, begins bool) {
	for n = min(3, len(words)); n > 0; n-- {
		begins, ok := creditWords[strings.ToLower(strings.Join(words[:n], " "))]
		if ok {
			return n, begins
		}
	}
	return 0, false
}

// isNameWord reports whether a word may be part of a name: it has a capital and is no number.
func isNameWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// isAgency reports whether a word is the short name of an agency: VNA, TTXVN, Vietnam+.
func isAgency(w string) bool {
	w = strings.TrimSuffix(w, "+")
	return len(w) > 1 && strings.ToUpper(w) == w || w == "Vietnam" || w == "Vietnamplus"
}

// isPerson reports whether a text is the whole name of a person and nothing else.
func isPerson(text string) bool { return person.IsName(strings.Trim(text, " .()[]-–—\t\r")) }
