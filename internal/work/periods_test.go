package work_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

func TestDueDaysAreWhereTheCadenceSays(t *testing.T) {
	t.Parallel()
	cal := law.VietnamCalendar()
	for _, tt := range []struct {
		name    string
		cadence work.Cadence
		on      law.Date
		want    work.Span
	}{
		{"a week ends on Friday unless another day is named", work.Cadence{Rhythm: work.Weekly}, day(2026, 11, 25),
			work.Span{From: day(2026, 11, 23), To: day(2026, 11, 29), Due: day(2026, 11, 27)}},
		{"a Tuesday that is a holiday moves to Wednesday", work.Cadence{Rhythm: work.Weekly, Weekday: time.Tuesday}, day(2026, 11, 25),
			work.Span{From: day(2026, 11, 23), To: day(2026, 11, 29), Due: day(2026, 11, 25)}},
		{"the 31st is the last day of a shorter month", work.Cadence{Rhythm: work.Monthly, Day: 31}, day(2026, 9, 2),
			work.Span{From: day(2026, 9, 1), To: day(2026, 9, 30), Due: day(2026, 9, 30)}},
		{"a Sunday moves to Monday, even in the next month", work.Cadence{Rhythm: work.Monthly}, day(2026, 5, 2),
			work.Span{From: day(2026, 5, 1), To: day(2026, 5, 31), Due: day(2026, 6, 1)}},
		{"a quarter is due in the month named", work.Cadence{Rhythm: work.Quarterly, Month: 2, Day: 15}, day(2026, 12, 31),
			work.Span{From: day(2026, 10, 1), To: day(2026, 12, 31), Due: day(2026, 11, 16)}},
		{"a year is due on its fixed day", work.Cadence{Rhythm: work.Yearly, Month: 12, Day: 15}, day(2026, 2, 1),
			work.Span{From: day(2026, 1, 1), To: day(2026, 12, 31), Due: day(2026, 12, 15)}},
		{"a range that ends early makes its last period due at its end", work.Cadence{Rhythm: work.Quarterly, To: day(2026, 11, 11)}, day(2026, 10, 5),
			work.Span{From: day(2026, 10, 1), To: day(2026, 11, 11), Due: day(2026, 11, 11)}},
		{"a range that begins after the due day makes its first period due at its end", work.Cadence{Rhythm: work.Monthly, Day: 5, From: day(2026, 10, 12)}, day(2026, 10, 12),
			work.Span{From: day(2026, 10, 12), To: day(2026, 10, 31), Due: day(2026, 11, 2)}},
		{"continuous work is reported each quarter unless another rhythm is named", work.Cadence{Rhythm: work.Continuous}, day(2026, 11, 1),
			work.Span{From: day(2026, 10, 1), To: day(2026, 12, 31), Due: day(2026, 12, 31)}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.cadence.Spans(cal, tt.on, tt.on); len(got) != 1 || got[0] != tt.want {
				t.Errorf("Spans = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestPeriodsFollowEachOtherAndFallDueOnWorkingDays(t *testing.T) {
	t.Parallel()
	cal := law.VietnamCalendar()
	rapid.Check(t, func(t *rapid.T) {
		c := anyCadence(t)
		from := day(2023, 1, 1).AddDays(rapid.IntRange(0, 1500).Draw(t, "from"))
		until := from.AddDays(rapid.IntRange(0, 900).Draw(t, "days"))
		spans := c.Spans(cal, from, until)
		for i, s := range spans {
			if !cal.IsWorkingDay(s.Due) {
				t.Fatalf("%v is due on a day off", s)
			}
			if s.To.Before(s.From) || s.Due.Before(s.From) {
				t.Fatalf("%v runs backwards", s)
			}
			if i > 0 && s.From != spans[i-1].To.AddDays(1) {
				t.Fatalf("%v does not follow %v", s, spans[i-1])
			}
			if !c.From.IsZero() && s.From.Before(c.From) || !c.To.IsZero() && s.To.After(c.To) {
				t.Fatalf("%v leaves the range %v to %v", s, c.From, c.To)
			}
		}
		covered(t, c, spans, from, until)
	})
}

// covered checks that every day of the range that was asked for lies in a period.
func covered(t *rapid.T, c work.Cadence, spans []work.Span, from, until law.Date) {
	if !c.From.IsZero() && from.Before(c.From) {
		from = c.From
	}
	if !c.To.IsZero() && until.After(c.To) {
		until = c.To
	}
	if until.Before(from) {
		if len(spans) != 0 {
			t.Fatalf("periods %v outside the range", spans)
		}
		return
	}
	if len(spans) == 0 || spans[0].From.After(from) || spans[len(spans)-1].To.Before(until) {
		t.Fatalf("%v to %v is not covered by %v", from, until, spans)
	}
}

func anyCadence(t *rapid.T) work.Cadence {
	c := work.Cadence{
		Rhythm:  rapid.SampledFrom([]work.Rhythm{work.Weekly, work.Monthly, work.Quarterly, work.Yearly, work.Continuous}).Draw(t, "rhythm"),
		Report:  rapid.SampledFrom([]work.Rhythm{"", work.Weekly, work.Monthly, work.Quarterly, work.Yearly}).Draw(t, "report"),
		Weekday: time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday")),
		Day:     rapid.IntRange(0, 31).Draw(t, "day"),
		Month:   rapid.IntRange(0, 3).Draw(t, "month"),
	}
	if rapid.Bool().Draw(t, "begins") {
		c.From = day(2023, 1, 1).AddDays(rapid.IntRange(0, 1500).Draw(t, "begin"))
	}
	if rapid.Bool().Draw(t, "ends") {
		c.To = day(2023, 1, 1).AddDays(rapid.IntRange(0, 1500).Draw(t, "end"))
	}
	if !c.From.IsZero() && !c.To.IsZero() && c.To.Before(c.From) {
		c.From, c.To = c.To, c.From
	}
	return c
}
