package listen_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// postsNumbered are posts of a group with ids, those from one number up to another.
func postsNumbered(from, to int) []byte {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, `{"id":"post-%d","message":"Rác chưa thu, lần thứ %d","created_time":"2026-11-20T08:%02d:00+0700","from":{"name":"Ai Đó"}}`+"\n", i, i, i%60)
	}
	return []byte(b.String())
}

func heardAll(t *testing.T, d *db.DB) (n, marks int) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT), (SELECT COUNT(*) FROM listen_voice_seen) FROM listen_voice WHERE topic = 0`).Scan(&n, &marks)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n, marks
}

func TestExportsThatOverlapCountEachPostOnceADay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		now := noon
		s := listen.New(listen.Options{DB: d, Now: func() time.Time { return now }})
		group, other := addSource(t, s, "Nhóm chợ", listen.Social), addSource(t, s, "Nhóm khác", listen.Social)
		before := dump(t, d)
		for _, x := range []struct {
			src              listen.Source
			from, to         int
			posts, duplicate int
		}{
			{group, 0, 20, 20, 0}, {group, 10, 30, 10, 10}, {group, 5, 25, 0, 20}, {other, 0, 10, 10, 0},
		} {
			got, err := s.HearFile(t.Context(), x.src, postsNumbered(x.from, x.to))
			if err != nil || got.Posts != x.posts || got.Duplicates != x.duplicate || got.Read != x.to-x.from || (len(got.Remarks) == 1) != (x.duplicate > 0) {
				t.Errorf("%d to %d: %+v, %v", x.from, x.to, got, err)
			}
		}
		n, marks := heardAll(t, d)
		if n != 40 || marks != 40 {
			t.Errorf("%d posts are counted and %d are known again, want 40", n, marks)
		}
		if strings.Contains(fmt.Sprint(dump(t, d)), "post-1") || fmt.Sprint(before) == fmt.Sprint(dump(t, d)) {
			t.Error("what a post is called is stored")
		}
		now = now.Add(24 * time.Hour)
		err := s.EndDays(t.Context())
		if _, marks := heardAll(t, d); err != nil || marks != 0 {
			t.Errorf("%d marks outlive their day, %v", marks, err)
		}
	})
}

func TestPostsOfAnUploadThatIsTakenBackCountAgain(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		group := addSource(t, s, "Nhóm chợ", listen.Social)
		upload(t, s, group, "a.ndjson", postsNumbered(0, 12))
		upload(t, s, group, "b.ndjson", postsNumbered(6, 24))
		if n, _ := heardAll(t, d); n != 24 {
			t.Fatalf("%d posts are counted", n)
		}
		takeBack(t, s, uploads(t, s)[0].ID)
		if n, marks := heardAll(t, d); n != 12 || marks != 12 {
			t.Errorf("%d posts and %d marks stay", n, marks)
		}
		got, err := s.Upload(t.Context(), group, auth.Officer{}, "c.ndjson", postsNumbered(0, 24), nil)
		if n, _ := heardAll(t, d); err != nil || n != 24 || got.Posts != 12 {
			t.Errorf("%d posts are counted, %+v, %v", n, got, err)
		}
	})
}

// Two processes that count the same posts at the same time count each once.
func TestTwoProcessesCountEachPostOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		group := addSource(t, newService(d), "Nhóm chợ", listen.Social)
		var all sync.WaitGroup
		for i := range 4 {
			s := newService(d)
			all.Go(func() {
				_, err := s.HearFile(t.Context(), group, postsNumbered(i*5, i*5+20))
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if n, marks := heardAll(t, d); n != 35 || marks != 35 {
			t.Errorf("%d posts are counted, %d marks, want 35", n, marks)
		}
	})
}

func TestAPushOfPostsUnderTheSameNameCountsOnce(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		var token string
		var src listen.Source
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			src, err = s.SaveSource(t.Context(), tx, listen.Source{Name: "Nhóm chợ", Kind: listen.KindPush, Class: listen.Social})
			if err == nil {
				token, err = s.NewToken(t.Context(), tx, src.ID)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		posts := strings.Repeat(`{"text":"Rác chưa thu"}`+"\n", 6)
		for i, x := range []struct {
			key, data string
			counted   int
		}{
			{"k1", posts, 6}, {"k1", posts + "\n", 0}, {"k1", posts + `{"text":"khác"}`, 0}, {"k2", posts + "\n\n", 6}, {"", posts + " \n", 6}, {"k3", `{"text":"một bài"}`, 1}, {"k3", `{"text":"một bài"}` + "\n", 0},
		} {
			got, err := s.Push(t.Context(), src.ID, token, x.key, []byte(x.data))
			if err != nil || got.Posts != x.counted {
				t.Errorf("push %d: %+v, %v, want %d counted", i, got, err, x.counted)
			}
		}
		if n, _ := heardAll(t, d); n != 19 {
			t.Errorf("%d posts are counted, want 19", n)
		}
	})
}
