package plan

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// registerExchange adds the pages on which tables are exchanged with other systems.
func (s *Service) registerExchange(m *web.Mux) {
	m.Handle("GET /ke-hoach/trao-doi/{id}", Manage, s.exchangeForm)
	m.Handle("POST /ke-hoach/trao-doi/{id}", Manage, s.receiveSheet, web.MaxBody(maxUpload), web.Timeout(2*time.Minute))
	m.Handle("GET /ke-hoach/tra-bang/{id}", Manage, s.giveBack)
	m.Handle("GET /ke-hoach/bang/{id}", Manage, s.showExchange)
	m.Handle("POST /ke-hoach/bang/{id}/cot", Manage, s.nameColumns)
	m.Handle("POST /ke-hoach/bang/{id}/ap-dung", Manage, s.applySheet, web.Timeout(2*time.Minute))
	m.Handle("POST /ke-hoach/bang/{id}/bo", Manage, s.dropSheet)
}

func (s *Service) exchangeForm(w http.ResponseWriter, r *http.Request) error {
	v, err := s.exchangesView(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, exchangesPage(v))
}

func (s *Service) exchangesView(r *http.Request) (v exchangesView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	v.Form = web.NewForm()
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		v.Plan, err = s.managed(r.Context(), tx, auth.Of(r.Context()), ID(id))
		if err != nil {
			return err
		}
		v.Open, err = openExchanges(r.Context(), tx, v.Plan.ID)
		if err != nil {
			return err
		}
		v.Known, err = sheetsOf(r.Context(), tx, v.Plan)
		return err
	})
	return v, err
}

func (s *Service) receiveSheet(w http.ResponseWriter, r *http.Request) error {
	v, err := s.exchangesView(r)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	v.Form = f
	file, err := f.File("tep")
	if err != nil {
		return err
	}
	if file == nil {
		f.Problem("tep", "Hãy chọn tệp .xlsx xuất từ hệ thống kia.")
		return web.Render(w, r, http.StatusUnprocessableEntity, exchangesPage(v))
	}
	defer func() { _ = file.Close() }() // it was only read
	content, err := io.ReadAll(io.LimitReader(file, files.MaxSize+1))
	if err != nil {
		return err
	}

	id, err := s.Receive(r.Context(), auth.Of(r.Context()), v.Plan.ID, file.Name, content)
	if e := fault.Find(err); e != nil && slices.Contains([]fault.Kind{fault.Invalid, fault.Conflict, fault.TooLarge}, e.Kind) {
		f.Problem("tep", e.Format, e.Args...)
		return web.Render(w, r, http.StatusUnprocessableEntity, exchangesPage(v))
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, exchangeHref(id))
}

func (s *Service) showExchange(w http.ResponseWriter, r *http.Request) error {
	v, err := s.comparison(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, exchangePage(v))
}

func (s *Service) comparison(r *http.Request) (v exchangeView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		v.Comparison, err = s.Compare(r.Context(), tx, auth.Of(r.Context()), ExchangeID(id))
		if err != nil {
			return err
		}
		tree, err := s.Org.Tree(r.Context(), tx)
		v.Unit = tree.Label
		return err
	})
	v.Form, v.Filter, v.Columns = web.NewForm(), r.URL.Query().Get("loc"), r.URL.Query().Has("cot")
	return v, err
}

// pressExchange reads the form of a press, does it, and shows the comparison again with what was refused.
func (s *Service) pressExchange(w http.ResponseWriter, r *http.Request, do func(ctx context.Context, by auth.Officer, id ExchangeID, f *web.Form) (to string, err error)) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	to, err := do(r.Context(), auth.Of(r.Context()), ExchangeID(id), f)
	if err == nil {
		return web.Redirect(w, r, to)
	}
	if !f.Take(err) {
		return err
	}
	v, viewErr := s.comparison(r)
	if viewErr != nil || v.State != Comparing {
		return err
	}
	v.Form = f
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	return web.Render(w, r, status, exchangePage(v))
}

func (s *Service) nameColumns(w http.ResponseWriter, r *http.Request) error {
	return s.pressExchange(w, r, func(ctx context.Context, by auth.Officer, id ExchangeID, f *web.Form) (string, error) {
		return exchangeHref(id), s.SaveMapping(ctx, by, id, func(m *Mapping) error {
			var all []Column
			for i := range m.Columns {
				c := Column(f.Raw("cot-" + strconv.Itoa(i)))
				if c.word() == "" {
					c = Ignored
				}
				if c != Ignored && slices.Contains(all, c) {
					return fault.New(fault.Invalid, "Hai cột cùng được chọn là “%s”. Hãy giữ một cột.", web.Say(c.word()))
				}
				all = append(all, c)
			}
			m.Columns, m.System, m.Away, m.Take = all, f.String("he-thong"), f.Bool("theo-doi"), nil
			for _, c := range taken {
				if slices.Contains(f.Strings("lay"), string(c)) {
					m.Take = append(m.Take, c)
				}
			}
			return nil
		})
	})
}

// applySheet keeps what was chosen for each row; when that was seen already it applies the comparison,
// otherwise it shows what the choices change first.
func (s *Service) applySheet(w http.ResponseWriter, r *http.Request) error {
	return s.pressExchange(w, r, func(ctx context.Context, by auth.Officer, id ExchangeID, f *web.Form) (string, error) {
		changed := false
		err := s.SaveMapping(ctx, by, id, func(m *Mapping) error {
			changed = m.chose(f)
			return nil
		})
		if err != nil {
			return "", err
		}
		if changed || f.Raw("do") != "ap-dung" {
			web.SetFlash(w, r, web.Flash{Text: web.T(ctx, "Đã ghi lựa chọn. Hãy xem lại các thay đổi rồi áp dụng.")})
			return exchangeHref(id), nil
		}
		done, err := s.Apply(ctx, by, id, f.Raw("ban"))
		if err != nil {
			return "", err
		}
		web.SetFlash(w, r, web.Flash{Text: web.T(ctx, "Đã áp dụng: %d nhiệm vụ mới, %d nhiệm vụ cập nhật, %d dòng để lại.", done.New, done.Changed, done.Left)})
		return s.planOf(ctx, id)
	})
}

func (s *Service) planOf(ctx context.Context, id ExchangeID) (to string, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		e, err := exchangeByID(ctx, tx, id)
		to = planHref(e.Plan)
		return err
	})
	return to, err
}

// chose takes the choices of a form and reports whether one is new.
func (m *Mapping) chose(f *web.Form) bool {
	changed := false
	for i := 1; i <= mostForeign+headSearched; i++ {
		n := strconv.Itoa(i)
		if !f.Has("chon-" + n) {
			continue
		}
		value := f.Raw("chon-" + n)
		if value == m.Choice[n] || value == f.Raw("la-"+n) && m.Choice[n] == "" {
			continue
		}
		if m.Choice == nil {
			m.Choice = map[string]string{}
		}
		m.Choice[n], changed = value, true
		if value == "" {
			delete(m.Choice, n)
		}
	}
	return changed
}

func (s *Service) dropSheet(w http.ResponseWriter, r *http.Request) error {
	return s.pressExchange(w, r, func(ctx context.Context, by auth.Officer, id ExchangeID, _ *web.Form) (string, error) {
		plan, err := s.DropExchange(ctx, by, id)
		return exchangesHref(plan), err
	})
}

// giveBack answers with the plan in the columns of another system: ?mau=…
func (s *Service) giveBack(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	b, name, err := s.GiveBack(r.Context(), auth.Of(r.Context()), ID(id), r.URL.Query().Get("mau"))
	if err != nil {
		return err
	}
	file := strings.NewReplacer("/", "-", " ", "-").Replace(vi.Fold(name)) + "-" + s.Day().String() + ".xlsx"
	return web.Download(w, r, file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", s.Now(), bytes.NewReader(b))
}
