package listen

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
)

// field is where a line keeps what a field of columnNames says.
func (l *line) field(name string) *string {
	switch name {
	case "id":
		return &l.GUID
	case "link":
		return &l.Link
	case "title":
		return &l.Title
	case "text":
		return &l.Text
	case "published":
		return &l.Published
	case "source":
		return &l.Source
	case "place":
		return &l.Place
	case "author":
		return &l.Author
	case "class":
		return (*string)(&l.Class)
	}
	return nil
}

// fill gives the fields that are missing what stands under other names.
func (l *line) fill(data []byte) {
	has := map[string]bool{
		"id": l.GUID != "" || len(l.ID) > 0, "link": firstOf(l.Link, l.URL) != "", "title": l.Title != "", "text": l.hasText(), "published": l.written() != "", "source": l.origin() != "",
		"place": l.Place != "", "class": l.Class != "", "author": l.Author != "",
	}
	ranks := map[string]int{}
	eachField(data, func(name, value []byte) {
		if pressFields[string(name)] || len(value) == 0 || value[0] == '[' {
			return
		}
		key := headKey(unquoted(name))
		as, ok := fieldOfKey[key]
		if !ok || has[as.field] {
			return
		}
		text := textOf(value)
		rank, some := ranks[as.field]
		if text == "" || some && rank <= as.rank {
			return
		}
		*l.field(as.field), ranks[as.field] = text, as.rank
		l.trace.social = l.trace.social || writtenByPersons[key]
	})
}

// retype reads the fields of a line that are no texts.
func (l *line) retype(data []byte) {
	fields := map[string]*string{
		"guid": &l.GUID, "link": &l.Link, "url": &l.URL, "title": &l.Title, "lead": &l.Lead, "summary": &l.Summary, "text": &l.Text, "body": &l.Body, "content": &l.Content,
		"language": &l.Language, "lang": &l.Lang, "published": &l.Published, "date": &l.Date, "time": &l.Time, "source": &l.Source, "place": &l.Place, "author": &l.Author,
	}
	eachField(data, func(name, value []byte) {
		at := fields[strings.ToLower(unquoted(name))]
		if at != nil && *at == "" {
			*at = textOf(value)
		}
	})
}

// namesInside are the fields of an object that say what it is, in a line where other lines have a text.
var namesInside = []string{"name", "title", "rendered", "text", "value", "$date", "$numberLong", "content"}

// textOf is a value as a text: a number as it stands, of a list its texts together, of an object what names it.
func textOf(value []byte) string {
	value = bytes.TrimSpace(value)
	if len(value) == 0 {
		return ""
	}
	switch c := value[0]; {
	case c == '"':
		return unquoted(value)
	case c == '-' || '0' <= c && c <= '9':
		return string(value)
	case c == '[':
		var all []json.RawMessage
		var texts []string
		_ = json.Unmarshal(value, &all) // what is no list has no texts
		for _, one := range all {
			if text := textOf(one); text != "" {
				texts = append(texts, text)
			}
		}
		return strings.Join(texts, ", ")
	case c == '{':
		inside := map[string]string{}
		eachField(value, func(name, value []byte) {
			if len(value) > 0 && value[0] != '[' {
				inside[unquoted(name)] = textOf(value)
			}
		})
		for _, name := range namesInside {
			if inside[name] != "" {
				return inside[name]
			}
		}
	}
	return ""
}

// wrappers are the fields in which interfaces of networks and stores put what an entry says.
var wrappers = map[string]bool{
	"snippet": true, "topLevelComment": true, "attributes": true, "_source": true, "node": true, "fields": true, "post": true, "article": true, "item": true, "video": true, "document": true,
}

const mostWraps = 4

// unwrapped is an entry with the fields of what is wrapped in it as its own; false if nothing is.
func unwrapped(data []byte) ([]byte, bool) {
	some := false
	for range mostWraps {
		var b bytes.Buffer
		again := false
		write := func(name, value []byte) {
			if b.Len() > 0 {
				b.WriteByte(',')
			}
			b.Write(name)
			b.WriteByte(':')
			b.Write(value)
		}
		eachField(data, func(name, value []byte) {
			if wrappers[unquoted(name)] && len(value) > 0 && value[0] == '{' {
				eachField(value, write)
				again = true
				return
			}
			write(name, value)
		})
		if !again {
			break
		}
		data, some = []byte("{"+b.String()+"}"), true
	}
	return data, some
}

// lists are the fields in which files and answers of interfaces have their entries.
var lists = []string{"data", "items", "articles", "posts", "messages", "videos", "comments", "results", "records", "rows", "hits", "entries", "news", "documents", "children", "feed"}

const mostLists = 4 // inside each other

// jsonEntries are the entries of a file of JSON: its lines, the members of a list, those of a list in an object, or objects
// written over several lines. What is no JSON on a line, or ends in the middle, is an entry of its own that cannot be read.
// It is false for what is no JSON, and for a feed.
func jsonEntries(data []byte) (entries [][]byte, ok bool) {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	switch head := data[:min(len(data), headBytes)]; {
	case len(head) == 0 || head[0] != '{' && head[0] != '[', isJSONFeed(head):
		return nil, false
	case isLines(head) && !isList(head):
		for raw := range bytes.Lines(data) {
			if len(bytes.TrimSpace(raw)) > 0 {
				entries = append(entries, raw)
			}
		}
		return entries, true
	}
	d := json.NewDecoder(bytes.NewReader(data))
	for {
		var value json.RawMessage
		err := d.Decode(&value)
		if errors.Is(err, io.EOF) {
			return entries, true
		}
		if err != nil {
			return append(entries, data[d.InputOffset():]), len(entries) > 0
		}
		entries = append(entries, membersOf(value, mostLists)...)
	}
}

// linesOfEntries are the numbers of the lines of entries; where an entry is no line, the number of the entry.
func linesOfEntries(data []byte, n int) []int {
	var numbers []int
	number := 0
	for raw := range bytes.Lines(data) {
		number++
		if len(bytes.TrimSpace(raw)) > 0 {
			numbers = append(numbers, number)
		}
	}
	if len(numbers) == n {
		return numbers
	}
	numbers = numbers[:0]
	for i := range n {
		numbers = append(numbers, i+1)
	}
	return numbers
}

// isJSONFeed tells a JSON Feed from other lists of items.
func isJSONFeed(head []byte) bool {
	return head[0] == '{' && bytes.Contains(head, []byte("jsonfeed.org/version"))
}

// isList reports whether an object is no entry of its own, but has a list of some.
func isList(object []byte) bool {
	list, own := false, false
	eachField(object, func(name, value []byte) {
		key := unquoted(name)
		list = list || slices.Contains(lists, key) && len(value) > 0 && (value[0] == '[' || value[0] == '{')
		as := fieldOfKey[columnKey(key)].field
		own = own || as == "text" && len(value) > 0 && value[0] == '"' && key != "description" && key != "summary"
	})
	return list && !own
}

// membersOf are the entries of a value: its members, those of its list, or itself.
func membersOf(value []byte, deep int) (all [][]byte) {
	value = bytes.TrimSpace(value)
	switch {
	case deep > 0 && len(value) > 0 && value[0] == '[':
		var members []json.RawMessage
		if json.Unmarshal(value, &members) != nil {
			return [][]byte{value}
		}
		for _, m := range members {
			all = append(all, membersOf(m, deep-1)...)
		}
		return all
	case deep > 0 && len(value) > 0 && value[0] == '{' && isList(value):
		var list []byte
		at := len(lists)
		eachField(value, func(name, inside []byte) {
			i := slices.Index(lists, unquoted(name))
			if i >= 0 && i < at && len(inside) > 0 && (inside[0] == '[' || inside[0] == '{' && isList(inside)) {
				list, at = inside, i
			}
		})
		if list != nil {
			return membersOf(list, deep-1)
		}
	}
	return [][]byte{value}
}
