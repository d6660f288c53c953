package fetch

import (
	"container/heap"
	"time"
)

// schedule holds many sources in the order of their next fetch, as the database does for the program.
type schedule[K comparable] struct {
	order entries[K]
	where map[K]*entry[K]
	count int
}

type entry[K comparable] struct {
	key   K
	at    time.Time
	turn  int // who was set first goes first at the same instant
	index int
}

func newSchedule[K comparable]() *schedule[K] { return &schedule[K]{where: map[K]*entry[K]{}} }

// Len is how many sources wait.
func (s *schedule[K]) Len() int { return len(s.order) }

// Set puts a source at an instant, whether it waits already or not.
func (s *schedule[K]) Set(key K, at time.Time) {
	s.count++
	if e, ok := s.where[key]; ok {
		e.at, e.turn = at, s.count
		heap.Fix(&s.order, e.index)
		return
	}
	e := &entry[K]{key: key, at: at, turn: s.count}
	s.where[key] = e
	heap.Push(&s.order, e)
}

// Next is when the first source is due; false if none waits.
func (s *schedule[K]) Next() (time.Time, bool) {
	if len(s.order) == 0 {
		return time.Time{}, false
	}
	return s.order[0].at, true
}

// Take takes out the first source that is due and whose host is free. Wait says how long a source's host is not
// free ([Pacer.Wait]); such a source waits on for as long, without losing its turn to those set later.
func (s *schedule[K]) Take(now time.Time, wait func(K) time.Duration) (key K, ok bool) {
	for len(s.order) > 0 && !s.order[0].at.After(now) {
		e := s.order[0]
		w := wait(e.key)
		if w <= 0 {
			heap.Pop(&s.order)
			delete(s.where, e.key)
			return e.key, true
		}
		e.at = now.Add(w)
		heap.Fix(&s.order, 0)
	}
	return key, false
}

// entries is a heap by instant, then by turn.
type entries[K comparable] []*entry[K]

func (h entries[K]) Len() int { return len(h) }

func (h entries[K]) Less(i, j int) bool {
	if h[i].at.Equal(h[j].at) {
		return h[i].turn < h[j].turn
	}
	return h[i].at.Before(h[j].at)
}

func (h entries[K]) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].index, h[j].index = i, j
}

func (h *entries[K]) Push(x any) {
	e := x.(*entry[K])
	e.index = len(*h)
	*h = append(*h, e)
}

func (h *entries[K]) Pop() any {
	old := *h
	e := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	return e
}
