package vi

import (
	"fmt"
	"strings"
	"testing"
)

var kindNames = [...]string{"word", "number", "date", "time", "document", "link", "email", "phone", "hashtag", "mention", "abbreviation", "punctuation", "emoticon", "symbol"}

func TestTokensKeepTogetherWhatBelongsTogether(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"a sentence", "Xin chào, các bạn!", "Xin|chào|,|các|bạn|!"},
		{"document numbers", "Chỉ thị 07/CT-TTg, 1231/UBND-KGVX; 30/2020/NĐ-CP 15/2017/QH14 12-NQ/TW 12a/QĐ-UBND", "Chỉ|thị|07/CT-TTg/document|,|1231/UBND-KGVX/document|;|30/2020/NĐ-CP/document|15/2017/QH14/document|12-NQ/TW/document|12a/QĐ-UBND/document"},
		{"dates", "26/5, 26/5/2023. Ngày 5/2023 và 2023-05-26, 26-5-2023.", "26/5/date|,|26/5/2023/date|.|Ngày|5/2023/date|và|2023-05-26/date|,|26-5-2023/date|."},
		{"what only looks like a date", "45/60 và 1/2/3/4", "45/number|/|60/number|và|1/number|/|2/number|/|3/4/date"},
		{"times", "09:30 ngày 26/5, 9h30, 9h, 9g30, 14:05:59", "09:30/time|ngày|26/5/date|,|9h30/time|,|9h/time|,|9g30/time|,|14:05:59/time"},
		{"numbers", "1.231 hồ sơ, 3,5%, 10.000đ, 20kg, 1.200m2.", "1.231/number|hồ|sơ|,|3,5/number|%|,|10.000đ/number|,|20kg/number|,|1.200m2/number|."},
		{"links", "xem https://anbinh.gov.vn/tin?a=1, www.anbinh.vn. (baochinhphu.vn)", "xem|https://anbinh.gov.vn/tin?a=1/link|,|www.anbinh.vn/link|.|(|baochinhphu.vn/link|)"},
		{"mail", "Gửi vanthu.so@anbinh.gov.vn.", "Gửi|vanthu.so@anbinh.gov.vn/email|."},
		{"phones", "ĐT: 0912 345 678, (024) 3825 1234, +84 912 345 678, 1900 9095, 0912345678 20 người", "ĐT|:|0912 345 678/phone|,|(024) 3825 1234/phone|,|+84 912 345 678/phone|,|1900 9095/phone|,|0912345678/phone|20/number|người"},
		{"tags", "#AnBình @anbinh", "#AnBình/hashtag|@anbinh/mention"},
		{"abbreviations", "TP.HCM, TP. Huế, Tr. 25, Đ/c Nam, v.v... TT&TT, km/h, PGS.TS. Lê Văn A.", "TP.HCM/abbreviation|,|TP./abbreviation|Huế|,|Tr./abbreviation|25/number|,|Đ/c/abbreviation|Nam|,|v.v/abbreviation|...|TT&TT/abbreviation|,|km/h/abbreviation|,|PGS.TS./abbreviation|Lê|Văn|A|."},
		{"an abbreviation before a name", "TP.Hà Nội, Q.1, U.S.A.", "TP./abbreviation|Hà|Nội|,|Q./abbreviation|1/number|,|U.S.A./abbreviation"},
		{"hyphens", "Covid-19, Mát-xcơ-va, kinh tế-xã hội, Hà Nội-Huế, 2021-2025", "Covid-19|,|Mát-xcơ-va|,|kinh|tế|-|xã|hội|,|Hà|Nội|-|Huế|,|2021/number|-|2025/number"},
		{"letters with digits", "H5N1, m2, A4", "H5N1|,|m2|,|A4"},
		{"faces", "vui :))) <3 =)) tin:vui x<30 👍🏽", "vui|:)))/emoticon|<3/emoticon|=))/emoticon|tin|:|vui|x|</symbol|30/number|👍🏽/emoticon"},
		{"repeated marks", "Sao?!! Thế...", "Sao|?|!!|Thế|..."},
		{"decomposed letters", "Uy\u0309 ban", "Uy\u0309|ban"},
		{"a soft hyphen inside", "nghi\u00adên\u200b cứu", "nghi\u00adên|cứu"},
		{"space only", " \n\t\u00a0", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := describe(tt.in); got != tt.want {
				t.Errorf("Tokens(%q)\n got %s\nwant %s", tt.in, got, tt.want)
			}
		})
	}
}

// describe prints tokens with the kinds that are neither word nor punctuation.
func describe(text string) string {
	var parts []string
	for _, token := range Tokens(text) {
		part := token.Text(text)
		if token.Kind != TokenWord && token.Kind != TokenPunctuation {
			part += "/" + kindNames[token.Kind]
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "|")
}

func FuzzTokens(f *testing.F) {
	for _, seed := range []string{"Xin chào TP.HCM 09:30 26/5/2023", "07/CT-TTg (024) 3825 1234 :))", "a.b.c@d.e http://", "\xff\xc3 ’’-'&/", "+84+84(0", "Ê-đê-x.y/z&T"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, token := range Tokens(text) {
			if token.Start < end || token.End <= token.Start || token.End > len(text) {
				t.Fatalf("token %v after %d in %q", token, end, text)
			}
			s := scanner{text: text[end:token.Start]}
			if s.skipSpace() {
				t.Fatalf("%q lies between two tokens of %q", s.text, text)
			}
			end = token.End
		}
	})
}

func ExampleTokens() {
	text := "Chỉ thị 07/CT-TTg, 09:30 ngày 26/5"
	for _, token := range Tokens(text) {
		fmt.Printf("%s|", token.Text(text))
	}
	// Output: Chỉ|thị|07/CT-TTg|,|09:30|ngày|26/5|
}
