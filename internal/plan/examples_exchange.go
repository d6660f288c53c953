package plan

import "github.com/nhipcau/nhipcau/internal/web"

func exampleForeign(title string) exchangeView {
	cases := exampleCases(title)
	row := func(n int, cells ...string) ForeignRow { return ForeignRow{n, cells} }
	f := Foreign{Title: "Giao việc", Header: []string{"TT", "Nội dung " + title, "Hạn", ""}, Rows: []ForeignRow{row(3, "1", title, "12/05/2026"), row(4, "2", title), row(5, "3", title), row(6, "4", title), row(7, "5", title)}}
	c := Comparison{
		Exchange: Exchange{ID: 4, Plan: 7, State: Comparing, Name: "giao-viec.xlsx", Sheet: f, Work: Mapping{Columns: []Column{Ordinal, TaskTitle, DueDay, Ignored}, Take: []Column{DueDay}, System: title}, By: "Trần Thu Hà"},
		Of:       examplePlan(exampleTitle), Missing: cases[3:], Digest: "a1",
		Matches: []Match{
			{Row: f.Rows[0], Case: &cases[0], Sure: web.Say("Đã đối chiếu lần trước"), Changes: []Change{{"Chu kỳ, thời hạn", "Hạn 30/04/2026", "Hạn 12/05/2026"}}},
			{Row: f.Rows[1], New: true}, {Row: f.Rows[2], New: true, Lack: web.Say("Không tìm thấy “%s” trong danh bạ", title)},
			{Row: f.Rows[3], Tied: true, Likely: []Candidate{{cases[1], .8}, {cases[2], .8}}}, {Row: f.Rows[4]},
		},
	}
	return exchangeView{Comparison: c, Form: web.NewForm(), Unit: exampleUnit}
}

func foreignProblem() exchangeView {
	v := exampleForeign(exampleLong)
	v.Form.Problem("", "Hãy chọn cột chứa nội dung nhiệm vụ.")
	v.Known = true
	return v
}

func foreignDone() exchangeView {
	v := exampleForeign(exampleTitle)
	v.State = Applied
	return v
}

var (
	_ = web.Examples(exchangesPage, map[string]exchangesView{
		"trống":    {Plan: examplePlan(exampleTitle), Form: web.NewForm()},
		"có":       {Plan: examplePlan(exampleLong), Form: web.NewForm(), Open: []Exchange{{ID: 1, Name: exampleHostile, By: "Trần Thu Hà"}}, Known: []knownSheet{{Print: "ab", Name: exampleLong}, {Print: "cd", System: "Hệ thống giao việc"}}},
		"lỗi":      {Plan: examplePlan(exampleHostile), Form: withProblem(), Known: []knownSheet{{Print: "ab", System: exampleHostile}}},
		"ký tự lạ": {Plan: examplePlan(exampleHostile), Form: web.NewForm()},
	})
	_ = web.Examples(exchangePage, map[string]exchangeView{
		"có": exampleForeign(exampleTitle), "rất dài": exampleForeign(exampleLong), "ký tự lạ": exampleForeign(exampleHostile), "lỗi": foreignProblem(), "đã áp dụng": foreignDone(),
	})
)
