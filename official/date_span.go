package official

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// point is a day, month, quarter, half-year or year that a text names.
type point struct {
	start, end int // place in the key
	year       int // 0 when not written
	m1, m2     int // first and last month
	day        int // 0 unless a single day
	span       pointKind
	pair       bool // two months or quarters in one form: "tháng 3 - 10/2024"
}

type pointKind int

const (
	dayPoint pointKind = iota
	monthPoint
	quarterPoint
	halfPoint
	yearPoint
)

var (
	fullDate    = pattern(`(?:ngày\s+)?\b(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\b`)
	longDay     = pattern(`ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm\s+(\d{4}))?`)
	monthYear   = pattern(`tháng\s+(\d{1,2})(?:\s*(?:/|-|năm|\.)\s*(\d{4}))?\b`)
	monthPair   = pattern(`tháng\s+(\d{1,2})\s*(?:-|–|,|và|đến|&)\s*(\d{1,2})\s*(?:/|năm|-)\s*(\d{4})\b`)
	slashMonth  = pattern(`\b(\d{1,2})\s*[/\-]\s*(\d{4})\b`)
	slashDay    = pattern(`\b(\d{1,2})\s*/\s*(\d{1,2})\b`)
	quarter     = pattern(`quý\s+(iv|i{1,3}|[1-4])\b(?:\s*(?:/|-|năm|\.|,\s*năm)?\s*(\d{4}))?`)
	quarterPair = pattern(`quý\s+(iv|i{1,3}|[1-4])\s*(?:-|–|,|và|đến|&)\s*(iv|i{1,3}|[1-4])\b(?:\s*(?:/|-|năm)?\s*(\d{4}))?`)
	half        = pattern(`(?:6|06|sáu)\s+tháng\s+(đầu|cuối)(?:\s+năm(?:\s+(\d{4}))?)?|nửa\s+(đầu|cuối)\s+năm(?:\s+(\d{4}))?`)
	yearWord    = pattern(`năm\s+(\d{4})\b`)
	bareYear    = pattern(`\b(20\d{2})\b`)
	shortDay    = pattern(`ngày\s+(\d{1,2})\b`)
	open        = pattern(`(?:các|những)\s+năm\s+(?:học\s+)?(?:tiếp theo|sau|kế tiếp|tiếp|tới)|trở đi|về sau|hằng năm tiếp theo|năm tiếp theo`)
	deadline    = pattern(`trước|chậm nhất|muộn nhất|hoàn thành|xong|không quá|hạn|đến ngày|kết thúc|tới ngày`)
	until       = pattern(`(?:^|\s)(?:cho\s+)?(?:đến|tới)(?:\s+hết|\s+cuối)?\s+`)
	dayBefore   = pattern(`(?:ngày\s+|^|\s)(\d{1,2})\s*(?:-|–|đến|và)\s*$`)
	within      = pattern(`(?:^|\s)trong\s+$`)
	fromNow     = pattern(`từ (?:nay|khi|lúc|thời điểm)[^,;]*(?:đến|tới|cho đến)`)
	since       = pattern(`(?:^|\s|kể )từ\s`)
)

// spanOfDays reads the days between which a task is done.
func spanOfDays(key string, year int) (Timing, bool) {
	points := pointsOf(key)
	if len(points) == 0 {
		return Timing{}, false
	}
	fillYears(points, year)
	first, last := points[0], points[len(points)-1]
	if open().MatchString(key) {
		return Timing{[]Cadence{Range}, first.firstDay(), ""}, true
	}
	if first.lastDay() > last.lastDay() && last.lastDay() != "" {
		first, last = last, first
	}
	if len(points) > 1 && !first.same(last) {
		return betweenPoints(key, points, first, last), true
	}
	before := key[:first.start]
	switch {
	case fromNow().MatchString(before):
		return Timing{[]Cadence{Range}, "", first.lastDay()}, true
	case first.pair:
		return Timing{[]Cadence{Range}, first.firstDay(), first.lastDay()}, true
	case since().MatchString(before) && !until().MatchString(before) && !deadline().MatchString(key):
		return Timing{[]Cadence{Range}, first.firstDay(), ""}, true
	case until().MatchString(before+" ") && first.span == yearPoint && !deadline().MatchString(before):
		return Timing{[]Cadence{Range}, "", first.lastDay()}, true
	case within().MatchString(before) && first.span != dayPoint && first.span != yearPoint:
		return Timing{[]Cadence{Once}, first.firstDay(), first.lastDay()}, true
	case deadline().MatchString(key) || until().MatchString(before+" ") || first.span == dayPoint:
		return Timing{[]Cadence{Once}, "", first.lastDay()}, true
	}
	return Timing{[]Cadence{Once}, first.firstDay(), first.lastDay()}, true
}

func (p point) same(o point) bool {
	return p.year == o.year && p.m1 == o.m1 && p.m2 == o.m2 && p.day == o.day
}

// betweenPoints reads several points: a stretch of days, or one deadline after others.
func betweenPoints(key string, points []point, first, last point) Timing {
	if deadline().MatchString(key) && !since().MatchString(key) && allDays(points) {
		return Timing{[]Cadence{Once}, "", last.lastDay()}
	}
	return Timing{[]Cadence{Range}, first.firstDay(), last.lastDay()}
}

func allDays(points []point) bool {
	return !slices.ContainsFunc(points, func(p point) bool { return p.span != dayPoint })
}

// pointsOf finds the points of a text in the order of reading; a longer form hides the shorter in it.
func pointsOf(key string) []point {
	var points []point
	free := func(m []int) bool {
		return !slices.ContainsFunc(points, func(p point) bool { return m[0] < p.end && p.start < m[1] })
	}
	each := func(re func() *regexp.Regexp, take func(s []string) (point, bool)) {
		for _, m := range re().FindAllStringSubmatchIndex(key, -1) {
			if !free(m) {
				continue
			}
			if p, ok := take(groups(key, m)); ok {
				p.start, p.end = m[0], m[1]
				points = append(points, p)
			}
		}
	}
	each(monthPair, func(s []string) (point, bool) { return monthsOf(s[1], s[2], s[3]) })
	each(quarterPair, func(s []string) (point, bool) { return quartersOf(s[1], s[2], s[3]) })
	each(fullDate, func(s []string) (point, bool) { return dayOf(s[1], s[2], s[3]) })
	each(longDay, func(s []string) (point, bool) { return dayOf(s[1], s[2], s[3]) })
	each(monthYear, func(s []string) (point, bool) { return monthsOf(s[1], s[1], s[2]) })
	each(quarter, func(s []string) (point, bool) { return quartersOf(s[1], s[1], s[2]) })
	each(slashMonth, func(s []string) (point, bool) { return monthsOf(s[1], s[1], s[2]) })
	each(half, func(s []string) (point, bool) { return halfOf(s[1]+s[3], s[2]+s[4]) })
	each(slashDay, func(s []string) (point, bool) { return dayOf(s[1], s[2], "") })
	each(yearWord, func(s []string) (point, bool) { return yearOf(s[1]) })
	each(bareYear, func(s []string) (point, bool) { return yearOf(s[1]) })
	points = withMonthOf(key, points, free)
	slices.SortFunc(points, func(a, b point) int { return a.start - b.start })
	return points
}

// withMonthOf reads "ngày 5" of "từ ngày 5 đến ngày 20/6" and "05" of "05 - 10/4/2026": the month stands at the
// later day.
func withMonthOf(key string, points []point, free func([]int) bool) []point {
	for _, p := range slices.Clone(points) {
		if p.span != dayPoint {
			continue
		}
		m := dayBefore().FindStringSubmatchIndex(key[:p.start])
		if m == nil || !free([]int{m[2], p.start}) {
			continue
		}
		if day, _ := strconv.Atoi(key[m[2]:m[3]]); 0 < day && day < p.day {
			p.day, p.start, p.end = day, m[2], m[3]
			points = append(points, p)
		}
	}
	for _, m := range shortDay().FindAllStringSubmatchIndex(key, -1) {
		if !free(m) {
			continue
		}
		for _, p := range points {
			if p.span == dayPoint && p.start >= m[1] && p.start-m[1] < len(" đến ngày  ") {
				p.day, _ = strconv.Atoi(key[m[2]:m[3]])
				p.start, p.end = m[0], m[1]
				points = append(points, p)
				break
			}
		}
	}
	return points
}

func groups(key string, m []int) []string {
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = key[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

func dayOf(d, m, y string) (point, bool) {
	p := point{span: dayPoint}
	p.day, _ = strconv.Atoi(d)
	p.m1, _ = strconv.Atoi(m)
	p.m2 = p.m1
	p.year, _ = strconv.Atoi(y)
	return p, p.day >= 1 && p.day <= 31 && p.m1 >= 1 && p.m1 <= 12
}

func monthsOf(a, b, y string) (point, bool) {
	p := point{span: monthPoint}
	p.m1, _ = strconv.Atoi(a)
	p.m2, _ = strconv.Atoi(b)
	p.year, _ = strconv.Atoi(y)
	if p.m1 != p.m2 {
		p.span, p.pair = halfPoint, true
	}
	return p, p.m1 >= 1 && p.m2 <= 12 && p.m1 <= p.m2
}

var quarterNumber = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

func quartersOf(a, b, y string) (point, bool) {
	q1, q2 := quarterNumber[a], quarterNumber[b]
	p := point{span: quarterPoint, m1: 3*q1 - 2, m2: 3 * q2}
	p.year, _ = strconv.Atoi(y)
	if q1 != q2 {
		p.span, p.pair = halfPoint, true
	}
	return p, q1 > 0 && q1 <= q2
}

func halfOf(which, y string) (point, bool) {
	p := point{span: quarterPoint, m1: 1, m2: 6}
	if which == "cuối" {
		p.m1, p.m2 = 7, 12
	}
	p.year, _ = strconv.Atoi(y)
	return p, true
}

func yearOf(y string) (point, bool) {
	n, _ := strconv.Atoi(y)
	return point{span: yearPoint, m1: 1, m2: 12, year: n}, n >= 1990 && n < 2100
}

// fillYears gives a point without a year that of the next one that has it, else of the one before,
// else the year of the document.
func fillYears(points []point, year int) {
	next := 0
	for i := len(points) - 1; i >= 0; i-- {
		if points[i].year == 0 {
			points[i].year = next
		}
		next = points[i].year
	}
	before := year
	for i := range points {
		if points[i].year == 0 {
			points[i].year = before
		}
		before = points[i].year
	}
}

func (p point) firstDay() string {
	if p.year == 0 {
		return ""
	}
	return isoDay(p.year, p.m1, max(1, p.day))
}

func (p point) lastDay() string {
	if p.year == 0 {
		return ""
	}
	if p.day > 0 {
		return isoDay(p.year, p.m2, p.day)
	}
	return isoDay(p.year, p.m2+1, 0)
}

// isoDay writes a day; day 0 is the last of the month before. Days that are in no calendar are empty.
func isoDay(year, month, day int) string {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if day > 0 && t.Day() != day {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", t.Year(), t.Month(), t.Day())
}

// longDayOf reads the first full date of a text: "ngày 05 tháng 01 năm 2026" or "05/01/2026".
func longDayOf(key string) string {
	for _, re := range []func() *regexp.Regexp{longDay, fullDate} {
		m := re().FindStringSubmatch(key)
		if m == nil || m[3] == "" {
			continue
		}
		if p, ok := dayOf(strings.TrimSpace(m[1]), m[2], m[3]); ok {
			return p.firstDay()
		}
	}
	return ""
}
