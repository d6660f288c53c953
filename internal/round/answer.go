package round

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// Answering is one line to be added for a unit.
type Answering struct {
	Round    ID
	Unit     org.UnitID
	Seen     int64  // version of what is owed that was seen; 0: whatever it is
	Form     int    // version of the form that was filled in; 0: the newest
	Token    string // made when the form was shown: the same token twice is stored once
	Content  Content
	Reason   string         // of a correction
	Received *work.Received // how it came when another types it
	confirms bool           // the unit agrees to the line that counts
}

// giver is who hands in a line.
type giver struct {
	work.Actor
	office string       // name of their unit
	as     auth.Officer // whose rights tasks are handed in with
	log    string       // who the audit log names instead; empty: the actor
}

// Answer adds a line for a unit: the unit's own officers do, and those who collect who say how it came. The
// first line is the answer, later ones are corrections and need a reason when figures change. The same token
// again returns the line that is there. It fails with fault.Conflict when somebody else was first.
func (s *Service) Answer(ctx context.Context, tx *db.Tx, by auth.Officer, n Answering) (Answer, error) {
	r, o, err := s.Owed(ctx, tx, by, n.Round, n.Unit)
	if err != nil {
		return Answer{}, err
	}
	err = s.mayAnswer(ctx, tx, by, r, o, n.Received)
	if err != nil {
		return Answer{}, err
	}
	return s.add(ctx, tx, giver{Actor: actor(by), office: by.Office, as: by}, n)
}

// Owed is what a unit owes to a round, or fault.NotFound if it owes nothing or the officer may not know.
func (s *Service) Owed(ctx context.Context, tx *db.Tx, by auth.Officer, round ID, unit org.UnitID) (Round, Owed, error) {
	r, err := roundByID(ctx, tx, round)
	if err == nil {
		o, err2 := owedOf(ctx, tx, round, unit)
		if err2 == nil && sees(by, r, o) {
			return r, o, nil
		}
		err = err2
	}
	if err == nil || errors.Is(err, db.ErrNoRows) {
		return Round{}, Owed{}, fault.New(fault.NotFound, "Đơn vị này không phải báo cáo trong đợt, hoặc đợt không có.")
	}
	return Round{}, Owed{}, fmt.Errorf("reading what unit %d owes to round %d: %w", unit, round, err)
}

func (s *Service) mayAnswer(ctx context.Context, tx *db.Tx, by auth.Officer, r Round, o Owed, received *work.Received) error {
	if received == nil && by.MayFor(Give, o.Unit) {
		return nil
	}
	if received != nil && mayType(by, r, o) {
		return received.Check(s.Day())
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	if mayType(by, r, o) {
		return fault.New(fault.Invalid, "Hãy ghi %s đã báo bằng cách nào: công văn, Zalo, điện thoại hay tại cuộc họp.", tree.Name(o.Unit)).At("channel")
	}
	return fault.New(fault.Forbidden, "Chỉ cán bộ của %s hoặc người tổng hợp đợt báo cáo được gửi nội dung này.", tree.Name(o.Unit))
}

// mayType reports whether the officer may type for a unit that does not itself: who collects, or who consolidates it.
func mayType(by auth.Officer, r Round, o Owed) bool {
	return by.MayFor(Manage, r.Owner) || o.Up != 0 && by.MayFor(Give, o.Up)
}

// add stores a line. Whoever may was asked before.
func (s *Service) add(ctx context.Context, tx *db.Tx, g giver, n Answering) (Answer, error) {
	o, err := takeOwed(ctx, tx, n.Round, n.Unit)
	if err != nil {
		return Answer{}, fmt.Errorf("taking what unit %d owes to round %d: %w", n.Unit, n.Round, err)
	}
	if n.Token != "" {
		a, err := answerWith(ctx, tx, o.ID, n.Token)
		if !errors.Is(err, db.ErrNoRows) {
			return a, err
		}
	}
	w, err := s.weigh(ctx, tx, o, n)
	if err != nil {
		return Answer{}, err
	}
	w.answer.By, w.answer.ByUnit = g.Actor, g.office
	if w.answer.Kind == Confirmation {
		err = s.confirmTasks(ctx, tx, g.as, w)
	} else {
		err = s.handIn(ctx, tx, g.as, w)
	}
	if err != nil {
		return Answer{}, err
	}
	return s.put(ctx, tx, g, w, n.Token)
}

// weighed is a line on its way into the house.
type weighed struct {
	round  Round
	form   Form
	owed   Owed
	before Content // of the line that counted
	answer Answer
}

// weigh checks a line against its round, its form and the lines before it.
func (s *Service) weigh(ctx context.Context, tx *db.Tx, o Owed, n Answering) (w weighed, err error) {
	w.owed = o
	w.round, err = roundByID(ctx, tx, o.Round) // after its row was taken: closing is seen, see the package comment
	if err != nil {
		return w, fmt.Errorf("reading round %d: %w", o.Round, err)
	}
	switch {
	case w.round.State != Open && w.round.State != Closed:
		return w, fault.New(fault.Conflict, "%s không còn nhận báo cáo.", w.round.Code)
	case n.Seen != 0 && n.Seen != o.Version:
		return w, fault.New(fault.Conflict, "%s vừa gửi báo cáo của đơn vị này. Hãy tải lại trang để xem, rồi gửi lại nếu cần; nội dung bạn đã nhập vẫn còn.", o.By)
	case n.Form != 0 && n.Form != w.round.Form:
		return w, fault.New(fault.Conflict, "Biểu mẫu của đợt báo cáo vừa được sửa. Hãy tải lại trang rồi gửi lại; nội dung bạn đã nhập vẫn còn.")
	}
	w.form, err = s.Form(ctx, tx, w.round, 0)
	if err != nil {
		return w, err
	}
	now := s.Now()
	if n.confirms {
		return w, s.weighConfirmation(ctx, tx, &w, now)
	}
	err = s.screenLine(ctx, w.round, w.form, &n)
	if err != nil {
		return w, err
	}
	c := n.Content
	err = c.check(w.form)
	if err != nil {
		return w, err
	}
	w.answer = Answer{
		Owed: o.ID, Round: o.Round, Ordinal: o.Lines + 1, Kind: First, Form: w.form.Version, Content: c, Reason: clean(n.Reason),
		Received: n.Received, Late: w.round.lateAt(handedIn(now, n.Received)), AfterClose: w.round.State == Closed, At: now,
	}
	return w, s.weighCorrection(ctx, tx, &w)
}

// handedIn is the moment that counts for punctuality: what came on paper came on the day of the paper.
func handedIn(now time.Time, r *work.Received) time.Time {
	if r == nil || r.Day.IsZero() {
		return now
	}
	if at := r.Day.Start(); at.AddDate(0, 0, 1).Before(now) {
		return at
	}
	return now
}

// weighConfirmation makes a line of the line that counts.
func (s *Service) weighConfirmation(ctx context.Context, tx *db.Tx, w *weighed, now time.Time) error {
	o := w.owed
	if !o.Proxy {
		return fault.New(fault.Conflict, "Không có nội dung nhập thay nào chờ xác nhận.")
	}
	old, err := answerByID(ctx, tx, o.Answer)
	if err != nil {
		return fmt.Errorf("reading line %d: %w", o.Answer, err)
	}
	w.before = old.Content
	w.form, err = s.Form(ctx, tx, w.round, old.Form)
	w.answer = Answer{
		Owed: o.ID, Round: o.Round, Ordinal: o.Lines + 1, Kind: Confirmation, Form: old.Form, Content: old.Content, Late: old.Late,
		AfterClose: w.round.State == Closed, At: now,
	}
	return err
}

func (s *Service) weighCorrection(ctx context.Context, tx *db.Tx, w *weighed) error {
	if w.owed.Answer == 0 {
		return nil
	}
	old, err := answerByID(ctx, tx, w.owed.Answer)
	if err != nil {
		return fmt.Errorf("reading line %d: %w", w.owed.Answer, err)
	}
	w.before = old.Content
	w.answer.Kind = Correction
	growing := !w.round.To.IsZero() && !s.Day().After(w.round.To) // figures of a time that is not over yet grow
	if w.answer.Reason == "" && !growing && !sameFigures(w.form, old.Content, w.answer.Content) {
		return fault.New(fault.Invalid, "Số liệu khác lần gửi trước. Hãy ghi lý do đính chính.").At("reason")
	}
	if tooLong(w.answer.Reason, noteLimit) {
		return fault.New(fault.Invalid, "Lý do đính chính dài quá %d ký tự.", noteLimit).At("reason")
	}
	return nil
}

// handIn hands in to work what the line says about tasks, as far as it is owed there and news.
func (s *Service) handIn(ctx context.Context, tx *db.Tx, as auth.Officer, w weighed) error {
	for i := range w.answer.Content.Tasks {
		t := &w.answer.Content.Tasks[i]
		old := slices.IndexFunc(w.before.Tasks, func(x TaskAnswer) bool { return x.Case == t.Case })
		if old >= 0 && w.before.Tasks[old].sameAs(*t) {
			t.Handed = w.before.Tasks[old].Handed
			continue
		}
		handed, err := s.handInTask(ctx, tx, as, w, *t)
		if err != nil {
			return err
		}
		t.Handed = handed
	}
	return nil
}

func (t TaskAnswer) sameAs(u TaskAnswer) bool {
	t.Handed, u.Handed = false, false
	return t == u
}

func (s *Service) handInTask(ctx context.Context, tx *db.Tx, as auth.Officer, w weighed, t TaskAnswer) (bool, error) {
	c, err := s.Work.Case(ctx, tx, as, t.Case)
	if err != nil {
		return false, err
	}
	if c.Lead != w.owed.Unit {
		return false, fault.New(fault.Conflict, "Nhiệm vụ %s đã chuyển sang đơn vị khác. Hãy tải lại trang.", c.Code).At(c.Code)
	}
	if !slices.Contains(SaysFor(c), t.Say) {
		return false, fault.New(fault.Conflict, "Nhiệm vụ %s vừa đổi nhịp báo cáo. Hãy tải lại trang.", c.Code).At(c.Code)
	}
	if c.State != work.Open {
		return false, nil
	}
	switch {
	case t.Say == SayNotBegun || t.Say == SayNotYet, t.Say == SayDoing && t.Result == "" && c.Step != work.NotStarted:
		return false, nil
	case t.Say == SayDoing && t.Result == "":
		return s.start(ctx, tx, as, c)
	}
	period, owed, err := s.periodOwed(ctx, tx, as, w.round, c)
	if err != nil || !owed {
		return false, err
	}
	_, err = s.Work.Submit(ctx, tx, as, c.Ref(), period, t.report(w.answer.Received))
	if f := fault.Find(err); f != nil && f.Kind == fault.Forbidden {
		return false, nil // who collects here need not coordinate there; the line still says it
	}
	return err == nil, err
}

// confirmTasks confirms in the tasks themselves what was handed in for the unit with the line.
func (s *Service) confirmTasks(ctx context.Context, tx *db.Tx, as auth.Officer, w weighed) error {
	for _, t := range w.answer.Content.Tasks {
		if !t.Handed {
			continue
		}
		f, err := s.Work.File(ctx, tx, as, t.Case)
		if err != nil {
			return err
		}
		c := f.Case
		for _, sub := range f.Submissions {
			if !sub.Unconfirmed() || sub.For != w.owed.Unit {
				continue
			}
			c, err = s.Work.Confirm(ctx, tx, as, c.Ref(), sub.ID)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// start says in the task itself that its lead has begun, where the officer may.
func (s *Service) start(ctx context.Context, tx *db.Tx, as auth.Officer, c work.Case) (bool, error) {
	if !s.Work.May(as, c).Start {
		return false, nil
	}
	_, err := s.Work.Start(ctx, tx, as, c.Ref())
	return err == nil, err
}

// periodOwed is the first period of a task that is owed and had begun when the round's time ended: a weekly
// round does not hand in for a quarter that is still to come.
func (s *Service) periodOwed(ctx context.Context, tx *db.Tx, as auth.Officer, r Round, c work.Case) (work.PeriodID, bool, error) {
	if !c.Cadence.Recurs() {
		return 0, true, nil
	}
	until := s.Day()
	if !r.To.IsZero() && r.To.Before(until) {
		until = r.To
	}
	f, err := s.Work.File(ctx, tx, as, c.ID)
	if err != nil {
		return 0, false, err
	}
	for _, p := range f.Periods {
		if p.Step.Owed() && !p.From.After(until) {
			return p.ID, true, nil
		}
	}
	return 0, false, nil
}

// put stores a weighed line and what follows from it.
func (s *Service) put(ctx context.Context, tx *db.Tx, g giver, w weighed, token string) (Answer, error) {
	a, o := &w.answer, &w.owed
	id, err := insertAnswer(ctx, tx, *a, orOrdinal(token, a.Ordinal))
	if err != nil {
		return Answer{}, fmt.Errorf("storing line %d of unit %d in round %d: %w", a.Ordinal, o.Unit, o.Round, err)
	}
	a.ID = id
	err = insertValues(ctx, tx, id, w.form, a.Content)
	if err != nil {
		return Answer{}, fmt.Errorf("storing the figures of line %d: %w", id, err)
	}
	at := a.At
	o.Step, o.Answer, o.Lines, o.At, o.By, o.Proxy, o.Reason = Given, id, a.Ordinal, &at, a.By.Name, a.Received != nil, ""
	if a.Content.Nothing {
		o.Step = Nothing
	}
	if o.FirstAt == nil {
		o.FirstAt, o.Late = &at, a.Late
	}
	err = updateOwed(ctx, tx, *o)
	if err != nil {
		return Answer{}, fmt.Errorf("storing what unit %d owes to round %d: %w", o.Unit, o.Round, err)
	}
	return *a, s.noteAnswer(ctx, tx, g, w)
}

// orOrdinal is a token of the line's own where none was given.
func orOrdinal(token string, n int) string {
	if token == "" {
		return fmt.Sprintf("#%d", n)
	}
	return token
}

func (s *Service) noteAnswer(ctx context.Context, tx *db.Tx, g giver, w weighed) error {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return err
	}
	unit, by := tree.Name(w.owed.Unit), auth.Officer{Account: g.ID, Full: cmp.Or(g.log, g.Name)}
	text := web.Say("%s gửi báo cáo %s", unit, w.round.Code)
	action := "round.answer"
	switch a := w.answer; {
	case a.Kind == Confirmation:
		action, text = "round.confirm", web.Say("%s xác nhận báo cáo nhập thay, %s", unit, w.round.Code)
	case a.Kind == Correction && a.Reason != "":
		action, text = "round.correct", web.Say("%s đính chính báo cáo %s, dòng %d: %s", unit, w.round.Code, a.Ordinal, a.Reason)
	case a.Kind == Correction:
		action, text = "round.correct", web.Say("%s bổ sung báo cáo %s, dòng %d", unit, w.round.Code, a.Ordinal)
	case a.Received != nil:
		action, text = "round.type", web.Say("Nhập thay %s báo cáo %s, %s", unit, w.round.Code, a.Received.How())
	case a.Content.Nothing:
		text = web.Say("%s báo không phát sinh, %s", unit, w.round.Code)
	}
	return s.note(ctx, tx, by, action, w.round, text)
}
