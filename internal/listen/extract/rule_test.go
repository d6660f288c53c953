package extract

import (
	"errors"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
)

const ruled = `<html><title>Trang</title><div id=tren><h4 class="td lon">Khai trương bến xe</h4><span data-ngay="1">đăng 05/11/2026 07:30</span></div>
	<div class=nd><p>Đoạn một.<p class=qc>Mua ngay kẻo hết.<div><p>Đoạn hai.</div></div><div class=khac><p>Một bài khác rất dài, dài hơn hẳn bài chính,
	để nếu không có quy tắc thì phần này sẽ được chọn, vì nó có nhiều chữ, nhiều dấu phẩy, nhiều câu. Thêm một câu nữa cho đủ dài.</div>`

func TestRulePicksThePartsOfItsSite(t *testing.T) {
	t.Parallel()
	r, err := ReadRule("Tiêu đề = #tren > .td; ngày=span[data-ngay] ;nội  dung = div.nd; bỏ = p.qc, .khong-co;", "Bao.example")
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

func TestRulesThatCannotBeReadSayWhyAndWhere(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		line, says string
		rune       int
	}{
		{"abc xyz ???", "tên = bộ chọn", 1},
		{"nội dung = p; tựa = h1", "tên = bộ chọn", 15},
		{"trang = https://bao.example/; nội dung = p", "tên miền", 9},
		{"trang = bao; nội dung = p", "tên miền", 9},
		{"trang = bao.example", "ít nhất một bộ chọn", 20},
		{"", "ít nhất một bộ chọn", 1},
		{"nội dung = ", "phải có bộ chọn", 11},
		{"nội dung = p; nội dung = div", "mỗi phần một lần", 15},
		{"nội dung = div..a", "phải có tên", 15},
		{"tiêu đề = h1:first-child", "không dùng được", 13},
		{"bỏ = .a, .b, h1 + p", "không dùng được", 17},
		{"ngày = div >", "Dấu >", 13},
		{"ngày = > div", "Dấu >", 8},
		{"bỏ = p,,a", "trống", 8},
		{"bỏ = p , [href", "thiếu dấu ]", 10},
		{"bỏ = [=x]", "tên thuộc tính", 6},
		{"nội dung = " + strings.Repeat("a ", 30), "bậc", 52},
		{"nội dung = " + strings.Repeat("a", 501), "dài quá", 511},
		{strings.Repeat("a", 3000), "dài quá", 2501},
	} {
		_, err := ReadRule(tt.line, "bao.example")
		var m *Misplaced
		if !errors.As(err, &m) || fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), tt.says) || m.Rune != tt.rune {
			t.Errorf("ReadRule(%.60q) = %v, %+v; want %q at %d", tt.line, err, m, tt.says, tt.rune)
		}
	}
	_, err := ReadRule("nội dung = p", "")
	if fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), "tên miền") {
		t.Errorf("a rule for no site: %v", err)
	}
}
