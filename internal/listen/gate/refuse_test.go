package gate_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

func TestSourcesNamedAfterAPerson(t *testing.T) {
	t.Parallel()
	holders := []string{"Lò Thị Mai"}
	for name, want := range map[string]bool{
		"Nguyễn Văn Tám": true, "Trang của Nguyễn Văn Tám": true, "Facebook Trần Thu Hà": true, "nguyen van tam": true, "Fanpage cô Hoa": true, "@nguoi_noi_nhieu": true, "Zalo 0912345678": true, "Hoàng Xuân Giấu (TikTok)": true,
		"Lò Thị Mai": false, "Fanpage UBND xã Trần Phú": false, "Đoàn Thanh niên tỉnh": false, "Trang Trường THPT Nguyễn Thị Minh Khai": false, "Công an phường Võ Thị Sáu": false, "Hội Phụ nữ xã Lê Lợi": false,
		"Cổng thông tin tỉnh Cao Bằng": false, "Nhóm chợ": false, "Báo Sông Lụa": false, "hoi-cho": false, "Fanpage chính thức của Sở Y tế": false, "Đường dây nóng": false, "Tệp mạng xã hội nhập tay": false, "Xã Lũng Mây": false,
		"Thanh niên Cẩm Lúa": false, "An Bình hôm nay": false, "Hà Tĩnh 24 giờ": false, "Xuất từ công cụ quản trị trang": false, "Trang của nguyễn văn tám": true,
	} {
		if got := gate.PersonName(name, holders); (got != "") != want {
			t.Errorf("%q: %q, want one: %v", name, got, want)
		}
	}
}
