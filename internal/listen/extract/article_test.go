package extract

import "testing"

func TestPageFindsTitleTimeAndText(t *testing.T) {
	t.Parallel()
	a, err := Page([]byte(`<html lang="vi-VN"><title>Lớp học đêm - Báo An Bình</title><nav><a href=/>Trang chủ</a></nav>
		<h1>Lớp học đêm</h1><div class=date>Thứ Hai, 02/11/2026 | 09:15 (GMT+7)</div>
		<div class="detail-content"><p>Từ đầu tháng, tối nào nhà văn hóa xã cũng sáng đèn.<p>Có 42 người theo học, phần lớn là phụ nữ.</div>
		<div class="tin-lien-quan"><ul><li><a href=1>Tin khác</a></ul></div>`), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := "Từ đầu tháng, tối nào nhà văn hóa xã cũng sáng đèn.\nCó 42 người theo học, phần lớn là phụ nữ."
	if a.Title != "Lớp học đêm" || a.PublishedText() != "2026-11-02T09:15:00+07:00" || a.Text != want || a.Language != "vi" {
		t.Errorf("Page = %+v", a)
	}
}
