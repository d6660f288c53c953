package work

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Submit hands in what is owed for a period; period 0 is the one owed first. Nothing to report needs no
// acceptance, progress only says how far it is; everything else waits for a coordinator. The lead's officers
// may; where Received says how it came, coordinators may for the lead, and its day counts.
func (s *Service) Submit(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, period PeriodID, r Report) (Case, error) {
	return s.change(ctx, tx, by, ref, func(d *draft) error {
		err := d.mustHandIn(r)
		if err != nil {
			return err
		}
		err = r.check(d.Cadence.Recurs(), d.today)
		if err != nil {
			return err
		}
		p, err := d.period(period)
		if err != nil {
			return err
		}
		r.For = 0
		if r.Received != nil {
			r.For = d.Lead
		}
		err = s.handIn(ctx, tx, d, p, r)
		if err != nil || !r.Agree || p.Step != Submitted {
			return err
		}
		err = d.mustDecide()
		if err != nil {
			return err
		}
		return s.agree(ctx, tx, d, p, "")
	})
}

func (d *draft) mustHandIn(r Report) error {
	if r.mayHandIn(d.by, d.Lead, d.Owner) {
		return d.mustRun()
	}
	if r.Received != nil {
		return fault.New(fault.Forbidden, "Chỉ người điều phối của %s được nhập thay %s.", d.tree.Name(d.Owner), d.tree.Name(d.Lead))
	}
	return notYours(d)
}

func (r *Report) check(recurs bool, today law.Date) error {
	r.Result, r.Difficulty, r.Proposal = clean(r.Result), clean(r.Difficulty), clean(r.Proposal)
	if r.Nothing && !recurs {
		return fault.New(fault.Invalid, "Nhiệm vụ làm một lần không báo “không phát sinh”. Hãy ghi kết quả.").At("result")
	}
	if r.Nothing && r.Progress {
		return fault.New(fault.Invalid, "Hãy chọn một trong hai: không phát sinh, hoặc đang thực hiện.").At("result")
	}
	if !r.Nothing && r.Result == "" {
		return fault.New(fault.Invalid, "Hãy ghi kết quả thực hiện.").At("result")
	}
	for _, f := range []struct{ field, text string }{{"result", r.Result}, {"difficulty", r.Difficulty}, {"proposal", r.Proposal}} {
		err := checkText(f.field, f.text, textLimit)
		if err != nil {
			return err
		}
	}
	if r.Received == nil {
		return nil
	}
	return r.Received.Check(today)
}

// handIn stores a version of what is owed for a period, and moves the period unless it is progress only.
func (s *Service) handIn(ctx context.Context, tx *db.Tx, d *draft, p *Period, r Report) error {
	to, verdict := Submitted, Pending
	switch {
	case r.Nothing:
		to, verdict = Nothing, Agreed
	case r.Progress:
		to, verdict = Doing, Agreed
	}
	if !r.Progress || p.Step == NotStarted {
		err := d.step(p, to)
		if err != nil {
			return err
		}
	}
	id, err := insertSubmission(ctx, tx, Submission{Case: d.ID, Period: p.ID, Report: r, Verdict: verdict, By: actor(d.by), At: d.now})
	if err != nil {
		return fmt.Errorf("storing a submission of case %d: %w", d.ID, err)
	}
	err = s.addProofs(ctx, tx, d, p, id, r)
	if err != nil {
		return err
	}
	d.noteHandedIn(p, r)
	if !r.Progress {
		at := r.cameAt(d.now)
		p.Submission, p.SubmittedAt, p.DecidedAt = id, &at, nil
		p.Late = p.lateness(at)
	}
	return updatePeriod(ctx, tx, *p)
}

// cameAt is when a report counts as handed in: now, or on the day on which what another typed had come.
func (r Report) cameAt(now time.Time) time.Time {
	if r.Received == nil || r.Received.Day == law.DateOf(now) {
		return now
	}
	return r.Received.Day.Start().UTC()
}

// addProofs adds the evidence of a report; the document that it came with is a piece of it.
func (s *Service) addProofs(ctx context.Context, tx *db.Tx, d *draft, p *Period, id SubmissionID, r Report) error {
	proofs := r.Evidence
	if r.Received != nil {
		proofs = append(slices.Clone(proofs), r.Received.proofs()...)
	}
	for _, proof := range proofs {
		_, err := s.addProof(ctx, tx, d.Case, Evidence{Period: p.ID, Submission: id, Proof: proof, Unit: d.Lead, By: actor(d.by), At: d.now})
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *draft) noteHandedIn(p *Period, r Report) {
	unit := d.tree.Name(d.Lead)
	if r.Received != nil {
		d.noteFor(p, r)
		return
	}
	switch {
	case r.Nothing:
		d.note("work.nothing", web.Say("%s báo không phát sinh, %s, kỳ đến %s", unit, d.Code, p.To.Vietnamese()))
	case r.Progress:
		d.note("work.progress", web.Say("%s báo tiến độ của %s", unit, d.Code))
	default:
		d.note("work.submit", web.Say("%s nộp kết quả %s", unit, d.Code))
	}
}

// noteFor notes with both names what one typed for another.
func (d *draft) noteFor(p *Period, r Report) {
	who, unit, number, on := actor(d.by).Name, d.tree.Name(d.Lead), r.Received.Number, r.Received.Day.Vietnamese()
	switch {
	case r.Nothing && number != "":
		d.note("work.nothing", web.Say("%s nhập thay %s: %s không phát sinh, kỳ đến %s, theo văn bản số %s ngày %s", who, unit, d.Code, p.To.Vietnamese(), number, on))
	case r.Nothing:
		d.note("work.nothing", web.Say("%s nhập thay %s: %s không phát sinh, kỳ đến %s, đơn vị báo ngày %s", who, unit, d.Code, p.To.Vietnamese(), on))
	case r.Progress && number != "":
		d.note("work.progress", web.Say("%s nhập thay %s tiến độ của %s, theo văn bản số %s ngày %s", who, unit, d.Code, number, on))
	case r.Progress:
		d.note("work.progress", web.Say("%s nhập thay %s tiến độ của %s, đơn vị báo ngày %s", who, unit, d.Code, on))
	case number != "":
		d.note("work.submit", web.Say("%s nhập thay %s kết quả của %s, theo văn bản số %s ngày %s", who, unit, d.Code, number, on))
	default:
		d.note("work.submit", web.Say("%s nhập thay %s kết quả của %s, đơn vị báo ngày %s", who, unit, d.Code, on))
	}
}
