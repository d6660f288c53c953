package fetch

import (
	"slices"
	"strings"
	"time"
)

// Held is what a Pacer must still know after a restart, or another process about the same host: hosts and
// domains that asked to be left alone.
type Held struct {
	Name string    `json:"name"` // a host, or a registrable domain with a dot before it
	Next time.Time `json:"next"` // no request may start before
	Slow time.Time `json:"slow,omitzero"`
}

// worthKeeping is how far ahead a pause must reach to be kept; shorter ones are over before a restart is.
const worthKeeping = 10 * time.Second

// Held are the pauses in force, in the order of their names.
func (p *Pacer) Held(now time.Time) []Held {
	p.mu.Lock()
	defer p.mu.Unlock()
	var held []Held
	for name, at := range p.places {
		if at.next.Sub(now) > worthKeeping || at.slow.After(now) {
			held = append(held, Held{name, at.next, at.slow})
		}
	}
	slices.SortFunc(held, func(a, b Held) int { return strings.Compare(a.Name, b.Name) })
	return held
}

// Hold takes over pauses, as far as they are longer than what is known already.
func (p *Pacer) Hold(held []Held, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, h := range held {
		if h.Name == "" || !h.Next.After(now) && !h.Slow.After(now) {
			continue
		}
		at := p.at(h.Name, now)
		at.next, at.slow = later(at.next, h.Next), later(at.slow, h.Slow)
	}
}
