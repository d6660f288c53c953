package paper

import (
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// The examples of every page: what tests check and designers look at.

const exampleHostile = `<script>alert("1")</script>"'&<b>`

var (
	exampleLong = strings.TrimSpace(strings.Repeat("Kết quả thực hiện Kế hoạch truyền thông chính sách trên địa bàn tỉnh An Bình, ", 8))
	exampleAt   = time.Date(2026, 10, 2, 2, 40, 0, 0, time.UTC)
	exampleDay  = law.Date{Year: 2026, Month: 10, Day: 2}
)

func examplePaper(state State, title string) Paper {
	count := func(id, text string) official.Run {
		return official.Run{Figure: &official.Figure{ID: id, Name: title + ": " + id, Query: "/nhiem-vu?so=" + id, Text: text}}
	}
	return Paper{
		ID: 7, Kind: Report, State: state, Title: title, Unit: 3, AsOf: exampleDay, Figures: 2, Round: 1, Matching: NotCompared, By: "Trần Thu Hà", EditedBy: "Trần Thu Hà",
		CreatedAt: exampleAt, UpdatedAt: exampleAt, Version: 3,
		Frame: Frame{Parent: "Ủy ban nhân dân tỉnh An Bình", Name: "Sở Văn hóa, Thể thao và Du lịch", Symbol: "BC-SVHTTDL", Place: "An Bình", Subject: title,
			Recipients: []string{"Như trên", "Các sở, ban, ngành"}, Filing: "VT", Signature: official.Signature{Authority: []string{"KT. Giám đốc"}, Title: "Phó Giám đốc", Name: "Nguyễn Thị Minh"}},
		Body: Body{
			Bases: []string{"Căn cứ Kế hoạch số 12/KH-UBND"},
			Blocks: []official.Block{
				official.Heading{Level: 1, Text: "I. KẾT QUẢ"}, official.Heading{Level: 2, Text: "1. " + title}, official.Heading{Level: 3, Text: "a) " + title},
				official.Say("Tổng số tin, bài: ", count("news", "1.231"), " tin, bài", official.Run{Text: title, Bold: true}, official.Run{Text: title, Italic: true}),
				official.Landscape{Blocks: []official.Block{official.Blank{Lines: 2}}},
				official.Table{Columns: []official.Column{{Width: 2}, {Width: 1, Align: official.AlignCenter}}, Header: []official.TableRow{official.Row("Đơn vị", "Đúng hạn")},
					Rows: []official.TableRow{{official.TextCell(title), official.TextCell(count("late", "12"))}, {{Runs: official.Plain(title), ColSpan: 2, Align: official.AlignCenter}}}},
			},
			Annexes: []official.Annex{{Number: "I", Title: title, Blocks: []official.Block{official.Say(title)}}},
		},
	}
}

func exampleView(state State, title string) paperView {
	v := paperView{Paper: examplePaper(state, title), Unit: "Sở Văn hóa, Thể thao và Du lịch", Today: exampleDay, Prepare: true, Publish: true, Arrange: true, About: title, AboutHref: "/ke-hoach/7"}
	v.Form = v.fill(web.NewForm())
	v.Blocks = []Block{{ID: 1, Unit: 3, Signature: v.Paper.Frame.Signature}}
	if state != Drafted {
		v.Rounds = []Round{{Ordinal: 2, SubmittedAt: exampleAt, SubmittedBy: "Trần Thu Hà"}, {Ordinal: 1, SubmittedAt: exampleAt, SubmittedBy: "Trần Thu Hà", EndedAt: &exampleAt, Reason: title}}
	}
	return v
}

func exampleIssued(m Matching, title string) paperView {
	v := exampleView(Issued, title)
	v.Paper.Number, v.Paper.IssuedOn, v.Paper.Signer, v.Paper.File, v.Paper.Matching = "45/BC-SVHTTDL", exampleDay, "Lê Văn Bình", 5, m
	v.Files = []files.File{{ID: 4, Name: "ban-quet.pdf", Size: 2 << 20}, {ID: 5, Name: title + ".docx", Size: 48 << 10}}
	if m == Differs {
		v.Paper.Compared = []Difference{{Figure: "news", Name: title, Frozen: "1.231", Issued: "1.200", Line: 12, Where: "Tổng số tin, bài: 1.200 tin, bài", Query: "/nhiem-vu?so=news"}, {Figure: "late", Name: "Đúng hạn", Frozen: "12", Where: title}}
	}
	return v
}

func exampleProblem() paperView {
	v := exampleView(Submitted, exampleLong)
	v.Form.Take(fault.New(fault.Invalid, "Hãy ghi ngày ban hành.").At("ngay"))
	v.Clash = []versus{{"Trích yếu", exampleLong, exampleHostile}}
	return v
}

func exampleList(title string) listView {
	return listView{Form: web.NewForm(), Arrange: true, More: true, Papers: []Paper{examplePaper(Drafted, title), examplePaper(Submitted, title), exampleIssued(Differs, title).Paper, examplePaper(Withdrawn, title)}}
}

func exampleArrange(title string, edit Block) arrangeView {
	v := arrangeView{Unit: org.Unit{ID: 3, Name: title}, Today: exampleDay, Form: web.NewForm(), Edit: edit, Blocks: []Block{
		{ID: 1, Unit: 3, Signature: official.Signature{Authority: []string{"TM. " + title, "KT. Chủ tịch"}, Title: "Phó Chủ tịch", Name: title}, To: exampleDay.AddDays(-1), EditedBy: title, UpdatedAt: exampleAt},
		{ID: 2, Unit: 3, Signature: official.Signature{Title: "Giám đốc", Name: title}, From: exampleDay, EditedBy: title, UpdatedAt: exampleAt},
		{ID: 3, Unit: 3, Signature: official.Signature{Title: "Giám đốc", Name: title}, From: exampleDay, To: exampleDay, EditedBy: title, UpdatedAt: exampleAt},
	}}
	fillFrame(v.Form, examplePaper(Drafted, title).Frame)
	v.fillBlock()
	return v
}

func exampleRefused() arrangeView {
	v := exampleArrange(exampleLong, Block{ID: 2, Version: 3})
	v.Kind = Letter
	v.Form.Take(CheckSignature(official.Signature{Authority: []string{"KT. Giám đốc"}, Title: "Giám đốc"}))
	return v
}

var (
	_ = web.Examples(listPage, map[string]listView{
		"có": exampleList("Kết quả truyền thông chính sách quý III năm 2026"), "trống": {Form: web.NewForm()}, "dài": exampleList(exampleLong), "ký tự lạ": exampleList(exampleHostile),
	})
	_ = web.Examples(paperPage, map[string]paperView{
		"dự thảo": exampleView(Drafted, "Kết quả quý III"), "đã trình": exampleView(Submitted, "Kết quả quý III"), "đã rút": exampleView(Withdrawn, "Kết quả quý III"),
		"khớp": exampleIssued(Same, "Kết quả quý III"), "khác": exampleIssued(Differs, exampleLong), "bản quét": exampleIssued(Textless, "Kết quả quý III"),
		"không đọc được": exampleIssued(Unreadable, "Kết quả quý III"), "lỗi": exampleProblem(), "ký tự lạ": exampleIssued(Differs, exampleHostile),
		"trống": {Paper: Paper{Kind: Letter, State: Issued}, Form: web.NewForm()},
	})
	_ = web.Examples(arrangeUnitsPage, map[string]arrangeUnitsView{
		"có": {Units: []org.Unit{{ID: 1, Name: "Sở Tư pháp"}, {ID: 2, Name: exampleHostile}, {ID: 3, Name: exampleLong}}}, "trống": {},
	})
	_ = web.Examples(arrangePage, map[string]arrangeView{
		"có": exampleArrange("Sở Tư pháp", Block{}), "lỗi": exampleRefused(), "ký tự lạ": exampleArrange(exampleHostile, Block{ID: 1}), "trống": {Form: web.NewForm()},
	})
)
