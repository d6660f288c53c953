package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// tokenKind says what a piece of a query is.
type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenWord
	tokenQuote  // text is what stands between the marks
	tokenOpen   // (
	tokenClose  // )
	tokenFold   // ~
	tokenStar   // * behind a word
	tokenWeight // ^3
	tokenLeast  // >=3
	tokenField  // name:
	tokenCount  // COUNT(
	tokenScore  // SCORE(
	tokenAnd
	tokenOr
	tokenNot
	tokenNear // NEAR/5
)

// token is a piece of a query, bytes from to to of it.
type token struct {
	kind     tokenKind
	text     string
	from, to int
	inside   int // of a quote, where its text begins
}

// operators are the words in capitals that join terms.
var operators = map[string]tokenKind{
	"AND": tokenAnd, "VÀ": tokenAnd, "OR": tokenOr, "HOẶC": tokenOr, "NOT": tokenNot, "KHÔNG": tokenNot,
	"NEAR": tokenNear, "GẦN": tokenNear,
}

// functions are the words in capitals that stand before a bracket.
var functions = map[string]tokenKind{
	"COUNT": tokenCount, "ĐẾM": tokenCount, "SCORE": tokenScore, "ĐIỂM": tokenScore,
}

const quotes = "\"“”„‟«»＂"

// peek is the next token, which stays.
func (p *parser) peek() token {
	if p.ahead == nil {
		t := p.read()
		p.ahead = &t
	}
	return *p.ahead
}

// take is the next token.
func (p *parser) take() token {
	t := p.peek()
	p.ahead = nil
	return t
}

// read cuts the next token off; marks that mean nothing are passed over.
func (p *parser) read() token {
	for p.at < len(p.text) {
		from := p.at
		r, size := utf8.DecodeRuneInString(p.text[from:])
		switch {
		case r == '(':
			return p.cut(tokenOpen, size)
		case r == ')':
			return p.cut(tokenClose, size)
		case r == '~':
			return p.cut(tokenFold, size)
		case r == '*':
			return p.cut(tokenStar, size)
		case r == '^':
			return p.cut(tokenWeight, size+numberSize(p.text[from+size:], "-"))
		case r == '>' || r == '<' || r == '=':
			return p.cut(tokenLeast, size+numberSize(p.text[from+size:], "<>= "))
		case strings.ContainsRune(quotes, r):
			return p.readQuote(size)
		case letterOf(r).class != separator && letterOf(r).class != hidden:
			return p.readRun()
		}
		p.at += size
	}
	return token{kind: tokenEnd, from: len(p.text), to: len(p.text)}
}

func (p *parser) cut(kind tokenKind, size int) token {
	from := p.at
	p.at += size
	return token{kind: kind, text: p.text[from:p.at], from: from, to: p.at}
}

// numberSize is the length of a number with signs before it.
func numberSize(text, signs string) int {
	rest := strings.TrimLeft(text, signs)
	digits := strings.TrimLeft(rest, "0123456789")
	if len(digits) == len(rest) && strings.Contains(signs, " ") {
		return len(strings.TrimRight(text[:len(text)-len(rest)], " "))
	}
	return len(text) - len(digits)
}

func (p *parser) readQuote(size int) token {
	from, inside := p.at, p.at+size
	n := strings.IndexAny(p.text[inside:], quotes)
	if n < 0 {
		p.fail(from, "Dấu ngoặc kép này chưa được đóng.")
		p.at = len(p.text)
		return token{kind: tokenEnd, from: len(p.text), to: len(p.text)}
	}
	_, closing := utf8.DecodeRuneInString(p.text[inside+n:])
	p.at = inside + n + closing
	return token{tokenQuote, p.text[inside : inside+n], from, p.at, inside}
}

// readRun cuts a run of characters that belong together: a word, a number, an address, an operator, or the
// name of a field with its colon.
func (p *parser) readRun() token {
	from := p.at
	end := from
	for i := from; i < len(p.text); {
		r, size := utf8.DecodeRuneInString(p.text[i:])
		if p.endsRun(r, i, size) {
			break
		}
		i += size
		if c := letterOf(r).class; c != separator && c != hidden {
			end = i
		}
		p.at = i
	}
	if p.at < len(p.text) && p.text[p.at] == ':' && p.isField(p.text[from:p.at]) {
		p.at++
		return token{kind: tokenField, text: p.text[from:p.at], from: from, to: p.at}
	}
	t := token{kind: tokenWord, text: p.text[from:end], from: from, to: end}
	return p.operator(t)
}

// endsRun reports a character at offset i that no run contains.
func (p *parser) endsRun(r rune, i, size int) bool {
	switch {
	case unicode.IsSpace(r), strings.ContainsRune("()~^*:<>=", r), strings.ContainsRune(quotes, r), letterOf(r).class == alone && i > p.at:
		return true
	case r == ',' || r == ';':
		c, _ := next(p.text, i+size)
		return c == separator || r == ';' || !isDigit(p.text, i+size) || !isDigit(p.text, i-1)
	}
	return false
}

func isDigit(text string, i int) bool {
	return i >= 0 && i < len(text) && '0' <= text[i] && text[i] <= '9'
}

// isField reports whether a colon behind a run makes it the name of a field: always if there is such a field,
// else if a value follows at once and it is no time of day.
func (p *parser) isField(run string) bool {
	if _, ok := fieldOf(run); ok {
		return true
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.at+1:])
	return p.at+1 < len(p.text) && !unicode.IsSpace(r) && strings.IndexFunc(run, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' }) < 0
}

// operator finds out whether a run is an operator or the name of a function.
func (p *parser) operator(t token) token {
	name, _, _ := strings.Cut(t.text, "/")
	name = vi.CanonicalTone(vi.Normalize(name))
	if kind, ok := functions[name]; ok && name == vi.Normalize(t.text) && p.at < len(p.text) && p.text[p.at] == '(' {
		p.at++
		return token{kind: kind, text: p.text[t.from:p.at], from: t.from, to: p.at}
	}
	kind, ok := operators[name]
	if !ok || kind != tokenNear && strings.Contains(t.text, "/") || p.shouted && (name == "KHÔNG" || name == "VÀ") {
		return t
	}
	t.kind = kind
	if kind == tokenNear {
		t.to = p.at
		t.text = p.text[t.from:t.to]
	}
	return t
}

// takeValue is the next token read as the value of a field, which may hold marks that mean something elsewhere.
func (p *parser) takeValue() token {
	if k := p.peek().kind; k != tokenWord && k != tokenField {
		return p.take()
	}
	from := p.take().from
	p.at = from
	for p.at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.at:])
		if unicode.IsSpace(r) || strings.ContainsRune("()^", r) || strings.ContainsRune(quotes, r) {
			break
		}
		p.at += size
	}
	return token{kind: tokenWord, text: p.text[from:p.at], from: from, to: p.at}
}
