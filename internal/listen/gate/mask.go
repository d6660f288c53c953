package gate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What stands in the place of what was masked. None of it would be masked again.
const (
	maskPhone    = "[số điện thoại]"
	maskIdentity = "[số định danh]"
	maskMail     = "[thư điện tử]"
	maskHandle   = "[tài khoản]"
	maskPlate    = "[biển số xe]"
	maskAddress  = "[địa chỉ]"
)

// Mask replaces what points at a person by words that say what stood there, and says how often it did:
// telephone numbers, numbers of nine, twelve and more digits, e-mail addresses, handles and addresses of
// profiles, number plates, house addresses. Text must be in the form of vi.Normalize. Sums of money, dates and
// numbers of documents stay.
func Mask(text string) (masked string, n int) {
	m := masker{text: text}
	m.run()
	if m.count == 0 {
		return text, 0
	}
	m.out.WriteString(text[m.kept:])
	return m.out.String(), m.count
}

// masker walks through a text once.
type masker struct {
	text  string
	out   strings.Builder
	kept  int // everything before is in out
	count int
}

func (m *masker) run() {
	home := -1 // where the next words of a dwelling begin; -1: not looked for yet, len: none
	for i := 0; i < len(m.text); {
		if home < i {
			home = nextDwelling(m.text, i)
		}
		c := m.text[i]
		switch {
		case i == home:
			i = m.dwelling(i)
		case c == '@':
			i = m.at(i)
		case c == 'o' || c == 'O' || c == '0':
			i = m.zero(i)
		case (c == 'k' || c == 'K') && i+1 < len(m.text) && (m.text[i+1] == 'h' || m.text[i+1] == 'H'):
			i = m.spelledOut(i)
		case '0' <= c && c <= '9', c == '+' && isDigitAt(m.text, i+1):
			i = m.number(i)
		case c == '_':
			i = m.account(i)
		case c == '.' && i+1 < len(m.text):
			i = m.profile(i)
		case c == '[' || c == '(':
			i = m.spelt(i)
		case strings.HasPrefix(m.text[i:], "＠"):
			i = m.mailAround(i, i+len("＠"))
		case c == 0xef: // full-width digits and signs
			i = m.wide(i)
		default:
			i++
		}
	}
}

// replace writes a mask in the place of text[from:to]; what was masked before is not touched.
func (m *masker) replace(from, to int, mask string) int {
	from = max(from, m.kept)
	m.out.WriteString(m.text[m.kept:from])
	m.out.WriteString(mask)
	m.kept = to
	m.count++
	return to
}

// mostBack is how far, in bytes, one looks back from a sign.
const mostBack = 100

// spelt masks an e-mail address whose sign is written as a word in brackets: ten(at)hop-thu.vn.
func (m *masker) spelt(i int) int {
	for _, sign := range []string{"[at]", "(at)", "[@]", "(@)", "(a còng)", "[a còng]"} {
		if len(m.text)-i >= len(sign) && strings.EqualFold(m.text[i:i+len(sign)], sign) {
			return m.mailAround(i, i+len(sign))
		}
	}
	if i+1 < len(m.text) && (m.text[i+1] == '0' || m.text[i+1] == '+') {
		if to := phone(m.text, i+1); to > 0 {
			return m.replace(i, to, maskPhone)
		}
	}
	return i + 1
}

// mailAround masks an e-mail address around its sign, from from until before to, with a space on each side or none.
func (m *masker) mailAround(from, to int) int {
	sign := to
	for from > m.kept && m.text[from-1] == ' ' && sign-from < 8 {
		from--
	}
	start := from
	for start > m.kept && from-start < mostBack && isLocal(m.text[start-1]) {
		start--
	}
	for to < len(m.text) && m.text[to] == ' ' && to-sign < 2 {
		to++
	}
	end := to
	for end < len(m.text) && isLocal(m.text[end]) {
		end++
	}
	end -= len(m.text[to:end]) - len(strings.TrimRight(m.text[to:end], ".-_%+"))
	if start == from || !strings.Contains(m.text[to:end], ".") {
		return sign
	}
	return m.replace(start, end, maskMail)
}

// at reads a handle or an e-mail address around the sign at i.
func (m *masker) at(i int) int {
	from, to := i, i+1
	for from > m.kept && i-from < mostBack && isLocal(m.text[from-1]) {
		from--
	}
	for to < len(m.text) && isLocal(m.text[to]) {
		to++
	}
	to -= len(m.text[i:to]) - len(strings.TrimRight(m.text[i:to], ".-_%+"))
	switch {
	case to-i < 3:
		return max(i+1, m.mailAround(i, i+1))
	case from < i && strings.Contains(m.text[i:to], "."):
		return m.replace(from, to, maskMail)
	case from < i:
		return m.replace(from, to, maskHandle)
	}
	return m.replace(i, to, maskHandle)
}

func isLocal(c byte) bool {
	return c >= utf8.RuneSelf || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("._%+-", c) >= 0
}

// profiles are the hosts on which an address names a person.
var profiles = []string{"facebook.com/", "fb.com/", "fb.me/", "zalo.me/", "t.me/", "tiktok.com/", "instagram.com/", "youtube.com/", "twitter.com/", "x.com/", "threads.net/", "linkedin.com/", "telegram.me/", "m.me/"}

// profile masks the address of a profile whose host has its point at i.
func (m *masker) profile(i int) int {
	end := strings.IndexByte(m.text[i:min(len(m.text), i+8)], '/')
	if end < 0 {
		return m.account(i)
	}
	end += i + 1
	from := i
	for from > m.kept && i-from < mostBack && !isSpaceOrBracket(m.text[from-1]) {
		from--
	}
	host := strings.ToLower(m.text[from:end])
	for _, p := range profiles {
		rest, found := strings.CutSuffix(host, p)
		if !found || rest != "" && !strings.HasSuffix(rest, "/") && !strings.HasSuffix(rest, ".") {
			continue
		}
		for end < len(m.text) && !isSpaceOrBracket(m.text[end]) {
			end++
		}
		return m.replace(from, end, maskHandle)
	}
	return i + 1
}

// Masked reports whether something in a text was masked: an address in which it was leads nowhere.
func Masked(text string) bool {
	for _, mask := range []string{maskPhone, maskIdentity, maskMail, maskHandle, maskPlate, maskAddress} {
		if strings.Contains(text, mask) {
			return true
		}
	}
	return false
}

func isSpaceOrBracket(c byte) bool { return c <= ' ' || strings.IndexByte("()[]<>\"'", c) >= 0 }

// wide masks numbers written with full-width digits, which are always a way around something.
func (m *masker) wide(i int) int {
	to, digits := i, 0
	for to < len(m.text) {
		r, size := utf8.DecodeRuneInString(m.text[to:])
		if r < utf8.RuneSelf || !unicode.IsDigit(r) {
			break
		}
		digits++
		to += size
	}
	if digits >= leastIdentity {
		return m.replace(i, to, maskIdentity)
	}
	return max(to, i+1)
}

func isDigitAt(s string, i int) bool { return i >= 0 && i < len(s) && '0' <= s[i] && s[i] <= '9' }
