package round

import (
	"time"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// What follows shows the pages in the gallery and feeds their tests.

var (
	exampleDay   = law.Date{Year: 2026, Month: 12, Day: 7}
	exampleTime  = exampleDay.Start().Add(9 * time.Hour)
	exampleTree  = new(org.Tree)
	exampleLong  = "Báo cáo kết quả công tác truyền thông chính sách, phát ngôn và cung cấp thông tin cho báo chí quý IV và cả năm 2026 trên địa bàn toàn tỉnh"
	exampleOdd   = `<script>"'&`
	exampleRound = Round{
		ID: 7, Code: "DBC-2026-0007", Title: exampleLong, Note: "Số liệu tính từ 15/12/2025.", State: Open, Form: 1,
		From: law.Date{Year: 2025, Month: 12, Day: 15}, To: law.Date{Year: 2026, Month: 12, Day: 14},
		Clock: work.Clock{Due: law.OnDay(law.Date{Year: 2026, Month: 12, Day: 19}), ExplanationVI: "Trước ngày 20/12/2026.", ExplanationEN: "Before 20 December 2026."},
	}
	exampleForm = Form{Round: 7, Version: 1, Blocks: tidy([]Block{
		{Kind: FigureBlock, Title: "Số liệu", Figures: []Figure{
			{Key: "yeu-cau", Label: "Số yêu cầu", Definition: exampleLong, Unit: "yêu cầu", Kind: Whole, Total: Sum},
			{Key: "tra-loi", Label: exampleOdd, Kind: Whole, Total: Sum, Of: "yeu-cau"},
			{Key: "ty-le", Label: "Tỷ lệ", Kind: Percent, Total: Untold},
			{Key: "rac", Label: "Rác thải, môi trường", Definition: exampleLong, Unit: "lượt", Kind: Rough, Total: Sum},
		}},
		tasks(), usual(), evidence(),
	})}
	exampleContent = Content{
		Figures: map[string]Amount{"yeu-cau": 50_000, "tra-loi": 40_000, "ty-le": 800_000, "rac": 200_000}, Texts: map[string]string{"ket-qua": exampleOdd, "noi-rac": exampleLong},
		Evidence: map[string][]work.Proof{"b3": {{Number: "12/BC-UBND", Day: exampleDay}, {File: 3, Title: "anh.jpg"}}},
		Tasks:    []TaskAnswer{{Case: 5, Code: "NV-2026-0042", Title: exampleLong, Say: SayDone, Result: "Đã xong", Handed: true}},
	}
	exampleCases = []work.Case{
		{ID: 5, Code: "NV-2026-0042", Title: exampleLong, Owed: exampleDay}, {ID: 6, Code: "NV-2026-0043", Title: exampleOdd, Cadence: work.Cadence{Rhythm: work.Continuous}},
	}
	exampleOwed = Owed{ID: 3, Round: 7, Unit: 4, Step: Waiting, Version: 1}
	exampleSaid = Owed{ID: 3, Round: 7, Unit: 4, Step: Given, Answer: 9, Lines: 2, Late: true, Proxy: true, At: &exampleTime, By: "Trần Thu Hà", Version: 3}
)

func exampleLines() []Answer {
	first := Answer{ID: 8, Ordinal: 1, Kind: First, Form: 1, Content: Content{Nothing: true}, By: work.Actor{Name: "Lê An"}, At: exampleTime}
	typed := Answer{
		ID: 9, Ordinal: 2, Kind: Correction, Form: 1, Content: exampleContent, Reason: exampleOdd, By: work.Actor{Name: "Trần Thu Hà"},
		Received: &work.Received{Channel: work.ByDocument, Number: "12/BC-UBND", Day: exampleDay}, Late: true, AfterClose: true, At: exampleTime,
	}
	return []Answer{first, typed}
}

func exampleSheaf(change func(v *sheafView)) sheafView {
	v := sheafView{
		Sheaf: Sheaf{Round: exampleRound, Form: exampleForm, Owed: exampleOwed, Cases: exampleCases}, Tree: exampleTree, Input: web.NewForm(),
		Today: exampleDay, Token: "abc", Own: true, Takes: true,
	}
	change(&v)
	return v
}

func exampleSheet(frozen bool) Sheet {
	sh := Sheet{
		Board: Board{Round: exampleRound, Rows: []Owed{exampleSaid, {Unit: 5, Up: 4, Step: Waiting}}}, Form: exampleForm, Frozen: frozen,
		Rows:  map[org.UnitID]map[string]Amount{4: {"yeu-cau": 50_000, "tra-loi": 40_000}},
		Tasks: map[org.UnitID]map[Say]int{4: {SayDone: 3}},
	}
	if frozen {
		sh.Board.Round.State, sh.Board.Round.ClosedAt, sh.Board.Round.ClosedBy = Closed, &exampleTime, exampleOdd
		sh.Board.Count.AfterClose = 1
	}
	sh.gather()
	return sh
}

var _ = web.Examples(unitPage, map[string]sheafView{
	"chưa trả lời": exampleSheaf(func(*sheafView) {}),
	"điền sẵn":     exampleSheaf(func(v *sheafView) { v.Last, v.Prev = &Answer{Content: exampleContent}, exampleRound }),
	"nhập thay":    exampleSheaf(func(v *sheafView) { v.Own, v.Types, v.Manage = false, true, true }),
	"đã trả lời":   exampleSheaf(func(v *sheafView) { v.Owed, v.Lines = exampleSaid, exampleLines() }),
	"đã chốt": exampleSheaf(func(v *sheafView) {
		v.Owed, v.Lines, v.Round.State = exampleSaid, exampleLines(), Closed
	}),
	"miễn": exampleSheaf(func(v *sheafView) { v.Owed.Step, v.Owed.Reason, v.Manage = Excused, exampleOdd, true }),
	"tổng hợp": exampleSheaf(func(v *sheafView) {
		v.Below = &belowView{Sheet: exampleSheet(false), Under: []org.UnitID{5}, Tree: exampleTree}
	}),
	"lỗi": exampleSheaf(func(v *sheafView) {
		v.Input.Problem(askedField(7, "yeu-cau"), "Hãy ghi một số, ví dụ 12 hoặc 1.234,5.")
	}),
})

var _ = web.Examples(deskPage, map[string]deskView{
	"trống": {Unit: org.Unit{Name: exampleOdd}},
	"hai đợt": {Unit: org.Unit{Name: "Ủy ban nhân dân xã Bến Lúa"}, Sheaves: []sheafView{
		exampleSheaf(func(*sheafView) {}), exampleSheaf(func(v *sheafView) { v.Round.ID, v.Owed, v.Lines = 8, exampleSaid, exampleLines() }),
	}},
})

var _ = web.Examples(listPage, map[string]listView{
	"trống": {Tree: exampleTree, Today: exampleDay, May: true},
	"đầy": {
		Tree: exampleTree, Today: exampleDay, May: true, Home: 4, Owes: []Owed{exampleOwed},
		Rows: []Line{{exampleRound, map[Step]int{Waiting: 3, Given: 2}}, {Round{ID: 8, Title: exampleOdd, State: Draft}, nil}},
		Tabs: []web.Link{{Title: "Đang mở", Href: "/dot-bao-cao", Here: true}},
	},
})

var _ = web.Examples(boardPage, map[string]boardView{
	"đang mở": {
		Board: Board{Round: exampleRound, Rows: []Owed{exampleSaid, exampleOwed}, Count: BoardCount{Total: 2, Waiting: 1, Given: 1}}, Questions: exampleForm,
		Tree: exampleTree, Today: exampleDay, Rows: []Owed{exampleSaid, exampleOwed}, Search: web.NewForm(), Form: web.NewForm(), Manage: true, Repeats: true,
		Chips: []web.Link{{Title: "Tất cả", Href: "/dot-bao-cao/7", Here: true, Count: 2, ShowCount: true}},
	},
	"không có dòng": {Board: Board{Round: exampleRound}, Tree: exampleTree, Today: exampleDay, Search: web.NewForm(), Form: web.NewForm()},
})

var _ = web.Examples(sheetPage, map[string]sheetView{
	"đang mở": {Sheet: exampleSheet(false), Tree: exampleTree, Today: exampleDay},
	"đã chốt": {Sheet: exampleSheet(true), Tree: exampleTree, Today: exampleDay, Whole: true, Manage: true},
})

var _ = web.Examples(figurePage, map[string]sheetView{
	"một số": {Sheet: exampleSheet(false), Tree: exampleTree, Today: exampleDay, Figure: "yeu-cau", X: exampleForm.Figures()[0]},
})

var _ = web.Examples(wordsPage, map[string]wordsView{
	"trống": {Board: exampleSheet(false).Board, Form: exampleForm, Tree: exampleTree},
	"đầy":   {Board: exampleSheet(false).Board, Form: exampleForm, Tree: exampleTree, Lines: map[org.UnitID]Answer{4: exampleLines()[1]}},
})

var _ = web.Examples(presetPage, map[string]presetView{
	"mẫu": {Owners: []web.Option{{Value: "1", Label: exampleOdd}}}, "mẫu được hỏi": {Owners: []web.Option{{Value: "1", Label: exampleOdd}}, Asked: heardPreset},
})

var _ = web.Examples(editPage, map[string]editView{
	"đang soạn": {Round: Round{ID: 7, Code: "DBC-2026-0007", Title: exampleLong, State: Draft, Form: 1, Clock: exampleRound.Clock}, Tree: exampleTree, Blocks: exampleForm.Blocks, Input: web.NewForm(), Today: exampleDay},
	"đang mở":   {Round: exampleRound, Tree: exampleTree, Blocks: exampleForm.Blocks, Input: web.NewForm(), Today: exampleDay},
	"trống":     {Round: Round{ID: 7, State: Draft, Title: exampleOdd}, Tree: exampleTree, Input: web.NewForm(), Today: exampleDay},
})
