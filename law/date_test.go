package law_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/nhipcau/nhipcau/law"
)

func TestDatesAgreeWithTheStandardLibrary(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := day(t, 1, 9990)
		n := rapid.IntRange(-3000, 3000).Draw(t, "n")
		std := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)

		moved := std.AddDate(0, 0, n)
		if moved.Year() >= 1 {
			want := law.Date{Year: moved.Year(), Month: int(moved.Month()), Day: moved.Day()}
			if got := d.AddDays(n); got != want {
				t.Fatalf("%v.AddDays(%d) = %v, want %v", d, n, got, want)
			}
			if got := d.DaysUntil(want); got != n {
				t.Fatalf("%v.DaysUntil(%v) = %d, want %d", d, want, got, n)
			}
			if got, wantSign := d.Compare(want), std.Compare(moved); got != wantSign {
				t.Fatalf("%v.Compare(%v) = %d, want %d", d, want, got, wantSign)
			}
		}
		if d.Weekday() != std.Weekday() {
			t.Fatalf("%v.Weekday() = %v, want %v", d, d.Weekday(), std.Weekday())
		}
		if !d.Valid() {
			t.Fatalf("%v is not valid", d)
		}
		back, err := law.ParseDate(d.String())
		if err != nil || back != d {
			t.Fatalf("%v was read back as %v, %v", d, back, err)
		}
		if got := law.DateOf(d.Start()); got != d {
			t.Fatalf("DateOf(%v.Start()) = %v", d, got)
		}
		if got := law.DateOf(d.End().Add(-time.Nanosecond)); got != d {
			t.Fatalf("the last instant of %v lies on %v", d, got)
		}
	})
}

func TestMonthsKeepTheDayOrTakeTheLast(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		from     string
		n        int
		want     string
		lastWant string
	}{
		{"an ordinary month", "2026-03-15", 1, "2026-04-15", "2026-03-31"},
		{"the 31st into a month of 30 days", "2026-03-31", 1, "2026-04-30", "2026-03-31"},
		{"into February", "2026-01-30", 1, "2026-02-28", "2026-01-31"},
		{"into the February of a leap year", "2024-01-31", 1, "2024-02-29", "2024-01-31"},
		{"1900 was no leap year", "1900-01-31", 1, "1900-02-28", "1900-01-31"},
		{"2000 was a leap year", "2000-02-29", 12, "2001-02-28", "2000-02-29"},
		{"over the turn of the year", "2026-12-31", 2, "2027-02-28", "2026-12-31"},
		{"backwards over the turn of the year", "2026-01-31", -2, "2025-11-30", "2026-01-31"},
		{"three years", "2026-09-01", 36, "2029-09-01", "2026-09-30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := date(t, tt.from)
			if got := d.AddMonths(tt.n).String(); got != tt.want {
				t.Errorf("%v.AddMonths(%d) = %s, want %s", d, tt.n, got, tt.want)
			}
			if got := d.LastOfMonth().String(); got != tt.lastWant {
				t.Errorf("%v.LastOfMonth() = %s, want %s", d, got, tt.lastWant)
			}
		})
	}
}

func TestDatesOutsideTheCalendarAreNotValid(t *testing.T) {
	t.Parallel()
	for _, d := range []law.Date{{}, {Year: 2026, Month: 2, Day: 29}, {Year: 2026, Month: 13, Day: 1}, {Year: 2026, Month: 4, Day: 31}, {Year: 2026, Month: 4}, {Year: 10000, Month: 1, Day: 1}} {
		if d.Valid() {
			t.Errorf("%+v is valid", d)
		}
	}
}

func TestDatesInDatabases(t *testing.T) {
	t.Parallel()
	d := date(t, "2026-11-21")
	stored, err := d.Value()
	if err != nil || stored != "2026-11-21" {
		t.Errorf("Value() = %v, %v", stored, err)
	}
	for _, src := range []any{"2026-11-21", []byte("2026-11-21")} {
		var got law.Date
		if err := got.Scan(src); err != nil || got != d {
			t.Errorf("Scan(%v) = %v, %v", src, got, err)
		}
	}
	none := d
	if err := none.Scan(nil); err != nil || !none.IsZero() {
		t.Errorf("Scan(nil) = %v, %v", none, err)
	}
	if v, err := none.Value(); v != nil || err != nil {
		t.Errorf("no day is stored as %v, %v", v, err)
	}
	if err := none.Scan(7); err == nil {
		t.Error("Scan(7) did not fail")
	}
}

func FuzzParseMoment(f *testing.F) {
	for _, s := range []string{"2026-11-21", "2026-11-21T08:00:00+07:00", "2026-11-21T08:00", "2026-02-30", "", "9999-99-99", "2026-11-21T23:30:00Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := law.ParseMoment(s)
		if err != nil {
			return
		}
		back, err := law.ParseMoment(m.String())
		if err != nil || back.String() != m.String() {
			t.Errorf("%q became %v became %v (%v)", s, m, back, err)
		}
		if m.Date().Year < 1900 || m.Date().Year > 2199 {
			t.Errorf("%q passed as %v", s, m)
		}
	})
}

// date reads a day that is known to be good.
func date(t *testing.T, s string) law.Date {
	t.Helper()
	d, err := law.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
