package official

import (
	"strings"
)

// fieldRun is a row of fields that belong to one task.
type fieldRun struct {
	fields []*para
	extra  map[*para][]*para // further paragraphs of a field's value
}

func (f *fieldRun) add(p *para) { f.fields = append(f.fields, p) }

func (f *fieldRun) has(kinds ...labelKind) bool {
	for _, p := range f.fields {
		for _, k := range kinds {
			if p.label.kind == k {
				return true
			}
		}
	}
	return false
}

func (f *fieldRun) last() *para { return f.fields[len(f.fields)-1] }

// readFields reads tasks that name their units and times in fields of their own.
func (r *planReader) readFields() {
	var pending []*para
	var run *fieldRun
	flush := func(next *para) {
		if run != nil {
			r.fieldTask(pending, run, next)
			pending = nil
		}
		run = nil
	}
	for _, p := range r.paras {
		switch {
		case p.role == roleLetterhead || p.used || p.aside:
			flush(nil)
			pending = nil
		case p.label != nil:
			if run == nil {
				run = &fieldRun{extra: map[*para][]*para{}}
			}
			if run.repeats(p) {
				flush(nil)
				run = &fieldRun{extra: map[*para][]*para{}}
			}
			run.add(p)
		case run != nil && run.goesOn(p):
			last := run.last()
			run.extra[last] = append(run.extra[last], p)
		default:
			flush(p)
			pending = append(pending, p)
		}
	}
	flush(nil)
}

// repeats reports a second lead in a run that already has one with a time: fields of a task without a
// title of its own. It starts a new run.
func (f *fieldRun) repeats(p *para) bool {
	return p.label.kind == labelLead && f.has(labelLead) && f.has(labelWhen)
}

// goesOn reports that p continues the value of the last field: a list of units, or the value on the next
// line.
func (f *fieldRun) goesOn(p *para) bool {
	last := f.last()
	value := strings.TrimSpace(last.text[last.label.value:])
	if last.label.kind == labelDetail || last.label.kind == labelProduct {
		return p.mark.level > last.mark.level && last.mark.kind != ""
	}
	start := skipBlanks(p.key, p.body)
	if last.label.kind == labelWhen || last.label.kind == labelBudget {
		return value == "" && len(f.extra[last]) == 0
	}
	if _, ok := headAt(p.passage, start); !ok {
		return false
	}
	if value == "" && p.mark.kind != "" && (p.mark.level > last.mark.level || last.mark.kind == "") {
		return true
	}
	names, end := scanUnits(p.passage, start, nil)
	if len(names) == 0 || strings.Trim(p.text[end:], " .;,") != "" {
		return false
	}
	deeper := p.mark.kind != "" && (last.mark.kind == "" || p.mark.level > last.mark.level || p.mark.kind == last.mark.kind)
	return deeper && (value == "" || strings.HasSuffix(value, ";") || p.mark.level > last.mark.level) || p.mark.kind == "" && (value == "" || strings.HasSuffix(value, ";") || strings.HasSuffix(value, ","))
}

// fieldTask makes a task of a run and of the paragraph before it that it belongs to.
// next is the paragraph behind the run; nil when another field or nothing follows.
func (r *planReader) fieldTask(pending []*para, run *fieldRun, next *para) {
	title, details := r.owner(pending, run, next)
	if title == nil || !run.has(labelLead, labelPartners, labelBoth) && !(run.has(labelWhen) && (run.has(labelProduct) || title.besides(r.owned))) {
		return
	}
	r.owned = title
	d := &draft{order: float64(title.firstLine())}
	d.Title = titleOf(title, details)
	d.Line = title.lineOf(min(skipBlanks(title.key, title.body), len(title.text)-1))
	d.Section = sectionOf(title)
	d.Confidence, d.Why = 0.95, []Rule{RuleLabel}
	d.Evidence = title.evidence(FieldTitle, RuleLabel, title.body, len(title.text))
	d.Lines = r.takeWhole(title)
	for _, p := range details {
		d.Lines = append(d.Lines, r.takeWhole(p)...)
	}
	for _, f := range run.fields {
		r.fillField(d, f, run.extra[f])
	}
	if first := run.fields[0]; saysWork(title, first) {
		d.Title = first.text[first.label.value:]
		d.Line = first.firstLine()
		d.Section = tidyTitle(title.rest().text)
	}
	r.add(d)
}

// besides reports an item of the same list as one that had fields of its own.
func (p *para) besides(o *para) bool {
	return o != nil && p != o && p.mark.kind != "" && p.mark.kind == o.mark.kind && p.under == o.under
}

// mostTopicWords is how many words a heading has that only names a topic.
const mostTopicWords = 6

var contentLabel = pattern(`^(?:nội dung|công việc|nhiệm vụ|hoạt động)`)

// saysWork reports that the work stands in the field "Nội dung:" and the line above only names its topic.
func saysWork(title, first *para) bool {
	if first.label.kind != labelDetail || title.mark.kind == "" || strings.Count(strings.TrimSpace(title.rest().text), " ") >= mostTopicWords {
		return false
	}
	value := skipBlanks(first.key, first.label.value)
	if !contentLabel().MatchString(first.key[first.body:]) || strings.Count(first.key[value:], " ") < mostTopicWords {
		return false
	}
	_, verb := verbAt(first.key, value)
	return verb
}

// mostListed is how many bytes a title may have with the points listed under it.
const mostListed = 600

// titleOf is the text of an item, with the points that it announces by a colon.
func titleOf(p *para, points []*para) string {
	text := p.rest().text
	if !strings.HasSuffix(strings.TrimSpace(text), ":") {
		return text
	}
	for _, q := range points {
		text += " " + strings.TrimSpace(q.text)
	}
	if len(text) > mostListed {
		return p.rest().text
	}
	return text
}

func (r *planReader) takeWhole(p *para) []int {
	p.used = true
	return r.take(p, 0, len(p.text))
}

// owner finds the paragraph that a run of fields belongs to, and the paragraphs between that only say
// more about it.
func (r *planReader) owner(pending []*para, run *fieldRun, next *para) (title *para, details []*para) {
	pending = afterClosed(pending)
	if len(pending) == 0 {
		return nil, nil
	}
	mark := run.fields[0].mark.kind
	first := len(pending)
	for first > 0 && mark != "" && pending[first-1].mark.kind == mark {
		first--
	}
	if siblings := pending[first:]; len(siblings) > 0 {
		if first == 0 || pending[first-1].mark.level >= run.fields[0].mark.level && pending[first-1].mark.kind != "" {
			return siblings[len(siblings)-1], nil
		}
		head := pending[first-1]
		if len(siblings) == 1 && startsVerb(siblings[0]) && !startsVerb(head) {
			return siblings[0], nil
		}
		if head.mark.level > 3 {
			return head, siblings
		}
		return siblings[len(siblings)-1], nil
	}
	near := pending[len(pending)-1]
	if head := announced(pending); head >= 0 {
		return pending[head], pending[head+1:]
	}
	if near.mark.kind == "" && len(pending) > 1 {
		if head := pending[len(pending)-2]; head.titles(near, next) {
			return head, pending[len(pending)-1:]
		}
	}
	return near, nil
}

// pointLevel is the highest level of the points of an item: letters and dashes.
const pointLevel = 9

// announced finds the item that announces by a colon the points that stand last; -1 without one.
func announced(pending []*para) int {
	last := pending[len(pending)-1]
	if last.mark.kind == "" || last.mark.level < pointLevel {
		return -1
	}
	for i := len(pending) - 2; i >= 0; i-- {
		p := pending[i]
		if p.mark.level >= last.mark.level {
			continue
		}
		if len(pending)-i > 2 && p.mark.level > 3 && p.mark.kind != "" && strings.HasSuffix(strings.TrimSpace(p.text), ":") {
			return i
		}
		break
	}
	return -1
}

// titles reports that a numbered line is the task and the text below only explains it: the text gives no
// order of its own, or both do and no further text with its own fields follows.
func (p *para) titles(text, next *para) bool {
	if p.mark.kind == "" || p.mark.level <= 3 || strings.HasSuffix(strings.TrimSpace(p.text), ":") {
		return false
	}
	alone := next == nil || next.mark.kind != "" || next.role != roleBody
	return !startsVerb(text) || alone && startsVerb(p) && strings.Count(p.text[p.body:], " ") > 3
}

// afterClosed drops paragraphs that a reader before took.
func afterClosed(pending []*para) []*para {
	for i := len(pending) - 1; i >= 0; i-- {
		if pending[i].used {
			return pending[i+1:]
		}
	}
	return pending
}

func startsVerb(p *para) bool {
	_, ok := verbAt(p.key, skipBlanks(p.key, p.body))
	return ok
}

// fillField puts one field into a task.
func (r *planReader) fillField(d *draft, f *para, extra []*para) {
	d.Lines = append(d.Lines, r.takeWhole(f)...)
	value := f.slice(f.label.value, len(f.text))
	list := value.text
	for _, e := range extra {
		d.Lines = append(d.Lines, r.takeWhole(e)...)
		list += "\n" + e.rest().text
	}
	list = strings.TrimSpace(list)
	if f.label.value > 0 && f.text[f.label.value-1] == '(' {
		list = strings.TrimRight(list, " .;)")
	}
	evidence := func(field Field) {
		d.Evidence = append(d.Evidence, f.evidence(field, RuleLabel, f.label.value, len(f.text))...)
		for _, e := range extra {
			d.Evidence = append(d.Evidence, e.evidence(field, RuleLabel, e.body, len(e.text))...)
		}
	}
	switch f.label.kind {
	case labelLead, labelBoth:
		a := readAssignment(list, roleLead, r.dir)
		d.Lead = append(d.Lead, r.units(a.lead)...)
		d.Partners = append(d.Partners, r.units(a.partners)...)
		r.setWhen(d, a.when)
		evidence(FieldLead)
	case labelPartners:
		if isDitto(list) {
			r.ditto(d)
			return
		}
		d.Partners = append(d.Partners, r.units(readAssignment(list, rolePartner, r.dir).partners)...)
		evidence(FieldPartners)
	case labelWhen:
		r.setWhen(d, strings.Trim(oneLine(list), " .;,)"))
		evidence(FieldWhen)
	case labelProduct:
		d.Deliverable = strings.Trim(oneLine(list), " .;")
		evidence(FieldDeliverable)
	case labelBudget:
		d.Budget = strings.Trim(oneLine(list), " .;")
		evidence(FieldBudget)
	}
}

// ditto copies the partners of the task before, or its lead when it has no partners.
func (r *planReader) ditto(d *draft) {
	if len(r.tasks) == 0 {
		return
	}
	d.Partners = r.tasks[len(r.tasks)-1].Partners
	d.Why = append(d.Why, RuleDitto)
}

func (r *planReader) setWhen(d *draft, when string) {
	if when == "" {
		return
	}
	if d.When != "" {
		when = d.When + "; " + when
	}
	t := ReadTiming(when, r.year)
	d.When, d.Cadence, d.From, d.To = when, t.Cadence, t.From, t.To
}

var dittos = phraseSet("nt", "-nt-", "- nt -", "như trên", "-như trên-", "- như trên -", "\"", "”", "“", "''", "〃", "-//-", "//", "- \" -", "-\"-", "\"\"", "như nhiệm vụ trên", "(nt)", "nt.", "như mục trên", "-”-", "-“-")

func isDitto(s string) bool {
	return dittos[strings.TrimSpace(newPassage(oneLine(s)).key)]
}
