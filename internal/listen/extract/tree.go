package extract

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// node is an element or a text. Nodes stand in document order, so everything below node i is i+1 … end-1.
type node struct {
	tag         atom.Atom // 0 for a text or an element whose name is not of HTML
	text        bool
	block       bool // starts and ends a line
	silent      bool // nothing inside is read
	hyphen      bool // custom element
	parent, end int32
	box         int32  // the nearest block element around it
	first, last int32  // range of attributes
	closed      int32  // where its end tag stood although something inside stayed open; 0 if that was not so
	data        string // of a text; the name of a custom element
}

type attribute struct{ key, val string }

// tree is a page. Node 0 stands above everything.
type tree struct {
	nodes      []node
	attributes []attribute
	ld         []string        // contents of scripts of linked data
	known      map[string]hint // of names that were read
}

const (
	// deepest is how many elements may be open at once; what is nested deeper hangs from the last of them.
	deepest = 400
	// mostNodes bounds memory: what comes after is not read.
	mostNodes = 400_000
	// longestAttribute bounds what is kept of the value of an attribute.
	longestAttribute = 16 << 10
	mostAttributes   = 200 // of one element
	// longestToken bounds a tag, a comment or a text; what comes after a longer one is not read.
	longestToken = 4 << 20
)

// builder makes a tree of tokens. It follows the parser of the HTML standard where that changes what a reader
// sees (implied ends of paragraphs, items, rows, cells) and ignores the rest.
type builder struct {
	t      *tree
	open   []int32 // open elements, outermost first
	counts map[atom.Atom]int
	text   []byte
	names  map[string]string // short strings that were seen
}

func parse(page []byte) *tree {
	t := &tree{known: map[string]hint{}, nodes: make([]node, 1, len(page)/40+16)}
	t.nodes[0] = node{block: true, parent: -1}
	b := &builder{t: t, open: []int32{0}, counts: map[atom.Atom]int{}, names: map[string]string{}}
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(longestToken)
	for len(t.nodes) < mostNodes {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.TextToken:
			b.addText(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			b.start(z, kind)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.finish(atom.Lookup(name))
		}
	}
	b.flush()
	for len(b.open) > 0 {
		b.pop()
	}
	return t
}

func (b *builder) addText(s []byte) {
	b.text = append(b.text, s...)
}

// flush makes a node of the text that was gathered.
func (b *builder) flush() {
	if len(b.text) == 0 {
		return
	}
	top := b.open[len(b.open)-1]
	b.t.nodes = append(b.t.nodes, node{text: true, parent: top, box: b.t.boxUnder(top), data: string(b.text), end: int32(len(b.t.nodes) + 1)})
	b.text = b.text[:0]
}

func (b *builder) start(z *html.Tokenizer, token html.TokenType) {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	switch tag {
	case atom.Script:
		b.script(z, more)
		return
	case atom.Style, atom.Iframe, atom.Noembed, atom.Noframes, atom.Textarea, atom.Title:
		if tag != atom.Title {
			z.Next() // raw text, then the end tag, which closes nothing
			return
		}
	}
	if tag == atom.Noscript {
		z.NextIsNotRawText() // read as a browser without scripts does
	}
	b.flush()
	b.imply(tag)
	n := node{tag: tag, parent: b.open[len(b.open)-1], first: int32(len(b.t.attributes))}
	if tag == 0 && bytes.IndexByte(name, '-') > 0 {
		n.hyphen, n.data = true, string(name)
	}
	n.box = b.t.boxUnder(n.parent)
	kind := kinds[tag]
	n.block, n.silent = kind&blockKind != 0 || n.hyphen, kind&silentKind != 0
	for more && len(b.t.attributes)-int(n.first) < mostAttributes {
		var key, val []byte
		key, val, more = z.TagAttr()
		if len(val) > longestAttribute {
			val = val[:longestAttribute]
		}
		b.t.attributes = append(b.t.attributes, attribute{b.intern(key), b.intern(val)})
	}
	n.last = int32(len(b.t.attributes))
	i := int32(len(b.t.nodes))
	n.end = i + 1
	b.t.nodes = append(b.t.nodes, n)
	if kind&voidKind != 0 || token == html.SelfClosingTagToken && (tag == 0 || tag == atom.Svg || tag == atom.Math) || len(b.open) >= deepest {
		return
	}
	b.open = append(b.open, i)
	b.counts[tag]++
}

// intern is s as a string; short ones are made once.
func (b *builder) intern(s []byte) string {
	if len(s) > 48 {
		return string(s)
	}
	if known, ok := b.names[string(s)]; ok {
		return known
	}
	made := string(s)
	if len(b.names) < 1<<16 {
		b.names[made] = made
	}
	return made
}

// boxUnder is the block element that holds what stands directly below parent.
func (t *tree) boxUnder(parent int32) int32 {
	if t.nodes[parent].block {
		return parent
	}
	return t.nodes[parent].box
}

// script keeps linked data and throws every other script away.
func (b *builder) script(z *html.Tokenizer, more bool) {
	linked := false
	for more {
		var key, val []byte
		key, val, more = z.TagAttr()
		if string(key) == "type" {
			linked = strings.Contains(strings.ToLower(string(val)), "ld+json")
		}
	}
	if z.Next() == html.TextToken && linked && len(b.t.ld) < 50 {
		b.t.ld = append(b.t.ld, string(z.Raw()))
	}
}

// imply closes what the start of tag ends by itself.
func (b *builder) imply(tag atom.Atom) {
	if b.counts[atom.P] > 0 && kinds[tag]&closingKind != 0 {
		b.closeWithin(atom.P, buttonScope)
	}
	switch tag {
	case atom.Li:
		b.closeWithin(atom.Li, listScope)
	case atom.Dt, atom.Dd:
		b.closeWithin(atom.Dt, listScope)
		b.closeWithin(atom.Dd, listScope)
	case atom.Option, atom.Optgroup:
		b.closeWithin(atom.Option, listScope)
	case atom.Td, atom.Th:
		b.closeWithin(atom.Td, tableScope)
		b.closeWithin(atom.Th, tableScope)
	case atom.Tr:
		b.closeWithin(atom.Tr, tableScope)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		b.closeWithin(atom.Tbody, tableScope)
		b.closeWithin(atom.Thead, tableScope)
		b.closeWithin(atom.Tfoot, tableScope)
	case atom.A:
		b.closeWithin(atom.A, linkScope)
	case atom.Body:
		b.closeWithin(atom.Head, nil)
	}
}

// closeWithin closes the innermost open tag unless a tag of scope stands inside it.
func (b *builder) closeWithin(tag atom.Atom, scope map[atom.Atom]bool) {
	if b.counts[tag] == 0 {
		return
	}
	for i := len(b.open) - 1; i > 0; i-- {
		open := b.t.nodes[b.open[i]].tag
		if open == tag {
			b.popTo(i)
			return
		}
		if scope[open] {
			return
		}
	}
}

// finish handles an end tag.
func (b *builder) finish(tag atom.Atom) {
	if tag == atom.Br { // read as <br>
		b.addText([]byte("\n"))
		return
	}
	if tag == atom.Body || tag == atom.Html || b.counts[tag] == 0 {
		return
	}
	b.flush()
	switch {
	case kinds[tag]&tableKind != 0:
		b.closeWithin(tag, tableScope)
	case kinds[tag]&blockKind != 0:
		b.closeWithin(tag, endScope)
	default:
		b.finishInline(tag)
	}
}

// finishInline closes the innermost open inline element, which must not close the boxes opened inside it: these
// live on, and the element ends with them.
func (b *builder) finishInline(tag atom.Atom) {
	for i := len(b.open) - 1; i > 0; i-- {
		n := &b.t.nodes[b.open[i]]
		if kinds[n.tag]&tableKind != 0 {
			return
		}
		if n.tag != tag || n.closed != 0 {
			continue
		}
		if b.onlyInline(i + 1) {
			b.popTo(i)
			return
		}
		n.closed = int32(len(b.t.nodes))
		return
	}
}

func (b *builder) onlyInline(from int) bool {
	for _, i := range b.open[from:] {
		if b.t.nodes[i].block {
			return false
		}
	}
	return true
}

func (b *builder) popTo(i int) {
	b.flush()
	for len(b.open) > i {
		b.pop()
	}
	for len(b.open) > 1 && b.t.nodes[b.open[len(b.open)-1]].closed != 0 {
		b.pop()
	}
}

func (b *builder) pop() {
	i := b.open[len(b.open)-1]
	b.open = b.open[:len(b.open)-1]
	n := &b.t.nodes[i]
	n.end = int32(len(b.t.nodes))
	b.counts[n.tag]--
}

// inlineEnd is where an inline element ends for the reader.
func (n *node) inlineEnd() int32 {
	if n.closed != 0 {
		return n.closed
	}
	return n.end
}

// attr is the value of an attribute, "" if it is absent.
func (t *tree) attr(i int32, key string) string {
	n := &t.nodes[i]
	for _, a := range t.attributes[n.first:n.last] {
		if a.key == key {
			return a.val
		}
	}
	return ""
}

// has tells whether an element carries an attribute, with a value or without.
func (t *tree) has(i int32, key string) bool {
	n := &t.nodes[i]
	for _, a := range t.attributes[n.first:n.last] {
		if a.key == key {
			return true
		}
	}
	return false
}

// inside tells whether i is at or below.
func (t *tree) inside(i, at int32) bool { return i >= at && i < t.nodes[at].end }

// longestPlain is how many bytes of text of an element are looked at where only a short one matters.
const longestPlain = 4000

// plain is the text at and below i in one line; of a long one the beginning.
func (t *tree) plain(i int32) string {
	var b strings.Builder
	for j := i; j < t.nodes[i].end && b.Len() < longestPlain; j++ {
		n := &t.nodes[j]
		if n.text {
			b.WriteString(n.data[:min(len(n.data), longestPlain)])
		}
		if n.block || n.tag == atom.Br {
			b.WriteByte(' ')
		}
	}
	return oneLine(strings.ToValidUTF8(b.String(), ""))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
