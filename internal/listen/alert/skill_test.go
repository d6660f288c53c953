package alert_test

import (
	"math"
	"testing"

	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/trend"
)

func TestHowGoodForecastsHaveBeenIsOneSentence(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		skill  alert.Skill
		worse  bool
		vi, en string
	}{
		{alert.Skill{Origins: 8, MASE: .8}, false, "Tám lần thử dự báo gần đây sai bằng 0,80 lần mức sai thường thấy của cách đoán đơn giản.", "The last eight trial forecasts missed by 0.80 times what the simple guess usually misses by."},
		{alert.Skill{Origins: 1, MASE: .994}, false, "Một lần thử dự báo gần đây sai bằng 0,99 lần mức sai thường thấy của cách đoán đơn giản.", "The last trial forecast missed by 0.99 times what the simple guess usually misses by."},
		{alert.Skill{Origins: 6, MASE: .996}, true, "Chưa nêu dự báo, vì sáu lần thử dự báo gần đây sai bằng 1,00 lần mức sai thường thấy của cách đoán đơn giản.",
			"No forecast is shown: the last six trial forecasts missed by 1.00 times what the simple guess usually misses by."},
		{alert.Skill{}, false, "", ""},
	} {
		vi, en := tt.skill.Sentences()
		if vi != tt.vi || en != tt.en || tt.skill.Worse() != tt.worse {
			t.Errorf("%+v, worse %v, is told as\n%s\n%s; want %v\n%s\n%s", tt.skill, tt.skill.Worse(), vi, en, tt.worse, tt.vi, tt.en)
		}
	}
}

func TestAForecastIsShownIfItIsBetterThanTheNaiveLine(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		trusted bool
		mase    float64
		origins int
		want    bool
	}{
		{"better", true, .8, 8, true}, {"no better", true, 1, 8, false}, {"not to be relied on", false, .8, 8, false}, {"too young to be tried", true, math.NaN(), 0, true},
	} {
		o := trend.Outlook{Trusted: tt.trusted, Naive: []float64{3, 4}, Backtest: trend.Backtest{MASE: tt.mase, ScaledOrigins: tt.origins}}
		if got := alert.Shown(o); got != tt.want {
			t.Errorf("%s: shown %v, want %v", tt.name, got, tt.want)
		}
		if k := alert.SkillOf(o); k.Naive != 7 || math.IsNaN(k.MASE) || k.Origins != tt.origins {
			t.Errorf("%s: %+v", tt.name, k)
		}
	}
}
