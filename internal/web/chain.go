package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// Options are what the chain needs. The zero value of each field works.
type Options struct {
	Guard          Guard            // nil: nobody can sign in
	Catalogue      *Catalogue       // nil: Vietnamese only
	Shell          Shell            // menu, search box and names around every desk page
	Log            *slog.Logger     // nil: slog.Default()
	Now            func() time.Time // nil: time.Now
	Unsent         *Unsent          // keeps forms that could not be taken; nil: they are lost
	Key            []byte           // signs the one-time message cookie; empty: a random one for this process
	TrustedProxies []netip.Prefix   // whose X-Forwarded-For and X-Forwarded-Proto are believed
	TrustedOrigins []string         // origins beside our own that may send forms, "https://nhipcau.example.vn"
	HTTPS          bool             // people reach us by HTTPS only: Secure cookies and HSTS
	Rate           float64          // requests per second and address that may last; 0: 50, negative: no limit
	Burst          int              // requests at once per address; 0: 300. A whole office may share one address
}

// server is the handler that New returns.
type server struct {
	Options
	mux     *Mux
	limiter *limiter
	hold    *hold
	cross   *http.CrossOriginProtection
}

// New puts the chain of a request before the routes of m and adds the routes that web owns (assets, theme
// and language, keyboard help). The order: recover, request id, log; security headers; size and time
// limits; rate limit; cross-origin check; who is asking; which language; the route with its right.
func New(m *Mux, o Options) (http.Handler, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if len(o.Key) == 0 {
		o.Key = make([]byte, 32)
		rand.Read(o.Key)
	}
	s := &server{Options: o, mux: m, limiter: newLimiter(o.Rate, o.Burst, time.Now), hold: newHold(), cross: http.NewCrossOriginProtection()}
	for _, origin := range o.TrustedOrigins {
		if err := s.cross.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("trusted origin %q: %w", origin, err)
		}
	}
	s.ownRoutes()
	return http.HandlerFunc(s.ServeHTTP), nil
}

// ServeHTTP is the chain, one step a line.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// A connection that is used again still has the deadline of its last request; an asset needs its own.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(defaultTimeout))
	if serveAsset(w, r, s.HTTPS) {
		return
	}
	rec := &recorder{ResponseWriter: w}
	st := s.newState(r)
	r = r.WithContext(context.WithValue(r.Context(), stateKey, st))
	start := time.Now()
	defer s.finish(rec, r, start)

	s.secure(rec, st)
	r = r.WithContext(withLang(r.Context(), s.Catalogue.pick(r)))
	route, status, header := s.mux.find(r)
	st.route = route
	cancel := s.limitSizeAndTime(rec, &r, route)
	defer cancel()
	if !s.limiter.allow(st.client) {
		s.tooMany(rec, r)
		return
	}
	if err := s.cross.Check(r); err != nil {
		s.showError(rec, r, http.StatusForbidden, errCrossOrigin)
		return
	}
	if !s.identify(rec, &r) {
		return
	}
	if s.switchLang(rec, r) {
		return
	}
	if route == nil {
		s.noRoute(rec, r, status, header)
		return
	}
	s.serve(rec, r, route)
}

func (s *server) newState(r *http.Request) *state {
	st := &state{
		id: newRequestID(), url: r.URL, host: r.Host, partial: r.Header.Get(partialHeader), guard: s.Guard,
		shell: s.Shell, catalogue: s.Catalogue, now: s.Now, key: s.Key,
		theme: cookieOneOf(r, "theme", "light", "dark"), keysOff: cookieOneOf(r, "keys", "off") != "", hold: s.hold, unsent: s.Unsent, log: s.Log,
	}
	st.client, st.https = s.seeThroughProxies(r)
	st.flash = readFlash(r, s.Key, s.Now())
	return st
}

// newRequestID is short enough to be read out on the telephone.
func newRequestID() string {
	b := make([]byte, 5)
	rand.Read(b)
	return "S-" + strings.ToUpper(hex.EncodeToString(b))
}

// finish turns a panic into an error page and writes the access line: no address, no query, no name.
func (s *server) finish(rec *recorder, r *http.Request, start time.Time) {
	defer stateOf(r.Context()).letGo()
	if p := recover(); p != nil {
		if p == http.ErrAbortHandler {
			panic(p)
		}
		s.fail(rec, r, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
	}
	st := stateOf(r.Context())
	s.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("id", st.id), slog.String("method", r.Method),
		slog.String("route", patternOf(r.Context())), slog.Int("status", rec.code()), slog.Int64("bytes", rec.bytes),
		slog.Int64("ms", time.Since(start).Milliseconds()))
}

const contentPolicy = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"

func (s *server) secure(w http.ResponseWriter, st *state) {
	h := w.Header()
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Request-Id", st.id)
	if s.HTTPS {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// limitSizeAndTime bounds the body and the time of r; a route may ask for more than the usual.
func (s *server) limitSizeAndTime(w *recorder, r **http.Request, route *Route) context.CancelFunc {
	size, limit := int64(defaultMaxBody), defaultTimeout
	if route != nil {
		size, limit = route.MaxBody, route.Timeout
	}
	control := http.NewResponseController(w.ResponseWriter)
	deadline := time.Now().Add(limit)
	// A writer that has no deadlines, as in tests, is bounded by the context alone.
	_ = control.SetReadDeadline(deadline)
	_ = control.SetWriteDeadline(deadline.Add(10 * time.Second))
	ctx, cancel := context.WithTimeout((*r).Context(), limit)
	*r = (*r).WithContext(ctx)
	if (*r).Body != nil {
		(*r).Body = http.MaxBytesReader(w, (*r).Body, size)
	}
	return cancel
}

func (s *server) identify(w http.ResponseWriter, r **http.Request) bool {
	if s.Guard == nil {
		return true
	}
	ctx, err := s.Guard.Identify(*r)
	if err != nil {
		s.fail(w, *r, err)
		return false
	}
	*r = (*r).WithContext(ctx)
	return true
}

func (s *server) noRoute(w http.ResponseWriter, r *http.Request, status int, header http.Header) {
	for _, name := range []string{"Allow", "Location"} {
		if v := header.Get(name); v != "" {
			w.Header().Set(name, v)
		}
	}
	if status >= 300 && status < 400 {
		w.WriteHeader(status)
		return
	}
	err := errNoPage
	if status == http.StatusMethodNotAllowed {
		err = errNoMethod
	}
	s.showError(w, r, status, err)
}

func (s *server) tooMany(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", "10")
	s.showError(w, r, http.StatusTooManyRequests, errTooMany)
}

// seeThroughProxies finds the client behind the proxies we trust, and whether its connection is encrypted.
func (s *server) seeThroughProxies(r *http.Request) (netip.Addr, bool) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}, s.HTTPS || r.TLS != nil
	}
	client := peer.Addr().Unmap()
	https := s.HTTPS || r.TLS != nil
	if !s.trusted(client) {
		return client, https
	}
	https = https || strings.EqualFold(r.Header.Get("X-Forwarded-Proto"), "https")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		addr, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break
		}
		client = addr.Unmap()
		if !s.trusted(client) {
			break
		}
	}
	return client, https
}

func (s *server) trusted(a netip.Addr) bool {
	return slices.ContainsFunc(s.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// recorder remembers what was answered, for the log and to know whether an answer has begun.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (rec *recorder) WriteHeader(status int) {
	if rec.status == 0 {
		rec.status = status
	}
	rec.ResponseWriter.WriteHeader(status)
}

func (rec *recorder) Write(b []byte) (int, error) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	n, err := rec.ResponseWriter.Write(b)
	rec.bytes += int64(n)
	return n, err
}

// Unwrap lets [http.ResponseController] reach the connection.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }

func (rec *recorder) code() int {
	if rec.status == 0 {
		return http.StatusOK
	}
	return rec.status
}

func begun(w http.ResponseWriter) bool {
	rec, ok := w.(*recorder)
	return ok && rec.status != 0
}

// NewServer is an http.Server with the limits that a public address needs. Handlers still live under the
// limits of their route.
func NewServer(addr string, h http.Handler) *http.Server {
	return &http.Server{
		Addr: addr, Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
}
