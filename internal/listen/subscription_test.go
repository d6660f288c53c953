package listen_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/hub"
	"github.com/nhipcau/nhipcau/internal/web"
)

// town is a site with a feed and a hub, reached over the loopback, and our own server beside it.
type town struct {
	*testing.T
	d     *db.DB
	site  *httptest.Server // of the feed and the hub
	ours  *httptest.Server
	log   *strings.Builder
	mu    sync.Mutex
	now   time.Time
	feed  string // what stands in it
	names bool   // whether the feed names the hub
	asks  []url.Values
	lease string
	mute  bool // the hub takes requests and never asks back

	hidden bool // our server has no public address
}

func (w *town) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *town) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *town) with(fn func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	fn()
}

func newTown(t *testing.T, d *db.DB) *town {
	t.Helper()
	w := &town{T: t, d: d, now: noon, names: true, lease: "864000", log: &strings.Builder{}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /robots.txt", http.NotFound)
	mux.HandleFunc("GET /rss", func(rw http.ResponseWriter, _ *http.Request) {
		w.with(func() { _, _ = io.WriteString(rw, w.rss()) })
	})
	mux.HandleFunc("POST /hub", w.hub)
	w.site = httptest.NewTLSServer(mux)
	t.Cleanup(w.site.Close)
	return w
}

// rss is the feed as it stands.
func (w *town) rss() string {
	links := ""
	if w.names {
		links = fmt.Sprintf(`<link xmlns="http://www.w3.org/2005/Atom" rel="hub" href="%s/hub"/><link xmlns="http://www.w3.org/2005/Atom" rel="self" href="%s/rss"/>`, w.site.URL, w.site.URL)
	}
	return `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Báo An Bình</title>` + links + w.feed + `</channel></rss>`
}

// entry is one article of a feed.
func entry(subject string) string {
	a := article(subject, 0)
	return fmt.Sprintf(`<item><title>%s</title><link>%s</link><content:encoded>%s</content:encoded></item>`, a.Title, a.Link, a.Body)
}

// hub takes requests as the recommendation says, and asks back before it answers.
func (w *town) hub(rw http.ResponseWriter, r *http.Request) {
	if r.ParseForm() != nil {
		rw.WriteHeader(http.StatusBadRequest)
		return
	}
	mute, lease := false, ""
	w.with(func() { w.asks = append(w.asks, r.PostForm); mute, lease = w.mute, w.lease })
	if !mute {
		code, answer := w.askBack(r.PostForm.Get("hub.callback"), url.Values{
			"hub.mode": r.PostForm["hub.mode"], "hub.topic": r.PostForm["hub.topic"], "hub.challenge": {"thử-thách-7"}, "hub.lease_seconds": {lease},
		})
		if code != http.StatusOK || answer != "thử-thách-7" {
			w.Errorf("asked back whether %s was meant, the answer is %d %q", r.PostForm.Get("hub.mode"), code, answer)
		}
	}
	rw.WriteHeader(http.StatusAccepted)
}

func (w *town) askBack(callback string, q url.Values) (int, string) {
	res, err := http.Get(callback + "?" + q.Encode())
	if err != nil {
		w.Error(err)
		return 0, ""
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		w.Error(err)
	}
	return res.StatusCode, string(body)
}

// deliver posts what is new as the hub does, signed with a secret.
func (w *town) deliver(callback, method, secret, body string) int {
	w.Helper()
	sum := map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New}[method]
	m := hmac.New(sum, []byte(secret))
	_, _ = io.WriteString(m, body)
	req, err := http.NewRequestWithContext(w.Context(), http.MethodPost, callback, strings.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/rss+xml")
	req.Header.Set("X-Hub-Signature", method+"="+hex.EncodeToString(m.Sum(nil)))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		w.Fatal(err)
	}
	_ = res.Body.Close()
	return res.StatusCode
}

// process is one of our processes; the first one answers the world.
func (w *town) process() *listen.Service {
	w.Helper()
	c := fetch.New(fetch.Options{
		Agent: "NhipCau/1 (+https://anbinh.gov.vn)", Inside: fetch.Inside{Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}},
		Pacer: fetch.NewPacer(func() float64 { return 0 }, map[string]fetch.Pace{"127.0.0.1": {Gap: 1}}), Now: w.clock,
		Sleep: func(_ context.Context, d time.Duration) error { w.pass(d); return nil }, TLS: w.site.Client().Transport.(*http.Transport).TLSClientConfig,
	})
	log := slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o := listen.Options{DB: w.d, Now: w.clock, Client: c, Hubs: c, Key: []byte("khóa của máy chủ"), Random: func() float64 { return 0.5 }, Log: log}
	if w.ours == nil {
		w.ours = httptest.NewUnstartedServer(nil)
		o.Site = "http://" + w.ours.Listener.Addr().String() + "/"
		if w.hidden {
			o.Site = ""
		}
		s := listen.New(o)
		m := web.NewMux()
		s.Part().Routes(m)
		h, err := web.New(m, web.Options{Now: w.clock, Rate: -1, Log: log})
		if err != nil {
			w.Fatal(err)
		}
		w.ours.Config.Handler = h
		w.ours.Start()
		w.Cleanup(w.ours.Close)
		return s
	}
	o.Site = w.ours.URL
	return listen.New(o)
}

// source adds the feed as a source that is fetched.
func (w *town) source(s *listen.Service) (src listen.Source) {
	w.Helper()
	w.write(s, func(tx *db.Tx) (err error) {
		src, err = s.SaveSource(w.Context(), tx, listen.Source{Name: "Báo An Bình", Kind: listen.KindFeed, Class: listen.Provincial, Address: w.site.URL + "/rss"})
		return err
	})
	return src
}

func (w *town) write(s *listen.Service, fn func(*db.Tx) error) {
	w.Helper()
	err := s.DB.Write(w.Context(), fn)
	if err != nil {
		w.Fatal(err)
	}
}

// step lets processes do what is due.
func (w *town) step(all ...*listen.Service) {
	w.Helper()
	var wait sync.WaitGroup
	for _, s := range all {
		wait.Go(func() {
			_, err := s.FetchDue(w.Context(), 64)
			if err != nil {
				w.Error(err)
			}
			_, err = s.AskHubs(w.Context())
			if err != nil {
				w.Error(err)
			}
		})
	}
	wait.Wait()
}

func (w *town) subscription(s *listen.Service, id listen.SourceID) (v hub.Subscription, found bool) {
	w.Helper()
	err := s.DB.Read(w.Context(), func(tx *db.Tx) (err error) {
		v, found, err = s.Subscription(w.Context(), tx, id)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return v, found
}

func (w *town) asked(want ...string) url.Values {
	w.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	var modes []string
	for _, a := range w.asks {
		modes = append(modes, a.Get("hub.mode"))
	}
	if strings.Join(modes, " ") != strings.Join(want, " ") {
		w.Fatalf("the hub was asked %v, want %v", modes, want)
	}
	if len(w.asks) == 0 {
		return nil
	}
	return w.asks[len(w.asks)-1]
}

func TestAHubTellsWhatIsNew(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		w.feed = entry("lũ quét")
		one := w.process()
		two := w.process()
		src := w.source(one)
		w.step(one, two)
		w.step(one, two)
		first := w.asked("subscribe")
		callback, secret := first.Get("hub.callback"), first.Get("hub.secret")
		v, _ := w.subscription(one, src.ID)
		if v.State != hub.Told || v.Until == nil || w.clock().Add(10*24*time.Hour).Sub(*v.Until) > time.Second || !v.InForce(w.clock()) {
			t.Fatalf("the subscription is %+v", v)
		}
		for _, method := range []string{"sha1", "sha256"} {
			body := strings.Replace(w.rss(), entry("lũ quét"), entry("cầu mới "+method), 1)
			if code := w.deliver(callback, method, "bí mật khác", body); code/100 != 2 {
				t.Errorf("a forged delivery is answered %d, want 2xx", code)
			}
			if st := stats(t, one); st.Items != map[string]int{"sha1": 1, "sha256": 2}[method] {
				t.Errorf("a forged delivery was taken: %d items", st.Items)
			}
			for range 2 { // a hub that did not hear our answer delivers again
				if code := w.deliver(callback, method, secret, body); code/100 != 2 {
					t.Errorf("a delivery is answered %d, want 2xx", code)
				}
			}
		}
		w.feed = entry("lũ quét") + entry("cầu mới sha1") + entry("cầu mới sha256")
		w.pass(time.Hour + time.Minute) // what is fetched all the same is not counted again
		w.step(one, two)
		if st := stats(t, one); st.Items != 3 {
			t.Errorf("%d items, want 3", st.Items)
		}
		v, _ = w.subscription(two, src.ID)
		if v.Pushes != 4 || v.Refused != 2 || v.PushedAt == nil || v.Missed != 0 {
			t.Errorf("the subscription is %+v, want 4 deliveries and 2 refused", v)
		}
		next := fetching(t, one, src.ID).NextAt.Sub(w.clock())
		if next < 6*time.Hour || next > 24*time.Hour {
			t.Errorf("the feed is fetched again after %v, want 6 to 24 hours", next)
		}
		if text := w.log.String(); strings.Contains(text, "cầu mới") || strings.Contains(text, secret) || strings.Contains(text, strings.TrimPrefix(callback, w.ours.URL+hub.URL)) {
			t.Errorf("the log says too much:\n%s", text)
		}
		for where, data := range everything(t, d) {
			if strings.Contains(string(data), secret) {
				t.Errorf("%s holds the secret", where)
			}
		}
	})
}

func fetching(t *testing.T, s *listen.Service, id listen.SourceID) (f listen.Fetching) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) error {
		all, err := s.Fetchings(t.Context(), tx)
		f = all[id]
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestASubscriptionIsRenewedAndEnds(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		s := w.process()
		src := w.source(s)
		w.step(s)
		w.asked("subscribe")
		w.pass(8*24*time.Hour - time.Minute)
		w.step(s)
		w.asked("subscribe")
		w.pass(2 * time.Minute)
		w.step(s)
		again := w.asked("subscribe", "subscribe")
		if v, _ := w.subscription(s, src.ID); w.clock().Add(10*24*time.Hour).Sub(*v.Until) > time.Second {
			t.Errorf("renewed until %v", v.Until)
		}
		src.State = listen.Paused
		w.write(s, func(tx *db.Tx) error { _, err := s.SaveSource(t.Context(), tx, src); return err })
		if code := w.deliver(again.Get("hub.callback"), "sha256", again.Get("hub.secret"), strings.Replace(w.rss(), "</channel>", entry("tin muộn")+"</channel>", 1)); code/100 != 2 {
			t.Errorf("a late delivery is answered %d, want 2xx", code)
		}
		w.step(s)
		w.asked("subscribe", "subscribe", "unsubscribe")
		if v, found := w.subscription(s, src.ID); found {
			t.Errorf("the subscription is still there: %+v", v)
		}
		if st := stats(t, s); st.Items != 0 {
			t.Error("a source that is not followed was heard")
		}
		if code := w.deliver(again.Get("hub.callback"), "sha256", again.Get("hub.secret"), w.rss()); code != http.StatusGone {
			t.Errorf("a delivery to nobody is answered %d, want 410", code)
		}
		src.State = listen.Active
		w.write(s, func(tx *db.Tx) error { _, err := s.SaveSource(t.Context(), tx, src); return err })
		w.step(s)
		w.asked("subscribe", "subscribe", "unsubscribe", "subscribe")
		w.with(func() { w.names = false })
		w.pass(25 * time.Hour)
		w.step(s)
		w.asked("subscribe", "subscribe", "unsubscribe", "subscribe", "unsubscribe")
	})
}

func TestAHubIsAnsweredOnlyWhatWasAskedOfIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		w.mute = true
		s := w.process()
		src := w.source(s)
		w.step(s)
		asked := w.asked("subscribe")
		callback := asked.Get("hub.callback")
		query := func(mode, topic string) url.Values {
			return url.Values{"hub.mode": {mode}, "hub.topic": {topic}, "hub.challenge": {"x"}, "hub.lease_seconds": {"3600"}}
		}
		topic := w.site.URL + "/rss"
		for name, q := range map[string]url.Values{"the end": query("unsubscribe", topic), "another topic": query("subscribe", topic+"2"), "nothing": {}} {
			if code, _ := w.askBack(callback, q); code != http.StatusNotFound {
				t.Errorf("%s is confirmed with %d, want 404", name, code)
			}
		}
		if code, _ := w.askBack(callback+"0", query("subscribe", topic)); code != http.StatusNotFound {
			t.Errorf("an address of nobody answers %d, want 404", code)
		}
		w.pass(time.Hour - time.Second)
		w.step(s)
		w.asked("subscribe")
		w.pass(time.Minute)
		w.step(s)
		w.asked("subscribe", "subscribe") // it has not asked back: once more, then after two hours, four, …
		if code, answer := w.askBack(callback, query("subscribe", topic)); code != http.StatusOK || answer != "x" {
			t.Errorf("what was asked is confirmed with %d %q", code, answer)
		}
		if v, _ := w.subscription(s, src.ID); v.State != hub.Told {
			t.Errorf("the subscription is %+v", v)
		}
		if code, _ := w.askBack(callback, url.Values{"hub.mode": {"denied"}, "hub.topic": {topic}}); code != http.StatusOK {
			t.Errorf("a denial is answered %d", code)
		}
		if v, _ := w.subscription(s, src.ID); v.State != hub.Asking || v.Status != hub.Denied || v.InForce(w.clock()) {
			t.Errorf("the subscription is %+v, want it denied", v)
		}
		w.pass(25 * time.Hour)
		if code, _ := w.askBack(callback, query("subscribe", topic)); code != http.StatusNotFound {
			t.Errorf("a day later it is confirmed with %d, want 404", code)
		}
	})
}

// A delivery that says little lets the source be fetched at once; a flood of deliveries is held back; a hub that
// tells nothing while the feed has news is not relied upon.
func TestDeliveriesAreNotBelievedBlindly(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		s := w.process()
		src := w.source(s)
		w.step(s)
		asked := w.asked("subscribe")
		send := func(body string) int {
			return w.deliver(asked.Get("hub.callback"), "sha256", asked.Get("hub.secret"), body)
		}
		for name, body := range map[string]string{"too short to be read": strings.Replace(w.rss(), "</channel>", "<item><title>Ngắn</title><link>https://b.vn/1</link></item></channel>", 1), "no feed": "Đang sửa"} {
			w.pass(2 * time.Hour)
			w.step(s)
			if next := fetching(t, s, src.ID).NextAt; !next.After(w.clock().Add(time.Hour)) {
				t.Fatalf("%s: the feed is due already", name)
			}
			if code := send(body); code/100 != 2 {
				t.Errorf("%s: answered %d", name, code)
			}
			if next := fetching(t, s, src.ID).NextAt; next.After(w.clock().Add(time.Minute)) {
				t.Errorf("%s: the feed is fetched at %v, want soon", name, next)
			}
		}
		codes := map[int]int{}
		for range 70 {
			codes[send("x")]++
		}
		if codes[http.StatusTooManyRequests] == 0 || codes[http.StatusNoContent] == 0 {
			t.Errorf("seventy deliveries in a moment are answered %v", codes)
		}
		w.pass(time.Hour)
		if code := send(strings.Repeat("x", 5<<20)); code != http.StatusRequestEntityTooLarge {
			t.Errorf("five megabytes are answered %d", code)
		}
		for i := range 3 {
			w.with(func() { w.feed = entry(fmt.Sprint("chuyện ", i)) })
			w.pass(25 * time.Hour)
			w.step(s)
		}
		if v, _ := w.subscription(s, src.ID); v.Missed != 3 || v.InForce(w.clock()) {
			t.Errorf("the subscription is %+v, want it missed three times", v)
		}
	})
}

func TestWithoutAPublicAddressNoHubIsAsked(t *testing.T) {
	t.Parallel()
	w := newTown(t, dbtest.SQLite(t, modules))
	w.hidden = true
	s := w.process()
	w.source(s)
	w.step(s)
	w.asked()
}

// What another process asks of a domain, be it feeds or hubs, keeps this one from asking a hub there.
func TestAHubIsNotAskedWhileAnotherProcessAsksItsDomain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := newTown(t, d)
		s := w.process()
		w.source(s)
		w.step(s)
		w.asked("subscribe")
		hold := func(until time.Time) {
			w.write(s, func(tx *db.Tx) error {
				_, err := tx.Exec(t.Context(), `UPDATE listen_lease SET holder = 'máy khác/1/a', until = $1 WHERE name LIKE 'domain %'`, until)
				return err
			})
		}
		w.pass(8*24*time.Hour + time.Minute)
		hold(w.clock().Add(time.Hour))
		w.step(s)
		w.asked("subscribe")
		hold(w.clock().Add(-time.Minute))
		w.step(s)
		w.asked("subscribe", "subscribe")
	})
}
