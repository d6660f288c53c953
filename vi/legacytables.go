package vi

// tcvn3 is the upper half of TCVN 5712:1993 as the ABC fonts use it. Zero: nothing there, or the same
// sign as in Latin-1 (the fonts kept the dashes and quotation marks of Windows below 0xA0).
var tcvn3 = upperHalf(map[byte]string{
	0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
	0xB5: "àảãáạ",
	0xBB: "ằẳẵắ",
	0xC6: "ặầẩẫấậè",
	0xCE: "ẻẽéẹềểễếệìỉ",
	0xDC: "ĩíịò",
	0xE1: "ỏõóọồổỗốộờởỡớợù",
	0xF1: "ủũúụừửữứựỳỷỹýỵ",
})

// windows1258 lists where Microsoft's Vietnamese code page differs from its western one.
var windows1258 = upperHalf(map[byte]string{
	0xC3: "Ă", 0xCC: "\u0300", 0xD0: "Đ", 0xD2: "\u0309", 0xD5: "Ơ", 0xDD: "Ư", 0xDE: "\u0303",
	0xE3: "ă", 0xEC: "\u0301", 0xF0: "đ", 0xF2: "\u0323", 0xF5: "ơ", 0xFD: "ư", 0xFE: "₫",
})

// upperHalf lays out runs of letters from their first code.
func upperHalf(runs map[byte]string) (t [128]rune) {
	for start, letters := range runs {
		at := int(start) - 0x80
		for _, r := range letters {
			t[at] = r
			at++
		}
	}
	return t
}

// vniSingles are the VNI letters of one code.
var vniSingles = map[rune]rune{
	'ñ': 'đ', 'í': 'í', 'ì': 'ì', 'æ': 'ỉ', 'ó': 'ĩ', 'ò': 'ị', 'ô': 'ơ', 'ö': 'ư', 'î': 'ỵ',
}

// vniMarks are the codes that may stand behind a letter, and what each makes of it.
var vniMarks = map[rune]string{
	'a': "øà ûả õã ùá ïạ ââ àầ åẩ ãẫ áấ äậ êă èằ úẳ üẵ éắ ëặ",
	'e': "øè ûẻ õẽ ùé ïẹ âê àề åể ãễ áế äệ",
	'o': "øò ûỏ õõ ùó ïọ âô àồ åổ ãỗ áố äộ",
	'ô': "øờ ûở õỡ ùớ ïợ",
	'u': "øù ûủ õũ ùú ïụ",
	'ö': "øừ ûử õữ ùứ ïự",
	'y': "øỳ ûỷ õỹ ùý",
}

// vniPairs gives the letter for a code and the mark behind it, in lower case.
var vniPairs = makeVNIPairs()

func makeVNIPairs() map[[2]rune]rune {
	pairs := make(map[[2]rune]rune)
	for letter, list := range vniMarks {
		var mark rune
		for _, r := range list {
			switch {
			case r == ' ':
				mark = 0
			case mark == 0:
				mark = r
			default:
				pairs[[2]rune{letter, mark}] = r
			}
		}
	}
	return pairs
}
