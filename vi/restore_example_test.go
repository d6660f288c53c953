package vi_test

import (
	"fmt"

	"github.com/nhipcau/nhipcau/vi"
)

func ExampleRestore() {
	fmt.Println(vi.Restore("Chinh sach moi cua tinh", vi.RestoreSure))
	// Output: Chính sách mới của tỉnh
}

func ExampleRestorations() {
	for _, r := range vi.Restorations("nguoi dan") {
		fmt.Println(r.Start, r.End, r.Word, r.P > 0.9)
	}
	// Output:
	// 0 5 người true
	// 6 9 dân true
}

func ExampleLearnRestore() {
	sources := []vi.RestoreSource{
		{Name: "one", Texts: []string{"Chính sách mới của tỉnh."}},
		{Name: "two", Texts: []string{"Người dân hỏi về chính sách."}},
	}
	file, scores, err := vi.LearnRestore(sources, []string{"chính quyền"}, []vi.Attribute{{Name: "licence", Value: "own text"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(file) > 0, scores[0].Name, scores[0].Syllables)
	// Output: true one 5
}

func ExampleApplyRestorations() {
	text := "chinh sach moi"
	found := vi.Restorations(text)
	fmt.Println(vi.ApplyRestorations(text, found, vi.RestoreSure))
	fmt.Println(vi.ApplyRestorations(text, found, 1.1)) // nothing is that sure
	// Output:
	// chính sách mới
	// chinh sach moi
}
