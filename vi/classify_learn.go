package vi

import (
	"math"
	"math/rand/v2"
)

// matrix is the training texts as rows of the key table, with their labels.
type matrix struct {
	features [][]int32
	short    []int // how many features of each text are single tokens; they come first
	labels   [][]int32
	size     int // number of different features
	classes  int
	many     bool
}

// model is one of the two that are learnt and then averaged.
type model struct {
	pairs   bool    // looks at pairs of tokens too
	leaning bool    // scales each weight by the feature's log-count ratio
	decay   float64 // strength of the L2 penalty
}

const (
	epochs    = 10
	averaged  = 5 // the weights are the mean over the ends of this many last epochs
	firstStep = 0.15
	smoothing = 1 // added to each count in a log-count ratio
)

// weightSet is a linear model over the features of a matrix.
type weightSet struct{ weights, bias []float32 }

// learn fits logistic regression to the chosen examples by AdaGrad (Duchi et al. 2011) with an L2 penalty,
// which each example bears for its own features in proportion. With leaning, the steps of each weight are
// scaled by how much its feature leans to the class (the log-count ratio of Wang and Manning 2012), so that
// features that lean nowhere stay near zero.
func (m *matrix) learn(chosen []int32, s model) weightSet {
	k := m.classes
	l := &learner{
		matrix: m, model: s,
		w: make([]float32, m.size*k), history: make([]float32, m.size*k),
		bias: make([]float32, k), biasHistory: make([]float32, k),
		decays: make([]float32, m.size), z: make([]float32, k), truth: make([]float32, k),
	}
	l.countDecays(chosen)
	if s.leaning {
		l.lean = m.leanings(chosen)
	}
	mean := weightSet{make([]float32, m.size*k), make([]float32, k)}
	order := append([]int32(nil), chosen...)
	random := rand.New(rand.NewPCG(2026, 7))
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.see(m.row(i, s.pairs), m.labels[i])
		}
		if epoch >= epochs-averaged {
			addScaled(mean.weights, l.w, 1.0/averaged)
			addScaled(mean.bias, l.bias, 1.0/averaged)
		}
	}
	if l.lean != nil {
		for i := range mean.weights {
			mean.weights[i] *= l.lean[i]
		}
	}
	return mean
}

// row is the features of example i that a model looks at.
func (m *matrix) row(i int32, pairs bool) []int32 {
	if pairs {
		return m.features[i]
	}
	return m.features[i][:m.short[i]]
}

func addScaled(sum, x []float32, scale float32) {
	for i, v := range x {
		sum[i] += v * scale
	}
}

// learner is the state of learn.
type learner struct {
	*matrix
	model
	w, history        []float32
	bias, biasHistory []float32
	lean              []float32 // scale of each weight; nil for 1
	decays            []float32 // penalty of each feature, for each example that has it
	z, truth          []float32
}

// countDecays shares the penalty of each feature among the examples that have it.
func (l *learner) countDecays(chosen []int32) {
	for _, i := range chosen {
		for _, f := range l.features[i] {
			l.decays[f]++
		}
	}
	for f, n := range l.decays {
		l.decays[f] = float32(l.decay) / max(n, 1)
	}
}

// see takes one step on one example.
func (l *learner) see(features, labels []int32) {
	k := l.classes
	copy(l.z, l.bias)
	for _, f := range features {
		row := l.w[int(f)*k : int(f)*k+k]
		if l.lean == nil {
			for c, w := range row {
				l.z[c] += w
			}
			continue
		}
		for c, lean := range l.lean[int(f)*k : int(f)*k+k] {
			l.z[c] += row[c] * lean
		}
	}
	l.errors(labels)
	for c, g := range l.z {
		l.biasHistory[c] += g * g
		l.bias[c] -= firstStep * g / float32(math.Sqrt(float64(l.biasHistory[c])+1e-6))
	}
	for _, f := range features {
		at := int(f) * k
		decay := l.decays[f]
		row, history := l.w[at:at+k], l.history[at:at+k]
		for c, g := range l.z {
			if l.lean != nil {
				g *= l.lean[at+c]
			}
			g += decay * row[c]
			history[c] += g * g
			row[c] -= firstStep * g / float32(math.Sqrt(float64(history[c])+1e-6))
		}
	}
}

// errors turns the logits in z into probability minus truth.
func (l *learner) errors(labels []int32) {
	clear(l.truth)
	for _, c := range labels {
		l.truth[c] = 1
	}
	if l.many {
		for c, z := range l.z {
			l.z[c] = float32(1/(1+math.Exp(-float64(z)))) - l.truth[c]
		}
		return
	}
	top := l.z[0]
	for _, z := range l.z {
		top = max(top, z)
	}
	sum := float32(0)
	for c, z := range l.z {
		l.z[c] = float32(math.Exp(float64(z - top)))
		sum += l.z[c]
	}
	for c := range l.z {
		l.z[c] = l.z[c]/sum - l.truth[c]
	}
}

// leanings are the log-count ratios of every feature for every class, in absolute value.
func (m *matrix) leanings(chosen []int32) []float32 {
	k := m.classes
	count := make([]float32, m.size*k)
	total := make([]float64, k)
	whole := make([]float64, m.size)
	all := 0.0
	for _, i := range chosen {
		for _, c := range m.labels[i] {
			for _, f := range m.features[i] {
				count[int(f)*k+int(c)]++
				whole[f]++
			}
			total[c] += float64(len(m.features[i]))
			all += float64(len(m.features[i]))
		}
	}
	size := smoothing * float64(m.size)
	for f := range m.size {
		for c := range k {
			at := f*k + c
			here, rest := float64(count[at]), whole[f]-float64(count[at])
			ratio := math.Log((here + smoothing) / (total[c] + size) * (all - total[c] + size) / (rest + smoothing))
			count[at] = float32(math.Abs(ratio))
		}
	}
	return count
}
