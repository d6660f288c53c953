package listen

import (
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

// Dates as exports of monitoring services, offices and pages write them.
func TestDatesOfFilesAreRead(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ written, want string }{
		{"5/11/2026", "05/11/2026 00:00"}, {"05/11/2026 7:05", "05/11/2026 07:05"}, {"07:05 06/11/2026", "06/11/2026 07:05"}, {"7h05 ngày 6/11/2026", "06/11/2026 07:05"},
		{"2026-11-07T07:05:00+0700", "07/11/2026 07:05"}, {"2026-11-07 07:05:00+07:00", "07/11/2026 07:05"}, {"2026-11-05T08:00", "05/11/2026 08:00"}, {"2026-11-05T08:00:00.123Z", "05/11/2026 15:00"},
		{"8-11-2026", "08/11/2026 00:00"}, {"09-11-2026 10:00", "09/11/2026 10:00"}, {"10/11/26", "10/11/2026 00:00"}, {"10-11-26", "10/11/2026 00:00"}, {"14.11.2026", "14/11/2026 00:00"},
		{"11/11/2026 3:04:05 PM", "11/11/2026 15:04"}, {"05/11/2026 3:04 PM", "05/11/2026 15:04"}, {"5/11/2026 12:30 AM", "05/11/2026 00:30"}, {"05/11/2026 12:15 SA", "05/11/2026 00:15"}, {"12/11/2026 03:04:05 CH", "12/11/2026 15:04"},
		{"Thứ Sáu, 13/11/2026, 08:10 (GMT+7)", "13/11/2026 08:10"}, {"T6 13/11/2026 08:10", "13/11/2026 08:10"}, {"ngày 17 tháng 11 năm 2026", "17/11/2026 00:00"}, {"17 Thg 11, 2026", "17/11/2026 00:00"},
		{"09:15 - 19/11/2026", "19/11/2026 09:15"}, {"18/11/2026, 09:15", "18/11/2026 09:15"}, {"20/11/2026 - 09:15", "20/11/2026 09:15"}, {"2026/11/16 08:00", "16/11/2026 08:00"}, {"20261105", "05/11/2026 00:00"}, {"20261105073000", "05/11/2026 07:30"}, {"202611050730", "05/11/2026 07:30"},
		{"Nov 5, 2026 3:04 PM", "05/11/2026 15:04"}, {"November 5th, 2026", "05/11/2026 00:00"}, {"5 Nov 2026", "05/11/2026 00:00"}, {"05-Nov-2026 08:00", "05/11/2026 08:00"}, {"Thu Nov 05 08:00:00 +0000 2026", "05/11/2026 15:00"}, {"Thu, 05 Nov 2026 08:00:00 +0700", "05/11/2026 08:00"},
		{"1762300000", "05/11/2025 06:46"}, {"1762300000000", "05/11/2025 06:46"}, {"1762300000.5", "05/11/2025 06:46"}, {"1.7623e9", "05/11/2025 06:46"}, {"46341", "15/11/2026 00:00"}, {"46341.5", "15/11/2026 12:00"}, {"46341,25", "15/11/2026 06:00"},
		// what names no day
		{"", ""}, {"hôm qua", ""}, {"2 giờ trước", ""}, {"Quý 4 2026", ""}, {"Tuần 46/2026", ""}, {"11/2026", ""}, {"2026-11", ""}, {"2026", ""}, {"32/13/2026", ""}, {"31/02/2026", ""}, {"0912345678", ""}, {"12", ""}, {"7:05", ""},
		{"Lò Thị Khánh", ""}, {"-", ""}, {"N/A", ""},
	} {
		at, ok := calendar{}.read(x.written)
		got := ""
		if ok {
			got = at.In(vietnam).Format("02/01/2006 15:04")
		}
		if got != x.want {
			t.Errorf("%q is read as %q, want %q", x.written, got, x.want)
		}
	}
}

func TestTheOrderOfDayAndMonthIsThatOfTheColumn(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, vietnam)
	for _, x := range []struct {
		name  string
		dates []string
		order feed.Order
	}{
		{"nothing shows it", []string{"05/11/2026", "06/11/2026"}, feed.DayFirst},
		{"a day above 12 behind the month", []string{"11/05/2026 08:00", "", "11/20/2026 08:00"}, feed.MonthFirst},
		{"a day above 12 before the month", []string{"05/11/2026 3:04 PM", "20/11/2026 3:04 PM"}, feed.DayFirst},
		{"three days of one month", []string{"11/05/2026", "11/06/2026", "11/09/2026"}, feed.MonthFirst},
		{"three days of one month, as in Việt Nam", []string{"05/11/2026", "06/11/2026", "12/11/2026"}, feed.DayFirst},
		{"a day to come", []string{"11/12/2026"}, feed.MonthFirst},
		{"a wrong year among days of a month", []string{"05/11/2026", "06/11/2026", "07/11/2026", "07/11/2027"}, feed.DayFirst},
		{"days that are no dates of this kind", []string{"2026-11-05", "08:10:20", "Thu, 05 Nov 2026"}, feed.DayFirst},
		{"one wrong row among many", []string{"20/10/2026", "21/10/2026", "10/22/2026"}, feed.DayFirst},
	} {
		if c := calendarOf(now, x.dates); c.order != x.order {
			t.Errorf("%s: order %d, want %d", x.name, c.order, x.order)
		}
	}
	c := calendarOf(now, []string{"11/20/2026"})
	if at, ok := c.read("11/05/2026 08:00"); !ok || at.In(vietnam).Format(time.DateTime) != "2026-11-05 08:00:00" {
		t.Errorf("the fifth of November is %v, %v", at, ok)
	}
	if at, ok := c.read("11/24/2026"); ok {
		t.Errorf("a day to come is %v", at)
	}
	if _, ok := c.read("11/22/2026 22:00"); !ok {
		t.Error("what is written this evening is not read this morning") // clocks differ
	}
}
