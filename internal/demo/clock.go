package demo

import (
	"sync"
	"time"
)

// Clock is the time of a house that lives through its past first. While [Fill] runs it shows the instant
// being told; before and after it shows the real time. It may be asked from many goroutines.
type Clock struct {
	mu   sync.Mutex
	at   time.Time
	real func() time.Time
}

// NewClock returns a clock that shows what real shows, usually [time.Now].
func NewClock(real func() time.Time) *Clock { return &Clock{real: real} }

// Now is what the services of the house are given as their clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at.IsZero() {
		return c.real()
	}
	return c.at
}

func (c *Clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

// release lets the clock show the real time again.
func (c *Clock) release() { c.set(time.Time{}) }
