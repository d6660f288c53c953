package digest

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

const digestColumns = `id, kind, from_day, to_day, owner, state, note, facts, hash, COALESCE(paper, 0), made_by, made_at, version`

func scanDigest(r interface{ Scan(...any) error }) (d Digest, err error) {
	var facts string
	err = r.Scan(&d.ID, &d.Kind, &d.From, &d.To, &d.Owner, &d.State, &d.Note, &facts, &d.Hash, &d.Paper, &d.By, &d.At, &d.Version)
	if err != nil {
		return d, err
	}
	return d, json.Unmarshal([]byte(facts), &d.Facts)
}

func digestByID(ctx context.Context, tx *db.Tx, id ID) (Digest, error) {
	return scanDigest(tx.QueryRow(ctx, `SELECT `+digestColumns+` FROM listen_digest WHERE id = $1`, id))
}

func digestOf(ctx context.Context, tx *db.Tx, kind Kind, owner org.UnitID, from, to law.Date) (Digest, error) {
	return scanDigest(tx.QueryRow(ctx, `
		SELECT `+digestColumns+` FROM listen_digest WHERE kind = $1 AND owner = $2 AND from_day = $3 AND to_day = $4`, kind, owner, from, to))
}

// lastFrozen is the newest frozen digest of a rhythm that ended before a day, or db.ErrNoRows.
func lastFrozen(ctx context.Context, tx *db.Tx, kind Kind, owner org.UnitID, before law.Date) (id ID, err error) {
	err = tx.QueryRow(ctx, `
		SELECT id FROM listen_digest WHERE kind = $1 AND owner = $2 AND state = $3 AND to_day < $4 ORDER BY to_day DESC, id DESC LIMIT 1`,
		kind, owner, Frozen, before).Scan(&id)
	return id, err
}

func digests(ctx context.Context, tx *db.Tx, kind Kind, limit int) ([]Digest, error) {
	r, err := tx.Query(ctx, `SELECT `+digestColumns+` FROM listen_digest WHERE kind = $1 ORDER BY to_day DESC, id DESC LIMIT $2`, kind, limit)
	return db.Collect(r, err, func(r *db.Rows) (Digest, error) { return scanDigest(r) })
}

func insertDigest(ctx context.Context, tx *db.Tx, d Digest) (id ID, err error) {
	facts, err := json.Marshal(d.Facts)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO listen_digest (kind, from_day, to_day, owner, state, note, facts, hash, made_by, made_at, changed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $9, 1) RETURNING id`,
		d.Kind, d.From, d.To, d.Owner, d.State, d.Note, string(facts), d.By, d.At).Scan(&id)
	if err != nil {
		return 0, err
	}
	stored := map[EntryID]EntryID{}
	for _, e := range d.Entries {
		e.Into = stored[e.Into]
		stored[e.ID], err = insertEntry(ctx, tx, id, e)
		if err != nil {
			return 0, fmt.Errorf("storing story %d of digest %d: %w", e.Story, id, err)
		}
	}
	return id, nil
}

// updateDigest stores a digest without its entries, if nobody changed it since d.Version.
func updateDigest(ctx context.Context, tx *db.Tx, d Digest, at time.Time) (bool, error) {
	facts, err := json.Marshal(d.Facts)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, `
		UPDATE listen_digest SET state = $1, note = $2, facts = $3, hash = $4, paper = $5, changed_at = $6, version = version + 1
		 WHERE id = $7 AND version = $8 AND state = $9`, d.State, d.Note, string(facts), d.Hash, d.Paper, at, d.ID, d.Version, Draft)
	return n == 1, err
}

// reopenDigest makes a draft of a frozen digest, if nobody changed it since a version.
func reopenDigest(ctx context.Context, tx *db.Tx, id ID, version int64, at time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE listen_digest SET state = $1, hash = '', changed_at = $2, version = version + 1 WHERE id = $3 AND version = $4 AND state = $5`,
		Draft, at, id, version, Frozen)
	return n == 1, err
}

const entryColumns = `id, position, story, title, summary, unit, proposal, remark, struck, into_id, facts, case_id, edited, version`

func scanEntry(r interface{ Scan(...any) error }) (e Entry, err error) {
	var facts string
	err = r.Scan(&e.ID, &e.Position, &e.Story, &e.Title, &e.Summary, &e.Unit, &e.Proposal, &e.Remark, &e.Struck, &e.Into, &facts, &e.Case, &e.Edited, &e.Version)
	if err != nil {
		return e, err
	}
	return e, json.Unmarshal([]byte(facts), &e.Facts)
}

func entriesOf(ctx context.Context, tx *db.Tx, id ID) ([]Entry, error) {
	r, err := tx.Query(ctx, `SELECT `+entryColumns+` FROM listen_digest_entry WHERE digest = $1 ORDER BY position, id`, id)
	return db.Collect(r, err, func(r *db.Rows) (Entry, error) { return scanEntry(r) })
}

func insertEntry(ctx context.Context, tx *db.Tx, id ID, e Entry) (entry EntryID, err error) {
	facts, err := json.Marshal(e.Facts)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO listen_digest_entry (digest, position, story, title, summary, unit, proposal, remark, struck, into_id, facts, case_id, edited, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1) RETURNING id`,
		id, e.Position, e.Story, e.Title, e.Summary, e.Unit, e.Proposal, e.Remark, e.Struck, e.Into, string(facts), e.Case, e.Edited).Scan(&entry)
	return entry, err
}

// updateEntry stores what an officer made of an entry, if nobody changed it since e.Version.
func updateEntry(ctx context.Context, tx *db.Tx, e Entry) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE listen_digest_entry SET position = $1, title = $2, summary = $3, unit = $4, proposal = $5, remark = $6, struck = $7,
		       into_id = $8, case_id = $9, edited = $10, version = version + 1
		 WHERE id = $11 AND version = $12`,
		e.Position, e.Title, e.Summary, e.Unit, e.Proposal, e.Remark, e.Struck, e.Into, e.Case, true, e.ID, e.Version)
	return n == 1, err
}

// lastReach is how many sources the stories of earlier frozen digests had in all when they last stood in one; those that
// were merged there had them together.
func lastReach(ctx context.Context, tx *db.Tx, k Kind, before law.Date) (map[listen.StoryID]int, error) {
	r, err := tx.Query(ctx, `
		SELECT d.id, e.id, e.into_id, e.story, e.facts FROM listen_digest_entry e JOIN listen_digest d ON d.id = e.digest
		 WHERE d.kind = $1 AND d.state = $2 AND d.to_day < $3 AND d.to_day >= $4 AND NOT e.struck ORDER BY d.to_day, d.id`,
		k, Frozen, before, before.AddDays(-60))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[listen.StoryID]int{}
	var d Digest
	for r.Next() {
		var id ID
		var e Entry
		var text string
		err := r.Scan(&id, &e.ID, &e.Into, &e.Story, &text)
		if err != nil {
			return nil, err
		}
		err = json.Unmarshal([]byte(text), &e.Facts)
		if err != nil {
			return nil, err
		}
		if id != d.ID {
			d.noteReach(all)
			d = Digest{ID: id}
		}
		d.Entries = append(d.Entries, e)
	}
	d.noteReach(all)
	return all, r.Err()
}

func (d Digest) noteReach(all map[listen.StoryID]int) {
	for _, k := range d.Kept() {
		for _, e := range d.Entries {
			if e.ID == k.ID || e.Into == k.ID {
				all[e.Story] = k.Facts.Reach
			}
		}
	}
}

// sent notes that a digest went to an address; false when it did before.
func sent(ctx context.Context, tx *db.Tx, id ID, address string, at time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO listen_digest_sent (digest, address, at) VALUES ($1, $2, $3) ON CONFLICT (digest, address) DO NOTHING`, id, address, at)
	return n == 1, err
}

func readersOf(ctx context.Context, tx *db.Tx, k Kind) ([]org.PersonID, error) {
	r, err := tx.Query(ctx, `SELECT person FROM listen_digest_reader WHERE kind = $1 ORDER BY person`, k)
	return db.Collect(r, err, func(r *db.Rows) (p org.PersonID, err error) {
		err = r.Scan(&p)
		return p, err
	})
}

func putReaders(ctx context.Context, tx *db.Tx, k Kind, people []org.PersonID) error {
	_, err := tx.Exec(ctx, `DELETE FROM listen_digest_reader WHERE kind = $1`, k)
	if err != nil {
		return err
	}
	for _, p := range people {
		_, err = tx.Exec(ctx, `INSERT INTO listen_digest_reader (kind, person) VALUES ($1, $2)`, k, p)
		if err != nil {
			return err
		}
	}
	return nil
}

// giveEntry notes the case that was made of an entry; false when there is one already.
func giveEntry(ctx context.Context, tx *db.Tx, id EntryID, c work.CaseID) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE listen_digest_entry SET case_id = $1, version = version + 1 WHERE id = $2 AND case_id = 0`, c, id)
	return n == 1, err
}

// entryPlace is the digest and the unit of an entry.
func entryPlace(ctx context.Context, tx *db.Tx, id EntryID) (d ID, unit org.UnitID, err error) {
	err = tx.QueryRow(ctx, `SELECT digest, unit FROM listen_digest_entry WHERE id = $1`, id).Scan(&d, &unit)
	return d, unit, err
}
