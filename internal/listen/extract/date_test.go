package extract

import (
	"testing"
	"time"
)

func TestDatesAsPagesWriteThem(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ written, want string }{
		{"Thứ Hai, 02/11/2026 | 09:15 (GMT+7)", "2026-11-02T09:15:00+07:00"},
		{"thứ hai, 2/11/2026, 09:15 (GMT+7)", "2026-11-02T09:15:00+07:00"},
		{"02-11-2026 9h05", "2026-11-02T09:05:00+07:00"},
		{"Cập nhật lúc 21:40, 07/11/2026", "2026-11-07T21:40:00+07:00"},
		{"18:30 - 01/11/2026", "2026-11-01T18:30:00+07:00"},
		{"ngày 2 tháng 11 năm 2026", "2026-11-02"},
		{"An Bình, ngày 15 tháng 10 năm 2026", "2026-10-15"},
		{"2 thg 11, 2026", "2026-11-02"},
		{"02/11/2026 3:07 CH", "2026-11-02T15:07:00+07:00"},
		{"02.11.2026", "2026-11-02"},
		{"2026-11-02", "2026-11-02"},
		{"2026-11-02T09:15:00+07:00", "2026-11-02T09:15:00+07:00"},
		{"2026-11-02T02:15:00Z", "2026-11-02T09:15:00+07:00"},
		{"2026-11-02T02:15:00.123Z", "2026-11-02T09:15:00+07:00"},
		{"2026-11-02T09:15", "2026-11-02T09:15:00+07:00"},
		{"2026-11-01T21:15:00-0500", "2026-11-02T09:15:00+07:00"},
		{"Mon, 02 Nov 2026 02:15:00 GMT", "2026-11-02T09:15:00+07:00"},
		{"Mon, 02 Nov 2026 02:15:00 +0000", "2026-11-02T09:15:00+07:00"},
		{"Nov. 2, 2026, 9:15 a.m.", "2026-11-02T09:15:00+07:00"},
		{"November 2nd, 2026", "2026-11-02"},
		{"2 November 2026", "2026-11-02"},
		{"11/30/2026", "2026-11-30"},
		{"Published: 20:31 BST, 14 April 2019", "2019-04-15T02:31:00+07:00"},
		{"1793931300", "2026-11-06T09:15:00+07:00"},
		{"20261102T0915", "2026-11-02"},
		{"31/02/2026", ""}, {"không có ngày", ""}, {"", ""}, {"12/2026", ""}, {"1234", ""},
	} {
		at, day, ok := ParseDate(tt.written, vietnam)
		got := ""
		if ok {
			got = Article{Published: at, DayOnly: day}.PublishedText()
		}
		if got != tt.want {
			t.Errorf("ParseDate(%q) = %q, want %q", tt.written, got, tt.want)
		}
	}
}

func TestDatesOfAddresses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ address, want string }{
		{"https://bao.example/2026/11/02/tin.html", "2026-11-02"},
		{"https://bao.example/tin-20261102091500123.htm", "2026-11-02"},
		{"https://bao.example/tin-123456.htm", ""},
		{"https://bao.example/2026/tin.html", ""},
	} {
		at, ok := dateInAddress(tt.address, vietnam)
		got := ""
		if ok {
			got = at.Format(time.DateOnly)
		}
		if got != tt.want {
			t.Errorf("dateInAddress(%q) = %q, want %q", tt.address, got, tt.want)
		}
	}
}

func TestADateAheadIsNotBelieved(t *testing.T) {
	t.Parallel()
	page := []byte(`<title>Tin</title><meta property="article:published_time" content="2036-11-02T09:15:00+07:00"><p class=date>02/11/2026 09:15<p>Nội dung.`)
	a, _ := Page(page, Options{Now: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)})
	if a.PublishedText() != "2026-11-02T09:15:00+07:00" {
		t.Errorf("published %q", a.PublishedText())
	}
}
