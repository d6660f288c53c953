package work_test

import (
	"context"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/work"
)

func TestLettersSayNothingOfWhatQuietCasesAreAbout(t *testing.T) {
	each(t, func(h *house) {
		c := h.open(dueOn(day(2026, 12, 10)), func(n *work.Opening) {
			n.Title, n.Origin = "Phương án nhân sự của dự án", work.Origin{Duty: "plan", ID: 7}
		})
		quiet := func(on bool) {
			h.write(func(ctx context.Context, tx *db.Tx) error { return h.SetQuiet(ctx, tx, "plan", 7, on) })
		}
		quiet(true)
		h.clock.set(day(2026, 12, 3))
		_, letters := h.remind()
		h.write(func(ctx context.Context, tx *db.Tx) error { return h.Remind(ctx, tx, h.coordinator(), c.ID) })
		letters = append(letters, h.mail.take()...)
		if len(letters) < 2 {
			t.Fatalf("%d letters went out, want a digest and one by hand", len(letters))
		}
		for _, m := range letters {
			if text := m.Subject + m.Body; strings.Contains(text, "nhân sự") || !strings.Contains(text, c.Code) || !strings.Contains(text, "lưu hành nội bộ") {
				t.Errorf("a letter says: %s\n%s", m.Subject, m.Body)
			}
		}
		any := func() (is bool) {
			h.write(func(ctx context.Context, tx *db.Tx) (err error) {
				is, err = h.AnyQuiet(ctx, tx, []work.Case{{ID: c.ID + 1}, c})
				return err
			})
			return is
		}
		if !any() {
			t.Error("a paper about it may leave the office")
		}
		quiet(false)
		if any() {
			t.Error("a paper about it stays in the office though the case is no longer quiet")
		}
		h.clock.set(day(2026, 12, 8))
		_, letters = h.remind()
		if len(letters) != 1 || !strings.Contains(letters[0].Body, "nhân sự") {
			t.Errorf("no longer quiet: %+v", letters)
		}
	})
}
