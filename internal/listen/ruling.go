package listen

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// RulingKind is what an officer decided about two stories.
type RulingKind string

// The kinds of ruling.
const (
	RuledOne   RulingKind = "merge" // Other is a part of Story
	RuledApart RulingKind = "split" // Other is a story of its own that began in Story
	RuledTwo   RulingKind = "two"   // Story and Other were never one, and are not to be taken for one
)

// Ruling is an officer's decision about two stories. It is kept, and automatic decisions respect it: stories that
// were ruled about are never merged or split by the program, and later items go where the ruling says.
type Ruling struct {
	Kind         RulingKind
	Story, Other StoryID
	By           string
	At           time.Time
}

// rulings are what officers decided about stories, oldest first.
func rulings(ctx context.Context, tx *db.Tx) ([]Ruling, error) {
	r, err := tx.Query(ctx, `SELECT kind, story, other, by_name, at FROM listen_story_ruling ORDER BY id`)
	return db.Collect(r, err, func(r *db.Rows) (v Ruling, err error) {
		err = r.Scan(&v.Kind, &v.Story, &v.Other, &v.By, &v.At)
		return v, err
	})
}

func putRuling(ctx context.Context, tx *db.Tx, v Ruling) error {
	_, err := tx.Exec(ctx, `INSERT INTO listen_story_ruling (kind, story, other, by_name, at) VALUES ($1, $2, $3, $4, $5)`, v.Kind, v.Story, v.Other, v.By, v.At)
	return err
}

// Pairs are pairs of stories, whichever of two is named first.
type Pairs map[[2]StoryID]bool

// Has reports whether two stories are one of the pairs.
func (p Pairs) Has(a, b StoryID) bool { return p[[2]StoryID{min(a, b), max(a, b)}] }

func (p Pairs) add(a, b StoryID) { p[[2]StoryID{min(a, b), max(a, b)}] = true }

// Apart are the stories that officers parted or said are not one, as they are now: what was merged since is named by
// what it is part of, and two that became one are no pair any more.
func (s *Service) Apart(ctx context.Context, tx *db.Tx) (Pairs, error) {
	now := newStories()
	err := now.loadJoins(ctx, tx)
	if err != nil {
		return nil, err
	}
	all, err := rulings(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("reading rulings: %w", err)
	}
	apart := Pairs{}
	for _, v := range all {
		if a, b := now.final(v.Story), now.final(v.Other); v.Kind != RuledOne && a != b {
			apart.add(a, b)
		}
	}
	return apart, nil
}

// KeepApart remembers that two stories are not one: neither the digest nor a proposal takes them for one again. Saying
// it again changes nothing. It fails with fault.NotFound if one does not exist.
func (s *Service) KeepApart(ctx context.Context, tx *db.Tx, by auth.Officer, story, other StoryID) error {
	for _, id := range []*StoryID{&story, &other} {
		st, err := s.Story(ctx, tx, *id)
		if err != nil {
			return err
		}
		*id = st.ID
	}
	apart, err := s.Apart(ctx, tx)
	if err != nil || story == other || apart.Has(story, other) {
		return err
	}
	err = putRuling(ctx, tx, Ruling{RuledTwo, story, other, by.Full, s.Now()})
	if err != nil {
		return fmt.Errorf("keeping stories %d and %d apart: %w", story, other, err)
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: "listen.ruling", Object: "listen_story", ObjectID: int64(story),
		Sentence: web.Mark("Ghi nhận dòng sự việc %d và dòng sự việc %d là hai việc khác nhau."), Args: []any{int64(story), int64(other)},
	})
}

// MergeStories makes other a part of story, for good. It fails with fault.Invalid if they are one already and
// with fault.NotFound if one does not exist.
func (s *Service) MergeStories(ctx context.Context, by auth.Officer, story, other StoryID) error {
	return s.rule(ctx, func(tx *db.Tx) error {
		for _, id := range []*StoryID{&story, &other} {
			st, err := s.Story(ctx, tx, *id)
			if err != nil {
				return err
			}
			*id = st.ID
		}
		if story == other {
			return fault.New(fault.Invalid, "Hai dòng sự việc này đã là một.")
		}
		hours, err := hoursOfStory(ctx, tx, other)
		if err != nil {
			return err
		}
		err = joinStories(ctx, tx, join{other, story})
		if err != nil {
			return err
		}
		err = putRuling(ctx, tx, Ruling{RuledOne, story, other, by.Full, s.Now()})
		if err != nil {
			return err
		}
		return s.ruled(ctx, tx, by, hours, story, web.Mark("Gộp dòng sự việc %d vào dòng sự việc %d."), int64(other), int64(story))
	})
}

// SplitStory makes a story of some items of another one, for good, and returns it. Copies of these items go with
// them. It fails with fault.Invalid if nothing would stay or go.
func (s *Service) SplitStory(ctx context.Context, by auth.Officer, story StoryID, items []ItemID) (part StoryID, err error) {
	err = s.rule(ctx, func(tx *db.Tx) error {
		moved, stay, err := partsOf(ctx, tx, story, items)
		if err != nil {
			return err
		}
		if len(moved) == 0 || stay == 0 {
			return fault.New(fault.Invalid, "Hãy chọn một số tin, không phải tất cả, để tách thành dòng sự việc riêng.")
		}
		part = StoryID(moved[0])
		if part == story { // the one that stays keeps its number
			return fault.New(fault.Invalid, "Tin mở đầu không tách ra được. Hãy chọn các tin còn lại.")
		}
		hours, err := hoursOfStory(ctx, tx, story)
		if err != nil {
			return err
		}
		err = splitStory(ctx, tx, split{story, part, moved})
		if err != nil {
			return err
		}
		err = putRuling(ctx, tx, Ruling{RuledApart, story, part, by.Full, s.Now()})
		if err != nil {
			return err
		}
		return s.ruled(ctx, tx, by, hours, story, web.Mark("Tách dòng sự việc %d khỏi dòng sự việc %d."), int64(part), int64(story))
	})
	return part, err
}

// rule runs fn alone and lets the reader read its memory of stories again.
func (s *Service) rule(ctx context.Context, fn func(*db.Tx) error) error {
	s.reader.mu.Lock()
	defer s.reader.mu.Unlock()
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		err := waitForReader(ctx, tx)
		if err != nil {
			return err
		}
		return fn(tx)
	})
	if err == nil {
		s.reader.stale = true
	}
	return err
}

func (s *Service) ruled(ctx context.Context, tx *db.Tx, by auth.Officer, hours []int64, story StoryID, sentence string, args ...any) error {
	for _, at := range hours {
		err := s.reader.hours.recount(ctx, tx, at)
		if err != nil {
			return err
		}
	}
	err := s.tellReader(ctx, tx)
	if err != nil {
		return err
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: "listen.ruling", Object: "listen_story", ObjectID: int64(story), Sentence: sentence, Args: args,
	})
}

func partsOf(ctx context.Context, tx *db.Tx, story StoryID, items []ItemID) (moved []ItemID, stay int, err error) {
	asked := map[ItemID]bool{}
	for _, id := range items {
		asked[id] = true
	}
	r, err := tx.Query(ctx, `SELECT id FROM listen_item WHERE story = $1 ORDER BY id`, story)
	all, err := db.Collect(r, err, func(r *db.Rows) (id ItemID, err error) { err = r.Scan(&id); return id, err })
	if err != nil {
		return nil, 0, fmt.Errorf("reading story %d: %w", story, err)
	}
	for _, id := range all {
		if asked[id] {
			moved = append(moved, id)
		}
	}
	return moved, len(all) - len(moved), nil
}

func hoursOfStory(ctx context.Context, tx *db.Tx, story StoryID) ([]int64, error) {
	r, err := tx.Query(ctx, `SELECT published FROM listen_item WHERE story = $1`, story)
	all, err := db.Collect(r, err, func(r *db.Rows) (at time.Time, err error) { err = r.Scan(&at); return at, err })
	seen := map[int64]bool{}
	var hours []int64
	for _, at := range all {
		if h := hourOf(at); !seen[h] {
			seen[h] = true
			hours = append(hours, h)
		}
	}
	return hours, err
}

// titleWords counts the pairs of syllables in the titles of a story.
func titleWords(ctx context.Context, tx *db.Tx, story StoryID) (map[string]int, error) {
	r, err := tx.Query(ctx, `SELECT title FROM listen_item WHERE story = $1 ORDER BY id DESC LIMIT 50`, story)
	titles, err := db.Collect(r, err, func(r *db.Rows) (t string, err error) { err = r.Scan(&t); return t, err })
	words := map[string]int{}
	for _, t := range titles {
		for _, w := range pairs(t) {
			words[w]++
		}
	}
	return words, err
}

func pairs(title string) []string {
	syllables := strings.FieldsFunc(vi.Fold(title), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') })
	var all []string
	for i := range len(syllables) - 1 {
		all = append(all, syllables[i]+" "+syllables[i+1])
	}
	return all
}

// likeness is how much of a title stands in the titles of a story, 0 to 1.
func likeness(words map[string]int, title string) float64 {
	all := pairs(title)
	common := 0
	for _, w := range all {
		if words[w] > 0 {
			common++
		}
	}
	return float64(common) / float64(max(1, len(all)))
}
