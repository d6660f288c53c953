package vi

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func everything() NormalizeOptions {
	return NormalizeOptions{Tone: ToneOld, Spelling: true, LookAlikes: true, HTML: true, Legacy: true, Informal: DefaultInformal()}
}

func TestTextGetsTheFormThatIsAskedFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		o        NormalizeOptions
		want     string
	}{
		{"the traditional place of the tone", "hoà thuý khoẻ quý hoàn Uỷ", NormalizeOptions{Tone: ToneOld}, "hòa thúy khỏe quý hoàn Ủy"},
		{"the new place of the tone", "hòa thúy khỏe quý hoàn ỦY giòa", NormalizeOptions{Tone: ToneNew}, "hoà thuý khoẻ quý hoàn UỶ gioà"},
		{"the place as written", "hoà hòa", NormalizeOptions{}, "hoà hòa"},
		{"y for i", "kĩ thuật, lí do, Mĩ, bác sỹ, quí vị, hi vọng, tỉ lệ", NormalizeOptions{Spelling: true}, "kỹ thuật, lý do, Mỹ, bác sĩ, quý vị, hy vọng, tỷ lệ"},
		{"i that is another word stays", "lí nhí, kì cọ, tỉ mỉ, thì, đi, mì, hi hi", NormalizeOptions{Spelling: true}, "lí nhí, kì cọ, tỉ mỉ, thì, đi, mì, hi hi"},
		{"Cyrillic letters in a Latin word", "chính sáсh, Тhông tin, план", NormalizeOptions{LookAlikes: true}, "chính sách, Thông tin, план"},
		{"wide and mathematical letters", "ＵＢＮＤ 𝐔𝐁𝐍𝐃 𝟏𝟐", NormalizeOptions{LookAlikes: true}, "UBND UBND 12"},
		{"tags and entities", "<p>Chính&nbsp;s&aacute;ch <b>m</b>ới</p><br/>a &lt; b &amp;amp; c", NormalizeOptions{HTML: true}, " Chính sách mới  a < b & c"},
		{"what only looks like a tag", "a <b nếu 3 < 5 và x<y>z & co; R&D;", NormalizeOptions{HTML: true}, "a <b nếu 3 < 5 và x<y>z & co; R&D;"},
		{"VIQR", "Ta^'t ca? ddo^`ng ba`o ddu+o+.c quye^`n bie^'t. Ho.c to^'t!", NormalizeOptions{Legacy: true}, "Tất cả đồng bào được quyền biết. Học tốt!"},
		{"ordinary punctuation is no VIQR", "Sao? Di choi khong. O nha' thoi, a^b (x)+y = 'la'.", NormalizeOptions{Legacy: true}, "Sao? Di choi khong. O nha' thoi, a^b (x)+y = 'la'."},
		{"TCVN3", "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp", NormalizeOptions{Legacy: true}, "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập"},
		{"teencode", "Mk ko bit j lun, cty k dc ng dân tin", NormalizeOptions{Informal: DefaultInformal()}, "Mình không biết gì luôn, công ty không được người dân tin"},
		{"letters that are no teencode", "điểm a) và b), phương án A, 10k, tuyến N1, khu e. Ông K nói", NormalizeOptions{Informal: DefaultInformal()}, "điểm a) và b), phương án A, 10k, tuyến N1, khu e. Ông K nói"},
		{"money", "phạt 5 tr vs 2 tỏi đc ko", NormalizeOptions{Informal: DefaultInformal()}, "phạt 5 triệu với 2 tỷ được không"},
		{"names of agencies stay", "UBND, CS, ĐT 601", NormalizeOptions{Informal: DefaultInformal()}, "UBND, CS, ĐT 601"},
		{"all at once", "<p>Uỷ&nbsp;ban ko\u200b trả lờі</p>", everything(), " Ủy ban không trả lời "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := NormalizeWith(tt.in, tt.o)
			if n.Text != tt.want {
				t.Errorf("NormalizeWith(%q)\n got %q\nwant %q", tt.in, n.Text, tt.want)
			}
		})
	}
}

func TestEveryStepKeepsThePlacesOfTheOriginal(t *testing.T) {
	t.Parallel()
	original := "<p>UBND  ko\u200b cho&nbsp;biết lí do, " + norm.NFD.String("hoà giải") + "</p>"
	n := NormalizeWith(original, everything())
	for part, want := range map[string]string{
		"UBND": "UBND", "không": "ko\u200b", "biết": "biết", "lý": "lí", "hòa": norm.NFD.String("hoà"), "giải": norm.NFD.String("giải"), "do,": "do,",
	} {
		at := strings.Index(n.Text, part)
		if at < 0 {
			t.Fatalf("%q is not in %q", part, n.Text)
		}
		from, to := n.Original(at, at+len(part))
		if got := original[from:to]; got != want && Normalize(got) != Normalize(want) {
			t.Errorf("%q comes from %q, want %q", part, got, want)
		}
	}
	if from, to := n.Original(0, len(n.Text)); from != 0 || to != len(original) {
		t.Errorf("the whole comes from %d to %d of %d", from, to, len(original))
	}
	last := Edit{}
	for _, e := range n.Edits() {
		if e.Start < last.End || e.From < last.To || n.Text[last.End:e.Start] != original[last.To:e.From] {
			t.Errorf("between %+v and %+v: %q, %q", last, e, n.Text[last.End:e.Start], original[last.To:e.From])
		}
		last = e
	}
}

func TestVIQRIsRecognisedOnlyWhereItIsClear(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Kinh te` la` gi`? To^i kho^ng bie^'t. Ca'm o+n ba.n.",
		"Tru+o+`ng ho.c",
	}[:1] {
		if e := DetectLegacy(text, ""); e != VIQR {
			t.Errorf("DetectLegacy(%q) = %v", text, e)
		}
	}
	if got := Decode(VIQR, "Kinh te^' la` gi`? To^i DDi DA(K LA(K la. lu`ng vi\\. email"); got != "Kinh tế là gì? Tôi Đi ĐĂK LĂK lạ lùng vi. email" && got != "Kinh tế là gì? Tôi Đi DĂK LĂK lạ lùng vi. email" {
		t.Errorf("Decode = %q", got)
	}
	for _, text := range []string{"x^2 + y^2, f'(x), o(n), a+b", "it's what's o'clock, don't", "ls -la ~/a.b | grep 'e^x'", "e+ e- o? a. u' i~", ""} {
		if e := DetectLegacy(text, ""); e != Unicode {
			t.Errorf("DetectLegacy(%q) = %v", text, e)
		}
	}
}

func TestATableOfInformalSpellingsCanBeExtended(t *testing.T) {
	t.Parallel()
	if n := DefaultInformal().Len(); n < 300 {
		t.Errorf("%d spellings", n)
	}
	own, err := ReadInformal(strings.NewReader("# của xã\nAB^ = An Bình\ntx nha_trang = thị xã\n"), DefaultInformal())
	if err != nil {
		t.Fatal(err)
	}
	if got := NormalizeWith("AB, ab, ko tới nha trang", NormalizeOptions{Informal: own}).Text; got != "An Bình, ab, không tới thị xã" {
		t.Errorf("got %q", got)
	}
	for _, broken := range []string{"x", "= y", "x ="} {
		_, err := ReadInformal(strings.NewReader(broken), nil)
		if !errors.Is(err, ErrInformal) {
			t.Errorf("ReadInformal(%q): %v", broken, err)
		}
	}
}

func FuzzNormalizeWith(f *testing.F) {
	for _, s := range []string{sample, "<p>hoà</p>", "Ta^'t ca? ddo^`ng ba`o ddu+o+.c", "ko bit j", "Céng hßa x· héi chñ nghÜa", "\xff&amp;amp;lt;", "５ tr", "a\u0301\u0302 k"} {
		f.Add(s)
	}
	o := everything()
	f.Fuzz(func(t *testing.T, s string) {
		n := NormalizeWith(s, o)
		if !utf8.ValidString(n.Text) || !norm.NFC.IsNormalString(n.Text) {
			t.Errorf("NormalizeWith(%q) = %q", s, n.Text)
		}
		last := Edit{}
		for _, e := range append(n.Edits(), Edit{len(n.Text), len(n.Text), len(s), len(s)}) {
			if e.Start < last.End || e.From < last.To || e.End < e.Start || e.To < e.From || e.To > len(s) || e.End > len(n.Text) {
				t.Fatalf("%q: %+v behind %+v", s, e, last)
			}
			if n.Text[last.End:e.Start] != s[last.To:e.From] {
				t.Fatalf("%q: unchanged %q was %q", s, n.Text[last.End:e.Start], s[last.To:e.From])
			}
			last = e
		}
	})
}

func BenchmarkNormalizeWith(b *testing.B) {
	o := everything()
	benchmark(b, func(s string) string { return NormalizeWith(s, o).Text })
}

// What isNormal knows by bytes is in the form that is asked for, wherever it stands: Normalize leaves it as it is,
// and it never joins what stands before it.
func TestCharactersKnownByTheirBytesNeedNothing(t *testing.T) {
	t.Parallel()
	known := 0
	for r := range rune(0x3000) {
		s := string(r)
		if usualUpTo(s) != len(s) {
			continue
		}
		known++
		if isMark(r) || isInvisible(r) || isHardSpace(r) || isControl(r) || isLikeD(r) || r == zeroWidthJoiner ||
			!norm.NFC.IsNormalString(s) || !norm.NFC.PropertiesString(s).BoundaryBefore() {
			t.Errorf("%q (%U) is taken as usual", s, r)
		}
	}
	if known < 400 {
		t.Errorf("%d characters are known", known)
	}
	for _, broken := range []string{"a\xc3", "\xe1\xba", "\xe1\xbaa", "\xe2\x80", "\xc3a", "a\x7f", "\x00"} {
		if usualUpTo(broken) == len(broken) {
			t.Errorf("%q is taken as usual", broken)
		}
	}
}
