package board

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync/atomic"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
)

// taught is a model of tone that officers' answers made, as it is stored.
type taught struct {
	Version int64     // grows with every change; 0: there is none yet
	Answers int       // that there were when it was made
	LastAt  time.Time // of the latest of them
	Held    int       // answers on which it was tried
	Agreed  int       // of them, those on which it said what the officer said
	At      time.Time
	model   *tone.Model
}

// judge is the model by which this process judges.
type judge struct{ atomic.Pointer[taught] }

// model is the first one until officers have taught another.
func (j *judge) model() *tone.Model {
	t := j.Load()
	if t == nil || t.model == nil {
		return tone.First()
	}
	return t.model
}

// Judge says the tone of a text towards a policy and how sure that is, by what officers taught so far.
func (s *Service) Judge(title, text string) (string, float64) {
	v := s.judge.model().Judge(title, text)
	return v.Word().String(), v.P[v.Tone]
}

// LoadJudge reads the model again if it was learnt anew, by this process or another. A process that takes items in
// calls it when it starts; [Service.Keep] does it later.
func (s *Service) LoadJudge(ctx context.Context) error {
	known := int64(0)
	if t := s.judge.Load(); t != nil {
		known = t.Version
	}
	return s.DB.Read(ctx, func(tx *db.Tx) error {
		var version int64
		err := tx.QueryRow(ctx, `SELECT COALESCE(MAX(version), 0) FROM listen_tone_model WHERE name = $1`, modelNow).Scan(&version)
		if err != nil || version == known {
			return err
		}
		t, err := readModel(ctx, tx, modelNow)
		if err == nil {
			s.judge.Store(&t)
		}
		return err
	})
}

// learnAgain learns what there is to learn, and reads what another process learnt.
func (s *Service) learnAgain(ctx context.Context) error {
	return errors.Join(s.Learn(ctx), s.LoadJudge(ctx))
}

// The models that are kept.
const (
	modelNow  = "now"
	modelBase = "base"
)

// lessonDays is for how long after its publication an item teaches anew each time. Then its answer goes into the
// base, some time before its text goes.
const lessonDays = listen.TextDays - 15

// lesson is an answer with the text that it is about.
type lesson struct {
	tone.Correction
	item listen.ItemID
	old  bool
}

// Learn makes a new model if officers answered since the last one was made, and judges by it. Of two processes that
// learn at once one is in time; both learn the same.
func (s *Service) Learn(ctx context.Context) error {
	var now, base taught
	var lessons []lesson
	count, last := 0, (*time.Time)(nil)
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		err = tx.QueryRow(ctx, `SELECT COUNT(*), MAX(at) FROM listen_tone_answer`).Scan(&count, &last)
		if err != nil || count == 0 {
			return err
		}
		now, err = readModel(ctx, tx, modelNow)
		if err != nil || now.Answers == count && now.LastAt.Equal(*last) {
			count = 0
			return err
		}
		base, err = readModel(ctx, tx, modelBase)
		if err != nil {
			return err
		}
		lessons, err = readLessons(ctx, tx, s.Now().AddDate(0, 0, -lessonDays))
		return err
	})
	if err != nil || count == 0 {
		return err
	}
	fold, rest := split(lessons)
	if len(fold) > 0 {
		base.model, _, err = tone.Learn(first(base.model), fold)
		if err != nil {
			return fmt.Errorf("learning from answers whose texts go: %w", err)
		}
	}
	model, report, err := tone.Learn(first(base.model), rest)
	if errors.Is(err, tone.ErrNoCorrections) {
		model, err = first(base.model), nil
	}
	if err != nil {
		return fmt.Errorf("learning from answers: %w", err)
	}
	now.model, now.Answers, now.LastAt = model, count, *last
	now.Held, now.Agreed = report.Held.Texts, int(math.Round(report.Held.Accuracy*float64(report.Held.Texts)))
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		inTime, err := s.keepModel(ctx, tx, modelNow, now)
		if err != nil || !inTime || len(fold) == 0 {
			return err
		}
		_, err = s.keepModel(ctx, tx, modelBase, base)
		for _, l := range lessons {
			if err == nil && l.old {
				_, err = tx.Exec(ctx, `UPDATE listen_tone_answer SET folded = TRUE WHERE item = $1`, l.item)
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("keeping what was learnt: %w", err)
	}
	return s.LoadJudge(ctx)
}

func first(m *tone.Model) *tone.Model {
	if m == nil {
		return tone.First()
	}
	return m
}

func split(lessons []lesson) (fold, rest []tone.Correction) {
	for _, l := range lessons {
		if l.old {
			fold = append(fold, l.Correction)
		} else {
			rest = append(rest, l.Correction)
		}
	}
	return fold, rest
}

// readLessons are the answers that are not in the base yet; those on items from before a time are old. Answers on
// texts that have gone teach nothing any more.
func readLessons(ctx context.Context, tx *db.Tx, before time.Time) ([]lesson, error) {
	r, err := tx.Query(ctx, `
		SELECT a.item, i.published, i.title, b.body, a.said, a.steering
		  FROM listen_tone_answer a JOIN listen_item i ON i.id = a.item JOIN listen_text b ON b.item = a.item
		 WHERE NOT a.folded ORDER BY a.item`)
	return db.Collect(r, err, func(r *db.Rows) (l lesson, err error) {
		var published time.Time
		var said, steering string
		err = r.Scan(&l.item, &published, &l.Title, &l.Body, &said, &steering)
		l.old = published.Before(before)
		l.Tone, _ = tone.ParseTone(said)
		l.Steering, l.SteeringKnown = tone.ParseSteering(steering)
		return l, err
	})
}

// readModel is a stored model; one of version 0 if there is none.
func readModel(ctx context.Context, tx *db.Tx, name string) (t taught, err error) {
	var weights []byte
	err = tx.QueryRow(ctx, `SELECT version, answers, last_at, held, agreed, weights, at FROM listen_tone_model WHERE name = $1`, name).
		Scan(&t.Version, &t.Answers, &t.LastAt, &t.Held, &t.Agreed, &weights, &t.At)
	if errors.Is(err, db.ErrNoRows) {
		return taught{}, nil
	}
	if err != nil {
		return t, fmt.Errorf("reading the model of tone: %w", err)
	}
	t.model, err = tone.ReadModel(weights)
	return t, err
}

// keepModel stores a model as the next version of the one that was read; inTime is false if somebody else did.
func (s *Service) keepModel(ctx context.Context, tx *db.Tx, name string, t taught) (inTime bool, err error) {
	lastAt := t.LastAt
	if lastAt.IsZero() {
		lastAt = s.Now()
	}
	n, err := tx.Exec(ctx, `
		INSERT INTO listen_tone_model (name, version, answers, last_at, held, agreed, weights, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (name) DO UPDATE SET version = excluded.version, answers = excluded.answers, last_at = excluded.last_at, held = excluded.held,
			agreed = excluded.agreed, weights = excluded.weights, at = excluded.at
		 WHERE listen_tone_model.version = excluded.version - 1`,
		name, t.Version+1, t.Answers, lastAt, t.Held, t.Agreed, t.model.Bytes(), s.Now())
	return n > 0, err
}
