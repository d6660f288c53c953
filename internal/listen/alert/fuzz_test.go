package alert

import (
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
)

// FuzzWatchState restores a watch from foreign bytes: it is refused, or goes on.
func FuzzWatchState(f *testing.F) {
	hour := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
	w := NewWatch(nil)
	for _, hours := range []int{0, 3, 40} {
		for i := range hours {
			w.Close(hour.Add(time.Duration(i)*time.Hour), float64(i%7), 1)
		}
		state, err := w.MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(state)
	}
	for _, s := range []watchState{{Past: make([]usual, 3)}, {Came: make([]float64, 30)}, {Past: make([]usual, 40), Came: make([]float64, 40), Last: -1}} {
		learnt, err := w.learnt.MarshalBinary()
		if err != nil {
			f.Fatal(err)
		}
		s.Learnt = learnt
		state, err := s.encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(state)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		w := NewWatch(nil)
		if w.UnmarshalBinary(data) != nil {
			return
		}
		next := w.Closed().Add(time.Hour)
		if next.Year() < 1970 || next.Year() > 2200 {
			return
		}
		w.Close(next, 5, 1)
		w.Look(Look{At: next.Add(90 * time.Minute), Share: func(time.Time) float64 { return 1 }, Items: make([]float64, horizon), Sources: make([]int, horizon)}, 5)
		_, err := w.MarshalBinary()
		if err != nil {
			t.Error(err)
		}
	})
}

// FuzzTalesState restores the stories of a topic from foreign bytes.
func FuzzTalesState(f *testing.F) {
	at := time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)
	m := listen.Mention{Item: 5, Source: 1, Story: 5, Published: at, Arrived: at}
	var told tales
	for range 2 {
		state, err := told.marshal(3)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(state)
		told.add(m)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var told tales
		if told.unmarshal(data) != nil {
			return
		}
		m := m
		m.Item = told.until + 1
		told.add(m)
		told.rarity(3, whole)
		told.raise(m.Story)
		told.settle(at.AddDate(0, 0, 9))
		_, err := told.marshal(m.Item)
		if err != nil {
			t.Error(err)
		}
	})
}
