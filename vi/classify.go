package vi

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
)

// Example is a text with the labels people gave it. Several labels mean that each holds on its own.
type Example struct {
	Text   string
	Labels []string
}

// Decision is what a [Classifier] says of one text. P is the calibrated probability of Label: of all
// texts given 0.8, about 80 % bear the label. Abstain means "don't know": the model would guess, and Label
// is only its guess. Why are the phrases of the text that spoke most for Label, strongest first. Labels
// are all that hold: the one label, or for a model of several labels those with at least even odds.
type Decision struct {
	Label   string
	P       float64
	Abstain bool
	Why     []string
	Labels  []LabelP
}

// LabelP is a label with its calibrated probability.
type LabelP struct {
	Label string
	P     float64
}

// Classifier is a linear model over hashed n-grams of syllables, with and without their diacritics. It is
// made by [Train] or [ReadClassifier], never changes, and may be used by many goroutines.
//
// It holds two sets of weights: one for text as it should be written, which looks at every n-gram and at
// its twin without diacritics, and one for text typed without diacritics, which knows only the twins. What is
// shortened as in messages is read as if it were spelled out ([DefaultInformal]); Why shows it so.
type Classifier struct {
	labels []string
	many   bool    // each label is its own question
	sure   float64 // below this probability the answer is "don't know"
	marked head
	bare   head
}

// head is the weights for one way of writing.
type head struct {
	bias        []float32
	keys        keyTable
	weights     []float32 // a row of one weight per label for each key
	temperature float64
}

// Labels are all labels the classifier knows, in the order of their first example.
func (c *Classifier) Labels() []string { return slices.Clone(c.labels) }

// Sure is the probability below which the classifier abstains.
func (c *Classifier) Sure() float64 { return c.sure }

// workspaces keep the buffers of Classify between calls.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// workspace is the memory of one classification.
type workspace struct {
	features featureList
	scores   []float64
	rows     []int32
}

// release keeps the buffers unless an uncommonly long text made them large.
func (w *workspace) release() {
	w.features.text = ""
	if cap(w.features.tokens) < 1<<16 {
		workspaces.Put(w)
	}
}

// Classify decides on one text in time linear in its length. A text of which the model knows no feature
// is always "don't know".
func (c *Classifier) Classify(text string) Decision {
	w := workspaces.Get().(*workspace)
	defer w.release()
	h, known := c.score(w, text)
	best := 0
	for k, p := range w.scores {
		if p > w.scores[best] {
			best = k
		}
	}
	d := Decision{Label: c.labels[best], P: w.scores[best]}
	d.Abstain = known == 0 || d.P < c.sure
	for k, p := range w.scores {
		if k == best || c.many && p >= 0.5 {
			d.Labels = append(d.Labels, LabelP{c.labels[k], p})
		}
	}
	d.Why = h.explain(w, best, len(c.labels))
	return d
}

// score leaves the probabilities of all labels in w and reports how many features of text the model knows.
func (c *Classifier) score(w *workspace, text string) (h *head, known int) {
	h = c.read(w, text)
	w.scores = h.logits(w, w.scores, len(c.labels))
	for _, row := range w.rows {
		if row >= 0 {
			known++
		}
	}
	squash(w.scores, h.temperature, c.many)
	return h, known
}

// read takes the features of text and chooses the head by how it is written.
func (c *Classifier) read(w *workspace, text string) *head {
	if w.features.readSpelled(text) {
		w.features.collect(true)
		return &c.marked
	}
	w.features.collect(false)
	return &c.bare
}

// logits adds up the weights of the features in w.
func (h *head) logits(w *workspace, z []float64, labels int) []float64 {
	z = z[:0]
	for _, b := range h.bias {
		z = append(z, float64(b))
	}
	w.rows = w.rows[:0]
	for _, f := range w.features.found {
		row := h.keys.find(f.key)
		w.rows = append(w.rows, row)
		if row < 0 {
			continue
		}
		for k, weight := range h.weights[int(row)*labels : (int(row)+1)*labels] {
			z[k] += float64(weight)
		}
	}
	return z
}

// squash turns logits into probabilities in place.
func squash(z []float64, temperature float64, many bool) {
	if many {
		for k := range z {
			z[k] = 1 / (1 + math.Exp(-z[k]/temperature))
		}
		return
	}
	top, sum := slices.Max(z), 0.0
	for k := range z {
		z[k] = math.Exp((z[k] - top) / temperature)
		sum += z[k]
	}
	for k := range z {
		z[k] /= sum
	}
}

// Limits of what can be trained.
const (
	mostLabels   = 1000
	mostFeatures = 1 << 20
	mostWeights  = 8 << 20 // of all labels together
)

// ErrTooFewExamples is returned by [Train] when there is nothing to tell apart.
var ErrTooFewExamples = errors.New("training needs at least two labels and five examples")

// labelsOf lists the labels in the order they first appear, and whether some example bears several.
func labelsOf(examples []Example) (labels []string, many bool, err error) {
	seen := make(map[string]bool)
	for i, e := range examples {
		if len(e.Labels) == 0 {
			return nil, false, fmt.Errorf("example %d has no label", i+1)
		}
		many = many || len(e.Labels) > 1
		for _, l := range e.Labels {
			if !seen[l] {
				seen[l] = true
				labels = append(labels, l)
			}
		}
	}
	if len(labels) < 2 || len(examples) < folds {
		return nil, false, ErrTooFewExamples
	}
	if len(labels) > mostLabels {
		return nil, false, fmt.Errorf("%d labels; at most %d can be told apart", len(labels), mostLabels)
	}
	return labels, many, nil
}
