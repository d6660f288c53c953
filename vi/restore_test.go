package vi

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestDiacriticsComeBack(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"official text", "Uy ban nhan dan tinh yeu cau cac so, nganh bao cao truoc ngay 26/5.", "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành báo cáo trước ngày 26/5."},
		{"capitals stay", "UY BAN NHAN DAN", "ỦY BAN NHÂN DÂN"},
		{"text with its diacritics is meant", "Ủy ban nhân dân tỉnh họp ban, ngành", "Ủy ban nhân dân tỉnh họp ban, ngành"},
		{"another language", "This is a plain English text, how do you do?", "This is a plain English text, how do you do?"},
		{"numbers and links stay", "07/CT-TTg https://chinh-sach.vn 12", "07/CT-TTg https://chinh-sach.vn 12"},
		{"each paragraph by itself", "chính sách mới được ban hành\nchinh sach moi", "chính sách mới được ban hành\nchính sách mới"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Restore(tt.in, RestoreSure); got != tt.want {
				t.Errorf("Restore(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestUnsureWordsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	text := "ba di cho mua ban"
	if got := Restore(text, 1.1); got != text {
		t.Errorf("nothing is surer than certain, but %q", got)
	}
	low, high := 0, 0
	for _, r := range Restorations(text) {
		if r.P < 0 || r.P > 1 || Fold(r.Word) != text[r.Start:r.End] {
			t.Errorf("%+v", r)
		}
		low += b2i(r.P >= 0.2)
		high += b2i(r.P >= 0.99)
	}
	if low <= high {
		t.Errorf("%d words at 0.2, %d at 0.99", low, high)
	}
}

func TestTheModelOfDiacriticsIsReadyAtOnce(t *testing.T) {
	t.Parallel()
	const most = 200 * time.Millisecond // the aim is 20; a busy machine is forgiven
	start := time.Now()
	m, err := parseRestore(embeddedRestore)
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > most {
		t.Errorf("reading took %v", took)
	}
	if len(embeddedRestore) > 2<<20 {
		t.Errorf("%d bytes", len(embeddedRestore))
	}
	if !strings.Contains(embeddedRestore[:400], "licence: CC BY-SA 4.0") {
		t.Error("the file does not name its licence")
	}
	if m.surely(0.5, 3) >= m.surely(0.9999, 3) {
		t.Error("the calibration does not rise")
	}
}

func TestALearnedModelComesBackFromItsFile(t *testing.T) {
	t.Parallel()
	sources := []RestoreSource{
		{"one", []string{strings.Repeat("chính sách mới của tỉnh, ", 200)}},
		{"two", []string{strings.Repeat("người dân hỏi về chính sách mới; ", 200)}},
	}
	file, scores, err := LearnRestore(sources, []string{"chính quyền"}, []Attribute{{"licence", "own"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(scores) != 2 || scores[0].Syllables != 1000 || scores[0].Accuracy != 0.6 {
		t.Errorf("scores %+v", scores)
	}
	m, err := parseRestore(string(file))
	if err != nil {
		t.Fatal(err)
	}
	text := "chinh quyen hoi ve chinh sach"
	var got []string
	for _, r := range m.paragraph(nil, text, 0, len(text)) {
		got = append(got, r.Word)
	}
	if want := "chính quyền hỏi về chính sách"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, broken := range []string{"", restoreMagic, string(file[:len(file)-3]), string(file[:len(file)/2])} {
		_, err := parseRestore(broken)
		if err == nil {
			t.Errorf("a broken file of %d bytes was read", len(broken))
		}
	}
	_, _, err = LearnRestore(sources[:1], nil, nil)
	if err == nil {
		t.Error("one source was enough")
	}
}

func FuzzRestore(f *testing.F) {
	for _, s := range []string{Fold(sample), "ba di cho mua ban", "\xff", "a\nb\n\n", "UY\u0301 BAN", "İ ß ban"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Restore(s, 0)
		if Fold(got) != Fold(s) {
			t.Errorf("Restore(%q) = %q changed more than marks", s, got)
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("Restore(%q) = %q", s, got)
		}
		last := 0
		for _, r := range Restorations(s) {
			if r.Start < last || r.End <= r.Start || r.End > len(s) || r.P < 0 || r.P > 1 {
				t.Errorf("%+v behind %d", r, last)
			}
			last = r.End
		}
	})
}

func TestALongRunWithoutMarksIsRestoredInPieces(t *testing.T) {
	t.Parallel()
	got := Restore(strings.Repeat("chinh sach moi ", 20_000), RestoreSure)
	if n := strings.Count(got, "chính sách mới"); n < 19_990 {
		t.Errorf("%d of 20000 restored", n)
	}
}

func BenchmarkRestore(b *testing.B) {
	text := Fold(sample)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Restore(text, RestoreSure)
	}
}
