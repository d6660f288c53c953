package press

import (
	"fmt"
	"strconv"
	"strings"
)

// A frame is a piece of text with choices and slots:
//
//	{a|b|}        one of these, chosen anew for each item
//	[name]        one line of the list of that name, or a built-in slot such as [x] for the place
//	[Name]        the same, beginning with a capital
//	[!name]       the same, but every item of a story gets the same line
//	[$a:10-90:5]  a number that every item of a story shares; [#10-90:5] one of this item only
type frame []part

type part struct {
	text    string  // literal, if nothing else is set
	choice  []frame // of a {…|…}
	slot    string
	shared  bool // the story decides, not the item
	capital bool // begins with a capital
	number  *span
}

// span is a range of numbers in steps.
type span struct {
	low, high, step float64
	decimals        int
	key             string
}

// parser reads a frame.
type parser struct {
	text  string
	at    int
	words *wording // nil: the text stays as it is
}

func parseFrame(text string, words *wording) (frame, error) {
	p := &parser{text: text, words: words}
	f, err := p.sequence("")
	if err == nil && p.at < len(text) {
		err = fmt.Errorf("%q stands alone at byte %d", text[p.at], p.at)
	}
	if err != nil {
		return nil, fmt.Errorf("frame %q: %w", text, err)
	}
	return f, nil
}

// sequence reads until one of the bytes in stop, which it leaves.
func (p *parser) sequence(stop string) (frame, error) {
	var f frame
	for p.at < len(p.text) && strings.IndexByte(stop, p.text[p.at]) < 0 {
		var next part
		var err error
		switch p.text[p.at] {
		case '{':
			next, err = p.choice()
		case '[':
			next, err = p.slot()
		case '}', ']', '|':
			return f, nil
		default:
			n := strings.IndexAny(p.text[p.at:], "{}[]|")
			if n < 0 {
				n = len(p.text) - p.at
			}
			plain := p.text[p.at : p.at+n]
			p.at += n
			f = append(f, p.words.parts(plain, p.text[p.at:])...)
			continue
		}
		if err != nil {
			return nil, err
		}
		f = append(f, next)
	}
	return f, nil
}

func (p *parser) choice() (part, error) {
	var c part
	for {
		p.at++ // over { or |
		f, err := p.sequence("|}")
		if err != nil {
			return c, err
		}
		c.choice = append(c.choice, f)
		switch {
		case p.at >= len(p.text):
			return c, fmt.Errorf("a choice is not closed")
		case p.text[p.at] == '}':
			p.at++
			return c, nil
		case p.text[p.at] != '|':
			return c, fmt.Errorf("%q within a choice", p.text[p.at])
		}
	}
}

func (p *parser) slot() (part, error) {
	end := strings.IndexByte(p.text[p.at:], ']')
	if end < 0 {
		return part{}, fmt.Errorf("a slot is not closed")
	}
	name := p.text[p.at+1 : p.at+end]
	p.at += end + 1
	switch {
	case strings.HasPrefix(name, "$"), strings.HasPrefix(name, "#"):
		s, err := parseSpan(name[1:])
		return part{number: &s, shared: name[0] == '$'}, err
	}
	name, shared := strings.CutPrefix(name, "!")
	q := part{slot: name, shared: shared}
	if low := strings.ToLower(name); low != name && !strings.Contains("N T L F", name) {
		q.slot, q.capital = low, true
	}
	return q, nil
}

// parseSpan reads "name:10-90:5" or "10-90"; what the name is decides which numbers are the same.
func parseSpan(text string) (span, error) {
	s := span{key: text, step: 1}
	fields := strings.Split(text, ":")
	if strings.Contains(fields[0], "-") {
		fields = append([]string{""}, fields...)
	}
	low, high, ok := strings.Cut(fields[1], "-")
	if !ok {
		return s, fmt.Errorf("range %q", text)
	}
	var err error
	for _, f := range []struct {
		to   *float64
		text string
	}{{&s.low, low}, {&s.high, high}, {&s.step, strings.Join(fields[2:], "")}} {
		if f.text == "" {
			continue
		}
		*f.to, err = strconv.ParseFloat(f.text, 64)
		if err != nil {
			return s, fmt.Errorf("range %q: %w", text, err)
		}
	}
	if _, fraction, ok := strings.Cut(strings.Join(fields[2:], ""), "."); ok {
		s.decimals = len(fraction)
	}
	if s.high < s.low || s.step <= 0 {
		return s, fmt.Errorf("range %q is empty", text)
	}
	return s, nil
}

// value is the number that a random 64-bit word picks.
func (s span) value(random uint64) float64 {
	steps := uint64((s.high-s.low)/s.step+1e-9) + 1
	return s.low + s.step*float64(random%steps)
}

// appendNumber writes a number as Vietnamese papers do: 1.250 and 3,5.
func appendNumber(b []byte, v float64, decimals int) []byte {
	whole := strconv.FormatFloat(v, 'f', decimals, 64)
	fraction := ""
	if dot := strings.IndexByte(whole, '.'); dot >= 0 {
		whole, fraction = whole[:dot], whole[dot+1:]
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b = append(b, '.')
		}
		b = append(b, whole[i])
	}
	if strings.Trim(fraction, "0") != "" {
		b = append(append(b, ','), fraction...)
	}
	return b
}

// splitTop splits at | outside of braces and brackets.
func splitTop(text string) []string {
	var all []string
	depth, from := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '|':
			if depth == 0 {
				all = append(all, strings.TrimSpace(text[from:i]))
				from = i + 1
			}
		}
	}
	return append(all, strings.TrimSpace(text[from:]))
}
