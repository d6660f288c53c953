package alert

import (
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/trend"
)

// What grows slowly is seen by whole days: sums of one, two and three days against what such days usually bring.
const (
	mostDays   = 3
	dayItems   = 8   // least items of a stretch of days
	daySources = 5   // least sources of it
	dayWinsor  = .99 // what a day brings beyond this part of what was expected teaches no more
)

// calendar is the days of one series, from first on; a source counts at most [SourceCap] times a day.
type calendar struct {
	first  law.Date
	voices []houses
}

func (c *calendar) add(day int, source listen.SourceID) { c.voices[day] = c.voices[day].with(source) }

// sources counts those of the last days.
func (c *calendar) sources(days int) int {
	all := map[listen.SourceID]bool{}
	for _, h := range c.voices[len(c.voices)-days:] {
		for source := range h {
			all[source] = true
		}
	}
	return len(all)
}

// look weighs the last days against those before. share is how much was heard of everything on a day, story how rare
// its largest story is in so many days.
func (c *calendar) look(feasts []trend.Holiday, share func(law.Date) float64, story func(days int) float64, bar float64) (best Signal, ok bool) {
	b := trend.NewBaseline(trend.Setting{Kind: trend.Count, Step: 86400, Dated: true, Holidays: feasts})
	var swings [mostDays]swing
	came, past := make([]float64, len(c.voices)), make([]usual, len(c.voices))
	for i, h := range c.voices {
		day := c.first.AddDays(i)
		at, heard := day.Start().Unix(), share(day)
		p := b.Predict(at, heard)
		came[i], past[i] = h.items(), usualOf(p)
		s, sum := Signal{}, usual{}
		for days := 1; days <= min(mostDays, i+1); days++ {
			k := i + 1 - days
			s.Hours, s.Seen, s.Peak = 24*days, s.Seen+came[k], max(s.Peak, came[k])
			sum = usual{sum.Mean + past[k].Mean, sum.Excess + past[k].Excess}
			if i < len(c.voices)-1 {
				swings[days-1].learn(s.Seen, sum.Mean)
				continue
			}
			s.Expected, s.Sources = sum.Mean, c.sources(days)
			if s.Seen < dayItems || s.Sources < daySources || s.Seen < fewestTimes*s.Expected {
				continue
			}
			s.Odds = odds(s.Seen, swings[days-1].of(sum)) + story(days)
			if s.Odds >= bar && s.Odds > best.Odds {
				best, ok = s, true
			}
		}
		b.Learn(at, min(came[i], bound(p, dayWinsor)), heard)
	}
	return best, ok
}

// Day says whether the days up to one stand out; mentions are those of the days from first on.
func (f *Follower) Day(first, last law.Date, mentions []listen.Mention, now time.Time, bar float64) (best Episode, ok bool) {
	bar += f.young(now)
	all := map[Series]*calendar{}
	for _, m := range mentions {
		day := first.DaysUntil(law.DateOf(m.Published))
		late := m.Arrived.Sub(m.Published) > fresh
		if day < 0 || day > first.DaysUntil(last) || late && day > first.DaysUntil(last)-mostDays {
			continue
		}
		for _, x := range f.seriesOf(partOf(m)) {
			if all[x] == nil {
				all[x] = &calendar{first, make([]houses, first.DaysUntil(last)+1)}
			}
			all[x].add(day, m.Source)
		}
	}
	for x, c := range all {
		asked := bar
		if x.narrow() {
			asked += narrowBar
		}
		story := func(days int) float64 {
			return f.tales.rarity(f.largest(x, mentions, last.AddDays(1-days), last), whole)
		}
		s, stands := c.look(f.feasts, f.dayShare, story, asked)
		if stands && x.narrow() {
			s.Odds -= narrowBar // parts are many
		}
		if stands && (!ok || s.Odds > best.Odds || s.Odds == best.Odds && compareSeries(x, best.Series) < 0) {
			ok = true
			best = Episode{Rule: Day, Series: x, Signal: s, Began: last.AddDays(1 - s.Hours/24).Start().UTC(), Raised: now, Last: now}
		}
	}
	best.Story = storyAmong(best, mentions)
	return best, ok
}

// storyAmong is [Follower.storyOf] among mentions.
func storyAmong(e Episode, mentions []listen.Mention) listen.StoryID {
	count, all := map[listen.StoryID]int{}, 0
	for _, m := range mentions {
		if e.Series.holds(partOf(m)) && !m.Published.Before(e.Began) {
			count[m.Story]++
			all++
		}
	}
	return mainOf(count, all)
}

// dayShare is how much was heard of everything on a day, as a share of what is usual.
func (f *Follower) dayShare(day law.Date) (share float64) {
	for hour := pulseSpan; hour <= 24; hour += pulseSpan {
		share += f.pulse.Share(day.Start().Add(time.Duration(hour)*time.Hour)) / (24 / pulseSpan)
	}
	return share
}

// largest is the size of the story that is told most between two days.
func (f *Follower) largest(x Series, mentions []listen.Mention, from, to law.Date) (most float64) {
	told := map[listen.StoryID]houses{}
	for _, m := range mentions {
		if day := law.DateOf(m.Published); m.Story != 0 && x.holds(partOf(m)) && !day.Before(from) && !to.Before(day) {
			told[m.Story] = told[m.Story].with(m.Source)
			most = max(most, told[m.Story].items())
		}
	}
	return most
}

// lookAtDay looks, once a day, at the last day that is settled. What an alert of these days tells already is not told
// again.
func (s *Service) lookAtDay(ctx context.Context, tx *db.Tx, f *Follower, now time.Time, bar float64) (*Episode, error) {
	last := lastSettled(now)
	if !f.day.Before(last) {
		return nil, nil
	}
	f.day = last
	first := law.DateOf(later(last.AddDays(-history).Start(), s.since(now)))
	var mentions []listen.Mention
	err := s.Listen.Mentions(ctx, tx, f.topic, first.Start(), last.AddDays(1).Start(), func(m listen.Mention) { mentions = append(mentions, m) })
	if err != nil || len(mentions) < dayItems {
		return nil, err
	}
	e, ok := f.Day(first, last, mentions, now, bar)
	if !ok {
		return nil, nil
	}
	before, err := running(ctx, tx, alarms, f.topic, e.Began)
	if err != nil || len(before) > 0 {
		return nil, err
	}
	f.tales.raise(e.Story)
	f.episode = e.after(f.episode)
	return f.episode, nil
}
