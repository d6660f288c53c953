package extract

import (
	"net/url"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Rule says where the parts of an article stand on the pages of one site. An administrator writes it; a part
// without a selector is found as on any page. Make it with NewRule.
type Rule struct {
	Host   string // bao.example; subdomains are meant too
	Title  Selector
	Date   Selector
	Body   Selector
	Remove Selector // left out of the body
}

// RuleText is a rule as it is written and stored.
type RuleText struct {
	Host   string `json:"host"`
	Title  string `json:"title,omitempty"`
	Date   string `json:"date,omitempty"`
	Body   string `json:"body,omitempty"`
	Remove string `json:"remove,omitempty"`
}

// NewRule reads a rule. The error is fault.Invalid, at the field that cannot be read, in Vietnamese.
func NewRule(t RuleText) (Rule, error) {
	r := Rule{Host: strings.ToLower(strings.TrimSpace(t.Host))}
	if !isHost(r.Host) {
		return Rule{}, fault.New(fault.Invalid, "Tên trang phải là tên miền như bao.example, không có http:// và dấu /.").At("host")
	}
	any := false
	for _, f := range []struct {
		name, text string
		into       *Selector
	}{{"title", t.Title, &r.Title}, {"date", t.Date, &r.Date}, {"body", t.Body, &r.Body}, {"remove", t.Remove, &r.Remove}} {
		if strings.TrimSpace(f.text) == "" {
			continue
		}
		s, err := ParseSelector(f.text)
		if err != nil {
			return Rule{}, atField(err, f.name)
		}
		*f.into, any = s, true
	}
	if !any {
		return Rule{}, fault.New(fault.Invalid, "Quy tắc cần ít nhất một bộ chọn: tiêu đề, ngày đăng, nội dung hoặc phần bỏ đi.").At("body")
	}
	return r, nil
}

func atField(err error, field string) error {
	f, ok := err.(*fault.Error)
	if !ok {
		return err
	}
	return f.At(field)
}

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

// rule is the first rule for the site of the page, nil if there is none.
func (p *page) rule() *Rule {
	u, err := url.Parse(p.o.URL)
	if err != nil {
		return nil
	}
	host := strings.ToLower(u.Hostname())
	for i := range p.o.Rules {
		r := &p.o.Rules[i]
		if host == r.Host || strings.HasSuffix(host, "."+r.Host) {
			return r
		}
	}
	return nil
}

// byRule is the text that a rule picks, "" if it picks none. Only what the rule removes is left out, and what is
// never shown.
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
	var out []block
	for _, root := range roots {
		for _, b := range p.blocks(root, func(i int32) bool { return p.skip[i] || p.hint[i]&hintHidden != 0 && i != root }) {
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
