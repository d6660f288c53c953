package round

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Close freezes the figures of a round: which line of each unit counts, and what they come to. Lines that come
// later are kept apart.
func (s *Service) Close(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref) (Round, error) {
	r, _, err := s.take(ctx, tx, by, ref, Closed)
	if err != nil {
		return Round{}, err
	}
	now := s.Now()
	r.State, r.ClosedAt, r.ClosedBy, r.UpdatedAt = Closed, &now, name(by), now
	err = s.keep(ctx, tx, &r) // before the lines are taken: a line that comes now sees it
	if err != nil {
		return Round{}, err
	}
	err = freezeLines(ctx, tx, r.ID)
	if err != nil {
		return Round{}, fmt.Errorf("freezing the lines of round %d: %w", r.ID, err)
	}
	sh := Sheet{Board: Board{Round: r}, Frozen: true}
	sh.Board.Rows, err = owedTo(ctx, tx, r.ID)
	if err != nil {
		return Round{}, err
	}
	sh.Form, err = s.Form(ctx, tx, r, 0)
	if err != nil {
		return Round{}, err
	}
	err = s.fill(ctx, tx, &sh)
	if err != nil {
		return Round{}, err
	}
	for figure, sum := range sh.Totals {
		err := insertFrozen(ctx, tx, r.ID, figure, sum)
		if err != nil {
			return Round{}, fmt.Errorf("freezing %s of round %d: %w", figure, r.ID, err)
		}
	}
	answered := 0
	for _, o := range sh.Board.Rows {
		if o.Frozen != 0 {
			answered++
		}
	}
	return r, s.note(ctx, tx, by, "round.close", r, web.Say("Chốt số liệu %s: %d trên %d đơn vị đã báo cáo", r.Code, answered, len(sh.Board.Rows)))
}

// FrozenTotals are the totals as they were stored when the round closed.
func (s *Service) FrozenTotals(ctx context.Context, tx *db.Tx, r Round) (map[string]SumUp, error) {
	return frozenOf(ctx, tx, r.ID)
}

// Merge confirms the figures of the units below a unit as they are now. Nothing is retyped: what differs is
// corrected where it was given.
func (s *Service) Merge(ctx context.Context, tx *db.Tx, by auth.Officer, round ID, unit org.UnitID, note string) (Merge, error) {
	sh, err := s.Sheet(ctx, tx, by, round, false)
	if err != nil {
		return Merge{}, err
	}
	r := sh.Board.Round
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return Merge{}, err
	}
	switch {
	case !by.MayFor(Give, unit):
		return Merge{}, fault.New(fault.Forbidden, "Chỉ cán bộ của %s được xác nhận số liệu tổng hợp này.", tree.Name(unit))
	case r.State != Open:
		return Merge{}, fault.New(fault.Conflict, "%s không còn nhận báo cáo.", r.Code)
	case !sh.Consolidates(unit):
		return Merge{}, fault.New(fault.Conflict, "%s không tổng hợp số liệu của đơn vị nào trong đợt này.", tree.Name(unit))
	case tooLong(note, noteLimit):
		return Merge{}, fault.New(fault.Invalid, "Ghi chú dài quá %d ký tự.", noteLimit).At("note")
	}
	o, err := takeOwed(ctx, tx, round, unit)
	if err != nil {
		return Merge{}, fmt.Errorf("taking what unit %d owes to round %d: %w", unit, round, err)
	}
	m := Merge{Lines: map[org.UnitID]AnswerID{}, Note: clean(note), By: actor(by), At: s.Now()}
	under := sh.Under(unit)
	for _, row := range sh.Board.Rows {
		for _, u := range under {
			if row.Unit == u {
				m.Lines[u] = row.Answer
			}
		}
	}
	m.ID, err = insertMerge(ctx, tx, o, m, sh.Sums[unit])
	if err != nil {
		return Merge{}, fmt.Errorf("storing a confirmation in round %d: %w", round, err)
	}
	o.Merged = m.ID
	err = updateOwed(ctx, tx, o)
	if err != nil {
		return Merge{}, err
	}
	return m, s.note(ctx, tx, by, "round.merge", r, web.Say("%s xác nhận số liệu tổng hợp của %d đơn vị, %s", tree.Name(unit), len(under), r.Code))
}

// Confirm says that what another typed for a unit is right. It adds a line with the same content.
func (s *Service) Confirm(ctx context.Context, tx *db.Tx, by auth.Officer, round ID, unit org.UnitID, token string) (Answer, error) {
	r, o, err := s.Owed(ctx, tx, by, round, unit)
	if err != nil {
		return Answer{}, err
	}
	if !by.MayFor(Give, unit) {
		return Answer{}, s.mayAnswer(ctx, tx, by, r, o, nil)
	}
	return s.add(ctx, tx, giver{Actor: actor(by), office: by.Office, as: by}, Answering{Round: round, Unit: unit, Token: token, confirms: true})
}

// Excuse says that a unit need not answer, with a reason; an empty reason takes that back.
func (s *Service) Excuse(ctx context.Context, tx *db.Tx, by auth.Officer, round ID, unit org.UnitID, reason string) error {
	r, tree, err := s.take(ctx, tx, by, Ref{ID: round}, "")
	if err != nil {
		return err
	}
	o, err := takeOwed(ctx, tx, round, unit)
	if errors.Is(err, db.ErrNoRows) {
		return fault.New(fault.NotFound, "Đơn vị này không phải báo cáo trong đợt, hoặc đợt không có.")
	}
	if err != nil {
		return fmt.Errorf("taking what unit %d owes to round %d: %w", unit, round, err)
	}
	reason = clean(reason)
	switch {
	case r.State != Open:
		return fault.New(fault.Conflict, "%s không còn nhận báo cáo.", r.Code)
	case o.Step != Waiting && o.Step != Excused:
		return fault.New(fault.Conflict, "%s đã trả lời nên không miễn báo cáo được.", tree.Name(unit))
	case reason == "" && o.Step == Waiting:
		return fault.New(fault.Invalid, "Hãy ghi lý do không phải báo cáo.").At("reason")
	case tooLong(reason, noteLimit):
		return fault.New(fault.Invalid, "Lý do dài quá %d ký tự.", noteLimit).At("reason")
	}
	o.Step, o.Reason = Excused, reason
	text := web.Say("%s không phải báo cáo %s: %s", tree.Name(unit), r.Code, reason)
	if reason == "" {
		o.Step = Waiting
		text = web.Say("%s lại phải báo cáo %s", tree.Name(unit), r.Code)
	}
	err = updateOwed(ctx, tx, o)
	if err != nil {
		return err
	}
	return s.note(ctx, tx, by, "round.excuse", r, text)
}
