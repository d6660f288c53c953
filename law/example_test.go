package law_test

import (
	"fmt"

	"github.com/nhipcau/nhipcau/law"
)

// A press agency forwards people's opinions; the agency has fifteen working days, and Culture Day
// is not one of them.
func ExampleDue() {
	a, err := law.Due(law.VietnamRules(), law.VietnamCalendar(), "PR-FORWARD", "2026-11-10", "", law.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Due)
	fmt.Println(a.ExplanationVI)
	// Output:
	// 2026-12-02
	// Theo quy tắc PR-FORWARD phiên bản 2 (Nghị định 237/2026/NĐ-CP, Điều 18 khoản 3), thông báo bằng văn bản biện pháp giải quyết: 15 ngày làm việc kể từ ngày 10/11/2026, không tính ngày này, hạn là hết ngày 02/12/2026; bỏ qua 6 ngày thứ Bảy, Chủ nhật, Ngày Văn hóa Việt Nam (24/11/2026).
}

// A length that nobody could confirm gives no date but a reason.
func ExampleDue_unknown() {
	a, err := law.Due(law.VietnamRules(), law.VietnamCalendar(), "COR-KEEP", "2026-11-10", "", law.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Due.IsZero(), a.Reason)
	// Output: true Con số ngày phải giữ cải chính không đọc được trong bản chụp nghị định.
}

// The time in which a request was being completed does not count.
func ExampleTerm_From() {
	term := law.Term{Unit: law.WorkingDays, Amount: 5}
	from := law.OnDay(law.Date{Year: 2026, Month: 7, Day: 6})
	waiting := law.Pause{
		From: law.OnDay(law.Date{Year: 2026, Month: 7, Day: 8}),
		To:   law.OnDay(law.Date{Year: 2026, Month: 7, Day: 10}),
	}
	count, err := term.From(from, law.VietnamCalendar(), []law.Pause{waiting}, law.Date{})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, en := count.Explain()
	fmt.Println(en)
	// Output: 5 working days from 6 July 2026, that day not counted, due the end of 15 July 2026; passing over 2 days of ordinary weekend; not counting 2 days of pause (8 July 2026 to 10 July 2026)
}

// A province adds the decision for 2027 from a small text file.
func ExampleParseCalendar() {
	decided, err := law.ParseCalendar(`
năm | 2027 | đã quyết định | văn bản số …
2027-01-01 | nghỉ lễ | Tết Dương lịch | New Year's Day | văn bản số …
2027-01-09 | làm bù | làm bù cho ngày 08/02/2027 | working Saturday | văn bản số …
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	calendar := law.VietnamCalendar().Merge(decided)
	fmt.Println(calendar.IsWorkingDay(law.Date{Year: 2027, Month: 1, Day: 9}))

	_, err = law.ParseCalendar("2027-02-30 | nghỉ lễ | Tết | Tết | văn bản số …")
	fmt.Println(err)
	// Output:
	// true
	// Dòng 1: Không đọc được ngày "2027-02-30"; hãy viết năm-tháng-ngày, ví dụ 2026-11-21.
}

func ExampleLunarOf() {
	fmt.Println(law.LunarOf(law.Date{Year: 2026, Month: 4, Day: 26}))
	fmt.Println(law.Tet(2027))
	// Output:
	// 10/3 âm lịch
	// 2027-02-06
}
