package feed

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// MaxPage is the size in bytes up to which a page is searched for a list.
const MaxPage = 4 << 20

// Check says what is wrong with a pattern; nil for nothing.
func (p Pattern) Check() error {
	_, err := p.compile()
	return err
}

// pattern is a Pattern whose selectors were read.
type pattern struct {
	item, title, link, date, summary selector
}

func (p Pattern) compile() (pattern, error) {
	var c pattern
	if strings.TrimSpace(p.Item) == "" {
		return c, fault.Wrap(fault.Invalid, ErrSelector, "Mẫu danh sách cần cho biết mỗi tin nằm ở đâu.")
	}
	for _, one := range []struct {
		written string
		into    *selector
	}{{p.Item, &c.item}, {p.Title, &c.title}, {p.Link, &c.link}, {p.Date, &c.date}, {p.Summary, &c.summary}} {
		if strings.TrimSpace(one.written) == "" {
			continue
		}
		s, err := parseSelector(strings.TrimSpace(one.written))
		if err != nil {
			return c, err
		}
		*one.into = s
	}
	return c, nil
}

// readPage reads a page that is a list of entries. It fails with [ErrSelector], or with [ErrNoItems] where the
// pattern finds nothing: the page was rebuilt, or something else was sent in its place.
func readPage(text string, o Options) (Feed, error) {
	p, err := o.Pattern.compile()
	if err != nil {
		return Feed{}, err
	}
	if len(text) > MaxPage {
		return Feed{}, fault.Wrap(fault.Invalid, ErrTooLarge, "Trang danh sách lớn hơn %d MB.", MaxPage>>20)
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Feed{}, fault.Wrap(fault.Invalid, ErrUnknown, "Không đọc được trang danh sách.")
	}
	f := p.read(root, o)
	if len(f.Entries) == 0 {
		return Feed{}, fault.Wrap(fault.Invalid, ErrNoItems, "Mẫu danh sách không tìm thấy tin nào trên trang. Có thể trang đã đổi cách trình bày.")
	}
	return f, nil
}

// read reads the entries that the pattern chooses.
func (p pattern) read(root *html.Node, o Options) Feed {
	l := listReader{o: o, pattern: p, feed: Feed{Version: "page", Link: o.Base, Language: o.Language}, seen: map[string]bool{}}
	l.head(root)
	p.item.find(root, l.item)
	return l.feed
}

type listReader struct {
	o       Options
	pattern pattern
	feed    Feed
	seen    map[string]bool // addresses of entries
}

// head reads what the page says about itself.
func (l *listReader) head(root *html.Node) {
	s := selector{paths: [][]step{{{name: "html"}}, {{name: "title"}}, {{name: "base"}}}}
	s.find(root, func(n *html.Node) bool {
		switch n.Data {
		case "html":
			if lang := attr(n, "lang"); lang != "" {
				l.feed.Language = lang
			}
			return true
		case "title":
			if l.feed.Title.Value == "" {
				l.feed.Title = plainText(cutText(textOf(n), MaxTitle), l.feed.Language, l.o.Base)
			}
		case "base":
			l.o.Base = Rebase(l.o.Base, attr(n, "href"))
		}
		return false
	})
}

// item reads one entry; a list in an entry is not read again.
func (l *listReader) item(n *html.Node) (deeper bool) {
	if len(l.feed.Entries) >= MaxEntries {
		return false
	}
	at := l.linkOf(n)
	if at == nil {
		return false
	}
	value := attr(at, "href")
	if name := l.pattern.link.attribute; name != "" {
		value = attr(at, name)
	}
	e := Entry{Link: link(l.o.Base, withoutControls(value)), Language: l.feed.Language}
	if e.Link == "" || l.seen[e.Link] {
		return false
	}
	e.ID, e.Permanent = e.Link, true
	e.Links = []Link{{Rel: "alternate", Type: typeHTML, Href: e.Link}}
	e.Title = plainText(cutText(l.titleOf(n, at), MaxTitle), e.Language, l.o.Base)
	if e.Title.Value == "" {
		return false
	}
	if v := l.value(n, l.pattern.date); v != "" {
		e.Published = l.o.moment(v)
	}
	e.Summary = plainText(l.value(n, l.pattern.summary), e.Language, l.o.Base)
	e.complete()
	l.seen[e.Link] = true
	l.feed.Entries = append(l.feed.Entries, e)
	return false
}

// linkOf finds the element that leads to the entry.
func (l *listReader) linkOf(n *html.Node) *html.Node {
	s := l.pattern.link
	if s.paths == nil {
		if n.Data == "a" && attr(n, "href") != "" {
			return n
		}
		s = selector{paths: [][]step{{{name: "a", tests: []test{{name: "href"}}}}}}
	}
	return s.first(n)
}

// titleOf is the chosen text, or that of the link, or what the link says when pointed at.
func (l *listReader) titleOf(n, at *html.Node) string {
	if l.pattern.title.paths != nil {
		return l.value(n, l.pattern.title)
	}
	if t := textOf(at); t != "" {
		return t
	}
	return strings.TrimSpace(attr(at, "title"))
}

// value is the text that a selector chooses inside n: of a <time> its machine form if it has one.
func (l *listReader) value(n *html.Node, s selector) string {
	if s.paths == nil {
		return ""
	}
	at := s.first(n)
	switch {
	case at == nil:
		return ""
	case s.attribute != "" && attr(at, s.attribute) != "":
		return strings.TrimSpace(attr(at, s.attribute))
	case at.Data == "time" && attr(at, "datetime") != "":
		return strings.TrimSpace(attr(at, "datetime"))
	}
	return textOf(at)
}

// textOf is the text inside an element, any space as one space.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style"):
			return
		case n.Type == html.ElementNode:
			if blockElements(n.Data) {
				b.WriteByte(' ')
			}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}
