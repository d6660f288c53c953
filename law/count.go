package law

import "time"

// Count is a counted term: when it is due and everything that decided it.
type Count struct {
	Term Term
	From Moment
	Due  Moment // the last moment in time; zero when it cannot be known

	ReasonVI, ReasonEN string // why Due is zero

	Counted    bool    // whether the count walked over days at all
	Weekends   int     // ordinary Saturdays and Sundays passed over
	Skipped    []Day   // other days off passed over
	Worked     []Day   // swapped working days that counted
	Last       Date    // the last day before it moved; zero when it did not move
	LastOff    *Day    // the day off that Last is; nil for an ordinary Saturday or Sunday
	Passed     []Day   // further days off over which it moved
	Stopped    []Pause // the pauses that lengthened the term
	PausedDays int     // days that did not count
	PausedTime time.Duration
	PausesIdle bool  // pauses were given, but this kind of term cannot stand still
	Assumed    bool  // a term in hours began on a day without clock time; its 00:00 was taken
	Undecided  []int // years without a decided calendar that the date rests on
	Unchecked  []Day // provisional days that the date rests on
}

// Certain reports whether the date rests on decided, checked days only.
func (c Count) Certain() bool { return len(c.Undecided) == 0 && len(c.Unchecked) == 0 }

// From counts t from a moment over a calendar. Days are counted from the day after from (Civil
// Code 2015, article 147); a term in hours that begins on a whole day begins at its 00:00, the
// strictest reading. pauses stop the clock; nextIssue answers the unit [NextIssue]. It fails with a
// Vietnamese sentence when the term or a pause is not well formed.
//
//law:blds-2015
func (t Term) From(from Moment, c Calendar, pauses []Pause, nextIssue Date) (Count, error) {
	err := t.check()
	if err != nil {
		return Count{}, err
	}
	if from.IsZero() {
		return Count{}, sentence("Chưa có mốc bắt đầu của thời hạn.")
	}
	err = from.check()
	if err != nil {
		return Count{}, err
	}
	stops, err := arrange(pauses)
	if err != nil {
		return Count{}, err
	}
	w := walk{Count: Count{Term: t, From: from}, almanac: almanac{Calendar: c}, stops: stops}
	w.run(nextIssue)
	return w.Count, nil
}

// walk is a count under way.
type walk struct {
	Count
	almanac almanac
	stops   pauses
}

func (w *walk) run(nextIssue Date) {
	switch w.Term.Unit {
	case BeforeEvent:
		w.idle()
		w.before()
	case AtLeast:
		w.plain(w.Term.inner())
	case FixedDate:
		w.idle()
		w.fixed()
	case Immediately:
		w.idle()
		w.Due = w.From
	case NextIssue:
		w.idle()
		w.issue(nextIssue)
	case Unknown:
		w.ReasonVI = "độ dài của thời hạn này chưa xác định được"
		w.ReasonEN = "the length of this term could not be confirmed"
	default:
		w.plain(w.Term)
	}
}

func (w *walk) idle() { w.PausesIdle = len(w.stops) > 0 }

func (w *walk) plain(t Term) {
	switch t.Unit {
	case Hours:
		w.hours(t.Amount)
	case WorkingDays:
		w.workingDays(t.Amount)
	case Months:
		end := w.From.Date().AddMonths(t.Amount)
		w.calendarDays(w.From.Date().DaysUntil(end))
	default:
		w.calendarDays(t.Amount)
	}
	if p, stands := w.stops.standing(w.Due.Deadline()); stands {
		w.Due = Moment{}
		w.ReasonVI = "thời hạn đang tạm dừng từ " + p.From.Vietnamese() + " và chưa tiếp tục"
		w.ReasonEN = "the clock has stood still since " + p.From.english()
	}
}

func (w *walk) hours(n int) {
	start := w.from()
	end := start.Add(time.Duration(n) * time.Hour)
	from := start
	for _, p := range w.stops {
		lost := p.within(from, end)
		if lost <= 0 {
			continue
		}
		end = end.Add(lost)
		from = p.To.start()
		w.PausedTime += lost
		w.noteStop(p)
	}
	w.Due = AtInstant(end)
}

func (w *walk) from() time.Time {
	_, clock := w.From.Instant()
	w.Assumed = !clock
	return w.From.start()
}

func (w *walk) calendarDays(n int) {
	d := w.From.Date()
	for n > 0 {
		d = d.AddDays(1)
		if w.paused(d) {
			continue
		}
		n--
	}
	w.roll(d)
}

// roll ends a term with the next working day when its last day is a day off (Civil Code 2015,
// article 148.5).
func (w *walk) roll(d Date) {
	last := d
	for !w.worksOn(d) || w.paused(d) {
		day, special := w.almanac.day(d)
		switch {
		case special && d == last:
			w.LastOff = &day
		case special:
			w.Passed = append(w.Passed, day)
		}
		d = d.AddDays(1)
		w.Last = last
	}
	w.Due = OnDay(d)
}

func (w *walk) workingDays(n int) {
	d := w.From.Date()
	w.Counted = true
	for n > 0 {
		d = d.AddDays(1)
		if w.paused(d) {
			continue
		}
		if w.counts(d) {
			n--
		}
	}
	w.Due = OnDay(d)
}

// paused reports whether d is lost to a pause that has ended, and notes it. A pause that lasts has
// no last day and covers nothing here; plain then gives no date.
func (w *walk) paused(d Date) bool {
	for _, p := range w.stops {
		if d.After(p.From.Date()) && !d.After(p.To.Date()) {
			w.PausedDays++
			w.noteStop(p)
			return true
		}
	}
	return false
}

func (w *walk) noteStop(p Pause) {
	if n := len(w.Stopped); n == 0 || w.Stopped[n-1] != p {
		w.Stopped = append(w.Stopped, p)
	}
}

// counts reports whether d is a working day and notes what was passed over.
func (w *walk) counts(d Date) bool {
	works := w.worksOn(d)
	day, special := w.almanac.day(d)
	switch {
	case special && works:
		w.Worked = append(w.Worked, day)
	case special:
		w.Skipped = append(w.Skipped, day)
	case !works:
		w.Weekends++
	}
	return works
}

// worksOn asks the calendar and notes how sure the answer is.
func (w *walk) worksOn(d Date) bool {
	day, special := w.almanac.day(d)
	switch {
	case !w.almanac.Decided(d):
		w.noteYear(d.Year)
	case special && day.Provisional && !w.noted(d):
		w.Unchecked = append(w.Unchecked, day)
	}
	return w.almanac.works(d)
}

func (w *walk) noteYear(year int) {
	for _, y := range w.Undecided {
		if y == year {
			return
		}
	}
	w.Undecided = append(w.Undecided, year)
}

func (w *walk) noted(d Date) bool {
	n := len(w.Unchecked)
	return n > 0 && w.Unchecked[n-1].Date == d
}

// before counts back from an event. The event's day does not count, and the result does not move:
// to move it later would cut the time short.
func (w *walk) before() {
	n, d := w.Term.Amount, w.From.Date()
	switch w.Term.Of {
	case Hours:
		w.Due = AtInstant(w.from().Add(-time.Duration(n) * time.Hour))
		return
	case Months:
		w.Due = OnDay(d.AddMonths(-n))
		return
	case CalendarDays:
		w.Due = OnDay(d.AddDays(-n))
		return
	}
	w.Counted = true
	for n > 0 {
		d = d.AddDays(-1)
		if w.counts(d) {
			n--
		}
	}
	w.Due = OnDay(d)
}

// fixed finds the last day before the yearly date, this year's while it lies ahead. A fixed date is
// not a term and does not move off a day off.
func (w *walk) fixed() {
	from := w.From.Date()
	limit := Date{from.Year, w.Term.Month, w.Term.Day}
	if !from.Before(limit) {
		limit.Year++
	}
	w.Due = OnDay(limit.AddDays(-1))
}

func (w *walk) issue(next Date) {
	if next.IsZero() {
		w.ReasonVI = "chưa có ngày ra của số gần nhất; hãy nhập ngày đó"
		w.ReasonEN = "the day of the next issue is not known; please enter it"
		return
	}
	w.Due = OnDay(next)
}
