package listen

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/vi"
)

// Getter gets addresses politely: [fetch.Client].
type Getter interface {
	Get(ctx context.Context, req fetch.Request) (fetch.Response, error)
}

const (
	fetchesAtOnce = 16              // requests under way in one process
	claimAtOnce   = 64              // sources that one process takes at a time
	fetchLease    = 5 * time.Minute // after which another process takes over
	eventsKept    = 30              // of each source
	shortBody     = 200             // syllables' worth of bytes below which the page is fetched
	mostPages     = 20              // of one feed at one time
)

// due is a source that this process fetches now.
type due struct {
	src   Source
	state fetch.State
}

// FetchDue fetches the sources whose time has come, up to a number, and returns how many there were. Sources of
// one registrable domain are fetched by one process at a time; a process that dies leaves its sources to others
// after five minutes. What came and how the fetching stands are stored together.
func (s *Service) FetchDue(ctx context.Context, most int) (int, error) {
	all, err := s.claim(ctx, min(most, claimAtOnce))
	if err != nil || len(all) == 0 {
		return 0, err
	}
	var wait sync.WaitGroup
	places := make(chan struct{}, fetchesAtOnce)
	for _, d := range all {
		wait.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			err := s.fetch(ctx, d)
			if err != nil && ctx.Err() == nil {
				s.Log.ErrorContext(ctx, "fetching a source", "source", int64(d.src.ID), "err", err)
			}
		})
	}
	wait.Wait()
	return len(all), ctx.Err()
}

// claim takes sources that are due and that no other process fetches.
func (s *Service) claim(ctx context.Context, most int) (all []due, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		all = nil
		now := s.Now()
		lock := ""
		if tx.Engine() == db.Postgres {
			lock = ` FOR UPDATE SKIP LOCKED`
		}
		r, err := tx.Query(ctx, `
			SELECT source, state FROM listen_fetch
			 WHERE next_at <= $1 AND (lease_until IS NULL OR lease_until < $2) ORDER BY next_at, source LIMIT $3`+lock, now, now, most)
		type row struct {
			id    SourceID
			state string
		}
		rows, err := db.Collect(r, err, func(r *db.Rows) (o row, err error) { err = r.Scan(&o.id, &o.state); return o, err })
		if err != nil {
			return err
		}
		domains := map[string]bool{}
		for _, o := range rows {
			d := due{}
			d.src, err = s.Source(ctx, tx, o.id)
			if err != nil {
				return err
			}
			domain := fetch.Domain(fetch.Host(d.src.Address))
			ours, asked := domains[domain]
			if !asked {
				ours, err = s.takeDomain(ctx, tx, domain)
				if err != nil {
					return err
				}
				domains[domain] = ours
			}
			if !ours {
				continue
			}
			err = json.Unmarshal([]byte(o.state), &d.state)
			if err != nil {
				d.state = fetch.State{} // an older form: begin anew
			}
			_, err = tx.Exec(ctx, `UPDATE listen_fetch SET lease_by = $1, lease_until = $2 WHERE source = $3`, s.name, now.Add(fetchLease), o.id)
			if err != nil {
				return err
			}
			all = append(all, d)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("taking sources to fetch: %w", err)
	}
	return all, nil
}

// takeDomain takes the right to ask the hosts of a registrable domain, so that its pauses are kept.
func (s *Service) takeDomain(ctx context.Context, tx *db.Tx, domain string) (bool, error) {
	ours, _, err := s.takeLease(ctx, tx, "domain "+domain)
	if err != nil || !ours {
		return false, err
	}
	_, err = tx.Exec(ctx, `UPDATE listen_lease SET until = $1 WHERE name = $2`, s.Now().Add(fetchLease), "domain "+domain)
	return err == nil, err
}

// fetch fetches one source and stores what came with how it went.
func (s *Service) fetch(ctx context.Context, d due) error {
	req := d.state.Request(d.src.Address, fetch.Feed)
	req.DespiteRobots = d.src.Settings.Robots && d.src.Permission != ""
	if d.src.Kind == KindPage {
		req.Kind = fetch.Page
	}
	res, err := s.Client.Get(ctx, req)
	if err != nil {
		return err // the process stops; the lease runs out
	}
	out := fetch.Outcome{Response: res, At: res.Start.Add(res.Took)}
	var arrivals []Arrival
	if res.Status == fetch.Working && !res.Same {
		arrivals = s.readBody(d.src, res, &out)
	}
	arrivals, err = s.complete(ctx, d.src, arrivals)
	if err != nil {
		return err
	}
	b := s.Prepare(d.src, arrivals)
	_, err = s.Store(ctx, b, func(tx *db.Tx, got Received) error {
		out.Items, out.Known = got.Read, got.Read-got.Stored-got.Dropped
		return s.fetched(ctx, tx, d, out)
	})
	return err
}

// readBody makes arrivals of a body; a body that cannot be read is an outcome.
func (s *Service) readBody(src Source, res fetch.Response, out *fetch.Outcome) []Arrival {
	o := feed.Options{ContentType: res.ContentType, Base: res.URL}
	if p := src.Settings.List; p != nil && src.Kind == KindPage {
		o.Pattern = &feed.Pattern{Item: p.Item, Title: p.Title, Link: p.Link, Date: p.Date}
	}
	f, err := feed.Parse(res.Body, o)
	if err != nil {
		out.Status, out.Cause = fetch.ParseError, err.Error()
		return nil
	}
	out.FeedPause, out.Hub, out.Self = f.Every, firstOf(out.Hub, f.Hub), firstOf(out.Self, f.Self)
	arrivals := make([]Arrival, 0, len(f.Entries))
	for i := range f.Entries {
		arrivals = append(arrivals, arrivalOf(&f.Entries[i], f))
	}
	return arrivals
}

// complete fetches the pages of new articles of which the feed says little, and reads their text.
func (s *Service) complete(ctx context.Context, src Source, arrivals []Arrival) ([]Arrival, error) {
	if src.FullText == FullNever || len(arrivals) == 0 {
		return arrivals, nil
	}
	fresh, err := s.freshOf(ctx, src, arrivals)
	if err != nil {
		return nil, err
	}
	pages := 0
	for i := range arrivals {
		a := &arrivals[i]
		if !needsPage(src, a) || !fresh[i] || pages == mostPages {
			continue
		}
		pages++
		res, err := s.Client.Get(ctx, fetch.Request{URL: a.Link, Kind: fetch.Page, DespiteRobots: src.Settings.Robots && src.Permission != ""})
		if err != nil {
			return nil, err
		}
		if res.Status != fetch.Working {
			continue
		}
		page, err := extract.Page(res.Body, extract.Options{URL: res.URL, ContentType: res.ContentType, Now: s.Now()})
		if err != nil || len(page.Text) < len(a.Body) {
			continue
		}
		a.Body = vi.CutBytes(page.Text, MaxBody)
		if a.Published.IsZero() {
			a.Published = page.Published
		}
	}
	return arrivals, nil
}

// needsPage reports whether the page of an article is to be fetched, for the feed says little of it.
func needsPage(src Source, a *Arrival) bool {
	return a.Link != "" && src.FullText != FullNever && (len(a.Body) < shortBody || src.FullText == FullAlways)
}

// freshOf says which arrivals are not known yet.
func (s *Service) freshOf(ctx context.Context, src Source, arrivals []Arrival) ([]bool, error) {
	links := map[string]int{}
	for i := range arrivals {
		links[arrivals[i].Link]++
	}
	keys := map[int64]*parcel{}
	own := make([][]int64, len(arrivals))
	for i := range arrivals {
		k, n := keysOf(src.ID, &arrivals[i], links[arrivals[i].Link] > 1)
		own[i] = k[:n]
		for _, key := range own[i] {
			keys[key] = nil
		}
	}
	fresh := make([]bool, len(arrivals))
	err := s.DB.Read(ctx, func(tx *db.Tx) error {
		known, err := knownKeys(ctx, tx, keys)
		for i := range arrivals {
			fresh[i] = true
			for _, key := range own[i] {
				if _, ok := known[key]; ok {
					fresh[i] = false
				}
			}
		}
		return err
	})
	return fresh, err
}

// fetched stores how the fetching of a source stands, what happened, and what to do next.
func (s *Service) fetched(ctx context.Context, tx *db.Tx, d due, out fetch.Outcome) error {
	told, found, err := liveSubscription(ctx, tx, d.src.ID)
	if err != nil {
		return err
	}
	out.Pushed = found && told.InForce(s.Now())
	state := fetch.Next(out, d.state, fetch.UsualRules(), s.Random())
	text, err := json.Marshal(state)
	if err != nil {
		return err
	}
	n, err := tx.Exec(ctx, `
		UPDATE listen_fetch SET next_at = $1, lease_by = '', lease_until = NULL, state = $2, status = $3, failures = $4, success_at = $5, fresh_at = $6
		 WHERE source = $7 AND lease_by = $8`,
		state.NextAt, string(text), string(out.Status), state.Failures, orNever(state.GoodAt), orNever(state.NewAt), d.src.ID, s.name)
	if err != nil || n == 0 { // somebody took the source away meanwhile
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO listen_fetch_event (source, at, status, code, bytes, entries, fresh, duplicates, millis) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		d.src.ID, out.At, string(out.Status), out.Code, out.Wire, out.Items, out.Items-out.Known, out.Known, out.Took.Milliseconds())
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		DELETE FROM listen_fetch_event WHERE source = $1 AND id <= (
			SELECT COALESCE(MAX(id), 0) FROM (SELECT id FROM listen_fetch_event WHERE source = $2 ORDER BY id DESC LIMIT 1 OFFSET $3) AS kept)`, d.src.ID, d.src.ID, eventsKept)
	if err != nil {
		return err
	}
	if moved := state.HasMoved(); moved != "" && moved != d.src.Address {
		_, err = tx.Exec(ctx, `UPDATE listen_source SET address = $1, changed_at = $2 WHERE id = $3`, moved, s.Now(), d.src.ID)
		if err != nil {
			return err
		}
	}
	if found && out.Items > out.Known && told.silentSince(d.state.FetchedAt) {
		err = noteMissed(ctx, tx, told.id)
		if err != nil {
			return err
		}
	}
	if out.Status != fetch.Working {
		return nil
	}
	return s.followHub(ctx, tx, d.src, state)
}

func orNever(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// Event is one fetch of a source.
type Event struct {
	At                                     time.Time
	Status                                 fetch.Status
	Code, Entries, Fresh, Duplicates, Took int // Took in milliseconds
	Bytes                                  int64
}

// Events are the last fetches of a source, the latest first.
func (s *Service) Events(ctx context.Context, tx *db.Tx, id SourceID) ([]Event, error) {
	r, err := tx.Query(ctx, `
		SELECT at, status, code, bytes, entries, fresh, duplicates, millis FROM listen_fetch_event WHERE source = $1 ORDER BY id DESC`, id)
	return db.Collect(r, err, func(r *db.Rows) (e Event, err error) {
		err = r.Scan(&e.At, &e.Status, &e.Code, &e.Bytes, &e.Entries, &e.Fresh, &e.Duplicates, &e.Took)
		return e, err
	})
}

// Fetching is how the fetching of a source stands.
type Fetching struct {
	Source    SourceID
	NextAt    time.Time
	Status    fetch.Status
	Failures  int
	SuccessAt *time.Time
	FreshAt   *time.Time
	State     fetch.State
}

// Fetchings returns how the fetching of all sources stands.
func (s *Service) Fetchings(ctx context.Context, tx *db.Tx) (map[SourceID]Fetching, error) {
	r, err := tx.Query(ctx, `SELECT source, next_at, status, failures, success_at, fresh_at, state FROM listen_fetch`)
	all := map[SourceID]Fetching{}
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var f Fetching
		var state string
		err = r.Scan(&f.Source, &f.NextAt, &f.Status, &f.Failures, &f.SuccessAt, &f.FreshAt, &state)
		if err == nil {
			err = json.Unmarshal([]byte(state), &f.State)
		}
		all[f.Source] = f
		return struct{}{}, err
	})
	return all, err
}
