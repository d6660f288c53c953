package paper

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// Habit is what a unit prints around its papers of a kind, as somebody set it.
type Habit struct {
	Unit      org.UnitID
	Kind      Kind // empty: of every kind, where its own says nothing
	Frame     Frame
	EditedBy  string
	UpdatedAt time.Time
	Version   int64
}

// Block is who signs for a unit and by what authority, between two days.
type Block struct {
	ID        int64
	Unit      org.UnitID
	Signature official.Signature
	From, To  law.Date // zero: open
	EditedBy  string
	UpdatedAt time.Time
	Version   int64
}

// ValidOn reports whether the block is to be used on day d.
func (b Block) ValidOn(d law.Date) bool {
	return (b.From.IsZero() || !d.Before(b.From)) && (b.To.IsZero() || !d.After(b.To))
}

// Words are the lines of the block in one: "KT. Giám đốc, Phó Giám đốc Nguyễn Thị Minh".
func (b Block) Words() string {
	lines := append(append([]string{}, b.Signature.Authority...), strings.TrimSpace(b.Signature.Title+" "+b.Signature.Name))
	return strings.Join(lines, ", ")
}

// habit is what a unit prints around its papers of a kind: what was set for the kind, for all kinds, the first
// valid signature block, and for the rest what the directory knows.
func (s *Service) habit(ctx context.Context, tx *db.Tx, tree *org.Tree, unit org.UnitID, k Kind, on law.Date) (Frame, error) {
	var f Frame
	for _, kind := range []Kind{k, ""} {
		h, err := habitOf(ctx, tx, unit, kind)
		if err != nil && !errors.Is(err, db.ErrNoRows) {
			return Frame{}, fmt.Errorf("reading what unit %d prints on papers: %w", unit, err)
		}
		f = f.or(h.Frame)
	}
	blocks, err := blocksOf(ctx, tx, unit)
	if err != nil {
		return Frame{}, fmt.Errorf("reading the signature blocks of unit %d: %w", unit, err)
	}
	for _, b := range blocks {
		if b.ValidOn(on) {
			f = f.or(Frame{Signature: b.Signature})
			break
		}
	}
	return f.or(directoryFrame(tree, unit, k)), nil
}

// directoryFrame is made of what the directory knows.
func directoryFrame(t *org.Tree, unit org.UnitID, k Kind) Frame {
	owner, _ := t.Unit(unit)
	f := Frame{Name: owner.Name, Symbol: k.symbol(owner.Code), Filing: "VT"}
	if parent, ok := t.Unit(owner.Parent); ok {
		f.Parent = parent.Name
		if k == Report || k == Request {
			f.Addressees, f.Recipients = []string{parent.Name}, []string{"Như trên"}
		}
	}
	root, _ := t.Root()
	for _, word := range []string{"tỉnh ", "thành phố "} {
		if _, place, ok := strings.Cut(root.Name, word); ok {
			f.Place = place
			break
		}
	}
	return f
}

// Remember keeps what stands around papers of a kind as the habit of a unit. Subject, signature and urgency are
// a paper's own and are left out.
func (s *Service) Remember(ctx context.Context, tx *db.Tx, by auth.Officer, unit org.UnitID, k Kind, f Frame) error {
	tree, err := s.mayArrange(ctx, tx, by, unit)
	if err != nil {
		return err
	}
	f.Subject, f.Urgency, f.Internal, f.Signature = "", "", false, official.Signature{}
	err = putHabit(ctx, tx, Habit{Unit: unit, Kind: k, Frame: f, EditedBy: by.Full, UpdatedAt: s.Now()})
	if err != nil {
		return fmt.Errorf("keeping what unit %d prints on papers: %w", unit, err)
	}
	return s.note(ctx, tx, by, "paper.habit", "unit", int64(unit), web.Say("Sửa thể thức %s của %s", cmp.Or(inSentence(k), "văn bản"), tree.Name(unit)))
}

// PutBlock keeps a signature block of a unit, a new one if its ID is 0, otherwise one the editor saw at its
// Version.
func (s *Service) PutBlock(ctx context.Context, tx *db.Tx, by auth.Officer, b Block) error {
	tree, err := s.mayArrange(ctx, tx, by, b.Unit)
	if err != nil {
		return err
	}
	err = CheckSignature(b.Signature)
	switch {
	case err != nil:
		return err
	case strings.TrimSpace(b.Signature.Title) == "":
		return fault.New(fault.Invalid, "Hãy ghi chức vụ của người ký.").At("chuc-vu")
	case !b.From.IsZero() && !b.To.IsZero() && b.To.Before(b.From):
		return fault.New(fault.Invalid, "Ngày cuối không thể trước ngày đầu.").At("den-ngay")
	}
	b.EditedBy, b.UpdatedAt = by.Full, s.Now()
	say := web.Say("Sửa khối chữ ký “%s” của %s", b.Words(), tree.Name(b.Unit))
	if b.ID == 0 {
		b.ID, err = insertBlock(ctx, tx, b)
		say = web.Say("Thêm khối chữ ký “%s” của %s", b.Words(), tree.Name(b.Unit))
	} else {
		var ok bool
		ok, err = updateBlock(ctx, tx, b)
		if err == nil && !ok {
			return fault.New(fault.Conflict, "Khối chữ ký vừa được người khác sửa. Hãy tải lại trang để xem bản mới.")
		}
	}
	if err != nil {
		return fmt.Errorf("storing a signature block of unit %d: %w", b.Unit, err)
	}
	return s.note(ctx, tx, by, "paper.block", "unit", int64(b.Unit), say)
}

func (s *Service) mayArrange(ctx context.Context, tx *db.Tx, by auth.Officer, unit org.UnitID) (*org.Tree, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	if _, ok := tree.Unit(unit); !ok {
		return nil, fault.New(fault.NotFound, "Không tìm thấy đơn vị này.")
	}
	if !by.MayFor(Arrange, unit) {
		return nil, fault.New(fault.Forbidden, "Chỉ người điều phối hoặc quản trị của %s được sửa thể thức văn bản.", tree.Name(unit))
	}
	return tree, nil
}
