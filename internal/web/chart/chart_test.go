package chart

import (
	"context"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/law"
)

func TestEveryTextHasItsEnglish(t *testing.T) {
	t.Parallel()
	webtest.CheckTexts(t, ".")
}

func TestTemplatesAreGenerated(t *testing.T) {
	t.Parallel()
	webtest.CheckGenerated(t, ".")
}

func days(values ...float64) []Day {
	var all []Day
	for i, v := range values {
		all = append(all, Day{Day: law.Date{Year: 2026, Month: 11, Day: 1}.AddDays(i), Value: v})
	}
	return all
}

func TestTheLastDayIsAlwaysNamed(t *testing.T) {
	t.Parallel()
	for n := range 60 {
		p := Plot{ID: "g", Title: "Số tin", Say: "Ít tin.", Unit: "tin", Days: days(make([]float64, n)...)}
		for _, ahead := range []int{0, 1, 7} {
			p.Ahead = make([]Step, ahead)
			named := 0
			for _, m := range p.scale().marks() {
				if m.Today && m.Day == p.Days[n-1].Day {
					named++
				}
			}
			if n > 0 && named != 1 {
				t.Errorf("%d days and %d ahead: the last day is named %d times", n, ahead, named)
			}
		}
	}
}

func TestAPlotIsWholeWhateverItShows(t *testing.T) {
	t.Parallel()
	for name, p := range map[string]Plot{
		"nothing":  {},
		"one day":  {Days: days(3)},
		"zeros":    {Days: days(0, 0, 0), Ahead: make([]Step, 7)},
		"a wave":   {Days: days(1, 2, 90, 3), Waves: []Wave{{From: 2, To: 2, Name: "Đợt 1"}}},
		"huge":     {Days: days(1e9, 2), Ahead: []Step{{Mean: 1e9, Hi80: 1e10, Hi95: 1e12}}},
		"no usual": {Days: days(5, 6, 7)},
	} {
		var b strings.Builder
		err := Draw(p).Render(web.WithLang(context.Background(), web.Vietnamese), &b)
		if err != nil || strings.Contains(b.String(), "NaN") || strings.Contains(b.String(), "Inf") {
			t.Errorf("%s: %v, %s", name, err, b.String())
		}
	}
}
