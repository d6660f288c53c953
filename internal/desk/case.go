package desk

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// caseView is the page of one case. Form and Posted are those of the form that came back, if one did.
type caseView struct {
	Form   *web.Form
	Posted string
	Opens  string // the act whose form the reader asked to see
	Kept   []files.Waiting
	Clash  *clashView

	Case  work.Case
	Tone  web.Tone
	State string
	Today law.Date
	May   work.Acts

	Lead     string
	Partners []string
	Owner    string
	Person   string
	People   []web.Option // who may be named for it
	Gifts    []web.Option // partner units for which the officer may contribute
	Names    []string     // people who can be mentioned
	Place    *PlanPlace

	Owed      []web.Option // periods that can be handed in
	Before    work.Report  // what was handed in for the first of them and came back
	Periods   []periodRow
	Hidden    int // periods not shown
	Handed    []handedRow
	Requests  []requestRow
	Given     []giftRow
	Evidence  []proofRow
	Talk      []talkRow
	Events    []web.LogEntry
	Reminders []string
	Advice    string // who acts now, for those who do not
}

// form is the form of one act: what came back, or an empty one.
func (v caseView) form(act string) *web.Form {
	if v.Posted == act {
		return v.Form
	}
	return nil
}

// in describes a field of one act. Several forms of the page share names, so ids carry the act; those of the
// form that came back are plain, and the summary of problems leads to them.
func (v caseView) in(act, name, label string) web.Input {
	i := web.Input{Form: v.form(act), Name: name, Label: label}
	if v.Posted != act {
		i.ID = "f-" + act + "-" + name
	}
	return i
}

func (v caseView) action(act string) string { return casePath(v.Case.Code) + "/" + act }

// kept are the files that wait for one act.
func (v caseView) kept(act string) []files.Waiting {
	if v.Posted == act {
		return v.Kept
	}
	return nil
}

func (v caseView) pending() (rows []handedRow) {
	for _, h := range v.Handed {
		if h.Pending {
			rows = append(rows, h)
		}
	}
	return rows
}

// decided are the versions that do not stand in the place of a decision or of the unit's word.
func (v caseView) decided() (rows []handedRow) {
	for _, h := range v.Handed {
		if (!h.Pending || !v.May.Accept) && !h.MayFix {
			rows = append(rows, h)
		}
	}
	return rows
}

func (v caseView) asked() (rows []requestRow) {
	for _, r := range v.Requests {
		if r.Pending {
			rows = append(rows, r)
		}
	}
	return rows
}

type periodRow struct {
	Span     string
	Due      string
	FirstDue string // shown struck when an extension moved it
	Tone     web.Tone
	Word     string
	Handed   string
}

type handedRow struct {
	Period   int64
	Span     string
	Title    string // "Bản 2"
	By, At   string
	Report   work.Report
	Tone     web.Tone
	Word     string
	Late     bool
	Reason   string
	Decided  string
	Pending  bool
	Evidence []proofRow

	ID     int64
	How    string // "nhập thay Sở Y tế, theo công văn số …"
	Proved string // who of the unit confirmed it, or that nobody has
	Unsure bool   // nobody of the unit has confirmed it
	MayFix bool   // the reader may confirm or correct it
}

type requestRow struct {
	ID       int64
	Kind     string
	Text     string
	Reason   string
	By, At   string
	Tone     web.Tone
	Word     string
	Answer   string
	Pending  bool
	Transfer bool
	Day      law.Date // asked for
	Unit     string
	Waited   int // days without an answer
}

type giftRow struct {
	Unit, Text, By, At string
	Evidence           []proofRow
}

type proofRow struct {
	ID    int64
	Title string
	Href  string // of the file; empty if there is only a number
	Note  string // number, day, by whom
	Drop  bool
}

type talkRow struct{ By, At, Machine, Text string }

func (s *Service) findCase(ctx context.Context, by auth.Officer, code string) (c work.Case, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		c, err = s.Work.CaseByCode(ctx, tx, by, code)
		return err
	})
	return c, err
}

func (s *Service) showCase(w http.ResponseWriter, r *http.Request) error {
	v, err := s.readCase(r.Context(), auth.Of(r.Context()), r.PathValue("code"), r.URL.Query().Get("ky") == "tat-ca")
	if err != nil {
		return err
	}
	v.Opens = r.URL.Query().Get("mo")
	return web.Render(w, r, http.StatusOK, casePage(v))
}

func (s *Service) readCase(ctx context.Context, by auth.Officer, code string, allPeriods bool) (v caseView, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		c, err := s.Work.CaseByCode(ctx, tx, by, code)
		if err != nil {
			return err
		}
		f, err := s.Work.File(ctx, tx, by, c.ID)
		if err != nil {
			return err
		}
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		v.fill(ctx, s, by, f, tree, allPeriods)
		err = s.addPeople(ctx, tx, &v, tree)
		if err != nil || s.Plans == nil {
			return err
		}
		place, ok, err := s.Plans.Place(ctx, tx, by, c)
		if ok {
			v.Place = &place
		}
		return err
	})
	return v, err
}

func (v *caseView) fill(ctx context.Context, s *Service, by auth.Officer, f work.File, tree *org.Tree, allPeriods bool) {
	c := f.Case
	kind := s.Work.Kind(c.Kind)
	v.Case, v.Today, v.May = c, s.day(), s.Work.May(by, c)
	v.Tone, v.State = stateOf(ctx, kind, c, v.Today)
	v.Lead, v.Owner = tree.Name(c.Lead), tree.Name(c.Owner)
	for _, u := range c.Partners {
		v.Partners = append(v.Partners, tree.Name(u))
		if by.MayFor(work.Contribute, u) {
			v.Gifts = append(v.Gifts, web.Option{Value: web.Key(u), Label: tree.Name(u)})
		}
	}
	v.fillPeriods(ctx, kind, f, allPeriods)
	v.fillHanded(ctx, by, f, tree)
	v.fillRequests(ctx, f, tree)
	v.fillTalk(ctx, f, tree)
	v.Advice = v.advice(ctx)
}

// recentPeriods is how many periods the page shows before it is asked for all.
const recentPeriods = 8

func (v *caseView) fillPeriods(ctx context.Context, kind work.Kind, f work.File, all bool) {
	for _, p := range f.Periods {
		if p.Step.Owed() {
			v.Owed = append(v.Owed, web.Option{Value: web.Key(p.ID), Label: joinDot(spanOf(ctx, p), web.T(ctx, work.ShortText(p.Due, v.Today).Key, work.ShortText(p.Due, v.Today).Args...))})
		}
	}
	if !v.Case.Cadence.Recurs() && len(f.Periods) < 2 {
		return
	}
	for _, p := range slices.Backward(f.Periods) {
		if !all && len(v.Periods) == recentPeriods {
			v.Hidden++
			continue
		}
		row := periodRow{Span: spanOf(ctx, p), Due: web.ShortDay(ctx, p.Due), Tone: stepTone(p.Step), Word: web.T(ctx, kind.Word(p.Step)), Handed: web.Dash}
		if p.FirstDue != p.Due && !p.FirstDue.IsZero() {
			row.FirstDue = web.ShortDay(ctx, p.FirstDue)
		}
		if p.SubmittedAt != nil {
			row.Handed = web.Instant(ctx, *p.SubmittedAt)
		}
		switch {
		case p.Late:
			row.Tone, row.Handed = web.Warn, web.T(ctx, "%s, quá hạn", row.Handed)
		case p.DaysLate(v.Today) > 0 && work.Presses(v.Case):
			row.Tone, row.Word = web.Bad, web.T(ctx, "Quá hạn %d ngày", p.DaysLate(v.Today))
		}
		v.Periods = append(v.Periods, row)
	}
}

// spanOf names a period by its days.
func spanOf(ctx context.Context, p work.Period) string {
	switch {
	case p.From.IsZero() && p.To.IsZero():
		return web.T(ctx, "Toàn bộ nhiệm vụ")
	case p.To.IsZero():
		return web.T(ctx, "từ %s", p.From)
	case p.From.IsZero():
		return web.T(ctx, "đến %s", p.To)
	}
	return web.DayMonth(ctx, p.From) + "–" + web.ShortDay(ctx, p.To)
}

func (v *caseView) fillHanded(ctx context.Context, by auth.Officer, f work.File, tree *org.Tree) {
	spans, late := map[work.PeriodID]string{}, map[work.PeriodID]bool{}
	for _, p := range f.Periods {
		late[p.ID] = p.Late
		if v.Case.Cadence.Recurs() {
			spans[p.ID] = spanOf(ctx, p)
		}
	}
	bySubmission := map[work.SubmissionID][]proofRow{}
	for _, e := range f.Evidence {
		if e.Submission != 0 {
			bySubmission[e.Submission] = append(bySubmission[e.Submission], v.proof(ctx, e))
		}
	}
	v.Before = before(f)
	for _, h := range slices.Backward(f.Submissions) {
		row := handedRow{
			Period: int64(h.Period), Span: spans[h.Period], Title: web.T(ctx, "Bản %d", h.Version), By: h.By.Name, At: web.Instant(ctx, h.At),
			Report: h.Report, Tone: verdictTones[h.Verdict], Word: web.T(ctx, verdictWords[h.Verdict]), Reason: h.Reason,
			Pending: h.Verdict == work.Pending, Evidence: bySubmission[h.ID], Late: late[h.Period] && h.Verdict != work.Refused,
		}
		switch {
		case h.Nothing:
			row.Word = web.T(ctx, "Không phát sinh")
		case h.Progress && h.Verdict == work.Agreed:
			row.Tone, row.Word, row.Late = web.Info, web.T(ctx, "Đang thực hiện"), false
		}
		row.enteredFor(ctx, by, h, v.Case, tree)
		if h.DecidedAt != nil && h.DecidedBy.Name != "" {
			row.Decided = joinDot(h.DecidedBy.Name, web.Instant(ctx, *h.DecidedAt))
		}
		v.Handed = append(v.Handed, row)
	}
}

// enteredFor says for whom another typed it, how it came, and what the unit said to it.
func (row *handedRow) enteredFor(ctx context.Context, by auth.Officer, h work.Submission, c work.Case, tree *org.Tree) {
	if h.Received == nil {
		return
	}
	row.ID, row.Unsure = int64(h.ID), h.Unconfirmed()
	row.How = web.T(ctx, "%s nhập thay %s, %s", h.By.Name, tree.Name(h.For), h.Received.How())
	if h.Received.Note != "" {
		row.How += " (" + h.Received.Note + ")"
	}
	switch {
	case h.ConfirmedAt != nil:
		row.Proved = web.T(ctx, "%s đã xác nhận %s", h.ConfirmedBy.Name, *h.ConfirmedAt)
	case row.Unsure:
		row.Proved = web.T(ctx, "%s chưa xác nhận", tree.Label(h.For))
	}
	row.MayFix = row.Unsure && c.State != work.Cancelled && by.MayFor(work.Submit, h.For, c.Lead)
}

// before is the last version for the period owed first: nobody types a returned result again.
func before(f work.File) work.Report {
	for _, p := range f.Periods {
		if !p.Step.Owed() {
			continue
		}
		for _, h := range slices.Backward(f.Submissions) {
			if h.Period == p.ID {
				return h.Report
			}
		}
		break
	}
	return work.Report{}
}

func (v *caseView) proof(ctx context.Context, e work.Evidence) proofRow {
	row := proofRow{ID: int64(e.ID), Title: cmp.Or(e.Title, e.Number), Drop: v.May.AddEvidence && v.Case.State != work.Done}
	number := e.Number
	if number == row.Title {
		number = ""
	}
	if !e.Day.IsZero() {
		number = strings.TrimSpace(web.T(ctx, "%s ngày %s", number, e.Day))
	}
	row.Note = joinDot(number, e.By.Name, web.Instant(ctx, e.At))
	if e.File != 0 {
		row.Href = "/tep/" + web.Key(e.File)
	}
	return row
}

func (v *caseView) fillRequests(ctx context.Context, f work.File, tree *org.Tree) {
	for _, q := range slices.Backward(f.Requests) {
		row := requestRow{
			ID: int64(q.ID), Kind: string(q.Kind), Reason: q.Reason, By: q.By.Name, At: web.Instant(ctx, q.At), Answer: q.Answer,
			Tone: verdictTones[q.Verdict], Word: web.T(ctx, verdictWords[q.Verdict]), Pending: q.Verdict == work.Pending,
			Transfer: q.Kind == work.Transfer, Day: q.Day, Unit: tree.Name(q.Unit),
		}
		switch q.Verdict {
		case work.Pending:
			row.Word, row.Waited = web.T(ctx, "Chờ trả lời"), law.DateOf(q.At).DaysUntil(v.Today)
		case work.Agreed:
			row.Word = web.T(ctx, "Đồng ý")
		case work.Refused:
			row.Word, row.Tone = web.T(ctx, "Không đồng ý"), web.Neutral
		}
		row.Text = web.T(ctx, "Xin điều chỉnh thời hạn từ %s đến %s", q.OldDay, q.Day)
		if row.Transfer {
			row.Text = web.T(ctx, "Chuyển từ %s sang %s", tree.Label(q.OldUnit), tree.Label(q.Unit))
		}
		v.Requests = append(v.Requests, row)
	}
}

func (v *caseView) fillTalk(ctx context.Context, f work.File, tree *org.Tree) {
	inGifts := map[work.EvidenceID]bool{}
	for _, g := range f.Contributions {
		row := giftRow{Unit: tree.Name(g.Unit), Text: g.Text, By: g.By.Name, At: web.Instant(ctx, g.At)}
		for _, e := range g.Evidence {
			inGifts[e.ID] = true
			row.Evidence = append(row.Evidence, v.proof(ctx, e))
		}
		v.Given = append(v.Given, row)
	}
	for _, e := range slices.Backward(f.Evidence) {
		if !inGifts[e.ID] {
			v.Evidence = append(v.Evidence, v.proof(ctx, e))
		}
	}
	for _, t := range f.Comments {
		v.Talk = append(v.Talk, talkRow{t.By.Name, web.Instant(ctx, t.At), web.MachineTime(t.At), t.Text})
	}
	for _, e := range slices.Backward(f.Events) {
		v.Events = append(v.Events, web.LogEntry{
			When: web.DayMonth(ctx, law.DateOf(e.At)), Machine: web.MachineTime(e.At),
			Title: web.T(ctx, e.Sentence, e.Args...), Note: joinDot(e.By.Name, web.Clock(e.At)),
		})
	}
	for _, m := range slices.Backward(f.Reminders) {
		v.Reminders = append(v.Reminders, web.T(ctx, "%s: %s, %s", web.ShortDay(ctx, m.SentOn), web.T(ctx, reminderWords[m.Kind]), m.To))
	}
}

var reminderWords = map[work.ReminderKind]string{
	work.BeforeDue: web.Mark("nhắc trước hạn"), work.OnDue: web.Mark("nhắc đúng ngày hạn"), work.AfterDue: web.Mark("nhắc quá hạn"),
	work.Escalated: web.Mark("báo cấp trên"), work.ByHand: web.Mark("đôn đốc"),
}

// addPeople adds who does the work, who could, and who can be mentioned.
func (s *Service) addPeople(ctx context.Context, tx *db.Tx, v *caseView, tree *org.Tree) error {
	if v.Case.Person != 0 {
		p, err := s.Org.Person(ctx, tx, v.Case.Person)
		if err != nil {
			return err
		}
		v.Person = joinDot(p.Name, p.Title)
	}
	if v.May.Assign || v.May.Edit {
		var err error
		v.People, err = s.peopleOptions(ctx, tx, tree, v.Case.Lead)
		if err != nil {
			return err
		}
	}
	if !v.May.Comment {
		return nil
	}
	people, err := s.Org.People(ctx, tx, v.Case.Units()...)
	const most = 5
	for _, p := range people[:min(len(people), most)] {
		v.Names = append(v.Names, "@"+p.Name)
	}
	return err
}

// manyUnits is how many units one query may name.
const manyUnits = 500

func (s *Service) peopleOptions(ctx context.Context, tx *db.Tx, tree *org.Tree, unit org.UnitID) ([]web.Option, error) {
	options := []web.Option{{Value: "0", Label: web.T(ctx, "Chưa phân công ai")}}
	below := tree.Subtree(unit)
	people, err := s.Org.People(ctx, tx, below[:min(len(below), manyUnits)]...)
	for _, p := range people {
		options = append(options, web.Option{Value: web.Key(p.ID), Label: joinDot(p.Name, p.Title)})
	}
	return options, err
}

// advice says who acts now and by when, for those who have nothing to do.
func (v *caseView) advice(ctx context.Context) string {
	c := v.Case
	switch {
	case c.State == work.Cancelled:
		return web.T(ctx, "Nhiệm vụ đã hủy: %s", c.Reason)
	case c.State == work.Done:
		return web.T(ctx, "Nhiệm vụ đã hoàn thành.")
	case c.State == work.Waiting:
		return web.T(ctx, "%s đã nộp; %s sẽ duyệt.", v.Lead, v.Owner)
	case c.Due.IsZero():
		return web.T(ctx, "%s đang thực hiện; nhiệm vụ này không có thời hạn.", v.Lead)
	}
	return web.T(ctx, "%s đang thực hiện, hạn %s.", v.Lead, c.Due)
}
