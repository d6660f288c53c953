package main

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// maker makes texts and changes them. It knows nothing of how they will be compared: it works on words and
// sentences, changed words come in runs as often as alone, and parts are cut anywhere.
type maker struct {
	*rand.Rand
	spare []string // words that stand in for changed ones
}

// comment is a made text of about so many syllables.
func (m *maker) comment(syllables int) []string {
	var out []string
	for len(out) < syllables {
		sentence := strings.Fields(m.sentence())
		if m.IntN(3) == 0 {
			at := m.IntN(len(sentence))
			sentence = slices.Insert(sentence, at, strings.Fields(m.pick(asides))...)
		}
		sentence[len(sentence)-1] += m.pick([]string{".", ".", "!", "?", ","})
		out = append(out, sentence...)
	}
	return out[:syllables]
}

func (m *maker) sentence() string {
	rest := patterns[m.IntN(len(patterns))]
	var b strings.Builder
	for {
		before, after, found := strings.Cut(rest, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, next, _ := strings.Cut(after, "}")
		b.WriteString(m.fill(name))
		rest = next
	}
}

func (m *maker) fill(name string) string {
	switch name {
	case "n":
		return strconv.Itoa(2 + m.IntN(998))
	case "tên":
		return m.pick(families) + " " + m.pick(middles) + " " + m.pick(givens)
	}
	return m.pick(slots[name])
}

func (m *maker) pick(all []string) string { return all[m.IntN(len(all))] }

// word is any word of a made or given text.
func (m *maker) word() string {
	if len(m.spare) == 0 {
		return strings.Fields(m.sentence())[0]
	}
	return m.spare[m.IntN(len(m.spare))]
}

// change replaces, drops or adds words until a share of them was touched.
func (m *maker) change(text []string, share float64) []string {
	n := max(1, int(share*float64(len(text))+0.5))
	touched := make(map[int]bool, n)
	for len(touched) < n {
		at, run := m.IntN(len(text)), 1
		if m.IntN(3) == 0 {
			run = 2 + m.IntN(2)
		}
		for i := at; i < min(at+run, len(text)) && len(touched) < n; i++ {
			touched[i] = true
		}
	}
	out := make([]string, 0, len(text)+n)
	for i, w := range text {
		if !touched[i] {
			out = append(out, w)
			continue
		}
		switch m.IntN(6) {
		case 0: // dropped
		case 1:
			out = append(out, w, m.word())
		default:
			out = append(out, m.word())
		}
	}
	return out
}

// quote puts half of a text into a longer one: one stretch of it, or of a long text a stretch of each half.
func (m *maker) quote(text, own []string) []string {
	half := len(text) / 2
	if half < 60 || m.IntN(2) == 0 {
		from, at := m.IntN(len(text)-half+1), m.IntN(len(own)+1)
		return slices.Concat(own[:at], text[from:from+half], own[at:])
	}
	quarter := half / 2
	a, b := m.IntN(half-quarter+1), half+m.IntN(half-quarter+1)
	first, second := m.IntN(len(own)/2), len(own)/2+m.IntN(len(own)/2)
	return slices.Concat(own[:first], text[a:a+quarter], own[first:second], text[b:b+half-quarter], own[second:])
}

// credit puts a line of a source to the end and changes one word in fifty.
func (m *maker) credit(text []string) []string {
	return append(m.change(text, 0.02), strings.Fields("Nguồn: theo "+m.sentence())...)
}

// cut leaves out the last 30 %.
func (m *maker) cut(text []string) []string { return text[:len(text)*7/10] }

// frame keeps the beginning and the end of a letter and fills in own lines.
func (m *maker) frame(text, own []string) []string {
	third := len(text) / 3
	return slices.Concat(text[:third], own[:third], text[len(text)-third:])
}

// figure changes one number and nothing else; nil if there is none.
func (m *maker) figure(text []string) []string {
	for i, w := range text {
		if w[0] >= '1' && w[0] <= '9' {
			out := slices.Clone(text)
			out[i] = strings.Replace(w, w[:1], string('1'+(w[0]-'1'+3)%9), 1)
			if out[i] != w {
				return out
			}
		}
	}
	return nil
}

// loose writes a text as others would: no accents gone, but case and signs differ.
func (m *maker) loose(text []string) []string {
	out := slices.Clone(text)
	for i := range out {
		switch m.IntN(8) {
		case 0:
			out[i] = strings.ToUpper(out[i])
		case 1:
			out[i] = strings.TrimRight(out[i], ".,!?") + ";"
		}
	}
	return out
}
