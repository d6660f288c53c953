package law_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/nhipcau/nhipcau/law"
)

func TestWorkingDays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		date string
		want bool
	}{
		{"a Monday", "2026-11-23", true},
		{"a Saturday", "2026-11-21", false},
		{"a Sunday", "2026-11-22", false},
		{"Culture Day", "2026-11-24", false},
		{"24 November before it was a holiday", "2025-11-24", true},
		{"the working Saturday of January 2026", "2026-01-10", true},
		{"the Friday it was exchanged for", "2026-01-02", false},
		{"the working Saturday of August 2026", "2026-08-22", true},
		{"the Monday it was exchanged for", "2026-08-31", false},
		{"the Saturday after it", "2026-08-29", false},
		{"the Friday before Tết 2026", "2026-02-13", true},
		{"the last day of Tết 2026", "2026-02-20", false},
		{"the Monday after Tết 2026", "2026-02-23", true},
		{"Hùng Kings' Day made good on Monday", "2026-04-27", false},
		{"the Tuesday after", "2026-04-28", true},
		{"the working Saturday of April 2025", "2025-04-26", true},
		{"the working Saturday of May 2024", "2024-05-04", true},
		{"New Year's Day of a year the calendar does not know", "2031-01-01", false},
		{"Labour Day on a Saturday made good on Monday", "2027-05-03", false},
	}
	c := law.VietnamCalendar()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := c.IsWorkingDay(date(t, tt.date)); got != tt.want {
				t.Errorf("IsWorkingDay(%s) = %v, want %v", tt.date, got, tt.want)
			}
		})
	}
}

func TestYearsAreAsWellKnownAsTheySay(t *testing.T) {
	t.Parallel()
	c := law.VietnamCalendar()
	for _, y := range c.Years() {
		if want := y.Number <= 2026; y.Decided != want {
			t.Errorf("year %d decided = %v, want %v", y.Number, y.Decided, want)
		}
		holidays := 0
		for _, d := range c.Days(y.Number) {
			if d.Kind == law.Holiday {
				holidays++
			}
			if !y.Decided && !d.Provisional {
				t.Errorf("%v of an undecided year is not provisional", d.Date)
			}
			if d.Kind == law.SwappedWork && !d.Provisional {
				t.Errorf("working Saturday %v is not provisional", d.Date)
			}
			if d.NameEN == "" {
				t.Errorf("%v has no English name", d.Date)
			}
		}
		want := 11
		if y.Number >= 2026 {
			want = 12
		}
		if holidays != want {
			t.Errorf("year %d has %d holidays, want %d", y.Number, holidays, want)
		}
	}
	if got := c.Undecided(date(t, "2026-12-01"), date(t, "2028-01-01")); !slices.Equal(got, []int{2027, 2028}) {
		t.Errorf("Undecided = %v", got)
	}
}

func TestTheUndecidedYearIsTheSuggestedOne(t *testing.T) {
	t.Parallel()
	want := law.SuggestYear(2027)
	slices.SortFunc(want, func(a, b law.Day) int { return a.Date.Compare(b.Date) })
	if got := law.VietnamCalendar().Days(2027); !slices.Equal(got, want) {
		t.Errorf("2027 is\n%v\nsuggested is\n%v", got, want)
	}
}

// Decided years hold at least the days off that follow from the law alone.
func TestDecidedYearsHoldTheStatutoryDays(t *testing.T) {
	t.Parallel()
	c := law.VietnamCalendar()
	for year := 2023; year <= 2026; year++ {
		for _, d := range law.SuggestYear(year) {
			chosen := d.NameVI == "Tết Nguyên đán" || strings.HasSuffix(d.NameVI, "bù Tết Nguyên đán") || d.NameVI == "Quốc khánh"
			if !chosen && c.IsWorkingDay(d.Date) {
				t.Errorf("%v, %s, is a working day", d.Date, d.NameVI)
			}
		}
		for i := range 3 {
			if d := law.Tet(year).AddDays(i); c.IsWorkingDay(d) {
				t.Errorf("%v, day %d of Tết, is a working day", d, i+1)
			}
		}
	}
}

func TestWalkingOverWorkingDays(t *testing.T) {
	t.Parallel()
	c := law.VietnamCalendar()
	rapid.Check(t, func(t *rapid.T) {
		d := day(t, 2020, 2032)
		n := rapid.IntRange(1, 120).Draw(t, "n")
		to := c.AddWorkingDays(d, n)
		if !c.IsWorkingDay(to) {
			t.Fatalf("%v plus %d working days is %v, a day off", d, n, to)
		}
		if got := c.WorkingDaysBetween(d, to); got != n {
			t.Fatalf("WorkingDaysBetween(%v, %v) = %d, want %d", d, to, got, n)
		}
		if next := c.AddWorkingDays(d, n+1); !next.After(to) {
			t.Fatalf("%d working days after %v is %v, %d is %v", n, d, to, n+1, next)
		}
		if later := c.AddWorkingDays(d.AddDays(1), n); later.Before(to) {
			t.Fatalf("starting a day later than %v ends earlier: %v before %v", d, later, to)
		}
		if back := c.AddWorkingDays(to, -n); back.After(d) && c.IsWorkingDay(d) {
			t.Fatalf("%v back by %d is %v, not %v", to, n, back, d)
		}
		if from := c.WorkingDayFrom(d); !c.IsWorkingDay(from) || from.Before(d) || c.WorkingDaysBetween(d, from) > 1 {
			t.Fatalf("WorkingDayFrom(%v) = %v", d, from)
		}
		if c.WorkingDaysBetween(to, d) != -n {
			t.Fatalf("WorkingDaysBetween is not antisymmetric at %v, %v", d, to)
		}
	})
}

func TestTermsNeverEndOnADayOff(t *testing.T) {
	t.Parallel()
	c := law.VietnamCalendar()
	units := []law.Unit{law.CalendarDays, law.WorkingDays, law.Months}
	rapid.Check(t, func(t *rapid.T) {
		d := day(t, 2020, 2032)
		term := law.Term{Unit: rapid.SampledFrom(units).Draw(t, "unit"), Amount: rapid.IntRange(1, 40).Draw(t, "amount")}
		count, err := term.From(law.OnDay(d), c, nil, law.Date{})
		if err != nil {
			t.Fatal(err)
		}
		if !c.IsWorkingDay(count.Due.Date()) || !count.Due.Date().After(d) {
			t.Fatalf("%s from %v ends on %v", term.English(), d, count.Due)
		}
		longer := term
		longer.Amount++
		more, err := longer.From(law.OnDay(d), c, nil, law.Date{})
		if err != nil || more.Due.Date().Before(count.Due.Date()) {
			t.Fatalf("%s from %v ends on %v, %s on %v (%v)", term.English(), d, count.Due, longer.English(), more.Due, err)
		}
		stop := d.AddDays(rapid.IntRange(0, 10).Draw(t, "stop"))
		paused, err := term.From(law.OnDay(d), c, []law.Pause{{From: law.OnDay(stop), To: law.OnDay(stop.AddDays(rapid.IntRange(0, 30).Draw(t, "length")))}}, law.Date{})
		if err != nil || paused.Due.Date().Before(count.Due.Date()) || !c.IsWorkingDay(paused.Due.Date()) {
			t.Fatalf("a pause moved %v to %v (%v)", count.Due, paused.Due, err)
		}
		if vi, en := paused.Explain(); vi == "" || en == "" {
			t.Fatal("no explanation")
		}
	})
}

func TestCalendarTextComesBack(t *testing.T) {
	t.Parallel()
	text := law.VietnamCalendar().Text()
	again, err := law.ParseCalendar(text)
	if err != nil {
		t.Fatal(err)
	}
	if again.Text() != text || !slices.Equal(again.Years(), law.VietnamCalendar().Years()) {
		t.Error("the calendar did not come back as it was")
	}
	for _, y := range again.Years() {
		if got, want := again.Days(y.Number), law.VietnamCalendar().Days(y.Number); !slices.Equal(got, want) {
			t.Errorf("%d came back as\n%v\nwant\n%v", y.Number, got, want)
		}
	}
	windows, err := law.ParseCalendar("\uFEFF" + strings.ReplaceAll(text, "\n", "\r\n"))
	if err != nil || windows.Text() != text {
		t.Errorf("with Windows line ends the calendar did not come back: %v", err)
	}
}

func TestCalendarTextInEnglishWordsAndDecomposedLetters(t *testing.T) {
	t.Parallel()
	c, err := law.ParseCalendar("year | 2027 | decided | x\n2027-12-04 | workday | lam bu | | y | provisional\n2027-12-06 | nghi\u0309 le\u0302\u0303 | le\u0302\u0303 | | y")
	if err != nil {
		t.Fatal(err)
	}
	d, special := c.Day(date(t, "2027-12-06"))
	if !special || d.Kind != law.Holiday || d.NameVI != "lễ" || d.English() != "lễ" {
		t.Errorf("Day = %+v, %v", d, special)
	}
	if !c.IsWorkingDay(date(t, "2027-12-04")) || c.IsWorkingDay(date(t, "2027-12-06")) {
		t.Error("the imported days do not count")
	}
	if !c.IsWorkingDay(date(t, "2027-01-01")) {
		t.Error("a declared year has other days than its own")
	}
}

func TestCalendarTextErrorsNameTheLine(t *testing.T) {
	t.Parallel()
	const good = "năm | 2026 | đã quyết định | nguồn\n"
	tests := []struct{ name, text, want string }{
		{"a bad day", good + "2026-02-30 | nghỉ lễ | a | b | c", "Dòng 2: Không đọc được ngày"},
		{"a bad kind", good + "# ghi chú\n2026-02-03 | ngủ | a | b | c", `Dòng 3: loại ngày "ngủ" không rõ`},
		{"too few fields", good + "2026-02-03 | nghỉ lễ", "Dòng 2: dòng ngày cần 5 hoặc 6 ô"},
		{"a bad mark", good + "2026-02-03 | nghỉ lễ | a | b | c | có lẽ", `Dòng 2: ô cuối "có lẽ" không rõ`},
		{"a day twice", good + "2026-02-03 | nghỉ lễ | a | b | c\n2026-02-03 | nghỉ bù | a | b | c", "Dòng 3: Ngày 03/02/2026 được khai hai lần"},
		{"a year twice", good + good, "Dòng 2: Năm 2026 được khai hai lần"},
		{"a year out of range", "năm | 3026 | đã quyết định | nguồn", "Dòng 1: Năm 3026 nằm ngoài khoảng"},
		{"a year that is none", "năm | nay | đã quyết định | nguồn", `Dòng 1: "nay" không phải là số năm`},
		{"an unknown status", "năm | 2026 | chắc vậy | nguồn", `Dòng 1: tình trạng "chắc vậy" không rõ`},
		{"no source", good + "2026-02-03 | nghỉ lễ | a | b |  ", "Dòng 2: Ngày 03/02/2026 thiếu tên hoặc nguồn"},
		{"a swapped day in the week", good + "2026-02-03 | làm bù | a | b | c", "Dòng 2: Ngày 03/02/2026 vốn là ngày làm việc"},
		{"no day at all", good + " | nghỉ lễ | a | b | c", "Dòng 2: Ngày"},
		{"too large", strings.Repeat("#", 300<<10), "Tệp lịch lớn hơn 256 KiB"},
		{"too many lines", strings.Repeat("#\n", 6000), "Tệp lịch có hơn 5000 dòng"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := law.ParseCalendar(tt.text)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("ParseCalendar = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestMergeReplacesWholeYears(t *testing.T) {
	t.Parallel()
	decided, err := law.ParseCalendar("năm | 2027 | đã quyết định | quyết định\n2027-01-01 | nghỉ lễ | Tết Dương lịch | New Year's Day | luật")
	if err != nil {
		t.Fatal(err)
	}
	before := law.VietnamCalendar()
	after := before.Merge(decided)
	if len(after.Days(2027)) != 1 || !after.Decided(date(t, "2027-06-01")) {
		t.Errorf("2027 after the merge = %v", after.Days(2027))
	}
	if len(before.Days(2027)) == 1 || len(after.Days(2026)) != len(before.Days(2026)) {
		t.Error("the merge touched what it should not")
	}
}

func TestLocalDaysAreAdded(t *testing.T) {
	t.Parallel()
	local := law.Day{Date: date(t, "2026-12-14"), Kind: law.LocalOff, NameVI: "ngày của tỉnh", Source: "quyết định của tỉnh"}
	c, err := law.VietnamCalendar().With(local)
	if err != nil {
		t.Fatal(err)
	}
	if c.IsWorkingDay(local.Date) || !law.VietnamCalendar().IsWorkingDay(local.Date) {
		t.Error("the local day is not off, or is off for everybody")
	}
	if _, err := (law.Calendar{}).With(local); err != nil {
		t.Errorf("the zero calendar takes no day: %v", err)
	}
}

func FuzzParseCalendar(f *testing.F) {
	f.Add("năm | 2027 | chỉ ngày luật định | luật\n2027-01-01 | nghỉ lễ | Tết | | luật | tạm tính")
	f.Add("năm | 2026 | đã quyết định | x\n2026-01-01 | nghỉ lễ | a | | c | tạm tính")
	f.Add("2026-01-03 | làm bù | a\u0301 | b | c")
	f.Add("|||||\r\n#")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := law.ParseCalendar(text)
		if err != nil {
			return
		}
		again, err := law.ParseCalendar(c.Text())
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, c.Text())
		}
		if again.Text() != c.Text() {
			t.Fatalf("the calendar changed:\n%s\n%s", c.Text(), again.Text())
		}
	})
}
