package auth

import (
	"bytes"
	"io"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

type importView struct {
	Form *web.Form
}

type planView struct {
	preview
	Form  *web.Form
	Shown []planned
	Which fate // the rows that are shown; empty: those that matter
}

func (s *Service) export(w http.ResponseWriter, r *http.Request) error {
	rows, err := s.exported(r.Context(), Of(r.Context()))
	if err != nil {
		return err
	}
	data, err := writeSheet(rows)
	if err != nil {
		return err
	}
	name := "tai-khoan-" + law.DateOf(s.Now()).String() + ".xlsx"
	return web.Download(w, r, name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", s.Now(), bytes.NewReader(data))
}

func (s *Service) showImport(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, importPage(importView{web.NewForm()}))
}

func (s *Service) doUpload(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	name, data, err := sheetFile(form)
	var id int64
	if err == nil {
		id, err = s.upload(r.Context(), Of(r.Context()), name, data)
	}
	if err != nil {
		if e := fault.Find(err); e != nil && e.Kind == fault.TooLarge {
			form.Problem("file", e.Format, e.Args...)
		} else if !form.Take(err) {
			return err
		}
		return web.Render(w, r, http.StatusUnprocessableEntity, importPage(importView{form}))
	}
	return web.Redirect(w, r, importPath+"/"+idText(id))
}

func sheetFile(form *web.Form) (name string, data []byte, err error) {
	file, err := form.File("file")
	if err != nil {
		return "", nil, err
	}
	if file == nil {
		return "", nil, fault.New(fault.Invalid, "Hãy chọn tệp XLSX hoặc CSV.").At("file")
	}
	defer func() { _ = file.Close() }() // read to its end below
	data, err = io.ReadAll(io.LimitReader(file, maxSheetBytes+1))
	if err != nil {
		return "", nil, err
	}
	if len(data) > maxSheetBytes {
		return "", nil, fault.New(fault.TooLarge, "Tệp lớn hơn mức %d MB. Hãy bỏ các trang tính và hình không dùng đến.", maxSheetBytes>>20).At("file")
	}
	return file.Name, data, nil
}

func (s *Service) planView(r *http.Request, form *web.Form) (v planView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return planView{}, err
	}
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		v.preview, err = s.preview(r.Context(), tx, Of(r.Context()), id)
		return err
	})
	v.Form, v.Which = form, fate(r.URL.Query().Get("xem"))
	for _, row := range v.Rows {
		if row.Fate == v.Which || v.Which == "" && row.Fate != isSame {
			v.Shown = append(v.Shown, row)
		}
	}
	return v, err
}

func (s *Service) showPlan(w http.ResponseWriter, r *http.Request) error {
	view, err := s.planView(r, web.NewForm())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, planPage(view))
}

func (s *Service) doApply(w http.ResponseWriter, r *http.Request) error {
	form := web.NewForm()
	view, err := s.planView(r, form)
	if err != nil {
		return err
	}
	made, err := s.apply(r.Context(), Of(r.Context()), view.ID)
	if fault.KindOf(err) == fault.Conflict {
		form.Problem("", fault.Find(err).Format, fault.Find(err).Args...)
		return web.Render(w, r, http.StatusConflict, planPage(view))
	}
	if err != nil {
		return err
	}
	if len(made) == 0 {
		return web.RedirectSaying(w, r, importPath+"/"+idText(view.ID), "Đã ghi %d người mới và %d người thay đổi.", view.count(isNew), view.count(isChanged))
	}
	return web.Render(w, r, http.StatusOK, oncePage(onceView{Title: web.Say("Đã ghi danh sách và tạo %d tài khoản", len(made)), Back: adminPath, People: made}))
}
