package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ParseDate reads a date or an instant as pages write them: ISO 8601 and RFC 3339 with and without zone, RFC 822,
// seconds since 1970, English forms ("Nov. 2, 2026, 9:15 a.m."), Vietnamese forms ("Thứ Hai, 02/11/2026 | 09:15
// (GMT+7)", "ngày 2 tháng 11 năm 2026"). Numbers apart by slashes are day, month, year unless that is no date.
// Times without a zone are of zone. day says that no hour was given.
func ParseDate(s string, zone *time.Location) (at time.Time, day, ok bool) {
	if len(s) > 200 {
		s = s[:200]
	}
	s = oneLine(strings.ToLower(s))
	if s == "" {
		return time.Time{}, false, false
	}
	if at, ok := epoch(s); ok {
		return at, false, true
	}
	y, m, d, rest, ok := findDay(s)
	if !ok || y < 1990 || y > 2100 || !validDay(y, m, d) {
		return time.Time{}, false, false
	}
	hour, minute, second, timed := findClock(rest)
	if !timed {
		return time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone), true, true
	}
	return time.Date(y, time.Month(m), d, hour, minute, second, 0, findZone(rest, zone)), false, true
}

func epoch(s string) (time.Time, bool) {
	if len(s) != 10 && len(s) != 13 {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	if len(s) == 13 {
		return time.UnixMilli(n).UTC(), true
	}
	return time.Unix(n, 0).UTC(), true
}

var (
	isoDay   = regexp.MustCompile(`\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)`)
	packed   = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:t|$)`)
	slashDay = regexp.MustCompile(`\b(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})\b`)
	viDay    = regexp.MustCompile(`\b(\d{1,2})\s*(?:tháng|thg|tháng)\.?\s*(\d{1,2})\s*(?:,|năm|-|/)?\s*(\d{4})\b`)
	enDay    = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)?[\s\-]+(?:of )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[\s\-]+(\d{4})\b`)
	usDay    = regexp.MustCompile(`\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`)
	clock    = regexp.MustCompile(`\b(\d{1,2})\s?[:h]\s?(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s?(a\.?m|p\.?m|sa|ch)\b)?`)
	offset   = regexp.MustCompile(`(?:gmt|utc|\d|\s)\s?([+-])(\d{1,2})(?::?(\d{2}))?\)?$`)
	months   = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
)

// findDay finds the day and returns what is left of s without it.
func findDay(s string) (y, m, d int, rest string, ok bool) {
	number := func(at []int, k int) int {
		n, _ := strconv.Atoi(s[at[2*k]:at[2*k+1]])
		return n
	}
	cut := func(at []int) string { return s[:at[0]] + " " + s[at[7]:] }
	if at := isoDay.FindStringSubmatchIndex(s); at != nil {
		return number(at, 1), number(at, 2), number(at, 3), strings.Replace(cut(at), " t", " ", 1), true
	}
	if at := packed.FindStringSubmatchIndex(s); at != nil {
		return number(at, 1), number(at, 2), number(at, 3), cut(at), true
	}
	if at := slashDay.FindStringSubmatchIndex(s); at != nil {
		d, m, y = number(at, 1), number(at, 2), number(at, 3)
		if m > 12 {
			d, m = m, d
		}
		return y, m, d, cut(at), true
	}
	if at := viDay.FindStringSubmatchIndex(s); at != nil {
		return number(at, 3), number(at, 2), number(at, 1), cut(at), true
	}
	if at := enDay.FindStringSubmatchIndex(s); at != nil {
		return number(at, 3), months[s[at[4]:at[5]]], number(at, 1), cut(at), true
	}
	if at := usDay.FindStringSubmatchIndex(s); at != nil {
		return number(at, 3), months[s[at[2]:at[3]]], number(at, 2), cut(at), true
	}
	return 0, 0, 0, "", false
}

func validDay(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 {
		return false
	}
	return d <= time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func findClock(s string) (hour, minute, second int, ok bool) {
	at := clock.FindStringSubmatch(s)
	if at == nil {
		return 0, 0, 0, false
	}
	hour, _ = strconv.Atoi(at[1])
	minute, _ = strconv.Atoi(at[2])
	second, _ = strconv.Atoi(at[3])
	switch {
	case strings.HasPrefix(at[4], "p") || at[4] == "ch":
		if hour < 12 {
			hour += 12
		}
	case strings.HasPrefix(at[4], "a") || at[4] == "sa":
		hour %= 12
	}
	return hour, minute, second, hour < 24 && minute < 60 && second < 61
}

// names of zones that pages use beside offsets.
var zoneNames = map[string]int{"gmt": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
	"pst": -8, "pdt": -7, "bst": 1, "cet": 1, "cest": 2, "ict": 7}

func findZone(s string, zone *time.Location) *time.Location {
	s = strings.TrimSpace(s)
	if at := offset.FindStringSubmatch(s); at != nil {
		h, _ := strconv.Atoi(at[2])
		m, _ := strconv.Atoi(at[3])
		seconds := h*3600 + m*60
		if at[1] == "-" {
			seconds = -seconds
		}
		if h <= 14 && m < 60 {
			return time.FixedZone("", seconds)
		}
	}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) {
		if h, ok := zoneNames[w]; ok {
			return time.FixedZone("", h*3600)
		}
	}
	return zone
}

var inAddress = regexp.MustCompile(`[/\-_.](20\d{2})[/\-]?(0[1-9]|1[0-2])[/\-]?(0[1-9]|[12]\d|3[01])(?:[/\-_.]|\d{4,}|$)`)

// dateInAddress finds a day in the address of a page: /2026/11/02/, -20261102….
func dateInAddress(u string, zone *time.Location) (time.Time, bool) {
	if len(u) > 2000 {
		return time.Time{}, false
	}
	at := inAddress.FindStringSubmatch(u)
	if at == nil {
		return time.Time{}, false
	}
	y, _ := strconv.Atoi(at[1])
	m, _ := strconv.Atoi(at[2])
	d, _ := strconv.Atoi(at[3])
	if !validDay(y, m, d) {
		return time.Time{}, false
	}
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone), true
}
