package listen

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/fetch"
)

// fetched stores how the fetching of a source stands, what happened, and what to do next. What a fetch that was killed
// had stored was as new as the rest.
func (s *Service) fetched(ctx context.Context, tx *db.Tx, h *haul) error {
	d, out := h.due, h.out
	out.Known -= min(out.Known, d.before)
	if h.wants {
		out.ETag, out.LastModified, out.Hash = "", "", ""
	}
	told, found, err := s.hubs.Live(ctx, tx, int64(d.src.ID))
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
		UPDATE listen_fetch SET next_at = $1, lease_by = '', lease_until = NULL, taken = 0, state = $2, status = $3, failures = $4, success_at = $5, fresh_at = $6
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
	if found && out.Items > out.Known && told.SilentSince(d.state.FetchedAt) {
		err = s.hubs.Missed(ctx, tx, told)
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
