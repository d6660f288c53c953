package web

import (
	"context"
	"math"
	"strconv"

	"github.com/a-h/templ"
)

// Tone colours a state; a word always stands beside it.
type Tone string

const (
	Neutral Tone = ""
	Info    Tone = "info"
	OK      Tone = "ok"
	Warn    Tone = "warn"
	Bad     Tone = "bad"
	Bare    Tone = "bare" // a plain label, no state
)

func (t Tone) tag() string { return suffix("tag tag-", "tag", t) }

func (t Tone) note() string {
	if t == Info || t == Bare {
		return "note"
	}
	return suffix("note note-", "note", t)
}

func (t Tone) fill() string {
	switch t {
	case OK, Warn, Bad:
		return "f-" + string(t)
	case Info:
		return "f-1"
	}
	return "f-5"
}

func (t Tone) icon() string {
	switch t {
	case OK:
		return "check"
	case Warn:
		return "clock"
	case Bad:
		return "crisis"
	}
	return "info"
}

func suffix(with, without string, t Tone) string {
	if t == Neutral {
		return without
	}
	return with + string(t)
}

// Btn describes a button, or with Href a link that looks like one. Its word is a verb: "Gửi góp ý".
type Btn struct {
	Text  string
	Icon  string
	Href  string
	Kind  string // "main" (one on a screen), "quiet", "bad"; empty: an ordinary one
	Small bool
	Name  string // name and value say which button of a form was pressed
	Value string
	Busy  string // the word while waiting; empty: "Đang gửi…"
	Label string // the accessible name when Text alone does not say on what: "Nhắc sở: Báo cáo quý III"
	Key   string // single-key shortcut: "e" edits, "n" makes new
	Form  string // id of the form it belongs to, when it stands outside
	Attrs templ.Attributes
}

func (b Btn) class() string {
	c := "btn"
	if b.Kind != "" {
		c += " btn-" + b.Kind
	}
	if b.Small {
		c += " btn-sm"
	}
	return c
}

func (b Btn) attrs() templ.Attributes {
	a := templ.Attributes{}
	for k, v := range b.Attrs {
		a[k] = v
	}
	for k, v := range map[string]string{"name": b.Name, "value": b.Value, "aria-label": b.Label, "data-key": b.Key, "form": b.Form, "data-busy": b.Busy} {
		if v != "" {
			a[k] = v
		}
	}
	if b.Key != "" {
		a["aria-keyshortcuts"] = b.Key
	}
	return a
}

// CardHead is the top of a card; ID is the id of its heading and names the section.
type CardHead struct {
	ID     string
	Title  string
	Hidden bool            // the heading is for screen readers only
	Side   templ.Component // at the right: a link, a tag, chips
	Quiet  bool            // left out in print
}

// EmptyState says why nothing is here and what comes, and offers one action.
type EmptyState struct {
	Title  string
	Text   string
	Action string
	Href   string
}

// Paging describes where in a long list we are. Pages are counted from one.
type Paging struct {
	Page, Pages int
	Param       string // name in the address; empty: "trang"
	Swap        string // id of the part that the script swaps; empty: a full page load
}

func (p Paging) param() string {
	if p.Param == "" {
		return "trang"
	}
	return p.Param
}

func (p Paging) href(ctx context.Context, page int) string {
	if page == 1 {
		return Href(ctx, p.param(), "")
	}
	return Href(ctx, p.param(), strconv.Itoa(page))
}

// shown are the page numbers to show: first, last and those around this one; zero stands for a gap.
func (p Paging) shown() []int {
	var pages []int
	for n := 1; n <= p.Pages; n++ {
		near := n == 1 || n == p.Pages || n >= p.Page-2 && n <= p.Page+2
		switch {
		case near:
			pages = append(pages, n)
		case pages[len(pages)-1] != 0:
			pages = append(pages, 0)
		}
	}
	return pages
}

// Link is a word and where it leads: tabs, chips.
type Link struct {
	Title string
	Href  string
	Here  bool
	Count int // shown when ShowCount
	// ShowCount shows the count even when it is zero.
	ShowCount bool
}

// Share is one part of a whole, with its word.
type Share struct {
	Word string
	N    int
	Tone Tone
	Href string // the rows behind the number
}

type slice struct {
	Share
	x, width string
}

// slices lays the parts side by side over 100 per cent with small gaps; parts of zero are left out.
func slicesOf(parts []Share) []slice {
	total := 0
	for _, p := range parts {
		total += p.N
	}
	var all []slice
	x := 0.0
	for _, p := range parts {
		if p.N == 0 {
			continue
		}
		width := float64(p.N) * 100 / float64(total)
		all = append(all, slice{p, percent(x), percent(width - min(.4, width/2))})
		x += width
	}
	if n := len(all); n > 0 {
		all[n-1].width = percent(float64(all[n-1].N) * 100 / float64(total))
	}
	return all
}

func percent(x float64) string {
	return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) + "%"
}

// partsLabel says the parts in words, for those who do not see the bar.
func partsLabel(ctx context.Context, parts []Share) string {
	s := ""
	for _, p := range parts {
		if s != "" {
			s += ", "
		}
		s += Count(ctx, p.N) + " " + p.Word
	}
	return s
}

// Figure is one number of a [Strip] with its reason and the rows behind it.
type Figure struct {
	Label string
	Value string
	Note  string
	Href  string
}

// Progress is work that takes longer than a moment.
type Progress struct {
	ID       string // of the element, for the script that asks again
	Title    string
	Done     int
	Total    int    // 0: not known yet
	Note     string // "Đã xong 20 trên 32 nhiệm vụ, còn khoảng 40 giây. Bạn có thể rời trang."
	Running  bool
	Tone     Tone   // of the end: OK or Bad
	Href     string // what came of it
	HrefText string
	Again    string // address that shows the state anew; empty: this page
}

// Step is one stop of a [Lifeline].
type Step struct {
	Title string
	Note  string
	State string // "done", "now" or empty for what is to come
}

// LogEntry is one line of a [Log]: when, what, and by whom or why.
type LogEntry struct {
	When    string // short: "19/11" or "16:30"
	Machine string // the datetime attribute
	Title   string
	Note    string
	Body    templ.Component
}

// Pair is one line of a [KV] list; Rich wins over Value.
type Pair struct {
	Key   string
	Value string
	Rich  templ.Component
}

// Column is the head of a table column that can be sorted by the address: ?xep=han or ?xep=-han.
type Column struct {
	Title string
	Key   string // empty: cannot be sorted
	Sort  string // what the address asks for now
	Class string
	Swap  string // id of the part that the script swaps
}

func (c Column) state() string {
	switch c.Sort {
	case c.Key:
		return "ascending"
	case "-" + c.Key:
		return "descending"
	}
	return ""
}

func (c Column) next() string {
	if c.Sort == c.Key {
		return "-" + c.Key
	}
	return c.Key
}

func (c Column) arrow() string {
	switch c.state() {
	case "ascending":
		return " ↑"
	case "descending":
		return " ↓"
	}
	return ""
}

// Parts joins components into one.
func Parts(cs ...templ.Component) templ.Component { return templ.Join(cs...) }

// Words is a component of plain text, small and muted: a remark at the side of a heading.
func Words(s string) templ.Component { return words(s) }

func jobWord(ctx context.Context, t Tone) string {
	if t == Bad {
		return T(ctx, "Bị lỗi")
	}
	return T(ctx, "Đã xong")
}

func againURL(ctx context.Context, p Progress) string {
	if p.Again != "" {
		return p.Again
	}
	return Href(ctx)
}
