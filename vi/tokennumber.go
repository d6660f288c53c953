package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanDigits reads a token that begins with a digit; what is most particular is tried first.
func (s *scanner) scanDigits() TokenKind {
	for _, try := range []struct {
		read func(*scanner, int) int
		kind TokenKind
	}{
		{(*scanner).document, TokenDocument},
		{(*scanner).date, TokenDate},
		{(*scanner).clock, TokenTime},
		{(*scanner).phone, TokenPhone},
		{(*scanner).emailOfDigits, TokenEmail},
	} {
		if end := try.read(s, s.at); end > 0 {
			s.at = end
			return try.kind
		}
	}
	s.at = s.number(s.at)
	return TokenNumber
}

// number is the offset after digits with their separators and a unit written without a space.
func (s *scanner) number(i int) int {
	i = s.digits(i)
	for c := s.byteAt(i); c == '.' || c == ','; c = s.byteAt(i) {
		end := s.digits(i + 1)
		if end == i+1 {
			break
		}
		i = end
	}
	return s.alnum(i)
}

// Bounds of a document number, in bytes: the longest seen are near 30.
const (
	maxDocumentDigits = 6
	maxDocumentPart   = 24
	maxDocumentParts  = 6
)

// document is the offset after the number of a document, or 0: digits, then parts after slashes and
// hyphens, one of them with two capitals, as Decree 30/2020/NĐ-CP builds them.
//
//law:nd-30-2020
func (s *scanner) document(i int) int {
	end := s.digits(i)
	if end-i > maxDocumentDigits {
		return 0
	}
	if c := s.byteAt(end); 'a' <= c && c <= 'd' || 'A' <= c && c <= 'D' {
		end++ // a number between two others: 12a/QĐ-UBND
	}
	slash, symbol := false, false
	for range maxDocumentParts {
		c := s.byteAt(end)
		if c != '/' && c != '-' {
			break
		}
		next := s.documentPart(end + 1)
		if next == 0 {
			break
		}
		part := s.text[end+1 : next]
		if c == '/' {
			slash = true
		}
		symbol = symbol || capitals(part) >= 2 && !isTitle(part)
		end = next
	}
	if !slash || !symbol {
		return 0
	}
	return end
}

// documentPart is the offset after one part from i on: a capital with letters and digits, or only digits.
func (s *scanner) documentPart(i int) int {
	end := s.alnum(i)
	digits := s.digits(i)
	if end == i || end-i > maxDocumentPart || digits == i && !s.isUpperAt(i) || digits > i && digits < end {
		return 0
	}
	return end
}

// capitals counts the capital letters of a word.
func capitals(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// isTitle reports a word of one capital and small letters.
func isTitle(word string) bool { return capitals(word) == 1 && utf8.RuneCountInString(word) > 1 }

// date is the offset after a day or month in digits, or 0: 26/5, 26/5/2023, 26-5-2023, 5/2023, 2023-05-26.
func (s *scanner) date(i int) int {
	first, end := s.smallNumber(i)
	c := s.byteAt(end)
	if c != '/' && c != '-' && c != '.' {
		return 0
	}
	second, next := s.smallNumber(end + 1)
	if next == end+1 {
		return 0
	}
	end = next
	if s.byteAt(end) == c {
		if third, after := s.smallNumber(end + 1); after > end+1 {
			if !isDay(first, second, third) && !isDay(third, second, first) {
				return 0
			}
			return s.ends(after, c)
		}
	}
	if c != '/' || !isMonth(second) && !isYear(second) {
		return 0
	}
	if isMonth(second) && 1 <= first && first <= 31 || isMonth(first) && isYear(second) {
		return s.ends(end, c)
	}
	return 0
}

func isDay(day, month, year int) bool {
	return 1 <= day && day <= 31 && isMonth(month) && isYear(year)
}

func isMonth(n int) bool { return 1 <= n && n <= 12 }

func isYear(n int) bool { return 1000 <= n && n <= 2999 }

// smallNumber reads a number of at most four digits from i on; -1 for a longer one.
func (s *scanner) smallNumber(i int) (value, end int) {
	end = s.digits(i)
	if end-i > 4 {
		return -1, end
	}
	for _, c := range []byte(s.text[i:end]) {
		value = value*10 + int(c-'0')
	}
	return value, end
}

// ends is i where a token of digits may end there, otherwise 0: no letter follows, and no further part
// after the separator.
func (s *scanner) ends(i int, separator byte) int {
	if s.letterAt(i) {
		return 0
	}
	if s.byteAt(i) == separator && separator != '.' && s.digits(i+1) > i+1 {
		return 0
	}
	return i
}

// clock is the offset after a time of the day, or 0: 09:30, 9:30:15, 9h, 9h30, 9g30.
func (s *scanner) clock(i int) int {
	hour, end := s.smallNumber(i)
	if hour < 0 || hour > 24 || end-i > 2 {
		return 0
	}
	c := s.byteAt(end)
	if strings.IndexByte(":hHgG", c) < 0 || c == 0 {
		return 0
	}
	minute, next := s.smallNumber(end + 1)
	switch {
	case next == end+1 && (c == 'h' || c == 'H'):
		return s.ends(next, c)
	case next != end+3 || minute > 59:
		return 0
	}
	if c == ':' && s.byteAt(next) == ':' {
		if second, after := s.smallNumber(next + 1); after == next+3 && second < 60 {
			next = after
		}
	}
	return s.ends(next, c)
}

// phone is the offset after a telephone number of 8 to 12 digits in groups, or 0. It begins with 0, +84,
// an area code in brackets, 1800 or 1900.
func (s *scanner) phone(i int) int {
	rest := s.text[i:]
	least := 10
	switch {
	case strings.HasPrefix(rest, "+84"), strings.HasPrefix(rest, "(+84"):
		least = 11
	case strings.HasPrefix(rest, "0"), strings.HasPrefix(rest, "(0"):
	case strings.HasPrefix(rest, "1800"), strings.HasPrefix(rest, "1900"):
		least = 8
	default:
		return 0
	}
	count, end, group := 0, 0, 0
	for j := i; j < len(s.text) && count <= 12; j++ {
		switch c := s.text[j]; {
		case '0' <= c && c <= '9':
			count++
			group++
			end = j + 1
			continue
		case c == '(' && j == i, c == '+' && count == 0, c == ')' && rest[0] == '(' && count <= 6:
		case (c == ' ' || c == '.' || c == '-') && (group >= 2 || s.text[j-1] == ')') && count < least:
		default:
			return s.phoneEnd(end, count, least)
		}
		group = 0
	}
	return s.phoneEnd(end, count, least)
}

func (s *scanner) phoneEnd(end, count, least int) int {
	if count < least || count > 12 || s.letterAt(end) || s.digits(end) > end {
		return 0
	}
	return end
}

// emailOfDigits is email for an address that begins with a digit; it looks only where a letter follows.
func (s *scanner) emailOfDigits(i int) int {
	if !s.letterAt(s.digits(i)) {
		return 0
	}
	return s.email(i)
}
