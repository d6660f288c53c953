package fetch

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"
)

// publisher is a feed of the simulated day.
type publisher struct {
	host, domain string
	perDay       float64 // new items
	validators   bool    // answers 304
	restless     bool    // its body changes though nothing is new
	items        []time.Time
	state        State
	seen         int // items known to us
	polls        int
	last         time.Time
}

// country makes a thousand feeds: newspapers with many feeds on one host, portals of departments under one domain,
// small sites; a few busy, most quiet.
func country(r *rand.Rand, day time.Time) []*publisher {
	var all []*publisher
	add := func(host string, perDay float64) {
		p := &publisher{host: host, domain: Domain(host), perDay: perDay, validators: r.Float64() < 0.6, restless: r.Float64() < 0.05}
		for at := day.Add(-10 * 24 * time.Hour); at.Before(day.Add(25 * time.Hour)); {
			at = at.Add(time.Duration(-math.Log(1-r.Float64()) / perDay * float64(24*time.Hour)))
			p.items = append(p.items, at)
		}
		p.state.NextAt = day.Add(time.Duration(r.Float64() * float64(time.Hour)))
		all = append(all, p)
	}
	for i := range 40 {
		for range 5 {
			add(fmt.Sprintf("bao%d.vn", i), 5+40*r.Float64())
		}
	}
	for range 60 {
		add(overloaded, 2)
	}
	for i := range 12 {
		for j := range 20 {
			add(fmt.Sprintf("so%d.tinh%d.gov.vn", j, i), 1)
		}
	}
	for i := range 500 {
		add(fmt.Sprintf("trang%d.com.vn", i), 0.5+r.Float64())
	}
	return all
}

const feedWindow = 20 // items that a feed shows

// poll is the outcome of asking a publisher.
func (p *publisher) poll(at time.Time) Outcome {
	published := 0
	for published < len(p.items) && p.items[published].Before(at) {
		published++
	}
	o := Outcome{Response: Response{Status: Working, Code: 200}, At: at, Items: min(feedWindow, published)}
	fresh := min(published-p.seen, o.Items)
	o.Known = o.Items - fresh
	if fresh == 0 && p.polls > 0 && !p.restless {
		o.Same, o.NotModified = true, p.validators
		if o.NotModified {
			o.Code = 304
		}
	}
	o.Full = !o.NotModified
	p.seen = published
	return o
}

// watch sees when requests to a host or domain begin.
type watch struct {
	last map[string]time.Time
	t    *testing.T
	gap  time.Duration
}

func (s *watch) at(name string, now time.Time) {
	s.t.Helper()
	if last, ok := s.last[name]; ok && now.Sub(last) < s.gap {
		s.t.Errorf("%s was asked %v after the last time", name, now.Sub(last))
	}
	s.last[name] = now
}

// simulation is the schedule, the pacer and the intervals at work on a country.
type simulation struct {
	t             *testing.T
	r             *rand.Rand
	all           []*publisher
	pacer         *Pacer
	due, underway *schedule[int]
	robots        map[string]time.Time // when each host was asked for it
	seen          *watch
	angry, calm   time.Time   // between them one host answers 429
	herd          []time.Time // starts to that host in the three hours after angry

	polls, same, quiet, quietSame, refused int
}

const overloaded = "rss.nhieunguon.vn"

// TestADayOfAThousandFeeds goes through 24 hours. At six a host with sixty feeds begins to answer 429 for twenty
// minutes.
func TestADayOfAThousandFeeds(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 11))
	s := &simulation{
		t: t, r: r, all: country(r, noon), pacer: NewPacer(r.Float64, nil), due: newSchedule[int](), underway: newSchedule[int](),
		robots: map[string]time.Time{}, seen: &watch{map[string]time.Time{}, t, usualGap},
		angry: noon.Add(6 * time.Hour), calm: noon.Add(6*time.Hour + 20*time.Minute),
	}
	for i, p := range s.all {
		s.due.Set(i, p.state.NextAt)
	}
	for now := noon; now.Before(noon.Add(24 * time.Hour)); now = soonest(now, s.due, s.underway) {
		s.end(now)
		s.begin(now)
	}
	for i := 1; i < len(s.herd); i++ {
		if gap := s.herd[i].Sub(s.herd[i-1]); gap < slowGap && s.herd[i].Before(s.calm.Add(time.Hour)) {
			t.Errorf("after a 429 the host was asked again after %v", gap)
		}
	}
	t.Logf("%d polls, %.0f %% the same; of quiet feeds %.0f %%; %d answers 429; %d requests to that host in three hours",
		s.polls, 100*float64(s.same)/float64(s.polls), 100*float64(s.quietSame)/float64(s.quiet), s.refused, len(s.herd))
	if float64(s.same) < 0.6*float64(s.polls) || float64(s.quietSame) < 0.6*float64(s.quiet) {
		t.Errorf("%d of %d polls ended as the same, %d of %d of quiet feeds; want 60 %%", s.same, s.polls, s.quietSame, s.quiet)
	}
	if s.polls < 10_000 || s.refused < 2 || s.refused > 5 || len(s.herd) < 60 {
		t.Errorf("%d polls, %d answers 429, %d requests after them", s.polls, s.refused, len(s.herd))
	}
}

// end takes the answers that have come.
func (s *simulation) end(now time.Time) {
	for {
		i, ok := s.underway.Take(now, func(int) time.Duration { return 0 })
		if !ok {
			return
		}
		p := s.all[i]
		s.pacer.Done(p.host)
		o := p.poll(now)
		if p.host == overloaded && now.After(s.angry) && now.Before(s.calm) {
			o = Outcome{Response: Response{Status: HTTPError, Code: http.StatusTooManyRequests, RetryAfter: 10 * time.Minute}, At: now}
			s.pacer.TooMany(p.host, o.RetryAfter, now)
			s.refused++
		}
		p.polls++
		p.state = Next(o, p.state, UsualRules(), s.r.Float64())
		s.due.Set(i, p.state.NextAt)
		if p.polls > 1 && o.Status == Working {
			s.count(p, o)
		}
	}
}

func (s *simulation) count(p *publisher, o Outcome) {
	s.polls++
	if o.Same {
		s.same++
	}
	if p.perDay >= 3 {
		return
	}
	s.quiet++
	if o.Same {
		s.quietSame++
	}
}

// begin starts what is due, sixteen at a time; the first request to a host in a day is for robots.txt.
func (s *simulation) begin(now time.Time) {
	for s.underway.Len() < 16 {
		i, ok := s.due.Take(now, func(i int) time.Duration { return s.pacer.Wait(s.all[i].host, now) })
		if !ok {
			return
		}
		p := s.all[i]
		if s.pacer.Try(p.host, now) != 0 {
			s.t.Fatalf("%s had no turn although it was free", p.host)
		}
		s.seen.at(p.host, now)
		s.seen.at("."+p.domain, now)
		if p.host == overloaded && now.After(s.angry) && now.Before(s.angry.Add(3*time.Hour)) {
			s.herd = append(s.herd, now)
		}
		if now.Sub(s.robots[p.host]) > robotsFor {
			s.robots[p.host] = now
			s.pacer.Done(p.host)
			s.due.Set(i, now)
			continue
		}
		if !p.last.IsZero() && now.Sub(p.last) < UsualRules().Floor {
			s.t.Errorf("a feed of %s was asked after %v", p.host, now.Sub(p.last))
		}
		p.last = now
		s.underway.Set(i, now.Add(200*time.Millisecond+time.Duration(s.r.ExpFloat64()*float64(time.Second))))
	}
}

// soonest is when something happens next.
func soonest(now time.Time, schedules ...*schedule[int]) time.Time {
	next := now.Add(time.Minute)
	for _, s := range schedules {
		if at, ok := s.Next(); ok && at.Before(next) {
			next = at
		}
	}
	return later(next, now.Add(time.Millisecond))
}

// TestADayWithTheRealClient asks forty feeds on twelve hosts for a day through a proxy that stands for the whole
// country, with a clock that passes only while somebody waits. Some redirect, some have moved, one overloads.
func TestADayWithTheRealClient(t *testing.T) {
	t.Parallel()
	where := map[string]string{}
	var addresses []string
	for i := range 40 {
		host := fmt.Sprintf("bao%d.vn", i%12)
		where[host] = "8.8.4.4"
		addresses = append(addresses, fmt.Sprintf("http://%s/rss/%d", host, i))
	}
	now := newClock()
	seen := &watch{map[string]time.Time{}, t, usualGap}
	version := func(i int) string { return fmt.Sprint(int(now.Now().Sub(noon).Hours()) / (1 + i%9)) }
	through := proxy(t, func(w http.ResponseWriter, r *http.Request) {
		seen.at(r.Host, now.Now())
		i := 0
		_, _ = fmt.Sscanf(r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:], "%d", &i)
		etag := `"` + version(i) + `"`
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case strings.HasPrefix(r.URL.Path, "/rss/") && i%10 == 3:
			http.Redirect(w, r, fmt.Sprintf("/moi/%d", i), http.StatusMovedPermanently)
		case i == 7 && now.Now().Hour() == 9:
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		case r.Header.Get("If-None-Match") == etag:
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("ETag", etag)
			_, _ = w.Write([]byte("<rss>" + etag + "</rss>"))
		}
	}, where)
	random := rand.New(rand.NewPCG(1, 2))
	c, _ := client(func(o *Options) {
		through(o)
		o.Now, o.Sleep, o.Pacer = now.Now, now.Sleep, NewPacer(random.Float64, nil)
	})
	due := newSchedule[int]()
	states := make([]State, len(addresses))
	for i := range addresses {
		due.Set(i, now.Now())
	}
	polls, same, moved := 0, 0, 0
	for end := now.Now().Add(24 * time.Hour); now.Now().Before(end); {
		i, ok := due.Take(now.Now(), func(i int) time.Duration { return c.o.Pacer.Wait(Host(addresses[i]), now.Now()) })
		if !ok {
			at, _ := due.Next()
			_ = now.Sleep(t.Context(), max(at.Sub(now.Now()), time.Millisecond))
			continue
		}
		r := get(t, c, states[i].Request(addresses[i], Feed))
		states[i] = Next(Outcome{Response: r, At: now.Now(), Items: 20, Known: 10}, states[i], UsualRules(), random.Float64())
		if to := states[i].HasMoved(); to != "" {
			addresses[i] = to
			moved++
		}
		polls++
		if r.Same {
			same++
		}
		due.Set(i, states[i].NextAt)
	}
	t.Logf("%d polls, %d the same, %d moved", polls, same, moved)
	if moved != 4 || polls < 500 || same*10 < polls*4 {
		t.Errorf("%d polls, %d the same, %d moved; want 4 moved", polls, same, moved)
	}
}
