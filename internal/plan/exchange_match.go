package plan

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// The choices for a row beside the number of a case.
const (
	newTask  = "moi"
	leaveRow = "bo"
)

// Match is a row of another system and what becomes of it.
type Match struct {
	Row     ForeignRow
	Key     string
	Item    Item       // what the row says, with the task that it changes as Old
	Case    *work.Case // that it stands for; nil for a new task and where nobody knows
	New     bool
	Tied    bool        // several tasks are as likely: a person chooses
	Likely  []Candidate // the most alike first
	Changes []Change
	Lack    web.Text // why nothing can be done with the row; the zero Text otherwise
	Sure    web.Text // by what it was recognised
}

// Candidate is a task that a row may stand for.
type Candidate struct {
	Case  work.Case
	Alike float64
}

// Comparison is a workbook beside its plan.
type Comparison struct {
	Exchange
	Of      Plan
	Matches []Match
	Missing []work.Case // tasks of the plan that no row stands for
	Digest  string      // names exactly this comparison
	Known   bool        // the columns were named before
}

// Likeness at which a row stands for a task without question, for which the next must be less by clearLead;
// below mayBe it is a new one.
const (
	certain   = 0.72
	clearLead = 0.12
	mayBe     = 0.4
)

// Compare reads a workbook again and says what it would change.
func (s *Service) Compare(ctx context.Context, tx *db.Tx, by auth.Officer, id ExchangeID) (c Comparison, err error) {
	c.Exchange, c.Of, err = s.Exchange(ctx, tx, by, id)
	if err != nil {
		return c, err
	}
	m, err := s.matcherOf(ctx, tx, by, &c)
	if err != nil {
		return c, err
	}
	m.run()
	return c, nil
}

func (s *Service) matcherOf(ctx context.Context, tx *db.Tx, by auth.Officer, c *Comparison) (*matcher, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	_, c.Known, err = rememberedSheet(ctx, tx, c.Of.Owner, c.Print)
	if err != nil {
		return nil, err
	}
	links, err := foreignOf(ctx, tx, c.Plan, c.Print)
	if err != nil {
		return nil, err
	}
	var cases []work.Case
	err = s.Work.Each(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(c.Plan)}, func(k work.Case) error {
		if k.State != work.Cancelled {
			cases = append(cases, k)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	m := &matcher{Comparison: c, s: s, tree: tree, cases: cases, linked: map[string]work.CaseID{}}
	for _, l := range links {
		m.linked[l.Key] = l.Case
	}
	return m, nil
}

// matcher finds for each row the task that it stands for.
type matcher struct {
	*Comparison
	s      *Service
	tree   *org.Tree
	cases  []work.Case
	words  [][]string
	linked map[string]work.CaseID
	names  Work // the names of units in the workbook and what they stand for
}

func (m *matcher) run() {
	for _, k := range m.cases {
		m.words = append(m.words, shingles(k.Title))
	}
	m.names = Work{Owner: m.Of.Owner}
	for _, row := range m.Sheet.Rows {
		if m.Work.field(row, TaskTitle) == "" {
			continue
		}
		it := m.item(row)
		m.names.Tasks = append(m.names.Tasks, it)
		m.Matches = append(m.Matches, Match{Row: row, Key: m.Work.key(row), Item: it})
	}
	m.names.rename(m.s.names(m.tree), m.tree, m.s.Day())
	for i := range m.Matches {
		m.recognise(&m.Matches[i])
	}
	m.part()
	for i := range m.Matches {
		m.choose(&m.Matches[i])
		m.settle(&m.Matches[i])
	}
	used := map[work.CaseID]bool{}
	for _, x := range m.Matches {
		if x.Case != nil {
			used[x.Case.ID] = true
		}
	}
	for _, k := range m.cases {
		if !used[k.ID] && k.State != work.Done {
			m.Missing = append(m.Missing, k)
		}
	}
	m.Digest = m.digest()
}

// item is what a row says, as a task.
func (m *matcher) item(row ForeignRow) Item {
	when := m.Work.field(row, DueDay)
	year := m.Of.Issued.Year
	said := official.ReadTiming(when, year)
	from, _ := law.ParseDate(said.From)
	to, _ := law.ParseDate(said.To)
	it := Item{
		Key: row.N, Title: m.Work.field(row, TaskTitle), Number: m.Work.field(row, Ordinal), When: when, Made: true, Sure: 1,
		Lead: official.SplitUnits(m.Work.field(row, LeadUnit)), Partners: official.SplitUnits(strings.ReplaceAll(m.Work.field(row, PartnerUnits), ",", ";")),
		Plan: timingOf(said.Cadence, from, to), Note: m.note(row),
	}
	it.Plan.Decided = when == ""
	if it.Plan.Rhythm == "" {
		it.Plan = Timing{Rhythm: work.Once, Decided: true}
	}
	it.Wrote = Wrote{it.Title, it.Lead, it.Partners}
	return it
}

// note keeps with a new task by which paper it was assigned, and its code in the other system.
func (m *matcher) note(row ForeignRow) string {
	var parts []string
	if paper := m.Work.field(row, Assigned); paper != "" {
		parts = append(parts, "Văn bản giao: "+paper)
	}
	if code := m.Work.field(row, ForeignCode); code != "" {
		parts = append(parts, "Mã ở hệ thống kia: "+code)
	}
	return strings.Join(parts, "\n")
}

// recognise finds the task of a row by codes, and candidates by words.
func (m *matcher) recognise(x *Match) {
	ours := m.Work.field(x.Row, OurCode)
	for i, k := range m.cases {
		switch {
		case ours != "" && strings.EqualFold(ours, k.Code):
			x.Case, x.Sure = &m.cases[i], web.Say("Theo mã %s", k.Code)
		case x.Case == nil && m.linked[x.Key] == k.ID:
			x.Case, x.Sure = &m.cases[i], web.Say("Đã đối chiếu lần trước")
		}
	}
	own := shingles(x.Item.Title)
	for i, k := range m.cases {
		score := likeness(own, m.words[i])
		if score < mayBe {
			continue
		}
		if x.Item.Number != "" && x.Item.Number == k.Number {
			score += .08
		}
		if m.names.lead(x.Item) == k.Lead {
			score += .08
		}
		x.Likely = append(x.Likely, Candidate{k, score})
	}
	slices.SortStableFunc(x.Likely, func(a, b Candidate) int { return cmp.Compare(b.Alike, a.Alike) })
	x.Likely = x.Likely[:min(len(x.Likely), 6)]
}

// part decides where words alone speak: a row far ahead of every other way stands for its task, a tie waits
// for a person.
func (m *matcher) part() {
	sure := map[work.CaseID]int{}
	for _, x := range m.Matches {
		if x.Case != nil {
			sure[x.Case.ID]++
		} else if len(x.Likely) > 0 && x.Likely[0].Alike >= certain {
			sure[x.Likely[0].Case.ID]++
		}
	}
	for i := range m.Matches {
		x := &m.Matches[i]
		switch {
		case x.Case != nil:
			x.Tied = sure[x.Case.ID] > 1
		case len(x.Likely) == 0:
			x.New = true
		case x.Likely[0].Alike < certain, sure[x.Likely[0].Case.ID] > 1,
			len(x.Likely) > 1 && x.Likely[1].Alike > x.Likely[0].Alike-clearLead:
			x.Tied = true
		default:
			x.Case, x.Sure = ptr(x.Likely[0].Case), web.Say("Giống nội dung %s", percentOf(min(1, x.Likely[0].Alike)))
		}
		if x.Tied && x.Case != nil {
			x.Likely = slices.Insert(slices.DeleteFunc(x.Likely, func(c Candidate) bool { return c.Case.ID == x.Case.ID }), 0, Candidate{*x.Case, 1})
			x.Case = nil
		}
	}
}

// choose lets what a person chose for a row win.
func (m *matcher) choose(x *Match) {
	chosen, ok := m.Work.Choice[strconv.Itoa(x.Row.N)]
	if !ok {
		return
	}
	switch chosen {
	case newTask:
		x.Case, x.New, x.Tied = nil, true, false
	case leaveRow:
		x.Case, x.New, x.Tied = nil, false, false
	default:
		id, _ := strconv.ParseInt(chosen, 10, 64)
		i := slices.IndexFunc(m.cases, func(k work.Case) bool { return int64(k.ID) == id })
		if i >= 0 {
			x.Case, x.New, x.Tied, x.Sure = &m.cases[i], false, false, web.Say("Bạn chọn")
		}
	}
}

// settle says what a row changes, or why it can change nothing.
func (m *matcher) settle(x *Match) {
	if x.New {
		if open := m.names.open(x.Item); len(open) > 0 {
			x.Lack = web.Say("Không tìm thấy “%s” trong danh bạ", open[0])
		} else {
			x.Lack = m.names.lacks(x.Item)
		}
		return
	}
	if x.Case == nil {
		return
	}
	x.Item.Old = oldTask(*x.Case)
	x.Item.Section, x.Item.Number = x.Case.Section, x.Case.Number
	m.keepOld(x)
	x.Changes = changesOf(&m.names, x.Item, m.tree)
}

// keepOld leaves what the workbook does not say, and what it is not to change, as it is.
func (m *matcher) keepOld(x *Match) {
	takes := func(c Column, said string) bool { return slices.Contains(m.Work.Take, c) && said != "" }
	o := x.Item.Old
	if !takes(TaskTitle, x.Item.Title) {
		x.Item.Title = o.Title
	}
	lead := m.names.lead(x.Item)
	if !takes(LeadUnit, strings.Join(x.Item.Lead, "")) || lead == 0 || m.names.stands(x.Item) {
		if takes(LeadUnit, strings.Join(x.Item.Lead, "")) && lead == 0 {
			x.Lack = web.Say("Không tìm thấy “%s” trong danh bạ; đơn vị chủ trì giữ nguyên", strings.Join(x.Item.Lead, "; "))
		}
		x.Item.Lead = m.known(o.Lead)
	}
	if !takes(PartnerUnits, strings.Join(x.Item.Partners, "")) || len(m.names.open(x.Item)) > 0 {
		x.Item.Partners = m.known(o.Partners...)
	}
	if !takes(DueDay, x.Item.When) || x.Item.Plan.Rhythm != work.Once || x.Item.Plan.Due.IsZero() || o.Timing.Rhythm != work.Once {
		x.Item.Plan = o.Timing
		return
	}
	due := x.Item.Plan.Due
	x.Item.Plan = o.Timing
	x.Item.Plan.Due, x.Item.Plan.To = due, due
	if o.Timing.To.IsZero() || o.Timing.Due == due {
		x.Item.Plan.To = o.Timing.To
	}
}

// known are units under names that stand for them without doubt.
func (m *matcher) known(units ...org.UnitID) []string {
	var names []string
	for _, u := range units {
		name := "#" + unitKey(u)
		if m.names.NameOf(name) == nil {
			m.names.Names = append(m.names.Names, Name{Name: name, Unit: u, Sure: true})
		}
		names = append(names, name)
	}
	return names
}

// digest names what would be done, so that nobody applies what they have not seen.
func (m *matcher) digest() string {
	h := sha256.New()
	fmt.Fprintf(h, "%v %q\n", m.Work.Away, m.Work.System) // a hash does not fail
	for _, x := range m.Matches {
		if x.New && x.Lack.Key == "" {
			fmt.Fprintf(h, "%d new %q %d\n", x.Row.N, x.Item.Title, m.names.lead(x.Item))
		}
		if x.Case != nil {
			fmt.Fprintf(h, "%d %d %d %q\n", x.Row.N, x.Case.ID, x.Case.Version, x.Changes)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
