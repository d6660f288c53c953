package plan

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// ReportState is the life of a report.
type ReportState string

// The states of a report.
const (
	Drafted ReportState = "draft"
	Issued  ReportState = "issued"
)

// Report is a progress report on a plan. Its numbers were frozen when it was made; its words may change
// until it is issued.
type Report struct {
	ID        ReportID
	Plan      ID
	State     ReportState
	Period    string // "quý I năm 2026"
	From, To  law.Date
	AsOf      law.Date
	Frozen    Frozen
	Words     Words
	Number    string
	IssuedOn  law.Date
	By        string
	EditedBy  string
	CreatedAt time.Time
	UpdatedAt time.Time
	Version   int64
}

// Frozen is what a report counted, with the names as they were then.
type Frozen struct {
	Cited      string
	Head       Letterhead
	Total      official.Progress
	Sections   []official.ProgressRow
	Units      []official.ProgressRow
	Continuous []official.ProgressRow
	Tasks      []official.ProgressTask
}

// Words are the parts of a report that people write, prefilled from what units handed in.
type Words struct {
	Subject      string
	Results      []official.Remark
	Difficulties []official.Remark
	Proposals    []official.Remark
	Next         []official.Remark
	SignerTitle  string
	SignerName   string
	Authority    string
}

// Figure is a frozen number with the cases behind it.
type Figure struct {
	Figure string // id within the report, "total.done_late"
	Name   string
	Value  int
	Query  string // address of the same rows today
	Codes  []string
}

// Span is a period to report on.
type Span struct {
	Words    string
	From, To law.Date
}

// NewReport counts the plan as it stands today and drafts the report for a period.
func (s *Service) NewReport(ctx context.Context, by auth.Officer, plan ID, span Span) (id ReportID, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		p, tree, err := s.reported(ctx, tx, by, plan)
		if err != nil {
			return err
		}
		if strings.TrimSpace(span.Words) == "" {
			return fault.New(fault.Invalid, "Hãy chọn kỳ báo cáo.").At("ky")
		}
		cases, err := s.collect(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(plan)})
		if err != nil {
			return err
		}
		count := newCounter(p, tree, s.Day())
		for _, c := range cases {
			count.add(c)
		}
		owner, _ := tree.Unit(p.Owner)
		r := Report{
			Plan: plan, State: Drafted, Period: span.Words, From: span.From, To: span.To, AsOf: s.Day(), Frozen: count.frozen(s.Letterhead(owner, tree)),
			By: by.Full, EditedBy: by.Full, CreatedAt: s.Now(), UpdatedAt: s.Now(), Version: 1,
		}
		r.Words, err = s.gather(ctx, tx, by, tree, cases, span)
		if err != nil {
			return err
		}
		r.Words.Subject = "Kết quả thực hiện " + p.Cited() + ", " + span.Words
		r.ID, err = insertReport(ctx, tx, r, by.Account)
		if err != nil {
			return fmt.Errorf("storing a report on plan %d: %w", plan, err)
		}
		id = r.ID
		err = s.putFigures(ctx, tx, r, count)
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, "plan.report", "plan-report", int64(id), web.Say("Lập báo cáo %s của kế hoạch “%s”", span.Words, p.Title))
	})
	return id, err
}

// reported finds a plan on which the officer may report.
func (s *Service) reported(ctx context.Context, tx *db.Tx, by auth.Officer, plan ID) (Plan, *org.Tree, error) {
	p, err := s.Plan(ctx, tx, by, plan)
	if err != nil {
		return Plan{}, nil, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Plan{}, nil, err
	}
	if !by.MayFor(Write, p.Owner) {
		return Plan{}, nil, fault.New(fault.Forbidden, "Chỉ người điều phối của %s được lập báo cáo của kế hoạch này.", tree.Name(p.Owner))
	}
	return p, tree, nil
}

// counter counts cases by place and class, and remembers which they were.
type counter struct {
	plan     Plan
	tree     *org.Tree
	today    law.Date
	sections []string
	leads    []org.UnitID
	cells    map[string]*cell // by place: "total", "section.1", "unit.7", "continuous.7"
	tasks    []official.ProgressTask
}

type cell struct {
	n     map[work.Class]int
	codes map[work.Class][]string
}

func newCounter(p Plan, tree *org.Tree, today law.Date) *counter {
	return &counter{plan: p, tree: tree, today: today, cells: map[string]*cell{}}
}

func (k *counter) at(place string) *cell {
	if k.cells[place] == nil {
		k.cells[place] = &cell{map[work.Class]int{}, map[work.Class][]string{}}
	}
	return k.cells[place]
}

// add counts a case, unless it was given up.
func (k *counter) add(c work.Case) {
	class := work.ClassOf(c, k.today)
	if class == work.GivenUp {
		return
	}
	section := slices.Index(k.sections, c.Section)
	if section < 0 {
		k.sections = append(k.sections, c.Section)
		section = len(k.sections) - 1
	}
	if !slices.Contains(k.leads, c.Lead) {
		k.leads = append(k.leads, c.Lead)
	}
	places := []string{"total"}
	if slices.Contains(figureClasses["continuous"], class) { // a continuous task that has ended counts with the others
		places = append(places, "continuous."+unitKey(c.Lead))
	} else {
		places = append(places, "section."+strconv.Itoa(section+1), "unit."+unitKey(c.Lead))
	}
	for _, p := range places {
		at := k.at(p)
		at.n[class]++
		at.codes[class] = append(at.codes[class], c.Code)
	}
	k.tasks = append(k.tasks, k.task(c, class))
}

func (k *counter) task(c work.Case, class work.Class) official.ProgressTask {
	t := official.ProgressTask{Section: c.Section, Title: caseTitle(c), Lead: k.tree.Name(c.Lead), Due: timingFrom(c).words(plainVietnamese), State: class.Word()}
	for _, u := range c.Partners {
		t.Partners = append(t.Partners, k.tree.Name(u))
	}
	if c.Evidence > 0 {
		t.Evidence = []string{strconv.Itoa(c.Evidence) + " minh chứng"}
	}
	return t
}

// plainVietnamese is the language of official papers, whoever asks for them.
var plainVietnamese = context.Background()

func (k *counter) frozen(head Letterhead) Frozen {
	f := Frozen{Cited: k.plan.Cited(), Head: head, Tasks: k.tasks}
	if k.plan.Issuer != "" && k.plan.Number != "" {
		f.Cited += " của " + k.plan.Issuer
	}
	f.Total = k.progress("total", Query{Plan: k.plan.ID})
	for i, title := range k.sections {
		place := "section." + strconv.Itoa(i+1)
		if k.cells[place] != nil {
			f.Sections = append(f.Sections, official.ProgressRow{
				ID: strconv.Itoa(i + 1), Name: cmp.Or(title, "Không theo nhóm"), Progress: k.progress(place, Query{Plan: k.plan.ID, Section: i + 1}),
			})
		}
	}
	for _, u := range k.tree.Units() {
		q := Query{Plan: k.plan.ID, Lead: u.ID}
		if place := "unit." + unitKey(u.ID); k.cells[place] != nil {
			f.Units = append(f.Units, official.ProgressRow{ID: unitKey(u.ID), Name: u.Name, Progress: k.progress(place, q)})
		}
		if place := "continuous." + unitKey(u.ID); k.cells[place] != nil {
			f.Continuous = append(f.Continuous, official.ProgressRow{ID: unitKey(u.ID), Name: u.Name, Progress: k.progress(place, q)})
		}
	}
	if len(f.Sections) == 1 && f.Sections[0].Name == "Không theo nhóm" {
		f.Sections = nil
	}
	return f
}

func (k *counter) progress(place string, q Query) official.Progress {
	at := k.at(place)
	count := func(c work.Class) official.Count {
		of := q
		of.Status = slugOf(c)
		return official.Count{N: at.n[c], Query: of.href()}
	}
	return official.Progress{
		DoneOnTime: count(work.DoneOnTime), DoneLate: count(work.DoneLate), RunningInTime: count(work.GoingOnTime), RunningLate: count(work.GoingLate),
		NotBegun: count(work.NotBegun), Reported: count(work.Reported), NothingArisen: count(work.NothingArose), NotReported: count(work.NotReported),
		Query: q.href(), ContinuousQuery: q.continuous().href(), // no address opens what has a deadline and nothing else
	}
}

func (f Query) continuous() Query {
	f.Rhythm = work.Continuous
	return f
}

var figureClasses = map[string][]work.Class{
	"done_on_time": {work.DoneOnTime}, "done_late": {work.DoneLate}, "running_in_time": {work.GoingOnTime}, "running_late": {work.GoingLate},
	"not_begun": {work.NotBegun}, "reported": {work.Reported}, "nothing_arisen": {work.NothingArose}, "not_reported": {work.NotReported},
	"dated":      {work.DoneOnTime, work.DoneLate, work.GoingOnTime, work.GoingLate, work.NotBegun},
	"continuous": {work.Reported, work.NothingArose, work.NotReported},
}

// codes are the cases behind a figure of the report, in the order of the plan.
func (k *counter) codes(figure string) []string {
	place, class, _ := cutLast(figure, ".")
	if strings.HasSuffix(place, ".sum") {
		return k.sum(strings.TrimSuffix(place, ".sum"), class)
	}
	at := k.cells[place]
	if at == nil {
		return nil
	}
	var all []string
	for _, c := range classesOf(class) {
		all = append(all, at.codes[c]...)
	}
	slices.Sort(all)
	return all
}

func (k *counter) sum(kind, class string) []string {
	var all []string
	for place, at := range k.cells {
		if !strings.HasPrefix(place, kind+".") {
			continue
		}
		for _, c := range classesOf(class) {
			all = append(all, at.codes[c]...)
		}
	}
	slices.Sort(all)
	return all
}

func classesOf(class string) []work.Class {
	if class == "all" {
		return work.Classes
	}
	return figureClasses[class]
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// putFigures keeps every number of the report with its query and the cases behind it.
func (s *Service) putFigures(ctx context.Context, tx *db.Tx, r Report, k *counter) error {
	for i, f := range r.paper().Figures() {
		n, err := strconv.Atoi(strings.ReplaceAll(f.Text, ".", ""))
		if err != nil {
			return fmt.Errorf("the figure %s of a report is %q: %w", f.ID, f.Text, err)
		}
		codes := k.codes(f.ID)
		if len(codes) != n {
			return fmt.Errorf("the figure %s of a report is %d and has %d cases behind it", f.ID, n, len(codes))
		}
		err = insertFigure(ctx, tx, r.ID, i+1, Figure{Figure: f.ID, Name: f.Name, Value: n, Query: f.Query, Codes: codes})
		if err != nil {
			return fmt.Errorf("storing a figure of report %d: %w", r.ID, err)
		}
	}
	return nil
}

// gather collects what units wrote in the period, and what is due next.
func (s *Service) gather(ctx context.Context, tx *db.Tx, by auth.Officer, tree *org.Tree, cases []work.Case, span Span) (w Words, err error) {
	for _, c := range cases {
		if c.SubmittedAt == nil && c.OnTime+c.TooLate+c.Awaiting == 0 {
			continue
		}
		f, err := s.Work.File(ctx, tx, by, c.ID)
		if err != nil {
			return w, err
		}
		w.take(tree.Name(c.Lead), f.Submissions, span)
	}
	ends := span.To
	if ends.IsZero() {
		ends = s.Day()
	}
	next := ends.AddDays(max(28, span.From.DaysUntil(ends)))
	for _, c := range cases {
		if !c.Owed.IsZero() && c.Owed.After(s.Day()) && !c.Owed.After(next) && c.Cadence.Tempo() == work.Single {
			w.Next = append(w.Next, official.Remark{Unit: tree.Name(c.Lead), Text: c.Title + " (hạn " + c.Owed.Vietnamese() + ")"})
		}
	}
	return w, nil
}

// take keeps the last words of each submission that counts.
func (w *Words) take(unit string, submissions []work.Submission, span Span) {
	for _, sub := range submissions {
		on := law.DateOf(sub.At)
		if sub.Verdict == work.Refused || sub.Verdict == work.Withdrawn || !span.From.IsZero() && on.Before(span.From) || !span.To.IsZero() && on.After(span.To) {
			continue
		}
		for _, part := range []struct {
			into *[]official.Remark
			text string
		}{{&w.Results, sub.Result}, {&w.Difficulties, sub.Difficulty}, {&w.Proposals, sub.Proposal}} {
			r := official.Remark{Unit: unit, Text: strings.Join(strings.Fields(part.text), " ")}
			if r.Text != "" && !slices.Contains(*part.into, r) {
				*part.into = append(*part.into, r)
			}
		}
	}
}

// paper composes the report as it is printed.
func (r Report) paper() official.Report {
	head := r.Frozen.Head
	letter := official.Report{
		Parent: head.Parent, Body: head.Body, Number: r.Number, Symbol: head.Symbol, Place: head.Place, Date: r.AsOf.String()[:7], Form: official.FormReport,
		Subject: r.Words.Subject, Addressees: head.Addressees, Signature: head.Signature, Recipients: head.Recipients, Filing: head.Filing,
	}
	if r.State == Issued {
		letter.Date = r.IssuedOn.String()
	} else {
		letter.Draft = "DỰ THẢO"
	}
	if r.Words.Authority != "" {
		letter.Signature.Authority = strings.Split(r.Words.Authority, "\n")
	}
	letter.Signature.Title = cmp.Or(r.Words.SignerTitle, letter.Signature.Title)
	letter.Signature.Name = cmp.Or(r.Words.SignerName, letter.Signature.Name)
	p := official.ProgressReport(official.ProgressInput{
		Letterhead: letter, Plan: r.Frozen.Cited, Period: r.Period, AsOf: r.AsOf.String(), Total: r.Frozen.Total, Sections: r.Frozen.Sections,
		Units: r.Frozen.Units, Continuous: r.Frozen.Continuous, Difficulties: remarks(r.Words.Difficulties), Proposals: remarks(r.Words.Proposals),
		Next: remarks(r.Words.Next), Tasks: r.Frozen.Tasks,
	})
	p.Blocks = withResults(p.Blocks, r.Words.Results)
	return p
}

func remarks(list []official.Remark) official.Remarks {
	return official.Remarks{Items: list, None: len(list) == 0}
}

// withResults puts what units achieved before the second part of the report.
func withResults(blocks []official.Block, results []official.Remark) []official.Block {
	if len(results) == 0 {
		return blocks
	}
	at, number := len(blocks), 0
	for i, b := range blocks {
		h, ok := b.(official.Heading)
		if ok && h.Level == 2 {
			number++
		}
		if ok && h.Level == 1 && i > 1 {
			at = i
			break
		}
	}
	more := []official.Block{official.Heading{Level: 2, Text: strconv.Itoa(number+1) + ". Kết quả cụ thể của các đơn vị"}}
	for _, r := range results {
		text := strings.TrimRight(r.Text, ".;, ")
		if r.Unit != "" {
			text = r.Unit + ": " + text
		}
		more = append(more, official.Paragraph{Runs: official.Plain("- " + text + ".")})
	}
	return slices.Insert(slices.Clone(blocks), at, more...)
}

// Report finds a report on a plan that the officer may see.
func (s *Service) Report(ctx context.Context, tx *db.Tx, by auth.Officer, id ReportID) (Report, Plan, error) {
	r, err := reportByID(ctx, tx, id)
	if err == db.ErrNoRows {
		return Report{}, Plan{}, fault.New(fault.NotFound, "Không tìm thấy báo cáo này.")
	}
	if err != nil {
		return Report{}, Plan{}, fmt.Errorf("reading report %d: %w", id, err)
	}
	p, err := s.Plan(ctx, tx, by, r.Plan)
	if err == nil && !by.MayFor(Write, p.Owner) && !(r.State == Issued && by.MayFor(View, p.Owner)) {
		err = fault.New(fault.NotFound, "Không tìm thấy báo cáo này.")
	}
	return r, p, err
}

// EditReport changes the words of a drafted report that the editor saw at a version.
func (s *Service) EditReport(ctx context.Context, by auth.Officer, id ReportID, seen int64, w Words) error {
	return s.changeReport(ctx, by, id, seen, func(tx *db.Tx, r *Report, p Plan) (web.Text, error) {
		r.Words = w
		return web.Say("Sửa báo cáo %s của kế hoạch “%s”", r.Period, p.Title), nil
	})
}

// Issue closes a report: its number, day and signer are set and nothing of it changes any more.
func (s *Service) Issue(ctx context.Context, by auth.Officer, id ReportID, seen int64, number string, on law.Date) error {
	return s.changeReport(ctx, by, id, seen, func(tx *db.Tx, r *Report, p Plan) (web.Text, error) {
		switch {
		case strings.TrimSpace(number) == "":
			return web.Text{}, fault.New(fault.Invalid, "Hãy ghi số của báo cáo đã ban hành.").At("so")
		case on.IsZero():
			return web.Text{}, fault.New(fault.Invalid, "Hãy ghi ngày ban hành.").At("ngay")
		case on.Before(r.AsOf):
			return web.Text{}, fault.New(fault.Invalid, "Ngày ban hành không thể trước ngày chốt số liệu, %s.", r.AsOf).At("ngay")
		}
		number, symbol, has := strings.Cut(strings.TrimSpace(number), "/")
		if has {
			r.Frozen.Head.Symbol = symbol
		}
		r.State, r.Number, r.IssuedOn = Issued, number, on
		return web.Say("Chốt báo cáo số %s, %s, của kế hoạch “%s”", number, r.Period, p.Title), nil
	})
}

func (s *Service) changeReport(ctx context.Context, by auth.Officer, id ReportID, seen int64, do func(tx *db.Tx, r *Report, p Plan) (web.Text, error)) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		r, p, err := s.Report(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if !by.MayFor(Write, p.Owner) {
			return fault.New(fault.Forbidden, "Chỉ người điều phối của đơn vị theo dõi chung được sửa báo cáo này.")
		}
		if r.State == Issued {
			return fault.New(fault.Conflict, "Báo cáo đã chốt nên không sửa được. Hãy lập báo cáo mới nếu cần đính chính.")
		}
		text, err := do(tx, &r, p)
		if err != nil {
			return err
		}
		r.EditedBy, r.UpdatedAt, r.Version = by.Full, s.Now(), seen
		ok, err := updateReport(ctx, tx, r)
		if err != nil {
			return fmt.Errorf("storing report %d: %w", id, err)
		}
		if !ok {
			return fault.New(fault.Conflict, "Báo cáo vừa được người khác sửa. Hãy tải lại trang để xem bản mới; nội dung bạn đã nhập vẫn còn trong ô.")
		}
		return s.note(ctx, tx, by, "plan.report-edit", "plan-report", int64(id), text)
	})
}

// DropReport removes a report that was not issued.
func (s *Service) DropReport(ctx context.Context, by auth.Officer, id ReportID) (plan ID, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		r, p, err := s.Report(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if r.State == Issued || !by.MayFor(Write, p.Owner) {
			return fault.New(fault.Conflict, "Báo cáo đã chốt nên không bỏ được.")
		}
		plan = p.ID
		err = deleteReport(ctx, tx, id)
		if err != nil {
			return fmt.Errorf("removing report %d: %w", id, err)
		}
		return s.note(ctx, tx, by, "plan.report-drop", "plan-report", int64(id), web.Say("Bỏ bản dự thảo báo cáo %s của kế hoạch “%s”", r.Period, p.Title))
	})
	return plan, err
}

// spans are the periods one may report on, the latest first.
func spans(p Plan, today law.Date) []Span {
	var all []Span
	quarter := law.Date{Year: today.Year, Month: (today.Month-1)/3*3 + 1, Day: 1}
	for i := range 3 {
		from := quarter.AddMonths(-3 * i)
		all = append(all, Span{fmt.Sprintf("quý %s năm %d", roman[(from.Month-1)/3], from.Year), from, from.AddMonths(2).LastOfMonth()})
	}
	month := law.Date{Year: today.Year, Month: today.Month, Day: 1}
	for i := range 3 {
		from := month.AddMonths(-i)
		all = append(all, Span{fmt.Sprintf("tháng %d năm %d", from.Month, from.Year), from, from.LastOfMonth()})
	}
	for i := range 2 {
		year := today.Year - i
		from := law.Date{Year: year, Month: 1, Day: 1}
		if i == 0 {
			all = append(all, Span{fmt.Sprintf("6 tháng đầu năm %d", year), from, from.AddMonths(5).LastOfMonth()})
		}
		all = append(all, Span{fmt.Sprintf("năm %d", year), from, from.AddMonths(11).LastOfMonth()})
	}
	return all
}

var roman = []string{"I", "II", "III", "IV"}

func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
