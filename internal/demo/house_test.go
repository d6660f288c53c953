package demo

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/chase"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/direct"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/org"
	signing "github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/people"
	"github.com/nhipcau/nhipcau/internal/plan"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// TestMain lets the test program read documents as its own child, as the real one does.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == doctext.ChildArg {
		os.Exit(doctext.ChildMain(os.Args[1:], os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

var modules = []db.Module{
	jobs.Module, audit.Module, mail.Module, org.Module, auth.Module, files.Module, search.Module, work.Module, signing.Module, plan.Module,
	round.Module, people.Module, direct.Module, chase.Module,
}

// noon is an instant of a Thursday.
var noon = time.Date(2026, 11, 19, 5, 0, 0, 0, time.UTC)

// newHouse is an empty house on d, joined as app joins it.
func newHouse(t testing.TB, d *db.DB, now time.Time) House {
	t.Helper()
	clock := NewClock(func() time.Time { return now })
	store, err := files.Open(d, filepath.Join(t.TempDir(), "files"), clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	queue, err := jobs.New(d, clock.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	h := House{Clock: clock, DB: d, Org: org.New(d), Files: store}
	post := mail.New(d, queue, nil, clock.Now)
	rights := map[web.Right][]auth.Role{}
	h.Auth, err = auth.New(auth.Options{
		DB: d, Org: h.Org, Now: clock.Now, Log: slog.New(slog.DiscardHandler), Key: make([]byte, 32), Rights: rights, Factor: []auth.Role{},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Work = work.New(work.Options{
		DB: d, Org: h.Org, Now: clock.Now, Holidays: law.VietnamCalendar, Outbox: outbox{post}, Indexer: indexer{}, Roster: h.Auth,
	}, plan.Task, direct.Order, alert.Question)
	store.Watch("case", h.Work.Sees)
	h.Paper = signing.NewService(signing.Options{DB: d, Org: h.Org, Files: store, Now: clock.Now})
	h.Plan = plan.New(plan.Options{DB: d, Papers: h.Paper, Org: h.Org, Files: store, Work: h.Work, Now: clock.Now, Calendar: law.VietnamCalendar, Log: slog.New(slog.DiscardHandler)})
	h.Round = round.New(round.Options{
		DB: d, Org: h.Org, Files: store, Work: h.Work, Papers: h.Paper, Now: clock.Now, Calendar: law.VietnamCalendar, Rules: law.VietnamRules(),
		Log: slog.New(slog.DiscardHandler), Key: make([]byte, 32),
	})
	h.People = people.New(people.Options{DB: d, Org: h.Org, Auth: h.Auth, Work: h.Work, Paper: h.Paper, Now: clock.Now})
	h.Chase = chase.New(chase.Options{DB: d, Org: h.Org, Work: h.Work, Paper: h.Paper, Now: clock.Now})
	h.Direct = direct.New(direct.Options{DB: d, Org: h.Org, Auth: h.Auth, Work: h.Work, Now: clock.Now})
	for _, grants := range [][]web.Grant{
		auth.Grants, work.Grants, signing.Grants, plan.Grants, round.Grants, h.People.Part().Grants, h.Direct.Part().Grants,
	} {
		for _, g := range grants {
			rights[g.Right] = append(rights[g.Right], g.Roles...)
		}
	}
	h.IndexUnit = func(ctx context.Context, tx *db.Tx, u org.Unit) error {
		return search.Put(ctx, tx, search.Entry{Kind: "unit", ID: int64(u.ID), Code: u.Code, Title: u.Name, Everyone: true, At: clock.Now()})
	}
	return h
}

type outbox struct{ post *mail.Post }

func (o outbox) Queue(ctx context.Context, tx *db.Tx, m work.Message) error {
	return o.post.Queue(ctx, tx, mail.Message{Key: m.Key, ToName: m.ToName, ToAddress: m.ToAddress, Subject: m.Subject, Body: m.Body})
}

func (o outbox) Recall(ctx context.Context, tx *db.Tx, key string) (bool, error) {
	return o.post.Recall(ctx, tx, key)
}

type indexer struct{}

func (indexer) Put(ctx context.Context, tx *db.Tx, e search.Entry) error {
	return search.Put(ctx, tx, e)
}

// filled is a house with the demo of an instant.
func filled(t testing.TB, d *db.DB, now time.Time) House {
	t.Helper()
	h := newHouse(t, d, now)
	start := time.Now()
	_, err := Fill(t.Context(), h, now, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("filled in %v", time.Since(start).Round(time.Millisecond))
	return h
}
