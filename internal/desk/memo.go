package desk

import (
	"context"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// memo keeps one small value for each asker for a short while, so that a number in the menu does not cost
// a query on every page.
type memo[V any] struct {
	life time.Duration
	mu   sync.Mutex
	kept map[int64]dated[V] // by account
}

type dated[V any] struct {
	asker
	value V
	until time.Time
}

// asker is everything about an officer on which what is kept depends: nobody sees what was read under other
// rights, for another post or in another language.
type asker struct {
	rights  auth.Key
	person  org.PersonID
	home    org.UnitID
	english bool
}

func askerOf(ctx context.Context, by auth.Officer) asker {
	return asker{by.Key(work.View, work.Submit, work.Coordinate, work.Decide), by.Person, by.Home, web.Lang(ctx) == web.English}
}

func newMemo[V any](life time.Duration) *memo[V] {
	return &memo[V]{life: life, kept: map[int64]dated[V]{}}
}

func (m *memo[V]) get(account int64, who asker, now time.Time) (V, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	k, ok := m.kept[account]
	return k.value, ok && k.asker == who && now.Before(k.until)
}

// put keeps a value; a crowd of accounts makes the old values go.
func (m *memo[V]) put(account int64, who asker, now time.Time, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	const crowd = 2000
	if len(m.kept) > crowd {
		clear(m.kept)
	}
	m.kept[account] = dated[V]{who, v, now.Add(m.life)}
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
		m.kept[account] = dated[V]{k.asker, v, k.until}
	}
}
