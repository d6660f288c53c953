package feed

import (
	"bytes"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// wideEncoding recognises UTF-16 and UTF-32 by their mark or by the zeros around the first bracket; skip is the length of
// the mark.
func wideEncoding(data []byte) (name string, skip int) {
	for _, w := range []struct {
		head, name string
		skip       int
	}{
		{"\x00\x00\xfe\xff", "utf-32be", 4}, {"\xff\xfe\x00\x00", "utf-32le", 4}, {"\xfe\xff", "utf-16be", 2}, {"\xff\xfe", "utf-16le", 2},
		{"\x00\x00\x00<", "utf-32be", 0}, {"<\x00\x00\x00", "utf-32le", 0}, {"\x00<\x00", "utf-16be", 0}, {"<\x00", "utf-16le", 0},
		{"\x00{\x00", "utf-16be", 0}, {"{\x00", "utf-16le", 0},
	} {
		if bytes.HasPrefix(data, []byte(w.head)) {
			return w.name, w.skip
		}
	}
	return byZeros(data), 0
}

// byZeros recognises UTF-16 whose first letters are of ASCII, whatever they are.
func byZeros(data []byte) string {
	head := data[:min(len(data)&^1, 64)]
	even, odd := 0, 0
	for i, b := range head {
		switch {
		case b != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	switch half := len(head) / 2; {
	case half < 4:
	case even == half && odd == 0:
		return "utf-16be"
	case odd == half && even == 0:
		return "utf-16le"
	}
	return ""
}

func decodeWide(data []byte, name string) (text, known string, odd bool) {
	e := encodingOf(name)
	out, err := e.NewDecoder().Bytes(data)
	return strings.ToValidUTF8(string(out), "\uFFFD"), name, err != nil || bytes.Contains(out, []byte("\uFFFD"))
}

// isEBCDIC reports whether the bytes begin with "<?xm" or "<rss" in EBCDIC.
func isEBCDIC(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0x4C, 0x6F, 0xA7, 0x94}) || bytes.HasPrefix(data, []byte{0x4C, 0x99, 0xA2, 0xA2})
}

// decodeEBCDIC reads the declaration by code page 037, whose letters all the pages share, and the rest by what it says.
func decodeEBCDIC(data []byte) (text, name string, odd bool) {
	head, err := charmap.CodePage037.NewDecoder().Bytes(data[:min(len(data), 512)])
	if err == nil {
		name = declaredEncoding(head)
	}
	e := encodingOf(name)
	if e == nil {
		e, name, odd = charmap.CodePage037, "cp037", true
	}
	text, _ = decodeBy(e, data)
	return strings.ReplaceAll(text, "\u0085", "\n"), name, odd
}

// encodingOf finds an encoding by a name of IANA, of the web or of other programs; nil if there is none.
func encodingOf(name string) encoding.Encoding {
	plain := strings.NewReplacer("_", "-", " ", "-").Replace(name)
	switch strings.ReplaceAll(plain, "-", "") {
	case "utf16", "u16", "utf16be", "ucs2", "iso10646ucs2", "unicode":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case "utf16le":
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case "utf32", "u32", "utf32be", "ucs4", "csucs4", "iso10646ucs4":
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case "utf32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case "gb2312", "gbk", "gb18030", "cp936", "936":
		return simplifiedchinese.GB18030
	case "ibm037", "cp037", "037", "ebcdiccpus":
		return charmap.CodePage037
	case "ibm1047", "cp1047", "1047":
		return charmap.CodePage1047
	case "ibm1140", "ibm01140", "cp1140", "1140":
		return charmap.CodePage1140
	}
	if e, err := htmlindex.Get(plain); err == nil && e != encoding.Replacement {
		return e
	}
	for _, prefix := range []string{"", "windows-", "ibm", "iso-"} {
		tried := prefix + strings.TrimPrefix(strings.TrimPrefix(plain, "cp"), "iso")
		if e, err := htmlindex.Get(tried); err == nil && e != encoding.Replacement {
			return e
		}
		if e, err := ianaindex.IANA.Encoding(tried); err == nil && e != nil {
			return e
		}
	}
	return nil
}

// knownName is the name under which an encoding is told.
func knownName(name string) string {
	switch name {
	case "gb2312", "gbk":
		return "gb18030"
	case "utf8", "utf_8", "u8":
		return "utf-8"
	case "ascii":
		return "us-ascii"
	}
	return name
}

// isLatin reports whether an encoding is one that can be said of any bytes without being contradicted.
func isLatin(name string) bool {
	switch name {
	case "iso-8859-1", "iso8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "iso-8859-15":
		return true
	}
	return false
}

// eastern are the encodings of East Asia that bytes are tried for, with the letters that they must mostly give.
var eastern = []easternEncoding{
	{"euc-jp", japanese.EUCJP, 0x3040, 0x30FF, 10},
	{"shift_jis", japanese.ShiftJIS, 0x3040, 0x30FF, 10},
	{"euc-kr", korean.EUCKR, 0xAC00, 0xD7A3, 80},
	{"gb2312", simplifiedchinese.GBK, 0x4E00, 0x9FFF, 70},
	{"big5", traditionalchinese.Big5, 0x4E00, 0x9FFF, 70},
}

type easternEncoding struct {
	name     string
	encoding encoding.Encoding
	from, to rune
	percent  int
}

// plausible reports whether enough of the letters beyond ASCII are of the script.
func (c easternEncoding) plausible(text string) bool {
	own, all := 0, 0
	for _, r := range text {
		if r < 0x80 {
			continue
		}
		all++
		if c.from <= r && r <= c.to {
			own++
		} else if 0xFF61 <= r && r <= 0xFF9F {
			own-- // halves of katakana: what other encodings look like in Shift JIS
		}
	}
	return own*100 >= all*c.percent && own > 0
}
