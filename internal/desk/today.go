package desk

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// todayView is what one officer sees first.
type todayView struct {
	Hello  string
	Queue  string // heading of the queue: "Cần chị xử lý"
	Sub    string
	Groups []todoGroup
	Chips  []web.Link
	Total  int
	Done   int
	Mine   bool // the officer hands in work
	Acts   bool // something can wait for the officer at all
	Others int  // mine, waiting for somebody else
	Side   side
	Starts []web.NavItem
	Begin  *firstView // the way to the first day; nil: the province has begun
}

type todoGroup struct {
	Title string
	Rows  []todo
	More  int // rows that did not fit
	Href  string
}

// todo is one row that needs the officer: what, why, by when, and one button.
type todo struct {
	Tone  web.Tone
	Icon  string
	Title string
	Href  string
	Why   string
	Due   due
	Verb  string
	To    string // where the button leads
	Post  string // or what it sends at once
	Main  bool
	Asks  []web.Link // what else the unit can do about it
}

func (t todo) class() string {
	switch t.Tone {
	case web.Bad:
		return "todo is-bad"
	case web.Warn:
		return "todo is-warn"
	}
	return "todo"
}

// side is what stands around the queue; it may be half a minute old.
type side struct {
	Standing string // how the work of others stands, in a line
	Scope    []web.Figure
	Late     []todo // of others, for those who watch over them
	Soon     []todo
	Notes    []notice
	Week     []agendaLine
	Plans    []PlanLine
	Changed  []agendaLine // what others did lately, for those who watch over them
}

type agendaLine struct {
	Day, Machine string
	Title        string
	Note         string
	Href         string
}

// counts are the numbers in the menu.
type counts struct {
	todo    int
	hot     bool
	notices int
}

func countsOf(t work.Today, rounds []RoundLine) (c counts) {
	c.todo = t.OverdueCount + t.DueNowCount + t.SoonCount + t.ReturnedCount + t.DecideCount + t.MentionCount + len(t.Entered) + len(rounds)
	c.hot = t.OverdueCount+t.DueNowCount > 0
	return c
}

func (s *Service) showToday(w http.ResponseWriter, r *http.Request) error {
	v, err := s.today(r.Context(), auth.Of(r.Context()), r.URL.Query().Get("loc"))
	if err != nil {
		return err
	}
	return web.Render(w, r, http.StatusOK, todayPage(v))
}

func (s *Service) today(ctx context.Context, by auth.Officer, filter string) (v todayView, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		t, err := s.Work.Today(ctx, tx, by)
		if err != nil {
			return err
		}
		v.Side, err = s.side(ctx, tx, by, tree)
		if err != nil {
			return err
		}
		rounds, err := s.awaiting(ctx, tx, by)
		if err != nil {
			return err
		}
		v.Begin, err = s.begin(ctx, tx, by)
		if err != nil {
			return err
		}
		v.fill(ctx, by, t, rounds, tree, s.day(), filter)
		_, err = s.keepCounts(ctx, tx, by, t, rounds)
		return err
	})
	if err != nil {
		return v, err
	}
	for _, b := range s.Buttons {
		if web.May(ctx, b.Right) {
			v.Starts = append(v.Starts, b)
		}
	}
	return v, nil
}

// fill turns what waits into greeting, chips and rows.
func (v *todayView) fill(ctx context.Context, by auth.Officer, t work.Today, rounds []RoundLine, tree *org.Tree, today law.Date, filter string) {
	v.Total, v.Done, v.Others = countsOf(t, rounds).todo, t.DoneToday, t.WaitingOnOthers
	v.Mine = by.May(work.Submit)
	v.Acts = v.Mine || by.May(work.Decide) || v.Total > 0
	v.Hello = web.T(ctx, "Chào %s, hôm nay không có việc nào chờ %s", callName(ctx, by), pronoun(ctx, by))
	if !v.Mine && !by.May(work.Decide) {
		v.Hello = web.T(ctx, "Chào %s", callName(ctx, by))
	}
	if v.Total > 0 {
		v.Hello = web.T(ctx, "Chào %s, hôm nay có %d việc cần %s", callName(ctx, by), v.Total, pronoun(ctx, by))
	}
	v.Queue = web.T(ctx, "Cần %s xử lý", pronoun(ctx, by))
	v.Sub = joinDot(capital(web.Day(ctx, today)), orText(v.Side.Standing, dayCounts(ctx, t)))
	chips := []struct {
		key, title string
		n          int
	}{
		{"", web.T(ctx, "Tất cả"), v.Total},
		{"duyet", web.T(ctx, "Duyệt"), t.DecideCount},
		{"qua-han", web.T(ctx, "Quá hạn"), t.OverdueCount},
		{"nhac-toi", web.T(ctx, "Nhắc tên"), t.MentionCount},
	}
	known := false
	for _, c := range chips {
		known = known || c.key == filter
		v.Chips = append(v.Chips, web.Link{Title: c.title, Href: todayHref(c.key), Here: c.key == filter, Count: c.n, ShowCount: true})
	}
	if !known {
		filter, v.Chips[0].Here = "", true
	}
	v.Groups = groups(ctx, t, rounds, tree, today, filter)
	if len(v.Groups) > 0 {
		v.Groups[0].Rows[0].Main = true
	}
}

func todayHref(filter string) string {
	if filter == "" {
		return "/"
	}
	return "/?loc=" + filter
}

func dayCounts(ctx context.Context, t work.Today) string {
	var parts []string
	if t.DueNowCount > 0 {
		parts = append(parts, web.T(ctx, "%d việc phải xong trong ngày", t.DueNowCount))
	}
	if t.OverdueCount > 0 {
		parts = append(parts, web.T(ctx, "%d việc đã quá hạn", t.OverdueCount))
	}
	if t.DecideCount > 0 {
		parts = append(parts, web.T(ctx, "%d việc chờ duyệt", t.DecideCount))
	}
	if len(parts) == 0 {
		return web.T(ctx, "không có việc quá hạn")
	}
	return strings.Join(parts, ", ")
}

// scopeCounts says in a line how the work of others stands.
func scopeCounts(ctx context.Context, late, waiting int) string {
	parts := []string{web.T(ctx, "không có việc quá hạn")}
	if late > 0 {
		parts[0] = web.T(ctx, "%d việc trong phạm vi đã quá hạn", late)
	}
	if waiting > 0 {
		parts = append(parts, web.T(ctx, "%d việc chờ duyệt", waiting))
	}
	return strings.Join(parts, ", ")
}

func groups(ctx context.Context, t work.Today, rounds []RoundLine, tree *org.Tree, today law.Date, filter string) []todoGroup {
	now := todoGroup{Title: web.T(ctx, "Hôm nay và quá hạn"), Href: "/viec?xem=cua-toi"}
	late := todoGroup{Title: web.T(ctx, "Quá hạn"), Href: "/viec?xem=cua-toi"}
	for _, c := range t.Overdue {
		late.Rows = append(late.Rows, todoCase(ctx, c, tree, today))
	}
	late.More = t.OverdueCount - len(t.Overdue)
	now.Rows, now.More = late.Rows, late.More+t.DueNowCount-len(t.DueNow)
	for _, c := range t.DueNow {
		now.Rows = append(now.Rows, todoCase(ctx, c, tree, today).asking(ctx))
	}
	soon := todoGroup{Title: web.T(ctx, "Sắp đến hạn"), More: t.SoonCount - len(t.Soon), Href: "/viec?xem=cua-toi"}
	for _, c := range t.Soon {
		soon.Rows = append(soon.Rows, todoCase(ctx, c, tree, today).asking(ctx))
	}
	back := todoGroup{Title: web.T(ctx, "Bị trả lại"), More: t.ReturnedCount - len(t.Returned), Href: "/viec?xem=cua-toi"}
	for _, c := range t.Returned {
		back.Rows = append(back.Rows, todoReturned(ctx, c, tree, today))
	}
	decide := todoGroup{Title: web.T(ctx, "Chờ quyết định"), More: t.DecideCount - len(t.Decide), Href: "/viec?xem=cho-duyet"}
	for _, d := range t.Decide {
		decide.Rows = append(decide.Rows, todoDecision(ctx, d, tree, today))
	}
	entered := todoGroup{Title: web.T(ctx, "Được nhập thay, chờ đơn vị xác nhận")}
	for _, e := range t.Entered {
		entered.Rows = append(entered.Rows, todoEntered(ctx, e, tree))
	}
	named := todoGroup{Title: web.T(ctx, "Được nhắc tên"), More: t.MentionCount - len(t.Mentions), Href: NoticesURL}
	for _, m := range t.Mentions {
		named.Rows = append(named.Rows, todoMention(ctx, m, today))
	}
	report := todoGroup{Title: web.T(ctx, "Đợt báo cáo"), Href: "/dot-bao-cao"}
	for _, r := range rounds {
		if r.Recorder != "" {
			decide.Rows = append(decide.Rows, todoWord(ctx, r))
			continue
		}
		report.Rows = append(report.Rows, todoRound(ctx, r, today))
	}
	shown := map[string][]todoGroup{"": {now, back, report, decide, soon, entered, named}, "duyet": {decide}, "qua-han": {late}, "nhac-toi": {named}}
	var some []todoGroup
	for _, g := range shown[filter] {
		if len(g.Rows) > 0 {
			some = append(some, g)
		}
	}
	return some
}

// anchors on the page of a case.
const (
	actAnchor  = "#viec-can-lam"
	talkAnchor = "#trao-doi"
)

func todoCase(ctx context.Context, c work.Case, tree *org.Tree, today law.Date) todo {
	t := todo{
		Icon: "plan", Title: c.Title, Href: casePath(c.Code), To: casePath(c.Code) + actAnchor, Due: dueOf(ctx, c, today),
		Why: joinDot(c.Code, cmp.Or(c.Section, tree.Label(c.Lead))), Verb: web.T(ctx, "Nộp kết quả"),
	}
	t.Tone = t.Due.Tone
	if c.Step == work.NotStarted {
		t.Verb = web.T(ctx, "Bắt đầu")
	}
	if c.Cadence.Tempo() == work.Flow || c.Cadence.Tempo() == work.Rounds {
		t.Why, t.Verb = joinDot(c.Code, web.T(ctx, c.Cadence.Rhythm.Word()), c.Section), web.T(ctx, "Báo cáo")
	}
	return t
}

// asking adds what a unit can ask for before its work turns red.
func (t todo) asking(ctx context.Context) todo {
	t.Asks = []web.Link{
		{Title: web.T(ctx, "Xin điều chỉnh thời hạn"), Href: t.Href + "?mo=gia-han" + actAnchor},
		{Title: web.T(ctx, "Đề nghị chuyển đơn vị"), Href: t.Href + "?mo=chuyen" + actAnchor},
	}
	return t
}

// todoEntered is what another typed for the unit.
func todoEntered(ctx context.Context, e work.Entered, tree *org.Tree) todo {
	c, s := e.Case, e.Submission
	return todo{
		Icon: "edit", Title: c.Title, Href: casePath(c.Code), To: casePath(c.Code) + actAnchor, Verb: web.T(ctx, "Xác nhận"),
		Why: joinDot(c.Code, web.T(ctx, "%s nhập thay %s, %s", s.By.Name, tree.Label(s.For), s.Received.How())),
		Due: due{Strong: web.DayMonth(ctx, law.DateOf(s.At)), Rest: web.T(ctx, "nhập")},
	}
}

func todoReturned(ctx context.Context, c work.Case, tree *org.Tree, today law.Date) todo {
	t := todoCase(ctx, c, tree, today)
	t.Icon, t.Verb, t.Why = "undo", web.T(ctx, "Nộp lại"), joinDot(c.Code, web.T(ctx, "bị trả lại: %s", c.Reason))
	t.Tone = cmp.Or(t.Tone, web.Warn)
	return t
}

func todoDecision(ctx context.Context, d work.Decision, tree *org.Tree, today law.Date) todo {
	c := d.Case
	t := todo{
		Icon: "check", Title: c.Title, Href: casePath(c.Code), To: casePath(c.Code) + actAnchor, Verb: web.T(ctx, "Duyệt"),
		Why: joinDot(c.Code, web.T(ctx, "%s nộp kết quả", tree.Label(c.Lead)), d.By.Name),
		Due: due{Strong: web.DayMonth(ctx, law.DateOf(d.At)), Rest: web.T(ctx, "nhận")},
	}
	if waited := law.DateOf(d.At).DaysUntil(today); waited > soonDays {
		t.Tone, t.Due = web.Warn, due{web.T(ctx, "Đã chờ"), web.T(ctx, "%d ngày", waited), web.Warn}
	}
	if d.Request == nil {
		return t
	}
	t.Icon, t.Verb = "clock", web.T(ctx, "Quyết định")
	t.Why = joinDot(c.Code, web.T(ctx, "%s xin điều chỉnh thời hạn đến %s", tree.Label(c.Lead), d.Request.Day))
	if d.Request.Kind == work.Transfer {
		t.Why = joinDot(c.Code, web.T(ctx, "%s đề nghị chuyển cho %s", tree.Label(c.Lead), tree.Label(d.Request.Unit)))
	}
	return t
}

func todoMention(ctx context.Context, m work.Mention, today law.Date) todo {
	return todo{
		Icon: "user", Title: m.Case.Title, Href: casePath(m.Case.Code) + talkAnchor, Post: casePath(m.Case.Code) + "/da-xem",
		Verb: web.T(ctx, "Xem"), Why: joinDot(m.Case.Code, m.Comment.By.Name+": "+short(m.Comment.Text)),
		Due: due{Strong: web.DayMonth(ctx, law.DateOf(m.Comment.At)), Rest: web.Clock(m.Comment.At)},
	}
}

func (t todo) formID() string {
	return "lam-" + strings.ReplaceAll(strings.Trim(t.Post, "/"), "/", "-")
}

// todoFollowed is what somebody else owes; the button reminds them at once.
func todoFollowed(ctx context.Context, c work.Case, tree *org.Tree, today law.Date, may bool) todo {
	t := todo{
		Icon: "plan", Title: c.Title, Href: casePath(c.Code), To: casePath(c.Code), Due: dueOf(ctx, c, today),
		Why: joinDot(c.Code, tree.Label(c.Lead)), Verb: web.T(ctx, "Xem"),
	}
	t.Tone = t.Due.Tone
	if may {
		t.Verb, t.Post = web.T(ctx, "Nhắc"), casePath(c.Code)+"/nhac"
	}
	return t
}

// short is the beginning of a remark, in one line.
func short(text string) string { return cut(text, 90) }

func cut(text string, most int) string {
	r := []rune(strings.Join(strings.Fields(text), " "))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most]) + "…"
}
