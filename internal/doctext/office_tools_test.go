//go:build tools

package doctext

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Not parallel: the folder for temporary files belongs to the whole process.
func TestAnOldWordFileIsReadThroughLibreOfficeAndLeavesNothing(t *testing.T) {
	if OfficeProgram() == "" {
		t.Fatal("LibreOffice is missing: run scripts/need readers")
	}
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	stale := dir + "/" + folderName + "stale"
	err := os.Mkdir(stale, 0o700)
	if err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-2 * time.Hour)
	err = os.Chtimes(stale, old, old)
	if err != nil {
		t.Fatal(err)
	}

	want := places(readTest(t, fixture(t, "ke-hoach.docx"), DOCX))
	if got := places(readTest(t, fixture(t, "ke-hoach.doc"), DOC)); !slices.Equal(got, want) {
		t.Errorf("through LibreOffice:\n%q\nwant\n%q", got, want)
	}

	lim := DefaultLimits()
	lim.Time = 200 * time.Millisecond
	_, _, err = Read(t.Context(), "a.doc", fixture(t, "ke-hoach.doc"), lim)
	checkFault(t, err, fault.TooLarge, "Đọc tệp quá lâu")

	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left among the temporary files: %v, %v", left, err)
	}
}
