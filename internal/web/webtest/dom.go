package webtest

import (
	"iter"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// elements are all elements under n in order.
func elements(n *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for d := range n.Descendants() {
			if d.Type == html.ElementNode && !yield(d) {
				return
			}
		}
	}
}

func find(n *html.Node, match func(*html.Node) bool) *html.Node {
	for e := range elements(n) {
		if match(e) {
			return e
		}
	}
	return nil
}

// textOf is the visible text under n with single spaces.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
		if n.Type == html.ElementNode && !inline[n.Data] {
			b.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

var inline = map[string]bool{"b": true, "span": true, "a": true, "time": true, "strong": true, "em": true, "kbd": true, "u": true, "mark": true}

// fieldsOf are the values a browser would send with form when nothing was changed.
func fieldsOf(form *html.Node) url.Values {
	v := url.Values{}
	for e := range elements(form) {
		name := attr(e, "name")
		if name == "" || hasAttr(e, "disabled") {
			continue
		}
		switch e.Data {
		case "input":
			addInput(v, e, name)
		case "textarea":
			v.Add(name, strings.TrimPrefix(rawText(e), "\n"))
		case "select":
			addSelect(v, e, name)
		}
	}
	return v
}

func addInput(v url.Values, e *html.Node, name string) {
	switch attr(e, "type") {
	case "submit", "button", "file", "image", "reset":
	case "checkbox", "radio":
		if hasAttr(e, "checked") {
			value := attr(e, "value")
			if !hasAttr(e, "value") {
				value = "on"
			}
			v.Add(name, value)
		}
	default:
		v.Add(name, attr(e, "value"))
	}
}

func addSelect(v url.Values, e *html.Node, name string) {
	first, chosen := "", false
	seen := false
	for o := range elements(e) {
		if o.Data != "option" {
			continue
		}
		value := attr(o, "value")
		if !hasAttr(o, "value") {
			value = textOf(o)
		}
		if !seen {
			first, seen = value, true
		}
		if hasAttr(o, "selected") {
			v.Add(name, value)
			chosen = true
		}
	}
	if !chosen && seen && !hasAttr(e, "multiple") {
		v.Add(name, first)
	}
}

func rawText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
