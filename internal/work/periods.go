package work

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/law"
)

// Spans are the periods of a recurring cadence that touch the days from one to another, both inclusive.
// They follow each other without gap or overlap from c.From to c.To, and none is due on a day off.
func (c Cadence) Spans(cal law.Calendar, from, until law.Date) []Span {
	var all []Span
	if !c.Recurs() {
		return nil
	}
	if !c.From.IsZero() && from.Before(c.From) {
		from = c.From
	}
	if !c.To.IsZero() && until.After(c.To) {
		until = c.To
	}
	for day := from; !day.After(until); {
		s := c.spanAround(cal, day)
		all = append(all, s)
		day = s.To.AddDays(1)
	}
	return all
}

// spanAround is the period in which day lies, cut to the cadence's range.
func (c Cadence) spanAround(cal law.Calendar, day law.Date) Span {
	start, end := c.rhythm().around(day)
	due := c.dueIn(start, end)
	if !c.From.IsZero() && start.Before(c.From) {
		start = c.From
	}
	if !c.To.IsZero() && end.After(c.To) {
		end = c.To
	}
	if due.Before(start) || due.After(end) {
		due = end
	}
	return Span{start, end, cal.WorkingDayFrom(due)}
}

// rhythm is how often something is handed in.
func (c Cadence) rhythm() Rhythm {
	if c.Rhythm != Continuous {
		return c.Rhythm
	}
	if c.Report == "" {
		return Quarterly
	}
	return c.Report
}

// around is the natural period in which day lies: Monday to Sunday, a month, a quarter, a year.
func (r Rhythm) around(day law.Date) (start, end law.Date) {
	switch r {
	case Weekly:
		start = day.AddDays(-(int(day.Weekday()) + 6) % 7)
		return start, start.AddDays(6)
	case Monthly:
		start = law.Date{Year: day.Year, Month: day.Month, Day: 1}
		return start, start.LastOfMonth()
	case Quarterly:
		start = law.Date{Year: day.Year, Month: (day.Month-1)/3*3 + 1, Day: 1}
		return start, start.AddMonths(2).LastOfMonth()
	}
	start = law.Date{Year: day.Year, Month: 1, Day: 1}
	return start, start.AddMonths(11).LastOfMonth()
}

// dueIn places the due day within a natural period.
func (c Cadence) dueIn(start, end law.Date) law.Date {
	switch c.rhythm() {
	case Weekly:
		if c.Weekday == time.Sunday {
			return start.AddDays(4)
		}
		return start.AddDays(int(c.Weekday) - 1)
	case Monthly:
		return dayOf(start, c.Day)
	}
	if c.Month == 0 {
		return dayOf(law.Date{Year: end.Year, Month: end.Month, Day: 1}, c.Day)
	}
	return dayOf(start.AddMonths(c.Month-1), c.Day)
}

// dayOf is day n of the month that begins with first; its last day when n is 0 or the month is shorter.
func dayOf(first law.Date, n int) law.Date {
	last := first.LastOfMonth()
	if n == 0 || n > last.Day {
		return last
	}
	return first.AddDays(n - 1)
}

func (c Cadence) check() error {
	switch c.Rhythm {
	case "", Once, Weekly, Monthly, Quarterly, Yearly, AsNeeded:
	case Continuous:
		if !(Cadence{Rhythm: c.rhythm()}).Recurs() || c.rhythm() == Continuous {
			return fault.New(fault.Invalid, "Hãy chọn nhịp báo cáo hằng tuần, hằng tháng, hằng quý hoặc hằng năm.").At("report")
		}
	default:
		return fault.New(fault.Invalid, "Chu kỳ thực hiện không rõ. Hãy chọn trong danh sách.").At("cadence")
	}
	most := map[Rhythm]int{Quarterly: 3, Yearly: 12}[c.rhythm()]
	switch {
	case c.Month < 0 || c.Recurs() && c.Month > most:
		return fault.New(fault.Invalid, "Tháng đến hạn không có trong kỳ. Hãy chọn lại.").At("month")
	case c.Day < 0 || c.Day > 31:
		return fault.New(fault.Invalid, "Ngày đến hạn phải từ 1 đến 31.").At("day")
	case c.Weekday < time.Sunday || c.Weekday > time.Saturday:
		return fault.New(fault.Invalid, "Hãy chọn lại thứ đến hạn trong tuần.").At("weekday")
	case !validOrZero(c.From) || !validOrZero(c.To):
		return fault.New(fault.Invalid, "Ngày bắt đầu hoặc kết thúc không có trong lịch.").At("to")
	case !c.From.IsZero() && !c.To.IsZero() && c.To.Before(c.From):
		return fault.New(fault.Invalid, "Ngày kết thúc đứng trước ngày bắt đầu.").At("to")
	}
	return nil
}

// The years in which work may begin, end or fall due; others are mistakes of the pen.
const firstYear, lastYear = 1990, 2120

func validOrZero(d law.Date) bool {
	return d.IsZero() || d.Valid() && d.Year >= firstYear && d.Year <= lastYear
}

// lateness reports whether something handed in at an instant came after the deadline of p. The days on which
// answers of a coordinator were waited for do not count.
func (p Period) lateness(at time.Time) bool {
	if !p.AskedOn.IsZero() && p.AskedOn.Before(law.DateOf(at)) {
		at = p.AskedOn.Start()
	}
	switch {
	case p.DueAt != nil:
		return at.After(p.DueAt.AddDate(0, 0, p.Waited))
	case p.Due.IsZero():
		return false
	}
	return law.DateOf(at).After(p.counts())
}

// counts is the last day on which p is on time: its due day and the days that were waited for.
func (p Period) counts() law.Date {
	if p.Due.IsZero() {
		return law.Date{}
	}
	return p.Due.AddDays(p.Waited)
}

// DaysLate is for how many days p is owed on a day after the last that counts, 0 if it is not late.
func (p Period) DaysLate(today law.Date) int {
	if !p.AskedOn.IsZero() && p.AskedOn.Before(today) {
		today = p.AskedOn
	}
	if !p.Step.Owed() || p.Due.IsZero() {
		return 0
	}
	return max(0, p.counts().DaysUntil(today))
}

// summarise brings into c what follows from its periods, in the order of time. The case shows the first
// period that the lead still owes, else the first that waits, else the last.
func (c *Case) summarise(periods []Period) {
	shown, begun := Period{}, false
	owed, waiting := (*Period)(nil), (*Period)(nil)
	c.OnTime, c.TooLate, c.Awaiting = 0, 0, 0
	c.CoverTo, c.Cover = law.Date{}, ""
	for i := range periods {
		p := &periods[i]
		if p.Step == Dropped {
			continue
		}
		shown = *p
		begun = begun || p.Step != NotStarted
		switch {
		case p.Step.Owed() && owed == nil:
			owed = p
		case p.Step == Submitted && waiting == nil:
			waiting = p
		}
		c.count(*p)
	}
	c.Owed, c.AskedOn, c.Late = law.Date{}, law.Date{}, false
	switch {
	case c.State == Cancelled:
		c.Step = Dropped
		return
	case owed != nil:
		shown = *owed
		c.State, c.Step, c.Owed, c.AskedOn = Open, owed.Step, owed.counts(), owed.AskedOn
		if c.Step == NotStarted && begun {
			c.Step = Doing
		}
	case waiting != nil:
		shown = *waiting
		c.State, c.Step, c.Late = Waiting, Submitted, waiting.Late
	default:
		c.State, c.Step, c.Late = Done, Accepted, c.TooLate > 0
	}
	c.FirstDue, c.Due, c.DueAt, c.SubmittedAt = shown.FirstDue, shown.Due, shown.DueAt, shown.SubmittedAt
	c.FinishedOn = law.Date{}
	if c.State == Done && shown.SubmittedAt != nil {
		c.FinishedOn = law.DateOf(*shown.SubmittedAt)
	}
}

func (c *Case) count(p Period) {
	if p.Step == Submitted {
		c.Awaiting++
	}
	if !p.Step.Owed() && c.Cadence.Tempo() == Flow && p.To.After(c.CoverTo) {
		c.CoverTo, c.Cover = p.To, p.Step
	}
	if p.Step.State() != Done {
		return
	}
	if p.Late {
		c.TooLate++
		return
	}
	c.OnTime++
}
