package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/web"
)

type serveCommand struct {
	config.Data
	config.Serve
}

func (c serveCommand) Run(r *run) error {
	h, err := build(r, blueprint{Data: c.Data, Serve: c.Serve, Log: logger(r, c.LogFormat)})
	if err != nil {
		return err
	}
	return errors.Join(h.serve(r, r.Surroundings, nil), h.Close())
}

func logger(r *run, format string) *slog.Logger {
	if format == "json" {
		return slog.New(slog.NewJSONHandler(r.Stderr, nil))
	}
	return slog.New(slog.NewTextHandler(r.Stderr, nil))
}

// grace is how long requests and jobs may finish after the order to stop.
const grace = 25 * time.Second

// serve answers until ctx ends, then lets what runs finish. ready is told the address once it listens.
func (h *house) serve(ctx context.Context, around Surroundings, ready func(address string)) error {
	handler, _, err := h.handler()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", h.Serve.Address())
	if err != nil {
		return fmt.Errorf("không nghe được ở cổng %d: %w. Hãy chọn cổng khác bằng biến PORT", h.Serve.Port, err)
	}
	metrics := newMetrics(h)
	server := web.NewServer(listener.Addr().String(), metrics.count(handler))
	parting := web.NewParting(server, listener)
	admin, watched, err := h.adminServer(metrics, parting)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	err = h.queue.Start(running)
	if err != nil {
		return errors.Join(err, listener.Close(), watched.Close())
	}
	var kept sync.WaitGroup
	for _, keep := range h.keep {
		kept.Go(func() { keep(running) })
	}
	failed := make(chan error, 2)
	go func() { failed <- server.Serve(parting.Listener()) }()
	if admin != nil {
		go func() { failed <- admin.Serve(watched) }()
	}
	err = h.greet(ctx, around, h.address(listener))
	if ready != nil {
		ready(h.address(listener))
	}
	debug.FreeOSMemory() // what only the start needed goes back to the machine
	if err == nil {
		select {
		case <-ctx.Done():
		case err = <-failed:
		}
	}
	h.Log.Info("stopping")
	if err == nil {
		parting.Leave()
	}
	err = errors.Join(err, h.stop(server, admin))
	cancel()
	kept.Wait()
	return err
}

// greet says where the desk is and, while nobody has an account, how to make the first.
func (h *house) greet(ctx context.Context, around Surroundings, address string) error {
	_, err := fmt.Fprintf(around.Stdout, "Nhịp Cầu phục vụ tại %s\n", address)
	if err != nil {
		return err
	}
	code, err := h.auth.SetupCode(ctx)
	if err != nil || code == "" {
		return err
	}
	_, err = fmt.Fprintf(around.Stdout, "Chưa có tài khoản nào. Mở %s%s?ma=%s để thiết lập tỉnh và tài khoản quản trị.\n", address, auth.SetupPath, code)
	return err
}

// stop ends listening first, then requests, then jobs.
func (h *house) stop(server, admin *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	err := server.Shutdown(ctx)
	if admin != nil {
		err = errors.Join(err, admin.Shutdown(ctx))
	}
	return errors.Join(err, h.queue.Stop(ctx))
}

func (h *house) address(l net.Listener) string {
	if h.Serve.URL != "" {
		return h.Serve.URL
	}
	return fmt.Sprintf("http://localhost:%d", l.Addr().(*net.TCPAddr).Port)
}

// adminServer answers health and metrics on an address of its own, on which it listens already; nil if
// switched off.
func (h *house) adminServer(m *metrics, parting *web.Parting) (*http.Server, net.Listener, error) {
	if h.Serve.Admin == "off" {
		return nil, silent{}, nil
	}
	listener, err := net.Listen("tcp", h.Serve.Admin)
	if err != nil {
		return nil, nil, fmt.Errorf("không nghe được ở địa chỉ giám sát %s: %w. Hãy đặt địa chỉ khác bằng NHIPCAU_ADMIN, hoặc 'off' để tắt", h.Serve.Admin, err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, nil) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		err := h.db.Ping(r.Context())
		if parting.Leaving() {
			err = errLeaving // whoever stands in front sends its visitors elsewhere
		}
		answer(w, err)
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}, listener, nil
}

var errLeaving = errors.New("leaving")

// silent is the listener of a server that is switched off.
type silent struct{ net.Listener }

// Close has nothing to close.
func (silent) Close() error { return nil }

func answer(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, "không sẵn sàng", http.StatusServiceUnavailable)
		return
	}
	_, _ = w.Write([]byte("ok\n")) // the asker is gone if this fails
}

// metrics counts requests by status and time; addresses and people are not among the labels.
type metrics struct {
	registry *prometheus.Registry
	seconds  *prometheus.HistogramVec
}

func newMetrics(h *house) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "nhipcau_request_seconds", Help: "Seconds that requests took.",
			Buckets: []float64{.005, .01, .025, .06, .1, .25, .5, 1, 2.5, 10},
		}, []string{"method", "status"}),
	}
	m.registry.MustRegister(m.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "nhipcau_mail_waiting", Help: "Letters that wait to be sent or failed."}, h.lettersWaiting))
	return m
}

func (m *metrics) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		s := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(s, r)
		m.seconds.WithLabelValues(r.Method, fmt.Sprintf("%dxx", s.status/100)).Observe(time.Since(start).Seconds())
	})
}

// statusWriter notes the status that was written.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (s *statusWriter) WriteHeader(status int) {
	s.status = status
	s.ResponseWriter.WriteHeader(status)
}

// Unwrap lets the standard library reach the connection.
func (s *statusWriter) Unwrap() http.ResponseWriter { return s.ResponseWriter }
