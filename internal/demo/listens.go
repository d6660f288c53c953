package demo

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

// The ninety days are told in two ways. What is older is handed in as it arrived; of the last day every source is
// asked as the server asks it, so that the history of fetching is that of fetching.
const (
	longAgo     = 30 * 24 * time.Hour
	longAgoStep = 8 * time.Hour
	heardStep   = 3 * time.Hour
	askedFor    = 20 * time.Hour
	askedStep   = 40 * time.Minute
)

// hear foresees that the press of the last ninety days arrives.
func (s *story) hear() {
	if s.Listening.Listen == nil {
		return
	}
	sites := s.Sites
	sites.open(s.now)
	room, err := sites.press()
	if err != nil {
		s.broken = err
		return
	}
	s.Listening.Listen.Client = sites
	s.Listening.Listen.Random = rand.New(rand.NewPCG(uint64(heardDays), uint64(s.today.Day))).Float64
	h := s.Listening.begin()
	h.Step = heardStep
	h.offices = s.codes
	from, asked := s.today.AddDays(1-heardDays).Start(), s.now.Add(-askedFor)
	s.add(act{at: from, what: "lập nguồn tin và chủ đề theo dõi", own: func(ctx context.Context) error {
		return h.setUp(ctx, room.sources, room.topics, siteSource)
	}})
	next := 0
	arrive := func(until time.Time) {
		for ; next < len(room.told) && !room.told[next].Arrived.After(until); next++ {
			t := room.told[next]
			if !h.fetched(t.Source) || !t.Arrived.After(asked) {
				h.take(t.Item, t.mark)
			}
		}
	}
	step := longAgoStep
	begun := from.Add(step)
	for at := begun; at.Before(asked); at = at.Add(step) {
		begun = at.Add(askedStep)
		if s.now.Sub(at) < longAgo {
			step = heardStep
		}
		s.add(act{at: at, what: "nghe báo chí", own: func(ctx context.Context) error {
			arrive(at)
			return h.step(ctx)
		}})
		s.endDay(h, at, step)
	}
	for at := begun; !at.After(s.now); at = at.Add(askedStep) {
		s.add(act{at: at, what: "lấy tin từ các nguồn", own: func(ctx context.Context) error {
			arrive(at)
			return h.ask(ctx)
		}})
		s.endDay(h, at, askedStep)
	}
	s.attend(h, room)
	s.add(act{at: s.now, own: func(ctx context.Context) error { return h.rest(ctx) }})
}

// endDay foresees what the server does at night, if a day ends before the next step.
func (s *story) endDay(h *hearing, at time.Time, step time.Duration) {
	day := law.DateOf(at)
	if day == law.DateOf(at.Add(step)) {
		return
	}
	s.add(act{at: at.Add(time.Minute), own: func(ctx context.Context) error { return h.endDay(ctx, day.DaysUntil(s.today) < 15) }})
}

// endDay does what the server does by night: estimates of voices, and of late the forecasts.
func (h *hearing) endDay(ctx context.Context, late bool) error {
	err := h.Listen.EndDays(ctx)
	if err != nil || !late {
		return err
	}
	return h.Alert.Foretell(ctx, h.all())
}

// all are the topics that are watched.
func (h *hearing) all() []listen.TopicID {
	var all []listen.TopicID
	for id := range h.keys {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

// fetched reports whether a source is asked for what it has.
func (h *hearing) fetched(key string) bool { return h.sources[key].Address != "" }

// ask asks the sources whose time has come, one after the other, hands in what came otherwise, and looks for alerts.
func (h *hearing) ask(ctx context.Context) error {
	for {
		n, err := h.Listen.FetchDue(ctx, 1)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
	}
	for _, key := range h.order {
		err := h.handIn(ctx, key)
		if err != nil {
			return err
		}
	}
	h.clear()
	if now := h.Clock.Now(); now.Sub(h.looked) >= time.Hour {
		h.looked = now
		err := h.Alert.Look(ctx, h.all()...)
		if err != nil {
			return err
		}
		return h.Alert.LookForGaps(ctx)
	}
	return nil
}

// rest leaves everything to the server that begins.
func (h *hearing) rest(ctx context.Context) error {
	err := h.Alert.Remember(ctx)
	if err != nil {
		return err
	}
	return h.Listen.GiveBack(ctx)
}
