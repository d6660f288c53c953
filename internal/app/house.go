package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/chase"
	"github.com/nhipcau/nhipcau/internal/config"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/demo"
	"github.com/nhipcau/nhipcau/internal/desk"
	"github.com/nhipcau/nhipcau/internal/direct"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/jobs"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/board"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/hub"
	"github.com/nhipcau/nhipcau/internal/listen/query"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/people"
	"github.com/nhipcau/nhipcau/internal/plan"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/chart"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

//go:embed locales
var locales embed.FS

// blueprint is what a house is built from.
type blueprint struct {
	config.Data
	Serve config.Serve
	Now   func() time.Time // nil: the real clock
	Log   *slog.Logger     // nil: silence
	Sites *demo.Sites      // what is listened to beside the Internet; nil: nothing

	// Factor are the roles that must use a second factor; nil: administrators; empty: nobody must.
	Factor []auth.Role
}

// house is the running product: every package made once, in the order of dependency.
type house struct {
	blueprint
	db     *db.DB
	keys   *audit.Keys
	queue  *jobs.Queue
	post   *mail.Post
	org    *org.Service
	auth   *auth.Service
	files  *files.Store
	work   *work.Service
	paper  *paper.Service
	people *people.Service
	direct *direct.Service
	chase  *chase.Service
	plan   *plan.Service
	round  *round.Service
	listen *listen.Service
	alert  *alert.Service
	board  *board.Service
	digest *digest.Service
	desk   *desk.Service
	parts  []web.Part

	unsent *web.Unsent             // forms that could not be taken
	days   law.Calendar            // days off as the province has them
	rules  law.RuleSet             // with the versions that came by file
	keep   []func(context.Context) // run beside the server until it stops
	close  []func() error
}

// schema lists every package's share of the schema, in the order of dependency.
func schema() []db.Module {
	return []db.Module{
		jobs.Module, audit.Module, mail.Module, web.Module, org.Module, auth.Module, files.Module, search.Module,
		work.Module, paper.Module, plan.Module, round.Module, people.Module, direct.Module, chase.Module, listen.Module, alert.Module, board.Module,
		digest.Module,
		desk.Module,
	}
}

// build opens the database, brings its schema up to date and joins the packages. Close must be called.
func build(ctx context.Context, b blueprint) (h *house, err error) {
	if b.Now == nil {
		b.Now = time.Now
	}
	if b.Log == nil {
		b.Log = slog.New(slog.DiscardHandler)
	}
	h = &house{blueprint: b}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Close())
		}
	}()
	for _, step := range []func(context.Context) error{h.openStores, h.joinFoundation} {
		err := step(ctx)
		if err != nil {
			return h, err
		}
	}
	for _, p := range h.parts {
		if p.Jobs != nil {
			p.Jobs(h.queue)
		}
	}
	return h, nil
}

// Close lets go of everything, last opened first.
func (h *house) Close() error {
	var all error
	for i := len(h.close) - 1; i >= 0; i-- {
		all = errors.Join(all, h.close[i]())
	}
	h.close = nil
	return all
}

func (h *house) openStores(ctx context.Context) (err error) {
	h.db, err = openDatabase(ctx, h.Data)
	if err != nil {
		return err
	}
	h.close = append(h.close, h.db.Close)
	err = refuseNewer(ctx, h.db)
	if err != nil {
		return err
	}
	err = h.db.Migrate(ctx, schema())
	if err != nil {
		return err
	}
	h.keys, err = audit.OpenKeys(h.Keys())
	if err != nil {
		return err
	}
	h.files, err = files.Open(h.db, h.Files(), h.Now)
	if err != nil {
		return err
	}
	h.close = append(h.close, h.files.Close)
	uploads, err := h.derived("upload")
	if err != nil {
		return err
	}
	h.files.SealWith(uploads)
	h.queue, err = jobs.New(h.db, h.Now, h.Log)
	return err
}

func (h *house) joinFoundation(ctx context.Context) error {
	carrier, err := h.carrier()
	if err != nil {
		return err
	}
	key, err := auth.OpenKey(h.Keys())
	if err != nil {
		return err
	}
	h.days, err = readCalendar(h.Data)
	if err != nil {
		return err
	}
	letters, err := h.derived("unsent")
	if err != nil {
		return err
	}
	h.unsent, err = web.NewUnsent(h.db, letters, h.Now)
	if err != nil {
		return err
	}
	h.rules, err = readRules(filepath.Join(h.Dir, rulesFile))
	if err != nil {
		return err
	}
	h.post = mail.New(h.db, h.queue, carrier, h.Now)
	h.org = org.New(h.db)
	rights := map[web.Right][]web.Role{}
	sso, err := singleSignOn(h.Serve.SSO)
	if err != nil {
		return err
	}
	h.auth, err = auth.New(auth.Options{
		DB: h.db, Org: h.org, Now: h.Now, Log: h.Log, Key: key, Rights: rights, Factor: h.Factor,
		OpenWork: openWork{h}, HandOver: people.PageURL, Sheets: readSheet, Queue: h.queue, Site: h.Serve.URL, SSO: sso,
	})
	if err != nil {
		return err
	}
	h.work = work.New(work.Options{
		DB: h.db, Org: h.org, Now: h.Now, Holidays: h.calendar, Site: h.Serve.URL,
		Outbox: outbox{h.post}, Indexer: indexer{}, Roster: h.auth,
	}, kinds()...)
	h.files.Watch("case", h.work.Sees)
	h.paper = paper.NewService(paper.Options{DB: h.db, Org: h.org, Files: h.files, Now: h.Now})
	h.paper.Watch("case", paper.Owner{Sees: h.work.Sees})
	lasting := context.WithoutCancel(ctx) // an upload that is under way ends well while the server stops
	malware := scannerFrom(h.Serve.Scanner)
	h.files.Screen(func(name string, data []byte) error { // a secret file is not even shown to the scanner
		err := doctext.RefuseSecret(lasting, name, data)
		if err != nil {
			return err
		}
		return malware.check(lasting, name, data)
	})
	sealer := audit.NewSealer(h.db, h.keys, h.Now)
	directory := org.NewDesk(h.org, h.Now, readSheet, indexUnit(h.Now))
	h.keep = append(h.keep, h.auth.Keep)
	h.parts = append(h.parts,
		web.Part{Name: "audit", Jobs: func(q *jobs.Queue) {
			jobs.Handle(q, sealer.Seal)
			q.Every(30*time.Second, func() jobs.Args { return audit.SealArgs{} })
		}},
		h.files.Part(),
		h.unsent.Part(),
		web.Part{Name: "app", Texts: locales},
		chart.Part(),
		web.Part{Name: "db", Texts: db.Locales()},
		web.Part{Name: "doctext", Texts: doctext.Locales()},
		web.Part{Name: "query", Texts: query.Locales()},
		web.Part{Name: "feed", Texts: feed.Locales()},
		web.Part{Name: "extract", Texts: extract.Locales()},
		web.Part{Name: "hub", Texts: hub.Locales()},
		web.Part{Name: "demo", Texts: demo.Locales()},
		web.Part{Name: "auth", Texts: auth.Locales(), Grants: auth.Grants, Routes: h.auth.Register, Nav: auth.Nav, Jobs: h.auth.Jobs},
		directory.Part(),
		web.Part{Name: "work", Texts: work.Locales(), Grants: work.Grants, Jobs: h.work.Register},
		h.paper.Part(),
	)
	err = h.joinDuties(ctx)
	if err != nil {
		return err
	}
	for right, roles := range grants(h.parts) {
		rights[right] = roles
	}
	return nil
}

// joinDuties makes the duties and the faces; a new duty is one more line here.
func (h *house) joinDuties(ctx context.Context) error {
	links, err := h.derived("one-time links")
	if err != nil {
		return err
	}
	h.plan = plan.New(plan.Options{
		DB: h.db, Org: h.org, Files: h.files, Work: h.work, Papers: h.paper, Now: h.Now, Calendar: h.calendar, Log: h.Log, Address: h.Serve.URL,
	})
	h.round = round.New(round.Options{
		DB: h.db, Org: h.org, Files: h.files, Work: h.work, Now: h.Now, Calendar: h.calendar, Rules: h.rules, Log: h.Log, Site: h.Serve.URL,
		Papers: h.paper, Outbox: outbox{h.post}, Key: links,
	})
	h.plan.Rounds = h.round
	h.people = people.New(people.Options{DB: h.db, Org: h.org, Auth: h.auth, Work: h.work, Paper: h.paper, Now: h.Now})
	h.direct = direct.New(direct.Options{DB: h.db, Org: h.org, Auth: h.auth, Work: h.work, Now: h.Now})
	h.chase = chase.New(chase.Options{DB: h.db, Org: h.org, Work: h.work, Paper: h.paper, Now: h.Now, Site: h.Serve.URL})
	err = h.joinListening(ctx)
	if err != nil {
		return err
	}
	h.desk = desk.New(desk.Options{
		DB: h.db, Work: h.work, Org: h.org, Files: h.files, Post: h.post, Now: h.Now, Calendar: h.calendar, Rules: h.rules,
		Verify: h.verify, Plans: plansOnDesk{h.plan}, Rounds: roundsOnDesk{h.round, h.direct}, Admin: auth.Nav,
		Buttons: []web.NavItem{{Title: "Nhập kế hoạch", Href: "/ke-hoach/nhap", Icon: "upload", Right: plan.Manage}}, Site: h.Serve.URL,
		First: h.firstDay(),
	})
	h.parts = append(h.listening(), h.parts...)
	h.parts = append([]web.Part{h.desk.Part(), h.plan.Part(), h.round.Part(), h.people.Part(), h.direct.Part(), h.chase.Part()}, h.parts...)
	return nil
}

// kinds are the kinds of case that the duties bring.
func kinds() []work.Kind { return []work.Kind{plan.Task, direct.Order, alert.Question} }

// verify walks the audit log for the page that asks for it.
func (h *house) verify(ctx context.Context) (audit.Verification, error) {
	return audit.Verify(ctx, h.db, h.keys)
}

func (h *house) carrier() (mail.Carrier, error) {
	s := h.Serve.SMTP
	if s.Host == "" {
		return nil, nil
	}
	m := mail.SMTP{Host: s.Host, Port: s.Port, TLS: s.TLS, User: s.User, From: s.From}
	if s.PasswordFile == "" {
		return m, nil
	}
	var err error
	m.Password, err = config.Secret(s.PasswordFile)
	return m, err
}

// singleSignOn reads the secret of the application where the provider gave one.
func singleSignOn(c config.SSO) (o auth.SSO, err error) {
	o = auth.SSO{Issuer: c.Issuer, ClientID: c.ClientID, Name: c.Name, Match: c.Match, Hosts: c.Hosts}
	if c.SecretFile != "" {
		o.Secret, err = config.Secret(c.SecretFile)
	}
	return o, err
}

// derived is a key for one purpose, the same in every process that shares the keys.
func (h *house) derived(purpose string) ([]byte, error) {
	key, err := auth.OpenKey(h.Keys())
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(append([]byte(purpose), key...))
	return sum[:], nil
}

// handler is the desk with everything that people reach.
func (h *house) handler() (http.Handler, *web.Mux, error) {
	proxies, err := h.Serve.Proxies()
	if err != nil {
		return nil, nil, err
	}
	m := web.NewMux()
	var texts []fs.FS
	var nav []web.NavItem
	for _, p := range h.parts {
		if p.Routes != nil {
			p.Routes(m)
		}
		if p.Texts != nil {
			texts = append(texts, p.Texts)
		}
		nav = append(nav, p.Nav...)
	}
	slices.SortStableFunc(nav, func(a, b web.NavItem) int { return cmp.Compare(a.Rank, b.Rank) })
	catalogue, err := web.NewCatalogue(texts...)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the texts: %w", err)
	}
	h.work.Words = catalogue
	flash, err := h.derived("flash")
	if err != nil {
		return nil, nil, err
	}
	handler, err := web.New(m, web.Options{
		Guard: h.auth, Catalogue: catalogue, Shell: h.shell(nav), Unsent: h.unsent, Log: h.Log, Now: h.Now, Key: flash,
		TrustedProxies: proxies, HTTPS: h.Serve.HTTPS, Rate: h.Serve.Rate,
	})
	return handler, m, err
}

// grants merges the rights of all parts into the table of roles.
func grants(parts []web.Part) map[web.Right][]web.Role {
	table := map[web.Right][]web.Role{}
	for _, p := range parts {
		for _, g := range p.Grants {
			table[g.Right] = append(table[g.Right], g.Roles...)
		}
	}
	return table
}

// openFilled opens a database that has been in use. A command that only looks at data must not make an empty
// house at a mistyped place and report that all is well there.
func openFilled(ctx context.Context, data config.Data) (*db.DB, error) {
	url, err := data.URL()
	if err != nil {
		return nil, err
	}
	_, err = os.Stat(filepath.Join(data.Dir, "nhipcau.db"))
	if url == "" && errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "Thư mục %s không có dữ liệu Nhịp Cầu. Hãy kiểm tra lại --data.", data.Dir)
	}
	d, err := openDatabase(ctx, data)
	if err != nil {
		return nil, err
	}
	stamps, err := d.Applied(ctx)
	if err != nil || len(stamps) == 0 {
		return nil, errors.Join(fault.Wrap(fault.NotFound, err, "Cơ sở dữ liệu chưa có dữ liệu Nhịp Cầu. Hãy kiểm tra lại --data và --database-url."), d.Close())
	}
	return d, nil
}

// refuseEmpty fails like openFilled and opens nothing for long.
func refuseEmpty(ctx context.Context, data config.Data) error {
	d, err := openFilled(ctx, data)
	if err != nil {
		return err
	}
	return d.Close()
}

func openDatabase(ctx context.Context, data config.Data) (*db.DB, error) {
	url, err := data.URL()
	if err != nil {
		return nil, err
	}
	return db.Open(ctx, data.Dir, url)
}
