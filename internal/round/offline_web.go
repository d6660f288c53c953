package round

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/official"
)

// registerOffline adds the pages of forms that are filled in elsewhere. Handing one out is a POST, because what
// it asks is kept.
func (s *Service) registerOffline(m *web.Mux) {
	m.Handle("POST /dot-bao-cao/{round}/{unit}/bieu", web.SignedIn, s.handOut)
	m.Handle("POST /dot-bao-cao/bieu/{round}", web.SignedIn, s.handOutAll, web.Timeout(2*time.Minute))
	m.Handle("GET /dot-bao-cao/nhap-bieu", View, s.showTake)
	m.Handle("POST /dot-bao-cao/nhap-bieu", web.SignedIn, s.takeForm, web.MaxBody(importLimit+64<<10), web.Timeout(2*time.Minute))
	m.Handle("GET /dot-bao-cao/nhap-bieu/{id}", View, s.showImport)
	m.Handle("POST /dot-bao-cao/nhap-bieu/{id}", web.SignedIn, s.applyForm)
}

const takePath = "/dot-bao-cao/nhap-bieu"

func importHref(id ImportID) string { return fmt.Sprintf("%s/%d", takePath, id) }

// paperType is a format in which a form is handed out.
type paperType struct {
	ending, media string
	write         func(io.Writer, official.OfflineForm) error
}

func paperOf(form *web.Form) paperType {
	if form.Raw("dang") == "docx" {
		return paperType{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", official.WriteOfflineDOCX}
	}
	return paperType{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", official.WriteOfflineXLSX}
}

func (s *Service) handOut(w http.ResponseWriter, r *http.Request) error {
	round, unit, err := pathOf(r)
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, paper := r.Context(), paperOf(form)
	var f official.OfflineForm
	var code string
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		f, err = s.Issue(ctx, tx, auth.Of(ctx), round, unit)
		if err != nil {
			return err
		}
		code, err = s.fileStem(ctx, tx, round, unit)
		return err
	})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	err = paper.write(&b, f)
	if err != nil {
		return err
	}
	return web.Download(w, r, code+"."+paper.ending, paper.media, s.Now(), bytes.NewReader(b.Bytes()))
}

// fileStem names the file of a form after its round and unit.
func (s *Service) fileStem(ctx context.Context, tx *db.Tx, round ID, unit org.UnitID) (string, error) {
	r, err := roundByID(ctx, tx, round)
	if err != nil {
		return "", fmt.Errorf("reading round %d: %w", round, err)
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return "", err
	}
	u, _ := tree.Unit(unit)
	return r.Code + " " + u.Name, nil
}

// handOutAll packs the forms of all units that have not answered, for who collects them.
func (s *Service) handOutAll(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by, paper := r.Context(), auth.Of(r.Context()), paperOf(form)
	forms, names, err := s.issueAll(ctx, by, ID(id))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i, f := range forms {
		out, err := z.Create(names[i] + "." + paper.ending)
		if err != nil {
			return err
		}
		err = paper.write(out, f)
		if err != nil {
			return err
		}
	}
	err = z.Close()
	if err != nil {
		return err
	}
	return web.Download(w, r, fmt.Sprintf("bieu-%d.zip", id), "application/zip", s.Now(), bytes.NewReader(b.Bytes()))
}

func (s *Service) issueAll(ctx context.Context, by auth.Officer, round ID) (forms []official.OfflineForm, names []string, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		forms, names = nil, nil
		_, owed, err := s.Links(ctx, tx, by, round) // the units for which the officer collects
		if err != nil {
			return err
		}
		for _, o := range owed {
			if o.Step != Waiting {
				continue
			}
			f, err := s.Issue(ctx, tx, by, round, o.Unit)
			if err != nil {
				return err
			}
			stem, err := s.fileStem(ctx, tx, round, o.Unit)
			if err != nil {
				return err
			}
			forms, names = append(forms, f), append(names, stem)
		}
		if len(forms) == 0 {
			return fault.New(fault.Conflict, "Mọi đơn vị bạn theo dõi đều đã trả lời, không còn biểu nào để tải.")
		}
		return nil
	})
	return forms, names, err
}

func (s *Service) showTake(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, takePage(takeView{web.NewForm()}))
}

func (s *Service) takeForm(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	file, err := form.File("tep")
	if err != nil {
		return err
	}
	if file == nil {
		form.Problem("tep", "Hãy chọn tệp biểu đã điền.")
		return web.Render(w, r, http.StatusUnprocessableEntity, takePage(takeView{form}))
	}
	defer func() { _ = file.Close() }() // it was only read
	data, err := io.ReadAll(io.LimitReader(file, importLimit+1))
	if err != nil {
		return err
	}
	id, err := s.TakeForm(r.Context(), auth.Of(r.Context()), file.Name, data)
	if f := fault.Find(err); f != nil && f.Kind != fault.Unavailable {
		form.Problem("tep", f.Format, f.Args...)
		return web.Render(w, r, http.StatusUnprocessableEntity, takePage(takeView{form}))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, importHref(id))
}

func (s *Service) showImport(w http.ResponseWriter, r *http.Request) error {
	return s.renderImport(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) renderImport(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	v, err := s.importView(r, form)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, importPage(v))
}

func (s *Service) importView(r *http.Request, form *web.Form) (v importView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		m, sheaf, err := s.Import(ctx, tx, by, ImportID(id))
		if err != nil {
			return err
		}
		tree, err := s.Org.Tree(ctx, tx)
		v = importView{Import: m, Rows: previewOf(m, sheaf), Sheet: s.view(ctx, by, tree, sheaf, form)}
		return err
	})
	return v, err
}

func (s *Service) applyForm(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v, err := s.importView(r, form)
	if err != nil {
		return err
	}
	n := v.read(form)
	n.Received = readReceived(form, auth.Of(r.Context()), v.Sheet.Sheaf)
	if !form.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, importPage(v))
	}

	ctx := r.Context()
	var a Answer
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		a, err = s.ApplyForm(ctx, tx, auth.Of(ctx), v.ID, n)
		return err
	})
	if err != nil {
		err = v.fieldOf(err)
		if !form.Take(err) {
			return err
		}
		status := http.StatusUnprocessableEntity
		if fault.KindOf(err) == fault.Conflict {
			status = http.StatusConflict
		}
		return s.renderImport(w, r, status, form)
	}
	return web.RedirectSaying(w, r, Round{ID: v.Round}.UnitHref(v.Unit), "Đã nhập biểu thành dòng %d.", a.Ordinal)
}
