package gate_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

func TestAQueryForAPrivatePersonIsRefused(t *testing.T) {
	t.Parallel()
	holders := []string{"Lò Thị Mận"}
	for _, tt := range []struct {
		query   string
		refused bool
	}{
		{"Nguyễn Văn Bình", true},
		{`"nguyễn văn bình"`, true},
		{"nguyen van binh", true},
		{"Nguyễn AND Văn AND Bình", true},
		{"nguyễn NEAR/2 văn NEAR/2 bình", true},
		{"trạm y tế (Trần Thu Hà)", true},
		{"bà Lan bán nước", true},
		{"@nguoi_noi_nhieu", true},
		{"0912345678", true},
		{"ai.do@vi-du.vn", true},
		{`"Lò Thị Mận" đường`, false},
		{"lũ quét OR sạt lở", false},
		{"hỗ trợ học phí", false},
		{"ho tro hoc phi", false},
		{"đường Nguyễn Huệ ngập", false},
		{"Thành phố Hồ Chí Minh", false},
		{"hồ chứa nước", false},
		{"trần nhà trường học sập", false},
		{"công an xã", false},
		{"văn hóa thông tin", false},
	} {
		if got := gate.RefuseQuery(tt.query, holders); (got != "") != tt.refused {
			t.Errorf("RefuseQuery(%q) = %q, want refused %v", tt.query, got, tt.refused)
		}
	}
}

func TestBylinesAreDropped(t *testing.T) {
	t.Parallel()
	const body = "Sáng nay tỉnh họp.\nCuộc họp bàn về đường."
	for _, text := range []string{
		body + "\nNguyễn Văn Bút", body + "\nBài, ảnh: Trần Thu Hà", body + "\n(Tác giả: Lê Bút)", "Phóng viên: Lê Bút\n" + body,
		body + "\nT.H.", body + " (Ảnh: Lê Bút)", body + " Lê Bút Danh",
	} {
		if got := gate.DropByline(text, "Lê Bút Danh"); got != body {
			t.Errorf("DropByline(%q) = %q", text, got)
		}
	}
	if got := gate.DropByline(body); got != body {
		t.Errorf("a text without a byline became %q", got)
	}
}

func TestDistinctVoicesAreEstimated(t *testing.T) {
	t.Parallel()
	key := gate.NewKey()
	for _, n := range []int{3, 40, 1000, 50_000} {
		var one, two gate.Sketch
		for i := range n {
			v := key.Voice(fmt.Sprint("ai đó ", i))
			one.Add(v)
			if i%2 == 0 {
				two.Add(v)
			}
		}
		two.Merge(gate.SketchOf(one.Bytes()))
		if got := two.Estimate(); math.Abs(got-float64(n)) > 0.1*float64(n)+1 {
			t.Errorf("%d voices are estimated as %.0f", n, got)
		}
		if r := two.Rounded(); r%5 != 0 || n < 5 && r != 0 {
			t.Errorf("%d voices are kept as %d", n, r)
		}
	}
}

func TestSmallNumbersAreHiddenAndCannotBeComputed(t *testing.T) {
	t.Parallel()
	show := func(cells []gate.Cell) string {
		var all []string
		for _, c := range cells {
			if c.Hidden {
				all = append(all, "-")
			} else {
				all = append(all, fmt.Sprint(c.Count))
			}
		}
		return strings.Join(all, " ")
	}
	for counts, want := range map[*[]int]string{
		{20, 3, 8, 0}: "20 - - 0", {20, 3, 2, 8}: "20 - - 8", {20, 30}: "20 30", {3}: "-", {}: "",
	} {
		if got := show(gate.Floors(*counts, gate.Floor)); got != want {
			t.Errorf("Floors(%v) shows %q, want %q", *counts, got, want)
		}
	}
	table := gate.FloorTable([][]int{{20, 3, 30}, {40, 50, 60}, {9, 10, 11}}, gate.Floor)
	for i, row := range table {
		if n := strings.Count(show(row), "-"); n == 1 {
			t.Errorf("row %d shows %s", i, show(row))
		}
	}
	for j := range table[0] {
		hidden := 0
		for i := range table {
			if table[i][j].Hidden {
				hidden++
			}
		}
		if hidden == 1 {
			t.Errorf("column %d hides one number that can be computed", j)
		}
	}
}

func FuzzRefuseQuery(f *testing.F) {
	f.Add(`"nguyễn văn bình" OR (@ai NEAR/5 bà Lan)`)
	f.Fuzz(func(t *testing.T, query string) { gate.RefuseQuery(query, []string{query}) })
}

func FuzzDropByline(f *testing.F) {
	f.Add("Tin.\nBài, ảnh: Lê Bút (PV)", "Lê Bút")
	f.Fuzz(func(t *testing.T, text, name string) {
		if got := gate.DropByline(text, name); len(got) > len(text) {
			t.Errorf("grew to %q", got)
		}
	})
}
