package fetch

import (
	"bytes"
	"context"
	"math"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestManyAtOnceAskAHostOneAfterTheOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := New(Options{Agent: agent, Pacer: NewPacer(steady, nil), Patience: time.Hour})
		begin := time.Now()
		var underway, most, done int
		var all sync.WaitGroup
		var mu sync.Mutex
		for range 12 {
			all.Go(func() {
				err := c.turn(t.Context(), "bao.vn")
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				underway++
				most = max(most, underway)
				mu.Unlock()
				time.Sleep(8 * time.Second) // a slow server, in pretended time
				mu.Lock()
				underway--
				done++
				mu.Unlock()
				c.o.Pacer.Done("bao.vn")
			})
		}
		all.Wait()
		if took := time.Since(begin); most != 1 || done != 12 || took < 12*8*time.Second || took > 12*13*time.Second {
			t.Errorf("%d requests, %d at a time, took %v", done, most, took)
		}
	})
}

func TestRobotsIsAskedForOnceByManyAtOnce(t *testing.T) {
	t.Parallel()
	address, asked := site(t, code(http.StatusNotFound))
	c, _ := client(func(o *Options) {
		o.Patience = math.MaxInt64
		o.Pacer = NewPacer(steady, map[string]Pace{"127.0.0.1": {Gap: 1}})
	})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			r, err := c.Get(t.Context(), Request{URL: address})
			if err != nil || r.Status != Working {
				t.Errorf("%s (%s): %v", r.Status, r.Cause, err)
			}
		})
	}
	all.Wait()
	if asked.Load() != 1 {
		t.Errorf("robots.txt was asked for %d times", asked.Load())
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
