package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
)

// Confirm says for a unit that what another typed for it is right. Both names stay.
func (s *Service) Confirm(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, id SubmissionID) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		typed, err := d.typedFor(ctx, tx, id)
		if err != nil {
			return err
		}
		d.note("work.confirm", web.Say("%s xác nhận nội dung %s đã nhập thay trong %s", d.tree.Name(typed.For), typed.By.Name, d.Code))
		return confirmSubmission(ctx, tx, id, actor(by), d.now)
	})
}

// Correct replaces what another typed for a unit by the unit's own words. They wait for a coordinator like any
// submission, and count from the day of what they replace: the slip was not the unit's.
func (s *Service) Correct(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, id SubmissionID, r Report) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		typed, err := d.typedFor(ctx, tx, id)
		if err != nil {
			return err
		}
		if r.Received != nil {
			return notYours(d)
		}
		err = r.check(d.Cadence.Recurs(), d.today)
		if err != nil {
			return err
		}
		p, err := d.period(typed.Period)
		if err != nil {
			return err
		}
		if !typed.Progress && p.Submission != id {
			return fault.New(fault.Conflict, "Nội dung này đã có bản mới hơn. Hãy tải lại trang để xem.")
		}
		d.note("work.correct", web.Say("%s sửa nội dung %s đã nhập thay trong %s", d.tree.Name(typed.For), typed.By.Name, d.Code))
		return s.replace(ctx, tx, d, p, typed, r)
	})
}

func (s *Service) replace(ctx context.Context, tx *db.Tx, d *draft, p *Period, typed Submission, r Report) error {
	err := decideSubmission(ctx, tx, typed.ID, Withdrawn, "", actor(d.by), d.now)
	if err != nil {
		return fmt.Errorf("withdrawing submission %d: %w", typed.ID, err)
	}
	came := p.SubmittedAt
	switch {
	case typed.Progress && !p.Step.Owed():
		return fault.New(fault.Conflict, "Nội dung này đã có bản mới hơn. Hãy tải lại trang để xem.")
	case typed.Progress:
	case p.Step == Submitted:
		err = d.step(p, Doing)
	default:
		err = d.step(p, Returned)
	}
	if err != nil {
		return err
	}
	err = s.handIn(ctx, tx, d, p, r)
	if err != nil || r.Progress || typed.Progress || came == nil {
		return err
	}
	p.SubmittedAt, p.Late = came, p.lateness(*came)
	return updatePeriod(ctx, tx, *p)
}

// typedFor finds what another typed for a unit of the officer and nobody there has confirmed.
func (d *draft) typedFor(ctx context.Context, tx *db.Tx, id SubmissionID) (Submission, error) {
	typed, err := submissionByID(ctx, tx, d.ID, id)
	switch {
	case errors.Is(err, db.ErrNoRows), err == nil && typed.Received == nil:
		return Submission{}, fault.New(fault.NotFound, "Không tìm thấy nội dung nhập thay này.")
	case err != nil:
		return Submission{}, fmt.Errorf("reading submission %d: %w", id, err)
	case !d.by.MayFor(Submit, typed.For, d.Lead):
		return Submission{}, fault.New(fault.Forbidden, "Chỉ cán bộ của %s được xác nhận hoặc sửa nội dung này.", d.tree.Name(typed.For))
	case d.State == Cancelled:
		return Submission{}, d.mustRun()
	case !typed.Unconfirmed():
		return Submission{}, fault.New(fault.Conflict, "Nội dung này đã được xác nhận hoặc đã được thay.")
	}
	return typed, nil
}

// entered is what others typed for the units whose work m is, the newest first.
func (s *Service) entered(ctx context.Context, tx *db.Tx, b *board, r reader, m mine) ([]Entered, error) {
	if len(m.own.units) == 0 {
		return nil, nil
	}
	all, err := unconfirmed(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	ids := make([]CaseID, len(all))
	for i, e := range all {
		ids[i] = e.Case
	}
	cases, err := b.read(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	var found []Entered
	for _, e := range all {
		c, known := cases[e.Case]
		if !known || c.State == Cancelled {
			continue
		}
		r.show(&c)
		found = append(found, Entered{c, e})
	}
	return found, nil
}

func unconfirmed(ctx context.Context, tx *db.Tx, m mine) ([]Submission, error) {
	var list strings.Builder
	var args []any
	for i, u := range slices.Sorted(maps.Keys(m.own.units)) {
		if i > 0 {
			list.WriteByte(',')
		}
		args = append(args, u)
		fmt.Fprintf(&list, "$%d", i+1)
	}
	r, err := tx.Query(ctx, `
		SELECT `+submissionColumns+` FROM work_submission
		 WHERE for_unit <> 0 AND confirmed_at IS NULL AND verdict IN ('pending', 'agreed') AND for_unit IN (`+list.String()+`)
		 ORDER BY id DESC
		 LIMIT 20`, args...)
	return db.Collect(r, err, scanSubmission)
}

func submissionByID(ctx context.Context, tx *db.Tx, c CaseID, id SubmissionID) (Submission, error) {
	r, err := tx.Query(ctx, `SELECT `+submissionColumns+` FROM work_submission WHERE id = $1 AND case_id = $2`, id, c)
	all, err := db.Collect(r, err, scanSubmission)
	if err != nil || len(all) == 0 {
		return Submission{}, cmp.Or(err, error(db.ErrNoRows))
	}
	return all[0], nil
}

func confirmSubmission(ctx context.Context, tx *db.Tx, id SubmissionID, by Actor, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE work_submission SET confirmed_id = $1, confirmed_by = $2, confirmed_at = $3 WHERE id = $4`, by.ID, by.Name, at, id)
	if err != nil {
		return fmt.Errorf("confirming submission %d: %w", id, err)
	}
	return nil
}
