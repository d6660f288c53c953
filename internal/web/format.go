package web

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/law"
)

// Dash is what a page shows where there is no value; zero is shown as 0.
const Dash = "–"

var weekdays = map[string][7]string{
	Vietnamese: {"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"},
	English:    {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

// Today is the current day in Việt Nam.
func Today(ctx context.Context) law.Date { return law.DateOf(Now(ctx)) }

// Weekday is "thứ Sáu" or "Friday".
func Weekday(ctx context.Context, d law.Date) string {
	if d.IsZero() {
		return Dash
	}
	return weekdays[Lang(ctx)][d.Weekday()]
}

// Day is a day with its weekday: "thứ Sáu, 21/11/2025", "Friday, 21 Nov 2025".
func Day(ctx context.Context, d law.Date) string {
	if d.IsZero() {
		return Dash
	}
	return Weekday(ctx, d) + ", " + ShortDay(ctx, d)
}

// ShortDay is "21/11/2025", in English "21 Nov 2025".
func ShortDay(ctx context.Context, d law.Date) string {
	if d.IsZero() {
		return Dash
	}
	if Lang(ctx) == English {
		return d.Start().Format("2 Jan 2006")
	}
	return d.Vietnamese()
}

// DayMonth is "24/11", in English "24 Nov"; for lists whose year is plain.
func DayMonth(ctx context.Context, d law.Date) string {
	if d.IsZero() {
		return Dash
	}
	if Lang(ctx) == English {
		return d.Start().Format("2 Jan")
	}
	return d.Start().Format("02/01")
}

// Instant is a moment on the clock of Việt Nam: "21/11/2025, 20:14".
func Instant(ctx context.Context, t time.Time) string {
	if t.IsZero() {
		return Dash
	}
	return ShortDay(ctx, law.DateOf(t)) + ", " + Clock(t)
}

// Clock is the time of day in Việt Nam, "09:40".
func Clock(t time.Time) string { return t.In(law.Vietnam).Format("15:04") }

// MachineTime is the value of the datetime attribute for t.
func MachineTime(t time.Time) string { return t.In(law.Vietnam).Format("2006-01-02T15:04:05-07:00") }

// Number writes x for the reader: 1.234,5 in Vietnamese, 1,234.5 in English; the minus is −.
func Number(ctx context.Context, x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Dash
	}
	return group(Lang(ctx), strconv.FormatFloat(x, 'f', -1, 64))
}

// Count writes a whole number for the reader: 12.480.
func Count[N ~int | ~int64 | ~int32](ctx context.Context, n N) string {
	return group(Lang(ctx), strconv.FormatInt(int64(n), 10))
}

// Key writes an identifier as addresses and fields carry it, the same for every reader.
func Key[N ~int | ~int64](id N) string { return strconv.FormatInt(int64(id), 10) }

// Percent is part of whole with one decimal at most: "96,3%"; a dash when the whole is zero.
func Percent(ctx context.Context, part, whole int) string {
	if whole == 0 {
		return Dash
	}
	return Number(ctx, math.Round(float64(part)*1000/float64(whole))/10) + "%"
}

// Size writes a number of bytes: "214 KB", "1,5 MB".
func Size(ctx context.Context, bytes int64) string {
	size, unit := float64(bytes), "B"
	for _, next := range []string{"KB", "MB", "GB", "TB"} {
		if size < 1000 {
			break
		}
		size, unit = size/1000, next
	}
	if size < 10 {
		return Number(ctx, math.Round(size*10)/10) + " " + unit
	}
	return Number(ctx, math.Round(size)) + " " + unit
}

func group(lang, s string) string {
	thousand, decimal := ".", ","
	if lang == English {
		thousand, decimal = ",", "."
	}
	sign := ""
	if rest, negative := strings.CutPrefix(s, "-"); negative {
		sign, s = "−", rest
	}
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + thousand + whole[i:]
	}
	if fraction != "" {
		fraction = decimal + fraction
	}
	return sign + whole + fraction
}

// Left says how a day lies to another: "còn 3 ngày", "hôm nay", "quá hạn 2 ngày". It is shown together with
// the day itself.
func Left(ctx context.Context, today, due law.Date) string {
	switch days := today.DaysUntil(due); {
	case due.IsZero():
		return Dash
	case days > 0:
		return T(ctx, "còn %d ngày", days)
	case days < 0:
		return T(ctx, "quá hạn %d ngày", -days)
	}
	return T(ctx, "hôm nay")
}

// TimeLeft is like [Left] for an instant: hours and minutes within a day, days beyond.
func TimeLeft(ctx context.Context, now, due time.Time) string {
	left := due.Sub(now)
	late := left < 0
	left = left.Abs()
	switch {
	case left < time.Hour && late:
		return T(ctx, "quá hạn %d phút", int(left.Minutes()))
	case left < time.Hour:
		return T(ctx, "còn %d phút", int(left.Minutes()))
	case left < 24*time.Hour && late:
		return T(ctx, "quá hạn %d giờ", int(left.Hours()))
	case left < 24*time.Hour:
		return T(ctx, "còn %d giờ", int(left.Hours()))
	}
	return Left(ctx, law.DateOf(now), law.DateOf(due))
}

// About is a rough duration in words, for progress: "khoảng 40 giây", "khoảng 3 phút".
func About(ctx context.Context, d time.Duration) string {
	if d < time.Minute {
		return T(ctx, "khoảng %d giây", max(1, int(d.Round(time.Second).Seconds())))
	}
	return T(ctx, "khoảng %d phút", int(d.Round(time.Minute).Minutes()))
}
