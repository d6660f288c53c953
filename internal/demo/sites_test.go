package demo

import (
	"context"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

// beyond remembers what was asked of the Internet.
type beyond struct{ asked []string }

func (b *beyond) Get(_ context.Context, req fetch.Request) (fetch.Response, error) {
	b.asked = append(b.asked, req.URL)
	return fetch.Response{Status: fetch.Working}, nil
}

// TestSitesAnswerForTheProvinceAlone asks the sites before and after they stand, for what does not change, and for what
// lies beyond them.
func TestSitesAnswerForTheProvinceAlone(t *testing.T) {
	t.Parallel()
	at := noon
	s := NewSites(func() time.Time { return at })
	net := &beyond{}
	s.Beyond = net
	get := func(url, etag string) fetch.Response {
		r, err := s.Get(t.Context(), fetch.Request{URL: url, ETag: etag})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	const feed = "https://baoanbinh.example/rss/trang-chu.rss"
	if r := get(feed, ""); r.Status != fetch.UnknownDNS {
		t.Errorf("before anything stands: %q, want %q", r.Status, fetch.UnknownDNS)
	}
	s.open(noon)
	first := get(feed, "")
	if first.Status != fetch.Working || len(first.Body) == 0 || !first.Full {
		t.Fatalf("a feed: %q with %d bytes", first.Status, len(first.Body))
	}
	if r := get(feed, first.ETag); !r.NotModified || !r.Same || r.Body != nil {
		t.Errorf("the same feed again: not modified %v, same %v, %d bytes", r.NotModified, r.Same, len(r.Body))
	}
	at = noon.AddDate(0, 0, 5)
	if r := get(feed, first.ETag); r.NotModified {
		t.Error("five days later nothing is new")
	}
	if r := get("https://sct.an-binh.example/tin", ""); r.Status != fetch.TLSError {
		t.Errorf("a site whose certificate has expired: %q", r.Status)
	}
	if get("https://bao.gov.vn/rss", ""); len(net.asked) != 1 || net.asked[0] != "https://bao.gov.vn/rss" {
		t.Errorf("beyond the province were asked %v", net.asked)
	}
}
