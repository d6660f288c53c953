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
