package feed

import (
	"strings"
	"time"
)

const (
	shortestEvery = 5 * time.Minute
	longestEvery  = 31 * 24 * time.Hour
)

// period is the length of an sy:updatePeriod; 0 for words that say nothing ("always").
func period(v string) time.Duration {
	const day = 24 * time.Hour
	switch v = strings.ToLower(strings.TrimSpace(v)); {
	case strings.HasPrefix(v, "hour"):
		return time.Hour
	case strings.HasPrefix(v, "dai"), strings.HasPrefix(v, "day"):
		return day
	case strings.HasPrefix(v, "week"):
		return 7 * day
	case strings.HasPrefix(v, "month"):
		return 30 * day
	case strings.HasPrefix(v, "year"), strings.HasPrefix(v, "ann"):
		return 365 * day
	}
	return 0
}

func minutes(n float64) time.Duration {
	if !(n > 0 && n < 1e6) {
		return 0
	}
	return time.Duration(n * float64(time.Minute))
}

// every remembers how long the publisher asks to wait; the longest of what it says holds.
func (r *reader) every(d time.Duration) {
	if d <= 0 {
		return
	}
	r.feed.Every = max(r.feed.Every, min(max(d, shortestEvery), longestEvery))
}

// settlePeriod joins the period with how often the feed changes in it.
func (r *reader) settlePeriod() {
	if r.period == 0 {
		return
	}
	if r.frequency == 0 {
		r.frequency = 1
	}
	r.every(minutes(r.period.Minutes() / r.frequency))
}
