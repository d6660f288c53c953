package work

import (
	"context"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// Today is what the officer has to see today. Each of its queries reads an index.
func (s *Service) Today(ctx context.Context, tx *db.Tx, by auth.Officer) (t Today, err error) {
	today := s.Day()
	steps := []func() error{
		func() error { return s.todayMine(ctx, tx, by, today, &t) },
		func() error { return s.todayDecide(ctx, tx, by, &t) },
		func() error { return s.todayFollowed(ctx, tx, by, today, &t) },
		func() error { return s.todayMentions(ctx, tx, by, &t) },
		func() error {
			t.DoneToday, err = doneSince(ctx, tx, by.Account, today)
			return err
		},
	}
	for _, step := range steps {
		err := step()
		if err != nil {
			return Today{}, fmt.Errorf("reading today: %w", err)
		}
	}
	return t, nil
}

// soonDays is how far ahead "the next days" reach.
const soonDays = 3

func (s *Service) todayMine(ctx context.Context, tx *db.Tx, by auth.Officer, today law.Date, t *Today) error {
	if !by.May(Submit) {
		return nil
	}
	mine := &query{}
	mine.add(`1 = 1`)
	err := s.mine(ctx, tx, mine, by)
	if err != nil {
		return err
	}
	err = countMine(ctx, tx, mine, today, t)
	if err != nil {
		return err
	}
	lists := []struct {
		to    *[]Case
		count int
		where string
		args  []any
	}{
		{&t.Overdue, t.OverdueCount, `c.owed_day < ? AND c.step <> 'returned'`, []any{today}},
		{&t.DueNow, t.DueNowCount, `c.owed_day = ? AND c.step <> 'returned'`, []any{today}},
		{&t.Soon, t.SoonCount, `c.owed_day > ? AND c.owed_day <= ? AND c.step <> 'returned'`, []any{today, today.AddDays(soonDays)}},
		{&t.Returned, t.ReturnedCount, `c.step = 'returned'`, nil},
	}
	for _, l := range lists {
		if l.count == 0 {
			continue
		}
		q := &query{}
		q.add(`c.state = 'open' AND `+l.where, l.args...)
		q.add(` AND `)
		shift(q, mine)
		q.add(` ORDER BY c.owed_day, c.id LIMIT ?`, TodayLimit)
		*l.to, err = casesWhere(ctx, tx, q)
		if err != nil {
			return err
		}
	}
	return nil
}

func countMine(ctx context.Context, tx *db.Tx, mine *query, today law.Date, t *Today) error {
	q := &query{}
	q.add(`
		SELECT COALESCE(SUM(CASE WHEN c.state = 'open' AND c.step <> 'returned' AND c.owed_day < ? THEN 1 ELSE 0 END), 0),
		       COALESCE(SUM(CASE WHEN c.state = 'open' AND c.step <> 'returned' AND c.owed_day = ? THEN 1 ELSE 0 END), 0),
		       COALESCE(SUM(CASE WHEN c.state = 'open' AND c.step <> 'returned' AND c.owed_day > ? AND c.owed_day <= ? THEN 1 ELSE 0 END), 0),
		       COALESCE(SUM(CASE WHEN c.step = 'returned' THEN 1 ELSE 0 END), 0),
		       COALESCE(SUM(CASE WHEN c.state = 'waiting' OR c.asking > 0 OR c.awaiting > 0 THEN 1 ELSE 0 END), 0)
		  FROM work_case c
		 WHERE c.state IN ('open', 'waiting') AND `, today, today, today, today.AddDays(soonDays))
	shift(q, mine)
	return tx.QueryRow(ctx, q.text.String(), q.args...).
		Scan(&t.OverdueCount, &t.DueNowCount, &t.SoonCount, &t.ReturnedCount, &t.WaitingOnOthers)
}

func (s *Service) todayDecide(ctx context.Context, tx *db.Tx, by auth.Officer, t *Today) error {
	if !by.May(Decide) {
		return nil
	}
	limit := &query{}
	owned(limit, by, Decide)
	var err error
	t.DecideCount, err = countPending(ctx, tx, limit)
	if err != nil || t.DecideCount == 0 {
		return err
	}
	t.Decide, err = pending(ctx, tx, limit)
	return err
}

// todayFollowed is what others owe to the officer who coordinates it.
func (s *Service) todayFollowed(ctx context.Context, tx *db.Tx, by auth.Officer, today law.Date, t *Today) error {
	if !by.May(Coordinate) {
		return nil
	}
	limit := &query{}
	owned(limit, by, Coordinate)
	q := &query{}
	q.add(`
		SELECT COALESCE(SUM(CASE WHEN c.owed_day < ? THEN 1 ELSE 0 END), 0), COUNT(*)
		  FROM work_case c
		 WHERE c.owed_day IS NOT NULL AND c.owed_day <= ?`, today, today.AddDays(soonDays))
	shift(q, limit)
	var all int
	err := tx.QueryRow(ctx, q.text.String(), q.args...).Scan(&t.FollowedLate, &all)
	if err != nil {
		return err
	}
	t.FollowedSoon = all - t.FollowedLate
	q = &query{}
	q.add(`c.owed_day IS NOT NULL AND c.owed_day <= ?`, today.AddDays(soonDays))
	shift(q, limit)
	q.add(` ORDER BY c.owed_day DESC, c.id LIMIT ?`, TodayLimit)
	t.Followed, err = casesWhere(ctx, tx, q)
	return err
}

func (s *Service) todayMentions(ctx context.Context, tx *db.Tx, by auth.Officer, t *Today) error {
	if by.Person == 0 {
		return nil
	}
	unseen, err := unseenMentions(ctx, tx, by.Person)
	if err != nil {
		return err
	}
	for _, m := range unseen {
		c, err := caseByID(ctx, tx, m.Case.ID)
		if err != nil {
			return err
		}
		if !visible(by, c) {
			continue
		}
		t.MentionCount++
		if len(t.Mentions) < TodayLimit {
			t.Mentions = append(t.Mentions, Mention{c, m.Comment})
		}
	}
	return nil
}

func unseenMentions(ctx context.Context, tx *db.Tx, p org.PersonID) ([]Mention, error) {
	r, err := tx.Query(ctx, `
		SELECT n.id, n.case_id, n.body, n.by_id, n.by_name, n.at
		  FROM work_mention m
		  JOIN work_comment n ON n.id = m.comment_id
		 WHERE m.person = $1 AND m.seen_at IS NULL
		 ORDER BY m.comment_id DESC
		 LIMIT 100`, p)
	return db.Collect(r, err, func(r *db.Rows) (m Mention, err error) {
		err = r.Scan(&m.Comment.ID, &m.Case.ID, &m.Comment.Text, &m.Comment.By.ID, &m.Comment.By.Name, &m.Comment.At)
		return m, err
	})
}

func doneSince(ctx context.Context, tx *db.Tx, account int64, day law.Date) (n int, err error) {
	err = tx.QueryRow(ctx, `
		SELECT COUNT(DISTINCT case_id) FROM work_event
		 WHERE by_id = $1 AND at >= $2
		   AND action IN ('work.submit', 'work.nothing', 'work.accept', 'work.return', 'work.grant-extension',
		                  'work.grant-transfer', 'work.refuse', 'work.contribute')`, account, day.Start()).Scan(&n)
	return n, err
}

func countPending(ctx context.Context, tx *db.Tx, limit *query) (n int, err error) {
	q := &query{}
	for i, table := range []string{"work_submission", "work_request"} {
		q.add([]string{`SELECT (`, `) + (`}[i])
		if limit.text.Len() == 0 {
			q.add(`SELECT COUNT(*) FROM ` + table + ` WHERE verdict = 'pending'`)
			continue
		}
		q.add(`SELECT COUNT(*) FROM ` + table + ` w JOIN work_case c ON c.id = w.case_id WHERE w.verdict = 'pending'`)
		shift(q, limit)
	}
	q.add(`)`)
	err = tx.QueryRow(ctx, q.text.String(), q.args...).Scan(&n)
	return n, err
}

// pending are the oldest submissions and requests that wait.
func pending(ctx context.Context, tx *db.Tx, limit *query) ([]Decision, error) {
	var all []Decision
	for _, table := range []string{"work_submission", "work_request"} {
		q := &query{}
		q.add(`
			SELECT w.id, w.case_id, w.by_id, w.by_name, w.at
			  FROM ` + table + ` w JOIN work_case c ON c.id = w.case_id
			 WHERE w.verdict = 'pending'`)
		shift(q, limit)
		q.add(` ORDER BY w.at, w.id LIMIT ?`, TodayLimit)
		r, err := tx.Query(ctx, q.text.String(), q.args...)
		some, err := db.Collect(r, err, func(r *db.Rows) (d Decision, err error) {
			var id int64
			err = r.Scan(&id, &d.Case.ID, &d.By.ID, &d.By.Name, &d.At)
			if table == "work_request" {
				d.Request = &Request{ID: RequestID(id)}
				return d, err
			}
			d.Submission = SubmissionID(id)
			return d, err
		})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b Decision) int { return a.At.Compare(b.At) })
	all = all[:min(len(all), TodayLimit)]
	return all, fillDecisions(ctx, tx, all)
}

func fillDecisions(ctx context.Context, tx *db.Tx, all []Decision) error {
	q := &query{}
	q.add(`c.id IN (`)
	for i, d := range all {
		q.list(i, d.Case.ID)
	}
	q.add(`)`)
	cases, err := casesWhere(ctx, tx, q)
	if err != nil {
		return err
	}
	for i := range all {
		k := slices.IndexFunc(cases, func(c Case) bool { return c.ID == all[i].Case.ID })
		all[i].Case = cases[k]
		if all[i].Request == nil {
			continue
		}
		r, err := requestByID(ctx, tx, all[i].Case.ID, all[i].Request.ID)
		if err != nil {
			return err
		}
		all[i].Request = &r
	}
	return nil
}

// Calendar lists what is due between two days among the cases of a filter, by day.
func (s *Service) Calendar(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter, from, to law.Date) ([]Due, error) {
	where, err := s.where(ctx, tx, by, f)
	if err != nil {
		return nil, err
	}
	q := &query{}
	q.add(`
		SELECT p.due_day, c.id, c.code, c.title, c.lead, p.id, p.step, p.late
		  FROM work_period p
		  JOIN work_case c ON c.id = p.case_id
		 WHERE p.due_day >= ? AND p.due_day <= ? AND p.step <> 'cancelled' AND `, from, to)
	shift(q, where)
	q.add(` ORDER BY p.due_day, c.id LIMIT 2000`)
	today := s.Day()
	r, err := tx.Query(ctx, q.text.String(), q.args...)
	return db.Collect(r, err, func(r *db.Rows) (d Due, err error) {
		err = r.Scan(&d.Day, &d.Case, &d.Code, &d.Title, &d.Lead, &d.Period, &d.Step, &d.Late)
		d.Late = d.Late || d.Step.Owed() && d.Day.Before(today)
		return d, err
	})
}
