package vi

import (
	"slices"
)

// Report is what [Train] found out by cross-validation on its examples, for text as written and for the
// same text without diacritics.
type Report struct {
	Examples int
	Labels   []string
	Marked   Score
	Bare     Score
}

// Train learns to label texts like the examples. It is deterministic and takes seconds for tens of
// thousands of short texts. Examples with several labels make a classifier that decides each label on its
// own. It fails with [ErrTooFewExamples] for fewer than two labels or five examples.
//
// Five-fold cross-validation chooses the n-gram length and the strength of regularisation, sets the
// temperature of the probabilities, and the point below which the classifier abstains: where a label is
// less likely than not.
func Train(examples []Example) (*Classifier, Report, error) {
	labels, many, err := labelsOf(examples)
	if err != nil {
		return nil, Report{}, err
	}
	c := &Classifier{labels: labels, many: many, sure: leastSure}
	report := Report{Examples: len(examples), Labels: slices.Clone(labels)}
	c.marked, report.Marked = trainHead(examples, labels, many, true)
	c.bare, report.Bare = trainHead(examples, labels, many, false)
	return c, report, nil
}

// leastSure is the probability below which an answer is not worth giving: wrong more often than right.
const leastSure = 0.5

// trainHead learns the weights for one way of writing.
func trainHead(examples []Example, labels []string, many, marked bool) (head, Score) {
	m, keys := countFeatures(examples, labels, many, marked)
	held, s := m.choose()
	t := held.temperature()
	score := scoreOf(held.judge(t), leastSure)
	score.LogLoss = held.loss(t)
	w := m.learnBoth(s)
	return head{bias: w.bias, keys: keys, weights: w.weights, temperature: t}, score
}

// learnBoth learns both models of a setting from all examples and averages them.
func (m *matrix) learnBoth(s setting) weightSet {
	all := make([]int32, len(m.features))
	for i := range all {
		all[i] = int32(i)
	}
	single, pair := s.models()
	a, b := m.learn(all, single), m.learn(all, pair)
	sum := weightSet{make([]float32, len(a.weights)), make([]float32, len(a.bias))}
	for _, part := range []struct {
		weightSet
		share float64
	}{{a, s.share}, {b, 1 - s.share}} {
		addScaled(sum.weights, part.weights, float32(part.share))
		addScaled(sum.bias, part.bias, float32(part.share))
	}
	return sum
}

// countFeatures reads all examples into a matrix. Beyond what memory allows, later features
// are left out.
func countFeatures(examples []Example, labels []string, many, marked bool) (matrix, keyTable) {
	number := make(map[string]int32)
	for i, l := range labels {
		number[l] = int32(i)
	}
	m := matrix{classes: len(labels), many: many}
	most := min(mostFeatures, mostWeights/len(labels))
	table := newKeyTable(most)
	var list featureList
	for _, e := range examples {
		list.readSpelled(e.Text)
		list.collect(marked)
		row, short := make([]int32, 0, len(list.found)), 0
		for i, f := range list.found {
			at := table.find(f.key)
			if at < 0 && table.n < most {
				at = table.insert(f.key)
			}
			if at >= 0 {
				row = append(row, at)
			}
			if i < list.short {
				short = len(row)
			}
		}
		m.features = append(m.features, row)
		m.short = append(m.short, short)
		m.labels = append(m.labels, labelNumbers(e.Labels, number))
	}
	m.size = table.n
	return m, table
}

func labelNumbers(labels []string, number map[string]int32) []int32 {
	var out []int32
	for _, l := range labels {
		out = append(out, number[l])
	}
	return out
}
