package official

import (
	"strings"
	"testing"
)

// tableSource makes a source of one table from rows of cells divided by "|".
func tableSource(rows ...string) Source {
	var src Source
	for r, row := range rows {
		for c, text := range strings.Split(row, "|") {
			src.Lines = append(src.Lines, Line{Text: strings.TrimSpace(text), Cell: &Cell{Row: r, Col: c}})
		}
	}
	return src
}

func TestColumnsAreKnownByTheirCellsWhereNoListKnowsTheirHeaders(t *testing.T) {
	t.Parallel()
	src := tableSource(
		"A | Phần việc của năm | Ai lo | Ai giúp | Bao giờ",
		"1 | Rà soát danh mục chính sách cần truyền thông | Sở Tư pháp | Sở Nội vụ; Sở Tài chính | Quý I/2026",
		"2 | Mở lớp bồi dưỡng kỹ năng phát ngôn | Sở Nội vụ | Trường Chính trị tỉnh | Trước ngày 30/9/2026",
		"3 | Đưa tin hằng tuần về kỳ họp | Báo và Phát thanh, Truyền hình tỉnh | Văn phòng UBND tỉnh | Hằng tuần",
	)
	p := ReadPlan(src, Directory{})
	if len(p.Tasks) != 3 {
		t.Fatalf("%d tasks, want 3: %+v", len(p.Tasks), p.Tasks)
	}
	first := p.Tasks[0]
	if got := strings.Join(Names(first.Lead), "; ") + " / " + strings.Join(Names(first.Partners), "; "); got != "Sở Tư pháp / Sở Nội vụ; Sở Tài chính" {
		t.Errorf("the first task goes to %s", got)
	}
	if got := p.Tasks[2].Cadence; len(got) != 1 || got[0] != Weekly {
		t.Errorf("the third comes %v, want weekly", got)
	}
}

func TestATableOfAddressesIsNoPlan(t *testing.T) {
	t.Parallel()
	src := tableSource(
		"TT | Nơi công tác | Họ và tên | Điện thoại",
		"1 | Sở Tư pháp | Nguyễn Thị Minh, Phó Giám đốc phụ trách pháp chế | 0214 000 001",
		"2 | Sở Nội vụ | Lê Văn Bình, Trưởng phòng Cải cách hành chính | 0214 000 002",
	)
	if p := ReadPlan(src, Directory{}); len(p.Tasks) != 0 {
		t.Errorf("tasks in a list of telephones: %+v", p.Tasks)
	}
}
