package listen_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
)

// press is a few hundred articles: copies, edits, articles on the same event in other words, and lone ones.
func press() (all []listen.Arrival) {
	for i := range 420 {
		a := article(fmt.Sprintf("sự việc %d", i-i%6), 400-i/2)
		a.Link = fmt.Sprintf("https://bao.vi-du.vn/%d", i)
		a.GUID = a.Link
		switch i % 6 {
		case 1: // a copy
		case 2: // a light edit
			a.Body += " Tin được bổ sung lúc chiều."
		case 3, 4: // half of it is another text
			half := strings.Fields(a.Body)
			a.Title = fmt.Sprintf("Thêm về sự việc %d, phần %d", i-i%6, i)
			a.Body = strings.Join(half[:len(half)*2/3], " ") + " " + article(fmt.Sprint("phần ", i), 1).Body
		case 5:
			a = article(fmt.Sprintf("chuyện lẻ %d", i), 400-i/2)
		}
		all = append(all, a)
	}
	return all
}

// told is what is known of items: which story they tell, what they are to others, and their tone.
func told(t *testing.T, d *db.DB) map[listen.ItemID]string {
	t.Helper()
	all := map[listen.ItemID]string{}
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		r, err := tx.Query(t.Context(), `SELECT i.id, i.story, i.relation, COALESCE(i.of_item, 0), i.tone, s.title FROM listen_item i JOIN listen_story s ON s.id = i.story WHERE s.into_story IS NULL`)
		_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
			var id listen.ItemID
			var story, of int64
			var relation, tone, title string
			err = r.Scan(&id, &story, &relation, &of, &tone, &title)
			all[id] = fmt.Sprint(story, " ", relation, " ", of, " ", tone, " ", title)
			return struct{}{}, err
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func spoil(t *testing.T, d *db.DB, all ...string) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for _, text := range all {
			_, err := tx.Exec(t.Context(), text)
			if err != nil {
				return fmt.Errorf("%s: %w", text, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// judged says a tone that a word of the text decides.
func judged(d *db.DB) *listen.Service {
	return listen.New(listen.Options{DB: d, Now: func() time.Time { return noon }, Tone: func(title, _ string) (string, float64) {
		return map[bool]string{true: "favourable", false: "neutral"}[strings.Contains(title, "Thêm")], 1
	}})
}

// A replay of everything gives what an ingest of the same items gives, whatever was stored before, however often
// it is stopped and by whomever it is taken up.
func TestAReplayTellsTheSameStoriesAsAFreshIngest(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := judged(d)
		receive(t, s, addSource(t, s, "Báo An Bình", listen.Provincial), press()...)
		want, before := told(t, d), stats(t, s)
		if before.Stories < 100 || before.Copies < 100 || before.Stories > 300 {
			t.Fatalf("the press is no test: %+v", before)
		}
		spoil(t, d, // as another program would have told it
			`UPDATE listen_item SET relation = 'new', of_item = NULL, tone = 'unclear', story = (id / 10) * 10 + 1`,
			`INSERT INTO listen_story (id, title, first_item, first_at, last_at, items) SELECT id, title, id, published, published, 0 FROM listen_item WHERE true ON CONFLICT (id) DO NOTHING`,
			`UPDATE listen_story SET items = (SELECT COUNT(*) FROM listen_item i WHERE i.story = listen_story.id)`,
			`DELETE FROM listen_hour`, `DELETE FROM listen_block`, `DELETE FROM listen_stream`)
		steps, done := 0, false
		for range 20 { // stopped after every step, and taken up by another process
			s = judged(d)
			ctx, stop := context.WithCancel(t.Context())
			_, err := s.Replay(ctx, time.Time{}, func(listen.Progress) { steps++; stop() })
			stop()
			if err == nil {
				done = true
				break
			}
			if !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
		if steps < 3 || !done {
			t.Errorf("it was stopped %d times, want at least three, and done: %v", steps, done)
		}
		got := told(t, d)
		wrong := 0
		for id, w := range want {
			if got[id] != w {
				wrong++
				if wrong < 5 {
					t.Errorf("item %d is %q, want %q", id, got[id], w)
				}
			}
		}
		if wrong > 0 || len(got) != len(want) {
			t.Errorf("%d of %d items are told otherwise", wrong, len(want))
		}
		after := stats(t, s)
		if after.Stories != before.Stories || after.Copies != before.Copies || after.Hours != before.Hours {
			t.Errorf("stats %+v, want %+v", after, before)
		}
		if f := found(t, s, listen.Search{Query: `"sự việc"`, Limit: 500}); len(f.Hits) != 350 {
			t.Errorf("%d items are found, want 350", len(f.Hits))
		}
		next := article("chuyện mới", 0)
		if got := receive(t, judged(d), addSource(t, s, "Báo khác", listen.Central), next, press()[0]); got.Stored != 1 || got.Stories != 1 {
			t.Errorf("received %+v after it", got)
		}
	})
}

func TestAReplayKeepsWhatOfficersSaid(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := judged(d)
		receive(t, s, addSource(t, s, "Báo An Bình", listen.Provincial), press()...)
		by := auth.Officer{Account: 1, Full: "Trần Thu Hà"}
		err := s.MergeStories(t.Context(), by, 1, 6)
		if err != nil {
			t.Fatal(err)
		}
		part, err := s.SplitStory(t.Context(), by, 13, []listen.ItemID{15})
		if err != nil {
			t.Fatal(err)
		}
		want := told(t, d)
		_, err = s.Replay(t.Context(), noon.AddDate(0, 0, -30), nil)
		if err != nil {
			t.Fatal(err)
		}
		got := told(t, d)
		for id, w := range want {
			if got[id] != w {
				t.Errorf("item %d is %q, want %q", id, got[id], w)
			}
		}
		if !strings.HasPrefix(got[6], "1 ") || !strings.HasPrefix(got[15], fmt.Sprint(part, " ")) {
			t.Errorf("a merger gives %q, a split %q", got[6], got[15])
		}
	})
}

// A story that nothing tells any more leads to where its first item is now.
func TestStoriesThatWentLeadOn(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, modules)
	s := judged(d)
	receive(t, s, addSource(t, s, "Báo An Bình", listen.Provincial), press()...)
	spoil(t, d, `UPDATE listen_item SET story = 2 WHERE id = 2`,
		`INSERT INTO listen_story (id, title, first_item, first_at, last_at, items) SELECT 2, title, id, published, published, 1 FROM listen_item WHERE id = 2`)
	_, err := s.Replay(t.Context(), time.Time{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		st, err := s.Story(t.Context(), tx, 2)
		if st.ID != 1 {
			t.Errorf("story 2 leads to %d, want 1", st.ID)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
