package work

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

//go:embed locales
var locales embed.FS

// Locales are the English sentences of this package.
func Locales() fs.FS { return locales }

// CountOpen is how many unfinished cases have the person as the one who does them.
func (s *Service) CountOpen(ctx context.Context, tx *db.Tx, person org.PersonID) (n int, err error) {
	err = tx.QueryRow(ctx, `
		SELECT COUNT(*) FROM work_case WHERE person = $1 AND state IN ('open', 'waiting')`, person).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("counting the open cases of person %d: %w", person, err)
	}
	return n, nil
}
