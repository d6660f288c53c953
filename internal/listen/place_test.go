package listen_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

var withPlaces = []db.Module{audit.Module, org.Module, listen.Module}

// settle makes a province of four communes: two large ones, a small one, and one of which nobody said how many people
// live there. Of two older communes one was taken over by a large one, the other was shared out.
func settle(t *testing.T, s *listen.Service) {
	t.Helper()
	ctx, end := t.Context(), law.Date{Year: 2025, Month: 6, Day: 30}
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		ids := map[string]org.UnitID{}
		for _, u := range []org.Unit{
			{Code: "UBND", Name: "Ủy ban nhân dân tỉnh An Bình", Level: org.Province},
			{Code: "X01", Name: "Ủy ban nhân dân xã Tân An", Level: org.Commune},
			{Code: "P01", Name: "UBND phường Bến Lúa", Level: org.Commune},
			{Code: "X02", Name: "Ủy ban nhân dân xã Khe Vàng", Level: org.Commune},
			{Code: "X03", Name: "Ủy ban nhân dân xã Đồng Sen", Level: org.Commune},
			{Code: "C01", Name: "Ủy ban nhân dân xã Tân Phú", Level: org.Commune},
			{Code: "C02", Name: "Ủy ban nhân dân xã Cồn Mía", Level: org.Commune},
		} {
			u.Parent = ids["UBND"]
			id, err := s.Org.AddUnit(ctx, tx, u)
			if err != nil {
				return err
			}
			ids[u.Code] = id
		}
		err := s.Org.Succeed(ctx, tx, ids["C01"], []org.UnitID{ids["X01"]}, end.AddDays(1))
		if err == nil {
			err = s.Org.Succeed(ctx, tx, ids["C02"], []org.UnitID{ids["X01"], ids["P01"]}, end.AddDays(1))
		}
		for code, people := range map[string]int{"X01": 20_000, "P01": 31_500, "X02": 4_999} {
			if err == nil {
				err = s.SetPeople(ctx, tx, "Trần Thu Hà", ids[code], people)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSocialItemsAreCountedUnderPlacesOfEnoughPeople(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, withPlaces, func(t *testing.T, d *db.DB) {
		s := newService(d)
		s.Org = org.New(d)
		settle(t, s)
		src := addSource(t, s, "Nhóm cư dân", listen.Social)
		var lines strings.Builder
		for i, x := range []struct{ place, text string }{
			{"X01", "Đường hỏng"}, {"xã Tân An", "Đường hỏng"}, {"UBND xã Tân An", "đường hỏng"}, {"", "Đường ở xã Tân An hỏng cả rồi"}, {"", "Đường ở xã Tân Phú cũ hỏng cả rồi"},
			{"Khe Vàng", "Đường hỏng"}, {"xã Đồng Sen", "Đường hỏng"}, {"", "Đường ở xã Cồn Mía hỏng"}, {"", "Đường hỏng"}, {"Phường Bến Lúa", "Đường hỏng"},
		} {
			fmt.Fprintf(&lines, "{\"text\":%q,\"place\":%q,\"published\":\"2026-11-10T0%d:00:00+07:00\"}\n", x.text, x.place, i)
		}
		_, err := s.HearFile(t.Context(), src, []byte(lines.String()))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		err = d.Read(t.Context(), func(tx *db.Tx) error {
			r, err := tx.Query(t.Context(), `SELECT place, CAST(SUM(count) AS BIGINT) FROM listen_voice WHERE topic = 0 GROUP BY place`)
			_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
				var place string
				var n int
				err = r.Scan(&place, &n)
				got[place] = n
				return struct{}{}, err
			})
			return err
		})
		if err != nil || fmt.Sprint(got) != "map[:4 P01:1 X01:5]" {
			t.Errorf("the places are %v, %v", got, err)
		}
	})
}

func TestAPlaceThatAnOfficerEntersIsKnownAndLargeEnough(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, withPlaces, func(t *testing.T, d *db.DB) {
		s := newService(d)
		s.Org = org.New(d)
		settle(t, s)
		note := func(place string, count int, day law.Date) error {
			return s.Paraphrase(t.Context(), 1, "Trần Thu Hà", listen.Paraphrased{Text: "Nhiều người hỏi bao giờ xong đường.", Place: place, Count: count, Day: day})
		}
		for _, place := range []string{"Khe Vàng", "xã Đồng Sen", "xã Không Có", "thôn Một xã Tân An", "xã Cồn Mía"} {
			err := note(place, 9, law.Date{})
			if fault.KindOf(err) != fault.Invalid || fault.Find(err).Field != "place" {
				t.Errorf("%s: %v", place, err)
			}
		}
		for _, place := range []string{"", "An Bình", "tỉnh An Bình", "xa tan an", "P01"} {
			err := note(place, 9, law.Date{})
			if err != nil {
				t.Errorf("%s: %v", place, err)
			}
		}
	})
}

// A commune's small weeks are hidden, and so is what was counted under a commune that became too small.
func TestOfPlacesWholeWeeksAreShown(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, withPlaces, func(t *testing.T, d *db.DB) {
		s := newService(d)
		s.Org = org.New(d)
		settle(t, s)
		monday := law.Date{Year: 2026, Month: 11, Day: 2}
		err := d.Write(t.Context(), func(tx *db.Tx) error {
			return s.AddVoices(t.Context(), tx, listen.Voices{
				{Topic: 1, Tone: listen.Unclear, Place: "X01", Day: monday}: 4, {Topic: 1, Tone: listen.Unclear, Place: "X01", Day: monday.AddDays(6)}: 9,
				{Topic: 1, Tone: listen.Unclear, Place: "X01", Day: monday.AddDays(7)}: 3, {Topic: 1, Tone: listen.Unclear, Place: "P01", Day: monday.AddDays(8)}: 2,
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			from, to int
			want     string
		}{
			{0, 13, "X01 15, P01 hidden"}, {-3, 7, "X01 15"}, {0, 5, ""}, {1, 12, ""}, {1, 13, "P01 hidden, X01 hidden"},
		} {
			var got []string
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				all, err := s.SocialPlaces(t.Context(), tx, 1, monday.AddDays(tt.from), monday.AddDays(tt.to))
				for _, p := range all {
					n := fmt.Sprint(p.Count.Count)
					if p.Count.Hidden {
						n = "hidden"
					}
					got = append(got, p.Code+" "+n)
				}
				return err
			})
			if err != nil || strings.Join(got, ", ") != tt.want {
				t.Errorf("from day %d to %d: %q, want %q, %v", tt.from, tt.to, strings.Join(got, ", "), tt.want, err)
			}
		}
	})
}
