package feed

import (
	"strings"
	"time"
)

// maxDepth of open elements; deeper ones are passed over, their text is kept.
const maxDepth = 200

// reader makes a Feed out of what the scanner finds. Elements are known by their namespace and their name in
// lower case; which thing a value belongs to is clear from what is open.
type reader struct {
	scan  scanner
	o     Options
	feed  Feed
	names bindings
	stack []frame
	over  int // open elements beyond maxDepth

	entry  *Entry  // the open entry
	source *Feed   // the open source of an entry
	whom   *Person // the open author or the like
	aside  int     // depth of an open image or text input, whose title and link are its own

	foreign int  // depth of open elements inside the entry that nobody knows
	extra   Text // a summary of the open entry that serves where there is no other

	free      []*taking
	known     bool          // something of a feed was seen
	page      bool          // the root is a page of HTML
	summaries int           // of the open entry
	elements  int           // that were entered
	urls      int           // of a sitemap
	news      bool          // a sitemap has news tags
	period    time.Duration // of sy:updatePeriod
	frequency float64       // of sy:updateFrequency
}

// frame is an open element.
type frame struct {
	name       string // as written
	space      space
	local      string // in lower case
	base, lang string
	into       *taking // what characters go into, nil for nothing
	owner      bool    // into began with this element
	inside     aside
}

// aside is what an element opened that its end closes again.
type aside uint8

const (
	asideNone aside = iota
	asideEntry
	asideSource
	asidePerson
	asideImage
	asideForeign
)

// taking gathers the value of a field.
type taking struct {
	field  field
	kind   string // media type
	mode   string // how it is written: "", "base64", …
	inline bool   // markup stands in it as elements
	rich   bool   // it may have markup at all
	buf    []byte
	scheme string // of a category
	label  string
	src    string // of Atom's content
	term   string // said in an attribute
	link   Link
}

// read goes through the document.
func (r *reader) read(text string) {
	r.scan = scanner{text: text}
	for len(r.feed.Entries) < MaxEntries || r.entry != nil {
		switch r.scan.next() {
		case scanEnd:
			r.finish()
			return
		case scanText:
			r.text(r.scan.chars)
		case scanOpen:
			empty := r.scan.empty
			r.open(r.scan.name, r.scan.attrs)
			if r.page && !r.known {
				return
			}
			if empty {
				r.close(r.scan.name)
			}
		case scanClose:
			r.close(r.scan.name)
		}
	}
	r.finish()
}

// finish closes what is still open.
func (r *reader) finish() {
	if len(r.stack) > 0 && r.scan.at >= len(r.scan.text) {
		r.scan.malformed = true
	}
	r.over = 0
	for len(r.stack) > 0 {
		r.pop()
	}
	r.feed.Malformed = r.feed.Malformed || r.scan.malformed
}

// top is the innermost open element.
func (r *reader) top() *frame {
	if len(r.stack) == 0 {
		return &frame{base: r.o.Base, lang: r.o.Language}
	}
	return &r.stack[len(r.stack)-1]
}

// text gives characters to the field that is open.
func (r *reader) text(chars string) {
	t := r.top().into
	if t == nil {
		return
	}
	if t.inline {
		t.buf = appendEscaped(t.buf, chars)
		return
	}
	t.buf = append(t.buf, chars...)
}

// open enters an element.
func (r *reader) open(name string, attrs []attribute) {
	if len(r.stack) >= maxDepth {
		r.over++
		return
	}
	r.elements++
	r.closeForgotten(name, len(attrs) == 0)
	parent := r.top()
	f := frame{name: name, base: parent.base, lang: parent.lang, into: parent.into}
	r.names.declare(attrs, len(r.stack)+1)
	f.space, f.local = r.resolve(name)
	if len(r.stack) == 0 && f.space == spaceOther && isRoot(f.local) {
		r.names.adopt(prefixOf(name))
		f.space = spaceFeed
	}
	for _, a := range attrs {
		switch a.name {
		case "xml:base", "base", "BASE":
			f.base = Rebase(f.base, a.value)
		case "xml:lang":
			f.lang = a.value
		}
	}
	r.stack = append(r.stack, f)
	if f.into != nil && f.into.rich && !r.belongsToPerson(f.local) {
		r.inline(&r.stack[len(r.stack)-1], attrs)
		return
	}
	r.begin(&r.stack[len(r.stack)-1], attrs)
}

// isRoot reports whether a document whose root has this name is a feed, whatever namespace it says.
func isRoot(local string) bool {
	return local == "rss" || local == "feed" || local == "channel"
}

// belongsToPerson reports whether an element inside an author is a part of the author.
func (r *reader) belongsToPerson(local string) bool {
	return r.whom != nil && (local == "name" || local == "email" || local == "uri" || local == "url" || local == "homepage")
}

// resolve splits a name into its namespace and its local name in lower case.
func (r *reader) resolve(name string) (space, string) {
	prefix, local := "", name
	if i := strings.IndexByte(name, ':'); i >= 0 {
		prefix, local = name[:i], name[i+1:]
	}
	s, _, declared := r.names.find(prefix)
	if !declared {
		r.scan.malformed = true
	}
	return s, strings.ToLower(local)
}

// closeForgotten closes fields and entries whose end tag was forgotten: an entry never stands in an entry, a
// date, an identifier or a link without attributes never in a title.
func (r *reader) closeForgotten(name string, bare bool) {
	if r.entry == nil && r.top().into == nil {
		return
	}
	switch {
	case name == "item" || name == "entry":
		if r.entry == nil || r.top().into != nil && r.top().into.inline {
			return
		}
		for r.entry != nil && len(r.stack) > 0 && r.source == nil {
			r.scan.malformed = true
			r.pop()
		}
	case name == "link" && bare && r.top().into != nil && r.top().into.field == fieldTitle, name == "pubDate" || name == "guid" || name == "lastBuildDate" || name == "description":
		if into := r.top().into; into != nil && r.top().owner && !into.inline {
			r.scan.malformed = true
			r.pop()
		}
	}
}

// inline writes the start tag of markup that stands in a value.
func (r *reader) inline(f *frame, attrs []attribute) {
	t := f.into
	if !strings.HasSuffix(t.kind, "xml") {
		if f.local == "div" {
			return
		}
		t.kind = typeXHTML
	}
	if !t.inline {
		t.inline = true
	}
	t.buf = append(t.buf, '<')
	t.buf = append(t.buf, localName(f.name)...)
	for _, a := range attrs {
		if a.name == "xmlns" || strings.HasPrefix(a.name, "xmlns:") || strings.HasPrefix(a.name, "xml:") {
			continue
		}
		t.buf = append(t.buf, ' ')
		t.buf = append(t.buf, a.name...)
		t.buf = append(t.buf, '=', '"')
		t.buf = appendQuoted(t.buf, a.value)
		t.buf = append(t.buf, '"')
	}
	if f.space == spaceMarkup && (f.local == "svg" || f.local == "math") {
		_, address, _ := r.names.find(prefixOf(f.name))
		t.buf = append(t.buf, ` xmlns="`...)
		t.buf = appendQuoted(t.buf, address)
		t.buf = append(t.buf, '"')
	}
	t.buf = append(t.buf, '>')
}

func localName(name string) string { return name[strings.IndexByte(name, ':')+1:] }

func prefixOf(name string) string { return name[:max(strings.IndexByte(name, ':'), 0)] }

// close leaves the innermost open element of this name and everything inside it. An end without a beginning is
// passed over.
func (r *reader) close(name string) {
	if r.over > 0 {
		r.over--
		return
	}
	i := len(r.stack) - 1
	for i >= 0 && r.stack[i].name != name {
		i--
	}
	if i < 0 {
		i = len(r.stack) - 1
		for i >= 0 && !strings.EqualFold(r.stack[i].name, name) {
			i--
		}
		r.scan.malformed = true
		if i < 0 {
			return
		}
	}
	if i < len(r.stack)-1 {
		r.scan.malformed = true
	}
	for len(r.stack) > i {
		r.pop()
	}
}

// pop leaves the innermost open element.
func (r *reader) pop() {
	f := r.stack[len(r.stack)-1]
	if f.owner {
		r.end(&f)
		f.into.buf = f.into.buf[:0]
		r.free = append(r.free, f.into)
	} else if f.into != nil && f.into.inline {
		f.into.buf = append(f.into.buf, '<', '/')
		f.into.buf = append(f.into.buf, localName(f.name)...)
		f.into.buf = append(f.into.buf, '>')
	}
	switch f.inside {
	case asideEntry:
		r.endEntry()
	case asideSource:
		r.source = nil
	case asidePerson:
		r.whom = nil
	case asideImage:
		r.aside--
	case asideForeign:
		r.foreign--
	}
	r.stack = r.stack[:len(r.stack)-1]
	r.names.leave(len(r.stack))
}

// take begins to gather the value of a field.
func (r *reader) take(f *frame, what field) *taking {
	var t *taking
	if n := len(r.free); n > 0 {
		t = r.free[n-1]
		r.free = r.free[:n-1]
		*t = taking{buf: t.buf}
	} else {
		t = &taking{}
	}
	t.field = what
	f.into, f.owner = t, true
	return t
}

// takeText begins to gather a value that may have markup.
func (r *reader) takeText(f *frame, what field, attrs []attribute, usual string) {
	t := r.take(f, what)
	t.rich = true
	t.kind = mediaType(valueOf(attrs, "type"), usual)
	t.mode = valueOf(attrs, "mode")
	t.inline = t.kind == typeXHTML
}

func valueOf(attrs []attribute, name string) string {
	for _, a := range attrs {
		if a.name == name || len(a.name) == len(name) && strings.EqualFold(a.name, name) {
			return a.value
		}
	}
	return ""
}

func has(attrs []attribute, name string) bool {
	for _, a := range attrs {
		if strings.EqualFold(a.name, name) {
			return true
		}
	}
	return false
}
