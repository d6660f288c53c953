package board

import (
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web/chart"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/trend"
)

// A forecast that is not shown is not told in the headline either.
func TestTheHeadlineTellsOnlyAForecastThatIsShown(t *testing.T) {
	t.Parallel()
	for _, trusted := range []bool{true, false} {
		day := law.Date{Year: 2026, Month: 11, Day: 20}
		v := homeView{Topic: &topicRow{Topic: listen.Topic{Name: "Rác"}}, Now: day.Start().Add(9 * time.Hour), Period: period{From: day.AddDays(-2), To: day}}
		for i, n := range []float64{3, 40, 30} {
			v.Plot.Days = append(v.Plot.Days, chart.Day{Day: v.Period.From.AddDays(i), Value: n})
		}
		v.Plot.Ahead = []chart.Step{{Day: day.AddDays(1), Mean: 5, Hi80: 9, Hi95: 12}}
		v.say(t.Context(), outlook{ahead: trend.Outlook{Steps: make([]trend.ForecastStep, 1), Trusted: trusted}})
		if got := strings.Contains(v.Headline, "hạ dần"); got != trusted {
			t.Errorf("trusted %v: the headline is %q", trusted, v.Headline)
		}
	}
}
