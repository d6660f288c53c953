package law

import "time"

// SuggestYear works out the days off of a year from the Labour Code 2019, articles 111 and 112, and
// the lunar calendar. Which five days make Tết and which day joins 2 September the Prime Minister
// decides each year, so every day is provisional: Tết is suggested as the last day of the lunar year
// and the first four of the new one, as decided for 2026, National Day with the neighbour that lies
// nearer to a weekend. A holiday on a Saturday or Sunday is made good on the next working day.
//
//law:blld-2019
//law:nq-28-2026-qh16
func SuggestYear(year int) []Day {
	if year < firstYear || year > lastYear {
		return nil
	}
	days := statutoryHolidays(year)
	return append(days, inLieu(days)...)
}

func statutoryHolidays(year int) []Day {
	const code = "Bộ luật Lao động 2019, Điều 112"
	var days []Day
	add := func(d Date, vi, en, source string) {
		days = append(days, Day{Date: d, Kind: Holiday, NameVI: vi, NameEN: en, Source: source, Provisional: true})
	}
	add(Date{year, 1, 1}, "Tết Dương lịch", "New Year's Day", code)
	eve := Tet(year).AddDays(-1)
	for i := range 5 {
		add(eve.AddDays(i), "Tết Nguyên đán", "Lunar New Year", code+"; gợi ý theo âm lịch, chờ quyết định của Thủ tướng Chính phủ")
	}
	add(HungKings(year), "Giỗ Tổ Hùng Vương", "Hùng Kings' Commemoration Day", code+"; tính theo âm lịch")
	add(Date{year, 4, 30}, "Ngày Chiến thắng", "Victory Day", code)
	add(Date{year, 5, 1}, "Ngày Quốc tế lao động", "International Labour Day", code)
	add(Date{year, 9, 2}, "Quốc khánh", "National Day", code)
	if year >= 2021 {
		add(besideNationalDay(year), "Quốc khánh", "National Day", code+"; gợi ý ngày liền kề, chờ quyết định của Thủ tướng Chính phủ")
	}
	if year >= 2026 {
		add(Date{year, 11, 24}, "Ngày Văn hóa Việt Nam", "Vietnam Culture Day", "Nghị quyết 28/2026/QH16")
	}
	return days
}

func besideNationalDay(year int) Date {
	second := Date{year, 9, 2}
	switch second.Weekday() {
	case time.Monday, time.Thursday, time.Sunday:
		return second.AddDays(1)
	}
	return second.AddDays(-1)
}

// inLieu lists the days off for holidays that fall on weekly rest.
func inLieu(holidays []Day) []Day {
	taken := map[Date]bool{}
	for _, h := range holidays {
		taken[h.Date] = true
	}
	var days []Day
	for _, h := range holidays {
		if !weekend(h.Date) {
			continue
		}
		d := h.Date
		for weekend(d) || taken[d] {
			d = d.AddDays(1)
		}
		taken[d] = true
		days = append(days, Day{
			Date: d, Kind: Substitute, Provisional: true,
			NameVI: "nghỉ bù " + h.NameVI, NameEN: "day in lieu of " + h.NameEN,
			Source: "Bộ luật Lao động 2019, Điều 111 khoản 3",
		})
	}
	return days
}
