package round

import (
	"context"
	"fmt"
	"slices"

	"github.com/a-h/templ"

	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// deskView is everything that a unit owes.
type deskView struct {
	Unit    org.Unit
	Sheaves []sheafView
}

// sheafView is one round as a unit answers it.
type sheafView struct {
	Sheaf
	Tree   *org.Tree
	Input  *web.Form
	Today  law.Date
	Token  string
	Own    bool // the officer answers for their unit
	Types  bool // or types for it
	Manage bool
	Takes  bool // the round still takes lines
	Below  *belowView
	Held   map[string][]files.Waiting // by field, what arrived with a form that was refused
}

// belowView is what the units below gave.
type belowView struct {
	Sheet
	Under []org.UnitID
	Tree  *org.Tree
}

func (v sheafView) unit() string { return unitName(v.Tree, v.Owed.Unit) }

func (v sheafView) href() templ.SafeURL { return templ.SafeURL(v.Round.UnitHref(v.Owed.Unit)) }

func (v sheafView) post(act string) templ.SafeURL {
	return templ.SafeURL(v.Round.UnitHref(v.Owed.Unit) + "/" + act)
}

// id is unique on a page with several rounds.
func (v sheafView) id(field string) string { return fmt.Sprintf("f%d-%s", v.Round.ID, field) }

// input is a field of the form.
func (v sheafView) input(in web.Input) web.Input {
	in.Form, in.Name = v.Input, field(v.Round.ID, in.Name)
	return in
}

func (v sheafView) file(ctx context.Context, b Block) web.FileInput {
	name := evidenceField(v.Round.ID, b.Key, ".tep")
	return web.FileInput{
		Form: v.Input, Name: name, Label: web.T(ctx, "Tệp minh chứng"), Optional: true, Multiple: true, Sends: true,
		Held: files.Held(v.Held[name]), Hint: web.T(ctx, "Mỗi tệp không quá 50 MB"),
	}
}

// answered reports whether the unit has said something.
func (v sheafView) answered() bool { return v.Owed.Answer != 0 }

// fresh is the line whose words stand in the fields: what the unit said, else what it said last time.
func (v sheafView) fresh() (c Content, last bool) {
	if now, ok := v.Now(); ok {
		return now.Content, false
	}
	if v.Last != nil {
		return v.Last.Content, true
	}
	return Content{}, false
}

// prefills reports whether fields stand filled with what was said last time.
func (v sheafView) prefills() bool {
	c, last := v.fresh()
	return last && (len(c.Figures) > 0 || len(c.Texts) > 0)
}

// prefilled reports whether a line repeats something of last time that nobody said this time.
func (f Sheaf) prefilled(c Content) bool {
	if f.Last == nil || f.Owed.Answer != 0 {
		return false
	}
	for key, v := range c.Figures {
		if old, ok := f.Last.Content.Figures[key]; ok && old == v {
			return true
		}
	}
	for key, text := range c.Texts {
		if f.Last.Content.Texts[key] == text {
			return true
		}
	}
	return false
}

func (v sheafView) figure(ctx context.Context, x Figure) web.Input {
	in := web.Input{Name: x.Key, Label: x.Label, Mode: "decimal", Max: 30, Hidden: true, Auto: "off"}
	switch x.Kind {
	case Whole, Money:
		in.Mode = "numeric"
	case Rough:
		in.Mode = "text"
	}
	c, _ := v.fresh()
	if n, ok := c.Figures[x.Key]; ok {
		in.Value = n.Plain()
	}
	return v.input(in)
}

// where asks for the places of a rough figure.
func (v sheafView) where(ctx context.Context, x Figure) web.Input {
	c, _ := v.fresh()
	return v.input(web.Input{Name: x.where().Key, Label: web.T(ctx, "Nơi phát sinh"), Max: whereLimit, Optional: true, Auto: "off", Value: c.Texts[x.where().Key]})
}

func (v sheafView) text(x Text) web.Input {
	c, _ := v.fresh()
	return v.input(web.Input{Name: x.Key, Label: x.Label, Rows: 3, Optional: !x.Must, Keep: true, Value: c.Texts[x.Key]})
}

// was is what the unit gave last time, in words; empty if nothing.
func (v sheafView) was(ctx context.Context, x Figure) string {
	if v.Last == nil {
		return ""
	}
	n, ok := counted(v.Form, v.Last.Content)[x.Key]
	if !ok {
		return ""
	}
	return web.T(ctx, "Kỳ trước: %s", n.In(ctx))
}

func (v sheafView) empty(b Block) bool {
	if v.Input.Sent() {
		return v.Input.Has(emptyField(v.Round.ID, b.Key))
	}
	now, ok := v.Now()
	return ok && now.Content.silent(b.Key)
}

func (v sheafView) proofs(b Block) []work.Proof {
	now, ok := v.Now()
	if !ok {
		return nil
	}
	return now.Content.Evidence[b.Key]
}

// task is what the unit said about a task in the line that counts.
func (v sheafView) task(id work.CaseID) TaskAnswer {
	now, ok := v.Now()
	if !ok {
		return TaskAnswer{}
	}
	for _, t := range now.Content.Tasks {
		if t.Case == id {
			return t
		}
	}
	return TaskAnswer{}
}

func (v sheafView) sayInput(c work.Case) web.Input {
	return v.input(web.Input{Name: taskName(c, ""), Label: c.Code + " · " + c.Title, Value: string(v.task(c.ID).Say)})
}

func (v sheafView) sayOptions(ctx context.Context, c work.Case) []web.Option {
	var all []web.Option
	for _, s := range SaysFor(c) {
		all = append(all, web.Option{Value: string(s), Label: web.T(ctx, s.Word())})
	}
	return all
}

func taskName(c work.Case, part string) string { return fmt.Sprintf("v%d%s", c.ID, part) }

func (v sheafView) taskText(c work.Case, part, label, value string) web.Input {
	return v.input(web.Input{Name: taskName(c, part), Label: label, Rows: 2, Optional: true, Keep: true, Value: value})
}

// taskOpen reports whether the words on a task stand open: when there are some, or something is to be mended.
func (v sheafView) taskOpen(c work.Case) bool {
	t := v.task(c.ID)
	return t.Result+t.Difficulty+t.Proposal != "" || !v.Input.OK()
}

// dueLine says when a task is due.
func dueLine(ctx context.Context, c work.Case, today law.Date) string {
	if c.Owed.IsZero() {
		return web.T(ctx, c.Cadence.Rhythm.Word())
	}
	return web.T(ctx, "Hạn %s, %s", web.ShortDay(ctx, c.Owed), web.Left(ctx, today, c.Owed))
}

func proofLine(ctx context.Context, p work.Proof) string {
	switch {
	case p.Number != "" && !p.Day.IsZero():
		return web.T(ctx, "Văn bản số %s ngày %s", p.Number, web.ShortDay(ctx, p.Day))
	case p.Number != "":
		return web.T(ctx, "Văn bản số %s", p.Number)
	}
	return p.Title
}

func channelOptions(ctx context.Context) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Chọn cách đơn vị đã báo")}}
	for _, c := range work.Channels {
		all = append(all, web.Option{Value: string(c), Label: web.T(ctx, c.Word())})
	}
	return all
}

// stepTone colours a step; a word always stands beside it.
func stepTone(o Owed, late bool) web.Tone {
	switch {
	case o.Step == Waiting && late:
		return web.Bad
	case o.Step == Waiting:
		return web.Warn
	case o.Step == Excused:
		return web.Bare
	case o.Proxy:
		return web.Info
	}
	return web.OK
}

// lateNow reports whether the round's deadline is over.
func (r Round) lateNow(today law.Date) bool { return !r.Due().IsZero() && r.Due().Before(today) }

// dueWords is the deadline with how far it is.
func (r Round) dueWords(ctx context.Context, today law.Date) string {
	if r.Due().IsZero() {
		return web.T(ctx, "Không đặt hạn")
	}
	if r.State != Open {
		return web.T(ctx, "Hạn %s", web.ShortDay(ctx, r.Due()))
	}
	return web.T(ctx, "Hạn %s, %s", web.ShortDay(ctx, r.Due()), web.Left(ctx, today, r.Due()))
}

// span is the time that is reported about, in words; empty if open.
func (r Round) span(ctx context.Context) string {
	if r.From.IsZero() || r.To.IsZero() {
		return ""
	}
	return web.T(ctx, "Kỳ từ %s đến %s", web.ShortDay(ctx, r.From), web.ShortDay(ctx, r.To))
}

func explained(ctx context.Context, c work.Clock) string {
	if web.Lang(ctx) == web.English {
		return c.ExplanationEN
	}
	return c.ExplanationVI
}

// lineTitle says what a line is.
func lineTitle(ctx context.Context, a Answer) string {
	switch {
	case a.Kind == Confirmation:
		return web.T(ctx, "Đơn vị xác nhận nội dung nhập thay")
	case a.Kind == Correction && a.Reason == "":
		return web.T(ctx, "Cập nhật, bổ sung")
	case a.Kind == Correction:
		return web.T(ctx, "Đính chính số liệu")
	case a.Content.Nothing:
		return web.T(ctx, "Báo không phát sinh")
	}
	return web.T(ctx, "Gửi báo cáo")
}

// whoLine names who typed a line and for whom.
func whoLine(ctx context.Context, a Answer, unit string) string {
	if a.Received == nil {
		return a.By.Name
	}
	how := a.Received.How()
	return web.T(ctx, "%s nhập thay %s, %s", a.By.Name, unit, web.T(ctx, how.Key, how.Args...))
}

// change is a figure that a line changed.
type change struct {
	Label, Old, New string
}

// changes are the figures that a line changed against the one before it.
func (v sheafView) changes(ctx context.Context, i int) []change {
	if i == 0 {
		return nil
	}
	old, now := counted(v.Form, v.Lines[i-1].Content), counted(v.Form, v.Lines[i].Content)
	var all []change
	for _, x := range v.Form.Figures() {
		a, hadOld := old[x.Key]
		b, hasNew := now[x.Key]
		if a == b && hadOld == hasNew {
			continue
		}
		c := change{x.Label, web.Dash, web.Dash}
		if hadOld {
			c.Old = a.In(ctx)
		}
		if hasNew {
			c.New = b.In(ctx)
		}
		all = append(all, c)
	}
	return all
}

// log is what the unit sent, newest first.
func (v sheafView) log(ctx context.Context) []web.LogEntry {
	var all []web.LogEntry
	for i, a := range slices.Backward(v.Lines) {
		e := web.LogEntry{
			When: web.DayMonth(ctx, law.DateOf(a.At)) + " " + web.Clock(a.At), Machine: web.MachineTime(a.At),
			Title: web.T(ctx, "Dòng %d: %s", a.Ordinal, lineTitle(ctx, a)), Note: whoLine(ctx, a, v.unit()), Body: lineBody(v, i),
		}
		all = append(all, e)
	}
	return all
}

// answerRows is a line that counts, for reading.
type answerRows struct {
	Title string
	Empty bool
	Pairs []web.Pair
}

// read lays a line out for reading, block by block.
func (v sheafView) read(ctx context.Context, c Content) []answerRows {
	var all []answerRows
	for _, b := range v.Form.Blocks {
		rows := answerRows{Title: b.Title, Empty: c.silent(b.Key)}
		for _, x := range b.Figures {
			if n, ok := c.Figures[x.Key]; ok {
				rows.Pairs = append(rows.Pairs, web.Pair{Key: x.Label, Value: withWhere(ctx, withUnit(n.In(ctx), x), c.Texts[x.where().Key], x)})
			}
		}
		for _, t := range b.Texts {
			if c.Texts[t.Key] != "" {
				rows.Pairs = append(rows.Pairs, web.Pair{Key: t.Label, Value: c.Texts[t.Key]})
			}
		}
		for _, p := range c.Evidence[b.Key] {
			rows.Pairs = append(rows.Pairs, web.Pair{Key: web.T(ctx, "Minh chứng"), Rich: proofLink(p)})
		}
		if b.Kind == TaskBlock {
			for _, t := range c.Tasks {
				rows.Pairs = append(rows.Pairs, web.Pair{Key: t.Code, Rich: taskSaid(t)})
			}
		}
		all = append(all, rows)
	}
	return all
}

// withWhere says of a rough figure that it is one, and where it came from.
func withWhere(ctx context.Context, n, where string, x Figure) string {
	switch {
	case x.Kind != Rough:
		return n
	case where == "":
		return web.T(ctx, "khoảng %s", n)
	}
	return web.T(ctx, "khoảng %s: %s", n, where)
}

func withUnit(n string, x Figure) string {
	switch {
	case x.Kind == Percent:
		return n + "%"
	case x.Unit != "":
		return n + " " + x.Unit
	}
	return n
}
