package alert

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/law"
)

// asked makes eight weeks in which three of ten voices ask, and authorities say something every other day, and then
// the days given.
func asked(days []listen.QuestionDay, official ...int) *asking {
	last := law.Date{Year: 2026, Month: 11, Day: 20}
	a := newAsking(last.AddDays(1-gapHistory-longGap), last)
	n := len(a.said) - len(days)
	for i := range n {
		a.said[i], a.asked[i], a.official[i] = 10, float64(2+i%3), float64(i%2)
	}
	for i, d := range days {
		d.Day = a.first.AddDays(n + i)
		a.hear([]listen.QuestionDay{d})
	}
	for i, items := range official {
		a.publish([]listen.Count{{Hour: a.first.AddDays(n + i).Start().Add(9 * time.Hour), Class: listen.Portal, Items: items}, {Hour: a.first.AddDays(n + i).Start(), Class: listen.Central, Items: 30}})
	}
	return a
}

func TestAGapIsManyQuestionsAndNoAnswer(t *testing.T) {
	t.Parallel()
	many := []listen.QuestionDay{{Said: 20, Asked: 16}, {Said: 30, Asked: 26}, {Said: 22, Asked: 19}}
	for _, x := range []struct {
		name     string
		days     []listen.QuestionDay
		official []int
		want     bool
	}{
		{"days as always", []listen.QuestionDay{{Said: 10, Asked: 4}, {Said: 12, Asked: 3}}, []int{1, 0}, false},
		{"many ask and nobody answers", many, []int{0, 1, 0}, true},
		{"many ask, authorities speak as usual", many, []int{1, 0, 1}, true},
		{"many ask and are answered", many, []int{0, 6, 5}, false},
		{"many were answered at the beginning", append(append([]listen.QuestionDay{}, many...), many...), []int{7, 4, 0, 0, 0, 0}, false},
		{"many are answered today", many, []int{0, 0, 0, 9}, false},
		{"many speak and few ask", []listen.QuestionDay{{Said: 80, Asked: 22}, {Said: 90, Asked: 30}, {Said: 70, Asked: 20}}, []int{0, 0, 0}, false},
		{"all in one day, as a month noted at once", []listen.QuestionDay{{Said: 400, Asked: 400}, {Said: 10, Asked: 3}}, []int{0, 0}, false},
		{"asked no longer", append(append([]listen.QuestionDay{}, many...), listen.QuestionDay{Said: 5, Asked: 1}, listen.QuestionDay{Said: 6, Asked: 2}), []int{0, 0, 0, 0, 0}, false},
		{"too few to be shown", []listen.QuestionDay{{Said: 4, Asked: 4}, {Said: 4, Asked: 4}, {Said: 4, Asked: 4}}, []int{0, 0, 0}, false},
	} {
		if s, ok := asked(x.days, x.official...).gap(nil, usualGapBar); ok != x.want {
			t.Errorf("%s: a gap %v, want %v (%+v)", x.name, ok, x.want, s)
		}
	}
}

func TestAYoungTopicHasNoGap(t *testing.T) {
	t.Parallel()
	a := asked([]listen.QuestionDay{{Said: 20, Asked: 16}, {Said: 30, Asked: 26}, {Said: 22, Asked: 19}}, 0, 0, 0)
	for i := range len(a.said) - 2 - gapYoung + 1 {
		a.said[i], a.asked[i] = 0, 0
	}
	if s, ok := a.gap(nil, usualGapBar); ok {
		t.Errorf("thirteen days of history are enough for %+v", s)
	}
}

// What is told of a gap are numbers that may be shown.
func TestAGapTellsNoSmallDay(t *testing.T) {
	t.Parallel()
	s, ok := asked([]listen.QuestionDay{{Said: 4, Asked: 4}, {Said: 13, Asked: 13}, {Said: 3, Asked: 3}, {Said: 17, Asked: 16}}, 0, 0, 0, 0).gap(nil, usualGapBar)
	if !ok || s.Seen != 30 || s.Peak != 15 {
		t.Errorf("of 4, 13, 3 and 16 questions %v and at most %v are told, %v", s.Seen, s.Peak, ok)
	}
}

func TestAtLeastIsABetaBinomialTail(t *testing.T) {
	t.Parallel()
	if p := atLeast(3, 3, 1, 1); math.Abs(p-.25) > 1e-9 { // of a share that may be any, all outcomes are alike
		t.Errorf("P(3 of 3) = %v, want 1/4", p)
	}
	if p := atLeast(2, 2, 3e6, 7e6); math.Abs(p-.09) > 1e-4 { // a share that is known: binomial
		t.Errorf("P(2 of 2) = %v, want .09", p)
	}
	if p := atLeast(0, 9, 2, 5); math.Abs(p-1) > 1e-9 {
		t.Errorf("P(any) = %v", p)
	}
}

func TestAGapSaysHowClearItsRiseIsAndNoShareThatNobodyMeasured(t *testing.T) {
	t.Parallel()
	values := map[string]bool{}
	for _, odds := range []float64{3.6, 5.5, 9} {
		for _, p := range (alertView{Alert: Alert{Rule: Gap, Odds: odds, Hours: 72, Seen: 40}}).facts(t.Context()) {
			if strings.Contains(p.Value, "%") || p.Key == "Độ tin cậy" {
				t.Errorf("odds %.1f: %s: %s", odds, p.Key, p.Value)
			}
			if p.Key == "Mức tăng" {
				values[p.Value] = true
			}
		}
	}
	if len(values) != 3 {
		t.Errorf("three rises read alike: %v", values)
	}
}
