package person_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate/person"
)

func TestSentencesThatNameSomebodyPrivate(t *testing.T) {
	t.Parallel()
	holders := []string{"Lò Thị Mai"}
	for sentence, want := range map[string]bool{
		"Ở khu tập thể, bà Quách Ngọc Giang chỉ vào bóng đèn và thở dài.":                                true,
		"Nguyễn Văn Tám, 43 tuổi, kể lại.":                                                               true,
		"Chị Mỵ than phiền về bữa ăn.":                                                                   true,
		"Ông Quách Thế Long, Phó Giám đốc Sở Y tế, công bố sổ trực.":                                     false,
		"Chủ tịch UBND tỉnh Nguyễn Văn An yêu cầu làm rõ.":                                               false,
		"Bà Lò Thị Mai cho biết sẽ trả lời sớm.":                                                         false,
		"Đường Nguyễn Huệ ngập sau mưa lớn.":                                                             false,
		"Trường Lê Văn Tám đón 600 học sinh.":                                                            false,
		"Tỉnh chưa quyết mức giá nào như thế.":                                                           false,
		"Đợt sốt xuất huyết đang lan ở xã Cẩm Lúa, ngành y tế phun thuốc tại 12 thôn từ ngày 20/1/2026.": false,
	} {
		if got := person.InSentence(person.Canonical(sentence), holders); got != want {
			t.Errorf("%q: %v, want %v", sentence, got, want)
		}
	}
}
