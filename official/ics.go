package official

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// Calendar is a set of events for other programs' calendars.
type Calendar struct {
	Name   string    // as calendars show it; may be empty
	Stamp  time.Time // when this was made
	Events []Event
}

// Event is an entry: on whole days when Day is set, else from Start to End.
type Event struct {
	UID         string // the same for the same thing for ever, such as "NV-2026-0042@nhipcau.anbinh.gov.vn"
	Summary     string
	Description string
	Location    string
	URL         string
	Day         string    // ISO day
	LastDay     string    // ISO day, included; empty for one day
	Start, End  time.Time // End may be zero
	Changed     time.Time // zero for unknown
	Sequence    int       // grows with every change that matters to those who hold a copy
	Alarms      []time.Duration
	Todo        bool // a VTODO that is due on Day or at Start; many calendars show events only
	Done        bool
	Cancelled   bool
}

// vietnam is the one zone of the country, as the zone database has it since 13 June 1975.
var vietnam = time.FixedZone("+07", 7*60*60)

const vietnamZone = "BEGIN:VTIMEZONE\r\nTZID:Asia/Ho_Chi_Minh\r\nBEGIN:STANDARD\r\nDTSTART:19750613T000000\r\n" +
	"TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0700\r\nTZNAME:+07\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"

// WriteICS writes the calendar as RFC 5545 says: lines of at most 75 octets, folded between characters.
// Alarms are durations before the event; on whole days they count from midnight in the reader's zone, so
// 15 hours ring at nine in the morning of the day before.
//
// It fails when an event has no UID, a malformed day or neither day nor start, and when w fails.
func WriteICS(w io.Writer, c Calendar) error {
	b := icsWriter{stamp: icsInstant(c.Stamp)}
	b.line("BEGIN:VCALENDAR")
	b.line("VERSION:2.0")
	b.line("PRODID:-//Nhip Cau//Lich//VI")
	b.line("CALSCALE:GREGORIAN")
	b.line("METHOD:PUBLISH")
	if c.Name != "" {
		b.text("NAME", c.Name)
		b.text("X-WR-CALNAME", c.Name)
	}
	if anyTimed(c.Events) {
		b.WriteString(vietnamZone)
	}
	for i, e := range c.Events {
		err := b.event(e)
		if err != nil {
			return fmt.Errorf("event %d: %w", i+1, err)
		}
	}
	b.line("END:VCALENDAR")
	_, err := io.WriteString(w, b.String())
	return err
}

func anyTimed(events []Event) bool {
	for _, e := range events {
		if e.Day == "" {
			return true
		}
	}
	return false
}

type icsWriter struct {
	strings.Builder
	stamp string
}

func (b *icsWriter) event(e Event) error {
	if strings.TrimSpace(e.UID) == "" {
		return errors.New("no UID")
	}
	kind := "VEVENT"
	if e.Todo {
		kind = "VTODO"
	}
	b.line("BEGIN:" + kind)
	b.text("UID", e.UID)
	b.line("DTSTAMP:" + b.stamp)
	err := b.when(e)
	if err != nil {
		return err
	}
	b.line(fmt.Sprintf("SEQUENCE:%d", max(0, e.Sequence)))
	if !e.Changed.IsZero() {
		b.line("LAST-MODIFIED:" + icsInstant(e.Changed))
	}
	for _, field := range [][2]string{{"SUMMARY", e.Summary}, {"DESCRIPTION", e.Description}, {"LOCATION", e.Location}} {
		if field[1] != "" {
			b.text(field[0], field[1])
		}
	}
	if e.URL != "" {
		b.line("URL:" + strings.Map(visible, e.URL))
	}
	b.state(e)
	for _, before := range e.Alarms {
		b.alarm(e, before)
	}
	b.line("END:" + kind)
	return nil
}

func (b *icsWriter) when(e Event) error {
	if e.Day == "" {
		return b.timed(e)
	}
	first, err := time.Parse(time.DateOnly, e.Day)
	if err != nil {
		return fmt.Errorf("day %q is not an ISO day", e.Day)
	}
	last := first
	if e.LastDay != "" {
		last, err = time.Parse(time.DateOnly, e.LastDay)
		if err != nil || last.Before(first) {
			return fmt.Errorf("last day %q is not an ISO day after %s", e.LastDay, e.Day)
		}
	}
	if e.Todo {
		b.line("DUE;VALUE=DATE:" + last.Format("20060102"))
		return nil
	}
	b.line("DTSTART;VALUE=DATE:" + first.Format("20060102"))
	b.line("DTEND;VALUE=DATE:" + last.AddDate(0, 0, 1).Format("20060102"))
	b.line("TRANSP:TRANSPARENT")
	return nil
}

func (b *icsWriter) timed(e Event) error {
	if e.Start.IsZero() {
		return errors.New("neither day nor start")
	}
	name := "DTSTART"
	if e.Todo {
		name = "DUE"
	}
	b.line(name + icsLocal(e.Start))
	if e.Todo || e.End.IsZero() {
		return nil
	}
	if !e.End.After(e.Start) {
		return errors.New("end is not after start")
	}
	b.line("DTEND" + icsLocal(e.End))
	return nil
}

func (b *icsWriter) state(e Event) {
	switch {
	case e.Cancelled:
		b.line("STATUS:CANCELLED")
	case e.Todo && e.Done:
		b.line("STATUS:COMPLETED")
	case e.Todo:
		b.line("STATUS:NEEDS-ACTION")
	default:
		b.line("STATUS:CONFIRMED")
	}
}

func (b *icsWriter) alarm(e Event, before time.Duration) {
	related := ""
	if e.Todo {
		related = ";RELATED=END"
	}
	b.line("BEGIN:VALARM")
	b.line("ACTION:DISPLAY")
	b.line("TRIGGER" + related + ":" + icsDuration(-before))
	b.text("DESCRIPTION", orElse(e.Summary, e.UID))
	b.line("END:VALARM")
}

func icsInstant(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

func icsLocal(t time.Time) string {
	return ";TZID=Asia/Ho_Chi_Minh:" + t.In(vietnam).Format("20060102T150405")
}

func icsDuration(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	days, rest := int(d/(24*time.Hour)), int(d%(24*time.Hour)/time.Second)
	switch {
	case rest == 0 && days > 0:
		return fmt.Sprintf("%sP%dD", sign, days)
	case days == 0:
		return fmt.Sprintf("%sPT%dH%dM%dS", sign, rest/3600, rest/60%60, rest%60)
	}
	return fmt.Sprintf("%sP%dDT%dH%dM%dS", sign, days, rest/3600, rest/60%60, rest%60)
}

// text writes a property of type TEXT.
func (b *icsWriter) text(name, value string) {
	value = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`, "\t", " ").Replace(paperText(value))
	b.line(name + ":" + value)
}

// line writes a content line, folded so that no part is longer than 75 octets.
func (b *icsWriter) line(s string) {
	for room := 75; len(s) > room; room = 74 {
		cut := room
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		b.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	b.WriteString(s + "\r\n")
}

func visible(r rune) rune {
	if r <= ' ' || r == 0x7f {
		return -1
	}
	return r
}
