package gate_test

import (
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

func TestWhatPointsAtAPersonIsMasked(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"a mobile number", "Gọi 0912345678 nhé.", "Gọi [số điện thoại] nhé."},
		{"a mobile number in groups", "Gọi 0912.345.678 hoặc 0912 345 678.", "Gọi [số điện thoại] hoặc [số điện thoại]."},
		{"a number with the code of the country", "Máy +84 912 345 678.", "Máy [số điện thoại]."},
		{"an old identity card", "CMND 123456789 cấp năm 2010", "CMND [số định danh] cấp năm 2010"},
		{"a citizen's identity number", "CCCD số 079203001234.", "CCCD số [số định danh]."},
		{"an account at a bank", "tài khoản 19034567890123 tại", "tài khoản [số định danh] tại"},
		{"an e-mail address", "thư về ho.ten+1@vi-du.vn.", "thư về [thư điện tử]."},
		{"a handle", "theo @nguoi_noi_nhieu kể", "theo [tài khoản] kể"},
		{"a profile", "xem https://www.facebook.com/ai.do.123?x=1 ngay", "xem [tài khoản] ngay"},
		{"a profile by number", "qua zalo.me/0912345678", "qua [tài khoản]"},
		{"a car", "xe 29A-123.45 chạy", "xe [biển số xe] chạy"},
		{"a motorcycle", "xe máy 29-H1 123.45 và 66B1-12345", "xe máy [biển số xe] và [biển số xe]"},
		{"a house", "tại số 12 đường Trần Phú, phường Tân An", "tại [địa chỉ], phường Tân An"},
		{"a house in an alley", "nhà số 5, ngách 2/4, ngõ 10, phố Lò Đúc có", "[địa chỉ] có"},
		{"a dwelling", "chị B., trú tại thôn 3, xã Tân Bình, kể", "chị B., trú tại [địa chỉ], xã Tân Bình, kể"},
		{"a number in full-width digits", "máy ０９１２３４５６７８ đây", "máy [số định danh] đây"},
		{"a dwelling in a lane", "hiện ngụ 12/3 ấp Tân, xã Bình Mạch", "hiện ngụ [địa chỉ], xã Bình Mạch"},
		{"a dwelling in a quarter", "thường trú ở khối 7, phường Sao", "thường trú ở [địa chỉ], phường Sao"},
		{"a house between lines", "Bà ở số 12 Trần Phú kể", "Bà ở [địa chỉ] kể"},
		{"a group of an address", "nhà ông ở tổ 5, phường Sao", "nhà ông ở [địa chỉ], phường Sao"},
		{"meals at school stay", "Từ ngày 16/10, bữa ăn bán trú tăng lên 25.500 đồng", "Từ ngày 16/10, bữa ăn bán trú tăng lên 25.500 đồng"},
		{"boarding schools stay", "Trường nội trú tại bản Mù đón 500 em; khách lưu trú tại thôn 3", "Trường nội trú tại bản Mù đón 500 em; khách lưu trú tại thôn 3"},
		{"how many stay somewhere stays", "tạm trú 3 tháng, ngụ ý 2 điều, cư trú tại 5 xã", "tạm trú 3 tháng, ngụ ý 2 điều, cư trú tại 5 xã"},
		{"groups of people stay", "lập tổ 5 người, tổ 3 công nhân, căn hộ 2 phòng", "lập tổ 5 người, tổ 3 công nhân, căn hộ 2 phòng"},
		{"storms, resolutions and schools stay", "bão số 3 Yagi, Nghị quyết số 12 Hội đồng, trường mầm non số 2 thôn Đông", "bão số 3 Yagi, Nghị quyết số 12 Hội đồng, trường mầm non số 2 thôn Đông"},
		{"money stays", "chi 150.000.000 đồng và 1.250.000.000 đồng", "chi 150.000.000 đồng và 1.250.000.000 đồng"},
		{"days and documents stay", "ngày 12/03/2026, số 1234/QĐ-UBND, 2026-03-12", "ngày 12/03/2026, số 1234/QĐ-UBND, 2026-03-12"},
		{"a count of things stays", "có 12 nhà và 350 hộ, tăng 12,5 %", "có 12 nhà và 350 hộ, tăng 12,5 %"},
		{"quarters stay", "quý 3 năm 2026, Nghị định số 30 năm 2020", "quý 3 năm 2026, Nghị định số 30 năm 2020"},
	} {
		got, n := gate.Mask(tt.text)
		if got != tt.want {
			t.Errorf("%s: Mask(%q) = %q, want %q", tt.name, tt.text, got, tt.want)
		}
		if again, _ := gate.Mask(got); again != got {
			t.Errorf("%s: masked twice %q becomes %q", tt.name, got, again)
		}
		if (n > 0) != (got != tt.text) {
			t.Errorf("%s: %d masks", tt.name, n)
		}
	}
}

func FuzzMask(f *testing.F) {
	f.Add("Gọi 0912.345.678, trú tại số 5 ngõ 3, xe 29A-123.45, @ai, a@b.vn, fb.com/x")
	f.Add(strings.Repeat("1.", 300))
	f.Fuzz(func(t *testing.T, text string) {
		masked, n := gate.Mask(text)
		if (n == 0) != (masked == text) && n == 0 {
			t.Errorf("changed without a mask: %q", masked)
		}
	})
}

func BenchmarkMask(b *testing.B) {
	text := strings.Repeat("Ngày 12/3, tại hội trường UBND tỉnh, 350 hộ dân được nhận 150.000.000 đồng hỗ trợ theo quyết định. ", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		gate.Mask(text)
	}
}
