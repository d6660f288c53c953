package alert_test

import (
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// coordinator may look into gaps.
func coordinator() auth.Officer {
	rights := map[web.Right][]web.Role{alert.View: {web.Coordinator}, alert.Judge: {web.Coordinator}}
	return auth.Acting("Trần Thu Hà", &org.Tree{}, rights, auth.Grant{Role: web.Coordinator})
}

// ordinary lets days pass as always; each is looked at in the morning after it.
func (q *square) ordinary(n int) {
	for day := range n {
		q.hear(7, 2, 0)
		if day%2 == 0 {
			q.publish(1)
		}
		q.now = q.now.Add(24 * time.Hour)
		q.lookForGaps()
	}
}

// only is the one gap there is, as it is kept.
func (q *square) only() (a alert.Alert, during, endings int) {
	q.t.Helper()
	err := q.d.Read(q.t.Context(), func(tx *db.Tx) error {
		all, err := q.alerts.Gaps(q.t.Context(), tx, time.Time{}, q.now.AddDate(0, 0, 1))
		if err != nil || len(all) != 1 {
			q.t.Fatalf("%d gaps are kept, %v", len(all), err)
		}
		a = all[0]
		today := law.DateOf(q.now)
		told, err := q.alerts.GapsDuring(q.t.Context(), tx, today.AddDays(-30), today)
		if err != nil {
			return err
		}
		during = len(told)
		return tx.QueryRow(q.t.Context(), `SELECT COUNT(*) FROM audit_line WHERE action = 'listen.gap-end'`).Scan(&endings)
	})
	if err != nil {
		q.t.Fatal(err)
	}
	return a, during, endings
}

func TestAGapEndsWhenNobodyAsksAnyLonger(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		q := newSquare(t, d)
		q.days(4)
		q.ordinary(4)
		if n := len(q.gaps()); n != 1 {
			t.Fatalf("after four days as always %d gaps stand, want the one that may stand out again", n)
		}
		q.ordinary(5)
		a, during, endings := q.only()
		if len(q.gaps()) != 0 || during != 0 || a.EndedAt == nil || a.EndedWhy != alert.Faded || a.State != alert.Unseen || endings != 1 {
			t.Errorf("after nine days as always %d stand, %d are told of, %d lines in the log: %+v", len(q.gaps()), during, endings, a)
		}
		vi, en := a.Sentences("Nước sạch")
		if !strings.Contains(vi, "Đã hết từ "+law.DateOf(*a.EndedAt).Vietnamese()) || !strings.Contains(en, "Over since") || !strings.Contains(vi, "Trong những ngày ấy") {
			t.Errorf("it reads %q, %q", vi, en)
		}
	})
}

func TestAGapEndsWhenAuthoritiesSpeakAndMayStandAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		q := newSquare(t, d)
		q.days(4)
		q.publish(9)
		q.now = q.now.Add(2 * time.Hour)
		q.lookForGaps()
		q.lookForGaps()
		a, _, endings := q.only()
		if len(q.gaps()) != 0 || a.EndedAt == nil || a.EndedWhy != alert.Answered || endings != 1 {
			t.Fatalf("nine answers, and %d gaps stand, %d lines in the log: %+v", len(q.gaps()), endings, a)
		}
		q.now = q.now.Add(5*24*time.Hour - 2*time.Hour)
		q.publish(1)
		q.days(3)
		if again, _, _ := q.only(); len(q.gaps()) != 1 || again.EndedAt != nil || again.ID != a.ID {
			t.Errorf("they ask on, nobody says more, and %+v", again)
		}
	})
}

func TestWhatAnOfficerSaidOfAGapStaysWhenItEnds(t *testing.T) {
	t.Parallel()
	q := newSquare(t, dbtest.SQLite(t, modules))
	q.days(4)
	open := q.gaps()
	q.write(func(tx *db.Tx) error {
		_, err := q.alerts.Take(t.Context(), tx, coordinator(), alert.Ref{ID: open[0].ID, Version: open[0].Version})
		return err
	})
	q.ordinary(9)
	a, _, _ := q.only()
	if len(q.gaps()) != 0 || a.EndedAt == nil || a.State != alert.Taken || a.TakenBy != "Trần Thu Hà" {
		t.Fatalf("%d gaps stand: %+v", len(q.gaps()), a)
	}
	q.write(func(tx *db.Tx) error {
		_, err := q.alerts.Close(t.Context(), tx, coordinator(), alert.Ref{ID: a.ID, Version: a.Version}, alert.Useful, "Đã đăng bài hỏi đáp.")
		return err
	})
	if a, _, _ := q.only(); a.State != alert.Closed || a.EndedWhy != alert.Faded {
		t.Errorf("judged after its end: %+v", a)
	}
}
