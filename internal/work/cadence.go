package work

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Rhythm says how often something is owed.
type Rhythm string

// The rhythms.
const (
	Once       Rhythm = "once"       // by one day, or within a range that ends
	Weekly     Rhythm = "weekly"     // hằng tuần
	Monthly    Rhythm = "monthly"    // hằng tháng
	Quarterly  Rhythm = "quarterly"  // hằng quý
	Yearly     Rhythm = "yearly"     // hằng năm
	Continuous Rhythm = "continuous" // thường xuyên, reported on in the rhythm Report
	AsNeeded   Rhythm = "adhoc"      // theo yêu cầu, không có hạn
)

// Cadence is when a case falls due, again and again or once. The zero Cadence is done once.
type Cadence struct {
	Rhythm Rhythm
	Report Rhythm // of a Continuous case: Weekly, Monthly, Quarterly (if empty) or Yearly

	// Weekday, Day and Month place the due day within a period: Weekday for weeks; Day for the rest, 0 or a
	// day that the month lacks meaning its last day; Month 1 to 3 within a quarter and 1 to 12 within a
	// year, 0 meaning the last.
	Weekday time.Weekday // Sunday means the last working day of the week, Friday
	Day     int
	Month   int

	From, To law.Date // the range in which the case runs; zero: open
}

// Span is one period of a cadence.
type Span struct{ From, To, Due law.Date }

// Tempo is how a case is counted.
type Tempo string

// The tempos.
const (
	Single Tempo = "single" // one deadline, the five classes
	Rounds Tempo = "rounds" // a result each period, the five classes by what is owed now
	Flow   Tempo = "flow"   // continuous: this period reported, nothing arisen, not yet
	Free   Tempo = "free"   // as needed: no deadline
)

// Tempo is how a case with this cadence is counted.
func (c Cadence) Tempo() Tempo {
	switch c.Rhythm {
	case Weekly, Monthly, Quarterly, Yearly:
		return Rounds
	case Continuous:
		return Flow
	case AsNeeded:
		return Free
	}
	return Single
}

// Recurs reports whether periods follow each other.
func (c Cadence) Recurs() bool { return c.Tempo() == Rounds || c.Tempo() == Flow }

var rhythmWords = map[Rhythm]string{
	Once: web.Mark("Một lần"), Weekly: web.Mark("Hằng tuần"), Monthly: web.Mark("Hằng tháng"), Quarterly: web.Mark("Hằng quý"),
	Yearly: web.Mark("Hằng năm"), Continuous: web.Mark("Thường xuyên"), AsNeeded: web.Mark("Theo yêu cầu"),
}

// Word is the rhythm in words, a marked text.
func (r Rhythm) Word() string { return rhythmWords[r] }
