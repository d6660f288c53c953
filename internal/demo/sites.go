package demo

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/law"
)

// Sites are the Internet of the fictional province, as far as listening asks for it: the feeds, lists and articles of
// its newspapers, portals and offices, each as it stands at the moment of asking, some of them in trouble. They
// answer for addresses under .example, which belong to nobody; what lies elsewhere is asked of Beyond. Thus listening
// works as in life, and nothing of it leaves the machine.
type Sites struct {
	Beyond listen.Getter // nil: there is nothing else

	now func() time.Time

	mu     sync.Mutex
	filled time.Time // when the house was filled; zero: nothing stands here yet
	room   *newsroom
	byFeed map[string]*site
	byPage map[string]page
	tries  map[string]int // of sites that answer only at times
}

// site is one source with what it ever prints.
type site struct {
	press.Source
	told []told
}

type page struct {
	*site
	told
}

// NewSites returns sites that stand empty until a house is filled.
func NewSites(now func() time.Time) *Sites { return &Sites{now: now, tries: map[string]int{}} }

// open lets the sites show the press around the instant at which the house is, or was, filled. It is written when it
// is asked for first.
func (s *Sites) open(filled time.Time) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.filled, s.room = filled, nil
}

// press is what the sites show.
func (s *Sites) press() (*newsroom, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.room != nil || s.filled.IsZero() {
		return s.room, nil
	}
	room, err := newNewsroom(law.DateOf(s.filled))
	if err != nil {
		return nil, err
	}
	s.room, s.byFeed, s.byPage = room, map[string]*site{}, map[string]page{}
	byKey := map[string]*site{}
	for _, src := range room.sources {
		byKey[src.Key] = &site{Source: src}
		s.byFeed[src.Address] = byKey[src.Key]
	}
	for _, t := range room.told {
		x := byKey[t.Source]
		x.told = append(x.told, t)
		s.byPage[t.URL] = page{x, t}
	}
	return room, nil
}

// Get answers as the site at an address would now.
func (s *Sites) Get(ctx context.Context, req fetch.Request) (fetch.Response, error) {
	u, err := url.Parse(req.URL)
	if err != nil || !strings.HasSuffix(u.Hostname(), ".example") {
		if s.Beyond == nil {
			return fetch.Response{URL: req.URL, Start: s.now(), Status: fetch.UnknownDNS}, nil
		}
		return s.Beyond.Get(ctx, req)
	}
	room, err := s.press()
	if err != nil {
		return fetch.Response{}, err
	}
	r := fetch.Response{URL: req.URL, Start: s.now(), Took: slowness(req.URL), Status: fetch.UnknownDNS, Cause: "no such host"}
	if room == nil {
		return r, nil
	}
	if x, ok := s.byFeed[req.URL]; ok {
		s.feed(&r, req, x)
		return r, nil
	}
	if p, ok := s.byPage[req.URL]; ok && !p.Arrived.After(r.Start) {
		s.answer(&r, req, p.site.Source, p.Page(p.Item), "text/html; charset=utf-8")
	}
	return r, nil
}

// slowness is how long a site takes, the same every time.
func slowness(address string) time.Duration {
	sum := sha256.Sum256([]byte(address))
	return time.Duration(70+3*int(sum[0])) * time.Millisecond
}

// latest is how many items a feed shows.
const latest = 20

func (s *Sites) feed(r *fetch.Response, req fetch.Request, x *site) {
	var items []*press.Item
	at := map[string]int{}
	for _, t := range x.told {
		if t.Arrived.After(r.Start) {
			break
		}
		if i, again := at[t.URL]; again { // a later version of the same article
			items[i] = t.Item
			continue
		}
		at[t.URL] = len(items)
		items = append(items, t.Item)
	}
	if len(items) == 0 {
		r.Status, r.Code = fetch.HTTPError, http.StatusNotFound
		return
	}
	body, kind := x.Feed(items[max(0, len(items)-latest):], languageOf(x.Key))
	s.answer(r, req, x.Source, body, kind)
}

// answer gives a body, or what stands in its way.
func (s *Sites) answer(r *fetch.Response, req fetch.Request, src press.Source, body, kind string) {
	if t := s.room.troubleOf(src.Key, s.filled.Sub(r.Start)); t != nil && !s.answersNow(src.Key, t) {
		r.Status, r.Code, r.Cause = t.status, t.code, t.cause
		if t.status == fetch.Timeout {
			r.Took = 30 * time.Second
		}
		return
	}
	sum := sha256.Sum256([]byte(body))
	r.Status, r.Code, r.Hash, r.Cause = fetch.Working, http.StatusOK, hex.EncodeToString(sum[:]), ""
	r.ETag = fmt.Sprintf("%q", r.Hash[:16])
	if req.ETag == r.ETag {
		r.Code, r.NotModified, r.Same, r.Hash = http.StatusNotModified, true, true, req.Hash
		return
	}
	r.Body, r.ContentType, r.Full, r.Wire = []byte(body), kind, true, int64(len(body))
	r.Same = req.Hash == r.Hash
}

// answersNow reports whether a site that answers only at times does: every third time.
func (s *Sites) answersNow(key string, t *trouble) bool {
	if !t.atTimes {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tries[key]++
	return s.tries[key]%3 == 0
}

// trouble is what is wrong with a site.
type trouble struct {
	since   time.Duration // before the filling
	atTimes bool
	status  fetch.Status
	code    int
	cause   string
}

var (
	troubles = map[string]trouble{
		"cong-sct":             {since: 9 * time.Hour, status: fetch.TLSError, cause: "tls: failed to verify certificate: x509: certificate has expired"},
		"van-nghe-an-binh":     {since: 11 * time.Hour, status: fetch.HTTPError, code: http.StatusNotFound},
		"khoa-hoc-doi-song-ab": {since: 70 * time.Minute, atTimes: true, status: fetch.Timeout, cause: "context deadline exceeded"},
		"lao-dong-an-binh":     {since: 80 * time.Minute, atTimes: true, status: fetch.HTTPError, code: http.StatusServiceUnavailable},
	}
	// gone is what befalls the site of a source that died: it says nothing new for long, then its name is given up.
	gone = trouble{since: 14 * time.Hour, status: fetch.UnknownDNS, cause: "no such host"}
)

// troubleOf is what is wrong with a site so long before the filling; nil: nothing.
func (n *newsroom) troubleOf(key string, before time.Duration) *trouble {
	t, ok := troubles[key]
	if n.dead[key] {
		t, ok = gone, true
	}
	if !ok || before > t.since {
		return nil
	}
	return &t
}

// siteSource is a source of the press as it is listened to in life: what can be fetched is fetched.
func siteSource(s press.Source) listen.Source {
	src := sourceOf(s)
	switch s.Kind {
	case "rss", "atom", "json":
		src.Kind, src.Address = listen.KindFeed, s.Address
	case "page":
		src.Kind, src.Address = listen.KindPage, s.Address
		src.Settings.List = &listen.ListPattern{Item: ".danh-sach li", Title: "a", Link: "a", Date: ".ngay"}
	}
	src.FullText = cmp.Or(map[listen.Kind]listen.FullText{listen.KindPush: listen.FullNever, listen.KindFile: listen.FullNever}[src.Kind], listen.FullShort)
	return src
}
