package law

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Vietnam is the time zone in which every legal day begins and ends: UTC+7, no daylight saving.
var Vietnam = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// Date is a day in Việt Nam, without a clock time. The zero Date means "no day".
type Date struct {
	Year, Month, Day int
}

// DateOf returns the day in Việt Nam on which the instant t falls.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Vietnam).Date()
	return Date{y, int(m), d}
}

// ParseDate reads an ISO day such as "2026-11-21". The empty string is the zero Date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("reading the day %q: %w", s, err)
	}
	return DateOf(t), nil
}

// IsZero reports whether d is "no day".
func (d Date) IsZero() bool { return d == Date{} }

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
func (d Date) End() time.Time { return d.AddDays(1).Start() }

// AddDays moves d by n calendar days; n may be negative.
func (d Date) AddDays(n int) Date {
	return DateOf(time.Date(d.Year, time.Month(d.Month), d.Day+n, 0, 0, 0, 0, Vietnam))
}

// AddMonths moves d by n months and keeps the day number, or takes the last day of a shorter month
// (Civil Code 2015, article 148.4).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, time.Month(d.Month+n), 1, 0, 0, 0, 0, Vietnam)
	last := DateOf(first).LastOfMonth()
	last.Day = min(d.Day, last.Day)
	return last
}

// LastOfMonth is the last day of d's month.
func (d Date) LastOfMonth() Date {
	return DateOf(time.Date(d.Year, time.Month(d.Month+1), 0, 0, 0, 0, 0, Vietnam))
}

// Weekday is the day of the week of d.
func (d Date) Weekday() time.Weekday { return d.Start().Weekday() }

// Compare is -1, 0 or 1 as d lies before, on or after e.
func (d Date) Compare(e Date) int { return d.Start().Compare(e.Start()) }

// Before reports whether d lies before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d lies after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// DaysUntil counts the calendar days from d to e; negative when e is earlier.
func (d Date) DaysUntil(e Date) int {
	return int(e.Start().Sub(d.Start()).Hours()) / 24
}

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
