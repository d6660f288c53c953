package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// Handler answers one request or returns the error that [Mux] turns into a page.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Route is one registered address; generated tests read the list.
type Route struct {
	Method  string // "GET", "POST", …
	Path    string // as registered, "/ke-hoach/{id}"
	Right   Right
	MaxBody int64         // bytes a request may send
	Timeout time.Duration // for reading, working and writing together

	Secret   bool // what is sent here is never kept nor shown again
	AskFirst bool // what was kept is sent only after the person was asked

	handler Handler
}

// Pattern is the route as net/http writes it, "GET /ke-hoach/{id}".
func (r Route) Pattern() string { return r.Method + " " + r.Path }

// RouteOption changes the limits of one route.
type RouteOption func(*Route)

// MaxBody lets a route receive up to n bytes; the usual limit is one mebibyte.
func MaxBody(n int64) RouteOption { return func(r *Route) { r.MaxBody = n } }

// Timeout gives a route more time than the usual thirty seconds.
func Timeout(d time.Duration) RouteOption { return func(r *Route) { r.Timeout = d } }

// KeepNothing is for routes that receive passwords and codes: what is sent there is never kept nor shown again.
func KeepNothing(r *Route) { r.Secret = true }

// AskFirst is for acts that cannot be taken back: a form that was kept over a sign-in is sent only after the
// person has seen it and agreed.
func AskFirst(r *Route) { r.AskFirst = true }

const (
	defaultMaxBody = 1 << 20
	defaultTimeout = 30 * time.Second
)

// Mux holds the routes. Make one with [NewMux], register, then give it to [New].
type Mux struct {
	mux    *http.ServeMux
	routes map[string]*Route
}

// NewMux returns a Mux without routes.
func NewMux() *Mux {
	return &Mux{mux: http.NewServeMux(), routes: map[string]*Route{}}
}

// Handle registers a handler under "METHOD /path/{name}". It panics when the pattern has no method, when
// the right is empty or when the pattern is taken: a wrong route stops the program at start.
func (m *Mux) Handle(pattern string, right Right, h Handler, options ...RouteOption) {
	method, path, found := strings.Cut(pattern, " ")
	if !found || !strings.HasPrefix(path, "/") {
		panic(fmt.Sprintf("web: route %q needs a method and a path", pattern))
	}
	if right == "" {
		panic(fmt.Sprintf("web: route %q has no right; say web.Anyone if everybody may", pattern))
	}
	route := &Route{Method: method, Path: path, Right: right, handler: h, MaxBody: defaultMaxBody, Timeout: defaultTimeout}
	for _, o := range options {
		o(route)
	}
	m.routes[pattern] = route
	m.mux.Handle(pattern, http.NotFoundHandler()) // only matching is asked of it; see find
}

// Routes lists all routes by path and method.
func (m *Mux) Routes() []Route {
	var all []Route
	for _, r := range m.routes {
		all = append(all, *r)
	}
	slices.SortFunc(all, func(a, b Route) int {
		return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
	})
	return all
}

// find matches r and sets its path values. Without a route it returns the status to answer with (404, 405
// or a redirect) and the headers that belong to it.
func (m *Mux) find(r *http.Request) (*Route, int, http.Header) {
	_, pattern := m.mux.Handler(r)
	if route := m.routes[pattern]; route != nil {
		probe := &probe{header: http.Header{}}
		m.mux.ServeHTTP(probe, r) // sets the path values of r; a redirect to the clean path answers 3xx
		if probe.status >= 300 && probe.status < 400 {
			return nil, probe.status, probe.header
		}
		return route, 0, nil
	}
	probe := &probe{header: http.Header{}}
	m.mux.ServeHTTP(probe, r)
	return nil, probe.status, probe.header
}

// probe is a response that keeps status and header only.
type probe struct {
	header http.Header
	status int
}

func (p *probe) Header() http.Header         { return p.header }
func (p *probe) Write(b []byte) (int, error) { return len(b), nil }
func (p *probe) WriteHeader(status int)      { p.status = status }

// serve answers with the route's handler after asking for its right.
func (s *server) serve(w http.ResponseWriter, r *http.Request, route *Route) {
	if !allowed(r.Context(), s.Guard, route.Right) {
		s.refuse(w, r)
		return
	}
	if err := route.handler(w, r); err != nil {
		s.fail(w, r, err)
	}
	if r.Method == http.MethodPost {
		s.forgetSent(w, r)
	}
}

// refuse sends an anonymous person to sign in, with what they sent kept until then, and shows everybody else
// why not.
func (s *server) refuse(w http.ResponseWriter, r *http.Request) {
	if Who(r.Context()) == nil && s.Guard != nil {
		stateOf(r.Context()).unsentAt = s.keepUnsent(r)
		http.Redirect(w, r, s.Guard.SignInURL(r), http.StatusSeeOther)
		return
	}
	s.fail(w, r, fault.New(fault.Forbidden, "Việc này cần quyền mà tài khoản của bạn chưa có."))
}

// fail logs err once and answers with the page of its kind, unless the answer has begun.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := StatusOf(err)
	level := slog.LevelInfo
	if status >= 500 {
		level = slog.LevelError
	}
	if errors.Is(err, context.Canceled) {
		level = slog.LevelDebug
	}
	s.Log.LogAttrs(r.Context(), level, "request failed", slog.String("id", RequestID(r.Context())),
		slog.String("route", patternOf(r.Context())), slog.Int("status", status), slog.Any("error", err))
	if begun(w) {
		return
	}
	s.showError(w, r, status, err)
}

// StatusOf is the HTTP status that an error's kind deserves.
func StatusOf(err error) int {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	case fault.Find(err) == nil && errors.Is(err, fs.ErrNotExist):
		return http.StatusNotFound
	}
	switch fault.KindOf(err) {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Conflict:
		return http.StatusConflict
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

func patternOf(ctx context.Context) string {
	if r := stateOf(ctx).route; r != nil {
		return r.Pattern()
	}
	return ""
}
