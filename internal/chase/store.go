package chase

import (
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// insertEntry reports false when the same press was kept before.
func insertEntry(ctx context.Context, tx *db.Tx, e Entry, press string) (bool, error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO chase_entry (unit, owner, how, note, letter, undoes, press, by_id, by_name, day, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT DO NOTHING`, e.Unit, e.Owner, e.How, e.Note, orNull(e.Letter), orNull(e.Undoes), press, e.ByID, e.By, e.Day, e.At)
	return n == 1, err
}

func orNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

const entryColumns = `
	SELECT e.id, e.unit, e.owner, e.how, e.note, COALESCE(e.letter, 0), COALESCE(e.undoes, 0), u.id IS NOT NULL, e.by_id, e.by_name, e.day, e.at
	  FROM chase_entry e
	  LEFT JOIN chase_entry u ON u.undoes = e.id`

func scanEntry(r interface{ Scan(...any) error }) (e Entry, err error) {
	err = r.Scan(&e.ID, &e.Unit, &e.Owner, &e.How, &e.Note, &e.Letter, &e.Undoes, &e.TakenBack, &e.ByID, &e.By, &e.Day, &e.At)
	return e, err
}

func entryByID(ctx context.Context, tx *db.Tx, id int64) (Entry, error) {
	return scanEntry(tx.QueryRow(ctx, entryColumns+` WHERE e.id = $1`, id))
}

// entriesOf are the newest lines about a unit.
func entriesOf(ctx context.Context, tx *db.Tx, unit org.UnitID, limit int) ([]Entry, error) {
	r, err := tx.Query(ctx, entryColumns+` WHERE e.unit = $1 ORDER BY e.id DESC LIMIT $2`, unit, limit)
	return db.Collect(r, err, func(r *db.Rows) (Entry, error) { return scanEntry(r) })
}

// lastEntries are the newest lines that stand, of each unit for each owner.
func lastEntries(ctx context.Context, tx *db.Tx) (map[org.UnitID][]Entry, error) {
	r, err := tx.Query(ctx, entryColumns+`
		 WHERE e.id IN (SELECT MAX(l.id) FROM chase_entry l LEFT JOIN chase_entry b ON b.undoes = l.id
		                 WHERE l.how <> 'undo' AND b.id IS NULL
		                 GROUP BY l.unit, l.owner)`)
	all, err := db.Collect(r, err, func(r *db.Rows) (Entry, error) { return scanEntry(r) })
	last := map[org.UnitID][]Entry{}
	for _, e := range all {
		last[e.Unit] = append(last[e.Unit], e)
	}
	return last, err
}

// Letter is a công văn đôn đốc with the tasks as they were on its day.
type Letter struct {
	ID    int64
	Owner org.UnitID
	Units []org.UnitID
	Day   law.Date
	Paper paper.ID
	By    string
	At    time.Time
	Rows  []Row
}

// Row is one line of its annex.
type Row struct {
	Case work.CaseID
	Unit org.UnitID
	Due  law.Date
	Late int
}

// insertLetter returns 0 when the same press was kept before.
func insertLetter(ctx context.Context, tx *db.Tx, l Letter, press string) (int64, error) {
	r, err := tx.Query(ctx, `
		INSERT INTO chase_letter (owner, day, press, paper, by_name, at) VALUES ($1, $2, $3, 0, $4, $5)
		ON CONFLICT DO NOTHING
		RETURNING id`, l.Owner, l.Day, press, l.By, l.At)
	ids, err := db.Collect(r, err, func(r *db.Rows) (id int64, err error) {
		err = r.Scan(&id)
		return id, err
	})
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	for _, u := range l.Units {
		_, err := tx.Exec(ctx, `INSERT INTO chase_unit (letter, unit) VALUES ($1, $2)`, ids[0], u)
		if err != nil {
			return 0, err
		}
	}
	for _, c := range l.Rows {
		_, err := tx.Exec(ctx, `INSERT INTO chase_case (letter, case_id, unit, due_day, late) VALUES ($1, $2, $3, $4, $5)`, ids[0], c.Case, c.Unit, c.Due, c.Late)
		if err != nil {
			return 0, err
		}
	}
	return ids[0], nil
}

func setPaper(ctx context.Context, tx *db.Tx, letter int64, p paper.ID) error {
	_, err := tx.Exec(ctx, `UPDATE chase_letter SET paper = $1 WHERE id = $2`, p, letter)
	return err
}

const letterColumns = `SELECT id, owner, day, paper, by_name, at FROM chase_letter`

func scanLetter(r interface{ Scan(...any) error }) (l Letter, err error) {
	err = r.Scan(&l.ID, &l.Owner, &l.Day, &l.Paper, &l.By, &l.At)
	return l, err
}

func letterByID(ctx context.Context, tx *db.Tx, id int64) (Letter, error) {
	l, err := scanLetter(tx.QueryRow(ctx, letterColumns+` WHERE id = $1`, id))
	if err != nil {
		return l, err
	}
	r, err := tx.Query(ctx, `SELECT unit FROM chase_unit WHERE letter = $1 ORDER BY unit`, id)
	l.Units, err = db.Collect(r, err, func(r *db.Rows) (u org.UnitID, err error) {
		err = r.Scan(&u)
		return u, err
	})
	return l, err
}

// paperByPress is the paper of the letter that a press made.
func paperByPress(ctx context.Context, tx *db.Tx, press string) (p paper.ID, err error) {
	err = tx.QueryRow(ctx, `SELECT paper FROM chase_letter WHERE press = $1`, press).Scan(&p)
	return p, err
}

func letters(ctx context.Context, tx *db.Tx, limit int) ([]Letter, error) {
	r, err := tx.Query(ctx, letterColumns+` ORDER BY id DESC LIMIT $1`, limit)
	return db.Collect(r, err, func(r *db.Rows) (Letter, error) { return scanLetter(r) })
}

// rowsOf are the lines of the annex in their order.
func rowsOf(ctx context.Context, tx *db.Tx, letter int64) ([]Row, error) {
	r, err := tx.Query(ctx, `SELECT case_id, unit, due_day, late FROM chase_case WHERE letter = $1 ORDER BY unit, due_day, case_id`, letter)
	return db.Collect(r, err, func(r *db.Rows) (c Row, err error) {
		err = r.Scan(&c.Case, &c.Unit, &c.Due, &c.Late)
		return c, err
	})
}
