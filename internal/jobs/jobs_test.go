package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/jobs"
)

type greet struct {
	Name string `json:"name"`
}

func (greet) Kind() string { return "test.greet" }

var start = time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)

func newQueue(t *testing.T, d *db.DB, now func() time.Time) (*jobs.Queue, *[]string) {
	t.Helper()
	q, err := jobs.New(d, now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var greeted []string
	jobs.Handle(q, func(_ context.Context, g greet) error {
		greeted = append(greeted, g.Name)
		return nil
	})
	return q, &greeted
}

func TestAJobExistsOnlyIfItsChangeDoes(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{jobs.Module}, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		q, greeted := newQueue(t, d, func() time.Time { return start })
		stop := errors.New("stop")
		err := d.Write(ctx, func(tx *db.Tx) error {
			return errors.Join(q.Enqueue(ctx, tx, greet{"không"}), stop)
		})
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
		err = d.Write(ctx, func(tx *db.Tx) error { return q.Enqueue(ctx, tx, greet{"có"}) })
		if err != nil {
			t.Fatal(err)
		}
		n, err := q.RunDue(ctx)
		if err != nil || n != 1 || len(*greeted) != 1 || (*greeted)[0] != "có" {
			t.Errorf("ran %d %v, %v; want one, for có", n, *greeted, err)
		}
		n, err = q.RunDue(ctx)
		if err != nil || n != 0 {
			t.Errorf("a finished job ran again: %d, %v", n, err)
		}
	})
}

func TestAJobForLaterWaitsForTheClock(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{jobs.Module}, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		now := time.Now()
		q, greeted := newQueue(t, d, func() time.Time { return now })
		err := d.Write(ctx, func(tx *db.Tx) error {
			return errors.Join(
				q.Enqueue(ctx, tx, greet{"mai"}, jobs.At(now.Add(24*time.Hour)), jobs.Once()),
				q.Enqueue(ctx, tx, greet{"mai"}, jobs.At(now.Add(24*time.Hour)), jobs.Once()),
			)
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = q.RunDue(ctx)
		if err != nil || len(*greeted) != 0 {
			t.Fatalf("ran early: %v, %v", *greeted, err)
		}
		now = now.Add(25 * time.Hour)
		_, err = q.RunDue(ctx)
		if err != nil || len(*greeted) != 1 {
			t.Errorf("ran %v, %v; want once: the twin was dropped", *greeted, err)
		}
	})
}

func TestAStartedQueueWorksByItself(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{jobs.Module}, func(t *testing.T, d *db.DB) {
		ctx := t.Context()
		q, err := jobs.New(d, time.Now, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		done := make(chan string, 8)
		jobs.Handle(q, func(_ context.Context, g greet) error { done <- g.Name; return nil })
		q.Every(time.Hour, func() jobs.Args { return greet{"định kỳ"} })
		err = q.Start(ctx)
		if err != nil {
			t.Fatal(err)
		}
		err = d.Write(ctx, func(tx *db.Tx) error { return q.Enqueue(ctx, tx, greet{"ngay"}) })
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]bool{<-done: true, <-done: true}
		if !got["ngay"] || !got["định kỳ"] {
			t.Errorf("worked %v, want both", got)
		}
		err = q.Stop(context.WithoutCancel(ctx))
		if err != nil {
			t.Error(err)
		}
	})
}
