package main

import (
	"fmt"
	"strconv"
	"strings"
)

// protoField is a field of a message in the text format of protocol buffers: a string, a word or a message. An
// item of a list is a field of its own with the list's name.
type protoField struct {
	name   string
	value  string
	fields []protoField
}

// text is the value of the first field with a name, "" if there is none.
func (f protoField) text(name string) string {
	for _, in := range f.fields {
		if in.name == name {
			return in.value
		}
	}
	return ""
}

// readTextProto reads as much of the text format as files of tests use: messages, lists, strings in pieces, words,
// comments.
func readTextProto(text string) ([]protoField, error) {
	r := protoReader{rest: text}
	fields, err := r.message("")
	if err != nil {
		line := strings.Count(text[:len(text)-len(r.rest)], "\n") + 1
		return nil, fmt.Errorf("line %d: %w", line, err)
	}
	return fields, nil
}

type protoReader struct{ rest string }

// skip passes over space, comments and the commas between fields.
func (r *protoReader) skip() {
	for {
		r.rest = strings.TrimLeft(r.rest, " \t\r\n,;")
		if !strings.HasPrefix(r.rest, "#") {
			return
		}
		_, r.rest, _ = strings.Cut(r.rest, "\n")
	}
}

// take takes a mark if it comes next.
func (r *protoReader) take(mark string) bool {
	r.skip()
	rest, ok := strings.CutPrefix(r.rest, mark)
	r.rest = rest
	return ok
}

// message reads fields up to a mark, or to the end of the text.
func (r *protoReader) message(end string) ([]protoField, error) {
	var fields []protoField
	for {
		r.skip()
		if end != "" && r.take(end) || end == "" && r.rest == "" {
			return fields, nil
		}
		name := r.word()
		if name == "" {
			return nil, fmt.Errorf("a field was expected at %.20q", r.rest)
		}
		r.take(":")
		found, err := r.values(name)
		if err != nil {
			return nil, err
		}
		fields = append(fields, found...)
	}
}

// values reads one value, or a list of them.
func (r *protoReader) values(name string) ([]protoField, error) {
	if !r.take("[") {
		f, err := r.value(name)
		return []protoField{f}, err
	}
	var all []protoField
	for !r.take("]") {
		f, err := r.value(name)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

func (r *protoReader) value(name string) (protoField, error) {
	f := protoField{name: name}
	var err error
	r.skip()
	switch {
	case r.take("{"):
		f.fields, err = r.message("}")
	case strings.HasPrefix(r.rest, `"`), strings.HasPrefix(r.rest, "'"):
		f.value, err = r.pieces()
	default:
		f.value = r.word()
		if f.value == "" {
			err = fmt.Errorf("a value was expected at %.20q", r.rest)
		}
	}
	return f, err
}

func (r *protoReader) word() string {
	end := strings.IndexFunc(r.rest, func(c rune) bool {
		return !strings.ContainsRune("_.-+", c) && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z')
	})
	if end < 0 {
		end = len(r.rest)
	}
	word := r.rest[:end]
	r.rest = r.rest[end:]
	return word
}

// pieces reads strings that stand beside each other as one.
func (r *protoReader) pieces() (string, error) {
	var b strings.Builder
	for {
		r.skip()
		if r.rest == "" || r.rest[0] != '"' && r.rest[0] != '\'' {
			return b.String(), nil
		}
		quote := r.rest[0]
		r.rest = r.rest[1:]
		for r.rest != "" && r.rest[0] != quote {
			if r.rest[0] != '\\' {
				b.WriteByte(r.rest[0])
				r.rest = r.rest[1:]
				continue
			}
			c, err := r.escaped()
			if err != nil {
				return "", err
			}
			b.WriteByte(c)
		}
		if r.rest == "" {
			return "", fmt.Errorf("a string without its end")
		}
		r.rest = r.rest[1:]
	}
}

// escaped reads an octet after a backslash: a letter, hexadecimal or octal digits, or itself.
func (r *protoReader) escaped() (byte, error) {
	if len(r.rest) < 2 {
		return 0, fmt.Errorf("a backslash at the end")
	}
	c := r.rest[1]
	if at := strings.IndexByte("nrtabfv", c); at >= 0 {
		r.rest = r.rest[2:]
		return "\n\r\t\a\b\f\v"[at], nil
	}
	start, base, most := 1, 8, 3
	if c == 'x' || c == 'X' {
		start, base, most = 2, 16, 2
	}
	digits := r.rest[start:]
	n := 0
	for n < most && n < len(digits) && strings.IndexByte("0123456789abcdefABCDEF"[:map[int]int{8: 8, 16: 22}[base]], digits[n]) >= 0 {
		n++
	}
	if n == 0 {
		r.rest = r.rest[2:]
		return c, nil
	}
	v, err := strconv.ParseUint(digits[:n], base, 8)
	r.rest = digits[n:]
	return byte(v), err
}
