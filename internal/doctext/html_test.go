package doctext

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

func TestHTMLGivesWhatABrowserShows(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		want       []string
	}{
		{"blocks are lines", `<h1>Kế hoạch</h1><p>Một  hai
			ba</p><div>Bốn<p>Năm</p>sáu</div>`, []string{"Kế hoạch", "Một hai ba", "Bốn", "Năm", "sáu"}},
		{"breaks part lines", `<p>Sở A;<br>Sở B<br><br>Sở C</p>`, []string{"Sở A;", "Sở B", "Sở C"}},
		{"words in several elements are joined", `<p>Sở <b>Y t</b><i>ế</i> <span> chủ</span> trì</p>`, []string{"Sở Y tế chủ trì"}},
		{"what nobody sees is left out", `<script>x()</script><style>p{}</style><p hidden>a</p><p style="display: none">b</p><select><option>c</select><p>d<span style="visibility:hidden">e</span></p><!-- f -->`, []string{"d"}},
		{"navigation is seen", `<nav><a href="/">Trang chủ</a></nav><p>x</p>`, []string{"Trang chủ", "x"}},
		{"numbered lists", `<ol start="3"><li>ba<li>bốn<ol type="a"><li>con<li><p>hai</p></ol><li value="9">chín</ol><ul><li>chấm</ul>`, []string{"3. ba", "4. bốn", "a. con", "b. hai", "9. chín", "• chấm"}},
		{"Roman lists", `<ol type="I"><li>a<li>b</ol><ol type="i"><li>c</ol><ol type="A"><li>d</ol>`, []string{"I. a", "II. b", "i. c", "A. d"}},
		{"preformatted lines", "<pre>một\n  hai</pre>", []string{"một", "hai"}},
		{"entities and hard spaces", `<p>S&#7903;&nbsp;Y t&#7871; &amp; x</p>`, []string{"Sở Y tế & x"}},
		{"a font of an old encoding", `<p><font face=".VnTime">Së Y tÕ</font> An Bình <span style="font-family:'VNI-Times',serif">chuû trì</span></p>`, []string{"Sở Y tế An Bình chủ trì"}},
		{"a page in an old encoding without fonts", `<p>Së Y tÕ chñ tr×, phèi hîp víi</p><p>c¸c ®¬n vÞ</p>`, []string{"Sở Y tế chủ trì, phối hợp với", "các đơn vị"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := texts(readTest(t, []byte("<!doctype html><html><body>"+tt.body+"</body></html>"), HTML))
			if !slices.Equal(got, tt.want) {
				t.Errorf("lines = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestHTMLTablesAreLaidOutAsBrowsersDo(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		want       []string
	}{
		{"merged cells", `<table><caption>Phụ lục</caption><thead><tr><td>TT<td>Việc<td>Chủ trì</thead><tr><td colspan=3>I. Chung<tr><td>1<td>Một<td rowspan=2>Sở A<br>Sở B<tr><td>2<td>Hai</table>`,
			[]string{"Phụ lục", "0 0,0 1x1H TT", "0 0,1 1x1H Việc", "0 0,2 1x1H Chủ trì", "0 1,0 1x3 I. Chung", "0 2,0 1x1 1", "0 2,1 1x1 Một", "0 2,2 2x1 Sở A", "0 2,2 2x1 Sở B", "0 3,0 1x1 2", "0 3,1 1x1 Hai"}},
		{"spans that lie", `<table><tr><th colspan=1000000000 rowspan=99999999>a<tr><td rowspan=0>b<td colspan=-1>c<tr><td>d</table>`,
			[]string{"0 0,0 3x1H a", "0 1,1 2x1 b", "0 1,2 1x1 c", "0 2,2 1x1 d"}},
		{"a page laid out by a table", `<table><tr><td>Thực đơn<td><p>Kế hoạch</p><table><tr><td>1<td>a<tr><td>2<td>b</table></table>`,
			[]string{"Thực đơn", "Kế hoạch", "0 0,0 1x1 1", "0 0,1 1x1 a", "0 1,0 1x1 2", "0 1,1 1x1 b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := places(readTest(t, []byte("<html>"+tt.body), HTML))
			if !slices.Equal(got, tt.want) {
				t.Errorf("cells =\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

func TestHTMLLinesKnowHowTheyLook(t *testing.T) {
	t.Parallel()
	src := readTest(t, []byte(`<html><body><h2 align="center">a</h2><p style="text-align: center; font-size:14pt"><b>b</b></p><p><em style="font-size:16px">c</em></p><center>d<b>e</b></center>`), HTML)
	want := []official.Look{{Heading: 2, Bold: true, Centered: true}, {Bold: true, Centered: true, Size: 14}, {Italic: true, Size: 12}, {Centered: true}}
	for i, l := range src.Lines {
		if l.Look != want[i] {
			t.Errorf("%q looks %+v, want %+v", l.Text, l.Look, want[i])
		}
	}
}

func TestHTMLCharsetsAreFollowed(t *testing.T) {
	t.Parallel()
	page := `<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s"></head><body><p>%s</p></body></html>`
	for charset, text := range map[string]string{
		"utf-8":        "Sở Y tế chủ trì",
		"windows-1258": "S\xF5\xD2 Y t\xEA\xEC chu\xD2 tri\xCC",
		"iso-8859-1":   string(bytesOf("Së Y tÕ chñ tr×, ®¬n vÞ c¸c")),
		"utf-16":       "Sở Y tế chủ trì",
	} {
		got := readTest(t, fmt.Appendf(nil, page, charset, text), HTML).Lines[0].Text
		if !strings.HasPrefix(got, "Sở Y tế chủ trì") && charset != "iso-8859-1" || !strings.HasPrefix(got, "Sở Y tế chủ tr") {
			t.Errorf("%s: text = %q", charset, got)
		}
	}
	wide := readTest(t, wide(fmt.Sprintf(page, "utf-16", "Sở Y tế")), HTML)
	if wide.Lines[0].Text != "Sở Y tế" {
		t.Errorf("UTF-16: text = %q", wide.Lines[0].Text)
	}
}

func TestHTMLBeyondLimitsGetsASentence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		kind       fault.Kind
		want       string
	}{
		{"deep nesting", strings.Repeat("<div>", 100_000), fault.Invalid, "lồng nhau quá sâu"},
		{"too many cells", "<table><tr>" + strings.Repeat("<td>", 400_001), fault.TooLarge, "hơn 400000 ô"},
		{"cells that push each other aside", "<table>" + strings.Repeat("<tr><td colspan=999 rowspan=999>x", 100_000), fault.TooLarge, "hơn 400000 ô"},
		{"too many lines", strings.Repeat("<p>a", 200_001), fault.TooLarge, "dài hơn 200000 dòng"},
		{"too large", strings.Repeat(" ", largestPage), fault.TooLarge, "lớn hơn 16 MB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := Read(t.Context(), "x", []byte("<html>"+tt.body), DefaultLimits())
			checkFault(t, err, tt.kind, tt.want)
		})
	}
}

func FuzzReadHTML(f *testing.F) {
	f.Add([]byte(`<h1>a</h1><p align=center><font face=".VnTime">Së</font><br>b`))
	f.Add([]byte(`<table><tr><th colspan=9 rowspan=9>a<tr><td>b<table><tr><td>c<td>d</table></table>`))
	f.Add([]byte(`<ol type=i start=-4><li value=x>a<li><ul><li>b</ul></ol><pre> a\n b</pre>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		src, _, err := Read(t.Context(), "x", append([]byte("<html>"), data...), DefaultLimits())
		checkSource(t, src, err)
	})
}
