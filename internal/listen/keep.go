package listen

import (
	"context"
	"errors"
	"math"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

// How often the loops of a server look whether there is something to do.
const (
	readEvery  = time.Second
	fetchEvery = 2 * time.Second
	mailEvery  = time.Minute
	hubEvery   = 15 * time.Second
	workEvery  = 5 * time.Second
	tidyEvery  = time.Hour
)

// Keep listens until ctx ends: it understands what waits, fetches what is due, reads letters, and lets go of what
// has been kept long enough. Every process of a server runs it.
func (s *Service) Keep(ctx context.Context) {
	done := make(chan struct{})
	loops := []func(){
		func() { s.every(ctx, readEvery, "understanding", s.readOnce) },
		func() { s.every(ctx, mailEvery, "reading letters", s.readLetters) },
		func() { s.every(ctx, workEvery, "working at length", s.takeUpWork) },
		func() { s.every(ctx, tidyEvery, "letting go", s.Tidy) },
	}
	if s.Client != nil {
		loops = append(loops,
			func() { s.every(ctx, fetchEvery, "fetching", s.fetchOnce) },
			func() { s.every(ctx, holdEvery, "holding on", s.HoldOn) })
	}
	if s.hubs.Reached() {
		loops = append(loops, func() { s.every(ctx, hubEvery, "asking hubs", s.askHubs) })
	}
	for _, loop := range loops {
		go func() { loop(); done <- struct{}{} }()
	}
	for range loops {
		<-done
	}
	s.fetching.Wait()
	err := errors.Join(s.giveSourcesBack(context.WithoutCancel(ctx)), s.GiveBack(context.WithoutCancel(ctx)))
	if err != nil {
		s.Log.WarnContext(ctx, "giving leases back", "err", err)
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
	err := s.Warm(ctx)
	if err != nil {
		return err
	}
	_, err = s.ReadWaiting(ctx)
	return err
}

func (s *Service) askHubs(ctx context.Context) error {
	_, err := s.AskHubs(ctx)
	return err
}

func (s *Service) fetchOnce(ctx context.Context) error {
	_, err := s.startDue(ctx, s.Now(), math.MaxInt, &s.fetching)
	return err
}

// readLetters reads the folders of all mail sources; one that cannot be read does not keep the others from it.
func (s *Service) readLetters(ctx context.Context) error {
	if s.Letters == "" {
		return nil
	}
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
		_, bad := s.ReadMail(ctx, src)
		err = errors.Join(err, bad)
	}
	return err
}

// NoteInside writes to the audit log which addresses inside the administrator allows to be fetched, when that
// changes.
func (s *Service) NoteInside(ctx context.Context, inside string) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		var before string
		err := tx.QueryRow(ctx, `SELECT state FROM listen_progress WHERE name = 'inside'`).Scan(&before)
		if err != nil && !errors.Is(err, db.ErrNoRows) {
			return err
		}
		if before == inside {
			return nil
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO listen_progress (name, place, total, state, changed) VALUES ('inside', 0, 0, $1, $2)
			ON CONFLICT (name) DO UPDATE SET state = excluded.state, changed = excluded.changed`, inside, s.Now())
		if err != nil {
			return err
		}
		return audit.Write(ctx, tx, s.Now(), audit.Entry{
			Actor: "Hệ thống", Action: "listen.inside", Object: "listen_source",
			Sentence: web.Mark("Địa chỉ nội bộ được phép tải nguồn tin: %s."), Args: []any{inside},
		})
	})
}
