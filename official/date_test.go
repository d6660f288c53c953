package official

import (
	"fmt"
	"testing"
)

func TestTimesAreReadAsOfficesWriteThem(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"Thường xuyên.", "[continuous] .."},
		{"Hằng năm", "[yearly] .."},
		{"Hàng quý, năm", "[quarterly yearly] .."},
		{"Hằng tháng/quý/năm", "[monthly quarterly yearly] .."},
		{"Hàng tuần", "[weekly] .."},
		{"Định kỳ/đột xuất", "[periodic adhoc] .."},
		{"Định kỳ hằng quý", "[quarterly] .."},
		{"Định kỳ 6 tháng, hằng năm", "[yearly periodic] .."},
		{"Định kỳ 6 tháng, năm", "[yearly periodic] .."},
		{"6 tháng/lần", "[periodic] .."},
		{"01 lần/tháng", "[monthly] .."},
		{"02 lần/năm", "[periodic] .."},
		{"Theo nhiệm vụ", "[adhoc] .."},
		{"Khi có yêu cầu", "[adhoc] .."},
		{"Theo kế hoạch của Trung ương", "[adhoc] .."},
		{"Quý II/2026", "[once] 2026-04-01..2026-06-30"},
		{"Quý II", "[once] 2026-04-01..2026-06-30"},
		{"Quý II, III năm 2026", "[range] 2026-04-01..2026-09-30"},
		{"trước 30/6/2026", "[once] ..2026-06-30"},
		{"Trước ngày 15 hằng tháng", "[monthly] .."},
		{"ngày 20/12 hằng năm", "[yearly] .."},
		{"báo cáo trước 10/6 và 10/12 hằng năm", "[yearly] .."},
		{"trong tháng 9 năm 2026", "[once] 2026-09-01..2026-09-30"},
		{"Tháng 02/2028", "[once] 2028-02-01..2028-02-29"},
		{"6 tháng đầu năm", "[once] 2026-01-01..2026-06-30"},
		{"Năm 2023 và những năm tiếp theo", "[range] 2023-01-01.."},
		{"Năm 2023 và cập nhật các năm tiếp theo", "[range] 2023-01-01.."},
		{"2026 - 2030", "[range] 2026-01-01..2030-12-31"},
		{"Giai đoạn 2026-2030", "[range] 2026-01-01..2030-12-31"},
		{"Từ năm 2025 đến năm 2027", "[range] 2025-01-01..2027-12-31"},
		{"Từ ngày 01/9/2026 đến 15/10/2026", "[range] 2026-09-01..2026-10-15"},
		{"Từ ngày 5 đến ngày 20/6/2026", "[range] 2026-06-05..2026-06-20"},
		{"Từ tháng 3 đến tháng 10", "[range] 2026-03-01..2026-10-31"},
		{"Tháng 3 - 10/2026", "[range] 2026-03-01..2026-10-31"},
		{"Từ năm 2026", "[range] 2026-01-01.."},
		{"đến hết năm 2025", "[range] ..2025-12-31"},
		{"Hoàn thành trong năm 2026", "[once] ..2026-12-31"},
		{"Năm 2026", "[once] 2026-01-01..2026-12-31"},
		{"31/12/2026", "[once] ..2026-12-31"},
		{"Ngày 05 tháng 01 năm 2027", "[once] ..2027-01-05"},
		{"sau 30 ngày kể từ ngày Kế hoạch được ban hành", "[once] .."},
		{"31/02/2026", "[once] .."},
		{"Q.III/2026", "[once] 2026-07-01..2026-09-30"},
		{"Trước T12/2026", "[once] ..2026-12-31"},
		{"12-2026", "[once] 2026-12-01..2026-12-31"},
		{"Trước ngày 15/3/2026, cập nhật hằng tháng", "[monthly once] ..2026-03-15"},
		{"Hàng tuần, từ 17/01 đến 31/01/2027", "[weekly range] 2027-01-17..2027-01-31"},
		{"02 lần trong năm", "[periodic] .."},
		{"Trong dịp Tết", "[range] .."},
		{"Trước ngày khai giảng", "[once] .."},
		{"Ngay khi phát hiện", "[adhoc] .."},
		{"Từ nay đến hết ngày 05/02/2027", "[range] ..2027-02-05"},
		{"Cả năm", "[continuous] .."},
		{"", "[] .."},
	}
	for _, tt := range tests {
		got := ReadTiming(tt.text, 2026)
		if s := fmt.Sprintf("%v %s..%s", got.Cadence, got.From, got.To); s != tt.want {
			t.Errorf("ReadTiming(%q) = %s, want %s", tt.text, s, tt.want)
		}
	}
}

func TestDaysOfOtherDocumentsAreNoDeadlines(t *testing.T) {
	t.Parallel()
	for _, sentence := range []string{
		"thực hiện kế hoạch số 158/KH-UBND ngày 21/3/2023 của Ủy ban nhân dân tỉnh",
		"triển khai Đề án giai đoạn 2022-2027 trên địa bàn tỉnh",
		"bố trí từ nguồn chi thường xuyên",
	} {
		if got, ok := sentenceTiming(newPassage(sentence).key, 2026); ok {
			t.Errorf("sentenceTiming(%q) = %+v", sentence, got)
		}
	}
}
