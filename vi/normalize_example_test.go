package vi_test

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

func Example() {
	old := "Kế hoạch số 12 của UỶ BAN NHÂN DÂN tỉnh"
	fmt.Println(vi.CanonicalTone(old))
	fmt.Println(vi.Fold(old))
	w := bufio.NewScanner(strings.NewReader("Céng hßa x· héi chñ nghÜa"))
	for w.Scan() {
		fmt.Println(vi.Decode(vi.DetectLegacy(w.Text(), ".VnTime"), w.Text()))
	}
	// Output:
	// Kế hoạch số 12 của ỦY BAN NHÂN DÂN tỉnh
	// ke hoach so 12 cua uy ban nhan dan tinh
	// Cộng hòa xã hội chủ nghĩa
}

func ExampleNormalizeWith() {
	original := "<b>Uỷ</b>&nbsp;ban trả lời ko rõ lí do"
	n := vi.NormalizeWith(original, vi.NormalizeOptions{Tone: vi.ToneOld, Spelling: true, HTML: true, Informal: vi.DefaultInformal()})
	fmt.Println(n.Text)
	at := strings.Index(n.Text, "không")
	from, to := n.Original(at, at+len("không"))
	fmt.Println(original[from:to], len(n.Edits()))
	// Output:
	// Ủy ban trả lời không rõ lý do
	// ko 3
}

func ExampleReadInformal() {
	t, err := vi.ReadInformal(strings.NewReader("ttxh = trật tự xã hội"), vi.DefaultInformal())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(vi.NormalizeWith("giữ ttxh", vi.NormalizeOptions{Informal: t}).Text)
	// Output: giữ trật tự xã hội
}
