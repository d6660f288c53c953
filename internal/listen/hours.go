package listen

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// series is what is counted by hours. Topic 0 is everything.
type series struct {
	topic TopicID
	class Class
	area  string
}

// cell is one hour of one series.
type cell struct {
	items       int
	independent int // of them those that do not only spread another one
	stories     set
	sources     set
}

// set is a small set of numbers.
type set struct {
	few  []int64
	many map[int64]struct{}
}

const fewOfSet = 48

func (s *set) add(v int64) {
	switch {
	case s.many != nil:
		s.many[v] = struct{}{}
	case slices.Contains(s.few, v):
	case len(s.few) < fewOfSet:
		s.few = append(s.few, v)
	default:
		s.many = map[int64]struct{}{v: {}}
		for _, f := range s.few {
			s.many[f] = struct{}{}
		}
		s.few = nil
	}
}

func (s *set) len() int { return max(len(s.few), len(s.many)) }

// hour is all that was counted in one hour.
type hour struct {
	cells  map[series]*cell
	weight int
	used   int // when it was last touched, in batches
}

// hours counts by hours of publication, and remembers those that are still being filled.
type hours struct {
	known  map[int64]*hour // by hours since 1970
	weight int
	batch  int
}

// mostCounted bounds what is remembered of hours, in numbers kept.
const mostCounted = 1 << 19

func hourOf(t time.Time) int64    { return t.Unix() / 3600 }
func instantOf(h int64) time.Time { return time.Unix(h*3600, 0).UTC() }
func (h *hours) reset()           { h.known, h.weight = map[int64]*hour{}, 0 }

// count adds items to their hours and stores the hours that changed.
func (h *hours) count(ctx context.Context, tx *db.Tx, parcels []*parcel) error {
	h.batch++
	changed := map[int64]map[series]*cell{}
	for _, p := range parcels {
		at := hourOf(p.Published)
		if p.again {
			h.drop(at) // what it was counted under before is not known here
			changed[at] = nil
		}
	}
	for at := range changed {
		err := h.recount(ctx, tx, at)
		if err != nil {
			return err
		}
	}
	for _, p := range parcels {
		at := hourOf(p.Published)
		if cells, done := changed[at]; done && cells == nil {
			continue
		}
		o, err := h.open(ctx, tx, at, parcels)
		if err != nil {
			return err
		}
		if changed[at] == nil {
			changed[at] = map[series]*cell{}
		}
		o.add(p, changed[at])
	}
	h.weigh()
	return putHours(ctx, tx, changed)
}

// open reads an hour that is not remembered, as it was before parcels.
func (h *hours) open(ctx context.Context, tx *db.Tx, at int64, parcels []*parcel) (*hour, error) {
	o := h.known[at]
	if o == nil {
		o = &hour{cells: map[series]*cell{}}
		err := o.read(ctx, tx, at, parcels)
		if err != nil {
			return nil, err
		}
		h.known[at] = o
	}
	o.used = h.batch
	return o, nil
}

// read fills an hour from the items that are stored, without those of the batch.
func (o *hour) read(ctx context.Context, tx *db.Tx, at int64, but []*parcel) error {
	own := map[ItemID]bool{}
	for _, p := range but {
		if hourOf(p.Published) == at {
			own[p.ID] = true
		}
	}
	r, err := tx.Query(ctx, `
		SELECT i.id, i.class, i.area, COALESCE(i.story, 0), i.source, i.relation, COALESCE(t.topic, 0)
		  FROM listen_item i LEFT JOIN listen_item_topic t ON t.item = i.id
		 WHERE i.published >= $1 AND i.published < $2 AND i.understood ORDER BY i.id`, instantOf(at), instantOf(at+1))
	if err != nil {
		return fmt.Errorf("reading what was counted before: %w", err)
	}
	defer r.Close()
	var p parcel
	var last ItemID
	for r.Next() {
		var topic TopicID
		err := r.Scan(&p.ID, &p.Class, &p.Area, &p.Story, &p.Source, &p.Relation, &topic)
		if err != nil {
			return err
		}
		if own[p.ID] {
			continue
		}
		if p.ID != last {
			o.addTo(series{0, p.Class, p.Area}, &p)
			last = p.ID
		}
		if topic != 0 {
			o.addTo(series{topic, p.Class, p.Area}, &p)
		}
	}
	return r.Err()
}

func (o *hour) add(p *parcel, changed map[series]*cell) {
	k := series{0, p.Class, p.Area}
	changed[k] = o.addTo(k, p)
	for _, t := range p.topics {
		k.topic = t
		changed[k] = o.addTo(k, p)
	}
}

func (o *hour) addTo(k series, p *parcel) *cell {
	c := o.cells[k]
	if c == nil {
		c = &cell{}
		o.cells[k] = c
		o.weight += 8
	}
	before := c.stories.len() + c.sources.len()
	c.items++
	if !p.Relation.Spreads() {
		c.independent++
	}
	c.stories.add(int64(p.Story))
	c.sources.add(int64(p.Source))
	o.weight += c.stories.len() + c.sources.len() - before
	return c
}

func (h *hours) drop(at int64) { delete(h.known, at) }

// weigh forgets the hours that were not touched for longest when there are too many.
func (h *hours) weigh() {
	sum := 0
	for _, o := range h.known {
		sum += o.weight
	}
	if sum <= mostCounted {
		return
	}
	ages := make([]int64, 0, len(h.known))
	for at := range h.known {
		ages = append(ages, at)
	}
	slices.SortFunc(ages, func(a, b int64) int { return h.known[a].used - h.known[b].used })
	for _, at := range ages {
		if sum <= mostCounted*3/4 {
			return
		}
		sum -= h.known[at].weight
		h.drop(at)
	}
}

func putHours(ctx context.Context, tx *db.Tx, changed map[int64]map[series]*cell) error {
	var rows [][]any
	for at, cells := range changed {
		for k, c := range cells {
			rows = append(rows, []any{k.topic, k.class, k.area, instantOf(at), c.items, c.independent, c.stories.len(), c.sources.len()})
		}
	}
	err := insertRows(ctx, tx, `INSERT INTO listen_hour (topic, class, area, hour, items, independent, stories, sources)`, rows, `
		ON CONFLICT (topic, class, area, hour) DO UPDATE SET items = excluded.items, independent = excluded.independent, stories = excluded.stories, sources = excluded.sources`)
	if err != nil {
		return fmt.Errorf("counting by hours: %w", err)
	}
	return nil
}

// recount counts one hour anew from what is stored.
func (h *hours) recount(ctx context.Context, tx *db.Tx, at int64) error {
	h.drop(at)
	o := &hour{cells: map[series]*cell{}}
	err := o.read(ctx, tx, at, nil)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM listen_hour WHERE hour = $1`, instantOf(at))
	if err != nil {
		return fmt.Errorf("counting by hours: %w", err)
	}
	return putHours(ctx, tx, map[int64]map[series]*cell{at: o.cells})
}

// Changes says which topics and hours a batch of items changed.
type Changes struct {
	Topics   []TopicID // without 0
	Items    []ItemID
	From, To time.Time // the first and the last hour of publication that changed
}

func changesOf(parcels []*parcel) (c Changes) {
	seen := map[TopicID]bool{}
	for _, p := range parcels {
		c.Items = append(c.Items, p.ID)
		at := instantOf(hourOf(p.Published))
		if c.From.IsZero() || at.Before(c.From) {
			c.From = at
		}
		if at.After(c.To) {
			c.To = at
		}
		for _, t := range p.topics {
			if !seen[t] {
				seen[t] = true
				c.Topics = append(c.Topics, t)
			}
		}
	}
	return c
}

// Count is one hour of one series as it is stored.
type Count struct {
	Topic   TopicID
	Class   Class
	Area    string
	Hour    time.Time
	Items   int
	Stories int
	Sources int
}

// Hours returns the counts of a topic from one hour until before another, oldest first. Topic 0 is everything.
func (s *Service) Hours(ctx context.Context, tx *db.Tx, topic TopicID, from, to time.Time) ([]Count, error) {
	r, err := tx.Query(ctx, `
		SELECT topic, class, area, hour, items, stories, sources FROM listen_hour
		 WHERE topic = $1 AND hour >= $2 AND hour < $3 ORDER BY hour, class, area`, topic, from, to)
	return db.Collect(r, err, func(r *db.Rows) (c Count, err error) {
		err = r.Scan(&c.Topic, &c.Class, &c.Area, &c.Hour, &c.Items, &c.Stories, &c.Sources)
		return c, err
	})
}
