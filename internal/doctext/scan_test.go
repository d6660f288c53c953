package doctext

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

func pdfFixture(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/pdf/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

const onePixel = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"

func TestScansAreToldFromOtherRefusals(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		data []byte
		want bool
	}{
		"a PDF file of pictures":   {pdfFixture(t, "scan.pdf"), true},
		"a photograph":             {[]byte(onePixel), true},
		"a PDF file with password": {pdfFixture(t, "password.pdf"), false},
		"a broken file":            {[]byte("%PDF-1.4 hỏng"), false},
		"a text":                   {[]byte("KẾ HOẠCH"), false},
	} {
		_, _, err := Read(t.Context(), name, tt.data, DefaultLimits())
		if IsScan(err) != tt.want {
			t.Errorf("%s: IsScan(%v) = %v, want %v", name, err, !tt.want, tt.want)
		}
	}
}

func TestAScanIsCountedWithoutAnyOtherProgram(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		data []byte
		want int
	}{
		"two pages":    {pdfFixture(t, "scan.pdf"), 2},
		"a photograph": {[]byte(onePixel), 1},
	} {
		s, err := readScanWith(t.Context(), tools{}, tt.data, DefaultLimits())
		if err != nil || s.Pages != tt.want || len(s.Source.Lines) != 0 || len(s.Read) != 0 {
			t.Errorf("%s: %+v, %v; want %d pages", name, s, err, tt.want)
		}
	}
	_, err := ReadScan(t.Context(), []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), DefaultLimits())
	checkFault(t, err, fault.Invalid, "JPG")
}

func TestTheTableOfTesseractBecomesLinesWithTheirSureness(t *testing.T) {
	t.Parallel()
	lines, sure := readRecognised(strings.Join([]string{
		"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
		"4\t1\t1\t1\t1\t0\t10\t10\t100\t20\t-1\t",
		"5\t1\t1\t1\t1\t1\t10\t10\t50\t20\t96\tSở",
		"5\t1\t1\t1\t1\t2\t70\t10\t50\t20\t90\tNội",
		"5\t1\t1\t1\t1\t3\t70\t10\t50\t20\t96\t ",
		"5\t1\t1\t1\t2\t1\t10\t40\t30\t20\t31.5\tvu\u0323",
		"5\t1\t1\t1\t3\t1\t10\t70\t100\t20\t90\t2.",
		"5\t1\t1\t1\t4\t1\t40\t90\t78\t20\t90\tthụt",
		"5\t1\t1\t1\t5\t1\t10\t90\t60\t20\t90\tvào",
		"5\t1\t1\t2\t1\t1\t10\t120\t20\t10\t90\tSố:12",
		"5\t1\t1\t2\t1\t2\t80\t120\t30\t10\t90\tMẬT",
		"5\t1\t1\t2\t2\t1\t10\t140\t100\t10\t90\tKế",
		"5\t1\t1\t1\t2",
	}, "\n"))
	if got := texts(official.Source{Lines: lines}); !slices.Equal(got, []string{"Sở Nội vụ", "2.", "thụt vào", "Số:12\tMẬT", "Kế"}) {
		t.Errorf("lines = %q", got)
	}
	if !slices.Equal(sure, []float64{.72, .9, .9, .9, .9}) {
		t.Errorf("sure = %v", sure)
	}
}

func TestPagesWithoutTextAmongOthersAreSeen(t *testing.T) {
	t.Parallel()
	src := official.Source{Lines: []official.Line{{Text: "KẾ HOẠCH"}}}
	if HasScannedPages(src) {
		t.Error("a page of text is taken for a picture")
	}
	src.Lines = append(src.Lines, official.Line{Text: "[Trang 2 là ảnh quét, không đọc được chữ.]"})
	if !HasScannedPages(src) {
		t.Error("a page that is a picture is not seen")
	}
}
