package plan

import (
	"io"
	"net/http"
	"slices"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

func (s *Service) importForm(w http.ResponseWriter, r *http.Request) error {
	v, err := s.importView(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, importPage(v))
}

func (s *Service) importView(r *http.Request) (v importView, err error) {
	ctx, by := r.Context(), auth.Of(r.Context())
	tree, err := s.Org.ReadTree(ctx)
	if err != nil {
		return v, err
	}
	v.Form, v.Owners = web.NewForm(), unitOptions(by, tree, s)
	v.Office, v.OCR, v.Pages = doctext.OfficeProgram() != "", doctext.OCRProgram(ctx) != "", doctext.PagesProgram() != ""
	plan, _ := strconv.ParseInt(r.URL.Query().Get("ke-hoach"), 10, 64)
	if plan == 0 {
		return v, nil
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		p, err := s.Plan(ctx, tx, by, ID(plan))
		v.Plan = &p
		return err
	})
	return v, err
}

// unitOptions are the units for which the officer may manage plans.
func unitOptions(by auth.Officer, tree *org.Tree, s *Service) []web.Option {
	var all []web.Option
	for _, u := range tree.UnitsOn(s.Day()) {
		if u.Level != org.Inside && by.MayFor(Manage, u.ID) {
			all = append(all, web.Option{Value: unitKey(u.ID), Label: u.Name})
		}
	}
	return all
}

func (s *Service) importFile(w http.ResponseWriter, r *http.Request) error {
	v, err := s.importView(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v.Form = f
	u, err := uploadOf(f)
	if err != nil {
		return err
	}
	if v.Plan != nil {
		u.Plan = v.Plan.ID
	}
	v.Text = f.Raw("van-ban") != ""
	if len(u.Content) == 0 && f.OK() {
		f.Problem("tep", "Hãy chọn một tệp, hoặc dán bảng, đoạn văn bản vào ô bên dưới.")
	}
	if !f.OK() {
		return web.Render(w, r, http.StatusUnprocessableEntity, importPage(v))
	}

	id, err := s.Import(r.Context(), auth.Of(r.Context()), u)
	if e := fault.Find(err); e != nil && slices.Contains([]fault.Kind{fault.Invalid, fault.Conflict, fault.TooLarge}, e.Kind) {
		f.Problem(problemAt(e, u), e.Format, e.Args...)
		return web.Render(w, r, http.StatusUnprocessableEntity, importPage(v))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, draftHref(id))
}

// problemAt is the field at which a refusal is said.
func problemAt(e *fault.Error, u Upload) string {
	switch {
	case e.Field != "":
		return e.Field
	case u.Pasted:
		return "van-ban"
	}
	return "tep"
}

// uploadOf takes the file of a form, or what was pasted.
func uploadOf(f *web.Form) (Upload, error) {
	u := Upload{
		Name: "van-ban-dan.txt", Content: []byte(f.Text("van-ban")), Pasted: true, Owner: org.UnitID(f.Int64("don-vi")),
		Cleared: f.Bool("khong-mat"), Internal: f.Bool("noi-bo"),
	}
	file, err := f.File("tep")
	if err != nil || file == nil {
		return u, err
	}
	u.Pasted = false
	defer func() { _ = file.Close() }() // it was only read
	if file.Size > files.MaxSize {
		f.Problem("tep", "Tệp lớn hơn 50 MB. Hãy bỏ bớt hình ảnh hoặc tách tệp rồi tải lên lại.")
		return u, nil
	}
	u.Name = file.Name
	u.Content, err = io.ReadAll(io.LimitReader(file, files.MaxSize+1))
	if err == nil && len(u.Content) == 0 {
		f.Problem("tep", "Tệp rỗng, không có gì để đọc. Hãy kiểm tra lại tệp rồi tải lên lại.")
	}
	return u, err
}
