package vi

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// An invented text with every vowel, tone and đ.
const sample = "ỦY BAN NHÂN DÂN TỈNH AN BÌNH. Kế hoạch truyền thông chính sách năm 2026: Sở Văn hóa, Thể thao và Du lịch chủ trì, " +
	"phối hợp với Sở Tư pháp; ủy ban nhân dân các xã, phường thực hiện thường xuyên; bảo đảm kịp thời, đúng quy định. " +
	"Người dân được hỏi ý kiến, giữ gìn nếp sống đẹp, khuyến khích mỹ thuật, kỹ năng, đăng ký trực tuyến, lũy kế, ngẫu nhiên, vẫn nghỉ lễ, kỳ lạ, thủy lợi, quỵ lụy."

// lowerVowels are all letters of the alphabet beyond ASCII, in lower case.
func lowerLetters() string {
	return strings.Join(vowels, "") + "đ"
}

func encodeTCVN3(s string) string {
	back := make(map[rune]rune)
	for i, r := range tcvn3 {
		if r != 0 {
			back[r] = rune(i + 0x80)
		}
	}
	return strings.Map(func(r rune) rune {
		if code, ok := back[r]; ok {
			return code
		}
		if code, ok := back[unicode.ToLower(r)]; ok {
			return code
		}
		return r
	}, s)
}

func encodeVNI(s string) string {
	back := make(map[rune]string)
	for code, r := range vniSingles {
		back[r] = string(code)
	}
	for pair, r := range vniPairs {
		back[r] = string(pair[:])
	}
	var b strings.Builder
	for _, r := range s {
		code, ok := back[unicode.ToLower(r)]
		switch {
		case !ok:
			b.WriteRune(r)
		case unicode.IsUpper(r):
			b.WriteString(strings.ToUpper(code))
		default:
			b.WriteString(code)
		}
	}
	return b.String()
}

// encode1258 writes each letter with its shape, then its tone as a combining character.
func encode1258(t *testing.T, s string) []byte {
	t.Helper()
	var out []byte
	for _, r := range s {
		plain, tone := plainLetter(r)
		if unicode.IsUpper(r) {
			plain = unicode.ToUpper(plain)
		}
		text := string(plain)
		if tone != level {
			text += string([]rune{0, 0x300, 0x309, 0x303, 0x301, 0x323}[tone])
		}
		b, err := charmap.Windows1258.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatalf("encoding %q: %v", r, err)
		}
		out = append(out, b...)
	}
	return out
}

func latin1(s string) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		out = append(out, byte(r))
	}
	return out
}

// Strings as they stand in old documents, with what their writers saw.
func TestOldDocumentsBecomeReadable(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, font, old, want string
		encoding              Encoding
	}{
		{"the national name in TCVN3", ".VnTime", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", TCVN3},
		{"the motto in TCVN3", ".VnTime", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc", TCVN3},
		{"a soft hyphen is a letter in TCVN3", ".VnArial", "Th\u00ad¬ng m¹i, ph\u00adêng, x\u00adëng", "Thương mại, phường, xưởng", TCVN3},
		{"a capital font shows capitals", ".VnTimeH", "Céng hßa x· héi", "CỘNG HÒA XÃ HỘI", TCVN3Upper},
		{"a capital font shows capitals of plain letters", ".VnArialH", "ban an ninh", "BAN AN NINH", TCVN3Upper},
		{"capitals with accents from the small font", ".VnTime", "UBND C¸C X·, PH¦êNG", "UBND CÁC XÃ, PHƯỜNG", TCVN3},
		{"the national name in VNI", "VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam", VNI},
		{"the motto in VNI capitals", "VNI-Helve", "ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC", VNI},
		{"a capital with a small mark in VNI", "VNI-Times", "AÙnh saùng, Ñaûng uûy, Ôû xöôûng", "Ánh sáng, Đảng ủy, Ở xưởng", VNI},
		{"single letters of VNI", "VNI-Times", "lyù do, kyø nghæ, bò, ñi, mì, lyî", "lý do, kỳ nghỉ, bị, đi, mì, lyỵ", VNI},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := DetectLegacy(tt.old, tt.font)
			if e != tt.encoding {
				t.Errorf("DetectLegacy(%q, %q) = %v, want %v", tt.old, tt.font, e, tt.encoding)
			}
			if got := Decode(tt.encoding, tt.old); got != tt.want {
				t.Errorf("Decode = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestEveryLetterSurvivesTheRoundTrip(t *testing.T) {
	t.Parallel()
	lower := lowerLetters()
	if n := len([]rune(lower)); n != 73 {
		t.Fatalf("the test knows %d letters, want 73", n)
	}
	if got := Decode(TCVN3, encodeTCVN3(lower)); got != lower {
		t.Errorf("TCVN3: %q", got)
	}
	upper := strings.ToUpper(lower)
	if got := Decode(TCVN3Upper, encodeTCVN3(lower)); got != upper {
		t.Errorf("TCVN3 capitals: %q", got)
	}
	for _, letters := range []string{lower, upper} {
		spaced := strings.Join(strings.Split(letters, ""), " ")
		if got := Decode(VNI, encodeVNI(spaced)); got != spaced {
			t.Errorf("VNI: %q, want %q", got, spaced)
		}
		if got, want := Decode(Windows1258, string(FromWindows1252(encode1258(t, letters)))), letters; got != want {
			t.Errorf("windows-1258: %q", got)
		}
	}
}

func TestBytesOfAnyOldFileAreRecognised(t *testing.T) {
	t.Parallel()
	small := strings.ReplaceAll(sample, "ỦY BAN NHÂN DÂN TỈNH AN BÌNH. ", "")
	wide := []byte{0xFF, 0xFE}
	bare := []byte(nil)
	for _, u := range utf16.Encode([]rune(sample)) {
		wide = append(wide, byte(u), byte(u>>8))
		bare = append(bare, byte(u>>8), byte(u))
	}
	tests := []struct {
		name     string
		data     []byte
		want     string
		encoding Encoding
	}{
		{"UTF-8", []byte(sample), sample, Unicode},
		{"UTF-8 with a mark", []byte("\xEF\xBB\xBF" + sample), sample, Unicode},
		{"UTF-8 decomposed", []byte(norm.NFD.String(sample)), sample, Unicode},
		{"UTF-8 with a broken place", []byte(sample + "\xFF"), sample + "\uFFFD", Unicode},
		{"UTF-16 with a mark", wide, sample, Unicode},
		{"UTF-16 big-endian without a mark", bare, sample, Unicode},
		{"TCVN3", latin1(encodeTCVN3(small)), small, TCVN3},
		{"VNI", latin1(encodeVNI(sample)), sample, VNI},
		{"windows-1258", encode1258(t, sample), sample, Windows1258},
		{"TCVN3 saved as UTF-8 letter by letter", []byte(encodeTCVN3(small)), small, TCVN3},
		{"French in windows-1252", []byte("L'\xE9t\xE9 dernier, le pr\xE9fet a re\xE7u \xE0 la mairie les \xE9l\xE8ves d\xE9j\xE0 dipl\xF4m\xE9s, o\xF9 qu'ils soient n\xE9s."), "L'été dernier, le préfet a reçu à la mairie les élèves déjà diplômés, où qu'ils soient nés.", Unicode},
		{"plain ASCII", []byte("Plan No. 12 of An Binh\r\n"), "Plan No. 12 of An Binh\r\n", Unicode},
		{"nothing", nil, "", Unicode},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, e := DecodeBytes(tt.data)
			if e != tt.encoding {
				t.Errorf("encoding = %v, want %v", e, tt.encoding)
			}
			if got != tt.want {
				t.Errorf("text =\n%q, want\n%q", got, tt.want)
			}
		})
	}
}

func TestReadableTextIsNeverDamaged(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		sample,
		norm.NFD.String(sample),
		"Chính sách, xã, và, là, cá, bò, tôi, cô, có, thì, mì, ví",
		"Le café où naquit l'été, déjà vu à Besançon, né, sé, qué",
		"Über den Flüssen für schöne Städte größer",
		"El niño está así de más; el año próximo, José",
		"Smörgåsbord på kärlek, blåbär, två",
		"Plan for 2026", "", "§ 5, 20°C ± 1, ½", "été né bé",
	} {
		for _, font := range []string{"", "Times New Roman", "Arial"} {
			if e := DetectLegacy(text, font); e != Unicode {
				t.Errorf("DetectLegacy(%q, %q) = %v", text, font, e)
			}
		}
	}
	for _, text := range []string{sample, "Chính sách, xã, và, là, cá, tình hình"} {
		for _, font := range []string{".VnTime", "VNI-Times"} {
			if e := DetectLegacy(text, font); e != Unicode {
				t.Errorf("a leftover font name: DetectLegacy(%q, %q) = %v", text, font, e)
			}
		}
	}
}

func TestAShortRunFollowsItsFont(t *testing.T) {
	t.Parallel()
	if e := DetectLegacy("Sè", ".VnTime"); e != TCVN3 {
		t.Errorf("with its font: %v, want TCVN3", e)
	}
	if e := DetectLegacy("Sè", ""); e != Unicode {
		t.Errorf("without its font: %v, want Unicode", e)
	}
}

func TestFontsTellTheirEncoding(t *testing.T) {
	t.Parallel()
	for font, want := range map[string]Encoding{
		".VnTime": TCVN3, ".VnTimeH": TCVN3Upper, "'.VnTimeH Bold'": TCVN3Upper, ".VnCentury SchoolbookH": TCVN3Upper,
		".vnarial": TCVN3, "VNI-Times": VNI, "VNI-Aptima Bold": VNI, "Times New Roman": Unicode, "": Unicode, "Vnitech": Unicode,
	} {
		if got := FontEncoding(font); got != want {
			t.Errorf("FontEncoding(%q) = %v, want %v", font, got, want)
		}
	}
}

func FuzzDecodeBytes(f *testing.F) {
	f.Add([]byte(sample))
	f.Add(latin1(encodeTCVN3("Sở Tư pháp chủ trì, phối hợp")))
	f.Add([]byte("\xFF\xFEa"))
	f.Fuzz(func(t *testing.T, data []byte) {
		text, _ := DecodeBytes(data)
		if again := Normalize(text); again != text {
			t.Errorf("not normal: %q, then %q", text, again)
		}
	})
}
