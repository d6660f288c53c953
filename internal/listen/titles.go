package listen

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// titles finds the story of the press that a social item speaks of, by the pairs of syllables in the titles of
// the last days. It needs no more than the database, so that every process can count.
type titles struct {
	read    time.Time
	stories []StoryID
	sizes   []float64 // weight of all pairs of each title
	pairs   map[string][]int32
}

const (
	titlesFor   = 5 * time.Minute // how long they are believed
	titlesDays  = 7
	mostTitles  = 3000
	leastShared = 3   // pairs that must be shared
	leastPart   = 0.5 // of the weight of the title
)

// recentStories are the titles of the last days.
func (s *Service) recentStories(ctx context.Context) (*titles, error) {
	now := s.Now()
	if t := s.titles.Load(); t != nil && now.Sub(t.read) < titlesFor && !now.Before(t.read) {
		return t, nil
	}
	t := &titles{read: now, pairs: map[string][]int32{}}
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		err := s.refreshTopics(ctx, tx)
		if err != nil {
			return err
		}
		all, err := s.Stories(ctx, tx, now.AddDate(0, 0, -titlesDays), now, mostTitles)
		for _, st := range all {
			t.add(st)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading recent stories: %w", err)
	}
	t.weigh()
	s.titles.Store(t)
	return t, nil
}

func (t *titles) add(st Story) {
	n := int32(len(t.stories))
	t.stories = append(t.stories, st.ID)
	seen := map[string]bool{}
	for _, p := range pairs(st.Title) {
		if !seen[p] {
			seen[p] = true
			t.pairs[p] = append(t.pairs[p], n)
		}
	}
}

// weight of a pair: the fewer stories have it, the more it says.
func (t *titles) weight(in int) float64 { return math.Log(1 + float64(len(t.stories))/float64(in)) }

func (t *titles) weigh() {
	t.sizes = make([]float64, len(t.stories))
	for _, in := range t.pairs {
		for _, n := range in {
			t.sizes[n] += t.weight(len(in))
		}
	}
}

// find is the story whose title a text repeats most; 0 if none enough.
func (t *titles) find(text string) StoryID {
	type found struct {
		weight float64
		pairs  int
	}
	shared, seen := map[int32]found{}, map[string]bool{}
	for _, p := range pairs(text) {
		in := t.pairs[p]
		if seen[p] || len(in) == 0 {
			continue
		}
		seen[p] = true
		for _, n := range in {
			f := shared[n]
			f.weight += t.weight(len(in))
			f.pairs++
			shared[n] = f
		}
	}
	best, most := StoryID(0), 0.0
	for n, f := range shared {
		part := f.weight / t.sizes[n]
		if f.pairs >= leastShared && part >= leastPart && (part > most || part == most && t.stories[n] < best) {
			best, most = t.stories[n], part
		}
	}
	return best
}
