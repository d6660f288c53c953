package listen

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/law"
)

// Health is how a source does. Whoever speaks of it, the board, a digest, the public page or the command line, asks
// [Service.Standings].
type Health string

// The healths of a source.
const (
	HealthFine   Health = "fine"
	HealthOdd    Health = "odd"    // it is got, but what it brings is not what it usually does
	HealthSlow   Health = "slow"   // late, or failing for a short time
	HealthBroken Health = "broken" // fails again and again
	HealthApart  Health = "apart"  // paused, or nothing but counts is taken
)

// Alarm is what is strange about what a source brings. A source with an alarm is not fine.
type Alarm string

// The alarms.
const (
	AlarmSilent   Alarm = "silent"
	AlarmShrunk   Alarm = "shrunk"
	AlarmDoubled  Alarm = "doubled"
	AlarmPoisoned Alarm = "poisoned"
)

// What a source is judged by.
const (
	failing    = 3   // fetches in a row that fail before it is broken
	silentDays = 7   // without anything before it is silent, however little it usually brings
	twinShare  = 0.8 // of what it brings that another source brought first before both are the same
	twinDays   = 14  // in which that is counted
	judgedDays = 36  // that are looked at, the last one running
)

// Yield is what sources brought on one day.
type Yield struct {
	Items   map[SourceID]int
	Foreign map[SourceID]int // of them those in another language than the source's
	Again   map[Repeat]int   // items that another source had brought before
}

// Repeat is a source that brings what another one brought first.
type Repeat struct{ Source, First SourceID }

// Yield counts what sources brought on a day.
func (s *Service) Yield(ctx context.Context, tx *db.Tx, d law.Date) (y Yield, err error) {
	y = Yield{map[SourceID]int{}, map[SourceID]int{}, map[Repeat]int{}}
	r, err := tx.Query(ctx, `
		SELECT i.source, CASE WHEN i.language = s.language THEN 0 ELSE 1 END AS other, COUNT(*)
		  FROM listen_item i JOIN listen_source s ON s.id = i.source
		 WHERE i.published >= $1 AND i.published < $2 GROUP BY i.source, other`, d.Start(), d.End())
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var id SourceID
		var other, n int
		err = r.Scan(&id, &other, &n)
		y.Items[id] += n
		y.Foreign[id] += other * n
		return struct{}{}, err
	})
	if err != nil {
		return y, fmt.Errorf("counting what sources brought: %w", err)
	}
	r, err = tx.Query(ctx, `
		SELECT a.source, i.source, COUNT(*)
		  FROM listen_item i JOIN listen_also a ON a.item = i.id
		 WHERE i.published >= $1 AND i.published < $2 GROUP BY a.source, i.source`, d.Start(), d.End())
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var p Repeat
		var n int
		err = r.Scan(&p.Source, &p.First, &n)
		y.Again[p] += n
		return struct{}{}, err
	})
	if err != nil {
		return y, fmt.Errorf("counting what sources brought again: %w", err)
	}
	return y, nil
}

// Standing is a source with how it does.
type Standing struct {
	Source
	Fetching Fetching
	Health   Health
	Alarms   []Alarm
	Twin     SourceID // that brought the same before
	Lately   int      // items of the day and of the one before
}

// Counts reports whether the source is one of those of which it is said how many are fine.
func (s Standing) Counts() bool { return s.Health != HealthApart }

// Standings says how all sources do on a day: at now if it is today, else at its end. What they brought is asked of
// yield, day by day; nil asks the database.
func (s *Service) Standings(ctx context.Context, tx *db.Tx, on law.Date, yield func(law.Date) Yield) ([]Standing, error) {
	sources, err := s.Sources(ctx, tx)
	if err != nil {
		return nil, err
	}
	fetchings, err := s.Fetchings(ctx, tx)
	if err != nil {
		return nil, err
	}
	var days [judgedDays]Yield
	for i := range days {
		d := on.AddDays(i + 1 - judgedDays)
		if yield != nil {
			days[i] = yield(d)
			continue
		}
		days[i], err = s.Yield(ctx, tx, d)
		if err != nil {
			return nil, err
		}
	}
	now := s.Now()
	if end := on.End(); end.Before(now) {
		now = end
	}
	again := repeatsOf(days[:])
	all := make([]Standing, len(sources))
	for i, src := range sources {
		x := Standing{Source: src, Fetching: fetchings[src.ID], Lately: days[judgedDays-1].Items[src.ID] + days[judgedDays-2].Items[src.ID]}
		x.Health = healthOf(src, x.Fetching, now)
		if x.Counts() {
			x.alarm(&days, again[src.ID])
		}
		all[i] = x
	}
	return all, nil
}

// healthOf is how a source does by how it is got.
func healthOf(src Source, f Fetching, now time.Time) Health {
	switch {
	case src.State != Active || src.Class.OnlyCounts():
		return HealthApart
	case !src.Fetched():
		return HealthFine
	case f.Status == "":
		return HealthSlow
	case f.Status != fetch.Working && f.Status != fetch.Postponed && (f.Failures >= failing || f.Status.Gravity(f.State.Code) == 1):
		return HealthBroken
	case f.Status != fetch.Working:
		return HealthSlow
	case f.SuccessAt != nil && f.State.Interval > 0 && now.Sub(*f.SuccessAt) > 3*f.State.Interval:
		return HealthSlow
	}
	return HealthFine
}

// alarm says what is strange about what a source brought.
func (x *Standing) alarm(days *[judgedDays]Yield, again repeats) {
	var own [judgedDays]float64
	var total, foreign float64
	for i, y := range days {
		own[i] = float64(y.Items[x.ID])
		total += own[i]
		foreign += float64(y.Foreign[x.ID])
	}
	const today = judgedDays - 1
	usual := sum(own[:28]) / 28 // a day
	three, week := sum(own[today-3:]), sum(own[today-7:today])
	switch {
	case sum(own[judgedDays-silentDays:]) == 0 && !again.lately,
		three < .1*3*usual && below(three, 3*usual) < .01:
		x.Alarms = append(x.Alarms, AlarmSilent)
	case week < .5*7*usual && below(week, 7*usual) < .01:
		x.Alarms = append(x.Alarms, AlarmShrunk)
	}
	moved := x.Fetching.State.Moved
	if moved != "" && fetch.Domain(fetch.Host(moved)) != fetch.Domain(fetch.Host(x.Address)) || total >= 10 && 2*foreign > total {
		x.Alarms = append(x.Alarms, AlarmPoisoned)
	}
	all := sum(own[judgedDays-twinDays:]) + float64(again.all)
	if twin, n := again.most(); all >= 10 && float64(n) > twinShare*all {
		x.Alarms, x.Twin = append(x.Alarms, AlarmDoubled), twin
	}
	if len(x.Alarms) > 0 && x.Health == HealthFine {
		x.Health = HealthOdd
	}
}

// repeats are what a source brought in the last [twinDays] days that others had brought before.
type repeats struct {
	all    int
	first  map[SourceID]int // by who had brought it
	lately bool             // some of it in the last [silentDays] days
}

func repeatsOf(days []Yield) map[SourceID]repeats {
	all := map[SourceID]repeats{}
	for i, y := range days[len(days)-twinDays:] {
		for p, n := range y.Again {
			x := all[p.Source]
			if x.first == nil {
				x.first = map[SourceID]int{}
			}
			x.first[p.First] += n
			x.all += n
			x.lately = x.lately || i >= twinDays-silentDays
			all[p.Source] = x
		}
	}
	return all
}

// most is who had brought most of it.
func (x repeats) most() (id SourceID, n int) {
	for first, k := range x.first {
		if k > n || k == n && first < id {
			id, n = first, k
		}
	}
	return id, n
}

func sum(all []float64) (n float64) {
	for _, x := range all {
		n += x
	}
	return n
}

// below is how likely at most n come where mean are usual, by Poisson's law.
func below(n, mean float64) float64 {
	p, all := math.Exp(-mean), 0.0
	for k := 0.0; k <= n; k++ {
		all += p
		p *= mean / (k + 1)
	}
	return all
}

// HealthyOf counts the sources that are fine, and those of which that is said at all.
func HealthyOf(all []Standing) (fine, of int) {
	for _, x := range all {
		if x.Counts() {
			of++
		}
		if x.Health == HealthFine {
			fine++
		}
	}
	return fine, of
}
