package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/nhipcau/nhipcau/internal/fault"
)

func TestADatabaseThatCannotServeSaysSo(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		err  error
		want fault.Kind
	}{
		{"PostgreSQL is shutting down", &pgconn.PgError{Code: "57P01"}, fault.Unavailable},
		{"PostgreSQL has no connection left", &pgconn.PgError{Code: "53300"}, fault.Unavailable},
		{"PostgreSQL has no room", &pgconn.PgError{Code: "53100"}, fault.Unavailable},
		{"the connection broke in the middle", fmt.Errorf("reading: %w", io.ErrUnexpectedEOF), fault.Unavailable},
		{"nobody listens", &net.OpError{Op: "dial", Err: errors.New("connection refused")}, fault.Unavailable},
		{"a mistake in a query", &pgconn.PgError{Code: "42601"}, fault.Internal},
		{"a double", &pgconn.PgError{Code: "23505"}, fault.Internal},
		{"the asker left", fmt.Errorf("reading: %w", context.Canceled), fault.Internal},
		{"a rule refused", fault.New(fault.Conflict, "Đã có."), fault.Conflict},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := trouble(tt.err)
			if fault.KindOf(got) != tt.want || !errors.Is(got, tt.err) {
				t.Errorf("trouble(%v) = %v, want kind %v around its cause", tt.err, got, tt.want)
			}
		})
	}
}

func TestAFullDiskIsToldAndLosesNothing(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	d, err := openSQLite(ctx, filepath.Join(t.TempDir(), "a.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }() // only a test
	_, err = d.write.ExecContext(ctx, `CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('đầu'); PRAGMA max_page_count = 4`)
	if err != nil {
		t.Fatal(err)
	}
	err = d.Write(ctx, func(tx *Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO note VALUES (zeroblob(1000000))`)
		return err
	})
	if fault.KindOf(err) != fault.Unavailable || !strings.Contains(fault.Message(err), "hết chỗ ghi") {
		t.Errorf("Write on a full disk = %v, want a sentence about room", err)
	}
	var n int
	err = d.Read(ctx, func(tx *Tx) error { return tx.QueryRow(ctx, `SELECT count(*) FROM note`).Scan(&n) })
	if err != nil || n != 1 {
		t.Errorf("%d notes, %v; want the one from before", n, err)
	}
}
