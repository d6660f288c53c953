package gate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	leastIdentity = 9  // digits of an old identity card
	leastPhone    = 9  // digits of a telephone number without its zero
	mostGrouped   = 24 // bytes of a number with signs between its groups
)

// figure is a number as it stands: groups of digits with one sign between each two.
type figure struct {
	to     int
	digits int
	groups int
	even   bool // every group but the first has three digits
	sign   byte // between the groups; 0: none, '*': different ones
	first  int  // digits of the first group
}

// readFigure reads the digits at i and the groups behind it, as far as they may belong to one number.
func readFigure(s string, i int) figure {
	f := figure{to: i, even: true}
	start := i
	for {
		from := i
		for isDigitAt(s, i) {
			i++
		}
		n := i - from
		f.digits += n
		f.groups++
		if f.groups == 1 {
			f.first = n
		} else if n != 3 {
			f.even = false
		}
		f.to = i
		if i >= len(s) || !isDigitAt(s, i+1) || strings.IndexByte(". -", s[i]) < 0 || i-start > mostGrouped {
			return f
		}
		switch {
		case f.sign == 0:
			f.sign = s[i]
		case f.sign != s[i]:
			f.sign = '*'
		}
		i++
	}
}

// number judges the number at i.
func (m *masker) number(i int) int {
	if i > 0 && isLetterBefore(m.text, i) && m.text[i] != '+' {
		return m.glued(i)
	}
	plus := m.text[i] == '+'
	from := i
	if plus {
		i++
	}
	if to, ok := plate(m.text, i); ok {
		return m.replace(from, to, maskPlate)
	}
	f := readFigure(m.text, i)
	if to := phone(m.text, from); to > f.to {
		return m.replace(from, to, maskPhone)
	}
	if isDigitAt(m.text, f.to+1) && m.text[f.to] == '/' { // perhaps the number of a house in a lane
		if to, ok := m.house(i); ok {
			return to
		}
	}
	zero := m.text[i] == '0'
	money := !zero && !plus && f.groups > 1 && f.even && f.first <= 3 && f.sign != '*' && f.sign != '-'
	switch {
	case f.digits == 8 && f.groups == 3 && f.sign == '-', strings.HasPrefix(m.text[f.to:], "/") && f.digits < leastPhone, isDocument(m.text[f.to:]) && !zero: // a day; a document
		return m.skipDigits(i)
	case money, plus && f.digits < leastPhone:
	case zero && f.digits >= leastPhone && f.digits <= 11, plus, strings.HasPrefix(m.text[i:], "84") && f.digits >= 11 && f.digits <= 12 && f.groups != 1:
		return m.replace(from, f.to, maskPhone)
	case f.groups == 1 && f.digits >= leastIdentity, zero && f.digits >= leastIdentity:
		return m.replace(from, f.to, maskIdentity)
	case f.groups > 1 && f.digits >= leastIdentity:
		return m.grouped(i, f)
	}
	if to, ok := m.house(i); ok {
		return to
	}
	return m.skipDigits(i)
}

// grouped judges a number of several groups that is neither money nor begins with zero: one long group in it is
// a number of a person, the rest are figures that happen to stand side by side.
func (m *masker) grouped(i int, f figure) int {
	for at := i; at < f.to; {
		end := m.skipDigits(at)
		if end-at >= leastIdentity {
			m.replace(at, end, maskIdentity)
		}
		at = end + 1
	}
	return f.to
}

func (m *masker) skipDigits(i int) int {
	for isDigitAt(m.text, i) || i < len(m.text) && m.text[i] == '+' {
		i++
	}
	return i
}

// glued judges a number whose first digit touches a letter: SĐT0912345678.
func (m *masker) glued(i int) int {
	to := m.skipDigits(i)
	switch {
	case to-i < leastIdentity:
		return max(to, m.account(i))
	case m.text[i] == '0' && to-i <= 11:
		return m.replace(i, to, maskPhone)
	}
	return m.replace(i, to, maskIdentity)
}

// isDocument reports whether what follows a number makes it that of a document: /QĐ-UBND.
func isDocument(rest string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimPrefix(rest, "/"))
	return strings.HasPrefix(rest, "/") && unicode.IsUpper(r)
}

// phone is where a telephone number ends whose groups are parted by any signs, as long as they are the same ones
// throughout: 0912, 345, 678; (024) 3825 1234; +84 (0) 912 345 678. 0 if there is none at i.
func phone(s string, i int) int {
	least, most, digits, parting := 10, 11, 0, ""
	if s[i] == '+' {
		least, most, i = 11, 13, i+1
	} else if s[i] != '0' {
		return 0
	}
	for group := 0; group < 6; group++ {
		from := i
		for isDigitAt(s, i) {
			i++
		}
		n := i - from
		digits += n
		if digits > most || n > 5 && group > 0 && least == 10 {
			return 0
		}
		next := partingEnd(s, i)
		if !isDigitAt(s, next) {
			break
		}
		sign := strings.TrimLeft(s[i:next], ")")
		switch {
		case digits >= least && strings.TrimSpace(sign) != strings.TrimSpace(parting): // another number comes
			return i
		case least == 10 && (n < 3 || n > 5), group == 0 && strings.TrimSpace(sign) == "," && n != 4:
			return 0
		case parting == "" && group == 0, least == 11:
			parting = sign
		case group == 1 && parting == "", sign == "": // behind a bracket anything may follow
			parting = sign
		case strings.TrimSpace(sign) != strings.TrimSpace(parting) && s[i] != ')' && group > 1:
			return 0
		}
		i = next
	}
	if digits < least {
		return 0
	}
	return i
}

// partingEnd is where the signs end that may stand between two groups of a telephone number.
func partingEnd(s string, i int) int {
	for range 4 {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune(" .-–—_,/()", r) || size == 0 {
			break
		}
		i += size
	}
	return i
}

// isLetterBefore reports whether a letter touches i from the left.
func isLetterBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsLetter(r)
}

// plate reads a number plate: two digits, one or two letters, perhaps a digit, then four or five digits.
func plate(s string, i int) (to int, ok bool) {
	at := i + 2
	if !isDigitAt(s, i+1) || isDigitAt(s, i+2) {
		return 0, false
	}
	at = partsEnd(s, at)
	letters := 0
	if at < len(s) && 'a' <= s[at] && s[at] <= 'z' && at+1 < len(s) && strings.IndexByte("-.", s[at+1]) >= 0 {
		at, letters = at+1, 2
	}
	for at < len(s) && letters < 2 && ('A' <= s[at] && s[at] <= 'Z' || strings.HasPrefix(s[at:], "Đ")) {
		if s[at] > 'Z' {
			at++
		}
		at++
		letters++
	}
	if letters == 0 {
		return 0, false
	}
	if isDigitAt(s, at) && at+1 < len(s) && strings.IndexByte("- ", s[at+1]) >= 0 { // the series of a motorcycle
		at++
	}
	at = partsEnd(s, at)
	digits := 0
	for ; at < len(s) && (isDigitAt(s, at) || s[at] == '.' && digits == 3 && isDigitAt(s, at+1)); at++ {
		if s[at] != '.' {
			digits++
		}
	}
	return at, digits == 4 || digits == 5 || digits == 6
}

// partsEnd is where the signs end that part a number plate: one, or one with a space on each side.
func partsEnd(s string, i int) int {
	for _, sign := range []string{" - ", " – ", "–", "-", ".", " "} {
		if strings.HasPrefix(s[i:], sign) {
			return i + len(sign)
		}
	}
	return i
}
