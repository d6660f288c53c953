package auth

import (
	"context"
	"errors"
	"fmt"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
)

// Language is the language that a person chose for the desk, "vi" or "en"; empty if they never did or have no
// account.
func (s *Service) Language(ctx context.Context, tx *db.Tx, person org.PersonID) (language string, err error) {
	err = tx.QueryRow(ctx, `
		SELECT language FROM auth_account WHERE person = $1 AND active ORDER BY id LIMIT 1`, person).Scan(&language)
	if errors.Is(err, db.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading the language of person %d: %w", person, err)
	}
	return language, nil
}
