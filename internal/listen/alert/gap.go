package alert

import (
	"math"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/trend"
)

// A gap: people ask about a topic more than they do otherwise, for as often as they speak of it, and authorities
// publish no more about it than usual. It is no alarm but the suggestion to explain something: nobody is written to,
// it has a list of its own, and counts among no board's alerts of the day.
//
// Of an [Alert] that is a gap, Seen are the questions as they may be shown, Expected those that are usual among so
// many voices, and Sources how many sources of authorities are listened to.
const (
	gapHistory  = 56 // days from which is learnt what is usual
	gapYoung    = 14 // days before the stretch on which the topic must have been spoken of already
	shortGap    = 2  // days: what is asked on one day alone is no gap
	longGap     = 7
	gapAsked    = 10   // least questions of a stretch, as they may be shown
	gapTimes    = 1.3  // times as many questions among the voices as usual
	loudStretch = .1   // probability below which items of authorities in a stretch are more than usual
	loudDays    = .02  // and on two days of it
	sway        = .015 // how much the share of questions differs from week to week, beside chance: its variance as part of share × (1 − share)
	crowd       = 5    // times a usual day: what one day brings beyond that says no more
)

// asking is a topic by days, from first on; the last day of official still runs, the others are over.
type asking struct {
	first       law.Date
	said, asked []float64 // voices, and how many of them asked
	official    []float64 // items of authorities, copies included: what is said twice is said
}

// newAsking has the days from first until last, and one more of official.
func newAsking(first, last law.Date) *asking {
	n := first.DaysUntil(last) + 1
	return &asking{first, make([]float64, n), make([]float64, n), make([]float64, n+1)}
}

func (a *asking) hear(days []listen.QuestionDay) {
	for _, d := range days {
		if i := a.first.DaysUntil(d.Day); i >= 0 && i < len(a.said) {
			a.said[i], a.asked[i] = float64(d.Said), float64(d.Asked)
		}
	}
}

func (a *asking) publish(hours []listen.Count) {
	for _, h := range hours {
		if i := a.first.DaysUntil(law.DateOf(h.Hour)); h.Class.Official() && i >= 0 && i < len(a.official) {
			a.official[i] += float64(h.Items)
		}
	}
}

// gap is the stretch that [asking.rise] finds; ok is false if authorities published more than usual within it.
func (a *asking) gap(feasts []trend.Holiday, bar float64) (best Signal, ok bool) {
	best, ok = a.rise(bar)
	return best, ok && a.silent(feasts, best.Hours/24)
}

// rise is the stretch that ends with the last day and stands out most by its questions; ok is false if none does by
// odds of at least bar.
func (a *asking) rise(bar float64) (best Signal, ok bool) {
	for days := shortGap; days <= min(longGap, len(a.said)-gapYoung); days++ {
		s, rises := a.rising(days)
		if rises && s.Odds >= bar && s.Odds > best.Odds {
			best, ok = s, true
		}
	}
	return best, ok
}

// rising weighs the questions of the last days against those before, each among its voices: of so many voices so many
// ask by chance, if the share of questions is what it was, give or take how much it differs from week to week (a
// beta-binomial distribution). Counts alone would not do: more voices bring more questions.
func (a *asking) rising(days int) (s Signal, ok bool) {
	from := len(a.said) - days
	usualDay, known := a.before(from)
	if !known {
		return s, false
	}
	said, asked := 0.0, 0.0
	for i := range from {
		v, q := a.day(i, usualDay)
		said, asked = said+v, asked+q
	}
	share, sure := (asked+.5)/(said+1), 1/(1/(said+1)+sway)
	said, asked = 0, 0
	var cells []gate.Cell
	loud := 0
	for i := from; i < len(a.said); i++ {
		v, q := a.day(i, usualDay)
		said, asked = said+v, asked+q
		cell := gate.Heard(int(a.asked[i]))
		if cell.Count > 0 {
			loud++
		}
		s.Peak = max(s.Peak, float64(cell.Count))
		cells = append(cells, cell)
	}
	s.Hours, s.Seen, s.Expected = 24*days, float64(gate.Sum(cells).Count), share*said
	asks := cells[len(cells)-1].Count + cells[len(cells)-2].Count // still
	if s.Seen < gapAsked || loud < shortGap || asks == 0 || asked < gapTimes*s.Expected {
		return s, false
	}
	s.Odds = -math.Log10(max(atLeast(int(asked), int(said), share*sure, (1-share)*sure), 1e-30))
	return s, true
}

// atLeast is the probability of at least k of n, each with a probability that is spread as Beta(a, b).
func atLeast(k, n int, a, b float64) (p float64) {
	lg := func(x float64) float64 { y, _ := math.Lgamma(x); return y }
	whole := lg(float64(n)+1) + lg(a+b) - lg(a) - lg(b) - lg(float64(n)+a+b)
	for i := k; i <= n; i++ {
		x, rest := float64(i), float64(n-i)
		p += math.Exp(whole - lg(x+1) - lg(rest+1) + lg(x+a) + lg(rest+b))
	}
	return min(p, 1)
}

// day is what a day brought; of a day on which far more was heard than usual, as of a month noted at once, a part in
// the same proportion.
func (a *asking) day(i int, usualDay float64) (said, asked float64) {
	part := min(1, crowd*max(usualDay, gate.Floor)/max(1, a.said[i]))
	return part * a.said[i], part * a.asked[i]
}

// before is how many voices a day usually has before a day; known is false if the topic is too young to say.
func (a *asking) before(day int) (mean float64, known bool) {
	first := -1
	for i, n := range a.said[:day] {
		if n > 0 && first < 0 {
			first = i
		}
		mean += n
	}
	if first < 0 || day-first < gapYoung {
		return 0, false
	}
	return mean / float64(day-first), true
}

// silent reports whether authorities published no more than usual in the last days, the day before them and today
// included: neither in all of these days together nor on any two that follow each other.
func (a *asking) silent(feasts []trend.Holiday, days int) bool {
	from := len(a.said) - days - 1
	b := trend.NewBaseline(trend.Setting{Kind: trend.Count, Step: 86400, Dated: true, Holidays: feasts})
	at := func(i int) int64 { return a.first.AddDays(i).Start().Unix() }
	var all, before, sum usual
	came := 0.0
	for i, n := range a.official {
		if i < from {
			b.Learn(at(i), n, 1)
			continue
		}
		today := usualOf(b.Predict(at(i), 1))
		all, sum = all.with(today), before.with(today)
		came += n
		if i > from && spoke(n+a.official[i-1], sum, loudDays) {
			return false
		}
		before = today
	}
	return !spoke(came, all, loudStretch)
}

// with adds what is usual of two days.
func (u usual) with(o usual) usual { return usual{u.Mean + o.Mean, u.Excess + o.Excess} }

// spoke reports whether so many items are more than usual.
func spoke(items float64, u usual, chance float64) bool {
	return items >= 2 && odds(items, u) > -math.Log10(chance)
}
