package web_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/law"
)

func posted(t testing.TB, pairs ...string) *web.Form {
	t.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequest("POST", "/", strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	f, err := web.ReadForm(r)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestTextIsCleaned(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"spaces at the ends go", "  Sở Tư pháp \n", "Sở Tư pháp"},
		{"line breaks in one line become spaces", "Sở\r\nTư\tpháp", "Sở Tư pháp"},
		{"decomposed letters are composed", norm.NFD.String("Ủy ban"), "Ủy ban"},
		{"NUL and control characters go", "a\x00b\x07c", "abc"},
		{"marks that turn the direction of text go", "bao-cao\u202Excod.exe\u2066", "bao-caoxcod.exe"},
		{"broken UTF-8 is replaced", "a\xffb", "a\uFFFDb"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := posted(t, "x", tt.in).String("x"); got != tt.want {
				t.Errorf("String(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	if got := posted(t, "x", "một\r\nhai\rba").Text("x"); got != "một\nhai\nba" {
		t.Errorf("Text = %q, want line feeds", got)
	}
}

func TestDaysAreReadInTheWaysPeopleWriteThem(t *testing.T) {
	t.Parallel()
	want := law.Date{Year: 2025, Month: 11, Day: 5}
	for _, s := range []string{"05/11/2025", "5/11/2025", "5-11-2025", "5.11.2025", "2025-11-05", " 05/11/2025 "} {
		f := posted(t, "d", s)
		if got := f.Date("d"); got != want || !f.OK() {
			t.Errorf("Date(%q) = %v, problems %v", s, got, f.Problems())
		}
	}
	for _, s := range []string{"31/02/2025", "11/2025", "hôm nay", "05/11/25", "2025-13-01", "05/11/12025"} {
		f := posted(t, "d", s)
		if got := f.Date("d"); !got.IsZero() || f.OK() {
			t.Errorf("Date(%q) = %v without a problem", s, got)
		}
	}
}

func TestNumbersAreReadTheVietnameseWay(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]float64{"1.234,5": 1234.5, "0,5": .5, "12": 12, "1.234": 1234, "1.5": 1.5, "−3": -3, "": 0, "1 000": 1000} {
		f := posted(t, "n", s)
		if got := f.Number("n"); got != want || !f.OK() {
			t.Errorf("Number(%q) = %v, want %v; problems %v", s, got, want, f.Problems())
		}
	}
	for _, s := range []string{"nhiều", "1e99", "NaN", "--1"} {
		if f := posted(t, "n", s); f.Number("n") != 0 || f.OK() {
			t.Errorf("Number(%q) has no problem", s)
		}
	}
	if got := posted(t, "n", "12.480").Int64("n"); got != 12480 {
		t.Errorf("Int64 = %d, want 12480", got)
	}
	if f := posted(t, "n", "mười hai"); f.Int64("n") != 0 || f.OK() {
		t.Error("a word is taken for a number")
	}
}

func TestAFormThatIsTooLongOrBrokenIsRefusedInWords(t *testing.T) {
	t.Parallel()
	h := site(t, web.Options{}, func(m *web.Mux) {
		m.Handle("POST /gui", web.Anyone, func(w http.ResponseWriter, r *http.Request) error {
			f, err := web.ReadForm(r)
			if err != nil {
				return err
			}
			file, err := f.File("tep")
			if err != nil || file == nil {
				return err
			}
			defer file.Close()
			b, err := io.ReadAll(file)
			fmt.Fprintf(w, "%s %d %d", file.Name, file.Size, len(b))
			return err
		}, web.MaxBody(100_000))
	})
	c := webtest.New(t, h)
	c.Upload("/gui", "tep", `C:\hồ sơ\Kế hoạch.docx`, []byte("nội dung")).Status(200).See("Kế hoạch.docx 10 10")
	c.Upload("/gui", "tep", "a.docx", bytes.Repeat([]byte("a"), 200_000)).Status(413).See("Nội dung gửi lên quá lớn", "chia làm nhiều lần")
	c.Post("/gui", "x", strings.Repeat("a", 200_000)).Status(413)

	r := httptest.NewRequest("POST", "http://nhipcau.test/gui", strings.NewReader("--x\r\nbroken"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 422 || !strings.Contains(w.Body.String(), "đứt giữa chừng") {
		t.Errorf("a broken body: %d %s", w.Code, w.Body)
	}
}

func TestProblemsStandAtTheirFields(t *testing.T) {
	t.Parallel()
	f := posted(t, "ten", "")
	f.Require("ten", "Cần ghi tên nhiệm vụ.")
	f.Problem("ten", "Lỗi thứ hai ở cùng ô.")
	if !f.Take(fmt.Errorf("saving: %w", fault.New(fault.Conflict, "Có người vừa sửa.").At("mo-ta"))) {
		t.Error("a conflict does not come back into the form")
	}
	if f.Take(io.ErrUnexpectedEOF) || f.Take(fault.New(fault.NotFound, "Không có.")) {
		t.Error("an error that is not the form's came into it")
	}
	if got := len(f.Problems()); got != 2 {
		t.Errorf("%d problems, want 2", got)
	}
	field := webtest.Render(t, t.Context(), web.Field(web.Input{Form: f, Name: "ten", Label: "Tên", Hint: "Ngắn gọn"}))
	for _, want := range []string{`aria-invalid="true"`, `aria-describedby="f-ten-h f-ten-e"`, `id="f-ten-e"`, "field-bad", "Cần ghi tên nhiệm vụ."} {
		if !strings.Contains(field, want) {
			t.Errorf("%s lacks %s", field, want)
		}
	}
	if strings.Contains(webtest.Render(t, t.Context(), web.Field(web.Input{Form: posted(t, "mk", "bí mật"), Name: "mk", Label: "Mật khẩu", Type: "password"})), "bí mật") {
		t.Error("a password is written back")
	}
}

func FuzzForm(f *testing.F) {
	f.Add("x=1&d=05/11/2025&n=1.234,5", "application/x-www-form-urlencoded")
	f.Add("--b\r\nContent-Disposition: form-data; name=\"x\"; filename=\"../a\x00.docx\"\r\n\r\nz\r\n--b--\r\n", "multipart/form-data; boundary=b")
	f.Fuzz(func(t *testing.T, body, contentType string) {
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header.Set("Content-Type", contentType)
		form, err := web.ReadForm(r)
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Fatalf("an error without a sentence: %v", err)
			}
			return
		}
		for _, s := range []string{form.String("x"), form.Text("x")} {
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) || !norm.NFC.IsNormalString(s) {
				t.Fatalf("%q is not clean", s)
			}
		}
		form.Date("d")
		form.Number("n")
		form.Int64("n")
		files, err := form.Files("x")
		if err != nil {
			return
		}
		for _, file := range files {
			if strings.ContainsAny(file.Name, "/\\\x00") {
				t.Fatalf("file name %q", file.Name)
			}
			file.Close()
		}
	})
}
