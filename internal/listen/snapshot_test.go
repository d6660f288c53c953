package listen

import (
	"fmt"
	"slices"
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/similar"
)

// tellMany tells a chronicle the articles from one number to before another, all different.
func tellMany(t *stories, from, to int) {
	for n := from; n < to; n++ {
		a := similar.Article{Title: fmt.Sprintf("Chuyện %d ở làng %d", n, n/2), Text: fmt.Sprintf("nhà %d đường %d cầu %d", n, n*7, n/2)}
		t.chronicle.Add(a, int64(n))
		t.tell(StoryID(n + 1000))
	}
}

func TestTheChronicleIsStoredPieceByPiece(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, Module}, func(t *testing.T, d *db.DB) {
		write := func(do func(tx *db.Tx) error) {
			t.Helper()
			err := d.Write(t.Context(), do)
			if err != nil {
				t.Fatal(err)
			}
		}
		store := func(s *stories, last ItemID) {
			t.Helper()
			write(func(tx *db.Tx) error { return s.store(t.Context(), tx, last) })
		}
		restore := func() (s stories, last ItemID) {
			t.Helper()
			s = newStories()
			write(func(tx *db.Tx) (err error) { last, err = s.restore(t.Context(), tx); return err })
			return s, last
		}
		when := func() (items []ItemID) { // each row was written
			write(func(tx *db.Tx) error {
				r, err := tx.Query(t.Context(), `SELECT item FROM listen_stream ORDER BY id`)
				items, err = db.Collect(r, err, func(r *db.Rows) (i ItemID, err error) { return i, r.Scan(&i) })
				return err
			})
			return items
		}
		check := func(what string, want ...ItemID) {
			t.Helper()
			if got := when(); !slices.Equal(got, want) {
				t.Errorf("%s: the head and the pages were written at %v, want %v", what, got, want)
			}
		}
		one := newStories()
		tellMany(&one, 0, 2500)
		store(&one, 10)
		check("at first", 10, 10, 10, 10)
		tellMany(&one, 2500, 3200)
		store(&one, 20)
		check("later", 20, 10, 10, 20, 20)

		two, last := restore()
		if last != 20 || two.chronicle.Len() != 3200 || !slices.Equal(two.told, one.told) {
			t.Fatalf("restored %d articles behind item %d", two.chronicle.Len(), last)
		}
		a := similar.Article{Title: "Chuyện 3100 ở làng 1550", Text: "nhà 3100 đường 21700 cầu 1550"}
		if p, q := one.chronicle.Add(a, 3200), two.chronicle.Add(a, 3200); p.Nearest != q.Nearest || p.Score != q.Score || p.Nearest != 3100 {
			t.Errorf("an article is nearest to %d (%.3f), after a restart to %d (%.3f)", p.Nearest, p.Score, q.Nearest, q.Score)
		}
		one.tell(1)
		two.tell(1)
		store(&two, 25)
		check("by the one that was restored", 25, 10, 10, 20, 25)

		other := newStories()
		tellMany(&other, 0, 100)
		store(&other, 30)
		check("by another process", 30, 30)
		store(&one, 40)
		check("by the first one again", 40, 40, 40, 40, 40)

		for _, spoil := range []string{
			`DELETE FROM listen_stream WHERE id = 3`, `UPDATE listen_stream SET state = (SELECT state FROM listen_stream WHERE id = 2) WHERE id = 1`,
			`DELETE FROM listen_stream`,
		} {
			write(func(tx *db.Tx) error { _, err := tx.Exec(t.Context(), spoil); return err })
			if s, last := restore(); last != 0 || s.chronicle.Len() != 0 {
				t.Errorf("after %s: %d articles behind item %d", spoil, s.chronicle.Len(), last)
			}
		}
	})
}
