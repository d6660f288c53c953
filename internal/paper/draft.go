package paper

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// Draft keeps a document that a duty made, as a draft of its unit. The duty has decided that the officer may
// make it. With the key of a paper that is there already, about the same thing, nothing changes and that
// paper's ID comes back.
func (s *Service) Draft(ctx context.Context, tx *db.Tx, by auth.Officer, n New) (ID, error) {
	if kinds[n.Kind].name == "" {
		return 0, fmt.Errorf("drafting a paper of kind %q, which there is not", n.Kind)
	}
	id, err := paperByKey(ctx, tx, n.About, n.Key)
	if err == nil || !errors.Is(err, db.ErrNoRows) {
		return id, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return 0, err
	}
	p := Paper{
		Kind: n.Kind, State: Drafted, Title: cmp.Or(n.Title, n.Document.Subject), Unit: n.Unit, About: n.About,
		AsOf: n.AsOf, Matching: NotCompared, By: by.Full, EditedBy: by.Full, CreatedAt: s.Now(), UpdatedAt: s.Now(), Version: 1,
	}
	if p.AsOf.IsZero() {
		p.AsOf = s.Day()
	}
	p.Frame, err = s.frameFor(ctx, tx, tree, p, n.Document)
	if err != nil {
		return 0, err
	}
	p.Frame.Internal = n.Internal
	p.Body = bodyOf(n.Document)
	err = p.check()
	if err != nil {
		return 0, fmt.Errorf("drafting %q: %w", p.Title, err)
	}
	p.ID, err = insertPaper(ctx, tx, p, n.Key, by.Account)
	if err != nil {
		return 0, fmt.Errorf("storing the paper %q: %w", p.Title, err)
	}
	return p.ID, s.tell(ctx, tx, by, p, "paper.draft", web.Say("Lập dự thảo %s “%s”", inSentence(p.Kind), p.Title))
}

// Record keeps a paper that was issued before papers were followed here.
func (s *Service) Record(ctx context.Context, tx *db.Tx, by auth.Officer, n New, number string, on law.Date) (ID, error) {
	id, err := s.Draft(ctx, tx, by, n)
	if err != nil {
		return 0, err
	}
	p, err := s.find(ctx, tx, id)
	if err != nil || p.State == Issued {
		return id, err
	}
	p.State, p.Number, p.IssuedOn, p.Signer = Issued, number, on, p.Frame.Signature.Name
	return id, s.store(ctx, tx, by, p, p.Version, "paper.issue", web.Say("Ban hành %s số %s ngày %s: “%s”", inSentence(p.Kind), p.Number, p.IssuedOn.Vietnamese(), p.Title))
}

func bodyOf(r official.Report) Body {
	return Body{Bases: r.Bases, Blocks: r.Blocks, Annexes: r.Annexes}
}

// check refuses a document that cannot be printed.
func (p *Paper) check() error {
	p.Figures = len(p.Frozen())
	return official.WriteDOCX(io.Discard, p.Document())
}

// frameFor is what stands around a document: what it says itself, then what the unit prints on such papers,
// then what the directory knows.
func (s *Service) frameFor(ctx context.Context, tx *db.Tx, tree *org.Tree, p Paper, r official.Report) (Frame, error) {
	own := Frame{
		Parent: r.Parent, Name: r.Body, Symbol: r.Symbol, Place: r.Place, Subject: r.Subject, Addressees: r.Addressees, Recipients: r.Recipients,
		Filing: r.Filing, Signature: r.Signature, Urgency: r.Urgency,
	}
	habit, err := s.habit(ctx, tx, tree, p.Unit, p.Kind, p.AsOf)
	if err != nil {
		return Frame{}, err
	}
	return own.or(habit), nil
}

// or fills what f leaves empty. The signature is taken whole.
func (f Frame) or(g Frame) Frame {
	f.Parent, f.Name, f.Symbol, f.Place = cmp.Or(f.Parent, g.Parent), cmp.Or(f.Name, g.Name), cmp.Or(f.Symbol, g.Symbol), cmp.Or(f.Place, g.Place)
	f.Subject, f.Filing, f.Urgency = cmp.Or(f.Subject, g.Subject), cmp.Or(f.Filing, g.Filing), cmp.Or(f.Urgency, g.Urgency)
	if len(f.Addressees) == 0 {
		f.Addressees = g.Addressees
	}
	if len(f.Recipients) == 0 {
		f.Recipients = g.Recipients
	}
	if f.Signature.Title == "" && len(f.Signature.Authority) == 0 && f.Signature.Name == "" {
		f.Signature = g.Signature
	}
	return f
}

// Revise puts a newer document into a draft, with newly frozen figures; what officers completed around it
// stays. The duty has decided that the officer may. It fails with fault.Conflict once the paper is handed in.
func (s *Service) Revise(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, r official.Report) error {
	p, err := s.find(ctx, tx, id)
	if err != nil {
		return err
	}
	if p.State != Drafted {
		return fault.New(fault.Conflict, "Văn bản đã trình hoặc đã ban hành nên nội dung không đổi nữa. Hãy ghi trả lại trước khi sửa.")
	}
	p.Body = bodyOf(r)
	err = p.check()
	if err != nil {
		return fmt.Errorf("revising paper %d: %w", id, err)
	}
	return s.store(ctx, tx, by, p, p.Version, "paper.revise", web.Say("Lập lại nội dung %s “%s”", inSentence(p.Kind), p.Title))
}

// Complete changes what stands around the body of a draft that the editor saw at a version.
func (s *Service) Complete(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, seen int64, f Frame) error {
	p, err := s.toChange(ctx, tx, by, id, Prepare)
	if err != nil {
		return err
	}
	if p.State != Drafted {
		return fault.New(fault.Conflict, "Văn bản đã trình hoặc đã ban hành nên không sửa được. Hãy ghi trả lại trước khi sửa.")
	}
	f.Subject = strings.TrimSpace(f.Subject)
	if f.Subject == "" {
		return fault.New(fault.Invalid, "Hãy ghi trích yếu của văn bản.").At("trich-yeu")
	}
	err = CheckSignature(f.Signature)
	if err != nil {
		return err
	}
	f.Parent, f.Name = cmp.Or(f.Parent, p.Frame.Parent), cmp.Or(f.Name, p.Frame.Name)
	p.Frame = f
	err = p.check()
	if err != nil {
		return fmt.Errorf("completing paper %d: %w", id, err)
	}
	return s.store(ctx, tx, by, p, seen, "paper.edit", web.Say("Sửa dự thảo %s “%s”", inSentence(p.Kind), p.Title))
}

// store keeps a changed paper if it is still at the version that was seen.
func (s *Service) store(ctx context.Context, tx *db.Tx, by auth.Officer, p Paper, seen int64, action string, say web.Text) error {
	p.EditedBy, p.UpdatedAt, p.Version = by.Full, s.Now(), seen
	ok, err := updatePaper(ctx, tx, p)
	if err != nil {
		return fmt.Errorf("storing paper %d: %w", p.ID, err)
	}
	if !ok {
		return fault.New(fault.Conflict, "Văn bản vừa được người khác sửa. Hãy tải lại trang để xem bản mới; nội dung bạn đã nhập vẫn còn trong ô.")
	}
	return s.tell(ctx, tx, by, p, action, say)
}

// tell writes the audit line and the search entry of a change. What is not issued is not found by searching.
func (s *Service) tell(ctx context.Context, tx *db.Tx, by auth.Officer, p Paper, action string, say web.Text) error {
	err := s.note(ctx, tx, by, action, "paper", int64(p.ID), say)
	if err != nil || p.State != Issued {
		return err
	}
	units := []org.UnitID{p.Unit}
	if of := s.owners[p.About.Duty].Units; of != nil {
		units, err = of(ctx, tx, p.About.ID)
		if err != nil {
			return fmt.Errorf("asking who finds paper %d: %w", p.ID, err)
		}
	}
	return search.Put(ctx, tx, search.Entry{
		Kind: "paper", ID: int64(p.ID), Code: p.Number, Title: p.Title, Body: p.Frame.Subject, Href: p.ID.Href(), Units: units, At: s.Now(),
	})
}

func (s *Service) note(ctx context.Context, tx *db.Tx, by auth.Officer, action, object string, id int64, say web.Text) error {
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: cmp.Or(by.Full, systemName), Action: action, Object: object, ObjectID: id, Sentence: say.Key, Args: say.Args,
	})
}

// inSentence is a kind's name inside a Vietnamese sentence of the record.
func inSentence(k Kind) string { return strings.ToLower(k.Name()) }

// systemName is who acts when nobody does.
const systemName = "Hệ thống"
