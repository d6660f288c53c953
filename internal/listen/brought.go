package listen

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

// UploadID names one handing in of a file.
type UploadID int64

// UploadState is whether what a file brought is still here.
type UploadState string

// The states of an upload, in their order.
const (
	UploadHere    UploadState = "here"
	UploadLeaving UploadState = "leaving" // is being taken back
	UploadBack    UploadState = "back"
)

// UploadDays is for how long all that a file brought can be taken back at once.
const UploadDays = workDays

// Uploaded is one handing in of a file: what is known of it once the file is gone.
type Uploaded struct {
	ID     UploadID
	Source SourceID
	Posts  int // of a file of which only counts are kept; 0: articles
	Items  int // that it brought, new or not
	By     string
	At     time.Time
	State  UploadState

	mark string
}

// How an article came by an upload.
const (
	cameNew     = "new"
	cameChanged = "changed" // was known, and reads otherwise since
	cameKnown   = "known"
)

const uploadedColumns = `u.id, u.source, u.posts, (SELECT COUNT(*) FROM listen_upload_item x WHERE x.upload = u.id), u.by_name, u.at, u.state, u.mark`

func scanUploaded(r interface{ Scan(...any) error }) (u Uploaded, err error) {
	err = r.Scan(&u.ID, &u.Source, &u.Posts, &u.Items, &u.By, &u.At, &u.State, &u.mark)
	return u, err
}

// uploadsShown is how many uploads are listed.
const uploadsShown = 50

// Uploads returns the uploads that can be taken back, or were, the latest first.
func (s *Service) Uploads(ctx context.Context, tx *db.Tx) ([]Uploaded, error) {
	r, err := tx.Query(ctx, `SELECT `+uploadedColumns+` FROM listen_upload u ORDER BY u.at DESC, u.id DESC LIMIT $1`, uploadsShown)
	return db.Collect(r, err, func(r *db.Rows) (Uploaded, error) { return scanUploaded(r) })
}

// UploadOf returns one. It fails with fault.NotFound.
func (s *Service) UploadOf(ctx context.Context, tx *db.Tx, id UploadID) (Uploaded, error) {
	u, err := scanUploaded(tx.QueryRow(ctx, `SELECT `+uploadedColumns+` FROM listen_upload u WHERE u.id = $1`, id))
	if errors.Is(err, db.ErrNoRows) {
		return u, fault.New(fault.NotFound, "Không có lần nạp này, hoặc đã quá %d ngày.", UploadDays)
	}
	return u, err
}

// noteUpload notes that a file was handed in. What was begun under the same mark goes on, unless it is taken back.
func (s *Service) noteUpload(ctx context.Context, tx *db.Tx, u Uploaded, by auth.Officer) (id UploadID, err error) {
	err = tx.QueryRow(ctx, `SELECT id FROM listen_upload WHERE mark = $1 AND state = $2 ORDER BY id DESC LIMIT 1`, u.mark, UploadHere).Scan(&id)
	if err == nil || !errors.Is(err, db.ErrNoRows) {
		return id, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO listen_upload (mark, source, posts, by_name, at, state) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
		u.mark, u.Source, u.Posts, by.Full, s.Now(), UploadHere).Scan(&id)
	if err != nil {
		return id, fmt.Errorf("noting an upload: %w", err)
	}
	return id, nil
}

// putBrought notes which articles came by an upload, in the transaction that stores them.
func putBrought(ctx context.Context, tx *db.Tx, id UploadID, parcels []*parcel) error {
	seen := map[ItemID]bool{}
	var rows [][]any
	for _, p := range parcels {
		if p.ID == 0 || seen[p.ID] { // stands in the file twice
			continue
		}
		seen[p.ID] = true
		switch {
		case !p.known:
			keys := p.keys
			clear(keys[p.named:])
			rows = append(rows, []any{id, p.ID, cameNew, p.Version, p.Version, keys[0], keys[1]})
		case p.again:
			rows = append(rows, []any{id, p.ID, cameChanged, p.Version, p.Version, 0, 0})
		default:
			rows = append(rows, []any{id, p.ID, cameKnown, 0, 0, 0, 0})
		}
	}
	err := insertRows(ctx, tx, `INSERT INTO listen_upload_item (upload, item, came, low, high, key_a, key_b)`, rows, `
		ON CONFLICT (upload, item) DO UPDATE SET
			came = CASE WHEN listen_upload_item.came = 'known' THEN excluded.came ELSE listen_upload_item.came END,
			low = CASE WHEN listen_upload_item.low = 0 THEN excluded.low ELSE listen_upload_item.low END,
			high = CASE WHEN excluded.high > listen_upload_item.high THEN excluded.high ELSE listen_upload_item.high END`)
	if err != nil {
		return fmt.Errorf("noting what upload %d brought: %w", id, err)
	}
	return nil
}

// putCounted notes what a file of posts added, so that it can be taken away again. Of fewer posts than may be shown
// nothing is noted: it would be a trace of each.
func (s *Service) putCounted(ctx context.Context, tx *db.Tx, u Uploaded, by auth.Officer, c *counting) error {
	if u.Posts < gate.Floor {
		return nil
	}
	id, err := s.noteUpload(ctx, tx, u, by)
	if err != nil {
		return err
	}
	var voices, questions [][]any
	for v, n := range c.voices {
		voices = append(voices, []any{id, v.Story, v.Topic, v.Tone, v.Place, v.Day, n})
	}
	for q, n := range c.asked {
		questions = append(questions, []any{id, q.Topic, q.Place, q.Day, n})
	}
	err = insertRows(ctx, tx, `INSERT INTO listen_upload_voice (upload, story, topic, tone, place, day, count)`, voices, ``)
	if err == nil {
		err = insertRows(ctx, tx, `INSERT INTO listen_upload_asked (upload, topic, place, day, count)`, questions, ``)
	}
	if err != nil {
		return fmt.Errorf("noting what upload %d added: %w", id, err)
	}
	return nil
}

// forgetUploads lets go of what came by which upload when it cannot be taken back any more.
func (s *Service) forgetUploads(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `DELETE FROM listen_upload WHERE at < $1 AND state <> $2`, s.Now().AddDate(0, 0, -UploadDays), UploadLeaving)
	return err
}
