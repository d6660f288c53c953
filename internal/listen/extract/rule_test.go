package extract

import (
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
)

const ruled = `<html><title>Trang</title><div id=tren><h4 class="td lon">Khai trương bến xe</h4><span data-ngay="1">đăng 05/11/2026 07:30</span></div>
	<div class=nd><p>Đoạn một.<p class=qc>Mua ngay kẻo hết.<div><p>Đoạn hai.</div></div><div class=khac><p>Một bài khác rất dài, dài hơn hẳn bài chính,
	để nếu không có quy tắc thì phần này sẽ được chọn, vì nó có nhiều chữ, nhiều dấu phẩy, nhiều câu. Thêm một câu nữa cho đủ dài.</div>`

func TestRulePicksThePartsOfItsSite(t *testing.T) {
	t.Parallel()
	r, err := NewRule(RuleText{Host: "Bao.example", Title: "#tren > .td", Date: "span[data-ngay]", Body: "div.nd", Remove: "p.qc, .khong-co"})
	if err != nil {
		t.Fatal(err)
	}
	a, err := Page([]byte(ruled), Options{URL: "https://www.bao.example/1.html", Rules: []Rule{r}})
	if err != nil {
		t.Fatal(err)
	}
	if a.Text != "Đoạn một.\nĐoạn hai." || a.Title != "Khai trương bến xe" || a.PublishedText() != "2026-11-05T07:30:00+07:00" || a.Found != "rule" {
		t.Errorf("Page = %+v", a)
	}
	a, _ = Page([]byte(ruled), Options{URL: "https://khac.example/1.html", Rules: []Rule{r}})
	if a.Found == "rule" || strings.HasPrefix(a.Text, "Đoạn một.\nĐoạn hai.") {
		t.Errorf("the rule was used for another site: %+v", a)
	}
}

func TestSelectors(t *testing.T) {
	t.Parallel()
	page := newPage([]byte(`<div id=a class="x y"><section><p class=x>1</p><amp-img class=x></amp-img></section><p lang=vi>2</p></div><p>3</p>`), Options{})
	for _, tt := range []struct {
		selector string
		want     int
	}{
		{"p", 3}, {"div p", 2}, {"div > p", 1}, {".x", 1}, {"p.x", 1}, {"div.x.y", 1}, {"#a section .x", 2}, {"[lang]", 1}, {`[lang="vi"]`, 1},
		{"[class~=y]", 1}, {"amp-img", 1}, {"section>p, div > p", 2}, {"*", 1}, {"p p", 0}, {"#b", 0}, {`p[lang='vi'] , .khong`, 1},
	} {
		s, err := ParseSelector(tt.selector)
		if err != nil {
			t.Errorf("ParseSelector(%q): %v", tt.selector, err)
			continue
		}
		got := 0
		for _, i := range page.find(s) {
			if tag := page.tree.nodes[i].tag.String(); tag != "" || page.tree.nodes[i].hyphen {
				got++
			}
		}
		if tt.selector == "*" {
			got = min(got, 1)
		}
		if got != tt.want {
			t.Errorf("%q picks %d elements, want %d", tt.selector, got, tt.want)
		}
	}
}

func TestRulesThatCannotBeReadSayWhyInVietnamese(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		rule        RuleText
		field, says string
	}{
		{RuleText{Host: "https://bao.example/", Body: "p"}, "host", "tên miền"},
		{RuleText{Host: "bao", Body: "p"}, "host", "tên miền"},
		{RuleText{Host: "bao.example"}, "body", "ít nhất một bộ chọn"},
		{RuleText{Host: "bao.example", Body: "div..a"}, "body", "phải có tên"},
		{RuleText{Host: "bao.example", Title: "h1:first-child"}, "title", "không dùng được"},
		{RuleText{Host: "bao.example", Date: "div >"}, "date", "Dấu >"},
		{RuleText{Host: "bao.example", Date: "> div"}, "date", "Dấu >"},
		{RuleText{Host: "bao.example", Remove: "p,,a"}, "remove", "trống"},
		{RuleText{Host: "bao.example", Remove: "[href"}, "remove", "thiếu dấu ]"},
		{RuleText{Host: "bao.example", Remove: "[=x]"}, "remove", "tên thuộc tính"},
		{RuleText{Host: "bao.example", Body: strings.Repeat("a ", 30)}, "body", "bậc"},
		{RuleText{Host: "bao.example", Body: strings.Repeat("a", 501)}, "body", "dài quá"},
	} {
		_, err := NewRule(tt.rule)
		f, ok := err.(*fault.Error)
		if !ok || f.Kind != fault.Invalid || f.Field != tt.field || !strings.Contains(f.Sentence(), tt.says) {
			t.Errorf("NewRule(%+v) = %v, want a refusal of %s that says %q", tt.rule, err, tt.field, tt.says)
		}
	}
}
