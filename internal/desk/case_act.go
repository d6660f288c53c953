package desk

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// act is one thing a person does to a case: a form on its page.
type act struct {
	name  string // last part of its address
	files string // field of its uploads; empty: none
	edit  bool   // its form stands on the page for editing
	undo  string // the act that takes it back at once; empty: none
	do    func(a doing, ctx context.Context, tx *db.Tx) (web.Text, error)
}

// doing is an act with everything it needs.
type doing struct {
	*Service
	by   auth.Officer
	c    work.Case
	ref  work.Ref
	form *web.Form
	kept []files.Waiting
}

func (a doing) period() work.PeriodID   { return work.PeriodID(a.form.Int64("period")) }
func (a doing) request() work.RequestID { return work.RequestID(a.form.Int64("request")) }

var acts = []act{
	{name: "bat-dau", do: doing.start},
	{name: "nop", files: "files", do: doing.submit},
	{name: "rut", do: doing.withdraw},
	{name: "dat", do: doing.accept},
	{name: "tra-lai", do: doing.back},
	{name: "gia-han", do: doing.askExtension},
	{name: "chuyen", do: doing.askTransfer},
	{name: "dong-y", do: doing.grant},
	{name: "khong-dong-y", do: doing.refuse},
	{name: "rut-de-nghi", do: doing.takeBack},
	{name: "phan-cong", do: doing.assign},
	{name: "huy", do: doing.cancel},
	{name: "ket-thuc", do: doing.finish},
	{name: "nhac", undo: "rut-nhac", do: doing.remind},
	{name: "rut-nhac", do: doing.takeBackReminder},
	{name: "dong-gop", files: "gifts", do: doing.contribute},
	{name: "minh-chung", files: "proofs", do: doing.addEvidence},
	{name: "go-minh-chung", do: doing.dropEvidence},
	{name: "trao-doi", do: doing.comment},
	{name: "da-xem", do: doing.seeMentions},
	{name: "xac-nhan", do: doing.confirm},
	{name: "sua-nhap-thay", do: doing.correct},
	{name: "giao-don-vi", do: doing.transfer},
	{name: "sua", edit: true, do: doing.edit},
	{name: "noi-theo-doi", edit: true, do: doing.followElsewhere},
	{name: "dat-lai-han", edit: true, do: doing.reschedule},
}

func (s *Service) registerCase(m *web.Mux) {
	m.Handle("GET /viec/{code}", work.View, s.showCase)
	m.Handle("GET /viec/{code}/sua", work.View, s.showEdit)
	for _, a := range acts {
		var options []web.RouteOption
		if a.files != "" { // a slow line takes its time
			options = append(options, web.MaxBody(maxUpload), web.Timeout(15*time.Minute))
		}
		m.Handle("POST /viec/{code}/"+a.name, work.View, s.handle(a), options...)
	}
}

// handle does one act. A refused form comes back filled in; a case that somebody else changed meanwhile comes
// back with both versions.
func (s *Service) handle(a act) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		form, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		by := auth.Of(r.Context())
		c, err := s.findCase(r.Context(), by, r.PathValue("code"))
		if err != nil {
			return err
		}
		d := doing{Service: s, by: by, c: c, ref: work.Ref{ID: c.ID, Version: form.Version()}, form: form}
		if a.files != "" {
			d.kept, err = s.Files.FromForm(r.Context(), form, a.files)
			if err != nil {
				return err
			}
		}
		said, err := s.try(r.Context(), a, d)
		var clash *work.Clash
		if errors.As(err, &clash) || form.Take(err) || !form.OK() {
			return s.showRefused(w, r, a, d, err, clash)
		}
		if err != nil {
			return err
		}
		s.changed(by)
		to := casePath(c.Code)
		if back := form.Raw("ve"); back != "" {
			to = web.LocalPath(back)
		}
		if said.Key == "" {
			http.Redirect(w, r, to+talkAnchor, http.StatusSeeOther)
			return nil
		}
		if a.undo == "" {
			return web.RedirectSaying(w, r, to, said.Key, said.Args...)
		}
		web.SetFlash(w, r, web.Flash{Text: said.In(r.Context()), Undo: casePath(c.Code) + "/" + a.undo, Fields: [][2]string{{"ve", to}}})
		return web.Redirect(w, r, to)
	}
}

func (s *Service) try(ctx context.Context, a act, d doing) (said web.Text, err error) {
	if !d.form.OK() {
		return said, nil
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		said, err = a.do(d, ctx, tx)
		if err == nil && !d.form.OK() {
			return errFormRefused
		}
		return err
	})
	if errors.Is(err, errFormRefused) {
		return said, nil
	}
	return said, err
}

// errFormRefused rolls back when a field could not be read; its problem is in the form.
var errFormRefused = errors.New("the form has problems")

func (s *Service) showRefused(w http.ResponseWriter, r *http.Request, a act, d doing, err error, clash *work.Clash) error {
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Conflict {
		status = http.StatusConflict
	}
	if clash != nil {
		d.form.Take(err)
	}
	if a.edit {
		v, err := s.readEdit(r.Context(), d.by, d.c.Code)
		if err != nil {
			return err
		}
		v.Form, v.Posted = d.form, a.name
		v.Clash = s.clashOfEdit(r.Context(), v, a, clash)
		return web.Render(w, r, status, editPage(v))
	}
	v, err := s.readCase(r.Context(), d.by, d.c.Code, false)
	if err != nil {
		return err
	}
	v.Form, v.Posted = d.form, a.name
	v.Kept = d.kept
	v.Clash = v.clashOf(r.Context(), a, clash)
	return web.Render(w, r, status, casePage(v))
}

func (a doing) start(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Start(ctx, tx, a.by, a.ref)
	return web.Say("Đã ghi nhận bắt đầu thực hiện %s.", c.Code), err
}

func (a doing) submit(ctx context.Context, tx *db.Tx) (web.Text, error) {
	r := work.Report{
		Result: a.form.Text("result"), Difficulty: a.form.Text("difficulty"), Proposal: a.form.Text("proposal"),
		Nothing: a.form.Bool("nothing"),
	}
	var err error
	r.Evidence, err = a.proofs(ctx, tx, a.by, a.c.ID, a.form, a.kept)
	if err != nil {
		return web.Text{}, err
	}
	if a.form.Bool("replace") {
		c, err := a.Work.Withdraw(ctx, tx, a.by, a.ref, a.period())
		if err != nil {
			return web.Text{}, err
		}
		a.ref = c.Ref()
	}
	c, err := a.Work.Submit(ctx, tx, a.by, a.ref, a.period(), r)
	if r.Nothing {
		return web.Say("Đã báo không phát sinh cho %s.", c.Code), err
	}
	return web.Say("Đã nộp kết quả %s. Người điều phối sẽ duyệt.", c.Code), err
}

func (a doing) withdraw(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Withdraw(ctx, tx, a.by, a.ref, a.period())
	return web.Say("Đã rút lại kết quả %s. Bạn có thể sửa và nộp lại.", c.Code), err
}

func (a doing) accept(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Accept(ctx, tx, a.by, a.ref, a.period(), a.form.Text("note"))
	return web.Say("Đã duyệt đạt %s.", c.Code), err
}

func (a doing) back(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Return(ctx, tx, a.by, a.ref, a.period(), a.form.Text("reason"))
	return web.Say("Đã trả lại %s kèm lý do.", c.Code), err
}

func (a doing) askExtension(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.AskExtension(ctx, tx, a.by, a.ref, a.period(), a.form.Date("day"), a.form.Text("reason"))
	return web.Say("Đã gửi đề nghị gia hạn %s.", c.Code), err
}

func (a doing) askTransfer(ctx context.Context, tx *db.Tx) (web.Text, error) {
	unit, err := a.unitNamed(ctx, tx, "unit")
	if err != nil {
		return web.Text{}, err
	}
	c, err := a.Work.AskTransfer(ctx, tx, a.by, a.ref, unit, a.form.Text("reason"))
	return web.Say("Đã gửi đề nghị chuyển %s cho đơn vị khác.", c.Code), err
}

// unitNamed finds the one unit that a field names, by its name, short name or code.
func (a doing) unitNamed(ctx context.Context, tx *db.Tx, field string) (org.UnitID, error) {
	name := a.form.String(field)
	if name == "" {
		return 0, nil
	}
	units, err := a.unitsNamed(ctx, tx, field, []string{name})
	if err != nil || len(units) == 0 {
		return 0, err
	}
	return units[0], nil
}

func (s *Service) unitsNamed(ctx context.Context, tx *db.Tx, field string, names []string) ([]org.UnitID, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	byName := map[string][]org.UnitID{}
	for _, u := range tree.Units() {
		if !u.ExistsOn(s.day()) {
			continue
		}
		for _, n := range []string{u.Name, u.Short, u.Code} {
			key := vi.Fold(n)
			if key != "" && (len(byName[key]) == 0 || byName[key][len(byName[key])-1] != u.ID) {
				byName[key] = append(byName[key], u.ID)
			}
		}
	}
	var units []org.UnitID
	for _, name := range names {
		switch found := byName[vi.Fold(name)]; len(found) {
		case 1:
			units = append(units, found[0])
		case 0:
			return nil, fault.New(fault.Invalid, "Không tìm thấy đơn vị “%s” trong danh bạ. Hãy ghi đúng tên, tên ngắn hoặc mã.", name).At(field)
		default:
			return nil, fault.New(fault.Invalid, "Có %d đơn vị cùng tên “%s”. Hãy ghi mã của đơn vị.", len(found), name).At(field)
		}
	}
	return units, nil
}

func (a doing) grant(ctx context.Context, tx *db.Tx) (web.Text, error) {
	if a.form.Raw("kind") == string(work.Transfer) {
		unit, err := a.unitNamed(ctx, tx, "unit")
		if err != nil {
			return web.Text{}, err
		}
		c, err := a.Work.GrantTransfer(ctx, tx, a.by, a.ref, a.request(), unit, a.form.Text("note"))
		return web.Say("Đã chuyển %s cho đơn vị mới.", c.Code), err
	}
	c, err := a.Work.GrantExtension(ctx, tx, a.by, a.ref, a.request(), a.form.Date("day"), a.form.Text("note"))
	return web.Say("Đã gia hạn %s đến %s.", c.Code, c.Due), err
}

func (a doing) refuse(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Refuse(ctx, tx, a.by, a.ref, a.request(), a.form.Text("reason"))
	return web.Say("Đã trả lời không đồng ý đề nghị về %s.", c.Code), err
}

func (a doing) takeBack(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.TakeBack(ctx, tx, a.by, a.ref, a.request())
	return web.Say("Đã rút lại đề nghị về %s.", c.Code), err
}

func (a doing) assign(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Assign(ctx, tx, a.by, a.ref, org.PersonID(a.form.Int64("person")))
	return web.Say("Đã ghi người thực hiện %s.", c.Code), err
}

func (a doing) cancel(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Cancel(ctx, tx, a.by, a.ref, a.form.Text("reason"))
	return web.Say("Đã hủy %s.", c.Code), err
}

func (a doing) finish(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Finish(ctx, tx, a.by, a.ref, a.form.Text("reason"))
	return web.Say("Đã kết thúc %s.", c.Code), err
}

func (a doing) remind(ctx context.Context, tx *db.Tx) (web.Text, error) {
	err := a.Work.Remind(ctx, tx, a.by, a.c.ID)
	return web.Say("Đã nhắc đơn vị chủ trì về %s. Thư đi sau ít giây; trong 10 giây bạn còn hoàn tác được.", a.c.Code), err
}

func (a doing) takeBackReminder(ctx context.Context, tx *db.Tx) (web.Text, error) {
	err := a.Work.TakeBackReminder(ctx, tx, a.by, a.c.ID)
	return web.Say("Đã rút lại lời nhắc về %s; không có thư nào đi.", a.c.Code), err
}

func (a doing) contribute(ctx context.Context, tx *db.Tx) (web.Text, error) {
	proofs, err := a.proofs(ctx, tx, a.by, a.c.ID, a.form, a.kept)
	if err != nil {
		return web.Text{}, err
	}
	err = a.Work.Contribute(ctx, tx, a.by, a.c.ID, org.UnitID(a.form.Int64("unit")), a.form.Text("text"), proofs)
	return web.Say("Đã gửi đóng góp cho %s.", a.c.Code), err
}

func (a doing) addEvidence(ctx context.Context, tx *db.Tx) (web.Text, error) {
	proofs, err := a.proofs(ctx, tx, a.by, a.c.ID, a.form, a.kept)
	if err != nil {
		return web.Text{}, err
	}
	if len(proofs) == 0 {
		return web.Text{}, fault.New(fault.Invalid, "Hãy chọn tệp hoặc ghi số văn bản.").At("proofs")
	}
	for _, p := range proofs {
		_, err := a.Work.AddEvidence(ctx, tx, a.by, a.c.ID, p)
		if err != nil {
			return web.Text{}, err
		}
	}
	return web.Say("Đã thêm %d minh chứng vào %s.", len(proofs), a.c.Code), nil
}

func (a doing) dropEvidence(ctx context.Context, tx *db.Tx) (web.Text, error) {
	err := a.Work.DropEvidence(ctx, tx, a.by, work.EvidenceID(a.form.Int64("evidence")))
	return web.Say("Đã gỡ minh chứng khỏi %s.", a.c.Code), err
}

// comment also marks what was said to the officer as seen: who answers has read.
func (a doing) comment(ctx context.Context, tx *db.Tx) (web.Text, error) {
	_, err := a.Work.Comment(ctx, tx, a.by, a.c.ID, a.form.Text("text"))
	if err != nil {
		return web.Text{}, err
	}
	return web.Say("Đã gửi trao đổi."), a.Work.SeeMentions(ctx, tx, a.by, a.c.ID)
}

func (a doing) seeMentions(ctx context.Context, tx *db.Tx) (web.Text, error) {
	a.form.Set("ve", "")
	return web.Text{}, a.Work.SeeMentions(ctx, tx, a.by, a.c.ID)
}

func (a doing) confirm(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Confirm(ctx, tx, a.by, a.ref, work.SubmissionID(a.form.Int64("submission")))
	return web.Say("Đã xác nhận nội dung nhập thay của %s.", c.Code), err
}

func (a doing) correct(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.Correct(ctx, tx, a.by, a.ref, work.SubmissionID(a.form.Int64("submission")), work.Report{
		Result: a.form.Text("result"), Difficulty: a.form.Text("difficulty"), Proposal: a.form.Text("proposal"), Progress: a.form.Bool("progress"),
	})
	return web.Say("Đã gửi bản của đơn vị cho %s.", c.Code), err
}

func (a doing) transfer(ctx context.Context, tx *db.Tx) (web.Text, error) {
	unit, err := a.unitNamed(ctx, tx, "unit")
	if err != nil {
		return web.Text{}, err
	}
	c, err := a.Work.Transfer(ctx, tx, a.by, a.ref, unit, a.form.Text("reason"))
	return web.Say("Đã chuyển %s cho đơn vị mới.", c.Code), err
}

func (a doing) followElsewhere(ctx context.Context, tx *db.Tx) (web.Text, error) {
	c, err := a.Work.FollowElsewhere(ctx, tx, a.by, a.ref, a.form.String("elsewhere"))
	return web.Say("Đã lưu nơi theo dõi %s.", c.Code), err
}

func (a doing) edit(ctx context.Context, tx *db.Tx) (web.Text, error) {
	partners, err := a.unitsNamed(ctx, tx, "partners", trimmed(strings.Split(a.form.Text("partners"), "\n")))
	if err != nil {
		return web.Text{}, err
	}
	c, err := a.Work.Edit(ctx, tx, a.by, a.ref, work.Change{
		Title: a.form.String("title"), Description: a.form.Text("description"), Section: a.form.String("section"),
		Number: a.form.String("number"), Position: a.c.Position, Partners: partners,
		Person: org.PersonID(a.form.Int64("person")), Shared: a.form.Bool("shared"),
	})
	return web.Say("Đã lưu %s.", c.Code), err
}

func trimmed(lines []string) []string {
	var all []string
	for _, l := range lines {
		l = strings.Trim(strings.TrimSpace(l), ";,")
		if l != "" {
			all = append(all, l)
		}
	}
	return all
}

// reschedule keeps the clock's source and says that a coordinator set the day anew.
func (a doing) reschedule(ctx context.Context, tx *db.Tx) (web.Text, error) {
	cadence := work.Cadence{
		Rhythm: work.Rhythm(a.form.Raw("cadence")), Report: work.Rhythm(a.form.Raw("report")),
		Day: int(a.form.Int64("day")), Month: int(a.form.Int64("month")), Weekday: time.Weekday(a.form.Int64("weekday")),
		From: a.form.Date("from"), To: a.form.Date("to"),
	}
	clock := a.c.Clock
	if due := a.form.Date("due"); due != clock.Due.Date() {
		clock = work.Clock{Basis: clock.Basis, Verified: true}
		if !due.IsZero() {
			clock.Due = law.OnDay(due)
			clock.ExplanationVI = "Người điều phối đặt hạn này ngày " + a.day().Vietnamese() + "."
			clock.ExplanationEN = "A coordinator set this due day on " + a.day().String() + "."
		}
	}
	c, err := a.Work.Reschedule(ctx, tx, a.by, a.ref, cadence, clock, a.form.Text("reason"))
	return web.Say("Đã đặt lại thời hạn %s.", c.Code), err
}
