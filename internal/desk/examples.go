package desk

import (
	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// What the pages look like empty, with one row, with very long text, with hostile text and with a refused
// form. Tests and the gallery render the same ones.

const (
	hostile = `<script>alert("'&")</script>`
	long    = "Tổ chức tập huấn, bồi dưỡng kỹ năng xử lý khủng hoảng truyền thông, cung cấp thông tin cho báo chí và truyền thông chính sách cho " +
		"lãnh đạo, người phát ngôn, cán bộ đầu mối của các sở, ban, ngành, Ủy ban nhân dân các xã, phường, đặc khu trên địa bàn tỉnh An Bình giai đoạn 2026–2030"
)

var exampleDay = law.Date{Year: 2026, Month: 11, Day: 23}

// refusedForm is a form with a problem at a field.
func refusedForm(field, problem string, values ...string) *web.Form {
	f := web.NewForm()
	for i := 0; i+1 < len(values); i += 2 {
		f.Set(values[i], values[i+1])
	}
	f.Problem(field, problem)
	return f
}

func exampleTodo(title string, tone web.Tone) todo {
	return todo{
		Tone: tone, Icon: "plan", Title: title, Href: "/viec/NV-2026-0042", Why: "NV-2026-0042 · II. Cung cấp thông tin", Verb: "Nộp kết quả",
		To: "/viec/NV-2026-0042#viec-can-lam", Due: due{"Quá hạn", "6 ngày", tone},
	}
}

var exampleChips = []web.Link{{Title: "Tất cả", Href: "/", Here: true, Count: 1, ShowCount: true}, {Title: "Quá hạn", Href: "/?loc=qua-han", Count: 1, ShowCount: true}}

var _ = web.Examples(todayPage, map[string]todayView{
	"trống": {Hello: "Chào bạn, hôm nay không có việc nào chờ bạn", Queue: "Cần bạn xử lý", Sub: "Thứ Hai, 23/11/2026", Mine: true, Acts: true},
	"một dòng": {
		Hello: "Chào chị Hà, hôm nay có 1 việc cần chị", Queue: "Cần chị xử lý", Total: 1, Acts: true, Mine: true, Chips: exampleChips,
		Groups: []todoGroup{{Title: "Hôm nay và quá hạn", Rows: []todo{exampleTodo("Họp báo thường kỳ", web.Bad)}, More: 3, Href: "/viec"}},
		Side: side{Week: []agendaLine{{Day: "24/11", Machine: "2026-11-24", Title: "Bản tin tuần", Note: "NV-2026-0043", Href: "/viec/NV-2026-0043"}},
			Notes: []notice{{When: "09:30", Machine: "2026-11-23T09:30:00+07:00", Title: "Bản tin tuần", Text: "Duyệt đạt", Href: "/viec/NV-2026-0043"}}},
		Starts: []web.NavItem{{Title: "Trang quản trị", Href: "/quan-tri", Icon: "sliders"}},
	},
	"lãnh đạo": {
		Hello: "Chào bà Lành",
		Side: side{
			Scope:   []web.Figure{{Label: "Quá hạn", Value: "13", Href: "/viec?xem=qua-han"}},
			Late:    []todo{{Tone: web.Bad, Icon: "plan", Title: long, Href: "/viec/NV-2026-0044", Post: "/viec/NV-2026-0044/nhac", Verb: "Nhắc"}},
			Plans:   []PlanLine{{Title: long, Href: "/ke-hoach/1", Finding: "2 nhiệm vụ quá hạn", Share: 56, Tone: web.Bad}},
			Changed: []agendaLine{{Day: "09:30", Title: long, Note: long, Href: "/viec/NV-2026-0044"}},
		},
	},
	"ký tự lạ": {
		Hello: "Chào " + hostile, Queue: hostile, Total: 1, Acts: true, Chips: exampleChips,
		Groups: []todoGroup{{Title: hostile, Rows: []todo{exampleTodo(hostile, web.Warn), {Title: hostile, Verb: hostile, Post: "/viec/NV-2026-0042/da-xem"}}}},
	},
	"mục trống": {Hello: "Chào bạn", Queue: "Cần bạn xử lý", Total: 1, Acts: true, Chips: exampleChips},
})

var exampleCase = work.Case{
	ID: 42, Code: "NV-2026-0042", Title: "Họp báo thường kỳ của UBND tỉnh", Section: "II. Cung cấp thông tin", Number: "2.3", Version: 3,
	State: work.Open, Step: work.NotStarted, FirstDue: law.Date{Year: 2026, Month: 11, Day: 20}, Due: law.Date{Year: 2026, Month: 11, Day: 27},
	Owed: law.Date{Year: 2026, Month: 11, Day: 27},
	Clock: work.Clock{Rule: "TTTCB-HOP-BAO", Version: 2, Basis: "Nghị định 09/2017/NĐ-CP", ExplanationVI: "Hạn rơi vào ngày nghỉ nên chuyển sang ngày làm việc kế tiếp.",
		ExplanationEN: "The due day fell on a day off."},
}

var exampleHanded = handedRow{
	Period: 7, Span: "01/11–30/11/2026", Title: "Bản 2", By: "Trần Thu Hà", At: "18/11/2026, 09:30", Tone: web.Info, Word: "Chờ duyệt", Pending: true, Late: true,
	Report:   work.Report{Result: "Đã họp báo.\n\nCó 12 báo dự.", Difficulty: "Thiếu kinh phí.", Proposal: "Xin bổ sung."},
	Evidence: []proofRow{{ID: 3, Title: "Biên bản.pdf", Href: "/tep/3", Note: "Trần Thu Hà"}, {ID: 4, Title: "55/BC-SVHTTDL"}},
	Reason:   "Chưa có số liệu.", Decided: "Phạm Quốc Dũng · 19/11/2026, 08:00",
}

func exampleCaseView(change func(v *caseView)) caseView {
	v := caseView{
		Case: exampleCase, Tone: web.Warn, State: "Sắp đến hạn", Today: exampleDay, Lead: "Sở Văn hóa, Thể thao và Du lịch", Owner: "Ủy ban nhân dân tỉnh An Bình",
		Advice: "Sở Văn hóa, Thể thao và Du lịch đang thực hiện, hạn 27/11/2026.",
	}
	change(&v)
	return v
}

var everything = work.Acts{
	Edit: true, Reschedule: true, Assign: true, Cancel: true, Finish: true, Submit: true, AskExtension: true, AskTransfer: true, Accept: true,
	Return: true, Withdraw: true, DecideRequest: true, TakeBack: true, Contribute: true, AddEvidence: true, Comment: true, RemindNow: true,
}

func full(v *caseView) {
	v.May, v.Partners, v.Person = everything, []string{"Sở Tư pháp", "Sở Y tế"}, "Trần Thu Hà"
	v.Case.Cadence = work.Cadence{Rhythm: work.Monthly}
	v.Case.Step, v.Case.Reason = work.Returned, "Bổ sung phụ lục 2."
	v.People = []web.Option{{Value: "0", Label: "Chưa phân công ai"}, {Value: "5", Label: "Trần Thu Hà"}}
	v.Gifts = []web.Option{{Value: "2", Label: "Sở Tư pháp"}, {Value: "3", Label: "Sở Y tế"}}
	v.Owed = []web.Option{{Value: "7", Label: "Tháng 10"}, {Value: "8", Label: "Tháng 11"}}
	v.Place = &PlanPlace{Title: "Kế hoạch truyền thông chính sách năm 2026", Number: "128/KH-UBND", Href: "/ke-hoach/1", Source: "/ke-hoach/1/van-ban#d-42", Line: "Họp báo thường kỳ.", Section: "II. Cung cấp thông tin"}
	v.Periods, v.Hidden = []periodRow{{Span: "01/11–30/11/2026", Due: "27/11/2026", FirstDue: "20/11/2026", Tone: web.Info, Word: "Chờ xác nhận", Handed: "18/11/2026"}}, 4
	second := exampleHanded
	second.Pending, second.Title = false, "Bản 1"
	v.Handed = []handedRow{exampleHanded, second, {Title: "Bản 1", Report: work.Report{Nothing: true}, Word: "Không phát sinh"}}
	v.Requests = []requestRow{
		{ID: 1, Kind: "extension", Text: "Gia hạn từ 20/11/2026 đến 27/11/2026", Reason: "Giảng viên báo hoãn.", Pending: true, Word: "Chờ duyệt", Day: exampleDay},
		{ID: 2, Kind: "transfer", Text: "Chuyển từ Sở VHTTDL sang Sở Y tế", Reason: "Không thuộc chức năng.", Pending: true, Transfer: true, Unit: "Sở Y tế", Word: "Chờ duyệt"},
		{ID: 3, Kind: "extension", Text: "Gia hạn từ 10/11/2026 đến 20/11/2026", Word: "Đồng ý", Tone: web.OK, Answer: "Lần cuối."},
	}
	v.Given = []giftRow{{Unit: "Sở Tư pháp", Text: "Cử hai báo cáo viên.", By: "Nguyễn Thị An", At: "18/11/2026", Evidence: []proofRow{{ID: 9, Title: "Danh sách.xlsx", Href: "/tep/9"}}}}
	v.Evidence = []proofRow{{ID: 3, Title: "Biên bản.pdf", Href: "/tep/3", Note: "Trần Thu Hà", Drop: true}}
	v.Talk = []talkRow{{By: "Phạm Quốc Dũng", At: "18/11/2026, 09:30", Machine: "2026-11-18T09:30:00+07:00", Text: "Nhờ @Trần Thu Hà xác nhận."}}
	v.Names = []string{"@Trần Thu Hà", "@Lê Văn Bình"}
	v.Events = []web.LogEntry{{When: "18/11", Machine: "2026-11-18T09:30:00+07:00", Title: "Mở NV-2026-0042", Note: "Phạm Quốc Dũng · 09:30"}}
	v.Reminders = []string{"23/11/2026: nhắc trước hạn, Trần Thu Hà"}
}

var _ = web.Examples(casePage, map[string]caseView{
	"chỉ xem": exampleCaseView(func(*caseView) {}),
	"bắt đầu": exampleCaseView(func(v *caseView) { v.May = work.Acts{Start: true, Submit: true, Comment: true} }),
	"đầy đủ":  exampleCaseView(full),
	"dài":     exampleCaseView(func(v *caseView) { full(v); v.Case.Title, v.Case.Section, v.Lead = long, long, long }),
	"ký tự lạ": exampleCaseView(func(v *caseView) {
		v.Case.Title, v.Lead, v.Advice, v.State = hostile, hostile, hostile, hostile
		v.Talk = []talkRow{{By: hostile, Text: hostile}}
		v.Evidence = []proofRow{{Title: hostile, Href: "/tep/1", Note: hostile}}
	}),
	"hai bản": exampleCaseView(func(v *caseView) {
		full(v)
		v.Posted, v.Form = "nop", refusedForm("", "Vừa được người khác cập nhật.", "result", "Bản của tôi")
		v.Form.Set("period", "6")
		v.Clash = &clashView{Code: "NV-2026-0042", Offered: true, Since: []string{"09:30 · Lê Văn Bình · nộp kết quả"}, Rows: []versus{{"Kết quả", "Bản của tôi", "Bản đang lưu"}, {"Kiến nghị", "", ""}}}
	}),
	"tệp bị từ chối": exampleCaseView(func(v *caseView) {
		v.May = work.Acts{Submit: true, AddEvidence: true}
		v.Posted, v.Form = "nop", refusedForm("files", "Không nhận tệp virus.exe.", "result", "Đã làm")
		v.Kept = []files.Waiting{{Token: "abc"}}
	}),
	"thiếu lý do": exampleCaseView(func(v *caseView) {
		full(v)
		v.Posted, v.Form = "tra-lai", refusedForm("reason", "Hãy ghi lý do.", "period", "7")
	}),
})

var _ = web.Examples(entryPage, map[string]entryView{
	"chọn đơn vị": {Units: []entryUnit{{"Sở Y tế", EntryURL + "?don-vi=3", 10}, {long, EntryURL + "?don-vi=4", 1}}},
	"không ai nợ": {},
	"mới": {Unit: 3, Name: "Sở Y tế", Day: "23/11/2026", Waits: 2, Agree: true, Rows: []entryRow{
		{ID: 7, Version: 2, Title: "Họp báo thường kỳ", Code: "NV-2026-0042", Due: due{"Quá hạn", "6 ngày", web.Bad}, Classes: exampleClasses},
		{ID: 8, Version: 1, Title: long, Code: "NV-2026-0043", Classes: exampleClasses},
	}},
	"đã tách": {Unit: 3, Name: long, Day: "23/11/2026", Found: 1, Left: "Kính gửi Văn phòng", Form: web.NewForm().Set("paste", "Kính gửi Văn phòng").Set("result-7", "Đã họp."),
		Rows: []entryRow{{ID: 7, Title: "Họp báo", Code: "NV-2026-0042", Classes: exampleClasses}, {ID: 8, Title: "Tập huấn", Code: "NV-2026-0043", Classes: exampleClasses}}},
	"lỗi": {Unit: 3, Name: "Sở Y tế", Day: "23/11/2026", Form: refusedForm("result-7", "NV-2026-0042 vừa được Trần Thu Hà cập nhật.", "result-7", "Đã họp."),
		Kept: []files.Waiting{{Token: "x"}}, Rows: []entryRow{{ID: 7, Title: "Họp báo", Code: "NV-2026-0042", Classes: exampleClasses}}},
	"ký tự lạ": {Unit: 3, Name: hostile, Left: hostile, Form: web.NewForm().Set("result-7", hostile), Rows: []entryRow{{ID: 7, Title: hostile, Code: hostile, Classes: exampleClasses}}},
})

var exampleClasses = []web.Option{{Value: classDone, Label: "Hoàn thành"}, {Value: classGoing, Label: "Đang thực hiện"}}

var _ = web.Examples(editPage, map[string]editView{
	"mới":      {Case: exampleCase, May: everything, Partners: "Sở Tư pháp\nSở Y tế", People: []web.Option{{Value: "0", Label: "Chưa phân công ai"}}},
	"dài":      {Case: work.Case{Code: "NV-2026-0042", Title: long, Description: long}, May: everything},
	"ký tự lạ": {Case: work.Case{Code: "NV-2026-0042", Title: hostile, Description: hostile}, Partners: hostile},
	"bị từ chối": {Case: exampleCase, May: everything, Posted: "sua", Form: refusedForm("partners", "Không tìm thấy đơn vị.", "partners", "Sở Không Có"),
		Clash: &clashView{Code: "NV-2026-0042", Rows: []versus{{"Tên nhiệm vụ", "Tên của tôi", "Tên đang lưu"}}}},
})

var exampleTabs = []web.Link{{Title: "Việc của tôi", Href: "/viec?xem=cua-toi", Here: true}}

var _ = web.Examples(listPage, map[string]listView{
	"trống":    {Title: "Việc của tôi", Tabs: exampleTabs},
	"một dòng": {Title: "Việc của tôi", Tabs: exampleTabs, Total: 120, Page: web.Paging{Page: 2, Pages: 3}, Rows: []listRow{{Code: "NV-2026-0042", Title: "Họp báo", Lead: "Sở VHTTDL", Due: "27/11/2026", DueTone: web.Warn, Tone: web.Warn, State: "Sắp đến hạn", Evidence: 2}}},
	"dài":      {Title: "Việc của tôi", Tabs: exampleTabs, Rows: []listRow{{Code: "NV-2026-0042", Title: long, Lead: long, Section: long, State: "Chưa triển khai"}}},
	"ký tự lạ": {Title: "Việc của tôi", Tabs: exampleTabs, Rows: []listRow{{Code: "NV-2026-0042", Title: hostile, Lead: hostile, Section: hostile, State: hostile}}},
	"lọc hỏng": {Title: "Việc của tôi", Tabs: exampleTabs, Form: refusedForm("don-vi", "Hãy ghi một số nguyên, ví dụ 12."), Leads: []web.Option{{Label: "Tất cả"}, {Value: "1", Label: "Sở Y tế"}, {Value: "2", Label: "Sở Tư pháp"}}},
})

var _ = web.Examples(searchPage, map[string]searchView{
	"trống":      {},
	"không thấy": {Query: "khong co gi"},
	"một dòng": {Query: "phan loai rac", Total: 1, Groups: []hitGroup{{"Nhiệm vụ", []search.Hit{{Kind: "case", Code: "NV-2026-0042", Title: "Phân loại rác", Href: "/viec/NV-2026-0042",
		Snippet: []search.Part{{Text: "Giải thích "}, {Text: "phân loại rác", Match: true}}}}}}},
	"dài":      {Query: long, Total: 60, Cut: true, Groups: []hitGroup{{"Đơn vị", []search.Hit{{Kind: "unit", Title: long, Href: "/danh-ba/1"}, {Kind: "plan", Title: long, Href: "/ke-hoach/1"}, {Kind: "lạ", Title: "x", Href: "/"}}}}},
	"ký tự lạ": {Query: hostile, Total: 1, Groups: []hitGroup{{hostile, []search.Hit{{Title: hostile, Code: hostile, Href: "/", Snippet: []search.Part{{Text: hostile, Match: true}}}}}}},
	"lỗi":      {Form: refusedForm("q", "Ô này chỉ nhận tối đa 2000 ký tự.")},
})

var _ = web.Examples(monthPage, map[string]monthView{
	"trống": {Month: exampleDay, Today: exampleDay, Prev: "/lich?thang=2026-10", Next: "/lich?thang=2026-12"},
	"một dòng": {Month: exampleDay, Today: exampleDay, Choice: true, Mine: true, Total: 1, Prev: "/lich?thang=2026-10", Next: "/lich?thang=2026-12",
		Days: []monthDay{{Date: exampleDay, Off: "Ngày Văn hóa Việt Nam"}, {Date: exampleDay.AddDays(1), Extra: 3, Rows: []monthRow{{"NV-2026-0042", "Họp báo", "Sở VHTTDL", web.Warn, "Sắp đến hạn"}}}}},
	"ký tự lạ": {Month: exampleDay, Days: []monthDay{{Date: exampleDay, Off: hostile, Rows: []monthRow{{"NV-2026-0042", hostile, hostile, web.Bad, hostile}, {"NV-2026-0043", long, long, web.OK, "Xong"}}}}},
})

var _ = web.Examples(noticesPage, map[string]noticesView{
	"trống":    {},
	"một dòng": {New: 1, Rows: []notice{{Icon: "user", When: "09:30", Title: "Họp báo", Text: "Phạm Quốc Dũng nhắc tên bạn", Href: "/viec/NV-2026-0042", New: true}}},
	"dài":      {Rows: []notice{{Icon: "history", When: "18/11", Title: long, Text: long, Href: "/viec/NV-2026-0042"}}},
	"ký tự lạ": {New: 1, Rows: []notice{{Icon: "clock", Title: hostile, Text: hostile, Href: "/", New: true}, {Icon: "clock", Title: hostile, Href: "/"}}},
})

var _ = web.Examples(absencePage, map[string]absenceView{
	"trống":          {Today: exampleDay, People: []web.Option{{Value: "1", Label: "Trần Thu Hà"}}},
	"không có người": {Today: exampleDay},
	"một dòng":       {Today: exampleDay, Me: true, People: []web.Option{{Value: "1", Label: "Trần Thu Hà"}, {Value: "2", Label: "Lê Văn Bình"}}, Rows: []absenceRow{{ID: 1, Person: "Trần Thu Hà", Substitute: "Lê Văn Bình", Span: "23/11/2026 đến 28/11/2026", Now: true, MayEnd: true}}},
	"ký tự lạ":       {Rows: []absenceRow{{Person: hostile, Substitute: hostile, Note: hostile + long}}},
	"bị từ chối":     {Today: exampleDay, People: []web.Option{{Value: "1", Label: "Trần Thu Hà"}}, Form: refusedForm("to", "Ngày kết thúc đứng trước ngày bắt đầu.", "to", "01/01/2026")},
})

var _ = web.Examples(adminIndex, map[string]adminView{
	"trống":    {},
	"một dòng": {Pages: []adminPage{{"Nhắc việc", "Khi nào nhắc đầu mối.", "/quan-tri/nhac-viec", "bell"}}},
	"ký tự lạ": {Pages: []adminPage{{hostile, hostile + long, "/", "bell"}}},
})

var _ = web.Examples(remindPage, map[string]remindView{
	"chỉ xem":    {Set: work.DefaultSettings(), Rungs: []rungRow{{Key: "head", Title: "Người đứng đầu đơn vị chủ trì", After: 5}}},
	"sửa":        {Set: work.DefaultSettings(), May: true, Rungs: []rungRow{{Key: "head", Title: "Người đứng đầu đơn vị chủ trì", After: 5, On: true}, {Key: "leader", Title: long, After: 15}}},
	"bị từ chối": {May: true, Form: refusedForm("before", "Hãy ghi các số ngày.", "before", hostile)},
})

var _ = web.Examples(logPage, map[string]logView{
	"trống":      {Newest: true},
	"một dòng":   {Newest: true, Verify: true, Older: "/quan-tri/nhat-ky?truoc=7", Rows: []logRow{{When: "23/11/2026, 09:30", Who: "Trần Thu Hà", Text: "Nộp kết quả NV-2026-0042", Object: "Nhiệm vụ", Href: "/quan-tri/nhat-ky?loai=case&so=42", ByHref: "/quan-tri/nhat-ky?nguoi=1"}}},
	"nguyên vẹn": {Newest: true, Result: &audit.Verification{Sealed: 120, Waiting: 3}},
	"bị sửa":     {Result: &audit.Verification{Sealed: 120, Findings: []audit.Finding{{Sentence: "Thiếu dòng nhật ký thứ %d: dòng đã bị xóa.", Args: []any{7}}}}},
	"ký tự lạ":   {Person: hostile, Rows: []logRow{{Who: hostile, Text: hostile + long, Object: hostile}}},
})

var _ = web.Examples(mailPage, map[string]mailView{
	"trống":    {Chips: exampleChips},
	"một dòng": {Chips: exampleChips, Older: "/quan-tri/thu?truoc=7", Rows: []mailRow{{ID: 1, When: "23/11/2026, 09:30", To: "Trần Thu Hà", Address: "ha@anbinh.example", Subject: "Nhắc việc", Word: "Không gửi được", Tone: web.Bad, Problem: "550 no such user", Again: true, Subline: "đã thử 8 lần"}}},
	"ký tự lạ": {Chips: exampleChips, Rows: []mailRow{{To: hostile, Subject: hostile + long, Word: hostile, Problem: hostile}}},
})

var exampleRule = ruleRow{ID: "TTTT-TRA-LOI", Version: 2, Text: "Trả lời yêu cầu cung cấp thông tin", Trigger: "Ngày nhận yêu cầu", Term: "10 ngày làm việc", Basis: "Luật Tiếp cận thông tin, Điều 29", Span: "từ 01/07/2018", Note: "Chưa đối chiếu bản công báo."}

var _ = web.Examples(limitsPage, map[string]limitsView{
	"trống": {Year: 2026},
	"một dòng": {Year: 2026, Decided: true, Source: "12729/VPCP-KGVX", Years: []web.Link{{Title: "2026", Href: "/quan-tri/thoi-han?nam=2026", Here: true}},
		Days: []dayRow{{Date: exampleDay, Name: "Ngày Văn hóa Việt Nam", Kind: "Nghỉ lễ", Tone: web.Info, Source: "Nghị quyết 80-NQ/TW", Provisional: true}}, Rules: []ruleRow{exampleRule},
		Options: []web.Option{{Value: "TTTT-TRA-LOI", Label: "TTTT-TRA-LOI: Trả lời yêu cầu"}},
		Answer:  &answer{Due: "thứ Hai, 07/12/2026", Explanation: long, Stages: []web.Pair{{Key: "thông báo", Value: "26/11/2026"}}}},
	"chưa rõ":  {Year: 2027, Answer: &answer{Reason: "Thời hạn chưa xác nhận được."}, List: true, Rules: []ruleRow{exampleRule, {ID: "X", Version: 1, Text: long, Verified: true}}},
	"ký tự lạ": {Year: 2026, Source: hostile, Days: []dayRow{{Date: exampleDay, Name: hostile, Source: hostile}}, Rules: []ruleRow{{ID: "X-1", Text: hostile, Term: hostile, Basis: hostile, Note: hostile}}},
	"lỗi":      {Year: 2026, Form: refusedForm("quy-tac", "Không có quy tắc này.")},
})

var _ = web.Examples(helpPage, map[string]helpView{
	"trống":    {},
	"một dòng": {Unit: "Sở VHTTDL", Root: "Ủy ban nhân dân tỉnh An Bình", Mail: "vanthu@anbinh.example"},
	"ký tự lạ": {Root: hostile, Mail: hostile},
})
