package paper

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// arrangeUnitsView is the units whose layout the reader may set.
type arrangeUnitsView struct{ Units []org.Unit }

// arrangeView is what a unit prints around its papers and who signs for it.
type arrangeView struct {
	Unit   org.Unit
	Kind   Kind // whose habit is being edited; empty: of all kinds
	Shown  Frame
	Known  []Habit
	Blocks []Block
	Edit   Block // the block in the form; ID 0: a new one
	Today  law.Date
	Form   *web.Form
}

// arrangeUnits leads to the only unit, or lets choose.
func (s *Service) arrangeUnits(w http.ResponseWriter, r *http.Request) error {
	by := auth.Of(r.Context())
	tree, err := s.Org.ReadTree(r.Context())
	if err != nil {
		return err
	}
	var v arrangeUnitsView
	for _, u := range tree.UnitsOn(s.Day()) {
		if u.Level != org.Inside && by.MayFor(Arrange, u.ID) {
			v.Units = append(v.Units, u)
		}
	}
	if len(v.Units) == 1 {
		return web.Redirect(w, r, arrangeHref(v.Units[0].ID))
	}
	return web.Render(w, r, http.StatusOK, arrangeUnitsPage(v))
}

func arrangeHref(u org.UnitID) string { return fmt.Sprintf("/the-thuc/%d", u) }

func (s *Service) arrange(w http.ResponseWriter, r *http.Request) error {
	v, err := s.arrangeView(r)
	if err != nil {
		return err
	}
	fillFrame(v.Form, v.Shown)
	v.fillBlock()
	return web.Render(w, r, http.StatusOK, arrangePage(v))
}

func (s *Service) arrangeView(r *http.Request) (v arrangeView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	unit, kind, block := org.UnitID(id), Kind(r.URL.Query().Get("loai")), r.URL.Query().Get("khoi")
	if kind != "" && kinds[kind].name == "" {
		return v, notFound()
	}
	v.Kind, v.Today, v.Form, v.Edit.Unit = kind, s.Day(), web.NewForm(), unit
	ctx := r.Context()
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.mayArrange(ctx, tx, auth.Of(ctx), unit)
		if err != nil {
			return err
		}
		v.Unit, _ = tree.Unit(unit)
		v.Blocks, err = blocksOf(ctx, tx, unit)
		if err != nil {
			return fmt.Errorf("reading the signature blocks of unit %d: %w", unit, err)
		}
		return s.readHabits(ctx, tx, tree, &v)
	})
	if i := slices.IndexFunc(v.Blocks, func(b Block) bool { return strconv.FormatInt(b.ID, 10) == block }); i >= 0 {
		v.Edit = v.Blocks[i]
	}
	return v, err
}

// readHabits reads what was set, and what would be printed on papers of the kind in the form.
func (s *Service) readHabits(ctx context.Context, tx *db.Tx, tree *org.Tree, v *arrangeView) (err error) {
	for _, k := range append([]Kind{""}, Kinds...) {
		h, err := habitOf(ctx, tx, v.Unit.ID, k)
		if errors.Is(err, db.ErrNoRows) {
			continue
		}
		if err != nil {
			return fmt.Errorf("reading what unit %d prints on papers: %w", v.Unit.ID, err)
		}
		v.Known = append(v.Known, h)
	}
	v.Shown, err = s.habit(ctx, tx, tree, v.Unit.ID, v.Kind, v.Today)
	if v.Kind == "" {
		v.Shown.Symbol = "" // it differs by kind
	}
	return err
}

func (s *Service) saveHabit(w http.ResponseWriter, r *http.Request) error {
	return s.arranged(w, r, web.Mark("Đã lưu thể thức của đơn vị."), func(ctx context.Context, tx *db.Tx, v *arrangeView) error {
		return s.Remember(ctx, tx, auth.Of(ctx), v.Unit.ID, v.Kind, readFrame(v.Form))
	})
}

func (s *Service) saveBlock(w http.ResponseWriter, r *http.Request) error {
	return s.arranged(w, r, web.Mark("Đã lưu khối chữ ký."), func(ctx context.Context, tx *db.Tx, v *arrangeView) error {
		b := Block{ID: v.Edit.ID, Unit: v.Unit.ID, Signature: readSignature(v.Form), From: v.Form.Date("tu-ngay"), To: v.Form.Date("den-ngay")}
		if b.ID != 0 {
			b.Version = v.Form.Version()
		}
		if !v.Form.OK() {
			return nil
		}
		return s.PutBlock(ctx, tx, auth.Of(ctx), b)
	})
}

// arranged changes the layout of a unit from a form; what is refused is explained at its field.
func (s *Service) arranged(w http.ResponseWriter, r *http.Request, said string, do func(ctx context.Context, tx *db.Tx, v *arrangeView) error) error {
	v, err := s.arrangeView(r)
	if err != nil {
		return err
	}
	sent, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v.Form = sent
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) error { return do(ctx, tx, &v) })
	if err == nil && v.Form.OK() {
		to := arrangeHref(v.Unit.ID)
		if v.Kind != "" {
			to += "?loai=" + string(v.Kind)
		}
		return web.RedirectSaying(w, r, to, said)
	}
	if err != nil && !v.Form.Take(err) {
		return err
	}
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	return web.Render(w, r, status, arrangePage(v))
}

// fillBlock puts the block that is edited into the form.
func (v arrangeView) fillBlock() {
	s := v.Edit.Signature
	v.Form.Set("tham-quyen", lines(s.Authority)).Set("chuc-vu", s.Title).Set("nguoi-ky", s.Name)
}

func (v arrangeView) href(kind Kind) string {
	if kind == "" {
		return arrangeHref(v.Unit.ID)
	}
	return arrangeHref(v.Unit.ID) + "?loai=" + string(kind)
}

func (v arrangeView) habitAction() string {
	to := arrangeHref(v.Unit.ID) + "/mac-dinh"
	if v.Kind != "" {
		to += "?loai=" + string(v.Kind)
	}
	return to
}

func (v arrangeView) blockAction() string {
	to := arrangeHref(v.Unit.ID) + "/khoi"
	if v.Edit.ID != 0 {
		to += "?khoi=" + strconv.FormatInt(v.Edit.ID, 10)
	}
	return to
}

func (v arrangeView) kindLinks(ctx context.Context) []web.Link {
	links := []web.Link{{Title: web.T(ctx, "Mọi loại"), Href: v.href(""), Here: v.Kind == ""}}
	for _, k := range Kinds {
		links = append(links, web.Link{Title: web.T(ctx, k.Name()), Href: v.href(k), Here: v.Kind == k})
	}
	return links
}

// habitNote says who set what the form shows.
func (v arrangeView) habitNote(ctx context.Context) string {
	for _, h := range v.Known {
		if h.Kind == v.Kind {
			return web.T(ctx, "%s sửa %s", h.EditedBy, h.UpdatedAt)
		}
	}
	return web.T(ctx, "Chưa đặt riêng; đang lấy theo danh bạ đơn vị")
}

func (v arrangeView) blockTitle(ctx context.Context) string {
	if v.Edit.ID == 0 {
		return web.T(ctx, "Thêm khối chữ ký")
	}
	return web.T(ctx, "Sửa khối chữ ký")
}

func (b Block) span(ctx context.Context) string {
	switch {
	case b.From.IsZero() && b.To.IsZero():
		return web.T(ctx, "Không thời hạn")
	case b.To.IsZero():
		return web.T(ctx, "Từ %s", b.From)
	case b.From.IsZero():
		return web.T(ctx, "Đến %s", b.To)
	}
	return web.T(ctx, "Từ %s đến %s", b.From, b.To)
}
