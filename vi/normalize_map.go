package vi

import (
	"sort"
	"strings"
)

// Normalized is a text in another form that knows where each of its parts came from.
type Normalized struct {
	Text  string
	steps []editStep // in the order in which they were made
}

// Edit is one place where the form differs from the original: bytes Start to End of the new text stand for
// bytes From to To of the original.
type Edit struct{ Start, End, From, To int }

// Original gives the bytes of the original that stand behind bytes start to end of Text. A place inside
// something that was replaced widens to the whole of it.
func (n Normalized) Original(start, end int) (from, to int) {
	from, to = n.backward(len(n.steps), start, end)
	return from, max(from, to)
}

// backward carries a stretch of the text before step i to the original.
func (n Normalized) backward(i, start, end int) (from, to int) {
	for i--; i >= 0; i-- {
		start, end = n.steps[i].back(start, false), n.steps[i].back(end, true)
	}
	return start, end
}

// Edits lists what was changed, joined over all steps, in order.
func (n Normalized) Edits() []Edit {
	var out []Edit
	for i := range n.steps {
		for _, e := range n.steps[i] {
			start, end := n.forward(i, e.start, e.end)
			from, to := n.backward(i, e.from, e.to)
			out = append(out, Edit{start, max(start, end), from, max(from, to)})
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		return out[i].Start < out[j].Start || out[i].Start == out[j].Start && out[i].From < out[j].From
	})
	joined := out[:0]
	for _, e := range out {
		if k := len(joined); k > 0 && e.Start <= joined[k-1].End && e.From <= joined[k-1].To {
			joined[k-1].End, joined[k-1].To = max(joined[k-1].End, e.End), max(joined[k-1].To, e.To)
			joined[k-1].From = min(joined[k-1].From, e.From)
			continue
		}
		joined = append(joined, e)
	}
	return joined
}

// forward carries a stretch of the text after step i to the final text.
func (n Normalized) forward(i, start, end int) (int, int) {
	for _, s := range n.steps[i+1:] {
		start, end = s.ahead(start, false), s.ahead(end, true)
	}
	return start, end
}

// edit replaces bytes from to to of a text; start and end are where the replacement lies afterwards.
type edit struct{ from, to, start, end int }

// editStep is edits in order, without overlap.
type editStep []edit

// back is the place before the step of a place behind it; inside an edit, its beginning or its end.
func (s editStep) back(at int, end bool) int {
	i := sort.Search(len(s), func(i int) bool { return s[i].end > at || s[i].end == at && end && s[i].start < at })
	if i < len(s) && s[i].start < at {
		if end {
			return s[i].to
		}
		return s[i].from
	}
	if i < len(s) && s[i].start == at && !end {
		return s[i].from
	}
	if i == 0 {
		return at
	}
	// a deletion right here belongs to what stands before it
	return at - s[i-1].end + s[i-1].to
}

// ahead is the place behind the step of a place before it.
func (s editStep) ahead(at int, end bool) int {
	i := sort.Search(len(s), func(i int) bool { return s[i].to > at || s[i].to == at && end && s[i].from < at })
	if i < len(s) && s[i].from < at {
		if end {
			return s[i].end
		}
		return s[i].start
	}
	if i == 0 {
		return at
	}
	return at - s[i-1].to + s[i-1].end
}

// editor collects the edits of one step over text.
type editor struct {
	text string
	out  strings.Builder
	done int // bytes of text that are written
	step editStep
}

// replace puts with in the place of bytes from to to, which lie behind all earlier ones. What the two have
// in common at either end is not touched.
func (e *editor) replace(from, to int, with string) {
	old := e.text[from:to]
	if old == with {
		return
	}
	head := commonPrefix(old, with)
	tail := commonPrefixBack(old[head:], with[head:])
	from, to, with = from+head, to-tail, with[head:len(with)-tail]
	e.out.WriteString(e.text[e.done:from])
	start := e.out.Len()
	e.out.WriteString(with)
	e.done = to
	e.step = append(e.step, edit{from, to, start, e.out.Len()})
}

// commonPrefix is the length of what a and b begin with, in whole characters.
func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !startsRune(a[n]) || n < len(b) && !startsRune(b[n])) {
		n--
	}
	return n
}

func commonPrefixBack(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !startsRune(a[len(a)-n]) {
		n--
	}
	return n
}

func startsRune(c byte) bool { return c&0xC0 != 0x80 }

// finish adds the step to n, unless nothing was changed.
func (e *editor) finish(n *Normalized) {
	if len(e.step) == 0 {
		return
	}
	e.out.WriteString(e.text[e.done:])
	n.Text = e.out.String()
	n.steps = append(n.steps, e.step)
}
