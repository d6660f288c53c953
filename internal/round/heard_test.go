package round_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/round"
)

// grassroots opens the monthly form of the communes.
func (h *house) grassroots() round.Round {
	preset := h.Begin("co-so", h.unit["UBND"])
	return h.open(func(n *round.Opening) { n.Title, n.Preset, n.Blocks = preset.Title, preset.Preset, preset.Blocks })
}

func spoken(subject string, count int64, where string) round.Content {
	return round.Content{
		Figures: map[string]round.Amount{subject: round.WholeOf(count)}, Texts: map[string]string{"noi-" + subject: where},
	}
}

func TestSilenceOfACommuneIsNotCalm(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 3)
		r := h.grassroots()
		h.mustAnswer(h.officer("X1"), r, "X1", spoken("moi-truong", 20, " chợ Bến Lúa "))
		h.mustAnswer(h.officer("X2"), r, "X2", round.Content{Nothing: true})

		steps, lines := map[string]round.Step{}, map[string][]round.HeardLine{}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			all, err := h.Heard(ctx, tx, day(2026, 11, 30), day(2026, 12, 6))
			for _, x := range all {
				for name, id := range h.unit {
					if id == x.Unit {
						steps[name], lines[name] = x.Step, x.Lines
					}
				}
			}
			return err
		})
		if steps["X1"] != round.Given || steps["X2"] != round.Nothing || steps["X3"] != round.Waiting {
			t.Errorf("the communes stand at %v; one gave, one had nothing, one is not known", steps)
		}
		want := round.HeardLine{Key: "moi-truong", Subject: "Rác thải, nước sạch, môi trường", Count: round.WholeOf(20), Where: "chợ Bến Lúa"}
		if len(lines["X1"]) != 1 || lines["X1"][0] != want {
			t.Errorf("heard %+v, want %+v alone", lines["X1"], want)
		}
	})
}

func TestWhatAMonthlyFormMustSay(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), 1)
	r := h.grassroots()
	for name, c := range map[string]round.Content{
		"nothing at all, without saying so": {},
		"a place without a count":           {Texts: map[string]string{"noi-y-te": "thôn Đoài"}},
		"half a voice":                      {Figures: map[string]round.Amount{"y-te": 5_000}},
	} {
		_, err := h.answer(h.officer("X1"), r, "X1", c)
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v, want it refused", name, err)
		}
	}
}
