package round

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// Opening describes a round to be made.
type Opening struct {
	Title    string
	Note     string
	Preset   string
	Owner    org.UnitID // 0: the root of the directory
	Series   SeriesID
	Prev     ID
	Origin   work.Origin
	From, To law.Date
	Clock    work.Clock
	Audience Audience
	Blocks   []Block
}

// Round finds a round that the officer may see, or fault.NotFound: whoever may see its owner or a unit in it.
func (s *Service) Round(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (Round, error) {
	r, err := roundByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return Round{}, notFound()
	}
	if err != nil {
		return Round{}, fmt.Errorf("reading round %d: %w", id, err)
	}
	if by.MayFor(View, r.Owner) {
		return r, nil
	}
	if r.State != Draft && by.May(View) {
		all, units := by.Scope(View)
		among, err := owesAmong(ctx, tx, id, all, units)
		if err != nil || among {
			return r, err
		}
	}
	return Round{}, notFound()
}

// Form is the form of a round at one of its versions; 0 is the newest.
func (s *Service) Form(ctx context.Context, tx *db.Tx, r Round, version int) (Form, error) {
	if version == 0 {
		version = r.Form
	}
	f, err := formOf(ctx, tx, r.ID, version)
	if err != nil {
		return Form{}, fmt.Errorf("reading form %d of round %d: %w", version, r.ID, err)
	}
	return f, nil
}

// Create makes a round in draft. Nobody owes anything before it is opened.
func (s *Service) Create(ctx context.Context, tx *db.Tx, by auth.Officer, n Opening) (Round, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Round{}, err
	}
	if n.Owner == 0 {
		root, _ := tree.Root()
		n.Owner = root.ID
	}
	err = s.mayManage(by, tree, Round{Owner: n.Owner})
	if err != nil {
		return Round{}, err
	}
	return s.create(ctx, tx, by, n)
}

// create makes a round in draft. Whoever may was asked before.
func (s *Service) create(ctx context.Context, tx *db.Tx, by auth.Officer, n Opening) (Round, error) {
	now := s.Now()
	r := Round{
		Title: clean(n.Title), Note: clean(n.Note), Preset: n.Preset, Owner: n.Owner, Series: n.Series, Prev: n.Prev, Origin: n.Origin,
		From: n.From, To: n.To, Clock: n.Clock, Audience: n.Audience, Form: 1, State: Draft, By: name(by), CreatedAt: now, UpdatedAt: now,
		Version: 1,
	}
	f := Form{Version: 1, Blocks: tidy(n.Blocks)}
	err := errors.Join(r.check(), f.check())
	if err != nil {
		return Round{}, err
	}
	r.Code, err = nextCode(ctx, tx, s.Day().Year)
	if err != nil {
		return Round{}, fmt.Errorf("numbering a round: %w", err)
	}
	r.ID, err = insertRound(ctx, tx, r)
	if err != nil {
		return Round{}, fmt.Errorf("storing round %s: %w", r.Code, err)
	}
	f.Round = r.ID
	err = insertForm(ctx, tx, f, r.By, now)
	if err != nil {
		return Round{}, fmt.Errorf("storing the form of round %s: %w", r.Code, err)
	}
	return r, s.note(ctx, tx, by, "round.create", r, web.Say("Soạn đợt báo cáo %s: %s", r.Code, r.Title))
}

func (s *Service) mayManage(by auth.Officer, tree *org.Tree, r Round) error {
	if by.MayFor(Manage, r.Owner) {
		return nil
	}
	return fault.New(fault.Forbidden, "Chỉ người điều phối của %s được mở và sửa đợt báo cáo này.", tree.Name(r.Owner))
}

func (r Round) check() error {
	switch {
	case r.Title == "":
		return fault.New(fault.Invalid, "Hãy đặt tên cho đợt báo cáo.").At("title")
	case tooLong(r.Title, labelLimit):
		return fault.New(fault.Invalid, "Tên đợt báo cáo dài quá %d ký tự.", labelLimit).At("title")
	case tooLong(r.Note, noteLimit):
		return fault.New(fault.Invalid, "Lời nhắn dài quá %d ký tự.", noteLimit).At("note")
	case !r.From.IsZero() && !r.To.IsZero() && r.To.Before(r.From):
		return fault.New(fault.Invalid, "Ngày cuối của kỳ báo cáo đứng trước ngày đầu.").At("to")
	}
	return nil
}

// Open lets the units of the audience owe an answer and returns how many there are. They stay as they are on
// that day, whatever becomes of the directory.
func (s *Service) Open(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref) (Round, error) {
	r, tree, err := s.take(ctx, tx, by, ref, Open)
	if err != nil {
		return Round{}, err
	}
	return s.open(ctx, tx, by, tree, r)
}

// open lets units owe an answer. Whoever may was asked before.
func (s *Service) open(ctx context.Context, tx *db.Tx, by auth.Officer, tree *org.Tree, r Round) (Round, error) {
	units, err := s.audience(ctx, tx, tree, r)
	if err != nil {
		return Round{}, err
	}
	if len(units) == 0 {
		return Round{}, fault.New(fault.Invalid, "Chưa có đơn vị nào phải báo cáo. Hãy chọn đơn vị rồi mở đợt.").At("units")
	}
	now := s.Now()
	r.State, r.OpenedAt, r.UpdatedAt = Open, &now, now
	err = s.keep(ctx, tx, &r)
	if err != nil {
		return Round{}, err
	}
	for _, u := range units {
		_, err := insertOwed(ctx, tx, Owed{Round: r.ID, Unit: u, Up: above(tree, r, units, u)})
		if err != nil {
			return Round{}, fmt.Errorf("letting unit %d owe an answer to round %d: %w", u, r.ID, err)
		}
	}
	err = s.note(ctx, tx, by, "round.open", r, web.Say("Mở đợt báo cáo %s cho %d đơn vị: %s", r.Code, len(units), r.Title))
	if err != nil {
		return Round{}, err
	}
	return r, s.index(ctx, tx, r, units)
}

// take reads a round for a step along its life and checks that its editor saw the newest version.
func (s *Service) take(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, to State) (Round, *org.Tree, error) {
	r, err := s.Round(ctx, tx, by, ref.ID)
	if err != nil {
		return Round{}, nil, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Round{}, nil, err
	}
	err = s.mayManage(by, tree, r)
	if err != nil {
		return Round{}, nil, err
	}
	if to != "" && !r.State.CanBecome(to) {
		return Round{}, nil, fault.New(fault.Conflict, "%s không còn ở bước làm được việc này. Hãy tải lại trang.", r.Code)
	}
	if ref.Version != 0 && ref.Version != r.Version {
		return Round{}, nil, changed(r)
	}
	return r, tree, nil
}

func changed(r Round) error {
	return fault.New(fault.Conflict, "%s vừa được người khác sửa. Hãy tải lại trang để xem bản mới.", r.Code)
}

func (s *Service) keep(ctx context.Context, tx *db.Tx, r *Round) error {
	ok, err := updateRound(ctx, tx, *r)
	if err != nil {
		return fmt.Errorf("storing round %d: %w", r.ID, err)
	}
	if !ok {
		return changed(*r)
	}
	r.Version++
	return nil
}

// audience are the units that owe an answer, in the order of the directory.
func (s *Service) audience(ctx context.Context, tx *db.Tx, tree *org.Tree, r Round) ([]org.UnitID, error) {
	a := r.Audience
	day := a.On
	if day.IsZero() {
		day = s.Day()
	}
	posts, err := unitsWithPosts(ctx, tx, a.Posts, day)
	if err != nil {
		return nil, fmt.Errorf("looking for posts: %w", err)
	}
	var all []org.UnitID
	for _, u := range tree.UnitsOn(day) {
		named := slices.Contains(a.Units, u.ID) || u.ID == a.Via
		if named || !slices.Contains(a.Except, u.ID) && (slices.Contains(a.Levels, u.Level) || posts[u.ID]) {
			all = append(all, u.ID)
		}
	}
	return all, nil
}

// above is the unit through which a unit reports: the one named for communes, else the nearest unit above it
// that owes an answer too; 0: straight to the owner.
func above(tree *org.Tree, r Round, units []org.UnitID, id org.UnitID) org.UnitID {
	u, _ := tree.Unit(id)
	if via := r.Audience.Via; via != 0 && id != via && u.Level == org.Commune {
		return via
	}
	for at := u.Parent; at != 0; {
		if slices.Contains(units, at) {
			return at
		}
		p, _ := tree.Unit(at)
		at = p.Parent
	}
	return 0
}

// Drop gives a round up, with a reason. What was answered stays readable.
func (s *Service) Drop(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, reason string) (Round, error) {
	r, _, err := s.take(ctx, tx, by, ref, Dropped)
	if err != nil {
		return Round{}, err
	}
	reason = clean(reason)
	if reason == "" && r.State == Open {
		return Round{}, fault.New(fault.Invalid, "Hãy ghi lý do bỏ đợt báo cáo.").At("reason")
	}
	r.State, r.UpdatedAt = Dropped, s.Now()
	err = s.keep(ctx, tx, &r)
	if err != nil {
		return Round{}, err
	}
	return r, s.note(ctx, tx, by, "round.drop", r, web.Say("Bỏ đợt báo cáo %s: %s", r.Code, reason))
}

// note writes the audit line of a change.
func (s *Service) note(ctx context.Context, tx *db.Tx, by auth.Officer, action string, r Round, text web.Text) error {
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: name(by), Action: action, Object: "round", ObjectID: int64(r.ID), Sentence: text.Key, Args: text.Args,
	})
}

// index lets the owner and the units of a round find it.
func (s *Service) index(ctx context.Context, tx *db.Tx, r Round, units []org.UnitID) error {
	return search.Put(ctx, tx, search.Entry{
		Kind: "round", ID: int64(r.ID), Code: r.Code, Title: r.Title, Body: strings.TrimSpace(r.Note), Href: r.Href(),
		Units: append([]org.UnitID{r.Owner}, units...), At: r.UpdatedAt,
	})
}

// Href is the address of the page of a round.
func (r Round) Href() string { return fmt.Sprintf("/dot-bao-cao/%d", r.ID) }

// UnitHref is the address of the page on which a unit answers.
func (r Round) UnitHref(u org.UnitID) string { return fmt.Sprintf("/dot-bao-cao/%d/%d", r.ID, u) }

func name(by auth.Officer) string {
	if by.Full == "" {
		return work.SystemName
	}
	return by.Full
}

func actor(by auth.Officer) work.Actor {
	if by.Full == "" {
		return work.Actor{Name: work.SystemName}
	}
	return work.Actor{ID: by.Account, Name: by.Full}
}

func shorten(s string) string { return vi.CutRunes(s, 60) }
