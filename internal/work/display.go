package work

import (
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Tag is the one word about a case that a list shows on a day.
func Tag(c Case, today law.Date) (web.Tone, web.Text) {
	switch {
	case c.State == Cancelled:
		return web.Neutral, web.Say("Đã hủy")
	case c.State == Done && c.Late:
		return web.Neutral, web.Say("Hoàn thành quá hạn")
	case c.State == Done:
		return web.OK, web.Say("Hoàn thành")
	case c.Asks == Extension:
		return web.Info, web.Say("Xin điều chỉnh thời hạn")
	case c.Asks == Transfer:
		return web.Info, web.Say("Đề nghị chuyển đơn vị")
	case Overdue(c, today):
		return web.Bad, web.Say("Quá hạn %d ngày", DaysLate(c, today))
	case c.Step == Returned:
		return web.Warn, web.Say("Trả lại")
	case c.State == Waiting:
		return web.Info, web.Say("Chờ xác nhận")
	case c.Elsewhere != "":
		return web.Neutral, web.Say("Theo dõi chính ở hệ thống khác")
	case Soon(c, today):
		return web.Warn, web.Say("Sắp đến hạn")
	case c.Cadence.Tempo() == Flow:
		return flowTag(c, today)
	case c.Step == NotStarted:
		return web.Neutral, web.Say("Chưa triển khai")
	}
	return web.Info, web.Say("Đúng tiến độ")
}

func flowTag(c Case, today law.Date) (web.Tone, web.Text) {
	switch ClassOf(c, today) {
	case Reported:
		return web.OK, web.Say("Đã báo cáo kỳ này")
	case NothingArose:
		return web.OK, web.Say("Không phát sinh kỳ này")
	}
	return web.Info, web.Say("Chưa báo cáo kỳ này")
}

// Soon reports whether what is owed falls due within ten days; within two where it comes every week or month.
func Soon(c Case, today law.Date) bool {
	days := 10
	if r := c.Cadence.rhythm(); r == Weekly || r == Monthly {
		days = 2
	}
	return Presses(c) && !c.Owed.Before(today) && today.DaysUntil(c.Owed) <= days
}
