package vi_test

import (
	"fmt"

	"github.com/nhipcau/nhipcau/vi"
)

func ExampleKeyPhrases() {
	text := "Học phí tăng. Người dân hỏi về học phí; trường giải thích học phí."
	for _, p := range vi.KeyPhrases(text, 1) {
		fmt.Println(p.Phrase, p.Count)
	}
	// Output: học phí 3
}

func ExamplePhraseCounter_KeyPhrases() {
	here, background := vi.NewPhraseCounter(nil), vi.NewPhraseCounter(nil)
	here.Add("Người dân hỏi về học phí")
	background.Add("Người dân hỏi về đường sá")
	for _, p := range here.KeyPhrases(background, 1) {
		fmt.Println(p.Phrase)
	}
	// Output: học phí
}

func ExampleReadable() {
	r := vi.Readable("Nộp hồ sơ ở xã. Ba ngày sau có kết quả.")
	fmt.Println(r.Sentences, r.MeanSentence < 10, r.Findings[0].VI)
	// Output: 2 true Không thấy điều gì làm văn bản khó đọc theo các chỉ số này.
}
