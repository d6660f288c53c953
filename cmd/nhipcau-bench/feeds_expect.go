package main

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// expectation is an expression in the subset of Python that the feed tests are written in: literals, names, attributes,
// subscripts, comparison, and, or, not, len(), .get(), .startswith(), locals().
type expectation struct {
	text  string
	at    int
	names map[string]any
}

// errExpression is an expression beyond the subset.
var errExpression = errors.New("expression not understood")

// errMissing is what a lookup finds where there is nothing; it makes the whole expectation false.
var errMissing = errors.New("no such value")

// tuple is a tuple or a list.
type tuple []any

// evaluate says whether an expectation is met.
func evaluate(text string, names map[string]any) (met bool, err error) {
	e := &expectation{text: strings.TrimSpace(text), names: names}
	defer func() {
		if p := recover(); p != nil {
			stop, ok := p.(error)
			if !ok {
				panic(p)
			}
			met, err = false, stop
		}
	}()
	v := e.or()
	e.space()
	if e.at < len(e.text) {
		return false, fmt.Errorf("%w at %q", errExpression, e.text[e.at:])
	}
	return truth(v), nil
}

func (e *expectation) space() {
	for e.at < len(e.text) && strings.IndexByte(" \t\r\n\\", e.text[e.at]) >= 0 {
		e.at++
	}
}

// word takes a keyword or a sign if it comes next.
func (e *expectation) word(w string) bool {
	e.space()
	rest := e.text[e.at:]
	if !strings.HasPrefix(rest, w) {
		return false
	}
	if isLetter(w[len(w)-1]) && len(rest) > len(w) && isLetter(rest[len(w)]) {
		return false
	}
	e.at += len(w)
	return true
}

func isLetter(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// lazily evaluates a side whose value is not wanted: what is missing there does not matter.
func (e *expectation) lazily(wanted bool, side func() any) any {
	if wanted {
		return side()
	}
	names := e.names
	e.names = nil
	defer func() { e.names = names }()
	return side()
}

func (e *expectation) or() any {
	v := e.and()
	for e.word("or") {
		w := e.lazily(e.names != nil && !truth(v), e.and)
		if !truth(v) {
			v = w
		}
	}
	return v
}

func (e *expectation) and() any {
	v := e.not()
	for e.word("and") {
		w := e.lazily(e.names != nil && truth(v), e.not)
		if truth(v) {
			v = w
		}
	}
	return v
}

func (e *expectation) not() any {
	if e.word("not") {
		return !truth(e.not())
	}
	return e.compare()
}

// compare reads a chain of comparisons.
func (e *expectation) compare() any {
	left := e.sum()
	var result any
	met := true
	for {
		op := ""
		for _, o := range []string{"==", "!=", "<=", ">=", "<", ">", "not in", "in", "is not", "is"} {
			if e.word(o) {
				op = o
				break
			}
		}
		if op == "" {
			if result == nil {
				return left
			}
			return met
		}
		right := e.sum()
		met = met && compares(op, left, right)
		result, left = met, right
	}
}

func compares(op string, a, b any) bool {
	switch op {
	case "==":
		return same(a, b)
	case "!=", "is not":
		return !same(a, b)
	case "is":
		return same(a, b)
	case "in":
		return contains(b, a)
	case "not in":
		return !contains(b, a)
	}
	x, okX := a.(int)
	y, okY := b.(int)
	if !okX || !okY {
		panic(errExpression)
	}
	switch op {
	case "<":
		return x < y
	case "<=":
		return x <= y
	case ">":
		return x > y
	}
	return x >= y
}

func contains(all, one any) bool {
	switch all := all.(type) {
	case map[string]any:
		key, _ := one.(string)
		_, ok := lookup(all, key)
		return ok
	case tuple:
		for _, v := range all {
			if same(v, one) {
				return true
			}
		}
		return false
	case string:
		part, _ := one.(string)
		return strings.Contains(all, part)
	}
	panic(errExpression)
}

// same is equality; a truth value equals the number it stands for, as in Python.
func same(a, b any) bool { return reflect.DeepEqual(plainValue(a), plainValue(b)) }

func plainValue(v any) any {
	if b, ok := v.(bool); ok {
		if b {
			return 1
		}
		return 0
	}
	return v
}

func truth(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case int:
		return v != 0
	case float64:
		return v != 0
	case string:
		return v != ""
	case tuple:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return true
}

func (e *expectation) sum() any {
	v := e.primary()
	for e.word("+") {
		w := e.primary()
		a, okA := v.(string)
		b, okB := w.(string)
		if !okA || !okB {
			panic(errExpression)
		}
		v = a + b
	}
	return v
}

// primary reads a value with what is taken from it.
func (e *expectation) primary() any {
	v := e.atom()
	for {
		switch {
		case e.word("."):
			v = e.member(v, e.name())
		case e.word("["):
			key := e.or()
			e.must("]")
			v = e.item(v, key)
		default:
			return v
		}
	}
}

func (e *expectation) must(w string) {
	if !e.word(w) {
		panic(fmt.Errorf("%w: %q wanted at %q", errExpression, w, e.text[e.at:]))
	}
}

func (e *expectation) name() string {
	e.space()
	start := e.at
	for e.at < len(e.text) && isLetter(e.text[e.at]) {
		e.at++
	}
	if start == e.at {
		panic(fmt.Errorf("%w at %q", errExpression, e.text[start:]))
	}
	return e.text[start:e.at]
}

// arguments reads what stands between brackets.
func (e *expectation) arguments(closing string) tuple {
	all := tuple{}
	for !e.word(closing) {
		all = append(all, e.or())
		if !e.word(",") {
			e.must(closing)
			break
		}
	}
	return all
}

func (e *expectation) member(v any, name string) any {
	if e.word("(") {
		args := e.arguments(")")
		switch {
		case e.names == nil:
			return nil
		case name == "get" && len(args) > 0:
			key, _ := args[0].(string)
			m, _ := v.(map[string]any)
			if got, ok := lookup(m, key); ok {
				return got
			}
			if len(args) > 1 {
				return args[1]
			}
			return nil
		case name == "has_key" && len(args) == 1:
			return contains(v, args[0])
		case name == "startswith" && len(args) == 1:
			s, _ := v.(string)
			prefix, _ := args[0].(string)
			return strings.HasPrefix(s, prefix)
		}
		panic(fmt.Errorf("%w: %s()", errExpression, name))
	}
	return e.item(v, name)
}

func (e *expectation) item(v, key any) any {
	if e.names == nil {
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		name, _ := key.(string)
		if got, ok := lookup(v, name); ok {
			return got
		}
	case tuple:
		i, ok := key.(int)
		if ok && i < 0 {
			i += len(v)
		}
		if ok && 0 <= i && i < len(v) {
			return v[i]
		}
	}
	panic(fmt.Errorf("%w: %v", errMissing, key))
}

func (e *expectation) atom() any {
	e.space()
	if e.at >= len(e.text) {
		panic(errExpression)
	}
	c := e.text[e.at]
	switch {
	case c == '(':
		return e.bracket()
	case c == '[':
		e.at++
		return e.arguments("]")
	case c == '{':
		e.at++
		return e.dictionary()
	case c == '"' || c == '\'' || strings.IndexByte("uUbB", c) >= 0 && e.at+1 < len(e.text) && strings.IndexByte(`"'`, e.text[e.at+1]) >= 0:
		return e.strings()
	case c == '-' || '0' <= c && c <= '9':
		return e.number()
	}
	return e.named(e.name())
}

// bracket reads an expression in brackets, or a tuple.
func (e *expectation) bracket() any {
	e.at++
	if e.word(")") {
		return tuple{}
	}
	v := e.or()
	if !e.word(",") {
		e.must(")")
		return v
	}
	return append(tuple{v}, e.arguments(")")...)
}

func (e *expectation) dictionary() any {
	m := map[string]any{}
	for !e.word("}") {
		key, _ := e.or().(string)
		e.must(":")
		m[key] = e.or()
		if !e.word(",") {
			e.must("}")
			break
		}
	}
	return m
}

func (e *expectation) number() any {
	start := e.at
	e.at++
	for e.at < len(e.text) && (isLetter(e.text[e.at]) || e.text[e.at] == '.') {
		e.at++
	}
	written := e.text[start:e.at]
	if n, err := strconv.Atoi(written); err == nil {
		return n
	}
	f, err := strconv.ParseFloat(written, 64)
	if err != nil {
		panic(fmt.Errorf("%w: %q", errExpression, written))
	}
	return f
}

func (e *expectation) named(name string) any {
	switch name {
	case "None":
		return nil
	case "True":
		return true
	case "False":
		return false
	case "len":
		e.must("(")
		args := e.arguments(")")
		return length(e.names == nil, args)
	case "locals":
		e.must("(")
		e.must(")")
		return e.names
	}
	if e.names == nil {
		return nil
	}
	v, ok := e.names[name]
	if !ok {
		panic(fmt.Errorf("%w: %s", errMissing, name))
	}
	return v
}

func length(unwanted bool, args tuple) any {
	if unwanted || len(args) != 1 {
		return nil
	}
	switch v := args[0].(type) {
	case tuple:
		return len(v)
	case string:
		return utf8.RuneCountInString(v)
	case map[string]any:
		return len(v)
	}
	panic(errExpression)
}

// strings reads string literals; neighbours are one.
func (e *expectation) strings() string {
	var b strings.Builder
	for {
		e.space()
		if e.at+1 < len(e.text) && strings.IndexByte("uUbB", e.text[e.at]) >= 0 && strings.IndexByte(`"'`, e.text[e.at+1]) >= 0 {
			e.at++
		}
		if e.at >= len(e.text) || e.text[e.at] != '"' && e.text[e.at] != '\'' {
			return b.String()
		}
		e.literal(&b)
	}
}

func (e *expectation) literal(b *strings.Builder) {
	quote := e.text[e.at : e.at+1]
	if strings.HasPrefix(e.text[e.at:], strings.Repeat(quote, 3)) {
		quote = strings.Repeat(quote, 3)
	}
	e.at += len(quote)
	for e.at < len(e.text) {
		rest := e.text[e.at:]
		switch {
		case strings.HasPrefix(rest, quote):
			e.at += len(quote)
			return
		case rest[0] == '\\' && len(rest) > 1:
			e.escape(b, rest)
		default:
			b.WriteByte(rest[0])
			e.at++
		}
	}
	panic(fmt.Errorf("%w: open string", errExpression))
}

func (e *expectation) escape(b *strings.Builder, rest string) {
	size := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[1]]
	if size > 0 && len(rest) >= 2+size {
		n, err := strconv.ParseUint(rest[2:2+size], 16, 32)
		if err != nil {
			panic(fmt.Errorf("%w: %q", errExpression, rest[:2+size]))
		}
		b.WriteRune(rune(n))
		e.at += 2 + size
		return
	}
	e.at += 2
	switch rest[1] {
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	case 'r':
		b.WriteByte('\r')
	case '\n':
	case '\\', '\'', '"':
		b.WriteByte(rest[1])
	default:
		b.WriteString(rest[:2])
	}
}
