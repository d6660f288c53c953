package press

import (
	"slices"
	"time"
)

// Alarm is an alert that somebody raised about a topic.
type Alarm struct {
	Topic string
	At    time.Time
	Odds  float64 // how sure, in powers of ten
	Gap   bool    // people ask and nothing official is said: no alarm, see [Truth.JudgeGaps]
}

// Score says how well alarms agree with what was planted.
type Score struct {
	Bursts int `json:"bursts"` // planted
	Hit    int `json:"hit"`    // of them, raised between an hour before the beginning and the end
	Early  int `json:"early"`  // of these, raised before the peak
	Alarms int `json:"alarms"` // without those that are neither right nor wrong
	Right  int `json:"right"`
	// False are alarms of no burst. Neither right nor wrong are alarms of a topic that a burst of another
	// touches, and of a rumour while it runs.
	False int `json:"false"`

	Recall     float64           `json:"recall"`
	Precision  float64           `json:"precision"`
	Per30      float64           `json:"falsePer30SeriesDays"`
	Delay      float64           `json:"medianDelayMinutes"` // from the arrival of the fifth independent item
	ByShape    map[string][2]int `json:"byShape"`            // hit, planted
	ByNotBurst map[string]int    `json:"byNotBurst"`         // false alarms by what they fell for; "" for nothing planted
	Strict     float64           `json:"strictPrecision"`    // each burst counts once, however often it was raised
	ByOdds     []Step            `json:"byOdds"`             // how often alarms of some odds were right
	Mistakes   []Mistake         `json:"mistakes,omitempty"`
	Missed     []string          `json:"missed,omitempty"` // bursts
	Delays     []time.Duration   `json:"-"`
	SeriesDays float64           `json:"seriesDays"`
}

// Step is the alarms whose odds reached From and not the next step.
type Step struct {
	From  float64 `json:"from"`
	Right int     `json:"right"`
	False int     `json:"false"`
}

// steps are those into which odds are cut.
var steps = []float64{0, 5.5, 6, 7, 9, 12}

func (s *Score) weigh(odds float64, right, wrong int) {
	if s.ByOdds == nil {
		for _, from := range steps {
			s.ByOdds = append(s.ByOdds, Step{From: from})
		}
	}
	for i := len(s.ByOdds) - 1; i >= 0; i-- {
		if odds >= s.ByOdds[i].From {
			s.ByOdds[i].Right += right
			s.ByOdds[i].False += wrong
			return
		}
	}
}

// Mistake is a false alarm and what it fell for.
type Mistake struct {
	Topic string    `json:"topic"`
	At    time.Time `json:"at"`
	For   string    `json:"for"`
}

// Judge holds alarms against the truth. topics is how many series were watched, one a topic.
func (t *Truth) Judge(alarms []Alarm, topics, days int) Score {
	alarms = slices.DeleteFunc(slices.Clone(alarms), func(a Alarm) bool { return a.Gap })
	s := Score{Bursts: len(t.Bursts), ByShape: map[string][2]int{}, ByNotBurst: map[string]int{}, SeriesDays: float64(topics * days)}
	for _, b := range t.Bursts {
		shape := s.ByShape[b.Shape]
		shape[1]++
		if at, ok := b.firstOf(alarms); ok {
			s.Hit++
			shape[0]++
			if at.Before(b.Peak) {
				s.Early++
			}
			s.Delays = append(s.Delays, max(0, at.Sub(b.Fifth)))
		} else {
			s.Missed = append(s.Missed, b.ID)
		}
		s.ByShape[b.Shape] = shape
	}
	for _, a := range alarms {
		switch {
		case t.ofBurst(a):
			s.Right++
			s.weigh(a.Odds, 1, 0)
		case !t.excused(a):
			s.False++
			s.weigh(a.Odds, 0, 1)
			what := t.lookedLike(a)
			s.ByNotBurst[what]++
			s.Mistakes = append(s.Mistakes, Mistake{a.Topic, a.At, what})
		}
	}
	s.finish()
	return s
}

// Add joins the scores of several presses.
func (s *Score) Add(o Score) {
	s.Bursts, s.Hit, s.Early, s.Right, s.False = s.Bursts+o.Bursts, s.Hit+o.Hit, s.Early+o.Early, s.Right+o.Right, s.False+o.False
	s.SeriesDays += o.SeriesDays
	s.Delays = append(s.Delays, o.Delays...)
	if s.ByShape == nil {
		s.ByShape, s.ByNotBurst = map[string][2]int{}, map[string]int{}
	}
	for k, v := range o.ByShape {
		have := s.ByShape[k]
		s.ByShape[k] = [2]int{have[0] + v[0], have[1] + v[1]}
	}
	for k, v := range o.ByNotBurst {
		s.ByNotBurst[k] += v
	}
	for _, x := range o.ByOdds {
		s.weigh(x.From, x.Right, x.False)
	}
	s.finish()
}

func (s *Score) finish() {
	s.Alarms = s.Right + s.False
	s.Recall, s.Precision = ratio(s.Hit, s.Bursts), ratio(s.Right, s.Alarms)
	s.Strict = ratio(s.Hit, s.Hit+s.False)
	s.Per30 = float64(s.False) * 30 / max(1, s.SeriesDays)
	if len(s.Delays) > 0 {
		sorted := slices.Sorted(slices.Values(s.Delays))
		s.Delay = (sorted[(len(sorted)-1)/2] + sorted[len(sorted)/2]).Minutes() / 2
	}
}

func ratio(a, b int) float64 { return float64(a) / float64(max(1, b)) }

// during reports whether an instant lies within a burst, or in the hour before it.
func (b *Burst) during(at time.Time) bool {
	return !at.Before(b.Start.Add(-time.Hour)) && !at.After(b.End)
}

func (b *Burst) firstOf(alarms []Alarm) (at time.Time, ok bool) {
	for _, a := range alarms {
		if a.Topic == b.Topic && b.during(a.At) && (!ok || a.At.Before(at)) {
			at, ok = a.At, true
		}
	}
	return at, ok
}

func (t *Truth) ofBurst(a Alarm) bool {
	return slices.ContainsFunc(t.Bursts, func(b *Burst) bool { return b.Topic == a.Topic && b.during(a.At) })
}

func (t *Truth) excused(a Alarm) bool {
	if slices.ContainsFunc(t.Bursts, func(b *Burst) bool { return slices.Contains(b.Related, a.Topic) && b.during(a.At) }) {
		return true
	}
	return slices.ContainsFunc(t.Rumours, func(r *Rumour) bool {
		return r.Topic == a.Topic && !a.At.Before(r.Start) && a.At.Before(r.Denied.Add(36*time.Hour))
	})
}

// lookedLike is the kind of what was planted to be mistaken for a burst where a false alarm was raised.
func (t *Truth) lookedLike(a Alarm) string {
	for _, n := range t.NotBursts {
		if (n.Topic == a.Topic || n.Topic == "") && !a.At.Before(n.From) && !a.At.After(n.To) {
			return n.Kind
		}
	}
	for _, k := range t.Campaigns {
		if k.Topic == a.Topic && !k.From.IsZero() && !a.At.Before(k.From) && a.At.Before(k.From.AddDate(0, 0, 4)) {
			return "campaign"
		}
	}
	return ""
}
