package doctext

import (
	"context"
	"encoding/xml"
	"errors"
	"path"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// readDOCX reads the body of a Word document: paragraphs, tables, text boxes, then the notes. Page headers
// and footers, comments, deleted and hidden text are left out; inserted text counts. A paragraph is a
// line, and so is each part of it between line breaks. Automatic numbers are worked out and written.
func readDOCX(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	src, unhinted, err := readDOCXAs(ctx, data, lim, "")
	if err != nil {
		return official.Source{}, err
	}
	// Old text whose font lost its name shows itself only over the whole document.
	switch vi.DetectLegacy(unhinted, "") {
	case vi.TCVN3:
		src, _, err = readDOCXAs(ctx, data, lim, ".VnTime")
	case vi.VNI:
		src, _, err = readDOCXAs(ctx, data, lim, "VNI-Times")
	}
	return src, err
}

// readDOCXAs reads with a font to assume where the font says nothing about the encoding. It also returns
// a sample of the text in such fonts.
func readDOCXAs(ctx context.Context, data []byte, lim Limits, assume string) (official.Source, string, error) {
	a, err := openArchive(data, lim)
	if err != nil {
		return official.Source{}, "", err
	}
	d := docx{ctx: ctx, archive: a, assume: assume}
	err = d.load()
	if err != nil {
		return official.Source{}, "", err
	}
	out := collector{lim: lim}
	err = out.add(d.body, nil)
	if err != nil {
		return official.Source{}, "", err
	}
	return official.Source{Lines: out.lines}, d.unhinted.String(), nil
}

// docx is a document being read.
type docx struct {
	ctx       context.Context
	archive   *archive
	assume    string
	styles    *styleSheet
	numbering *numbering
	body      []block
	notes     []noteRef
	unhinted  strings.Builder

	x     *xmlReader
	lines int // paragraphs and cells so far, to stop before they are kept
	cells int
}

// noteRef is a place of the text that points to a note.
type noteRef struct{ kind, id string }

func (d *docx) load() error {
	main, err := d.mainPart()
	if err != nil {
		return err
	}
	parts, err := d.relations(main)
	if err != nil {
		return err
	}
	d.styles, err = readStyles(d.archive, parts["styles"])
	if err != nil {
		return err
	}
	d.numbering, err = readNumbering(d.archive, parts["numbering"], d.styles)
	if err != nil {
		return err
	}
	err = d.part(main, func() error {
		d.body, err = d.blocks()
		return err
	})
	if err != nil {
		return err
	}
	return d.addNotes(parts)
}

// mainPart is the name of the entry that holds the body.
func (d *docx) mainPart() (string, error) {
	parts, err := d.relations("")
	if err != nil {
		return "", err
	}
	for _, name := range []string{parts["officeDocument"], "word/document.xml"} {
		if name != "" && d.archive.has(name) {
			return name, nil
		}
	}
	return "", errDamaged(errors.New("no document part"))
}

// relations maps the kind of each part that belongs to the named one to its entry.
func (d *docx) relations(of string) (map[string]string, error) {
	return relations(d.archive, of, "Type")
}

// relations reads the relations of a part, keyed by the last word of their Type or by another attribute.
func relations(a *archive, of, key string) (map[string]string, error) {
	dir, base := path.Split(of)
	parts := make(map[string]string)
	err := eachElement(a, dir+"_rels/"+base+".rels", func(_ *xmlReader, e xml.StartElement) error {
		if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(dir, target)
		}
		name := path.Base(attr(e, key))
		if parts[name] == "" {
			parts[name] = entryName(target)
		}
		return nil
	})
	return parts, err
}

// part reads an entry with read, which finds d.x at its beginning. A missing entry is damage.
func (d *docx) part(name string, read func() error) error {
	r, err := d.archive.open(name)
	if err != nil {
		return err
	}
	if r == nil {
		return errDamaged(errors.New("missing part " + name))
	}
	defer r.Close()
	d.x = newXMLReader(r, d.archive.lim.Depth)
	err = read()
	if err != nil && d.ctx.Err() == nil {
		return asDamage(err)
	}
	return err
}

// addNotes puts foot- and endnotes behind the body, numbered in the order in which the text points to
// them.
func (d *docx) addNotes(parts map[string]string) error {
	refs := d.notes
	for _, kind := range []string{"footnote", "endnote"} {
		number := 0
		texts := map[string][]block{}
		name := parts[kind+"s"]
		if name == "" || !d.archive.has(name) {
			continue
		}
		err := d.part(name, func() error { return d.readNotes(kind, texts) })
		if err != nil {
			return err
		}
		for _, ref := range refs {
			if ref.kind != kind {
				continue
			}
			number++
			note := texts[ref.id]
			delete(texts, ref.id)
			if len(note) > 0 && note[0].table == nil {
				note[0].line.Text = "[" + strconv.Itoa(number) + "] " + note[0].line.Text
			}
			d.body = append(d.body, note...)
		}
	}
	return nil
}

func (d *docx) readNotes(kind string, texts map[string][]block) error {
	return d.x.children(func(root xml.StartElement) error {
		return d.x.children(func(e xml.StartElement) error {
			if e.Name.Local != kind {
				return nil
			}
			note, err := d.blocks()
			texts[attr(e, "id")] = note
			return err
		})
	})
}
