package listen_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

// Of posts and of notes, those that ask are counted under their topic and day; shown is nothing below five.
func TestQuestionsAreCounted(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := newService(d)
		src := addSource(t, s, "Nhóm cư dân", listen.Social)
		var topic listen.TopicID
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			x, err := s.SaveTopic(t.Context(), tx, listen.Topic{Name: "Nước sạch", Query: `~nước`, Social: true, Active: true})
			topic = x.ID
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var lines strings.Builder
		post := func(text string, day int) {
			fmt.Fprintf(&lines, "{\"text\":%q,\"published\":\"2026-11-%02dT08:00:00+07:00\"}\n", text, day)
		}
		for i := range 7 {
			post(fmt.Sprintf("Bao giờ có nước lại vậy ạ? Nhà %d hết rồi", i), 9)
		}
		post("nuoc tuan nay cat may gio vay mn", 10)
		post("Nước trong lại rồi, cảm ơn nhà máy", 9)
		post("Chợ đêm có mở không ạ?", 9)
		for range 2 { // the same export counts once
			_, err = s.HearFile(t.Context(), src, []byte(lines.String()))
			if err != nil {
				t.Fatal(err)
			}
		}
		ninth := law.Date{Year: 2026, Month: 11, Day: 9}
		for text, count := range map[string]int{"Nhiều hộ hỏi bao giờ hết đục": 20, "Khen nước trong": 30} {
			err = s.Paraphrase(t.Context(), 1, "Trần Thu Hà", listen.Paraphrased{Topic: topic, Text: text, Count: count, Day: ninth.AddDays(2)})
			if err != nil {
				t.Fatal(err)
			}
		}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			counted, err := s.QuestionDays(t.Context(), tx, topic, ninth, ninth.AddDays(6))
			if err != nil {
				return err
			}
			if got := fmt.Sprint(counted); got != "[{2026-11-09 8 7} {2026-11-10 1 1} {2026-11-11 50 20}]" {
				t.Errorf("counted: %s", got)
			}
			shown, err := s.AskedDays(t.Context(), tx, topic, ninth, ninth.AddDays(6))
			if got := fmt.Sprint(shown); got != "[{2026-11-09 {5 false}} {2026-11-10 {0 true}} {2026-11-11 {20 false}}]" {
				t.Errorf("shown: %s", got)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
