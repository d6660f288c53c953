package listen

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// readerLease names the lease of the one process that understands.
const readerLease = "reader"

// leaseTime is how long a lease holds that nobody renews.
const leaseTime = 30 * time.Second

// processName tells this process from others, on this machine and elsewhere.
func processName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails
	return host + "/" + strconv.Itoa(os.Getpid()) + "/" + hex.EncodeToString(b[:])
}

// gone reports whether a process of this machine ended without giving its leases back.
func gone(holder string) bool {
	parts := strings.Split(holder, "/")
	host, err := os.Hostname()
	if len(parts) != 3 || err != nil || parts[0] != host {
		return false
	}
	pid, err := strconv.Atoi(parts[1])
	if err != nil || pid == os.Getpid() {
		return false
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		return true
	}
	return errors.Is(process.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// heldElsewhere reports whether a process that lives holds a lease, other than this one.
func (s *Service) heldElsewhere(ctx context.Context, tx *db.Tx, name string) (bool, error) {
	holder, until, err := leaseOf(ctx, tx, name)
	return s.isElsewhere(holder, until), err
}

func (s *Service) isElsewhere(holder string, until time.Time) bool {
	return holder != "" && holder != s.name && until.After(s.Now()) && !gone(holder)
}

func leaseOf(ctx context.Context, tx *db.Tx, name string) (holder string, until time.Time, err error) {
	err = tx.QueryRow(ctx, `SELECT holder, until FROM listen_lease WHERE name = $1`, name).Scan(&holder, &until)
	if errors.Is(err, db.ErrNoRows) {
		return "", until, nil
	}
	if err != nil {
		return "", until, fmt.Errorf("asking who holds %s: %w", name, err)
	}
	return holder, until, nil
}

// takeLease takes or renews a lease and reports whether it is ours now, and whether somebody else held it since.
func (s *Service) takeLease(ctx context.Context, tx *db.Tx, name string) (ours, others bool, err error) {
	holder, until, err := leaseOf(ctx, tx, name)
	if err != nil {
		return false, false, err
	}
	if s.isElsewhere(holder, until) {
		return false, true, nil
	}
	n, err := tx.Exec(ctx, `
		INSERT INTO listen_lease (name, holder, until) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
		 WHERE listen_lease.holder = $4 OR listen_lease.holder = excluded.holder`, name, s.name, s.Now().Add(leaseTime), holder)
	if err != nil {
		return false, false, fmt.Errorf("taking the lease of %s: %w", name, err)
	}
	return n == 1, holder != s.name, nil
}

// waitForReader waits for the batch that the one who understands is about, and holds the next one back until this
// transaction ends.
func waitForReader(ctx context.Context, tx *db.Tx) error {
	_, err := tx.Exec(ctx, `UPDATE listen_lease SET until = until WHERE name = $1`, readerLease)
	return err
}

// dropLease gives a lease back. The row stays, so that a later holder knows that others were there.
func (s *Service) dropLease(ctx context.Context, tx *db.Tx, name string) error {
	_, err := tx.Exec(ctx, `UPDATE listen_lease SET until = $1 WHERE name = $2 AND holder = $3`, s.Now().Add(-time.Second), name, s.name)
	return err
}
