package listen

import (
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// How often the loops of a server look whether there is something to do.
const (
	readEvery  = time.Second
	fetchEvery = 2 * time.Second
	mailEvery  = time.Minute
	tidyEvery  = time.Hour
)

// Keep listens until ctx ends: it understands what waits, fetches what is due, reads letters, and lets go of what
// has been kept long enough. Every process of a server runs it.
func (s *Service) Keep(ctx context.Context) {
	done := make(chan struct{})
	loops := []func(){
		func() { s.every(ctx, readEvery, "understanding", s.readOnce) },
		func() { s.every(ctx, mailEvery, "reading letters", s.readLetters) },
		func() { s.every(ctx, tidyEvery, "letting go", s.Tidy) },
	}
	if s.Client != nil {
		loops = append(loops, func() { s.every(ctx, fetchEvery, "fetching", s.fetchOnce) })
	}
	for _, loop := range loops {
		go func() { loop(); done <- struct{}{} }()
	}
	for range loops {
		<-done
	}
	err := s.GiveBack(context.WithoutCancel(ctx))
	if err != nil {
		s.Log.WarnContext(ctx, "giving the reader's lease back", "err", err)
	}
}

// every runs fn again and again; what goes wrong is logged and tried again.
func (s *Service) every(ctx context.Context, pause time.Duration, name string, fn func(context.Context) error) {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		err := fn(ctx)
		if err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "listening", "step", name, "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (s *Service) readOnce(ctx context.Context) error {
	_, err := s.ReadWaiting(ctx)
	return err
}

func (s *Service) fetchOnce(ctx context.Context) error {
	for {
		n, err := s.FetchDue(ctx, claimAtOnce)
		if err != nil || n < claimAtOnce {
			return err
		}
	}
}

// readLetters reads the folders of all mail sources.
func (s *Service) readLetters(ctx context.Context) error {
	var sources []Source
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		sources, err = s.Sources(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	for _, src := range sources {
		if src.Kind != KindMail || src.State != Active {
			continue
		}
		_, err := s.ReadMail(ctx, src)
		if err != nil {
			return err
		}
	}
	return nil
}
