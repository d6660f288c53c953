package official

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestFigureValues(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"1.231", "1231", true},
		{"1.231", "1\u00a0231", true},
		{"1.231", "1.231,0", true},
		{"1.231", "1,231,000", false},
		{"1.231", "1.200", false},
		{"1.231.000", "1,231,000", true},
		{"83%", "83 %", true},
		{"83%", "83", false},
		{"83,5%", "83.5%", true},
		{"83,5%", "84%", false},
		{"5", "05", true},
		{"0", "00", true},
		{"1,5 triệu", "1.500.000", true},
		{"12 nghìn", "12.000", true},
		{"12 tỷ lệ", "12", true},
		{"12", "12/KH-UBND", false},
		{"12", "12/2026", false},
		{"12", "ngày 12", false},
		{"12", "tháng 12", false},
		{"12", "Điều 12", false},
		{"hòa giải", "hoà giải", true},
	} {
		a, b := splitFigureWords(tt.a, 1), splitFigureWords(tt.b, 1)
		if got := a[0].same(b[0]); got != tt.same {
			t.Errorf("%q and %q are the same: %v, want %v (%+v, %+v)", tt.a, tt.b, got, tt.same, a[0], b[0])
		}
	}
}

// figured writes "{id:5}" of a text as figures.
func figured(text string) []Run {
	var runs []Run
	for {
		before, rest, ok := strings.Cut(text, "{")
		runs = append(runs, Run{Text: before})
		if !ok {
			return runs
		}
		inside, after, _ := strings.Cut(rest, "}")
		id, value, _ := strings.Cut(inside, ":")
		runs = append(runs, Run{Figure: &Figure{ID: id, Name: id, Text: value}})
		text = after
	}
}

func figuredReport(lines ...string) Report {
	var r Report
	for _, l := range lines {
		r.Blocks = append(r.Blocks, Paragraph{Runs: figured(l)})
	}
	return r
}

func linesOf(text string) (src Source) {
	for l := range strings.SplitSeq(text, "\n") {
		src.Lines = append(src.Lines, Line{Text: l})
	}
	return src
}

// said is a change as "id: issued", or "id: -" when lost.
func said(changes []FigureChange) []string {
	list := []string{}
	for _, c := range changes {
		if c.Lost {
			list = append(list, c.Figure.ID+": -")
			continue
		}
		list = append(list, fmt.Sprintf("%s: %s @%d", c.Figure.ID, c.Issued, c.Line))
	}
	return list
}

func TestFiguresInIssuedText(t *testing.T) {
	t.Parallel()
	report := figuredReport(
		"Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2026, Sở báo cáo kết quả quý III năm 2026 như sau:",
		"1. Công tác báo chí",
		"Tổng số tin, bài đã đăng: {news:1.231} tin, bài; đạt {share:83}% kế hoạch năm.",
		"Số cuộc họp báo đã tổ chức: {briefings:4} cuộc; số câu hỏi của báo chí đã trả lời: {answers:37} câu.",
		"2. Khó khăn, vướng mắc",
		"Còn {late:2} đơn vị báo cáo chậm so với quy định.",
	)
	plain := "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2026, Sở báo cáo kết quả quý III năm 2026 như sau:\n1. Công tác báo chí\n" +
		"Tổng số tin, bài đã đăng: 1.231 tin, bài; đạt 83% kế hoạch năm.\n" +
		"Số cuộc họp báo đã tổ chức: 4 cuộc; số câu hỏi của báo chí đã trả lời: 37 câu.\n2. Khó khăn, vướng mắc\nCòn 2 đơn vị báo cáo chậm so với quy định."
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(plain) }
	for _, tt := range []struct {
		name, issued string
		want         []string
	}{
		{"the same text", plain, []string{}},
		{"another way of writing the same numbers", change("1.231", "1231", "83%", "83 %", " 4 cuộc", " 04 cuộc"), []string{}},
		{"a changed number", change("1.231", "1.200"), []string{"news: 1.200 @3"}},
		{"two changed numbers of one line", change(" 4 cuộc", " 5 cuộc", "37", "40"), []string{"briefings: 5 @4", "answers: 40 @4"}},
		{"a share that became a count", change("83%", "83"), []string{"share: 83 @3"}},
		{"a sentence that was moved", change("\nSố cuộc họp báo đã tổ chức: 4 cuộc; số câu hỏi của báo chí đã trả lời: 37 câu.", "") +
			"\nSố cuộc họp báo đã tổ chức: 4 cuộc; số câu hỏi của báo chí đã trả lời: 37 câu.", []string{}},
		{"a sentence that was moved and changed", change("\nSố cuộc họp báo đã tổ chức: 4 cuộc; số câu hỏi của báo chí đã trả lời: 37 câu.", "") +
			"\nSố cuộc họp báo đã tổ chức: 4 cuộc; số câu hỏi của báo chí đã trả lời: 36 câu.", []string{"answers: 36 @6"}},
		{"a sentence that was left out", change("\nCòn 2 đơn vị báo cáo chậm so với quy định.", ""), []string{"late: -"}},
		{"a number that became a word", change("Còn 2 đơn vị", "Còn một số đơn vị"), []string{"late: -"}},
		{"a number that became a date and a document", change("Còn 2 đơn vị báo cáo", "Theo Công văn số 2/UBND-VX ngày 02/10/2026, còn đơn vị báo cáo"), []string{"late: -"}},
		{"text added around, with numbers of its own", change("1. Công tác", "1. Kết quả chung\nTrong quý đã họp 9 lần, ban hành 3 văn bản.\n2. Công tác", "2. Khó", "3. Khó",
			"Còn 2 đơn vị", "Qua rà soát 168 xã, phường thì còn 2 đơn vị"), []string{}},
		{"lines broken elsewhere", change("đã tổ chức: 4 cuộc;", "đã tổ chức:\n4 cuộc;", "báo chí đã trả lời: 37", "báo chí\nđã trả lời: 37"), []string{}},
		{"nothing is left", "Báo cáo kèm theo.", []string{"news: -", "share: -", "briefings: -", "answers: -", "late: -"}},
		{"nothing at all", "", []string{"news: -", "share: -", "briefings: -", "answers: -", "late: -"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, said(CompareFigures(report, linesOf(tt.issued), nil))); diff != "" {
				t.Errorf("changes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFiguresByTheirTags(t *testing.T) {
	t.Parallel()
	report := figuredReport("Đã đăng {a:12} tin, đạt {b:83}% kế hoạch.", "Chưa đăng {c:3} tin do thiếu người.")
	issued := linesOf("Đã đăng 13 tin, đạt 83% kế hoạch.\nChưa đăng 4 tin do thiếu người.")
	got := said(CompareFigures(report, issued, map[string]string{"a": "13", "b": "83", "c": ""}))
	if diff := cmp.Diff([]string{"a: 13 @1", "c: 4 @2"}, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	got = said(CompareFigures(report, issued, map[string]string{"a": "12 (mười hai)", "b": "83", "c": "3 / 4"}))
	if diff := cmp.Diff([]string{"c: 3 / 4 @2"}, got); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

// flatText is a report as plain text, with the values of some figures replaced.
func flatText(r Report, values map[string]string) (src Source) {
	table := 0
	line := func(runs []Run, cell *Cell) {
		var b strings.Builder
		for _, run := range runs {
			if f := run.Figure; f != nil {
				if v, ok := values[f.ID]; ok {
					b.WriteString(v)
					continue
				}
			}
			b.WriteString(run.text())
		}
		src.Lines = append(src.Lines, Line{Text: b.String(), Cell: cell})
	}
	var walk func(blocks []Block)
	walk = func(blocks []Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case Heading:
				line(Plain(b.Text), nil)
			case Paragraph:
				line(b.Runs, nil)
			case Landscape:
				walk(b.Blocks)
			case Table:
				for i, row := range append(append([]TableRow{}, b.Header...), b.Rows...) {
					for k, c := range row {
						line(c.Runs, &Cell{Table: table, Row: i, Col: k})
					}
				}
				table++
			}
		}
	}
	walk(r.Blocks)
	for _, a := range r.Annexes {
		walk(a.Blocks)
	}
	return src
}

// Whatever figures of a progress report somebody changes, these are listed with their new values and no others.
func TestExactlyTheChangedFiguresAreListed(t *testing.T) {
	t.Parallel()
	report := ProgressReport(progressFixture(3))
	figures := report.Figures()
	rapid.Check(t, func(rt *rapid.T) {
		values, want := map[string]string{}, []string{}
		chosen := rapid.SliceOfNDistinct(rapid.IntRange(0, len(figures)-1), 0, 6, rapid.ID[int]).Draw(rt, "chosen")
		for _, i := range chosen {
			values[figures[i].ID] = fmt.Sprint(rapid.IntRange(100, 999).Draw(rt, "value"))
		}
		for _, f := range figures {
			if v, ok := values[f.ID]; ok {
				want = append(want, f.ID+": "+v)
			}
		}
		got := []string{}
		for _, c := range CompareFigures(report, flatText(report, values), nil) {
			got = append(got, c.Figure.ID+": "+c.Issued)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("changes (-want +got):\n%s", diff)
		}
	})
}

func TestPageNumbersAreNoFigures(t *testing.T) {
	t.Parallel()
	report := figuredReport("Tổng số tin, bài đã đăng trên cổng thông tin là", "{n:7}", "tin, bài trong quý.")
	issued := Source{Lines: []Line{
		{Text: "Tổng số tin, bài đã đăng trên cổng thông tin là", Page: 1, Frame: Frame{Y: 760}},
		{Text: "2", Page: 2, Frame: Frame{X: 300, Y: 40}, Look: Look{Centered: true}},
		{Text: "tin, bài trong quý.", Page: 2, Frame: Frame{Y: 70}},
	}}
	if diff := cmp.Diff([]string{"n: -"}, said(CompareFigures(report, issued, nil))); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
}

func TestALargePaperIsComparedInTime(t *testing.T) {
	t.Parallel()
	var lines []string
	for i := range 3000 {
		lines = append(lines, fmt.Sprintf("Đơn vị thứ %d đã nộp {f%d:%d} báo cáo và giải trình {g%d:%d} nội dung.", i, i, i%7, i, i%11))
	}
	report := figuredReport(lines...)
	start := time.Now()
	changes := CompareFigures(report, flatText(report, map[string]string{"f1500": "99"}), nil)
	if len(changes) != 1 || changes[0].Issued != "99" {
		t.Errorf("changes = %v", said(changes))
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("comparing took %v", took)
	}
	t.Logf("%d figures in %v", 2*len(lines), time.Since(start))
}

func FuzzCompareFigures(f *testing.F) {
	f.Add("Đã đăng {a:12} tin", "Đã đăng 13 tin")
	f.Add("{a:}{b:%}", "\x1f1/2/3")
	f.Fuzz(func(t *testing.T, frozen, issued string) {
		r := figuredReport(strings.Split(frozen, "\n")...)
		changes := CompareFigures(r, linesOf(issued), nil)
		if n := len(r.Figures()); len(changes) > n {
			t.Errorf("%d changes of %d figures", len(changes), n)
		}
	})
}
