package official

import (
	"strings"
	"testing"
)

func TestCode(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, number, symbol, want string
	}{
		{"a number below ten gets a nought", "5", "BC-STP", "05/BC-STP"},
		{"a number that has its nought keeps it", "05", "BC-STP", "05/BC-STP"},
		{"a larger number stays", "105", "BC-STP", "105/BC-STP"},
		{"a draft has a gap", "", "KH-UBND", "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/KH-UBND"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Report{Number: tt.number, Symbol: tt.symbol}.Code()
			if got != tt.want {
				t.Errorf("Code() of %q and %q = %q, want %q", tt.number, tt.symbol, got, tt.want)
			}
		})
	}
}

func TestLongDate(t *testing.T) {
	t.Parallel()
	gap := "\u00a0\u00a0\u00a0\u00a0"
	tests := []struct {
		name, date, want string
	}{
		{"days below ten and January have noughts", "2026-01-05", "ngày 05 tháng 01 năm 2026"},
		{"February has a nought", "2026-02-10", "ngày 10 tháng 02 năm 2026"},
		{"March has none", "2026-03-15", "ngày 15 tháng 3 năm 2026"},
		{"a month leaves the day open", "2026-09", "ngày " + gap + " tháng 9 năm 2026"},
		{"nothing leaves all open", "", "ngày " + gap + " tháng " + gap + " năm " + gap},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := longDate(tt.date); got != tt.want {
				t.Errorf("longDate(%q) = %q, want %q", tt.date, got, tt.want)
			}
		})
	}
}

func TestListed(t *testing.T) {
	t.Parallel()
	got := strings.Join(listed([]string{"Sở Y tế;", " ", "Sở Tư pháp.", "Lưu: VT, TH"}), "|")
	want := "Sở Y tế;|Sở Tư pháp;|Lưu: VT, TH."
	if got != want {
		t.Errorf("listed = %q, want %q", got, want)
	}
}

// The decree gives ranges; what we chose must lie in them.
func TestLayoutKeepsToTheDecree(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name            string
		value, from, to float64
	}{
		{"top margin", marginTop, 20, 25},
		{"bottom margin", marginBottom, 20, 25},
		{"left margin", marginLeft, 30, 35},
		{"right margin", marginRight, 15, 20},
		{"national name", nationSize, 12, 13},
		{"motto", mottoSize, 13, 14},
		{"issuing body", bodyNameSize, 12, 13},
		{"number", numberSize, 13, 13},
		{"place and date", placeSize, 13, 14},
		{"subject of a letter", letterSubject, 12, 13},
		{"text", textSize, 13, 14},
		{"page number", pageNumberSize, 13, 14},
		{"recipients' heading", recipientsSize, 12, 12},
		{"recipients", recipientSize, 11, 11},
		{"first line", firstIndent, 10, 12.7},
		{"gap between paragraphs", paragraphGap, 6, 12},
		{"line under body and subject", ruleShare, 1.0 / 3, 0.5},
		{"room for the national name", pageWidth - marginLeft - marginRight - headLeft, boldWidth(nationName, nationSize), 120},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if tt.value < tt.from || tt.value > tt.to {
				t.Errorf("%s is %v, the decree wants %v to %v", tt.name, tt.value, tt.from, tt.to)
			}
		})
	}
}

func TestCheckRefusesWhatCannotBeLaidOut(t *testing.T) {
	t.Parallel()
	figure := Paragraph{Runs: []Run{{Figure: &Figure{ID: "a", Text: "1"}}}}
	two := []Column{{Width: 1}, {Width: 1}}
	tests := []struct {
		name   string
		report Report
		want   string
	}{
		{"a date that is no date", Report{Date: "2026-13-01"}, "ISO day"},
		{"a heading of level 4", Report{Blocks: []Block{Heading{4, "x"}}}, "level 4"},
		{"nothing as a block", Report{Blocks: []Block{nil}}, "no block"},
		{"a wide part in a wide part", Report{Blocks: []Block{Landscape{[]Block{Landscape{}}}}}, "landscape"},
		{"a wide part in an annex", Report{Annexes: []Annex{{Blocks: []Block{Landscape{}}}}}, "annex 1"},
		{"a figure that stands twice", Report{Blocks: []Block{figure, figure}}, "twice"},
		{"a figure without id", Report{Blocks: []Block{Paragraph{Runs: []Run{{Figure: &Figure{}}}}}}, "figure id"},
		{"a table without columns", Report{Blocks: []Block{Table{}}}, "without columns"},
		{"a column without width", Report{Blocks: []Block{Table{Columns: []Column{{}}}}}, "without width"},
		{"more cells than columns", Report{Blocks: []Block{Table{Columns: two, Rows: []TableRow{{{}, {}, {}}}}}}, "more cells"},
		{"a span below the table", Report{Blocks: []Block{Table{Columns: two, Rows: []TableRow{{{RowSpan: 2}}}}}}, "not there"},
		{"cells over each other", Report{Blocks: []Block{Table{Columns: two, Rows: []TableRow{{{}, {RowSpan: 2}}, {{ColSpan: 2}}}}}}, "one place"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := tt.report.check()
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("check() = %v, want an error about %q", err, tt.want)
			}
			if w := new(strings.Builder); WriteDOCX(w, tt.report) == nil || WritePDF(w, tt.report) == nil || w.Len() > 0 {
				t.Errorf("the writers took it, or wrote %d bytes of it", w.Len())
			}
		})
	}
}

// reportText is all text of the blocks, one line a paragraph or cell.
func reportText(r Report) string {
	var b strings.Builder
	blocks := r.Blocks
	for _, a := range r.Annexes {
		b.WriteString(a.Title + "\n")
		blocks = append(append([]Block(nil), blocks...), a.Blocks...)
	}
	for _, block := range blocks {
		if h, ok := block.(Heading); ok {
			b.WriteString(h.Text + "\n")
		}
		eachRuns([]Block{block}, func(runs []Run) {
			for _, run := range runs {
				b.WriteString(run.text())
			}
			b.WriteString("\n")
		})
	}
	return b.String()
}

func TestProgressReportSays(t *testing.T) {
	t.Parallel()
	text := reportText(ProgressReport(progressFixture(14)))
	for _, want := range []string{
		"I. KẾT QUẢ THỰC HIỆN\n",
		"II. KHÓ KHĂN, VƯỚNG MẮC, NGUYÊN NHÂN\n",
		"III. KIẾN NGHỊ, ĐỀ XUẤT\n",
		"IV. NHIỆM VỤ TRỌNG TÂM KỲ TỚI\n",
		"Tính đến ngày 30/9/2026, Kế hoạch có 40 nhiệm vụ, gồm 30 nhiệm vụ có thời hạn và 10 nhiệm vụ thường xuyên.\n",
		"14 nhiệm vụ hoàn thành đúng hạn; 2 nhiệm vụ hoàn thành quá hạn; 9 nhiệm vụ đang thực hiện trong hạn; 3 nhiệm vụ đang thực hiện quá hạn; 2 nhiệm vụ chưa triển khai.\n",
		"trong kỳ: 7 nhiệm vụ đã báo cáo kết quả; 2 nhiệm vụ báo cáo không phát sinh; 1 nhiệm vụ chưa báo cáo.\n",
		"- Ủy ban nhân dân xã Đồng Lau: hệ thống truyền thanh của hai thôn bị hỏng sau mưa lũ, chưa có kinh phí sửa chữa.\n",
		"kính báo cáo Ủy ban nhân dân tỉnh An Bình xem xét, chỉ đạo./.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q; it says:\n%s", want, text)
		}
	}
	if strings.Contains(text, "%") {
		t.Error("the report shows a percentage")
	}
}

func TestProgressReportWithNothing(t *testing.T) {
	t.Parallel()
	in := ProgressInput{Plan: "Kế hoạch", Difficulties: Remarks{None: true}}
	r := ProgressReport(in)
	text := reportText(r)
	if !strings.Contains(text, "không phản ánh khó khăn") {
		t.Errorf("nothing is said where there were no difficulties:\n%s", text)
	}
	blanks := 0
	for _, b := range r.Blocks {
		if _, ok := b.(Blank); ok {
			blanks++
		}
	}
	if blanks != 2 || len(r.Annexes) != 0 {
		t.Errorf("%d dotted parts and %d annexes, want 2 and none", blanks, len(r.Annexes))
	}
	if strings.Contains(text, "Đối với nhiệm vụ") {
		t.Errorf("classes are listed for no tasks:\n%s", text)
	}
}

func TestProgressFiguresOpenTheirRows(t *testing.T) {
	t.Parallel()
	in := progressFixture(3)
	in.Units = in.Units[:2] // no longer all of the plan
	figures := make(map[string]Figure)
	for _, f := range ProgressReport(in).Figures() {
		figures[f.ID] = f
	}
	tests := []struct{ name, id, text, query string }{
		{"the whole", "total.all", "40", "ke-hoach=12"},
		{"a class of the whole", "total.running_late", "3", "han=tre"},
		{"a sum that equals the whole opens the same rows", "section.sum.done_late", "2", "han=xong-tre"},
		{"a sum over some units opens nothing", "unit.sum.all", "23", ""},
		{"a unit's class", "unit.stp.done_late", "2", ""},
		{"continuous tasks that did not report", "continuous.xa.not_reported", "1", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := figures[tt.id]
			if got.Text != tt.text || got.Query != tt.query || got.Name == "" {
				t.Errorf("figure %s = %+v, want text %q and query %q", tt.id, got, tt.text, tt.query)
			}
		})
	}
}

func TestBalancedLeavesNoWordAlone(t *testing.T) {
	t.Parallel()
	text := "ỦY BAN NHÂN DÂN TỈNH AN BÌNH"
	if width := balanced(text, nationSize, headLeft-headGap); width < 38 || width > 48 {
		t.Errorf("balanced gives %v mm, want two lines of like width", width)
	}
	if got := balanced("SỞ Y TẾ", 13, 60); got != 60 {
		t.Errorf("one line is squeezed to %v mm", got)
	}
	if got := balanced(strings.Repeat("Ơ", 90)+" A", 13, 60); got != 60 {
		t.Errorf("a word wider than the column gives %v mm", got)
	}
}
