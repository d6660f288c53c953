package listen_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

// wilds is the Internet behind one proxy, and the service that asks it.
type wilds struct {
	t    *testing.T // of the running mode
	d    *db.DB
	s    *listen.Service
	src  listen.Source
	host string

	mu   sync.Mutex
	now  time.Time
	says http.HandlerFunc
}

func newWilds(t *testing.T, d *db.DB) *wilds {
	t.Helper()
	w := &wilds{t: t, d: d, now: noon}
	proxy := httptest.NewServer(w)
	t.Cleanup(proxy.Close)
	to, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := fetch.New(fetch.Options{
		Agent: "NhipCau/1 (+https://anbinh.gov.vn)", Patience: 24 * time.Hour, Proxy: to, Pacer: fetch.NewPacer(func() float64 { return 0 }, nil), Now: w.clock, Resolve: w.resolve,
		Sleep: func(_ context.Context, d time.Duration) error { w.pass(d); return nil },
	})
	w.s = listen.New(listen.Options{DB: d, Now: w.clock, Client: c, Random: func() float64 { return 0.5 }})
	return w
}

func (w *wilds) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *wilds) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *wilds) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" {
		http.NotFound(out, r)
		return
	}
	w.handler()(out, r)
}

func (w *wilds) handler() http.HandlerFunc {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.says
}

// resolve finds every host, but those that are lost.
func (w *wilds) resolve(_ context.Context, host string) ([]netip.Addr, error) {
	rec := httptest.NewRecorder()
	w.handler()(rec, httptest.NewRequestWithContext(w.t.Context(), http.MethodGet, "http://"+host+"/rss", nil))
	switch rec.Header().Get("Lost") {
	case "khong-co":
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	case "tam-thoi":
		return nil, &net.DNSError{Err: "server misbehaving", Name: host, IsTemporary: true}
	}
	return []netip.Addr{netip.MustParseAddr("8.8.8.8")}, nil
}

// run lets one mode happen to a source of its own.
func (w *wilds) run(t *testing.T, host string, m wildMode) {
	t.Helper()
	w.t, w.host = t, host
	w.write(func(tx *db.Tx) error {
		_, err := tx.Exec(t.Context(), `DELETE FROM listen_fetch`) // the sources of other modes rest
		return err
	})
	w.src = w.join(m.name, "http://"+host+"/rss")
	for _, v := range m.visits {
		w.visit(v)
	}
	if m.also != nil {
		m.also(w)
	}
}

func (w *wilds) join(name, address string) (src listen.Source) {
	w.t.Helper()
	w.write(func(tx *db.Tx) (err error) {
		src, err = w.s.SaveSource(w.t.Context(), tx, listen.Source{Name: name, Address: address, Kind: listen.KindFeed, Class: listen.Provincial, FullText: listen.FullNever})
		return err
	})
	return src
}

// visit lets time pass, has what is old let go, and asks the source.
func (w *wilds) visit(v visit) {
	w.t.Helper()
	w.pass(v.after)
	if v.after > 90*24*time.Hour {
		err := w.s.Tidy(w.t.Context())
		if err != nil {
			w.t.Fatal(err)
		}
	}
	w.mu.Lock()
	w.says = v.says
	w.mu.Unlock()
	w.write(func(tx *db.Tx) error {
		_, err := tx.Exec(w.t.Context(), `UPDATE listen_fetch SET next_at = $1 WHERE source = $2`, w.clock(), w.src.ID)
		return err
	})
	n, err := w.s.FetchDue(w.t.Context(), 8)
	if err != nil || n == 0 {
		w.t.Fatalf("%d sources were fetched, %v", n, err)
	}
	if f := w.fetching(); f.Status != v.want {
		w.t.Errorf("the fetch is called %s (%d), want %s", f.Status, f.State.Code, v.want)
	}
	w.count(w.src.ID, v.items)
}

func (w *wilds) count(id listen.SourceID, want int) {
	w.t.Helper()
	n := 0
	w.read(func(tx *db.Tx) error {
		return tx.QueryRow(w.t.Context(), `SELECT COUNT(*) FROM listen_item WHERE source = $1`, id).Scan(&n)
	})
	if n != want {
		w.t.Errorf("%d articles are stored, want %d", n, want)
	}
}

func (w *wilds) fetching() (f listen.Fetching) {
	w.t.Helper()
	w.read(func(tx *db.Tx) error {
		all, err := w.s.Fetchings(w.t.Context(), tx)
		f = all[w.src.ID]
		return err
	})
	return f
}

// all are the articles of the source as they came.
func (w *wilds) all() (items []listen.Item) {
	w.t.Helper()
	w.read(func(tx *db.Tx) error {
		r, err := tx.Query(w.t.Context(), `SELECT id FROM listen_item WHERE source = $1 ORDER BY id`, w.src.ID)
		ids, err := db.Collect(r, err, func(r *db.Rows) (id listen.ItemID, err error) { err = r.Scan(&id); return id, err })
		for _, id := range ids {
			i, _, err := w.s.Item(w.t.Context(), tx, id)
			if err != nil {
				return err
			}
			items = append(items, i)
		}
		return err
	})
	return items
}

func (w *wilds) links(want ...string) {
	w.t.Helper()
	var got []string
	for _, i := range w.all() {
		got = append(got, i.Link)
	}
	if !slices.Equal(got, want) {
		w.t.Errorf("the links are %s, want %s", strings.Join(got, " "), strings.Join(want, " "))
	}
}

// published expects of every article that it was published at a moment, or in the minute before.
func (w *wilds) published(want time.Time) {
	w.t.Helper()
	for _, i := range w.all() {
		if ago := want.Sub(i.Published); ago < 0 || ago > time.Minute {
			w.t.Errorf("%s is said to be of %s, want %s", i.Title, i.Published, want)
		}
	}
}

func (w *wilds) read(fn func(tx *db.Tx) error) {
	w.t.Helper()
	err := w.d.Read(w.t.Context(), fn)
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *wilds) write(fn func(tx *db.Tx) error) {
	w.t.Helper()
	err := w.d.Write(w.t.Context(), fn)
	if err != nil {
		w.t.Fatal(err)
	}
}
