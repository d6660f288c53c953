package doctext

import (
	"bytes"
	"context"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// largestPage is the size beyond which a web page is not parsed: the tree takes many times its bytes.
const largestPage = 16 << 20

// readHTML reads what a browser would show of a page: every block is a line, and so is each part of it
// between <br>. List items get their numbers, cells their places. Scripts, styles, form fields and hidden
// elements are left out.
func readHTML(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	if len(data) > largestPage {
		return official.Source{}, fault.New(fault.TooLarge, "Trang web lớn hơn %d MB, mức lớn nhất đọc được. Hãy lưu thành .docx rồi tải lên lại.", largestPage>>20)
	}
	root, err := html.Parse(strings.NewReader(htmlText(data)))
	if err != nil {
		return official.Source{}, errDepth()
	}
	p := page{ctx: ctx, lim: lim, assume: assumedFont(visibleText(root))}
	err = p.children(root, pageState{})
	if err != nil {
		return official.Source{}, err
	}
	p.flush()
	out := collector{lim: lim}
	err = out.add(p.out, nil)
	return official.Source{Lines: out.lines}, err
}

// assumedFont names a font of the encoding that the whole text is in, "" for Unicode.
func assumedFont(text string) string {
	switch vi.DetectLegacy(text, "") {
	case vi.TCVN3:
		return ".VnTime"
	case vi.VNI:
		return "VNI-Times"
	}
	return ""
}

var charsetMark = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,40})`)

// htmlText decodes the bytes of a page: by its byte order mark, as UTF-8 where they are that, else by the
// charset it declares. Western charsets are read as windows-1252, the form in which the old Vietnamese
// encodings are recognised later.
func htmlText(data []byte) string {
	text := vi.RawText(data)
	if utf8.Valid(data) || bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		return text
	}
	m := charsetMark.FindSubmatch(data[:min(len(data), 4096)])
	if m == nil {
		return text
	}
	e, name := charset.Lookup(string(m[1]))
	if e == nil || name == "utf-8" || name == "windows-1252" || strings.HasPrefix(name, "utf-16") {
		return text
	}
	decoded, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return text
	}
	return string(decoded)
}

// visibleText is a sample of the page's text for recognising its encoding.
func visibleText(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if b.Len() > 64<<10 {
			break
		}
		if n.Type == html.TextNode && n.Parent != nil && !skipped[n.Parent.DataAtom] && !hasLegacyFont(n) {
			b.WriteString(n.Data)
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func hasLegacyFont(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Font && vi.FontEncoding(htmlAttr(p, "face")) != vi.Unicode {
			return true
		}
	}
	return false
}

// skipped are the elements whose content nobody sees as text.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Head: true, atom.Title: true, atom.Template: true, atom.Noscript: true,
	atom.Iframe: true, atom.Object: true, atom.Svg: true, atom.Math: true, atom.Select: true, atom.Textarea: true,
	atom.Button: true, atom.Audio: true, atom.Video: true, atom.Canvas: true,
}

// flows are the elements that stand inside a line; every other one begins and ends lines of its own.
var flows = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Big: true, atom.Cite: true,
	atom.Code: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Img: true,
	atom.Input: true, atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Nobr: true, atom.Q: true,
	atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strike: true, atom.Strong: true,
	atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true, atom.U: true, atom.Var: true, atom.Wbr: true,
}

// pageState is what an element hands to its children.
type pageState struct {
	style
	centered bool
	heading  int
	verbatim bool // spaces and line ends count
	header   bool // inside thead
	list     *htmlList
	depth    int
}

// htmlList counts the items of a list.
type htmlList struct {
	format string // as formatNumber takes it; "bullet"
	next   int
}

// page is a page being read.
type page struct {
	ctx    context.Context
	lim    Limits
	assume string
	out    []block
	open   *paragraph
	label  string // of the list item whose text comes next
	nodes  int
	lines  int
	cells  int
}

func (p *page) children(n *html.Node, s pageState) error {
	s.depth++
	if s.depth > p.lim.Depth*2 {
		return errDepth()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		err := p.node(c, s)
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *page) node(n *html.Node, s pageState) error {
	p.nodes++
	if p.nodes%4096 == 0 && p.ctx.Err() != nil {
		return p.ctx.Err()
	}
	if n.Type == html.TextNode {
		p.write(n.Data, s)
		return nil
	}
	if n.Type != html.ElementNode {
		return nil
	}
	css := htmlAttr(n, "style")
	if skipped[n.DataAtom] || isHidden(n, css) {
		return nil
	}
	s = s.under(n, css)
	switch n.DataAtom {
	case atom.Br:
		p.writeRaw("\n", s)
		return nil
	case atom.Table:
		return p.table(n, s)
	case atom.Li:
		return p.item(n, s)
	}
	if flows[n.DataAtom] {
		return p.children(n, s)
	}
	return p.blockOf(n, s)
}

// blockOf reads an element that has lines of its own.
func (p *page) blockOf(n *html.Node, s pageState) error {
	p.flush()
	err := p.children(n, s)
	p.flush()
	if p.lines > p.lim.Lines {
		return errLines(p.lim)
	}
	return err
}

func (p *page) item(n *html.Node, s pageState) error {
	p.flush()
	p.label = "•"
	if s.list != nil && s.list.format != "bullet" {
		if v, err := strconv.Atoi(htmlAttr(n, "value")); err == nil && v > -1<<20 && v < 1<<20 {
			s.list.next = v
		}
		p.label = formatNumber(s.list.next, s.list.format) + "."
		s.list.next++
	}
	err := p.blockOf(n, s)
	p.label = ""
	return err
}

var spaces = regexp.MustCompile(`[ \t\r\n\f]+`)

func (p *page) write(text string, s pageState) {
	if s.verbatim {
		p.writeRaw(strings.ReplaceAll(text, "\r\n", "\n"), s)
		return
	}
	text = spaces.ReplaceAllString(text, " ")
	if p.open == nil && text == " " {
		return
	}
	if p.endsInSpace() {
		text = strings.TrimPrefix(text, " ")
	}
	p.writeRaw(text, s)
}

// endsInSpace reports whether the open line ends in a space or break, where another space shows nothing.
func (p *page) endsInSpace() bool {
	if p.open == nil || len(p.open.pieces) == 0 {
		return true
	}
	last := p.open.pieces[len(p.open.pieces)-1].text
	return last[len(last)-1] == ' ' || last[len(last)-1] == '\n'
}

func (p *page) writeRaw(text string, s pageState) {
	if text == "" {
		return
	}
	if p.open == nil {
		p.open = &paragraph{assume: p.assume, label: p.label, look: official.Look{Heading: s.heading, Centered: s.centered}}
		p.label = ""
	}
	p.open.write(s.style, []byte(text))
}

func (p *page) flush() {
	if p.open == nil {
		return
	}
	lines := p.open.lines()
	p.lines += len(lines)
	p.out = append(p.out, lines...)
	p.open = nil
}

// under is the state inside element n.
func (s pageState) under(n *html.Node, css string) pageState {
	switch n.DataAtom {
	case atom.B, atom.Strong, atom.Th:
		s.bold = true
	case atom.I, atom.Em, atom.Cite:
		s.italic = true
	case atom.Center:
		s.centered = true
	case atom.Pre, atom.Listing, atom.Xmp:
		s.verbatim = true
	case atom.Thead:
		s.header = true
	case atom.Font:
		if face := htmlAttr(n, "face"); face != "" {
			s.font = firstFont(face)
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		s.heading, s.bold = int(n.Data[1]-'0'), true
	case atom.Ul, atom.Menu, atom.Dir:
		s.list = &htmlList{format: "bullet"}
	case atom.Ol:
		s.list = newOrderedList(n)
	}
	switch align := strings.ToLower(htmlAttr(n, "align")); align {
	case "center":
		s.centered = n.DataAtom != atom.Table // that attribute places the table, not its text
	case "left", "right", "justify":
		s.centered = false
	}
	if css != "" {
		s.apply(css)
	}
	return s
}

func newOrderedList(n *html.Node) *htmlList {
	l := &htmlList{format: "decimal", next: 1}
	if start, err := strconv.Atoi(htmlAttr(n, "start")); err == nil && start > -1<<20 && start < 1<<20 {
		l.next = start
	}
	switch htmlAttr(n, "type") {
	case "a":
		l.format = "lowerLetter"
	case "A":
		l.format = "upperLetter"
	case "i":
		l.format = "lowerRoman"
	case "I":
		l.format = "upperRoman"
	}
	return l
}

// apply reads the few declarations of an inline style that we understand.
func (s *pageState) apply(css string) {
	for declaration := range strings.SplitSeq(css, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		value = strings.ToLower(strings.TrimSpace(value))
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "font-weight":
			s.bold = value == "bold" || value == "bolder" || len(value) == 3 && value >= "600"
		case "font-style":
			s.italic = value == "italic" || value == "oblique"
		case "text-align":
			s.centered = value == "center"
		case "white-space":
			s.verbatim = strings.HasPrefix(value, "pre")
		case "font-family":
			s.font = firstFont(value)
		case "font-size":
			if size := cssPoints(value); size > 0 {
				s.size = size
			}
		}
	}
}

func cssPoints(value string) float64 {
	number := strings.TrimRight(value, "ptx ")
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n <= 0 || n > 2000 {
		return 0
	}
	switch value[len(number):] {
	case "pt":
		return n
	case "px":
		return n * 3 / 4
	}
	return 0
}

func firstFont(list string) string {
	first, _, _ := strings.Cut(list, ",")
	return strings.Trim(first, `"' `)
}

var hidingStyle = regexp.MustCompile(`(?i)(display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)`)

func isHidden(n *html.Node, css string) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" {
			return true
		}
	}
	return css != "" && hidingStyle.MatchString(css)
}

func htmlAttr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
