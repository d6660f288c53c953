package plan

import (
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// The examples of every page: what tests check and designers look at.

const (
	exampleHostile = `<script>alert("1")</script>"'&<b>`
	exampleTitle   = "Kế hoạch truyền thông chính sách năm 2026"
)

var (
	exampleLong = strings.TrimSpace(strings.Repeat("Rà soát, bổ sung danh mục thông tin phải công khai trên cổng thông tin điện tử của các cơ quan, đơn vị, địa phương; ", 6))
	exampleDay  = law.Date{Year: 2026, Month: 5, Day: 12}
	exampleAt   = time.Date(2026, 5, 12, 2, 40, 0, 0, time.UTC)
)

func exampleUnit(id org.UnitID) string {
	return map[org.UnitID]string{0: "", 1: "Ủy ban nhân dân tỉnh An Bình", 2: "Sở Tư pháp", 3: "Sở Văn hóa, Thể thao và Du lịch"}[id]
}

func examplePlan(title string) Plan {
	return Plan{
		ID: 7, Number: "128/KH-UBND", Title: title, Issuer: "Ủy ban nhân dân tỉnh An Bình", Issued: law.Date{Year: 2026, Month: 1, Day: 20},
		To: law.Date{Year: 2026, Month: 12, Day: 31}, Owner: 1, State: Running, Latest: 2, CreatedAt: exampleAt, UpdatedAt: exampleAt, Version: 3,
	}
}

func exampleTally() work.Tally {
	return work.Tally{
		Total: 12, Overdue: 2, OnTime: 5, TooLate: 1,
		ByClass: map[work.Class]int{work.DoneOnTime: 3, work.DoneLate: 1, work.GoingOnTime: 4, work.GoingLate: 1, work.NotBegun: 1, work.Reported: 1, work.NotReported: 1},
	}
}

func exampleFrame(title string, t work.Tally) *planFrame {
	d := Draft{ID: 9, Name: "Ke hoach sua doi.docx"}
	return &planFrame{Plan: examplePlan(title), Owner: exampleUnit(1), Tally: t, Leads: 2, Draft: &d, Manage: true, Write: true, Today: exampleDay}
}

func exampleCases(title string) []work.Case {
	due := law.Date{Year: 2026, Month: 4, Day: 30}
	handed := exampleAt
	return []work.Case{
		{ID: 1, Code: "NV-2026-0001", Title: title, Number: "1.1", Section: "I. Công khai thông tin", Lead: 2, Partners: []org.UnitID{3}, State: work.Open, Step: work.Doing, FirstDue: due, Due: due, Owed: due, Evidence: 2},
		{ID: 2, Code: "NV-2026-0002", Title: title, Section: "I. Công khai thông tin", Lead: 3, Partners: []org.UnitID{1, 2, 3, 1, 2}, State: work.Open, Step: work.Returned, Due: exampleDay.AddDays(3), FirstDue: exampleDay, Owed: exampleDay.AddDays(3), Reason: title},
		{ID: 3, Code: "NV-2026-0003", Title: title, Section: "II. Đội ngũ", Lead: 3, State: work.Open, Step: work.NotStarted, Cadence: work.Cadence{Rhythm: work.Continuous}},
		{ID: 4, Code: "NV-2026-0004", Title: title, Section: "II. Đội ngũ", Lead: 2, State: work.Waiting, Step: work.Submitted, Cadence: work.Cadence{Rhythm: work.Quarterly}, Due: exampleDay, SubmittedAt: &handed},
		{ID: 5, Code: "NV-2026-0005", Title: title, Section: "II. Đội ngũ", Lead: 2, State: work.Done, Step: work.Accepted, Late: true, Due: due},
	}
}

func exampleTasks(title string) tasksView {
	return tasksView{
		Frame: exampleFrame(title, exampleTally()), Query: Query{Plan: 7, Page: 1}, Sections: []string{"I. Công khai thông tin", "II. Đội ngũ"},
		Counts: map[string]work.Tally{"I. Công khai thông tin": exampleTally()}, Leads: []web.Option{{Value: "", Label: "Mọi đơn vị"}, {Value: "2", Label: exampleUnit(2)}},
		List: work.List{Rows: exampleCases(title), Total: 60, Page: 1, Pages: 2}, Unit: exampleUnit, Label: exampleUnit, Today: exampleDay, Remind: true,
	}
}

func exampleDraft(title string) draftView {
	items := []Item{
		{Key: 1, V: 1, Section: "I. Công khai thông tin", Number: "1", Title: title, Lead: []string{"Sở Tư pháp"}, Partners: []string{"Các sở, ban, ngành", "Sở VHTT"}, Plan: Timing{Rhythm: work.Once, Due: exampleDay}, When: "Trước ngày 12/5/2026", Product: title, Note: title, Line: 2, Lines: []int{2, 3}, Sure: .95, Why: []Reason{{"lead", string(official.RuleLabel)}}},
		{Key: 2, V: 1, Title: title, Lead: []string{"Các sở, ban, ngành"}, Plan: Timing{Rhythm: work.Quarterly, Doubt: "Văn bản chỉ ghi “định kỳ”; tạm hiểu là hằng quý."}, Line: 4, Lines: []int{4}, Sure: .6},
		{Key: 3, V: 1, Title: title, Made: true},
		{Key: 4, V: 2, Title: title, Decision: Accepted, Lead: []string{"Sở Tư pháp"}, Plan: Timing{Rhythm: work.Continuous}},
		{Key: 5, V: 2, Title: title, Decision: Skipped},
	}
	d := Draft{
		ID: 9, Kind: NewPlan, State: Opened, Owner: 1, Name: "Ke hoach 128.docx", File: 4, UpdatedAt: exampleAt, Version: 4, EditedBy: "Trần Thu Hà",
		Lines: []Line{{Text: "KẾ HOẠCH", Strong: true, Mark: Letterline}, {Text: title, Mark: TaskLine}, {Text: title, Mark: TaskLine, Cell: true}, {Text: title, Mark: TaskLine}, {Text: title, Mark: Unread}, {Text: "II. ĐỘI NGŨ", Mark: Heading}},
		Work: Work{Owner: 1, Head: Head{Number: "128/KH-UBND", Title: title, Issued: exampleDay}, Tasks: items, Last: 5, Names: []Name{
			{Name: "Sở Tư pháp", Unit: 2, Sure: true}, {Name: "Các sở, ban, ngành", Whole: true, Used: 1},
			{Name: "Sở TTTT", Used: 2, Match: []Choice{{2, string(official.MatchSplit)}, {3, string(official.MatchSplit)}}}, {Name: "Sở VHTT", Match: nil},
		}},
	}
	return draftView{
		Draft: d, Unit: exampleUnit, Units: []string{exampleUnit(2), exampleUnit(3)}, Clear: 1, Unread: 1, Page: 1, Pages: 1, Here: 2,
		Choices: []web.Option{{Value: "2", Label: exampleUnit(2)}, {Value: "3", Label: exampleUnit(3)}},
	}
}

func exampleScan(title string, tools bool) draftView {
	v := exampleDraft(title)
	v.Draft.Name, v.Draft.Work.Scan = title+".pdf", &Scan{Pages: 3}
	v.Draft.Work.Tasks[2].Page, v.Sheet, v.Drawn = 2, 2, tools
	for i := range v.Draft.Lines {
		v.Draft.Lines[i].Page = 1
		if tools {
			v.Draft.Lines[i].Page, v.Draft.Lines[i].Sure, v.Draft.Work.Scan.Read = 2, .55+float64(i)/10, []int{1, 2}
		}
	}
	return v
}

func scanProblem() draftView {
	v := exampleScan(exampleLong, true)
	v.Typing = web.NewForm().Set("chu-tri-2", "Sở Tư pháp")
	v.Typing.Problem("noi-dung-2", "Hãy gõ nội dung của nhiệm vụ này, hoặc xóa các ô khác của dòng.")
	return v
}

func withState(s DraftState) draftView {
	v := exampleDraft(exampleTitle)
	v.Draft.State = s
	v.Draft.Problem = web.Say("Tệp rỗng, không có gì để đọc. Hãy kiểm tra lại tệp rồi tải lên lại.")
	return v
}

func editing(split bool) draftView {
	v := exampleDraft(exampleTitle)
	v.Edit = &itemForm{Key: 1, V: 1, Form: v.Draft.Work.Tasks[0].fill(web.NewForm()), Split: split}
	v.Edit.Form.Problem("noi-dung", "Hãy ghi nội dung nhiệm vụ.")
	v.Clash = &v.Draft.Work.Tasks[1]
	return v
}

func exampleVersion() draftView {
	v := exampleDraft(exampleTitle)
	p := examplePlan(exampleTitle)
	v.Draft.Kind, v.Plan = NewVersion, &p
	v.Draft.Work.Tasks[0].Old, v.Draft.Work.Tasks[0].Same = &Old{Code: "NV-2026-0001"}, Changed
	v.Draft.Work.Gone = []GoneTask{{Old: Old{Code: "NV-2026-0008", Title: exampleLong, Lead: 2}}, {Old: Old{Code: "NV-2026-0009", Title: exampleHostile, Lead: 3}, Decision: Accepted, Reason: exampleHostile}}
	v.Twins = []Twin{{Plan: p}, {Plan: p, Same: true}, {Draft: 3}}
	return v
}

func withProblem() *web.Form {
	f := web.NewForm()
	f.Problem("ten", "Hãy ghi tên kế hoạch.")
	f.Problem("tep", "Tệp rỗng, không có gì để đọc. Hãy kiểm tra lại tệp rồi tải lên lại.")
	return f
}

func exampleReport(words string) reportView {
	w := Words{Results: []official.Remark{{Unit: exampleUnit(2), Text: words}}, Next: []official.Remark{{Text: words}}}
	return reportView{
		Report: Report{ID: 3, Plan: 7, Paper: 5, Period: "quý II năm 2026", AsOf: exampleDay, Words: w, EditedBy: "Trần Thu Hà", UpdatedAt: exampleAt},
		Plan:   examplePlan(exampleTitle), Write: true, Form: w.fill(web.NewForm()),
	}
}

func exampleLetter(state paper.State, words string) reportLine {
	return reportLine{exampleReport(words).Report, paper.Paper{ID: 5, State: state, Number: "45/BC-UBND", Matching: paper.Differs, EditedBy: words, UpdatedAt: exampleAt}}
}

var (
	_ = web.Examples(importPage, map[string]importView{
		"mới":      {Form: web.NewForm(), Owners: []web.Option{{Value: "1", Label: exampleUnit(1)}, {Value: "2", Label: exampleUnit(2)}}},
		"bản mới":  {Form: web.NewForm(), Plan: ptr(examplePlan(exampleLong))},
		"lỗi":      {Form: withProblem(), Text: true, Office: true, OCR: true, Pages: true},
		"ký tự lạ": {Form: web.NewForm(), Plan: ptr(examplePlan(exampleHostile))},
	})
	_ = web.Examples(draftPage, map[string]draftView{
		"kiểm tra": exampleDraft(exampleTitle), "rất dài": exampleDraft(exampleLong), "ký tự lạ": exampleDraft(exampleHostile), "bản mới": exampleVersion(),
		"bản quét": exampleScan(exampleTitle, true), "bản quét, ký tự lạ, chưa có chương trình": exampleScan(exampleHostile, false), "bản quét, lỗi": scanProblem(),
		"đang sửa": editing(false), "đang tách": editing(true), "đang đọc": withState(Reading), "lỗi": withState(Failed), "đã xác nhận": withState(Confirmed), "đã bỏ": withState(Dropped),
	})
	_ = web.Examples(plansPage, map[string]plansView{
		"trống": {May: true}, "trống, chỉ xem": {},
		"có": {May: true, Plans: []planRow{{examplePlan(exampleLong), exampleUnit(1), exampleTally()}, {examplePlan(exampleHostile), exampleUnit(2), work.Tally{}}}, Drafts: []Draft{{ID: 1, State: Reading, Name: exampleHostile, CreatedAt: exampleAt}, {ID: 2, State: Failed, Name: "a.pdf", CreatedAt: exampleAt}, {ID: 3, State: Opened, Name: "b.docx", UpdatedAt: exampleAt, Tasks: 5, Waiting: 2}}},
	})
	_ = web.Examples(tasksPage, map[string]tasksView{
		"có": exampleTasks(exampleTitle), "rất dài": exampleTasks(exampleLong), "ký tự lạ": exampleTasks(exampleHostile),
		"trống":        {Frame: exampleFrame(exampleTitle, work.Tally{}), Query: Query{Plan: 7}, Unit: exampleUnit, Label: exampleUnit, Today: exampleDay},
		"không khớp":   {Query: Query{Text: exampleHostile, Sort: "-han"}, Unit: exampleUnit, Label: exampleUnit, Today: exampleDay},
		"mọi kế hoạch": {Query: Query{}, List: work.List{Rows: exampleCases(exampleTitle), Total: 5, Page: 1, Pages: 1}, Plans: map[int64]Plan{0: examplePlan(exampleTitle)}, Unit: exampleUnit, Label: exampleUnit, Today: exampleDay},
	})
	_ = web.Examples(unitsPage, map[string]unitsView{
		"trống": {Frame: exampleFrame(exampleTitle, work.Tally{})},
		"có": {
			Frame: exampleFrame(exampleTitle, exampleTally()), Sections: []string{"I. Công khai", exampleHostile, exampleLong, ""}, Sum: exampleTally(),
			Rows: []unitRow{{org.Unit{ID: 2, Name: exampleUnit(2)}, exampleTally(), []work.Tally{exampleTally(), {}, {Total: 1, Overdue: 1}, {}}}, {org.Unit{ID: 3, Name: exampleHostile, Unscored: true}, work.Tally{Total: 2}, []work.Tally{{}, {}, {}, {}}}},
		},
	})
	_ = web.Examples(datesPage, map[string]datesView{
		"có": {
			Frame: exampleFrame(exampleTitle, exampleTally()), From: law.Date{Year: 2026, Month: 5, Day: 1}, Label: exampleUnit,
			Months: []month{{law.Date{Year: 2026, Month: 5, Day: 1}, []work.Due{
				{Day: exampleDay.AddDays(-2), Code: "NV-2026-0001", Title: exampleLong, Lead: 2, Late: true}, {Day: exampleDay.AddDays(2), Code: "NV-2026-0002", Title: exampleHostile, Lead: 3},
				{Day: exampleDay, Code: "NV-2026-0003", Title: exampleTitle, Step: work.Accepted}, {Day: exampleDay, Code: "NV-2026-0004", Title: exampleTitle, Step: work.Submitted},
			}}, {First: law.Date{Year: 2026, Month: 6, Day: 1}}},
		},
	})
	_ = web.Examples(paperPage, map[string]paperView{
		"không có": {Frame: exampleFrame(exampleTitle, exampleTally())},
		"có": {
			Frame: exampleFrame(exampleTitle, exampleTally()), Shown: 2, Pages: 2, Page: 1, Codes: map[int]string{2: "NV-2026-0001"},
			Versions: []Version{{ID: 2, Ordinal: 2, Number: "128/KH-UBND", Name: "b.docx", File: 3, By: "Trần Thu Hà", At: exampleAt}, {ID: 1, Ordinal: 1, Name: exampleHostile, At: exampleAt}},
			Lines:    []docLine{{N: 1, Line: Line{Text: "KẾ HOẠCH", Strong: true}}, {N: 2, Line: Line{Text: exampleLong, Mark: TaskLine}}, {N: 3, Line: Line{Text: exampleHostile, Mark: Unread}}},
			Left:     []docLine{{N: 3, Line: Line{Text: exampleHostile, Mark: Unread}}},
		},
	})
	_ = web.Examples(planFormPage, map[string]formView{
		"mới": {Frame: exampleFrame(exampleTitle, exampleTally()), Form: web.NewForm()}, "lỗi": {Frame: exampleFrame(exampleHostile, exampleTally()), Form: withProblem()},
	})
	_ = web.Examples(taskFormPage, map[string]formView{
		"mới": {Frame: exampleFrame(exampleTitle, exampleTally()), Form: web.NewForm(), Units: []string{exampleUnit(2)}}, "lỗi": {Frame: exampleFrame(exampleHostile, exampleTally()), Form: withProblem()},
	})
	_ = web.Examples(closePage, map[string]formView{
		"mới": {Frame: exampleFrame(exampleTitle, exampleTally()), Form: web.NewForm()}, "lỗi": {Frame: exampleFrame(exampleLong, work.Tally{}), Form: withProblem()},
	})
	_ = web.Examples(nextYearPage, map[string]formView{
		"mới": {Frame: exampleFrame(exampleHostile, exampleTally()), Form: web.NewForm()},
	})
	_ = web.Examples(remindPage, map[string]remindView{
		"hai đơn vị": {Form: web.NewForm(), Back: "/ke-hoach/7", Today: exampleDay, Groups: []remindGroup{
			{Unit: org.Unit{ID: 2, Name: exampleUnit(2)}, Cases: exampleCases(exampleLong)[:2], Short: exampleLong}, {Unit: org.Unit{ID: 3, Name: exampleHostile}, Cases: exampleCases(exampleHostile)[2:3], Short: exampleHostile},
		}},
	})
	_ = web.Examples(reportsPage, map[string]reportsView{
		"trống": {Frame: exampleFrame(exampleTitle, exampleTally()), Form: web.NewForm(), Spans: []web.Option{{Value: "0", Label: "Quý II năm 2026"}}},
		"có":    {Frame: exampleFrame(exampleTitle, exampleTally()), Form: withProblem(), Reports: []reportLine{exampleLetter(paper.Drafted, exampleTitle), exampleLetter(paper.Issued, exampleHostile)}},
	})
	_ = web.Examples(reportPage, map[string]reportView{
		"dự thảo": exampleReport(exampleTitle), "dài": exampleReport(exampleLong), "ký tự lạ": exampleReport(exampleHostile),
	})
	_ = web.Examples(figurePage, map[string]figureView{
		"trống": {Report: exampleReport(exampleTitle).Report, Plan: examplePlan(exampleTitle), Figure: Figure{Name: exampleTitle}},
		"có": {
			Report: exampleReport(exampleTitle).Report, Plan: examplePlan(exampleTitle), Figure: Figure{Name: exampleHostile, Value: 2}, Hidden: 1,
			Rows: []figureRow{{"NV-2026-0001", exampleLong, exampleUnit(2), "Hoàn thành đúng hạn", web.OK}, {"NV-2026-0002", exampleHostile, exampleUnit(3), "Chưa triển khai", web.Neutral}},
		},
	})
)
