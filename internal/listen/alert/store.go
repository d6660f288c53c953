package alert

import (
	"context"
	"errors"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

const alertColumns = `a.id, a.key, a.rule, a.topic, a.class, a.area, a.began, a.raised, a.last_at, a.hours, a.seen, a.expected, a.sources,
	a.odds, a.peak, a.confidence, a.story, a.state, a.verdict, a.note, a.taken_by, a.closed_by, a.closed_at, COALESCE(a.case_id, 0),
	a.case_code, a.ended_at, a.ended_why, a.version`

func scanAlert(r interface{ Scan(...any) error }) (a Alert, err error) {
	err = r.Scan(&a.ID, &a.Key, &a.Rule, &a.Topic, &a.Class, &a.Area, &a.Began, &a.Raised, &a.Last, &a.Hours, &a.Seen, &a.Expected, &a.Sources,
		&a.Odds, &a.Peak, &a.Confidence, &a.Story, &a.State, &a.Verdict, &a.Note, &a.TakenBy, &a.ClosedBy, &a.ClosedAt, &a.Case,
		&a.Code, &a.EndedAt, &a.EndedWhy, &a.Version)
	return a, err
}

func collectAlerts(r *db.Rows, err error) ([]Alert, error) {
	return db.Collect(r, err, func(r *db.Rows) (Alert, error) { return scanAlert(r) })
}

// insertAlert stores a new episode; fresh is false when it is there already.
func insertAlert(ctx context.Context, tx *db.Tx, a Alert) (id ID, fresh bool, err error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO listen_alert (key, rule, topic, class, area, began, raised, last_at, hours, seen, expected, sources, odds, peak,
		                          confidence, story, state, verdict, note, taken_by, closed_by, case_code, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', '', '', '', '', 1)
		ON CONFLICT (key) DO NOTHING`,
		a.Key, a.Rule, a.Topic, a.Class, a.Area, a.Began, a.Raised, a.Last, a.Hours, a.Seen, a.Expected, a.Sources, a.Odds, a.Peak,
		a.Confidence, a.Story, Unseen)
	if err != nil {
		return 0, false, err
	}
	err = tx.QueryRow(ctx, `SELECT id FROM listen_alert WHERE key = $1`, a.Key).Scan(&id)
	return id, n == 1, err
}

// growAlert stores that an episode goes on, or that a gap stands again which had ended. What stood out less than before
// changes nothing else; what stood out more takes its place, with the start of its stretch.
func growAlert(ctx context.Context, tx *db.Tx, a Alert) error {
	_, err := tx.Exec(ctx, `
		UPDATE listen_alert SET last_at = $1, ended_at = NULL, ended_why = '' WHERE key = $2 AND last_at < $1`, a.Last, a.Key)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		UPDATE listen_alert SET began = $1, hours = $2, seen = $3, expected = $4, sources = $5, odds = $6, peak = $7, confidence = $8
		 WHERE key = $9 AND odds < $6`, a.Began, a.Hours, a.Seen, a.Expected, a.Sources, a.Odds, a.Peak, a.Confidence, a.Key)
	return err
}

// updateAlert stores what an officer did, if nobody changed the alert since a.Version.
func updateAlert(ctx context.Context, tx *db.Tx, a Alert) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE listen_alert SET state = $1, verdict = $2, note = $3, taken_by = $4, closed_by = $5, closed_at = $6, case_id = $7,
		       case_code = $8, version = version + 1
		 WHERE id = $9 AND version = $10`,
		a.State, a.Verdict, a.Note, a.TakenBy, a.ClosedBy, a.ClosedAt, a.Case, a.Code, a.ID, a.Version)
	return n == 1, err
}

func alertByID(ctx context.Context, tx *db.Tx, id ID) (Alert, error) {
	return scanAlert(tx.QueryRow(ctx, `SELECT `+alertColumns+` FROM listen_alert a WHERE a.id = $1`, id))
}

// Gaps are stored beside alarms and asked for apart from them.
const (
	alarms   = ` AND a.rule <> 'gap'`
	onlyGaps = ` AND a.rule = 'gap'`
	standing = onlyGaps + ` AND a.ended_at IS NULL`                        // those that are not over
	inHand   = onlyGaps + ` AND (a.ended_at IS NULL OR a.state = 'taken')` // and those that somebody looks into
)

// unfinished are the alarms, or the gaps, that wait or are looked into, the surest first.
func unfinished(ctx context.Context, tx *db.Tx, which string, limit int) ([]Alert, error) {
	return collectAlerts(tx.Query(ctx, `
		SELECT `+alertColumns+` FROM listen_alert a WHERE a.state IN ($1, $2)`+which+` ORDER BY a.state, a.odds DESC, a.id DESC LIMIT $3`, Unseen, Taken, limit))
}

// between are the alarms, or the gaps, that were raised from from until before to, newest first.
func between(ctx context.Context, tx *db.Tx, which string, from, to time.Time, limit int) ([]Alert, error) {
	return collectAlerts(tx.Query(ctx, `
		SELECT `+alertColumns+` FROM listen_alert a WHERE a.raised >= $1 AND a.raised < $2`+which+` ORDER BY a.raised DESC, a.id DESC LIMIT $3`, from, to, limit))
}

// running are the episodes of a topic that have stood out since a moment.
func running(ctx context.Context, tx *db.Tx, which string, topic listen.TopicID, since time.Time) ([]Alert, error) {
	return collectAlerts(tx.Query(ctx, `
		SELECT `+alertColumns+` FROM listen_alert a WHERE a.topic = $1 AND a.last_at >= $2`+which+` ORDER BY a.id`, topic, since))
}

// judged counts what was said of alarms, or of gaps, of a topic that were closed since a moment; topic 0: of all topics.
func judged(ctx context.Context, tx *db.Tx, which string, topic listen.TopicID, since time.Time) (map[Verdict]int, error) {
	r, err := tx.Query(ctx, `
		SELECT a.verdict, COUNT(*) FROM listen_alert a
		 WHERE a.state = $1 AND a.closed_at >= $2 AND ($3 = 0 OR a.topic = $3)`+which+` GROUP BY a.verdict`, Closed, since, topic)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[Verdict]int{}
	for r.Next() {
		var v Verdict
		var n int
		err := r.Scan(&v, &n)
		if err != nil {
			return nil, err
		}
		all[v] = n
	}
	return all, r.Err()
}

// watchesOf reads what was learnt of a topic.
func watchesOf(ctx context.Context, tx *db.Tx, topic listen.TopicID) (map[Series][]byte, error) {
	r, err := tx.Query(ctx, `SELECT class, area, state FROM listen_watch WHERE topic = $1`, topic)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	all := map[Series][]byte{}
	for r.Next() {
		x := Series{Topic: topic}
		var state []byte
		err := r.Scan(&x.Class, &x.Area, &state)
		if err != nil {
			return nil, err
		}
		all[x] = state
	}
	return all, r.Err()
}

func putWatch(ctx context.Context, tx *db.Tx, x Series, closed time.Time, state []byte) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO listen_watch (topic, class, area, closed, state) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (topic, class, area) DO UPDATE SET closed = excluded.closed, state = excluded.state`, x.Topic, x.Class, x.Area, closed, state)
	return err
}

// talesOf reads what was learnt of the stories of a topic; nil if nothing is stored.
func talesOf(ctx context.Context, tx *db.Tx, topic listen.TopicID) (state []byte, err error) {
	err = tx.QueryRow(ctx, `SELECT state FROM listen_tales WHERE topic = $1`, topic).Scan(&state)
	if errors.Is(err, db.ErrNoRows) {
		return nil, nil
	}
	return state, err
}

func putTales(ctx context.Context, tx *db.Tx, topic listen.TopicID, closed time.Time, state []byte) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO listen_tales (topic, closed, state) VALUES ($1, $2, $3)
		ON CONFLICT (topic) DO UPDATE SET closed = excluded.closed, state = excluded.state`, topic, closed, state)
	return err
}

// boards reads the boards with their topics and people; active alone if so asked.
func boards(ctx context.Context, tx *db.Tx, onlyActive bool) ([]Board, error) {
	r, err := tx.Query(ctx, `
		SELECT id, name, owner, every_day, quiet_from, quiet_to, COALESCE(stand_in, 0), active, version
		  FROM listen_board ORDER BY name, id`)
	all, err := db.Collect(r, err, func(r *db.Rows) (b Board, err error) {
		err = r.Scan(&b.ID, &b.Name, &b.Owner, &b.EveryDay, &b.Quiet[0], &b.Quiet[1], &b.StandIn, &b.Active, &b.Version)
		return b, err
	})
	if err != nil {
		return nil, err
	}
	kept := all[:0]
	for _, b := range all {
		if onlyActive && !b.Active {
			continue
		}
		b.Topics, err = numbers[listen.TopicID](ctx, tx, `SELECT topic FROM listen_board_topic WHERE board = $1 ORDER BY topic`, b.ID)
		if err != nil {
			return nil, err
		}
		b.People, err = numbers[org.PersonID](ctx, tx, `SELECT person FROM listen_board_person WHERE board = $1 ORDER BY person`, b.ID)
		if err != nil {
			return nil, err
		}
		kept = append(kept, b)
	}
	return kept, nil
}

func numbers[N ~int64](ctx context.Context, tx *db.Tx, query string, args ...any) ([]N, error) {
	r, err := tx.Query(ctx, query, args...)
	return db.Collect(r, err, func(r *db.Rows) (n N, err error) {
		err = r.Scan(&n)
		return n, err
	})
}

// putBoard stores a board with its topics and people; ok is false when somebody changed it meanwhile.
func putBoard(ctx context.Context, tx *db.Tx, b Board, at time.Time) (id BoardID, ok bool, err error) {
	if b.ID == 0 {
		err = tx.QueryRow(ctx, `
			INSERT INTO listen_board (name, owner, every_day, quiet_from, quiet_to, stand_in, active, changed_at, version)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1) RETURNING id`,
			b.Name, b.Owner, b.EveryDay, b.Quiet[0], b.Quiet[1], b.StandIn, b.Active, at).Scan(&b.ID)
	} else {
		var n int64
		n, err = tx.Exec(ctx, `
			UPDATE listen_board SET name = $1, every_day = $2, quiet_from = $3, quiet_to = $4, stand_in = $5, active = $6, changed_at = $7,
			       version = version + 1
			 WHERE id = $8 AND version = $9`,
			b.Name, b.EveryDay, b.Quiet[0], b.Quiet[1], b.StandIn, b.Active, at, b.ID, b.Version)
		if err == nil && n == 0 {
			return 0, false, nil
		}
	}
	if err != nil {
		return 0, false, err
	}
	for _, text := range []string{`DELETE FROM listen_board_topic WHERE board = $1`, `DELETE FROM listen_board_person WHERE board = $1`} {
		_, err = tx.Exec(ctx, text, b.ID)
		if err != nil {
			return 0, false, err
		}
	}
	for _, t := range b.Topics {
		_, err = tx.Exec(ctx, `INSERT INTO listen_board_topic (board, topic) VALUES ($1, $2)`, b.ID, t)
		if err != nil {
			return 0, false, err
		}
	}
	for _, p := range b.People {
		_, err = tx.Exec(ctx, `INSERT INTO listen_board_person (board, person) VALUES ($1, $2)`, b.ID, p)
		if err != nil {
			return 0, false, err
		}
	}
	return b.ID, true, nil
}

// toldOn counts how many alerts a board was told on a day.
func toldOn(ctx context.Context, tx *db.Tx, b BoardID, day law.Date) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_board_alert WHERE board = $1 AND day = $2 AND told`, b, day).Scan(&n)
	return n, err
}

// holdDay is [toldOn] for whoever is about to tell more: the board is held until the transaction ends, so that two
// processes do not fill its last place both.
func holdDay(ctx context.Context, tx *db.Tx, b BoardID, day law.Date) (int, error) {
	_, err := tx.Exec(ctx, `UPDATE listen_board SET every_day = every_day WHERE id = $1`, b)
	if err != nil {
		return 0, err
	}
	return toldOn(ctx, tx, b, day)
}

// sparedOn are the alerts that a board was not told of on a day, the clearest first.
func sparedOn(ctx context.Context, tx *db.Tx, b BoardID, day law.Date) ([]Alert, error) {
	return collectAlerts(tx.Query(ctx, `
		SELECT `+alertColumns+` FROM listen_board_alert x JOIN listen_alert a ON a.id = x.alert
		 WHERE x.board = $1 AND x.day = $2 AND NOT x.told ORDER BY a.odds DESC, a.id`, b, day))
}

// tell notes that a board was told of an alert or spared it; fresh is false when that was decided before.
func tell(ctx context.Context, tx *db.Tx, b BoardID, a ID, day law.Date, told bool) (fresh bool, err error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO listen_board_alert (board, alert, day, told) VALUES ($1, $2, $3, $4)
		ON CONFLICT (board, alert) DO NOTHING`, b, a, day, told)
	return n == 1, err
}

func countUnseen(ctx context.Context, tx *db.Tx) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM listen_alert a WHERE a.state = $1`+alarms, Unseen).Scan(&n)
	return n, err
}

// holdGap notes that a topic is found to have a gap and holds it until the transaction ends: who comes second waits, and
// then sees what the first one told.
func holdGap(ctx context.Context, tx *db.Tx, topic listen.TopicID, now time.Time) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO listen_gap (topic, seen) VALUES ($1, $2) ON CONFLICT (topic) DO UPDATE SET seen = excluded.seen`, topic, now)
	return err
}

// putEnd stores that a gap is over; false if that is known, or if it stood out since it was read.
func putEnd(ctx context.Context, tx *db.Tx, a Alert) (bool, error) {
	n, err := tx.Exec(ctx, `
		UPDATE listen_alert SET ended_at = $1, ended_why = $2
		 WHERE id = $3 AND ended_at IS NULL AND last_at <= $4 AND state <> $5`, a.EndedAt, a.EndedWhy, a.ID, a.Last, Closed)
	return n == 1, err
}
