package law

import (
	"cmp"
	"slices"
	"time"
)

// Pause is a time in which a clock stands still, for example while a requester completes a request.
// Of a pause in days, the days after From up to and including To do not count: a request sent back
// on Monday and completed on Wednesday loses Tuesday and Wednesday. Clocks in hours lose exactly
// the time from From to To. While To is the zero Moment the clock still stands and has no due date.
type Pause struct {
	From, To Moment
}

const maxPauses = 1000

// pauses is a list in the order of beginning.
type pauses []Pause

func arrange(list []Pause) (pauses, error) {
	if len(list) > maxPauses {
		return nil, sentence("Một thời hạn không thể có quá %d lần tạm dừng.", maxPauses)
	}
	sorted := slices.Clone(list)
	for _, p := range sorted {
		if p.From.IsZero() {
			return nil, sentence("Lần tạm dừng thiếu thời điểm bắt đầu.")
		}
		err := cmp.Or(p.From.check(), p.To.check())
		if err != nil {
			return nil, err
		}
		if !p.To.IsZero() && p.To.start().Before(p.From.start()) {
			return nil, sentence("Lần tạm dừng từ %s lại kết thúc trước đó, lúc %s.", p.From.Vietnamese(), p.To.Vietnamese())
		}
	}
	slices.SortFunc(sorted, func(a, b Pause) int { return a.From.start().Compare(b.From.start()) })
	return pauses(sorted), nil
}

// start is the first instant of m.
func (m Moment) start() time.Time {
	if m.clock {
		return m.at
	}
	return m.day.Start()
}

// standing returns the pause that still lasts, if it began before the deadline.
func (p pauses) standing(deadline time.Time) (Pause, bool) {
	for _, one := range p {
		if one.To.IsZero() && one.From.start().Before(deadline) {
			return one, true
		}
	}
	return Pause{}, false
}

// within is how much of a pause that has ended lies after from, when it begins before end.
func (p Pause) within(from, end time.Time) time.Duration {
	if p.To.IsZero() || !p.From.start().Before(end) {
		return 0
	}
	begin := p.From.start()
	if begin.Before(from) {
		begin = from
	}
	return p.To.start().Sub(begin)
}

func (p Pause) vietnamese() string { return p.From.Vietnamese() + "–" + p.To.Vietnamese() }

func (p Pause) english() string { return p.From.english() + " to " + p.To.english() }
