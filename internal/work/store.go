package work

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/vi"
)

// nextCode takes the next number of a prefix and year; it is given back if the transaction fails.
func nextCode(ctx context.Context, tx *db.Tx, prefix string, year int) (string, error) {
	var n int
	err := tx.QueryRow(ctx, `
		INSERT INTO work_code (prefix, year, last) VALUES ($1, $2, 1)
		ON CONFLICT (prefix, year) DO UPDATE SET last = work_code.last + 1
		RETURNING last`, prefix, year).Scan(&n)
	return fmt.Sprintf("%s-%d-%04d", prefix, year, n), err
}

const caseColumns = `c.id, c.kind, c.code, c.title, c.description, c.section, c.number, c.position, c.lead, c.owner, c.person,
	c.origin_duty, c.origin_id, c.origin_line, c.shared, c.cadence, c.clock, c.grown_to, c.state, c.step, c.first_due, c.due_day,
	c.due_at, c.owed_day, c.late, c.cover_to, c.cover, c.on_time, c.too_late, c.awaiting, c.asking, c.evidence, c.comments,
	c.submitted_at, c.finished_on, c.reason, c.created_at, c.updated_at, c.version, c.elsewhere,
	c.asks, c.asked_on, c.lateness`

func scanCase(r interface{ Scan(...any) error }) (c Case, err error) {
	var cadence, clock string
	err = r.Scan(&c.ID, &c.Kind, &c.Code, &c.Title, &c.Description, &c.Section, &c.Number, &c.Position, &c.Lead, &c.Owner, &c.Person,
		&c.Origin.Duty, &c.Origin.ID, &c.Origin.Line, &c.Shared, &cadence, &clock, &c.grownTo, &c.State, &c.Step, &c.FirstDue, &c.Due,
		&c.DueAt, &c.Owed, &c.Late, &c.CoverTo, &c.Cover, &c.OnTime, &c.TooLate, &c.Awaiting, &c.Asking, &c.Evidence, &c.Comments,
		&c.SubmittedAt, &c.FinishedOn, &c.Reason, &c.CreatedAt, &c.UpdatedAt, &c.Version, &c.Elsewhere,
		&c.Asks, &c.AskedOn, &c.Lateness)
	if err != nil {
		return Case{}, err
	}
	err = json.Unmarshal([]byte(cadence), &c.Cadence)
	if err != nil {
		return Case{}, fmt.Errorf("reading the cadence of case %d: %w", c.ID, err)
	}
	err = json.Unmarshal([]byte(clock), &c.Clock)
	if err != nil {
		return Case{}, fmt.Errorf("reading the clock of case %d: %w", c.ID, err)
	}
	return c, nil
}

func caseByID(ctx context.Context, tx *db.Tx, id CaseID) (Case, error) {
	return withPartners(ctx, tx, tx.QueryRow(ctx, `SELECT `+caseColumns+` FROM work_case c WHERE c.id = $1`, id))
}

func caseByCode(ctx context.Context, tx *db.Tx, code string) (Case, error) {
	return withPartners(ctx, tx, tx.QueryRow(ctx, `SELECT `+caseColumns+` FROM work_case c WHERE c.code = $1`, code))
}

func withPartners(ctx context.Context, tx *db.Tx, r db.Row) (Case, error) {
	c, err := scanCase(r)
	if err != nil {
		return Case{}, err
	}
	all := []Case{c}
	err = addPartners(ctx, tx, all)
	return all[0], err
}

// addPartners fills in the partners of many cases with one query.
func addPartners(ctx context.Context, tx *db.Tx, cases []Case) error {
	if len(cases) == 0 {
		return nil
	}
	at := map[CaseID]*Case{}
	var q query
	for i := range cases {
		at[cases[i].ID] = &cases[i]
	}
	q.add(`SELECT case_id, unit FROM work_partner WHERE case_id IN (`)
	for i := range cases {
		q.list(i, cases[i].ID)
	}
	q.add(`) ORDER BY case_id, place, unit`)
	r, err := tx.Query(ctx, q.text.String(), q.args...)
	if err != nil {
		return err
	}
	defer r.Close()
	for r.Next() {
		var id CaseID
		var unit org.UnitID
		err := r.Scan(&id, &unit)
		if err != nil {
			return err
		}
		at[id].Partners = append(at[id].Partners, unit)
	}
	return r.Err()
}

// query is SQL under construction; its placeholders are numbered in the order of appearance.
type query struct {
	text strings.Builder
	args []any
}

// add appends SQL in which each ? stands for the next argument.
func (q *query) add(text string, args ...any) {
	for i, piece := range strings.Split(text, "?") {
		if i > 0 {
			q.args = append(q.args, args[i-1])
			fmt.Fprintf(&q.text, "$%d", len(q.args))
		}
		q.text.WriteString(piece)
	}
}

// list appends the i-th value of an IN list.
func (q *query) list(i int, v any) {
	if i > 0 {
		q.text.WriteString(", ")
	}
	q.add("?", v)
}

func insertCase(ctx context.Context, tx *db.Tx, c Case) (id CaseID, err error) {
	cadence, clock, err := caseJSON(c)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO work_case (kind, code, title, description, section, number, position, fold, sort, lead, owner, person,
		                       origin_duty, origin_id, origin_line, shared, cadence, clock, tempo, state, step, late, cover,
		                       on_time, too_late, awaiting, asking, evidence, comments, reason, created_at, updated_at, version, elsewhere, lateness, seq)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23,
		        0, 0, 0, 0, 0, 0, '', $24, $25, $26, $27, $28, 0)
		RETURNING id`,
		c.Kind, c.Code, c.Title, c.Description, c.Section, c.Number, c.Position, caseFold(c), vi.SortKey(c.Title), c.Lead, c.Owner, c.Person,
		c.Origin.Duty, c.Origin.ID, c.Origin.Line, c.Shared, cadence, clock, c.Cadence.Tempo(), c.State, c.Step, c.Late, c.Cover,
		c.CreatedAt, c.UpdatedAt, c.Version, c.Elsewhere, c.Lateness).Scan(&id)
	return id, err
}

func caseJSON(c Case) (cadence, clock string, err error) {
	a, err := json.Marshal(c.Cadence)
	if err != nil {
		return "", "", err
	}
	b, err := json.Marshal(c.Clock)
	return string(a), string(b), err
}

func caseFold(c Case) string { return vi.Fold(c.Code + " " + c.Number + " " + c.Title) }

// raiseVersion locks a case if it is still at the version seen; it reports whether it was.
func raiseVersion(ctx context.Context, tx *db.Tx, ref Ref) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE work_case SET version = version + 1 WHERE id = $1 AND version = $2`, ref.ID, ref.Version)
	return n == 1, err
}

// raise locks a case for whoever changes it whatever its version.
func raise(ctx context.Context, tx *db.Tx, id CaseID) error {
	_, err := tx.Exec(ctx, `UPDATE work_case SET version = version + 1 WHERE id = $1`, id)
	return err
}

// nextSeq takes the next number of the board, under which what changes is found by every process.
func nextSeq(ctx context.Context, tx *db.Tx) (seq int64, err error) {
	err = tx.QueryRow(ctx, `UPDATE work_board SET version = version + 1 WHERE one = 1 RETURNING version`).Scan(&seq)
	return seq, err
}

// updateCase stores what a change may have touched and tells the boards of all processes; evidence and
// comments are counted where they are added.
func updateCase(ctx context.Context, tx *db.Tx, c Case) error {
	seq, err := nextSeq(ctx, tx)
	if err != nil {
		return err
	}
	cadence, clock, err := caseJSON(c)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		UPDATE work_case
		   SET title = $1, description = $2, section = $3, number = $4, position = $5, fold = $6, sort = $7, lead = $8, person = $9,
		       shared = $10, cadence = $11, clock = $12, tempo = $13, grown_to = $14, state = $15, step = $16, first_due = $17,
		       due_day = $18, due_at = $19, owed_day = $20, late = $21, cover_to = $22, cover = $23, on_time = $24, too_late = $25,
		       awaiting = $26, asking = $27, submitted_at = $28, finished_on = $29, reason = $30, updated_at = $31,
		       owner = $32, elsewhere = $33, asks = $34, asked_on = $35, seq = $36
		 WHERE id = $37`,
		c.Title, c.Description, c.Section, c.Number, c.Position, caseFold(c), vi.SortKey(c.Title), c.Lead, c.Person,
		c.Shared, cadence, clock, c.Cadence.Tempo(), c.grownTo, c.State, c.Step, c.FirstDue,
		c.Due, c.DueAt, c.Owed, c.Late, c.CoverTo, c.Cover, c.OnTime, c.TooLate,
		c.Awaiting, c.Asking, c.SubmittedAt, c.FinishedOn, c.Reason, c.UpdatedAt,
		c.Owner, c.Elsewhere, c.Asks, c.AskedOn, seq, c.ID)
	return err
}

// putPartners writes the partners in place of those that were there.
func putPartners(ctx context.Context, tx *db.Tx, c Case) error {
	_, err := tx.Exec(ctx, `DELETE FROM work_partner WHERE case_id = $1`, c.ID)
	if err != nil {
		return err
	}
	for i, u := range c.Partners {
		_, err := tx.Exec(ctx, `INSERT INTO work_partner (case_id, unit, place) VALUES ($1, $2, $3)`, c.ID, u, i)
		if err != nil {
			return fmt.Errorf("storing partner %d of case %d: %w", u, c.ID, err)
		}
	}
	return nil
}

func periodsOf(ctx context.Context, tx *db.Tx, id CaseID) ([]Period, error) {
	r, err := tx.Query(ctx, `
		SELECT id, case_id, from_day, to_day, first_due, due_day, due_at, step, late, submission, submitted_at, decided_at,
		       waited, asked_on
		  FROM work_period
		 WHERE case_id = $1
		 ORDER BY COALESCE(from_day, ''), id`, id)
	return db.Collect(r, err, func(r *db.Rows) (p Period, err error) {
		err = r.Scan(&p.ID, &p.Case, &p.From, &p.To, &p.FirstDue, &p.Due, &p.DueAt, &p.Step, &p.Late, &p.Submission, &p.SubmittedAt, &p.DecidedAt,
			&p.Waited, &p.AskedOn)
		return p, err
	})
}

// insertPeriod adds a period unless the case has one that begins on the same day; it then returns 0.
func insertPeriod(ctx context.Context, tx *db.Tx, p Period) (PeriodID, error) {
	r, err := tx.Query(ctx, `
		INSERT INTO work_period (case_id, from_day, to_day, first_due, due_day, due_at, step, late, submission)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
		ON CONFLICT (case_id, from_day) DO NOTHING
		RETURNING id`, p.Case, p.From, p.To, p.FirstDue, p.Due, p.DueAt, p.Step, p.Late)
	ids, err := db.Collect(r, err, func(r *db.Rows) (id PeriodID, err error) {
		err = r.Scan(&id)
		return id, err
	})
	if len(ids) == 0 {
		return 0, err
	}
	return ids[0], err
}

func updatePeriod(ctx context.Context, tx *db.Tx, p Period) error {
	_, err := tx.Exec(ctx, `
		UPDATE work_period
		   SET from_day = $1, to_day = $2, first_due = $3, due_day = $4, due_at = $5, step = $6, late = $7, submission = $8,
		       submitted_at = $9, decided_at = $10, waited = $11, asked_on = $12
		 WHERE id = $13`,
		p.From, p.To, p.FirstDue, p.Due, p.DueAt, p.Step, p.Late, p.Submission, p.SubmittedAt, p.DecidedAt, p.Waited, p.AskedOn, p.ID)
	if err != nil {
		return fmt.Errorf("storing period %d: %w", p.ID, err)
	}
	return nil
}

// forgetDays frees the days on which dropped periods began.
func forgetDays(ctx context.Context, tx *db.Tx, id CaseID) error {
	_, err := tx.Exec(ctx, `UPDATE work_period SET from_day = NULL WHERE case_id = $1 AND step = 'cancelled'`, id)
	return err
}

const submissionColumns = `id, case_id, period, version, result, difficulty, proposal, idle, verdict, reason, by_id, by_name, at,
	decided_id, decided_by, decided_at, progress, for_unit, COALESCE(received, ''), confirmed_id, confirmed_by, confirmed_at`

func scanSubmission(r *db.Rows) (s Submission, err error) {
	var received string
	err = r.Scan(&s.ID, &s.Case, &s.Period, &s.Version, &s.Result, &s.Difficulty, &s.Proposal, &s.Nothing, &s.Verdict, &s.Reason,
		&s.By.ID, &s.By.Name, &s.At, &s.DecidedBy.ID, &s.DecidedBy.Name, &s.DecidedAt,
		&s.Progress, &s.For, &received, &s.ConfirmedBy.ID, &s.ConfirmedBy.Name, &s.ConfirmedAt)
	if err != nil || received == "" {
		return s, err
	}
	err = json.Unmarshal([]byte(received), &s.Received)
	if err != nil {
		return s, fmt.Errorf("reading how submission %d came: %w", s.ID, err)
	}
	return s, nil
}

func submissionsOf(ctx context.Context, tx *db.Tx, id CaseID) ([]Submission, error) {
	r, err := tx.Query(ctx, `SELECT `+submissionColumns+` FROM work_submission WHERE case_id = $1 ORDER BY id`, id)
	return db.Collect(r, err, scanSubmission)
}

func insertSubmission(ctx context.Context, tx *db.Tx, s Submission) (id SubmissionID, err error) {
	var received any
	if s.Received != nil {
		text, err := json.Marshal(s.Received)
		if err != nil {
			return 0, err
		}
		received = string(text)
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO work_submission (case_id, period, version, result, difficulty, proposal, idle, verdict, reason,
		                             by_id, by_name, at, decided_id, decided_by, progress, for_unit, received)
		VALUES ($1, $2, (SELECT COALESCE(MAX(version), 0) + 1 FROM work_submission WHERE period = $3),
		        $4, $5, $6, $7, $8, '', $9, $10, $11, 0, '', $12, $13, $14)
		RETURNING id`,
		s.Case, s.Period, s.Period, s.Result, s.Difficulty, s.Proposal, s.Nothing, s.Verdict, s.By.ID, s.By.Name, s.At,
		s.Progress, s.For, received).Scan(&id)
	return id, err
}

func decideSubmission(ctx context.Context, tx *db.Tx, id SubmissionID, v Verdict, reason string, by Actor, at time.Time) error {
	_, err := tx.Exec(ctx, `
		UPDATE work_submission SET verdict = $1, reason = $2, decided_id = $3, decided_by = $4, decided_at = $5 WHERE id = $6`,
		v, reason, by.ID, by.Name, at, id)
	return err
}

// withdrawPending closes everything that waits in a case.
func withdrawPending(ctx context.Context, tx *db.Tx, id CaseID, at time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE work_submission SET verdict = 'withdrawn', decided_at = $1 WHERE case_id = $2 AND verdict = 'pending'`, at, id)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE work_request SET verdict = 'withdrawn', decided_at = $1 WHERE case_id = $2 AND verdict = 'pending'`, at, id)
	return err
}

const requestColumns = `id, case_id, period, kind, reason, day, unit, old_day, old_unit, verdict, answer, gave_day, gave_unit,
	by_id, by_name, at, decided_id, decided_by, decided_at`

func scanRequest(r interface{ Scan(...any) error }) (q Request, err error) {
	err = r.Scan(&q.ID, &q.Case, &q.Period, &q.Kind, &q.Reason, &q.Day, &q.Unit, &q.OldDay, &q.OldUnit, &q.Verdict, &q.Answer,
		&q.GaveDay, &q.GaveUnit, &q.By.ID, &q.By.Name, &q.At, &q.DecidedBy.ID, &q.DecidedBy.Name, &q.DecidedAt)
	return q, err
}

func requestsOf(ctx context.Context, tx *db.Tx, id CaseID) ([]Request, error) {
	r, err := tx.Query(ctx, `SELECT `+requestColumns+` FROM work_request WHERE case_id = $1 ORDER BY id`, id)
	return db.Collect(r, err, func(r *db.Rows) (Request, error) { return scanRequest(r) })
}

func requestByID(ctx context.Context, tx *db.Tx, id CaseID, r RequestID) (Request, error) {
	return scanRequest(tx.QueryRow(ctx, `SELECT `+requestColumns+` FROM work_request WHERE id = $1 AND case_id = $2`, r, id))
}

func pendingOfKind(ctx context.Context, tx *db.Tx, id CaseID, k RequestKind) (bool, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM work_request WHERE case_id = $1 AND kind = $2 AND verdict = 'pending'`, id, k).Scan(&n)
	return n > 0, err
}

func insertRequest(ctx context.Context, tx *db.Tx, q Request) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO work_request (case_id, period, kind, reason, day, unit, old_day, old_unit, verdict, answer, gave_unit,
		                          by_id, by_name, at, decided_id, decided_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0, $10, $11, $12, 0, '')`,
		q.Case, q.Period, q.Kind, q.Reason, q.Day, q.Unit, q.OldDay, q.OldUnit, q.Verdict, q.By.ID, q.By.Name, q.At)
	if err != nil {
		return fmt.Errorf("storing a request in case %d: %w", q.Case, err)
	}
	return nil
}

func settleRequest(ctx context.Context, tx *db.Tx, q Request) error {
	_, err := tx.Exec(ctx, `
		UPDATE work_request
		   SET verdict = $1, answer = $2, gave_day = $3, gave_unit = $4, decided_id = $5, decided_by = $6, decided_at = $7
		 WHERE id = $8`, q.Verdict, q.Answer, q.GaveDay, q.GaveUnit, q.DecidedBy.ID, q.DecidedBy.Name, q.DecidedAt, q.ID)
	if err != nil {
		return fmt.Errorf("settling request %d: %w", q.ID, err)
	}
	return nil
}
