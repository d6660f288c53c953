package alert_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// square is a desk that also hears a social page and a portal of authorities.
type square struct {
	*desk
	group, portal listen.Source
	posts         int
}

func newSquare(t *testing.T, d *db.DB) *square {
	q := &square{desk: newDesk(t, d)}
	q.write(func(tx *db.Tx) (err error) {
		q.group, err = q.listen.SaveSource(t.Context(), tx, listen.Source{Name: "Nhóm cư dân", Kind: listen.KindFile, Class: listen.Social})
		if err != nil {
			return err
		}
		q.portal, err = q.listen.SaveSource(t.Context(), tx, listen.Source{Name: "Cổng tỉnh", Kind: listen.KindPush, Class: listen.Portal})
		if err != nil {
			return err
		}
		topic, err := q.listen.SaveTopic(t.Context(), tx, listen.Topic{Name: "Nước sạch", Query: `~nước`, Social: true, Active: true})
		q.topic = topic.ID
		return err
	})
	for day := range 21 { // three weeks as always: of nine posts two ask
		q.now = q.now.Add(24 * time.Hour)
		q.hear(7, 2, 0)
		if day%2 == 0 {
			q.publish(1)
		}
	}
	return q
}

// hear hands in an export of posts of so many days ago, of which some ask.
func (q *square) hear(say, ask, ago int) {
	q.t.Helper()
	var posts []listen.Post
	for i := range say + ask {
		q.posts++
		text := "Nước máy trong lại rồi, cảm ơn anh em thợ"
		if i >= say {
			text = "Bao giờ mới có nước lại vậy ạ?"
		}
		posts = append(posts, listen.Post{Text: fmt.Sprintf("%s %d", text, q.posts), Published: q.now.AddDate(0, 0, -ago)})
	}
	_, err := q.listen.Hear(q.t.Context(), q.group, sha256.Sum256(fmt.Append(nil, q.posts)), posts)
	if err != nil {
		q.t.Fatal(err)
	}
}

func (q *square) publish(n int) {
	q.t.Helper()
	for range n {
		q.told++
		link := fmt.Sprintf("https://cong.vi-du.vn/%d", q.told)
		_, err := q.listen.Receive(q.t.Context(), q.portal, []listen.Arrival{{
			GUID: link, Link: link, Title: fmt.Sprintf("Lịch cấp nước đợt %d", q.told), Body: fmt.Sprintf("Nhà máy nước báo lịch cấp nước lần %d, khu %d.", q.told, q.told*7919), Published: q.now,
		}})
		if err != nil {
			q.t.Fatal(err)
		}
	}
	_, err := q.listen.ReadWaiting(q.t.Context())
	if err != nil {
		q.t.Fatal(err)
	}
}

func (q *square) lookForGaps() {
	q.t.Helper()
	err := q.alerts.LookForGaps(q.t.Context())
	if err != nil {
		q.t.Fatal(err)
	}
}

func (q *square) gaps() (open []alert.OpenGap) {
	q.t.Helper()
	err := q.d.Read(context.Background(), func(tx *db.Tx) (err error) {
		open, err = q.alerts.OpenGaps(context.Background(), tx)
		return err
	})
	if err != nil {
		q.t.Fatal(err)
	}
	return open
}

// days lets days pass on which many ask; each is looked at in the morning after it.
func (q *square) days(n int) {
	for range n {
		q.hear(5, 14, 0)
		q.now = q.now.Add(24 * time.Hour)
		q.lookForGaps()
	}
}

func TestAGapIsSuggestedOnceAndIsNoAlarm(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		q := newSquare(t, d)
		q.lookForGaps()
		if n := len(q.gaps()); n != 0 {
			t.Fatalf("ordinary weeks have %d gaps", n)
		}
		q.days(4)
		open := q.gaps()
		if len(open) != 1 || open[0].Rule != alert.Gap || open[0].Name != "Nước sạch" || int(open[0].Seen)%5 != 0 || open[0].Seen < 25 || open[0].Sources != 1 || open[0].Official.IsZero() {
			t.Fatalf("days of questions gave %+v", open)
		}
		if all := q.raised(); len(all) != 0 {
			t.Errorf("a gap is among the alarms: %+v", all)
		}
		var waiting, lines int
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			all, err := q.alerts.Unfinished(t.Context(), tx)
			waiting = len(all)
			if err != nil {
				return err
			}
			return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM audit_line WHERE action = 'listen.gap'`).Scan(&lines)
		})
		if err != nil || waiting != 0 || lines != 1 {
			t.Errorf("%d alarms wait, %d lines in the log, %v", waiting, lines, err)
		}
		q.restart()
		q.days(3) // it goes on, also for a process that has just begun
		if again := q.gaps(); len(again) != 1 || again[0].ID != open[0].ID || !again[0].Last.After(open[0].Last) {
			t.Errorf("after a restart: %+v", again)
		}
	})
}

func TestAGapIsJudgedAsAlertsAre(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		q := newSquare(t, d)
		q.days(3)
		open := q.gaps()
		if len(open) != 1 {
			t.Fatalf("%d gaps", len(open))
		}
		rights := map[web.Right][]web.Role{alert.View: {web.Coordinator}, alert.Judge: {web.Coordinator}}
		by := auth.Acting("Trần Thu Hà", &org.Tree{}, rights, auth.Grant{Role: web.Coordinator})
		q.write(func(tx *db.Tx) error {
			a, err := q.alerts.Take(t.Context(), tx, by, alert.Ref{ID: open[0].ID, Version: open[0].Version})
			if err != nil {
				return err
			}
			_, err = q.alerts.Close(t.Context(), tx, by, alert.Ref{ID: a.ID, Version: a.Version}, alert.Useful, "Đã đăng bài hỏi đáp.")
			return err
		})
		q.days(2) // the same questions go on
		if n := len(q.gaps()); n != 0 {
			t.Errorf("a closed gap is suggested again, %d times", n)
		}
		var during []alert.OpenGap
		err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
			today := law.DateOf(q.now)
			during, err = q.alerts.GapsDuring(t.Context(), tx, today.AddDays(-6), today)
			return err
		})
		if err != nil || len(during) != 1 {
			t.Errorf("of the week %d gaps are told, %v", len(during), err)
		}
	})
}

func TestAnAnswerIsNoGap(t *testing.T) {
	t.Parallel()
	q := newSquare(t, dbtest.SQLite(t, modules))
	q.publish(7)
	q.days(5)
	if open := q.gaps(); len(open) != 0 {
		t.Errorf("seven answers, and still %+v", open)
	}
}

func TestQuestionsOfThePastRaiseNoGap(t *testing.T) {
	t.Parallel()
	q := newSquare(t, dbtest.SQLite(t, modules))
	for ago := 12; ago > 8; ago-- {
		q.hear(5, 14, ago)
	}
	q.lookForGaps()
	if open := q.gaps(); len(open) != 0 {
		t.Errorf("an export of last week's days raised %+v", open)
	}
}

func TestWithoutAuthoritiesThereIsNoGap(t *testing.T) {
	t.Parallel()
	q := newSquare(t, dbtest.SQLite(t, modules))
	q.now = q.now.AddDate(0, 0, 8) // the portal falls silent altogether, as when it cannot be fetched
	q.days(4)
	if open := q.gaps(); len(open) != 0 {
		t.Errorf("nothing is heard of authorities at all, and %+v", open)
	}
}

// Two processes look at the same moment, again and again, at what began on days that each sees a little differently.
func TestTwoProcessesSuggestAGapOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		q := newSquare(t, d)
		q.hear(5, 14, 0)
		q.now = q.now.Add(24 * time.Hour)
		q.hear(5, 14, 0)
		q.now = q.now.Add(24 * time.Hour)
		at := q.now
		other := alert.New(alert.Options{DB: d, Listen: q.listen, Now: func() time.Time { return at.Add(24 * time.Hour) }, Calendar: law.VietnamCalendar})
		q.hear(5, 14, 0) // for the other one this day is over
		var group sync.WaitGroup
		for range 4 {
			for _, s := range []*alert.Service{q.alerts, other} {
				group.Go(func() {
					err := s.LookForGaps(context.Background())
					if err != nil {
						t.Error(err)
					}
				})
			}
		}
		group.Wait()
		if open := q.gaps(); len(open) != 1 {
			t.Errorf("two processes made %d gaps of one: %+v", len(open), open)
		}
		var lines int
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			return tx.QueryRow(t.Context(), `SELECT COUNT(*) FROM audit_line WHERE action = 'listen.gap'`).Scan(&lines)
		})
		if err != nil || lines != 1 {
			t.Errorf("%d lines in the log, %v", lines, err)
		}
	})
}
