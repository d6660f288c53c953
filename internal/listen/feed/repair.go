package feed

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/vi"
)

// maxSample is how much of a document is looked at to find an old encoding, in bytes.
const maxSample = 8 << 10

// repair sets right the letters of values that came through a wrong encoding on their way into the feed: text in an
// old Vietnamese encoding (TCVN3, VNI) that was declared as Unicode, and UTF-8 that was read as windows-1252 and
// written again. A document with Vietnamese letters in their right form is not touched.
func (f *Feed) repair(text string) {
	if !hasWestern(text) {
		return
	}
	sample := f.sample()
	switch old := vi.DetectLegacy(sample, ""); {
	case fromTwice(sample) != sample:
		f.eachText(fromTwice)
	case old != vi.Unicode:
		f.eachText(func(s string) string { return vi.Decode(old, s) })
	}
}

// hasWestern reports whether a text has letters of Latin-1 but none that only Vietnamese has.
func hasWestern(text string) bool {
	western := false
	for i := range len(text) {
		switch c := text[i]; {
		case c < 0xC2:
		case c == 0xE1 && i+1 < len(text) && (text[i+1] == 0xBA || text[i+1] == 0xBB): // ạ to ỹ
			return false
		case c == 0xC4 && i+1 < len(text) && (text[i+1] == 0x91 || text[i+1] == 0x83): // đ ă
			return false
		case c == 0xC6 && i+1 < len(text) && (text[i+1] == 0xA1 || text[i+1] == 0xB0): // ơ ư
			return false
		case c <= 0xC3:
			western = true
		}
	}
	return western
}

// sample joins what people read of the first entries.
func (f *Feed) sample() string {
	var b strings.Builder
	add := func(t Text) {
		if b.Len() < maxSample {
			s := t.Plain()
			b.WriteString(s[:cutAt(s, maxSample)])
			b.WriteByte('\n')
		}
	}
	add(f.Title)
	add(f.Subtitle)
	for i := range f.Entries {
		if b.Len() >= maxSample {
			break
		}
		add(f.Entries[i].Title)
		add(f.Entries[i].Summary)
	}
	return b.String()
}

func (f *Feed) eachText(change func(string) string) {
	for _, t := range []*Text{&f.Title, &f.Subtitle, &f.Info, &f.Rights} {
		t.Value = change(t.Value)
	}
	for i := range f.Entries {
		e := &f.Entries[i]
		e.Title.Value, e.Summary.Value = change(e.Title.Value), change(e.Summary.Value)
		for j := range e.Content {
			e.Content[j].Value = change(e.Content[j].Value)
		}
		for j := range e.Tags {
			e.Tags[j].Term = change(e.Tags[j].Term)
		}
		for _, p := range []*Person{&e.Author, &e.Publisher} {
			p.Name = change(p.Name)
		}
		for j := range e.Authors {
			e.Authors[j].Name = change(e.Authors[j].Name)
		}
	}
	f.Author.Name = change(f.Author.Name)
}

// fromTwice undoes UTF-8 that was taken for windows-1252 and encoded again, where the result is Vietnamese.
func fromTwice(s string) string {
	if !strings.Contains(s, "á»") && !strings.Contains(s, "áº") && !strings.Contains(s, "Æ°") && !strings.Contains(s, "Ä‘") {
		return s
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		switch c, ok := charmap.Windows1252.EncodeRune(r); {
		case ok:
			b = append(b, c)
		case r < 0x100: // the codes that the page leaves open
			b = append(b, byte(r))
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	if !utf8.Valid(b) {
		return s
	}
	return norm.NFC.String(string(b))
}
