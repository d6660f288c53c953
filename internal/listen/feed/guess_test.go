package feed

import (
	"fmt"
	"strings"
	"testing"
)

// portal is a page as portals of departments have it: a menu, a list of news with pictures and dates, a box of links,
// a foot.
func portal(entry string) []byte {
	var b strings.Builder
	b.WriteString(`<html><body><nav><ul class="menu">`)
	for i := range 20 {
		fmt.Fprintf(&b, `<li class="menu-item"><a href="/m/%d">Giới thiệu chung về đơn vị số %d</a></li>`, i, i)
	}
	b.WriteString(`</ul></nav><div id="main"><div class="list-news">`)
	for i := range 10 {
		b.WriteString(strings.NewReplacer("{n}", fmt.Sprint(i), "{day}", fmt.Sprintf("%02d/01/2026", i+1)).Replace(entry))
	}
	b.WriteString(`</div></div><div class="box"><ul><li><a href="/x">Văn bản</a></li><li><a href="/y">Hỏi đáp về chính sách mới</a></li><li><a href="/z">Liên hệ với cơ quan chủ quản</a></li></ul></div><footer><p><a href="/f">Chịu trách nhiệm nội dung: Văn phòng</a></p></footer></body></html>`)
	return []byte(b.String())
}

func TestGuessPatternFindsTheListOfAPage(t *testing.T) {
	t.Parallel()
	for name, entry := range map[string]string{
		"a title and a date":           `<div class="item"><h3 class="title"><a href="/tin/{n}">Khai mạc hội nghị chuyên đề lần thứ {n}</a></h3><span class="date">{day} 09:15</span></div>`,
		"a picture before the title":   `<div class="item item-{n}"><a href="/tin/{n}"><img src="/a.jpg"></a><div class="info"><h4><a href="/tin/{n}">Khai mạc hội nghị chuyên đề lần thứ {n}</a></h4><p class="sapo">Sáng nay, hội nghị đã khai mạc tại trung tâm.</p><p class="time">Ngày đăng: {day}</p></div></div>`,
		"rows of a table":              `<table><tr class="row"><td>{n}</td><td><a href="/tin/{n}">Thông báo tuyển dụng viên chức đợt {n}</a></td><td class="ngay">{day}</td></tr></table>`,
		"a list without classes":       `<ul><li><a href="/tin/{n}">Thông báo tuyển dụng viên chức đợt {n}</a> <i>({day})</i></li></ul>`,
		"links with nothing around":    `<a class="news" href="/tin/{n}">Thông báo tuyển dụng viên chức đợt {n}</a>`,
		"a time with its machine form": `<article><h2><a href="/tin/{n}">Thông báo tuyển dụng viên chức đợt {n}</a></h2><time datetime="2026-01-0{n}T09:00:00+07:00">hôm qua</time></article>`,
		"a category before the title":  `<div class="story"><a class="cat" href="/chuyen-muc/xa-hoi-va-doi-song">Xã hội và đời sống nhân dân</a><a class="story-title" href="/tin/{n}">Thông báo tuyển dụng viên chức đợt {n}</a><span class="d">{day}</span></div>`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page := portal(entry)
			p, ok := GuessPattern(page, Options{Base: "https://so.example/"})
			if !ok {
				t.Fatal("no list found")
			}
			f, err := Parse(page, Options{Pattern: &p, Base: "https://so.example/"})
			if err != nil {
				t.Fatal(err)
			}
			right := 0
			for _, e := range f.Entries {
				if strings.HasPrefix(e.Link, "https://so.example/tin/") && len(e.Title.Value) > shortTitle && (!e.Published.IsZero() || !strings.Contains(entry, "day}")) {
					right++
				}
			}
			if right != 10 || len(f.Entries) != 10 {
				t.Errorf("%+v reads %d entries, %d right", p, len(f.Entries), right)
			}
		})
	}
}

func TestGuessPatternFindsNoListWhereThereIsNone(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"", "<p>Một bài viết dài <a href='/1'>có một liên kết trong bài viết này</a>.</p>", "<nav>" + strings.Repeat("<a href='/1'>Giới thiệu chung về đơn vị</a>", 9) + "</nav>"} {
		if p, ok := GuessPattern([]byte(page), Options{}); ok {
			t.Errorf("found %+v in %.40q", p, page)
		}
	}
}
