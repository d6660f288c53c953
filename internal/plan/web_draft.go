package plan

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

func (s *Service) showDraft(w http.ResponseWriter, r *http.Request) error {
	v, err := s.draftView(r)
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, draftPage(v))
}

// draftFile answers with a draft as a paper to be signed: ?dang=docx or ?dang=pdf.
func (s *Service) draftFile(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	var doc official.Report
	err = s.DB.Read(r.Context(), func(tx *db.Tx) error {
		d, err := s.Draft(r.Context(), tx, auth.Of(r.Context()), DraftID(id))
		if err != nil {
			return err
		}
		tree, err := s.Org.Tree(r.Context(), tx)
		doc = s.draftPaper(d, tree)
		return err
	})
	if err != nil {
		return err
	}
	return paper.Send(w, r, doc, r.URL.Query().Get("dang"), "ke-hoach", s.Now())
}

// draftView reads a draft and what its page shows; the address says which part.
func (s *Service) draftView(r *http.Request) (v draftView, err error) {
	ctx, by := r.Context(), auth.Of(r.Context())
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Draft, err = s.Draft(ctx, tx, by, DraftID(id))
		if err != nil {
			return err
		}
		v.Tree, err = s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		if v.Draft.Plan != 0 {
			p, err := s.Plan(ctx, tx, by, v.Draft.Plan)
			if err != nil {
				return err
			}
			v.Plan = &p
		}
		v.Twins, err = s.Twins(ctx, tx, v.Draft)
		return err
	})
	if err != nil {
		return v, err
	}
	v.Unit = v.Tree.Name
	for _, u := range v.Tree.UnitsOn(s.Day()) {
		v.Units = append(v.Units, u.Name)
		v.Choices = append(v.Choices, web.Option{Value: unitKey(u.ID), Label: u.Name})
	}
	v.Unread = len(v.Draft.unread())
	for _, it := range v.Draft.Work.Tasks {
		if it.Decision == Undecided && v.Draft.Work.clear(it) {
			v.Clear++
		}
	}
	v.look(r)
	return v, nil
}

// look reads the address: the filter, the page, the task the person is at or edits.
func (v *draftView) look(r *http.Request) {
	q := r.URL.Query()
	v.Filter = q.Get("loc")
	v.Pages = max(1, (len(v.Draft.Lines)+linesOnPage-1)/linesOnPage)
	v.Page = min(max(1, atoi(q.Get("trang"))), v.Pages)
	v.Here = atoi(q.Get("o"))
	if scan := v.Draft.Work.Scan; scan != nil {
		v.Pages, v.Page = 1, 1
		v.Sheet = min(max(1, atoi(q.Get("anh"))), scan.Pages)
		v.Drawn = doctext.PagesProgram() != "" || scan.Picture
	}
	split := q.Has("tach")
	key := atoi(q.Get("sua"))
	if split {
		key = atoi(q.Get("tach"))
	}
	if it := v.Draft.Work.Item(key); it != nil {
		v.Edit = &itemForm{Key: key, V: it.V, Form: it.fill(web.NewForm()), Split: split}
		v.Here = key
		if it.Line > 0 {
			v.Page = min((it.Line-1)/linesOnPage+1, v.Pages)
		}
	}
	if q.Has("them") {
		line := atoi(q.Get("them"))
		v.Edit = &itemForm{After: line, Form: v.fromLine(line).fill(web.NewForm())}
	}
}

// fromLine begins a task with what a line says.
func (v *draftView) fromLine(n int) Item {
	it := Item{Line: n}
	if n < 1 || n > len(v.Draft.Lines) {
		return it
	}
	it.Title = strings.TrimSpace(v.Draft.Lines[n-1].Text)
	it.Number = numberOf(v.Draft.Lines, Item{Line: n})
	if m := numberBefore.FindString(it.Title); m != "" {
		it.Title = strings.TrimSpace(strings.TrimPrefix(it.Title, m))
	}
	for _, other := range v.Draft.Work.Tasks {
		if other.Line > n {
			break
		}
		it.Section = other.Section
	}
	return it
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1<<30 {
		return 0
	}
	return n
}

// act reads the form of a press on a draft's page, does it, and goes back; what was refused comes back on
// the page with the form still filled in.
func (s *Service) act(w http.ResponseWriter, r *http.Request, do func(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (to string, err error), refused func(v *draftView, f *web.Form, err error)) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	to := ""
	if f.OK() {
		to, err = do(r.Context(), auth.Of(r.Context()), DraftID(id), f)
	}
	if err == nil && f.OK() {
		return web.Redirect(w, r, backTo(f, DraftID(id), to))
	}
	if err != nil && !f.Take(err) {
		return err
	}
	v, viewErr := s.draftView(r)
	if viewErr != nil {
		return viewErr
	}
	if v.Draft.State != Opened {
		return err
	}
	if refused == nil {
		v.Problem = f
	} else {
		refused(&v, f, err)
	}
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	return web.Render(w, r, status, draftPage(v))
}

// backTo is the page the press came from, at the place to.
func backTo(f *web.Form, id DraftID, to string) string {
	back := f.Raw("ve")
	if !strings.HasPrefix(back, draftHref(id)) {
		back = draftHref(id)
	}
	if to == "" {
		return back
	}
	sep := "?"
	if strings.Contains(back, "?") {
		sep = "&"
	}
	return back + sep + "o=" + to + "#t-" + to
}

func (s *Service) decide(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, s.pressed, nil)
}

// pressed does what the pressed button of the list says.
func (s *Service) pressed(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
	pick := func(name string) (Pick, bool) {
		key := atoi(f.Raw(name))
		v, _ := strconv.ParseInt(f.Raw("v-"+strconv.Itoa(key)), 10, 64)
		return Pick{key, v}, key > 0
	}
	for name, to := range map[string]Decision{"nhan": Accepted, "bo": Skipped} {
		if p, ok := pick(name); ok {
			_, err := s.Decide(ctx, by, id, []Pick{p}, to)
			return s.nextAfter(ctx, by, id, p.Key), err
		}
	}
	for name, step := range map[string]int{"len": -1, "xuong": 1} {
		if p, ok := pick(name); ok {
			return strconv.Itoa(p.Key), s.Move(ctx, by, id, p, step)
		}
	}
	if n := atoi(f.Raw("gac")); n > 0 {
		return "", s.SetAside(ctx, by, id, []int{n}, true)
	}
	return s.pressedMany(ctx, by, id, f)
}

func (s *Service) pressedMany(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
	var keys []int
	var picks []Pick
	for _, k := range f.Int64s("viec") {
		v, _ := strconv.ParseInt(f.Raw("v-"+strconv.FormatInt(k, 10)), 10, 64)
		keys, picks = append(keys, int(k)), append(picks, Pick{int(k), v})
	}
	if len(keys) == 0 {
		return "", fault.New(fault.Invalid, "Hãy đánh dấu các nhiệm vụ trước.")
	}
	switch f.Raw("do") {
	case "gop":
		into, err := s.Merge(ctx, by, id, keys)
		return strconv.Itoa(into), err
	case "nhan":
		_, err := s.Decide(ctx, by, id, picks, Accepted)
		return strconv.Itoa(keys[len(keys)-1]), err
	case "bo":
		_, err := s.Decide(ctx, by, id, picks, Skipped)
		return strconv.Itoa(keys[len(keys)-1]), err
	}
	return "", nil
}

// nextAfter is the next task that waits for a decision, so that one key after the other does the work.
func (s *Service) nextAfter(ctx context.Context, by auth.Officer, id DraftID, key int) string {
	next := key
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		d, err := s.Draft(ctx, tx, by, id)
		if err != nil {
			return err
		}
		i := d.Work.index(key)
		for _, it := range d.Work.Tasks[i+1:] {
			if it.Decision == Undecided {
				next = it.Key
				break
			}
		}
		return nil
	})
	if err != nil {
		return ""
	}
	return strconv.Itoa(next)
}

func (s *Service) decideClear(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
		n, err := s.DecideClear(ctx, by, id)
		if err == nil {
			web.SetFlash(w, r, web.Flash{Text: web.T(ctx, "Đã chấp nhận %d nhiệm vụ.", n)})
		}
		return "", err
	}, nil)
}

func (s *Service) saveItem(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
		it := readItem(f)
		err := it.Plan.check(s.Day())
		if err != nil || !f.OK() {
			return "", err
		}
		key, err := s.SaveItem(ctx, by, id, it, 0)
		return strconv.Itoa(key), err
	}, func(v *draftView, f *web.Form, err error) {
		v.Edit = &itemForm{Key: int(f.Int64("khoa")), V: f.Int64("v"), After: int(f.Int64("dong")), Form: f}
		v.Here = v.Edit.Key
		var stale *Stale
		if errors.As(err, &stale) {
			v.Clash = &stale.Now
			v.Edit.V = stale.Now.V
		}
	})
}

// readItem takes a task from its form.
func readItem(f *web.Form) Item {
	it := Item{
		Key: int(f.Int64("khoa")), V: f.Int64("v"), Line: int(f.Int64("dong")),
		Section: f.String("muc"), Number: f.String("so"), Title: f.String("noi-dung"),
		Lead: official.SplitUnits(f.String("chu-tri")), Partners: official.SplitUnits(f.Text("phoi-hop")),
		When: f.String("thoi-gian"), Product: f.String("san-pham"), Budget: f.String("kinh-phi"), Note: f.Text("ghi-chu"),
		Plan: Timing{
			Rhythm: work.Rhythm(f.Raw("chu-ky")), Report: work.Rhythm(f.Raw("bao-cao")),
			From: f.Date("tu"), To: f.Date("den"), Due: f.Date("han"), Decided: true,
		},
	}
	if it.Line > 0 {
		it.Lines = []int{it.Line}
	}
	if it.Plan.Rhythm != work.Continuous {
		it.Plan.Report = ""
	}
	if it.Plan.Rhythm != work.Once {
		it.Plan.Due = law.Date{}
	}
	if it.Plan.Rhythm == work.Once && it.Plan.Due.IsZero() {
		it.Plan.Due = it.Plan.To
	}
	if it.Title == "" {
		f.Problem("noi-dung", "Hãy ghi nội dung nhiệm vụ.")
	}
	if it.Plan.Rhythm.Word() == "" && it.Plan.Rhythm != "" {
		f.Problem("chu-ky", "Hãy chọn chu kỳ trong danh sách.")
	}
	return it
}

func (s *Service) splitItem(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
		p := Pick{int(f.Int64("khoa")), f.Int64("v")}
		return strconv.Itoa(p.Key), s.Split(ctx, by, id, p, f.Text("tach"))
	}, func(v *draftView, f *web.Form, _ error) {
		v.Edit = &itemForm{Key: int(f.Int64("khoa")), V: f.Int64("v"), Form: f, Split: true}
		v.Here = v.Edit.Key
	})
}

func (s *Service) chooseUnits(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
		names, units := r.PostForm["ten"], r.PostForm["don-vi"]
		chosen := map[string]org.UnitID{}
		for i := range min(len(names), len(units)) {
			chosen[names[i]] = unitOf(units[i])
		}
		return "", s.ChooseUnits(ctx, by, id, chosen)
	}, nil)
}

func (s *Service) decideGone(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
		to := Skipped
		if f.Raw("do") == "huy" {
			to = Accepted
		}
		return "", s.DecideGone(ctx, by, id, f.String("ma"), to, f.String("ly-do"))
	}, nil)
}

func (s *Service) saveHead(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
		h := readHead(f)
		if !f.OK() {
			return "", nil
		}
		return "", s.EditHead(ctx, by, id, h)
	}, func(v *draftView, f *web.Form, err error) {
		v.HeadForm = f
		v.Problem = f
	})
}

func readHead(f *web.Form) Head {
	f.Require("ten", "Hãy ghi tên kế hoạch.")
	return Head{
		Number: f.String("so"), Title: f.String("ten"), Issuer: f.String("co-quan"), Issued: f.Date("ngay"), From: f.Date("tu"), To: f.Date("den"), V: f.Int64("v"), Internal: f.Bool("noi-bo"),
	}
}

func (s *Service) becomeVersion(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, by auth.Officer, id DraftID, f *web.Form) (string, error) {
		return "", s.BecomeVersion(ctx, by, id, ID(f.Int64("ke-hoach")))
	}, nil)
}

func (s *Service) dropDraft(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	err = s.Drop(r.Context(), auth.Of(r.Context()), DraftID(id), false)
	if err != nil {
		return err
	}
	web.SetFlash(w, r, web.Flash{Text: web.T(r.Context(), "Đã bỏ bản nháp."), Undo: draftHref(DraftID(id)) + "/lay-lai"})
	return web.Redirect(w, r, "/ke-hoach")
}

func (s *Service) takeBackDraft(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	err = s.Drop(r.Context(), auth.Of(r.Context()), DraftID(id), true)
	if err != nil {
		return err
	}
	return web.Redirect(w, r, draftHref(DraftID(id)))
}

func (s *Service) confirmDraft(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}

	plan, err := s.Confirm(r.Context(), auth.Of(r.Context()), DraftID(id), f.Version(), f.Bool("van-nhap"))
	if err == nil {
		return web.RedirectSaying(w, r, planHref(plan), "Đã lập kế hoạch. Các đơn vị thấy nhiệm vụ của mình trong mục Hôm nay.")
	}
	if !f.Take(err) {
		return err
	}
	v, viewErr := s.draftView(r)
	if viewErr != nil {
		return viewErr
	}
	v.Problem = f
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	return web.Render(w, r, status, draftPage(v))
}
