package vi_test

import (
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

func ExampleGazetteer_Entities() {
	text := "UBND tỉnh Bình Định, Sở KH&ĐT và Sở TT&TT báo cáo"
	for _, e := range vi.NewGazetteer(nil, "Gia Lai").Entities(text) {
		fmt.Printf("%s: %s → %s%s\n", text[e.Start:e.End], e.Name, e.Now, strings.Join(e.Choices, " | "))
	}
	// Output:
	// UBND tỉnh Bình Định: Ủy ban nhân dân tỉnh Bình Định → Ủy ban nhân dân tỉnh Gia Lai
	// Sở KH&ĐT: Sở Kế hoạch và Đầu tư → Sở Tài chính
	// Sở TT&TT: Sở Thông tin và Truyền thông → Sở Khoa học và Công nghệ | Sở Văn hóa, Thể thao và Du lịch
}

func ExampleReadUnits() {
	units, err := vi.ReadUnits(strings.NewReader("name,kind,province,code\nTân An,xã,Tây Ninh,20002\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	e := vi.NewGazetteer(units, "").Entities("Trụ sở xã Tân An")[0]
	fmt.Println(e.Name, e.Province, e.Code)
	// Output: xã Tân An Tây Ninh 20002
}
