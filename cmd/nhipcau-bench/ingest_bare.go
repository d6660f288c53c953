package main

import (
	"context"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
)

// bareStore reads, stores and indexes by the means of the database alone, as a reader of feeds does: an entry known
// by its hash left out, the text in the full-text index of the engine. The database is opened as the product opens
// it, statements stay prepared, and a transaction has as many items as the product's.
type bareStore struct {
	db    *db.DB
	feeds int
}

func newBareStore(ctx context.Context, engine db.Engine) (*bareStore, func() error, error) {
	d, done, err := freshStore(ctx, engine)
	if err != nil {
		return nil, nil, err
	}
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
	return &bareStore{db: d}, done, err
}

// bareFeeds is how many feeds of fifty items go into one transaction.
const bareFeeds = 6

// read takes feeds from their bytes to the index.
func (s *bareStore) read(ctx context.Context, feeds [][]byte) error {
	for len(feeds) > 0 {
		n := min(bareFeeds, len(feeds))
		parsed := make([]feed.Feed, n)
		for i, data := range feeds[:n] {
			var err error
			parsed[i], err = feed.Parse(data, feed.Options{})
			if err != nil {
				return err
			}
		}
		err := s.db.Write(ctx, func(tx *db.Tx) error {
			for i, f := range parsed {
				err := bareFeed(ctx, tx, s.feeds+i, f)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("storing a feed: %w", err)
		}
		feeds, s.feeds = feeds[n:], s.feeds+n
	}
	return nil
}

func bareFeed(ctx context.Context, tx *db.Tx, number int, f feed.Feed) error {
	for i := range f.Entries {
		e := &f.Entries[i]
		var known bool
		err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM entry WHERE feed = $1 AND hash = $2)`, number, e.ID).Scan(&known)
		if err != nil {
			return err
		}
		if known {
			continue
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
		err = tx.QueryRow(ctx, `INSERT INTO entry_text (rowid, title, content) VALUES ($1, $2, $3) RETURNING rowid`, id, e.Title.Value, content).Scan(&id)
		if err != nil {
			return err
		}
	}
	return nil
}
