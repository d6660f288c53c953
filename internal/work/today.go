package work

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// soonDays is how far ahead "the next days" reach.
const soonDays = 3

// Today is what the officer has to see today.
func (s *Service) Today(ctx context.Context, tx *db.Tx, by auth.Officer) (Today, error) {
	b, err := s.board(ctx, tx)
	if err != nil {
		return Today{}, err
	}
	m, err := s.mine(ctx, tx, by, true)
	if err != nil {
		return Today{}, err
	}
	r, err := s.reader(ctx, tx, by)
	if err != nil {
		return Today{}, err
	}
	p := choose(b, pileKey{s.chooser(by, m, r)}, func() pile { return s.pile(b, by, m) })
	t := p.Today
	err = s.readPile(ctx, tx, r, p, &t)
	if err != nil {
		return Today{}, fmt.Errorf("reading today: %w", err)
	}
	if t.DecideCount > 0 {
		t.Decide, err = b.decisions(ctx, tx, over(by, Decide))
		if err != nil {
			return Today{}, fmt.Errorf("reading what waits for a decision: %w", err)
		}
	}
	err = todayMentions(ctx, tx, b, by, r, &t)
	if err != nil {
		return Today{}, fmt.Errorf("reading mentions: %w", err)
	}
	t.Entered, err = s.entered(ctx, tx, b, r, m)
	if err != nil {
		return Today{}, fmt.Errorf("reading what was entered for units: %w", err)
	}
	t.DoneToday, err = doneSince(ctx, tx, by.Account, s.Day())
	return t, err
}

// soon is the last of the next days: at least so far that a unit sees what turns red two working days before.
func (s *Service) soon(today law.Date) law.Date {
	return later(today.AddDays(soonDays), s.Holidays().AddWorkingDays(today, noticeDays))
}

// pile is the work of one officer, what is most pressing first, and its numbers.
type pile struct {
	overdue, now, soon, returned, followed []*entry
	Today
}

// pile walks the board once.
func (s *Service) pile(b *board, by auth.Officer, m mine) pile {
	p, today := pile{}, s.Day()
	decides, follows, soon := over(by, Decide), over(by, Coordinate), s.soon(today)
	for _, e := range b.entries {
		if e.state == Done && e.asking == 0 || e.state == Cancelled {
			continue
		}
		if decides.has(e.owner) {
			p.DecideCount += e.awaiting + e.asking
		}
		pressing := !e.owed.IsZero() && !e.owed.After(soon)
		if m.has(e) {
			if e.state == Waiting || e.asking+e.awaiting > 0 {
				p.WaitingOnOthers++
			}
			p.put(e, pressing && e.presses(today), today)
			continue
		}
		if pressing && e.presses(today) && follows.has(e.owner) {
			p.followed = append(p.followed, e)
			if e.overdue(today) {
				p.FollowedLate++
			}
		}
	}
	p.OverdueCount, p.DueNowCount, p.SoonCount, p.ReturnedCount = len(p.overdue), len(p.now), len(p.soon), len(p.returned)
	p.FollowedSoon = len(p.followed) - p.FollowedLate
	news := func(a, b *entry) int { return byDue(b, a) } // long arrears are known
	p.overdue, p.now, p.soon, p.returned = first(p.overdue, byDue), first(p.now, byDue), first(p.soon, byDue), first(p.returned, byDue)
	p.followed = first(p.followed, news)
	return p
}

// first are the cases of a list of Today that are shown.
func first(all []*entry, order func(a, b *entry) int) []*entry {
	slices.SortFunc(all, order)
	return slices.Clone(all[:min(len(all), TodayLimit)])
}

// read reads the rows of every list at once.
func (s *Service) readPile(ctx context.Context, tx *db.Tx, by reader, p pile, t *Today) error {
	all, err := s.rows(ctx, tx, slices.Concat(p.overdue, p.now, p.soon, p.returned, p.followed))
	if err != nil {
		return err
	}
	by.showAll(all)
	cases := byID(all)
	for _, l := range []struct {
		from []*entry
		to   *[]Case
	}{{p.overdue, &t.Overdue}, {p.now, &t.DueNow}, {p.soon, &t.Soon}, {p.returned, &t.Returned}, {p.followed, &t.Followed}} {
		for _, e := range l.from {
			if c, known := cases[e.id]; known {
				*l.to = append(*l.to, c)
			}
		}
	}
	return nil
}

// presses reports whether a day that draws near is the lead's concern: not while it waits for an answer, unless
// it was late before it asked, and not what is followed elsewhere.
func (e *entry) presses(today law.Date) bool {
	return !e.away && (e.asked.IsZero() || e.overdue(today))
}

func byID(all []Case) map[CaseID]Case {
	cases := make(map[CaseID]Case, len(all))
	for _, c := range all {
		cases[c.ID] = c
	}
	return cases
}

func (p *pile) put(e *entry, pressing bool, today law.Date) {
	switch {
	case e.step == Returned:
		p.returned = append(p.returned, e)
	case !pressing:
	case e.overdue(today):
		p.overdue = append(p.overdue, e)
	case e.owed == today:
		p.now = append(p.now, e)
	default:
		p.soon = append(p.soon, e)
	}
}

// decisions are the oldest submissions and requests that wait for somebody who decides there.
func (b *board) decisions(ctx context.Context, tx *db.Tx, decides reach) ([]Decision, error) {
	var all []Decision
	for _, table := range []string{"work_submission", "work_request"} {
		some, err := pending(ctx, tx, table, func(id CaseID) bool {
			at, known := b.at[id]
			return known && decides.has(b.entries[at].owner)
		})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b Decision) int { return a.At.Compare(b.At) })
	all = all[:min(len(all), TodayLimit)]
	return all, b.fill(ctx, tx, all)
}

// fill reads the cases and requests of decisions.
func (b *board) fill(ctx context.Context, tx *db.Tx, all []Decision) error {
	ids := make([]CaseID, len(all))
	for i, d := range all {
		ids[i] = d.Case.ID
	}
	cases, err := b.read(ctx, tx, ids)
	if err != nil {
		return err
	}
	for i := range all {
		d := &all[i]
		d.Case = cases[d.Case.ID]
		if d.Request == nil {
			continue
		}
		r, err := requestByID(ctx, tx, d.Case.ID, d.Request.ID)
		if err != nil {
			return err
		}
		d.Request = &r
	}
	return nil
}

// read reads the whole of some cases; the same one may be named twice.
func (b *board) read(ctx context.Context, tx *db.Tx, ids []CaseID) (map[CaseID]Case, error) {
	found := map[CaseID]*entry{}
	for _, id := range ids {
		if at, known := b.at[id]; known {
			found[id] = b.entries[at]
		}
	}
	all, err := readRows(ctx, tx, slices.Collect(maps.Values(found)))
	return byID(all), err
}

// pending are the oldest waiting rows of submissions or requests whose case is wanted.
func pending(ctx context.Context, tx *db.Tx, table string, wanted func(CaseID) bool) ([]Decision, error) {
	var all []Decision
	for from, step := 0, TodayLimit; ; from, step = from+step, 4*step {
		r, err := tx.Query(ctx, `
			SELECT id, case_id, by_id, by_name, at
			  FROM `+table+`
			 WHERE verdict = 'pending'
			 ORDER BY at, case_id
			 LIMIT $1 OFFSET $2`, step, from)
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
		for _, d := range some {
			if wanted(d.Case.ID) && len(all) < TodayLimit {
				all = append(all, d)
			}
		}
		if len(some) < step || len(all) == TodayLimit {
			return all, nil
		}
	}
}

func todayMentions(ctx context.Context, tx *db.Tx, b *board, by auth.Officer, see reader, t *Today) error {
	if by.Person == 0 {
		return nil
	}
	unseen, err := unseenMentions(ctx, tx, by.Person)
	if err != nil {
		return err
	}
	var ids []CaseID
	for _, m := range unseen {
		ids = append(ids, m.Case.ID)
	}
	cases, err := b.read(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, m := range unseen {
		c := cases[m.Case.ID]
		if !visible(by, c) {
			continue
		}
		see.show(&c)
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
	if account == 0 {
		return 0, nil
	}
	err = tx.QueryRow(ctx, `
		SELECT COUNT(DISTINCT case_id) FROM work_event
		 WHERE by_id = $1 AND at >= $2
		   AND action IN ('work.submit', 'work.nothing', 'work.accept', 'work.return', 'work.grant-extension',
		                  'work.grant-transfer', 'work.refuse', 'work.contribute')`, account, day.Start()).Scan(&n)
	return n, err
}

// calendarLimit is the most entries of a calendar.
const calendarLimit = 2000

// Calendar lists what is due between two days among the cases of a filter, by day, at most 2000 entries.
func (s *Service) Calendar(ctx context.Context, tx *db.Tx, by auth.Officer, f Filter, from, to law.Date) ([]Due, error) {
	found, err := s.find(ctx, tx, by, f)
	if err != nil {
		return nil, err
	}
	see, err := s.reader(ctx, tx, by)
	if err != nil {
		return nil, err
	}
	chosen := make(map[CaseID]*entry, len(found))
	for _, e := range found {
		chosen[e.id] = e
	}
	r, err := tx.Query(ctx, `
		SELECT p.due_day, c.id, c.code, c.title, c.lead, p.id, p.step, p.late, p.waited, p.asked_on
		  FROM work_period p
		  JOIN work_case c ON c.id = p.case_id
		 WHERE p.due_day >= $1 AND p.due_day <= $2 AND p.step <> 'cancelled'
		 ORDER BY p.due_day, c.id`, from, to)
	if err != nil {
		return nil, fmt.Errorf("reading the calendar: %w", err)
	}
	defer r.Close()
	var all []Due
	for len(all) < calendarLimit && r.Next() {
		var d Due
		var p Period
		err := r.Scan(&d.Day, &d.Case, &d.Code, &d.Title, &d.Lead, &d.Period, &d.Step, &d.Late, &p.Waited, &p.AskedOn)
		if err != nil {
			return nil, fmt.Errorf("reading the calendar: %w", err)
		}
		e := chosen[d.Case]
		if e == nil {
			continue
		}
		now := *see.standing(e)
		now.asked, now.owed = p.AskedOn, law.Date{}
		if d.Step.Owed() {
			now.owed = d.Day.AddDays(p.Waited)
		}
		d.Late = now.scored() && d.Late || now.overdue(see.today)
		all = append(all, d)
	}
	return all, r.Err()
}
