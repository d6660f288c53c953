package feed

import (
	"slices"
	"strings"
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	mathSpace  = "http://www.w3.org/1998/Math/MathML"
	xlinkSpace = "http://www.w3.org/1999/xlink"
)

// foreign writes the start tag of an element of SVG or MathML, or of HTML inside one. Where an element with
// attributes closes itself, no end tag is written: its drawing ends with the drawing it is in.
func (c *cleaner) foreign(name string, empty bool) {
	switch {
	case name == "svg":
		c.svg++
		c.addSpace("xmlns", svgSpace)
	case name == "math":
		c.math++
		c.addSpace("xmlns", mathSpace)
	}
	written, isSVG := svgElements(name)
	switch {
	case c.svg > 0 && isSVG:
	case c.math > 0 && mathElements(name):
		written = name
	case htmlElements(name):
		c.element(name, empty)
		return
	default:
		return
	}
	c.foreignTag(written)
	if empty && len(c.attrs) == 0 {
		c.foreignEnd(name)
	}
}

// foreignTag writes the tag with the attributes that its language knows.
func (c *cleaner) foreignTag(name string) {
	for _, a := range c.attrs {
		if strings.HasPrefix(a.name, "xlink:") {
			c.addSpace("xmlns:xlink", xlinkSpace)
			break
		}
	}
	slices.SortStableFunc(c.attrs, func(a, b attribute) int { return strings.Compare(a.name, b.name) })
	c.out = append(c.out, '<')
	c.out = append(c.out, name...)
	for _, a := range c.attrs {
		written, known := svgAttributes(a.name)
		if c.svg == 0 {
			written, known = a.name, mathAttributes(a.name)
		}
		switch {
		case !known:
			continue
		case a.name == "href" || a.name == "src" || a.name == "xlink:href":
			a.value = c.address(a.value)
		case strings.Contains(strings.ToLower(a.value), "url("):
			continue
		}
		c.write(written, a.value)
	}
	c.out = append(c.out, '>')
}

// addSpace adds the address of a namespace where it is not said.
func (c *cleaner) addSpace(name, address string) {
	for _, a := range c.attrs {
		if a.name == name {
			return
		}
	}
	c.attrs = append(c.attrs, attribute{name, address})
}

// foreignEnd writes an end tag inside SVG or MathML.
func (c *cleaner) foreignEnd(name string) {
	written, isSVG := svgElements(name)
	switch {
	case c.svg > 0 && isSVG:
		c.end(written)
	case c.math > 0 && mathElements(name), htmlElements(name):
		c.end(name)
	}
	switch {
	case name == "svg" && c.svg > 0:
		c.svg--
	case name == "math" && c.math > 0:
		c.math--
	}
}
