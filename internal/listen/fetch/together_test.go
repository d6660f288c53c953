package fetch

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestManyAtOnceAskAHostOneAfterTheOther(t *testing.T) {
	t.Parallel()
	var underway, most, robots atomic.Int32
	s := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) { robots.Add(1); w.WriteHeader(http.StatusNotFound) },
		"/": func(w http.ResponseWriter, _ *http.Request) {
			if n := underway.Add(1); n > most.Load() {
				most.Store(n)
			}
			_, _ = w.Write([]byte("<rss/>"))
			underway.Add(-1)
		},
	})
	c, now := client(func(o *Options) { o.Patience = 24 * time.Hour })
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			r, err := c.Get(t.Context(), Request{URL: fmt.Sprintf("%s/%d", s.URL, i)})
			if err != nil || r.Status != Working {
				t.Errorf("%s (%s): %v", r.Status, r.Cause, err)
			}
		})
	}
	all.Wait()
	if most.Load() != 1 || robots.Load() != 1 {
		t.Errorf("%d requests at a time, robots.txt asked for %d times", most.Load(), robots.Load())
	}
	if took := now.Now().Sub(newClock().Now()); took < 12*usualGap {
		t.Errorf("thirteen requests took %v", took)
	}
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		err := sleep(t.Context(), time.Minute)
		if err != nil || time.Since(start) != time.Minute {
			t.Errorf("a minute took %v: %v", time.Since(start), err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := sleep(ctx, time.Hour); err == nil || time.Since(start) != time.Minute+time.Second {
			t.Errorf("a context that ended after a second was noticed after %v: %v", time.Since(start)-time.Minute, err)
		}
	})
}

// BenchmarkGet measures a fetch of a feed of 60 kB, compressed, over loopback, with all checks.
func BenchmarkGet(b *testing.B) {
	body := packed(b, "gzip", bytes.Repeat([]byte("<item><title>Tin tức An Bình</title></item>"), 1400))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(body)
	}))
	b.Cleanup(s.Close)
	c, _ := client(nil)
	for b.Loop() {
		r, err := c.Get(b.Context(), Request{URL: s.URL})
		if err != nil || r.Status != Working {
			b.Fatal(r.Status, r.Cause, err)
		}
	}
}
