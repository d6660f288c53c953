package law

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// The years for which days are counted. Outside them dates are taken to be mistakes of the pen.
const (
	firstYear = 1900
	lastYear  = 2199
)

// Moment is a whole day or an instant: terms in days begin and end with days, terms in hours with
// instants. The zero Moment is "no moment" and is null in JSON.
type Moment struct {
	day   Date
	at    time.Time
	clock bool
}

// OnDay is the whole day d.
func OnDay(d Date) Moment { return Moment{day: d} }

// AtInstant is the instant t.
func AtInstant(t time.Time) Moment {
	return Moment{day: DateOf(t), at: t.In(Vietnam), clock: true}
}

// ParseMoment reads a day such as "2026-11-21" or an instant such as "2026-11-21T08:00:00+07:00".
// An instant without an offset is a clock time in Việt Nam. It fails with a Vietnamese sentence,
// also for the empty string and for years outside 1900–2199.
func ParseMoment(s string) (Moment, error) {
	m, ok := readMoment(strings.TrimSpace(s))
	if !ok {
		return Moment{}, sentence("Không đọc được mốc thời gian %q; hãy viết ngày như 2026-11-21 hoặc thời điểm như 2026-11-21T08:00:00+07:00.", clip(s))
	}
	err := m.check()
	if err != nil {
		return Moment{}, err
	}
	return m, nil
}

// check refuses days that do not exist and years outside those counted. "No moment" passes.
func (m Moment) check() error {
	if m.IsZero() {
		return nil
	}
	if !m.day.Valid() {
		return sentence("Ngày %s không có trong lịch.", m.day)
	}
	if m.day.Year < firstYear || m.day.Year > lastYear {
		return sentence("Năm %d nằm ngoài khoảng %d–%d; hãy kiểm tra lại ngày.", m.day.Year, firstYear, lastYear)
	}
	return nil
}

func readMoment(s string) (Moment, bool) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return OnDay(Date{t.Year(), int(t.Month()), t.Day()}), true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return AtInstant(t), true
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, s, Vietnam); err == nil {
			return AtInstant(t), true
		}
	}
	return Moment{}, false
}

// IsZero reports whether m is "no moment".
func (m Moment) IsZero() bool { return m == Moment{} }

// Date is the day in Việt Nam on which m lies.
func (m Moment) Date() Date { return m.day }

// Instant is the instant of m; false when m is a whole day.
func (m Moment) Instant() (time.Time, bool) { return m.at, m.clock }

// Deadline is the instant after which something due at m is late: m itself, or the end of the day.
func (m Moment) Deadline() time.Time {
	if m.clock {
		return m.at
	}
	return m.day.End()
}

// String writes the ISO day or the instant with +07:00; "no moment" is the empty string.
func (m Moment) String() string {
	if m.clock {
		return m.at.Format(time.RFC3339)
	}
	return m.day.String()
}

// Vietnamese writes "21/11/2026" or "08:00 ngày 21/11/2026".
func (m Moment) Vietnamese() string {
	if m.clock {
		return clockText(m.at) + " ngày " + m.day.Vietnamese()
	}
	return m.day.Vietnamese()
}

func (m Moment) english() string {
	if m.clock {
		return clockText(m.at) + " on " + englishDate(m.day)
	}
	return englishDate(m.day)
}

func clockText(t time.Time) string {
	if t.Second() != 0 {
		return t.Format("15:04:05")
	}
	return t.Format("15:04")
}

func englishDate(d Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d.Day, time.Month(d.Month), d.Year)
}

// MarshalJSON writes the text of String, or null.
func (m Moment) MarshalJSON() ([]byte, error) {
	if m.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(m.String())
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (m *Moment) UnmarshalJSON(b []byte) error {
	var s *string
	err := json.Unmarshal(b, &s)
	if err != nil {
		return err
	}
	if s == nil || *s == "" {
		*m = Moment{}
		return nil
	}
	v, err := ParseMoment(*s)
	if err != nil {
		return err
	}
	*m = v
	return nil
}

// sentence makes an error that may be shown to a reader as it is.
func sentence(format string, args ...any) error { return fmt.Errorf(format, args...) }
