package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
)

// CollectArgs are the arguments of the daily job that removes content without a row.
type CollectArgs struct{}

func (CollectArgs) Kind() string { return "files.collect" }

// Collect removes content that is older than a day and that no row names: left over by a change that did
// not commit.
func (s *Store) Collect(ctx context.Context, _ CollectArgs) error {
	_, err := s.collect(ctx)
	return err
}

func (s *Store) collect(ctx context.Context) (removed int, err error) {
	before := s.now().Add(-24 * time.Hour)
	err = fs.WalkDir(s.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !info.ModTime().Before(before) {
			return err
		}
		used, err := s.used(ctx, path.Base(name))
		if err != nil || used {
			return err
		}
		removed++
		return s.root.Remove(name)
	})
	if err != nil {
		return removed, fmt.Errorf("collecting files: %w", err)
	}
	return removed, nil
}

func (s *Store) used(ctx context.Context, hash string) (bool, error) {
	if strings.HasSuffix(hash, ".part") {
		return false, nil
	}
	var n int
	err := s.d.Read(ctx, func(tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT COUNT(*) FROM file WHERE hash = $1`, hash).Scan(&n)
	})
	return n > 0, err
}

// Walk visits the hash of everything kept; backups use it.
func (s *Store) Walk(visit func(hash string) error) error {
	return fs.WalkDir(s.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasSuffix(name, ".part") {
			return err
		}
		return visit(path.Base(name))
	})
}
