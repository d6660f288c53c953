//go:build tools

package doctext

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"os"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

// pictureOf draws the first page of a fixture.
func pictureOf(t *testing.T, name string) Picture {
	t.Helper()
	p, err := DrawPage(t.Context(), pdfFixture(t, name), 1, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// scanned wraps pictures into a PDF file, a page each, as a scanner does.
func scanned(t *testing.T, pictures ...[]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n", len(at))
		fmt.Fprintf(&b, format, args...)
		b.WriteString("\nendobj\n")
	}
	b.WriteString("%PDF-1.4\n")
	var kids strings.Builder
	for i := range pictures {
		fmt.Fprintf(&kids, "%d 0 R ", 3+3*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(pictures))
	for i, p := range pictures {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /P %d 0 R >> >> /Contents %d 0 R >>", 4+3*i, 5+3*i)
		size, err := jpeg.DecodeConfig(bytes.NewReader(p))
		if err != nil {
			t.Fatal(err)
		}
		object("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream", size.Width, size.Height, len(p), p)
		object("<< /Length 28 >>\nstream\nq 595 0 0 842 0 0 cm /P Do Q\nendstream")
	}
	from := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, from)
	return b.Bytes()
}

func TestPagesAreRecognisedInMemory(t *testing.T) {
	if OCRProgram(t.Context()) == "" || PagesProgram() == "" {
		t.Fatal("Tesseract with Vietnamese or Poppler is missing: run scripts/need readers")
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	page := pictureOf(t, "libreoffice.pdf").Data
	for name, data := range map[string][]byte{"a photograph": page, "a scan": scanned(t, page, page)} {
		s, err := ReadScan(t.Context(), data, DefaultLimits())
		if err != nil || len(s.Read) != s.Pages || len(s.Sure) != len(s.Source.Lines) {
			t.Fatalf("%s: %d of %d pages, %d lines, %d sure, %v", name, len(s.Read), s.Pages, len(s.Source.Lines), len(s.Sure), err)
		}
		text := ""
		for _, l := range s.Source.Lines {
			text += l.Text + "\n"
		}
		for _, want := range []string{"KẾ HOẠCH", "ỦY BAN NHÂN DÂN"} {
			if !strings.Contains(vi.Fold(text), vi.Fold(want)) {
				t.Errorf("%s: %q is not in\n%s", name, want, text)
			}
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left among the temporary files: %v, %v", left, err)
	}
}

func TestAPageThatIsNotThereSaysSo(t *testing.T) {
	t.Parallel()
	_, err := DrawPage(t.Context(), pdfFixture(t, "scan.pdf"), 9, DefaultLimits())
	if fault.KindOf(err) == fault.Internal || err == nil {
		t.Errorf("page 9 of 2: %v", err)
	}
	if p := pictureOf(t, "scan.pdf"); p.Type != "image/jpeg" || !bytes.HasPrefix(p.Data, []byte("\xff\xd8")) {
		t.Errorf("page 1 is %s", p.Type)
	}
}
