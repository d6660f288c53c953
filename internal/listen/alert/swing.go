package alert

import "math"

// swing says how sums over one span vary about what was expected of them. Hours of news are not independent: stories
// come in clumps and days have moods, so that sums vary more than the hours of which they are made.
type swing struct{ Squares, Expected float64 }

const (
	calmItems = 10              // items for which chance alone is assumed
	farthest  = 3               // times the usual swing; beyond it a sum teaches no more: waves are not what is usual
	fading    = 1 - 1.0/(24*45) // an hour ago counts so much less: memory of about a month and a half
)

// spread is how many times as much as chance the sums vary, at least 1.
func (s swing) spread() float64 { return max(1, (s.Squares+calmItems)/(s.Expected+calmItems)) }

// of is what is expected of a sum, with the variance that sums over this span have.
func (s swing) of(sum usual) usual {
	sum.Excess = max(sum.Excess, (s.spread()-1)*sum.Mean)
	return sum
}

// learn takes in a sum that came. What is far beyond the usual counts only as far as the bound.
func (s *swing) learn(came, expected float64) {
	off := min(came-expected, farthest*math.Sqrt(s.spread()*expected+1))
	s.Squares = fading*s.Squares + off*off
	s.Expected = fading*s.Expected + expected
}

// swing learns how the sums that end with the last closed hour vary.
func (w *Watch) swing() {
	came, expected, span := 0.0, 0.0, 0
	for back := range len(w.came) {
		came += w.came[len(w.came)-1-back]
		expected += w.past[len(w.past)-1-back].Mean
		if back+1 == spans[span] {
			w.swings[span].learn(came, expected)
			span++
		}
	}
}
