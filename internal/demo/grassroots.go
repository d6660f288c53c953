package demo

import (
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/law"
)

// grassroots foresees two monthly forms of the communes: that of last month, closed with a few missing, and that of
// this month, to which many have answered.
func (s *story) grassroots() {
	first := law.Date{Year: s.today.Year, Month: s.today.Month, Day: 1}
	s.ask(workday(first.AddDays(-5)), "co-so", func(*round.Opening) {}, func(a *asking) { a.heard(11, first.AddDays(4)) })
	s.ask(workday(first.AddDays(max(0, first.DaysUntil(s.today)-6))), "co-so", func(*round.Opening) {}, func(a *asking) { a.heard(3, s.today.AddDays(-1)) })
}

var wheres = []string{"thôn 1, thôn 2", "khu chợ", "tổ dân phố 5", "dọc tỉnh lộ", "xóm ven sông", "khu tái định cư", "trường tiểu học", "nhiều thôn"}

var saidByPeople = []string{
	"Bao giờ có lịch thu gom rác mới, nhà ở hẻm nhỏ đổ rác ở đâu?", "Hồ sơ đất nộp qua mạng bao lâu thì có kết quả?",
	"Khoản thu đầu năm học nào là bắt buộc?", "Mức đóng bảo hiểm y tế hộ gia đình năm tới có đổi không?",
}

// heard foresees what the communes say until a day, all but every n-th.
func (a *asking) heard(n int, until law.Date) {
	opened := law.DateOf(a.s.Clock.Now())
	for i, u := range a.units {
		if i%n == n-1 {
			continue
		}
		on := workday(opened.AddDays(1 + a.rand.IntN(max(1, opened.DaysUntil(until)))))
		if !on.After(opened) {
			on = a.s.calendar.WorkingDayFrom(opened.AddDays(1))
		}
		c := a.content()
		clear(c.Figures)
		for _, b := range a.form {
			for _, f := range b.Figures {
				if a.rand.IntN(3) == 0 {
					c.Figures[f.Key] = round.WholeOf(int64(5 + a.rand.IntN(55)))
					c.Texts["noi-"+f.Key] = pick(a.rand, wheres)
				}
			}
		}
		if len(c.Figures) == 0 {
			c = round.Content{Nothing: true}
		} else if a.rand.IntN(3) == 0 {
			c.Texts["cau-hoi"] = pick(a.rand, saidByPeople)
		}
		a.answer(on, u, c, "")
	}
}
