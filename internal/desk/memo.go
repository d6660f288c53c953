package desk

import (
	"sync"
	"time"
)

// memo keeps one small value for each account for a short while, so that a number in the menu does not cost
// a query on every page.
type memo[V any] struct {
	life time.Duration
	mu   sync.Mutex
	kept map[int64]dated[V]
}

type dated[V any] struct {
	value V
	until time.Time
}

func newMemo[V any](life time.Duration) *memo[V] {
	return &memo[V]{life: life, kept: map[int64]dated[V]{}}
}

func (m *memo[V]) get(account int64, now time.Time) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.kept[account]
	return k.value, ok && now.Before(k.until)
}

// put keeps a value; a crowd of accounts makes the old values go.
func (m *memo[V]) put(account int64, now time.Time, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	const crowd = 2000
	if len(m.kept) > crowd {
		clear(m.kept)
	}
	m.kept[account] = dated[V]{v, now.Add(m.life)}
}

func (m *memo[V]) forget(account int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.kept, account)
}

// renew changes a value that is kept without making it live longer.
func (m *memo[V]) renew(account int64, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k, ok := m.kept[account]; ok {
		m.kept[account] = dated[V]{v, k.until}
	}
}
