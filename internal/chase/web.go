package chase

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// listView is the units that owe something, and the letters about them.
type listView struct {
	Form    *web.Form
	Posted  bool // the form came back: the ticks are the officer's own
	Today   law.Date
	Units   []Unit
	Ticked  []string
	Letters []letterRow
	Seen    int64
	RungsOn int
}

type letterRow struct {
	Letter
	Paper paper.Paper
	Owner string
}

const recentLetters = 10

func (s *Service) showList(w http.ResponseWriter, r *http.Request) error {
	v, err := s.listView(r.Context(), auth.Of(r.Context()), web.NewForm(), false)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, listPage(v))
}

func (s *Service) listView(ctx context.Context, by auth.Officer, form *web.Form, posted bool) (v listView, err error) {
	v.Form, v.Posted, v.Today = form, posted, s.day()
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Units, err = s.Owing(ctx, tx, by, 0)
		if err != nil {
			return err
		}
		for _, u := range v.Units {
			if u.writable() && (!v.Posted || slices.Contains(form.Strings("unit"), web.Key(u.ID))) {
				v.Ticked = append(v.Ticked, web.Key(u.ID))
			}
		}
		set, err := s.Work.Settings(ctx, tx)
		if err != nil {
			return err
		}
		for _, rung := range set.Rungs {
			if rung.On {
				v.RungsOn++
			}
		}
		v.Letters, v.Seen, err = s.letterRows(ctx, tx, by)
		return err
	})
	return v, err
}

// letterRows are the newest letters that the officer follows; seen is the newest of all.
func (s *Service) letterRows(ctx context.Context, tx *db.Tx, by auth.Officer) (rows []letterRow, seen int64, err error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, 0, err
	}
	all, err := letters(ctx, tx, 20*recentLetters)
	if err != nil || len(all) == 0 {
		return nil, 0, err
	}
	for _, l := range all {
		if len(rows) == recentLetters {
			break
		}
		if !by.MayFor(work.Coordinate, l.Owner) {
			continue
		}
		p, err := s.Paper.Paper(ctx, tx, by, l.Paper)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		rows = append(rows, letterRow{l, p, tree.Label(l.Owner)})
	}
	return rows, all[0].ID, nil
}

// writable reports whether a letter to the unit has something to say.
func (u Unit) writable() bool { return len(split(u, false)) > 0 }

func (s *Service) write(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	n := Writing{Answer: form.Date("answer"), Seen: form.Int64("truoc")}
	for _, id := range form.Int64s("unit") {
		n.Units = append(n.Units, org.UnitID(id))
	}
	var papers []paper.ID
	if form.OK() {
		err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
			papers, err = s.Write(ctx, tx, by, n)
			return err
		})
	}
	if form.Take(err) || !form.OK() {
		v, err := s.listView(ctx, by, form, true)
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusUnprocessableEntity, listPage(v))
	}
	if err != nil {
		return err
	}
	if len(papers) == 1 {
		return web.RedirectSaying(w, r, papers[0].Href(), "Đã lập dự thảo công văn đôn đốc. Hãy xem lại, rồi trình ký.")
	}
	return web.RedirectSaying(w, r, PageURL+"#h-cong-van", "Đã lập %d dự thảo công văn đôn đốc. Hãy xem lại, rồi trình ký.", len(papers))
}

// unitView is one unit: what it owes, what to send it, what was done.
type unitView struct {
	Unit
	Form    *web.Form
	Today   law.Date
	Message string
	Entries []Entry
	Seen    int64
	By      auth.Officer
}

const recentEntries = 100

func (s *Service) unitView(r *http.Request, form *web.Form) (v unitView, err error) {
	id, err := web.PathID(r, "unit")
	if err != nil {
		return v, err
	}
	ctx := r.Context()
	v = unitView{Form: form, Today: s.day(), By: auth.Of(ctx)}
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Unit, err = s.followed(ctx, tx, v.By, org.UnitID(id))
		if err != nil {
			return err
		}
		all, err := entriesOf(ctx, tx, v.ID, recentEntries)
		for _, e := range all {
			v.Seen = max(v.Seen, e.ID)
			if by := v.By; by.MayFor(work.Coordinate, e.Owner) {
				v.Entries = append(v.Entries, e)
			}
		}
		return err
	})
	v.Message = Message(v.Unit, v.Today, s.Site)
	return v, err
}

func (s *Service) showUnit(w http.ResponseWriter, r *http.Request) error {
	v, err := s.unitView(r, web.NewForm())
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, unitPage(v))
}

func (s *Service) log(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "unit")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, unit := r.Context(), org.UnitID(id)
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		return s.Log(ctx, tx, auth.Of(ctx), unit, How(form.Raw("cach")), form.String("note"), form.Int64("truoc"))
	})
	if form.Take(err) {
		v, err := s.unitView(r, form)
		if err != nil {
			return err
		}
		return web.Render(w, r, http.StatusUnprocessableEntity, unitPage(v))
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, unitHref(unit), "Đã ghi. Ghi nhầm có thể rút lại trong hôm nay.")
}

func (s *Service) undo(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "unit")
	if err != nil {
		return err
	}
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx, unit := r.Context(), org.UnitID(id)
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		return s.TakeBack(ctx, tx, auth.Of(ctx), unit, form.Int64("dong"))
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, unitHref(unit), "Đã rút lại. Dòng cũ vẫn lưu trong nhật ký.")
}

// letterView is the rows behind the figures of a letter, as they were on its day, with what became of them.
type letterView struct {
	Letter
	Office string
	Rows   []letterTask
	Hidden int // rows that the reader may not see
	Only   string
}

type letterTask struct {
	Row
	work.Case
	UnitName string
}

func (s *Service) showLetter(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	var v letterView
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v, err = s.letterView(ctx, tx, by, id)
		return err
	})
	if err != nil {
		return err
	}
	v.Only = r.URL.Query().Get("viec")
	return web.Render(w, r, http.StatusOK, letterPage(v))
}

func (s *Service) letterView(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (v letterView, err error) {
	ok, err := s.sees(ctx, tx, by, id)
	if errors.Is(err, db.ErrNoRows) || err == nil && !ok {
		return v, fault.New(fault.NotFound, "Không tìm thấy công văn này.")
	}
	if err != nil {
		return v, err
	}
	v.Letter, err = letterByID(ctx, tx, id)
	if err != nil {
		return v, err
	}
	_, err = s.Paper.Paper(ctx, tx, by, v.Letter.Paper) // a draft is for those who prepare it
	if err != nil {
		return v, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return v, err
	}
	v.Office = tree.Name(v.Owner)
	rows, err := rowsOf(ctx, tx, id)
	if err != nil {
		return v, err
	}
	ids := make([]work.CaseID, len(rows))
	for i, row := range rows {
		ids[i] = row.Case
	}
	cases, err := s.Work.Cases(ctx, tx, by, ids)
	for _, row := range rows {
		if c, ok := cases[row.Case]; ok {
			v.Rows = append(v.Rows, letterTask{row, c, tree.Label(row.Unit)})
		} else {
			v.Hidden++
		}
	}
	return v, err
}
