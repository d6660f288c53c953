package pdf

// The objects of a PDF file as Go values: nil, bool, float64 (every number), name, text, array, dict,
// ref and *stream.
type (
	name  string
	text  string
	array []any
	dict  map[name]any
	ref   struct{ num, gen int }
)

// stream is a dictionary with the bytes behind it, still as they stand in the file.
type stream struct {
	dict dict
	raw  []byte
	id   ref // the object it belongs to, for decryption
}

type kind uint8

const (
	endOfData kind = iota
	number
	stringToken
	nameToken
	keyword
	openArray
	closeArray
	openDict
	closeDict
)

type token struct {
	kind  kind
	num   float64
	whole bool   // num was written without a point
	bytes []byte // content of a string, name or keyword; valid until the data changes
}

// maxDepth bounds the nesting of arrays, dictionaries, page tree nodes and forms.
const maxDepth = 48

// lexer cuts bytes into tokens. Malformed input never fails: it yields tokens until the data ends.
type lexer struct {
	data []byte
	pos  int
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isRegular(c byte) bool { return !isSpace(c) && !isDelimiter(c) }

func (l *lexer) skipSpace() {
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		if c == '%' {
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
			continue
		}
		if !isSpace(c) {
			return
		}
		l.pos++
	}
}

func (l *lexer) next() token {
	l.skipSpace()
	if l.pos >= len(l.data) {
		return token{kind: endOfData}
	}
	c := l.data[l.pos]
	switch c {
	case '(':
		return token{kind: stringToken, bytes: l.literal()}
	case '/':
		return token{kind: nameToken, bytes: l.name()}
	case '[', '{':
		l.pos++
		return token{kind: openArray}
	case ']', '}':
		l.pos++
		return token{kind: closeArray}
	case '<':
		if l.peek(1) == '<' {
			l.pos += 2
			return token{kind: openDict}
		}
		return token{kind: stringToken, bytes: l.hex()}
	case '>':
		if l.peek(1) == '>' {
			l.pos += 2
			return token{kind: closeDict}
		}
		l.pos++
		return l.next()
	case ')':
		l.pos++
		return l.next()
	}
	start := l.pos
	for l.pos < len(l.data) && isRegular(l.data[l.pos]) {
		l.pos++
	}
	word := l.data[start:l.pos]
	if c <= '9' && c != '\'' && c != '"' && c != '*' {
		if t, ok := parseNumber(word); ok {
			return t
		}
	}
	return token{kind: keyword, bytes: word}
}

func (l *lexer) peek(n int) byte {
	if l.pos+n < len(l.data) {
		return l.data[l.pos+n]
	}
	return 0
}

// parseNumber reads a PDF number. It forgives what real writers produce: a second sign, a second point.
func parseNumber(word []byte) (token, bool) {
	i, negative := 0, false
	for i < len(word) && (word[i] == '-' || word[i] == '+') {
		negative = negative || word[i] == '-'
		i++
	}
	value, scale, whole, digits := 0.0, 1.0, true, 0
	for ; i < len(word); i++ {
		c := word[i]
		if c == '.' && whole {
			whole = false
			continue
		}
		if c == '.' || c == '-' {
			break
		}
		if c < '0' || c > '9' {
			return token{}, false
		}
		digits++
		if digits > 18 {
			continue
		}
		value = value*10 + float64(c-'0')
		if !whole {
			scale *= 10
		}
	}
	if digits == 0 && whole {
		return token{}, false
	}
	value /= scale
	if negative {
		value = -value
	}
	return token{kind: number, num: value, whole: whole}, true
}

func (l *lexer) literal() []byte {
	l.pos++
	start, depth := l.pos, 1
	for i := l.pos; i < len(l.data); i++ { // the usual string has no escapes and needs no copy
		c := l.data[i]
		if c == '\\' || c == '\r' || c == '(' {
			break
		}
		if c == ')' {
			l.pos = i + 1
			return l.data[start:i]
		}
	}
	var out []byte
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '(':
			depth++
		case ')':
			depth--
			if depth == 0 {
				return out
			}
		case '\\':
			out = l.escape(out)
			continue
		case '\r':
			if l.peek(0) == '\n' {
				l.pos++
			}
			c = '\n'
		}
		out = append(out, c)
	}
	return out
}

func (l *lexer) escape(out []byte) []byte {
	c := l.peek(0)
	l.pos++
	switch c {
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case '\n':
		return out
	case '\r':
		if l.peek(0) == '\n' {
			l.pos++
		}
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	value := int(c - '0')
	for range 2 {
		d := l.peek(0)
		if d < '0' || d > '7' {
			break
		}
		value = value*8 + int(d-'0')
		l.pos++
	}
	return append(out, byte(value))
}

func (l *lexer) hex() []byte {
	l.pos++
	var out []byte
	half, have := byte(0), false
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		d, ok := hexDigit(c)
		if !ok {
			continue
		}
		if have {
			out = append(out, half<<4|d)
		}
		half, have = d, !have
	}
	if have {
		out = append(out, half<<4)
	}
	return out
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

func (l *lexer) name() []byte {
	l.pos++
	start, escaped := l.pos, false
	for l.pos < len(l.data) && isRegular(l.data[l.pos]) {
		escaped = escaped || l.data[l.pos] == '#'
		l.pos++
	}
	raw := l.data[start:l.pos]
	if !escaped {
		return raw
	}
	var out []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			hi, ok1 := hexDigit(raw[i+1])
			lo, ok2 := hexDigit(raw[i+2])
			if ok1 && ok2 {
				out = append(out, hi<<4|lo)
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return out
}

// parser builds objects from tokens. spend is asked for every object and stops the parsing when it
// refuses; nil allows everything.
type parser struct {
	lexer
	spend func(n int) bool
}

// object reads one object. A keyword that is no object is returned as nil with its word.
func (p *parser) object(depth int) (value any, word string) {
	return p.from(p.next(), depth)
}

func (p *parser) from(t token, depth int) (value any, word string) {
	if depth > maxDepth || p.spend != nil && !p.spend(1) {
		p.pos = len(p.data)
		return nil, ""
	}
	switch t.kind {
	case number:
		if t.whole && t.num >= 0 {
			return p.numberOrRef(t.num), ""
		}
		return t.num, ""
	case stringToken:
		return text(t.bytes), ""
	case nameToken:
		return name(t.bytes), ""
	case openArray:
		return p.array(depth), ""
	case openDict:
		return p.dict(depth), ""
	case keyword:
		switch string(t.bytes) {
		case "true":
			return true, ""
		case "false":
			return false, ""
		case "null":
			return nil, ""
		}
		return nil, string(t.bytes)
	}
	return nil, ""
}

func (p *parser) numberOrRef(first float64) any {
	back := p.pos
	gen := p.next()
	if gen.kind == number && gen.whole && gen.num >= 0 && gen.num < 65536 && first < 1e9 {
		r := p.next()
		if r.kind == keyword && len(r.bytes) == 1 && r.bytes[0] == 'R' {
			return ref{int(first), int(gen.num)}
		}
	}
	p.pos = back
	return first
}

func (p *parser) array(depth int) array {
	out := array{}
	for {
		t := p.next()
		if t.kind == closeArray || t.kind == endOfData {
			return out
		}
		if t.kind == closeDict {
			continue
		}
		back := p.pos
		v, word := p.from(t, depth+1)
		if word == "endobj" || word == "endstream" || word == "obj" {
			p.pos = back
			return out
		}
		out = append(out, v)
	}
}

func (p *parser) dict(depth int) dict {
	out := dict{}
	for {
		t := p.next()
		if t.kind == closeDict || t.kind == endOfData {
			return out
		}
		if t.kind == keyword && (string(t.bytes) == "endobj" || string(t.bytes) == "stream") {
			p.pos -= len(t.bytes)
			return out
		}
		if t.kind != nameToken {
			continue
		}
		key := name(t.bytes)
		v := p.next()
		if v.kind == closeDict || v.kind == endOfData {
			return out
		}
		value, _ := p.from(v, depth+1)
		out[key] = value
	}
}
