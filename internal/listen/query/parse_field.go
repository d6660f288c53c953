package query

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/vi"
)

// mostShown is how much of a name or value a sentence repeats.
const mostShown = 40

// readField reads what stands behind a field's name and colon.
func (p *parser) readField(t token) *node {
	name := vi.CutRunes(strings.TrimSuffix(t.text, ":"), mostShown)
	f, ok := fieldOf(strings.TrimSuffix(t.text, ":"))
	if !ok {
		p.failField(t, name)
		return nil
	}
	if slices.Contains(p.options.Refused, f) {
		p.fail(t.from, "Ở đây không dùng được trường %s:.", f)
		return nil
	}
	if k := p.peek().kind; k == tokenEnd || k == tokenClose || k == tokenAnd || k == tokenOr || k == tokenNear {
		p.fail(t.to, "Sau %s: cần một giá trị.", f)
		return nil
	}
	if f.isText() {
		return p.readScoped(f)
	}
	return p.readValues(f)
}

func (p *parser) failField(t token, name string) {
	if best := nearestField(name); best != "" {
		p.fail(t.from, "Không có trường “%s”. Có phải ý bạn là %s: ?", name, best)
		return
	}
	p.fail(t.from, "Không có trường “%s”. Các trường là title, lead, body, source, group, place, lang, type, topic, story, from, to; nếu là từ cần tìm, hãy đặt trong ngoặc kép.", name)
}

// readScoped reads an operand of which all terms are looked for in one part of the article.
func (p *parser) readScoped(f Field) *node {
	outer := p.scope
	p.scope = 1 << f
	at := p.peek().from
	n := p.readOperand()
	p.scope = outer
	if p.problem == nil {
		n.walk(func(c *node) {
			if c.kind == isKnown || c.kind == isDay {
				p.fail(at, "Trong %s: chỉ được dùng từ và cụm từ.", f)
			}
		})
	}
	return n
}

// readValues reads one value, or several in brackets and apart by OR.
func (p *parser) readValues(f Field) *node {
	if p.peek().kind != tokenOpen {
		return p.readValue(f)
	}
	open := p.take()
	kids := []*node{p.readValue(f)}
	for p.problem == nil && p.peek().kind == tokenOr {
		p.take()
		kids = append(kids, p.readValue(f))
	}
	p.wantClose(open)
	if p.problem != nil {
		return nil
	}
	return join(isOr, kids)
}

func (p *parser) readValue(f Field) *node {
	t := p.takeValue()
	if t.kind != tokenWord && t.kind != tokenQuote {
		p.fail(t.from, "Sau %s: cần một giá trị.", f)
		return nil
	}
	p.count(t.from)
	if f == From || f == To {
		day, ok := dayOf(strings.TrimSpace(t.text), f == To)
		if !ok {
			p.fail(t.from, "“%s” không phải ngày. Hãy viết như 22/11/2026, 11/2026 hoặc 2026-11-22.", vi.CutRunes(t.text, mostShown))
		}
		return &node{kind: isDay, field: f, value: day}
	}
	value := nameOf(t.text)
	if len(wordsOf(value)) == 0 {
		p.fail(t.from, "Sau %s: cần một giá trị.", f)
	}
	return &node{kind: isKnown, field: f, value: value}
}

// dayOf reads a day as Vietnamese and ISO write it, a month or a year; of these the first day, or the last.
func dayOf(text string, last bool) (string, bool) {
	text = strings.NewReplacer(".", "/", "-", "/").Replace(text)
	for _, layout := range []string{"2/1/2006", "2006/1/2", "1/2006", "2006/1", "2006"} {
		t, err := time.Parse(layout, text)
		if err != nil {
			continue
		}
		switch {
		case last && len(layout) == 4:
			t = t.AddDate(1, 0, -1)
		case last && len(layout) == 6:
			t = t.AddDate(0, 1, -1)
		}
		day := t.Format(time.DateOnly)
		return day, utf8.RuneCountInString(day) == len("2006-01-02")
	}
	return "", false
}

// dayText is a day as Vietnamese write it.
func dayText(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return fmt.Sprintf("%02d/%02d/%d", t.Day(), t.Month(), t.Year())
}
