package vi_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

func ExampleFold() {
	fmt.Println(vi.Fold("Ủy ban nhân dân tỉnh Đắk Lắk"))
	// Output: uy ban nhan dan tinh dak lak
}

func ExampleNormalize() {
	decomposed := "Ho\u0300a Bi\u0300nh\u200b"
	fmt.Println(vi.Normalize(decomposed), len([]rune(vi.Normalize(decomposed))))
	// Output: Hòa Bình 8
}

func ExampleCanonicalTone() {
	fmt.Println(vi.CanonicalTone("hoà giải, thuỷ lợi, uỷ ban"))
	// Output: hòa giải, thủy lợi, ủy ban
}

func ExampleSortKey() {
	units := []string{"xã Đồng Sen", "xã Dương Hòa", "xã An Bình"}
	slices.SortFunc(units, func(a, b string) int { return strings.Compare(vi.SortKey(a), vi.SortKey(b)) })
	fmt.Println(strings.Join(units, ", "))
	// Output: xã An Bình, xã Dương Hòa, xã Đồng Sen
}

func ExampleIsSyllable() {
	fmt.Println(vi.IsSyllable("nghiêng"), vi.IsSyllable("strategy"))
	// Output: true false
}

func ExampleCutRunes() {
	fmt.Println(vi.CutRunes("truyền thông", 6))
	// Output: truyền
}

func ExampleCutBytes() {
	fmt.Println(vi.CutBytes("đất", 4)) // the last letters would be broken
	// Output: đ
}

func ExampleDecode() {
	text := "Uû ban nh©n d©n" // TCVN3, as a font shows it without its name
	fmt.Println(vi.DetectLegacy(text, ".VnTime"), vi.Decode(vi.FontEncoding(".VnTime"), text))
	// Output: TCVN3 Uỷ ban nhân dân
}

func ExampleDecodeBytes() {
	text, encoding := vi.DecodeBytes([]byte("\xef\xbb\xbfXin chào"))
	fmt.Println(text, encoding)
	// Output: Xin chào Unicode
}

func ExampleRawText() {
	fmt.Println(vi.RawText([]byte("caf\xe9")), vi.FromWindows1252([]byte("caf\xe9")))
	// Output: café café
}

func ExampleAppendTokens() {
	buffer := make([]vi.Token, 0, 8)
	text := "Công văn 07/CT-TTg, 09:30."
	for _, t := range vi.AppendTokens(buffer, text) {
		fmt.Printf("%s|", t.Text(text))
	}
	// Output: Công|văn|07/CT-TTg|,|09:30|.|
}

func ExampleDetectLegacy() {
	text := vi.FromWindows1252([]byte("C\xe9ng h\xdfa x\xb7 h\xe9i chñ nghÜa ViÖt Nam"))
	fmt.Println(vi.DetectLegacy(text, ".VnTime"), vi.DetectLegacy("Cộng hòa", ""))
	// Output: TCVN3 Unicode
}

func ExampleFontEncoding() {
	fmt.Println(vi.FontEncoding(".VnTimeH"), vi.FontEncoding("VNI-Times"), vi.FontEncoding("Times New Roman"))
	// Output: TCVN3 (capitals) VNI Unicode
}

func ExampleFromWindows1252() {
	fmt.Println(vi.FromWindows1252([]byte{'c', 0xE0, ' ', 0x80}))
	// Output: cà €
}

func ExampleToken_Text() {
	text := "Theo 07/CT-TTg, họp 09:30."
	for _, t := range vi.Tokens(text) {
		fmt.Printf("%s|", t.Text(text))
	}
	// Output: Theo|07/CT-TTg|,|họp|09:30|.|
}

func ExampleSentence_Text() {
	text := "Họp tại TP.HCM. Mời đúng giờ."
	for _, s := range vi.Sentences(text) {
		fmt.Println(s.Text(text))
	}
	// Output:
	// Họp tại TP.HCM.
	// Mời đúng giờ.
}
