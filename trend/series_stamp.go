package trend

import (
	"fmt"
	"strconv"
	"time"
)

// vietnam is UTC+7; there is no daylight saving.
var vietnam = time.FixedZone("Asia/Ho_Chi_Minh", secondsEast)

const (
	secondsEast = 7 * hourSeconds
	hourSeconds = 60 * 60
	daySeconds  = 24 * hourSeconds
)

// stampLayouts are the ways in which an instant may be written, most usual first. A fraction of a second
// is read after any seconds.
var stampLayouts = []string{
	time.DateTime, time.RFC3339, time.DateOnly, "2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00",
	"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04Z07:00", "2006/01/02 15:04:05", "2006/01/02",
	"02/01/2006 15:04:05", "02/01/2006 15:04", "02/01/2006",
}

// parseStamp reads an index or an instant, in seconds since 1970 UTC.
func parseStamp(text string) (at int64, dated bool, err error) {
	at, err = strconv.ParseInt(text, 10, 64)
	if err == nil {
		return at, false, nil
	}
	if at, ok := parsePlain(text); ok {
		return at, true, nil
	}
	if len(text) <= len("2006-01-02T15:04:05.999999999-07:00") {
		for _, layout := range stampLayouts {
			t, err := time.ParseInLocation(layout, text, vietnam)
			if err == nil {
				return t.Unix(), true, nil
			}
		}
	}
	return 0, false, fmt.Errorf("không đọc được thời điểm %q; hãy viết số thứ tự hoặc ngày giờ như 2026-11-21T09:30:00+07:00", clip(text))
}

// parsePlain reads "2006-01-02 15:04:05" of Việt Nam, with T or a space, quicker than the layouts do. What
// is not exactly that is left to them.
func parsePlain(text string) (at int64, ok bool) {
	const pattern = "0000-00-00 00:00:00"
	if len(text) != len(pattern) {
		return 0, false
	}
	var parts [6]int
	part := 0
	for i := range len(pattern) {
		c := text[i]
		switch {
		case pattern[i] == '0' && '0' <= c && c <= '9':
			parts[part] = parts[part]*10 + int(c-'0')
		case pattern[i] != '0' && (c == pattern[i] || pattern[i] == ' ' && c == 'T'):
			part++
		default:
			return 0, false
		}
	}
	year, month, day := parts[0], parts[1], parts[2]
	if month < 1 || month > 12 || day < 1 || day > 28 || parts[3] > 23 || parts[4] > 59 || parts[5] > 59 {
		return 0, false // or a late day of a month, which may not exist
	}
	clock := int64(parts[3])*hourSeconds + int64(parts[4])*60 + int64(parts[5])
	return dayNumber(year, month, day)*daySeconds + clock - secondsEast, true
}

// hourOf is the hour of the day, 0 to 23, at an instant in seconds since 1970 UTC.
func hourOf(at int64) int { return int(floorMod(at+secondsEast, daySeconds) / hourSeconds) }

// weekdayOf is the day of the week at an instant, Sunday 0.
func weekdayOf(at int64) int {
	days := (at + secondsEast - floorMod(at+secondsEast, daySeconds)) / daySeconds
	return int(floorMod(days+int64(time.Thursday), 7)) // 1970-01-01 was a Thursday
}

func floorMod(a, b int64) int64 { return ((a % b) + b) % b }
