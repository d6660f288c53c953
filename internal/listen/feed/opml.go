package feed

import (
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Preset is a source as lists of sources carry it. Class, kind and state are the words of the caller.
type Preset struct {
	Name       string
	Kind       string // "feed", "page", "sitemap", …; "" where the list does not say
	Address    string // what is fetched
	Site       string // its home page
	Group      string // the headings it stands under, joined by " / "
	Class      string
	Permission string // who allowed what, with the number of the document
	Language   string
	Area       string
	Weight     float64 // 0 where the list does not say
	FullText   string  // when the page of an item is fetched, in the caller's words
	Pattern    Pattern // of a page
	Text       string  // a note
}

// PresetSpace is the namespace of our attributes in OPML.
const PresetSpace = "https://github.com/nhipcau/nhipcau/ns/source"

// MaxPresets is how many sources one list may have.
const MaxPresets = 5000

// ReadOPML reads a list of sources in OPML 1.0 or 2.0, ours or of another program. It fails with [ErrEmpty] or
// [ErrUnknown]. A list that breaks the rules of XML is read all the same.
func ReadOPML(data []byte) (title string, presets []Preset, err error) {
	if len(data) > MaxDocument {
		return "", nil, fault.Wrap(fault.Invalid, ErrTooLarge, "Danh sách nguồn lớn hơn %d MB.", MaxDocument>>20)
	}
	text, _, _ := decode(data, "")
	if strings.TrimSpace(text) == "" {
		return "", nil, fault.Wrap(fault.Invalid, ErrEmpty, "Danh sách nguồn rỗng.")
	}
	text, _ = tidy(text)
	r := opmlReader{scan: scanner{text: text}}
	if !r.read() {
		return "", nil, fault.Wrap(fault.Invalid, ErrUnknown, "Tệp này không phải danh sách nguồn dạng OPML.")
	}
	return strings.TrimSpace(r.title), r.presets, nil
}

type opmlReader struct {
	scan    scanner
	title   string
	groups  []string
	open    []bool // for each open outline, whether it is a group
	inTitle bool
	presets []Preset
}

func (r *opmlReader) read() (known bool) {
	for {
		switch r.scan.next() {
		case scanEnd:
			return known
		case scanOpen:
			name := strings.ToLower(r.scan.name)
			known = known || name == "opml" || name == "outline"
			r.inTitle = name == "title" && !r.scan.empty
			if name == "outline" {
				r.outline(r.scan.attrs, r.scan.empty)
			}
		case scanText:
			if r.inTitle && len(r.title) < MaxTitle {
				r.title += r.scan.chars
			}
		case scanClose:
			r.inTitle = false
			if strings.EqualFold(r.scan.name, "outline") {
				r.leave()
			}
		}
	}
}

func (r *opmlReader) leave() {
	n := len(r.open)
	if n == 0 {
		return
	}
	if r.open[n-1] {
		r.groups = r.groups[:len(r.groups)-1]
	}
	r.open = r.open[:n-1]
}

// outline reads a source, or a heading of sources.
func (r *opmlReader) outline(attrs []attribute, empty bool) {
	value := func(names ...string) string {
		for _, n := range names {
			if v := strings.TrimSpace(valueOf(attrs, n)); v != "" {
				return v
			}
		}
		return ""
	}
	p := Preset{
		Name: cutText(value("text", "title"), MaxTitle), Kind: value("nc:kind"), Address: link("", value("xmlUrl", "nc:address")), Site: link("", value("htmlUrl")),
		Class: value("nc:class"), Permission: value("nc:permission"), Language: value("nc:language", "language"), Area: value("nc:area"), FullText: value("nc:fulltext"),
		Text:    value("description"),
		Pattern: Pattern{Item: value("nc:item"), Title: value("nc:title"), Link: value("nc:link"), Date: value("nc:date"), Summary: value("nc:summary")},
	}
	if given := value("xmlUrl", "nc:address"); p.Address == "" && given != "" {
		p.Address = cutText(given, MaxTitle) // not one to be asked: whoever reads the list says so
	}
	p.Weight = weightOf(value("nc:weight"))
	source := p.Address != "" || p.Kind != ""
	if source && len(r.presets) < MaxPresets {
		p.Group = strings.Join(r.groups, " / ")
		r.presets = append(r.presets, p)
	}
	if empty || len(r.open) >= maxDepth {
		return
	}
	r.open = append(r.open, !source && p.Name != "")
	if !source && p.Name != "" {
		r.groups = append(r.groups, p.Name)
	}
}

// weightOf reads a weight; 0 for none or one that cannot be.
func weightOf(s string) float64 {
	w, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || !(w > 0 && w <= 1000) {
		return 0
	}
	return w
}

// WriteOPML writes a list of sources in OPML 2.0, grouped by Group, with what OPML itself does not know in attributes
// of our namespace. The same list gives the same bytes.
func WriteOPML(title string, at time.Time, presets []Preset) []byte {
	b := []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<opml version="2.0" xmlns:nc="` + PresetSpace + `">` + "\n<head><title>")
	b = appendEscaped(b, title)
	b = append(b, "</title><dateCreated>"...)
	b = at.UTC().AppendFormat(b, time.RFC1123Z)
	b = append(b, "</dateCreated></head>\n<body>\n"...)
	var order []string
	groups := map[string][]Preset{}
	for _, p := range presets {
		if groups[p.Group] == nil {
			order = append(order, p.Group)
		}
		groups[p.Group] = append(groups[p.Group], p)
	}
	for _, g := range order {
		if g != "" {
			b = append(b, `<outline text="`...)
			b = appendQuoted(b, g)
			b = append(b, "\">\n"...)
		}
		for _, p := range groups[g] {
			b = p.append(b)
		}
		if g != "" {
			b = append(b, "</outline>\n"...)
		}
	}
	return append(b, "</body>\n</opml>\n"...)
}

// append writes one source.
func (p Preset) append(b []byte) []byte {
	kind := ""
	if p.Kind == "" || p.Kind == "feed" {
		kind = "rss"
	}
	weight := ""
	if p.Weight > 0 {
		weight = strconv.FormatFloat(p.Weight, 'f', -1, 64)
	}
	b = append(b, "<outline"...)
	for _, a := range []attribute{
		{"text", p.Name}, {"type", kind}, {"xmlUrl", p.Address}, {"htmlUrl", p.Site}, {"description", p.Text}, {"nc:kind", p.Kind}, {"nc:class", p.Class},
		{"nc:permission", p.Permission}, {"nc:language", p.Language}, {"nc:area", p.Area}, {"nc:weight", weight}, {"nc:fulltext", p.FullText}, {"nc:item", p.Pattern.Item},
		{"nc:title", p.Pattern.Title}, {"nc:link", p.Pattern.Link}, {"nc:date", p.Pattern.Date}, {"nc:summary", p.Pattern.Summary},
	} {
		if a.value == "" {
			continue
		}
		b = append(b, ' ')
		b = append(b, a.name...)
		b = append(b, '=', '"')
		b = appendQuoted(b, strings.Join(strings.Fields(a.value), " "))
		b = append(b, '"')
	}
	return append(b, "/>\n"...)
}
