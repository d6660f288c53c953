package similar_test

import (
	"fmt"

	"github.com/nhipcau/nhipcau/similar"
)

func ExampleChronicle() {
	c := similar.NewChronicle(similar.ChronicleOptions{})
	for hour, a := range []similar.Article{
		{Title: "Cháy lớn tại chợ đêm Bình Hòa", Text: "Tối qua, hơn 50 gian hàng quần áo ở chợ đêm Bình Hòa bị lửa thiêu rụi."},
		{Title: "Học sinh nghỉ học vì rét đậm", Text: "Sở Giáo dục cho học sinh tiểu học nghỉ đến hết tuần."},
		{Title: "Hỗ trợ tiểu thương sau vụ cháy", Text: "Xã hỗ trợ chủ các gian hàng ở chợ đêm Bình Hòa bị lửa thiêu rụi."},
	} {
		p := c.Add(a, int64(hour)*3600)
		fmt.Println(p.Number, p.Story, p.First, p.Nearest)
	}
	fmt.Println(c.Len(), c.Bytes() < 8<<20)
	// Output:
	// 0 0 true -1
	// 1 1 true -1
	// 2 0 false 0
	// 3 true
}

func ExampleChronicle_AddTerms() {
	t := similar.NewTerms(similar.Article{Title: "Cháy lớn tại chợ đêm Bình Hòa"}) // by any goroutine
	c := similar.NewChronicle(similar.ChronicleOptions{})
	fmt.Println(c.AddTerms(t, 0).First, c.AddTerms(t, 60).First)
	// Output: true false
}

func ExampleChronicle_MarshalBinary() {
	c := similar.NewChronicle(similar.ChronicleOptions{})
	c.Add(similar.Article{Title: "Cháy lớn tại chợ đêm Bình Hòa"}, 0)
	state, err := c.MarshalBinary()
	if err != nil {
		fmt.Println(err)
		return
	}
	later := new(similar.Chronicle)
	err = later.UnmarshalBinary(state)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(later.Add(similar.Article{Title: "Chợ đêm Bình Hòa cháy rụi"}, 60).Story)
	// Output: 0
}

func ExamplePlacement_Explain() {
	c := similar.NewChronicle(similar.ChronicleOptions{})
	c.Add(similar.Article{Title: "Cháy lớn tại chợ đêm Bình Hòa"}, 0)
	vi, en := c.Add(similar.Article{Title: "Chợ đêm Bình Hòa cháy rụi"}, 60).Explain()
	fmt.Println(vi)
	fmt.Println(en)
	// Output:
	// Thuộc cùng dòng sự việc với bài 0 vì giống 0.79 (cần 0.50), nhờ các từ "bình", "hòa", "bình hòa", "đêm bình", "đêm".
	// It belongs to the story of article 0, which is 0.79 like it (0.50 is needed), by the words "bình", "hòa", "bình hòa", "đêm bình", "đêm".
}

func ExampleTerms_Set() {
	t := similar.NewTerms(similar.Article{Title: "Cháy chợ đêm Bình Hòa"})
	c := similar.NewChronicle(similar.ChronicleOptions{})
	fmt.Println(c.AddTerms(t, 0).Story)
	t.Set(similar.Article{Title: "Rét đậm ở vùng cao"}) // its memory is used again
	fmt.Println(c.AddTerms(t, 0).Story)
	// Output:
	// 0
	// 1
}

func ExampleTerms_Read() {
	var t similar.Terms
	var p similar.Print
	t.Read(similar.Article{Title: "Cháy chợ đêm Bình Hòa", Lead: "Lửa bùng lên lúc nửa đêm.", Text: " Hơn 50 gian hàng bị thiêu rụi."}, true, &p)
	x := similar.NewIndex(similar.Options{})
	x.Add("Cháy chợ đêm Bình Hòa. Lửa bùng lên lúc nửa đêm. Hơn 50 gian hàng bị thiêu rụi.", 0)
	fmt.Println(x.AddPrint(&p, 1).Relation, similar.NewChronicle(similar.ChronicleOptions{}).AddTerms(&t, 0).First)
	// Output: copy true
}
