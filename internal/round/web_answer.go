package round

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// pathOf reads which unit of which round a page is about.
func pathOf(r *http.Request) (ID, org.UnitID, error) {
	round, err := web.PathID(r, "round")
	if err != nil {
		return 0, 0, err
	}
	unit, err := web.PathID(r, "unit")
	return ID(round), org.UnitID(unit), err
}

// showDesk is everything that a unit owes, on one page.
func (s *Service) showDesk(w http.ResponseWriter, r *http.Request) error {
	unit, err := web.PathID(r, "unit")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	v := deskView{}
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		u, ok := tree.Unit(org.UnitID(unit))
		if !ok {
			return fault.New(fault.NotFound, "Không tìm thấy đơn vị.")
		}
		sheaves, err := s.Desk(ctx, tx, by, u.ID)
		if err != nil {
			return err
		}
		if len(sheaves) == 0 && !by.MayFor(View, u.ID) {
			return fault.New(fault.NotFound, "Không tìm thấy đơn vị.")
		}
		v.Unit = u
		for _, f := range sheaves {
			v.Sheaves = append(v.Sheaves, s.view(ctx, by, tree, f, web.NewForm()))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, deskPage(v))
}

func (s *Service) showUnit(w http.ResponseWriter, r *http.Request) error {
	return s.renderUnit(w, r, http.StatusOK, web.NewForm())
}

// renderUnit is the page on which a unit answers one round.
func (s *Service) renderUnit(w http.ResponseWriter, r *http.Request, status int, form *web.Form) error {
	round, unit, err := pathOf(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	var v sheafView
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		f, err := s.Sheaf(ctx, tx, by, round, unit)
		if err != nil {
			return err
		}
		v = s.view(ctx, by, tree, f, form)
		return s.addBelow(ctx, tx, by, tree, &v)
	})
	if err != nil {
		return err
	}
	v.Held, err = s.held(ctx, v)
	if err != nil {
		return err
	}
	return web.Render(w, r, status, unitPage(v))
}

// held are the files of a refused form, so that nobody sends them twice.
func (s *Service) held(ctx context.Context, v sheafView) (map[string][]files.Waiting, error) {
	if v.Input.OK() {
		return nil, nil
	}
	names := []string{field(v.Round.ID, "tep-cv")}
	for _, b := range v.Form.Blocks {
		if b.Kind == EvidenceBlock {
			names = append(names, v.file(ctx, b).Name)
		}
	}
	held := map[string][]files.Waiting{}
	for _, name := range names {
		if v.Input.ProblemAt(name).Key != "" {
			continue
		}
		var err error
		held[name], err = s.Files.FromForm(ctx, v.Input, name)
		if err != nil {
			return nil, err
		}
	}
	return held, nil
}

// addBelow shows what the units below gave, to the unit that consolidates them.
func (s *Service) addBelow(ctx context.Context, tx *db.Tx, by auth.Officer, tree *org.Tree, v *sheafView) error {
	sh, err := s.Sheet(ctx, tx, by, v.Round.ID, false)
	if err != nil || !sh.Consolidates(v.Owed.Unit) {
		return err
	}
	v.Below = &belowView{Sheet: sh, Under: sh.Under(v.Owed.Unit), Tree: tree}
	return nil
}

func (s *Service) view(_ context.Context, by auth.Officer, tree *org.Tree, f Sheaf, form *web.Form) sheafView {
	v := sheafView{
		Sheaf: f, Tree: tree, Input: form, Today: s.Day(), Token: cmp.Or(form.Raw("ma"), rand.Text()),
		Own: by.MayFor(Give, f.Owed.Unit), Manage: by.MayFor(Manage, f.Round.Owner),
	}
	v.Types = !v.Own && mayType(by, f.Round, f.Owed)
	v.Takes = f.Round.State == Open || f.Round.State == Closed
	return v
}

func (s *Service) giveAnswer(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	n, kept, err := s.readAnswer(r, form)
	if err != nil {
		return err
	}
	return s.give(w, r, form, n, kept)
}

// giveNothing says in one click that nothing arose.
func (s *Service) giveNothing(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	round, unit, err := pathOf(r)
	if err != nil {
		return err
	}
	n := Answering{Round: round, Unit: unit, Seen: form.Version(), Token: form.String("ma"), Content: Content{Nothing: true}, Reason: form.Text(field(round, "ly-do"))}
	ctx, by := r.Context(), auth.Of(r.Context())
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		f, err := s.Sheaf(ctx, tx, by, round, unit)
		n.Received = readReceived(form, by, f)
		n.Content.Tasks = silentTasks(f)
		return err
	})
	if err != nil {
		return err
	}
	return s.give(w, r, form, n, nil)
}

// silentTasks says of every recurring task that nothing arose; tasks that are done once are left alone.
func silentTasks(f Sheaf) []TaskAnswer {
	var all []TaskAnswer
	for _, c := range f.Cases {
		if c.Cadence.Recurs() {
			all = append(all, TaskAnswer{Case: c.ID, Code: c.Code, Title: c.Title, Say: SayNothing})
		}
	}
	return all
}

// proofFile is a file that came with an answer and waits for its row.
type proofFile struct {
	block string // empty: the paper that says how the answer came
	at    int    // which piece of evidence of the block
	files.Stored
}

// give adds the line that was sent, with its files, and goes on to what the unit owes next.
func (s *Service) give(w http.ResponseWriter, r *http.Request, form *web.Form, n Answering, kept []proofFile) error {
	ctx, by := r.Context(), auth.Of(r.Context())
	if !form.OK() {
		return s.renderUnit(w, r, http.StatusUnprocessableEntity, form)
	}
	var a Answer
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		_, o, err := s.Owed(ctx, tx, by, n.Round, n.Unit)
		if err != nil {
			return err
		}
		m := n
		m.Content = n.Content.clone()
		err = s.attach(ctx, tx, by, o, &m, kept)
		if err != nil {
			return err
		}
		a, err = s.Answer(ctx, tx, by, m)
		return err
	})
	if err != nil {
		err = fieldOf(n, err)
		if !form.Take(err) {
			return err
		}
		status := http.StatusUnprocessableEntity
		if fault.KindOf(err) == fault.Conflict {
			status = http.StatusConflict
		}
		return s.renderUnit(w, r, status, form)
	}
	said := web.Mark("Đã gửi báo cáo.")
	switch {
	case a.Kind == Correction:
		said = web.Mark("Đã ghi thêm một dòng; dòng cũ vẫn còn.")
	case a.Content.Nothing:
		said = web.Mark("Đã báo không phát sinh.")
	}
	return web.RedirectSaying(w, r, Round{ID: n.Round}.UnitHref(n.Unit), said)
}

// clone lets a transaction that runs again begin from what was sent.
func (c Content) clone() Content {
	c.Tasks = slices.Clone(c.Tasks)
	figures, words, proofs := map[string]Amount{}, map[string]string{}, map[string][]work.Proof{}
	for k, v := range c.Figures {
		figures[k] = v
	}
	for k, v := range c.Texts {
		words[k] = v
	}
	for k, v := range c.Evidence {
		proofs[k] = slices.Clone(v)
	}
	c.Figures, c.Texts, c.Evidence = figures, words, proofs
	return c
}

// attach hangs the files of an answer on what the unit owes.
func (s *Service) attach(ctx context.Context, tx *db.Tx, by auth.Officer, o Owed, n *Answering, kept []proofFile) error {
	for _, k := range kept {
		id, err := s.Files.Attach(ctx, tx, k.Stored, "round-owed", int64(o.ID), by)
		if err != nil {
			return err
		}
		switch {
		case k.block != "":
			n.Content.Evidence[k.block][k.at].File = id
		case n.Received != nil:
			received := *n.Received
			received.File = id
			n.Received = &received
		}
	}
	return nil
}

// fieldOf puts what was refused at the field of the page that holds it.
func fieldOf(n Answering, err error) error {
	f := fault.Find(err)
	if f == nil || f.Field == "" {
		return err
	}
	name := askedField(n.Round, f.Field)
	switch {
	case strings.HasPrefix(f.Field, "NV-"):
		i := slices.IndexFunc(n.Content.Tasks, func(t TaskAnswer) bool { return t.Code == f.Field })
		if i >= 0 {
			name = taskField(n.Round, n.Content.Tasks[i].Case, "")
		}
	case f.Field == "reason":
		name = field(n.Round, "ly-do")
	case f.Field == "channel":
		name = field(n.Round, "kenh")
	case f.Field == "number":
		name = field(n.Round, "so-cv")
	case f.Field == "day":
		name = field(n.Round, "ngay-cv")
	}
	return fault.Wrap(f.Kind, err, f.Format, f.Args...).At(name)
}

func (s *Service) confirmAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.confirm(w, r, web.Mark("Đã xác nhận nội dung nhập thay."), func(tx *db.Tx, round ID, unit org.UnitID, form *web.Form) error {
		_, err := s.Confirm(r.Context(), tx, auth.Of(r.Context()), round, unit, form.String("ma"))
		return err
	})
}

func (s *Service) confirmBelow(w http.ResponseWriter, r *http.Request) error {
	return s.confirm(w, r, web.Mark("Đã xác nhận số liệu tổng hợp."), func(tx *db.Tx, round ID, unit org.UnitID, form *web.Form) error {
		_, err := s.Merge(r.Context(), tx, auth.Of(r.Context()), round, unit, form.Text(field(round, "ghi-chu")))
		return err
	})
}

// confirm changes what one unit said in one round and goes back to its page.
func (s *Service) confirm(w http.ResponseWriter, r *http.Request, done string, change func(tx *db.Tx, round ID, unit org.UnitID, form *web.Form) error) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	round, unit, err := pathOf(r)
	if err != nil {
		return err
	}
	err = s.DB.Write(r.Context(), func(tx *db.Tx) error { return change(tx, round, unit, form) })
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, Round{ID: round}.UnitHref(unit), done)
}

func (s *Service) excuseUnit(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	round, unit, err := pathOf(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	err = s.DB.Write(ctx, func(tx *db.Tx) error { return s.Excuse(ctx, tx, by, round, unit, form.Text("ly-do-mien")) })
	if f := fault.Find(err); f != nil && f.Kind == fault.Invalid {
		form.Problem("ly-do-mien", f.Format, f.Args...)
		return s.renderUnit(w, r, http.StatusUnprocessableEntity, form)
	}
	if err != nil {
		return err
	}
	return web.RedirectSaying(w, r, Round{ID: round}.UnitHref(unit), "Đã lưu.")
}

// field is the name of a field of one round, unique on a page with several.
func field(r ID, name string) string { return fmt.Sprintf("r%d.%s", r, name) }

func askedField(r ID, key string) string            { return field(r, key) }
func emptyField(r ID, block string) string          { return field(r, "k."+block) }
func evidenceField(r ID, block, part string) string { return field(r, block+part) }
func taskField(r ID, id work.CaseID, part string) string {
	return field(r, fmt.Sprintf("v%d%s", id, part))
}

// readAnswer reads what was sent for one round. Files are kept before the transaction.
func (s *Service) readAnswer(r *http.Request, form *web.Form) (n Answering, kept []proofFile, err error) {
	n.Round, n.Unit, err = pathOf(r)
	if err != nil {
		return n, nil, err
	}
	ctx, by := r.Context(), auth.Of(r.Context())
	var f Sheaf
	err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		f, err = s.Sheaf(ctx, tx, by, n.Round, n.Unit)
		return err
	})
	if err != nil {
		return n, nil, err
	}
	n.Seen, n.Token, n.Form, n.Reason = form.Version(), form.String("ma"), int(form.Int64("bieu-mau")), form.Text(field(f.Round.ID, "ly-do"))
	n.Content = readContent(form, f)
	n.Received = readReceived(form, by, f)
	if form.Bool(field(f.Round.ID, "ky-truoc")) && !form.Bool(field(f.Round.ID, "da-xem")) && f.prefilled(n.Content) {
		form.Problem(field(f.Round.ID, "da-xem"), "Có ô lấy từ kỳ trước. Hãy xem lại rồi đánh dấu trước khi gửi.")
	}
	if !form.OK() {
		return n, nil, nil
	}
	kept, err = s.keepProofs(ctx, form, f, &n)
	return n, kept, err
}

func readContent(form *web.Form, f Sheaf) Content {
	c := Content{Figures: map[string]Amount{}, Texts: map[string]string{}, Evidence: map[string][]work.Proof{}}
	for _, b := range f.Form.Blocks {
		if form.Bool(emptyField(f.Round.ID, b.Key)) {
			c.Empty = append(c.Empty, b.Key)
			continue
		}
		for _, x := range b.Figures {
			raw := form.Raw(askedField(f.Round.ID, x.Key))
			v, ok := x.Kind.parse(raw)
			if where := form.Text(askedField(f.Round.ID, x.where().Key)); x.Kind == Rough && where != "" {
				c.Texts[x.where().Key] = where
			}
			switch {
			case ok:
				c.Figures[x.Key] = v
			case raw != "":
				form.Problem(askedField(f.Round.ID, x.Key), "Hãy ghi một số, ví dụ 12 hoặc 1.234,5.")
			}
		}
		for _, t := range b.Texts {
			if text := form.Text(askedField(f.Round.ID, t.Key)); text != "" {
				c.Texts[t.Key] = text
			}
		}
		if b.Kind == EvidenceBlock {
			c.Evidence[b.Key] = readProofs(form, b, f)
		}
	}
	c.Tasks = readTasks(form, f)
	return c
}

// readProofs are the pieces that were there and are kept, and the one that is added.
func readProofs(form *web.Form, b Block, f Sheaf) []work.Proof {
	var all []work.Proof
	if now, ok := f.Now(); ok {
		for i, p := range now.Content.Evidence[b.Key] {
			if form.Bool(evidenceField(f.Round.ID, b.Key, fmt.Sprintf(".giu%d", i))) {
				all = append(all, p)
			}
		}
	}
	number, day := form.String(evidenceField(f.Round.ID, b.Key, ".so")), form.Date(evidenceField(f.Round.ID, b.Key, ".ngay"))
	if number != "" {
		all = append(all, work.Proof{Number: number, Day: day})
	}
	return all
}

func readTasks(form *web.Form, f Sheaf) []TaskAnswer {
	var all []TaskAnswer
	for _, c := range f.Cases {
		say := Say(form.String(taskField(f.Round.ID, c.ID, "")))
		if say == "" {
			continue
		}
		t := TaskAnswer{Case: c.ID, Code: c.Code, Title: c.Title, Say: say}
		if say != SayNothing {
			t.Result, t.Difficulty, t.Proposal = form.Text(taskField(f.Round.ID, c.ID, ".kq")), form.Text(taskField(f.Round.ID, c.ID, ".kk")), form.Text(taskField(f.Round.ID, c.ID, ".kn"))
		}
		all = append(all, t)
	}
	return all
}

// readReceived is how an answer came, when the officer types it for a unit; nil from the unit itself.
func readReceived(form *web.Form, by auth.Officer, f Sheaf) *work.Received {
	if by.MayFor(Give, f.Owed.Unit) || !form.Has(field(f.Round.ID, "kenh")) && form.Raw(field(f.Round.ID, "ngay-cv")) == "" {
		return nil
	}
	return &work.Received{
		Channel: work.Channel(form.String(field(f.Round.ID, "kenh"))), Number: form.String(field(f.Round.ID, "so-cv")), Day: form.Date(field(f.Round.ID, "ngay-cv")), Note: form.String(field(f.Round.ID, "ghi-chu-cv")),
	}
}

func (s *Service) keepProofs(ctx context.Context, form *web.Form, f Sheaf, n *Answering) (kept []proofFile, err error) {
	for _, b := range f.Form.Blocks {
		if b.Kind != EvidenceBlock || n.Content.silent(b.Key) {
			continue
		}
		sent, err := s.Files.FromForm(ctx, form, evidenceField(f.Round.ID, b.Key, ".tep"))
		if err != nil {
			return nil, err
		}
		for _, file := range sent {
			kept = append(kept, proofFile{b.Key, len(n.Content.Evidence[b.Key]), file.Stored})
			n.Content.Evidence[b.Key] = append(n.Content.Evidence[b.Key], work.Proof{Title: file.Name})
		}
	}
	if n.Received == nil {
		return kept, nil
	}
	sent, err := s.Files.FromForm(ctx, form, field(f.Round.ID, "tep-cv"))
	for _, file := range sent[:min(1, len(sent))] {
		kept = append(kept, proofFile{Stored: file.Stored})
	}
	return kept, err
}
