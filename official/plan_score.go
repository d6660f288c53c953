package official

import (
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// Golden is what a person says a document assigns.
type Golden struct {
	Number string       `json:"number"`
	Title  string       `json:"title"`
	Issued string       `json:"issued"`
	Tasks  []GoldenTask `json:"tasks"`
}

// GoldenTask is one task as a person labelled it.
type GoldenTask struct {
	Line     int       `json:"line"` // 0 when the label does not say
	Title    string    `json:"title"`
	Lead     []string  `json:"lead"`
	Partners []string  `json:"partners"`
	Cadence  []Cadence `json:"cadence"`
	From     string    `json:"from"`
	To       string    `json:"to"`
}

// Tally holds right, surplus and missing answers.
type Tally struct {
	Right, Surplus, Missing int
}

// Precision is the share of given answers that are right; 1 when none was given.
func (c Tally) Precision() float64 { return share(c.Right, c.Surplus) }

// Recall is the share of wanted answers that were given; 1 when none was wanted.
func (c Tally) Recall() float64 { return share(c.Right, c.Missing) }

// F1 is the harmonic mean of precision and recall.
func (c Tally) F1() float64 {
	p, r := c.Precision(), c.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func share(right, wrong int) float64 {
	if right+wrong == 0 {
		return 1
	}
	return float64(right) / float64(right+wrong)
}

func (c *Tally) add(o Tally) {
	c.Right += o.Right
	c.Surplus += o.Surplus
	c.Missing += o.Missing
}

// Scores tells how a plan agrees with its labels, per field. A task that is missing or too many counts
// with all its units and cadences.
type Scores struct {
	Tasks, Lead, Partners, Cadence, Days, Plate Tally
}

// Add sums scores over documents.
func (s *Scores) Add(o Scores) {
	s.Tasks.add(o.Tasks)
	s.Lead.add(o.Lead)
	s.Partners.add(o.Partners)
	s.Cadence.add(o.Cadence)
	s.Days.add(o.Days)
	s.Plate.add(o.Plate)
}

// leastAlike is how alike two titles must be to mean one task.
const leastAlike = 0.5

// Score compares a plan with its labels. Tasks belong together when their titles are alike, best first;
// units are compared folded, as sets.
func Score(want Golden, got Plan) Scores {
	var s Scores
	pairs := pairTasks(want.Tasks, got.Tasks)
	used := map[int]bool{}
	for i, w := range want.Tasks {
		j, ok := pairs[i]
		if !ok {
			s.Tasks.Missing++
			s.field(w, Task{})
			continue
		}
		used[j] = true
		s.Tasks.Right++
		s.field(w, got.Tasks[j])
	}
	for j, t := range got.Tasks {
		if !used[j] {
			s.Tasks.Surplus++
			s.field(GoldenTask{}, t)
		}
	}
	s.Plate = compare([]string{"n" + want.Number, "t" + vi.Fold(want.Title), "i" + want.Issued}, []string{"n" + got.Number, "t" + vi.Fold(got.Title), "i" + got.Issued})
	return s
}

func (s *Scores) field(w GoldenTask, t Task) {
	s.Lead.add(compare(foldAll(w.Lead), foldAll(Names(t.Lead))))
	s.Partners.add(compare(foldAll(w.Partners), foldAll(Names(t.Partners))))
	s.Cadence.add(compare(w.Cadence, t.Cadence))
	s.Days.add(compare(filled("from", w.From, "to", w.To), filled("from", t.From, "to", t.To)))
}

func filled(pairs ...string) []string {
	var out []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out = append(out, pairs[i]+pairs[i+1])
		}
	}
	return out
}

func foldAll(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = oneLine(vi.Fold(n))
	}
	return out
}

func compare[T comparable](want, got []T) Tally {
	var c Tally
	for _, w := range want {
		if slices.Contains(got, w) {
			c.Right++
		} else {
			c.Missing++
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			c.Surplus++
		}
	}
	return c
}

// pairTasks finds which proposed task answers which label.
func pairTasks(want []GoldenTask, got []Task) map[int]int {
	type pair struct {
		i, j  int
		alike float64
	}
	var all []pair
	for i, w := range want {
		for j, g := range got {
			alike := titleAlike(w.Title, g.Title)
			if w.Line > 0 && w.Line == g.Line {
				alike += 0.1
			}
			if alike >= leastAlike {
				all = append(all, pair{i, j, alike})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pair) int {
		switch {
		case a.alike > b.alike:
			return -1
		case a.alike < b.alike:
			return 1
		}
		return 0
	})
	out, used := map[int]int{}, map[int]bool{}
	for _, p := range all {
		if _, taken := out[p.i]; !taken && !used[p.j] {
			out[p.i] = p.j
			used[p.j] = true
		}
	}
	return out
}

// titleAlike is the share of words two titles have in common (F1 over folded words).
func titleAlike(a, b string) float64 {
	wa, wb := strings.Fields(vi.Fold(a)), strings.Fields(vi.Fold(b))
	count := map[string]int{}
	for _, w := range wa {
		count[strings.Trim(w, ".,;:()“”\"")]++
	}
	same := 0
	for _, w := range wb {
		w = strings.Trim(w, ".,;:()“”\"")
		if count[w] > 0 {
			count[w]--
			same++
		}
	}
	if len(wa)+len(wb) == 0 {
		return 0
	}
	return 2 * float64(same) / float64(len(wa)+len(wb))
}
