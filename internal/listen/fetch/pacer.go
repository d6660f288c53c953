package fetch

import (
	"sync"
	"time"
)

// Pace is how a host or a registrable domain is treated.
type Pace struct {
	Gap time.Duration // between the starts of two requests
	// Apart says, of a domain, that its hosts are strangers to each other: a service on which many publish. It
	// is then no reason to wait for one host that another was asked or is overloaded.
	Apart bool
}

const (
	usualGap = 5 * time.Second
	slowGap  = 30 * time.Second // after a 429
	slowFor  = time.Hour        // how long the slow gap is kept
	// longestDelay is the longest Crawl-delay that is obeyed as a gap; a longer one would let no feed of a large
	// site be read in a day.
	longestDelay  = 5 * time.Minute
	mostPerDomain = 4    // requests under way at a time
	gapJitter     = 0.2  // a gap is up to a fifth longer
	mostPlaces    = 8192 // hosts and domains remembered before those at rest are forgotten
)

// Pacer keeps requests to one host and to one registrable domain apart. It is pure: the caller says what time it
// is. It may be used by many at once.
type Pacer struct {
	mu       sync.Mutex
	random   func() float64
	override map[string]Pace
	places   map[string]*place
}

// place is a host, or a domain under its name with a dot before it.
type place struct {
	next  time.Time // no request may start before
	slow  time.Time // until then the gap is the slow one
	delay time.Duration
	busy  int
}

// NewPacer makes a Pacer. Random gives numbers from 0 to 1, below 1. Override says which hosts and registrable
// domains an operator treats differently.
func NewPacer(random func() float64, override map[string]Pace) *Pacer {
	return &Pacer{random: random, override: override, places: map[string]*place{}}
}

// Try asks to start a request to host. With 0 it may start now and Done must be called when it is over;
// otherwise it may not, and there is no use in asking again before the returned time has passed.
func (p *Pacer) Try(host string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	wait := p.wait(host, now)
	if wait > 0 {
		return wait
	}
	for _, name := range p.names(host) {
		at := p.at(name, now)
		at.busy++
		gap := p.gap(name, at, now)
		at.next = now.Add(gap + time.Duration(p.random()*gapJitter*float64(gap)))
	}
	return 0
}

// Wait is how long a request to host would have to wait, 0 if it could start now.
func (p *Pacer) Wait(host string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.wait(host, now)
}

func (p *Pacer) wait(host string, now time.Time) time.Duration {
	wait := time.Duration(0)
	for i, name := range p.names(host) {
		at, ok := p.places[name]
		if !ok {
			continue
		}
		wait = max(wait, at.next.Sub(now))
		if most := []int{1, mostPerDomain}[i]; at.busy >= most {
			wait = max(wait, p.gap(name, at, now))
		}
	}
	return wait
}

// Done says that a request that Try allowed is over.
func (p *Pacer) Done(host string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range p.names(host) {
		if at, ok := p.places[name]; ok {
			at.busy = max(at.busy-1, 0)
		}
	}
}

// TooMany says that host answered 429: its whole domain is left alone for as long as it asked, at least 30
// seconds, and asked slowly for an hour after that.
func (p *Pacer) TooMany(host string, retryAfter time.Duration, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	until := now.Add(max(slowGap, clamped(retryAfter)))
	for _, name := range p.names(host) {
		at := p.at(name, now)
		at.next = later(at.next, until)
		at.slow = later(at.slow, until.Add(slowFor))
	}
}

// SetDelay says what pause robots.txt of host asks for. It makes the gap longer, never shorter.
func (p *Pacer) SetDelay(host string, delay time.Duration, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.at(host, now)
	at.delay = min(delay, longestDelay)
	if gap := p.gap(host, at, now); at.busy > 0 || at.next.After(now) {
		at.next = later(at.next, now.Add(gap))
	}
}

// names are those under which host is counted: its own, and its domain's unless that is a service for many.
func (p *Pacer) names(host string) []string {
	domain := Domain(host)
	if p.override[domain].Apart {
		return []string{host}
	}
	return []string{host, "." + domain}
}

func (p *Pacer) gap(name string, at *place, now time.Time) time.Duration {
	own := name
	if name[0] == '.' {
		own = name[1:]
	}
	gap := usualGap
	if o, ok := p.override[own]; ok && o.Gap > 0 {
		gap = o.Gap
	} else if o, ok := p.override[Domain(own)]; ok && o.Gap > 0 {
		gap = o.Gap
	}
	if now.Before(at.slow) {
		gap = max(gap, slowGap)
	}
	return max(gap, at.delay)
}

func (p *Pacer) at(name string, now time.Time) *place {
	at, ok := p.places[name]
	if ok {
		return at
	}
	if len(p.places) >= mostPlaces {
		p.forget(now)
	}
	at = &place{}
	p.places[name] = at
	return at
}

// forget drops the places at rest; what robots.txt asked of them is learnt again from the file.
func (p *Pacer) forget(now time.Time) {
	for name, at := range p.places {
		if at.busy == 0 && !now.Before(at.next) && !now.Before(at.slow) && at.delay == 0 {
			delete(p.places, name)
		}
	}
	if len(p.places) < mostPlaces {
		return
	}
	for name, at := range p.places {
		if at.busy == 0 && !now.Before(at.next) && !now.Before(at.slow) {
			delete(p.places, name)
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
