package doctext

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

func makeXLSX(tb testing.TB) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	must(f.SetSheetName("Sheet1", "Đơn vị"))
	must(f.SetSheetRow("Đơn vị", "A1", &[]any{"Mã", " Tên đơn vị ", "Số người"}))
	must(f.SetSheetRow("Đơn vị", "A2", &[]any{"007", "Sở Y t\u1ebf", 12}))
	must(f.SetCellStr("Đơn vị", "B4", "Dòng một\nDòng hai"))
	must(f.SetCellStr("Đơn vị", "XFD5", " "))
	must(f.MergeCell("Đơn vị", "B4", "C5"))
	_, err := f.NewSheet("Trống")
	must(err)
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

func TestASheetIsReadWithItsMergedCells(t *testing.T) {
	t.Parallel()
	sheets, err := ReadSheet(t.Context(), makeXLSX(t), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	want := []Sheet{
		{Name: "Đơn vị", Rows: [][]string{{"Mã", "Tên đơn vị", "Số người"}, {"007", "Sở Y tế", "12"}, nil, {"", "Dòng một\nDòng hai"}}, Merged: []Range{{3, 1, 4, 2}}},
		{Name: "Trống", Rows: sheets[1].Rows},
	}
	if len(sheets) != 2 || len(sheets[1].Rows) != 0 || !reflect.DeepEqual(sheets, want) {
		t.Errorf("sheets = %+v, want %+v", sheets, want)
	}
}

func TestAPlanInAWorkbookIsReadAsATable(t *testing.T) {
	t.Parallel()
	want := []string{"0 0,0 1x1 Mã", "0 0,1 1x1 Tên đơn vị", "0 0,2 1x1 Số người", "0 1,0 1x1 007", "0 1,1 1x1 Sở Y tế", "0 1,2 1x1 12", "0 3,1 1x2 Dòng một", "0 3,1 1x2 Dòng hai"}
	if got := places(readTest(t, makeXLSX(t), XLSX)); !slices.Equal(got, want) {
		t.Errorf("cells = %q, want %q", got, want)
	}
}

func TestABadWorkbookGetsASentence(t *testing.T) {
	t.Parallel()
	data := makeXLSX(t)
	few := DefaultLimits()
	few.Cells = 4
	small := DefaultLimits()
	small.Unpacked = 10 << 10
	tests := []struct {
		name string
		data []byte
		lim  Limits
		kind fault.Kind
		want string
	}{
		{"too many cells", data, few, fault.TooLarge, "hơn 4 ô"},
		{"too much inside", append(makeZip(t, entry{"[Content_Types].xml", "spreadsheetml"}, entry{"x", strings.Repeat(" ", 1<<20)}), 0)[:], small, fault.TooLarge, "giải nén"},
		{"cut off", data[:len(data)/2], DefaultLimits(), fault.Invalid, "hỏng"},
		{"empty inside", makeZip(t, entry{"[Content_Types].xml", "spreadsheetml"}), DefaultLimits(), fault.Invalid, "hỏng"},
		{"a document", makeDOCX(t, par("a")), DefaultLimits(), fault.Invalid, "không phải bảng tính"},
		{"empty", nil, DefaultLimits(), fault.Invalid, "rỗng"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadSheet(t.Context(), tt.data, tt.lim)
			checkFault(t, err, tt.kind, tt.want)
		})
	}
}

func TestCSVOfAnyWriterIsRead(t *testing.T) {
	t.Parallel()
	want := [][]string{{"Mã", "Tên", "Ghi chú"}, {"1", "Sở Văn hóa, Thể thao và Du lịch", "a"}, {"2", "Sở \"Y\" tế", "hai\ndòng"}}
	comma := "Mã,Tên,Ghi chú\r\n1,\"Sở Văn hóa, Thể thao và Du lịch\",a\r\n\r\n2,\"Sở \"\"Y\"\" tế\",\"hai\ndòng\"\r\n"
	semicolon := "Mã;Tên;Ghi chú\n1;Sở Văn hóa, Thể thao và Du lịch; a \n2;\"Sở \"\"Y\"\" tế\";\"hai\ndòng\"\n"
	tab := strings.ReplaceAll(semicolon, ";", "\t")
	for name, data := range map[string][]byte{
		"commas": []byte(comma), "semicolons": []byte(semicolon), "tabs": []byte(tab), "mark": []byte("\xEF\xBB\xBF" + comma),
		"UTF-16 with tabs": wide(tab), "a first line that says so": []byte("sep=;\n" + semicolon),
	} {
		got, err := ReadCSV(t.Context(), data, DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: rows = %q, want %q", name, got, want)
		}
	}
	old, err := ReadCSV(t.Context(), bytesOf("M·,§¬n vÞ\n1,Së Y tÕ\n2,Së T\u00ad ph¸p"), DefaultLimits())
	if err != nil || old[2][1] != "Sở Tư pháp" {
		t.Errorf("TCVN3: %q, %v", old, err)
	}
}

func TestCSVBeyondLimitsGetsASentence(t *testing.T) {
	t.Parallel()
	lim := DefaultLimits()
	lim.Cells, lim.Lines = 10, 3
	for data, want := range map[string]string{"": "rỗng", "a,b,c,d,e,f,g,h,i,j,k": "hơn 10 ô", "a\nb\nc\nd": "hơn 3 dòng", "PK\x03\x04\x00\x00\x00\x00": "không phải bảng"} {
		_, err := ReadCSV(t.Context(), []byte(data), lim)
		if err == nil || !strings.Contains(fault.Message(err), want) {
			t.Errorf("ReadCSV(%q): %v, want a sentence with %q", data, err, want)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("a;b\n\"c\n;\"\"\";d"))
	f.Add([]byte("sep=,\r\na,b"))
	f.Add(wide("a\tb\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := ReadCSV(t.Context(), data, DefaultLimits())
		if err != nil && fault.KindOf(err) == fault.Internal {
			t.Errorf("an error without a sentence: %v", err)
		}
		for _, row := range rows {
			if blank(row) {
				t.Errorf("a blank row: %q", row)
			}
		}
	})
}

// makePlanXLSX is a plan's annex: a title, days as numbers in a foreign format, a lead merged from a hidden
// row on, a hidden sheet.
func makePlanXLSX(tb testing.TB, filtered bool) []byte {
	tb.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			tb.Fatal(err)
		}
	}
	for row, cells := range [][]any{
		{"PHỤ LỤC"}, {"DANH MỤC NHIỆM VỤ TRỌNG TÂM NĂM 2026"}, {"(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/01/2026)"}, nil,
		{"TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"},
		{1, "Việc đã bỏ", "Sở Y tế", 46027}, {2, "Tập huấn kỹ năng số", nil, 46142}, {3, "Khảo sát mức độ hài lòng", "Sở Nội vụ", "Hằng quý"}, {nil, "Tổng cộng"}, nil, {nil, nil, "CHỦ TỊCH"},
	} {
		must(f.SetSheetRow("Sheet1", "A"+strconv.Itoa(row+1), &cells))
	}
	format := "[$-409]mmmm d, yyyy"
	style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	must(err)
	must(f.SetCellStyle("Sheet1", "D6", "D7", style))
	must(f.MergeCell("Sheet1", "C6", "C7"))
	must(f.SetRowVisible("Sheet1", 6, false))
	if filtered {
		must(f.AutoFilter("Sheet1", "A5:D8", []excelize.AutoFilterOptions{{Column: "A", Expression: "x != 1"}}))
	}
	_, err = f.NewSheet("Nháp")
	must(err)
	for row, cells := range [][]any{{"Nhiệm vụ", "Chủ trì", "Thời hạn"}, {"Bản nháp cũ", "Sở Y tế", "Quý I"}} {
		must(f.SetSheetRow("Nháp", "A"+strconv.Itoa(row+1), &cells))
	}
	must(f.SetSheetVisible("Nháp", false))
	var out bytes.Buffer
	must(f.Write(&out))
	return out.Bytes()
}

func TestAnAnnexInAWorkbookGivesItsTasks(t *testing.T) {
	t.Parallel()
	kept := []string{"Tập huấn kỹ năng số | Sở Y tế | 2026-04-30", "Khảo sát mức độ hài lòng | Sở Nội vụ | "}
	for _, tt := range []struct {
		name     string
		filtered bool
		want     []string
	}{
		{"what somebody hid is no task", false, kept},
		{"what a filter hides is one", true, append([]string{"Việc đã bỏ | Sở Y tế | 2026-01-05"}, kept...)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src, _, err := Read(t.Context(), "phu-luc.xlsx", makePlanXLSX(t, tt.filtered), DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			p := official.ReadPlan(src, official.Directory{})
			var got []string
			for _, task := range p.Tasks {
				got = append(got, task.Title+" | "+strings.Join(official.Names(task.Lead), "; ")+" | "+task.To)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("tasks %q, want %q", got, tt.want)
			}
			if p.Number != "12/KH-UBND" || p.Title != "DANH MỤC NHIỆM VỤ TRỌNG TÂM NĂM 2026" || p.Issued != "2026-01-05" {
				t.Errorf("plate %q %q %q", p.Number, p.Title, p.Issued)
			}
			if !slices.ContainsFunc(p.Unparsed, func(u official.Unparsed) bool { return u.Text == "Bản nháp cũ" }) {
				t.Errorf("the hidden sheet is not shown: %+v", p.Unparsed)
			}
		})
	}
}
