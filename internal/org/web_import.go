package org

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

func (k *Desk) upload(w http.ResponseWriter, r *http.Request) error {
	return web.Render(w, r, http.StatusOK, uploadPage(uploadView{Form: web.NewForm()}))
}

func (k *Desk) receive(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := k.keepSheet(r.Context(), form)
	if form.Take(err) {
		return web.Render(w, r, http.StatusUnprocessableEntity, uploadPage(uploadView{Form: form}))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, fmt.Sprintf("/nhap-danh-ba/%d", id))
}

// keepSheet reads the uploaded sheet and keeps it until it is applied.
func (k *Desk) keepSheet(ctx context.Context, form *web.Form) (id int64, err error) {
	file, err := form.File("file")
	if err != nil {
		return 0, err
	}
	if file == nil {
		return 0, fault.New(fault.Invalid, "Hãy chọn tệp XLSX hoặc CSV.").At("file")
	}
	defer func() { _ = file.Close() }() // only read
	data, err := io.ReadAll(file)
	if err != nil {
		return 0, fault.Wrap(fault.Invalid, err, "Không nhận được trọn tệp %s. Hãy tải lên lại.", file.Name)
	}
	sheet, err := k.sheets(ctx, file.Name, data)
	if err != nil {
		return 0, err
	}
	text, err := json.Marshal(sheet)
	if err != nil {
		return 0, err
	}
	err = k.d.Write(ctx, func(tx *db.Tx) error {
		im, err := k.PlanImport(ctx, tx, sheet)
		if err != nil {
			return err
		}
		id, err = insertImport(ctx, tx, web.Who(ctx).ID(), file.Name, string(text), im.Version, k.now())
		return err
	})
	return id, err
}

func (k *Desk) preview(w http.ResponseWriter, r *http.Request) error {
	v, err := k.importView(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, previewPage(v))
}

func (k *Desk) importView(r *http.Request) (v previewView, err error) {
	v.ID, err = web.PathID(r, "import")
	if err != nil {
		return v, err
	}
	v.Form = web.NewForm()
	err = k.d.Read(r.Context(), func(tx *db.Tx) error {
		name, sheet, version, err := importByID(r.Context(), tx, v.ID, web.Who(r.Context()).ID())
		if err != nil {
			return err
		}
		v.Name = name
		v.Import, err = k.PlanImport(r.Context(), tx, sheet)
		v.Stale = v.Import.Version != version
		return err
	})
	return v, err
}

func (k *Desk) apply(w http.ResponseWriter, r *http.Request) error {
	v, err := k.importView(r)
	if err != nil {
		return err
	}
	if v.Stale {
		err = fault.New(fault.Conflict, "Danh bạ đơn vị vừa được sửa sau khi xem trước. Hãy tải tệp lên lại để xem thay đổi mới.")
	} else {
		err = k.d.Write(r.Context(), func(tx *db.Tx) error { return k.applyAll(r.Context(), tx, v) })
	}
	if v.Form.Take(err) {
		return web.Render(w, r, http.StatusUnprocessableEntity, previewPage(v))
	}
	if err != nil {
		return err
	}
	n := v.Import.Counts()
	return web.RedirectSaying(w, r, "/danh-ba", "Đã thêm %d đơn vị và sửa %d đơn vị.", n[AddsUnit], n[ChangesUnit])
}

func (k *Desk) applyAll(ctx context.Context, tx *db.Tx, v previewView) error {
	err := k.ApplyImport(ctx, tx, v.Import)
	if err != nil {
		return err
	}
	t, err := k.Tree(ctx, tx)
	if err != nil {
		return err
	}
	for _, u := range t.Units() {
		err := k.index(ctx, tx, u)
		if err != nil {
			return err
		}
	}
	n := v.Import.Counts()
	err = dropImport(ctx, tx, v.ID)
	if err != nil {
		return err
	}
	return k.note(ctx, tx, "org.import", "unit", 0, web.Mark("Nhập danh bạ từ tệp %s: thêm %d, sửa %d đơn vị."), v.Name, n[AddsUnit], n[ChangesUnit])
}
