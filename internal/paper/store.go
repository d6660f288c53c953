package paper

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

func encode(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// paperJSON are the parts of a paper that are kept as JSON.
func (p Paper) json() (frame, body, compared string, err error) {
	frame, err = encode(p.Frame)
	if err != nil {
		return "", "", "", err
	}
	body, err = encode(p.Body)
	if err != nil {
		return "", "", "", err
	}
	compared, err = encode(p.Compared)
	return frame, body, compared, err
}

func insertPaper(ctx context.Context, tx *db.Tx, p Paper, key string, by int64) (id ID, err error) {
	frame, body, compared, err := p.json()
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO paper (kind, state, title, unit, duty, about, once, internal, as_of, frame, body, figures, round, number, issued,
		                   signer, file, matching, compared, reason, by_id, by_name, edited_by, created_at, updated_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
		RETURNING id`,
		p.Kind, p.State, p.Title, p.Unit, p.About.Duty, p.About.ID, key, p.Frame.Internal, p.AsOf, frame, body, p.Figures, p.Round, p.Number, p.IssuedOn,
		p.Signer, p.File, p.Matching, compared, p.Reason, by, p.By, p.EditedBy, p.CreatedAt, p.UpdatedAt, p.Version).Scan(&id)
	return id, err
}

// updatePaper stores what may change of a paper, if it is still at its version.
func updatePaper(ctx context.Context, tx *db.Tx, p Paper) (bool, error) {
	frame, body, compared, err := p.json()
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, `
		UPDATE paper
		   SET state = $1, internal = $2, frame = $3, body = $4, figures = $5, round = $6, number = $7, issued = $8, signer = $9,
		       file = $10, matching = $11, compared = $12, reason = $13, edited_by = $14, updated_at = $15, version = version + 1
		 WHERE id = $16 AND version = $17`,
		p.State, p.Frame.Internal, frame, body, p.Figures, p.Round, p.Number, p.IssuedOn, p.Signer,
		p.File, p.Matching, compared, p.Reason, p.EditedBy, p.UpdatedAt, p.ID, p.Version)
	return n == 1, err
}

const columns = `id, kind, state, title, unit, duty, about, as_of, frame, body, figures, round, number, issued, signer, file,
	matching, compared, reason, by_name, edited_by, created_at, updated_at, version`

func scanPaper(r interface{ Scan(...any) error }) (p Paper, err error) {
	var frame, body, compared string
	err = r.Scan(&p.ID, &p.Kind, &p.State, &p.Title, &p.Unit, &p.About.Duty, &p.About.ID, &p.AsOf, &frame, &body, &p.Figures, &p.Round,
		&p.Number, &p.IssuedOn, &p.Signer, &p.File, &p.Matching, &compared, &p.Reason, &p.By, &p.EditedBy, &p.CreatedAt, &p.UpdatedAt, &p.Version)
	if err != nil {
		return Paper{}, err
	}
	err = json.Unmarshal([]byte(frame), &p.Frame)
	if err != nil {
		return Paper{}, err
	}
	err = json.Unmarshal([]byte(body), &p.Body)
	if err != nil {
		return Paper{}, err
	}
	return p, json.Unmarshal([]byte(compared), &p.Compared)
}

func paperByID(ctx context.Context, tx *db.Tx, id ID) (Paper, error) {
	return scanPaper(tx.QueryRow(ctx, `SELECT `+columns+` FROM paper WHERE id = $1`, id))
}

func paperByKey(ctx context.Context, tx *db.Tx, about About, key string) (id ID, err error) {
	err = tx.QueryRow(ctx, `SELECT id FROM paper WHERE duty = $1 AND about = $2 AND once = $3`, about.Duty, about.ID, key).Scan(&id)
	return id, err
}

func papersAbout(ctx context.Context, tx *db.Tx, about About) ([]Paper, error) {
	r, err := tx.Query(ctx, `SELECT `+columns+` FROM paper WHERE duty = $1 AND about = $2 ORDER BY id DESC`, about.Duty, about.ID)
	return db.Collect(r, err, func(r *db.Rows) (Paper, error) { return scanPaper(r) })
}

func insertRound(ctx context.Context, tx *db.Tx, paper ID, r Round) error {
	frame, body, _, err := Paper{Frame: r.Frame, Body: r.Body}.json()
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO paper_round (paper, ordinal, frame, body, submitted_at, submitted_by, ended_at, ended_by, reason)
		VALUES ($1, $2, $3, $4, $5, $6, NULL, '', '')`, paper, r.Ordinal, frame, body, r.SubmittedAt, r.SubmittedBy)
	return err
}

func endRound(ctx context.Context, tx *db.Tx, paper ID, ordinal int, at time.Time, by, reason string) error {
	_, err := tx.Exec(ctx, `
		UPDATE paper_round SET ended_at = $1, ended_by = $2, reason = $3
		 WHERE paper = $4 AND ordinal = $5 AND ended_at IS NULL`, at, by, reason, paper, ordinal)
	return err
}

// roundsOf are the times a paper was handed in, the latest first.
func roundsOf(ctx context.Context, tx *db.Tx, paper ID) ([]Round, error) {
	r, err := tx.Query(ctx, `
		SELECT ordinal, frame, body, submitted_at, submitted_by, ended_at, ended_by, reason
		  FROM paper_round WHERE paper = $1 ORDER BY ordinal DESC`, paper)
	return db.Collect(r, err, func(r *db.Rows) (x Round, err error) {
		var frame, body string
		err = r.Scan(&x.Ordinal, &frame, &body, &x.SubmittedAt, &x.SubmittedBy, &x.EndedAt, &x.EndedBy, &x.Reason)
		if err != nil {
			return x, err
		}
		err = json.Unmarshal([]byte(frame), &x.Frame)
		if err != nil {
			return x, err
		}
		return x, json.Unmarshal([]byte(body), &x.Body)
	})
}

const lightColumns = `id, kind, state, title, unit, duty, about, as_of, figures, round, number, issued, signer, file, matching, edited_by, updated_at`

// listPapers are the newest papers that match, those that are not issued only of the given units.
func listPapers(ctx context.Context, tx *db.Tx, f Filter, all bool, units []org.UnitID) ([]Paper, error) {
	args := []any{f.State, f.State, f.Kind, f.Kind, f.Unit, f.Unit, f.Differs, Differs, f.Before, f.Before, all}
	own := append([]org.UnitID{-1}, units...)
	text := `
		SELECT ` + lightColumns + `
		  FROM paper
		 WHERE ($1 = '' OR state = $2) AND ($3 = '' OR kind = $4) AND ($5 = 0 OR unit = $6)
		   AND (NOT $7 OR matching = $8) AND ($9 = 0 OR id < $10)
		   AND ($11 OR state = 'issued' OR unit IN (` + db.In(len(args)+1, len(own)) + `))
		 ORDER BY id DESC
		 LIMIT ` + strconv.Itoa(listBatch)
	for _, u := range own {
		args = append(args, u)
	}
	r, err := tx.Query(ctx, text, args...)
	return db.Collect(r, err, func(r *db.Rows) (p Paper, err error) {
		err = r.Scan(&p.ID, &p.Kind, &p.State, &p.Title, &p.Unit, &p.About.Duty, &p.About.ID, &p.AsOf, &p.Figures, &p.Round, &p.Number, &p.IssuedOn,
			&p.Signer, &p.File, &p.Matching, &p.EditedBy, &p.UpdatedAt)
		return p, err
	})
}
