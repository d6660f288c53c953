package listen_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

func TestWhatIsTakenDownIsGoneAndStaysAway(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Báo An Bình", listen.Provincial)
		a := article("chuyện riêng của một nhà", 2)
		receive(t, s, src, article("lũ quét ở suối lớn", 3), a, article("học phí", 1))
		err := s.TakeDown(t.Context(), listen.Request{Account: 1, By: "Trần Thu Hà", Link: a.Link + "?utm_source=zalo", Because: "đơn số 15"})
		if err != nil {
			t.Fatal(err)
		}
		if f := found(t, s, listen.Search{Query: `"chuyện riêng"`}); len(f.Hits) != 0 {
			t.Errorf("%d items are still found", len(f.Hits))
		}
		if f := found(t, s, listen.Search{Query: `"lũ quét"`}); len(f.Hits) != 1 {
			t.Errorf("%d other items are found, want 1", len(f.Hits))
		}
		got := receive(t, s, src, a)
		if got.Stored != 0 {
			t.Errorf("it came back: %+v", got)
		}
		for where, data := range everything(t, d) {
			if strings.HasPrefix(where, "file") { // pages of the file are used again, not wiped at once
				continue
			}
			if strings.Contains(string(data), "chuyện riêng của") {
				t.Errorf("%s still holds words of it", where)
			}
		}
		if st := stats(t, s); st.Items != 3 || st.Hours != 3 {
			t.Errorf("stats %+v; the counts stay", st)
		}
		err = s.TakeDown(t.Context(), listen.Request{Account: 1, By: "Trần Thu Hà", Link: "https://khong-co.vn/1", Because: "đơn số 15"})
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("an unknown address gives %v", err)
		}
	})
}

func TestTextsGoAfterNinetyDaysAndItemsAfterTwoYears(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		now := noon
		s := listen.New(listen.Options{DB: d, Now: func() time.Time { return now }})
		src := addSource(t, s, "Báo An Bình", listen.Provincial)
		receive(t, s, src, article("lũ quét ở suối lớn", 3), article("học phí", 1))
		for _, tt := range []struct {
			days         int
			items, texts int
		}{{89, 2, 2}, {91, 2, 0}, {740, 0, 0}} {
			now = noon.AddDate(0, 0, tt.days)
			err := s.Tidy(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			st := stats(t, s)
			texts := len(found(t, s, listen.Search{Query: "~lu OR ~phi"}).Hits)
			if st.Items != tt.items || texts != tt.texts || st.Hours != 2 {
				t.Errorf("after %d days: %d items, %d found by their text, %d hours; want %d, %d, 2", tt.days, st.Items, texts, st.Hours, tt.items, tt.texts)
			}
		}
	})
}

func TestVoicesOfADayAreRoundedAndTheKeyDies(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		now := noon
		s := listen.New(listen.Options{DB: d, Now: func() time.Time { return now }})
		src := addSource(t, s, "Nhóm chợ", listen.Social)
		key, err := s.DayKey(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var posts []listen.Post
		for i := range 60 {
			posts = append(posts, listen.Post{Text: "đường xấu quá", Voice: key.Voice(string(rune('a' + i%25)))})
		}
		heard, err := s.Hear(t.Context(), src, listen.ExportMark([]byte("tệp")), posts)
		if err != nil || heard.Posts != 60 {
			t.Fatalf("heard %+v, %v", heard, err)
		}
		now = now.Add(24 * time.Hour)
		err = s.EndDays(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			var voices, keys, sketches int
			err := tx.QueryRow(t.Context(), `SELECT voices, (SELECT COUNT(*) FROM listen_voice_key), (SELECT COUNT(*) FROM listen_voice_sketch) FROM listen_voice_estimate`).Scan(&voices, &keys, &sketches)
			// Another key each day puts voices elsewhere in the sketch, so that its estimate may be off by one step.
			if voices%5 != 0 || voices < 20 || voices > 30 || keys != 0 || sketches != 0 {
				t.Errorf("%d voices, %d keys, %d sketches; want about 25 in fives and none", voices, keys, sketches)
			}
			if err != nil {
				return err
			}
			shown, err := s.VoiceDays(t.Context(), tx, 0, 7)
			if len(shown) != 1 || shown[0].Voices != voices || shown[0].Day != law.DateOf(now.Add(-24*time.Hour)) {
				t.Errorf("shown: %+v of %d", shown, voices)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestAskingAgainIsStoppedAndResumed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Báo An Bình", listen.Provincial)
		var all []listen.Arrival
		for i := range 650 {
			all = append(all, article("chuyện đường số "+strings.Repeat("x", i%7)+string(rune('a'+i%26))+string(rune('a'+i/26)), 1+i%50))
		}
		receive(t, s, src, all...)
		var topic listen.Topic
		err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
			topic, err = s.SaveTopic(t.Context(), tx, listen.Topic{Name: "Đường", Query: "title:đường", Active: true})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(t.Context())
		_, err = s.Replay(ctx, noon.AddDate(0, 0, -10), func(listen.Progress) { stop() })
		if err == nil {
			t.Fatal("it did not stop")
		}
		p, err := s.Replay(t.Context(), noon.AddDate(0, 0, -10), nil)
		if err != nil || p.Done != p.Total || p.Done != stats(t, s).Items {
			t.Errorf("progress %+v, %v", p, err)
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			counts, err := s.Hours(t.Context(), tx, topic.ID, noon.AddDate(0, 0, -10), noon.AddDate(0, 0, 1))
			sum := 0
			for _, c := range counts {
				sum += c.Items
			}
			if sum != p.Done {
				t.Errorf("%d items are counted under the topic, want %d", sum, p.Done)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestAddressesInsideAreNotedWhenTheyChange(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		for _, inside := range []string{"", "cong.tinh.local", "cong.tinh.local", ""} {
			err := s.NoteInside(t.Context(), inside)
			if err != nil {
				t.Fatalf("NoteInside(%q): %v", inside, err)
			}
		}
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			lines, err := audit.Lines(t.Context(), tx, audit.Filter{})
			if len(lines) != 2 {
				t.Errorf("%d lines, want 2: when it was allowed and when no more", len(lines))
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
