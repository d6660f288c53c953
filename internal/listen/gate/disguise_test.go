package gate_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

func TestNumbersInDisguiseAreMasked(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Zalo o987.654.321 nhé":     "Zalo [số điện thoại] nhé",
		"Zalo O987654321.":          "Zalo [số điện thoại].",
		"gọi 09l2 345 678, gặp Hoa": "gọi [số điện thoại], gặp Hoa",
		"gọi 0987,65I,321":          "gọi [số điện thoại]",
		"gọi o98-765-43-21":         "gọi [số điện thoại]",
		"số không chín tám bảy sáu năm bốn ba hai một nhé":                     "số [số điện thoại] nhé",
		"Không, chín. tám, bảy, sáu, năm, bốn, ba, hai, một":                   "[số điện thoại]",
		"KHÔNG CHÍN TÁM BẢY SÁU NĂM BỐN BA HAI MỘT":                            "[số điện thoại]",
		"khong chin tam bay sau nam bon ba hai mot":                            "[số điện thoại]",
		"không chín 8 bảy sáu 5 bốn ba hai một":                                "[số điện thoại]",
		"Không ai biết một hai ba ngày nữa có xong không, năm sáu hộ vẫn chờ.": "",
		"Đếm một, hai, ba, bốn, năm, sáu, bảy, tám, chín rồi chạy.":            "",
		"Không ba bốn năm thì sáu bảy tháng mới xong.":                         "",
		"Có 10 lít, 0,5 l dầu; O2 và CO2 tăng 0,12; lớp 10I, khu O1.":          "",
		"Năm 2026 chi 150.000.000 đồng, ngày 12/03/2026, 100l nước.":           "",
		"Đường ĐT.908, khu Ol, 0,125 l, 300.000 l mỗi ngày.":                   "",
	} {
		if want == "" {
			want = text
		}
		got, _ := gate.Mask(text)
		if got != want {
			t.Errorf("Mask(%q) = %q, want %q", text, got, want)
		}
		if again, _ := gate.Mask(got); again != got {
			t.Errorf("masked twice %q becomes %q", got, again)
		}
	}
}
