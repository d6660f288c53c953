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

// hourOf is the hour of the day, 0 to 23, at an instant in seconds since 1970 UTC.
func hourOf(at int64) int { return int(floorMod(at+secondsEast, daySeconds) / hourSeconds) }

// weekdayOf is the day of the week at an instant, Sunday 0.
func weekdayOf(at int64) int {
	days := (at + secondsEast - floorMod(at+secondsEast, daySeconds)) / daySeconds
	return int(floorMod(days+int64(time.Thursday), 7)) // 1970-01-01 was a Thursday
}

func floorMod(a, b int64) int64 { return ((a % b) + b) % b }
