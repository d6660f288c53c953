package digest

import (
	"context"
	"embed"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed locales
var texts embed.FS

// ReadersURL is the page on which it is said who gets digests by mail.
const ReadersURL = PageURL + "/nguoi-nhan"

// Part is what this package brings to the house.
func (s *Service) Part() web.Part {
	return web.Part{
		Name: "listen-digest", Schema: Module, Texts: texts, Grants: Grants, Routes: s.register, Jobs: s.jobs,
		Nav: []web.NavItem{{Group: page.Group, Title: web.Mark("Điểm tin"), Rank: 3, Href: PageURL, Icon: "report", Right: View}},
	}
}

func (s *Service) register(m *web.Mux) {
	m.Handle("GET "+PageURL, View, s.showList)
	m.Handle("POST "+PageURL, Make, s.make, web.Timeout(2*time.Minute))
	m.Handle("GET "+ReadersURL, Make, s.showReaders)
	m.Handle("POST "+ReadersURL, Make, s.saveReaders)
	m.Handle("GET "+PageURL+"/{id}", View, s.show)
	m.Handle("GET "+PageURL+"/{id}/tep", View, s.download)
	m.Handle("GET "+PageURL+"/{id}/bo-sung", View, s.showLate)
	m.Handle("POST "+PageURL+"/{id}", Make, s.save, web.MaxBody(4<<20))
	m.Handle("POST "+PageURL+"/{id}/chot", Make, s.freeze)
	m.Handle("POST "+PageURL+"/{id}/mo-lai", Make, s.reopen)
	m.Handle("POST "+PageURL+"/{id}/giao", Make, s.assign)
	m.Handle("POST "+PageURL+"/{id}/cong-van", Make, s.letter)
}

// jobs makes what is due: the daily note at seven, the draft of the week on Monday; and looks for stories that may be one.
func (s *Service) jobs(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ dueArgs) error { return s.Due(ctx) })
	q.Every(dueEvery, func() jobs.Args { return dueArgs{} })
	jobs.Handle(q, func(ctx context.Context, _ likelyArgs) error { return s.Propose(ctx) })
	q.Every(likelyEvery, func() jobs.Args { return likelyArgs{} })
}

type dueArgs struct{}

func (dueArgs) Kind() string { return "listen.digest.due" }

type likelyArgs struct{}

func (likelyArgs) Kind() string { return "listen.digest.likely" }

const listLimit = 100

func (s *Service) showList(w http.ResponseWriter, r *http.Request) error {
	return s.renderList(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) renderList(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	monday := weekOf(law.DateOf(s.Now())).AddDays(-7)
	v := listView{Form: form, From: monday, To: monday.AddDays(6)}
	ctx := r.Context()
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		v.Weeks, err = digests(ctx, tx, Week, listLimit)
		if err != nil {
			return err
		}
		v.Notes, err = digests(ctx, tx, Note, 14)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, status, listPage(v))
}

func (s *Service) make(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	from, to := form.Date("tu"), form.Date("den")
	var d Digest
	if form.OK() {
		d, err = s.draftOfProvince(ctx, from, to)
	}
	if form.Take(err) || !form.OK() {
		return s.renderList(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, d.Href())
}

func (s *Service) draftOfProvince(ctx context.Context, from, to law.Date) (Digest, error) {
	tree, err := s.Org.ReadTree(ctx)
	if err != nil {
		return Digest{}, err
	}
	root, ok := tree.Root()
	if !ok {
		return Digest{}, fault.New(fault.Invalid, "Hãy nhập danh sách đơn vị trước.")
	}
	return s.Draft(ctx, auth.Of(ctx), Week, root.ID, from, to)
}

func (s *Service) show(w http.ResponseWriter, r *http.Request) error {
	return s.render(w, r, http.StatusOK, web.NewForm())
}

func (s *Service) render(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	v, err := s.view(r, form)
	if err != nil {
		return err
	}
	if v.State == Draft && v.May && r.URL.Query().Get("xem") == "" {
		return web.Render(w, r, status, editPage(v))
	}
	return web.Render(w, r, status, readPage(v))
}

// view reads a digest with everything its page shows.
func (s *Service) view(r *http.Request, form *web.Form) (v digestView, err error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return v, err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v = digestView{Form: form, May: by.May(Make), Due: s.Work.Day().AddDays(5), Given: map[EntryID]given{}}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		v.Digest, err = s.Digest(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		v.tree, err = s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.Office = v.tree.Name(v.Owner)
		v.Units = []web.Option{{Value: "0", Label: web.T(ctx, "Chưa xác định")}}
		for _, u := range v.tree.UnitsOn(s.Work.Day()) {
			if u.Level != org.Inside {
				v.Units = append(v.Units, web.Option{Value: web.Key(u.ID), Label: u.Name})
			}
		}
		if v.Digest.Paper != 0 {
			v.Signed, err = s.Papers.Paper(ctx, tx, by, v.Digest.Paper)
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return err
			}
		}
		for _, e := range v.Entries {
			if e.Case == 0 {
				continue
			}
			v.Given[e.ID], err = s.given(ctx, tx, by, e)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return v, err
}

// given is what became of an entry that was given to its unit.
func (s *Service) given(ctx context.Context, tx *db.Tx, by auth.Officer, e Entry) (g given, err error) {
	g.Code, g.State, err = s.Work.Standing(ctx, tx, e.Case)
	if err != nil {
		return g, err
	}
	g.Reply, err = s.Work.Answer(ctx, tx, e.Case)
	if err != nil {
		return g, err
	}
	letters, err := s.Papers.Papers(ctx, tx, by, paper.About{Duty: LetterDuty, ID: int64(e.ID)})
	if len(letters) > 0 {
		g.Letter = letters[0]
	}
	return g, err
}

// readEdit is what stands in the editor's fields.
func readEdit(form *web.Form, d Digest) Edit {
	n := Edit{ID: d.ID, Version: form.Version(), Note: form.Text("nhan-dinh")}
	numbered := map[int64]EntryID{} // as the editor saw them
	for _, e := range d.Entries {
		numbered[form.Int64(field(e.ID, "so"))] = e.ID
	}
	for _, e := range d.Entries {
		if !form.Has(field(e.ID, "tieu-de")) {
			continue
		}
		x := EntryEdit{
			ID: e.ID, Position: int(form.Int64(field(e.ID, "thu-tu"))), Title: form.String(field(e.ID, "tieu-de")), Summary: form.Text(field(e.ID, "tom-tat")),
			Unit: org.UnitID(form.Int64(field(e.ID, "don-vi"))), Proposal: form.Text(field(e.ID, "de-xuat")), Remark: form.Text(field(e.ID, "trao-doi")),
			Struck: form.Bool(field(e.ID, "bo")),
		}
		if to := form.Int64(field(e.ID, "gop")); to != 0 {
			x.Into = numbered[to]
			if x.Into == 0 {
				form.Problem(field(e.ID, "gop"), "Không có câu chuyện số %d.", to)
			}
		}
		n.Entries = append(n.Entries, x)
	}
	n.move(EntryID(form.Int64("len")), -1)
	n.move(EntryID(form.Int64("xuong")), 1)
	n.number()
	return n
}

// move puts an entry one place up or down.
func (n *Edit) move(id EntryID, by int) {
	n.number()
	i := slices.IndexFunc(n.Entries, func(e EntryEdit) bool { return e.ID == id })
	if j := i + by; i >= 0 && j >= 0 && j < len(n.Entries) {
		n.Entries[i], n.Entries[j] = n.Entries[j], n.Entries[i]
		n.Entries[i].Position, n.Entries[j].Position = i+1, j+1
	}
}

// number gives the entries their places 1, 2, 3 in the order that was written.
func (n *Edit) number() {
	slices.SortStableFunc(n.Entries, func(a, b EntryEdit) int { return a.Position - b.Position })
	for i := range n.Entries {
		n.Entries[i].Position = i + 1
	}
}

func (s *Service) save(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	var d Digest
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		was, err := s.Digest(ctx, tx, by, ID(id))
		if err != nil {
			return err
		}
		edit := readEdit(form, was)
		if !form.OK() {
			return nil
		}
		d, err = s.Save(ctx, tx, by, edit)
		return err
	})
	if form.Take(err) || !form.OK() {
		return s.render(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	err = s.Merge(ctx, by, d)
	if err != nil {
		return err
	}
	to := d.Href()
	for _, name := range []string{"len", "xuong"} {
		if moved := form.Int64(name); moved != 0 {
			to += "#muc-" + strconv.FormatInt(moved, 10)
		}
	}
	return web.RedirectSaying(w, r, to, "Đã lưu bản điểm tin.")
}

func (s *Service) freeze(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, form *web.Form) (to, said string, err error) {
		d, err := s.Freeze(ctx, tx, by, id, form.Version())
		return d.Paper.Href(), web.Mark("Đã chốt bản điểm tin và lập dự thảo văn bản. Hãy xem lại, rồi trình ký."), err
	})
}

func (s *Service) reopen(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, form *web.Form) (to, said string, err error) {
		d, err := s.Reopen(ctx, tx, by, id, form.Version())
		return d.Href(), web.Mark("Đã mở lại bản điểm tin để sửa. Sửa xong, hãy chốt lại."), err
	})
}

func (s *Service) assign(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, form *web.Form) (to, said string, err error) {
		e := EntryID(form.Int64("muc"))
		_, err = s.Assign(ctx, tx, by, id, e, form.Date("han"))
		return Digest{ID: id}.Href() + "#muc-" + form.Raw("muc"), web.Mark("Đã giao việc. Chỉ tiêu đề, chủ đề và số lượng tin được chuyển sang việc."), err
	})
}

func (s *Service) letter(w http.ResponseWriter, r *http.Request) error {
	return s.act(w, r, func(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, form *web.Form) (to, said string, err error) {
		p, err := s.Letter(ctx, tx, by, id, EntryID(form.Int64("muc")))
		return p.Href(), web.Mark("Đã lập dự thảo công văn giao việc. Hãy xem lại, rồi trình ký."), err
	})
}

// act does one thing with a digest and goes where that leads.
func (s *Service) act(w http.ResponseWriter, r *http.Request, do func(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, form *web.Form) (to, said string, err error)) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	var to, said string
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) (err error) {
		to, said, err = do(ctx, tx, auth.Of(ctx), ID(id), form)
		return err
	})
	if form.Take(err) {
		return s.render(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, to, said)
}

func (s *Service) download(w http.ResponseWriter, r *http.Request) error {
	v, err := s.view(r, web.NewForm())
	if err != nil {
		return err
	}
	doc := v.Document(v.tree.Name)
	doc.Body = v.Office
	if v.State == Draft {
		doc.Draft = "DỰ THẢO"
	}
	return paper.Send(w, r, doc, r.URL.Query().Get("dang"), "diem-tin-"+v.From.String()+"-"+v.To.String(), v.Facts.Made)
}

// showLate lists what came of the last digest's days after that was made.
func (s *Service) showLate(w http.ResponseWriter, r *http.Request) error {
	v, err := s.view(r, web.NewForm())
	if err != nil {
		return err
	}
	l := lateView{digestView: v, Houses: map[listen.SourceID]string{}}
	ctx := r.Context()
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		if v.Facts.LateOf == 0 {
			return nil
		}
		last, err := digestByID(ctx, tx, v.Facts.LateOf)
		if err != nil {
			return err
		}
		sources, err := s.Listen.Sources(ctx, tx)
		if err != nil {
			return err
		}
		for _, x := range sources {
			l.Houses[x.ID] = x.Name
		}
		return s.eachLate(ctx, tx, last, v.Digest, func(i listen.Item) { l.Items = append(l.Items, i) })
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, latePage(l))
}

func (s *Service) showReaders(w http.ResponseWriter, r *http.Request) error {
	var v readersView
	ctx := r.Context()
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		var units []org.UnitID
		for _, u := range tree.UnitsOn(s.Work.Day()) {
			if u.Level != org.Commune {
				units = append(units, u.ID)
			}
		}
		people, err := s.Org.People(ctx, tx, units...)
		if err != nil {
			return err
		}
		for _, p := range people {
			if p.Email != "" {
				v.People = append(v.People, web.Option{Value: web.Key(p.ID), Label: p.Name + ", " + p.Title})
			}
		}
		week, err := readersOf(ctx, tx, Week)
		if err != nil {
			return err
		}
		v.Week = numbers(week)
		note, err := readersOf(ctx, tx, Note)
		v.Note = numbers(note)
		return err
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, readersPage(v))
}

func (s *Service) saveReaders(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		for name, k := range map[string]Kind{"tuan": Week, "ngay": Note} {
			var people []org.PersonID
			for _, id := range form.Int64s(name) {
				people = append(people, org.PersonID(id))
			}
			err := s.SetReaders(ctx, tx, auth.Of(ctx), k, people)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, ReadersURL, "Đã lưu danh sách người nhận.")
}
