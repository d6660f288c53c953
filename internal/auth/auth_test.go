package auth_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
)

var modules = []db.Module{jobs.Module, audit.Module, org.Module, auth.Module}

const secretWords = "con trâu đi trước cái cày"

// clock is handed in and moved by hand.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// house is one process of the product: the service behind the whole chain of web.
type house struct {
	*testing.T
	d       *db.DB
	org     *org.Service
	auth    *auth.Service
	queue   *jobs.Queue
	handler http.Handler
	clock   *clock
	unit    map[string]org.UnitID
	open    map[org.PersonID]int
}

const seeThings web.Right = "test.see"

var rights = map[web.Right][]auth.Role{
	auth.ManageAccounts: {auth.Administrator, auth.AccountKeeper},
	auth.SetPolicy:      {auth.Administrator},
	seeThings:           {auth.Administrator, auth.Coordinator, auth.Leader, auth.Staff, auth.Viewer},
}

var key = bytes.Repeat([]byte{7}, 32)

func (h *house) CountOpen(_ context.Context, _ *db.Tx, person org.PersonID) (int, error) {
	return h.open[person], nil
}

// raise starts a process on an empty database.
func raise(t *testing.T, d *db.DB, change ...func(*auth.Options)) *house {
	t.Helper()
	h := &house{T: t, d: d, org: org.New(d), clock: &clock{at: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)},
		unit: map[string]org.UnitID{}, open: map[org.PersonID]int{}}
	var err error
	h.queue, err = jobs.New(d, h.clock.now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	o := auth.Options{DB: d, Org: h.org, Now: h.clock.now, Rights: rights, Key: key, OpenWork: h, Log: slog.New(slog.DiscardHandler), Sheets: splitTabs, Queue: h.queue}
	for _, c := range change {
		c(&o)
	}
	h.auth, err = auth.New(o)
	if err != nil {
		t.Fatal(err)
	}
	h.auth.Jobs(h.queue)
	m := web.NewMux()
	h.auth.Register(m)
	m.Handle("GET /{$}", seeThings, func(w http.ResponseWriter, r *http.Request) error {
		o := auth.Of(r.Context())
		_, err := io.WriteString(w, "Chào "+o.Name()+", "+o.Unit())
		return err
	})
	catalogue, err := web.NewCatalogue(auth.Locales())
	if err != nil {
		t.Fatal(err)
	}
	h.handler, err = web.New(m, web.Options{Guard: h.auth, Catalogue: catalogue, Now: o.Now, Log: o.Log, Rate: -1,
		Shell: web.Shell{Nav: auth.Nav, AccountURL: auth.AccountURL, SignOutURL: auth.SignOutURL}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// splitTabs reads a sheet as lines of cells apart by tabs.
func splitTabs(_ context.Context, _ string, data []byte) ([][]string, error) {
	var cells [][]string
	for _, line := range strings.Split(string(data), "\n") {
		cells = append(cells, strings.Split(line, "\t"))
	}
	return cells, nil
}

// work runs the jobs that are due.
func (h *house) work() {
	h.Helper()
	_, err := h.queue.RunDue(h.Context())
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) write(fn func(ctx context.Context, tx *db.Tx) error) {
	h.Helper()
	err := h.d.Write(h.Context(), func(tx *db.Tx) error { return fn(h.Context(), tx) })
	if err != nil {
		h.Fatal(err)
	}
}

// settle makes the committee, two departments and a commune.
func (h *house) settle() {
	h.Helper()
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		for _, u := range []org.Unit{
			{Code: "UBND", Name: "Ủy ban nhân dân tỉnh An Bình", Level: org.Province},
			{Code: "STP", Name: "Sở Tư pháp", Level: org.Department},
			{Code: "SYT", Name: "Sở Y tế", Level: org.Department},
			{Code: "XBL", Name: "Ủy ban nhân dân xã Bến Lúa", Level: org.Commune},
		} {
			u.Parent = h.unit["UBND"]
			h.unit[u.Code], err = h.org.AddUnit(ctx, tx, u)
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// join adds a person with an account whose password is secretWords.
func (h *house) join(name, unit, login string, grants ...auth.Grant) (account int64, person org.PersonID) {
	h.Helper()
	hash := secretHash(h.T, h.auth)
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		person, err = h.org.AddPerson(ctx, tx, org.Person{Unit: h.unit[unit], Name: name, Active: true})
		if err != nil {
			return err
		}
		account, _, err = h.auth.CreateAccount(ctx, tx, auth.Officer{Full: "Thử"}, auth.NewAccount{
			Person: person, Login: login, Hash: hash, Grants: grants})
		return err
	})
	return account, person
}

var (
	hashOnce sync.Once
	hashKept string
)

// secretHash hashes secretWords once for all tests.
func secretHash(t *testing.T, s *auth.Service) string {
	t.Helper()
	hashOnce.Do(func() {
		var err error
		hashKept, err = s.HashPassword(t.Context(), secretWords)
		if err != nil {
			t.Fatal(err)
		}
	})
	return hashKept
}

func (h *house) over(role auth.Role, unit string) auth.Grant {
	return auth.Grant{Role: role, Unit: h.unit[unit]}
}

func (h *house) browser() *webtest.Client { return webtest.New(h.T, h.handler) }

// enter signs in with the password of join.
func (h *house) enter(login string) *webtest.Client {
	h.Helper()
	c := h.browser()
	return c.Get("/dang-nhap").Status(200).Submit("/dang-nhap", "login", login, "password", secretWords)
}

func (h *house) auditActions() (actions []string) {
	h.Helper()
	err := h.d.Read(h.Context(), func(tx *db.Tx) error {
		lines, err := audit.Lines(h.Context(), tx, audit.Filter{Limit: 1000})
		for _, l := range lines {
			actions = append(actions, l.Action)
		}
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
	return actions
}

// each runs fn on both databases; nobody there must use a second factor unless change says so.
func each(t *testing.T, fn func(h *house), change ...func(*auth.Options)) {
	t.Helper()
	change = append([]func(*auth.Options){func(o *auth.Options) { o.Factor = []auth.Role{} }}, change...)
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := raise(t, d, change...)
		h.settle()
		fn(h)
	})
}

func administratorsMust(o *auth.Options) { o.Factor = nil }

// signInCookies are the cookies that signing in at a server sets.
func signInCookies(h *house, base string) []*http.Cookie {
	h.Helper()
	r := httptest.NewRequest(http.MethodPost, base+"/dang-nhap", strings.NewReader(url.Values{"login": {"thuha"}, "password": {secretWords}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", base)
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	return w.Result().Cookies()
}

// readWorkbook is a small stand-in for the reader of spreadsheets.
func readWorkbook(_ context.Context, _ string, data []byte) ([][]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return f.GetRows(f.GetSheetName(0))
}
