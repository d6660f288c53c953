package law

import (
	"fmt"
	"time"
)

// Unit says how the length of a term is counted.
type Unit string

// The units of terms.
const (
	Hours        Unit = "hours"             // run through nights and days off
	CalendarDays Unit = "calendar_days"     // a last day off moves to the next working day
	WorkingDays  Unit = "working_days"      // only working days count
	Months       Unit = "months"            // same day number, or the month's last day
	FixedDate    Unit = "until_fixed_date"  // each year before a fixed day
	AtLeast      Unit = "at_least_duration" // must last that long, for example a posting
	BeforeEvent  Unit = "before_event"      // that long before an event
	Immediately  Unit = "immediately"       // at once
	NextIssue    Unit = "next_issue"        // the next issue of a periodical; somebody must say when
	Unknown      Unit = "unknown"           // the length could not be confirmed
)

// Term is the length of a clock.
type Term struct {
	Unit   Unit
	Amount int

	// Of is what Amount counts when Unit is AtLeast or BeforeEvent: Hours, CalendarDays,
	// WorkingDays or Months.
	Of Unit

	// Month and Day name the fixed day of FixedDate. The thing must be done before that day.
	Month, Day int
}

const maxAmount = 20000

func (t Term) check() error {
	switch t.Unit {
	case Hours, CalendarDays, WorkingDays, Months:
		return t.checkAmount()
	case AtLeast, BeforeEvent:
		inner := Term{Unit: t.Of, Amount: t.Amount}
		if !inner.plain() {
			return sentence("Đơn vị %q cần nói rõ đếm theo giờ, ngày, ngày làm việc hay tháng.", t.Unit)
		}
		return t.checkAmount()
	case FixedDate:
		if !(Date{2023, t.Month, t.Day}).Valid() {
			return sentence("Mốc cố định %d/%d không có trong mọi năm.", t.Day, t.Month)
		}
		return nil
	case Immediately, NextIssue, Unknown:
		return nil
	}
	return sentence("Đơn vị tính hạn %q không rõ.", clip(string(t.Unit)))
}

func (t Term) checkAmount() error {
	if t.Amount < 1 || t.Amount > maxAmount {
		return sentence("Độ dài thời hạn phải từ 1 đến %d, không phải %d.", maxAmount, t.Amount)
	}
	return nil
}

func (t Term) plain() bool {
	switch t.Unit {
	case Hours, CalendarDays, WorkingDays, Months:
		return true
	}
	return false
}

// Vietnamese writes the length as in "15 ngày làm việc" or "ít nhất 30 ngày".
func (t Term) Vietnamese() string {
	switch t.Unit {
	case AtLeast:
		return "ít nhất " + t.inner().Vietnamese()
	case BeforeEvent:
		return "trước ít nhất " + t.inner().Vietnamese()
	case FixedDate:
		return fmt.Sprintf("trước ngày %02d/%02d hằng năm", t.Day, t.Month)
	case Immediately:
		return "ngay"
	case NextIssue:
		return "trong số ra gần nhất"
	case Unknown:
		return "chưa xác định"
	}
	return fmt.Sprintf("%d %s", t.Amount, unitVI[t.Unit])
}

// English writes the length as in "15 working days" or "at least 30 days".
func (t Term) English() string {
	switch t.Unit {
	case AtLeast:
		return "at least " + t.inner().English()
	case BeforeEvent:
		return "at least " + t.inner().English() + " before"
	case FixedDate:
		return fmt.Sprintf("before %s each year", dayMonth(t.Day, t.Month))
	case Immediately:
		return "at once"
	case NextIssue:
		return "in the next issue"
	case Unknown:
		return "not known"
	}
	if t.Amount == 1 {
		return "1 " + unitEN[t.Unit]
	}
	return fmt.Sprintf("%d %ss", t.Amount, unitEN[t.Unit])
}

func dayMonth(day, month int) string { return fmt.Sprintf("%d %s", day, time.Month(month)) }

func (t Term) inner() Term { return Term{Unit: t.Of, Amount: t.Amount} }

var unitVI = map[Unit]string{Hours: "giờ", CalendarDays: "ngày", WorkingDays: "ngày làm việc", Months: "tháng"}

var unitEN = map[Unit]string{Hours: "hour", CalendarDays: "day", WorkingDays: "working day", Months: "month"}
