package gate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
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
		{"bà Lò Thị Mận", false},
		{"bà Mận", true},
		{"anh Tuấn quán phở", true},
		{"Anh Tuấn quán phở", true},
		{"chủ tịch xã, bà Mận", false},
		{"chủ tịch xã, bà Mơ", true},
		{"hộ Mận chưa được đền bù", true},
		{"Phạm Văn Đồng kéo dài", false},
		{"Hoàng Mai Anh", true},
		{"bà Lò Thị Mơ", true},
		{`~"lo van pinh"`, true},
		{`"L V Pinh"`, true},
		{"L.V. Pinh", true},
		{`"Trần Thị Mận" group:social`, true},
		{`~"cao thi truong" OR ~"tong cong ty"`, false},
		{"vitamin A", false},
		{"tổng công ty điện lực OR quang ba du lich", false},
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
	for _, credit := range []string{
		"Bài, ảnh: Tô Hoài Bão", "(Tô Hoài Bão)", "PV Tô Hoài Bão", "Theo Tô Hoài Bão", "Tô Hoài Bão/VNA", "Thực hiện: Tô Hoài Bão", "Tin: Tô Hoài Bão - Ảnh: Mạc Ngôn Tử",
		"Nhóm PV Tô Hoài Bão", "PV Tô Hoài Bão, CTV Mạc Ngôn Tử", "Theo Tô Hoài Bão (TTXVN)", "Bài, ảnh: TÔ HOÀI BÃO", "Tin, ảnh: H. Bão.", "(Tin, ảnh: Hoài Bão và Ngôn Tử)", "Tô Hoài Bão",
	} {
		for _, between := range []string{" ", "\n"} {
			if got := gate.DropByline(body + between + credit); got != body {
				t.Errorf("DropByline(… %q) = %q", between+credit, got)
			}
		}
	}
	if got := gate.DropByline("Bài, ảnh: Tô Hoài Bão"); got != "" {
		t.Errorf("of a byline alone %q is left", got)
	}
	for _, whole := range []string{
		"Xã mở sân chơi. Theo Sở Xây dựng, đường sẽ xong.", "Sở họp bàn. Ảnh hưởng của bão còn lâu.", "Tỉnh bàn việc. Tin vui đến với bà con.", "Hội nghị họp tại TP. Hồ Chí Minh",
		"Đoàn thăm tỉnh bạn. Theo kế hoạch, năm sau lại đi.", "Cầu nối hai bờ (huyện Mường Khương)", "Khai mạc lễ hội (Hà Giang)", "Bài học từ Lào Cai. Thực hiện: còn chậm.", "Xe đi từ Km. 12 về Sa Pa",
		"Xã khen hai người. Bà con mừng cho Lò Thị Mận.", "Hai đội đá hòa 1/1. Theo VAR thì không có lỗi.",
	} {
		if got := gate.DropByline(whole); got != whole {
			t.Errorf("of %q only %q is left", whole, got)
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

func TestSmallNumbersAreHidden(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]gate.Cell{-2: {}, 0: {}, 1: {Hidden: true}, 4: {Hidden: true}, 5: {Count: 5}, 7: {Count: 5}, 8: {Count: 10}, 1000: {Count: 1000}} {
		if got := gate.Heard(n); got != want {
			t.Errorf("Heard(%d) = %+v, want %+v", n, got, want)
		}
	}
	if got := gate.Shown(9, gate.SmallPlaceFloor); !got.Hidden || got.Count != 0 {
		t.Errorf("of a small place nine are shown: %+v", got)
	}
}

// Whoever may choose any two periods and look on any two days learns nothing below five: this is tried for every
// pair of periods of a month, and with one day that grows by one post at a time.
func TestNoTwoPeriodsTellASmallDay(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 22))
	for range 50 {
		days := make([]int, 12)
		cells := make([]gate.Cell, len(days))
		for i := range days {
			days[i] = random.IntN(14)
			cells[i] = gate.Heard(days[i])
		}
		sums := map[int]bool{}
		for from := range days {
			for to := from; to < len(days); to++ {
				sums[gate.Sum(cells[from:to+1]).Count] = true
			}
		}
		for a := range sums {
			for b := range sums {
				if d := a - b; d > 0 && d < gate.Floor {
					t.Fatalf("the sums %d and %d of %v differ by %d", a, b, days, d)
				}
			}
		}
		i := random.IntN(len(days))
		before := gate.Sum(cells)
		cells[i] = gate.Heard(days[i] + 1)
		if d := gate.Sum(cells).Count - before.Count; d != 0 && d < gate.Floor {
			t.Fatalf("one more post on day %d of %v shows as %d", i, days, d)
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
