package feed

import (
	"fmt"
	"strings"
	"testing"
)

// pressFeed is a feed of a newspaper: n items with a short description in HTML.
func pressFeed(n int) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Báo An Bình</title><link>https://baoanbinh.example/</link>`)
	body := strings.Repeat(`<p>Sáng 5/1, Chủ tịch UBND tỉnh An Bình chủ trì họp trực tuyến với <a href="/xa-phuong">các xã, phường</a> về tiến độ giải ngân vốn đầu tư công.</p> `, 20)
	for i := range n {
		fmt.Fprintf(&b, `<item><title>An Bình đẩy nhanh tiến độ giải ngân &amp; thi công %d</title><link>https://baoanbinh.example/tin/%d</link><guid isPermaLink="false">tin-%d</guid><pubDate>Mon, 05 Jan 2026 09:15:00 +0700</pubDate><dc:creator>Ban biên tập</dc:creator><description><![CDATA[<a href="https://baoanbinh.example/tin/%d"><img src="https://baoanbinh.example/a.jpg"></a> Tỉnh yêu cầu các chủ đầu tư hoàn thành trước Tết.]]></description><content:encoded><![CDATA[%s]]></content:encoded></item>`, i, i, i, i, body)
	}
	b.WriteString(`</channel></rss>`)
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{1, 50} {
		data := pressFeed(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				_, err := Parse(data, Options{})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
