package vi

import (
	"unicode"
	"unicode/utf8"
)

// Token is a piece of text that no later step cuts: a syllable, another word without a space, a number,
// a document number, a mark. Start and End are byte offsets into the text it was found in.
type Token struct {
	Start, End int
	Kind       TokenKind
}

// Text is the token as written in text, the text it was found in.
func (t Token) Text(text string) string { return text[t.Start:t.End] }

// TokenKind says what a token is.
type TokenKind uint8

// The kinds of tokens.
const (
	TokenWord         TokenKind = iota // a run of letters and digits that begins with a letter: nhân, Covid-19, m2
	TokenNumber                        // 1.231 · 3,5 · 20kg · 10.000đ
	TokenDate                          // 26/5 · 26/5/2023 · 05/2023 · 2023-05-26
	TokenTime                          // 09:30 · 9h30
	TokenDocument                      // number of a document: 07/CT-TTg · 30/2020/NĐ-CP
	TokenLink                          // https://… · www.… · baochinhphu.vn
	TokenEmail                         // vanthu@anbinh.gov.vn
	TokenPhone                         // 0912 345 678 · +84 24 3825 1234 · 1900 9095
	TokenHashtag                       // #anbinh
	TokenMention                       // @anbinh
	TokenAbbreviation                  // TP. · TP.HCM · v.v. · Đ/c · TT&TT, its full stop included
	TokenPunctuation                   // one mark, or a run of the same: , ... % ; ?! is two
	TokenEmoticon                      // :) · =)) · <3 · an emoji with its modifiers
	TokenSymbol                        // anything else: + € °
)

// Tokens cuts text into tokens; what lies between two tokens is space. Any bytes are accepted, each byte
// that is no space lies in exactly one token, and the time is linear in the length.
func Tokens(text string) []Token { return AppendTokens(nil, text) }

// AppendTokens is Tokens into the memory of dst.
func AppendTokens(dst []Token, text string) []Token {
	s := scanner{text: text}
	for s.skipSpace() {
		start := s.at
		kind := s.scan()
		dst = append(dst, Token{start, s.at, kind})
	}
	return dst
}

// AppendFields appends the tokens of a text in which tokens stand apart by spaces already. Their kinds are
// told only as far as the first character shows them: words, numbers and punctuation.
func AppendFields(dst []Token, text string) []Token {
	s := scanner{text: text}
	for s.skipSpace() {
		start := s.at
		first, size := s.classAt(start)
		for size > 0 {
			s.at += size
			var c class
			c, size = s.classAt(s.at)
			if c == classSpace {
				break
			}
		}
		dst = append(dst, Token{start, s.at, fieldKinds[first]})
	}
	return dst
}

var fieldKinds = [...]TokenKind{classLetter: TokenWord, classDigit: TokenNumber, classMark: TokenPunctuation}

// scanner walks over the text; at is the offset of what was not read yet.
type scanner struct {
	text string
	at   int
}

// class is what a character does in the text.
type class uint8

const (
	classSpace class = iota
	classLetter
	classDigit
	classMark // punctuation and symbols
)

var asciiClass = makeASCIIClass()

func makeASCIIClass() (table [utf8.RuneSelf]class) {
	for c := range table {
		switch r := rune(c); {
		case r <= ' ' || r == 0x7F:
			table[c] = classSpace
		case unicode.IsLetter(r) || r == '_':
			table[c] = classLetter
		case unicode.IsDigit(r):
			table[c] = classDigit
		default:
			table[c] = classMark
		}
	}
	return table
}

// classAt is the class of the character at offset i and its size in bytes; size 0 at the end.
func (s *scanner) classAt(i int) (class, int) {
	if i >= len(s.text) {
		return classSpace, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return asciiClass[c], 1
	}
	r, size := utf8.DecodeRuneInString(s.text[i:])
	switch {
	case 0xC0 <= r && r < lowBlock && r != '×' && r != '÷', highStart <= r && r < highEnd, isMark(r):
		return classLetter, size
	case isHardSpace(r), isInvisible(r), isControl(r), unicode.IsSpace(r):
		return classSpace, size
	case unicode.IsLetter(r), unicode.Is(unicode.M, r):
		return classLetter, size
	}
	return classMark, size
}

// skipSpace moves to the next character that is no space; false at the end of the text.
func (s *scanner) skipSpace() bool {
	for s.at < len(s.text) {
		c, size := s.classAt(s.at)
		if c != classSpace {
			return true
		}
		s.at += size
	}
	return false
}

// scan reads one token; the scanner stands on its first character.
func (s *scanner) scan() TokenKind {
	c, size := s.classAt(s.at)
	switch c {
	case classLetter:
		return s.scanWord()
	case classDigit:
		return s.scanDigits()
	}
	return s.scanMark(size)
}

// alnum is the offset after the letters and digits from i on. An invisible character between two letters
// does not end a word.
func (s *scanner) alnum(i int) int {
	for {
		c, size := s.classAt(i)
		if c != classLetter && c != classDigit {
			if size < 2 || c != classSpace || !s.hidden(i) {
				return i
			}
			next, _ := s.classAt(i + size)
			if next != classLetter {
				return i
			}
		}
		i += size
	}
}

func (s *scanner) hidden(i int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return isInvisible(r)
}

// digits is the offset after the digits from i on.
func (s *scanner) digits(i int) int {
	for i < len(s.text) && '0' <= s.text[i] && s.text[i] <= '9' {
		i++
	}
	return i
}

// byteAt is the byte at offset i, 0 at the end.
func (s *scanner) byteAt(i int) byte {
	if i < len(s.text) {
		return s.text[i]
	}
	return 0
}

// isUpperAt reports a capital letter at offset i.
func (s *scanner) isUpperAt(i int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[min(i, len(s.text)):])
	return unicode.IsUpper(r)
}

// letterAt reports a letter at offset i.
func (s *scanner) letterAt(i int) bool {
	c, size := s.classAt(i)
	return c == classLetter && size > 0
}

// scanMark reads what begins neither with a letter nor with a digit.
func (s *scanner) scanMark(size int) TokenKind {
	start := s.at
	switch c := s.text[start]; c {
	case '#', '@':
		end := s.alnum(start + 1)
		if end > start+1 {
			s.at = end
			if c == '#' {
				return TokenHashtag
			}
			return TokenMention
		}
	case '+', '(':
		if end := s.phone(start); end > 0 {
			s.at = end
			return TokenPhone
		}
	}
	if n := emoticon(s.text[start:]); n > 0 {
		s.at += n
		return TokenEmoticon
	}
	r, _ := utf8.DecodeRuneInString(s.text[start:])
	if isEmoji(r) {
		n, _ := cluster(s.text[start:])
		s.at += n
		return TokenEmoticon
	}
	s.at += size
	mark := s.text[start:s.at]
	for len(s.text)-s.at >= size && s.text[s.at:s.at+size] == mark {
		s.at += size
	}
	if unicode.IsPunct(r) {
		return TokenPunctuation
	}
	return TokenSymbol
}

func isEmoji(r rune) bool {
	return 0x1F000 <= r && r < 0x1FB00 || 0x2600 <= r && r < 0x27C0 || 0x2B00 <= r && r < 0x2BFF
}

// faces are the emoticons typed with ASCII, without the repeated last character of laughter.
var faces = []string{":)", ":(", ":D", ":P", ":p", ":v", ":3", ":|", ":/", ":'(", ":-)", ":-(", ":-D", ";)", ";-)", "=)", "=(", "=]", "<3", "^^", "^_^", "-_-", ">.<", ">_<"}

// emoticon is the length of the emoticon that text begins with, or 0.
func emoticon(text string) int {
	if len(text) < 2 {
		return 0
	}
	switch text[0] {
	case ':', ';', '=', '<', '>', '^', '-':
	default:
		return 0
	}
	longest := 0
	for _, f := range faces {
		if len(f) > longest && len(f) <= len(text) && text[:len(f)] == f {
			longest = len(f)
		}
	}
	if longest == 0 {
		return 0
	}
	last := text[longest-1]
	if asciiClass[last] != classMark {
		if longest < len(text) && (text[longest] >= utf8.RuneSelf || asciiClass[text[longest]] == classLetter || asciiClass[text[longest]] == classDigit) {
			return 0 // "tin:vui" is no face, nor is "x<30"
		}
		return longest
	}
	if last == '/' && longest < len(text) && text[longest] == '/' {
		return 0 // http://
	}
	for longest < len(text) && text[longest] == last {
		longest++
	}
	return longest
}
