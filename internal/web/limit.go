package web

import (
	"container/list"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limiter holds one token bucket per client address and forgets the ones unused for longest.
type limiter struct {
	rate  rate.Limit
	burst int
	now   func() time.Time

	mu     sync.Mutex
	order  *list.List // front: used last
	bucket map[netip.Prefix]*list.Element
}

type bucket struct {
	key netip.Prefix
	*rate.Limiter
}

const maxBuckets = 10_000

func newLimiter(perSecond float64, burst int, now func() time.Time) *limiter {
	l := &limiter{rate: rate.Limit(perSecond), burst: burst, now: now, order: list.New(), bucket: map[netip.Prefix]*list.Element{}}
	if perSecond == 0 {
		l.rate = 50
	}
	if perSecond < 0 {
		l.rate = rate.Inf
	}
	if burst == 0 {
		l.burst = 300
	}
	return l
}

// allow takes one token of the client. An IPv6 client is its /64, which one subscriber owns.
func (l *limiter) allow(client netip.Addr) bool {
	bits := client.BitLen()
	if client.Is6() {
		bits = 64
	}
	key, err := client.Prefix(bits)
	if err != nil {
		key = netip.Prefix{}
	}
	return l.get(key).AllowN(l.now(), 1)
}

func (l *limiter) get(key netip.Prefix) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.bucket[key]; e != nil {
		l.order.MoveToFront(e)
		return e.Value.(bucket).Limiter
	}
	if l.order.Len() >= maxBuckets {
		oldest := l.order.Back()
		delete(l.bucket, oldest.Value.(bucket).key)
		l.order.Remove(oldest)
	}
	b := bucket{key, rate.NewLimiter(l.rate, l.burst)}
	l.bucket[key] = l.order.PushFront(b)
	return b.Limiter
}
