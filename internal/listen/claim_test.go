package listen_test

import (
	"context"
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

// crowd is a network in which one domain does not answer before it is let.
type crowd struct {
	let, quick, full chan struct{}

	mu    sync.Mutex
	begun int // requests to the slow domain
	asked map[string]int
}

func (w *crowd) Get(ctx context.Context, req fetch.Request) (fetch.Response, error) {
	w.mu.Lock()
	w.asked[req.URL]++
	slow := strings.Contains(req.URL, "cham.vi-du.vn")
	if slow {
		if w.begun++; w.begun == 32 {
			close(w.full)
		}
	} else {
		close(w.quick)
	}
	w.mu.Unlock()
	if slow {
		select {
		case <-w.let:
		case <-ctx.Done():
			return fetch.Response{}, ctx.Err()
		}
	}
	return fetch.Response{Status: fetch.Working, Code: 200, URL: req.URL, Start: noon, Full: true, Body: []byte(`<rss version="2.0"><channel><title>Báo</title></channel></rss>`)}, nil
}

// However many feeds of one domain are due before it, a feed of another one is fetched at once, by whichever process.
func TestOneDomainDoesNotKeepOthersWaiting(t *testing.T) {
	t.Parallel()
	const many = 200
	for _, elsewhere := range []bool{false, true} {
		t.Run(fmt.Sprint("elsewhere ", elsewhere), func(t *testing.T) {
			t.Parallel()
			dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
				w := &crowd{let: make(chan struct{}), quick: make(chan struct{}), full: make(chan struct{}), asked: map[string]int{}}
				process := func() *listen.Service {
					return listen.New(listen.Options{DB: d, Now: func() time.Time { return noon }, Client: w, Random: func() float64 { return 0.5 }})
				}
				one := process()
				err := d.Write(t.Context(), func(tx *db.Tx) error {
					for i := range many + 1 {
						address := fmt.Sprintf("https://cham.vi-du.vn/%d/rss", i)
						if i == many {
							address = "https://nhanh.vn/rss"
						}
						_, err := one.SaveSource(t.Context(), tx, listen.Source{Name: address, Address: address, Kind: listen.KindFeed, Class: listen.Central})
						if err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Fatal(err)
				}
				early, late := `'2026-11-20T03:00:00.000000Z'`, `'2026-11-20T04:00:00.000000Z'`
				if elsewhere {
					late = `'2026-11-21T04:00:00.000000Z'`
				}
				spoil(t, d, `UPDATE listen_fetch SET next_at = `+early, fmt.Sprintf(`UPDATE listen_fetch SET next_at = %s WHERE source > %d`, late, many))
				want := many + 1
				if elsewhere {
					want = 4
				}
				over := make(chan int, 1)
				go func() {
					n, err := one.FetchDue(t.Context(), want)
					if err != nil {
						t.Error(err)
					}
					over <- n
				}()
				if elsewhere {
					awaitSlow(w)
					spoil(t, d, fmt.Sprintf(`UPDATE listen_fetch SET next_at = %s WHERE source > %d`, strings.Replace(late, "21T", "20T", 1), many))
					fetchDue(t, process(), 1)
				}
				select {
				case <-w.quick:
				case <-w.full:
					t.Error("one domain has all places")
				}
				close(w.let)
				if n := <-over; n != want {
					t.Errorf("%d sources were fetched, want %d", n, want)
				}
				for address, n := range w.asked {
					if n != 1 {
						t.Errorf("%s was asked %d times", address, n)
					}
				}
				if all := map[bool]int{false: want, true: want + 1}[elsewhere]; len(w.asked) != all {
					t.Errorf("%d sources were asked, want %d", len(w.asked), all)
				}
			})
		})
	}
}

// awaitSlow waits until the slow domain is asked.
func awaitSlow(w *crowd) {
	for {
		w.mu.Lock()
		begun := w.begun
		w.mu.Unlock()
		if begun > 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// A page that takes longer than a lease keeps its source and its domain: no other process asks it meanwhile.
func TestAPageThatTakesLongKeepsItsDomain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		w := &paper{now: noon, short: 1}
		s, other := w.service(d), w.service(d)
		w.subscribe(t, s)
		w.page = func(int) (fetch.Status, error) {
			w.now = w.now.Add(time.Minute)
			w.add(t, s, "Báo, mục khác", "https://muc.bao.vi-du.vn/rss")
			for range 12 {
				w.now = w.now.Add(time.Minute)
				if err := s.HoldOn(t.Context()); err != nil {
					t.Error(err)
				}
				fetchDue(t, other, 0)
			}
			w.short = 0
			return fetch.Working, nil
		}
		fetchDue(t, s, 1)
		if err := s.HoldOn(t.Context()); err != nil { // nothing is held any more
			t.Error(err)
		}
		w.now = w.now.Add(6 * time.Minute)
		fetchDue(t, other, 1)
	})
}
