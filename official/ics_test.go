package official

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func icsOf(t testing.TB, c Calendar) string {
	t.Helper()
	var b strings.Builder
	err := WriteICS(&b, c)
	if err != nil {
		t.Fatalf("WriteICS: %v", err)
	}
	return b.String()
}

var icsStamp = time.Date(2026, 11, 21, 23, 50, 0, 0, time.UTC)

func TestICSDeadline(t *testing.T) {
	t.Parallel()
	got := icsOf(t, Calendar{Name: "Nhiệm vụ", Stamp: icsStamp, Events: []Event{{
		UID: "NV-2026-0042@anbinh", Summary: "Hạn: báo cáo; quý III, năm 2026", Day: "2026-12-31", Alarms: []time.Duration{48 * time.Hour, 15 * time.Hour},
	}}})
	want := strings.Join([]string{
		"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Nhip Cau//Lich//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
		"NAME:Nhiệm vụ", "X-WR-CALNAME:Nhiệm vụ",
		"BEGIN:VEVENT", "UID:NV-2026-0042@anbinh", "DTSTAMP:20261121T235000Z",
		"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "TRANSP:TRANSPARENT", "SEQUENCE:0",
		`SUMMARY:Hạn: báo cáo\; quý III\, năm 2026`, "STATUS:CONFIRMED",
		"BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P2D", `DESCRIPTION:Hạn: báo cáo\; quý III\, năm 2026`, "END:VALARM",
		"BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15H0M0S", `DESCRIPTION:Hạn: báo cáo\; quý III\, năm 2026`, "END:VALARM",
		"END:VEVENT", "END:VCALENDAR", "",
	}, "\r\n")
	if got != want {
		t.Errorf("calendar is\n%s\nwant\n%s", got, want)
	}
}

func TestICSTimedAndTodo(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 22, 18, 30, 0, 0, time.UTC)
	got := icsOf(t, Calendar{Stamp: icsStamp, Events: []Event{
		{UID: "1", Summary: "Họp báo", Start: start, End: start.Add(time.Hour), Sequence: 2, Cancelled: true},
		{UID: "2", Summary: "Việc", Day: "2026-11-30", Todo: true, Done: true, Alarms: []time.Duration{time.Hour}},
	}})
	for _, want := range []string{
		"BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\n",
		"DTSTART;TZID=Asia/Ho_Chi_Minh:20261123T013000\r\nDTEND;TZID=Asia/Ho_Chi_Minh:20261123T023000\r\n",
		"SEQUENCE:2\r\n", "STATUS:CANCELLED\r\n",
		"BEGIN:VTODO\r\n", "DUE;VALUE=DATE:20261130\r\n", "STATUS:COMPLETED\r\n", "TRIGGER;RELATED=END:-PT1H0M0S\r\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestICSRefuses(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 22, 18, 30, 0, 0, time.UTC)
	for name, e := range map[string]Event{
		"no UID":                  {Day: "2026-11-30"},
		"a day that is no day":    {UID: "1", Day: "30/11/2026"},
		"a last day before":       {UID: "1", Day: "2026-11-30", LastDay: "2026-11-29"},
		"neither day nor start":   {UID: "1"},
		"an end before the start": {UID: "1", Start: start, End: start.Add(-time.Hour)},
	} {
		var b strings.Builder
		if WriteICS(&b, Calendar{Events: []Event{e}}) == nil || b.Len() > 0 {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestICSFoldsBetweenCharacters(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.StringOfN(rapid.SampledFrom([]rune("ệỹđ ư,;\\\n😀")), 60, 300, -1),
		).Draw(rt, "text")
		got := icsOf(t, Calendar{Stamp: icsStamp, Events: []Event{{UID: "1", Day: "2026-01-01", Description: "0" + text, URL: text}}})
		for _, line := range strings.Split(strings.TrimSuffix(got, "\r\n"), "\r\n") {
			if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
				rt.Fatalf("line of %d octets: %q", len(line), line)
			}
			if strings.ToValidUTF8(line, "") != line {
				rt.Fatalf("folded inside a character: %q", line)
			}
		}
		unfolded := strings.ReplaceAll(got, "\r\n ", "")
		_, rest, _ := strings.Cut(unfolded, "DESCRIPTION:0")
		value, _, _ := strings.Cut(rest, "\r\n")
		back := strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)
		if want := strings.ReplaceAll(paperText(text), "\t", " "); back != want {
			rt.Fatalf("description reads %q, want %q", back, want)
		}
	})
}
