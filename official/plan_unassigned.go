package official

import (
	"strings"
)

var workPart = pattern(`nội dung|nhiệm vụ|giải pháp|hoạt động|công việc|tổ chức thực hiện|triển khai`)

// readUnassigned reads a document that assigns nothing to anybody: what it says is to be done becomes
// tasks without a lead, for a person to assign.
func (r *planReader) readUnassigned() {
	t := &proseReader{r: r, orders: orderReader{dir: r.dir, issuer: r.issuer, year: r.year}, charges: []charge{{level: -1, header: true, from: &para{}}}}
	listed := false
	for i, p := range r.paras {
		if p.role == roleLetterhead || p.used || p.blocked || p.aside || p.label != nil {
			continue
		}
		if strings.HasSuffix(strings.TrimSpace(p.key), ":") && workPart().MatchString(p.key) {
			listed = true
			continue
		}
		if p.role == roleHeading && p.mark.level < 4 {
			listed = workPart().MatchString(p.key)
			continue
		}
		if !listed || p.role == roleHeading || r.hasText(i, p) {
			continue
		}
		t.readWork(p)
	}
}

// hasText reports a numbered line with the text it announces below.
func (r *planReader) hasText(i int, p *para) bool {
	if p.mark.kind == "" || i+1 >= len(r.paras) || endsSentence(p.text) {
		return false
	}
	next := r.paras[i+1]
	return next.mark.level > p.mark.level && next.role == roleBody
}

func (t *proseReader) readWork(p *para) {
	body := p.rest()
	never := func(int) bool { return false }
	for _, s := range sentences(body, never) {
		at := stretch{s.from + p.body, s.to + p.body}
		if !t.orders.orders(p.passage, skipOpeners(p.passage, skipBlanks(p.key, at.from))) {
			continue
		}
		w, ok := t.orders.read(p.passage, at, true)
		if !ok || w.void || w.rule != RuleRunning {
			continue
		}
		w.rule = RuleNoLead
		d := t.add(p, w, nil, w.partners)
		d.Why = nil
		if p.mark.kind != "" {
			break
		}
	}
}
