package person_test

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate/person"
)

// What an officer noted and what must not be kept of it, as it was found, and made after it was written.
func TestNotesThatPointAtSomebody(t *testing.T) {
	t.Parallel()
	for _, text := range lines(t, "notes_named.txt") {
		if person.InNote(person.Canonical(text), nil, nil) == "" {
			t.Errorf("%q passes", text)
		}
	}
}

func TestNotesOfOfficersPass(t *testing.T) {
	t.Parallel()
	place := func(name string) bool {
		return name == "cam đường" || name == "cốc lếu" || name == "bến lúa"
	}
	for _, text := range lines(t, "notes_ordinary.txt") {
		if what := person.InNote(person.Canonical(text), []string{"Lò Thị Mai"}, place); what != "" {
			t.Errorf("%q is refused for %q", text, what)
		}
	}
}

func TestPlacesOfNotes(t *testing.T) {
	t.Parallel()
	for text, refused := range map[string]bool{
		"Tả Phời, Hợp Thành": false, "Thôn 3, chợ Cam Đường, đường Nguyễn Huệ": false, "tổ 5, khu vực cầu Cốc Lếu – Kim Tân": false, "Nhà văn hóa thôn Vi Mã": false, "trước nhà máy gạch": false,
		"Cốc San; bản Pho; Bản Vược": false, "cổng Trường THCS Lê Văn Tám": false, "ngã tư Kim Tân": false, "nhà sinh hoạt cộng đồng Nậm Cang": false,
		"trước nhà bà Khánh Vy": true, "quán Hùng Béo": true, "nhà Vy": true, "facebook khanhvy": true, "nick hung_beo": true, "hộ Giàng A Páo": true, "gia đình Hạnh, thôn 3": true, "shop Thảo Nguyên": true,
	} {
		if what := person.InPlaceNote(person.Canonical(text), nil); (what != "") != refused {
			t.Errorf("%q: %q, want refused %v", text, what, refused)
		}
	}
}
