package vi_test

import (
	"bytes"
	"fmt"

	"github.com/nhipcau/nhipcau/vi"
)

func opinions() []vi.Example {
	return []vi.Example{
		{Text: "thủ tục nhanh gọn", Labels: []string{"khen"}},
		{Text: "cán bộ nhiệt tình", Labels: []string{"khen"}},
		{Text: "trả kết quả nhanh", Labels: []string{"khen"}},
		{Text: "hồ sơ trễ hẹn", Labels: []string{"chê"}},
		{Text: "thủ tục rườm rà", Labels: []string{"chê"}},
		{Text: "chờ lâu, trễ hẹn", Labels: []string{"chê"}},
	}
}

func ExampleTrain() {
	c, report, err := vi.Train(opinions())
	if err != nil {
		fmt.Println(err)
		return
	}
	d := c.Classify("Giấy tờ của tôi bị trễ hẹn")
	fmt.Println(report.Examples, c.Labels(), d.Label, d.Why, d.Abstain)
	// Output: 6 [khen chê] chê [trễ hẹn] false
}

func ExampleReadClassifier() {
	c, _, err := vi.Train(opinions())
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	_, err = c.WriteTo(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	kept, err := vi.ReadClassifier(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(kept.Classify("nhanh gọn").Label, kept.Sure())
	// Output: khen 0.5
}

func ExampleClassifier_Evaluate() {
	c, _, err := vi.Train(opinions())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Evaluate(opinions()).Accuracy)
	// Output: 1
}

func ExampleClassifier_Classify() {
	c, _, err := vi.Train(opinions())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"trả kết quả rất nhanh", "tra ket qua rat nhanh", "xin phép nghỉ"} {
		d := c.Classify(text)
		fmt.Println(d.Label, d.Abstain)
	}
	fmt.Println(c.Labels(), c.Sure())
	// Output:
	// khen false
	// khen false
	// khen true
	// [khen chê] 0.5
}

func ExampleClassifier_WriteTo() {
	c, _, err := vi.Train(opinions())
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	n, err := c.WriteTo(&file)
	fmt.Println(n == int64(file.Len()), err)
	// Output: true <nil>
}
