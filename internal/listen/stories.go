package listen

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/similar"
)

// stories puts items into stories. Package similar finds the nearest earlier article; what officers ruled comes first.
type stories struct {
	chronicle *similar.Chronicle
	told      []StoryID // of the chronicle's articles by their numbers, less base
	base      int
	into      map[StoryID]StoryID    // taken in by another story
	parts     map[StoryID][]partedBy // parted from a story by an officer

	touched map[StoryID]*storyChange
	since   int // items since the chronicle was stored
	stored  snapshotMark
}

// storyChange is what a batch adds to a story.
type storyChange struct {
	title       string
	first       ItemID
	began, last time.Time
	items       int
}

func newStories() stories {
	return stories{
		chronicle: similar.NewChronicle(similar.ChronicleOptions{Window: int64(Window / time.Second), Silent: true}), into: map[StoryID]StoryID{},
		parts: map[StoryID][]partedBy{}, touched: map[StoryID]*storyChange{},
	}
}

// final is the story that a story is part of now.
func (t *stories) final(id StoryID) StoryID {
	for range 100 {
		next, ok := t.into[id]
		if !ok {
			return id
		}
		id = next
	}
	return id
}

// assign finds the story of an item and reports whether it begins it.
func (t *stories) assign(p *parcel, clock time.Time) (id StoryID, began bool) {
	id, began = t.ask(p, clock)
	c := t.touch(id)
	if began {
		c.title, c.first, c.began = p.Title, p.ID, p.Published
	}
	c.count(p)
	return id, began
}

func (t *stories) ask(p *parcel, clock time.Time) (id StoryID, began bool) {
	a := t.chronicle.AddTerms(&p.terms, clock.Unix())
	id, began = StoryID(p.ID), true
	if near := a.Nearest - t.base; !a.First && near >= 0 && near < len(t.told) {
		id, began = t.final(t.partOf(t.final(t.told[near]), p)), false
	}
	t.tell(id)
	return id, began
}

// tell notes the story of the article that the chronicle was given last.
func (t *stories) tell(id StoryID) {
	const spare = 4096
	t.told = append(t.told, id)
	if gone := len(t.told) - t.chronicle.Len(); gone > spare {
		t.told = append(make([]StoryID, 0, len(t.told)-gone+2*spare), t.told[gone:]...)
		t.base += gone
	}
}

// spread counts an item that only spreads another one.
func (t *stories) spread(p *parcel) { t.touch(p.Story).count(p) }

func (t *stories) touch(id StoryID) *storyChange {
	c := t.touched[id]
	if c == nil {
		c = &storyChange{}
		t.touched[id] = c
	}
	return c
}

func (c *storyChange) count(p *parcel) {
	c.items++
	if p.Published.After(c.last) {
		c.last = p.Published
	}
	if c.began.IsZero() || p.Published.Before(c.began) {
		c.began = p.Published
	}
}

// put stores what changed.
func (t *stories) put(ctx context.Context, tx *db.Tx, _ []*parcel) error {
	var rows [][]any
	for id, c := range t.touched {
		rows = append(rows, []any{id, c.title, c.first, c.began, c.last, c.items})
	}
	err := insertRows(ctx, tx, `INSERT INTO listen_story (id, title, first_item, first_at, last_at, items)`, rows, `
		ON CONFLICT (id) DO UPDATE SET
			items = listen_story.items + excluded.items,
			first_at = CASE WHEN excluded.first_at < listen_story.first_at THEN excluded.first_at ELSE listen_story.first_at END,
			last_at = CASE WHEN excluded.last_at > listen_story.last_at THEN excluded.last_at ELSE listen_story.last_at END`)
	if err != nil {
		return fmt.Errorf("storing stories: %w", err)
	}
	clear(t.touched)
	return nil
}

// join says that a story became part of another one, split that items left a story for one of their own.
type join struct{ story, into StoryID }
type split struct {
	from, to StoryID
	items    []ItemID
}

// joinStories makes a story part of another one.
func joinStories(ctx context.Context, tx *db.Tx, j join) error {
	_, err := tx.Exec(ctx, `UPDATE listen_item SET story = $1 WHERE story = $2`, j.into, j.story)
	if err != nil {
		return fmt.Errorf("joining story %d to %d: %w", j.story, j.into, err)
	}
	_, err = tx.Exec(ctx, `UPDATE listen_story SET into_story = $1, items = 0 WHERE id = $2`, j.into, j.story)
	if err != nil {
		return fmt.Errorf("joining story %d to %d: %w", j.story, j.into, err)
	}
	return recountStory(ctx, tx, j.into)
}

// splitStory gives items of a story, and what only spreads them, to one that begins with them.
func splitStory(ctx context.Context, tx *db.Tx, s split) error {
	err := eachIn(s.items, func(in string, args []any) error {
		n := len(args)
		_, err := tx.Exec(ctx, `UPDATE listen_item SET story = $1 WHERE story = $2 AND id IN (`+db.In(3, n)+`)`, append([]any{s.to, s.from}, args...)...)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `
			UPDATE listen_item SET story = $1
			 WHERE story = $2 AND relation IN ('copy', 'edit') AND of_item IN (`+db.In(3, n)+`)`, append([]any{s.to, s.from}, args...)...)
		return err
	})
	if err != nil {
		return fmt.Errorf("parting story %d from %d: %w", s.to, s.from, err)
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO listen_story (id, title, first_item, first_at, last_at, items)
		SELECT $1, title, id, published, published, 0 FROM listen_item WHERE id = $2
		ON CONFLICT (id) DO UPDATE SET into_story = NULL`, s.to, int64(s.to))
	if err != nil {
		return fmt.Errorf("parting story %d from %d: %w", s.to, s.from, err)
	}
	err = recountStory(ctx, tx, s.to)
	if err != nil {
		return err
	}
	return recountStory(ctx, tx, s.from)
}

// recountStory counts a story's items anew.
func recountStory(ctx context.Context, tx *db.Tx, id StoryID) error {
	var n int
	var first, last *time.Time
	err := tx.QueryRow(ctx, `SELECT COUNT(*), MIN(published), MAX(published) FROM listen_item WHERE story = $1`, id).Scan(&n, &first, &last)
	if err != nil {
		return fmt.Errorf("counting story %d: %w", id, err)
	}
	if n == 0 {
		_, err = tx.Exec(ctx, `UPDATE listen_story SET items = 0 WHERE id = $1`, id)
		return err
	}
	_, err = tx.Exec(ctx, `UPDATE listen_story SET items = $1, first_at = $2, last_at = $3 WHERE id = $4`, n, *first, *last, id)
	if err != nil {
		return fmt.Errorf("counting story %d: %w", id, err)
	}
	return nil
}

// partedBy is a story that an officer parted from another one, with the words of its items.
type partedBy struct {
	story StoryID
	words map[string]int
}

// partOf is the part of a story to which an item belongs where an officer parted it: the one with whose titles
// it shares most.
func (t *stories) partOf(id StoryID, p *parcel) StoryID {
	best, most := id, 0.0
	for _, part := range t.parts[id] {
		if v := likeness(part.words, p.Title); v > most {
			best, most = part.story, v
		}
	}
	return best
}
