package desk

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// pronoun is the word by which the desk says "you" to the officer: chị, anh, ông, bà or bạn.
func pronoun(ctx context.Context, o auth.Officer) string {
	if o.Title == "" || web.Lang(ctx) == web.English {
		return web.T(ctx, "bạn")
	}
	return o.Title
}

// callName is how the desk greets the officer: "chị Hà", or the given name alone.
func callName(ctx context.Context, o auth.Officer) string {
	words := strings.Fields(o.Full)
	if len(words) == 0 {
		return ""
	}
	given := words[len(words)-1]
	if o.Title == "" || web.Lang(ctx) == web.English {
		return given
	}
	return o.Title + " " + given
}

// due is how a deadline is shown: two short pieces, the first one strong.
type due struct {
	Strong, Rest string
	Tone         web.Tone
}

func (d due) class() string {
	switch d.Tone {
	case web.Bad:
		return "due due-bad"
	case web.Warn:
		return "due due-warn"
	}
	return "due"
}

// dueOf shows when what a case owes, or handed in last, is due.
func dueOf(ctx context.Context, c work.Case, today law.Date) due {
	switch left := today.DaysUntil(c.Owed); {
	case c.Due.IsZero():
		return due{Strong: web.T(ctx, "Không hạn")}
	case c.Owed.IsZero():
		return due{Strong: web.DayMonth(ctx, c.Due), Rest: web.T(ctx, "đã nộp")}
	case work.Overdue(c, today):
		return due{web.T(ctx, "Quá hạn"), web.T(ctx, "%d ngày", work.DaysLate(c, today)), web.Bad}
	case !c.AskedOn.IsZero():
		return due{Strong: web.DayMonth(ctx, c.Due), Rest: web.T(ctx, "chờ trả lời")}
	case left < 0:
		return due{Strong: web.DayMonth(ctx, c.Due)}
	case left == 0 && c.DueAt != nil:
		return due{web.Clock(*c.DueAt), web.T(ctx, "hôm nay"), web.Warn}
	case left == 0:
		return due{web.T(ctx, "Hôm nay"), "", web.Warn}
	}
	return due{Strong: web.DayMonth(ctx, c.Due), Rest: web.Weekday(ctx, c.Due)}
}

// soonDays is how many days ahead a due day is called near.
const soonDays = 3

// stateOf is the state of a case in a word and its colour: what presses first.
func stateOf(ctx context.Context, k work.Kind, c work.Case, today law.Date) (web.Tone, string) {
	class := work.ClassOf(c, today)
	switch {
	case c.State == work.Cancelled:
		return web.Neutral, web.T(ctx, "Đã hủy")
	case class == work.DoneLate:
		return web.Warn, web.T(ctx, class.Word())
	case c.State == work.Done:
		return web.OK, web.T(ctx, class.Word())
	case c.Asks == work.Extension:
		return web.Info, web.T(ctx, "Xin điều chỉnh thời hạn")
	case c.Asks == work.Transfer:
		return web.Info, web.T(ctx, "Đề nghị chuyển đơn vị")
	case work.Overdue(c, today):
		return web.Bad, web.T(ctx, "Quá hạn %d ngày", work.DaysLate(c, today))
	case c.Step == work.Returned:
		return web.Warn, web.T(ctx, "Bị trả lại")
	case c.State == work.Waiting:
		return web.Info, web.T(ctx, "Chờ xác nhận")
	case c.Elsewhere != "":
		return web.Neutral, web.T(ctx, "Theo dõi chính ở hệ thống khác")
	case work.Presses(c) && today.DaysUntil(c.Owed) <= soonDays:
		return web.Warn, web.T(ctx, "Sắp đến hạn")
	case class == work.Reported || class == work.NothingArose:
		return web.OK, web.T(ctx, class.Word())
	case class == work.NotBegun || class == work.NotReported:
		return web.Neutral, web.T(ctx, class.Word())
	}
	return web.Info, web.T(ctx, k.Word(c.Step))
}

// stepTone colours a step of what is owed.
func stepTone(s work.Step) web.Tone {
	switch s {
	case work.Doing, work.Submitted:
		return web.Info
	case work.Returned:
		return web.Warn
	case work.Accepted, work.Nothing:
		return web.OK
	}
	return web.Neutral
}

var verdictWords = map[work.Verdict]string{
	work.Pending: web.Mark("Chờ xác nhận"), work.Agreed: web.Mark("Đạt"), work.Refused: web.Mark("Trả lại"), work.Withdrawn: web.Mark("Đã rút lại"),
}

var verdictTones = map[work.Verdict]web.Tone{work.Pending: web.Info, work.Agreed: web.OK, work.Refused: web.Warn}

// linesOf cuts what a person typed into paragraphs.
func linesOf(text string) []string {
	var all []string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != "" {
			all = append(all, line)
		}
	}
	return all
}

func joinDot(parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, " · ")
}

// casePath is the address of the page of a case.
func casePath(code string) string { return "/viec/" + code }

func mainKind(main bool) string {
	if main {
		return "main"
	}
	return ""
}

func noticesSub(ctx context.Context, v noticesView) string {
	if v.New == 0 {
		return web.T(ctx, "Bạn đã đọc hết.")
	}
	return web.T(ctx, "%d thông báo mới", v.New)
}

// capital begins a sentence with a word that is written small elsewhere: "thứ Hai".
func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+utf8.RuneLen(r):]
	}
	return s
}
