package web

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// Parting lets a server leave without cutting anybody off: it goes on taking requests, tells each connection
// that this answer is its last, and waits until the line is quiet. Make one with [NewParting].
type Parting struct {
	mu      sync.Mutex
	leaving bool
	open    map[net.Conn]struct{}
	last    time.Time // when a connection came or was used
}

// The line is quiet when nobody has come for a while; somebody who never stops coming is not waited for.
const (
	quietFor   = 400 * time.Millisecond
	mostQuiet  = 5 * time.Second
	askedEvery = 10 * time.Millisecond
)

// NewParting watches the connections of s from now on. Call it before s serves.
func NewParting(s *http.Server) *Parting {
	p := &Parting{open: map[net.Conn]struct{}{}}
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

func (p *Parting) note(c net.Conn, state http.ConnState) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if state == http.StateClosed || state == http.StateHijacked {
		delete(p.open, c)
		return
	}
	p.open[c] = struct{}{}
	p.last = time.Now()
}

// Leaving reports whether Leave was called; a balancer in front then sends its visitors elsewhere.
func (p *Parting) Leaving() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.leaving
}

// Leave returns when the server may be shut down: nobody is connected, or nobody has come or asked for a while.
func (p *Parting) Leave() {
	start := time.Now()
	p.mu.Lock()
	p.leaving, p.last = true, start
	p.mu.Unlock()
	for time.Since(start) < mostQuiet {
		p.mu.Lock()
		quiet := time.Since(p.last)
		alone := len(p.open) == 0
		p.mu.Unlock()
		if quiet >= quietFor || alone && quiet >= 2*askedEvery {
			return
		}
		time.Sleep(askedEvery)
	}
}
