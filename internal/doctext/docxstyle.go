package doctext

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// state is a property that may be on, off, or left to the style.
type state int8

const (
	unset state = iota
	on
	off
)

// toggle reads an on-off property: present means on unless it says otherwise.
func toggle(e xml.StartElement) state {
	switch attr(e, "val") {
	case "0", "false", "off":
		return off
	}
	return on
}

// runProps are the properties of text; what is not set comes from the style.
type runProps struct {
	style                string
	font                 string
	fontSet              bool
	bold, italic, hidden state
	size                 float64
}

// with lays more direct properties over p.
func (p runProps) with(over runProps) runProps {
	if over.fontSet {
		p.font, p.fontSet = over.font, true
	}
	if over.bold != unset {
		p.bold = over.bold
	}
	if over.italic != unset {
		p.italic = over.italic
	}
	if over.hidden != unset {
		p.hidden = over.hidden
	}
	if over.size != 0 {
		p.size = over.size
	}
	return p
}

func (p runProps) look() style {
	return style{font: p.font, bold: p.bold == on, italic: p.italic == on, size: p.size}
}

// readRunProps reads the rPr element just begun.
func readRunProps(x *xmlReader) (runProps, error) {
	var p runProps
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "rStyle":
			p.style = attr(e, "val")
		case "rFonts":
			p.font, p.fontSet = latinFont(e)
		case "b":
			p.bold = toggle(e)
		case "i":
			p.italic = toggle(e)
		case "vanish":
			p.hidden = toggle(e)
		case "sz":
			half, err := strconv.ParseFloat(attr(e, "val"), 64)
			if err == nil && half > 0 && half < 4000 {
				p.size = half / 2
			}
		}
		return nil
	})
	return p, err
}

// latinFont is the font for Latin letters; one of an old encoding wins over the others.
func latinFont(e xml.StartElement) (font string, set bool) {
	for _, name := range []string{"hAnsi", "ascii"} {
		if attr(e, name+"Theme") != "" {
			set = true
			continue
		}
		f := attr(e, name)
		if f == "" {
			continue
		}
		set = true
		if font == "" || vi.FontEncoding(font) == vi.Unicode && vi.FontEncoding(f) != vi.Unicode {
			font = f
		}
	}
	return font, set
}

// numRef points to an automatic number; id "" means unset, "0" none.
type numRef struct {
	id    string
	level int // -1 when not said
}

// paraProps are the properties of a paragraph; what is not set comes from the style.
type paraProps struct {
	style       string
	align       string
	outline     int    // level 1 to 9, 10 for body text, 0 unset
	num         numRef // its level is -1 in a value that says nothing
	markDeleted bool   // the paragraph flows into the next
}

func (p paraProps) with(over paraProps) paraProps {
	p.style = over.style
	if over.align != "" {
		p.align = over.align
	}
	if over.outline != 0 {
		p.outline = over.outline
	}
	if over.num.id != "" {
		level := p.num.level
		p.num = over.num
		if p.num.level < 0 {
			p.num.level = level
		}
	} else if over.num.level >= 0 {
		p.num.level = over.num.level
	}
	p.markDeleted = over.markDeleted
	return p
}

func (p paraProps) heading() int {
	if p.outline > 9 {
		return 0
	}
	return p.outline
}

// readParaProps reads the pPr element just begun.
func readParaProps(x *xmlReader) (paraProps, error) {
	p := paraProps{num: numRef{level: -1}}
	err := x.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = attr(e, "val")
		case "jc":
			p.align = attr(e, "val")
		case "outlineLvl":
			level, err := strconv.Atoi(attr(e, "val"))
			if err == nil && 0 <= level && level <= 9 {
				p.outline = level + 1
			}
		case "numPr":
			return x.children(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "numId":
					p.num.id = attr(e, "val")
				case "ilvl":
					level, err := strconv.Atoi(attr(e, "val"))
					if err == nil {
						p.num.level = min(max(level, 0), 8)
					}
				}
				return nil
			})
		case "rPr":
			return x.children(func(e xml.StartElement) error {
				p.markDeleted = p.markDeleted || e.Name.Local == "del" || e.Name.Local == "moveFrom"
				return nil
			})
		}
		return nil
	})
	return p, err
}

// docxStyle is a style with all it inherits once resolved.
type docxStyle struct {
	basedOn string
	para    paraProps
	run     runProps
	done    bool
}

// styleSheet has the styles of a document by their identifier.
type styleSheet struct {
	base     runProps
	basePara paraProps
	usual    string // style of paragraphs that name none
	styles   map[string]*docxStyle
}

func readStyles(a *archive, name string) (*styleSheet, error) {
	s := &styleSheet{styles: make(map[string]*docxStyle), basePara: paraProps{num: numRef{level: -1}}}
	err := eachElement(a, name, func(x *xmlReader, e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "rPrDefault":
			err = x.children(func(e xml.StartElement) error {
				s.base, err = readRunProps(x)
				return err
			})
		case "pPrDefault":
			err = x.children(func(e xml.StartElement) error {
				s.basePara, err = readParaProps(x)
				return err
			})
		case "style":
			err = s.add(x, e)
		}
		return err
	})
	return s, err
}

func (s *styleSheet) add(x *xmlReader, e xml.StartElement) error {
	st := &docxStyle{para: paraProps{num: numRef{level: -1}}}
	id, kind := attr(e, "styleId"), attr(e, "type")
	if kind == "paragraph" && attr(e, "default") != "" && attr(e, "default") != "0" {
		s.usual = id
	}
	heading := 0
	err := x.children(func(e xml.StartElement) (err error) {
		switch e.Name.Local {
		case "name":
			heading = headingOf(attr(e, "val"))
		case "basedOn":
			st.basedOn = attr(e, "val")
		case "pPr":
			st.para, err = readParaProps(x)
		case "rPr":
			st.run, err = readRunProps(x)
		}
		return err
	})
	if st.para.outline == 0 {
		st.para.outline = heading
	}
	s.styles[id] = st
	return err
}

// headingOf finds the level in the name of a built-in heading style, 0 for any other.
func headingOf(name string) int {
	rest, ok := strings.CutPrefix(strings.ToLower(name), "heading ")
	if !ok || len(rest) != 1 || rest[0] < '1' || rest[0] > '9' {
		return 0
	}
	return int(rest[0] - '0')
}

// paragraph is the resolved style of a paragraph.
func (s *styleSheet) paragraph(id string) docxStyle {
	if s.styles[id] == nil {
		id = s.usual
	}
	st := s.resolve(id, 0)
	return docxStyle{para: s.basePara.with(st.para), run: s.base.with(st.run)}
}

// character is what a character style adds.
func (s *styleSheet) character(id string) runProps {
	if id == "" {
		return runProps{}
	}
	return s.resolve(id, 0).run
}

// resolve joins a style with those it is based on; a ring of styles is cut.
func (s *styleSheet) resolve(id string, depth int) docxStyle {
	st := s.styles[id]
	if st == nil || depth > 32 {
		return docxStyle{para: paraProps{num: numRef{level: -1}}}
	}
	if !st.done {
		st.done = true // before going on, so that a ring ends here
		parent := s.resolve(st.basedOn, depth+1)
		st.para, st.run = parent.para.with(st.para), parent.run.with(st.run)
		if st.para.style == "" {
			st.para.style = id
		}
	}
	return *st
}
