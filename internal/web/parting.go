package web

import (
	"errors"
	"net"
	"net/http"
	"os"
	"sync"
	"time"
)

// Parting lets a server leave without cutting anybody off: it goes on taking requests, tells each connection
// that this answer is its last, and waits until the line is quiet; then it takes everybody who stands in the
// queue and closes the door. Make one with [NewParting].
type Parting struct {
	door *door

	mu      sync.Mutex
	leaving bool
	open    map[net.Conn]http.ConnState
	last    time.Time     // when a connection came or was used
	moved   chan struct{} // filled when a connection changed
}

// The line is quiet when nobody has come for a while; a crowd that never stops coming is not waited for.
const (
	quietFor  = 400 * time.Millisecond
	aloneFor  = 20 * time.Millisecond
	mostQuiet = 2 * time.Second
)

// NewParting watches the connections that s accepts from l. Serve on [Parting.Listener].
func NewParting(s *http.Server, l net.Listener) *Parting {
	p := &Parting{
		door: &door{Listener: l, shut: make(chan struct{})},
		open: map[net.Conn]http.ConnState{}, moved: make(chan struct{}, 1),
	}
	next := s.Handler
	s.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.Leaving() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
	s.ConnState = p.note
	return p
}

// Listener is what the server serves on.
func (p *Parting) Listener() net.Listener { return p.door }

func (p *Parting) note(c net.Conn, state http.ConnState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if state == http.StateClosed || state == http.StateHijacked {
		delete(p.open, c)
	} else {
		p.open[c] = state
		p.last = time.Now()
	}
	select {
	case p.moved <- struct{}{}:
	default: // somebody will look anyway
	}
}

// Leaving reports whether Leave was called; a balancer in front then sends its visitors elsewhere.
func (p *Parting) Leaving() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.leaving
}

// Leave closes the door. It returns when the server may be shut down.
func (p *Parting) Leave() {
	p.mu.Lock()
	p.leaving, p.last = true, time.Now()
	p.mu.Unlock()
	p.untilQuiet()
	p.door.leave()
	p.untilQuiet()
}

// untilQuiet waits until nobody is connected, or nobody has come or asked for a while.
func (p *Parting) untilQuiet() {
	enough := time.After(mostQuiet)
	for {
		left := p.untilStill()
		if left <= 0 {
			return
		}
		select {
		case <-p.moved:
		case <-time.After(left):
		case <-enough:
			return
		}
	}
}

// untilStill is how long nothing more may happen for the line to be quiet.
func (p *Parting) untilStill() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.busy():
		return mostQuiet
	case len(p.open) == 0:
		return aloneFor - time.Since(p.last)
	}
	return quietFor - time.Since(p.last)
}

// busy reports whether a request is being answered.
func (p *Parting) busy() bool {
	for _, state := range p.open {
		if state == http.StateActive {
			return true
		}
	}
	return false
}

// door is a listener that, asked to leave, first accepts everybody who stands in the queue of the system:
// closing it at once would reset them.
type door struct {
	net.Listener
	once sync.Once
	shut chan struct{} // closed when the door is

	mu      sync.Mutex
	leaving bool
	last    int // how many it has accepted since
}

// lastGuests bounds how many are still accepted from a queue that fills as fast.
const (
	lastGuests = 1000
	lastLook   = 200 * time.Microsecond
)

func (d *door) Accept() (net.Conn, error) {
	if !d.isLeaving() {
		c, err := d.Listener.Accept()
		if err == nil || !errors.Is(err, os.ErrDeadlineExceeded) || !d.isLeaving() {
			return c, err
		}
	}
	if d.last++; d.last < lastGuests && d.wake(time.Now().Add(lastLook)) {
		c, err := d.Listener.Accept()
		if err == nil {
			return c, nil
		}
	}
	return nil, errors.Join(net.ErrClosed, d.Close())
}

func (d *door) isLeaving() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.leaving
}

// wake ends a waiting Accept at t; false for a listener that knows no deadlines.
func (d *door) wake(t time.Time) bool {
	l, ok := d.Listener.(interface{ SetDeadline(time.Time) error })
	return ok && l.SetDeadline(t) == nil
}

// leave returns when the door is closed.
func (d *door) leave() {
	d.mu.Lock()
	d.leaving = true
	d.mu.Unlock()
	if !d.wake(time.Now()) {
		_ = d.Close() // a listener without deadlines is closed as it is
	}
	select {
	case <-d.shut:
	case <-time.After(mostQuiet): // nobody accepts any more
		_ = d.Close()
	}
}

// Close closes the listener once; http.Server asks for it again and again.
func (d *door) Close() (err error) {
	d.once.Do(func() {
		err = d.Listener.Close()
		close(d.shut)
	})
	return err
}
