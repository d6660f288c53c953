package doctext

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// blocks reads the paragraphs and tables inside the element just begun.
func (d *docx) blocks() ([]block, error) {
	r := blockReader{d: d}
	err := d.x.children(r.read)
	if err != nil {
		return nil, err
	}
	r.flush()
	return r.out, nil
}

// blockReader collects blocks. open is a paragraph whose mark was deleted: it flows into the next.
type blockReader struct {
	d    *docx
	out  []block
	open *paragraph
}

func (r *blockReader) flush() {
	if r.open != nil {
		r.out = append(r.out, r.open.lines()...)
		r.open = nil
	}
}

func (r *blockReader) read(e xml.StartElement) error {
	switch e.Name.Local {
	case "p":
		return r.paragraph()
	case "tbl":
		r.flush()
		t, err := r.d.table()
		if err == nil && len(t.cells) > 0 {
			r.out = append(r.out, block{table: t})
		}
		return err
	case "AlternateContent":
		return r.d.alternative(r.read)
	case "sectPr", "sdtPr", "tcPr", "del", "moveFrom", "altChunk":
		return nil
	}
	return r.d.x.children(r.read) // content controls, insertions and what else may wrap blocks
}

// alternative reads the first of the versions that a document offers of the same thing.
func (d *docx) alternative(visit func(xml.StartElement) error) error {
	done := false
	return d.x.children(func(e xml.StartElement) error {
		if done {
			return nil
		}
		done = true
		return d.x.children(visit)
	})
}

// count stops a document that has too many paragraphs before they are kept.
func (d *docx) count() error {
	d.lines++
	if d.lines > d.archive.lim.Lines {
		return errLines(d.archive.lim)
	}
	if d.lines%256 == 0 {
		return d.ctx.Err()
	}
	return nil
}

func (r *blockReader) paragraph() error {
	err := r.d.count()
	if err != nil {
		return err
	}
	p := paragraphReader{d: r.d, p: r.open}
	if p.p == nil {
		p.p = &paragraph{assume: r.d.assume}
	}
	p.use(paraProps{num: numRef{level: -1}})
	err = r.d.x.children(p.inline)
	if err != nil {
		return err
	}
	r.open = p.p
	if !p.props.markDeleted {
		r.d.sample(p.p)
		r.flush()
	}
	r.out = append(r.out, p.after...)
	return nil
}

// sample keeps some of the text whose font says nothing about its encoding.
func (d *docx) sample(p *paragraph) {
	if d.unhinted.Len() > 64<<10 {
		return
	}
	for _, q := range p.pieces {
		if vi.FontEncoding(q.font) == vi.Unicode && !isASCII(q.text) {
			d.unhinted.Write(q.text[:min(len(q.text), 4<<10)])
			d.unhinted.WriteByte(' ')
		}
	}
}

// paragraphReader reads what stands in one paragraph.
type paragraphReader struct {
	d     *docx
	p     *paragraph
	props paraProps
	base  runProps // of the paragraph's style
	run   runProps // of the run being read
	after []block  // text boxes anchored here
}

// use sets the paragraph's properties; they come before its text.
func (r *paragraphReader) use(direct paraProps) {
	style := r.d.styles.paragraph(direct.style)
	r.props = style.para.with(direct)
	r.base = style.run
	r.run = r.base
	if len(r.p.pieces) > 0 {
		return // it continues an earlier paragraph, whose look it takes
	}
	r.p.look = official.Look{Heading: r.props.heading(), Centered: r.props.align == "center"}
}

func (r *paragraphReader) inline(e xml.StartElement) error {
	x := r.d.x
	switch e.Name.Local {
	case "t":
		return x.text(r.write)
	case "r":
		r.run = r.base
		err := x.children(r.inline)
		r.run = r.base
		return err
	case "rPr":
		direct, err := readRunProps(x)
		r.run = r.base.with(r.d.styles.character(direct.style)).with(direct)
		return err
	case "pPr":
		direct, err := readParaProps(x)
		r.use(direct)
		if err == nil && len(r.p.pieces) == 0 && r.p.label == "" {
			r.p.label = r.d.numbering.next(r.props.num, r.props.style)
		}
		return err
	case "tab", "ptab":
		r.write([]byte("\t"))
	case "cr":
		r.write([]byte("\n"))
	case "br":
		r.write([]byte("\n"))
	case "noBreakHyphen":
		r.write([]byte("-"))
	case "softHyphen":
		r.write([]byte("\u00AD"))
	case "sym":
		r.write([]byte(symbol(attr(e, "font"), attr(e, "char"))))
	case "footnoteReference", "endnoteReference":
		kind := strings.TrimSuffix(e.Name.Local, "Reference")
		r.d.notes = append(r.d.notes, noteRef{kind, attr(e, "id")})
	case "txbxContent":
		more, err := r.d.blocks()
		r.after = append(r.after, more...)
		return err
	case "AlternateContent":
		return r.d.alternative(r.inline)
	case "del", "moveFrom", "sdtPr", "instrText", "delText", "sectPr", "fldData":
	default:
		return x.children(r.inline) // links, insertions, fields, content controls, formulas, drawings
	}
	return nil
}

func (r *paragraphReader) write(text []byte) {
	if r.run.hidden == on {
		return
	}
	r.p.write(r.run.look(), text)
}

// symbol is a character of a pictorial font as Unicode.
func symbol(font, code string) string {
	n, err := strconv.ParseUint(code, 16, 32)
	if err != nil {
		return ""
	}
	if vi.FontEncoding(font) != vi.Unicode {
		return vi.Decode(vi.FontEncoding(font), string(rune(n&0xFF)))
	}
	if strings.HasPrefix(font, "Wingdings") {
		switch n & 0xFF {
		case 0x6F, 0x71, 0xA8:
			return "☐"
		case 0xFC:
			return "✓"
		case 0xFE, 0x78, 0xFD:
			return "☑"
		}
	}
	if n < 0xE000 && n >= ' ' {
		return string(rune(n))
	}
	return "•"
}
