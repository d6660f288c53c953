package extract

import (
	"errors"
	"net/url"
	"strings"
	"time"
)

// Limits of what is read. A longer page is cut, not refused.
const (
	MaxPage = 10 << 20 // bytes of a page
	MaxText = 1 << 20  // bytes of the text that is returned
)

// ErrEmpty means that there was nothing to read.
var ErrEmpty = errors.New("page without text")

// ErrClosed means that the page asks to sign in, or says that what was asked for is not there.
var ErrClosed = errors.New("page in the place of an article")

// Options say what is known of a page beside its bytes. The zero value is fine.
type Options struct {
	URL         string         // address of the page; helps to find its rule, its date and to complete links
	ContentType string         // header of the answer; its charset is used
	Rules       []Rule         // rules for sites; the first for the site of the address is used
	Zone        *time.Location // of times without a zone; Vietnam (+07:00) if nil
	Now         time.Time      // dates more than two days later are not believed; zero means no check
}

// Article is what was found. A field that the page does not tell is empty.
type Article struct {
	Title     string
	Published time.Time // zero if unknown
	DayOnly   bool      // Published tells a day, not an hour
	Text      string    // paragraphs apart by line breaks, NFC
	Language  string    // as the page says: vi, en, …
	Canonical string    // absolute address
	Site      string    // name of the site
	Summary   string    // description that the page gives for itself
	Found     string    // how the text was found: rule, page, data (structured data), fallback
	Generator string    // the software that the page says it was made with
	Posted    bool      // the page says that somebody wrote it in a forum or on a network
}

// ByRule reports whether the text stands where a rule says, so that nothing else is to be preferred.
func (a Article) ByRule() bool { return a.Found == "rule" && a.Text != "" }

// page is a page while it is read.
type page struct {
	tree    *tree
	hint    []hint
	skip    []bool // left out with everything below
	o       Options
	meta    metadata
	title   string
	titleAt int32     // node of the heading that is the title; 0 if none is
	textAt  int32     // where running text begins
	anchors []int32   // heading and elements named for the text, in order
	all     []float64 // value of all running text below each element
	sums    []sum     // of what was not left out
	h1s     int       // headings of the first rank
	gone    []int32   // removed by a rule
}

// Page finds the article of an HTML page. It fails only when there is no text at all, with [ErrEmpty], and with
// [ErrClosed] when something else stands in its place.
func Page(html []byte, o Options) (Article, error) {
	if len(html) > MaxPage {
		html = html[:MaxPage]
	}
	if o.Zone == nil {
		o.Zone = vietnam
	}
	html = decode(html, o.ContentType)
	if !isText(html) {
		return Article{}, ErrEmpty
	}
	p := newPage(html, o)
	p.readMeta()
	a := Article{Language: p.meta.language, Canonical: p.meta.canonical, Site: p.meta.site, Summary: p.meta.summary, Generator: p.meta.values["generator"], Posted: p.posted()}
	rule := p.rule()
	if rule != nil {
		p.removeByRule(rule)
		a.Text, a.Found = p.byRule(rule), "rule"
	}
	if a.Text == "" {
		a.Text, a.Found = p.text()
	}
	a.Text = clip(composed(a.Text), MaxText)
	a.Title = clip(p.title, longestTitle)
	a.Published, a.DayOnly = p.published()
	if rule != nil {
		p.ruled(rule, &a)
	}
	if a.Text == "" && a.Title == "" {
		return a, ErrEmpty
	}
	if p.closed(a.Text) {
		return a, ErrClosed
	}
	return a, nil
}

// newPage reads a page in UTF-8.
func newPage(html []byte, o Options) *page {
	p := &page{tree: parse(html), o: o}
	p.hint = make([]hint, len(p.tree.nodes))
	p.skip = make([]bool, len(p.tree.nodes))
	for i := range p.tree.nodes {
		if n := &p.tree.nodes[i]; !n.text && (n.first < n.last || n.hyphen || tagHints[n.tag] != 0) {
			p.hint[i] = p.tree.hints(int32(i))
		}
	}
	return p
}

var vietnam = time.FixedZone("+07", 7*3600)

// text finds the text of the article and tells how.
func (p *page) text() (text, found string) {
	bs := p.article(false)
	text, found = render(bs), "page"
	if len(text) < shortText {
		title, at := p.title, p.titleAt
		more := render(p.article(true))
		if len(more) > 2*len(text) {
			text, found = more, "fallback"
		} else {
			p.title, p.titleAt = title, at
		}
	}
	if data := p.dataText(); len(data) > 2*len(text) && len(data) > shortText {
		text, found = data, "data"
	}
	return text, found
}

// shortText is the length in bytes below which another way is tried.
const shortText = 250

func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

// absolute completes an address; "" if it cannot be read.
func (p *page) absolute(ref string) string {
	if ref == "" {
		return ""
	}
	u, err := url.Parse(strings.TrimSpace(ref))
	if err != nil {
		return ""
	}
	base, err := url.Parse(p.o.URL)
	if err == nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// PublishedText is Published as commands print it: a day, or an instant in Vietnam's time; "" if unknown.
func (a Article) PublishedText() string {
	switch {
	case a.Published.IsZero():
		return ""
	case a.DayOnly:
		return a.Published.Format(time.DateOnly)
	}
	return a.Published.In(vietnam).Format(time.RFC3339)
}
