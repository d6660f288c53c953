package work

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
)

// SetQuiet says for all cases of an origin that letters name them by their code alone, because their paper
// goes round inside the office only (lưu hành nội bộ); or takes that back. The duty that opened them asks for
// the right and writes the audit line.
func (s *Service) SetQuiet(ctx context.Context, tx *db.Tx, duty string, id int64, quiet bool) error {
	_, err := tx.Exec(ctx, `UPDATE work_case SET quiet = $1 WHERE origin_duty = $2 AND origin_id = $3`, quiet, duty, id)
	if err != nil {
		return fmt.Errorf("setting what letters say of %s %d: %w", duty, id, err)
	}
	return nil
}

// AnyQuiet reports whether a paper about these cases must go round inside the office only, because one of
// theirs does.
func (s *Service) AnyQuiet(ctx context.Context, tx *db.Tx, cases []Case) (bool, error) {
	for part := range slices.Chunk(cases, 200) {
		args := make([]any, len(part))
		for i, c := range part {
			args[i] = c.ID
		}
		n := 0
		err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM work_case WHERE quiet AND id IN (`+db.In(1, len(part))+`)`, args...).Scan(&n)
		if err != nil {
			return false, fmt.Errorf("asking what letters may say of %d cases: %w", len(cases), err)
		}
		if n > 0 {
			return true, nil
		}
	}
	return false, nil
}

// mailTitle is the title of a case as letters may have it: empty for a quiet one.
func mailTitle(ctx context.Context, tx *db.Tx, c Case) (title string, err error) {
	err = tx.QueryRow(ctx, `SELECT CASE WHEN quiet THEN '' ELSE title END FROM work_case WHERE id = $1`, c.ID).Scan(&title)
	if err != nil {
		return "", fmt.Errorf("reading what letters say of case %d: %w", c.ID, err)
	}
	return title, nil
}

// titleInMail is what stands in a letter for the title of a case.
func titleInMail(ctx context.Context, title string) string {
	return cmp.Or(title, web.T(ctx, "việc lưu hành nội bộ, xem nội dung trong hệ thống"))
}
