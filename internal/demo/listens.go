package demo

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

// How much the province's press is listened to: enough to see waves, little enough to start quickly.
const (
	heardDays  = 75
	heardItems = 1200
	heardStep  = 3 * time.Hour
)

var errEnough = errors.New("nobody listens any more")

// told is an item with the truth about it.
type told struct {
	item *press.Item
	mark *press.Mark
}

// hear foresees that the press of the last weeks arrives.
func (s *story) hear() {
	if s.Listening.Listen == nil {
		return
	}
	from := s.today.AddDays(1 - heardDays)
	p, err := lively(from, s.today)
	if err != nil {
		s.broken = err
		return
	}
	h := s.Listening.begin()
	h.Step = heardStep
	next, stop := iter.Pull(items(p))
	ahead, more := next()
	s.add(act{at: from.Start(), what: "lập nguồn tin và chủ đề theo dõi", own: func(ctx context.Context) error { return h.setUp(ctx, p) }})
	for at := from.Start().Add(heardStep); !at.After(s.now); at = at.Add(heardStep) {
		s.add(act{at: at, what: "nghe báo chí", own: func(ctx context.Context) error {
			for more && !ahead.item.Arrived.After(at) {
				h.take(ahead.item, ahead.mark)
				ahead, more = next()
			}
			return h.step(ctx)
		}})
		if day := law.DateOf(at); day != law.DateOf(at.Add(heardStep)) {
			s.add(act{at: at.Add(time.Minute), own: func(ctx context.Context) error { return h.endDay(ctx, day.DaysUntil(s.today) < 15) }})
		}
	}
	s.add(act{at: s.now, own: func(ctx context.Context) error { stop(); return h.rest(ctx) }})
}

// endDay does what the server does by night: estimates of voices, and of late the forecasts.
func (h *hearing) endDay(ctx context.Context, late bool) error {
	err := h.Listen.EndDays(ctx)
	if err != nil || !late {
		return err
	}
	var all []listen.TopicID
	for id := range h.keys {
		all = append(all, id)
	}
	slices.Sort(all)
	return h.Alert.Foretell(ctx, all)
}

// rest leaves everything to the server that begins.
func (h *hearing) rest(ctx context.Context) error {
	err := h.Alert.Remember(ctx)
	if err != nil {
		return err
	}
	return h.Listen.GiveBack(ctx)
}

// lively is a press in which something is going on these days.
func lively(from, today law.Date) (*press.Press, error) {
	var p *press.Press
	for seed := uint64(1); seed <= 24; seed++ {
		var err error
		p, err = press.New(press.Options{Seed: seed, Days: heardDays, Items: heardItems, From: from})
		if err != nil {
			return nil, err
		}
		if ago := p.LastBurst().DaysUntil(today); ago >= 2 && ago <= 4 {
			break
		}
	}
	return p, nil
}

// items are those of a press, in the order of arrival.
func items(p *press.Press) iter.Seq[told] {
	return func(yield func(told) bool) {
		_ = p.Each(func(item *press.Item, mark *press.Mark) error { // what is written into memory does not fail
			if !yield(told{item, mark}) {
				return errEnough
			}
			return nil
		})
	}
}
