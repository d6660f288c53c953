package fetch

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func free(string) time.Duration { return 0 }

func TestSourcesComeInTheOrderOfTheirTime(t *testing.T) {
	t.Parallel()
	s := NewSchedule[string]()
	s.Set("b", noon.Add(2*time.Minute))
	s.Set("a", noon.Add(time.Minute))
	s.Set("c", noon.Add(time.Hour))
	s.Set("d", noon)
	s.Set("b", noon.Add(30*time.Second))
	s.Remove("d")
	s.Remove("nobody")
	if at, ok := s.Next(); !ok || !at.Equal(noon.Add(30*time.Second)) || s.Len() != 3 {
		t.Errorf("next is %v of %d", at, s.Len())
	}
	got := ""
	for {
		key, ok := s.Take(noon.Add(10*time.Minute), free)
		if !ok {
			break
		}
		got += key
	}
	if got != "ba" {
		t.Errorf("taken in the order %q, want ba", got)
	}
}

func TestASourceWhoseHostIsNotFreeWaitsOn(t *testing.T) {
	t.Parallel()
	s := NewSchedule[string]()
	s.Set("x1", noon)
	s.Set("x2", noon)
	s.Set("y", noon.Add(time.Second))
	busy := func(key string) time.Duration {
		if key[0] == 'x' {
			return 5 * time.Second
		}
		return 0
	}
	if key, ok := s.Take(noon.Add(2*time.Second), busy); key != "y" || !ok {
		t.Errorf("took %q", key)
	}
	if _, ok := s.Take(noon.Add(2*time.Second), busy); ok {
		t.Error("took a source whose host is not free")
	}
	s.Set("z", noon.Add(7*time.Second))
	if key, _ := s.Take(noon.Add(8*time.Second), free); key != "x1" {
		t.Errorf("who waited longest is %q, want x1", key)
	}
}

func TestTheScheduleIsAlwaysInOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := NewSchedule[int]()
		want := map[int]time.Time{}
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			key, at := rapid.IntRange(0, 12).Draw(t, "key"), noon.Add(time.Duration(rapid.IntRange(0, 50).Draw(t, "at"))*time.Second)
			switch rapid.IntRange(0, 3).Draw(t, "step") {
			case 0:
				s.Remove(key)
				delete(want, key)
			case 1:
				got, ok := s.Take(at, func(int) time.Duration { return 0 })
				for _, other := range want {
					if !other.After(at) && (!ok || other.Before(want[got])) {
						t.Fatalf("took %d (%v) although another was due", got, ok)
					}
				}
				if ok {
					delete(want, got)
				}
			default:
				s.Set(key, at)
				want[key] = at
			}
			if s.Len() != len(want) {
				t.Fatalf("%d wait, want %d", s.Len(), len(want))
			}
		}
	})
}
