package doctext

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
)

func pdfFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "pdf", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestAPDFIsReadInAChildProcess(t *testing.T) {
	t.Parallel()
	src, kind, err := Read(t.Context(), "ke-hoach.pdf", pdfFile(t, "chromium.pdf"), DefaultLimits())
	if err != nil || kind != PDF {
		t.Fatalf("Read = %v, %v", kind, err)
	}
	if len(src.Lines) < 70 || src.Lines[0].Text != "ỦY BAN NHÂN DÂN" {
		t.Fatalf("%d lines: %+v", len(src.Lines), src.Lines)
	}
	spans := 0
	for _, l := range src.Lines {
		if l.Cell != nil && l.Cell.RowSpan*l.Cell.ColSpan > 1 {
			spans++
		}
	}
	if spans != 7 {
		t.Errorf("%d merged cells came through, want 7", spans)
	}
}

func TestAPDFThatCannotBeReadSaysWhatToDo(t *testing.T) {
	t.Parallel()
	whole := pdfFile(t, "chromium.pdf")
	tight := DefaultLimits()
	tight.Lines = 10
	for _, tt := range []struct {
		name string
		data []byte
		lim  Limits
		kind fault.Kind
		says string
	}{
		{"a scan", pdfFile(t, "scan.pdf"), DefaultLimits(), fault.Invalid, "ảnh quét, không có lớp chữ"},
		{"a password", pdfFile(t, "password.pdf"), DefaultLimits(), fault.Invalid, "mật khẩu"},
		{"only the beginning", whole[:200], DefaultLimits(), fault.Invalid, "bị hỏng hoặc bị cắt cụt"},
		{"more lines than allowed", whole, tight, fault.TooLarge, "dài hơn 10 dòng"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := Read(t.Context(), "x.pdf", tt.data, tt.lim)
			if got := fault.Message(err); fault.KindOf(err) != tt.kind || !strings.Contains(got, tt.says) {
				t.Errorf("%v: %q, want %v with %q", fault.KindOf(err), got, tt.kind, tt.says)
			}
		})
	}
}
