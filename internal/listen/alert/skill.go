package alert

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/trend"
)

// tried is from how many of its last origins a forecast is held against the naive line.
const tried = 8

// Skill is how good the last forecasts of a topic have been, beside the naive line, which repeats the seven days before.
// Digests keep it.
type Skill struct {
	Origins int     // from how many it was forecast again; 0: too little is known
	MASE    float64 // the error over what the naive line missed by before ([trend.MASE]); 0 without origins
	Naive   float64 // what the naive line has for the days ahead, together
}

// SkillOf reads it from a forecast.
func SkillOf(o trend.Outlook) Skill {
	k := Skill{Origins: o.Backtest.ScaledOrigins}
	if k.Origins > 0 {
		k.MASE = o.Backtest.MASE
	}
	for _, x := range o.Naive {
		k.Naive += x
	}
	return k
}

// Shown reports whether a forecast may be shown: its past does not speak against it, and the last ones were better than
// the naive line.
func Shown(o trend.Outlook) bool { return o.Trusted && !o.Backtest.Worse() }

// Worse reports whether the last forecasts were no better than the naive line; then none is shown.
func (k Skill) Worse() bool { return trend.Backtest{MASE: k.MASE, ScaledOrigins: k.Origins}.Worse() }

var (
	timesVI = [tried + 1]string{"", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"}
	timesEN = [tried + 1]string{"", "trial forecast", "two trial forecasts", "three trial forecasts", "four trial forecasts", "five trial forecasts", "six trial forecasts",
		"seven trial forecasts", "eight trial forecasts"}
)

// Clause says in Vietnamese, as a part of a sentence, how good the last forecasts were; empty where that is not known.
func (k Skill) Clause() string {
	if k.Origins < 1 || k.Origins > tried {
		return ""
	}
	why := ""
	if k.Worse() {
		why = "chưa nêu dự báo, vì "
	}
	return fmt.Sprintf("%s%s lần thử dự báo gần đây sai bằng %s lần mức sai thường thấy của cách đoán đơn giản", why, timesVI[k.Origins], strings.Replace(fmt.Sprintf("%.2f", k.MASE), ".", ",", 1))
}

// Sentences says it in Vietnamese and in English.
func (k Skill) Sentences() (vi, en string) {
	clause := k.Clause()
	if clause == "" {
		return "", ""
	}
	first, size := utf8.DecodeRuneInString(clause)
	vi = string(unicode.ToUpper(first)) + clause[size:] + "."
	en = fmt.Sprintf("he last %s missed by %.2f times what the simple guess usually misses by.", timesEN[k.Origins], k.MASE)
	if k.Worse() {
		return vi, "No forecast is shown: t" + en
	}
	return vi, "T" + en
}
