package law

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Explain says in a Vietnamese and an English clause how the count came about: from when, how many
// of what, which days were passed over and why, pauses, and what is provisional. The clauses begin
// with a small letter and have no full stop, so that they fit into a longer sentence.
func (c Count) Explain() (vi, en string) {
	return joinClauses(c.clausesVI()), joinClauses(c.clausesEN())
}

func joinClauses(clauses []string) string {
	return strings.Join(slices.DeleteFunc(clauses, func(s string) bool { return s == "" }), "; ")
}

func (c Count) clausesVI() []string {
	if c.Due.IsZero() {
		return []string{"không tính được hạn vì " + c.ReasonVI}
	}
	return []string{c.lengthVI(), c.skippedVI(), c.workedVI(), c.pausedVI(), c.movedVI(), c.certaintyVI()}
}

func (c Count) clausesEN() []string {
	if c.Due.IsZero() {
		return []string{"no due date because " + c.ReasonEN}
	}
	return []string{c.lengthEN(), c.skippedEN(), c.workedEN(), c.pausedEN(), c.movedEN(), c.certaintyEN()}
}

func (c Count) lengthVI() string {
	due, from := c.Due.Vietnamese(), c.From.Vietnamese()
	if !c.Due.clock {
		due = "hết ngày " + due
	}
	if !c.Due.clock || !c.From.clock {
		from = "ngày " + c.From.Date().Vietnamese()
	}
	switch c.Term.Unit {
	case Immediately:
		return "phải làm ngay, " + momentVI(c.Due)
	case NextIssue:
		return "phải thực hiện trong số ra gần nhất, ngày " + c.Due.Vietnamese()
	case FixedDate:
		return fmt.Sprintf("%s, nên chậm nhất là %s%s", strings.Replace(c.Term.Vietnamese(), " hằng năm", "/"+yearOf(c.Due), 1), due, c.restDayVI())
	case BeforeEvent:
		return fmt.Sprintf("chậm nhất %s trước %s%s, tức là %s", c.Term.inner().Vietnamese(), from, c.eventVI(), due)
	}
	counting := ", không tính ngày này"
	if c.Due.clock {
		counting = " liên tục, kể cả ban đêm và ngày nghỉ" + c.assumedVI()
	}
	return fmt.Sprintf("%s kể từ %s%s, hạn là %s", c.Term.Vietnamese(), from, counting, due)
}

func (c Count) lengthEN() string {
	due, from := c.Due.english(), c.From.english()
	if !c.Due.clock {
		due, from = "the end of "+due, englishDate(c.From.Date())
	}
	switch c.Term.Unit {
	case Immediately:
		return "to be done at once, " + c.Due.english()
	case NextIssue:
		return "to be done in the next issue, " + c.Due.english()
	case FixedDate:
		return fmt.Sprintf("%s, so at the latest %s%s", strings.Replace(c.Term.English(), "each year", yearOf(c.Due), 1), due, c.restDayEN())
	case BeforeEvent:
		return fmt.Sprintf("at the latest %s before %s%s, that is %s", c.Term.inner().English(), from, c.eventEN(), due)
	}
	counting := ", that day not counted"
	if c.Due.clock {
		counting = " without a break, nights and days off included" + c.assumedEN()
	}
	return fmt.Sprintf("%s from %s%s, due %s", c.Term.English(), from, counting, due)
}

func yearOf(m Moment) string { return strconv.Itoa(m.Date().AddDays(1).Year) }

func momentVI(m Moment) string {
	if m.clock {
		return "lúc " + m.Vietnamese()
	}
	return "trong ngày " + m.Vietnamese()
}

func (c Count) eventVI() string {
	if c.Due.clock {
		return c.assumedVI()
	}
	return " (không tính ngày này)"
}

func (c Count) eventEN() string {
	if c.Due.clock {
		return c.assumedEN()
	}
	return " (that day not counted)"
}

func (c Count) assumedVI() string {
	if c.Assumed {
		return " (chưa có giờ nên tính từ 00:00)"
	}
	return ""
}

func (c Count) assumedEN() string {
	if c.Assumed {
		return " (no clock time given, so from 00:00)"
	}
	return ""
}

// restDayVI warns when a fixed date's last day is a Saturday or Sunday.
func (c Count) restDayVI() string {
	if !weekend(c.Due.Date()) {
		return ""
	}
	return " (" + weekdayVI(c.Due.Date()) + ", mốc cố định nên không dời)"
}

func (c Count) restDayEN() string {
	if !weekend(c.Due.Date()) {
		return ""
	}
	return " (a " + c.Due.Date().Weekday().String() + "; a fixed date does not move)"
}

func (c Count) skippedVI() string {
	var parts []string
	if c.Weekends > 0 {
		parts = append(parts, fmt.Sprintf("%d ngày thứ Bảy, Chủ nhật", c.Weekends))
	}
	for _, s := range spans(c.Skipped) {
		parts = append(parts, s.first.NameVI+" ("+s.vietnamese()+")")
	}
	if len(parts) == 0 {
		return ""
	}
	return "bỏ qua " + strings.Join(parts, ", ")
}

func (c Count) skippedEN() string {
	var parts []string
	if c.Weekends > 0 {
		parts = append(parts, fmt.Sprintf("%s of ordinary weekend", Term{Unit: CalendarDays, Amount: c.Weekends}.English()))
	}
	for _, s := range spans(c.Skipped) {
		parts = append(parts, s.first.English()+" ("+s.english()+")")
	}
	if len(parts) == 0 {
		return ""
	}
	return "passing over " + strings.Join(parts, ", ")
}

func (c Count) workedVI() string {
	var days []string
	for _, d := range c.Worked {
		days = append(days, weekdayVI(d.Date)+" "+d.Date.Vietnamese()+" ("+d.NameVI+")")
	}
	if len(days) == 0 {
		return ""
	}
	return "có tính " + strings.Join(days, ", ")
}

func (c Count) workedEN() string {
	var days []string
	for _, d := range c.Worked {
		days = append(days, d.Date.Weekday().String()+" "+englishDate(d.Date)+" ("+d.English()+")")
	}
	if len(days) == 0 {
		return ""
	}
	return "counting " + strings.Join(days, ", ")
}

func (c Count) pausedVI() string {
	switch {
	case c.PausesIdle:
		return "tạm dừng không áp dụng cho loại mốc này"
	case c.PausedTime > 0:
		return "không tính " + spanVI(c.PausedTime) + " tạm dừng (" + c.stopped(Pause.vietnamese) + ")"
	case c.PausedDays > 0:
		return fmt.Sprintf("không tính %d ngày tạm dừng (%s)", c.PausedDays, c.stopped(Pause.vietnamese))
	}
	return ""
}

func (c Count) pausedEN() string {
	switch {
	case c.PausesIdle:
		return "pauses do not apply to this kind of date"
	case c.PausedTime > 0:
		return "not counting a pause of " + spanEN(c.PausedTime) + " (" + c.stopped(Pause.english) + ")"
	case c.PausedDays > 0:
		return fmt.Sprintf("not counting %s of pause (%s)", Term{Unit: CalendarDays, Amount: c.PausedDays}.English(), c.stopped(Pause.english))
	}
	return ""
}

func (c Count) stopped(write func(Pause) string) string {
	var all []string
	for _, p := range c.Stopped {
		all = append(all, write(p))
	}
	return strings.Join(all, ", ")
}

func spanEN(d time.Duration) string {
	d = d.Round(time.Minute)
	text := Term{Unit: Hours, Amount: int(d / time.Hour)}.English()
	if minutes := int(d % time.Hour / time.Minute); minutes != 0 {
		text += fmt.Sprintf(" %d min", minutes)
	}
	return text
}

func spanVI(d time.Duration) string {
	d = d.Round(time.Minute)
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	if minutes == 0 {
		return fmt.Sprintf("%d giờ", hours)
	}
	return fmt.Sprintf("%d giờ %d phút", hours, minutes)
}

func (c Count) movedVI() string {
	if c.Last.IsZero() {
		return ""
	}
	why := weekdayVI(c.Last)
	if c.LastOff != nil {
		why = c.LastOff.NameVI
	}
	over := ""
	for _, s := range spans(c.Passed) {
		over += " qua " + s.first.NameVI + " (" + s.vietnamese() + ")"
	}
	return fmt.Sprintf("ngày cuối %s là %s nên chuyển%s sang hết ngày làm việc kế tiếp", c.Last.Vietnamese(), why, over)
}

func (c Count) movedEN() string {
	if c.Last.IsZero() {
		return ""
	}
	why := "a " + c.Last.Weekday().String()
	if c.LastOff != nil {
		why = c.LastOff.English()
	}
	over := ""
	for _, s := range spans(c.Passed) {
		over += " after " + s.first.English() + " (" + s.english() + ")"
	}
	return fmt.Sprintf("the last day %s is %s, so it ends with the next working day%s", englishDate(c.Last), why, over)
}

func (c Count) certaintyVI() string {
	var parts []string
	for _, y := range c.Undecided {
		parts = append(parts, fmt.Sprintf("lịch nghỉ năm %d chưa có quyết định trong dữ liệu, mới tính theo ngày luật định", y))
	}
	for _, d := range c.Unchecked {
		parts = append(parts, fmt.Sprintf("ngày %s (%s) chưa đối chiếu văn bản", d.Date.Vietnamese(), d.NameVI))
	}
	if len(parts) == 0 {
		return ""
	}
	return "kết quả tạm tính vì " + strings.Join(parts, ", ")
}

func (c Count) certaintyEN() string {
	var parts []string
	for _, y := range c.Undecided {
		parts = append(parts, fmt.Sprintf("no decision on the holidays of %d is on file and only statutory days were used", y))
	}
	for _, d := range c.Unchecked {
		parts = append(parts, fmt.Sprintf("%s (%s) was not checked against its decision", englishDate(d.Date), d.English()))
	}
	if len(parts) == 0 {
		return ""
	}
	return "provisional because " + strings.Join(parts, ", ")
}

// span is a run of days with one name.
type span struct{ first, last Day }

func spans(days []Day) []span {
	days = slices.Clone(days)
	slices.SortFunc(days, func(a, b Day) int { return a.Date.Compare(b.Date) })
	var all []span
	for _, d := range days {
		if n := len(all); n > 0 && all[n-1].last.NameVI == d.NameVI && all[n-1].last.Date.AddDays(1) == d.Date {
			all[n-1].last = d
			continue
		}
		all = append(all, span{d, d})
	}
	return all
}

func (s span) vietnamese() string {
	if s.first.Date == s.last.Date {
		return s.first.Date.Vietnamese()
	}
	return s.first.Date.Vietnamese() + "–" + s.last.Date.Vietnamese()
}

func (s span) english() string {
	if s.first.Date == s.last.Date {
		return englishDate(s.first.Date)
	}
	return englishDate(s.first.Date) + " to " + englishDate(s.last.Date)
}

var weekdaysVI = [...]string{"Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"}

func weekdayVI(d Date) string { return weekdaysVI[d.Weekday()] }
