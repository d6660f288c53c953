package listen_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

// sites answers as the sites of the world would.
type sites struct {
	mu    sync.Mutex
	asked map[string]int
	now   func() time.Time
	dead  bool // the process dies in the middle of every request
}

func (w *sites) Get(_ context.Context, req fetch.Request) (fetch.Response, error) {
	w.mu.Lock()
	w.asked[req.URL]++
	n := w.asked[req.URL]
	w.mu.Unlock()
	res := fetch.Response{Status: fetch.Working, Code: 200, URL: req.URL, Start: w.now(), Took: 30 * time.Millisecond, Full: true, Hash: fmt.Sprint(n)}
	switch {
	case w.dead:
		return res, errors.New("the process is gone")
	case strings.HasSuffix(req.URL, "/hong"):
		res.Status, res.Code, res.Full = fetch.HTTPError, 503, false
	case strings.HasSuffix(req.URL, "/trang-loi"):
		res.Body = []byte("<html><body><h1>Đăng nhập</h1></body></html>")
	case req.Kind == fetch.Page:
		var b strings.Builder
		for i := range 8 {
			fmt.Fprintf(&b, "<p>Toàn văn của bài viết kể rõ từng việc đã làm trong tuần qua ở các xã, việc thứ %d là %s.</p>", i, strings.Join(strings.Fields(article(fmt.Sprint("việc ", i), 1).Body)[8:40], " "))
		}
		res.Body = []byte("<html><head><title>Tin dài</title></head><body><article><h1>Tin dài</h1>" + b.String() + "</article></body></html>")
	default:
		res.Body = []byte(`<rss version="2.0"><channel><title>x</title><item><title>Tin ngắn của ` + req.URL + `</title><link>` + req.URL + `/bai-1</link><description>Rất ngắn.</description></item></channel></rss>`)
	}
	return res, nil
}

func TestTwoProcessesShareTheSourcesAndOneCanDie(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		now := noon
		clock := func() time.Time { return now }
		process := func(dead bool) (*listen.Service, *sites) {
			w := &sites{asked: map[string]int{}, now: clock, dead: dead}
			return listen.New(listen.Options{DB: d, Now: clock, Client: w, Random: func() float64 { return 0.5 }}), w
		}
		one, first := process(false)
		two, second := process(false)
		dying, third := process(true)
		addresses := []string{"https://hong.vi-du.vn/hong", "https://loi.vi-du.vn/trang-loi"}
		for i := range 20 {
			addresses = append(addresses, fmt.Sprintf("https://bao%d.vn/rss", i))
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			for _, a := range addresses {
				_, err := one.SaveSource(t.Context(), tx, listen.Source{Name: a, Address: a, Kind: listen.KindFeed, Class: listen.Central})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		n, err := dying.FetchDue(t.Context(), 5)
		if n != 5 || err != nil {
			t.Fatalf("the dying process took %d, %v", n, err)
		}
		var wait sync.WaitGroup
		for _, s := range []*listen.Service{one, two} {
			wait.Go(func() {
				for {
					n, err := s.FetchDue(t.Context(), 4)
					if err != nil {
						t.Error(err)
					}
					if n == 0 || err != nil {
						return
					}
				}
			})
		}
		wait.Wait()
		if got := len(first.asked) + len(second.asked); got == 0 {
			t.Fatal("nothing was fetched")
		}
		for address := range third.asked {
			if first.asked[address]+second.asked[address] > 0 {
				t.Errorf("%s was taken from a process that may live", address)
			}
		}
		now = now.Add(6 * time.Minute)
		for _, s := range []*listen.Service{one, two} {
			_, err := s.FetchDue(t.Context(), 64)
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.ReadWaiting(t.Context())
			if err != nil {
				t.Fatal(err)
			}
		}
		_, err = one.ReadWaiting(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, address := range addresses {
			if n := first.asked[address] + second.asked[address]; n != 1 {
				t.Errorf("%s was fetched %d times, want once", address, n)
			}
		}
		if st := stats(t, one); st.Items != 20 || st.Understood != 20 {
			t.Errorf("stats %+v, want 20 items", st)
		}
		if f := found(t, one, listen.Search{Query: `"toàn văn"`, Limit: 100}); len(f.Hits) != 20 {
			t.Errorf("asked %d pages; %d items have the text of their page, want 20", len(first.asked)+len(second.asked)-len(addresses), len(f.Hits))
		}
		checkFetching(t, one, d, now)
	})
}

func checkFetching(t *testing.T, s *listen.Service, d *db.DB, now time.Time) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		all, err := s.Fetchings(t.Context(), tx)
		if err != nil {
			return err
		}
		status := map[fetch.Status]int{}
		for id, f := range all {
			status[f.Status]++
			if !f.NextAt.After(now) {
				t.Errorf("source %d is due at once again", id)
			}
			events, err := s.Events(t.Context(), tx, id)
			if err != nil {
				return err
			}
			if len(events) != 1 {
				t.Errorf("source %d has %d events", id, len(events))
			}
		}
		if status[fetch.Working] != 20 || status[fetch.HTTPError] != 1 || status[fetch.ParseError] != 1 {
			t.Errorf("statuses %v", status)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
