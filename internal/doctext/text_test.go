package doctext

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/nhipcau/nhipcau/internal/fault"
)

func wide(text string) []byte {
	out := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func bytesOf(codes string) []byte {
	var out []byte
	for _, r := range codes {
		out = append(out, byte(r))
	}
	return out
}

func TestLineNOfATextIsLineNOfTheFile(t *testing.T) {
	t.Parallel()
	want := []string{"KẾ HOẠCH", "", "  1. Sở Y tế chủ trì", "", "Hết"}
	text := "KẾ HOẠCH\n\n  1. Sở Y tế chủ trì  \n\t\nHết\n"
	for name, data := range map[string][]byte{
		"unix":      []byte(text),
		"windows":   []byte(strings.ReplaceAll(text, "\n", "\r\n")),
		"old mac":   []byte(strings.ReplaceAll(text, "\n", "\r")),
		"with mark": []byte("\xEF\xBB\xBF" + text),
		"UTF-16":    wide(text),
		"no end":    []byte(strings.TrimSuffix(text, "\n")),
	} {
		if got := texts(readTest(t, data, Text)); !slices.Equal(got, want) {
			t.Errorf("%s: lines = %q, want %q", name, got, want)
		}
	}
}

func TestOldTextFilesBecomeUnicode(t *testing.T) {
	t.Parallel()
	for want, codes := range map[string]string{
		"Sở Y tế chủ trì, phối hợp với các đơn vị": "Së Y tÕ chñ tr×, phèi hîp víi c¸c ®¬n vÞ",
		"Cộng hòa xã hội chủ nghĩa Việt Nam":       "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
	} {
		src := readTest(t, bytesOf(codes), Text)
		if src.Lines[0].Text != want {
			t.Errorf("text = %q, want %q", src.Lines[0].Text, want)
		}
	}
}

func TestFilesWeDoNotReadSayWhatToDo(t *testing.T) {
	t.Parallel()
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)
	wideName := func(name string) string { return string(wide(name)[2:]) }
	locked := makeDOCX(t, par("a"))
	locked[6] |= 1
	at := bytes.Index(locked, []byte("PK\x01\x02"))
	locked[at+8] |= 1
	lim := DefaultLimits()
	lim.Bytes = 1 << 20
	lim.Lines = 5
	tests := []struct {
		name string
		data []byte
		kind fault.Kind
		want string
	}{
		{"empty", nil, fault.Invalid, "rỗng"},
		{"too large", bytes.Repeat([]byte("a"), 1<<20+1), fault.TooLarge, "lớn hơn 1 MB"},
		{"too many lines", []byte(strings.Repeat("a\n", 6)), fault.TooLarge, "dài hơn 5 dòng"},
		{"an encrypted Office file", []byte(ole + wideName("EncryptedPackage")), fault.Invalid, "đặt mật khẩu"},
		{"an encrypted ZIP", locked, fault.Invalid, "đặt mật khẩu"},
		{"an old Word file", []byte(ole + wideName("WordDocument")), fault.Invalid, "(.doc)"},
		{"an old Excel file", []byte(ole + wideName("Workbook")), fault.Invalid, "(.xls)"},
		{"another OLE file", []byte(ole), fault.Invalid, "kiểu cũ"},
		{"a macro document", makeZip(t, entry{"[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml"}), fault.Invalid, "macro"},
		{"slides", makeZip(t, entry{"[Content_Types].xml", "presentationml"}), fault.Invalid, "trình chiếu"},
		{"OpenDocument", makeZip(t, entry{"mimetype", "application/vnd.oasis.opendocument.text"}), fault.Invalid, "OpenDocument"},
		{"an archive", makeZip(t, entry{"a.txt", "a"}), fault.Invalid, "giải nén"},
		{"half an archive", []byte("PK\x03\x04aaaa"), fault.Invalid, "hỏng"},
		{"RTF", []byte(`{\rtf1 abc}`), fault.Invalid, "RTF"},
		{"an image", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), fault.Invalid, "hình ảnh"},
		{"a program", []byte("\x7fELF\x02\x01\x01\x00\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10"), fault.Invalid, "Không đọc được loại tệp"},
		{"only spaces", []byte(" \n\n "), fault.Invalid, "Không tìm thấy chữ"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := Read(t.Context(), "x", tt.data, lim)
			checkFault(t, err, tt.kind, tt.want)
		})
	}
}

func FuzzReadText(f *testing.F) {
	f.Add([]byte("KẾ HOẠCH\r\n\r\nSở Y tế"))
	f.Add(wide("Sở Y tế\n"))
	f.Add(bytesOf("Së Y tÕ chñ tr×, phèi hîp"))
	f.Fuzz(func(t *testing.T, data []byte) {
		src, _, err := Read(t.Context(), "x", data, DefaultLimits())
		checkSource(t, src, err)
	})
}
