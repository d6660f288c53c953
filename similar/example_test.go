package similar_test

import (
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/similar"
)

func ExampleIndex() {
	x := similar.NewIndex(similar.Options{})
	for day, text := range []string{
		"Đèn đường ở thôn Ba hỏng đã hai tuần nay, buổi tối rất nguy hiểm, đề nghị xã cho sửa sớm.",
		"Đèn đường ở thôn ba hỏng đã hai tuần nay. Buổi tối rất nguy hiểm! Đề nghị xã cho sửa sớm!",
		"Đèn đường ở thôn Ba hỏng đã hai tuần nay, buổi tối rất nguy hiểm, mong xã cho sửa sớm.",
		"Đèn đường ở thôn Bảy hỏng đã hai tuần nay, buổi tối rất nguy hiểm, đề nghị xã cho sửa sớm.",
		"Giá vé xe buýt tăng mà chuyến lại thưa hơn trước.",
	} {
		m := x.Add(text, int64(day))
		fmt.Println(m.Number, m.Relation, m.Of, m.Group)
	}
	// Output:
	// 0 new -1 0
	// 1 copy 0 0
	// 2 edit 0 0
	// 3 variant 0 3
	// 4 new -1 4
}

func ExampleIndex_Ask() {
	x := similar.NewIndex(similar.Options{})
	x.Add("Lịch cắt điện tuần này của khu phố Một.", 0)
	m := x.Ask("LỊCH CẮT ĐIỆN TUẦN NÀY CỦA KHU PHỐ MỘT")
	fmt.Println(m.Relation, m.Of, x.Len())
	// Output: copy 0 1
}

func ExampleIndex_AddPrint() {
	p := similar.NewPrint("Lịch cắt điện tuần này.") // by any goroutine
	x := similar.NewIndex(similar.Options{})
	fmt.Println(x.AddPrint(p, 0).Relation, x.AddPrint(p, 1).Relation)
	// Output: new copy
}

func ExampleIndex_Forget() {
	x := similar.NewIndex(similar.Options{})
	x.Add("Họp tổ dân phố tối thứ bảy.", 20261101)
	x.Add("Họp phụ huynh đầu năm học.", 20261115)
	x.Forget(20261110)
	fmt.Println(x.Len(), x.Ask("Họp tổ dân phố tối thứ bảy.").Relation, x.Ask("Họp phụ huynh đầu năm học.").Relation)
	// Output: 1 new copy
}

func ExampleIndex_Group() {
	x := similar.NewIndex(similar.Options{})
	text := "Trạm bơm đầu làng chạy suốt đêm ầm ĩ khiến người già trẻ nhỏ mất ngủ cả tháng trời"
	x.Add(text, 0)
	x.Add(strings.Replace(text, "ầm ĩ", "ồn ào", 1), 0)
	fmt.Println(x.Group(0), x.Group(1))
	// Output: 0 0
}

func ExampleIndex_Bytes() {
	x := similar.NewIndex(similar.Options{Texts: 4096})
	x.Add("Cảm ơn", 0)
	fmt.Println(x.Bytes() < 1<<20)
	// Output: true
}

func ExampleMatch_Explain() {
	x := similar.NewIndex(similar.Options{})
	x.Add("Lịch tiêm chủng của trạm y tế dời sang ngày 12 tháng này.", 0)
	vi, en := x.Add("Lịch tiêm chủng của trạm y tế dời sang ngày 15 tháng này.", 0).Explain()
	fmt.Println(vi)
	fmt.Println(en)
	// Output:
	// Biến thể của văn bản 0: cùng một nội dung nhưng số, ngày hoặc tên riêng khác nhau; 8 trong 11 cụm ba tiếng có trong văn bản ấy.
	// A variant of text 0: the same text with another number, day or name; 8 of 11 groups of three syllables stand in that text.
}

func ExampleOverlap() {
	o := similar.Overlap{Common: 30, Earlier: 60, Later: 90}
	fmt.Printf("%.2f %.2f %.2f %.2f\n", o.Resemblance(), o.Quoted(), o.Borrowed(), o.Score())
	// Output: 0.25 0.50 0.33 0.38
}

func ExamplePrint_Set() {
	var p similar.Print // its memory is used again
	x := similar.NewIndex(similar.Options{})
	for _, text := range []string{"Một ý kiến.", "một ý kiến"} {
		p.Set(text)
		fmt.Println(x.AddPrint(&p, 0).Relation)
	}
	// Output:
	// new
	// copy
}

func ExamplePrint_MarshalBinary() {
	stored, err := similar.NewPrint("Một ý kiến về giá nước.").MarshalBinary()
	if err != nil {
		fmt.Println(err)
		return
	}
	var p similar.Print
	err = p.UnmarshalBinary(stored)
	if err != nil {
		fmt.Println(err)
		return
	}
	x := similar.NewIndex(similar.Options{})
	x.AddPrint(&p, 0)
	fmt.Println(len(stored), x.Ask("một ý kiến về giá nước").Relation)
	// Output: 30 copy
}

func ExampleStream() {
	s := similar.NewStream(similar.StreamOptions{})
	for i, title := range []string{
		"Cháy lớn tại chợ đêm Bình Hòa, chưa rõ thiệt hại",
		"Học sinh toàn tỉnh nghỉ học vì rét đậm",
		"Hơn 50 gian hàng cháy rụi ở chợ đêm Bình Hòa",
		"Tiểu thương chợ đêm Bình Hòa được hỗ trợ sau vụ cháy",
	} {
		a := s.Add(similar.Item{At: int64(i), Title: title, Source: "Báo An Bình"})
		fmt.Println(a.Item, a.Story, a.First)
	}
	story, _ := s.Story(0)
	fmt.Println(story.Title, story.Size, story.Sources)
	// Output:
	// 0 0 true
	// 1 1 true
	// 2 0 false
	// 3 0 false
	// Tiểu thương chợ đêm Bình Hòa được hỗ trợ sau vụ cháy 3 [Báo An Bình]
}

func ExampleAssignment_Explain() {
	s := similar.NewStream(similar.StreamOptions{})
	s.Add(similar.Item{Title: "Cháy lớn tại chợ đêm Bình Hòa"})
	vi, en := s.Add(similar.Item{Title: "Chợ đêm Bình Hòa cháy rụi"}).Explain()
	fmt.Println(vi)
	fmt.Println(en)
	// Output:
	// Thuộc dòng sự việc này với điểm 0.76 (cần 0.24), nhờ các từ "bình hòa", "đêm bình", "đêm", "bình", "hòa".
	// It belongs to this story with a score of 0.76 (0.24 is needed), by the words "bình hòa", "đêm bình", "đêm", "bình", "hòa".
}

func ExampleStream_Events() {
	s := similar.NewStream(similar.StreamOptions{})
	for _, title := range []string{
		"phà ngang hỏng máy", "cầu tạm trôi", "phà ngang dừng máy", "cầu tạm gãy",
		"phà ngang cầu tạm cùng dừng", "cầu tạm phà ngang", "phà ngang cầu tạm trôi", "cầu tạm phà ngang dừng",
	} {
		s.Add(similar.Item{Title: title})
	}
	for _, e := range s.Events() {
		vi, en := e.Explain()
		fmt.Println(e.Change, e.Story, e.Other)
		fmt.Println(vi)
		fmt.Println(en)
	}
	// Output:
	// merge 0 1
	// Gộp "cầu tạm gãy" vào "phà ngang cầu tạm cùng dừng" vì cùng dùng các từ hầu như không có ở tin khác: "cầu tạm", "cầu", "tạm".
	// "cầu tạm gãy" became part of "phà ngang cầu tạm cùng dừng" because both use words that hardly stand elsewhere: "cầu tạm", "cầu", "tạm".
}

func ExampleStream_Final() {
	s := similar.NewStream(similar.StreamOptions{})
	a := s.Add(similar.Item{Title: "Cháy chợ đêm"})
	fmt.Println(s.Final(a.Story) == a.Story, len(s.Stories()), len(s.Closed()))
	// Output: true 1 0
}

func ExampleStream_MarshalBinary() {
	s := similar.NewStream(similar.StreamOptions{})
	s.Add(similar.Item{Title: "Cháy lớn tại chợ đêm Bình Hòa"})
	state, err := s.MarshalBinary()
	if err != nil {
		fmt.Println(err)
		return
	}
	later := new(similar.Stream)
	err = later.UnmarshalBinary(state)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(later.Add(similar.Item{Title: "Chợ đêm Bình Hòa cháy rụi"}).Story)
	// Output: 0
}

func ExampleEvent_Explain() {
	vi, en := similar.Event{Change: similar.Split, Story: 3, Other: 8, Title: "Cầu tạm gãy", OtherTitle: "Phà ngang dừng máy", Items: []int{4, 6}, Words: []string{"phà ngang"}}.Explain()
	fmt.Println(vi)
	fmt.Println(en)
	// Output:
	// Tách 2 tin về "Phà ngang dừng máy" khỏi "Cầu tạm gãy" vì hai phần không có từ nào nói về cùng một việc; phần tách ra nói về "phà ngang".
	// 2 items about "Phà ngang dừng máy" were parted from "Cầu tạm gãy" because no telling word is common to both parts; the new story is about "phà ngang".
}

func ExamplePrint_AppendBinary() {
	file := []byte("prints:")
	for _, text := range []string{"Một ý kiến về giá nước.", "Một ý kiến về giá điện."} {
		var err error
		file, err = similar.NewPrint(text).AppendBinary(file)
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	fmt.Println(len(file))
	// Output: 67
}

func ExamplePrint_Sample() {
	text := strings.Repeat("Đường vào thôn ngập sâu, xe máy không qua được; xã hẹn sửa trong tháng. ", 3) +
		"Bà con mong có biển báo, đèn chiếu sáng và người trực đêm khi mưa lớn."
	p := similar.NewPrint(text)
	whole, err := p.MarshalBinary()
	if err != nil {
		fmt.Println(err)
		return
	}
	p.Sample(16) // of every text alike, so that samples compare
	part, err := p.MarshalBinary()
	fmt.Println(len(part) < len(whole), err)
	// Output: true <nil>
}
