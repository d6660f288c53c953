package tone

import (
	"errors"
	"math"
	"math/rand/v2"
)

// Correction is what an officer said of a text. Texts are only read while learning; no model keeps them.
type Correction struct {
	Title, Body   string
	Tone          Tone
	Steering      Steering
	SteeringKnown bool // the officer said something of the bearing too
}

// Report is what [Learn] found out about itself.
type Report struct {
	Corrections int
	Held        Score // by cross-validation; zero below 25 corrections
}

// ErrNoCorrections is returned by [Learn] when there is nothing to learn from.
var ErrNoCorrections = errors.New("there are no corrections to learn from")

const (
	mostRows    = 1 << 17 // learnt phrases of a model
	mostEpochs  = 24
	leastEpochs = 6
	mostSteps   = 12000 // beyond so many steps there are fewer epochs
	averaged    = 3     // the weights are the mean over the ends of the last third of the epochs
	firstStep   = 0.25
	leastToHold = 25 // corrections below which nothing is cross-validated
)

// penalties are how strongly weights are held to where they began: dense those of the numbers, and trust times what
// the base was learnt from; gram those of phrases.
type penalties struct{ dense, trust, gram float64 }

var usual = penalties{dense: 1, trust: 1, gram: 1}

// Learn makes a model of base and the corrections: logistic regression whose weights are drawn towards those
// of base (a Gaussian prior), so that no correction leaves base as it is and each moves it a little. It is
// deterministic and takes well under a second for some thousand short texts. From 25 corrections on the
// temperature of the probabilities is set by five-fold cross-validation.
func Learn(base *Model, corrections []Correction) (*Model, Report, error) {
	if len(corrections) == 0 {
		return nil, Report{}, ErrNoCorrections
	}
	lessons := readLessons(corrections)
	m := learn(base, lessons, usual)
	report := Report{Corrections: len(corrections)}
	if len(lessons) >= leastToHold {
		held := crossValidate(base, lessons, usual)
		m.temperature = held.temperature(base.temperature)
		report.Held = held.score(m.temperature, m.sure)
	}
	return m, report, nil
}

// lesson is a correction as numbers.
type lesson struct {
	dense         features
	grams         []gram
	tone          Tone
	steering      Steering
	steeringKnown bool
}

func readLessons(corrections []Correction) []lesson {
	lessons := make([]lesson, len(corrections))
	for i, c := range corrections {
		r := takeReading(c.Title, c.Body)
		r.findGrams()
		lessons[i] = lesson{r.dense, append([]gram(nil), r.grams...), c.Tone, c.Steering, c.SteeringKnown}
		r.release()
	}
	return lessons
}

// learner is the state of learn.
type learner struct {
	*Model
	base       *Model
	penalties  penalties
	perLesson  features // share of the penalty of each number that one lesson bears
	seen       []float64
	places     [][]int32       // the rows of the phrases of each lesson, -1 for none
	toneSum    [tones]features // sums of squared gradients (AdaGrad, Duchi et al. 2011)
	bearingSum [bearings]features
	rowSum     []row
}

// learn fits the weights to the lessons.
func learn(base *Model, lessons []lesson, p penalties) *Model {
	m := &Model{tone: base.tone, steering: base.steering, temperature: base.temperature, sure: base.sure,
		learnt: base.learnt + len(lessons), keys: make(map[uint32]int32)}
	l := &learner{Model: m, base: base, penalties: p}
	l.hold(lessons)
	l.number(lessons)
	order := make([]int, len(lessons))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(2026, 11))
	mean := newMean(m)
	epochs := min(mostEpochs, max(leastEpochs, mostSteps/len(lessons)))
	for epoch := range epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			l.see(&lessons[i], l.places[i])
		}
		if epoch >= epochs-epochs/averaged {
			mean.add(m)
		}
	}
	mean.into(m)
	return m
}

// curvature is how much one text fixes a weight: the mean of p(1-p) over the tones, where p is what was told.
const curvature = 0.12

// hold sets how firmly the weights are held to those of the base, and how firmly those of the new model will be:
// the base by what it was learnt from, the new one by its lessons too.
func (l *learner) hold(lessons []lesson) {
	l.held = l.base.held
	for i := range l.perLesson {
		l.perLesson[i] = (l.penalties.dense + l.penalties.trust*l.base.held[i]) / float64(len(lessons))
		for k := range lessons {
			l.held[i] += curvature * lessons[k].dense[i] * lessons[k].dense[i]
		}
	}
}

// number gives every phrase of the lessons a row, beginning with what the base learnt before.
func (l *learner) number(lessons []lesson) {
	for key, at := range l.base.keys {
		l.keys[key] = int32(len(l.rows))
		l.rows = append(l.rows, l.base.rows[at])
	}
	l.seen = make([]float64, len(l.rows))
	l.places = make([][]int32, len(lessons))
	for i := range lessons {
		places := make([]int32, len(lessons[i].grams))
		for k, g := range lessons[i].grams {
			at, ok := l.keys[g.key]
			if !ok && len(l.rows) == mostRows {
				places[k] = -1
				continue
			}
			if !ok {
				at = int32(len(l.rows))
				l.keys[g.key] = at
				l.rows = append(l.rows, row{})
				l.seen = append(l.seen, 0)
			}
			l.seen[at]++
			places[k] = at
		}
		l.places[i] = places
	}
	l.rowSum = make([]row, len(l.rows))
}

// see takes one step on one lesson.
func (l *learner) see(x *lesson, places []int32) {
	var z, p [tones]float64
	var s, q [bearings]float64
	for t := range z {
		z[t] = dot(&l.tone[t], &x.dense)
	}
	for t := range s {
		s[t] = dot(&l.steering[t], &x.dense)
	}
	for i, at := range places {
		if at < 0 {
			continue
		}
		w, value := &l.rows[at], x.grams[i].value
		for t := range z {
			z[t] += float64(w[t]) * value
		}
		for t := range s {
			s[t] += float64(w[tones+t]) * value
		}
	}
	softmax(z[:], 1, p[:])
	softmax(s[:], 1, q[:])
	p[x.tone]--
	q[x.steering]--
	if !x.steeringKnown {
		q = [bearings]float64{}
	}
	for t, g := range p {
		l.stepDense(&l.tone[t], &l.base.tone[t], &l.toneSum[t], &x.dense, g)
	}
	for t, g := range q {
		l.stepDense(&l.steering[t], &l.base.steering[t], &l.bearingSum[t], &x.dense, g)
	}
	var gradient row
	for t := range gradient {
		if t < tones {
			gradient[t] = float32(p[t])
		} else {
			gradient[t] = float32(q[t-tones])
		}
	}
	for i, at := range places {
		if at >= 0 {
			l.stepRow(at, float32(x.grams[i].value), &gradient)
		}
	}
}

func (l *learner) stepDense(w, base, sum, x *features, gradient float64) {
	for i, v := range x {
		g := gradient*v + l.perLesson[i]*(w[i]-base[i])
		sum[i] += g * g
		if sum[i] > 0 {
			w[i] -= firstStep * g / math.Sqrt(sum[i]+1)
		}
	}
}

func (l *learner) stepRow(at int32, value float32, gradient *row) {
	w, sum := &l.rows[at], &l.rowSum[at]
	decay := float32(l.penalties.gram / l.seen[at])
	for t, d := range gradient {
		g := decay*w[t] + d*value
		sum[t] += g * g
		w[t] -= firstStep * g / float32(math.Sqrt(float64(sum[t]+1)))
	}
}

// mean adds up weights of several epochs.
type mean struct {
	tone     [tones]features
	steering [bearings]features
	rows     []row
	n        float64
}

func newMean(m *Model) *mean { return &mean{rows: make([]row, len(m.rows))} }

func (a *mean) add(m *Model) {
	for t := range a.tone {
		for i, v := range m.tone[t] {
			a.tone[t][i] += v
		}
	}
	for t := range a.steering {
		for i, v := range m.steering[t] {
			a.steering[t][i] += v
		}
	}
	for i := range a.rows {
		for t, v := range m.rows[i] {
			a.rows[i][t] += v
		}
	}
	a.n++
}

func (a *mean) into(m *Model) {
	for t := range a.tone {
		for i, v := range a.tone[t] {
			m.tone[t][i] = v / a.n
		}
	}
	for t := range a.steering {
		for i, v := range a.steering[t] {
			m.steering[t][i] = v / a.n
		}
	}
	for i := range a.rows {
		for t, v := range a.rows[i] {
			m.rows[i][t] = v / float32(a.n)
		}
	}
}
