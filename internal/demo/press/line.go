package press

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// appendLine writes an item as one line of NDJSON.
func appendLine(b []byte, it *Item) []byte {
	b = append(b, `{"id":`...)
	b = appendString(b, it.ID)
	b = appendField(b, "source", it.Source)
	b = appendField(b, "class", string(it.Class))
	b = appendField(b, "url", it.URL)
	if s := it.Social; s != nil {
		b = appendField(b, "author", it.Author)
		b = appendField(b, "handle", s.Handle)
		b = appendField(b, "phone", s.Phone)
		b = appendField(b, "place", s.Place)
		b = appendField(b, "text", it.Body[0])
		b = strconv.AppendInt(append(b, `,"likes":`...), int64(s.Likes), 10)
		b = strconv.AppendInt(append(b, `,"comments":`...), int64(s.Comments), 10)
	} else {
		b = appendField(b, "title", it.Title)
		b = appendField(b, "lead", it.Lead)
		if it.Author != "" {
			b = appendField(b, "author", it.Author)
		}
		b = append(b, `,"text":"`...)
		for i, paragraph := range it.Body {
			if i > 0 {
				b = append(b, `\n`...)
			}
			b = appendEscaped(b, paragraph)
		}
		b = append(b, '"')
	}
	b = appendTime(append(b, `,"published":`...), it.Published)
	b = appendTime(append(b, `,"arrived":`...), it.Arrived)
	return append(b, "}\n"...)
}

func appendField(b []byte, name, value string) []byte {
	b = append(append(append(b, ',', '"'), name...), '"', ':')
	return appendString(b, value)
}

func appendString(b []byte, s string) []byte {
	return append(appendEscaped(append(b, '"'), s), '"')
}

func appendEscaped(b []byte, s string) []byte {
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		from = i + 1
		switch c {
		case '\n':
			b = append(b, `\n`...)
		case '"', '\\':
			b = append(b, '\\', c)
		default:
			b = utf8.AppendRune(b, ' ')
		}
	}
	return append(b, s[from:]...)
}

func appendTime(b []byte, t time.Time) []byte {
	return append(t.AppendFormat(append(b, '"'), time.RFC3339), '"')
}

// Text is the whole text of an item below its title, a paragraph a line.
func (it *Item) Text() string {
	if it.Lead == "" {
		return strings.Join(it.Body, "\n")
	}
	return it.Lead + "\n" + strings.Join(it.Body, "\n")
}
