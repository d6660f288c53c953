package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

type listenDigestCommand struct {
	config.Data
	From string `required:"" placeholder:"NGÀY" help:"Ngày đầu, dạng 2026-11-16."`
	To   string `required:"" placeholder:"NGÀY" help:"Ngày cuối, tính cả ngày ấy."`
	Out  string `required:"" placeholder:"TỆP" help:"Tệp ghi ra: .docx hoặc .pdf."`
}

// Run writes the digest of some days as it would be proposed; what officers stored is not touched.
func (c listenDigestCommand) Run(r *run) error {
	from, err := dayOf(c.From)
	if err != nil {
		return err
	}
	to, err := dayOf(c.To)
	if err != nil {
		return err
	}
	write := official.WriteDOCX
	switch strings.ToLower(filepath.Ext(c.Out)) {
	case ".docx":
	case ".pdf":
		write = official.WritePDF
	default:
		return fault.New(fault.Invalid, "Tệp ghi ra phải có đuôi .docx hoặc .pdf, không phải %s.", filepath.Ext(c.Out))
	}
	err = refuseEmpty(r, c.Data)
	if err != nil {
		return err
	}
	h, err := build(r, blueprint{Data: c.Data})
	if err != nil {
		return err
	}
	defer func() { _ = h.Close() }()
	var out bytes.Buffer
	err = h.db.Read(r, func(tx *db.Tx) error {
		doc, err := h.digestDocument(r, tx, from, to)
		if err != nil {
			return err
		}
		out.Reset()
		return write(&out, doc)
	})
	if err != nil {
		return err
	}
	err = os.WriteFile(c.Out, out.Bytes(), 0o600)
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "Không ghi được tệp %s.", c.Out)
	}
	return nil
}

// digestDocument is the digest that is proposed for some days, of the province itself.
func (h *house) digestDocument(ctx context.Context, tx *db.Tx, from, to law.Date) (official.Report, error) {
	tree, err := h.org.Tree(ctx, tx)
	if err != nil {
		return official.Report{}, err
	}
	root, _ := tree.Root() // a house without a directory has digests too, with a gap where its name would stand
	d, err := h.digest.Compose(ctx, tx, digest.Week, root.ID, from, to)
	if err != nil {
		return official.Report{}, err
	}
	if d.Facts.Items == 0 {
		return official.Report{}, fault.New(fault.NotFound, "Từ ngày %s đến ngày %s chưa có tin nào, nên không có bản điểm tin để ghi.", from.Vietnamese(), to.Vietnamese())
	}
	doc := d.Document(tree.Name)
	doc.Body, doc.Draft = root.Name, "DỰ THẢO"
	return doc, nil
}

func dayOf(text string) (law.Date, error) {
	d, err := law.ParseDate(text)
	if err != nil {
		return d, fault.New(fault.Invalid, "Ngày %q không đúng; hãy viết dạng 2026-11-16.", text)
	}
	return d, nil
}
