package round

import (
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/jobs"
)

// GrowArgs ask for the rounds whose day has come.
type GrowArgs struct{}

// Kind names the job.
func (GrowArgs) Kind() string { return "round.grow" }

// RemindArgs ask for today's letters about rounds.
type RemindArgs struct{}

// Kind names the job.
func (RemindArgs) Kind() string { return "round.remind" }

// work hands the background work of this package to a queue.
func (s *Service) work(q *jobs.Queue) {
	jobs.Handle(q, func(ctx context.Context, _ GrowArgs) error {
		_, err := s.Grow(ctx)
		return err
	})
	q.Every(time.Hour, func() jobs.Args { return GrowArgs{} })
	jobs.Handle(q, func(ctx context.Context, _ RemindArgs) error {
		_, err := s.Remind(ctx)
		return err
	})
	q.Every(30*time.Minute, func() jobs.Args { return RemindArgs{} })
}
