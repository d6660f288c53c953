package extract

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/extract/measure"
)

// bigPage is a page of about 174 kB as newspapers send them: a third script and style, long menus, an article.
func bigPage(b testing.TB) []byte {
	page, err := os.ReadFile("testdata/pages/html/vi-detail-cms.html")
	if err != nil {
		b.Fatal(err)
	}
	script := "<script>" + strings.Repeat(`window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}`, 500) + "</script><style>" +
		strings.Repeat(".box-category-item .box-category-link-title{font-size:16px;line-height:24px}", 250) + "</style>"
	menu := "<ul class=\"menu-nav sub-menu\">" + strings.Repeat(`<li class="menu-item menu-item-type-taxonomy has-child"><a class="nav-link" href="/thoi-su/xa-hoi.htm" title="Xã hội"><span>Xã hội</span></a></li>`, 650) + "</ul>"
	page = bytes.Replace(page, []byte("</head>"), []byte(script+"</head>"), 1)
	return bytes.Replace(page, []byte("<body>"), []byte("<body>"+menu), 1)
}

func BenchmarkPage(b *testing.B) {
	page := bigPage(b)
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		_, _ = Page(page, Options{})
	}
}

func BenchmarkSmallPages(b *testing.B) {
	set, err := measure.Open("testdata/pages")
	if err != nil {
		b.Fatal(err)
	}
	var pages [][]byte
	for _, id := range set.IDs {
		p, err := set.Page(id)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, p)
	}
	for b.Loop() {
		for _, p := range pages {
			_, _ = Page(p, Options{})
		}
	}
}
