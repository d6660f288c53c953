package dbtest

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
)

// Tables is one test's database; the house of a test embeds it.
type Tables struct {
	T testing.TB
	D *db.DB
}

// Write runs fn in one transaction that must succeed.
func (t Tables) Write(fn func(ctx context.Context, tx *db.Tx) error) {
	t.T.Helper()
	err := t.Try(fn)
	if err != nil {
		t.T.Fatal(err)
	}
}

// Try runs fn in one transaction and returns how it ended.
func (t Tables) Try(fn func(ctx context.Context, tx *db.Tx) error) error {
	return t.D.Write(t.T.Context(), func(tx *db.Tx) error { return fn(t.T.Context(), tx) })
}

// Read runs fn in a transaction that only reads and must succeed.
func (t Tables) Read(fn func(ctx context.Context, tx *db.Tx) error) {
	t.T.Helper()
	err := t.D.Read(t.T.Context(), func(tx *db.Tx) error { return fn(t.T.Context(), tx) })
	if err != nil {
		t.T.Fatal(err)
	}
}
