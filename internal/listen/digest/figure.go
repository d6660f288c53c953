package digest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

// Figure finds a number of a digest by the key under which it is printed; false where there is none.
func (s *Service) Figure(ctx context.Context, tx *db.Tx, id ID, key string) (d Digest, n int, found bool, err error) {
	d, err = digestByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) {
		return d, 0, false, nil
	}
	if err != nil {
		return d, 0, false, fmt.Errorf("reading digest %d: %w", id, err)
	}
	d.Entries, err = entriesOf(ctx, tx, id)
	if err != nil {
		return d, 0, false, fmt.Errorf("reading the stories of digest %d: %w", id, err)
	}
	for _, f := range d.Document(func(org.UnitID) string { return "" }).Figures() {
		if f.ID == key {
			n, err := strconv.Atoi(strings.ReplaceAll(f.Text, ".", ""))
			return d, n, err == nil, nil
		}
	}
	return d, 0, false, nil
}
