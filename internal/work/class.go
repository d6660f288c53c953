package work

import (
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Class is the class of progress that official reports use. Continuous work has its own three.
type Class string

// The classes.
const (
	DoneOnTime   Class = "done"      // hoàn thành đúng hạn
	DoneLate     Class = "done-late" // hoàn thành quá hạn
	GoingOnTime  Class = "going"     // đang thực hiện trong hạn
	GoingLate    Class = "going-late"
	NotBegun     Class = "new"      // chưa triển khai
	Reported     Class = "reported" // continuous: this period is reported
	NothingArose Class = "nothing"  // continuous: nothing arose in this period
	NotReported  Class = "missing"  // continuous: no report yet for this period
	GivenUp      Class = "cancelled"

	Away     Class = "elsewhere" // mainly followed in another system, and not finished here
	Unranked Class = "unscored"  // phối hợp, không chấm điểm
	Going    Class = "going-any" // đang thực hiện, for those who may not see whether it is late
	Finished Class = "done-any"  // hoàn thành, for those who may not see whether it is late
)

// Classes lists the classes in the order of reports.
var Classes = []Class{DoneOnTime, DoneLate, GoingOnTime, GoingLate, NotBegun, Reported, NothingArose, NotReported, Going, Finished, Away, Unranked, GivenUp}

var classWords = map[Class]string{
	DoneOnTime:   web.Mark("Hoàn thành đúng hạn"),
	DoneLate:     web.Mark("Hoàn thành quá hạn"),
	GoingOnTime:  web.Mark("Đang thực hiện trong hạn"),
	GoingLate:    web.Mark("Đang thực hiện quá hạn"),
	NotBegun:     web.Mark("Chưa triển khai"),
	Reported:     web.Mark("Đã báo cáo kỳ này"),
	NothingArose: web.Mark("Không phát sinh kỳ này"),
	NotReported:  web.Mark("Chưa báo cáo kỳ này"),
	GivenUp:      web.Mark("Đã hủy"),
	Away:         web.Mark("Theo dõi chính ở hệ thống khác"),
	Unranked:     web.Mark("Phối hợp, không chấm điểm"),
	Going:        web.Mark("Đang thực hiện"),
	Finished:     web.Mark("Hoàn thành"),
}

// Word is the class in words, a marked text.
func (c Class) Word() string { return classWords[c] }

// standing is what the class of a case follows from.
type standing struct {
	state   State
	step    Step
	tempo   Tempo
	late    bool
	owed    law.Date
	coverTo law.Date
	cover   Step
	asked   law.Date // the clock stands from this day, while an answer is waited for
	away    bool     // mainly followed elsewhere

	unscored, veiled bool // for the reader
}

func (c Case) standing() standing {
	return standing{c.State, c.Step, c.Cadence.Tempo(), c.Late, c.Owed, c.CoverTo, c.Cover, c.AskedOn, c.Elsewhere != "",
		c.Unscored, c.Veiled}
}

// ClassOf is the class of a case on a day. It never counts the time that a submission waits for its
// coordinator: what was handed in on time stays on time.
func ClassOf(c Case, today law.Date) Class {
	s := c.standing()
	return s.class(today)
}

func (s *standing) class(today law.Date) Class {
	switch {
	case s.state == Cancelled:
		return GivenUp
	case s.unscored:
		return Unranked
	case s.state == Done && s.veiled:
		return Finished
	case s.state == Done && s.late:
		return DoneLate
	case s.state == Done:
		return DoneOnTime
	case s.away:
		return Away
	case s.tempo == Flow && s.coverTo.Before(today):
		return NotReported
	case s.tempo == Flow && s.cover == Nothing:
		return NothingArose
	case s.tempo == Flow:
		return Reported
	case s.step == NotStarted:
		return NotBegun
	case s.veiled:
		return Going
	case s.overdue(today) || s.late:
		return GoingLate
	}
	return GoingOnTime
}

// overdue reports whether the lead owes something that was due before a day. While the lead waits for an
// answer of its coordinator its clock stands; what is followed elsewhere is late there, not here. Of units that are
// not ranked, and where it is not the reader's to see, nothing is late.
func (s *standing) overdue(today law.Date) bool {
	if s.owed.IsZero() || s.away || s.unscored || s.veiled {
		return false
	}
	if !s.asked.IsZero() && s.asked.Before(today) {
		today = s.asked
	}
	return s.owed.Before(today)
}

// Overdue reports whether on a day the lead still owes something that was due before it.
func Overdue(c Case, today law.Date) bool {
	s := c.standing()
	return s.overdue(today)
}

// scored reports whether a case counts in punctuality.
func (s *standing) scored() bool { return !s.away && !s.unscored && !s.veiled }

// Presses reports whether a day that draws near concerns whoever reads the case: not what waits for an answer,
// what is followed elsewhere, or what is not ranked or not theirs to see.
func Presses(c Case) bool {
	s := c.standing()
	return !c.Owed.IsZero() && c.AskedOn.IsZero() && s.scored()
}

// DaysLate is for how many days the lead owes something on a day, 0 if it is not late.
func DaysLate(c Case, today law.Date) int {
	if !Overdue(c, today) {
		return 0
	}
	if !c.AskedOn.IsZero() && c.AskedOn.Before(today) {
		today = c.AskedOn
	}
	return c.Owed.DaysUntil(today)
}
