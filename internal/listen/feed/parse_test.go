package feed

import (
	"testing"
	"time"
)

const rss2 = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Báo An Bình</title><link>https://baoanbinh.example/</link><description>Tin &amp; bài</description>
<atom:link rel="self" href="https://baoanbinh.example/rss"/><atom:link rel="hub" href="https://hub.example/"/><ttl>30</ttl>
<item><title>Khánh thành cầu Sông Lam</title><link>https://baoanbinh.example/a1</link><guid isPermaLink="false">a1</guid>
<pubDate>Mon, 05 Jan 2026 09:15:00 +0700</pubDate><dc:creator>An</dc:creator>
<description><![CDATA[<p>Sáng 5/1, <b>cầu</b> thông xe.</p>]]></description></item>
</channel></rss>`

const atom1 = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://so.example/"><title>Sở</title><id>urn:so</id>
<entry><title type="html">A &amp;amp; B</title><id>urn:1</id><link href="/tin/1"/><updated>2026-01-05T02:15:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Nội <em>dung</em></p></div></content></entry></feed>`

func TestParseReadsRSS(t *testing.T) {
	t.Parallel()
	f, err := Parse([]byte(rss2), Options{})
	if err != nil || len(f.Entries) != 1 {
		t.Fatalf("Parse: %d entries, %v", len(f.Entries), err)
	}
	e := f.Entries[0]
	for _, tt := range []struct{ what, got, want string }{
		{"version", f.Version, "rss20"}, {"title", f.Title.Plain(), "Báo An Bình"}, {"description", f.Subtitle.Plain(), "Tin & bài"},
		{"hub", f.Hub, "https://hub.example/"}, {"self", f.Self, "https://baoanbinh.example/rss"}, {"id", e.ID, "a1"},
		{"link", e.Link, "https://baoanbinh.example/a1"}, {"summary", e.Summary.Plain(), "Sáng 5/1, cầu thông xe."},
		{"published", e.Published.Format(time.RFC3339), "2026-01-05T02:15:00Z"}, {"author", e.Author.Name, "An"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s = %q, want %q", tt.what, tt.got, tt.want)
		}
	}
	if f.Malformed || f.Every != 30*time.Minute {
		t.Errorf("malformed %v, every %v", f.Malformed, f.Every)
	}
}

func TestParseReadsAtom(t *testing.T) {
	t.Parallel()
	f, err := Parse([]byte(atom1), Options{})
	if err != nil || len(f.Entries) != 1 {
		t.Fatalf("Parse: %d entries, %v", len(f.Entries), err)
	}
	e := f.Entries[0]
	if e.Link != "https://so.example/tin/1" || e.Title.Plain() != "A & B" || e.Summary.Value != "<p>Nội <em>dung</em></p>" {
		t.Errorf("entry = %+v", e)
	}
}

func TestParseReadsFeedsOfAStrangeNamespace(t *testing.T) {
	t.Parallel()
	for _, data := range []string{
		`<feed xmlns="http://example.org/atom"><entry><title>A</title></entry></feed>`,
		`<r:rss xmlns:r="urn:x" version="2.0"><r:channel><r:item><r:title>A</r:title></r:item></r:channel></r:rss>`,
		`<rss xmlns="https://www.rssboard.org/rss-specification" version="2.0"><channel><item><title>A</title></item></channel></rss>`,
		`<Channel xmlns="http://purl.org/net/rss1.1#"><items><item><title>A</title></item></items></Channel>`,
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>x</title></channel><item><title>A</title></item></rdf:RDF>`,
		`<CHANNEL HREF="http://a.example/"><ITEM HREF="1"><TITLE>A</TITLE></ITEM></CHANNEL>`,
	} {
		f := mustParse(t, data, Options{})
		if len(f.Entries) != 1 || f.Entries[0].Title.Plain() != "A" || f.Malformed {
			t.Errorf("%s: %+v", data, f)
		}
	}
}
