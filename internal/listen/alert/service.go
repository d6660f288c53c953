package alert

import (
	"context"
	"embed"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/trend"
)

//go:embed migrations
var migrations embed.FS

//go:embed locales
var texts embed.FS

// Module is the schema of alerts. It comes after listen and work.
var Module = db.Module{Name: "listen-alert", Files: migrations}

// Outbox keeps letters until a job sends them. Queueing the same key again does nothing.
type Outbox interface {
	Queue(ctx context.Context, tx *db.Tx, m work.Message) error
}

// Options are what a [Service] stands on.
type Options struct {
	DB       *db.DB
	Org      *org.Service
	Listen   *listen.Service
	Work     *work.Service
	Now      func() time.Time
	Calendar func() law.Calendar
	Log      *slog.Logger
	Outbox   Outbox // nil: no letters leave
	Site     string // where the desk answers, for links in letters; may be empty
}

// Service follows every topic and keeps alerts.
type Service struct {
	Options
	feasts []trend.Holiday

	mu        sync.Mutex
	followers map[listen.TopicID]*Follower
	pulse     *Pulse
	beaten    time.Time // hours before this one are in the pulse

	asking sync.Mutex
	asked  map[listen.TopicID]bool // that are to be weighed and were not since
}

// New returns the service.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{Options: o, followers: map[listen.TopicID]*Follower{}, asked: map[listen.TopicID]bool{}, pulse: NewPulse()}
	s.feasts = feasts(o.Calendar(), law.DateOf(o.Now()).Year)
	return s
}

// feasts are the days off, some years around this one: people live by another rhythm then. Days of one name are
// judged by each other.
func feasts(c law.Calendar, year int) []trend.Holiday {
	var all []trend.Holiday
	for y := year - 2; y <= year+1; y++ {
		for _, d := range c.Days(y) {
			if d.Off() {
				all = append(all, trend.Holiday{Year: d.Date.Year, Month: d.Date.Month, Day: d.Date.Day, Name: d.NameVI})
			}
		}
	}
	return all
}

// Look weighs topics now: it learns what settled, raises what stands out and stores it. Topics that it does not
// remember are read back first. A topic that somebody else weighed while this call waited for its turn is not weighed
// again: much that comes at once is weighed together.
func (s *Service) Look(ctx context.Context, topics ...listen.TopicID) error {
	s.want(topics)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	beaten := false
	for _, t := range topics {
		if !s.wanted(t) {
			continue
		}
		if !beaten {
			err := s.DB.Read(ctx, func(tx *db.Tx) error { return s.beat(ctx, tx, now) })
			if err != nil {
				s.want(topics)
				return fmt.Errorf("counting what is heard of everything: %w", err)
			}
			beaten = true
		}
		err := s.lookAt(ctx, t, now)
		if err != nil {
			s.want(topics)
			return fmt.Errorf("looking at topic %d: %w", t, err)
		}
	}
	return nil
}

// want notes that topics are to be weighed.
func (s *Service) want(topics []listen.TopicID) {
	s.asking.Lock()
	defer s.asking.Unlock()
	for _, t := range topics {
		s.asked[t] = true
	}
}

// wanted reports whether a topic is to be weighed; whoever asks does it.
func (s *Service) wanted(topic listen.TopicID) bool {
	s.asking.Lock()
	defer s.asking.Unlock()
	still := s.asked[topic]
	delete(s.asked, topic)
	return still
}

func (s *Service) lookAt(ctx context.Context, topic listen.TopicID, now time.Time) error {
	var bar float64
	var f *Follower
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		f, err = s.follow(ctx, tx, topic, now)
		if err == nil {
			bar, err = s.bar(ctx, tx, topic)
		}
		return err
	})
	if err != nil {
		return err
	}
	s.followers[topic] = f
	raised, grown := f.Check(now, bar)
	if raised == nil && grown == nil {
		raised, err = s.dayOf(ctx, f, now, bar)
	}
	if err != nil || raised == nil && grown == nil {
		return err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error { return s.keep(ctx, tx, raised, grown) })
	if err != nil {
		delete(s.followers, topic) // what was not stored is found again
	}
	return err
}

func (s *Service) dayOf(ctx context.Context, f *Follower, now time.Time, bar float64) (raised *Episode, err error) {
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		raised, err = s.lookAtDay(ctx, tx, f, now, bar)
		return err
	})
	return raised, err
}

// follow is what this process remembers of a topic, brought up to now from what is stored.
func (s *Service) follow(ctx context.Context, tx *db.Tx, topic listen.TopicID, now time.Time) (*Follower, error) {
	f, known := s.followers[topic]
	if !known {
		var err error
		f, err = s.recall(ctx, tx, topic, now)
		if err != nil {
			return nil, err
		}
	}
	return f, s.refresh(ctx, tx, f, now)
}

// beat brings the pulse up to now. The last hours are read again: items arrive late.
func (s *Service) beat(ctx context.Context, tx *db.Tx, now time.Time) error {
	from := later(s.beaten.Add(-2*settle), hourOf(now).AddDate(0, 0, -history))
	counts, err := s.Listen.Hours(ctx, tx, 0, from, now)
	if err != nil {
		return err
	}
	sums := map[time.Time]float64{}
	for _, c := range counts {
		sums[c.Hour] += float64(c.Items)
	}
	for hour := from; hour.Before(now); hour = hour.Add(time.Hour) {
		s.pulse.Set(hour, sums[hour])
	}
	s.beaten = hourOf(now)
	return nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
