package press

import (
	"testing"
	"time"
)

func TestAlarmsAreJudgedByTheTruth(t *testing.T) {
	t.Parallel()
	at := func(hour int) time.Time {
		return time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC).Add(time.Duration(hour) * time.Hour)
	}
	truth := Truth{
		Bursts: []*Burst{
			{ID: "a", Topic: "rac", Related: []string{"nuoc"}, Shape: "chain", Start: at(10), Peak: at(14), End: at(30), Fifth: at(12)},
			{ID: "b", Topic: "cho", Shape: "ramp", Start: at(50), Peak: at(80), End: at(99), Fifth: at(60)},
		},
		NotBursts: []*NotBurst{{Kind: "flood", Topic: "cho", From: at(200), To: at(210)}},
		Rumours:   []*Rumour{{Topic: "dien", Start: at(5), Denied: at(20)}},
	}
	s := truth.Judge([]Alarm{
		{"rac", at(9), 6, false}, {"rac", at(13), 6, false}, // right, the first one early
		{"nuoc", at(13), 6, false}, {"dien", at(30), 6, false}, // neither right nor wrong
		{"cho", at(205), 6, false}, {"rac", at(40), 6, false}, // false
	}, 20, 90)
	if s.Hit != 1 || s.Early != 1 || s.Right != 2 || s.False != 2 || s.ByNotBurst["flood"] != 1 || s.ByNotBurst[""] != 1 {
		t.Errorf("score %+v", s)
	}
	if s.Recall != .5 || s.Precision != .5 || s.Per30 != 2*30./1800 || s.Delay != 0 {
		t.Errorf("recall %v, precision %v, false per 30 series-days %v, delay %v", s.Recall, s.Precision, s.Per30, s.Delay)
	}
	if s.Strict != 1./3 || s.ByOdds[2] != (Step{6, 2, 2}) {
		t.Errorf("each burst once %v, by odds %v", s.Strict, s.ByOdds)
	}
	late := truth.Judge([]Alarm{{"rac", at(14), 6, false}, {"cho", at(61), 6, false}}, 20, 90)
	late.Add(s)
	if late.Delay != 60 || late.Bursts != 4 || late.Hit != 3 || late.ByOdds[2] != (Step{6, 4, 2}) || late.ByShape["chain"] != [2]int{2, 2} {
		t.Errorf("joined score %+v", late)
	}
}
