package vi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentence is a stretch of a text by byte offsets, without the space around it.
type Sentence struct{ Start, End int }

// Text is the sentence as written in text, the text it was found in.
func (s Sentence) Text(text string) string { return text[s.Start:s.End] }

// Sentences splits text where a full stop, question mark, exclamation mark or ellipsis closes a sentence,
// closing quotes and brackets included, and at line ends after which no small letter follows (headings,
// items of a list). Abbreviations (TP.HCM, Tr. 25, Đ/c), numbers, document numbers, times and the
// initials of names close nothing. Every token lies in exactly one sentence; time is linear.
func Sentences(text string) []Sentence {
	return AppendSentences(nil, text, Tokens(text))
}

// AppendSentences is Sentences for tokens found before, into the memory of dst.
func AppendSentences(dst []Sentence, text string, tokens []Token) []Sentence {
	s := splitter{text: text, tokens: tokens}
	for i := 0; i < len(tokens); {
		end := s.sentence(i)
		dst = append(dst, Sentence{tokens[i].Start, tokens[end-1].End})
		i = end
	}
	return dst
}

// splitter walks over tokens; quoted says whether a straight quotation mark was opened and not closed.
type splitter struct {
	text   string
	tokens []Token
	quoted bool
}

// sentence is the place after the last token of the sentence that begins at from.
func (s *splitter) sentence(from int) int {
	for i := from; i < len(s.tokens); {
		if s.word(i) == `"` {
			s.quoted = !s.quoted
		}
		end := i + 1
		if s.closes(from, i) {
			end = s.withClosers(end)
			if end == len(s.tokens) || s.opens(end) {
				s.quoted = false
				return end
			}
		}
		if s.lineEnds(end) {
			s.quoted = false
			return end
		}
		i = end
	}
	return len(s.tokens)
}

func (s *splitter) word(i int) string { return s.tokens[i].Text(s.text) }

// closes reports whether token i may be the end of the sentence that began at from.
func (s *splitter) closes(from, i int) bool {
	word := s.word(i)
	switch s.tokens[i].Kind {
	case TokenAbbreviation:
		return strings.HasPrefix(word, "v.v") || strings.HasPrefix(word, "V.v")
	case TokenPunctuation:
	default:
		return false
	}
	switch word[0] {
	case '?', '!':
		return true
	case '.':
		return len(word) > 1 || !s.countsOrNames(from, i)
	}
	return strings.HasPrefix(word, "…")
}

// countsOrNames reports a full stop that belongs to what is before it: the number of an item at the
// beginning, or an initial inside a foreign name. An initial after a Vietnamese word (ông H., Nguyễn Văn A.)
// may be the last word of its sentence.
func (s *splitter) countsOrNames(from, i int) bool {
	if i == from {
		return false
	}
	before := s.word(i - 1)
	if i-1 == from && (s.tokens[i-1].Kind == TokenNumber && len(before) <= 8 || isOneLetter(before) || isRoman(before)) {
		return true
	}
	if !isOneLetter(before) || !unicode.IsUpper(firstRune(before)) {
		return false
	}
	return i-2 == from || !IsSyllable(s.word(i-2))
}

func isRoman(word string) bool {
	return strings.Trim(word, "IVXLC") == ""
}

func firstRune(word string) rune {
	r, _ := utf8.DecodeRuneInString(word)
	return r
}

// withClosers is the place after the marks from i on that still belong to the sentence: more terminal
// marks, closing quotes and brackets.
func (s *splitter) withClosers(i int) int {
	for ; i < len(s.tokens); i++ {
		word := s.word(i)
		switch {
		case strings.Contains(".?!…)]}”’»", string(firstRune(word))):
		case word == `"` && s.closesQuote(i):
			s.quoted = false
		default:
			return i
		}
		if s.breaks(i) {
			return i
		}
	}
	return i
}

// closesQuote tells a closing straight quotation mark by what it touches, where marks stand apart by what
// was opened in this sentence.
func (s *splitter) closesQuote(i int) bool {
	if i+1 == len(s.tokens) || s.word(i+1) == "." {
		return true
	}
	before, after := s.tokens[i-1].End == s.tokens[i].Start, s.tokens[i].End == s.tokens[i+1].Start
	if before != after {
		return before
	}
	return s.quoted
}

// breaks reports a line end before token i.
func (s *splitter) breaks(i int) bool {
	return strings.IndexByte(s.text[s.tokens[i-1].End:s.tokens[i].Start], '\n') >= 0
}

// lineEnds reports a line end before token i that also ends a sentence.
func (s *splitter) lineEnds(i int) bool {
	if i >= len(s.tokens) || !s.breaks(i) {
		return false
	}
	return isBlank(s.text[s.tokens[i-1].End:s.tokens[i].Start]) || !unicode.IsLower(firstRune(s.word(i))) || s.isItem(i)
}

// isItem reports the letter of an item of a list: a) or a.
func (s *splitter) isItem(i int) bool {
	if i+1 >= len(s.tokens) || !isOneLetter(s.word(i)) {
		return false
	}
	next := s.word(i + 1)
	return next == ")" || next == "." || next == "/"
}

// opens reports whether a sentence may begin with token i: it is no small letter, and no mark that goes on.
func (s *splitter) opens(i int) bool {
	if s.lineEnds(i) {
		return true
	}
	for ; i < len(s.tokens); i++ {
		r := firstRune(s.word(i))
		if strings.ContainsRune(`"“‘«`, r) {
			return true
		}
		if strings.ContainsRune("([-–—•*+", r) {
			continue
		}
		return !unicode.IsLower(r) && !strings.ContainsRune(",;:)]}”’»%/&=", r)
	}
	return true
}
