package round

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// listView is the rounds that an officer may see.
type listView struct {
	Tree  *org.Tree
	Today law.Date
	Rows  []Line
	Tabs  []web.Link
	May   bool
	Home  org.UnitID
	Owes  []Owed // of the officer's own unit
}

// waiting counts what the officer's unit has not answered.
func (v listView) waiting() int {
	n := 0
	for _, o := range v.Owes {
		if o.Step == Waiting {
			n++
		}
	}
	return n
}

// boardView is who has answered.
type boardView struct {
	Board     Board
	Questions Form
	Tree      *org.Tree
	Today     law.Date
	Rows      []Owed
	Chips     []web.Link
	Filter    string
	Text      string
	Search    *web.Form
	Form      *web.Form
	Manage    bool
	Repeats   bool // a series that still runs opens the next round
}

func (v boardView) shares(ctx context.Context) []web.Share {
	c, r := v.Board.Count, v.Board.Round
	waiting := web.Warn
	if r.lateNow(v.Today) {
		waiting = web.Bad
	}
	return []web.Share{
		{Word: web.T(ctx, Given.Word()), N: c.Given, Tone: web.OK, Href: r.Href() + "?loc=da"},
		{Word: web.T(ctx, Nothing.Word()), N: c.Nothing, Tone: web.Info, Href: r.Href() + "?loc=khong"},
		{Word: web.T(ctx, Waiting.Word()), N: c.Waiting, Tone: waiting, Href: r.Href() + "?loc=chua"},
		{Word: web.T(ctx, Excused.Word()), N: c.Excused, Tone: web.Neutral, Href: r.Href() + "?loc=mien"},
	}
}

// absent are the units that could be added to an open round.
func (v boardView) absent() []org.Unit {
	in := map[org.UnitID]bool{}
	for _, o := range v.Board.Rows {
		in[o.Unit] = true
	}
	var all []org.Unit
	for _, u := range v.Tree.UnitsOn(v.Today) {
		if !in[u.ID] && u.Level != org.Inside {
			all = append(all, u)
		}
	}
	return all
}

// sheetView is the figures of a round, or the rows of one figure.
type sheetView struct {
	Sheet
	Tree   *org.Tree
	Today  law.Date
	Figure string
	X      Figure
	Unit   org.UnitID // only what this unit and those below it gave
	All    bool       // every unit with every figure
	Manage bool       // the officer may make the report
	Whole  bool       // the officer sees every unit
	Papers []paper.Paper
}

// rows are the units behind a figure.
func (v sheetView) rows() []Owed {
	if v.Unit == 0 {
		return v.Board.Rows
	}
	in := map[org.UnitID]bool{v.Unit: true}
	for _, u := range v.Under(v.Unit) {
		in[u] = true
	}
	var all []Owed
	for _, o := range v.Board.Rows {
		if in[o.Unit] {
			all = append(all, o)
		}
	}
	return all
}

// total is the figure that the rows come to.
func (v sheetView) total() SumUp {
	if v.Unit == 0 {
		return v.Totals[v.X.Key]
	}
	return v.Sums[v.Unit][v.X.Key]
}

// line is the line of a unit behind these figures.
func (v sheetView) line(o Owed) AnswerID {
	if v.Frozen {
		return o.Frozen
	}
	return o.Answer
}

// figureHref opens the rows behind a figure.
func (sh Sheet) figureHref(key string, unit org.UnitID) templ.SafeURL {
	q := url.Values{"so": {key}}
	if unit != 0 {
		q.Set("don-vi", strconv.FormatInt(int64(unit), 10))
	}
	if sh.Board.Round.State == Closed && !sh.Frozen {
		q.Set("hien-nay", "1")
	}
	return templ.SafeURL(sh.Board.Round.sheetHref() + "?" + q.Encode())
}

// share is a figure against the one of which it is a part, in words; empty if it is no part.
func share(ctx context.Context, x Figure, sums map[string]SumUp) string {
	if x.Of == "" {
		return ""
	}
	p, ok := Ratio(sums[x.Key].Value, sums[x.Of].Value)
	if !ok {
		return ""
	}
	return p.In(ctx) + "%"
}

// sumWords writes a total for the reader.
func sumWords(ctx context.Context, x Figure, s SumUp) string {
	switch {
	case x.Total == Untold:
		return web.T(ctx, "%d đơn vị", s.Units)
	case s.Units == 0:
		return web.Dash
	}
	return withUnit(s.Value.In(ctx), x)
}

func unitNames(tree *org.Tree, units []org.UnitID) string {
	var names []string
	for _, u := range units {
		names = append(names, tree.Label(u))
	}
	return strings.Join(names, ", ")
}

// wordsView is what all units wrote.
type wordsView struct {
	Board Board
	Form  Form
	Tree  *org.Tree
	Lines map[org.UnitID]Answer
}

func (r Round) editHref() string  { return fmt.Sprintf("/dot-bao-cao/sua/%d", r.ID) }
func (r Round) sheetHref() string { return fmt.Sprintf("/dot-bao-cao/so-lieu/%d", r.ID) }
func (r Round) wordsHref() string { return fmt.Sprintf("/dot-bao-cao/noi-dung/%d", r.ID) }

func (r Round) act(what string) templ.SafeURL {
	return templ.SafeURL(fmt.Sprintf("/dot-bao-cao/%s/%d", what, r.ID))
}

func deskHref(u org.UnitID) templ.SafeURL {
	return templ.SafeURL(fmt.Sprintf("/dot-bao-cao/don-vi/%d", u))
}

func parseUnit(s string) (org.UnitID, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	return org.UnitID(n), err
}

// tabs lead around a round.
func (r Round) tabs(ctx context.Context, here string, f Form) []web.Link {
	all := []web.Link{{Title: web.T(ctx, "Ai đã trả lời"), Href: r.Href(), Here: here == "board"}}
	if len(f.Figures()) > 0 || f.Has(TaskBlock) {
		all = append(all, web.Link{Title: web.T(ctx, "Tổng hợp số liệu"), Href: r.sheetHref(), Here: here == "sheet"})
	}
	if f.Has(TextBlock) || f.Has(EvidenceBlock) {
		all = append(all, web.Link{Title: web.T(ctx, "Nội dung"), Href: r.wordsHref(), Here: here == "words"})
	}
	return all
}

func (r Round) crumbs(ctx context.Context, last string) []web.Crumb {
	all := []web.Crumb{{Title: web.T(ctx, "Đợt báo cáo"), Href: "/dot-bao-cao"}, {Title: r.Code, Href: r.Href()}}
	if last == "" {
		all[1].Href = ""
		return all
	}
	return append(all, web.Crumb{Title: last})
}

func (r Round) sub(ctx context.Context, today law.Date) string {
	s := r.dueWords(ctx, today)
	if span := r.span(ctx); span != "" {
		s += " · " + span
	}
	return s
}

func stateTone(s State) web.Tone {
	switch s {
	case Open:
		return web.Info
	case Closed:
		return web.OK
	}
	return web.Neutral
}

// allSays are the columns of tasks.
var allSays = []Say{SayDone, SayDoing, SayNotBegun, SayReported, SayNothing, SayNotYet}

func figureSub(ctx context.Context, v sheetView) string {
	where := v.Board.Round.Title
	if v.Unit != 0 {
		where = unitName(v.Tree, v.Unit) + " · " + where
	}
	return web.T(ctx, "%s: %s", web.T(ctx, v.X.Total.Word()), sumWords(ctx, v.X, v.total())) + " · " + where
}

// said are the units that answered a question in words.
func (v wordsView) said(key string) []Owed {
	var all []Owed
	for _, o := range v.Board.Rows {
		if v.Lines[o.Unit].Content.Texts[key] != "" {
			all = append(all, o)
		}
	}
	return all
}

func paragraphs(s string) []string { return strings.Split(s, "\n") }

func proofsOf(c Content) []work.Proof {
	var all []work.Proof
	for _, key := range slices.Sorted(maps.Keys(c.Evidence)) {
		all = append(all, c.Evidence[key]...)
	}
	return all
}

func isChosen(form *web.Form, name string, u org.UnitID, chosen []org.UnitID) bool {
	if form.Sent() {
		return slices.Contains(form.Int64s(name), int64(u))
	}
	return slices.Contains(chosen, u)
}

// unitName is the name of a unit, or its number where the directory has none.
func unitName(tree *org.Tree, u org.UnitID) string {
	return cmp.Or(tree.Name(u), fmt.Sprintf("#%d", u))
}
