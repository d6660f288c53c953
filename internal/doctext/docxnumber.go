package doctext

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/official"
)

// levels is how deep automatic numbers go.
const levels = 9

// numLevel is one level of a list.
type numLevel struct {
	start   int
	format  string
	text    string // "%1.%2."
	style   string // the paragraph style bound to it
	legal   bool   // all numbers of the label in decimal
	restart int    // the level after which it begins again, 0 never, -1 after any above
}

// numList is an abstract list: its levels and how far each has counted.
type numList struct {
	level [levels]numLevel
	count [levels]int
	begun [levels]bool
	link  string // style that holds the real list
}

// numUse is a use of a list with its own beginnings.
type numUse struct {
	list  string
	start map[int]int
	over  map[int]numLevel
	used  bool
}

// numbering works out the numbers that Word shows but does not store.
type numbering struct {
	lists  map[string]*numList
	uses   map[string]*numUse
	styles *styleSheet
}

func readNumbering(a *archive, name string, styles *styleSheet) (*numbering, error) {
	n := &numbering{lists: make(map[string]*numList), uses: make(map[string]*numUse), styles: styles}
	err := eachElement(a, name, func(x *xmlReader, e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNum":
			return n.readList(x, attr(e, "abstractNumId"))
		case "num":
			return n.readUse(x, attr(e, "numId"))
		}
		return nil
	})
	return n, err
}

func (n *numbering) readList(x *xmlReader, id string) error {
	list := &numList{}
	n.lists[id] = list
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numStyleLink":
			list.link = attr(e, "val")
		case "lvl":
			at, level, err := readLevel(x, e)
			list.level[at] = level
			return err
		}
		return nil
	})
}

func readLevel(x *xmlReader, e xml.StartElement) (int, numLevel, error) {
	at := min(max(number(e, "ilvl"), 0), levels-1)
	l := numLevel{start: 1, format: "decimal", restart: -1}
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "start":
			l.start = number(e, "val")
		case "numFmt":
			l.format = attr(e, "val")
		case "lvlText":
			l.text = attr(e, "val")
		case "pStyle":
			l.style = attr(e, "val")
		case "isLgl":
			l.legal = toggle(e) == on
		case "lvlRestart":
			l.restart = number(e, "val")
		}
		return nil
	})
	return at, l, err
}

func (n *numbering) readUse(x *xmlReader, id string) error {
	use := &numUse{start: make(map[int]int), over: make(map[int]numLevel)}
	n.uses[id] = use
	return x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			use.list = attr(e, "val")
		case "lvlOverride":
			at := min(max(number(e, "ilvl"), 0), levels-1)
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "startOverride":
					use.start[at] = number(e, "val")
				case "lvl":
					_, level, err := readLevel(x, e)
					use.over[at] = level
					return err
				}
				return nil
			})
		}
		return nil
	})
}

// number reads a small number from an attribute, 0 if it is none.
func number(e xml.StartElement, name string) int {
	n, err := strconv.Atoi(attr(e, name))
	if err != nil {
		return 0
	}
	return min(max(n, -1), 1<<20)
}

// next counts a paragraph of the given style and is its label; "" for one without a number.
func (n *numbering) next(ref numRef, style string) string {
	use := n.uses[ref.id]
	if use == nil || ref.id == "0" {
		return ""
	}
	list := n.list(use)
	if list == nil {
		return ""
	}
	at := ref.level
	for l := 0; at < 0 && l < levels && style != ""; l++ {
		if list.level[l].style == style {
			at = l
		}
	}
	at = max(at, 0)
	if !use.used {
		use.used = true
		for l, start := range use.start {
			list.begun[l], list.count[l] = true, start-1
		}
	}
	def := list.definition(use, at)
	if !list.begun[at] {
		list.begun[at], list.count[at] = true, def.start-1
	}
	list.count[at]++
	for l := at + 1; l < levels; l++ {
		if r := list.definition(use, l).restart; r < 0 || r > at {
			list.begun[l] = false
		}
	}
	return list.label(use, def)
}

// list finds the list of a use, through a style if it is only a link.
func (n *numbering) list(use *numUse) *numList {
	list := n.lists[use.list]
	for range 4 {
		if list == nil || list.link == "" {
			return list
		}
		linked := n.uses[n.styles.resolve(list.link, 0).para.num.id]
		if linked == nil {
			return list
		}
		list = n.lists[linked.list]
	}
	return list
}

func (l *numList) definition(use *numUse, at int) numLevel {
	if over, ok := use.over[at]; ok {
		return over
	}
	return l.level[at]
}

// label fills the numbers into the text of a level. Signs of pictorial fonts become a plain bullet.
func (l *numList) label(use *numUse, def numLevel) string {
	if def.format == "bullet" {
		if len(def.text) == 1 && def.text > " " || def.text == "–" || def.text == "—" {
			if def.text != "o" {
				return def.text
			}
		}
		return "•"
	}
	if len(def.text) > 256 {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(def.text); i++ {
		c := def.text[i]
		if c != '%' || i+1 == len(def.text) || def.text[i+1] < '1' || def.text[i+1] > '9' {
			b.WriteByte(c)
			continue
		}
		i++
		at := int(def.text[i] - '1')
		of := l.definition(use, at)
		value := l.count[at]
		if !l.begun[at] {
			value = of.start
		}
		format := of.format
		if def.legal {
			format = "decimal"
		}
		b.WriteString(formatNumber(value, format))
	}
	return strings.TrimSpace(b.String())
}

// formatNumber writes n as a list does: decimal, letters (a to z, then aa), Roman numerals.
func formatNumber(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "decimalZero":
		if 0 <= n && n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "lowerLetter":
		return letterNumber(n)
	case "upperLetter":
		return strings.ToUpper(letterNumber(n))
	case "lowerRoman":
		return strings.ToLower(official.Roman(n))
	case "upperRoman":
		return official.Roman(n)
	}
	return strconv.Itoa(n)
}

func letterNumber(n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('a'+(n-1)%26)), (n-1)/26+1)
}
