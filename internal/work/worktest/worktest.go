// Package worktest stands in for what the application joins to cases, in tests of the duties that open them.
package worktest

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/work"
)

// Mailbox takes every letter and sends none.
type Mailbox struct{}

// Queue forgets the letter.
func (Mailbox) Queue(context.Context, *db.Tx, work.Message) error { return nil }

// Recall says that there was no letter.
func (Mailbox) Recall(context.Context, *db.Tx, string) (bool, error) { return false, nil }

// Index is the real index of package search.
type Index struct{}

// Put indexes the entry.
func (Index) Put(ctx context.Context, tx *db.Tx, e search.Entry) error { return search.Put(ctx, tx, e) }
