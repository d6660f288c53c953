package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

// bareIngest is how many items a second, by the clock and of CPU time, are read, stored and indexed by the means of the database alone, as a
// reader of feeds does: a feed a transaction, an entry known by its hash left out, the text in the full-text
// index of the engine.
func bareIngest(ctx context.Context, engine db.Engine, feeds [][]byte) (speed, ofCPU float64, err error) {
	d, done, err := freshStore(ctx, engine)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, done()) }()
	schema := []string{
		`CREATE TABLE entry (id INTEGER PRIMARY KEY, feed INTEGER NOT NULL, hash TEXT NOT NULL, title TEXT, link TEXT, published TEXT, content TEXT, UNIQUE (feed, hash))`,
		`CREATE VIRTUAL TABLE entry_text USING fts5 (title, content, content='entry', content_rowid='id')`,
	}
	if engine == db.Postgres {
		schema = []string{
			`CREATE TABLE entry (id BIGSERIAL PRIMARY KEY, feed BIGINT NOT NULL, hash TEXT NOT NULL, title TEXT, link TEXT, published TEXT, content TEXT, vectors TSVECTOR, UNIQUE (feed, hash))`,
			`CREATE INDEX entry_vectors ON entry USING GIN (vectors)`,
		}
	}
	err = d.Write(ctx, func(tx *db.Tx) error {
		for _, text := range schema {
			_, err := tx.Exec(ctx, text)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, 0, err
	}
	cpu, err := cpuTime()
	if err != nil {
		return 0, 0, err
	}
	began, items := time.Now(), 0
	for number, data := range feeds {
		f, err := feed.Parse(data, feed.Options{})
		if err != nil {
			return 0, 0, err
		}
		err = d.Write(ctx, func(tx *db.Tx) error { return bareFeed(ctx, tx, number, f) })
		if err != nil {
			return 0, 0, fmt.Errorf("storing a feed: %w", err)
		}
		items += len(f.Entries)
	}
	took := time.Since(began)
	spent, err := cpuTime()
	return float64(items) / took.Seconds(), float64(items) / (spent - cpu).Seconds(), err
}

func bareFeed(ctx context.Context, tx *db.Tx, number int, f feed.Feed) error {
	for i := range f.Entries {
		e := &f.Entries[i]
		var known bool
		err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM entry WHERE feed = $1 AND hash = $2)`, number, e.ID).Scan(&known)
		if err != nil || known {
			return err
		}
		content := ""
		if len(e.Content) > 0 {
			content = e.Content[0].Plain()
		}
		args := []any{number, e.ID, e.Title.Value, e.Link, e.Published.Written, content}
		if tx.Engine() == db.Postgres {
			_, err = tx.Exec(ctx, `
				INSERT INTO entry (feed, hash, title, link, published, content, vectors) VALUES ($1, $2, $3, $4, $5, $6,
					setweight(to_tsvector('simple', $7::text), 'A') || setweight(to_tsvector('simple', $8::text), 'B'))`, append(args, e.Title.Value, content)...)
			if err != nil {
				return err
			}
			continue
		}
		var id int64
		err = tx.QueryRow(ctx, `INSERT INTO entry (feed, hash, title, link, published, content) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`, args...).Scan(&id)
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `INSERT INTO entry_text (rowid, title, content) VALUES ($1, $2, $3)`, id, e.Title.Value, content)
		if err != nil {
			return err
		}
	}
	return nil
}
