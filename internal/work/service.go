package work

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Outbox keeps letters until a job sends them. Queueing the same key again does nothing.
type Outbox interface {
	Queue(ctx context.Context, tx *db.Tx, m Message) error
	// Recall takes a letter back that has not left, and reports whether it could.
	Recall(ctx context.Context, tx *db.Tx, key string) (bool, error)
}

// Indexer keeps what can be searched.
type Indexer interface {
	Put(ctx context.Context, tx *db.Tx, e search.Entry) error
}

// Roster knows who holds a role over a unit, which only the upper rungs of escalation ask, and in which language
// somebody reads; empty where they never said.
type Roster interface {
	Holders(ctx context.Context, tx *db.Tx, role auth.Role, unit org.UnitID) ([]org.PersonID, error)
	Language(ctx context.Context, tx *db.Tx, person org.PersonID) (string, error)
}

// Message is one letter to one person or to the address of a unit.
type Message struct {
	Key       string // unique for what it says: "work.digest 2026-11-23 p17"
	ToName    string
	ToAddress string
	Subject   string
	Body      string    // plain text
	After     time.Time // does not leave before; zero: at once
}

// Options are what a [Service] stands on. Outbox, Indexer and Roster may be nil: then no letters leave,
// nothing is indexed, and rungs above the head of unit tell nobody.
type Options struct {
	DB       *db.DB
	Org      *org.Service
	Now      func() time.Time
	Holidays func() law.Calendar // days off as the province has them now
	Outbox   Outbox
	Indexer  Indexer
	Roster   Roster
	Words    *web.Catalogue // for letters in another language than Vietnamese; nil: all are Vietnamese
	Site     string         // "https://nhipcau.anbinh.example", for links in letters; may be empty
}

// Service holds the rules of cases.
type Service struct {
	Options
	kinds  map[string]Kind
	boards boards
	shelf  shelf
}

// New returns a service that knows the given kinds of case. It panics when two share a name or a prefix.
func New(o Options, kinds ...Kind) *Service {
	s := &Service{Options: o, kinds: map[string]Kind{}}
	for _, k := range kinds {
		for _, other := range s.kinds {
			if other.Name == k.Name || other.Prefix == k.Prefix {
				panic(fmt.Sprintf("work: kinds %s and %s share a name or a prefix", other.Name, k.Name))
			}
		}
		s.kinds[k.Name] = k
	}
	return s
}

// Kind is the descriptor of a kind of case; the zero Kind if nobody registered it.
func (s *Service) Kind(name string) Kind { return s.kinds[name] }

// Day is the day it is in Việt Nam.
func (s *Service) Day() law.Date { return law.DateOf(s.Now()) }

// Clash is the cause of a fault.Conflict when a case was changed after its editor had read it. What the
// editor wanted to store is still in their form; Now is what is stored.
type Clash struct {
	Seen  int64 // the version that the editor saw
	Now   Case
	Since []Event // what others did in between, oldest first
}

// Error says which versions met.
func (c *Clash) Error() string {
	return fmt.Sprintf("case %d was edited at version %d and is at %d", c.Now.ID, c.Seen, c.Now.Version)
}

// draft is a case while it is changed.
type draft struct {
	Case
	by      auth.Officer
	now     time.Time
	today   law.Date
	tree    *org.Tree
	periods []Period
	notes   []note
}

type note struct {
	action string
	text   web.Text
}

func (d *draft) note(action string, text web.Text) { d.notes = append(d.notes, note{action, text}) }

// change takes the case, lets do change it and its rows, and stores what follows from them.
func (s *Service) change(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, do func(d *draft) error) (Case, error) {
	d, err := s.take(ctx, tx, by, ref)
	if err != nil {
		return Case{}, err
	}
	err = do(d)
	if err != nil {
		return Case{}, err
	}
	return d.Case, s.keep(ctx, tx, d)
}

// take reads and locks the case, and raises its version so that the next editor of this one is refused.
func (s *Service) take(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref) (*draft, error) {
	c, err := s.Case(ctx, tx, by, ref.ID)
	if err != nil {
		return nil, err
	}
	ok, err := raiseVersion(ctx, tx, ref)
	if err != nil {
		return nil, fmt.Errorf("taking case %d: %w", ref.ID, err)
	}
	if !ok {
		return nil, s.clash(ctx, tx, by, ref)
	}
	c.Version = ref.Version + 1
	return s.draftOf(ctx, tx, by, c)
}

func (s *Service) draftOf(ctx context.Context, tx *db.Tx, by auth.Officer, c Case) (*draft, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	periods, err := periodsOf(ctx, tx, c.ID)
	return &draft{Case: c, by: by, now: s.Now(), today: s.Day(), tree: tree, periods: periods}, err
}

func (s *Service) clash(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref) error {
	now, err := s.Case(ctx, tx, by, ref.ID)
	if err != nil {
		return err
	}
	clash := &Clash{Seen: ref.Version, Now: now}
	events, err := eventsOf(ctx, tx, ref.ID)
	if err != nil {
		return err
	}
	name := ""
	for _, e := range events {
		if e.Version > ref.Version {
			clash.Since = append(clash.Since, e)
			name = e.By.Name
		}
	}
	if name == "" {
		return fault.Wrap(fault.Conflict, clash, "%s vừa thay đổi. Hãy xem bản mới rồi gửi lại; nội dung bạn đã nhập vẫn còn.", now.Code)
	}
	return fault.Wrap(fault.Conflict, clash, "%s vừa được %s cập nhật. Hãy xem bản mới rồi gửi lại; nội dung bạn đã nhập vẫn còn.", now.Code, name)
}

// keep stores the case with what follows from its periods, its timeline, its audit lines and its search entry.
func (s *Service) keep(ctx context.Context, tx *db.Tx, d *draft) error {
	err := s.grow(ctx, tx, d)
	if err != nil {
		return err
	}
	d.UpdatedAt = d.now
	err = updateCase(ctx, tx, d.Case)
	if err != nil {
		return fmt.Errorf("storing case %d: %w", d.ID, err)
	}
	err = s.tell(ctx, tx, d)
	if err != nil {
		return err
	}
	return s.index(ctx, tx, d.Case)
}

// tell writes the notes of a change to timeline and audit.
func (s *Service) tell(ctx context.Context, tx *db.Tx, d *draft) error {
	for _, n := range d.notes {
		err := insertEvent(ctx, tx, Event{
			Case: d.ID, At: d.now, By: actor(d.by), Action: n.action, Sentence: n.text.Key, Args: n.text.Args, Version: d.Version,
		})
		if err != nil {
			return fmt.Errorf("writing the timeline of case %d: %w", d.ID, err)
		}
		err = audit.Write(ctx, tx, d.now, audit.Entry{
			ActorID: d.by.Account, Actor: actor(d.by).Name, Action: n.action, Object: "case", ObjectID: int64(d.ID),
			Sentence: n.text.Key, Args: n.text.Args,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) index(ctx context.Context, tx *db.Tx, c Case) error {
	if s.Indexer == nil {
		return nil
	}
	return s.Indexer.Put(ctx, tx, search.Entry{
		Kind: "case", ID: int64(c.ID), Code: c.Code, Title: c.Title, Body: strings.TrimSpace(c.Section + "\n" + c.Description),
		Href: s.Href(c), Everyone: c.Shared, Units: c.Units(), At: c.UpdatedAt,
	})
}

// Href is the address of the page of a case.
func (s *Service) Href(c Case) string { return s.kinds[c.Kind].Path + c.Code }

// SystemName is the actor of what no person did.
const SystemName = "Hệ thống"

func actor(by auth.Officer) Actor {
	if by.Full == "" {
		return Actor{Name: SystemName}
	}
	return Actor{ID: by.Account, Name: by.Full}
}

// Open opens a case and gives it its code. The officer must coordinate over the owner, or direct it.
func (s *Service) Open(ctx context.Context, tx *db.Tx, by auth.Officer, n Opening) (Case, error) {
	kind, ok := s.kinds[n.Kind]
	if !ok {
		return Case{}, fmt.Errorf("opening a case: nobody registered the kind %q", n.Kind)
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Case{}, err
	}
	d := &draft{by: by, now: s.Now(), today: s.Day(), tree: tree}
	d.Case = n.asCase(tree)
	err = s.checkNew(ctx, tx, d)
	if err != nil {
		return Case{}, err
	}
	d.CreatedAt, d.UpdatedAt, d.Version = d.now, d.now, 1
	d.Lateness, err = s.Lateness(ctx, tx, d.Origin.Duty, d.Origin.ID)
	if err != nil {
		return Case{}, err
	}
	d.Code, err = nextCode(ctx, tx, kind.Prefix, d.today.Year)
	if err != nil {
		return Case{}, fmt.Errorf("numbering a case: %w", err)
	}
	d.ID, err = insertCase(ctx, tx, d.Case)
	if err != nil {
		return Case{}, fmt.Errorf("storing case %s: %w", d.Code, err)
	}
	err = putPartners(ctx, tx, d.Case)
	if err != nil {
		return Case{}, err
	}
	err = s.openPeriods(ctx, tx, d, n.Since)
	if err != nil {
		return Case{}, err
	}
	d.note("work.open", web.Say("Mở %s, giao %s chủ trì: %s", d.Code, tree.Name(d.Lead), d.Title))
	return d.Case, s.keep(ctx, tx, d)
}

func (n Opening) asCase(tree *org.Tree) Case {
	c := Case{
		Kind: n.Kind, Title: clean(n.Title), Description: clean(n.Description), Section: clean(n.Section), Number: clean(n.Number),
		Position: n.Position, Lead: n.Lead, Partners: slices.Clone(n.Partners), Owner: n.Owner, Person: n.Person,
		Origin: n.Origin, Shared: n.Shared, Elsewhere: clean(n.Elsewhere),
		Cadence: n.Cadence, Clock: n.Clock, State: Open, Step: NotStarted,
	}
	if c.Owner == 0 {
		root, _ := tree.Root()
		c.Owner = root.ID
	}
	c.Partners = partnersOf(c.Partners, c.Lead)
	return c
}

// partnersOf are units without doubles and without the lead, in the order given.
func partnersOf(units []org.UnitID, lead org.UnitID) []org.UnitID {
	var all []org.UnitID
	for _, u := range units {
		if u != lead && !slices.Contains(all, u) {
			all = append(all, u)
		}
	}
	return all
}

func clean(s string) string { return strings.TrimSpace(s) }

// The most characters of what people write.
const (
	titleLimit = 1000
	textLimit  = 20000
)

func checkText(field, text string, limit int) error {
	if utf8.RuneCountInString(text) > limit {
		return fault.New(fault.Invalid, "Nội dung dài quá %d ký tự. Hãy rút gọn hoặc đính kèm thành tệp.", limit).At(field)
	}
	return nil
}

func (s *Service) checkNew(ctx context.Context, tx *db.Tx, d *draft) error {
	if !d.by.MayFor(Coordinate, d.Owner) && !d.by.MayFor(Order, d.Owner) {
		return fault.New(fault.Forbidden, "Chỉ người điều phối của %s được giao việc này.", d.tree.Name(d.Owner))
	}
	err := s.checkWords(ctx, tx, d)
	if err != nil {
		return err
	}
	lead, ok := d.tree.Unit(d.Lead)
	if !ok {
		return fault.New(fault.Invalid, "Hãy chọn đơn vị chủ trì.").At("lead")
	}
	if !lead.ExistsOn(d.today) {
		return fault.New(fault.Invalid, "%s không còn hoạt động. Hãy chọn đơn vị kế thừa.", lead.Name).At("lead")
	}
	return checkClock(d.Cadence, d.Clock)
}

func checkClock(c Cadence, k Clock) error {
	err := c.check()
	if err != nil {
		return err
	}
	if !validOrZero(k.Due.Date()) {
		return fault.New(fault.Invalid, "Hạn hoàn thành không có trong lịch hoặc quá xa. Hãy kiểm tra lại ngày.").At("due")
	}
	return nil
}

// checkWords checks what an editor may also change later.
func (s *Service) checkWords(ctx context.Context, tx *db.Tx, d *draft) error {
	if d.Title == "" {
		return fault.New(fault.Invalid, "Hãy nhập tên nhiệm vụ.").At("title")
	}
	err := errors.Join(checkText("title", d.Title, titleLimit), checkText("section", d.Section, titleLimit),
		checkText("number", d.Number, titleLimit), checkText("description", d.Description, textLimit),
		checkText("elsewhere", d.Elsewhere, titleLimit))
	if err != nil {
		return err
	}
	for _, u := range d.Partners {
		if _, ok := d.tree.Unit(u); !ok {
			return fault.New(fault.Invalid, "Một đơn vị phối hợp không có trong danh bạ. Hãy chọn lại.").At("partners")
		}
	}
	return s.checkPerson(ctx, tx, d)
}

func (s *Service) checkPerson(ctx context.Context, tx *db.Tx, d *draft) error {
	if d.Person == 0 {
		return nil
	}
	p, err := s.Org.Person(ctx, tx, d.Person)
	if err != nil {
		return err
	}
	if !p.Active || !d.tree.Within(p.Unit, d.Lead) {
		return fault.New(fault.Invalid, "%s không làm việc tại %s. Hãy chọn người của đơn vị chủ trì.", p.Name, d.tree.Name(d.Lead)).At("person")
	}
	return nil
}

// openPeriods makes the periods that a new case owes.
func (s *Service) openPeriods(ctx context.Context, tx *db.Tx, d *draft, since law.Date) error {
	if d.Cadence.Recurs() {
		if since.IsZero() {
			since = d.today
		}
		d.grownTo = since.AddDays(-1)
		if d.Cadence.From.After(since) {
			d.grownTo = d.Cadence.From.AddDays(-1)
		}
		if !d.Cadence.To.IsZero() && d.Cadence.To.Before(since) {
			return fault.New(fault.Invalid, "Nhiệm vụ đã kết thúc ngày %s. Hãy chọn thời gian khác.", d.Cadence.To.Vietnamese()).At("to")
		}
		// Whole periods are owed: the one in which since lies begins where it naturally begins.
		first := d.Cadence.spanAround(s.Holidays(), d.grownTo.AddDays(1))
		d.grownTo = first.From.AddDays(-1)
		return s.grow(ctx, tx, d)
	}
	p := Period{Case: d.ID, From: d.Cadence.From, To: d.Cadence.To, Step: NotStarted}
	if d.Cadence.Tempo() == Single {
		p.setDue(dueOf(d.Cadence, d.Clock))
		p.FirstDue = p.Due
	}
	return addPeriod(ctx, tx, d, p)
}

// dueOf is the deadline of a case that is done once: as given, else the end of its range.
func dueOf(c Cadence, k Clock) law.Moment {
	if k.Due.IsZero() && !c.To.IsZero() {
		return law.OnDay(c.To)
	}
	return k.Due
}

func (p *Period) setDue(m law.Moment) {
	p.Due, p.DueAt = m.Date(), nil
	if at, ok := m.Instant(); ok {
		at = at.UTC()
		p.DueAt = &at
	}
}

func addPeriod(ctx context.Context, tx *db.Tx, d *draft, p Period) error {
	id, err := insertPeriod(ctx, tx, p)
	if err != nil {
		return fmt.Errorf("adding a period to case %d: %w", d.ID, err)
	}
	if id == 0 { // it was there already
		return nil
	}
	p.ID = id
	d.periods = append(d.periods, p)
	return nil
}

// horizon is how many days ahead periods are made.
const horizon = 35

// grow adds the periods that begin within the horizon, and always enough that one is owed, until the range
// of the case ends. It brings the case up to date with its periods.
func (s *Service) grow(ctx context.Context, tx *db.Tx, d *draft) error {
	cal := s.Holidays()
	for !d.grownTo.IsZero() {
		from := d.grownTo.AddDays(1)
		if from.After(d.today.AddDays(horizon)) && slices.ContainsFunc(d.periods, func(p Period) bool { return p.Step.Owed() }) {
			break
		}
		if !d.Cadence.To.IsZero() && from.After(d.Cadence.To) {
			d.grownTo = law.Date{}
			break
		}
		span := d.Cadence.spanAround(cal, from)
		err := addPeriod(ctx, tx, d, Period{Case: d.ID, From: span.From, To: span.To, FirstDue: span.Due, Due: span.Due, Step: NotStarted})
		if err != nil {
			return err
		}
		d.grownTo = span.To
	}
	d.summarise(d.periods)
	return nil
}
