package official

import (
	"fmt"
	"strconv"
	"strings"
)

// ProgressInput is what a progress report on a plan says, as plain values.
type ProgressInput struct {
	Letterhead   Report // everything but Blocks and Annexes; an empty Subject is composed
	Plan         string // as cited: "Kế hoạch số 12/KH-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh An Bình về …"
	Period       string // "quý III năm 2026"
	AsOf         string // ISO day up to which was counted
	Total        Progress
	Sections     []ProgressRow // by section of the plan; empty leaves the table out
	Units        []ProgressRow // by lead unit; empty leaves the table out
	Continuous   []ProgressRow // continuous tasks by lead unit; empty leaves the table out
	Difficulties Remarks
	Proposals    Remarks
	Next         Remarks
	Tasks        []ProgressTask // the annex; empty leaves it out
}

// Progress counts tasks by the classes that official reports use. A task with a deadline is in one of the
// first five; a continuous one is in one of the last three, for the period. The queries open all of them,
// those with a deadline, and the continuous ones.
type Progress struct {
	DoneOnTime, DoneLate, RunningInTime, RunningLate, NotBegun Count
	Reported, NothingArisen, NotReported                       Count
	Query, DatedQuery, ContinuousQuery                         string
}

// Count is a number of tasks and the query that opens them.
type Count struct {
	N     int
	Query string
}

// ProgressRow is one line of a table of progress.
type ProgressRow struct {
	ID   string // part of the figures' ids: 1 to 32 of a–z A–Z 0–9 . _ -; unique in its table, not "sum"
	Name string
	Progress
}

// Remarks is what units wrote. Without items a dotted line is left to be filled in, unless None says that
// there was nothing.
type Remarks struct {
	Items []Remark
	None  bool
}

// Remark is one statement and, when it comes from one, the unit that made it.
type Remark struct{ Unit, Text string }

// ProgressTask is a line of the annex. Due and State are printed as they are.
type ProgressTask struct {
	Section  string // tasks of one section stand together
	Title    string
	Lead     string
	Partners []string
	Due      string
	State    string
	Evidence []string
}

// progressClass is one of the ways a task can stand, with its words.
type progressClass struct {
	id, words, short string
	count            func(Progress) Count
}

// progressKind is one of the two kinds of tasks, which are never added up class by class.
type progressKind struct {
	id, words string
	classes   []progressClass
	query     func(Progress) string
}

var datedTasks = progressKind{
	id: "dated", words: "nhiệm vụ có thời hạn", query: func(p Progress) string { return p.DatedQuery },
	classes: []progressClass{
		{"done_on_time", "hoàn thành đúng hạn", "Đúng hạn", func(p Progress) Count { return p.DoneOnTime }},
		{"done_late", "hoàn thành quá hạn", "Quá hạn", func(p Progress) Count { return p.DoneLate }},
		{"running_in_time", "đang thực hiện trong hạn", "Trong hạn", func(p Progress) Count { return p.RunningInTime }},
		{"running_late", "đang thực hiện quá hạn", "Quá hạn", func(p Progress) Count { return p.RunningLate }},
		{"not_begun", "chưa triển khai", "Chưa triển khai", func(p Progress) Count { return p.NotBegun }},
	},
}

var continuousTasks = progressKind{
	id: "continuous", words: "nhiệm vụ thường xuyên", query: func(p Progress) string { return p.ContinuousQuery },
	classes: []progressClass{
		{"reported", "đã báo cáo kết quả", "Đã báo cáo", func(p Progress) Count { return p.Reported }},
		{"nothing_arisen", "báo cáo không phát sinh", "Không phát sinh", func(p Progress) Count { return p.NothingArisen }},
		{"not_reported", "chưa báo cáo", "Chưa báo cáo", func(p Progress) Count { return p.NotReported }},
	},
}

// all is every task of this kind.
func (k progressKind) all(p Progress) Count {
	n := 0
	for _, c := range k.classes {
		n += c.count(p).N
	}
	return Count{N: n, Query: k.query(p)}
}

// ProgressReport composes the report on how a plan is being carried out. Every count is a Figure, whose id
// is made of its place, its row and its class: "total.done_late", "unit.stp.running_late", "unit.stp.all",
// "unit.sum.all". A sum over rows has a query only where it equals the Total, whose query it takes. There
// are no percentages: continuous tasks and tasks of unlike weight do not make one.
func ProgressReport(in ProgressInput) Report {
	r := in.Letterhead
	if r.Form == "" {
		r.Form = FormReport
	}
	if r.Subject == "" {
		r.Subject = "Kết quả thực hiện " + in.Plan + orNothing(", ", in.Period)
	}
	r.Blocks = []Block{Say(in.opening())}
	r.Blocks = append(r.Blocks, in.results()...)
	r.Blocks = append(r.Blocks, Heading{1, "II. KHÓ KHĂN, VƯỚNG MẮC, NGUYÊN NHÂN"})
	r.Blocks = append(r.Blocks, in.Difficulties.blocks("Trong kỳ, các đơn vị không phản ánh khó khăn, vướng mắc.")...)
	r.Blocks = append(r.Blocks, Heading{1, "III. KIẾN NGHỊ, ĐỀ XUẤT"})
	r.Blocks = append(r.Blocks, in.Proposals.blocks("Trong kỳ, các đơn vị không có kiến nghị, đề xuất.")...)
	r.Blocks = append(r.Blocks, Heading{1, "IV. NHIỆM VỤ TRỌNG TÂM KỲ TỚI"})
	r.Blocks = append(r.Blocks, in.Next.blocks("Tiếp tục thực hiện các nhiệm vụ theo Kế hoạch; không có nhiệm vụ trọng tâm bổ sung.")...)
	r.Blocks = append(r.Blocks, Say(in.closing()))
	if len(in.Tasks) > 0 {
		r.Annexes = []Annex{in.annex()}
	}
	return r
}

func orNothing(before, s string) string {
	if s == "" {
		return ""
	}
	return before + s
}

func (in ProgressInput) opening() string {
	body := paperLine(in.Letterhead.Body)
	return fmt.Sprintf("Thực hiện %s, %s báo cáo kết quả thực hiện%s như sau:", in.Plan, body, orNothing(" ", in.Period))
}

func (in ProgressInput) closing() string {
	text := "Trên đây là báo cáo kết quả thực hiện Kế hoạch" + orNothing(" ", in.Period)
	if len(in.Letterhead.Addressees) > 0 {
		return text + "; " + paperLine(in.Letterhead.Body) + " kính báo cáo " + strings.Join(in.Letterhead.Addressees, ", ") + " xem xét, chỉ đạo./."
	}
	return text + "./."
}

func (in ProgressInput) results() []Block {
	blocks := []Block{Heading{1, "I. KẾT QUẢ THỰC HIỆN"}, Heading{2, "1. Kết quả chung"}}
	blocks = append(blocks, in.overall()...)
	number := 1
	add := func(title string, t Table) {
		number++
		blocks = append(blocks, Heading{2, strconv.Itoa(number) + ". " + title}, t)
	}
	if len(in.Sections) > 0 {
		add("Kết quả theo nhóm nhiệm vụ có thời hạn", in.datedTable("section", "Nhóm nhiệm vụ", in.Sections))
	}
	if len(in.Units) > 0 {
		add("Kết quả theo đơn vị chủ trì đối với nhiệm vụ có thời hạn", in.datedTable("unit", "Đơn vị chủ trì", in.Units))
	}
	if len(in.Continuous) > 0 {
		add("Nhiệm vụ thường xuyên trong kỳ báo cáo", in.continuousTable())
	}
	return blocks
}

// overall says in words how many tasks stand in which class.
func (in ProgressInput) overall() []Block {
	nDated, nContinuous := datedTasks.all(in.Total), continuousTasks.all(in.Total)
	begin := "Kế hoạch có "
	if in.AsOf != "" {
		begin = "Tính đến ngày " + shortDate(in.AsOf) + ", Kế hoạch có "
	}
	blocks := []Block{Say(
		begin,
		figureRun("total.all", "Tổng số nhiệm vụ", Count{nDated.N + nContinuous.N, in.Total.Query}),
		" nhiệm vụ, gồm ",
		figureRun("total.dated", "Tổng số "+datedTasks.words, nDated),
		" "+datedTasks.words+" và ",
		figureRun("total.continuous", "Tổng số "+continuousTasks.words, nContinuous),
		" "+continuousTasks.words+".",
	)}
	if nDated.N > 0 {
		blocks = append(blocks, in.sentence("Đối với nhiệm vụ có thời hạn: ", datedTasks))
	}
	if nContinuous.N > 0 {
		blocks = append(blocks, in.sentence("Đối với nhiệm vụ thường xuyên, trong kỳ: ", continuousTasks))
	}
	return blocks
}

func (in ProgressInput) sentence(begin string, k progressKind) Paragraph {
	runs := Plain(begin)
	for i, c := range k.classes {
		after := " nhiệm vụ " + c.words + "; "
		if i == len(k.classes)-1 {
			after = " nhiệm vụ " + c.words + "."
		}
		runs = append(runs, figureRun("total."+c.id, "Nhiệm vụ "+c.words, c.count(in.Total)), Run{Text: after})
	}
	return Paragraph{Runs: runs}
}

func figureRun(id, name string, c Count) Run {
	return Number(id, name, c.Query, c.N)
}

func (in ProgressInput) datedTable(place, what string, rows []ProgressRow) Table {
	t := Table{Columns: []Column{{12, AlignCenter}, {45, AlignLeft}, {16, AlignCenter}}}
	top := TableRow{
		{Runs: Plain("STT"), RowSpan: 2}, {Runs: Plain(what), RowSpan: 2}, {Runs: Plain("Tổng số"), RowSpan: 2},
		{Runs: Plain("Đã hoàn thành"), ColSpan: 2}, {Runs: Plain("Đang thực hiện"), ColSpan: 2},
		{Runs: Plain("Chưa triển khai"), RowSpan: 2},
	}
	var below TableRow
	for i, c := range datedTasks.classes {
		t.Columns = append(t.Columns, Column{18, AlignCenter})
		if i < len(datedTasks.classes)-1 {
			below = append(below, TextCell(c.short))
		}
	}
	t.Header = []TableRow{top, below}
	t.Rows = in.countRows(place, rows, datedTasks)
	return t
}

func (in ProgressInput) continuousTable() Table {
	t := Table{Columns: []Column{{12, AlignCenter}, {65, AlignLeft}, {22, AlignCenter}}}
	head := TableRow{TextCell("STT"), TextCell("Đơn vị chủ trì"), TextCell("Tổng số")}
	for _, c := range continuousTasks.classes {
		t.Columns = append(t.Columns, Column{22, AlignCenter})
		head = append(head, TextCell(c.short))
	}
	t.Header = []TableRow{head}
	t.Rows = in.countRows("continuous", in.Continuous, continuousTasks)
	return t
}

// countRows are the rows of a table and, below more than one, their sum.
func (in ProgressInput) countRows(place string, rows []ProgressRow, k progressKind) []TableRow {
	var list []TableRow
	sums := make([]int, len(k.classes)+1)
	for i, row := range rows {
		id := place + "." + row.ID + "."
		all := k.all(row.Progress)
		sums[0] += all.N
		line := TableRow{TextCell(strconv.Itoa(i + 1)), TextCell(row.Name),
			TextCell(figureRun(id+"all", row.Name+": tổng số", all))}
		for j, c := range k.classes {
			n := c.count(row.Progress)
			sums[j+1] += n.N
			line = append(line, TextCell(figureRun(id+c.id, row.Name+": "+c.words, n)))
		}
		list = append(list, line)
	}
	if len(rows) < 2 {
		return list
	}
	return append(list, in.sumRow(place+".sum.", sums, k))
}

func (in ProgressInput) sumRow(id string, sums []int, k progressKind) TableRow {
	label := BoldCell("Tổng cộng")
	label.ColSpan = 2
	label.Align = AlignCenter
	row := TableRow{label, BoldCell(figureRun(id+"all", "Tổng cộng", sameCount(sums[0], k.all(in.Total))))}
	for j, c := range k.classes {
		n := sameCount(sums[j+1], c.count(in.Total))
		row = append(row, BoldCell(figureRun(id+c.id, "Tổng cộng: "+c.words, n)))
	}
	return row
}

// sameCount is n with the total's query, if that query opens n things.
func sameCount(n int, total Count) Count {
	if n == total.N {
		return total
	}
	return Count{N: n}
}

func (m Remarks) blocks(nothing string) []Block {
	if len(m.Items) == 0 && m.None {
		return []Block{Say(nothing)}
	}
	if len(m.Items) == 0 {
		return []Block{Blank{Lines: 3}}
	}
	var blocks []Block
	for _, item := range m.Items {
		text := strings.TrimRight(strings.TrimSpace(paperText(item.Text)), ".;, ")
		if item.Unit != "" {
			text = paperLine(item.Unit) + ": " + text
		}
		blocks = append(blocks, Say("- "+text+"."))
	}
	return blocks
}

// annex lists every task on wide pages, under the titles of the plan's sections.
func (in ProgressInput) annex() Annex {
	t := Table{
		Columns: []Column{
			{12, AlignCenter}, {76, AlignLeft}, {38, AlignLeft}, {42, AlignLeft},
			{24, AlignCenter}, {28, AlignLeft}, {32, AlignLeft},
		},
		Header: []TableRow{{
			TextCell("STT"), TextCell("Nhiệm vụ"), TextCell("Đơn vị chủ trì"), TextCell("Đơn vị phối hợp"),
			TextCell("Thời hạn"), TextCell("Tình trạng"), TextCell("Minh chứng"),
		}},
		Size: 11,
	}
	section := ""
	for i, task := range in.Tasks {
		if task.Section != "" && task.Section != section {
			t.Rows = append(t.Rows, TableRow{{Runs: []Run{{Text: task.Section, Bold: true}}, ColSpan: len(t.Columns)}})
		}
		section = task.Section
		t.Rows = append(t.Rows, TableRow{
			TextCell(strconv.Itoa(i + 1)), TextCell(task.Title), TextCell(task.Lead), TextCell(strings.Join(task.Partners, "; ")),
			TextCell(task.Due), TextCell(task.State), TextCell(strings.Join(task.Evidence, "; ")),
		})
	}
	return Annex{
		Title:     "Danh mục nhiệm vụ và tình trạng thực hiện" + orNothing(" ", in.Period),
		Landscape: true,
		Blocks:    []Block{t},
	}
}
