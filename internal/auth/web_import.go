package auth

import (
	"bytes"
	"io"
	"net/http"
	"strconv"

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
	Form   *web.Form
	Shown  []planned
	Which  fate // the rows that are shown; empty: those that matter
	Paging web.Paging
}

const rowsPerPage = 100

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
	page, _ := strconv.Atoi(r.URL.Query().Get("trang"))
	v.Paging = web.Paging{Page: max(1, page), Pages: (len(v.Shown) + rowsPerPage - 1) / rowsPerPage}
	from := min(len(v.Shown), (v.Paging.Page-1)*rowsPerPage)
	v.Shown = v.Shown[from:min(len(v.Shown), from+rowsPerPage)]
	return v, err
}

func (s *Service) showPlan(w http.ResponseWriter, r *http.Request) error {
	view, err := s.planView(r, web.NewForm())
	if err != nil {
		return err
	}
	if view.Applied && !view.Finished {
		w.Header().Set("Refresh", "3") // for browsers without the script
	}
	return web.Render(w, r, http.StatusOK, planPage(view))
}

func (s *Service) doApply(w http.ResponseWriter, r *http.Request) error {
	form := web.NewForm()
	view, err := s.planView(r, form)
	if err != nil {
		return err
	}
	err = s.confirmImport(r.Context(), Of(r.Context()), view.ID)
	if fault.KindOf(err) == fault.Conflict {
		form.Problem("", fault.Find(err).Format, fault.Find(err).Args...)
		return web.Render(w, r, http.StatusConflict, planPage(view))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, planURL(view.ID))
}

func planURL(id int64) string { return importPath + "/" + idText(id) }

func (s *Service) doPrintSlips(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	slips, file, err := s.takeSlips(r.Context(), Of(r.Context()), id)
	if fault.KindOf(err) == fault.Conflict {
		return web.RedirectSaying(w, r, planURL(id), fault.Find(err).Format)
	}
	if err != nil {
		return err
	}
	return s.showSlips(w, r, web.Say("Phiếu đăng nhập của tệp %s", file), planURL(id), slips...)
}

func (s *Service) doReissue(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	n, err := s.reissue(r.Context(), Of(r.Context()), id)
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, planURL(id), "Đã cấp lại mã cho %d người chưa đăng nhập. Phiếu cũ của họ không dùng được nữa.", n)
}
