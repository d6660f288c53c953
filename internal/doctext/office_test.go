package doctext

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func fixture(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/office/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// The same plan as written by hand in HTML and by LibreOffice in two formats.
func TestOnePlanFromSeveralWritersIsOneText(t *testing.T) {
	t.Parallel()
	want := strings.Split(strings.TrimSpace(`
0 0,0 1x1 ỦY BAN NHÂN DÂN
0 0,0 1x1 TỈNH AN BÌNH
0 0,1 1x1 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
0 0,1 1x1 Độc lập - Tự do - Hạnh phúc
0 1,0 1x1 Số: 36/KH-UBND
0 1,1 1x1 An Bình, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Truyền thông chính sách trên địa bàn tỉnh An Bình năm 2026
I. Mục đích
1. Người dân hiểu chính sách ngay từ khi dự thảo.
2. Các cơ quan trả lời góp ý đúng hạn:
a. qua cổng thông tin;
b. qua điện thoại.
3. Không bỏ sót kiến nghị.
II. Nhiệm vụ
1 0,0 1x1H TT
1 0,1 1x1H Nội dung
1 0,2 1x1H Chủ trì
1 0,3 1x1H Phối hợp
1 0,4 1x1H Thời gian
1 1,0 1x5 1. Xây dựng tài liệu
1 2,0 1x1 1.1
1 2,1 1x1 Biên soạn sổ tay hỏi đáp
1 2,2 2x1 Sở Văn hóa, Thể thao và Du lịch
1 2,3 1x1 Sở Tư pháp;
1 2,3 1x1 Sở Nội vụ
1 2,4 1x1 Quý II
1 3,0 1x1 1.2
1 3,1 1x1 Phát hành tờ gấp
1 3,1 1x1 bằng hai thứ tiếng
1 3,3 1x1 UBND các xã, phường
1 3,4 1x1 Hằng tháng
1 4,0 1x2 Tổng kết
1 4,2 1x1 Văn phòng UBND tỉnh
1 4,4 1x1 Trước ngày 15/12/2026
Giao các sở, ban, ngành tổ chức thực hiện./.`), "\n")
	for name, kind := range map[string]Kind{"ke-hoach.html": HTML, "libreoffice.html": HTML, "ke-hoach.docx": DOCX} {
		src := readTest(t, fixture(t, name), kind)
		if got := places(src); !slices.Equal(got, want) {
			t.Errorf("%s:\n%s", name, strings.Join(got, "\n"))
		}
		if look := src.Lines[6].Look; look.Heading != 1 || !look.Bold || !look.Centered {
			t.Errorf("%s: the title looks %+v", name, look)
		}
	}
	lines := texts(readTest(t, fixture(t, "ke-hoach.txt"), Text))
	if len(lines) != 38 || lines[11] != "        a. qua cổng thông tin;" || lines[30] != "" {
		t.Errorf("ke-hoach.txt: %q", lines)
	}
}

func TestLibreOfficeWorkbooksAreRead(t *testing.T) {
	t.Parallel()
	sheets, err := ReadSheet(t.Context(), fixture(t, "don-vi.xlsx"), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	rows, err := ReadCSV(t.Context(), fixture(t, "don-vi.csv"), DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	rows[1] = rows[1][:2] // the last cell is empty
	if len(sheets) != 1 || !slices.EqualFunc(sheets[0].Rows, rows, slices.Equal) {
		t.Errorf("the workbook has %q, its source %q", sheets[0].Rows, rows)
	}
}
