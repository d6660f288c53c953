package official

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCodesSurviveTypingAndFindMistakes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.Int64Range(0, 1<<40)
		code := OfflineCode{number.Draw(t, "round"), number.Draw(t, "unit"), number.Draw(t, "version"), number.Draw(t, "issue")}
		text := code.String()
		for _, typed := range []string{text, strings.ToLower(text), strings.ReplaceAll(text, "-", " – ")} {
			got, err := ParseOfflineCode(typed)
			if err != nil || got != code {
				t.Fatalf("%q gave %+v, %v, want %+v", typed, got, err, code)
			}
		}
		// One character changed, or two neighbours exchanged.
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		wrong := []byte(text)
		if rapid.Bool().Draw(t, "exchange") && at+1 < len(text) {
			wrong[at], wrong[at+1] = wrong[at+1], wrong[at]
		} else {
			wrong[at] = rapid.SampledFrom([]byte("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")).Draw(t, "letter")
		}
		got, err := ParseOfflineCode(string(wrong))
		if string(wrong) != text && err == nil {
			t.Fatalf("%q was taken for %+v; right is %s", wrong, got, text)
		}
	})
}

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	whole := OfflineField{Kind: OfflineWhole, Measure: "bài"}
	decimal := OfflineField{Kind: OfflineDecimal, Measure: "triệu đồng"}
	for _, tt := range []struct {
		field OfflineField
		text  string
		want  numberReading
	}{
		{whole, "12", numberReading{value: "12"}},
		{whole, "0", numberReading{value: "0"}},
		{whole, "007", numberReading{value: "7"}},
		{whole, "1.231", numberReading{value: "1231"}},
		{whole, "1 231", numberReading{value: "1231"}},
		{whole, "1.231.000", numberReading{value: "1231000"}},
		{whole, "12,0", numberReading{value: "12"}},
		{whole, "12 bài", numberReading{value: "12", doubt: OfflineWordsDropped}},
		{whole, "12 BÀI", numberReading{value: "12", doubt: OfflineWordsDropped}},
		{whole, "12 tin", numberReading{trouble: OfflineNotNumber}},
		{whole, "bài", numberReading{trouble: OfflineNotNumber}},
		{whole, "mười hai", numberReading{trouble: OfflineNotNumber}},
		{whole, "khoảng 12", numberReading{trouble: OfflineNotNumber}},
		{whole, "12/15", numberReading{trouble: OfflineNotNumber}},
		{whole, "-", numberReading{trouble: OfflineNotNumber}},
		{whole, "không", numberReading{trouble: OfflineNotNumber}},
		{whole, "1,5", numberReading{trouble: OfflineNotWhole}},
		{whole, "1,231", numberReading{trouble: OfflineNotWhole}},
		{whole, "1.5", numberReading{trouble: OfflineNotWhole}},
		{whole, "1.23.4", numberReading{trouble: OfflineNotNumber}},
		{whole, "1.2345", numberReading{trouble: OfflineNotWhole}},
		{whole, "0.123", numberReading{trouble: OfflineNotNumber}},
		{whole, "-3", numberReading{trouble: OfflineNegative}},
		{whole, "1234567890123456", numberReading{trouble: OfflineTooLarge}},
		{whole, "=A1+B1", numberReading{trouble: OfflineFormulaText}},
		{whole, "12\n15", numberReading{trouble: OfflineNotNumber}},
		{decimal, "1,5", numberReading{value: "1,5"}},
		{decimal, "1.5", numberReading{value: "1,5"}},
		{decimal, "1.231,50", numberReading{value: "1231,5"}},
		{decimal, "1.231", numberReading{value: "1231", doubt: OfflineThousand}},
		{decimal, "1.231.000", numberReading{value: "1231000"}},
		{decimal, "3 triệu đồng", numberReading{value: "3", doubt: OfflineWordsDropped}},
		{decimal, "0,12345", numberReading{trouble: OfflineTooFine}},
		{decimal, "1,231.5", numberReading{trouble: OfflineNotNumber}},
		{decimal, "1,5,2", numberReading{trouble: OfflineNotNumber}},
		{OfflineField{Kind: OfflineDecimal, Measure: "%"}, "85,5 %", numberReading{value: "85,5"}},
		{OfflineField{Kind: OfflineDecimal, Signed: true}, "−2,5", numberReading{value: "-2,5"}},
	} {
		if got := tt.field.readNumber(tt.text); got != tt.want {
			t.Errorf("%s %q = %+v, want %+v", tt.field.Kind, tt.text, got, tt.want)
		}
	}
}

func TestStoredNumbersAreReadAsTheyAreShown(t *testing.T) {
	t.Parallel()
	whole, decimal := OfflineField{Kind: OfflineWhole}, OfflineField{Kind: OfflineDecimal}
	for _, tt := range []struct {
		field OfflineField
		raw   string
		want  numberReading
	}{
		{whole, "12", numberReading{value: "12"}},
		{whole, "1.2E3", numberReading{value: "1200"}},
		{whole, "1.231", numberReading{trouble: OfflineNotWhole}},
		{decimal, "0.30000000000000004", numberReading{value: "0,3"}},
		{decimal, "1.5", numberReading{value: "1,5"}},
		{decimal, "1.231", numberReading{value: "1,231", doubt: OfflineThousand}},
		{decimal, "1231", numberReading{value: "1231"}},
		{whole, "1E300", numberReading{trouble: OfflineTooLarge}},
		{whole, "-1", numberReading{trouble: OfflineNegative}},
		{whole, "x", numberReading{trouble: OfflineNotNumber}},
	} {
		if got := tt.field.readFloat(tt.raw); got != tt.want {
			t.Errorf("%s %q = %+v, want %+v", tt.field.Kind, tt.raw, got, tt.want)
		}
	}
}

// offlineFixture is a form with every kind of field.
func offlineFixture() OfflineForm {
	return OfflineForm{
		Code: OfflineCode{Round: 12, Unit: 345, Version: 2}, Due: "2026-12-15",
		Title: "Báo cáo công tác người phát ngôn năm 2026", Unit: "Sở Văn hóa, Thể thao và Du lịch",
		Guide: []string{"Số liệu tính từ 15/12/2025 đến 14/12/2026."},
		Fields: []OfflineField{
			{Key: "f1", Section: "I. Số liệu", Label: "Số cuộc họp báo", Kind: OfflineWhole, Measure: "cuộc", Note: "Kể cả họp báo đột xuất", Before: "4"},
			{Key: "f2", Section: "I. Số liệu", Label: "Số lượt trả lời báo chí", Kind: OfflineWhole, Measure: "lượt", Before: "1.231"},
			{Key: "f3", Section: "I. Số liệu", Label: "Kinh phí", Kind: OfflineDecimal, Measure: "triệu đồng"},
			{Key: "t1", Section: "II. Đánh giá", Label: "Kết quả", Kind: OfflineText},
			{Key: "t2", Section: "II. Đánh giá", Label: "Khó khăn, vướng mắc, nguyên nhân", Kind: OfflineText, Note: "Ghi rõ nguyên nhân"},
			{Key: "c1", Section: "III. Nhiệm vụ NV-2026-0001", Label: "Tình hình", Kind: OfflineChoice, Options: []string{"Hoàn thành", "Đang thực hiện", "Chưa triển khai"}},
			{Key: "c2", Section: "III. Nhiệm vụ NV-2026-0001", Label: "Không phát sinh", Kind: OfflineTick},
		},
	}
}

// filledIn puts answers into the answer cells, by key.
func filledIn(f OfflineForm, answers map[string]string) OfflineForm {
	fields := append([]OfflineField(nil), f.Fields...)
	for i := range fields {
		fields[i].Value = answers[fields[i].Key]
	}
	f.Fields = fields
	return f
}

var someAnswers = map[string]string{
	"f1": "0", "f2": "1.231", "f3": "12,5", "t1": "Đã tổ chức 3 lớp.\nĐã in 2.000 tờ gấp; mẫu _x0041_ <&>", "t2": "", "c1": "Đang thực hiện", "c2": "x",
}

// wantAnswers is what someAnswers are taken for.
var wantAnswers = map[string]string{
	"f1": "0", "f2": "1231", "f3": "12,5", "t1": someAnswers["t1"], "t2": "", "c1": "Đang thực hiện", "c2": "x",
}

func xlsxOf(t testing.TB, f OfflineForm) []byte {
	t.Helper()
	var b bytes.Buffer
	err := WriteOfflineXLSX(&b, f)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readXLSXForm(t testing.TB, data []byte, f OfflineForm) OfflineReading {
	t.Helper()
	filled, err := ReadOfflineXLSX(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	code, err := filled.Code()
	if err != nil || code != f.Code {
		t.Errorf("the code is %v, %v, want %v", code, err, f.Code)
	}
	reading, err := filled.Match(f)
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

// checkClean fails unless every answer was taken without a doubt and nothing else was found.
func checkClean(t testing.TB, r OfflineReading, f OfflineForm, want map[string]string) {
	t.Helper()
	for _, a := range r.Answers {
		if key := f.Fields[a.Field].Key; a.Value != want[key] || a.Trouble != "" || len(a.Doubts) > 0 {
			t.Errorf("%s = %+v, want %q", key, a, want[key])
		}
	}
	if len(r.Extra) > 0 {
		t.Errorf("also found %+v", r.Extra)
	}
}

func TestAFilledWorkbookIsReadBack(t *testing.T) {
	t.Parallel()
	f := offlineFixture()
	checkClean(t, readXLSXForm(t, xlsxOf(t, filledIn(f, someAnswers)), f), f, wantAnswers)
	checkClean(t, readXLSXForm(t, xlsxOf(t, f), f), f, nil)
}

func TestTextThatLooksLikeAnEscapeStaysAsItIs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("_x0005F_aế"))).Draw(t, "text")
		if got := unescapeXstring(escapeXstring(s)); got != s {
			t.Fatalf("%q became %q", s, got)
		}
	})
}

func TestFormsThatCannotBeReadBackAreNotWritten(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*OfflineForm){
		"without fields":             func(f *OfflineForm) { f.Fields = nil },
		"a key twice":                func(f *OfflineForm) { f.Fields[1].Key = "f1" },
		"a field without a label":    func(f *OfflineForm) { f.Fields[0].Label = " " },
		"nothing to choose from":     func(f *OfflineForm) { f.Fields[5].Options = nil },
		"a kind that does not exist": func(f *OfflineForm) { f.Fields[0].Kind = "colour" },
	} {
		f := offlineFixture()
		change(&f)
		var b bytes.Buffer
		if WriteOfflineXLSX(&b, f) == nil || WriteOfflineDOCX(&b, f) == nil || b.Len() > 0 {
			t.Errorf("%s: the form was written", name)
		}
	}
}

func TestWithoutItsCodeAFormIsRefused(t *testing.T) {
	t.Parallel()
	right := offlineFixture().Code.String()
	other := OfflineCode{Round: 1, Unit: 2, Version: 3}.String()
	for name, tt := range map[string]struct {
		texts []string
		want  error
	}{
		"as printed":               {[]string{"Mã biểu: " + right + " (không sửa mã này)"}, nil},
		"without the words before": {[]string{right}, nil},
		"twice the same":           {[]string{"Mã biểu: " + right, "mã biểu " + strings.ToLower(right)}, nil},
		"beside another number":    {[]string{"Mã biểu: " + right, "Công văn số 5/NC-UBND, NC-7"}, nil},
		"gone":                     {[]string{"Báo cáo"}, ErrOfflineNoCode},
		"emptied":                  {[]string{"Mã biểu:"}, ErrOfflineBadCode},
		"changed":                  {[]string{"Mã biểu: " + strings.Replace(right, "345", "346", 1)}, ErrOfflineBadCode},
		"two forms in one":         {[]string{"Mã biểu: " + right, "Mã biểu: " + other}, ErrOfflineManyCodes},
	} {
		f := &OfflineFilled{}
		for _, text := range tt.texts {
			f.loose = append(f.loose, offlineCell{text: text})
		}
		code, err := f.Code()
		if !errors.Is(err, tt.want) || err == nil && code.String() != right {
			t.Errorf("%s: %v, %v, want %v", name, code, err, tt.want)
		}
	}
}

func TestRowCodesOfAnotherFormAreStrange(t *testing.T) {
	t.Parallel()
	f := offlineFixture()
	changed := offlineFixture()
	changed.Fields[0].Label = "Số cuộc họp báo định kỳ"
	r := readXLSXForm(t, xlsxOf(t, filledIn(f, someAnswers)), changed)
	if r.Answers[0].Trouble != OfflineMissing || len(r.Extra) != 1 || r.Extra[0].Trouble != OfflineUnknownRow {
		t.Errorf("a field that was renamed since gave %+v, %+v", r.Answers[0], r.Extra)
	}
	if r.Answers[1].Value != "1231" {
		t.Errorf("the field after it gave %+v", r.Answers[1])
	}
}

// sheetOf is the form as rows of cells, as a reader of bytes would make it.
func sheetOf(rows [][]string) *OfflineFilled {
	f := &OfflineFilled{grids: make([]offlineGrid, 1)}
	for r, row := range rows {
		for c, text := range row {
			f.grids[0].cells = append(f.grids[0].cells, offlineCell{row: r, col: c, text: text,
				where: OfflinePlace{Cell: fmt.Sprintf("%s%d", columnName(c), r+1), Row: r + 1, Col: c + 1}})
		}
	}
	f.grids[0].sort()
	return f
}
