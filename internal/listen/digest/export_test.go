package digest

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/paper"
)

// Issued is what happens when the paper of a digest is issued.
func (s *Service) Issued(ctx context.Context, tx *db.Tx, p paper.Paper) error {
	return s.issued(ctx, tx, auth.Officer{}, p)
}
