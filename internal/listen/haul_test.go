package listen_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

// paper is a newspaper whose feed tells some articles whole and some in a line.
type paper struct {
	now    time.Time
	titles map[int]string // of articles that were edited
	short  int            // articles of which the feed says little, numbered from 1
	whole  int            // articles that it tells whole, before the others
	asked  []string       // pages, in their order
	page   func(n int) (fetch.Status, error)
}

func (w *paper) clock() time.Time { return w.now }

func (w *paper) title(n int) string {
	if t := w.titles[n]; t != "" {
		return t
	}
	return fmt.Sprintf("Tin ngắn số %d", n)
}

func (w *paper) Get(_ context.Context, req fetch.Request) (fetch.Response, error) {
	res := fetch.Response{Status: fetch.Working, Code: 200, URL: req.URL, Start: w.now, Full: true, Hash: fmt.Sprint(w.now.UnixNano(), w.short, w.titles)}
	if req.Kind == fetch.Page {
		w.asked = append(w.asked, req.URL[strings.LastIndexByte(req.URL, '/')+1:])
		status, err := w.page(len(w.asked))
		res.Status = status
		n := 0
		_, _ = fmt.Sscanf(req.URL, "https://bao.vi-du.vn/ngan-%d", &n)
		body := strings.Fields(article(fmt.Sprint("trang ", n), 1).Body)
		res.Body = []byte("<html><head><title>" + w.title(n) + "</title></head><body><article><h1>" + w.title(n) + "</h1><p>Toàn văn bài báo. " + strings.Join(body[8:120], " ") + ".</p></article></body></html>")
		return res, err
	}
	var b strings.Builder
	b.WriteString(`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Báo</title>`)
	for i := range w.whole {
		a := article(fmt.Sprint("cả bài ", i), 1)
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s</link><content:encoded>%s</content:encoded></item>`, a.Title, a.Link, a.Body)
	}
	for n := 1; n <= w.short; n++ {
		fmt.Fprintf(&b, `<item><title>%s</title><link>https://bao.vi-du.vn/ngan-%d</link><description>Một dòng của bài %d.</description></item>`, w.title(n), n, n)
	}
	b.WriteString(`</channel></rss>`)
	res.Body = []byte(b.String())
	return res, nil
}

func (w *paper) service(d *db.DB) *listen.Service {
	return listen.New(listen.Options{DB: d, Now: w.clock, Client: w, Random: func() float64 { return 0.5 }})
}

func opens(int) (fetch.Status, error) { return fetch.Working, nil }

// subscribe makes the paper a source.
func (w *paper) subscribe(t *testing.T, s *listen.Service) listen.Source {
	t.Helper()
	return w.add(t, s, "Báo", "https://bao.vi-du.vn/rss")
}

func (w *paper) add(t *testing.T, s *listen.Service, name, address string) listen.Source {
	t.Helper()
	var src listen.Source
	err := s.DB.Write(t.Context(), func(tx *db.Tx) (err error) {
		src, err = s.SaveSource(t.Context(), tx, listen.Source{Name: name, Address: address, Kind: listen.KindFeed, Class: listen.Provincial})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func fetchDue(t *testing.T, s *listen.Service, want int) {
	t.Helper()
	n, err := s.FetchDue(t.Context(), 8)
	if n != want || err != nil {
		t.Fatalf("%d sources were fetched, %v; want %d", n, err, want)
	}
}

func lastEvent(t *testing.T, s *listen.Service, src listen.Source) (e listen.Event) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) error {
		all, err := s.Events(t.Context(), tx, src.ID)
		if len(all) > 0 {
			e = all[0]
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestEachPageIsStoredWhenItHasCome kills the process that fetches while it waits for one page after the other.
func TestEachPageIsStoredWhenItHasCome(t *testing.T) {
	t.Parallel()
	const whole, short = 3, 4
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		for kill := 1; kill <= short; kill++ {
			w := &paper{now: noon, whole: whole, short: short}
			w.page = func(n int) (fetch.Status, error) {
				if n == kill {
					return "", errors.New("the process is gone")
				}
				return fetch.Working, nil
			}
			clear := func(tx *db.Tx) error {
				for _, table := range []string{"listen_waiting", "listen_key", "listen_item_topic", "listen_print", "listen_text", "listen_item", "listen_story", "listen_hour", "listen_block", "listen_segment", "listen_lease", "listen_source"} {
					if _, err := tx.Exec(t.Context(), `DELETE FROM `+table); err != nil {
						return fmt.Errorf("%s: %w", table, err)
					}
				}
				return nil
			}
			if err := d.Write(t.Context(), clear); err != nil {
				t.Fatal(err)
			}
			s := w.service(d)
			src := w.subscribe(t, s)
			fetchDue(t, s, 1)
			if f := found(t, s, listen.Search{Query: "tin", Limit: 50}); len(f.Hits) != whole+kill-1 {
				t.Errorf("killed at page %d: %d articles are found, want %d", kill, len(f.Hits), whole+kill-1)
			}
			if e := lastEvent(t, s, src); !e.At.IsZero() {
				t.Errorf("killed at page %d: the fetch that did not end is noted: %+v", kill, e)
			}
			w.page = opens
			next := w.service(d)
			fetchDue(t, next, 0)
			w.now = w.now.Add(6 * time.Minute)
			fetchDue(t, next, 1)
			if f := found(t, next, listen.Search{Query: `"toàn văn"`, Limit: 50}); len(f.Hits) != short {
				t.Errorf("killed at page %d: %d articles have the text of their page, want %d", kill, len(f.Hits), short)
			}
			if st := stats(t, next); st.Items != whole+short || st.Understood != whole+short {
				t.Errorf("killed at page %d: stats %+v, want %d items", kill, st, whole+short)
			}
			if slices.Sort(w.asked); len(w.asked) != short+1 || len(slices.Compact(w.asked)) != short {
				t.Errorf("killed at page %d: asked for %v; only the page under way is asked for again", kill, w.asked)
			}
			if e := lastEvent(t, next, src); e.Entries != whole+short || e.Fresh != whole+short || e.Duplicates != 0 {
				t.Errorf("killed at page %d: %d entries, %d new, %d known, though all were new since the last whole fetch", kill, e.Entries, e.Fresh, e.Duplicates)
			}
			w.now = w.now.Add(2 * time.Hour)
			fetchDue(t, next, 1)
			if e := lastEvent(t, next, src); e.Entries != whole+short || e.Fresh != 0 {
				t.Errorf("after that %d entries, %d new; want none new", e.Entries, e.Fresh)
			}
		}
	})
}

func TestTheLeaseOfASourceLastsAsLongAsItsPagesCome(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := &paper{now: noon, short: 6}
		other := w.service(d)
		w.page = func(n int) (fetch.Status, error) {
			w.now = w.now.Add(4 * time.Minute)
			if n == 2 { // a source of the same house joins; one process asks the whole house
				w.add(t, other, "Báo, trang hai", "https://trang2.vi-du.vn/rss")
			}
			if n == 5 {
				fetchDue(t, other, 0)
			}
			if n == 6 { // an officer stops the source: what came stays, the rest is not asked for
				return fetch.Working, d.Write(t.Context(), func(tx *db.Tx) error {
					src, err := other.SourceByName(t.Context(), tx, "Báo")
					if err == nil {
						src.State = listen.Paused
						_, err = other.SaveSource(t.Context(), tx, src)
					}
					return err
				})
			}
			return fetch.Working, nil
		}
		s := w.service(d)
		w.subscribe(t, s)
		fetchDue(t, s, 1)
		if st := stats(t, s); len(w.asked) != 6 || st.Items != 6 {
			t.Errorf("%d pages were asked for and %d articles stored, want 6 and 6", len(w.asked), st.Items)
		}
	})
}

func TestAnArticleWithoutItsPageIsAsTheFeedTellsIt(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := &paper{now: noon, short: 3}
		w.page = func(n int) (fetch.Status, error) {
			return []fetch.Status{fetch.HTTPError, fetch.Working, fetch.Postponed}[n-1], nil
		}
		s := w.service(d)
		src := w.subscribe(t, s)
		fetchDue(t, s, 1)
		if f := found(t, s, listen.Search{Query: `"một dòng"`, Limit: 50}); len(f.Hits) != 3 {
			t.Errorf("%d articles have the line of the feed, want 3", len(f.Hits))
		}
		if f := found(t, s, listen.Search{Query: `"toàn văn"`, Limit: 50}); len(f.Hits) != 1 {
			t.Errorf("%d articles have their page, want 1", len(f.Hits))
		}
		if e := lastEvent(t, s, src); e.Entries != 3 || e.Fresh != 3 {
			t.Errorf("%d entries, %d new, want 3 and 3", e.Entries, e.Fresh)
		}
	})
}

// TestALineOfTheFeedDoesNotReplaceThePage fetches a feed again that says less of articles than their pages did.
func TestALineOfTheFeedDoesNotReplaceThePage(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := &paper{now: noon, short: 2, page: opens}
		s := w.service(d)
		w.subscribe(t, s)
		fetchDue(t, s, 1)
		versions := func(want string) {
			t.Helper()
			var got []string
			for _, h := range found(t, s, listen.Search{Query: `"toàn văn bài báo"`, Limit: 50}).Hits {
				got = append(got, fmt.Sprint(h.Item.Title, " v", h.Version))
			}
			slices.Sort(got)
			if strings.Join(got, ", ") != want {
				t.Errorf("the whole articles are %s, want %s", strings.Join(got, ", "), want)
			}
		}
		versions("Tin ngắn số 1 v1, Tin ngắn số 2 v1")
		w.now, w.short = w.now.Add(2*time.Hour), 3
		fetchDue(t, s, 1)
		versions("Tin ngắn số 1 v1, Tin ngắn số 2 v1, Tin ngắn số 3 v1")
		w.now, w.titles = w.now.Add(2*time.Hour), map[int]string{1: "Đính chính tin số 1"}
		fetchDue(t, s, 1)
		versions("Tin ngắn số 2 v1, Tin ngắn số 3 v1, Đính chính tin số 1 v2")
		if len(w.asked) != 4 {
			t.Errorf("%d pages were asked for, want those of three articles and of the one with a new title", len(w.asked))
		}
		w.page = func(int) (fetch.Status, error) { return fetch.HTTPError, nil }
		w.now, w.titles = w.now.Add(2*time.Hour), map[int]string{1: "Đính chính tin số 1", 2: "Tin số 2 đã sửa"}
		fetchDue(t, s, 1)
		versions("Tin ngắn số 3 v1, Tin số 2 đã sửa v2, Đính chính tin số 1 v2")
	})
}

// TestAPageThatCouldNotBeHadIsAskedForAgain fetches a feed of more short articles than one fetch asks pages for, of which
// one page fails for now and one for good.
func TestAPageThatCouldNotBeHadIsAskedForAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := &paper{now: noon, short: 23}
		w.page = func(n int) (fetch.Status, error) {
			switch n {
			case 2:
				return fetch.Timeout, nil
			case 3:
				return fetch.Blocked, nil
			}
			return fetch.Working, nil
		}
		s := w.service(d)
		src := w.subscribe(t, s)
		whole := func(want int) {
			t.Helper()
			f := found(t, s, listen.Search{Query: `"toàn văn bài báo"`, Limit: 50})
			for _, h := range f.Hits {
				if h.Version != 1 {
					t.Errorf("%s is version %d, want 1: nothing was edited", h.Item.Title, h.Version)
				}
			}
			if len(f.Hits) != want {
				t.Errorf("%d articles have their page, want %d", len(f.Hits), want)
			}
		}
		held := func(want bool) {
			t.Helper()
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				all, err := s.Fetchings(t.Context(), tx)
				if got := all[src.ID].State.Hash != ""; got != want {
					t.Errorf("what came is held against the next answer: %v, want %v", got, want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		fetchDue(t, s, 1)
		whole(18)
		held(false) // else a feed that did not change would not be read again
		w.now = w.now.Add(2 * time.Hour)
		fetchDue(t, s, 1)
		whole(23)
		w.now = w.now.Add(2 * time.Hour)
		asked := len(w.asked)
		fetchDue(t, s, 1)
		if st := stats(t, s); len(w.asked) != asked || st.Items != 23 {
			t.Errorf("%d more pages were asked for, %d articles are there; want none and 23", len(w.asked)-asked, st.Items)
		}
		held(true)
	})
}
