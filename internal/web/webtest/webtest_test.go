package webtest_test

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

func TestCheckHTMLFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	page := func(body string) string { return `<!doctype html><html lang="vi"><body>` + body + `</body></html>` }
	tests := []struct{ name, page, want string }{
		{"a page without h1", page("<p>x</p>"), "not exactly one h1"},
		{"two h1", page("<h1>a</h1><h1>b</h1>"), "not exactly one h1"},
		{"no language", "<html><h1>a</h1></html>", "no language"},
		{"an input without a label", `<input name="x">`, "no label for input x"},
		{"a label for nothing", `<label for="y">Y</label><input id="x" name="x">`, "no label for input x"},
		{"ids twice", `<p id="a"></p><p id="a"></p>`, "id used twice: a"},
		{"a style attribute", `<p style="color:red"></p>`, "a style attribute"},
		{"a handler", `<p onclick="x()"></p>`, "an inline handler onclick"},
		{"markup that came from data", `<script>alert(1)</script>`, "an inline script"},
		{"a button without a name", `<button><svg></svg></button>`, "no name on button"},
		{"a description that leads nowhere", `<p aria-describedby="z">x</p>`, "leads to no id"},
		{"a broken verb", `<p>%!d(string=x) và chữ thêm vào</p>`, "a broken verb"},
		{"a script address", `<a href=" JavaScript:x()">x</a>`, "a script address"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := webtest.CheckHTML(tt.page)
			if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, tt.want) }) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
	fine := page(`<h1>Được</h1><label>Tên <input name="x"></label><input type="hidden" name="v"><a href="/a" aria-label="b"></a>`)
	if got := webtest.CheckHTML(fine); len(got) != 0 {
		t.Errorf("a good page: %q", got)
	}
}

func TestAClientKeepsFragmentsToItself(t *testing.T) {
	t.Parallel()
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Fragment != "" || strings.Contains(r.Referer(), "#") {
			t.Errorf("the server sees #%s, coming from %s", r.URL.Fragment, r.Referer())
		}
		if r.URL.Path == "/di" {
			http.Redirect(w, r, "/den?x=1#cuoi", http.StatusSeeOther)
		}
	})
	if c := webtest.New(t, h).Get("/di#dau").Get("/di"); c.At() != "/den?x=1" {
		t.Errorf("at %s, want /den?x=1", c.At())
	}
}

func TestTextsFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, body string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a/a.go", `package a
import "web"
const shared = "Câu " + "chung"
var nav = []web.NavItem{{Title: "Mục chưa dịch"}}
type flags struct { X int `+"`help:\"Cờ chưa dịch\"`"+` }
func f() {
	web.T(ctx, "Đã dịch %d", 1)
	web.T(ctx, "Thiếu đối số %d")
	web.T(ctx, shared)
	fault.New(fault.Invalid, "Lời chưa dịch")
	form.Problem("x", "Uỷ ban chưa trả lời!")
}`)
	write("a/a_templ.go", `package a
func g() { w.WriteString(b, 1, "<h1>Chữ lạc</h1>"); w.WriteString(b, 2, "<b lang=\"vi\">Độc lập</b>"); web.T(ctx, "Đã dịch %d", 2) }
var _ = web.Examples(page, map[string]int{"ví dụ": 1})`)
	write("a/locales/en.json", `{"Đã dịch %d": "Done %d", "Không ai dùng": "Nobody", "Thiếu đối số %d": "x %d"}`)
	got, err := webtest.Texts(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{
		`no English for "Câu chung"`, `no English for "Mục chưa dịch"`, `no English for "Cờ chưa dịch"`, `no English for "Lời chưa dịch"`,
		`English without use: "Không ai dùng"`, `words outside the catalogue: "<h1>Chữ lạc</h1>"`, `"Thiếu đối số %d" has 1 verbs and 0 arguments`,
		"a tone mark not in the old place", "an exclamation mark",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not found: %s\nin:\n%s", want, all)
		}
	}
	for _, unwanted := range []string{"Độc lập", "ví dụ", `no English for "Đã dịch %d"`} {
		if strings.Contains(all, unwanted) {
			t.Errorf("found though right: %s", unwanted)
		}
	}
}

func TestSpellingKnowsTheOldToneMarks(t *testing.T) {
	t.Parallel()
	for _, right := range []string{"hòa, hóa, ủy, thúy, khỏe", "quý, quỹ, quỷ", "hoàn toàn, toán, khoét, huỳnh", "Thuế, tuệ"} {
		if got := webtest.Spelling(right); len(got) != 0 {
			t.Errorf("%q: %q", right, got)
		}
	}
	for _, wrong := range []string{"hoà bình", "uỷ ban", "thuý", "khoẻ mạnh", "toà án", "Vui lòng thử lại", "a  b", "chờ..."} {
		if len(webtest.Spelling(wrong)) == 0 {
			t.Errorf("%q passes", wrong)
		}
	}
}

func TestCheckGeneratedSeesAChangedTemplate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, body := range map[string]string{"a.templ": "package a\n\ntempl x() {\n\t<p>x</p>\n}\n", "a_templ.go": "package a\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := &recorder{TB: t}
	webtest.CheckGenerated(r, dir)
	if !r.failed {
		t.Error("an old generated file passes")
	}
}

// recorder takes the failures of a check that is itself under test.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Errorf(string, ...any) { r.failed = true }
