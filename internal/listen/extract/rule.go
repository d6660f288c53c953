package extract

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Rule says where the parts of an article stand on the pages of one site. An administrator writes it; a part
// without a selector is found as on any page. Make it with ReadRule.
type Rule struct {
	Host   string // bao.example; subdomains are meant too
	Title  Selector
	Date   Selector
	Body   Selector
	Remove Selector // left out of the body
}

// Misplaced is why a rule cannot be read, and where. It wraps a fault.Invalid in Vietnamese.
type Misplaced struct {
	Rune  int // of the character at fault, from 1; one behind the last where something is missing
	cause error
	at    int // the same in bytes, from 0
}

// Error is the sentence alone.
func (m *Misplaced) Error() string { return m.cause.Error() }

// Unwrap returns the fault.
func (m *Misplaced) Unwrap() error { return m.cause }

// misplaced makes the error at a byte of a text. An error that knows its place in a part of the text keeps it, counted
// from the byte at which the part begins.
func misplaced(text string, at int, err error) error {
	var m *Misplaced
	if errors.As(err, &m) {
		at, err = at+m.at, m.cause
	}
	at = max(0, min(at, len(text)))
	return &Misplaced{Rune: utf8.RuneCountInString(text[:at]) + 1, cause: err, at: at}
}

// names are what the parts of a rule are called.
var names = map[string]string{
	"trang": "host", "host": "host", "nội dung": "body", "noi dung": "body", "body": "body", "bỏ": "remove", "bo": "remove", "bỏ đi": "remove", "bo di": "remove",
	"remove": "remove", "tiêu đề": "title", "tieu de": "title", "title": "title", "ngày": "date", "ngay": "date", "ngày đăng": "date", "ngay dang": "date", "date": "date",
}

// longestRule bounds a rule, in bytes.
const longestRule = 2500

// ReadRule reads a rule as it is written in one line and stored, its parts apart by semicolons, in any order:
//
//	trang = bao.example; nội dung = div.bai > p; bỏ = .quang-cao, p.tac-gia; tiêu đề = h1; ngày = time
//
// host is the site of a rule that names none. The error is a [Misplaced].
func ReadRule(line, host string) (Rule, error) {
	r := Rule{Host: strings.ToLower(strings.TrimSpace(host))}
	if len(line) > longestRule {
		return r, misplaced(line, longestRule, fault.New(fault.Invalid, "Quy tắc dài quá %d ký tự.", longestRule))
	}
	into := map[string]*Selector{"body": &r.Body, "remove": &r.Remove, "title": &r.Title, "date": &r.Date}
	at, hostAt := 0, 0
	for _, part := range splitOutside(line, ';') {
		name, value, found := strings.Cut(part, "=")
		key := names[strings.ToLower(strings.Join(strings.Fields(composed(name)), " "))]
		nameAt, valueAt := at+indent(part), at+len(name)+1
		at += len(part) + 1
		switch {
		case strings.TrimSpace(part) == "":
		case !found || key == "":
			return r, misplaced(line, nameAt, fault.New(fault.Invalid, "Mỗi phần của quy tắc viết là tên = bộ chọn; tên là trang, nội dung, bỏ, tiêu đề hoặc ngày."))
		case strings.TrimSpace(value) == "":
			return r, misplaced(line, valueAt, fault.New(fault.Invalid, "Sau dấu = phải có bộ chọn."))
		case key == "host":
			r.Host, hostAt = strings.ToLower(strings.TrimSpace(value)), valueAt+indent(value)
		case into[key].chains != nil:
			return r, misplaced(line, nameAt, fault.New(fault.Invalid, "Một quy tắc chỉ nêu mỗi phần một lần; nhiều chỗ thì viết cách nhau bằng dấu phẩy."))
		default:
			s, err := ParseSelector(value)
			if err != nil {
				return r, misplaced(line, valueAt, err)
			}
			*into[key] = s
		}
	}
	switch {
	case r.Body.chains == nil && r.Remove.chains == nil && r.Title.chains == nil && r.Date.chains == nil:
		return r, misplaced(line, len(line), fault.New(fault.Invalid, "Quy tắc cần ít nhất một bộ chọn: tiêu đề, ngày đăng, nội dung hoặc phần bỏ đi."))
	case !isHost(r.Host):
		return r, misplaced(line, hostAt, fault.New(fault.Invalid, "Tên trang phải là tên miền như bao.example, không có http:// và dấu /."))
	}
	return r, nil
}

// indent is how many bytes of space a text begins with.
func indent(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\r\n")) }

// isHost reports whether s is the name of a host, or an address of the fourth version.
func isHost(s string) bool {
	if len(s) < 3 || len(s) > 253 || !strings.Contains(s, ".") {
		return false
	}
	for _, label := range strings.Split(s, ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// rule is the first rule for the site of the page, nil if there is none. A page of which nobody knows the address is
// believed where it says that it stands.
func (p *page) rule() *Rule {
	address := p.o.URL
	if address == "" {
		address = p.meta.canonical
	}
	for i := range p.o.Rules {
		if r := &p.o.Rules[i]; r.For(address) {
			return r
		}
	}
	return nil
}

// For reports whether the rule is for a page at an address.
func (r Rule) For(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	return host == r.Host || strings.HasSuffix(host, "."+r.Host)
}

// byRule is the text that a rule picks, "" if it picks none. Only the title and what the rule removes is left
// out, and what is never shown.
func (p *page) byRule(r *Rule) string {
	if len(r.Body.chains) == 0 {
		return ""
	}
	roots := p.find(r.Body)
	if len(roots) == 0 {
		return ""
	}
	p.textAt = roots[0]
	p.findTitle(p.textAt)
	heads := p.find(r.Title)
	var out []block
	for _, root := range roots {
		leaves := func(i int32) bool {
			return p.skip[i] || p.hint[i]&hintHidden != 0 && i != root || i != root && slices.Contains(heads, i)
		}
		for _, b := range p.blocks(root, leaves) {
			if b.chars > 0 && !p.inTitle(&b) {
				out = append(out, b)
			}
		}
	}
	return render(out)
}

// removeByRule takes out of the page what a rule removes.
func (p *page) removeByRule(r *Rule) {
	for _, i := range p.find(r.Remove) {
		p.hint[i] |= hintHidden
		p.gone = append(p.gone, i)
		p.skip[i] = true
	}
}

// ruled replaces title and date by what a rule picks.
func (p *page) ruled(r *Rule, a *Article) {
	for _, i := range p.find(r.Title) {
		if s := composed(p.tree.plain(i)); s != "" {
			a.Title = clip(s, longestTitle)
			break
		}
	}
	for _, i := range p.find(r.Date) {
		s := firstOf(p.tree.attr(i, "datetime"), p.tree.attr(i, "content"), p.tree.plain(i))
		if at, day, ok := p.believe(s); ok {
			a.Published, a.DayOnly = at, day
			break
		}
	}
}

// longestTitle is how many bytes of a title are kept.
const longestTitle = 1000
