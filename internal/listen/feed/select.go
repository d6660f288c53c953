package feed

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// A selector finds elements of a page. It understands the part of CSS selectors (level 3) that lists need: names, *,
// .class, #id, [attr], [attr=value] with ^= $= *= ~=, :first-child, :last-child, :nth-child(n), descendants and
// children (>), and alternatives with a comma. At its end "@attr" takes the value of an attribute, where the element
// has it, in place of the text.
type selector struct {
	paths     [][]step
	attribute string
}

// step is one compound of a path and how it hangs on the one before.
type step struct {
	child   bool // of the element before; a descendant otherwise
	name    string
	id      string
	classes []string
	tests   []test
	nth     int // 1 is the first child, -1 the last; 0 for any
}

// test is a condition on an attribute.
type test struct {
	name, value string
	how         byte // 0 for "has it", '=' or the sign before '='
}

const (
	maxSelector = 300 // bytes
	maxSteps    = 16  // of one path
	maxPaths    = 8
)

// parseSelector reads a selector. It fails with [ErrSelector], naming the character.
func parseSelector(s string) (selector, error) {
	p := selectorParser{s: s}
	sel := selector{}
	if len(s) > maxSelector {
		return sel, p.refuse("too long")
	}
	if i := strings.LastIndexByte(s, '@'); i >= 0 && strings.IndexByte(s[i:], ']') < 0 {
		sel.attribute = strings.ToLower(strings.TrimSpace(s[i+1:]))
		p.s = s[:i]
	}
	for len(sel.paths) < maxPaths {
		path, err := p.path()
		if err != nil {
			return sel, err
		}
		sel.paths = append(sel.paths, path)
		if p.at >= len(p.s) {
			return sel, nil
		}
		p.at++ // the comma
	}
	return sel, p.refuse("too many alternatives")
}

type selectorParser struct {
	s  string
	at int
}

// refuse says at which character the selector is wrong, and for the log why.
func (p *selectorParser) refuse(why string) error {
	return fault.Wrap(fault.Invalid, fmt.Errorf("%w: %s", ErrSelector, why), "Mẫu chọn “%s” không đúng ở ký tự thứ %d.", cutText(p.s, maxSelector), p.at+1)
}

func (p *selectorParser) space() (some bool) {
	start := p.at
	p.at = skipSpace(p.s, p.at)
	return p.at > start
}

// path reads steps up to a comma or the end.
func (p *selectorParser) path() ([]step, error) {
	var steps []step
	p.space()
	child := false
	for len(steps) < maxSteps {
		st, err := p.step()
		if err != nil {
			return nil, err
		}
		st.child = child
		steps = append(steps, st)
		spaced := p.space()
		switch {
		case p.at >= len(p.s) || p.s[p.at] == ',':
			return steps, nil
		case p.s[p.at] == '>':
			p.at++
			p.space()
			child = true
		case spaced:
			child = false
		default:
			return nil, p.refuse("a character that is not understood")
		}
	}
	return nil, p.refuse("too many steps")
}

// step reads one compound.
func (p *selectorParser) step() (step, error) {
	var st step
	start := p.at
	for p.at < len(p.s) {
		var err error
		switch c := p.s[p.at]; {
		case c == '*' && p.at == start:
			p.at++
		case isNameByte(c) && c != ':' && c != '.' && p.at == start:
			st.name = strings.ToLower(p.word())
		case c == '.':
			p.at++
			st.classes = append(st.classes, p.word())
			err = p.named(st.classes[len(st.classes)-1])
		case c == '#':
			p.at++
			st.id = p.word()
			err = p.named(st.id)
		case c == '[':
			err = p.test(&st)
		case c == ':':
			err = p.nth(&st)
		default:
			return st, p.named(p.s[start:p.at])
		}
		if err != nil {
			return st, err
		}
	}
	return st, p.named(p.s[start:p.at])
}

// named fails where nothing stands in the place of a name.
func (p *selectorParser) named(name string) error {
	if name == "" {
		return p.refuse("a name is missing")
	}
	return nil
}

func (p *selectorParser) word() string {
	start := p.at
	for p.at < len(p.s) && isNameByte(p.s[p.at]) && p.s[p.at] != ':' && p.s[p.at] != '.' {
		p.at++
	}
	return p.s[start:p.at]
}

func (p *selectorParser) test(st *step) error {
	p.at++
	t := test{name: strings.ToLower(p.word())}
	if t.name == "" {
		return p.refuse("the name of an attribute is missing")
	}
	if p.at < len(p.s) && strings.IndexByte("^$*~", p.s[p.at]) >= 0 {
		t.how = p.s[p.at]
		p.at++
	}
	end := strings.IndexByte(p.s[p.at:], ']')
	if end < 0 {
		return p.refuse("] is missing")
	}
	if inside := p.s[p.at : p.at+end]; inside != "" {
		if inside[0] != '=' {
			return p.refuse("= is missing")
		}
		if t.how == 0 {
			t.how = '='
		}
		t.value = strings.Trim(strings.TrimSpace(inside[1:]), `"'`)
	} else if t.how != 0 {
		return p.refuse("= is missing")
	}
	p.at += end + 1
	st.tests = append(st.tests, t)
	return nil
}

func (p *selectorParser) nth(st *step) error {
	rest := p.s[p.at:]
	for prefix, n := range map[string]int{":first-child": 1, ":last-child": -1} {
		if strings.HasPrefix(rest, prefix) {
			p.at += len(prefix)
			st.nth = n
			return nil
		}
	}
	inside, ok := strings.CutPrefix(rest, ":nth-child(")
	number, _, closed := strings.Cut(inside, ")")
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if !ok || !closed || err != nil || n < 1 || n > 1000 {
		return p.refuse("only :first-child, :last-child and :nth-child(number) are known")
	}
	st.nth = n
	p.at += len(":nth-child(") + len(number) + 1
	return nil
}

// matches reports whether an element is what the step describes.
func (st step) matches(n *html.Node) bool {
	if st.name != "" && n.Data != st.name {
		return false
	}
	if st.id != "" && attr(n, "id") != st.id {
		return false
	}
	for _, c := range st.classes {
		if !hasWord(attr(n, "class"), c) {
			return false
		}
	}
	for _, t := range st.tests {
		if !t.matches(n) {
			return false
		}
	}
	return st.nth == 0 || place(n, st.nth)
}

func (t test) matches(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key != t.name {
			continue
		}
		switch t.how {
		case '=':
			return a.Val == t.value
		case '^':
			return strings.HasPrefix(a.Val, t.value)
		case '$':
			return strings.HasSuffix(a.Val, t.value)
		case '*':
			return strings.Contains(a.Val, t.value)
		case '~':
			return hasWord(a.Val, t.value)
		}
		return true
	}
	return false
}

func hasWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

// place reports whether n is the nth element of its parent, counted from the end where nth is negative.
func place(n *html.Node, nth int) bool {
	next := func(n *html.Node) *html.Node { return n.PrevSibling }
	if nth < 0 {
		next, nth = func(n *html.Node) *html.Node { return n.NextSibling }, -nth
	}
	for s := next(n); s != nil && nth > 0; s = next(s) {
		if s.Type == html.ElementNode {
			nth--
		}
	}
	return nth == 1
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// reached says for each path which of its steps an element and those around it fulfil; bit i is step i.
type reached [maxPaths]uint32

// find calls found for the elements below root, in their order, that a selector chooses. What is below an element
// for which found returns false is passed over.
func (s selector) find(root *html.Node, found func(*html.Node) (deeper bool)) {
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		s.walk(c, reached{}, reached{}, found)
	}
}

// walk matches all paths at once, from the top down, so that no element is looked at twice.
func (s selector) walk(n *html.Node, parent, above reached, found func(*html.Node) bool) {
	if n.Type != html.ElementNode {
		return
	}
	var own reached
	chosen := false
	for i, path := range s.paths {
		for j, st := range path {
			before := above[i]
			if st.child {
				before = parent[i]
			}
			if (j == 0 || before&(1<<(j-1)) != 0) && st.matches(n) {
				own[i] |= 1 << j
			}
		}
		chosen = chosen || own[i]&(1<<(len(path)-1)) != 0
		above[i] |= own[i]
	}
	if chosen && !found(n) {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.walk(c, own, above, found)
	}
}

// first is the first element below root that the selector chooses, nil if there is none.
func (s selector) first(root *html.Node) *html.Node {
	var first *html.Node
	s.find(root, func(n *html.Node) bool {
		if first == nil {
			first = n
		}
		return false
	})
	return first
}
