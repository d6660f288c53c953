package board

import (
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
)

func TestBearingOnSteeringIsCountedFromOfficersAnswers(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{audit.Module, org.Module, listen.Module, Module}, func(t *testing.T, d *db.DB) {
		s, c := desk(t, d)
		c.Get("/lang-nghe?chu-de=1").Status(200).See("cán bộ chưa đánh giá tin nào")
		for i, said := range []string{"risk", "risk", "opportunity"} {
			reason := tone.AtRandom
			if i == 1 {
				reason = tone.Uncertain
			}
			c.Post(ToneURL+"/"+string(rune('1'+i)), "sac-thai", "neutral", "dieu-hanh", said, "ly-do", string(reason)).Status(200)
		}
		c.Get("/lang-nghe?chu-de=1").Status(200).See("cán bộ mới đánh giá 3 tin, chưa đủ để nói", "Tin cán bộ đã đánh giá")
		c.Get(AnsweredURL).Status(200).See("3 tin:", "cầu treo", "trường mầm non")
		c.Get(AnsweredURL+"?chu-de=1&dieu-hanh=opportunity").Status(200).See("1 tin:", "trường mầm non").DontSee("cầu treo")
		c.Get(AnsweredURL + "?chu-de=9").Status(200).See("0 tin:")
		c.Post(ToneURL+"/4", "sac-thai", "neutral", "dieu-hanh", "none", "ly-do", string(tone.AtRandom)).Status(200)
		err := d.Read(t.Context(), func(tx *db.Tx) error {
			all, random, err := s.Bearings(t.Context(), tx, s.Now().AddDate(0, 0, -30), s.Now().AddDate(0, 0, 1))
			if want := (tone.Bearings{1, 1, 2}); all[0] != want || all[1] != want || random != (tone.Bearings{1, 1, 1}) {
				t.Errorf("%v, at random %v", all, random)
			}
			if err != nil {
				return err
			}
			all, _, err = s.Bearings(t.Context(), tx, s.Now().AddDate(0, 0, -1).Add(time.Second), s.Now().AddDate(0, 0, 1))
			if all[0].Total() != 1 {
				t.Errorf("of the last day: %v", all)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}
