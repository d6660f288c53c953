package round_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/official"
)

// retyped changes the body of a Word file, and adds files to it.
func retyped(t testing.TB, docx []byte, change func(string) string, more ...string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name, text string) {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			put(f.Name, change(string(text)))
			continue
		}
		put(f.Name, string(text))
	}
	for _, name := range more {
		put(name, "x")
	}
	err = w.Close()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// rowsOf cuts the body of a form into what stands before its rows, the rows and what stands after them.
func rowsOf(body string) (before string, rows []string, after string) {
	first, last := strings.Index(body, "<w:tr>"), strings.LastIndex(body, "</w:tr>")+len("</w:tr>")
	for _, row := range strings.SplitAfter(body[first:last], "</w:tr>") {
		if row != "" {
			rows = append(rows, row)
		}
	}
	return body[:first], rows, body[last:]
}

// withRows changes the rows of a form; in the form of these tests row 5 asks for briefings, 6 for requests.
func withRows(change func([]string) []string) func(string) string {
	return func(body string) string {
		before, rows, after := rowsOf(body)
		return before + strings.Join(change(rows), "") + after
	}
}

func TestWhatPeopleDoToWordFiles(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	r := h.open()
	me := h.officer("X1")
	docx := filled(t, h.issue(me, r, "X1"), "docx", map[string]string{"hop-bao": "2", "yeu-cau": "5"})
	paragraph := func(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }
	for name, tt := range map[string]struct {
		change         func(string) string
		hopBao, yeu    string // fates of the two figures
		extra, trouble string
	}{
		"nothing":       {func(s string) string { return s }, "new", "new", "", ""},
		"a row moved":   {withRows(func(r []string) []string { return append(append(append([]string{}, r[:5]...), r[6:]...), r[5]) }), "new", "new", "", ""},
		"a row deleted": {withRows(func(r []string) []string { return append(append([]string{}, r[:5]...), r[6:]...) }), "trouble", "new", "", string(official.OfflineMissing)},
		"a row twice":   {withRows(func(r []string) []string { return append(append(append([]string{}, r[:6]...), r[5]), r[6:]...) }), "trouble", "new", "", string(official.OfflineTwice)},
		"a label mended": {func(s string) string {
			return strings.Replace(s, "Số cuộc họp báo", "Số buổi họp báo", 1)
		},
			"doubt", "new", "", ""},
		"deleted under track changes": {func(s string) string {
			return strings.Replace(s, `<w:r><w:t xml:space="preserve">2</w:t></w:r>`, `<w:del w:id="9" w:author="a"><w:r><w:delText>2</w:delText></w:r></w:del><w:ins w:id="8" w:author="a"><w:r><w:t>3</w:t></w:r></w:ins>`, 1)
		}, "new", "new", "", ""},
		"a remark under the table": {func(s string) string {
			return strings.Replace(s, "<w:sectPr>", paragraph("Người lập: A")+"<w:sectPr>", 1)
		}, "new", "new", "Người lập: A", ""},
		"a second paragraph in an answer": {func(s string) string {
			return strings.Replace(s, `<w:t xml:space="preserve">2</w:t></w:r></w:p>`, `<w:t xml:space="preserve">2</w:t></w:r></w:p>`+paragraph("và 3"), 1)
		}, "trouble", "new", "", string(official.OfflineNotNumber)},
	} {
		id := h.take(me, "bieu.docx", retyped(t, docx, tt.change))
		h.read(func(ctx context.Context, tx *db.Tx) error {
			m, sheaf, err := h.Import(ctx, tx, me, id)
			fates := round.FatesForTest(m, sheaf)
			if fates["hop-bao"] != tt.hopBao || fates["yeu-cau"] != tt.yeu {
				t.Errorf("%s: %q and %q, want %q and %q", name, fates["hop-bao"], fates["yeu-cau"], tt.hopBao, tt.yeu)
			}
			var extra []string
			for _, e := range m.Reading.Extra {
				extra = append(extra, e.Text)
			}
			if strings.Join(extra, "|") != tt.extra {
				t.Errorf("%s: also found %q, want %q", name, extra, tt.extra)
			}
			for _, a := range m.Reading.Answers {
				if m.Form.Fields[a.Field].Key == "hop-bao" && string(a.Trouble) != tt.trouble {
					t.Errorf("%s: trouble %q, want %q", name, a.Trouble, tt.trouble)
				}
			}
			return err
		})
	}
}

func TestWordFilesWithProgramsAreRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	r := h.open()
	me := h.officer("X1")
	docx := filled(t, h.issue(me, r, "X1"), "docx", nil)
	_, err := h.TakeForm(t.Context(), me, "bieu.docx", retyped(t, docx, func(s string) string { return s }, "word/vbaProject.bin"))
	if fault.KindOf(err) != fault.Invalid || err == nil || !strings.Contains(fault.Find(err).Format, "macro") {
		t.Errorf("a program in a .docx: %v", err)
	}
}
