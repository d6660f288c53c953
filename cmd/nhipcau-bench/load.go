package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"sync"
	"time"
)

// latencies are the times of one page, sorted.
type latencies struct {
	times     []time.Duration
	perSecond float64
}

// at is the time within which the given share of requests was answered.
func (l latencies) at(share float64) time.Duration {
	return l.times[min(len(l.times)-1, int(share*float64(len(l.times))))]
}

// load lets every client ask for a page n times, each as soon as it has the answer before; the first
// answers, which warm the caches, are not counted.
func load(ctx context.Context, clients []*http.Client, address string, n int) (latencies, error) {
	for _, c := range clients {
		_, err := ask(ctx, c, address)
		if err != nil {
			return latencies{}, err
		}
	}
	var (
		mu     sync.Mutex
		l      latencies
		failed error
		wg     sync.WaitGroup
	)
	from := time.Now()
	for _, c := range clients {
		wg.Go(func() {
			for range n {
				d, err := ask(ctx, c, address)
				mu.Lock()
				l.times = append(l.times, d)
				if err != nil {
					failed = err
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	l.perSecond = float64(len(l.times)) / time.Since(from).Seconds()
	slices.Sort(l.times)
	return l, failed
}

func ask(ctx context.Context, c *http.Client, address string) (time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	from := time.Now()
	res, err := c.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = res.Body.Close() }() // only read
	_, err = io.Copy(io.Discard, res.Body)
	if err != nil {
		return 0, err
	}
	if res.StatusCode != http.StatusOK || res.Request.URL.Path == "/dang-nhap" {
		return 0, fmt.Errorf("%s answered %s at %s", address, res.Status, res.Request.URL)
	}
	return time.Since(from), nil
}

// signIn opens a session for every login.
func signIn(ctx context.Context, address string, logins []string) ([]*http.Client, error) {
	var clients []*http.Client
	for _, login := range logins {
		jar, err := cookiejar.New(nil)
		if err != nil {
			return nil, err
		}
		c := &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 2}}
		res, err := c.PostForm(address+"/dang-nhap", url.Values{"login": {login}, "password": {password}})
		if err != nil {
			return nil, err
		}
		err = res.Body.Close()
		if err != nil {
			return nil, err
		}
		_, err = ask(ctx, c, address+"/")
		if err != nil {
			return nil, fmt.Errorf("signing in as %s: %w", login, err)
		}
		clients = append(clients, c)
	}
	return clients, nil
}
