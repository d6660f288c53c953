package listen

import (
	"bytes"
	"maps"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

func TestTheHeadOfAnExportStandsBelowItsTitle(t *testing.T) {
	t.Parallel()
	known := map[string]string{"title": "Tiêu đề bài", "link": "Đường link (URL)", "published": "Ngày đăng tải", "source": "Cơ quan báo chí", "text": "Nội dung"}
	for _, x := range []struct {
		name    string
		rows    [][]string
		head    int
		columns map[string]string
	}{
		{"below a title and an empty row", [][]string{
			{"BÁO CÁO TIN BÀI TỪ 15/11 ĐẾN 21/11/2026"}, nil,
			{"STT", "Tiêu đề bài", "Tóm tắt", "Nội dung", "Ngày đăng tải", "Cơ quan báo chí", "Đường link (URL)"},
			{"1", "Cầu treo thông xe", "Cầu treo", "Cầu treo bản Hạ đã thông xe.", "20/11/2026", "Báo An Bình", "https://bao.vi-du.vn/1"},
		}, 2, known},
		{"in the first row", [][]string{{"title", "text"}, {"Cầu treo", "Cầu treo đã thông xe"}}, 0, map[string]string{"title": "title", "text": "text"}},
		{"not to be guessed, below two lines", [][]string{
			{"Sở Văn hóa"}, {"Từ ngày", "15/11/2026"},
			{"TT", "Đầu đề", "Lời", "Ở đâu", "Khi nào"}, {"1", "Mưa lớn", "Mưa lớn gây ngập", "Báo A", "20/11/2026"}, {"2", "Cầu treo", "Thông xe", "Báo B", "20/11/2026"}, {"3", "Học phí", "", "Báo B", "20/11/2026"},
		}, 2, map[string]string{}},
		{"not to be guessed, with an empty cell", [][]string{{"", "Đầu đề", "Lời"}, {"1", "Mưa lớn", "Mưa lớn gây ngập"}, {"2", "Cầu treo", "Thông xe"}}, 0, map[string]string{}},
		{"one column", [][]string{{"Đầu đề"}, {"Mưa lớn"}}, 0, map[string]string{}},
		{"no rows", nil, 0, nil},
	} {
		at := headAt(x.rows)
		if at != x.head {
			t.Errorf("%s: the head is row %d, want %d", x.name, at, x.head)
			continue
		}
		if len(x.rows) > 0 && !maps.Equal(GuessColumns(x.rows[at]), x.columns) {
			t.Errorf("%s: guessed %v, want %v", x.name, GuessColumns(x.rows[at]), x.columns)
		}
	}
}

func TestAWorkbookWithATitleIsRead(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	for at, row := range map[string][]any{
		"A1": {"BÁO CÁO TIN BÀI TỪ 15/11/2026 ĐẾN 21/11/2026"},
		"A3": {"STT", "Tên báo", "Tiêu đề bài viết", "Ngày đăng tải", "Đường link", "Tóm tắt"},
		"A4": {1, "Báo An Bình", "Cầu treo bản Hạ thông xe", "20/11/2026", "https://bao.vi-du.vn/1", "Sáng nay cầu treo thông xe."},
		"A5": {2, "Báo Trung ương", "Mưa lớn gây ngập", "21/11/2026", "https://bao.vi-du.vn/2", "Nước vào nhà dân."},
	} {
		err := book.SetSheetRow("Sheet1", at, &row)
		if err != nil {
			t.Fatal(err)
		}
	}
	err := book.MergeCell("Sheet1", "A1", "F1")
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	err = book.Write(&file)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"workbook": file.Bytes(), "semicolons": []byte("BÁO CÁO TIN BÀI\n\nTên báo;Tiêu đề bài viết;Ngày đăng tải;Đường link;Tóm tắt\nBáo An Bình;Cầu treo bản Hạ thông xe;20/11/2026;https://bao.vi-du.vn/1;Sáng nay cầu treo thông xe.\nBáo B;Mưa lớn;21/11/2026;https://bao.vi-du.vn/2;Nước vào nhà\n"),
	} {
		sheets, err := readExports(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		lines, _, err := linesOf(sheets, nil, time.Now())
		if err != nil || len(lines) != 2 {
			t.Fatalf("%s: %d lines, %v", name, len(lines), err)
		}
		if l := lines[0]; l.Title != "Cầu treo bản Hạ thông xe" || l.Source != "Báo An Bình" || l.Link != "https://bao.vi-du.vn/1" || l.Published != "20/11/2026" || l.Text != "Sáng nay cầu treo thông xe." {
			t.Errorf("%s: the first line is %+v", name, l)
		}
	}
}

// JSON lines may call their fields as tables do, with and without diacritics, in any case; what stands under a name of
// its own comes first.
func TestLinesMayCallFieldsAsTablesDo(t *testing.T) {
	t.Parallel()
	want, ok := parseLine([]byte(`{"id":"7","title":"Cầu treo thông xe","link":"https://bao.vi-du.vn/7","published":"20/11/2026","text":"Sáng nay, cầu treo đã thông xe.","source":"Báo An Bình"}`))
	if !ok {
		t.Fatal("the plain line cannot be read")
	}
	for _, text := range []string{
		`{"mã":"7","tiêu đề":"Cầu treo thông xe","đường dẫn":"https://bao.vi-du.vn/7","ngày":"20/11/2026","nội dung":"Sáng nay, cầu treo đã thông xe.","nguồn":"Báo An Bình"}`,
		`{"MÃ TIN":"7","TIÊU ĐỀ":"Cầu treo thông xe","Đường dẫn (URL)":"https://bao.vi-du.vn/7","Ngày đăng":"20/11/2026","Nội Dung":"Sáng nay, cầu treo đã thông xe.","NGUỒN":"Báo An Bình"}`,
		`{"ma":7,"tieu de":"Cầu treo thông xe","duong dan":"https://bao.vi-du.vn/7","ngay":"20/11/2026","noi dung":"Sáng nay, cầu treo đã thông xe.","nguon":"Báo An Bình"}`,
		`{"ma_tin":"7","tieu_de":"Cầu treo thông xe","duong-dan":"https://bao.vi-du.vn/7","ngay_dang":"20/11/2026","noi_dung":"Sáng nay, cầu treo đã thông xe.","nguon_tin":"Báo An Bình"}`,
		`{"id":"7","title":"Cầu treo thông xe","tiêu đề":"Khác","link":"https://bao.vi-du.vn/7","published":"20/11/2026","content":"Sáng nay, cầu treo đã thông xe.","nội dung":"Khác","nguồn":"Báo An Bình","tiêu đề bài":null}`,
	} {
		got, ok := parseLine([]byte(text))
		a, b := got.arrival(), want.arrival()
		if !ok || a.GUID != b.GUID || a.Title != b.Title || a.Link != b.Link || a.Body != b.Body || !a.Published.Equal(b.Published) || got.origin() != want.origin() {
			t.Errorf("%s is read as %+v of %q, want %+v of %q", text, a, got.origin(), b, want.origin())
		}
	}
	for _, text := range []string{`{"tiêu đề":["Cầu treo"],"nội dung":{"a":"b"}}`, `{"tiêu đề":null}`} {
		if got, _ := parseLine([]byte(text)); got.Title != "" || got.Text != "" {
			t.Errorf("%s is read as %+v", text, got)
		}
	}
	for _, text := range []string{`{"tiêu đề":"A","đường dẫn":"https://www.facebook.com/ai.do/posts/1"}`, `{"tiêu đề":"A","người đăng":"ai đó"}`} {
		l, _ := parseLine([]byte(text))
		if _, fate := l.fateOf(Provincial, "Báo", true); fate != refused {
			t.Errorf("%s is kept", text)
		}
	}
}
