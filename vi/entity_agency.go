package vi

import (
	_ "embed" // the agencies
	"slices"
	"strings"
	"sync"
)

//go:embed data/agencies.txt
var agenciesText string

// agencyWord is a line of agencies.txt.
type agencyWord struct {
	role  string // whole, head, local, of, field
	name  string
	short []string
	now   []string // what it is called now: itself, its heir, several among whom its work was shared out, or none
}

// agencyWords are the kinds of agencies and their fields.
var agencyWords = sync.OnceValue(func() []agencyWord {
	var words []agencyWord
	for _, f := range tabLines(agenciesText) {
		words = append(words, agencyWord{f[0], f[1], splitTrim(f[2], ";"), heirs(f[1], f[3])})
	}
	return words
})

// heirs reads the last column: nothing where a name still holds, - where nothing took its place.
func heirs(name, column string) []string {
	switch column {
	case "":
		return []string{name}
	case "-":
		return nil
	}
	return splitTrim(column, ";")
}

// tabLines cuts a text into lines of four fields or more; lines that begin with # are left out.
func tabLines(text string) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		for len(f) < 5 {
			f = append(f, "")
		}
		out = append(out, f)
	}
	return out
}

func splitTrim(s, sep string) []string {
	var out []string
	for part := range strings.SplitSeq(s, sep) {
		part = strings.TrimSpace(part)
		if part != "" {
			out = append(out, part)
		}
	}
	return out
}

// agency reads an agency that begins at word i: a kind, for some a field, and an area.
func (f *finder) agency(i int) (Entity, int, bool) {
	for _, m := range f.g.agencies.match(f.words, i) {
		w := f.g.kinds[m.id]
		if !f.words[i].capital && !f.surely(i, m.end, w) {
			continue
		}
		switch w.role {
		case "whole":
			return f.finish(i, m.end, w, w.name, w.now)
		case "head":
			return f.withArea(i, m.end, w, w.name, w.now)
		case "of":
			field, end, ok := f.field(m.end)
			if ok {
				return f.withArea(i, end, w, w.name+" "+field.name, w.nowWith(field))
			}
		case "local":
			if end := f.area(m.end, &Entity{}); end > m.end {
				return f.withArea(i, m.end, w, w.name, w.now)
			}
		}
	}
	return Entity{}, 0, false
}

// surely reports whether words without a capital can only be an agency: three syllables and more, or the
// abbreviation of its kind.
func (f *finder) surely(i, end int, w agencyWord) bool {
	if w.role != "whole" && w.role != "head" {
		return false
	}
	return end-i >= 3 || end == i+1 && len(f.words[i].lower) >= 4
}

// nowWith are the names of today of an agency for a field. Ministries and the departments of provinces follow the
// field into its heirs; what became of the others is not known.
func (w agencyWord) nowWith(field agencyWord) []string {
	if w.name != "Bộ" && w.name != "Sở" && !slices.Equal(field.now, []string{field.name}) {
		return nil
	}
	var now []string
	for _, heir := range field.now {
		now = append(now, w.name+" "+heir)
	}
	return now
}

// field reads what a Sở or Phòng is for: a known field, or words with capitals joined by "và", commas and
// dashes.
func (f *finder) field(i int) (agencyWord, int, bool) {
	if i >= len(f.words) || !f.words[i].capital {
		return agencyWord{}, 0, false
	}
	for _, m := range f.g.agencies.match(f.words, i) {
		if w := f.g.kinds[m.id]; w.role == "field" || w.role == "local" {
			return w, m.end, true
		}
	}
	end := f.capitalRun(i)
	if end < i+2 { // one capital may begin anything
		return agencyWord{}, 0, false
	}
	name := make([]string, 0, end-i)
	for _, w := range f.words[i:end] {
		name = append(name, w.written)
	}
	written := joinWritten(name)
	return agencyWord{name: written, now: []string{written}}, end, true
}

// longestField is how many tokens the name of a field has at most.
const longestField = 14

// capitalRun is the end of the words from i on that are a name: those with capitals, one small syllable
// behind each where the name goes on or ends with it (Viễn thông và Tần số), and what joins them.
func (f *finder) capitalRun(i int) int {
	end := i
	for k := i; k < min(i+longestField, len(f.words)); k++ {
		w := f.words[k]
		switch {
		case w.letters && w.capital:
			if kind, _ := f.prefix(k); kind != "" || k > i && f.startsAgency(k) {
				return end
			}
			end = k + 1
		case w.letters && k == end && !joining[w.lower] && f.mayEnd(k+1):
			end = k + 1
		case !joining[w.lower]:
			return end
		}
	}
	return end
}

// joining are what stands between the words of a name.
var joining = wordSet("và , - &")

// mayEnd reports whether a name may end before word i or go on with it.
func (f *finder) mayEnd(i int) bool {
	if i >= len(f.words) || !f.words[i].letters || f.words[i].capital || joining[f.words[i].lower] {
		return true
	}
	kind, _ := f.prefix(i)
	return kind != ""
}

func (f *finder) startsAgency(i int) bool {
	for _, m := range f.g.agencies.match(f.words, i) {
		if f.g.kinds[m.id].role != "field" && f.words[i].capital {
			return true
		}
	}
	return false
}

// joinWritten puts spaces between words but before a comma.
func joinWritten(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && w != "," {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}

// general are areas without a name.
var general = wordSet("tỉnh thành huyện quận xã phường")

// area reads the area behind an agency into e and returns the word behind it; i itself for none.
func (f *finder) area(i int, e *Entity) int {
	if i >= len(f.words) {
		return i
	}
	place, next, ok := f.place(i)
	if ok {
		*e = place
		return next
	}
	kind, next := f.prefix(i)
	if kind != "" && (next >= len(f.words) || !f.words[next].capital || f.words[next].opens) && !f.words[i].capital {
		e.Name, e.Now = kind, levelNow(kind)
		return next
	}
	if f.words[i].lower == "cấp" && i+1 < len(f.words) && general[f.words[i+1].lower] {
		e.Name = "cấp " + f.words[i+1].lower
		e.Now = levelNow(e.Name)
		return i + 2
	}
	return i
}

// levelNow is an area without a name as it is called now: since 1 July 2025 there are no districts (Constitution,
// amended by Resolution 203/2025/QH15).
func levelNow(area string) string {
	switch strings.TrimPrefix(area, "cấp ") {
	case "huyện", "quận", "thị xã":
		return ""
	}
	return area
}

// withArea ends an agency with the area behind it, if there is one.
func (f *finder) withArea(i, end int, w agencyWord, name string, now []string) (Entity, int, bool) {
	var area Entity
	next := f.area(end, &area)
	if next == end {
		return f.finish(i, end, w, name, now)
	}
	if kind, _ := f.prefix(end); kind == "" { // Báo Gia Lai
		area.Name, area.Now = strings.TrimPrefix(area.Name, "tỉnh "), strings.TrimPrefix(area.Now, "tỉnh ")
	}
	if area.Now == "" {
		now = nil
	}
	now = slices.Clone(now)
	for k := range now {
		now[k] += " " + area.Now
	}
	e, _, _ := f.finish(i, next, w, name+" "+area.Name, now)
	e.Province, e.Code = area.Province, area.Code
	if len(area.Choices) > 0 {
		e.Choices = area.Choices
	}
	return e, next, true
}

func (f *finder) finish(i, end int, w agencyWord, name string, now []string) (Entity, int, bool) {
	e := Entity{Start: f.words[i].start, End: f.words[end-1].end, Kind: EntityAgency, Type: w.name, Name: name}
	switch len(now) {
	case 0:
	case 1:
		e.Now = now[0]
	default:
		e.Choices = slices.Clone(now)
	}
	return e, end, true
}
