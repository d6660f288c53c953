package doctext

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

func TestMarksOfSecrecyAreFound(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, line, want string }{
		{"a line of its own", "MẬT", "MẬT"},
		{"decomposed letters", norm.NFD.String("TỐI MẬT"), "TỐI MẬT"},
		{"with ornaments", " — TUYỆT MẬT — ", "TUYỆT MẬT"},
		{"in square brackets", "[MẬT]", "MẬT"},
		{"in round brackets and small letters", "(Mật)", "MẬT"},
		{"letters set apart", "M Ậ T", "MẬT"},
		{"two words set apart", "T Ố I  M Ậ T", "TỐI MẬT"},
		{"beside the number, behind a tab", "Số: 12/KH-UBND\t\tMẬT", "MẬT"},
		{"beside the number, in brackets", "Số: 12/KH-UBND (TỐI MẬT)", "TỐI MẬT"},
		{"in a field", "Độ mật: Tuyệt mật", "TUYỆT MẬT"},
		{"with what follows it", "MẬT – Lưu hành nội bộ", "MẬT"},
		{"a password is no secret of state", "MẬT KHẨU", ""},
		{"density is not", "Độ mật: Mật độ dân số", ""},
		{"a sentence about secrecy is not", "Tuyên truyền Luật Bảo vệ bí mật nhà nước", ""},
		{"an initial is not", "A B C", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src := official.Source{Lines: []official.Line{{Text: "ỦY BAN NHÂN DÂN TỈNH AN BÌNH"}, {}, {Text: tt.line}, {Text: "KẾ HOẠCH"}}}
			if got := SecrecyMark(src, nil); got != tt.want {
				t.Errorf("SecrecyMark(%q) = %q, want %q", tt.line, got, tt.want)
			}
		})
	}
}

func TestAMarkFarBelowTheFirstPageIsAnExample(t *testing.T) {
	t.Parallel()
	src := official.Source{Lines: []official.Line{{Text: strings.Repeat("Dòng\n", 3)}}}
	for range 70 {
		src.Lines = append(src.Lines, official.Line{Text: "Nội dung"})
	}
	src.Lines = append(src.Lines, official.Line{Text: "MẬT"})
	if got := SecrecyMark(src, nil); got != "" {
		t.Errorf("SecrecyMark = %q, want none", got)
	}
}

func TestAMarkInThePageHeaderOfAWordFileIsFound(t *testing.T) {
	t.Parallel()
	const header = xmlHead + `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Trang 1</w:t><w:tab/></w:r><w:r><w:t>TỐI </w:t></w:r><w:r><w:t>MẬT</w:t></w:r></w:p></w:hdr>`
	data := makeDOCX(t, par("Kế hoạch truyền thông"), entry{"word/header2.xml", header})
	err := RefuseSecret(t.Context(), "a.docx", data)
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), "TỐI MẬT") {
		t.Errorf("RefuseSecret = %v, want a refusal that names TỐI MẬT", err)
	}
	err = RefuseSecret(t.Context(), "a.docx", makeDOCX(t, par("Kế hoạch truyền thông")))
	if err != nil {
		t.Errorf("RefuseSecret of a plain plan = %v, want nil", err)
	}
	err = RefuseSecret(t.Context(), "a.jpg", []byte("\xff\xd8\xff\xe0 ảnh"))
	if err != nil {
		t.Errorf("RefuseSecret of a picture = %v, want nil", err)
	}
}

func TestAMarkBesideTheCellsOfAWorkbookIsFound(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*excelize.File) error{
		"in a page header": func(f *excelize.File) error {
			return f.SetHeaderFooter("Sheet1", &excelize.HeaderFooterOptions{OddHeader: `&L&"Times New Roman,Bold"&13MẬT&RTrang &P`})
		},
		"in a cell": func(f *excelize.File) error { return f.SetCellStr("Sheet1", "D2", "TỐI MẬT") },
		"in a shape": func(f *excelize.File) error {
			return f.AddShape("Sheet1", &excelize.Shape{Cell: "F1", Type: "rect", Paragraph: []excelize.RichTextRun{{Text: "TUYỆT MẬT"}}})
		},
	} {
		f := excelize.NewFile()
		err := errors.Join(f.SetCellStr("Sheet1", "A1", "KẾ HOẠCH"), change(f))
		var out bytes.Buffer
		err = errors.Join(err, f.Write(&out), f.Close())
		if err != nil {
			t.Fatal(err)
		}
		err = RefuseSecret(t.Context(), "a.xlsx", out.Bytes())
		if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), "MẬT") {
			t.Errorf("%s: RefuseSecret = %v, want a refusal", name, err)
		}
	}
}
