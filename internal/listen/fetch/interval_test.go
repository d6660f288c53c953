package fetch

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// good is an outcome of a body with items, some of them known.
func good(at time.Time, items, known int) Outcome {
	return Outcome{Response: Response{Status: Working, Code: 200, Full: true, URL: "https://bao.vn/rss"}, At: at, Items: items, Known: known}
}

func bad(at time.Time, s Status, code int) Outcome {
	return Outcome{Response: Response{Status: s, Code: code}, At: at}
}

// middle is the chance that adds and takes nothing.
const middle = 0.5

// repeated is the state after n outcomes, each just when it was due.
func repeated(s State, n int, o func(at time.Time) Outcome) State {
	for range n {
		at := s.NextAt
		if at.IsZero() {
			at = noon
		}
		s = Next(o(at), s, UsualRules(), middle)
	}
	return s
}

func TestIntervalsFitTheFeed(t *testing.T) {
	t.Parallel()
	share := func(items, known int) func(time.Time) Outcome {
		return func(at time.Time) Outcome { return good(at, items, known) }
	}
	same := func(at time.Time) Outcome {
		o := good(at, 0, 0)
		o.Same = true
		return o
	}
	for _, tt := range []struct {
		name  string
		begin time.Duration
		n     int
		o     func(time.Time) Outcome
		want  time.Duration
	}{
		{"a new source", 0, 1, share(20, 0), time.Hour},
		{"two successes are too few, for the first was not planned", 0, 2, share(20, 20), time.Hour},
		{"mostly known", 0, 3, share(20, 14), 70 * time.Minute},
		{"nothing changed", 0, 3, same, 70 * time.Minute},
		{"a body without items", 0, 3, share(0, 0), 70 * time.Minute},
		{"half of it known", 0, 9, share(20, 10), time.Hour},
		{"mostly new", 0, 3, share(20, 4), 10 * time.Minute},
		{"mostly new at the floor", 10 * time.Minute, 9, share(20, 0), 10 * time.Minute},
		{"mostly new at a long interval", 20 * time.Hour, 3, share(20, 0), time.Hour},
		{"ten minutes longer for every two", 0, 9, share(20, 20), 100 * time.Minute},
		{"never over a day", 24 * time.Hour, 9, share(20, 20), 24 * time.Hour},
	} {
		s := repeated(State{Interval: tt.begin}, tt.n, tt.o)
		if s.Interval != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, s.Interval, tt.want)
		}
		if !s.NextAt.Equal(s.FetchedAt.Add(s.Interval)) {
			t.Errorf("%s: next after %v", tt.name, s.NextAt.Sub(s.FetchedAt))
		}
	}
	silent := State{Interval: time.Hour, NextAt: noon, FetchedAt: noon.Add(-time.Hour), NewAt: noon.Add(-32 * 24 * time.Hour), Steady: 1}
	if s := Next(good(noon, 20, 20), silent, UsualRules(), middle); s.Interval != 2*time.Hour {
		t.Errorf("after a month of silence: %v, want 2h", s.Interval)
	}
	late := State{Interval: time.Hour, NextAt: noon.Add(-3 * time.Hour), FetchedAt: noon.Add(-4 * time.Hour), NewAt: noon, Steady: 1}
	if s := Next(good(noon, 20, 20), late, UsualRules(), middle); s.Interval != time.Hour {
		t.Errorf("after a success that came late: %v, want 1h", s.Interval)
	}
}

func TestWhatTheSourceAsksForIsKept(t *testing.T) {
	t.Parallel()
	begin := State{Interval: time.Hour}
	for _, tt := range []struct {
		name   string
		change func(*Outcome)
		random float64
		want   time.Duration
	}{
		{"nothing asked, early", func(*Outcome) {}, 0, 54 * time.Minute},
		{"nothing asked, late", func(*Outcome) {}, 1, 66 * time.Minute},
		{"the feed asks for two hours", func(o *Outcome) { o.FeedPause = 2 * time.Hour }, 0, 2 * time.Hour},
		{"the feed asks for two minutes", func(o *Outcome) { o.FeedPause = 2 * time.Minute }, middle, time.Hour},
		{"the feed asks for a year", func(o *Outcome) { o.FeedPause = 365 * 24 * time.Hour }, 0, 24 * time.Hour},
		{"caching headers say three hours", func(o *Outcome) { o.Fresh = 3 * time.Hour }, 0, 3 * time.Hour},
		{"a hub pushes", func(o *Outcome) { o.Pushed = true }, 0, 6 * time.Hour},
		{"503 with a day", func(o *Outcome) { o.Response = Response{Status: HTTPError, Code: 503, RetryAfter: 24 * time.Hour} }, 0, 24 * time.Hour},
		{"429 with two hours, early", func(o *Outcome) { o.Response = Response{Status: HTTPError, Code: 429, RetryAfter: 2 * time.Hour} }, 0, 2 * time.Hour},
		{"429 with two hours, late", func(o *Outcome) { o.Response = Response{Status: HTTPError, Code: 429, RetryAfter: 2 * time.Hour} }, 1, 3 * time.Hour},
		{"429 without a word", func(o *Outcome) { o.Response = Response{Status: HTTPError, Code: 429} }, middle, 90 * time.Minute},
		{"postponed behind a 429", func(o *Outcome) { o.Response = Response{Status: Postponed, NotBefore: noon.Add(time.Hour)} }, middle, 90 * time.Minute},
		{"postponed in a queue", func(o *Outcome) { o.Response = Response{Status: Postponed, NotBefore: noon.Add(5 * time.Second)} }, middle, 5*time.Minute + 5*time.Second},
	} {
		o := good(noon, 20, 10)
		tt.change(&o)
		if got := Next(o, begin, UsualRules(), tt.random).NextAt.Sub(noon); got != tt.want {
			t.Errorf("%s: next after %v, want %v", tt.name, got, tt.want)
		}
	}
	floor := Next(good(noon, 20, 10), State{Interval: 10 * time.Minute}, UsualRules(), 0)
	if got := floor.NextAt.Sub(noon); got != 10*time.Minute {
		t.Errorf("at the floor, early: next after %v", got)
	}
}

func TestFailuresBackOffButNeverEnd(t *testing.T) {
	t.Parallel()
	fails := func(s Status, code int) func(time.Time) Outcome {
		return func(at time.Time) Outcome { return bad(at, s, code) }
	}
	for _, tt := range []struct {
		name string
		n    int
		o    func(time.Time) Outcome
		want time.Duration
	}{
		{"the first 404", 1, fails(HTTPError, 404), time.Hour},
		{"the fifth 404", 5, fails(HTTPError, 404), 5 * time.Hour},
		{"the fifth 403", 5, fails(HTTPError, 403), 5 * time.Hour},
		{"the fifth unknown host", 5, fails(UnknownDNS, 0), 5 * time.Hour},
		{"the fifth expired certificate", 5, fails(TLSError, 0), 5 * time.Hour},
		{"the fifth page instead of a feed", 5, fails(ParseError, 200), 5 * time.Hour},
		{"the fifth 500", 5, fails(HTTPError, 500), 150 * time.Minute},
		{"the fifth broken robots.txt", 5, fails(Robots, 500), 150 * time.Minute},
		{"the fifth reset connection", 5, fails(Connection, 0), 150 * time.Minute},
		{"the eighth 503", 8, fails(HTTPError, 503), 2 * time.Hour},
		{"the eighth timeout", 8, fails(Timeout, 0), 2 * time.Hour},
		{"the eighth failure of names", 8, fails(BrokenDNS, 0), 2 * time.Hour},
		{"the 29th 404", 29, fails(HTTPError, 404), 24 * time.Hour},
		{"the 30th 404", 30, fails(HTTPError, 404), 30 * time.Hour},
		{"the 720th 404", 720, fails(HTTPError, 404), 30 * 24 * time.Hour},
		{"the 9,000th 404", 9000, fails(HTTPError, 404), 30 * 24 * time.Hour},
	} {
		s := repeated(State{}, tt.n, tt.o)
		if got := s.NextAt.Sub(s.FetchedAt); got != tt.want || s.Failures != tt.n {
			t.Errorf("%s: next after %v, want %v; %d failures", tt.name, got, tt.want, s.Failures)
		}
	}
	s := repeated(State{ETag: `"a"`}, 40, fails(HTTPError, 404))
	if s.ETag != `"a"` {
		t.Error("a failure forgot the validators")
	}
	s = repeated(s, 1, func(at time.Time) Outcome { return good(at, 20, 10) })
	if s.Failures != 0 || s.NextAt.Sub(s.FetchedAt) != time.Hour || s.Status != Working {
		t.Errorf("healed: %d failures, next after %v", s.Failures, s.NextAt.Sub(s.FetchedAt))
	}
}

func TestAMoveIsBelievedAfterThreeSightings(t *testing.T) {
	t.Parallel()
	moved := func(to string) func(time.Time) Outcome {
		return func(at time.Time) Outcome {
			o := good(at, 20, 10)
			o.Hops = []Hop{{From: "a", To: to, Code: 301, Permanent: true}}
			return o
		}
	}
	s := repeated(State{}, 2, moved("https://moi.vn/rss"))
	if s.HasMoved() != "" {
		t.Error("a move was believed after two sightings")
	}
	s = repeated(s, 1, func(at time.Time) Outcome { return bad(at, Timeout, 0) })
	s = repeated(s, 1, moved("https://moi.vn/rss"))
	if s.HasMoved() != "https://moi.vn/rss" {
		t.Errorf("after three sightings: %q", s.HasMoved())
	}
	s = repeated(s, 2, moved("https://khac.vn/rss"))
	if s.HasMoved() != "" {
		t.Errorf("elsewhere only twice: %q", s.HasMoved())
	}
	s = repeated(s, 1, func(at time.Time) Outcome { return good(at, 20, 10) })
	if s.Moved != "" || s.MovedSeen != 0 {
		t.Error("a move that was taken back is remembered")
	}
}

func TestAnyOutcomeLeadsToANextFetch(t *testing.T) {
	t.Parallel()
	statuses := []Status{Working, HTTPError, UnknownDNS, BrokenDNS, TLSError, Timeout, Connection, ParseError, Blocked, Robots, TooLarge, Redirects, BadAddress, Postponed}
	rules := UsualRules()
	rapid.Check(t, func(t *rapid.T) {
		minutes := func(name string, most int) time.Duration {
			return time.Duration(rapid.IntRange(-most, most).Draw(t, name)) * time.Minute
		}
		s, at := State{}, noon
		for range rapid.IntRange(1, 40).Draw(t, "outcomes") {
			o := Outcome{At: at, FeedPause: minutes("feed", 1e5), Items: rapid.IntRange(0, 50).Draw(t, "items"), Pushed: rapid.Bool().Draw(t, "pushed")}
			o.Known = rapid.IntRange(0, o.Items).Draw(t, "known")
			o.Status = rapid.SampledFrom(statuses).Draw(t, "status")
			o.Code = rapid.SampledFrom([]int{0, 200, 304, 404, 429, 500, 503}).Draw(t, "code")
			o.Same, o.Fresh, o.RetryAfter = rapid.Bool().Draw(t, "same"), clamped(minutes("fresh", 3000)), clamped(minutes("retry", 3000))
			o.NotBefore = at.Add(minutes("until", 1500))
			s = Next(o, s, rules, rapid.Float64Range(0, 0.999).Draw(t, "random"))
			wait := s.NextAt.Sub(at)
			if wait < 0 || wait > 33*24*time.Hour+2*herd || s.Interval < rules.Floor || s.Interval > rules.Ceiling {
				t.Fatalf("after %+v: next after %v, interval %v", o, wait, s.Interval)
			}
			if o.Status != Postponed && (wait < o.RetryAfter || wait < rules.Floor) {
				t.Fatalf("after %+v: next after %v", o, wait)
			}
			at = s.NextAt.Add(minutes("late", 600).Abs())
		}
	})
}

func TestAStateIsAPlainValue(t *testing.T) {
	t.Parallel()
	o := good(noon, 20, 5)
	o.ETag, o.LastModified, o.Hash = `W/"a"`, "x", "abc"
	s := Next(o, State{}, UsualRules(), 0.3)
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var again State
	err = json.Unmarshal(data, &again)
	if err != nil || again != s {
		t.Errorf("%+v came back as %+v: %v", s, again, err)
	}
	r := again.Request("https://bao.vn/rss", Feed)
	if r.ETag != `W/"a"` || r.LastModified != "x" || r.Hash != "abc" || !r.FullAt.Equal(noon) || r.Given != "https://bao.vn/rss" {
		t.Errorf("the next request is %+v", r)
	}
}
