//go:build tools

package round_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// largeRound is a round of a hundred communes with ten tasks each, all answered but one.
func largeRound(t *testing.T, d *db.DB) (*house, round.Round) {
	const communes, each = 100, 10
	h := newHouse(t, d, communes)
	var opened []work.Case
	h.write(func(ctx context.Context, tx *db.Tx) error {
		for i := range communes * each {
			c, err := h.work.Open(ctx, tx, h.coordinator(), work.Opening{
				Kind: "task", Title: fmt.Sprintf("Nhiệm vụ %d", i%each), Lead: h.unit[fmt.Sprintf("X%d", i/each+1)], Owner: h.unit["UBND"],
				Clock: work.Clock{Due: law.OnDay(day(2026, 12, 20)), Basis: "Kế hoạch", Verified: true},
			})
			if err != nil {
				return err
			}
			opened = append(opened, c)
		}
		return nil
	})
	r := h.open(func(n *round.Opening) { n.Audience.Via = h.unit["SVH"] })
	for u := range communes - 1 {
		unit := fmt.Sprintf("X%d", u+1)
		c := figures(int64(u), 9, 4)
		for _, t := range opened[u*each : (u+1)*each] {
			c.Tasks = append(c.Tasks, round.TaskAnswer{Case: t.ID, Code: t.Code, Title: t.Title, Say: round.SayDoing, Result: "Đang làm"})
		}
		h.mustAnswer(h.officer(unit), r, unit, c)
	}
	return h, r
}

// The pages of a round with a hundred communes and ten tasks each answer within 150 ms, nineteen times of twenty.
func TestThePagesOfALargeRoundAreQuick(t *testing.T) {
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h, r := largeRound(t, d)
		_, handler := h.site(t)
		for _, p := range []struct{ name, who, path string }{
			{"unit", "officer X100", r.UnitHref(h.unit["X100"])},
			{"desk", "officer X100", fmt.Sprintf("/dot-bao-cao/don-vi/%d", h.unit["X100"])},
			{"board", "coordinator UBND", r.Href()},
			{"consolidation", "coordinator UBND", fmt.Sprintf("/dot-bao-cao/so-lieu/%d", r.ID)},
			{"department", "officer SVH", r.UnitHref(h.unit["SVH"])},
			{"words", "coordinator UBND", fmt.Sprintf("/dot-bao-cao/noi-dung/%d", r.ID)},
			{"list", "officer X100", "/dot-bao-cao"},
		} {
			p95, size := measure(t, handler, p.who, p.path)
			t.Logf("%s: p95 %v, %d kB", p.name, p95.Round(100*time.Microsecond), size/1000)
			if p95 > 150*time.Millisecond {
				t.Errorf("%s took %v", p.name, p95)
			}
		}
	})
}

func measure(t *testing.T, handler http.Handler, who, path string) (p95 time.Duration, size int) {
	t.Helper()
	var all []time.Duration
	for range 60 {
		q := httptest.NewRequest(http.MethodGet, path, nil)
		q.AddCookie(&http.Cookie{Name: "ai", Value: who})
		w := httptest.NewRecorder()
		at := time.Now()
		handler.ServeHTTP(w, q)
		all = append(all, time.Since(at))
		if w.Code != http.StatusOK {
			t.Fatalf("%s: status %d", path, w.Code)
		}
		size = w.Body.Len()
	}
	slices.Sort(all)
	return all[len(all)*95/100], size
}
