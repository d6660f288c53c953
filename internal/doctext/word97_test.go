package doctext

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// rewritten is the fixture of an old Word file with one text put in the place of another of the same length.
func rewritten(tb testing.TB, from, to string) []byte {
	tb.Helper()
	code := func(s string) []byte {
		var out []byte
		for _, u := range utf16.Encode([]rune(s)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	}
	data := fixture(tb, "ke-hoach.doc")
	if len(from) == 0 || !bytes.Contains(data, code(from)) || len(code(from)) != len(code(to)) {
		tb.Fatalf("cannot write %q over %q", to, from)
	}
	return bytes.Replace(data, code(from), code(to), 1)
}

func TestTheBareTextOfAnOldWordFileIsReadInMemory(t *testing.T) {
	t.Parallel()
	w, err := readOldWord(fixture(t, "ke-hoach.doc"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"ỦY BAN NHÂN DÂN\nTỈNH AN BÌNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Sở Văn hóa, Thể thao và Du lịch\tSở Tư pháp;\nSở Nội vụ", "Giao các sở, ban, ngành tổ chức thực hiện./."} {
		if !strings.Contains(w.body, want) {
			t.Errorf("%q is missing from\n%s", want, w.body)
		}
	}
}

// The program named here would fail: a secret paper must be refused before anything is handed on.
func TestASecretOldWordFileIsStoppedInMemory(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"a line of its own": rewritten(t, "KẾ HOẠCH", "TỐI MẬT "),
		"beside the number": rewritten(t, "Số: 36/KH-UBND", "TUYỆT MẬT     "),
	} {
		_, err := readDOCWith(t.Context(), "/nonexistent", data, DefaultLimits())
		checkFault(t, err, fault.Invalid, "MẬT")
		if err := RefuseSecret(t.Context(), "a.doc", data); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: RefuseSecret = %v", name, err)
		}
	}
	if err := RefuseSecret(t.Context(), "a.doc", fixture(t, "ke-hoach.doc")); err != nil {
		t.Errorf("a plain one is refused: %v", err)
	}
}

func TestWithoutLibreOfficeAnOldWordFileSaysWhatToInstall(t *testing.T) {
	t.Parallel()
	_, err := readDOCWith(t.Context(), "", fixture(t, "ke-hoach.doc"), DefaultLimits())
	checkFault(t, err, fault.Invalid, "apt install libreoffice-writer")
	checkFault(t, err, fault.Invalid, ".docx")
}

func TestALockedOldWordFileAsksForOneWithoutPassword(t *testing.T) {
	t.Parallel()
	data := fixture(t, "ke-hoach.doc")
	at := bytes.Index(data, []byte{0xEC, 0xA5})
	if at < 0 || at%512 != 0 {
		t.Fatalf("no information block at %d", at)
	}
	data[at+fibFlags+1] |= 1
	_, _, err := Read(t.Context(), "a.doc", data, DefaultLimits())
	checkFault(t, err, fault.Invalid, "mật khẩu")
}

func TestABrokenOldWordFileSaysWhatToDo(t *testing.T) {
	t.Parallel()
	data := fixture(t, "ke-hoach.doc")
	for _, broken := range [][]byte{data[:3000], append(bytes.Clone(data[:512]), bytes.Repeat([]byte{0xFF}, len(data)-512)...)} {
		_, _, err := Read(t.Context(), "a.doc", broken, DefaultLimits())
		checkFault(t, err, fault.Invalid, "")
	}
}

func FuzzReadOldWord(f *testing.F) {
	f.Add(fixture(f, "ke-hoach.doc"))
	f.Add(fixture(f, "ke-hoach.doc")[:1024])
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := readOldWord(data)
		if err == nil && len(w.body)+len(w.edges) > 16*len(data) {
			t.Errorf("%d bytes became %d", len(data), len(w.body)+len(w.edges))
		}
	})
}
