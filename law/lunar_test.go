package law_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/nhipcau/nhipcau/law"
)

func TestTetAndHungKings(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		year      int
		tet, hung string
	}{
		{"the North's own calendar put Tết Mậu Thân a day before the South's", 1968, "1968-01-29", "1968-04-07"},
		{"in 1985 Việt Nam kept Tết a month before China", 1985, "1985-01-21", "1985-04-29"},
		{"in 2007 Việt Nam kept Tết a day before China", 2007, "2007-02-17", "2007-04-26"},
		{"Quý Mão, with a leap second month", 2023, "2023-01-22", "2023-04-29"},
		{"Giáp Thìn", 2024, "2024-02-10", "2024-04-18"},
		{"Ất Tỵ", 2025, "2025-01-29", "2025-04-07"},
		{"Bính Ngọ", 2026, "2026-02-17", "2026-04-26"},
		{"Đinh Mùi", 2027, "2027-02-06", "2027-04-16"},
		{"Mậu Thân", 2028, "2028-01-26", "2028-04-04"},
		{"Kỷ Dậu", 2029, "2029-02-13", "2029-04-23"},
		{"in 2030 Việt Nam keeps Tết a day before China", 2030, "2030-02-02", "2030-04-12"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := law.Tet(tt.year).String(); got != tt.tet {
				t.Errorf("Tet(%d) = %s, want %s", tt.year, got, tt.tet)
			}
			if got := law.HungKings(tt.year).String(); got != tt.hung {
				t.Errorf("HungKings(%d) = %s, want %s", tt.year, got, tt.hung)
			}
		})
	}
}

func TestLeapMonths(t *testing.T) {
	t.Parallel()
	for year, month := range map[int]int{2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11} {
		l := law.Lunar{Year: year, Month: month, Day: 1, Leap: true}
		d, err := l.Date()
		if err != nil {
			t.Errorf("leap month %d of %d: %v", month, year, err)
			continue
		}
		if got := law.LunarOf(d); got != l {
			t.Errorf("LunarOf(%v) = %+v, want %+v", d, got, l)
		}
	}
	if got := law.Tet(2034).String(); got != "2034-02-19" {
		t.Errorf("Tet(2034) = %s, want 2034-02-19", got)
	}
	between := law.Date{Year: 2148, Month: 2, Day: 20}
	if got, want := law.LunarOf(between), (law.Lunar{Year: 2148, Month: 1, Day: 1, Leap: true}); got != want {
		t.Errorf("a leap first month does not begin a year: LunarOf(%v) = %+v, want %+v", between, got, want)
	}
	for _, none := range []law.Lunar{
		{Year: 2026, Month: 6, Day: 1, Leap: true},
		{Year: 2033, Month: 12, Day: 1, Leap: true}, // the month after it has no solar term either, but the leap month is gone by
		{Year: 2033, Month: 7, Day: 1, Leap: true},  // lies in a year of twelve months
		{Year: 2026, Month: 13, Day: 1}, {Year: 2026, Month: 1, Day: 31}, {Year: 1500, Month: 1, Day: 1},
	} {
		if d, err := none.Date(); err == nil {
			t.Errorf("%+v is %v, want no day", none, d)
		}
	}
}

func TestLunarDaysComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := day(t, 1901, 2198)
		l := law.LunarOf(d)
		if l.Month < 1 || l.Month > 12 || l.Day < 1 || l.Day > 30 {
			t.Fatalf("LunarOf(%v) = %+v", d, l)
		}
		back, err := l.Date()
		if err != nil || back != d {
			t.Fatalf("%v became %+v became %v (%v)", d, l, back, err)
		}
	})
}

// day draws a day between the beginnings of two years.
func day(t *rapid.T, from, to int) law.Date {
	first := law.Date{Year: from, Month: 1, Day: 1}
	return first.AddDays(rapid.IntRange(0, first.DaysUntil(law.Date{Year: to, Month: 1, Day: 1})).Draw(t, "day"))
}
