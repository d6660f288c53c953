package digest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
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
	said := func(v *vocabulary, story, source int, title, lead string) {
		v.hear(listen.Item{Story: listen.StoryID(story), Source: listen.SourceID(source), Title: title, Lead: lead})
	}
	for i := range 200 {
		said(before, i, i%9, fmt.Sprintf("Thu gom rác thải ở tổ %d", i), "Người dân đổ rác đúng giờ.")
	}
	for i := range 30 {
		said(now, 300+i, i%9, fmt.Sprintf("Thu gom rác thải ở tổ %d", i), "Người dân đổ rác đúng giờ.")
	}
	for i := range 6 { // many stories
		said(now, 400+i, i%2, fmt.Sprintf("Tổ %d lo dịch tả lợn châu Phi", i), "Ông Nguyễn Văn Bình nói về dịch tả lợn châu Phi.")
	}
	for i := range 8 { // one story of which everybody tells
		said(now, 500, i, "Lũ ống cuốn trôi nhiều nhà", fmt.Sprintf("Trận lũ ống đêm qua, nơi thứ %d.", i))
	}
	for i := range 5 { // one story of which few tell
		said(now, 501, i%3, "Giải bóng chuyền hơi khởi tranh", "Giải bóng chuyền hơi có sáu đội.")
	}
	got := map[string]bool{}
	for _, x := range now.fresh(before) {
		got[x.Text] = true
	}
	if !got["dịch tả lợn châu Phi"] || !got["lũ ống"] && !got["Lũ ống"] && !got["lũ ống cuốn trôi"] && !got["Lũ ống cuốn trôi"] {
		t.Errorf("new is %v", got)
	}
	for text := range got {
		if text == "Nguyễn Văn Bình" || strings.Contains(text, "rác thải") || strings.Contains(text, "bóng chuyền") {
			t.Errorf("%q is told as new", text)
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

func TestTheLargestStoriesSayOfHowMany(t *testing.T) {
	t.Parallel()
	var d Digest
	for i := range 12 {
		d.Entries = append(d.Entries, Entry{ID: EntryID(i + 1), Title: fmt.Sprint("Chuyện ", i+1), Facts: Story{Sources: i + 2}})
	}
	all := d.largest()
	if len(all) != mostLargest || all[0].Number != 12 || all[9].Number != 3 {
		t.Errorf("of twelve stories, the last of most sources, the largest are %+v", all)
	}
	said := func(d Digest) bool {
		return slices.ContainsFunc(d.Document(func(org.UnitID) string { return "" }).Blocks, func(b official.Block) bool {
			p, ok := b.(official.Paragraph)
			return ok && strings.HasPrefix(runText(p.Runs[0]), "Bảng nêu 10 câu chuyện nhiều nguồn nhất trong 12")
		})
	}
	if !said(d) {
		t.Error("two of twelve stories are left out in silence")
	}
	d.Entries = d.Entries[:10]
	if said(d) {
		t.Error("nothing is left out of ten stories")
	}
}

func TestAForecastThatFailedHasNoNumberAndSaysItsDays(t *testing.T) {
	t.Parallel()
	x := TopicWeek{Next: Span{Mean: 28, Lo: 11.5, Hi: 45.2}, Trusted: true, LastKnown: true}
	x.Last = alert.Outcome{Made: law.Date{Year: 2026, Month: 11, Day: 16}, Days: 6, Sum: 29, Came: 8, Inside: 2}
	const came = "; 6 ngày đã qua (từ 16/11/2026 đến 21/11/2026) đã dự báo 29 tin, thực tế 8, lệch 262%; 2 trong 6 ngày nằm trong khoảng đã báo."
	if got, want := x.outlook("tin"), "tuần tới chưa dự báo được (dự báo kỳ này không đúng)"+came; got != want {
		t.Errorf("two days of six lay within the band; told is\n%s, want\n%s", got, want)
	}
	x.Last.Inside = 5
	if got := x.outlook("tin"); !strings.HasPrefix(got, "tuần tới khoảng 28 tin") {
		t.Errorf("five days of six lay within the band; told is %s", got)
	}
	x.Trusted = false
	if got := x.outlook("tin"); strings.Contains(got, "28") {
		t.Errorf("a forecast that is no better than old values has a number: %s", got)
	}
}

func TestAForecastStandsBesideTheNaiveLineAndHowGoodItHasBeen(t *testing.T) {
	t.Parallel()
	x := TopicWeek{Next: Span{Mean: 28, Lo: 11.5, Hi: 45.2}, Trusted: true, Skill: &alert.Skill{Origins: 8, MASE: .816, Naive: 31}}
	if got, want := x.outlook("tin"), "tuần tới khoảng 28 tin, ít nhất bốn phần năm khả năng từ 11 đến 46; đoán đơn giản là 31 tin; tám lần thử dự báo gần đây sai bằng 0,82 lần mức sai thường thấy của cách đoán đơn giản."; got != want {
		t.Errorf("a forecast that is better than the naive line is told as\n%s, want\n%s", got, want)
	}
	x.Skill.MASE = 1.13
	if got, want := x.outlook("tin"), "tuần tới chưa nêu dự báo, vì tám lần thử dự báo gần đây sai bằng 1,13 lần mức sai thường thấy của cách đoán đơn giản; đoán đơn giản là 31 tin."; got != want {
		t.Errorf("a forecast that is worse is told as\n%s, want\n%s", got, want)
	}
	x.Trusted, x.Skill.Origins = false, 0
	if got, want := x.outlook("tin"), "tuần tới chưa dự báo được (lịch sử còn ngắn, thất thường, hoặc dự báo không hơn cách lặp lại số cũ); đoán đơn giản là 31 tin."; got != want {
		t.Errorf("a forecast that could not be tried is told as\n%s, want\n%s", got, want)
	}
}

// What was frozen before forecasts counted what the volume counts is printed as it was signed.
func TestAnOlderDigestTellsItsForecastAsItDid(t *testing.T) {
	t.Parallel()
	d := Digest{Facts: Facts{Topics: []TopicWeek{{Name: "Rác", Next: Span{Mean: 28, Lo: 11.5, Hi: 45.2}, Trusted: true}}}}
	said := func() (all []string) {
		for _, b := range d.Document(func(org.UnitID) string { return "" }).Blocks {
			if p, ok := b.(official.Paragraph); ok {
				all = append(all, runText(p.Runs[0]))
			}
		}
		return all[len(all)-2:]
	}
	if got, want := said(), []string{aboutStories, "- Rác: tuần tới khoảng 28 lượt, ít nhất bốn phần năm khả năng từ 11 đến 46."}; !slices.Equal(got, want) {
		t.Errorf("an older digest says\n%q, want\n%q", got, want)
	}
	d.Facts.Form = formNow
	if got := said(); got[0] != aboutVolume || !strings.Contains(got[1], "28 tin") {
		t.Errorf("a digest with one count says\n%q", got)
	}
}

func TestEachShareIsToldIfItsOwnIntervalAllowsIt(t *testing.T) {
	t.Parallel()
	var s tone.Shares
	s.Of[tone.Favourable] = tone.Share{Corrected: .12, Low: .01, High: .42}
	s.Of[tone.Unfavourable] = tone.Share{Corrected: .43, Low: .04, High: .86}
	now, before := writer{d: Digest{Facts: Facts{Form: formNow}}}, writer{}
	for _, tt := range []struct {
		w    writer
		of   tone.Tone
		want string
	}{
		{now, tone.Favourable, "12% (1–42)"}, {now, tone.Unfavourable, "chưa đủ chắc"},
		{before, tone.Favourable, "chưa đủ chắc"}, // as it was signed
	} {
		if got := tt.w.share(s, tt.of); got != tt.want {
			t.Errorf("form %d: the share of %s is told as %q, want %q", tt.w.d.Facts.Form, tt.of, got, tt.want)
		}
	}
	if got := now.share(tone.Shares{TooFew: true}, tone.Favourable); got != "quá ít tin" {
		t.Errorf("of too few it is told as %q", got)
	}
}

func TestBearingIsToldOnlyFromWhatOfficersSaid(t *testing.T) {
	t.Parallel()
	said := func(b *Bearing) (all string, rows int) {
		w := writer{d: Digest{From: law.Date{Year: 2026, Month: 11, Day: 16}, To: law.Date{Year: 2026, Month: 11, Day: 22}, Facts: Facts{Bearing: b}}}
		w.bearing()
		for _, x := range w.blocks {
			switch x := x.(type) {
			case official.Paragraph:
				for _, r := range x.Runs {
					all += runText(r)
				}
			case official.Table:
				rows += len(x.Rows)
			}
		}
		return all, rows
	}
	if got, _ := said(nil); got != "" {
		t.Errorf("an older digest says %q", got)
	}
	if got, _ := said(&Bearing{All: tone.Bearings{1, 2, 1}}); !strings.Contains(got, "mới đánh giá 4 tin") {
		t.Errorf("of four texts it says %q", got)
	}
	got, rows := said(&Bearing{All: tone.Bearings{20, 4, 16}, Random: tone.Bearings{14, 2, 14}, Topics: []TopicBearing{{1, "Rác", tone.Bearings{1, 1, 5}}, {2, "Nước", tone.Bearings{1, 0, 1}}}})
	for _, want := range []string{"trong 40 tin đã đọc có 4 tin nói việc có lợi, 16 tin nói việc bất lợi", "Suy từ 30 tin chọn ngẫu nhiên: bất lợi khoảng 47% (30–64)", "1 chủ đề khác"} {
		if !strings.Contains(got, want) || rows != 1 {
			t.Errorf("%d rows, %q; want %q", rows, got, want)
		}
	}
	if got, _ := said(&Bearing{All: tone.Bearings{20, 4, 16}, Random: tone.Bearings{3, 0, 3}}); !strings.Contains(got, "còn quá ít") {
		t.Errorf("of six texts at random it says %q", got)
	}
}
