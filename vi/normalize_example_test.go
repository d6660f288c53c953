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

func ExampleNormalized_Original() {
	original := "HS ko đc nghỉ"
	n := vi.NormalizeWith(original, vi.NormalizeOptions{Informal: vi.DefaultInformal()})
	at := strings.Index(n.Text, "được")
	from, to := n.Original(at, at+len("được"))
	fmt.Printf("%s: %s at %d\n", n.Text, original[from:to], from)
	// Output: HS không được nghỉ: đc at 6
}

func ExampleNormalized_Edits() {
	original := "a\u200Bb và hoà"
	n := vi.NormalizeWith(original, vi.NormalizeOptions{Tone: vi.ToneOld})
	for _, e := range n.Edits() {
		fmt.Printf("%q for %q\n", n.Text[e.Start:e.End], original[e.From:e.To])
	}
	// Output:
	// "" for "\u200b"
	// "òa" for "oà"
}

func ExampleInformal_Len() {
	table, err := vi.ReadInformal(strings.NewReader("# our office\nttpv = trung tâm phục vụ\n"), nil)
	fmt.Println(table.Len(), err)
	// Output: 1 <nil>
}
