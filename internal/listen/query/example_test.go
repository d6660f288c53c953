package query_test

import (
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/listen/query"
)

// A topic is asked of an article, and says where to highlight.
func Example() {
	q, err := query.Parse(`lũ AND ("sạt lở" OR covid*) KHÔNG title:diễn`, query.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(q)
	fmt.Println(q.Explain(nil))
	a := query.Article{Title: "Lũ về trong đêm", Body: "Sạt lở ở ba xã."}
	d := query.NewDocument(a)
	fmt.Println(q.Match(d))
	for _, h := range q.Hits(d) {
		fmt.Println(h.Field, []string{a.Title, a.Lead, a.Body}[h.Field][h.From:h.To])
	}
	// Output:
	// lũ ("sạt lở" OR covid*) NOT title:diễn
	// Tìm bài có “lũ” và (“sạt lở” hoặc chữ bắt đầu bằng “covid”) và không có “diễn” trong tiêu đề.
	// true
	// title Lũ
	// body Sạt lở
}

// Thousands of topics are asked at once; the memory of a document is used again.
func ExamplePercolator() {
	flood, _ := query.Parse("lũ OR lụt", query.Options{})
	fees, _ := query.Parse(`"học phí" NEAR/5 tăng`, query.Options{})
	topics := query.NewPercolator([]query.Numbered{{ID: 1, Query: flood}, {ID: 2, Query: fees}})
	d := &query.Document{}
	for _, title := range []string{"Học phí năm tới không tăng", "Lũ về trong đêm"} {
		d.Read(query.Article{Title: title})
		fmt.Println(topics.Match(d))
	}
	// Output:
	// [2]
	// [1]
}

// A problem points at its character.
func ExampleProblem() {
	_, err := query.Parse("lũ AND (bão", query.Options{})
	var p *query.Problem
	if errors.As(err, &p) {
		fmt.Println(p.Sentence())
		fmt.Println(p.Caret())
	}
	// Output:
	// Dấu mở ngoặc này chưa được đóng.
	// lũ AND (bão
	//        ^
}
