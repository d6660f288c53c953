package org

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/law"
)

// Service reads and changes the directory. Callers write the audit line of a change in the same
// transaction; the functions that take a *db.Tx leave that to them.
type Service struct {
	d      *db.DB
	cached atomic.Pointer[Tree]
}

// New returns the directory in d.
func New(d *db.DB) *Service { return &Service{d: d} }

// Tree returns all units as they are now; it costs one small query unless somebody changed a unit, in this
// process or another.
func (s *Service) Tree(ctx context.Context, tx *db.Tx) (*Tree, error) {
	return db.Once(tx, s, func() (*Tree, error) { return s.readTree(ctx, tx) })
}

func (s *Service) readTree(ctx context.Context, tx *db.Tx) (*Tree, error) {
	version, err := treeVersion(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("reading the directory: %w", err)
	}
	if t := s.cached.Load(); t != nil && t.version == version {
		return t, nil
	}
	units, err := allUnits(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("reading the directory: %w", err)
	}
	successors, err := allSuccessors(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("reading the directory: %w", err)
	}
	t := newTree(version, units, successors)
	if tx.ReadOnly() { // a tree read before its commit may never come to be
		s.cached.Store(t)
	}
	return t, nil
}

// ReadTree is Tree in a reading transaction of its own.
func (s *Service) ReadTree(ctx context.Context) (t *Tree, err error) {
	err = s.d.Read(ctx, func(tx *db.Tx) error {
		t, err = s.Tree(ctx, tx)
		return err
	})
	return t, err
}

// AddUnit adds a unit below its parent.
func (s *Service) AddUnit(ctx context.Context, tx *db.Tx, u Unit) (UnitID, error) {
	err := checkUnit(u)
	if err != nil {
		return 0, err
	}
	id, err := insertUnit(ctx, tx, u)
	if db.IsUnique(err) {
		return 0, fault.New(fault.Conflict, "Mã đơn vị %s đã có. Hãy chọn mã khác.", u.Code).At("code")
	}
	if err != nil {
		return 0, fmt.Errorf("adding unit %s: %w", u.Code, err)
	}
	return id, touchTree(ctx, tx)
}

// ChangeUnit stores u if nobody changed the unit since u.Version was read.
func (s *Service) ChangeUnit(ctx context.Context, tx *db.Tx, u Unit) error {
	err := checkUnit(u)
	if err != nil {
		return err
	}
	t, err := s.Tree(ctx, tx)
	if err != nil {
		return err
	}
	if u.Parent != 0 && t.Within(u.Parent, u.ID) {
		return fault.New(fault.Invalid, "%s không thể trực thuộc chính nó hoặc đơn vị cấp dưới của nó.", u.Name).At("parent")
	}
	ok, err := updateUnit(ctx, tx, u)
	if db.IsUnique(err) {
		return fault.New(fault.Conflict, "Mã đơn vị %s đã có. Hãy chọn mã khác.", u.Code).At("code")
	}
	if err != nil {
		return fmt.Errorf("changing unit %d: %w", u.ID, err)
	}
	if !ok {
		return fault.New(fault.Conflict, "Đơn vị %s vừa được người khác sửa. Hãy tải lại trang để xem bản mới.", u.Name)
	}
	return touchTree(ctx, tx)
}

// Succeed ends unit on the day before from and says who takes over: one successor after a merge or a new
// name, several after a split.
func (s *Service) Succeed(ctx context.Context, tx *db.Tx, unit UnitID, successors []UnitID, from law.Date) error {
	t, err := s.Tree(ctx, tx)
	if err != nil {
		return err
	}
	u, ok := t.Unit(unit)
	if !ok {
		return fault.New(fault.NotFound, "Không tìm thấy đơn vị.")
	}
	for _, next := range successors {
		if next == unit {
			return fault.New(fault.Invalid, "%s không thể kế thừa chính nó.", u.Name)
		}
		err := insertSuccessor(ctx, tx, unit, next, from.String())
		if err != nil {
			return fmt.Errorf("storing the successor of unit %d: %w", unit, err)
		}
	}
	u.To = from.AddDays(-1)
	return s.ChangeUnit(ctx, tx, u)
}

func checkUnit(u Unit) error {
	switch {
	case strings.TrimSpace(u.Name) == "":
		return fault.New(fault.Invalid, "Hãy nhập tên đơn vị.").At("name")
	case strings.TrimSpace(u.Code) == "":
		return fault.New(fault.Invalid, "Hãy nhập mã đơn vị.").At("code")
	case !u.From.IsZero() && !u.To.IsZero() && u.To.Before(u.From):
		return fault.New(fault.Invalid, "Ngày kết thúc của %s đứng trước ngày bắt đầu.", u.Name).At("to")
	}
	return nil
}

// Person returns a person, or a fault.NotFound.
func (s *Service) Person(ctx context.Context, tx *db.Tx, id PersonID) (Person, error) {
	p, err := personByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return Person{}, fault.New(fault.NotFound, "Không tìm thấy người này trong danh bạ.")
	}
	return p, err
}

// People are the active people of the given units, by given name.
func (s *Service) People(ctx context.Context, tx *db.Tx, units ...UnitID) ([]Person, error) {
	return peopleOf(ctx, tx, units)
}

// AddPerson adds a person to a unit.
func (s *Service) AddPerson(ctx context.Context, tx *db.Tx, p Person) (PersonID, error) {
	if strings.TrimSpace(p.Name) == "" {
		return 0, fault.New(fault.Invalid, "Hãy nhập họ và tên.").At("name")
	}
	return insertPerson(ctx, tx, p)
}

// ChangePerson stores p if nobody changed the person since p.Version was read.
func (s *Service) ChangePerson(ctx context.Context, tx *db.Tx, p Person) error {
	ok, err := updatePerson(ctx, tx, p)
	if err != nil {
		return fmt.Errorf("changing person %d: %w", p.ID, err)
	}
	if !ok {
		return fault.New(fault.Conflict, "Thông tin của %s vừa được người khác sửa. Hãy tải lại trang để xem bản mới.", p.Name)
	}
	return nil
}

// Posts are all posts of a unit, past and present.
func (s *Service) Posts(ctx context.Context, tx *db.Tx, unit UnitID) ([]Post, error) {
	return postsOf(ctx, tx, unit)
}

// Appoint gives a post to a person from p.From on and ends the same post of whoever held it in that unit.
func (s *Service) Appoint(ctx context.Context, tx *db.Tx, p Post) error {
	posts, err := postsOf(ctx, tx, p.Unit)
	if err != nil {
		return err
	}
	for _, old := range posts {
		if old.Kind != p.Kind || !old.HeldOn(p.From) {
			continue
		}
		if old.Person == p.Person {
			return nil
		}
		err := endPost(ctx, tx, old.ID, p.From.AddDays(-1))
		if err != nil {
			return err
		}
	}
	return insertPost(ctx, tx, p)
}

// Holder is who holds a post of a unit on day d; false if nobody does.
func (s *Service) Holder(ctx context.Context, tx *db.Tx, unit UnitID, kind PostKind, d law.Date) (Person, bool, error) {
	posts, err := postsOf(ctx, tx, unit)
	if err != nil {
		return Person{}, false, err
	}
	for _, p := range posts {
		if p.Kind == kind && p.HeldOn(d) {
			person, err := personByID(ctx, tx, p.Person)
			return person, err == nil, err
		}
	}
	return Person{}, false, nil
}

// givenNameFirst orders people as Vietnamese lists do, by given name: "Trần Thu Hà" becomes "Hà Trần Thu".
func givenNameFirst(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return name
	}
	last := len(words) - 1
	return words[last] + " " + strings.Join(words[:last], " ")
}
