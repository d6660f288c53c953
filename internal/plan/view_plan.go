package plan

import (
	"context"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// plansView is the list of plans.
type plansView struct {
	Plans  []planRow
	Drafts []Draft
	Closed bool // closed ones are shown
	May    bool // the officer may import
}

// planRow is a plan in the list.
type planRow struct {
	Plan  Plan
	Owner string
	Tally work.Tally
}

// planFrame is what all pages of one plan share.
type planFrame struct {
	Plan   Plan
	Owner  string
	Tally  work.Tally
	Leads  int // lead units
	Draft  *Draft
	Manage bool
	Write  bool
	Today  law.Date
	All    bool // the officer sees every task of the plan
}

// tasksView is a table of tasks: of one plan, or of all.
type tasksView struct {
	Frame    *planFrame // nil across all plans
	Query    Query
	Sections []string
	Counts   map[string]work.Tally // by section
	Leads    []web.Option
	List     work.List
	Plans    map[int64]Plan // of the rows, across all plans
	Unit     func(org.UnitID) string
	Label    func(org.UnitID) string
	Today    law.Date
	Remind   bool // the officer may remind lead units
}

func (f planFrame) sub(ctx context.Context) string {
	p := f.Plan
	var parts []string
	switch {
	case p.Issuer != "" && !p.Issued.IsZero():
		parts = append(parts, web.T(ctx, "%s ban hành %s", p.Issuer, p.Issued))
	case p.Issuer != "":
		parts = append(parts, p.Issuer)
	case !p.Issued.IsZero():
		parts = append(parts, web.T(ctx, "Ban hành %s", p.Issued))
	}
	parts = append(parts, web.T(ctx, "%d nhiệm vụ, %d đơn vị chủ trì", f.Tally.Total, f.Leads))
	if !p.To.IsZero() {
		parts = append(parts, web.T(ctx, "đến hết %s", p.To))
	}
	if p.State == Closed {
		parts = append(parts, web.T(ctx, "đã kết thúc"))
	}
	return strings.Join(parts, " · ")
}

func (f planFrame) crumbs(ctx context.Context, more ...string) []web.Crumb {
	all := []web.Crumb{{Title: web.T(ctx, "Kế hoạch"), Href: "/ke-hoach"}}
	if len(more) == 0 {
		return append(all, web.Crumb{Title: f.Plan.short(ctx)})
	}
	all = append(all, web.Crumb{Title: f.Plan.short(ctx), Href: f.Plan.href()})
	for _, title := range more {
		all = append(all, web.Crumb{Title: title})
	}
	return all
}

// tab names the pages of a plan.
type tab string

const (
	tabTasks   tab = ""
	tabUnits   tab = "don-vi"
	tabDates   tab = "lich"
	tabReports tab = "bao-cao"
	tabPaper   tab = "van-ban"
)

func (f planFrame) tabs(ctx context.Context, here tab) []web.Link {
	var all []web.Link
	for _, t := range []struct {
		tab  tab
		word string
	}{
		{tabTasks, web.Mark("Nhiệm vụ")}, {tabUnits, web.Mark("Theo đơn vị")}, {tabDates, web.Mark("Mốc thời gian")},
		{tabReports, web.Mark("Báo cáo")}, {tabPaper, web.Mark("Văn bản")},
	} {
		all = append(all, web.Link{Title: web.T(ctx, t.word), Href: f.Plan.tab(t.tab), Here: t.tab == here})
	}
	return all
}

func (p Plan) tab(t tab) string {
	if t == tabTasks {
		return p.href()
	}
	return "/ke-hoach/" + string(t) + "/" + web.Key(p.ID)
}

// finding says in words how a plan stands.
func (f planFrame) finding(ctx context.Context) string {
	t := f.Tally
	done := doneOf(t)
	dated := t.Total - t.ByClass[work.GivenUp] - t.ByClass[work.Unranked] - t.ByClass[work.Away] - flowOf(t)
	flow := t.ByClass[work.Reported] + t.ByClass[work.NothingArose] + t.ByClass[work.NotReported]
	s := ""
	switch {
	case t.Total == 0:
		return web.T(ctx, "Chưa có nhiệm vụ nào bạn được xem trong kế hoạch này")
	case dated == 0:
		s = web.T(ctx, "%d nhiệm vụ thường xuyên", flow)
	case done == dated:
		s = web.T(ctx, "Đã xong cả %d nhiệm vụ có thời hạn", dated)
	default:
		s = web.T(ctx, "Đã xong %d trên %d nhiệm vụ có thời hạn", done, dated)
	}
	switch {
	case t.Overdue > 0:
		s += "; " + web.T(ctx, "%d nhiệm vụ quá hạn", t.Overdue)
	case dated > done && !t.Veiled():
		s += "; " + web.T(ctx, "không có nhiệm vụ quá hạn")
	}
	if n := t.ByClass[work.NotReported]; n > 0 && flow > 0 && dated > 0 {
		s += "; " + web.T(ctx, "%d trên %d nhiệm vụ thường xuyên chưa báo cáo kỳ này", n, flow)
	}
	return s
}

var classTones = map[work.Class]web.Tone{
	work.DoneOnTime: web.OK, work.DoneLate: web.Warn, work.GoingOnTime: web.Info, work.GoingLate: web.Bad, work.NotBegun: web.Neutral,
	work.Reported: web.OK, work.NothingArose: web.OK, work.NotReported: web.Neutral, work.GivenUp: web.Neutral,
	work.Going: web.Info, work.Finished: web.OK, work.Away: web.Neutral, work.Unranked: web.Neutral,
}

// shares are the classes of a tally, each leading to its rows.
func shares(ctx context.Context, t work.Tally, q Query, flow bool) []web.Share {
	var all []web.Share
	for _, c := range work.Classes {
		isFlow := c == work.Reported || c == work.NothingArose || c == work.NotReported
		if isFlow != flow || t.ByClass[c] == 0 && c != work.DoneOnTime && c != work.GoingOnTime && c != work.Reported {
			continue
		}
		q.Status = slugOf(c)
		all = append(all, web.Share{Word: web.T(ctx, c.Word()), N: t.ByClass[c], Tone: classTones[c], Href: q.href()})
	}
	return all
}

func hasFlow(t work.Tally) bool {
	return t.ByClass[work.Reported]+t.ByClass[work.NothingArose]+t.ByClass[work.NotReported] > 0
}

// soon is how many days before its deadline a task is shown as pressing.
const soon = 7

// progress is the tag of a task and, where it says more, a remark.
func (v tasksView) progress(ctx context.Context, c work.Case) (tone web.Tone, word, note string) {
	class := work.ClassOf(c, v.Today)
	tone, word = classTones[class], web.T(ctx, class.Word())
	switch {
	case c.Step == work.Returned:
		tone, note = web.Warn, web.T(ctx, "Bị trả lại: %s", c.Reason)
	case c.State == work.Waiting:
		note = web.T(ctx, "Chờ xác nhận")
	case c.Asks == work.Extension:
		note = web.T(ctx, "Xin điều chỉnh thời hạn")
	case c.Asks == work.Transfer:
		note = web.T(ctx, "Đề nghị chuyển đơn vị")
	case class == work.GivenUp:
		note = c.Reason
	}
	switch {
	case work.Overdue(c, v.Today):
		tone, word = web.Bad, web.T(ctx, "Quá hạn %d ngày", work.DaysLate(c, v.Today))
	case work.Presses(c) && v.Today.DaysUntil(c.Owed) <= soon && c.Cadence.Tempo() != work.Flow:
		tone, word = web.Warn, web.T(ctx, "Sắp đến hạn")
	}
	return tone, word, note
}

func (v tasksView) dueClass(c work.Case) string {
	switch {
	case work.Overdue(c, v.Today):
		return "due-bad strong"
	case work.Presses(c) && v.Today.DaysUntil(c.Owed) <= soon:
		return "due-warn strong"
	}
	return ""
}

// timing is how often a task is done, under its due day.
func timingWord(ctx context.Context, c work.Case) string {
	switch c.Cadence.Tempo() {
	case work.Flow:
		return web.T(ctx, flowWords[c.Cadence.Report])
	case work.Single:
		if !c.FirstDue.IsZero() && c.FirstDue != c.Due {
			return web.T(ctx, "hạn đầu %s", c.FirstDue)
		}
		return web.T(ctx, work.Once.Word())
	}
	return web.T(ctx, c.Cadence.Rhythm.Word())
}

func (v tasksView) partners(c work.Case) string {
	var names []string
	for i, u := range c.Partners {
		if i == 3 && len(c.Partners) > 4 {
			return strings.Join(names, "; ")
		}
		names = append(names, v.Label(u))
	}
	return strings.Join(names, "; ")
}

// morePartners is how many partners the cell leaves out.
func morePartners(c work.Case) int {
	if len(c.Partners) > 4 {
		return len(c.Partners) - 3
	}
	return 0
}

func caseTitle(c work.Case) string {
	if c.Number == "" {
		return c.Title
	}
	return strings.TrimRight(c.Number, ".") + ". " + c.Title
}

// shortTitle is a title that keeps a row of a table low; the page of the case has all of it.
func shortTitle(c work.Case) string {
	return ellipsis(caseTitle(c), 170)
}

func caseHref(c work.Case) string { return "/viec/" + c.Code }

// rowGroup is the rows under one section.
type rowGroup struct {
	Section string
	Rows    []work.Case
}

func (v tasksView) groups() []rowGroup {
	if !v.Query.grouped() {
		return []rowGroup{{Rows: v.List.Rows}}
	}
	var all []rowGroup
	for _, c := range v.List.Rows {
		if len(all) == 0 || all[len(all)-1].Section != c.Section {
			all = append(all, rowGroup{Section: c.Section})
		}
		g := &all[len(all)-1]
		g.Rows = append(g.Rows, c)
	}
	return all
}

func (v tasksView) groupWords(ctx context.Context, section string) string {
	t := v.Counts[section]
	done := doneOf(t)
	if done == 0 {
		return web.T(ctx, "%d nhiệm vụ", t.Total)
	}
	return web.T(ctx, "%d nhiệm vụ, %d đã xong", t.Total, done)
}

func (v tasksView) sectionOptions(ctx context.Context) []web.Option {
	all := []web.Option{{Value: "", Label: web.T(ctx, "Mọi nhóm")}}
	for i, s := range v.Sections {
		if s != "" {
			all = append(all, web.Option{Value: strconv.Itoa(i + 1), Label: s})
		}
	}
	return all
}

func (v tasksView) export(kind string) string {
	q := v.Query.values()
	q.Del("trang")
	q.Set("dang", kind)
	if v.Query.Plan != 0 {
		return address("/ke-hoach/xuat/"+web.Key(v.Query.Plan), q)
	}
	return address("/nhiem-vu/xuat", q)
}

func (v tasksView) shownWords(ctx context.Context) string {
	if v.List.Pages <= 1 {
		return web.T(ctx, "%d nhiệm vụ", v.List.Total)
	}
	return web.T(ctx, "Hiện %d trên %d nhiệm vụ", len(v.List.Rows), v.List.Total)
}

func (v tasksView) planOf(c work.Case) (Plan, bool) {
	p, ok := v.Plans[c.Origin.ID]
	return p, ok && v.Frame == nil
}

// unitsView is the matrix of units and sections.
type unitsView struct {
	Frame    *planFrame
	Sections []string
	Rows     []unitRow
	Sum      work.Tally
	BySect   map[string]work.Tally
}

type unitRow struct {
	Unit  org.Unit
	Tally work.Tally
	Cells []work.Tally // by section
}

func (v unitsView) href(unit org.UnitID, section int, status string) string {
	return Query{Plan: v.Frame.Plan.ID, Lead: unit, Section: section, Status: status}.href()
}

// punctual is how many finished periods were on time, as people read it; a unit that only takes part is
// not measured.
func punctual(ctx context.Context, t work.Tally, u org.Unit) string {
	if u.Unscored {
		return web.T(ctx, "không chấm điểm")
	}
	n := t.OnTime + t.TooLate
	if n == 0 {
		return web.Dash
	}
	return strconv.Itoa(t.OnTime) + "/" + strconv.Itoa(n)
}

func doneOf(t work.Tally) int {
	return t.ByClass[work.DoneOnTime] + t.ByClass[work.DoneLate] + t.ByClass[work.Finished]
}

// datesView is the due days of a plan, three months at a time.
type datesView struct {
	Frame  *planFrame
	From   law.Date // first of the first month
	Months []month
	Label  func(org.UnitID) string
}

type month struct {
	First law.Date
	Dues  []work.Due
}

func (v datesView) href(months int) string {
	return v.Frame.Plan.tab(tabDates) + "?tu=" + v.From.AddMonths(months).String()[:7]
}

func monthTitle(ctx context.Context, d law.Date) string {
	return web.T(ctx, "Tháng %d năm %d", d.Month, d.Year)
}

// paperView is the document of a plan and its versions.
type paperView struct {
	Frame    *planFrame
	Versions []Version
	Shown    int
	Lines    []docLine
	Codes    map[int]string // by line: the case that speaks of it
	Left     []docLine      // lines that are in no task
	Page     int
	Pages    int
}

func (v paperView) version() Version {
	for _, ver := range v.Versions {
		if ver.Ordinal == v.Shown {
			return ver
		}
	}
	return Version{}
}

func summaryWords(ctx context.Context, v Version) string {
	s := v.Summary
	if v.Ordinal == 1 {
		return web.T(ctx, "%d nhiệm vụ", s.New)
	}
	return web.T(ctx, "%d nhiệm vụ mới, %d thay đổi, %d giữ nguyên, %d hủy", s.New, s.Changed, s.Same, s.Gone)
}

// formView is a form about a plan: its name plate, or a task added by hand.
type formView struct {
	Frame *planFrame
	Form  *web.Form
	Units []string
	Late  work.Lateness // who sees what is late
}

// remindView shows whom a reminder will reach before it leaves.
type remindView struct {
	Groups []remindGroup
	Back   string
	Form   *web.Form
	Today  law.Date
	Frame  *planFrame
}

// remindGroup is the tasks of one unit, and what can be sent by hand.
type remindGroup struct {
	Unit  org.Unit
	Cases []work.Case
	Short string
}

func (v remindView) count() int {
	n := 0
	for _, g := range v.Groups {
		n += len(g.Cases)
	}
	return n
}
