package official

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// edited changes a filled workbook with another program's library.
func edited(t testing.TB, data []byte, change func(*excelize.File, string) error) []byte {
	t.Helper()
	x, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	// The library cannot move these.
	err = errors.Join(x.DeleteDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: offlineSheet}),
		x.DeleteDataValidation(offlineSheet), change(x, offlineSheet))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	err = x.Write(&b)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// In the fixture row 8 holds the headings, 10 to 12 the figures, 14 and 15 the texts, 17 and 18 the task;
// answers are in column E.
func TestWhatPeopleDoToWorkbooks(t *testing.T) {
	t.Parallel()
	f := offlineFixture()
	set := func(cell string, value any) func(*excelize.File, string) error {
		return func(x *excelize.File, sheet string) error { return x.SetCellValue(sheet, cell, value) }
	}
	styled := func(cell string, value any, format excelize.Style) func(*excelize.File, string) error {
		return func(x *excelize.File, sheet string) error {
			style, err := x.NewStyle(&format)
			return errors.Join(err, x.SetCellStyle(sheet, cell, cell, style), x.SetCellValue(sheet, cell, value))
		}
	}
	thousandPoints := "#,##0.00"
	scaled := `#,##0,"k"`
	for name, tt := range map[string]struct {
		change func(*excelize.File, string) error
		want   string // of each answer: its value, ! and its trouble, ? and its doubts
		extra  string
	}{
		"a number as a number":            {set("E10", 7), "7 1231 12,5 T - Đang x", ""},
		"a fraction as a number":          {set("E10", 1.231), "!not whole 1231 12,5 T - Đang x", ""},
		"a dot taken for a decimal mark":  {set("E12", 1.231), "0 1231 1,231?thousand T - Đang x", ""},
		"a formula beside an old result":  {func(x *excelize.File, s string) error { return x.SetCellFormula(s, "E10", "1+1") }, "17?formula 1231 12,5 T - Đang x", ""},
		"words beside a number":           {set("E10", "12 bài"), "!not a number 1231 12,5 T - Đang x", ""},
		"the measure beside a number":     {set("E10", "12 cuộc"), "12?words dropped 1231 12,5 T - Đang x", ""},
		"an emptied answer":               {set("E10", nil), "- 1231 12,5 T - Đang x", ""},
		"an answer made a date":           {styled("E10", 45356, excelize.Style{NumFmt: 14}), "!day 1231 12,5 T - Đang x", ""},
		"a number with groups":            {styled("E12", 1231.5, excelize.Style{CustomNumFmt: &thousandPoints}), "0 1231 1231,5 T - Đang x", ""},
		"a number shown in thousands":     {styled("E12", 1231000, excelize.Style{CustomNumFmt: &scaled}), "0 1231 1231000?dressed T - Đang x", ""},
		"an option without its marks":     {set("E17", "hoan thanh"), "0 1231 12,5 T - Hoàn x", ""},
		"another option":                  {set("E17", "Gần xong"), "0 1231 12,5 T - !not an option x", ""},
		"a renamed label":                 {set("B10", "Số họp báo"), "0?label changed 1231 12,5 T - Đang x", ""},
		"the label of another row":        {set("B10", "Số lượt trả lời báo chí"), "!other label 1231 12,5 T - Đang x", ""},
		"a mistyped row code":             {set("A10", "01X"), "!missing 1231 12,5 T - Đang x", "A10 unknown row"},
		"a deleted row":                   {func(x *excelize.File, s string) error { return x.RemoveRow(s, 11) }, "0 !missing 12,5 T - Đang x", ""},
		"a row more":                      {func(x *excelize.File, s string) error { return x.InsertRows(s, 11, 1) }, "0 1231 12,5 T - Đang x", ""},
		"a copied row":                    {func(x *excelize.File, s string) error { return x.DuplicateRow(s, 10) }, "!twice 1231 12,5 T - Đang x", ""},
		"an answer beside its cell":       {set("F11", "1300"), "0 1231 12,5 T - Đang x", "F11 outside"},
		"an answer in last time's column": {set("D11", "1300"), "0 1231 12,5 T - Đang x", "D11 outside"},
		"a remark under the table":        {set("A20", "Người lập: Nguyễn Văn A"), "0 1231 12,5 T - Đang x", "A20 outside"},
		"cells merged downwards":          {func(x *excelize.File, s string) error { return x.MergeCell(s, "E10", "E11") }, "!merged !merged 12,5 T - Đang x", ""},
		"cells merged with the label":     {func(x *excelize.File, s string) error { return x.MergeCell(s, "B10", "E10") }, "!merged 1231 12,5 T - Đang x", ""},
		"cells merged to the right":       {func(x *excelize.File, s string) error { return x.MergeCell(s, "E10", "F10") }, "0 1231 12,5 T - Đang x", ""},
		"another sheet": {func(x *excelize.File, s string) error {
			_, err := x.NewSheet("Ghi chú")
			return errors.Join(err, x.SetCellValue("Ghi chú", "A1", "Xem thêm"))
		}, "0 1231 12,5 T - Đang x", "Ghi chú!A1 outside"},
		"a true": {set("E10", true), "!not a number 1231 12,5 T - Đang x", ""},
	} {
		r := readXLSXForm(t, edited(t, xlsxOf(t, filledIn(f, someAnswers)), tt.change), f)
		if got := told(r); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
		if got := toldExtra(r); got != tt.extra {
			t.Errorf("%s: also found %q, want %q", name, got, tt.extra)
		}
	}
}

// told is a reading in a line.
func told(r OfflineReading) string {
	var all []string
	for _, a := range r.Answers {
		s := a.Value
		switch {
		case a.Trouble != "":
			s = "!" + string(a.Trouble)
		case s == "":
			s = "-"
		case s == someAnswers["t1"]:
			s = "T"
		}
		if first, _, ok := strings.Cut(s, " "); ok && a.Trouble == "" {
			s = first
		}
		for _, d := range a.Doubts {
			s += "?" + string(d)
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func toldExtra(r OfflineReading) string {
	var all []string
	for _, e := range r.Extra {
		where := e.Where.Cell
		if e.Where.Sheet != "" {
			where = e.Where.Sheet + "!" + where
		}
		all = append(all, where+" "+string(e.Trouble))
	}
	return strings.Join(all, ", ")
}

func TestAStoredFormulaResultIsOfferedAndMarked(t *testing.T) {
	t.Parallel()
	f := offlineFixture()
	data := repacked(t, xlsxOf(t, filledIn(f, someAnswers)), func(name string, b []byte) []byte {
		if name != "xl/worksheets/sheet1.xml" {
			return b
		}
		at := bytes.Index(b, []byte(`<c r="E10"`))
		end := at + bytes.Index(b[at:], []byte(`</c>`)) + 4
		return slices.Concat(b[:at], []byte(`<c r="E10"><f>SUM('[khac.xlsx]Sheet1'!A1:A9)</f><v>42</v></c>`), b[end:])
	})
	a := readXLSXForm(t, data, f).Answers[0]
	if a.Value != "42" || a.Formula != "=SUM('[khac.xlsx]Sheet1'!A1:A9)" || !slices.Equal(a.Doubts, []OfflineTrouble{OfflineFromFormula}) {
		t.Errorf("the answer is %+v", a)
	}
}

// repacked changes the files of an archive; a nil result drops one.
func repacked(t testing.TB, data []byte, change func(name string, b []byte) []byte, more ...string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name string, b []byte) {
		f, err := w.Create(name)
		if err == nil {
			_, err = f.Write(b)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range z.File {
		if b := change(f.Name, []byte(part(t, data, f.Name))); b != nil {
			put(f.Name, b)
		}
	}
	for _, name := range more {
		put(name, []byte("x"))
	}
	err = w.Close()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestFilesThatAreNoFormAreRefused(t *testing.T) {
	t.Parallel()
	good := xlsxOf(t, offlineFixture())
	keep := func(_ string, b []byte) []byte { return b }
	drop := func(gone string) func(string, []byte) []byte {
		return func(name string, b []byte) []byte {
			if name == gone {
				return nil
			}
			return b
		}
	}
	for name, tt := range map[string]struct {
		data []byte
		want error
	}{
		"no archive":              {[]byte("x"), ErrNotXLSX},
		"cut short":               {good[:len(good)/2], ErrNotXLSX},
		"macros under a new name": {repacked(t, good, keep, "xl/vbaProject.bin"), ErrOfflineMacros},
		"no workbook":             {repacked(t, good, drop("xl/workbook.xml")), ErrNotXLSX},
		"broken XML":              {repacked(t, good, func(_ string, b []byte) []byte { return b[:len(b)-3] }), ErrNotXLSX},
		"a bomb of spaces":        {repacked(t, good, func(n string, b []byte) []byte { return spaced(n, b) }), ErrOfflineTooLarge},
	} {
		_, err := ReadOfflineXLSX(bytes.NewReader(tt.data), int64(len(tt.data)))
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

// spaced makes a sheet of forty million spaces.
func spaced(name string, b []byte) []byte {
	if name != "xl/worksheets/sheet1.xml" {
		return b
	}
	return slices.Concat(b, bytes.Repeat([]byte(" "), 40<<20))
}

func TestColumnsMayBeMovedAddedAndDropped(t *testing.T) {
	t.Parallel()
	f := filledIn(offlineFixture(), someAnswers)
	table := [][]string{f.headings()}
	for i := range f.Fields {
		table = append(table, f.row(i))
	}
	for i, row := range table {
		table[i] = []string{row[4], row[1], "", row[0], row[3]}
	}
	table[2][2] = "đã kiểm tra"
	r, err := sheetOf(table).Match(f)
	if err != nil || told(r) != "0 1231 12,5 T - Đang x" || toldExtra(r) != "C3 outside" {
		t.Errorf("%s, %s, %v", told(r), toldExtra(r), err)
	}
}

func TestATableWithoutItsHeadingsIsRefused(t *testing.T) {
	t.Parallel()
	f := offlineFixture()
	for name, cell := range map[string]string{"renamed": "Kết quả", "twice": columnLabel, "emptied": ""} {
		data := edited(t, xlsxOf(t, f), func(x *excelize.File, s string) error { return x.SetCellValue(s, "E8", cell) })
		filled, err := ReadOfflineXLSX(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		_, err = filled.Match(f)
		if !errors.Is(err, ErrOfflineNoTable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// editedRow is a row of the table under the hands of rapid, with what was done to it.
type editedRow struct {
	field   int // -1: a row of somebody's own
	cells   []string
	changed bool // its code, label or another cell of the form was touched
}

// TestEveryEditIsReadRightOrReported holds a form through random edits: an answer that is taken without a
// word is the one that stands in the only row of its field, and nothing that was typed goes unmentioned.
func TestEveryEditIsReadRightOrReported(t *testing.T) {
	t.Parallel()
	f := offlineFixture()
	numbers := rapid.SampledFrom([]string{"", "0", "7", "12", "1.231", "1,5", "12 bài", "12 cuộc", "x", "=1+1", "Hoàn thành", "-3", "1 000", "mười"})
	rapid.Check(t, func(t *rapid.T) {
		typed := map[int]string{}
		var rows []editedRow
		for i := range f.Fields {
			cells := f.row(i)
			cells[4] = numbers.Draw(t, "answer")
			typed[i] = cells[4]
			rows = append(rows, editedRow{field: i, cells: cells})
		}
		for range rapid.IntRange(0, 6).Draw(t, "edits") {
			at := rapid.IntRange(0, len(rows)-1).Draw(t, "row")
			switch rapid.IntRange(0, 6).Draw(t, "edit") {
			case 0: // move
				row := rows[at]
				rows = slices.Delete(rows, at, at+1)
				rows = slices.Insert(rows, rapid.IntRange(0, len(rows)).Draw(t, "to"), row)
			case 1: // delete
				if len(rows) > 1 {
					rows = slices.Delete(rows, at, at+1)
				}
			case 2: // copy
				rows = slices.Insert(rows, at, editedRow{rows[at].field, slices.Clone(rows[at].cells), rows[at].changed})
			case 3: // type over a code, a label, a note, last time's figure
				col := rapid.IntRange(0, 3).Draw(t, "column")
				rows[at].cells = slices.Clone(rows[at].cells)
				rows[at].cells[col] = rapid.SampledFrom([]string{"", "01", "02B", "Số cuộc họp báo", "Kết quả", "999"}).Draw(t, "text")
				rows[at].changed = true
			case 4: // a row of one's own
				rows = slices.Insert(rows, at, editedRow{-1, []string{"", "Ghi chú", "", "", "777"}, true})
			case 5: // write beside the table
				rows[at].cells = append(slices.Clone(rows[at].cells[:5]), "888")
			case 6: // two codes exchanged
				other := rapid.IntRange(0, len(rows)-1).Draw(t, "other")
				rows[at].cells, rows[other].cells = slices.Clone(rows[at].cells), slices.Clone(rows[other].cells)
				rows[at].cells[0], rows[other].cells[0] = rows[other].cells[0], rows[at].cells[0]
				rows[at].changed, rows[other].changed = at != other || rows[at].changed, at != other || rows[other].changed
			}
		}
		table := [][]string{f.headings()}
		for _, r := range rows {
			table = append(table, r.cells)
		}
		reading, err := sheetOf(table).Match(f)
		if err != nil {
			t.Fatal(err)
		}
		checkEdits(t, f, rows, reading)
	})
}

func checkEdits(t *rapid.T, f OfflineForm, rows []editedRow, reading OfflineReading) {
	mentioned := ""
	for _, e := range reading.Extra {
		mentioned += e.Text + "\n"
	}
	for i, a := range reading.Answers {
		mentioned += a.Written + "\n"
		if a.Trouble != "" || len(a.Doubts) > 0 || a.Value == "" {
			continue
		}
		var texts []string
		for _, r := range rows {
			if r.cells[0] == f.rowCode(i) && labelFold(r.cells[1]) == labelFold(f.Fields[i].Label) {
				texts = append(texts, r.cells[4])
			}
		}
		if len(texts) != 1 || texts[0] != a.Written {
			t.Fatalf("field %d was taken as %q; its rows say %q", i, a.Value, texts)
		}
		if f.Fields[i].Kind == OfflineWhole && strings.NewReplacer(".", "", " ", "").Replace(a.Written) != a.Value {
			t.Fatalf("%q was taken as %q", a.Written, a.Value)
		}
	}
	for _, r := range rows {
		for _, text := range r.cells[4:] {
			if !strings.Contains(mentioned, text) {
				t.Fatalf("%q of row %q is in no answer and in no report:\n%s", text, r.cells, mentioned)
			}
		}
	}
}

func FuzzReadOfflineXLSX(f *testing.F) {
	form := offlineFixture()
	f.Add(xlsxOf(f, form))
	f.Add(xlsxOf(f, filledIn(form, someAnswers)))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		filled, err := ReadOfflineXLSX(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		_, _ = filled.Code() // any answer will do that is no panic
		reading, err := filled.Match(form)
		if err == nil && len(reading.Answers) != len(form.Fields) {
			t.Errorf("%d answers", len(reading.Answers))
		}
	})
}

// FuzzOfflineSheet feeds the sheet itself, which a fuzzer cannot reach through the archive.
func FuzzOfflineSheet(f *testing.F) {
	form := offlineFixture()
	good := xlsxOf(f, filledIn(form, someAnswers))
	f.Add([]byte(part(f, good, "xl/worksheets/sheet1.xml")))
	f.Add([]byte(`<worksheet><sheetData><row><c t="inlineStr"><is><t>Mã</t></is></c><c r="ZZZ1048576" t="e"><f>1</f><v>#REF!</v></c></row></sheetData><mergeCell ref="A1:XFD1048576"/></worksheet>`))
	f.Fuzz(func(t *testing.T, sheet []byte) {
		data := repacked(t, good, func(name string, b []byte) []byte {
			if name == "xl/worksheets/sheet1.xml" {
				return sheet
			}
			return b
		})
		filled, err := ReadOfflineXLSX(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		reading, err := filled.Match(form)
		if err != nil {
			return
		}
		for _, a := range reading.Answers {
			if a.Value != "" && a.Trouble != "" {
				t.Errorf("%+v has a value and a trouble", a)
			}
		}
	})
}

// TestFormsPassThroughLibreOffice sends filled workbooks through the formats of other suites and back.
func TestFormsPassThroughLibreOffice(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		return // several starts of LibreOffice; make test runs them
	}
	f := offlineFixture()
	for name, way := range map[string][]string{"xlsx": {"xlsx"}, "ods": {"ods", "xlsx"}, "xls": {"xls", "xlsx"}} {
		checkClean(t, readXLSXForm(t, converted(t, name, xlsxOf(t, filledIn(f, someAnswers)), "xlsx", way...), f), f, wantAnswers)
	}
}

// converted lets LibreOffice write data anew in one format after the other.
func converted(t testing.TB, name string, data []byte, format string, way ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	from := filepath.Join(dir, "bieu."+format)
	err := os.WriteFile(from, data, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	for i, to := range way {
		out := filepath.Join(dir, fmt.Sprint(i))
		cmd := exec.CommandContext(t.Context(), "soffice", "--headless", "-env:UserInstallation=file://"+dir+"/profile", "--convert-to", to, "--outdir", out, from)
		said, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: soffice: %v\n%s", name, err, said)
		}
		from = filepath.Join(out, "bieu."+to)
	}
	data, err = os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
