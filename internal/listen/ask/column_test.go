package ask

import "testing"

func TestOnlyColumnsForPeopleAskForThem(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		house, title, link string
		want               bool
	}{
		{"Báo An Bình", "Chuyện làm lúa sạch cá đồng: vì sao chưa ngã ngũ?", "https://bao.example/lua-sach.html", false},
		{"Báo An Bình", "Từ chuyện làm lúa sạch, rút ra điều gì?", "https://bao.example/tu-chuyen.html", false},
		{"Báo An Bình", "Bạn đọc hỏi: bao giờ có nước?", "https://bao.example/nuoc.html", true},
		{"Báo An Bình", "Bao giờ có nước?", "https://bao.example/ban-doc-hoi/nuoc.html", true},
		{"Chuyên mục Hỏi - đáp của Cổng tỉnh", "Bao giờ có nước?", "", true},
	} {
		if got := OfPeople(tt.house, tt.title, tt.link); got != tt.want {
			t.Errorf("that %q in %q at %q asks for people is %v, want %v", tt.title, tt.house, tt.link, got, tt.want)
		}
	}
}
