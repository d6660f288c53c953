package gate

import (
	"testing"

	"github.com/nhipcau/nhipcau/vi"
)

// Ways in which people write what points at them, on purpose or not.
func TestWaysAroundTheMask(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, want string }{
		{"Gọi 0912345678/0987654321 nhé", "Gọi [số điện thoại]/[số điện thoại] nhé"},
		{"SĐT0912345678", "SĐT[số điện thoại]"},
		{"zalo0912345678", "zalo[số điện thoại]"},
		{"CCCD079203001234", "CCCD[số định danh]"},
		{"Gọi 0912–345–678 nhé", "Gọi [số điện thoại] nhé"},
		{"Gọi 0912. 345. 678 nhé", "Gọi [số điện thoại] nhé"},
		{"Gọi 0912,345,678 nhé", "Gọi [số điện thoại] nhé"},
		{"Gọi 0912_345_678 nhé", "Gọi [số điện thoại] nhé"},
		{"Gọi 0912/345/678 nhé", "Gọi [số điện thoại] nhé"},
		{"Gọi 0912  345  678 nhé", "Gọi [số điện thoại] nhé"},
		{"ĐT: (024) 3825 1234", "ĐT: [số điện thoại]"},
		{"Gọi 0913–345–678, (024) 3825 1234", "Gọi [số điện thoại], [số điện thoại]"},
		{"ĐT: (0912) 345 678", "ĐT: [số điện thoại]"},
		{"ĐT: (+84) 912 345 678.", "ĐT: [số điện thoại]."},
		{"ĐT: +84(0)912345678.", "ĐT: [số điện thoại]."},
		{"thư ai.do [at] hop-thu.vn", "thư [thư điện tử]"},
		{"thư ai.do(at)hop-thu.vn", "thư [thư điện tử]"},
		{"thư ai.do＠hop-thu.vn", "thư [thư điện tử]"},
		{"thư ai.do @ hop-thu.vn", "thư [thư điện tử]"},
		{"xe 29a-12345 chạy", "xe [biển số xe] chạy"},
		{"biển số 29A – 123.45", "biển số [biển số xe]"},
		{"ở nhà 12/3 Trần Phú", "ở [địa chỉ]"},
		{"ở ngõ 34/5 phố Huế", "ở [địa chỉ]"},
		{"ở sn 12 đường Trần Phú", "ở [địa chỉ]"},
		{"địa chỉ: 12 ngõ 34 Trần Phú", "[địa chỉ]"},
	} {
		got, _ := Mask(vi.Normalize(tt.text))
		if got != tt.want {
			t.Errorf("Mask(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
	for _, stays := range []string{
		"Quyết định 1234567890/QĐ-UBND", "từ 05/11/2026, 15 hộ", "ngày 05/11/2026 và 06/11/2026", "08/2026/NĐ-CP", "số tiền 1.234.567.890 đồng", "500 000 000 đồng",
		"từ 08 giờ 30 phút, 05 xã", "tăng 0,912 345 điểm", "lô 05, 06, 07, 08, 09", "giai đoạn 2021-2025", "tỷ lệ 0.345, 0.678, 0.912", "nắng (từ 05 đến 10 giờ)", "mức 10k đến 20k",
	} {
		got, _ := Mask(vi.Normalize(stays))
		if got != stays {
			t.Errorf("Mask(%q) = %q, want it to stay", stays, got)
		}
	}
}
