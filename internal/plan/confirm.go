package plan

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/vi"
)

// readingLife is how long a reading may take before its draft is held to be abandoned.
const readingLife = 3 * time.Minute

// position leaves room between tasks, so that one added later can stand between two.
const position = 100

// Said is what the document says about a task, beside its case.
type Said struct {
	Wrote   Wrote
	When    string
	Product string
	Budget  string
	Note    string
	Lines   []int
	Sure    float64
	Why     []Reason
	Made    bool
	Stands  bool // the owner leads because the document names a collective
}

// Rounds gathers the answers of many units to one task. It is implemented elsewhere.
type Rounds interface {
	// Collect prepares what asks every unit of a collective about a task, "UBND các xã, phường" or "các sở, ban,
	// ngành" as the document names them. Nobody is asked before somebody has looked at it.
	Collect(ctx context.Context, tx *db.Tx, by auth.Officer, c work.Case, collective string) error
}

// Twin is a plan or draft that a draft may repeat.
type Twin struct {
	Plan  Plan
	Same  bool    // the same bytes; otherwise the same number
	Draft DraftID // another open draft of the same bytes; 0 if none
}

// Twins finds what is there already of a draft: plans with the same content or the same number.
func (s *Service) Twins(ctx context.Context, tx *db.Tx, d Draft) ([]Twin, error) {
	if d.Kind == NextYear {
		return nil, nil
	}
	ids, err := plansWithHash(ctx, tx, d.Hash)
	if err != nil {
		return nil, err
	}
	var all []Twin
	add := func(id ID, same bool) error {
		if slices.ContainsFunc(all, func(t Twin) bool { return t.Plan.ID == id }) || d.Kind == NewVersion && id == d.Plan && !same {
			return nil
		}
		p, err := planByID(ctx, tx, id)
		all = append(all, Twin{Plan: p, Same: same})
		return err
	}
	for _, id := range ids {
		err := add(id, true)
		if err != nil {
			return nil, err
		}
	}
	if d.Kind == NewPlan && d.Work.Head.Number != "" {
		ids, err := plansWithNumber(ctx, tx, numberKey(d.Work.Head.Number))
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			err := add(id, false)
			if err != nil {
				return nil, err
			}
		}
	}
	other, err := twinDraft(ctx, tx, d.Hash, d.ID)
	if err == nil && other != 0 {
		all = append(all, Twin{Draft: other, Same: true})
	}
	return all, err
}

// numberKey is the form in which numbers of papers are compared.
func numberKey(number string) string {
	return strings.Join(strings.Fields(vi.Fold(strings.ReplaceAll(number, " ", ""))), "")
}

// Confirm makes the plan of a draft: the plan or its new version, its sections, a case for each accepted
// task, search entries and audit lines, in one transaction. The officer saw the draft at version seen;
// twice says that they know of a plan with the same content or number and want another one.
func (s *Service) Confirm(ctx context.Context, by auth.Officer, id DraftID, seen int64, twice bool) (plan ID, err error) {
	stored, err := s.storedCopy(ctx, by, id)
	if err != nil {
		return 0, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		d, tree, err := s.take(ctx, tx, by, id)
		if err != nil {
			return err
		}
		err = s.checkReady(ctx, tx, d, seen, twice)
		if err != nil {
			return err
		}
		c := &confirming{s: s, tx: tx, by: by, tree: tree, d: d}
		err = c.run(ctx, stored)
		plan = c.plan.ID
		return err
	})
	return plan, err
}

// storedCopy is the content of the draft's document, ready to hang on the plan.
func (s *Service) storedCopy(ctx context.Context, by auth.Officer, id DraftID) (st files.Stored, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		d, err := s.Draft(ctx, tx, by, id)
		if err != nil || d.File == 0 {
			return err
		}
		f, err := s.Files.Find(ctx, tx, by, d.File)
		st = files.Stored{Hash: f.Hash, Name: f.Name, Type: f.Type, Size: f.Size}
		return err
	})
	return st, err
}

func (s *Service) checkReady(ctx context.Context, tx *db.Tx, d Draft, seen int64, twice bool) error {
	if d.Version-1 != seen {
		return fault.New(fault.Conflict, "%s vừa sửa bản nháp này. Hãy xem lại các thay đổi rồi xác nhận.", d.EditedBy)
	}
	if n := d.Work.waiting(); n > 0 {
		return fault.New(fault.Invalid, "Còn %d nhiệm vụ chưa quyết định. Hãy chấp nhận hoặc bỏ qua từng nhiệm vụ rồi xác nhận.", n)
	}
	if d.Work.accepted() == 0 {
		return fault.New(fault.Invalid, "Chưa có nhiệm vụ nào được chấp nhận nên chưa thể lập kế hoạch.")
	}
	err := checkHead(d.Work.Head)
	if err != nil {
		return err
	}
	if twice {
		return nil
	}
	twins, err := s.Twins(ctx, tx, d)
	if err != nil {
		return err
	}
	for _, t := range twins {
		switch {
		case t.Draft != 0:
		case t.Same:
			return fault.New(fault.Conflict, "Văn bản này đã được nhập thành kế hoạch “%s”. Hãy mở kế hoạch đó, hoặc tải bản đã sửa lên làm bản mới.", t.Plan.Title)
		default:
			return fault.New(fault.Conflict, "Đã có kế hoạch mang số %s. Hãy dùng văn bản này làm bản mới của kế hoạch đó, hoặc sửa số.", t.Plan.Number)
		}
	}
	return nil
}

// confirming is a draft on its way into a plan.
type confirming struct {
	s    *Service
	tx   *db.Tx
	by   auth.Officer
	tree *org.Tree
	d    Draft
	plan Plan
	no   int
	last work.Case // that was opened
}

func (c *confirming) run(ctx context.Context, stored files.Stored) error {
	for _, step := range []struct {
		name string
		do   func(ctx context.Context) error
	}{
		{"plan", c.putPlan},
		{"version", func(ctx context.Context) error { return c.putVersion(ctx, stored) }},
		{"tasks", c.putTasks},
		{"gone", c.cancelGone},
		{"quiet", func(ctx context.Context) error { return c.s.hush(ctx, c.tx, c.plan) }},
		{"sections", c.putSections},
		{"search", func(ctx context.Context) error { return c.s.index(ctx, c.tx, c.plan) }},
		{"draft", c.closeDraft},
	} {
		err := step.do(ctx)
		if err != nil {
			return err
		}
		if c.s.commits != nil {
			err := c.s.commits(step.name)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *confirming) putPlan(ctx context.Context) error {
	h, now := c.d.Work.Head, c.s.Now()
	p := Plan{
		Number: h.Number, Title: h.Title, Issuer: h.Issuer, Issued: h.Issued, From: h.From, To: h.To, Owner: c.d.Owner, State: Running,
		Internal: h.Internal, Latest: 1, CreatedAt: now, UpdatedAt: now, Version: 1,
	}
	text := web.Say("Lập kế hoạch “%s” từ văn bản %s", p.Title, c.d.Name)
	switch c.d.Kind {
	case NewVersion:
		old, err := c.s.Plan(ctx, c.tx, c.by, c.d.Plan)
		if err != nil {
			return err
		}
		if old.State == Closed {
			return fault.New(fault.Conflict, "Kế hoạch đã kết thúc nên không nhận bản mới.")
		}
		p.Internal = p.Internal || old.Internal
		p.ID, p.Owner, p.Note, p.Prev, p.Latest = old.ID, old.Owner, old.Note, old.Prev, old.Latest+1
		p.CreatedAt, p.Version = old.CreatedAt, old.Version
		err = updatePlan(ctx, c.tx, p)
		if err != nil {
			return fmt.Errorf("renewing plan %d: %w", p.ID, err)
		}
		c.plan, c.no = p, p.Latest
		return c.s.note(ctx, c.tx, c.by, "plan.renew", "plan", int64(p.ID), web.Say("Cập nhật kế hoạch “%s” theo bản thứ %d, văn bản %s", p.Title, p.Latest, c.d.Name))
	case NextYear:
		p.Prev = c.d.Plan
		text = web.Say("Lập kế hoạch “%s” từ kế hoạch năm trước", p.Title)
	}
	id, err := insertPlan(ctx, c.tx, p)
	if err != nil {
		return fmt.Errorf("storing a plan: %w", err)
	}
	p.ID = id
	c.plan, c.no = p, 1
	return c.s.note(ctx, c.tx, c.by, "plan.open", "plan", int64(id), text)
}

func (c *confirming) putVersion(ctx context.Context, stored files.Stored) error {
	if c.d.Kind == NextYear {
		return nil
	}
	file := int64(0)
	if stored.Hash != "" {
		var err error
		file, err = c.s.Files.Attach(ctx, c.tx, stored, "plan", int64(c.plan.ID), c.by)
		if err != nil {
			return err
		}
	}
	reading, err := readingOf(ctx, c.tx, c.d.ID)
	if err != nil {
		return err
	}
	v := Version{
		Plan: c.plan.ID, Ordinal: c.no, Number: c.plan.Number, Title: c.plan.Title, Issued: c.plan.Issued, Hash: c.d.Hash, File: file, Name: c.d.Name,
		Lines: c.leftLines(), Summary: c.summary(), By: c.by.Full, At: c.s.Now(),
	}
	err = insertVersion(ctx, c.tx, v, reading)
	if err != nil {
		return fmt.Errorf("storing version %d of plan %d: %w", c.no, c.plan.ID, err)
	}
	return nil
}

// leftLines are the lines of the document; those that people took up are lines of tasks.
func (c *confirming) leftLines() []Line {
	lines, users := slices.Clone(c.d.Lines), c.d.Work.users()
	for i := range lines {
		if len(users[i+1]) > 0 {
			lines[i].Mark = TaskLine
		} else if lines[i].Mark == TaskLine {
			lines[i].Mark = Unread
		}
	}
	return lines
}

// Summary says what a version brought.
type Summary struct {
	New, Changed, Same, Gone, Skipped int
}

func (c *confirming) summary() (sum Summary) {
	for _, it := range c.d.Work.Tasks {
		switch {
		case it.Decision != Accepted:
			sum.Skipped++
		case it.Old == nil:
			sum.New++
		case len(c.changesOf(it)) > 0:
			sum.Changed++
		default:
			sum.Same++
		}
	}
	for _, g := range c.d.Work.Gone {
		if g.Decision == Accepted {
			sum.Gone++
		}
	}
	return sum
}

func (c *confirming) changesOf(it Item) []Change { return changesOf(&c.d.Work, it, c.tree) }

// putSections gives the plan the headings of its document, and after them those of tasks that stayed
// although the new document no longer has them.
func (c *confirming) putSections(ctx context.Context) error {
	var titles []string
	for _, it := range c.d.Work.Tasks {
		if it.Decision == Accepted && !slices.Contains(titles, it.Section) {
			titles = append(titles, it.Section)
		}
	}
	m, err := c.s.Work.Matrix(ctx, c.tx, c.by, work.Filter{OriginDuty: "plan", OriginID: int64(c.plan.ID)})
	if err != nil {
		return err
	}
	for _, s := range m.Sections {
		if !slices.Contains(titles, s.Section) && s.Total > s.ByClass[work.GivenUp] {
			titles = append(titles, s.Section)
		}
	}
	err = putSections(ctx, c.tx, c.plan.ID, titles)
	if err != nil {
		return fmt.Errorf("storing the sections of plan %d: %w", c.plan.ID, err)
	}
	return nil
}

func (c *confirming) putTasks(ctx context.Context) error {
	at := int64(0)
	for _, it := range c.d.Work.Tasks {
		if it.Decision != Accepted {
			continue
		}
		at += position
		err := c.putTask(ctx, it, at)
		if err != nil {
			return c.atTask(it, err)
		}
	}
	return nil
}

// atTask says in whose task a sentence of work belongs.
func (c *confirming) atTask(it Item, err error) error {
	f := fault.Find(err)
	if f == nil || f.Kind != fault.Invalid && f.Kind != fault.Conflict {
		return err
	}
	return fault.Wrap(f.Kind, err, "Nhiệm vụ “%s”: %s", vi.CutRunes(it.Title, 80), web.Say(f.Format, f.Args...))
}

func (c *confirming) putTask(ctx context.Context, it Item, at int64) error {
	if it.Old != nil {
		return c.carryOver(ctx, it, at)
	}
	w := &c.d.Work
	opened, err := c.s.Work.Open(ctx, c.tx, c.by, work.Opening{
		Kind: Task.Name, Title: it.Title, Description: c.description(it), Section: it.Section, Number: it.Number, Position: at,
		Lead: w.lead(it), Partners: w.partners(it), Owner: c.plan.Owner,
		Origin: work.Origin{Duty: "plan", ID: int64(c.plan.ID), Line: it.Line}, Cadence: it.Plan.cadence(), Clock: it.Plan.clock(c.plan.Cited(), it.When),
	})
	if err != nil {
		return err
	}
	c.last = opened
	if w.stands(it) && c.s.Rounds != nil {
		err := c.s.Rounds.Collect(ctx, c.tx, c.by, opened, strings.Join(it.Lead, "; "))
		if err != nil {
			return err
		}
	}
	return c.keepSaid(ctx, opened.ID, it, c.no)
}

func (c *confirming) keepSaid(ctx context.Context, id work.CaseID, it Item, since int) error {
	err := putTask(ctx, c.tx, taskRow{Case: id, Plan: c.plan.ID, Since: since, Upto: c.no, Line: it.Line, Said: said(&c.d.Work, it)})
	if err != nil {
		return fmt.Errorf("storing what the document says about case %d: %w", id, err)
	}
	return nil
}

func said(w *Work, it Item) Said {
	return Said{
		Wrote: it.Wrote, When: it.When, Product: it.Product, Budget: it.Budget, Note: it.Note,
		Lines: it.Lines, Sure: it.Sure, Why: it.Why, Made: it.Made, Stands: w.stands(it),
	}
}

// description is what people read about a task beside its title, in the language of the document.
func (c *confirming) description(it Item) string {
	var parts []string
	add := func(label, text string) {
		if strings.TrimSpace(text) != "" {
			parts = append(parts, label+": "+text)
		}
	}
	add("Sản phẩm", it.Product)
	add("Kinh phí", it.Budget)
	if c.d.Work.stands(it) {
		add("Văn bản giao chủ trì", strings.Join(it.Lead, "; "))
	}
	var whole []string
	for _, n := range it.Partners {
		if known := c.d.Work.NameOf(n); known != nil && known.Unit == 0 {
			whole = append(whole, n)
		}
	}
	add("Phối hợp theo văn bản", strings.Join(whole, "; "))
	if it.Note != "" {
		parts = append(parts, it.Note)
	}
	return strings.Join(parts, "\n")
}

func (c *confirming) cancelGone(ctx context.Context) error {
	for _, g := range c.d.Work.Gone {
		if g.Decision != Accepted {
			continue
		}
		now, err := c.s.Work.Case(ctx, c.tx, c.by, g.Case)
		if err != nil {
			return err
		}
		_, err = c.s.Work.Cancel(ctx, c.tx, c.by, now.Ref(), g.Reason)
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *confirming) closeDraft(ctx context.Context) error {
	c.d.State, c.d.Plan = Confirmed, c.plan.ID
	return c.s.keep(ctx, c.tx, c.by, c.d)
}

// index lets everybody who is signed in find a plan.
func (s *Service) index(ctx context.Context, tx *db.Tx, p Plan) error {
	return search.Put(ctx, tx, search.Entry{
		Kind: "plan", ID: int64(p.ID), Code: p.Number, Title: p.Title, Body: strings.TrimSpace(p.Issuer + "\n" + p.Note),
		Href: p.href(), Everyone: true, At: p.UpdatedAt,
	})
}
