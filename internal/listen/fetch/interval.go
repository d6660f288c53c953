package fetch

import (
	"net/http"
	"time"
)

// State is what is kept of a source between two fetches, also over a restart. The zero value is a source that
// was never fetched.
type State struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	Given        string `json:"given,omitempty"` // the address that gave the validators
	Hash         string `json:"hash,omitempty"`

	Interval time.Duration `json:"interval"` // planned between two fetches, before jitter
	Steady   int           `json:"steady"`   // successes on time in a row since the interval last changed
	Failures int           `json:"failures"` // in a row
	Gravity  float64       `json:"gravity"`  // of those failures together

	Status    Status    `json:"status"`
	Code      int       `json:"code,omitempty"`
	FetchedAt time.Time `json:"fetched_at,omitzero"`
	GoodAt    time.Time `json:"good_at,omitzero"` // last success
	FullAt    time.Time `json:"full_at,omitzero"` // last whole body
	NewAt     time.Time `json:"new_at,omitzero"`  // last item that was new
	NextAt    time.Time `json:"next_at,omitzero"`

	Hub  string `json:"hub,omitempty"`  // WebSub: where one may ask to be told of what is new
	Self string `json:"self,omitempty"` // under which name the hub knows the source

	Moved     string `json:"moved,omitempty"` // where permanent redirects lead
	MovedSeen int    `json:"moved_seen,omitempty"`
}

// MovedAfter is how many times in a row a permanent redirect is seen before the new address replaces the old.
const MovedAfter = 3

// Request is what to ask of a source with this state.
func (s State) Request(url string, kind Kind) Request {
	return Request{
		URL: url, Kind: kind,
		ETag: s.ETag, LastModified: s.LastModified, Given: s.Given, Hash: s.Hash, FullAt: s.FullAt,
	}
}

// HasMoved is the address to store instead of the source's own, "" if there is none yet.
func (s State) HasMoved() string {
	if s.MovedSeen < MovedAfter {
		return ""
	}
	return s.Moved
}

// Outcome is a response with what its reader found in the body.
type Outcome struct {
	Response
	At        time.Time     // when it was over
	FeedPause time.Duration // that the feed itself asks for: ttl, updatePeriod; 0 if it says nothing usable
	Items     int           // in the body
	Known     int           // of them those that had been seen before
	Pushed    bool          // a WebSub subscription is in force: fetching is only a net under it
}

// Rules bound the intervals of a source.
type Rules struct {
	Start, Floor, Ceiling time.Duration
}

// UsualRules are those for a source of which nothing special is known.
func UsualRules() Rules {
	return Rules{Start: time.Hour, Floor: 10 * time.Minute, Ceiling: 24 * time.Hour}
}

const (
	shareKnown     = 0.67 // of items known from which one asks less often
	shareNew       = 0.33 // of items known below which one asks more often
	steadyAfter    = 2    // successes on time before the interval changes
	longer         = 10 * time.Minute
	muchLonger     = time.Hour // for a source that has been silent
	shorter        = time.Hour
	silentAfter    = 31 * 24 * time.Hour
	pushedFloor    = 6 * time.Hour
	mostBackOff    = 24 * time.Hour
	manyFailures   = 30
	mostForLost    = 30 * 24 * time.Hour
	intervalJitter = 0.1              // either way
	herd           = time.Hour        // over which those spread who met the same 429
	queue          = 10 * time.Minute // over which those spread who only waited too long for their turn
)

// Next is the state after an outcome, with the time of the next fetch. Random is a number from 0 to 1, below 1;
// it spreads sources that would otherwise meet. The rules:
//
// A source begins with the interval Start. After two successes on time, if at least 67 % of the items were known
// (all, if nothing changed), ten minutes are added, an hour if nothing was new for 31 days; if fewer than 33 %
// were known, an hour is taken away, and a long interval falls back to Start at once. It stays between Floor and
// Ceiling, and is never shorter than what the feed, its caching headers or Retry-After ask for.
//
// A failure waits for the interval times the weight of all failures in a row (1 for what will hardly heal by
// itself, 0.5 for what may, 0.25 for what will), at most a day, from the thirtieth failure at most 30 days. A
// source is never given up.
func Next(o Outcome, s State, r Rules, random float64) State {
	if s.Interval == 0 {
		s.Interval = r.Start
	}
	if o.Status == Postponed {
		spread := min(max(o.NotBefore.Sub(o.At), queue), herd)
		s.NextAt = later(o.NotBefore, o.At).Add(part(spread, random))
		return s
	}
	onTime := !s.NextAt.IsZero() && s.FetchedAt.Before(s.NextAt) && o.At.Sub(s.NextAt) < s.Interval
	s.Status, s.Code, s.FetchedAt = o.Status, o.Code, o.At
	s.sight(o)
	if o.Status == Working {
		s.learn(o)
		s.adapt(o, r, onTime)
		s.NextAt = o.At.Add(s.pause(o, r, random))
	} else {
		s.NextAt = o.At.Add(max(jittered(s.backOff(o), random), r.Floor))
	}
	return s.afterAsked(o, random)
}

// sight counts how often the same permanent redirect was seen in a row; a fetch that failed says nothing.
func (s *State) sight(o Outcome) {
	if o.Status != Working {
		return
	}
	moved := o.Moved()
	if moved != s.Moved {
		s.Moved, s.MovedSeen = moved, 0
	}
	if moved != "" {
		s.MovedSeen++
	}
}

// learn keeps what a success says.
func (s *State) learn(o Outcome) {
	s.ETag, s.LastModified, s.Given, s.Hash = o.ETag, o.LastModified, o.URL, o.Hash
	s.Failures, s.Gravity, s.GoodAt = 0, 0, o.At
	if o.Full {
		s.FullAt = o.At
	}
	if o.Full && !o.Same || o.Hub != "" { // an unchanged body was not read again
		s.Hub, s.Self = o.Hub, o.Self
	}
	if o.Items > o.Known || s.NewAt.IsZero() {
		s.NewAt = o.At
	}
}

// adapt makes the interval longer or shorter by the share of items that were known.
func (s *State) adapt(o Outcome, r Rules, onTime bool) {
	if onTime {
		s.Steady++
	}
	known := 1.0
	if !o.Same && o.Items > 0 {
		known = float64(o.Known) / float64(o.Items)
	}
	if s.Steady < steadyAfter || known >= shareNew && known < shareKnown {
		return
	}
	was := s.Interval
	switch {
	case known >= shareKnown && o.At.Sub(s.NewAt) > silentAfter:
		s.Interval += muchLonger
	case known >= shareKnown:
		s.Interval += longer
	case s.Interval > r.Start:
		s.Interval = r.Start
	default:
		s.Interval -= shorter
	}
	s.Interval = min(max(s.Interval, r.Floor), r.Ceiling)
	if s.Interval != was {
		s.Steady = 0
	}
}

// pause is how long a source that works is left alone: about its interval, and at least what was asked for.
func (s *State) pause(o Outcome, r Rules, random float64) time.Duration {
	least := min(max(o.FeedPause, o.Fresh), r.Ceiling)
	if o.Pushed {
		least = max(least, pushedFloor)
	}
	wait := max(jittered(s.Interval, random), r.Floor)
	if wait >= least {
		return wait
	}
	return least + part(least/10, random)
}

// backOff is how long a source that fails is left alone.
func (s *State) backOff(o Outcome) time.Duration {
	s.Failures++
	s.Gravity += o.Status.Gravity(o.Code)
	s.Steady = 0
	most := mostBackOff
	if s.Failures >= manyFailures {
		most = mostForLost
	}
	wait := time.Duration(max(s.Gravity, 1) * float64(s.Interval))
	return min(wait, most)
}

// afterAsked keeps away for as long as the server asked, and spreads those who met the same 429.
func (s State) afterAsked(o Outcome, random float64) State {
	asked := o.At.Add(o.RetryAfter)
	if o.Code == http.StatusTooManyRequests {
		s.NextAt = later(s.NextAt, asked).Add(part(herd, random))
	}
	s.NextAt = later(s.NextAt, asked)
	return s
}

func jittered(d time.Duration, random float64) time.Duration {
	return d + time.Duration((2*random-1)*intervalJitter*float64(d))
}

func part(d time.Duration, random float64) time.Duration { return time.Duration(random * float64(d)) }
