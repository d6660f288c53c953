package round

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// tabs of the list: name in the address, states, marked title.
var listTabs = []struct {
	name, title string
	states      []State
}{
	{"", web.Mark("Đang mở"), []State{Open}},
	{"dang-soan", web.Mark("Đang soạn"), []State{Draft}},
	{"da-chot", web.Mark("Đã chốt"), []State{Closed}},
	{"da-bo", web.Mark("Đã bỏ"), []State{Dropped}},
}

func (s *Service) showRounds(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	v := listView{Today: s.Day(), May: by.May(Manage), Home: by.Home}
	at := max(0, slices.IndexFunc(listTabs, func(t struct {
		name, title string
		states      []State
	}) bool {
		return t.name == r.URL.Query().Get("xem")
	}))
	for i, t := range listTabs {
		v.Tabs = append(v.Tabs, web.Link{Title: web.T(ctx, t.title), Href: web.Href(ctx, "xem", t.name), Here: i == at})
	}
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Tree, err = s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Rows, err = s.Rounds(ctx, tx, by, listTabs[at].states...)
		if err != nil || by.Home == 0 || !by.MayFor(Give, by.Home) {
			return err
		}
		owed, err := owedBy(ctx, tx, by.Home, Open)
		v.Owes = owed
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

// boardFilters are the chips of a board: name in the address, marked title, which rows.
var boardFilters = []struct {
	name, title string
	fits        func(o Owed, closed bool) bool
}{
	{"", web.Mark("Tất cả"), func(Owed, bool) bool { return true }},
	{"chua", web.Mark("Chưa trả lời"), func(o Owed, _ bool) bool { return o.Step == Waiting }},
	{"da", web.Mark("Đã trả lời"), func(o Owed, _ bool) bool { return o.Step == Given }},
	{"khong", web.Mark("Không phát sinh"), func(o Owed, _ bool) bool { return o.Step == Nothing }},
	{"muon", web.Mark("Gửi muộn"), func(o Owed, _ bool) bool { return o.Late }},
	{"thay", web.Mark("Nhập thay, chờ xác nhận"), func(o Owed, _ bool) bool { return o.Proxy }},
	{"dinh-chinh", web.Mark("Có dòng bổ sung, đính chính"), func(o Owed, _ bool) bool { return o.Lines > 1 }},
	{"sau-chot", web.Mark("Thay đổi sau khi chốt"), func(o Owed, closed bool) bool { return closed && o.AnsweredAfterClose() }},
	{"mien", web.Mark("Không phải báo cáo"), func(o Owed, _ bool) bool { return o.Step == Excused }},
}

func (s *Service) showBoard(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	return s.renderBoard(w, r, http.StatusOK, ID(id), web.NewForm())
}

func (s *Service) renderBoard(w http.ResponseWriter, r *http.Request, status int, id ID, form *web.Form) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	q := r.URL.Query()
	v := boardView{Today: s.Day(), Form: form, Filter: q.Get("loc"), Text: vi.CutRunes(strings.TrimSpace(q.Get("q")), 100)}
	v.Search = web.NewForm().Set("q", v.Text)
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Tree, err = s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Board, err = s.Board(ctx, tx, by, id)
		if err != nil {
			return err
		}
		v.Questions, err = s.Form(ctx, tx, v.Board.Round, 0)
		if err != nil || v.Board.Round.Series == 0 {
			return err
		}
		x, err := seriesByID(ctx, tx, v.Board.Round.Series)
		v.Repeats = x.Active
		return err
	})
	if err != nil {
		return err
	}
	if v.Board.Round.State == Draft {
		return web.Redirect(w, r, v.Board.Round.editHref())
	}
	v.Manage = by.MayFor(Manage, v.Board.Round.Owner)
	v.choose(ctx)
	return web.Render(w, r, status, boardPage(v))
}

// choose fills in the chips and the rows that the address asks for.
func (v *boardView) choose(ctx context.Context) {
	closed := v.Board.Round.State == Closed
	words := strings.Fields(vi.Fold(v.Text))
	for _, f := range boardFilters {
		n := 0
		for _, o := range v.Board.Rows {
			if f.fits(o, closed) {
				n++
			}
		}
		here := f.name == v.Filter
		if n > 0 || here || f.name == "" || f.name == "chua" {
			v.Chips = append(v.Chips, web.Link{Title: web.T(ctx, f.title), Href: web.Href(ctx, "loc", f.name), Here: here, Count: n, ShowCount: true})
		}
		if !here {
			continue
		}
		for _, o := range v.Board.Rows {
			name := vi.Fold(v.Tree.Name(o.Unit) + " " + v.Tree.Label(o.Unit))
			if f.fits(o, closed) && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(name, w) }) {
				v.Rows = append(v.Rows, o)
			}
		}
	}
}

// showSheet is the figures of a round; with a figure in the address, its rows.
func (s *Service) showSheet(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	q := r.URL.Query()
	v := sheetView{Today: s.Day(), Figure: q.Get("so"), All: q.Has("bang")}
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Tree, err = s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Sheet, err = s.Sheet(ctx, tx, by, ID(id), !q.Has("hien-nay"))
		if err != nil || v.Sheet.Board.Round.State != Closed {
			return err
		}
		if s.Papers != nil {
			v.Papers, err = s.Papers.Papers(ctx, tx, by, aboutRound(ID(id)))
		}
		return err
	})
	if err != nil {
		return err
	}
	v.Manage = s.Papers != nil && by.MayFor(Manage, v.Sheet.Board.Round.Owner)
	v.Whole = by.MayFor(View, v.Sheet.Board.Round.Owner)
	if v.Figure == "" {
		return web.Render(w, r, http.StatusOK, sheetPage(v))
	}
	if unit, err := parseUnit(q.Get("don-vi")); err == nil {
		v.Unit = unit
	}
	x, ok := v.Sheet.Form.Figure(v.Figure)
	if !ok {
		return fault.New(fault.NotFound, "Đợt báo cáo này không có số liệu đó.")
	}
	v.X = x
	return web.Render(w, r, http.StatusOK, figurePage(v))
}

// showWords is what all units wrote, question by question, for whoever writes the report.
func (s *Service) showWords(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := wordsView{}
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Tree, err = s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Board, err = s.Board(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		v.Form, err = s.Form(ctx, tx, v.Board.Round, 0)
		if err != nil {
			return err
		}
		v.Lines, err = countingLines(ctx, tx, ID(id), v.Board.Round.State == Closed && !r.URL.Query().Has("hien-nay"))
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, wordsPage(v))
}

// makeReport goes on to the paper of the round.
func (s *Service) makeReport(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	if s.Papers == nil {
		return notFound()
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	var made paper.ID
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		made, err = s.Report(ctx, tx, by, ID(id))
		return err
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, made.Href(), "Đã lập dự thảo báo cáo tổng hợp. Số liệu trong báo cáo đã chốt.")
}

func (s *Service) closeRound(w http.ResponseWriter, r *http.Request) error {
	return s.step(w, r, web.Mark("Đã chốt số liệu."), func(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, _ *web.Form) error {
		_, err := s.Close(ctx, tx, by, ref)
		return err
	})
}

func (s *Service) dropRound(w http.ResponseWriter, r *http.Request) error {
	return s.step(w, r, web.Mark("Đã bỏ đợt báo cáo."), func(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, form *web.Form) error {
		_, err := s.Drop(ctx, tx, by, ref, form.Text("reason"))
		return err
	})
}

func (s *Service) addUnits(w http.ResponseWriter, r *http.Request) error {
	return s.step(w, r, web.Mark("Đã thêm đơn vị vào đợt."), func(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, form *web.Form) error {
		_, err := s.AddUnits(ctx, tx, by, ref, unitIDs(form.Int64s("units")))
		return err
	})
}

// step moves a round and comes back to its board; what is to be mended stands there.
func (s *Service) step(w http.ResponseWriter, r *http.Request, said string, do func(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, form *web.Form) error) error {
	id, err := web.PathID(r, "round")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	err = s.DB.Write(ctx, func(tx *db.Tx) error { return do(ctx, tx, by, Ref{ID(id), form.Version()}, form) })
	if err == nil {
		return web.RedirectSaying(w, r, Round{ID: ID(id)}.Href(), said)
	}
	if fault.KindOf(err) != fault.Invalid || !form.Take(err) {
		return err
	}
	return s.renderBoard(w, r, http.StatusUnprocessableEntity, ID(id), form)
}

func unitIDs(numbers []int64) []org.UnitID {
	var all []org.UnitID
	for _, n := range numbers {
		all = append(all, org.UnitID(n))
	}
	return all
}
