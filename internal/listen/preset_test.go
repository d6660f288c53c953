package listen

import (
	"fmt"
	"testing"
)

func TestAListOfSourcesAsVietnameseExcelSavesIt(t *testing.T) {
	t.Parallel()
	all, err := ReadSources([]byte("\ufeffTên nguồn;Loại;Nhóm;Địa chỉ;Trọng số\r\nCổng tỉnh;Nguồn tin;Cổng thông tin;https://cong.vi-du.vn/rss;1,5\r\nBáo Bạn;feed;Báo chí trung ương;https://bao.vi-du.vn/rss;\r\n"), Provincial)
	var got []string
	for _, s := range all {
		got = append(got, fmt.Sprint(s.Name, " ", s.Kind, " ", s.Class, " ", s.Address, " ", s.Weight))
	}
	want := "[Cổng tỉnh feed portal https://cong.vi-du.vn/rss 1.5 Báo Bạn feed central https://bao.vi-du.vn/rss 0]"
	if err != nil || fmt.Sprint(got) != want {
		t.Errorf("read %v, %v; want %s", got, err, want)
	}
}
