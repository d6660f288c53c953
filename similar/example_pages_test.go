package similar_test

import (
	"fmt"

	"github.com/nhipcau/nhipcau/similar"
)

// villages is a chronicle of a page and ten articles more.
func villages() *similar.Chronicle {
	c := similar.NewChronicle(similar.ChronicleOptions{})
	for n := range similar.PageArticles + 10 {
		c.Add(similar.Article{Title: fmt.Sprintf("Chuyện thứ %d ở làng %d", n, n/2)}, int64(n))
	}
	return c
}

// A large chronicle is stored piece by piece: each time the head, and of the pages those that are new or grew.
func ExampleChronicle_AppendPage() {
	c := villages()
	head, pages := c.AppendHead(nil), 0
	first, end := c.Pages()
	for page := first; page < end; page++ {
		from, to := c.Within(page)
		pages += len(c.AppendPage(nil, page))
		fmt.Println("page", page, "has articles", from, "to", to-1)
	}
	whole, err := c.MarshalBinary()
	fmt.Println(len(head)+pages == len(whole), err)
	// Output:
	// page 0 has articles 0 to 1023
	// page 1 has articles 1024 to 1033
	// true <nil>
}

func ExampleChronicleReader() {
	c := villages()
	r, err := similar.NewChronicleReader(c.AppendHead(nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	first, end := c.Pages()
	for page := first; page < end; page++ {
		taken, err := r.Page(c.AppendPage(nil, page))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("page", page, "has", taken)
	}
	later, err := r.Chronicle()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(later.Len(), "from", later.First(), "on")
	// Output:
	// page 0 has 1024
	// page 1 has 10
	// 1034 from 0 on
}
