package vi

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// folds is the number of parts of the cross-validation.
const folds = 5

// What is tried on the training examples; the best held-out likelihood decides.
var (
	decays = []float64{1, 3, 9}
	shares = []float64{0, 0.25, 0.5, 0.75} // of the model of single tokens in the mean
)

// setting is the mean of two models: one of single tokens, and one that leans and looks at pairs too.
type setting struct{ decay, share float64 }

func (s setting) models() (single, pair model) {
	return model{decay: s.decay}, model{pairs: true, leaning: true, decay: s.decay}
}

// Score is how a classifier did on examples that it had not seen. ECE is the expected calibration error
// over ten bins of equal width (Guo et al. 2017): the mean distance between the probability told and the
// share that was right, weighted by the number of texts in the bin.
type Score struct {
	Accuracy float64 // share of texts whose label was right, abstentions counted by the guess
	LogLoss  float64 // mean negative logarithm of the probability of the truth
	ECE      float64
	Answered float64 // share of texts not abstained from
	Right    float64 // share of the answered that was right
}

// Evaluate scores the classifier on examples that it should not have seen. LogLoss is that of the first
// label of each.
func (c *Classifier) Evaluate(examples []Example) Score {
	number := make(map[string]int32)
	for i, l := range c.labels {
		number[l] = int32(i)
	}
	var w workspace
	var answers []judged
	loss := 0.0
	for _, e := range examples {
		c.score(&w, e.Text)
		best := best(w.scores)
		answers = append(answers, judged{w.scores[best], slices.Contains(e.Labels, c.labels[best])})
		p := 0.0
		if n, ok := number[e.Labels[0]]; ok {
			p = w.scores[n]
		}
		loss -= safeLog(p)
	}
	s := scoreOf(answers, c.sure)
	s.LogLoss = loss / float64(max(len(examples), 1))
	return s
}

// best is the place of the greatest.
func best(p []float64) int {
	best := 0
	for i := range p {
		if p[i] > p[best] {
			best = i
		}
	}
	return best
}

// heldOut is the logits of every example by a model that had not seen it.
type heldOut struct {
	logits [][]float64
	labels [][]int32
	many   bool
}

// crossValidate trains one model for each fold, as many at once as there are processors.
func (m *matrix) crossValidate(s model) heldOut {
	out := heldOut{make([][]float64, len(m.features)), m.labels, m.many}
	fold := foldsOf(len(m.features))
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0)) // a model in training holds much memory
	for part := range folds {
		wait.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			var rest []int32
			for i, f := range fold {
				if f != part {
					rest = append(rest, int32(i))
				}
			}
			w := m.learn(rest, s)
			for i, f := range fold {
				if f == part {
					out.logits[i] = w.logits(m.features[i], m.classes)
				}
			}
		})
	}
	wait.Wait()
	return out
}

// choose finds the setting with the best held-out likelihood.
func (m *matrix) choose() (best heldOut, chosen setting) {
	least := math.Inf(1)
	for _, decay := range decays {
		single, pair := setting{decay: decay}.models()
		a, b := m.crossValidate(single), m.crossValidate(pair)
		for _, share := range shares {
			h := mean(a, b, share)
			if loss := h.loss(h.temperature()); loss < least {
				best, chosen, least = h, setting{decay, share}, loss
			}
		}
	}
	return best, chosen
}

// mean is share of the logits of a and the rest of b.
func mean(a, b heldOut, share float64) heldOut {
	h := heldOut{make([][]float64, len(a.logits)), a.labels, a.many}
	for i := range a.logits {
		h.logits[i] = make([]float64, len(a.logits[i]))
		for c := range h.logits[i] {
			h.logits[i][c] = share*a.logits[i][c] + (1-share)*b.logits[i][c]
		}
	}
	return h
}

// foldsOf deals n examples into folds, always the same way.
func foldsOf(n int) []int {
	fold := make([]int, n)
	for i := range fold {
		fold[i] = i % folds
	}
	random := rand.New(rand.NewPCG(5, 11))
	random.Shuffle(n, func(i, j int) { fold[i], fold[j] = fold[j], fold[i] })
	return fold
}

func (w weightSet) logits(features []int32, classes int) []float64 {
	z := make([]float64, classes)
	for c, b := range w.bias {
		z[c] = float64(b)
	}
	for _, f := range features {
		for c, x := range w.weights[int(f)*classes : int(f)*classes+classes] {
			z[c] += float64(x)
		}
	}
	return z
}

// temperature is the one number by which logits must be divided for the likelihood to be greatest
// (temperature scaling, Guo et al. 2017), found by golden section on a logarithmic scale.
func (h heldOut) temperature() float64 {
	const ratio = 0.6180339887498949
	low, high := math.Log(0.05), math.Log(20.0)
	a, b := high-ratio*(high-low), low+ratio*(high-low)
	fa, fb := h.loss(math.Exp(a)), h.loss(math.Exp(b))
	for high-low > 1e-3 {
		if fa < fb {
			high, b, fb = b, a, fa
			a = high - ratio*(high-low)
			fa = h.loss(math.Exp(a))
		} else {
			low, a, fa = a, b, fb
			b = low + ratio*(high-low)
			fb = h.loss(math.Exp(b))
		}
	}
	return math.Exp((low + high) / 2)
}

// loss is the mean negative log-likelihood at a temperature. As Platt (1999) does, it trusts the labels a
// little less than wholly, the less the fewer there are, so that a handful of easy examples does not make a
// classifier certain.
func (h heldOut) loss(temperature float64) float64 {
	sum, doubt := 0.0, 1/float64(len(h.logits)+2)
	var p []float64
	for i, z := range h.logits {
		p = append(p[:0], z...)
		squash(p, temperature, h.many)
		sum += logLoss(p, h.labels[i], h.many, doubt)
	}
	return sum / float64(len(h.logits))
}

// logLoss is the cross-entropy of p against the labels, which are doubted a little.
func logLoss(p []float64, labels []int32, many bool, doubt float64) float64 {
	loss, truth := 0.0, 1-doubt
	for c, q := range p {
		holds := slices.Contains(labels, int32(c))
		switch {
		case many && holds:
			loss -= truth*safeLog(q) + doubt*safeLog(1-q)
		case many:
			loss -= truth*safeLog(1-q) + doubt*safeLog(q)
		case holds:
			loss -= truth * safeLog(q)
		default:
			loss -= doubt / float64(len(p)-1) * safeLog(q)
		}
	}
	if many {
		return loss / float64(len(p))
	}
	return loss
}

func safeLog(p float64) float64 { return math.Log(max(p, 1e-12)) }

// judged is one held-out answer: how sure, and whether right.
type judged struct {
	p     float64
	right bool
}

// judge gives the best label of each example at a temperature.
func (h heldOut) judge(temperature float64) []judged {
	out := make([]judged, len(h.logits))
	for i, z := range h.logits {
		p := slices.Clone(z)
		squash(p, temperature, h.many)
		best := best(p)
		out[i] = judged{p[best], slices.Contains(h.labels[i], int32(best))}
	}
	return out
}

// scoreOf sums up answers of which those below sure are abstentions.
func scoreOf(answers []judged, sure float64) Score {
	const bins = 10
	var s Score
	var n, right, told [bins]float64
	answered, good := 0.0, 0.0
	for _, a := range answers {
		bin := min(int(a.p*bins), bins-1)
		n[bin]++
		told[bin] += a.p
		if a.right {
			right[bin]++
			s.Accuracy++
		}
		if a.p >= sure {
			answered++
			if a.right {
				good++
			}
		}
	}
	all := float64(max(len(answers), 1))
	for b := range bins {
		s.ECE += math.Abs(right[b]-told[b]) / all
	}
	s.Accuracy /= all
	s.Answered = answered / all
	s.Right = good / max(answered, 1)
	return s
}
