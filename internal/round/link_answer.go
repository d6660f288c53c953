package round

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// Visit is a link as whoever holds it has it before them: the unit's form and nothing that was ever answered.
type Visit struct {
	Sheaf    // without lines, and without what was said last time
	Link     Link
	State    LinkState
	Unit     string
	Owner    string // who asks
	Answered bool   // the unit has answered already; what is sent is then a correction
	tree     *org.Tree
}

// errNoLink is the one answer to every token that is none.
func errNoLink() error {
	return fault.New(fault.NotFound, "Đường dẫn không đúng hoặc không còn. Hãy kiểm tra lại từng chữ, hoặc xin người theo dõi đợt báo cáo một đường dẫn mới.")
}

// Visit finds a link by its token. It fails with fault.NotFound when there is none, and with fault.Conflict when
// it can bring no answer any more, unless it brought one.
func (s *Service) Visit(ctx context.Context, tx *db.Tx, token string) (Visit, error) {
	token = plainToken(token)
	hash := hashOf(token)
	l, err := linkWith(ctx, tx, hash)
	if errors.Is(err, db.ErrNoRows) || err == nil && subtle.ConstantTimeCompare([]byte(hash), []byte(l.hash)) != 1 {
		return Visit{}, errNoLink()
	}
	if err != nil {
		return Visit{}, fmt.Errorf("finding a link: %w", err)
	}
	return s.visit(ctx, tx, l)
}

func (s *Service) visit(ctx context.Context, tx *db.Tx, l Link) (v Visit, err error) {
	v = Visit{Link: l, State: l.State(s.Day())}
	v.Round, err = roundByID(ctx, tx, l.Round)
	if err != nil {
		return v, fmt.Errorf("reading round %d: %w", l.Round, err)
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return v, err
	}
	v.tree, v.Unit, v.Owner = tree, tree.Name(l.Unit), tree.Name(v.Round.Owner)
	switch {
	case v.State == LinkSent:
		return v, nil
	case v.State == LinkRevoked:
		return v, fault.New(fault.Conflict, "Đường dẫn này đã được thu hồi. Hãy xin %s một đường dẫn mới.", v.Owner)
	case v.State == LinkExpired:
		return v, fault.New(fault.Conflict, "Đường dẫn này đã hết hạn. Hãy xin %s một đường dẫn mới.", v.Owner)
	case v.Round.State != Open:
		return v, fault.New(fault.Conflict, "Đợt báo cáo không còn mở nên không gửi được qua đường dẫn. Hãy liên hệ %s.", v.Owner)
	}
	o, err := owedOf(ctx, tx, l.Round, l.Unit)
	if err != nil {
		return v, fmt.Errorf("reading what unit %d owes to round %d: %w", l.Unit, l.Round, err)
	}
	v.Owed, v.Answered = Owed{ID: o.ID, Round: o.Round, Unit: o.Unit, Step: Waiting}, o.Lines > 0
	v.Form, err = s.Form(ctx, tx, v.Round, 0)
	if err == nil && v.Form.Has(TaskBlock) {
		v.Cases, err = s.cases(ctx, tx, s.holder(tree, l.Unit), v.Sheaf)
	}
	return v, err
}

// holderName stands in the logs for whoever holds a link: who that is, is not known.
const holderName = "Đường dẫn một lần"

// holder is an officer of the unit without an account, for this round alone.
func (s *Service) holder(tree *org.Tree, unit org.UnitID) auth.Officer {
	rights := work.RoleTable()
	for _, g := range Grants {
		rights[g.Right] = g.Roles
	}
	by := auth.Acting(holderName, tree, rights, auth.Grant{Role: auth.Staff, Unit: unit})
	by.Home, by.Office = unit, tree.Name(unit)
	return by
}

// signed is how a line names who filled the form in: as they said, and that it came through a link.
func signed(filler string) string {
	if filler == "" {
		return holderName
	}
	return filler + " (đường dẫn một lần)"
}

// OpenLink notes that another device opened a link.
func (s *Service) OpenLink(ctx context.Context, tx *db.Tx, v Visit) error {
	err := linkOpened(ctx, tx, v.Link.ID, s.Now())
	if err != nil || v.Link.OpenedAt != nil {
		return err
	}
	return s.noteLink(ctx, tx, "round.link.open", v, web.Say("Mở đường dẫn một lần của %s, %s", v.Unit, v.Round.Code))
}

// SaveLink keeps what a device typed so far, for that device alone.
func (s *Service) SaveLink(ctx context.Context, tx *db.Tx, v Visit, device string, values map[string][]string) error {
	err := s.screenDraft(ctx, v, values)
	if err != nil {
		return err
	}
	ok, err := putDraft(ctx, tx, v.Link.ID, hashOf(device), values, s.Now())
	if err != nil {
		return fmt.Errorf("saving what was typed through link %d: %w", v.Link.ID, err)
	}
	if !ok {
		return fault.New(fault.Conflict, "Đã có quá nhiều máy lưu bản viết dở qua đường dẫn này. Hãy gửi luôn, hoặc viết tiếp trên máy đã lưu.")
	}
	err = linkSaved(ctx, tx, v.Link.ID, s.Now())
	if err != nil || v.Link.SavedAt != nil {
		return err
	}
	return s.noteLink(ctx, tx, "round.link.save", v, web.Say("Lưu bản viết dở qua đường dẫn một lần của %s, %s", v.Unit, v.Round.Code))
}

// LinkDraft is what a device saved through a link; nil without an error if it saved nothing.
func (s *Service) LinkDraft(ctx context.Context, tx *db.Tx, l Link, device string) (map[string][]string, error) {
	if device == "" {
		return nil, nil
	}
	values, err := draftOf(ctx, tx, l.ID, hashOf(device))
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	return values, err
}

// LinkAnswer is what is sent through a link.
type LinkAnswer struct {
	Form    int // version of the form that was filled in
	Content Content
	Reason  string // of a correction
	Filler  string // who filled it in; may be empty
}

// fillerLimit is the most characters of the name of who filled a form in.
const fillerLimit = 100

// SendLink adds the line that came through a link and uses the link up. Sent twice, it is one line.
func (s *Service) SendLink(ctx context.Context, tx *db.Tx, token string, n LinkAnswer) (Visit, error) {
	v, err := s.Visit(ctx, tx, token)
	if err != nil {
		return v, err
	}
	l, err := takeLink(ctx, tx, v.Link.ID)
	if err != nil {
		return v, fmt.Errorf("taking link %d: %w", v.Link.ID, err)
	}
	v, err = s.visit(ctx, tx, l) // as it is now that nobody else can send
	if err != nil || v.State == LinkSent {
		return v, err
	}
	n.Filler = clean(n.Filler)
	if tooLong(n.Filler, fillerLimit) {
		return v, fault.New(fault.Invalid, "Tên người điền dài quá %d ký tự.", fillerLimit).At(fillerField)
	}
	by := s.holder(v.tree, l.Unit)
	g := giver{Actor: work.Actor{Name: signed(n.Filler)}, office: by.Office, as: by, log: holderName}
	a, err := s.add(ctx, tx, g, Answering{
		Round: l.Round, Unit: l.Unit, Form: n.Form, Token: fmt.Sprintf("link-%d", l.ID), Content: n.Content, Reason: n.Reason,
	})
	if err != nil {
		return v, err
	}
	now := s.Now()
	v.Link.SentAt, v.Link.Answer, v.State = &now, a.ID, LinkSent
	err = linkSent(ctx, tx, l.ID, a.ID, n.Filler, now)
	if err == nil {
		err = dropDrafts(ctx, tx, l.ID)
	}
	if err != nil {
		return v, fmt.Errorf("using up link %d: %w", l.ID, err)
	}
	return v, s.noteLink(ctx, tx, "round.link.send", v, web.Say("Gửi báo cáo qua đường dẫn một lần của %s, %s", v.Unit, v.Round.Code))
}

// noteLink writes an audit line without a person: who holds a link is not known.
func (s *Service) noteLink(ctx context.Context, tx *db.Tx, action string, v Visit, text web.Text) error {
	return s.note(ctx, tx, auth.Officer{Full: holderName}, action, v.Round, text)
}
