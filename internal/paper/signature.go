package paper

import (
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// academic are titles that do not stand before the name of a signer.
var academic = []string{"gs.", "pgs.", "gs.ts", "pgs.ts", "ts.", "ts", "ths.", "ths", "cn.", "ks.", "bs.", "ls.", "ngnd.", "ngut."}

// authorities are the abbreviations of Decree 30/2020 by which somebody signs for another; acting heads ("Q.")
// have theirs in their own title.
var authorities = []string{"TM.", "KT.", "TL.", "TUQ."}

// CheckSignature refuses a signature block that Decree 30/2020, Annex I, does not know, with fault.Invalid at
// its field:
//
//	TM. Ủy ban nhân dân     KT. Giám đốc      TL. Giám đốc          TUQ. Giám đốc
//	Chủ tịch                Phó Giám đốc      Chánh Văn phòng       Trưởng phòng
//
// "TM." stands before a body and only above everything else; below it or below "TL." may stand "KT.", whose
// signer is the deputy of the one it names. A block without a post is not finished and allowed until then.
//
//law:nd-30-2020
func CheckSignature(s official.Signature) error {
	if len(s.Authority) > 2 {
		return fault.New(fault.Invalid, "Thẩm quyền ký có nhiều nhất hai dòng, ví dụ TM. Ủy ban nhân dân và KT. Chủ tịch.").At("tham-quyen")
	}
	marks := make([]string, len(s.Authority))
	for i, line := range s.Authority {
		mark, of := cutAuthority(line)
		switch {
		case mark == "":
			return fault.New(fault.Invalid, "Dòng thẩm quyền “%s” phải bắt đầu bằng TM., KT., TL. hoặc TUQ.", line).At("tham-quyen")
		case of == "":
			return fault.New(fault.Invalid, "Sau %s hãy ghi tên tập thể hoặc chức vụ của người đứng đầu.", mark).At("tham-quyen")
		}
		marks[i] = mark
	}
	if len(marks) == 2 && (marks[1] != "KT." || marks[0] == "KT." || marks[0] == "TUQ.") {
		return fault.New(fault.Invalid, "Hai dòng thẩm quyền chỉ đi cùng nhau khi dòng đầu là TM. hoặc TL. và dòng sau là KT.").At("tham-quyen")
	}
	return checkSigner(s)
}

func checkSigner(s official.Signature) error {
	title := strings.TrimSpace(s.Title)
	if n := len(s.Authority); n > 0 && title != "" {
		mark, of := cutAuthority(s.Authority[n-1])
		switch {
		case mark == "KT." && !isDeputyOf(title, of):
			return fault.New(fault.Invalid, "Ký thay (KT.) %s thì chức vụ người ký là cấp phó, ví dụ Phó %s.", of, of).At("chuc-vu")
		case mark != "TM." && vi.Fold(title) == vi.Fold(of):
			return fault.New(fault.Invalid, "%s %s thì người ký không thể cũng là %s. Hãy sửa chức vụ hoặc bỏ dòng thẩm quyền.", mark, of, of).At("chuc-vu")
		}
	}
	if mark, _ := cutAuthority(title); mark != "" {
		return fault.New(fault.Invalid, "Hãy ghi %s ở dòng thẩm quyền; ô này chỉ ghi chức vụ của người ký.", mark).At("chuc-vu")
	}
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(s.Name)), " ")
	if slices.Contains(academic, first) {
		return fault.New(fault.Invalid, "Trước họ tên người ký không ghi học hàm, học vị.").At("nguoi-ky")
	}
	return nil
}

// isDeputyOf: "Phó Giám đốc" of "Giám đốc", "Phó Chánh Văn phòng" of "Chánh Văn phòng", also with words that
// tell deputies apart ("Phó Chủ tịch Thường trực").
func isDeputyOf(title, of string) bool {
	return strings.HasPrefix(vi.Fold(title), "pho "+vi.Fold(of))
}

// cutAuthority parts "KT. Giám đốc" into "KT." and "Giám đốc"; empty if it does not begin so.
func cutAuthority(line string) (mark, of string) {
	line = strings.TrimSpace(line)
	for _, a := range authorities {
		if len(line) >= len(a) && strings.EqualFold(line[:len(a)], a) {
			return a, strings.TrimSpace(line[len(a):])
		}
	}
	return "", ""
}
