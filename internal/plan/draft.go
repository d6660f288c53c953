package plan

import (
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// Kind says what a draft is to become.
type Kind string

// The kinds of draft.
const (
	NewPlan    Kind = "new"     // a plan of its own
	NewVersion Kind = "version" // a new document of a plan that is there
	NextYear   Kind = "year"    // a plan made from last year's
)

// DraftState is the life of a draft.
type DraftState string

// The states of a draft.
const (
	Reading   DraftState = "reading"
	Failed    DraftState = "failed"
	Opened    DraftState = "open"
	Confirmed DraftState = "confirmed"
	Dropped   DraftState = "dropped"
)

// Draft is a document that somebody is checking.
type Draft struct {
	ID        DraftID
	Kind      Kind
	State     DraftState
	Plan      ID // the plan it renews or continues, or became; 0 if none
	Owner     org.UnitID
	Name      string // of the file
	Hash      string
	File      int64
	Problem   web.Text // why it failed
	Lines     []Line
	Work      Work
	Tasks     int
	Waiting   int
	ByID      int64
	By        string
	EditedBy  string
	CreatedAt time.Time
	UpdatedAt time.Time
	Version   int64
}

// Line is a line of the document.
type Line struct {
	Text   string  `json:"t,omitempty"`
	Page   int     `json:"p,omitempty"`
	Strong bool    `json:"b,omitempty"`
	Row    int     `json:"r,omitempty"` // table and row, counted from 1; 0 outside tables
	Cell   bool    `json:"c,omitempty"`
	Mark   Mark    `json:"m,omitempty"`
	Sure   float64 `json:"s,omitempty"` // of a line that a program recognised on a picture; 0 where nothing was guessed
}

// Mark says what the reader took a line for.
type Mark string

// The marks. A line of a task is found through the tasks.
const (
	Blank      Mark = ""
	TaskLine   Mark = "task"
	Heading    Mark = "head"
	Letterline Mark = "letter"
	Unread     Mark = "unread"
)

// Work is what people made of what was read. Each part has a version of its own, so that two people who
// check different tasks do not disturb each other.
type Work struct {
	Owner org.UnitID // answers for collectives until somebody chooses a unit
	Head  Head
	Names []Name
	Tasks []Item
	Gone  []GoneTask `json:",omitempty"` // of the plan, not in the new document
	Left  []int      `json:",omitempty"` // unread lines that somebody set aside
	Scan  *Scan      `json:",omitempty"` // the document is pictures of pages
	Last  int        // number of the youngest item
}

// Head is the name plate of the plan.
type Head struct {
	Number, Title, Issuer string
	Issued, From, To      law.Date
	Internal              bool `json:",omitempty"` // lưu hành nội bộ
	V                     int64
}

// Name is a name of a unit as the document writes it and the unit it stands for.
type Name struct {
	Name  string
	Unit  org.UnitID // 0: nobody chose
	Whole bool       // a collective, "các sở, ban, ngành": no single unit
	Match []Choice
	Sure  bool // chosen by the program alone, without doubt
	Used  int  // tasks that have it as lead
}

// Choice is a unit that a name may mean.
type Choice struct {
	Unit   org.UnitID
	Reason string // a marked text of package official
}

// Decision is what somebody decided about a proposed task.
type Decision string

// The decisions.
const (
	Undecided Decision = ""
	Accepted  Decision = "accept"
	Skipped   Decision = "skip"
)

// Item is a proposed task.
type Item struct {
	Key      int // stable within the draft
	V        int64
	Decision Decision
	By       string `json:",omitempty"` // who edited it last
	Section  string
	Number   string
	Title    string
	Lead     []string // names as written
	Partners []string
	Plan     Timing
	When     string
	Product  string
	Budget   string
	Note     string
	Line     int
	Lines    []int
	Page     int `json:",omitempty"` // of a scan from which a person typed it
	Sure     float64
	Why      []Reason
	Made     bool  // by hand
	Wrote    Wrote // as the document has it, whatever people made of it
	Old      *Old  `json:",omitempty"` // the task of the plan that it continues
	Same     Sameness
}

// Wrote is what the document says, word for word.
type Wrote struct {
	Title    string
	Lead     []string
	Partners []string
}

// Timing is when a task is done.
type Timing struct {
	Rhythm  work.Rhythm // empty: not known
	Report  work.Rhythm `json:",omitempty"`
	From    law.Date
	To      law.Date
	Due     law.Date // of a task that is done once
	Doubt   string   `json:",omitempty"` // a marked text: why the program is not sure
	Decided bool     `json:",omitempty"` // a person set it
}

// Reason says how a field was read.
type Reason struct {
	Field string
	Rule  string // a marked text of package official
}

// Sameness says how a task of a new document stands to the plan.
type Sameness string

// The ways.
const (
	Fresh     Sameness = ""
	Unchanged Sameness = "same"
	Changed   Sameness = "changed"
)

// Old is a task of the plan as it was when the new document was compared.
type Old struct {
	Case     work.CaseID
	Code     string
	Version  int64
	Title    string
	Lead     org.UnitID
	Partners []org.UnitID
	Section  string
	Number   string
	Timing   Timing
	Changes  []Change
}

// Change is one field that the new document says differently.
type Change struct {
	Field    string // a marked text
	Old, New string
}

// GoneTask is a task of the plan that the new document no longer has.
type GoneTask struct {
	Old
	V        int64
	Decision Decision // Accepted: cancel it; Skipped: keep it
	Reason   string
}

// Item finds a task by its key; nil if there is none.
func (w *Work) Item(key int) *Item {
	for i := range w.Tasks {
		if w.Tasks[i].Key == key {
			return &w.Tasks[i]
		}
	}
	return nil
}

func (w *Work) index(key int) int {
	return slices.IndexFunc(w.Tasks, func(it Item) bool { return it.Key == key })
}

// NameOf finds a name as written; nil if the document does not have it.
func (w *Work) NameOf(name string) *Name {
	for i := range w.Names {
		if w.Names[i].Name == name {
			return &w.Names[i]
		}
	}
	return nil
}

// lead is the unit that answers for a task, 0 while nobody chose; further leads take part.
func (w *Work) lead(it Item) org.UnitID {
	whole := false
	for _, n := range it.Lead {
		known := w.NameOf(n)
		if known != nil && known.Unit != 0 {
			return known.Unit
		}
		whole = whole || known != nil && known.Whole
	}
	if whole {
		return w.Owner
	}
	return 0
}

// stands reports whether the owner leads a task only because its document names a collective.
func (w *Work) stands(it Item) bool {
	whole := false
	for _, n := range it.Lead {
		known := w.NameOf(n)
		if known != nil && known.Unit != 0 {
			return false
		}
		whole = whole || known != nil && known.Whole
	}
	return whole
}

// partners are the units that take part, further leads first.
func (w *Work) partners(it Item) []org.UnitID {
	lead := w.lead(it)
	var all []org.UnitID
	add := func(u org.UnitID) {
		if u != 0 && u != lead && !slices.Contains(all, u) {
			all = append(all, u)
		}
	}
	for _, n := range append(slices.Clone(it.Lead), it.Partners...) {
		if known := w.NameOf(n); known != nil {
			add(known.Unit)
		}
	}
	return all
}

// open are the names of a task for which nobody chose a unit and which are no collective.
func (w *Work) open(it Item) []string {
	var names []string
	for _, n := range append(slices.Clone(it.Lead), it.Partners...) {
		if known := w.NameOf(n); known != nil && known.Unit == 0 && !known.Whole {
			names = append(names, n)
		}
	}
	return names
}

// lacks says why a task cannot be accepted yet; the zero Text if it can.
func (w *Work) lacks(it Item) web.Text {
	switch {
	case strings.TrimSpace(it.Title) == "":
		return web.Say("Chưa có nội dung nhiệm vụ")
	case w.lead(it) == 0:
		return web.Say("Chưa chọn đơn vị chủ trì")
	case it.Plan.Rhythm == "":
		return web.Say("Chưa có chu kỳ, thời hạn")
	}
	return web.Text{}
}

// clear reports whether a task can be accepted without a second look.
func (w *Work) clear(it Item) bool {
	return w.lacks(it).Key == "" && len(w.open(it)) == 0 && !w.stands(it) && it.Plan.Doubt == "" && it.Sure >= sureEnough
}

// sureEnough is the confidence from which a reading needs no second look.
const sureEnough = 0.7

func (w *Work) waiting() int {
	n := 0
	for _, it := range w.Tasks {
		if it.Decision == Undecided {
			n++
		}
	}
	for _, g := range w.Gone {
		if g.Decision == Undecided {
			n++
		}
	}
	return n
}

func (w *Work) accepted() int {
	n := 0
	for _, it := range w.Tasks {
		if it.Decision == Accepted {
			n++
		}
	}
	return n
}

// users lists the keys of the tasks that speak of each line.
func (w *Work) users() map[int][]int {
	m := map[int][]int{}
	for _, it := range w.Tasks {
		for _, l := range it.Lines {
			m[l] = append(m[l], it.Key)
		}
	}
	return m
}

// unread are the numbers of lines that the reader left over and nobody took up or set aside.
func (d *Draft) unread() []int {
	users := d.Work.users()
	var all []int
	for i, l := range d.Lines {
		n := i + 1
		if l.Mark == Unread && len(users[n]) == 0 && !slices.Contains(d.Work.Left, n) {
			all = append(all, n)
		}
	}
	return all
}

func (d *Draft) href() string { return "/ke-hoach/nhap/" + web.Key(d.ID) }

// linesOf keeps of a source what the page shows, with the marks of a reading.
func linesOf(src official.Source, p official.Plan) []Line {
	lines := make([]Line, len(src.Lines))
	for i, l := range src.Lines {
		lines[i] = Line{Text: l.Text, Page: l.Page, Strong: l.Look.Bold || l.Look.Heading > 0}
		if l.Cell != nil {
			lines[i].Cell = true
			lines[i].Row = (l.Cell.Table+1)*100_000 + l.Cell.Row + 1
		}
	}
	mark := func(n int, m Mark) {
		if n >= 1 && n <= len(lines) {
			lines[n-1].Mark = m
		}
	}
	for _, n := range p.Letterhead {
		mark(n, Letterline)
	}
	for _, n := range p.Headings {
		mark(n, Heading)
	}
	for _, u := range p.Unparsed {
		mark(u.Line, Unread)
	}
	for _, t := range p.Tasks {
		for _, n := range t.Lines {
			mark(n, TaskLine)
		}
	}
	return lines
}
