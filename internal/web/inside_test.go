package web

import (
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestTheLimiterForgetsTheOldestAndSharesIPv6Networks(t *testing.T) {
	t.Parallel()
	now := time.Unix(0, 0)
	l := newLimiter(1, 1, func() time.Time { return now })
	first, neighbour := netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("2001:db8::2")
	if !l.allow(first) || l.allow(neighbour) {
		t.Error("one IPv6 network is not one client")
	}
	now = now.Add(time.Second)
	if !l.allow(neighbour) {
		t.Error("the bucket does not fill again")
	}
	for i := range maxBuckets {
		l.allow(netip.AddrFrom4([4]byte{10, byte(i >> 16), byte(i >> 8), byte(i)}))
	}
	if got := l.order.Len(); got != maxBuckets || len(l.bucket) != maxBuckets {
		t.Errorf("%d buckets, want %d", got, maxBuckets)
	}
	if !l.allow(first) {
		t.Error("the oldest client was not forgotten")
	}
}

func TestSmallCSSKeepsItsMeaning(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"/* a */ .a .b { color: red; }":                                     ".a .b{color:red}",
		".a :hover, .b:not(.c) > d { width: calc(1px + 2%); }":              ".a :hover,.b:not(.c)>d{width:calc(1px + 2%)}",
		`.x::after { content: "a  { b"; font: 12px "T N", serif; }`:         `.x::after{content:"a  { b";font:12px "T N",serif}`,
		"@media (min-width: 1rem) and (pointer: coarse) { .a { top: 0; } }": "@media (min-width:1rem) and (pointer:coarse){.a{top:0}}",
		".a + .b { margin: -1px auto 0; }":                                  ".a + .b{margin:-1px auto 0}",
	} {
		if got := smallCSS(in); got != want {
			t.Errorf("smallCSS(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestPagerShowsFirstLastAndNeighbours(t *testing.T) {
	t.Parallel()
	got := Paging{Page: 6, Pages: 20}.shown()
	want := []int{1, 0, 4, 5, 6, 7, 8, 0, 20}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

func TestASliceNeverLeavesTheBar(t *testing.T) {
	t.Parallel()
	all := slicesOf([]Share{{N: 18}, {N: 0}, {N: 9}, {N: 5}})
	if len(all) != 3 || all[0].x != "0%" || !strings.HasPrefix(all[2].x, "84.") || all[2].width != "15.6%" {
		t.Errorf("slices %+v", all)
	}
	if len(slicesOf(nil)) != 0 {
		t.Error("a bar of nothing has slices")
	}
}

func TestInitials(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Trần Thu Hà": "TH", "Đỗ Ánh": "ĐÁ", "quản": "Q", "": ""} {
		if got := Initials(name); got != want {
			t.Errorf("Initials(%q) = %q, want %q", name, got, want)
		}
	}
}
