package round

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// gate lets each key through a few times at once and then slowly. The zero value lets everything through.
type gate struct {
	every time.Duration
	burst int

	mu     sync.Mutex
	bucket map[string]*rate.Limiter
}

// mostKeys bounds the memory; beyond it everybody begins anew.
const mostKeys = 10_000

// allow takes one turn of a key.
func (g *gate) allow(key string, now time.Time) bool {
	if g == nil || g.burst == 0 {
		return true
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.bucket == nil || len(g.bucket) >= mostKeys {
		g.bucket = map[string]*rate.Limiter{}
	}
	l := g.bucket[key]
	if l == nil {
		l = rate.NewLimiter(rate.Every(g.every), g.burst)
		g.bucket[key] = l
	}
	return l.AllowN(now, 1)
}
