package feed

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	maxDate      = 120  // bytes of a text that is read as a date
	earliestYear = 1900 // what is before is a clock that was never set
)

// ParseDate reads a date as sources write it: RFC 822 with its deviations, ISO 8601 and W3CDTF, asctime, the day
// before the month as in Việt Nam ("05/01/2026 09:15", "Thứ Hai, 5 tháng 1 năm 2026"), month names of several
// languages. A date without a zone is in zone; one without a clock is its midnight. ok is false where the text
// is no date.
func ParseDate(s string, zone *time.Location) (at time.Time, ok bool) { return parseDate(s, zone) }

// Order is which of the two numbers before the year is the day, where both could be.
type Order int

// The orders.
const (
	DayFirst   Order = iota // 05/11/2026 is in November, as in Việt Nam
	MonthFirst              // 11/05/2026 is
)

// ParseDay reads, as [ParseDate] does, a date of which the day, the month and the year are told: a year, a month, a
// week or a quarter is none. order says what a date such as 05/11/2026 means.
func ParseDay(s string, zone *time.Location, order Order) (at time.Time, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDate {
		return time.Time{}, false
	}
	d := newDateReader()
	if !d.readISO(s) {
		d = newDateReader()
		d.whole, d.order = true, order
		d.cut(s)
		d.read()
	} else if len(s) < len("2006002") {
		return time.Time{}, false
	}
	if d.year < 0 || d.month < 0 || d.day < 0 || len(s) == len("2006-01") && s[4] == '-' {
		return time.Time{}, false
	}
	return d.time(zone)
}

func parseDate(s string, zone *time.Location) (time.Time, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDate {
		return time.Time{}, false
	}
	if (len(s) == 10 || len(s) == 13) && digits(s) { // seconds or milliseconds since 1970
		return time.Unix(int64(number(s[:10])), 0).UTC(), true
	}
	d := newDateReader()
	if !d.readISO(s) {
		d = newDateReader()
		d.cut(s)
		d.read()
	}
	return d.time(zone)
}

// dateReader gathers the parts of a date; -1 is a part not seen yet.
type dateReader struct {
	tokens               []dateToken
	space                [32]dateToken
	year, month, day     int
	hour, minute, second int
	nano                 int
	afternoon, morning   bool
	zoned                bool
	offset               int // seconds east of UTC
	loose                []dateToken
	looseSpace           [4]dateToken
	yearDay              int
	whole                bool  // the year stands last, unless it has four digits
	order                Order // of day and month
}

func newDateReader() dateReader { return dateReader{hour: -1, day: -1, month: -1, year: -1} }

// dateToken is a number, a word in lower case without case marks, or one character.
type dateToken struct {
	word   string
	number int
	digits int // 0 for what is no number
	glued  bool
}

// cut splits a text into tokens.
func (d *dateReader) cut(s string) {
	d.tokens = d.space[:0]
	glued := false
	for i := 0; i < len(s) && len(d.tokens) < cap(d.space); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case '0' <= c && c <= '9':
			n, j := 0, i
			for j < len(s) && '0' <= s[j] && s[j] <= '9' && j-i < 18 {
				n = n*10 + int(s[j]-'0')
				j++
			}
			d.tokens = append(d.tokens, dateToken{number: n, digits: j - i, glued: glued})
			i, glued = j, true
			continue
		case unicode.IsLetter(c) || unicode.IsMark(c):
			j := i
			for j < len(s) {
				c, size := utf8.DecodeRuneInString(s[j:])
				if !unicode.IsLetter(c) && !unicode.IsMark(c) {
					break
				}
				j += size
			}
			d.tokens = append(d.tokens, dateToken{word: lowerWord(s[i:j]), glued: glued})
			i, glued = j, true
			continue
		case unicode.IsSpace(c):
			glued = false
		default:
			d.tokens = append(d.tokens, dateToken{word: s[i : i+size], glued: glued})
			glued = true
		}
		i += size
	}
}

func lowerWord(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || 'A' <= s[i] && s[i] <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

// read gives each token its meaning.
func (d *dateReader) read() {
	d.loose = d.looseSpace[:0]
	for i := 0; i < len(d.tokens); {
		t := d.tokens[i]
		switch {
		case t.digits > 0:
			i += d.readNumber(i)
		case t.word == "+" || t.word == "-" || t.word == "−":
			i += d.readOffset(i)
		default:
			i += d.readWord(i)
		}
	}
	d.settle()
}

// at is the token at i, an empty one beyond the end.
func (d *dateReader) at(i int) dateToken {
	if i < 0 || i >= len(d.tokens) {
		return dateToken{}
	}
	return d.tokens[i]
}

// readNumber reads what begins with a number and returns how many tokens it took.
func (d *dateReader) readNumber(i int) int {
	t, next := d.at(i), d.at(i+1)
	switch next.word {
	case ":", "h", "giờ", "g", "시":
		if d.hour < 0 && t.digits <= 2 {
			return d.readClock(i)
		}
	case "/", "-", ".", "–":
		if n := d.readNumeric(i, next.word); n > 0 {
			return n
		}
	case "년", "年":
		d.year = t.number
		return 2
	case "월", "月":
		d.month = t.number
		return 2
	case "일", "日":
		d.day = t.number
		return 2
	case "st", "nd", "rd", "th":
		d.day = t.number
		return 2
	}
	if t.digits == 8 && d.year < 0 {
		d.year, d.month, d.day = t.number/10000, t.number/100%100, t.number%100
		return 1
	}
	if len(d.loose) < cap(d.loose) {
		d.loose = append(d.loose, t)
	}
	return 1
}

// readClock reads hours and minutes, with seconds and their fraction if they are there.
func (d *dateReader) readClock(i int) int {
	d.hour = d.at(i).number
	n := i + 2
	if d.at(n).digits == 0 {
		return n - i // "9 giờ"
	}
	d.minute = d.at(n).number
	n++
	if w := d.at(n).word; w == "phút" || w == "분" || w == "p" || w == "ph" {
		n++
	}
	if d.at(n).word == ":" && d.at(n+1).digits > 0 {
		d.second = d.at(n + 1).number
		n += 2
	}
	if w := d.at(n).word; (w == "." || w == "," && d.at(n).glued && d.at(n+1).glued) && d.at(n+1).digits > 0 {
		f := d.at(n + 1)
		d.nano = f.number
		for k := f.digits; k < 9; k++ {
			d.nano *= 10
		}
		for k := f.digits; k > 9; k-- {
			d.nano /= 10
		}
		n += 2
	}
	return n - i
}

// readNumeric reads three numbers, or a number, a month's name and a number, joined by the same sign.
func (d *dateReader) readNumeric(i int, sign string) int {
	a, m, b := d.at(i), d.at(i+2), d.at(i+4)
	if d.year >= 0 || m == (dateToken{}) || m.digits > 2 {
		return 0
	}
	if m.digits == 0 {
		if monthNumber(m.word) == 0 || d.at(i+3).word != sign || b.digits == 0 {
			return 0
		}
		d.month = monthNumber(m.word)
		d.dayAndYear(a, b)
		return 5
	}
	if d.at(i+3).word != sign || b.digits == 0 {
		if d.day < 0 && d.month < 0 && sign == "/" && a.digits <= 2 { // "05/01" without a year is not enough
			return 0
		}
		return 0
	}
	switch {
	case a.digits >= 3:
		d.year, d.month, d.day = a.number, m.number, b.number
	case b.digits >= 3 || sign == "/" || sign == "." || d.whole:
		d.day, d.month, d.year = a.number, m.number, fullYear(b)
		if d.order == MonthFirst && d.day <= 12 {
			d.day, d.month = d.month, d.day
		}
		if d.month > 12 && d.day <= 12 {
			d.day, d.month = d.month, d.day
		}
	default:
		d.year, d.month, d.day = fullYear(a), m.number, b.number
		if m.number > 12 || b.number > 31 {
			d.day, d.month, d.year = a.number, m.number, fullYear(b)
		}
	}
	return 5
}

func (d *dateReader) dayAndYear(a, b dateToken) {
	if a.digits >= 3 {
		a, b = b, a
	}
	d.day, d.year = a.number, fullYear(b)
}

// fullYear is the year that a number of two digits means.
func fullYear(t dateToken) int {
	switch {
	case t.digits > 2:
		return t.number
	case t.number < 70:
		return 2000 + t.number
	}
	return 1900 + t.number
}

// readWord reads a name of a month, a half of the day or a zone; other words say nothing.
func (d *dateReader) readWord(i int) int {
	w := d.at(i).word
	switch w {
	case "am", "sa", "오전", "sáng":
		d.morning = true
		return 1
	case "pm", "ch", "오후", "chiều", "tối", "μμ":
		d.afternoon = true
		return 1
	case "năm":
		if t := d.at(i + 1); t.digits >= 3 {
			d.year = t.number
			return 2
		}
		return 1
	case "tháng", "thg":
		return d.readThang(i)
	case "ngày":
		if t := d.at(i + 1); t.digits > 0 && d.at(i+2).digits == 0 && d.at(i+2).word != "/" && d.at(i+2).word != "-" && d.at(i+2).word != "." {
			d.day = t.number
			return 2
		}
		return 1
	case "thứ":
		return 2 // the day of the week
	case "t", "z":
		d.zoned = d.zoned || w == "z" && d.hour >= 0
		return 1
	}
	if m := monthNumber(w); m > 0 && d.month < 0 {
		d.month = m
		return 1
	}
	if offset, ok := zones[w]; ok && d.hour >= 0 && !d.zoned {
		d.zoned, d.offset = true, offset*60
	}
	return 1
}

// readThang reads a Vietnamese month: "tháng 1", "tháng Mười Một", "Thg 1".
func (d *dateReader) readThang(i int) int {
	t := d.at(i + 1)
	if t.digits > 0 {
		d.month = t.number
		return 2
	}
	m := vietnameseMonths[t.word]
	if m == 10 {
		if next := d.at(i + 2).word; next == "một" || next == "hai" {
			d.month = 10 + vietnameseMonths[next]
			return 3
		}
	}
	if m > 0 {
		d.month = m
		return 2
	}
	return 1
}

// readOffset reads a zone as hours and minutes: "+0700", "+07:00", "+7", also after the name GMT or UTC.
func (d *dateReader) readOffset(i int) int {
	sign, t := 1, d.at(i+1)
	if d.at(i).word != "+" {
		sign = -1
	}
	if d.hour < 0 || t.digits == 0 || t.digits > 4 || d.zoned && d.offset != 0 {
		return 1
	}
	hours, minutes, n := t.number, 0, 2
	switch {
	case t.digits > 2:
		hours, minutes = t.number/100, t.number%100
	case d.at(i+2).word == ":" && d.at(i+3).digits == 2:
		minutes, n = d.at(i+3).number, 4
	case sign < 0 && !t.glued && d.day < 0: // " - 5 tháng 1"
		return 1
	}
	if hours > 14 || minutes > 59 {
		return 1
	}
	if hours*60+minutes > 0 || !d.zoned {
		d.zoned, d.offset = true, sign*(hours*60+minutes)*60
	}
	return n
}

// settle gives the numbers that stand alone to the parts that are missing: the year first, if one looks like it.
func (d *dateReader) settle() {
	year := -1
	for i, t := range d.loose {
		if d.year < 0 && t.digits == 4 {
			d.year, year = t.number, i
		}
	}
	for i, t := range d.loose {
		switch {
		case i == year:
		case d.year < 0 && t.number > 31:
			d.year = fullYear(t)
		case d.day < 0 && t.digits <= 2:
			d.day = t.number
		case d.year < 0 && t.digits == 2:
			d.year = fullYear(t)
		}
	}
}

// time is the instant, if the parts make one.
func (d *dateReader) time(zone *time.Location) (time.Time, bool) {
	if d.year < earliestYear || d.year > 9999 {
		return time.Time{}, false
	}
	if d.month < 0 {
		d.month, d.day = 1, 1
	}
	if d.day < 0 {
		d.day = 1
	}
	if d.afternoon && d.hour >= 0 && d.hour < 12 {
		d.hour += 12
	} else if d.morning && d.hour == 12 {
		d.hour = 0
	}
	if d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 || d.hour > 24 || d.minute > 59 || d.second > 60 {
		return time.Time{}, false
	}
	if d.zoned {
		zone = time.UTC
	}
	t := time.Date(d.year, time.Month(d.month), d.day, max(d.hour, 0), d.minute, d.second, d.nano, zone)
	if d.hour < 24 && d.second < 60 && t.Day() != d.day { // 31 February
		return time.Time{}, false
	}
	if d.yearDay > 0 {
		t = t.AddDate(0, 0, d.yearDay-1)
	}
	return t.Add(-time.Duration(d.offset) * time.Second).UTC(), true
}
