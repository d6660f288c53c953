package digest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/official"
)

func TestPlacesThatATextNames(t *testing.T) {
	t.Parallel()
	p := placesOf([]org.Unit{
		{Name: "Ủy ban nhân dân xã Bến Lúa", Level: org.Commune}, {Name: "Phường Minh Trúc", Level: org.Commune}, {Name: "Xã Bưng", Level: org.Commune},
		{Name: "Sở Minh Châu", Level: org.Department},
	})
	for text, want := range map[string][]string{
		"Nước sạch về xã Bến Lúa":                        {"Bến Lúa"},
		"Bến Lúa, Minh Trúc cùng mở chợ":                 {"Bến Lúa", "Minh Trúc"},
		"“Minh Trúc” và Bến Lúa":                         {"Bến Lúa"}, // what stands in quotation marks begins with a mark
		"Phường Minh Trúc: dân phường Minh Trúc vui":     {"Minh Trúc"},
		"bến lúa bên sông, Minh Châu, xã Bưng, Bến Luân": nil,
		"": nil,
	} {
		var got []string
		p.each(text, "", func(name string) { got = append(got, name) })
		if !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

func TestBandOfWhatIsUsual(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		before []int
		lo, hi int
		ok     bool
	}{{nil, 0, 0, false}, {[]int{3, 5, 4}, 0, 0, false}, {[]int{3, 5, 0, 4}, 0, 5, true}} {
		lo, hi, ok := band(tt.before)
		if lo != tt.lo || hi != tt.hi || ok != tt.ok {
			t.Errorf("band of %d is %d to %d, %v", tt.before, lo, hi, ok)
		}
	}
}

func TestNewTermsAreThoseThatWereRareBefore(t *testing.T) {
	t.Parallel()
	before, now := newVocabulary(), newVocabulary()
	for i := range 200 {
		before.hear(listen.Item{Title: fmt.Sprintf("Thu gom rác thải ở tổ %d", i), Lead: "Người dân đổ rác đúng giờ."})
	}
	for i := range 30 {
		now.hear(listen.Item{Title: fmt.Sprintf("Thu gom rác thải ở tổ %d", i), Lead: "Người dân đổ rác đúng giờ."})
	}
	for i := range 6 {
		now.hear(listen.Item{Title: fmt.Sprintf("Tổ %d lo dịch tả lợn châu Phi", i), Lead: "Ông Nguyễn Văn Bình nói về dịch tả lợn châu Phi."})
	}
	got := now.fresh(before)
	if len(got) == 0 || got[0].Text != "dịch tả lợn châu Phi" || got[0].Stories != 6 {
		t.Errorf("new is %+v", got)
	}
	for _, x := range got {
		if x.Text == "Nguyễn Văn Bình" || x.Text == "thu gom rác thải" {
			t.Errorf("%q is told as new", x.Text)
		}
	}
	if again := before.fresh(before); len(again) > 0 {
		t.Errorf("nothing changed, but %+v is told as new", again)
	}
}

func TestAVocabularyStaysSmall(t *testing.T) {
	t.Parallel()
	v := newVocabulary()
	for i := range 5 * mostHeadings {
		v.hear(listen.Item{Title: fmt.Sprint(i)})
	}
	if n := len(v.texts); n > 2*mostHeadings || n < mostHeadings || v.every != 4 {
		t.Errorf("%d texts are kept, every %d", n, v.every)
	}
}

func TestHowOftenAStoryWasPublishedIsTheSumOfItsClasses(t *testing.T) {
	t.Parallel()
	f := Story{Items: 4, Independent: 2, Sources: 2, ByClass: []ByClass{{listen.Central, 3}, {listen.Provincial, 1}}}
	d := Digest{Entries: []Entry{{ID: 1, Title: "Xe đưa đón học sinh", Facts: f}}}
	var said string
	for _, b := range d.Document(func(org.UnitID) string { return "" }).Blocks {
		var text string
		if p, ok := b.(official.Paragraph); ok {
			for _, r := range p.Runs {
				text += runText(r)
			}
		}
		if strings.HasPrefix(text, "Mức lan: ") {
			said = text
		}
	}
	want := "Mức lan: 2 tin độc lập, 2 nguồn; tính cả đăng lại có 4 lượt đăng (báo chí trung ương 3, báo chí địa phương 1)."
	if said != want {
		t.Errorf("two items and two copies are told as\n%s, want\n%s", said, want)
	}
}
