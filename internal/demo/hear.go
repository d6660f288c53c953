package demo

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/org"
)

// Listening is filled with the items of a press as if they arrived one after the other. Both services must
// have Clock as their time, and nothing else may make alert look.
type Listening struct {
	Clock  *Clock
	DB     *db.DB
	Listen *listen.Service
	Alert  *alert.Service
	Step   time.Duration // items that arrive within one are handed in together
}

// hearing is a press that is being listened to.
type hearing struct {
	Listening
	sources map[string]listen.Source
	topics  map[string]listen.TopicID
	keys    map[listen.TopicID]string
	offices map[string]org.UnitID // by code; nil: nobody answers for a topic
	until   time.Time             // end of the present step
	looked  time.Time             // when all topics were looked at
	press   map[string][]listen.Arrival
	posts   map[string][]listen.Post
	order   []string // sources of this step
	touched map[listen.TopicID]bool
}

// Hear listens to a press from its first item to its last and returns what was raised.
func (l Listening) Hear(ctx context.Context, p *press.Press) ([]press.Alarm, error) {
	h := l.begin()
	var from time.Time
	err := p.Each(func(item *press.Item, mark *press.Mark) error {
		if from.IsZero() {
			from = item.Arrived
			l.Clock.set(from)
			err := h.setUp(ctx, p.Sources(), p.Watched(), sourceOf)
			if err != nil {
				return err
			}
		}
		if item.Arrived.After(h.until) {
			err := h.step(ctx)
			if err != nil {
				return err
			}
			h.until = item.Arrived.Add(l.Step)
		}
		l.Clock.set(item.Arrived)
		h.take(item, mark)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = h.step(ctx)
	if err != nil {
		return nil, err
	}
	return h.raised(ctx, from)
}

func (l Listening) begin() *hearing {
	h := &hearing{Listening: l, sources: map[string]listen.Source{}, topics: map[string]listen.TopicID{}, keys: map[listen.TopicID]string{}}
	h.clear()
	return h
}

func (h *hearing) clear() {
	h.press, h.posts, h.touched, h.order = map[string][]listen.Arrival{}, map[string][]listen.Post{}, map[listen.TopicID]bool{}, nil
}

// setUp makes the sources, each as kind says, and the topics.
func (h *hearing) setUp(ctx context.Context, sources []press.Source, topics []press.Topic, kind func(press.Source) listen.Source) error {
	err := h.DB.Write(ctx, func(tx *db.Tx) error { return h.make(ctx, tx, sources, topics, kind) })
	if err != nil {
		return fmt.Errorf("setting up listening: %w", err)
	}
	return nil
}

func (h *hearing) make(ctx context.Context, tx *db.Tx, sources []press.Source, topics []press.Topic, kind func(press.Source) listen.Source) error {
	for _, s := range sources {
		src, err := h.Listen.SaveSource(ctx, tx, kind(s))
		if err != nil {
			return fmt.Errorf("source %s: %w", s.Key, err)
		}
		h.sources[s.Key] = src
	}
	for _, t := range topics {
		topic, err := h.Listen.SaveTopic(ctx, tx, listen.Topic{Name: t.Name, Query: t.Query, Social: true, Active: true, Unit: h.offices[t.Office], AddedBy: "Nguyễn Hữu Khang"})
		if err != nil {
			return fmt.Errorf("topic %s: %w", t.Key, err)
		}
		h.topics[t.Key], h.keys[topic.ID] = topic.ID, t.Key
	}
	return h.census(ctx, tx)
}

// census says how many people live in the communes; of every ninth nobody has said so yet.
func (h *hearing) census(ctx context.Context, tx *db.Tx) error {
	places, err := h.Listen.Places(ctx, tx)
	for i, p := range places {
		if err == nil && i%9 != 8 {
			err = h.Listen.SetPeople(ctx, tx, "Nguyễn Hữu Khang", p.Unit, 4200+(i*7919)%38000)
		}
	}
	return err
}

// sourceOf is a source as listening knows it. Nothing of it is fetched: its items are handed in.
func sourceOf(s press.Source) listen.Source {
	kind := listen.KindPush
	if s.Class == press.Talk {
		kind = listen.KindFile
	}
	site := s.Address[:8+strings.IndexByte(s.Address[8:], '/')]
	return listen.Source{Name: s.Name, Kind: kind, Class: listen.Class(s.Class), Site: site, Language: "vi", Area: areaOf(s.Area), Weight: float64(s.Weight), Permission: s.Note, FullText: listen.FullNever}
}

func areaOf(name string) string {
	if name == "Cả nước" || name == "An Bình" {
		return ""
	}
	return name
}

// take puts an item with the others of the step.
func (h *hearing) take(item *press.Item, mark *press.Mark) {
	if len(h.press[item.Source])+len(h.posts[item.Source]) == 0 {
		h.order = append(h.order, item.Source)
	}
	for _, t := range mark.Topics {
		if id, ok := h.topics[t]; ok {
			h.touched[id] = true
		}
	}
	if item.Social != nil {
		voice := fnv.New64a()
		_, _ = voice.Write([]byte(item.Social.Handle)) // never fails
		h.posts[item.Source] = append(h.posts[item.Source], listen.Post{Text: item.Text(), Place: item.Social.Place, Published: item.Published, Voice: voice.Sum64()})
		return
	}
	a := listen.Arrival{GUID: item.ID, Link: item.URL, Title: item.Title, Lead: item.Lead, Body: item.Text(), Language: languageOf(item.Source), Published: item.Published}
	if item.Author != "" {
		a.Byline = []string{item.Author}
	}
	h.press[item.Source] = append(h.press[item.Source], a)
}

// step hands in what arrived and looks at the topics that it touched; now and then at all of them.
func (h *hearing) step(ctx context.Context) error {
	if len(h.order) == 0 {
		return nil
	}
	for _, key := range h.order {
		err := h.handIn(ctx, key)
		if err != nil {
			return fmt.Errorf("handing in what %s gave out: %w", key, err)
		}
	}
	now := h.Clock.Now()
	all := now.Sub(h.looked) >= max(time.Hour, 6*h.Step)
	var topics []listen.TopicID
	for id := range h.keys {
		if all || h.touched[id] {
			topics = append(topics, id)
		}
	}
	if all {
		h.looked = now
	}
	h.clear()
	err := h.Alert.Look(ctx, topics...)
	if err == nil && all {
		err = h.Alert.LookForGaps(ctx)
	}
	return err
}

func (h *hearing) handIn(ctx context.Context, key string) error {
	src := h.sources[key]
	if posts := h.posts[key]; len(posts) > 0 {
		_, err := h.Listen.Hear(ctx, src, sha256.Sum256([]byte(key+h.Clock.Now().String())), posts)
		return err
	}
	_, err := h.Listen.Store(ctx, h.Listen.Prepare(src, h.press[key]))
	return err
}

// raised are the alarms and the gaps since an instant.
func (h *hearing) raised(ctx context.Context, from time.Time) (all []press.Alarm, err error) {
	err = h.DB.Read(ctx, func(tx *db.Tx) error {
		until := h.Clock.Now().Add(time.Hour)
		alerts, err := h.Alert.Raised(ctx, tx, from, until)
		if err != nil {
			return err
		}
		gaps, err := h.Alert.Gaps(ctx, tx, from, until)
		for _, a := range append(alerts, gaps...) {
			all = append(all, press.Alarm{Topic: h.keys[a.Topic], At: a.Raised, Odds: a.Odds, Gap: a.Rule == alert.Gap})
		}
		return err
	})
	return all, err
}
