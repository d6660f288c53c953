package fetch

import (
	"net/http"
	"testing"
	"time"
)

// steady is a chance that never adds anything.
func steady() float64 { return 0 }

// starts asks again and again until a request to host may start, and ends it at once; it returns when.
func starts(p *Pacer, host string, now time.Time) time.Time {
	for {
		wait := p.Try(host, now)
		if wait == 0 {
			p.Done(host)
			return now
		}
		now = now.Add(wait)
	}
}

func TestPausesBetweenRequests(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		override map[string]Pace
		hosts    []string
		want     []time.Duration
	}{
		{"one host", nil, []string{"bao.vn", "bao.vn", "bao.vn"}, []time.Duration{0, 5 * time.Second, 10 * time.Second}},
		{"hosts of one domain", nil, []string{"so1.angiang.gov.vn", "so2.angiang.gov.vn", "angiang.gov.vn"}, []time.Duration{0, 5 * time.Second, 10 * time.Second}},
		{"domains under one suffix", nil, []string{"angiang.gov.vn", "laocai.gov.vn", "bao.com.vn"}, []time.Duration{0, 0, 0}},
		{"a service for strangers", map[string]Pace{"dichvu.vn": {Apart: true}}, []string{"a.dichvu.vn", "b.dichvu.vn", "a.dichvu.vn"}, []time.Duration{0, 0, 5 * time.Second}},
		{"an operator's pause for a host", map[string]Pace{"bao.vn": {Gap: time.Second}}, []string{"bao.vn", "bao.vn"}, []time.Duration{0, time.Second}},
		{"an operator's pause for a domain", map[string]Pace{"bao.vn": {Gap: time.Minute}}, []string{"a.bao.vn", "b.bao.vn"}, []time.Duration{0, time.Minute}},
	} {
		p := NewPacer(steady, tt.override)
		for i, host := range tt.hosts {
			if got := starts(p, host, noon).Sub(noon); got != tt.want[i] {
				t.Errorf("%s: request %d starts after %v, want %v", tt.name, i+1, got, tt.want[i])
			}
		}
	}
}

func TestOneRequestAtATimeToAHost(t *testing.T) {
	t.Parallel()
	p := NewPacer(steady, map[string]Pace{"vn": {}})
	if p.Try("bao.vn", noon) != 0 {
		t.Fatal("the first request may not start")
	}
	if wait := p.Try("bao.vn", noon.Add(time.Minute)); wait != usualGap {
		t.Errorf("while one is under way the next waits %v, want %v", wait, usualGap)
	}
	p.Done("bao.vn")
	if wait := p.Try("bao.vn", noon.Add(time.Minute)); wait != 0 {
		t.Errorf("after it the next waits %v", wait)
	}
	p.Done("bao.vn")
	now := noon.Add(time.Hour)
	for i := range mostPerDomain {
		if wait := p.Try(string(rune('a'+i))+".bao.vn", now); wait != 0 {
			t.Fatalf("request %d to a slow domain waits %v", i+1, wait)
		}
		now = now.Add(usualGap)
	}
	if p.Wait("x.bao.vn", now) == 0 {
		t.Error("a fifth request is under way to one domain")
	}
}

func TestAfter429TheDomainIsLeftAloneAndThenAskedSlowly(t *testing.T) {
	t.Parallel()
	p := NewPacer(steady, nil)
	starts(p, "a.bao.vn", noon)
	p.TooMany("a.bao.vn", 0, noon)
	if got := p.Wait("b.bao.vn", noon); got != slowGap {
		t.Errorf("without Retry-After the domain waits %v, want %v", got, slowGap)
	}
	p.TooMany("a.bao.vn", 10*time.Minute, noon)
	at := starts(p, "b.bao.vn", noon)
	if at.Sub(noon) != 10*time.Minute {
		t.Errorf("with Retry-After the domain waits %v", at.Sub(noon))
	}
	if got := starts(p, "a.bao.vn", at).Sub(at); got != slowGap {
		t.Errorf("after that the pause is %v, want %v", got, slowGap)
	}
	if got := starts(p, "khac.vn", noon); !got.Equal(noon) {
		t.Errorf("another domain waits %v", got.Sub(noon))
	}
	calm := noon.Add(2 * time.Hour)
	starts(p, "a.bao.vn", calm)
	if got := p.Wait("b.bao.vn", calm); got != usualGap {
		t.Errorf("two hours later the pause is %v, want %v", got, usualGap)
	}
}

func TestAPacerForgetsWhatIsAtRest(t *testing.T) {
	t.Parallel()
	p := NewPacer(steady, nil)
	p.TooMany("ban.example", time.Hour, noon)
	for i := range 3 * mostPlaces {
		starts(p, time.Duration(i).String()+".example", noon.Add(time.Duration(i)*usualGap/100))
	}
	if len(p.places) > mostPlaces {
		t.Errorf("%d places are remembered", len(p.places))
	}
	if p.Wait("ban.example", noon.Add(time.Minute)) == 0 {
		t.Error("a host that asked to be left alone was forgotten")
	}
}

func TestAClientWaitsForItsTurnButNotForever(t *testing.T) {
	t.Parallel()
	s := serve(t, map[string]http.HandlerFunc{"/": says("<rss/>"), "/ban": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	}})
	c, now := client(nil)
	start := now.Now()
	for range 4 {
		get(t, c, Request{URL: s.URL + "/a"})
	}
	if got := now.Now().Sub(start); got != 20*time.Second { // robots.txt and four
		t.Errorf("five requests took %v, want 20s", got)
	}
	r := get(t, c, Request{URL: s.URL + "/ban"})
	if r.Status != HTTPError || r.Code != 429 || r.RetryAfter != time.Hour {
		t.Fatalf("%s %d", r.Status, r.Code)
	}
	until := now.Now().Add(time.Hour)
	r = get(t, c, Request{URL: s.URL + "/a"})
	if r.Status != Postponed || !r.NotBefore.Equal(until) || r.Status.Gravity(0) != 0 {
		t.Errorf("after a 429: %s until %v, want %v", r.Status, r.NotBefore, until)
	}
}
