package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// feedServer gives feeds out on loopback: first each without an entry, then as they are.
type feedServer struct {
	*httptest.Server
	feeds [][]byte
	full  atomic.Bool
}

func serveFeeds(feeds [][]byte) *feedServer {
	s := &feedServer{feeds: feeds}
	s.Server = httptest.NewServer(s)
	return s
}

func (s *feedServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/feed/"))
	switch {
	case err != nil || n < 0 || n >= len(s.feeds): // a picture for those who look for one, so that they do not look again
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write([]byte("\x89PNG\r\n\x1a\n")) // who reads is who fails
	case s.full.Load():
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write(s.feeds[n])
	default:
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>%d</title><link>%s/</link></channel></rss>`, n, s.URL)
	}
}

// get reads a feed over loopback.
func (s *feedServer) get(ctx context.Context, n int) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/feed/"+strconv.Itoa(n), nil)
	if err != nil {
		return nil, err
	}
	res, err := s.Client().Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	return io.ReadAll(res.Body)
}

// miniflux is a reader of feeds of others, run with its own settings beside an empty database of its own.
type miniflux struct {
	url, database string
	version       string
	cmd           *exec.Cmd
	ids           []int64 // of the feeds
	drop          func() error
}

const minifluxUser, minifluxWord = "bench", "bench-bench"

// minifluxWorkers is how many feeds it refreshes at once: its own default.
const minifluxWorkers = 5

func startMiniflux(ctx context.Context, program string, s *feedServer) (m *miniflux, err error) {
	m = &miniflux{}
	out, err := exec.CommandContext(ctx, program, "-info").Output()
	if err != nil {
		return nil, fmt.Errorf("asking %s for its version: %w", program, err)
	}
	m.version, _, _ = strings.Cut(strings.TrimPrefix(string(out), "Version: "), "\n")
	m.database, m.drop, err = freshDatabase(ctx)
	if err != nil {
		return nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, m.drop())
	}
	address := l.Addr().String()
	m.url = "http://" + address
	m.cmd = exec.CommandContext(ctx, program)
	m.cmd.Env = append(os.Environ(), "DATABASE_URL="+m.database, "RUN_MIGRATIONS=1", "CREATE_ADMIN=1", "ADMIN_USERNAME="+minifluxUser,
		"ADMIN_PASSWORD="+minifluxWord, "LISTEN_ADDR="+address, "DISABLE_SCHEDULER_SERVICE=1", "LOG_LEVEL=warning")
	err = errors.Join(l.Close(), m.cmd.Start())
	if err != nil {
		return nil, errors.Join(err, m.drop())
	}
	for range 300 {
		if _, err = m.ask(ctx, http.MethodGet, "/v1/me", nil); err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("waiting for %s: %w", program, err), m.stop())
	}
	for n := range s.feeds {
		answer, err := m.ask(ctx, http.MethodPost, "/v1/feeds", map[string]any{"feed_url": s.URL + "/feed/" + strconv.Itoa(n)})
		var made struct {
			ID int64 `json:"feed_id"`
		}
		if err == nil {
			err = json.Unmarshal(answer, &made)
		}
		if err != nil {
			return nil, errors.Join(fmt.Errorf("subscribing to feed %d: %w", n, err), m.stop())
		}
		m.ids = append(m.ids, made.ID)
	}
	return m, nil
}

// read lets it refresh the feeds from one until before another.
func (m *miniflux) read(ctx context.Context, from, to int) error {
	var wait sync.WaitGroup
	var mu sync.Mutex
	var all error
	next := atomic.Int64{}
	next.Store(int64(from))
	for range minifluxWorkers {
		wait.Go(func() {
			for n := next.Add(1) - 1; n < int64(to); n = next.Add(1) - 1 {
				_, err := m.ask(ctx, http.MethodPut, fmt.Sprintf("/v1/feeds/%d/refresh", m.ids[n]), nil)
				mu.Lock()
				all = errors.Join(all, err)
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	return all
}

// entries is how many it stored.
func (m *miniflux) entries(ctx context.Context) (int, error) {
	answer, err := m.ask(ctx, http.MethodGet, "/v1/entries?limit=1", nil)
	var all struct{ Total int }
	if err == nil {
		err = json.Unmarshal(answer, &all)
	}
	return all.Total, err
}

func (m *miniflux) cpu() (time.Duration, error) { return processTime(m.cmd.Process.Pid, false) }

func (m *miniflux) stop() error {
	err := m.cmd.Process.Signal(syscall.SIGTERM)
	_ = m.cmd.Wait() // says only that it was asked to stop
	return errors.Join(err, m.drop())
}

func (m *miniflux) ask(ctx context.Context, method, path string, body any) ([]byte, error) {
	data, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, method, m.url+path, bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	req.SetBasicAuth(minifluxUser, minifluxWord)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = res.Body.Close() }()
	answer, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		err = fmt.Errorf("%s %s: %s: %s", method, path, res.Status, answer)
	}
	return answer, err
}
