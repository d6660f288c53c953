package listen_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

// Whoever has a post and may read the database must not find out whether it was counted here.
func TestTheMarkOfASmallExportTellsNothingAndDiesWithTheDay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		now := noon
		s := listen.New(listen.Options{DB: d, Now: func() time.Time { return now }})
		src := addSource(t, s, "Nhóm cư dân", listen.Social)
		one := []byte(`{"text":"Đường xóm tôi hỏng"}` + "\n")
		many := []byte(strings.Repeat(string(one), 5))
		for _, data := range [][]byte{one, many} {
			for i, want := range []int{0, 1} { // a second time it is known
				got, err := s.HearFile(t.Context(), src, data)
				if err != nil || min(got.Duplicates, 1) != want {
					t.Fatalf("time %d: %+v, %v", i, got, err)
				}
			}
		}
		hash := func(data []byte) string { sum := sha256.Sum256(data); return hex.EncodeToString(sum[:]) }
		for _, day := range []int{0, 1} {
			marks := marksOf(t, d)
			if strings.Contains(marks, hash(one)) || !strings.Contains(marks, hash(many)) {
				t.Errorf("day %d: the marks are %s", day, marks)
			}
			if small := strings.Contains(marks, "small"); small != (day == 0) {
				t.Errorf("day %d: the mark of the small export is there: %v", day, small)
			}
			now = now.Add(24 * time.Hour)
			err := s.EndDays(t.Context())
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func marksOf(t *testing.T, d *db.DB) (all string) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		r, err := tx.Query(t.Context(), `SELECT name, total FROM listen_progress ORDER BY name`)
		_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
			var name string
			var total int
			err = r.Scan(&name, &total)
			all += fmt.Sprintln(name, total)
			return struct{}{}, err
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A topic may name somebody who was in office when it was saved; no social count may stand under it, by whatever way it
// comes there.
func TestNoSocialCountStandsUnderATopicThatNamesAPrivatePerson(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := listen.New(listen.Options{DB: d, Now: func() time.Time { return noon }})
		for i, topic := range []listen.Topic{
			{Name: "Vụ kiện", Query: `"Nguyễn Thị Hoa" AND "khởi kiện"`, Active: true},
			{Name: "Chuyện bà Nguyễn Thị Hoa", Query: `"khởi kiện"`, Active: true},
		} {
			var kept listen.Topic
			s.Holders = func(context.Context) ([]string, error) { return []string{"Nguyễn Thị Hoa"}, nil }
			err := d.Write(t.Context(), func(tx *db.Tx) (err error) {
				kept, err = s.SaveTopic(t.Context(), tx, topic)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			s.Holders = nil
			err = s.Paraphrase(t.Context(), 1, "Trần Thu Hà", listen.Paraphrased{Topic: kept.ID, Text: "Nhiều người hỏi bao giờ xử.", Count: 30})
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("topic %d: counting under it gives %v", i, err)
			}
			kept.Social = true
			err = d.Write(t.Context(), func(tx *db.Tx) error { _, err := s.SaveTopic(t.Context(), tx, kept); return err })
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("topic %d: asking social items for it gives %v", i, err)
			}
			if n := stats(t, s).Voices; n != 0 {
				t.Errorf("topic %d: %d voices were counted", i, n)
			}
		}
	})
}

// However two periods are chosen, and however often somebody looks, no difference of what is told is a small day.
func TestSumsOfVoicesTellNoSmallDay(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		first := law.Date{Year: 2026, Month: 11, Day: 2}
		add := func(day, n int) {
			err := d.Write(t.Context(), func(tx *db.Tx) error {
				return s.AddVoices(t.Context(), tx, listen.Voices{{Topic: 1, Tone: listen.Unclear, Day: first.AddDays(day)}: n, {Story: 9, Tone: listen.Unclear, Day: first.AddDays(day)}: n})
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		told := map[int]bool{}
		look := func() {
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				for from := range 7 {
					for to := from; to < 7; to++ {
						days, err := s.SocialDays(t.Context(), tx, 1, first.AddDays(from), first.AddDays(to))
						if err != nil {
							return err
						}
						sum := 0
						for _, x := range days {
							sum += x.Count.Count
						}
						told[sum] = true
					}
				}
				story, err := s.SocialOfStory(t.Context(), tx, 9)
				told[story.Count] = true
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for day, n := range []int{12, 3, 20, 1, 0, 4, 9} {
			if n > 0 {
				add(day, n)
			}
		}
		look()
		for range 6 { // somebody looks after every single post of a day
			add(1, 1)
			look()
		}
		for a := range told {
			for b := range told {
				if diff := a - b; diff > 0 && diff < 5 {
					t.Errorf("%d and %d are told: they differ by %d", a, b, diff)
				}
			}
		}
	})
}
