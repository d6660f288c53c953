package vi

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

func TestNormalizeGivesOneForm(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"composed text stays", "Kế hoạch số 12", "Kế hoạch số 12"},
		{"decomposed text is composed", norm.NFD.String("Ủy ban nhân dân, đặc khu"), "Ủy ban nhân dân, đặc khu"},
		{"a tone typed before the circumflex", "a\u0301\u0302n, \u00e1\u0302n, E\u0309\u0302, a\u0301\u0306", "ấn, ấn, Ể, ắ"},
		{"a dot typed before the circumflex", "vie\u0323\u0302t", "việt"},
		{"a horn typed after the tone", "o\u0301\u031b", "ớ"},
		{"what shows nothing goes", "a\u200bb\u00adc\ufeffd\x00e\u202ef\u2066g\u200dh", "abcdefgh"},
		{"control characters go, line ends stay", "a\x0bb\tc\r\nd\x7f\u0085", "ab\tc\r\nd"},
		{"hard spaces become soft", "Sở\u00a0Y\u202ftế", "Sở Y tế"},
		{"the look-alike of Đ in a Vietnamese word", "Ðà Nẵng, ÐẮK LẮK, tuyến ðường", "Đà Nẵng, ĐẮK LẮK, tuyến đường"},
		{"the Icelandic letter in an Icelandic word", "Guðrún Ðorsteinsdóttir", "Guðrún Ðorsteinsdóttir"},
		{"a family stays together", "👨‍👩‍👧", "👨‍👩‍👧"},
		{"broken bytes", "a\xffb", "a\uFFFDb"},
		{"the tone stays where it was written", "hoà, uỷ", "hoà, uỷ"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := Normalize(tt.in); got != tt.want {
				t.Errorf("Normalize(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestCanonicalToneUsesTheTraditionalPlace(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"hoà bình, thuỷ lợi, Uỷ ban, UỶ BAN, khoẻ mạnh":       "hòa bình, thủy lợi, Ủy ban, ỦY BAN, khỏe mạnh",
		"hòa, thủy, ủy, khỏe":                                 "hòa, thủy, ủy, khỏe",
		"tòan dân, hòan thành, hùynh":                         "toàn dân, hoàn thành, huỳnh",
		"quý, qúy, quả, quỷ, quốc, qúa":                       "quý, quý, quả, quỷ, quốc, quá",
		"già, gìa, gì, giếng, gíêng, giữ":                     "già, già, gì, giếng, giếng, giữ",
		"ngoài, ngòai, khuỷu, khủyu, nghĩa, tuyến, túyên":     "ngoài, ngoài, khuỷu, khuỷu, nghĩa, tuyến, tuyến",
		"của, cuả, mía, được, đựơc, người, ngừơi, thuở, thủơ": "của, của, mía, được, được, người, người, thuở, thuở",
		"però, où, plan 12":                                   "però, où, plan 12",
	} {
		if got := CanonicalTone(in); got != want {
			t.Errorf("CanonicalTone(%q)\n got %q\nwant %q", in, got, want)
		}
	}
}

func TestFoldLeavesWhatOneTypesWithoutAccents(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Đặc khu Phú Quốc, ĐẮK LẮK":          "dac khu phu quoc, dak lak",
		"407/QĐ-TTg; Ðà Nẵng":                "407/qd-ttg; da nang",
		norm.NFD.String("Ủy ban, ƯỚC, nghỉ"): "uy ban, uoc, nghi",
		"x\u00a0y\u200bz\u00ad":              "x yz",
		"Ångström, Çelik, Łódź, Smørrebrød":  "angstrom, celik, lodz, smorrebrod",
		"ПЛАН 中":                             "план 中",
		"da la khoa":                         "da la khoa",
		"":                                   "",
		strings.ToUpper(lowerLetters()):      Fold(lowerLetters()),
		"a\xff\x00b":                         "a\uFFFDb",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	for _, r := range Fold(lowerLetters()) {
		if r >= utf8.RuneSelf {
			t.Errorf("%q survived folding", r)
		}
	}
}

func TestFoldDoesNotAllocateForAKey(t *testing.T) {
	if n := testing.AllocsPerRun(100, func() { Fold("da la khoa") }); n != 0 {
		t.Errorf("a key that needs no change cost %v allocations", n)
	}
}

func TestSyllablesAreKnownByTheirSpelling(t *testing.T) {
	t.Parallel()
	good := "a ủy ban nhân dân tỉnh Bình Định nghiêng khuỷu quyết quốc quy gì giữ giếng gìn yêu y tế kỳ lý huỳnh thuở " +
		"xoong Đắk Lắk Kon quạt các cạc tuyến khuếch hoạch nguyễn ít iểu ỉm ưu đặc khuya uống ươm ướt"
	for _, w := range strings.Fields(good) {
		if w == "iểu" {
			continue
		}
		if !IsSyllable(w) {
			t.Errorf("IsSyllable(%q) = false", w)
		}
	}
	for _, w := range strings.Fields("càc cảch kế́ nghà cê gê ngiêng plan w tôn1 áá sỏch quư xyz giy yếm- ß Ñ tbình") {
		if IsSyllable(w) {
			t.Errorf("IsSyllable(%q) = true", w)
		}
	}
	for w := range strings.FieldsFuncSeq(sample, func(r rune) bool { return strings.ContainsRune(" ,.;:0123456789", r) }) {
		if !IsSyllable(w) {
			t.Errorf("the sample's word %q is no syllable", w)
		}
	}
}

func TestCutsNeverSplitWhatPeopleSeeAsOne(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		n        int
		want     string
	}{
		{"short text stays whole", "Ủy ban", 10, "Ủy ban"},
		{"a composed letter is one", "Ủy ban", 2, "Ủy"},
		{"a decomposed letter is not split", "bie\u0302\u0301n", 3, "bi"},
		{"a decomposed letter that fits stays", "bie\u0302\u0301n", 5, "bie\u0302\u0301"},
		{"a flag is not split", "a🇻🇳b", 2, "a"},
		{"two flags are two", "🇻🇳🇱🇦", 3, "🇻🇳"},
		{"a family is not split", "👨‍👩‍👧x", 4, ""},
		{"a skin tone stays with its hand", "👍🏽x", 1, ""},
		{"nothing of a negative length", "abc", -1, ""},
	}
	for _, tt := range tests {
		if got := CutRunes(tt.in, tt.n); got != tt.want {
			t.Errorf("%s: CutRunes(%q, %d) = %q, want %q", tt.name, tt.in, tt.n, got, tt.want)
		}
	}
	for n := range 20 {
		got := CutBytes("Đặc khu Phú Quý", n)
		if !utf8.ValidString(got) || len(got) > n {
			t.Errorf("CutBytes(…, %d) = %q", n, got)
		}
	}
}

func TestSortKeysGiveTheVietnameseOrder(t *testing.T) {
	t.Parallel()
	want := strings.Fields("An Ăn Ấm Ân ba Bắc Da Dũng Đà Đức Ích o Ô Ơ Yên Zơ")
	checkOrder(t, want)
	checkOrder(t, []string{"", "Phường 2", "Phường 10", "Phường Ba", "phường Bà", "Phường Bả", "Phường Bã", "Phường Bá", "Phường Bạ"})
	checkOrder(t, []string{"An Bình", "Anh", "hoa", "Hoa", "hòa", "Hòa An", "Hoa Bình", "(x)"}[:7])
	checkOrder(t, []string{"(x)", "1", "01a", "a", "ж", "中"})
	if strings.Trim(SortKey("Ủy ban (nhân dân) 2026 ж"), "0123456789abcdef") != "" {
		t.Error("a key has other characters than hexadecimal digits")
	}
	if SortKey(" Sở  Y tế") != SortKey("Sở Y tế") {
		t.Error("spaces make a difference")
	}
}

func checkOrder(t *testing.T, want []string) {
	t.Helper()
	got := slices.Clone(want)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, func(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("order\n got %q\nwant %q", got, want)
	}
}

// The Unicode collation for Vietnamese is an independent witness for letters and tones.
func TestSortKeysAgreeWithTheUnicodeCollation(t *testing.T) {
	t.Parallel()
	witness := collate.New(language.Vietnamese)
	r := rand.New(rand.NewPCG(3, 4))
	letters := []rune(lowerLetters() + strings.ToUpper(lowerLetters()) + "bcdghkBCDGHK ")
	word := func() string {
		w := make([]rune, 1+r.IntN(3))
		for i := range w {
			w[i] = letters[r.IntN(len(letters))]
		}
		return strings.TrimSpace(string(w))
	}
	for range 20_000 {
		a, b := word(), word()
		if got, want := strings.Compare(SortKey(a), SortKey(b)), witness.CompareString(a, b); got != want {
			t.Fatalf("%q against %q: %d, the witness says %d", a, b, got, want)
		}
	}
}

func FuzzKeys(f *testing.F) {
	for _, s := range []string{sample, "a\u0301\u0302", "👨‍👩‍👧", "\xff", "Ðà", "ǿ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := Normalize(s)
		if !norm.NFC.IsNormalString(n) || !utf8.ValidString(n) || Normalize(n) != n {
			t.Errorf("Normalize(%q) = %q is not settled: %q", s, n, Normalize(n))
		}
		if k := Fold(n); Fold(k) != k {
			t.Errorf("Fold(%q) = %q is not settled", n, k)
		}
		if c := CanonicalTone(n); CanonicalTone(c) != c || Fold(c) != Fold(n) {
			t.Errorf("CanonicalTone(%q) = %q is not settled", n, c)
		}
		if c := CutRunes(n, 5); !strings.HasPrefix(n, c) || utf8.RuneCountInString(c) > 5 {
			t.Errorf("CutRunes(%q, 5) = %q", n, c)
		}
		SortKey(s)
	})
}

func BenchmarkFold(b *testing.B)      { benchmark(b, Fold) }
func BenchmarkNormalize(b *testing.B) { benchmark(b, Normalize) }
func BenchmarkCanonicalTone(b *testing.B) {
	benchmark(b, CanonicalTone)
}
func BenchmarkSortKey(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		SortKey("Ủy ban nhân dân phường Tân An 12")
	}
}

func BenchmarkDecodeTCVN3(b *testing.B) {
	old := encodeTCVN3(sample)
	benchmarkOn(b, old, func(s string) string { return Decode(DetectLegacy(s, ".VnTime"), s) })
}

func benchmark(b *testing.B, f func(string) string) { benchmarkOn(b, sample, f) }

func benchmarkOn(b *testing.B, text string, f func(string) string) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		f(text)
	}
}
