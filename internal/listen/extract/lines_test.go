package extract

import (
	"strings"
	"testing"
)

func TestLinesThatAreNotOfTheText(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line string
		want bool
	}{
		{"Advertisement", true}, {"READ MORE:", true}, {"Quảng cáo", true}, {"Xem thêm: Giá xăng giảm", true}, {"3 of 12", true},
		{"Share / Tweet / 82 comments", true}, {"Copyright 2019 Valley Courier. All rights reserved.", true},
		{"The mayor will share the plan on Monday.", false}, {"Quảng cáo sai sự thật bị phạt 50 triệu đồng.", false},
		{"More than a bridge", false}, {"Video games are older than you think.", false}, {"Tin tức từ các thôn bản cho thấy rét đậm.", false},
	} {
		if got := isNotice(tt.line); got != tt.want {
			t.Errorf("isNotice(%q) = %v", tt.line, got)
		}
	}
}

func TestHeadingsOfOtherParts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line            string
		comments, other bool
	}{
		{"Related", false, true}, {"Most Read", false, true}, {"Tin cùng chuyên mục", false, true}, {"Có thể bạn quan tâm", false, true},
		{"8 thoughts on “The pier”", true, false}, {"Bình luận (18)", true, false}, {"Leave a Reply", true, false}, {"12 Comments", true, false},
		{"Related work", false, false}, {"Discussion", false, false}, {"Nổi bật trong năm qua là giao thông", false, false},
		{"Ý kiến trái chiều về phương án thu phí", false, false}, {"What comes next", false, false},
	} {
		b := block{text: tt.line, words: 3, chars: 10}
		comments, other := newPage([]byte("<p>x"), Options{}).sectionHeading(&b)
		if comments != tt.comments || other != tt.other {
			t.Errorf("sectionHeading(%q) = %v, %v", tt.line, comments, other)
		}
	}
}

func TestLinesAboutPictures(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line   string
		nearby bool
		want   bool
	}{
		{"Ảnh: Hồng Vân", false, true}, {"Photo: Jo Pruitt", false, true}, {"Bà con họp chợ từ sớm. Ảnh: TTXVN", false, true},
		{"(Credit: Clayton Holt)", false, true}, {"Getty Images", false, true}, {"Khách chờ xe ở bến (TTXVN)", true, true},
		{"The minister said that talks would go on. (AP)", false, false}, {"Ảnh hưởng của mưa lũ còn kéo dài.", false, false},
	} {
		if got := isCredit(tt.line, tt.nearby); got != tt.want {
			t.Errorf("isCredit(%q, %v) = %v", tt.line, tt.nearby, got)
		}
	}
}

func TestShortSentencesAtTheEndsStay(t *testing.T) {
	t.Parallel()
	page := `<title>Họp bàn chống rét</title><h1>Họp bàn chống rét</h1><div class=date>02/11/2026</div><div><p>Ngày 2/11, tỉnh họp bàn cách chống rét cho trâu bò.</p>
		<p>Các xã vùng cao phải báo cáo số gia súc bị rét trước 16 giờ hằng ngày, kể cả ngày nghỉ, để tỉnh kịp hỗ trợ thức ăn và bạt che.</p><p>Thứ bảy này đoàn kiểm tra sẽ lên xã.</p></div>`
	a, err := Page([]byte(page), Options{})
	want := "Ngày 2/11, tỉnh họp bàn cách chống rét cho trâu bò.\nCác xã vùng cao phải báo cáo số gia súc bị rét trước 16 giờ hằng ngày, kể cả ngày nghỉ, để tỉnh kịp hỗ trợ thức ăn và bạt che.\nThứ bảy này đoàn kiểm tra sẽ lên xã."
	if err != nil || a.Text != want {
		t.Errorf("text = %q, %v", a.Text, err)
	}
}

func TestALinkToCommentsDoesNotEndTheArticle(t *testing.T) {
	t.Parallel()
	text := "Đoạn này đủ dài để là một đoạn của bài, có dấu phẩy, có dấu chấm, và có cả một câu nữa. Đây là câu ấy."
	for _, heading := range []string{`<p><a href="#c">12 bình luận</a></p>`, `<div>12 bình luận</div>`} {
		page := `<title>Tin</title><div><p>Trang này dùng cookie để ghi nhớ lựa chọn của bạn và đo số người đọc, bạn có thể thay đổi bất cứ lúc nào, xem thêm trong chính sách.</p></div>` +
			`<div>` + heading + `<p>` + text + `<p>` + text + ` Hai.<p>` + text + ` Ba.<p>` + text + ` Bốn.<p>` + text + ` Năm.</div>`
		a, err := Page([]byte(page), Options{})
		if err != nil || len(a.Text) < 4*len(text) {
			t.Errorf("%s: text = %q, %v", heading, a.Text, err)
		}
	}
}

func TestAFirstParagraphThatStandsApartIsRead(t *testing.T) {
	t.Parallel()
	full := "The council voted seven to two on Tuesday night to replace the footbridge, ending a long debate. Work is expected to begin once the river drops, probably in late spring, the chair said."
	rest := "<div class=txt><p>" + full + " One.<p>" + full + " Two.<p>" + full + " Three.</div>"
	for _, tt := range []struct {
		first string
		want  bool
	}{
		{full + " First.", true},
		{"A short summary of one sentence for those in a hurry.", false},
	} {
		page := `<html lang=en><title>Bridge</title><div><h1>Bridge</h1></div><div><div><p>` + tt.first + `</p></div></div><div><div>` + rest + `</div></div>`
		a, err := Page([]byte(page), Options{})
		if got := strings.Contains(a.Text, tt.first); err != nil || got != tt.want {
			t.Errorf("%q is read: %v, %v\n%s", tt.first, got, err, a.Text)
		}
	}
}
