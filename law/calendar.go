package law

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// DayKind says why a day of the calendar is not an ordinary day.
type DayKind string

// The kinds of day. All but SwappedWork are days off.
const (
	Holiday     DayKind = "holiday"    // nghỉ lễ, a public holiday
	Substitute  DayKind = "substitute" // nghỉ bù, a day off in lieu or by a swap
	SwappedWork DayKind = "workday"    // làm bù, a Saturday or Sunday that is worked
	LocalOff    DayKind = "local"      // nghỉ của địa phương, a day off of one place
)

// Day is one special day of a calendar.
type Day struct {
	Date   Date
	Kind   DayKind
	NameVI string
	NameEN string // empty when nobody has translated it
	Source string // the decision, and how we know of it

	// Provisional marks a day whose source nobody has checked. A date that rests on it is not
	// verified.
	Provisional bool
}

// Off reports whether nobody works on d.
func (d Day) Off() bool { return d.Kind != SwappedWork }

// English is the English name, or the Vietnamese one where there is none.
func (d Day) English() string { return cmp.Or(d.NameEN, d.NameVI) }

// Year says how well a year of a calendar is known.
type Year struct {
	Number int

	// Decided is true when the year's holidays are as the Government decided them. Otherwise the
	// calendar holds only the days that follow from the Labour Code, and every date that rests on
	// the year is provisional.
	Decided bool
	Source  string
}

// Calendar tells working days from days off: Monday to Friday are worked (Decision
// 188/1999/QĐ-TTg) unless the calendar holds a day off, Saturday and Sunday are not unless it holds
// a swapped working day. A year for which it holds no [Year] is undecided and gets the days that
// [SuggestYear] works out. The zero Calendar knows no year. A Calendar never changes; [Calendar.With]
// and [Calendar.Merge] make new ones.
//
//law:blld-2019
//law:qd-188-1999
type Calendar struct {
	years map[int]Year
	days  map[Date]Day
}

// NewCalendar makes a calendar. It fails with a Vietnamese sentence when a year or a day comes
// twice, a day is not valid, has no Vietnamese name or no source, a text holds a line break or "|",
// or a swapped working day is not a Saturday or a Sunday.
func NewCalendar(years []Year, days []Day) (Calendar, error) {
	c := Calendar{years: make(map[int]Year, len(years)), days: make(map[Date]Day, len(days))}
	for _, y := range years {
		err := c.addYear(y)
		if err != nil {
			return Calendar{}, err
		}
	}
	for _, d := range days {
		err := c.addDay(d)
		if err != nil {
			return Calendar{}, err
		}
	}
	return c, nil
}

func (c Calendar) addYear(y Year) error {
	err := y.check()
	if err != nil {
		return err
	}
	if _, twice := c.years[y.Number]; twice {
		return sentence("Năm %d được khai hai lần; hãy bỏ một dòng.", y.Number)
	}
	c.years[y.Number] = y
	return nil
}

func (c Calendar) addDay(d Day) error {
	err := d.check()
	if err != nil {
		return err
	}
	if _, twice := c.days[d.Date]; twice {
		return sentence("Ngày %s được khai hai lần; hãy bỏ một dòng.", d.Date.Vietnamese())
	}
	c.days[d.Date] = d
	return nil
}

// With returns a calendar with days added; a day that was there is replaced. It fails as
// [NewCalendar] does.
func (c Calendar) With(days ...Day) (Calendar, error) {
	added, err := NewCalendar(nil, days)
	if err != nil {
		return Calendar{}, err
	}
	with := Calendar{years: c.years, days: maps.Clone(c.days)}
	if with.days == nil {
		with.days = map[Date]Day{}
	}
	maps.Copy(with.days, added.days)
	return with, nil
}

// Merge returns a calendar in which each year that o declares is as in o, with the days of o alone;
// other days of o are added as by [Calendar.With].
func (c Calendar) Merge(o Calendar) Calendar {
	merged := Calendar{years: map[int]Year{}, days: map[Date]Day{}}
	maps.Copy(merged.years, c.years)
	maps.Copy(merged.years, o.years)
	for date, d := range c.days {
		if _, replaced := o.years[date.Year]; !replaced {
			merged.days[date] = d
		}
	}
	maps.Copy(merged.days, o.days)
	return merged
}

// Years lists the declared years in order.
func (c Calendar) Years() []Year {
	return slices.SortedFunc(maps.Values(c.years), func(a, b Year) int { return cmp.Compare(a.Number, b.Number) })
}

// Days lists the special days of one year in order, worked out where the year is not declared.
func (c Calendar) Days(year int) []Day {
	a := almanac{Calendar: c}
	var days []Day
	last := Date{year, 12, 31}
	for d := (Date{year, 1, 1}); !d.After(last); d = d.AddDays(1) {
		if day, special := a.day(d); special {
			days = append(days, day)
		}
	}
	return days
}

// Day returns the special day on d, if d is one.
func (c Calendar) Day(d Date) (Day, bool) {
	a := almanac{Calendar: c}
	return a.day(d)
}

// IsWorkingDay reports whether state bodies work on d.
func (c Calendar) IsWorkingDay(d Date) bool {
	a := almanac{Calendar: c}
	return a.works(d)
}

// Decided reports whether the Government's decision for the year of d is in the calendar.
func (c Calendar) Decided(d Date) bool { return c.years[d.Year].Decided }

// Undecided lists the years from one day to another whose decision is not in the calendar. Show it
// where a term runs into such a year.
func (c Calendar) Undecided(from, to Date) []int {
	var years []int
	for y := from.Year; y <= to.Year; y++ {
		if !c.years[y].Decided {
			years = append(years, y)
		}
	}
	return years
}

// NextWorkingDay is the first working day after d.
func (c Calendar) NextWorkingDay(d Date) Date { return c.AddWorkingDays(d, 1) }

// PreviousWorkingDay is the last working day before d.
func (c Calendar) PreviousWorkingDay(d Date) Date { return c.AddWorkingDays(d, -1) }

// WorkingDayFrom is d when it is a working day, else the next one.
func (c Calendar) WorkingDayFrom(d Date) Date {
	a := almanac{Calendar: c}
	for !a.works(d) {
		d = d.AddDays(1)
	}
	return d
}

// AddWorkingDays is the n-th working day after d, or before d when n is negative; d itself does not
// count. With n = 0 it is d.
func (c Calendar) AddWorkingDays(d Date, n int) Date {
	a := almanac{Calendar: c}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		if a.works(d) {
			n--
		}
	}
	return d
}

// WorkingDaysBetween counts the working days after from up to and including to; negative when to
// lies before from, so that WorkingDaysBetween(d, AddWorkingDays(d, n)) is n for n ≥ 0.
func (c Calendar) WorkingDaysBetween(from, to Date) int {
	if to.Before(from) {
		return -c.WorkingDaysBetween(to, from)
	}
	a := almanac{Calendar: c}
	n := 0
	for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
		if a.works(d) {
			n++
		}
	}
	return n
}

// almanac reads a calendar during one calculation and remembers the years it had to work out.
type almanac struct {
	Calendar
	worked map[int]map[Date]Day
}

func (a *almanac) day(d Date) (Day, bool) {
	day, special := a.days[d]
	if special {
		return day, true
	}
	if _, declared := a.years[d.Year]; declared {
		return Day{}, false
	}
	day, special = a.suggested(d.Year)[d]
	return day, special
}

func (a *almanac) suggested(year int) map[Date]Day {
	if days, done := a.worked[year]; done {
		return days
	}
	days := map[Date]Day{}
	for _, d := range SuggestYear(year) {
		days[d.Date] = d
	}
	if a.worked == nil {
		a.worked = map[int]map[Date]Day{}
	}
	a.worked[year] = days
	return days
}

func (a *almanac) works(d Date) bool {
	if day, special := a.day(d); special {
		return !day.Off()
	}
	return !weekend(d)
}

func weekend(d Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}
