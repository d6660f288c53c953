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
)

// Classes lists the classes in the order of reports.
var Classes = []Class{DoneOnTime, DoneLate, GoingOnTime, GoingLate, NotBegun, Reported, NothingArose, NotReported, GivenUp}

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
}

// Word is the class in words, a marked text.
func (c Class) Word() string { return classWords[c] }

// ClassOf is the class of a case on a day. It never counts the time that a submission waits for its
// coordinator: what was handed in on time stays on time.
func ClassOf(c Case, today law.Date) Class {
	switch {
	case c.State == Cancelled:
		return GivenUp
	case c.State == Done && c.Late:
		return DoneLate
	case c.State == Done:
		return DoneOnTime
	case c.Cadence.Tempo() == Flow:
		return flowClass(c, today)
	case c.Step == NotStarted:
		return NotBegun
	case Overdue(c, today), c.Late:
		return GoingLate
	}
	return GoingOnTime
}

func flowClass(c Case, today law.Date) Class {
	switch {
	case c.CoverTo.Before(today):
		return NotReported
	case c.Cover == Nothing:
		return NothingArose
	}
	return Reported
}

// Overdue reports whether on a day the lead still owes something that was due before it.
func Overdue(c Case, today law.Date) bool { return !c.Owed.IsZero() && c.Owed.Before(today) }
