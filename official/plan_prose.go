package official

import (
	"slices"
	"strings"
)

// charge is a unit that the lines below are addressed to, until a part of the same or a higher level.
type charge struct {
	level          int
	lead, partners []nameSpan
	from           *para
	header         bool // named by a heading or a lead-in; items below need no verb
}

// unmarkedCharge is the level of a unit named in running text without a number.
const unmarkedCharge = 50

// proseReader reads assignments in running text and in sections that belong to a unit.
type proseReader struct {
	r       *planReader
	orders  orderReader
	charges []charge
	recent  *draft // the task read last, while nothing but fields stands behind it
}

func (r *planReader) readProse() {
	t := &proseReader{r: r, orders: orderReader{dir: r.dir, issuer: r.issuer, year: r.year}}
	for i, p := range r.paras {
		if p.role == roleLetterhead {
			t.charges = nil
			continue
		}
		if p.mark.kind != "" {
			t.leave(p.mark.level)
		} else if p.role == roleHeading && isShouting(p.text) {
			t.charges = nil
		}
		if p.used || p.blocked || p.aside {
			t.recent = nil
			continue
		}
		if p.label != nil && t.recent != nil && p.label.kind != labelDetail && p.label.kind != labelLead {
			r.fillField(t.recent, p, nil)
			continue
		}
		if p.label != nil && !t.readsLabel(p) {
			continue
		}
		t.recent = nil
		t.orders.eager = p.mark.kind != "" || t.r.lettered && p.role == roleBody && endsSentence(p.text)
		t.read(i, p)
	}
}

// readsLabel lets a paragraph that only looks like a field be read as prose under a unit.
func (t *proseReader) readsLabel(p *para) bool {
	return p.label.kind == labelDetail && len(t.charges) > 0
}

// leave forgets the units of parts that end where a part of this level begins.
func (t *proseReader) leave(level int) {
	for len(t.charges) > 0 && t.charges[len(t.charges)-1].level >= level {
		t.charges = t.charges[:len(t.charges)-1]
	}
}

func (t *proseReader) charge() *charge {
	if len(t.charges) == 0 {
		return nil
	}
	return &t.charges[len(t.charges)-1]
}

func (t *proseReader) read(i int, p *para) {
	if t.readUnitHeading(i, p) {
		return
	}
	if t.readBracket(p) {
		return
	}
	if p.role == roleHeading && (p.mark.level <= 3 || p.mark.kind == "") && !t.namesUnit(p) {
		return
	}
	marked := p.mark.kind != "" && p.mark.kind != "điều"
	item := t.charge() != nil && t.charge().header && (marked || t.isDuty(i, p))
	body := p.rest()
	var open *draft    // the item that further sentences belong to
	var before stretch // the clause before, when nobody was told to do it
	for _, s := range sentences(body, func(at int) bool { return t.orders.names(body, at) }) {
		at := stretch{s.from + p.body, s.to + p.body}
		if t.recent != nil && t.addTime(p, at) {
			continue
		}
		w, ok := t.orders.read(p.passage, at, t.charge() != nil)
		if ok && t.assignsBefore(p, &w, before) {
			t.add(p, w, w.lead, w.partners)
			before = stretch{}
			continue
		}
		if before = (stretch{}); !ok {
			before = at
		}
		switch {
		case ok && w.rule == RuleSubject && isHeadline(p):
			continue
		case ok && w.void && !(item && w.rule == RuleRunning):
			continue
		case !ok && item && open == nil && t.isWork(p, at) && !startsNamed(p, at, t):
			w = order{sentence: at, content: at, rule: RuleHeading}
			w.timing, w.timed = sentenceTiming(p.key[at.from:at.to], t.r.year)
			open = t.addItem(p, w)
		case !ok && item && open != nil, ok && w.rule == RuleRunning && marked && item && open != nil:
			t.extend(open, p, at, w)
		case !ok, w.void:
			continue
		case w.header:
			t.push(p, w)
			t.r.markHeader(p)
		case w.rule == RuleRunning && p.mark.kind == "" && (!endsSentence(p.text) || reportsForAll(p, s)):
			continue
		case w.rule == RuleRunning && t.recent != nil && p.mark.kind != "":
			t.extend(t.recent, p, at, w)
		case w.rule == RuleRunning:
			d := t.addItem(p, w)
			if item {
				open = d
			}
		default:
			t.push(p, w)
			t.add(p, w, w.lead, w.partners)
			open = nil
		}
	}
}

// isDuty reports a sentence without a number right below the unit that is to do it.
func (t *proseReader) isDuty(i int, p *para) bool {
	return i > 0 && t.charge().from == t.r.paras[i-1] && t.charge().level < pointLevel && p.mark.kind == "" && p.role == roleBody && endsSentence(p.text) && inDuties(p)
}

// assignsBefore reads an assignment behind the work it is about: "Rà soát phương án; giao Phòng Kinh tế chủ
// trì, hoàn thành trước ngày 31/3/2027".
func (t *proseReader) assignsBefore(p *para, w *order, before stretch) bool {
	if w.rule != RuleAssigned || before.to == 0 || before.to != w.sentence.from || strings.HasSuffix(strings.TrimSpace(p.text), ":") {
		return false
	}
	if _, verb := verbAt(p.key, skipBlanks(p.key, before.from)); !verb || strings.Count(strings.TrimSpace(p.text[before.from:before.to]), " ") < 2 {
		return false
	}
	rest := p.key[w.content.from:w.sentence.to]
	if w.void || w.header {
		rest = ""
	}
	if hasWord(rest) && !onlyTime(rest) {
		return false
	}
	if !w.timed && hasWord(rest) {
		w.timing, w.timed = sentenceTime{Timing: ReadTiming(rest, t.r.year)}, true
	}
	w.void, w.header = false, false
	w.content = before
	w.sentence.from = before.from
	w.timing.start, w.timing.end, w.timing.clause = 0, 0, false
	return true
}

// isHeadline reports a line of its own without a number and without closing punctuation: a headline tells
// who does something, it does not assign.
func isHeadline(p *para) bool {
	return p.mark.kind == "" && len(p.parts) == 1 && !endsSentence(p.text) && !strings.HasSuffix(strings.TrimSpace(p.text), ":") && !inDuties(p)
}

// reportsForAll reports a paragraph that asks everybody addressed for a report, not the unit named last.
func reportsForAll(p *para, s stretch) bool {
	_, ok := firstPhrase(p.key, 0, []string{"báo cáo kết quả", "kết quả thực hiện", "báo cáo tình hình"})
	return ok && s.from == 0
}

func (t *proseReader) namesUnit(p *para) bool {
	w, ok := t.orders.read(p.passage, stretch{p.body, len(p.text)}, false)
	return ok && (p.mark.kind != "" || w.rule == RuleAssigned || w.header)
}

// startsNamed reports a sentence whose subject is somebody else: a statement, not work for the unit above.
func startsNamed(p *para, s stretch, t *proseReader) bool {
	names, _ := scanUnits(p.passage, skipBlanks(p.key, s.from), t.r.dir)
	return len(names) > 0
}

// isWork reports that an item under a unit says something to do: more than a title over further items.
func (t *proseReader) isWork(p *para, s stretch) bool {
	if _, ok := firstPhrase(p.key, skipBlanks(p.key, s.from), verdicts); ok {
		return false
	}
	text := strings.TrimSpace(p.text[s.from:s.to])
	return strings.Count(text, " ") >= 2 && !strings.HasSuffix(text, ":")
}

// verdicts open a sentence in which a meeting decides or praises; nobody is told to act.
var verdicts = []string{"đồng ý", "thống nhất chủ trương", "thống nhất với", "cơ bản thống nhất", "cơ bản đồng ý", "ghi nhận", "biểu dương", "hoan nghênh", "đánh giá cao", "cho phép", "chấp thuận", "nhất trí", "cơ bản nhất trí", "tán thành", "phê bình", "về cơ bản thống nhất", "về cơ bản nhất trí", "về cơ bản đồng ý"}

// readUnitHeading reads a paragraph that only names units, or names them before a colon and nothing else.
func (t *proseReader) readUnitHeading(i int, p *para) bool {
	at := skipBlanks(p.key, p.body)
	prefixed := false
	if m := unitPrefix().FindStringIndex(p.key[at:]); m != nil {
		at, prefixed = at+m[1], true
	}
	names, end := scanUnits(p.passage, at, t.r.dir)
	if len(names) == 0 {
		return false
	}
	if prefixed && p.mark.level <= 2 && isPlural(names[0].nameKey()) {
		return false
	}
	end = skipBracket(p.passage, end)
	rest := strings.TrimSpace(p.key[end:])
	colon := strings.HasSuffix(rest, ":")
	if strings.Trim(rest, " .:;,-–") != "" {
		if !t.namesKind(i, p, names) && !(prefixed && t.namesClause(i, p, names)) {
			return false
		}
		names = []nameSpan{{strings.TrimRight(oneLine(p.text[at:]), " .:;,"), at, len(p.text)}}
	}
	if !colon && p.mark.kind == "" && !t.headsList(i, p) {
		return false
	}
	if !colon && p.mark.kind != "" && !t.hasContent(i, p) && !prefixed {
		return false
	}
	t.push(p, order{lead: names, header: true})
	t.r.markHeader(p)
	return true
}

// namesKind reports a numbered heading that names a kind of units by what they do: "4. Các doanh nghiệp sử
// dụng lao động nước ngoài", over what they are to do.
func (t *proseReader) namesKind(i int, p *para, names []nameSpan) bool {
	if p.mark.kind == "" || p.mark.level < 4 || len(p.text) > mostQualifier*2 || endsSentence(p.text) || strings.ContainsAny(p.text, ",:") || !isPlural(names[0].nameKey()) || i+1 >= len(t.r.paras) {
		return false
	}
	next := t.r.paras[i+1]
	return next.role == roleBody && (p.look.Bold && !next.look.Bold || inDuties(p)) && (next.mark.level > p.mark.level) && startsVerb(next)
}

// namesClause reports a numbered line that only says whom the lines below are for: "3. Đối với các doanh
// nghiệp cung cấp dịch vụ viễn thông".
func (t *proseReader) namesClause(i int, p *para, names []nameSpan) bool {
	_, meant := firstPhrase(p.key, skipBlanks(p.key, p.body), []string{"đối với", "trách nhiệm của", "nhiệm vụ của", "về phía"})
	return meant && p.mark.kind != "" && len(p.text) < mostQualifier*2 && !endsSentence(p.text) && !strings.ContainsAny(p.text, ",:") && isPlural(names[0].nameKey()) && t.hasContent(i, p)
}

// headsList reports an unnumbered line of units over a list, in a part about who does what.
func (t *proseReader) headsList(i int, p *para) bool {
	if i+1 >= len(t.r.paras) || len(p.text) > 200 || endsSentence(p.text) {
		return false
	}
	next := t.r.paras[i+1]
	return next.mark.kind != "" && next.mark.level >= 4 || inDuties(p) && startsVerb(next)
}

// hasContent reports that something stands under a numbered line.
func (t *proseReader) hasContent(i int, p *para) bool {
	if i+1 >= len(t.r.paras) {
		return false
	}
	next := t.r.paras[i+1]
	return next.role != roleLetterhead && (next.mark.level > p.mark.level)
}

func (t *proseReader) push(p *para, w order) {
	level := p.mark.level
	if p.mark.kind == "" {
		level = unmarkedCharge
		if w.header && p.role != roleHeading {
			level = unmarkedHeading
		}
	}
	if isIssuerOnly(w.lead, &t.orders) && !(w.header && p.mark.kind != "" && !issuers().MatchString(w.lead[0].nameKey())) {
		return
	}
	t.leave(level)
	t.charges = append(t.charges, charge{level, w.lead, w.partners, p, w.header})
}

func isIssuerOnly(lead []nameSpan, o *orderReader) bool { return o.isIssuer(lead) }

// markHeader makes a line that names units over a list a heading.
func (r *planReader) markHeader(p *para) {
	p.role = roleHeading
	for _, part := range p.parts {
		r.heading[part.line] = true
	}
}

// addItem adds a task of the unit above.
func (t *proseReader) addItem(p *para, w order) *draft {
	c := t.charge()
	partners := w.partners
	if c.header {
		partners = append(append([]nameSpan{}, partners...), c.partners...)
		if w.rule == RuleRunning {
			w.rule = RuleHeading
		}
	}
	d := t.add(p, w, c.lead, partners)
	d.Evidence = append(d.Evidence, c.from.evidence(FieldLead, w.rule, 0, len(c.from.text))...)
	return d
}

// extend adds a further sentence to an item.
func (t *proseReader) extend(d *draft, p *para, s stretch, w order) {
	d.Lines = append(d.Lines, t.r.take(p, s.from, s.to)...)
	d.Title = tidyTitle(d.Title + ". " + strings.TrimSpace(p.text[s.from:s.to]))
	d.Partners = append(d.Partners, t.r.units(w.partners)...)
	timing, ok := sentenceTiming(p.key[s.from:s.to], t.r.year)
	switch {
	case !ok:
	case len(d.Cadence) == 0:
		t.setTiming(d, p, s.from, timing)
	case len(recurring(p.key[s.from:s.to])) > 0:
		d.also(timing.Cadence)
	}
}

// also adds cadences that a further sentence tells: "… trước ngày 19/8. Hằng tuần báo cáo tiến độ".
func (d *draft) also(more []Cadence) {
	for _, c := range more {
		if !slices.Contains(d.Cadence, c) {
			d.Cadence = append(slices.Clip(d.Cadence), c)
		}
	}
}

var confidenceOf = map[Rule]float64{RuleAssigned: 0.85, RuleSubject: 0.8, RuleHeading: 0.85, RuleRunning: 0.65, RuleBracket: 0.9, RuleNoLead: 0.4}

func (t *proseReader) add(p *para, w order, lead, partners []nameSpan) *draft {
	d := &draft{order: float64(p.lineOf(w.content.from)) + float64(w.sentence.from)/1e7}
	d.Title = p.text[w.content.from:w.content.to]
	d.Line = p.lineOf(skipBlanks(p.key, w.content.from))
	d.Section = sectionOf(p)
	d.Lead, d.Partners = t.r.units(lead), t.r.units(partners)
	d.Confidence, d.Why = confidenceOf[w.rule], []Rule{w.rule}
	d.Evidence = p.evidence(FieldTitle, w.rule, w.content.from, w.content.to)
	for _, n := range w.lead {
		d.Evidence = append(d.Evidence, p.evidence(FieldLead, w.rule, n.start, n.end)...)
	}
	for _, n := range w.partners {
		d.Evidence = append(d.Evidence, p.evidence(FieldPartners, w.rule, n.start, n.end)...)
	}
	if w.timed {
		t.setTiming(d, p, w.content.from, w.timing)
	}
	d.Lines = append(d.Lines, t.r.take(p, w.sentence.from, w.sentence.to)...)
	t.r.add(d)
	t.recent = d
	return d
}

// addTime gives a sentence that only tells when to the task before it: "… Trước ngày 25/8/2026."
func (t *proseReader) addTime(p *para, s stretch) bool {
	if len(t.recent.Cadence) > 0 || !onlyTime(p.key[s.from:s.to]) {
		return false
	}
	when := strings.Trim(oneLine(p.text[s.from:s.to]), " .;,")
	t.r.setWhen(t.recent, when)
	t.recent.Lines = append(t.recent.Lines, t.r.take(p, s.from, s.to)...)
	t.recent.Evidence = append(t.recent.Evidence, p.evidence(FieldWhen, RuleSentence, s.from, s.to)...)
	return len(t.recent.Cadence) > 0
}

func (t *proseReader) setTiming(d *draft, p *para, from int, timing sentenceTime) {
	d.Cadence, d.From, d.To = timing.Cadence, timing.From, timing.To
	if timing.end > timing.start && from+timing.start >= 0 && from+timing.end <= len(p.text) {
		d.When = strings.Trim(oneLine(p.text[from+timing.start:from+timing.end]), " ,;().")
		d.Evidence = append(d.Evidence, p.evidence(FieldWhen, RuleSentence, from+timing.start, from+timing.end)...)
	}
}
