package pdf

import (
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// standardNames are glyph names that are no single letter and no letter with marks, each followed by its
// character (Adobe Glyph List).
const standardNames = `space   exclam ! quotedbl " numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright )
asterisk * plus + comma , hyphen - minus − period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9
colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ backslash \ bracketright ] asciicircum ^ underscore _
grave ` + "`" + ` braceleft { bar | braceright } asciitilde ~ exclamdown ¡ cent ¢ sterling £ currency ¤ yen ¥ brokenbar ¦ section §
dieresis ¨ copyright © ordfeminine ª guillemotleft « logicalnot ¬ registered ® macron ¯ degree ° plusminus ± acute ´ mu µ
paragraph ¶ periodcentered · cedilla ¸ ordmasculine º guillemotright » onequarter ¼ onehalf ½ threequarters ¾ questiondown ¿
AE Æ Eth Ð multiply × Oslash Ø Thorn Þ germandbls ß ae æ eth ð divide ÷ oslash ø thorn þ dcroat đ Dcroat Đ dmacron đ Dslash Đ dslash đ
dotlessi ı Lslash Ł lslash ł OE Œ oe œ florin ƒ circumflex ˆ caron ˇ breve ˘ dotaccent ˙ ring ˚ ogonek ˛ tilde ˜ hungarumlaut ˝
endash – emdash — quoteleft ‘ quoteright ’ quotesinglbase ‚ quotedblleft “ quotedblright ” quotedblbase „ dagger † daggerdbl ‡
bullet • ellipsis … perthousand ‰ guilsinglleft ‹ guilsinglright › fraction ⁄ Euro € trademark ™ dong ₫ afii61352 №
fi fi fl fl ff ff ffi ffi ffl ffl nbspace   nonbreakingspace   softhyphen - sfthyphen - notequal ≠ lessequal ≤ greaterequal ≥
lozenge ◊ summation ∑ product ∏ radical √ infinity ∞ arrowright → arrowleft ← arrowup ↑ arrowdown ↓ blacksquare ■ H18543 ▪ filledbox ■`

// markNames are the marks that a glyph name may add to a letter: "acircumflexdotbelow", "uhorn".
var markNames = []struct {
	name string
	mark rune
}{
	{"circumflex", '\u0302'}, {"hookabove", '\u0309'}, {"hook", '\u0309'}, {"dotbelow", '\u0323'}, {"dieresis", '\u0308'},
	{"acute", '\u0301'}, {"grave", '\u0300'}, {"tilde", '\u0303'}, {"breve", '\u0306'}, {"horn", '\u031b'},
	{"ring", '\u030a'}, {"caron", '\u030c'}, {"cedilla", '\u0327'}, {"macron", '\u0304'}, {"ogonek", '\u0328'},
	{"dotaccent", '\u0307'}, {"hungarumlaut", '\u030b'},
}

var glyphTexts = sync.OnceValue(func() map[string]string {
	table := map[string]string{"space": " ", "nbspace": " ", "nonbreakingspace": " "}
	words := strings.Fields(standardNames)
	for i := 0; i+1 < len(words); {
		if table[words[i]] == " " {
			i++
			continue
		}
		table[words[i]] = words[i+1]
		i += 2
	}
	return table
})

// glyphText is the text of a glyph name, "" when the name does not tell.
func glyphText(n string) string {
	n, _, _ = strings.Cut(n, ".")
	if s, ok := glyphTexts()[n]; ok {
		return s
	}
	if len(n) == 1 {
		return n
	}
	if hex, ok := strings.CutPrefix(n, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 {
		return hexText(hex)
	}
	if hex, ok := strings.CutPrefix(n, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if r, err := strconv.ParseUint(hex, 16, 32); err == nil {
			return string(rune(r))
		}
	}
	if strings.Contains(n, "_") {
		return joinedText(n)
	}
	return markedText(n)
}

func hexText(hex string) string {
	var out []byte
	for i := 0; i+2 <= len(hex); i += 2 {
		v, err := strconv.ParseUint(hex[i:i+2], 16, 8)
		if err != nil {
			return ""
		}
		out = append(out, byte(v))
	}
	return utf16Text(out)
}

func joinedText(n string) string {
	out := ""
	for _, part := range strings.SplitN(n, "_", 9) {
		if strings.Contains(part, "_") {
			return ""
		}
		out += glyphText(part)
	}
	return out
}

// markedText composes a letter and the marks its name lists.
func markedText(n string) string {
	if n == "" || !(n[0] >= 'a' && n[0] <= 'z' || n[0] >= 'A' && n[0] <= 'Z') {
		return ""
	}
	out, rest := n[:1], n[1:]
	for rest != "" {
		found := false
		for _, m := range markNames {
			if after, ok := strings.CutPrefix(rest, m.name); ok {
				out, rest, found = out+string(m.mark), after, true
				break
			}
		}
		if !found {
			return ""
		}
	}
	return norm.NFC.String(out)
}

// standardHigh are the characters of StandardEncoding where it differs from ASCII and is not empty.
var standardHigh = map[byte]string{
	0x27: "’", 0x60: "‘", 0xa1: "¡", 0xa2: "¢", 0xa3: "£", 0xa4: "⁄", 0xa5: "¥", 0xa6: "ƒ", 0xa7: "§", 0xa8: "¤", 0xa9: "'",
	0xaa: "“", 0xab: "«", 0xac: "‹", 0xad: "›", 0xae: "fi", 0xaf: "fl", 0xb1: "–", 0xb2: "†", 0xb3: "‡", 0xb4: "·", 0xb6: "¶",
	0xb7: "•", 0xb8: "‚", 0xb9: "„", 0xba: "”", 0xbb: "»", 0xbc: "…", 0xbd: "‰", 0xbf: "¿", 0xd0: "—", 0xe1: "Æ", 0xe3: "ª",
	0xe8: "Ł", 0xe9: "Ø", 0xea: "Œ", 0xeb: "º", 0xf1: "æ", 0xf5: "ı", 0xf8: "ł", 0xf9: "ø", 0xfa: "œ", 0xfb: "ß",
}

// byteTexts is the base encoding of a simple font.
func byteTexts(encoding name) (out [256]string) {
	for i := range 256 {
		c := byte(i)
		switch {
		case c < 0x20:
		case encoding == "StandardEncoding":
			out[i] = standardHigh[c]
			if out[i] == "" && c < 0x7f {
				out[i] = string(rune(c))
			}
		case encoding == "MacRomanEncoding":
			out[i] = string(charmap.Macintosh.DecodeByte(c))
		default:
			out[i] = string(charmap.Windows1252.DecodeByte(c))
		}
	}
	return out
}
