package doctext

import (
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

func TestWhatIsPastedBecomesTablesAndText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"a paragraph of direction", "Giao Sở Tư pháp chủ trì.\n\nHoàn thành trước 30/6/2026.", []string{"Giao Sở Tư pháp chủ trì.", "", "Hoàn thành trước 30/6/2026."}},
		{"rows of Excel, with a cell of two lines in quotation marks", "TT\tNội dung\tChủ trì\n1\t\"Biên soạn \"\"sổ tay\"\"\nhỏi đáp\"\tSở Tư pháp\n",
			[]string{"0 0,0 1x1H TT", "0 0,1 1x1H Nội dung", "0 0,2 1x1H Chủ trì", "0 1,0 1x1 1", `0 1,1 1x1 Biên soạn "sổ tay"`, "0 1,1 1x1 hỏi đáp", "0 1,2 1x1 Sở Tư pháp", ""}},
		{"a title, a heading across the table and a cell that breaks off", "PHỤ LỤC\nTT\tNội dung\tChủ trì\nI. Công khai\n1\tCập nhật\ndanh mục\tVăn phòng\nGhi chú: sửa lại",
			[]string{"PHỤ LỤC", "0 0,0 1x1H TT", "0 0,1 1x1H Nội dung", "0 0,2 1x1H Chủ trì", "0 1,0 1x3 I. Công khai", "0 2,0 1x1 1", "0 2,1 1x1 Cập nhật", "0 2,1 1x1 danh mục", "0 2,2 1x1 Văn phòng", "Ghi chú: sửa lại"}},
		{"a lonely quotation mark is a letter", "\"Nội dung\tSở Tư pháp\nhai\tba", []string{"0 0,0 1x1H \"Nội dung", "0 0,1 1x1H Sở Tư pháp", "0 1,0 1x1 hai", "0 1,1 1x1 ba"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src, err := ReadPasted(t.Context(), tt.text, DefaultLimits())
			if got := places(src); err != nil || !slices.Equal(got, tt.want) {
				t.Errorf("ReadPasted = %v\n%s\nwant\n%s", err, strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
	_, err := ReadPasted(t.Context(), " \n\t ", DefaultLimits())
	checkFault(t, err, fault.Invalid, "")
}

func TestAMarkInPastedOrRecognisedTextIsFound(t *testing.T) {
	t.Parallel()
	src, err := ReadPasted(t.Context(), "UBND TỈNH AN BÌNH\tTỐI MẬT\nSố: 5/KH\tngày 1/2/2026", DefaultLimits())
	if mark := SecrecyMark(src, nil); err != nil || mark != "TỐI MẬT" {
		t.Errorf("pasted: %q, %v", mark, err)
	}
	for line, want := range map[string]bool{"| MẠT ": true, "TÓI MẬT.": true, "Mắt": false, "MẬT ĐỘ": false, "KẾ HOẠCH": false} {
		s := Scan{Pages: 1, Source: official.Source{Lines: []official.Line{{Text: "KẾ HOẠCH", Page: 1}, {Text: line, Page: 2}}}}
		if got := ScanMark(s); (got != "") != want {
			t.Errorf("ScanMark(%q) = %q, want found %v", line, got, want)
		}
	}
}

func TestPapersForTheOfficeOnlyAreKnown(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"LƯU HÀNH NỘI BỘ": true, "Số: 4/KH\t(Tài liệu lưu hành nội bộ)": true,
		"Hướng dẫn sử dụng dấu lưu hành nội bộ đối với tài liệu của các cơ quan": false, "Kế hoạch": false,
	} {
		if got := InternalMark(official.Source{Lines: []official.Line{{Text: line}}}, nil); got != want {
			t.Errorf("InternalMark(%q) = %v, want %v", line, got, want)
		}
	}
	data := makeDOCX(t, par("Kế hoạch"), entry{"word/footer1.xml", xmlHead + `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Lưu hành nội bộ</w:t></w:r></w:p></w:ftr>`})
	if !InternalMark(official.Source{}, data) {
		t.Error("the footer of a Word file is not looked at")
	}
}

func FuzzReadPasted(f *testing.F) {
	f.Add("TT\tNội dung\n1\t\"a\nb\"\tc\nd")
	f.Fuzz(func(t *testing.T, text string) {
		src, err := ReadPasted(t.Context(), text, DefaultLimits())
		if err == nil && len(src.Lines) == 0 {
			t.Error("neither lines nor an error")
		}
	})
}
