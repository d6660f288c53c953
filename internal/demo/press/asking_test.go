package press

import (
	"reflect"
	"testing"
	"time"
)

func TestGapsAreJudgedByTheTruth(t *testing.T) {
	t.Parallel()
	at := func(day int) time.Time { return time.Date(2026, 3, day, 0, 0, 0, 0, time.UTC) }
	truth := Truth{
		Gaps: []*Gap{
			{Topic: "rac", From: at(5), To: at(8)}, {Topic: "cho", From: at(5), To: at(8)}, {Topic: "nuoc", From: at(10), To: at(14), Answered: at(11)},
			{Topic: "dien", From: at(10), To: at(14), Mood: true},
		},
		Rumours: []*Rumour{{Topic: "lua", Start: at(1), Denied: at(3)}},
	}
	found := func(topic string, day int) Alarm { return Alarm{Topic: topic, At: at(day), Gap: true} }
	s := truth.JudgeGaps([]Alarm{
		found("rac", 7), found("rac", 9), found("rac", 20), found("nuoc", 12), found("dien", 12), found("lua", 2), {Topic: "cho", At: at(6)},
	})
	want := GapScore{Planted: 2, Hit: 1, Found: 5, Right: 2, Answered: 1, Moods: 1, Nothing: 1, Days: []int{2}, Recall: .5, Precision: .4}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("score %+v, want %+v", s, want)
	}
	if n := len(truth.Judge([]Alarm{found("rac", 7)}, 1, 1).Mistakes); n != 0 {
		t.Errorf("a gap counts as %d false alarms", n)
	}
}

// Whoever asks for more questions gets them beside everything that is there without: what the press itself tells for
// other reasons stays word for word, but for the names that items are given in their order.
func TestMoreQuestionsChangeNothingElse(t *testing.T) {
	t.Parallel()
	o := Options{Seed: 5, Days: 45, Items: 900}
	few := tellAll(t, o)
	o.Questions = true
	more := tellAll(t, o)
	texts := map[string]int{}
	for _, it := range more.items {
		texts[it.Source+it.Published.String()+it.Text()]++
	}
	for i, it := range few.items {
		if few.marks[i].Question != "" {
			continue // what is asked every day is asked about what everybody asks
		}
		if texts[it.Source+it.Published.String()+it.Text()] == 0 {
			t.Fatalf("%s of %s, %s, is not told any more", it.ID, it.Source, it.Published)
		}
	}
	gaps := more.p.Truth().Gaps
	if n := len(gaps) - len(few.p.Truth().Gaps); n != moreGaps+moreAnswers+moreMoods || len(few.p.Truth().Gaps) != 2 {
		t.Errorf("%d stretches more", n)
	}
}
