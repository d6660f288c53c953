package tone_test

import (
	"fmt"

	"github.com/nhipcau/nhipcau/internal/listen/tone"
)

func ExampleJudge() {
	v := tone.Judge("Dân bức xúc vì chợ mới bỏ hoang", "Chợ xây xong ba năm, tiểu thương vẫn chờ trong vô vọng.")
	fmt.Println(v.Tone, v.Steering, v.Abstain)
	for _, p := range v.Why[:2] {
		fmt.Println(p.Text)
	}
	// Output:
	// unfavourable risk false
	// Dân bức xúc
	// bỏ hoang
}

func ExampleLearn() {
	corrections := []tone.Correction{
		{Title: "Xe buýt điện chạy hai mươi phút một chuyến", Tone: tone.Favourable},
		{Title: "Xe buýt điện đổi giờ", Tone: tone.Neutral},
	}
	m, _, err := tone.Learn(tone.First(), corrections)
	if err != nil {
		panic(err)
	}
	kept := m.Bytes()
	again, err := tone.ReadModel(kept)
	if err != nil {
		panic(err)
	}
	fmt.Println(again.Learnt())
	// Output: 2
}

func ExampleCorrect() {
	counted := tone.Counts{tone.Unclear: 20, tone.Favourable: 80, tone.Neutral: 120, tone.Unfavourable: 80}
	var answers tone.Confusion
	for range 60 {
		answers.Add(tone.Favourable, tone.Favourable)
		answers.Add(tone.Neutral, tone.Neutral)
		answers.Add(tone.Unfavourable, tone.Unfavourable)
	}
	for range 20 { // the model often takes objection for a notice
		answers.Add(tone.Unfavourable, tone.Neutral)
	}
	s := tone.Correct(counted, answers, 1)
	u := s.Of[tone.Unfavourable]
	fmt.Printf("known %v, counted %.2f, corrected upwards %v\n", s.Known, u.Counted, u.Corrected > u.Counted)
	// Output: known true, counted 0.27, corrected upwards true
}
