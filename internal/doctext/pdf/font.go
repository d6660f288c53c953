package pdf

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// font tells, for each code of a string, its text and width.
type font struct {
	name         string
	bold, italic bool
	symbol       bool   // shows signs instead of letters: bullets, arrows
	sample       []byte // some of the text shown with it, by which an old encoding is recognised
	judged       bool
	verdict      vi.Encoding
	composite    bool
	toUnicode    *cmap
	encoding     *cmap // of a composite font, nil for Identity
	simple       [256]char
	widths       map[int]float64
	missing      float64 // width of a glyph without one
	letters      map[int]rune
	cidToGlyph   []byte
	wideCodes    bool // codes are UTF-16
	known        map[uint32]char
}

// char is one code: what it says and how far it moves on, in units of the font size.
type char struct {
	text  string
	width float64
	space bool // word spacing applies: the single byte 32
}

// unknown stands for a glyph of which nobody says what it shows.
const unknown = "\uFFFD"

// font reads the font with that resource. Fonts are remembered by reference.
func (f *file) font(v any) *font {
	r, isRef := v.(ref)
	if known, ok := f.fonts[r]; ok && isRef {
		return known
	}
	out := f.readFont(f.dict(v))
	if isRef {
		f.fonts[r] = out
	}
	return out
}

func (f *file) readFont(d dict) *font {
	out := &font{name: string(f.name(d["BaseFont"])), missing: 0.5, known: map[uint32]char{}}
	if _, after, ok := strings.Cut(out.name, "+"); ok {
		out.name = after
	}
	if s, ok := f.resolve(d["ToUnicode"]).(*stream); ok {
		out.toUnicode = parseCMap(f.inflate(s))
	}
	if f.name(d["Subtype"]) == "Type0" {
		f.readComposite(out, d)
	} else {
		f.readSimple(out, d)
	}
	return out
}

// readStyle looks for weight and slant in the name and in the descriptor.
func (f *file) readStyle(out *font, descriptor dict) {
	lower := strings.ToLower(out.name)
	for _, word := range []string{"bold", "black", "heavy", "demi"} {
		out.bold = out.bold || strings.Contains(lower, word)
	}
	out.bold = out.bold || strings.HasSuffix(lower, ",b") || strings.HasSuffix(lower, "-b")
	out.italic = strings.Contains(lower, "italic") || strings.Contains(lower, "oblique")
	for _, word := range []string{"symbol", "wingding", "webding", "dingbat"} {
		out.symbol = out.symbol || strings.Contains(lower, word)
	}
	flags := asInt(f.resolve(descriptor["Flags"]))
	out.bold = out.bold || flags&(1<<18) != 0 || f.number(descriptor["FontWeight"], 400) >= 600
	out.italic = out.italic || flags&(1<<6) != 0 || f.number(descriptor["ItalicAngle"], 0) != 0
}

func (f *file) readComposite(out *font, d dict) {
	out.composite = true
	descendants := f.array(d["DescendantFonts"])
	var cid dict
	if len(descendants) > 0 {
		cid = f.dict(descendants[0])
	}
	descriptor := f.dict(cid["FontDescriptor"])
	f.readStyle(out, descriptor)
	switch encoding := f.resolve(d["Encoding"]).(type) {
	case *stream:
		out.encoding = parseCMap(f.inflate(encoding))
	case name:
		out.wideCodes = strings.Contains(string(encoding), "UCS2") || strings.Contains(string(encoding), "UTF16")
	}
	out.missing = f.number(cid["DW"], 1000) / 1000
	out.widths = f.cidWidths(cid["W"])
	if out.toUnicode != nil {
		return
	}
	if s, ok := f.resolve(descriptor["FontFile2"]).(*stream); ok {
		out.letters = glyphLetters(f.inflate(s))
	}
	if s, ok := f.resolve(cid["CIDToGIDMap"]).(*stream); ok {
		out.cidToGlyph = f.inflate(s)
	}
}

// cidWidths reads "c [w …]" and "first last w".
func (f *file) cidWidths(v any) map[int]float64 {
	out := map[int]float64{}
	list := f.array(v)
	for i := 0; i+1 < len(list); {
		first := asInt(f.resolve(list[i]))
		if each, ok := f.resolve(list[i+1]).(array); ok {
			for n, w := range each {
				out[first+n] = f.number(w, 0) / 1000
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		last, w := asInt(f.resolve(list[i+1])), f.number(list[i+2], 0)/1000
		for c := first; c <= min(last, first+0xffff) && len(out) <= 0xffff; c++ {
			out[c] = w
		}
		i += 3
	}
	return out
}

func (f *file) readSimple(out *font, d dict) {
	descriptor := f.dict(d["FontDescriptor"])
	if out.name == "" {
		out.name = string(f.name(descriptor["FontName"]))
	}
	f.readStyle(out, descriptor)
	texts := f.simpleTexts(out, d, descriptor)
	unit := 0.001
	if m := f.numbers(d["FontMatrix"], 6); m != nil && f.name(d["Subtype"]) == "Type3" {
		unit = m[0]
	}
	first, widths := asInt(f.resolve(d["FirstChar"])), f.array(d["Widths"])
	missing := f.number(descriptor["MissingWidth"], 0) * unit
	for code := range 256 {
		c := char{text: texts[code], width: missing, space: code == 32}
		if i := code - first; i >= 0 && i < len(widths) {
			c.width = f.number(widths[i], 0) * unit
		} else if widths == nil {
			c.width = usualWidth(out.name, texts[code])
		}
		if out.toUnicode != nil {
			if s := out.toUnicode.text(uint32(code)); meaningful(s) {
				c.text = s
			}
		}
		if c.text == "" {
			c.text = unknown
		}
		out.simple[code] = c
	}
}

func (f *file) simpleTexts(out *font, d, descriptor dict) [256]string {
	base, differences := name(""), array(nil)
	switch e := f.resolve(d["Encoding"]).(type) {
	case name:
		base = e
	case dict:
		base, differences = f.name(e["BaseEncoding"]), f.array(e["Differences"])
	}
	embedded := descriptor["FontFile"] != nil || descriptor["FontFile2"] != nil || descriptor["FontFile3"] != nil
	if base == "" && !embedded && f.name(d["Subtype"]) == "Type1" && !out.symbol {
		base = "StandardEncoding"
	}
	texts := byteTexts(base)
	if s, ok := f.resolve(descriptor["FontFile"]).(*stream); ok && base == "" {
		builtIn(f.inflate(s), &texts)
	}
	if f.name(d["Subtype"]) == "Type3" && out.toUnicode == nil {
		texts = [256]string{}
	}
	code := 0
	for _, v := range differences {
		switch v := f.resolve(v).(type) {
		case float64:
			code = int(v)
		case name:
			if code >= 0 && code < 256 {
				texts[code] = glyphText(string(v))
			}
			code++
		}
	}
	return texts
}

var putLine = regexp.MustCompile(`dup\s+(\d+)\s*/(\S+)\s+put`)

// builtIn reads the encoding that a Type 1 font program states in its clear text.
func builtIn(program []byte, texts *[256]string) {
	head, _, _ := bytes.Cut(program, []byte("eexec"))
	for _, m := range putLine.FindAllSubmatch(head, 256) {
		code, err := strconv.Atoi(string(m[1]))
		if err == nil && code < 256 {
			texts[code] = glyphText(string(m[2]))
		}
	}
}

// usualWidth is a rough width for the fonts every reader has and files need not describe.
func usualWidth(fontName, s string) float64 {
	if strings.HasPrefix(fontName, "Courier") {
		return 0.6
	}
	if s == "" {
		return 0
	}
	switch {
	case strings.ContainsAny(s, "iljt.,:;'|!ftI()[]/ "):
		return 0.28
	case strings.ContainsAny(s, "mwMW@%"):
		return 0.85
	case s >= "A" && s <= "Z":
		return 0.68
	}
	return 0.52
}

// next reads the first code of a string and says how many bytes it took.
func (ft *font) next(s []byte) (char, int) {
	if !ft.composite {
		return ft.simple[s[0]], 1
	}
	size := min(2, len(s))
	if ft.encoding != nil && len(ft.encoding.spaces) > 0 {
		size = ft.encoding.size(s)
	}
	code := codeOf(s[:size])
	key := code | uint32(size)<<29
	if c, ok := ft.known[key]; ok {
		return c, size
	}
	cid := int(code)
	if ft.encoding != nil {
		cid = ft.encoding.cid(code)
	}
	c := char{width: ft.missing, text: ft.cidText(code, cid), space: size == 1 && code == 32}
	if w, ok := ft.widths[cid]; ok {
		c.width = w
	}
	if c.text == "" {
		c.text = unknown
	}
	ft.known[key] = c
	return c, size
}

func (ft *font) cidText(code uint32, cid int) string {
	if ft.toUnicode != nil {
		if s := ft.toUnicode.text(code); meaningful(s) {
			return s
		}
		return ""
	}
	if ft.wideCodes {
		return string(rune(code))
	}
	glyph := cid
	if 2*cid+1 < len(ft.cidToGlyph) {
		glyph = int(ft.cidToGlyph[2*cid])<<8 | int(ft.cidToGlyph[2*cid+1])
	}
	if r := ft.letters[glyph]; r != 0 {
		return string(r)
	}
	return ""
}

func meaningful(s string) bool { return s != "" && s != "\x00" && s != unknown }
