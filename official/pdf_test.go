package official

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/unicode/rangetable"
	"pgregory.net/rapid"
)

func pdfOf(t testing.TB, r Report) []byte {
	t.Helper()
	var b bytes.Buffer
	err := WritePDF(&b, r)
	if err != nil {
		t.Fatalf("WritePDF: %v", err)
	}
	return b.Bytes()
}

var (
	pdfStream = regexp.MustCompile(`(?s)/Filter /FlateDecode /Length \d+>>\nstream\n(.*?)\nendstream`)
	pdfShown  = regexp.MustCompile(`(?s)Td \((.*?[^\\]|)\) Tj`)
)

// pdfPages is the text of every page in the order in which it was drawn. The fonts' codes are UTF-16, which
// is what their ToUnicode tables say.
func pdfPages(t testing.TB, pdf []byte) []string {
	t.Helper()
	if !bytes.Contains(pdf, []byte("/ToUnicode")) {
		t.Fatal("the fonts do not tell what their codes mean")
	}
	var pages []string
	for _, stream := range pdfStream.FindAllSubmatch(pdf, -1) {
		r, err := zlib.NewReader(bytes.NewReader(stream[1]))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(content, []byte("BT ")) {
			continue
		}
		var page strings.Builder
		for _, shown := range pdfShown.FindAllSubmatch(content, -1) {
			page.WriteString(fromUTF16(unescapePDF(shown[1])) + "\n")
		}
		pages = append(pages, page.String())
	}
	return pages
}

func unescapePDF(b []byte) []byte {
	var out []byte
	for i := 0; i < len(b); i++ {
		if b[i] != '\\' || i+1 == len(b) {
			out = append(out, b[i])
			continue
		}
		i++
		if b[i] == 'r' {
			out = append(out, '\r')
			continue
		}
		out = append(out, b[i])
	}
	return out
}

func fromUTF16(b []byte) string {
	var units []uint16
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, binary.BigEndian.Uint16(b))
	}
	return string(utf16.Decode(units))
}

// flat is text without regard to where lines were broken.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestPDFSaysWhatTheReportSays(t *testing.T) {
	t.Parallel()
	pages := pdfPages(t, pdfOf(t, ProgressReport(progressFixture(60))))
	text := flat(strings.Join(pages, "\n"))
	for _, want := range []string{
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 05/BC-SVHTTDL",
		"An Bình, ngày 05 tháng 10 năm 2026", "BÁO CÁO", "II. KHÓ KHĂN, VƯỚNG MẮC, NGUYÊN NHÂN",
		"14 nhiệm vụ hoàn thành đúng hạn", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Nguyễn Thị Minh Hạnh", "- Lưu: VT, BCXB.",
		"Phụ lục DANH MỤC NHIỆM VỤ", "Tham mưu ban hành Kế hoạch truyền thông dự thảo Nghị quyết về chính sách hỗ trợ học phí",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF does not say %q", want)
		}
	}
	if got := strings.Count(text, "Cung cấp thông tin cho báo chí định kỳ"); got != 15 {
		t.Errorf("%d of 15 tasks are in the annex", got)
	}
}

func TestPDFRepeatsTableHeadingsAndNumbersPages(t *testing.T) {
	t.Parallel()
	pages := pdfPages(t, pdfOf(t, ProgressReport(progressFixture(60))))
	if len(pages) < 6 {
		t.Fatalf("%d pages, want more", len(pages))
	}
	annex := 0
	for i, page := range pages {
		if strings.HasPrefix(page, "Phụ lục") {
			annex = i
		}
	}
	if annex != 2 || !strings.HasPrefix(pages[1], "2\n") || strings.HasPrefix(pages[0], "1\n") {
		t.Errorf("annex begins on page index %d; page 2 begins with %.10q", annex, pages[1])
	}
	for i, page := range pages[annex:] {
		if !strings.Contains(page, "Minh chứng") {
			t.Errorf("page %d of the annex has no table heading", i+1)
		}
		if number := string(rune('1'+i)) + "\n"; i > 0 && !strings.HasPrefix(page, number) {
			t.Errorf("page %d of the annex begins with %.10q", i+1, page)
		}
	}
}

func TestPDFIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	first := pdfOf(t, ProgressReport(progressFixture(3)))
	for range 5 {
		if !bytes.Equal(first, pdfOf(t, ProgressReport(progressFixture(3)))) {
			t.Fatal("the same report gave other bytes")
		}
	}
	if !bytes.Contains(first, []byte("D:20261005000000")) {
		t.Error("the paper's day is not its creation date")
	}
}

func TestPDFCellHigherThanAPage(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("rất dài ", 2000)
	r := Report{Form: FormPlan, Blocks: []Block{Table{
		Columns: []Column{{Width: 1}, {Width: 3}},
		Header:  []TableRow{{TextCell("Đầu"), TextCell("Bảng")}},
		Rows: []TableRow{
			{{Runs: Plain("Gộp"), RowSpan: 3}, TextCell("một")},
			{TextCell(long)},
			{TextCell("ba")},
			{TextCell("bốn"), TextCell("Hết.")},
		},
	}}}
	text := flat(strings.Join(pdfPages(t, pdfOf(t, r)), "\n"))
	if got := strings.Count(text, "rất dài"); got != 2000 {
		t.Errorf("%d of 2000 words are there", got)
	}
	if strings.Count(text, "Gộp") != 1 || !strings.Contains(text, "Hết.") {
		t.Errorf("cells around the long one are lost: %.100q … %q", text, text[len(text)-100:])
	}
}

func TestPDFHeadingIsNeverLastOnItsPage(t *testing.T) {
	t.Parallel()
	for n := 14; n < 32; n++ {
		r := Report{Form: FormReport, Blocks: []Block{Blank{Lines: n}, Heading{1, "MỤC CUỐI"}, Paragraph{Runs: Plain("Nội dung.")}}}
		for _, page := range pdfPages(t, pdfOf(t, r)) {
			if strings.Contains(page, "MỤC CUỐI") && !strings.Contains(page, "Nội dung.") {
				t.Errorf("after %d lines the heading stands alone", n)
			}
		}
	}
}

func TestPDFSignatureIsNeverAlone(t *testing.T) {
	t.Parallel()
	for n := 10; n < 28; n++ {
		r := Report{Form: FormReport, Signature: Signature{Title: "Giám đốc", Name: "Trần Văn Bình"},
			Blocks: []Block{Blank{Lines: n}, Paragraph{Runs: Plain("Trên đây là báo cáo./.")}}}
		for _, page := range pdfPages(t, pdfOf(t, r)) {
			if strings.Contains(page, "Trần Văn Bình") && !strings.Contains(page, "Trên đây là báo cáo./.") {
				t.Errorf("after %d lines the signature stands alone", n)
			}
		}
	}
}

func TestPDFAnyTextIsWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(
			rapid.String(),
			rapid.SampledFrom([]string{`<script>"'&(\)`, "😀 Tiếp thu", "中文", "a\x00b", strings.Repeat("ơ", 500), "\U0010FFFF\uFFFF"}),
		).Draw(rt, "text")
		r := Report{Form: FormReport, Body: text, Subject: text, Draft: text, Addressees: []string{text, text}, Recipients: []string{text},
			Blocks: []Block{Paragraph{Runs: Plain(text)}, Heading{1, text}, Table{Columns: []Column{{Width: 1}, {Width: 30}}, Rows: []TableRow{{TextCell(text), TextCell("x")}}}}}
		pages := pdfPages(t, pdfOf(t, r))
		want := strings.Join(strings.Fields(printable(paperText(text))), "")
		if got := strings.Join(strings.Fields(strings.Join(pages, "")), ""); !strings.Contains(got, want) {
			rt.Fatalf("%q is not in %q", want, got)
		}
	})
}

// cmapHas reads the table of characters of a TrueType font (format 4).
func cmapHas(t *testing.T, font []byte) func(rune) bool {
	t.Helper()
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	cmap := 0
	for i := range u16(4) {
		if entry := 12 + 16*i; string(font[entry:entry+4]) == "cmap" {
			cmap = u32(entry + 8)
		}
	}
	for i := range u16(cmap + 2) {
		table := cmap + u32(cmap+4+8*i+4)
		if u16(table) != 4 {
			continue
		}
		segments := u16(table+6) / 2
		return func(r rune) bool {
			for s := range segments {
				end, start := u16(table+14+2*s), u16(table+16+2*segments+2*s)
				if int(r) >= start && int(r) <= end {
					return true
				}
			}
			return false
		}
	}
	t.Fatal("no table of format 4")
	return nil
}

func TestFontsHaveWhatWePrint(t *testing.T) {
	t.Parallel()
	for style, file := range fontFiles {
		font, err := fonts.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		has := cmapHas(t, font)
		missing := 0
		rangetable.Visit(inFonts, func(r rune) {
			if !has(r) && missing < 10 {
				t.Errorf("style %q has no %q (%U)", style, r, r)
				missing++
			}
		})
	}
}

func BenchmarkWritePDF500Rows(b *testing.B) {
	r := ProgressReport(progressFixture(500))
	b.ReportAllocs()
	for b.Loop() {
		err := WritePDF(io.Discard, r)
		if err != nil {
			b.Fatal(err)
		}
	}
}
