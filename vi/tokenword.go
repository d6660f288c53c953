package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanWord reads a token that begins with a letter: mostly a syllable, which ends at a space.
func (s *scanner) scanWord() TokenKind {
	start := s.at
	s.at = s.alnum(start)
	for {
		kind := TokenWord
		switch s.byteAt(s.at) {
		case '.':
			kind = s.afterDot(start)
		case '/':
			kind = s.afterSlash(start)
		case '&':
			kind = s.afterAmpersand(start)
		case ':':
			kind = s.afterColon(start)
		case '@':
			kind = s.afterAt(start)
		case '-', '\'':
			if s.joinsAcross(start, s.at, 1) {
				s.at = s.alnum(s.at + 1)
				continue
			}
		case "’"[0]:
			if strings.HasPrefix(s.text[s.at:], "’") && s.joinsAcross(start, s.at, len("’")) {
				s.at = s.alnum(s.at + len("’"))
				continue
			}
		}
		return kind
	}
}

// joinsAcross reports whether a hyphen or apostrophe of the given size at offset i is inside one word:
// Covid-19, Mát-xcơ-va, K'Ho; but not kinh tế-xã hội.
func (s *scanner) joinsAcross(start, i, size int) bool {
	next, n := s.classAt(i + size)
	if n == 0 || next != classLetter && next != classDigit {
		return false
	}
	end := s.alnum(i + size)
	if i-start > 8*longest || end-i > 8*longest {
		return false
	}
	left, right := s.text[start:i], s.text[i+size:end]
	if at := strings.LastIndexByte(left, '-'); at >= 0 {
		return !s.isUpperAt(i+size) && s.isUpperAt(start) || next == classDigit // Mát-xcơ-va goes on as it began
	}
	if s.isUpperAt(start) && next == classLetter && !s.isUpperAt(i+size) {
		return true // Ê-đê, Ba-na
	}
	return !IsSyllable(left) || next == classLetter && !IsSyllable(right)
}

// afterDot reads on after a word and a full stop: an address, initials or an abbreviation.
func (s *scanner) afterDot(start int) TokenKind {
	if end := s.domain(start); end > 0 {
		s.at = s.path(end)
		return TokenLink
	}
	if end := s.email(start); end > 0 {
		s.at = end
		return TokenEmail
	}
	kind := TokenWord
	for s.byteAt(s.at) == '.' {
		word := s.text[start:s.at]
		if at := strings.LastIndexByte(word, '.'); at >= 0 {
			word = word[at+1:]
		}
		single := isOneLetter(word)
		next := s.at + 1
		end := s.alnum(next)
		switch {
		case end > next && s.letterAt(next) && (single || isCapitals(word) || abbreviations[word]) && s.staysShort(next, end):
			s.at, kind = end, TokenAbbreviation
			continue
		case s.byteAt(next) == '.': // an ellipsis
			return kind
		case abbreviations[word] || kind == TokenAbbreviation && single:
			s.at = next
			return TokenAbbreviation
		}
		return kind
	}
	return kind
}

// staysShort reports whether what follows a full stop without a space is part of the same abbreviation: a
// letter or some capitals that are no name (HCM, TS).
func (s *scanner) staysShort(from, to int) bool {
	word := s.text[from:to]
	return isOneLetter(word) || isCapitals(word) && len(word) <= 12
}

func isOneLetter(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	return size == len(word)
}

// isCapitals reports two or more capitals that spell no syllable.
func isCapitals(word string) bool {
	if isOneLetter(word) {
		return false
	}
	for _, r := range word {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return !IsSyllable(word)
}

// abbreviations are those after which a full stop does not end anything.
var abbreviations = wordSet(`
	TP Tp tp TT Tt tt TX Tx tx Q q P p KP kp
	ThS Ths ths TS Ts PGS GS BS Bs BSCK CN KS Ks KTS LS Ls NSND NSƯT NGND NGƯT CVP PCT PGĐ GĐ PTS
	Tr tr Trg tr St st sđd Sđd NXB Nxb nxb vv VV Mr Mrs Ms Dr Prof St No Co Ltd Inc Jr Sr vs
	ĐT Đt đt ĐC Đc đc SĐT Tel Fax VD Vd vd`)

// afterSlash joins what has one letter before or after the slash: Đ/c, km/h.
func (s *scanner) afterSlash(start int) TokenKind {
	next := s.at + 1
	end := s.alnum(next)
	if end == next || !s.letterAt(next) || end-next > 16 || s.at-start > 16 {
		return TokenWord
	}
	if !isOneLetter(s.text[start:s.at]) && !isOneLetter(s.text[next:end]) {
		return TokenWord
	}
	s.at = end
	return TokenAbbreviation
}

// afterAmpersand joins capitals: TT&TT, GD&ĐT.
func (s *scanner) afterAmpersand(start int) TokenKind {
	kind := TokenWord
	for s.byteAt(s.at) == '&' && s.isUpperAt(start) && s.isUpperAt(s.at+1) {
		s.at = s.alnum(s.at + 1)
		kind = TokenAbbreviation
	}
	return kind
}

// afterColon reads a link with its scheme.
func (s *scanner) afterColon(start int) TokenKind {
	switch s.text[start:s.at] {
	case "http", "https", "ftp", "HTTP", "HTTPS", "Http", "Https":
		if strings.HasPrefix(s.text[s.at:], "://") {
			s.at = s.path(s.at + 3)
			return TokenLink
		}
	}
	return TokenWord
}

// afterAt reads an address of mail.
func (s *scanner) afterAt(start int) TokenKind {
	if end := s.email(start); end > 0 {
		s.at = end
		return TokenEmail
	}
	return TokenWord
}
