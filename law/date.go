package law

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Vietnam is the time zone in which every legal day begins and ends: UTC+7, no daylight saving.
var Vietnam = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// Date is a day in Việt Nam, without a clock time. The zero Date means "no day". Dates are
// comparable with == and usable as map keys; a Date built by hand should be [Date.Valid].
type Date struct {
	Year, Month, Day int
}

// DateOf returns the day in Việt Nam on which the instant t falls.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Vietnam).Date()
	return Date{y, int(m), d}
}

// ParseDate reads an ISO day such as "2026-11-21". The empty string is the zero Date. Its error is
// a Vietnamese sentence.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, sentence("Không đọc được ngày %q; hãy viết năm-tháng-ngày, ví dụ 2026-11-21.", clip(s))
	}
	return Date{t.Year(), int(t.Month()), t.Day()}, nil
}

// IsZero reports whether d is "no day".
func (d Date) IsZero() bool { return d == Date{} }

// Valid reports whether d is a day of the Gregorian calendar between the years 1 and 9999.
func (d Date) Valid() bool {
	return 1 <= d.Year && d.Year <= 9999 && d == dateOfNumber(d.number())
}

// String writes d as an ISO day; "no day" is the empty string.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Vietnamese writes d as a Vietnamese reader expects it, 21/11/2026.
func (d Date) Vietnamese() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year)
}

// Start is the first instant of d.
func (d Date) Start() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, Vietnam)
}

// End is the instant at which d ends, 24:00 (Civil Code 2015, article 148.6).
//
//law:blds-2015
func (d Date) End() time.Time { return d.AddDays(1).Start() }

// AddDays moves d by n calendar days; n may be negative.
func (d Date) AddDays(n int) Date { return dateOfNumber(d.number() + n) }

// AddMonths moves d by n months and keeps the day number, or takes the last day of a shorter month
// (Civil Code 2015, article 148.4).
//
//law:blds-2015
func (d Date) AddMonths(n int) Date {
	months := d.Year*12 + d.Month - 1 + n
	moved := Date{Year: floorDiv(months, 12), Month: mod(months, 12) + 1, Day: 1}
	moved.Day = min(d.Day, moved.LastOfMonth().Day)
	return moved
}

// LastOfMonth is the last day of d's month.
func (d Date) LastOfMonth() Date {
	next := Date{Year: d.Year, Month: d.Month + 1, Day: 1}
	if next.Month > 12 {
		next.Year, next.Month = next.Year+1, 1
	}
	return next.AddDays(-1)
}

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday {
	return time.Weekday(mod(d.number()+int(time.Thursday), 7)) // 1970-01-01 was a Thursday
}

// Compare is -1, 0 or 1 as d lies before, on or after e.
func (d Date) Compare(e Date) int {
	a := d.Year<<9 | d.Month<<5 | d.Day
	b := e.Year<<9 | e.Month<<5 | e.Day
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Before reports whether d lies before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d lies after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// DaysUntil counts the calendar days from d to e; negative when e is earlier.
func (d Date) DaysUntil(e Date) int { return e.number() - d.number() }

// MarshalText writes the ISO day, so that JSON shows "2026-11-21".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads an ISO day.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// Value stores d as ISO text, which both databases compare in the right order; "no day" is NULL.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads what Value stored.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	}
	return fmt.Errorf("reading a day from %T", src)
}

// number counts the days from 1970-01-01 to d in the proleptic Gregorian calendar. Years are taken
// to begin in March, so that the leap day is the last of its year.
func (d Date) number() int {
	y, m := d.Year, d.Month
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + (153*(m-3)+2)/5 + d.Day - 1 - 719468
}

const (
	daysIn400Years = 146097
	daysIn100Years = 36524
	daysIn4Years   = 1461
)

// dateOfNumber is the inverse of number.
func dateOfNumber(n int) Date {
	n += 719468
	cycle := floorDiv(n, daysIn400Years)
	rest := n - cycle*daysIn400Years
	year := (rest - rest/(daysIn4Years-1) + rest/daysIn100Years - rest/(daysIn400Years-1)) / 365
	dayOfYear := rest - (365*year + year/4 - year/100)
	month := (5*dayOfYear + 2) / 153
	d := Date{Year: year + cycle*400, Month: month + 3, Day: dayOfYear - (153*month+2)/5 + 1}
	if d.Month > 12 {
		d.Year, d.Month = d.Year+1, d.Month-12
	}
	return d
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func mod(a, b int) int { return a - b*floorDiv(a, b) }

// clip shortens foreign text for an error message.
func clip(s string) string {
	const most = 60
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most]) + "…"
}
