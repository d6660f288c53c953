package digest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

// told is one story while its items are counted. Its items are read only when it may be chosen.
type told struct {
	id      listen.StoryID
	count   int
	sources map[listen.SourceID]bool // of independent items
	items   []listen.Item            // between the days, in the order of publication
	topics  map[listen.ItemID][]listen.TopicID
	account account
}

// gathering is what came between the days of a digest.
type gathering struct {
	from, to time.Time
	stories  map[listen.StoryID]*told
	classes  map[listen.Class]int
	items    int
	sources  map[listen.SourceID]listen.Source
	topics   map[listen.TopicID]listen.Topic
	heard    map[listen.SourceID]int
	places   places
	areas    map[string]int // independent items by the communes that they name
	fresh    *vocabulary
}

// gather counts what came between two days, both included.
func (s *Service) gather(ctx context.Context, tx *db.Tx, from, to law.Date) (*gathering, error) {
	g := &gathering{
		from: from.Start(), to: to.AddDays(1).Start(), stories: map[listen.StoryID]*told{}, classes: map[listen.Class]int{},
		sources: map[listen.SourceID]listen.Source{}, topics: map[listen.TopicID]listen.Topic{}, heard: map[listen.SourceID]int{},
		areas: map[string]int{}, fresh: newVocabulary(),
	}
	if s.Org != nil {
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return nil, err
		}
		g.places = placesOf(tree.UnitsOn(to))
	}
	sources, err := s.Listen.Sources(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, x := range sources {
		g.sources[x.ID] = x
	}
	topics, err := s.Listen.Topics(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, x := range topics {
		g.topics[x.ID] = x
	}
	return g, s.Listen.Between(ctx, tx, g.from, g.to, g.add)
}

func (g *gathering) add(i listen.Item) {
	g.items++
	g.classes[i.Class]++
	g.heard[i.Source]++
	if !i.Relation.Spreads() {
		g.places.each(i.Title, i.Lead, func(name string) { g.areas[name]++ })
	}
	if i.Story == 0 {
		return
	}
	t := g.stories[i.Story]
	if t == nil {
		t = &told{id: i.Story, sources: map[listen.SourceID]bool{}}
		g.stories[i.Story] = t
	}
	t.count++
	if !i.Relation.Spreads() {
		if !t.sources[i.Source] {
			g.fresh.hear(i)
		}
		t.sources[i.Source] = true
	}
}

// byReach puts the stories first that most sources told in their own words, then those with most items.
func (g *gathering) byReach() []*told {
	all := make([]*told, 0, len(g.stories))
	for _, t := range g.stories {
		all = append(all, t)
	}
	slices.SortFunc(all, func(a, b *told) int {
		return cmp.Or(cmp.Compare(len(b.sources), len(a.sources)), cmp.Compare(b.count, a.count), cmp.Compare(a.id, b.id))
	})
	return all
}

// mostItems bounds what is read of one story.
const mostItems = 10_000

// Bounds of what is known of a week before two of its stories may be taken for one.
const (
	fewestAccounts = 20 // with fewer nothing says which words are common
	enoughAccounts = 60 // up to which stories are read that are too small to be chosen
)

// candidates reads the stories that may be chosen: of those that so many sources told the ones of most. known says whether
// enough is known to take two of them for one.
func (s *Service) candidates(ctx context.Context, tx *db.Tx, g *gathering, fewest, most int) (all []*told, known bool, err error) {
	var accounts []*account
	for _, t := range g.byReach() {
		small := len(t.sources) < fewest
		if len(all) == most || small && len(accounts) >= enoughAccounts {
			break
		}
		err := s.read(ctx, tx, g, t)
		if err != nil {
			return nil, false, fmt.Errorf("reading story %d: %w", t.id, err)
		}
		accounts = append(accounts, &t.account)
		if !small {
			all = append(all, t)
		}
	}
	weigh(accounts)
	return all, len(accounts) >= fewestAccounts, nil
}

func (s *Service) read(ctx context.Context, tx *db.Tx, g *gathering, t *told) error {
	items, err := s.Listen.StoryItems(ctx, tx, t.id, mostItems)
	if err != nil {
		return err
	}
	var ids []listen.ItemID
	for _, i := range items {
		if i.Understood && i.State != listen.Removed && !i.Published.Before(g.from) && i.Published.Before(g.to) {
			t.items = append(t.items, i)
			ids = append(ids, i.ID)
		}
	}
	t.topics, err = s.Listen.TopicsOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, i := range t.items {
		if i.Relation.Spreads() || t.account.articles == accountArticles {
			continue
		}
		_, body, err := s.Listen.Item(ctx, tx, i.ID)
		if err != nil {
			return err
		}
		t.account.add(i, body, t.topics[i.ID])
	}
	return nil
}
