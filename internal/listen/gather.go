package listen

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

// Getter gets addresses politely: [fetch.Client].
type Getter interface {
	Get(ctx context.Context, req fetch.Request) (fetch.Response, error)
}

const (
	fetchesAtOnce = 32              // sources under way in one process
	fetchLease    = 5 * time.Minute // after which another process takes over
	eventsKept    = 30              // of each source
)

// FetchDue fetches the sources whose time has come, up to a number, and returns how many there were. Sources of
// one registrable domain are fetched by one process at a time; a process that dies leaves its sources to others
// after five minutes. What came is stored as it comes, the last of it with how the fetching stands: who is killed
// loses nothing, and the next one does not fetch again what is stored.
func (s *Service) FetchDue(ctx context.Context, most int) (int, error) {
	n, by := 0, s.Now()
	for n < most {
		var running sync.WaitGroup
		some, err := s.startDue(ctx, by, most-n, &running)
		running.Wait()
		n += some
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || some == 0 {
			return n, err
		}
	}
	return n, nil
}

// startDue begins to fetch the sources whose time has come by a moment, up to a number, as places become free, and says
// how many it began. It does not wait for those that are under way: where many pages are fetched, that takes minutes.
func (s *Service) startDue(ctx context.Context, by time.Time, most int, running *sync.WaitGroup) (n int, err error) {
	for n < most {
		free := s.takePlaces(ctx, most-n)
		if free == 0 {
			return n, ctx.Err()
		}
		all, err := s.claim(ctx, by, free)
		s.freePlaces(free - len(all))
		if err != nil || len(all) == 0 {
			return n, err
		}
		for _, d := range all {
			s.holding.begin(d.src)
			running.Go(func() {
				defer s.freePlaces(1)
				defer s.holding.end(d.src)
				err := s.fetch(ctx, d)
				if err != nil && ctx.Err() == nil && !errors.Is(err, errTakenAway) {
					s.Log.ErrorContext(ctx, "fetching a source", "source", int64(d.src.ID), "err", err)
				}
			})
		}
		n += len(all)
	}
	return n, nil
}

// takePlaces waits for a free place among those that fetch, and takes as many as are free then; none if ctx ends.
func (s *Service) takePlaces(ctx context.Context, most int) (n int) {
	select {
	case s.fetchers <- struct{}{}:
		n = 1
	case <-ctx.Done():
		return 0
	}
	for n < most {
		select {
		case s.fetchers <- struct{}{}:
			n++
		default:
			return n
		}
	}
	return n
}

func (s *Service) freePlaces(n int) {
	for range n {
		<-s.fetchers
	}
}

// fetch fetches one source and stores what came with how it went. What needs no page is stored before the first
// page is asked for, and each page's article before the next one: pages of one host come with long pauses.
func (s *Service) fetch(ctx context.Context, d due) error {
	req := d.state.Request(d.src.Address, fetch.Feed)
	req.DespiteRobots = d.src.despiteRobots()
	if d.src.Kind == KindPage {
		req.Kind = fetch.Page
	}
	res, err := s.Client.Get(ctx, req)
	if err != nil {
		return err // the process stops; the lease runs out
	}
	h := &haul{s: s, due: d, out: fetch.Outcome{Response: res, At: res.Start.Add(res.Took)}}
	var arrivals []Arrival
	if res.Status == fetch.Working && !res.Same {
		arrivals = s.readBody(d.src, res, &h.out)
	}
	err = h.sort(ctx, arrivals)
	if err != nil {
		return err
	}
	for i := range h.short {
		err := h.put(ctx, s.renew)
		if err != nil {
			return err
		}
		err = h.complete(ctx, &h.short[i])
		if err != nil {
			return err
		}
		h.ready = append(h.ready, h.short[i])
	}
	return h.put(ctx, s.fetched)
}

// readBody makes arrivals of a body; a body that cannot be read is an outcome.
func (s *Service) readBody(src Source, res fetch.Response, out *fetch.Outcome) []Arrival {
	o := feed.Options{ContentType: res.ContentType, Base: res.URL}
	if p := src.Settings.List; p != nil && src.Kind == KindPage {
		o.Pattern = &feed.Pattern{Item: p.Item, Title: p.Title, Link: p.Link, Date: p.Date}
	}
	f, err := feed.Parse(res.Body, o)
	if err != nil {
		out.Status, out.Cause = fetch.ParseError, err.Error()
		return nil
	}
	out.FeedPause, out.Hub, out.Self = f.Every, firstOf(out.Hub, f.Hub), firstOf(out.Self, f.Self)
	return arrivalsOf(f)
}
