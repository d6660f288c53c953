package vi

import (
	"fmt"
	"strings"
	"testing"
)

func TestSentencesEndWhereTheyShould(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, in, want string }{
		{"two sentences", "Trời mưa. Đường ngập.", "Trời mưa.|Đường ngập."},
		{"an abbreviated city", "Đoàn đến TP.HCM hôm qua. Hôm nay đoàn về TP. Huế.", "Đoàn đến TP.HCM hôm qua.|Hôm nay đoàn về TP. Huế."},
		{"a page, a comrade, a title", "Xem Tr. 25. Đ/c Nam và TS. Lê Văn A. đã ký.", "Xem Tr. 25.|Đ/c Nam và TS. Lê Văn A. đã ký."},
		{"numbers and documents", "Có 1.231 hồ sơ theo Chỉ thị 07/CT-TTg. Họp lúc 09:30 ngày 26/5. Hết.", "Có 1.231 hồ sơ theo Chỉ thị 07/CT-TTg.|Họp lúc 09:30 ngày 26/5.|Hết."},
		{"an unnamed person", "Tôi gặp ông H. Ông kể lại.", "Tôi gặp ông H.|Ông kể lại."},
		{"an unnamed person goes on", "Ông H. kể lại.", "Ông H. kể lại."},
		{"a foreign initial", "Tổng thống George W. Bush đã đến.", "Tổng thống George W. Bush đã đến."},
		{"a quotation with its end", `Ông nói: "Tôi biết." Rồi ông về.`, `Ông nói: "Tôi biết."|Rồi ông về.`},
		{"curly quotation marks", "Ông nói: “Tôi biết!” Rồi ông về.", "Ông nói: “Tôi biết!”|Rồi ông về."},
		{"a question inside", `"Đi đâu?" ông hỏi. "Về nhà."`, `"Đi đâu?" ông hỏi.|"Về nhà."`},
		{"marks that stand apart", `Có em quyết tâm học , vào đại học " . Có em đi làm .`, `Có em quyết tâm học , vào đại học " .|Có em đi làm .`},
		{"several marks", "Sao thế?! Không biết... Thôi!", "Sao thế?!|Không biết...|Thôi!"},
		{"an ellipsis in the middle", "Anh ấy... đi rồi.", "Anh ấy... đi rồi."},
		{"and so on", "Gạo, muối, v.v. Giá tăng.", "Gạo, muối, v.v.|Giá tăng."},
		{"items", "1. Mục tiêu chung\n2. Yêu cầu\na) Đầy đủ;\nb) Kịp thời.", "1. Mục tiêu chung|2. Yêu cầu|a) Đầy đủ;|b) Kịp thời."},
		{"a wrapped line", "Ủy ban nhân dân\ntỉnh họp.", "Ủy ban nhân dân\ntỉnh họp."},
		{"a heading", "TIN TRONG TỈNH\nSáng nay tỉnh họp.", "TIN TRONG TỈNH|Sáng nay tỉnh họp."},
		{"a link", "Xem www.anbinh.gov.vn. Cảm ơn.", "Xem www.anbinh.gov.vn.|Cảm ơn."},
		{"nothing", " \n ", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range Sentences(tt.in) {
				got = append(got, s.Text(tt.in))
			}
			if text := strings.Join(got, "|"); text != tt.want {
				t.Errorf("Sentences(%q)\n got %s\nwant %s", tt.in, text, tt.want)
			}
		})
	}
}

func FuzzSentences(f *testing.F) {
	for _, seed := range []string{"A. B. C", `" . " . "`, "1. \n\n2. …\"", "v.v... ông H. \xff."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokens(text)
		n, end := 0, 0
		for _, s := range Sentences(text) {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("sentence %v after %d in %q", s, end, text)
			}
			for n < len(tokens) && tokens[n].End <= s.End {
				if tokens[n].Start < s.Start {
					t.Fatalf("token %v lies in no sentence of %q", tokens[n], text)
				}
				n++
			}
			end = s.End
		}
		if n != len(tokens) {
			t.Fatalf("token %v lies in no sentence of %q", tokens[n], text)
		}
	})
}

func ExampleSentences() {
	text := "Họp tại TP. Huế lúc 09:30 ngày 26/5. Có 1.231 người dự."
	for _, s := range Sentences(text) {
		fmt.Println(s.Text(text))
	}
	// Output:
	// Họp tại TP. Huế lúc 09:30 ngày 26/5.
	// Có 1.231 người dự.
}
