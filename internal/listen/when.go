package listen

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

// vietnam is the zone of times that are written without one.
var vietnam = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// timeOfLine is a form of time that lines are read in.
const timeOfLine = time.RFC3339Nano

// calendar reads the dates of one column of a table, or of one file of lines. The zero value reads them as they are
// written in Việt Nam.
type calendar struct {
	order feed.Order
	until time.Time // no date is later than this; zero: any may be
}

// aheadOfUs is how far the clock of a source may be ahead of ours.
const aheadOfUs = 24 * time.Hour

// calendarOf finds out from the dates of a column in which order its days and months stand. A number above 12 shows it;
// so does one month with several days, and a day that is not over yet. Where nothing shows it, the day stands first.
func calendarOf(now time.Time, dates []string) calendar {
	c := calendar{until: now.Add(aheadOfUs)}
	firsts, seconds := map[string]bool{}, map[string]bool{}
	before, after := 0, 0 // dates that show the one order and the other
	early, late := true, false
	for _, text := range dates {
		m := slashed.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		a, _ := strconv.Atoi(m[1])
		b, _ := strconv.Atoi(m[2])
		switch {
		case a > 12 && b <= 12:
			before++
			continue
		case b > 12 && a <= 12:
			after++
			continue
		}
		firsts[m[1]], seconds[m[2]] = true, true
		late = late || c.isAhead(text, feed.DayFirst)
		early = early && !c.isAhead(text, feed.MonthFirst)
	}
	shown := before > 0 || after > 0
	switch {
	case shown && after > before,
		!shown && len(firsts) == 1 && len(seconds) >= monthShown,
		!shown && late && early && !(len(seconds) == 1 && len(firsts) >= monthShown):
		c.order = feed.MonthFirst
	}
	return c
}

// monthShown is how many days of one month show which number is the month.
const monthShown = 3

// slashed finds the numbers of a date that may be a day and a month.
var slashed = regexp.MustCompile(`(?:^|[^0-9/.:-])([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](?:[0-9]{4}|[0-9]{2})(?:[^0-9]|$)`)

func (c calendar) isAhead(text string, order feed.Order) bool {
	at, ok := feed.ParseDay(text, vietnam, order)
	return ok && at.After(c.until)
}

// read reads an instant as files write it: with a zone or in the time of Việt Nam, the clock before or behind the day,
// as a number of seconds or milliseconds since 1970, as a spreadsheet counts days. It is false for what names no day,
// and for a day to come.
func (c calendar) read(text string) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		var ok bool
		text = strings.TrimSpace(text)
		at, ok = momentOf(text)
		if !ok {
			at, ok = feed.ParseDay(text, vietnam, c.order)
		}
		if !ok {
			return time.Time{}, false
		}
	}
	if !c.until.IsZero() && at.After(c.until) {
		return time.Time{}, false
	}
	return at.UTC(), true
}

// Numbers of days as spreadsheets count them, from 1954 to 2119.
const firstSerial, lastSerial = 20_000, 80_000

// momentOf reads an instant that is one number.
func momentOf(text string) (time.Time, bool) {
	number := strings.Replace(text, ",", ".", 1)
	if number == "" || strings.Trim(number, "0123456789.eE+") != "" || number[0] < '1' || number[0] > '9' {
		return time.Time{}, false
	}
	f, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return time.Time{}, false
	}
	whole, _, _ := strings.Cut(number, ".")
	switch n := len(whole); {
	case strings.ContainsAny(number, "eE"):
		return sinceEpoch(f)
	case f >= firstSerial && f < lastSerial:
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, vietnam)
		return day.Add(time.Duration(f * float64(24*time.Hour))).Round(time.Second).UTC(), true
	case n == 12 && n == len(number):
		return clockOf("200601021504", number)
	case n == 14 && n == len(number):
		return clockOf("20060102150405", number)
	case n >= 10 && n != 11 && n != 12:
		return sinceEpoch(f)
	}
	return time.Time{}, false
}

func clockOf(layout, number string) (time.Time, bool) {
	at, err := time.ParseInLocation(layout, number, vietnam)
	return at.UTC(), err == nil
}

// sinceEpoch is an instant in seconds since 1970, or in thousandths, millionths or billionths of them.
func sinceEpoch(n float64) (time.Time, bool) {
	for n >= 1e11 {
		n /= 1000
	}
	return time.Unix(int64(n), 0).UTC(), n >= 1e9 && n < 1e10
}
