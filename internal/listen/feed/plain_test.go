package feed

import "testing"

func TestPlainIsTheTextThatAPersonReads(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ kind, value, want string }{
		{typePlain, "3 < 5 & <b>", "3 < 5 & <b>"},
		{typeHTML, "<p>Một&nbsp;&nbsp;hai</p><p>ba<br>bốn</p>", "Một hai\nba\nbốn"},
		{typeHTML, `<a href="/1"><img src="/a.jpg"></a> Tỉnh <b>yêu cầu</b>  các  đơn vị.`, "Tỉnh yêu cầu các đơn vị."},
		{typeHTML, "<ul><li>a<li>b</ul><table><tr><td>c</td><td>d</td></tr></table>", "a\nb\nc d"},
		{typeHTML, "a<!-- <b> -->b<script>x()</script>c<style>p{}</style>d", "abcd"},
		{typeHTML, "Gi&aacute; &lt;5 tri&#7879;u&gt;", "Giá <5 triệu>"},
		{typeHTML, "không đóng <b", "không đóng <b"},
		{typeHTML, "<img src='a.jpg'>", ""},
	} {
		if got := (Text{Value: tt.value, Type: tt.kind}).Plain(); got != tt.want {
			t.Errorf("Plain of %q = %q, want %q", tt.value, got, tt.want)
		}
	}
}
