package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// subjects is how many things the new items are about.
const subjects = 60

func subject(i int) string { return fmt.Sprintf("đề án số %d", 1000+i) }

// town is the sites of a province behind one door: each feed has a few items, made when it is asked for. It keeps
// when an item had been sent and what became of it.
type town struct {
	each, short int
	topics      [subjects]listen.TopicID

	mu      sync.Mutex
	press   *pressMaker
	next    int
	sent    []*news // that are not all the way yet
	pages   map[string]*news
	of      [subjects]int // items that were sent
	looked  map[listen.ItemID]time.Time
	done    []*news
	failure error
}

// news is one item on its way.
type news struct {
	number, subject int
	title, text     string
	short           bool
	id              listen.ItemID

	fetched, found, counted, weighed time.Time
}

func newTown(press *pressMaker, each, short int) *town {
	return &town{each: each, short: short, press: press, pages: map[string]*news{}, looked: map[listen.ItemID]time.Time{}}
}

// ServeHTTP answers as the proxy of all sites.
func (w *town) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/robots.txt":
		http.NotFound(out, r)
	case r.URL.Path == "/rss":
		w.feed(out, r.URL.Host)
	default:
		w.page(out, r.URL.Host+r.URL.Path)
	}
}

func (w *town) feed(out http.ResponseWriter, host string) {
	w.mu.Lock()
	items := make([]*news, w.each)
	for i := range items {
		n := &news{number: w.next, subject: w.press.IntN(subjects), short: i < w.short}
		w.next++
		title, text := w.press.item()
		n.title = fmt.Sprintf("%s tm%d", title, n.number)
		n.text = "Theo " + subject(n.subject) + ", " + text
		items[i] = n
	}
	w.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title>`, host)
	for _, n := range items {
		address := fmt.Sprintf("%s/tin-%d.html", host, n.number)
		fmt.Fprintf(&b, `<item><title>%s</title><link>http://%s</link><pubDate>%s</pubDate>`, html.EscapeString(n.title), address, time.Now().Format(time.RFC1123Z))
		if n.short {
			w.mu.Lock()
			w.pages[address] = n
			w.mu.Unlock()
		} else {
			fmt.Fprintf(&b, `<content:encoded><![CDATA[<p>%s</p>]]></content:encoded>`, paragraphs(n.text))
		}
		b.WriteString(`</item>`)
	}
	b.WriteString(`</channel></rss>`)
	_, err := out.Write([]byte(b.String()))
	for _, n := range items {
		if !n.short {
			w.send(n, err)
		}
	}
}

func paragraphs(text string) string {
	return strings.ReplaceAll(html.EscapeString(text), "\n", "</p><p>")
}

func (w *town) page(out http.ResponseWriter, address string) {
	w.mu.Lock()
	n := w.pages[address]
	delete(w.pages, address)
	w.mu.Unlock()
	if n == nil {
		w.fail(fmt.Errorf("%s was asked for and is no new page", address))
		http.Error(out, "", http.StatusNotFound)
		return
	}
	_, err := fmt.Fprintf(out, `<!doctype html><html><head><title>%s</title></head><body><article><h1>%s</h1><p>%s</p></article></body></html>`,
		html.EscapeString(n.title), html.EscapeString(n.title), paragraphs(n.text))
	w.send(n, err)
}

// send notes that an item has left.
func (w *town) send(n *news, err error) {
	w.fail(err)
	w.mu.Lock()
	defer w.mu.Unlock()
	n.fetched = time.Now()
	w.of[n.subject]++
	w.sent = append(w.sent, n)
}

// weighed hears that the alerts have looked at what some items changed.
func (w *town) weighed(items []listen.ItemID, err error) {
	w.fail(err)
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range items {
		w.looked[id] = time.Now()
	}
}

func (w *town) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil && !errors.Is(err, context.Canceled) {
		w.failure = errors.Join(w.failure, err)
	}
}

// watchEvery is how often one looks where the items are.
const watchEvery = 50 * time.Millisecond

// watch follows items until so many have come all the way.
func (w *town) watch(ctx context.Context, s *listen.Service, items int, most time.Duration) error {
	end := time.Now().Add(most)
	for {
		w.mu.Lock()
		under, done, err := append([]*news(nil), w.sent...), len(w.done), w.failure
		w.mu.Unlock()
		if err != nil || done == items {
			return err
		}
		if time.Now().After(end) {
			return fmt.Errorf("after %s %d of %d items have come all the way, %d are under way", most, done, items, len(under))
		}
		for _, n := range under {
			err := w.see(ctx, s, n)
			if err != nil {
				return err
			}
		}
		w.tidy()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(watchEvery):
		}
	}
}

// see looks where an item is. It is taken as counted when its topic has all items about its subject that were sent.
func (w *town) see(ctx context.Context, s *listen.Service, n *news) error {
	w.mu.Lock()
	sent := w.of[n.subject]
	w.mu.Unlock()
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		if n.found.IsZero() {
			f, err := s.Search(ctx, tx, listen.Search{Query: fmt.Sprintf("title:tm%d", n.number), Limit: 1})
			if err != nil {
				return err
			}
			if len(f.Hits) == 1 {
				n.found, n.id = time.Now(), f.Hits[0].ID
			}
		}
		if !n.counted.IsZero() {
			return nil
		}
		counts, err := s.Hours(ctx, tx, w.topics[n.subject], time.Time{}, time.Now().Add(time.Hour))
		sum := 0
		for _, c := range counts {
			sum += c.Items
		}
		if sum >= sent {
			n.counted = time.Now()
		}
		return err
	})
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	n.weighed = w.looked[n.id]
	return nil
}

// tidy takes away what has come all the way.
func (w *town) tidy() {
	w.mu.Lock()
	defer w.mu.Unlock()
	var left []*news
	for _, n := range w.sent {
		if n.found.IsZero() || n.counted.IsZero() || n.weighed.IsZero() {
			left = append(left, n)
			continue
		}
		w.done = append(w.done, n)
	}
	w.sent = left
}
