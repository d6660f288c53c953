package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/official"
)

func load(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "testdata", "pdf", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(t testing.TB, data []byte) []official.Line {
	t.Helper()
	src, err := Read(t.Context(), data, DefaultLimits())
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	return src.Lines
}

// outside is the text outside tables; "#" marks where a table stands.
func outside(lines []official.Line) []string {
	var out []string
	for _, l := range lines {
		switch {
		case l.Cell == nil:
			out = append(out, l.Text)
		case len(out) == 0 || out[len(out)-1] != "#":
			out = append(out, "#")
		}
	}
	return out
}

// cells writes each cell as "row,col rows×cols text", paragraphs parted by " / ".
func cells(lines []official.Line) []string {
	var out []string
	last := official.Cell{Table: -1}
	for _, l := range lines {
		if l.Cell == nil {
			continue
		}
		if *l.Cell == last {
			out[len(out)-1] += " / " + l.Text
			continue
		}
		last = *l.Cell
		out = append(out, fmt.Sprintf("%d,%d %d×%d %s", last.Row, last.Col, last.RowSpan, last.ColSpan, l.Text))
	}
	return out
}

func compareLists(t *testing.T, what string, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	for i := range max(len(got), len(want)) {
		g, w := "(nothing)", "(nothing)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("%s %d\n got %s\nwant %s", what, i, g, w)
		}
	}
}

// planTable is the table of ke-hoach.html.
var planTable = []string{
	"0,0 2×1 TT", "0,1 2×1 Nội dung công việc", "0,2 1×2 Phân công", "0,4 2×1 Thời gian",
	"1,2 1×1 Chủ trì", "1,3 1×1 Phối hợp",
	"2,0 1×5 A. Hạ tầng làng nghề",
	"3,0 1×1 1", "3,1 1×1 Sửa chữa đường vào làng gốm Hạ Lam, làm bãi đỗ xe và bến thuyền nhỏ.", "3,2 3×1 Sở Xây dựng", "3,3 1×1 Ủy ban nhân dân xã Hạ Lam", "3,4 1×1 Quý II/2026",
	"4,0 1×1 2", "4,1 1×1 Xây lò nung dùng chung bằng khí đốt, có bộ lọc khói, tại hai làng Hạ Lam và Thượng Lam theo mẫu đã thử nghiệm.", "4,3 1×1 Sở Khoa học và Công nghệ; / Sở Tài chính", "4,4 1×1 Năm 2026 - 2027",
	"5,0 1×1 3", "5,1 1×1 Dựng biển chỉ dẫn hai thứ tiếng dọc tuyến sông.", "5,3 1×1 Sở Văn hóa, Thể thao và Du lịch", "5,4 1×1 Tháng 9/2026",
	"6,0 1×5 B. Con người và sản phẩm",
	"7,0 1×1 4", "7,1 1×1 Mở lớp truyền nghề cho thanh niên, ưu tiên con em các hộ nghèo: / - Mỗi năm hai lớp, mỗi lớp 25 học viên; / - Nghệ nhân được trả thù lao theo buổi dạy.", "7,2 1×1 Sở Nội vụ", "7,3 1×1 Tỉnh đoàn An Bình", "7,4 1×1 Hằng năm",
	"8,0 1×1 5", "8,1 1×1 Thiết kế bộ nhận diện chung cho sản phẩm gốm Lam Giang và đăng ký nhãn hiệu tập thể.", "8,2 1×1 Sở Khoa học và Công nghệ", "8,3 1×1 Hội Nghề thủ công tỉnh", "8,4 1×1 Trước ngày 15/11/2026",
	"9,0 1×1 6", "9,1 1×1 Tổ chức Ngày hội Gốm ven sông, mời các tỉnh bạn cùng trưng bày, trao giải cho tác phẩm mới và giới thiệu các tua tham quan một ngày, hai ngày.", "9,2 1×1 Sở Văn hóa, Thể thao và Du lịch", "9,3 1×1 Báo và Phát thanh, Truyền hình An Bình; / Công an tỉnh", "9,4 1×1 Tháng 10 hằng năm",
	"10,0 1×1 7", "10,1 1×1 Đưa giờ học làm gốm vào hoạt động trải nghiệm của các trường trung học cơ sở trong vùng, bảo đảm mỗi học sinh được tự tay nặn và nung ít nhất một sản phẩm trong năm học, có giáo viên mỹ thuật và nghệ nhân cùng hướng dẫn; cuối năm chọn sản phẩm tiêu biểu để trưng bày tại nhà văn hóa xã và gửi dự Ngày hội.", "10,2 1×1 Sở Giáo dục và Đào tạo", "10,3 1×1 Ủy ban nhân dân các xã", "10,4 1×1 Từ năm học 2026 - 2027",
	"11,0 1×1 8", "11,1 1×1 Xây dựng trang thông tin giới thiệu làng nghề.", "11,2 1×1 Sở Khoa học và Công nghệ", "11,4 1×1 Thường xuyên",
}

// planText is the text of ke-hoach.html up to the signature.
var planText = []string{
	"ỦY BAN NHÂN DÂN", "TỈNH AN BÌNH", "Số: 27/KH-UBND",
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "An Bình, ngày 12 tháng 02 năm 2026",
	"KẾ HOẠCH",
	"Phát triển làng nghề gốm và du lịch ven sông trên địa bàn tỉnh An Bình giai đoạn 2026 - 2028",
	"Thực hiện chủ trương khôi phục các làng nghề gốm ven sông Lam Giang, Ủy ban nhân dân tỉnh An Bình ban hành Kế hoạch phát triển làng nghề gắn với du lịch cộng đồng, với những nội dung sau đây:",
	"I. MỤC TIÊU",
	"1. Đến hết năm 2028, khôi phục ít nhất bốn làng nghề; mỗi làng có một nhà trưng bày, một tổ hướng dẫn và một lò nung dùng chung không khói.",
	"2. Mỗi năm đón từ 40.000 lượt khách trở lên. Thu nhập của hộ làm nghề tăng bình quân 8% mỗi năm so với năm 2025, trong đó ít nhất một nửa số hộ nghèo có người tham gia.",
	"II. NHIỆM VỤ",
	"1. Khảo sát hiện trạng các lò nung truyền thống và lập bản đồ số các điểm dừng chân dọc theo tuyến sông.",
	"Đơn vị chủ trì thực hiện: Sở Văn hóa, Thể thao và Du lịch.",
	"Đơn vị phối hợp: Sở Công Thương; Ủy ban nhân dân các xã Hạ Lam, Thượng Lam.",
	"Thời gian thực hiện: Hoàn thành trước ngày 30/6/2026.",
	"Các nhiệm vụ khác được phân công trong bảng sau:",
	"#",
	"III. TỔ CHỨC THỰC HIỆN",
	"Giao Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với các cơ quan liên quan theo dõi, đôn đốc việc thực hiện Kế hoạch này; định kỳ ngày 20 tháng 12 hằng năm tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan kịp thời phản ánh để xem xét, điều chỉnh cho phù hợp./.",
}

var planSignature = []string{
	"Nơi nhận:", "- Các sở, ban, ngành tỉnh;", "- Ủy ban nhân dân các xã;", "- Lưu: VT.",
	"TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Mẫu",
}

func TestOnePlanReadsAlikeFromTwoWriters(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"chromium.pdf", "libreoffice.pdf"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines := read(t, load(t, name))
			text := outside(lines)
			end := min(len(planText), len(text))
			compareLists(t, "paragraph", text[:end], planText)
			compareLists(t, "cell", cells(lines), planTable)
			signature := slices.Sorted(slices.Values(text[end:]))
			compareLists(t, "line of the signature", signature, slices.Sorted(slices.Values(planSignature)))
		})
	}
}

func TestColumnsOfTheSignatureAreReadOneAfterTheOther(t *testing.T) {
	t.Parallel()
	text := outside(read(t, load(t, "chromium.pdf")))
	compareLists(t, "line", text[len(text)-len(planSignature):], planSignature)
}

func TestLooksAndPlacesAreKept(t *testing.T) {
	t.Parallel()
	lines := read(t, load(t, "chromium.pdf"))
	for text, want := range map[string]official.Look{
		"KẾ HOẠCH":                           {Bold: true, Centered: true, Size: 13},
		"An Bình, ngày 12 tháng 02 năm 2026": {Italic: true, Centered: true, Size: 13},
		"I. MỤC TIÊU":                        {Bold: true, Size: 13},
		"- Lưu: VT.":                         {Size: 11},
		"Phân công":                          {Bold: true, Centered: true, Size: 12},
	} {
		i := slices.IndexFunc(lines, func(l official.Line) bool { return l.Text == text })
		if i < 0 {
			t.Errorf("%q is missing", text)
			continue
		}
		l := lines[i]
		if l.Look != want {
			t.Errorf("look of %q = %+v, want %+v", text, l.Look, want)
		}
		if l.Page < 1 || l.Frame.X < 80 || l.Frame.X+l.Frame.Width > 560 || l.Frame.Height < 8 || l.Frame.Height > 20 {
			t.Errorf("%q stands at %+v on page %d", text, l.Frame, l.Page)
		}
	}
}

func TestRepeatedHeadingRowsAreMarkedOnceAndDropped(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"chromium.pdf", "libreoffice.pdf"} {
		headings := 0
		for _, l := range read(t, load(t, name)) {
			if l.Cell != nil && l.Cell.Header {
				headings++
				if l.Page != 1 {
					t.Errorf("%s: heading %q on page %d", name, l.Text, l.Page)
				}
			}
		}
		if headings != 6 {
			t.Errorf("%s: %d heading cells, want 6", name, headings)
		}
	}
}

func TestRunningLinesAreDroppedAndParagraphsJoinedOverThePage(t *testing.T) {
	t.Parallel()
	lines := read(t, load(t, "fpdf.pdf"))
	text := outside(lines)
	if len(text) != 17 || text[0] != "CHƯƠNG TRÌNH" || text[16] != "#" {
		t.Fatalf("%d paragraphs: %q", len(text), text)
	}
	for i, p := range text[2:16] {
		want := fmt.Sprintf("%d. Ở khu phố số %d, mỗi hộ", i+1, i+1)
		if !strings.HasPrefix(p, want) || !strings.HasSuffix(p, "từng tuyến đường đã hoàn thành.") {
			t.Errorf("paragraph %d = %q", i, p)
		}
	}
	compareLists(t, "cell", cells(lines), []string{
		"0,0 1×1 STT", "0,1 1×1 Nhiệm vụ", "0,2 1×1 Đơn vị chủ trì", "0,3 1×1 Thời hạn",
		"1,0 1×1 1", "1,1 1×1 Ươm 20.000 cây giống bản địa", "1,2 1×1 Sở Nông nghiệp và Môi trường", "1,3 1×1 31/3/2027",
		"2,0 1×1 2", "2,1 1×1 Lập danh mục đường còn thiếu bóng mát", "2,2 1×1 Sở Xây dựng", "2,3 1×1 15/4/2027",
		"3,0 1×1 3", "3,1 1×1 Mở cuộc thi ảnh \"Phố xanh của em\" trong trường học và trao giải tại lễ tổng kết năm học", "3,2 1×1 Sở Giáo dục và Đào tạo", "3,3 1×1 Tháng 5/2027",
	})
}

func TestFilesThatAnybodyMayOpenAreRead(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"protected.pdf", "restricted.pdf"} {
		lines := read(t, load(t, name))
		if len(lines) != 1 || lines[0].Text != "Giao Sở Y tế chủ trì, hoàn thành trước ngày 30/9/2026." {
			t.Errorf("%s: %+v", name, lines)
		}
	}
}
