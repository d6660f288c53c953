package desk

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// overview is for people who do not hand in work themselves: what is late, what comes, what waits.
func (s *Service) overview(ctx context.Context, tx *db.Tx, by auth.Officer, tree *org.Tree, v *side) error {
	today := s.day()
	looks := []struct {
		see, title string
		size       int
		found      work.List
	}{
		{see: "qua-han", title: web.T(ctx, "Quá hạn"), size: 8},
		{see: "sap-den", title: web.T(ctx, "Đến hạn trong 7 ngày"), size: 5},
		{see: "cho-duyet", title: web.T(ctx, "Chờ xác nhận"), size: 1},
		{see: "dang-lam", title: web.T(ctx, "Chưa xong"), size: 1},
	}
	for i := range looks {
		l := &looks[i]
		f := s.filterOf(by, l.see)
		f.Size = l.size
		if l.size == 1 { // only the number is wanted: any order will do
			f.Sort = work.ByCode
		}
		var err error
		l.found, err = s.Work.List(ctx, tx, by, f)
		if err != nil {
			return err
		}
		v.Scope = append(v.Scope, web.Figure{Label: l.title, Value: web.Count(ctx, l.found.Total), Href: "/viec?xem=" + l.see})
	}
	late, soon := looks[0].found, looks[1].found
	v.Standing = scopeCounts(ctx, late.Total, looks[2].found.Total)
	follow := func(c work.Case) todo {
		return todoFollowed(ctx, c, tree, today, by.MayFor(work.Coordinate, c.Owner) && c.State == work.Open)
	}
	for _, c := range late.Rows {
		v.Late = append(v.Late, follow(c))
	}
	for _, c := range soon.Rows {
		v.Soon = append(v.Soon, follow(c))
	}
	var err error
	v.Changed, err = s.changes(ctx, tx, by)
	return err
}

// side reads what stands around the queue, at most every half minute for each asker.
func (s *Service) side(ctx context.Context, tx *db.Tx, by auth.Officer, tree *org.Tree) (side, error) {
	who := askerOf(ctx, by)
	v, ok := s.sides.get(by.Account, who, s.Now())
	if ok {
		return v, nil
	}
	week, err := s.week(ctx, tx, by)
	if err != nil {
		return side{}, err
	}
	v = side{Week: week}
	v.Notes, err = s.notices(ctx, tx, by, 3)
	if err != nil {
		return side{}, err
	}
	if !by.May(work.Submit) && by.May(work.View) {
		err = s.overview(ctx, tx, by, tree, &v)
		if err != nil {
			return side{}, err
		}
	}
	if s.Plans != nil {
		v.Plans, err = s.Plans.Running(ctx, tx, by, 4)
		if err != nil {
			return side{}, fmt.Errorf("reading the running plans: %w", err)
		}
	}
	s.sides.put(by.Account, who, s.Now(), v)
	return v, nil
}

// week is what is due in the coming seven days: for those who do the work each piece, for others a number a day.
func (s *Service) week(ctx context.Context, tx *db.Tx, by auth.Officer) ([]agendaLine, error) {
	if !by.May(work.View) {
		return nil, nil
	}
	today := s.day()
	mine := by.May(work.Submit)
	all, err := s.Work.Calendar(ctx, tx, by, work.Filter{Mine: mine, Unfinished: true}, today, today.AddDays(6))
	if err != nil {
		return nil, err
	}
	var lines []agendaLine
	const most = 6
	if mine && len(all) <= most {
		for _, d := range all {
			lines = append(lines, agendaLine{Day: web.DayMonth(ctx, d.Day), Machine: d.Day.String(), Title: cut(d.Title, 70),
				Note: d.Code, Href: casePath(d.Code)})
		}
		return lines, nil
	}
	for day := today; !day.After(today.AddDays(6)); day = day.AddDays(1) {
		n := 0
		for _, d := range all {
			if d.Day == day {
				n++
			}
		}
		if n > 0 {
			lines = append(lines, agendaLine{Day: web.DayMonth(ctx, day), Machine: day.String(), Title: web.T(ctx, "%d việc đến hạn", n),
				Note: web.Weekday(ctx, day), Href: "/lich?thang=" + day.String()[:7] + dayAnchor(day)})
		}
	}
	return lines, nil
}

func dayAnchor(d law.Date) string { return "#ngay-" + d.String() }

// changes are the last acts on cases that the officer sees, one line a case, from the audit log.
func (s *Service) changes(ctx context.Context, tx *db.Tx, by auth.Officer) ([]agendaLine, error) {
	const look, most = 60, 5
	lines, err := audit.Lines(ctx, tx, audit.Filter{Object: "case", Limit: look})
	if err != nil {
		return nil, fmt.Errorf("reading what changed: %w", err)
	}
	var some []agendaLine
	seen := map[int64]bool{}
	for _, l := range lines {
		if seen[l.ObjectID] || len(some) == most || l.ActorID == by.Account {
			continue
		}
		seen[l.ObjectID] = true
		c, err := s.Work.Case(ctx, tx, by, work.CaseID(l.ObjectID))
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		some = append(some, agendaLine{Day: when(ctx, l.At, s.day()), Machine: web.MachineTime(l.At), Title: cut(c.Title, 70),
			Note: short(web.T(ctx, l.Sentence, l.Args...)), Href: casePath(c.Code)})
	}
	return some, nil
}

// count reads the numbers of the menu, at most every twenty seconds for each account.
func (s *Service) count(ctx context.Context) counts {
	by := auth.Of(ctx)
	if by.Account == 0 {
		return counts{}
	}
	c, ok := s.counts.get(by.Account, askerOf(ctx, by), s.Now())
	if ok {
		return c
	}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		t, err := s.Work.Today(ctx, tx, by)
		if err != nil {
			return err
		}
		rounds, err := s.awaiting(ctx, tx, by)
		if err != nil {
			return err
		}
		c, err = s.keepCounts(ctx, tx, by, t, rounds)
		return err
	})
	if err != nil {
		return counts{} // the page itself matters more than a number in its menu
	}
	return c
}

// keepCounts brings the numbers of the menu in line with what Today says now.
func (s *Service) keepCounts(ctx context.Context, tx *db.Tx, by auth.Officer, t work.Today, rounds []RoundLine) (counts, error) {
	c := countsOf(t, rounds)
	old, ok := s.counts.get(by.Account, askerOf(ctx, by), s.Now())
	if ok {
		c.notices = old.notices
		s.counts.renew(by.Account, c)
		return c, nil
	}
	notes, err := s.notices(ctx, tx, by, bellLimit)
	if err != nil {
		return counts{}, err
	}
	for _, n := range notes {
		if n.New {
			c.notices++
		}
	}
	s.counts.put(by.Account, askerOf(ctx, by), s.Now(), c)
	return c, nil
}

func (s *Service) countTodo(ctx context.Context) (n int, hot bool) {
	c := s.count(ctx)
	return c.todo, c.hot
}

// NewNotices is how many notices the asker has not marked as read, for the bell of every page.
func (s *Service) NewNotices(ctx context.Context) int { return s.count(ctx).notices }

// changed forgets the numbers of somebody who has just acted.
func (s *Service) changed(by auth.Officer) {
	s.counts.forget(by.Account)
	s.sides.forget(by.Account)
}

// when is an instant in a list: the time of day today, else the day.
func when(ctx context.Context, at time.Time, today law.Date) string {
	if law.DateOf(at) == today {
		return web.Clock(at)
	}
	return web.DayMonth(ctx, law.DateOf(at))
}
