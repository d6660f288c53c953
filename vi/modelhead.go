package vi

import (
	"fmt"
	"io"
	"strings"
)

// A model file begins with a first line that says its kind, then lines "name: value" (licence, data, score …),
// then an empty line; behind it lies the body.

// Attribute is a line of a model's head.
type Attribute struct{ Name, Value string }

// writeHead writes the head of a model file up to the empty line.
func writeHead(w io.Writer, magic string, about []Attribute) {
	fmt.Fprintln(w, magic)
	for _, a := range about {
		fmt.Fprintf(w, "%s: %s\n", a.Name, a.Value)
	}
	fmt.Fprintln(w)
}

// modelHead are the lines of a head.
type modelHead []Attribute

// cutHead separates the head from the body of a file of the kind magic; ok tells whether it is one.
func cutHead(file, magic string) (head modelHead, body string, ok bool) {
	top, body, found := strings.Cut(file, "\n\n")
	lines := strings.Split(top, "\n")
	if !found || lines[0] != magic {
		return nil, "", false
	}
	for _, line := range lines[1:] {
		name, value, _ := strings.Cut(line, ": ")
		head = append(head, Attribute{name, value})
	}
	return head, body, true
}

// value is the first value of a name; empty if there is none.
func (h modelHead) value(name string) string {
	for _, a := range h {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}
