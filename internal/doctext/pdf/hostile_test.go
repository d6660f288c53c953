package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// build writes objects numbered from 1 into a file with a right cross-reference.
func build(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func streamOf(extra, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", extra, len(content), content)
}

// onePage is a page with content, written in font F of the given dictionary.
func onePage(font, content string) []byte {
	return build(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
		streamOf("", content),
		font,
		streamOf("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>", "/X Do /X Do"),
	)
}

const times = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"

func bomb(size int) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(bytes.Repeat([]byte("q "), size/2))
	z.Close()
	return b.String()
}

func TestHostileFilesEndInAnErrorSoon(t *testing.T) {
	t.Parallel()
	plain := onePage(times, "BT /F 12 Tf 72 700 Td (Ke hoach) Tj ET")
	for _, tt := range []struct {
		name string
		data []byte
		want error
	}{
		{"something else", []byte("<html>không phải PDF</html>"), ErrDamaged},
		{"only a head", []byte("%PDF-1.7\n"), ErrDamaged},
		{"a page tree that bites its tail", build("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 3 0 R]>>", "<</Type/Pages/Kids[2 0 R]>>"), ErrDamaged},
		{"a page that refers to itself everywhere", build("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]>>", "<</Type/Page/Contents 3 0 R/Resources 3 0 R/Font 3 0 R>>"), ErrNoText},
		{"a length that is itself", build("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]>>", "<</Type/Page/Contents 4 0 R>>", "<</Length 4 0 R>>\nstream\nBT ET\nendstream"), ErrNoText},
		{"arrays in arrays", build("<</Type/Catalog/Pages " + strings.Repeat("[", 200_000) + ">>"), ErrDamaged},
		{"a stream that unpacks without end", build("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]>>", "<</Type/Page/Contents 4 0 R>>", streamOf("/Filter/FlateDecode", bomb(200<<20))), ErrUnpacked},
		{"a form that draws itself twice", onePage(times, "/X Do"), ErrNoText},
		{"pictures only", load(t, "scan.pdf"), ErrScan},
		{"a password (40 bits)", load(t, "locked.pdf"), ErrPassword},
		{"a password (128 bits)", load(t, "password.pdf"), ErrPassword},
		{"cut in the middle of everything", plain[:60], ErrDamaged},
		{"glyphs without letters", onePage("<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2>>]>>", "BT /F 12 Tf 72 700 Td <000100020003> Tj ET"), ErrGarbled},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			begin := time.Now()
			_, err := Read(t.Context(), tt.data, DefaultLimits())
			if !errors.Is(err, tt.want) {
				t.Errorf("Read = %v, want %v", err, tt.want)
			}
			if spent := time.Since(begin); spent > 20*time.Second {
				t.Errorf("it took %v", spent)
			}
		})
	}
}

func TestLimitsHold(t *testing.T) {
	t.Parallel()
	data := load(t, "chromium.pdf")
	for _, tt := range []struct {
		name string
		lim  Limits
		want error
	}{
		{"pages", Limits{Pages: 1, Unpacked: 1 << 30, Lines: 1000, Cells: 1000}, ErrPages},
		{"bytes", Limits{Pages: 10, Unpacked: 10_000, Lines: 1000, Cells: 1000}, ErrUnpacked},
		{"lines", Limits{Pages: 10, Unpacked: 1 << 30, Lines: 10, Cells: 1000}, ErrLines},
		{"cells", Limits{Pages: 10, Unpacked: 1 << 30, Lines: 1000, Cells: 10}, ErrCells},
	} {
		_, err := Read(t.Context(), data, tt.lim)
		if !errors.Is(err, tt.want) {
			t.Errorf("too many %s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestACancelledContextStopsTheReading(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Read(ctx, load(t, "chromium.pdf"), DefaultLimits())
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v, want %v", err, context.Canceled)
	}
}

func TestBrokenCrossReferencesAreRebuilt(t *testing.T) {
	t.Parallel()
	whole := onePage(times, "BT /F 12 Tf 72 700 Td (Ke hoach) Tj ET")
	table := bytes.Index(whole, []byte("xref\n0"))
	shifted := bytes.Replace(whole, []byte("%PDF-1.7\n"), []byte("%PDF-1.7\n% moved\n"), 1)
	for name, data := range map[string][]byte{
		"cut before the cross-reference": whole[:table],
		"every offset is wrong":          shifted,
		"something before the head":      append([]byte("\n\n  "), whole...),
		"no startxref":                   bytes.Replace(whole, []byte("startxref"), []byte("startxxxx"), 1),
	} {
		lines := read(t, data)
		if len(lines) != 1 || lines[0].Text != "Ke hoach" {
			t.Errorf("%s: %+v", name, lines)
		}
	}
	cut := load(t, "libreoffice.pdf")
	lines := read(t, cut[:bytes.LastIndex(cut, []byte("xref\n0"))])
	if len(lines) < 60 {
		t.Errorf("a truncated file gives %d lines", len(lines))
	}
}

func TestOldEncodingsAreDecodedByTheFont(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, font, content, want string }{
		{"TCVN3 in .VnTime", "ABCDEF+.VnTime", "(K\\325 ho\\271ch ph\\270t tri\\323n)", "Kế hoạch phát triển"},
		{"VNI in VNI-Times", "VNI-Times", "(Keá hoaïch)", "Kế hoạch"},
	} {
		raw := make([]byte, 0, len(tt.content))
		for _, r := range tt.content {
			raw = append(raw, byte(r)) // the content stream is bytes, not UTF-8
		}
		font := "<</Type/Font/Subtype/TrueType/BaseFont/" + tt.font + "/Encoding/WinAnsiEncoding>>"
		lines := read(t, onePage(font, "BT /F 12 Tf 72 700 Td "+string(raw)+" Tj ET"))
		if len(lines) != 1 || lines[0].Text != tt.want {
			t.Errorf("%s: %+v, want %q", tt.name, lines, tt.want)
		}
	}
}

func FuzzReadPDF(f *testing.F) {
	f.Add(onePage(times, "BT /F 12 Tf 72 700 Td (Ke hoach) Tj ET 10 10 200 100 re S 10 50 m 210 50 l S /X Do"))
	f.Add(build("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Contents[4 0 R]/Rotate 90/Resources<</Font<</F "+times+">>>>>>",
		streamOf("/Filter[/ASCIIHexDecode/RunLengthDecode]", "00420041>")))
	box := "BT /F 9 Tf 1 0 0 1 20 70 Tm [(a)-300(b)]TJ 0 -30 Td (c) ' ET 10 10 80 80 re 50 10 m 50 90 l 10 50 m 90 50 l S q 1 0 0 1 5 5 cm 0 0 9 .5 re f Q /X Do"
	f.Add(onePage("<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<</Subtype/CIDFontType2/W[0[500 600]3 9 400]>>]>>", box))
	f.Add(bytes.Replace(onePage(times, box), []byte("xref"), []byte("none"), -1))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := Limits{Pages: 50, Unpacked: 4 << 20, Lines: 5000, Cells: 5000}
		src, err := Read(t.Context(), data, lim)
		if err != nil && len(src.Lines) > 0 {
			t.Errorf("lines beside the error %v", err)
		}
		for _, l := range src.Lines {
			if l.Text == "" || strings.ContainsAny(l.Text, "\n\r") {
				t.Errorf("line %q", l.Text)
			}
			if c := l.Cell; c != nil && (c.Row < 0 || c.Col < 0 || c.RowSpan < 1 || c.ColSpan < 1) {
				t.Errorf("cell %+v", *c)
			}
		}
	})
}
