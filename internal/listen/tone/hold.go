package tone

import "math"

// folds is the number of parts of the cross-validation.
const folds = 5

// Score is how a model did on texts that it had not seen. MacroF1 is the mean F1 of the four tones, every
// text counted by the guess; F1 of the tones by [Tone]. ECE is the expected calibration error over ten bins
// of equal width (Guo et al. 2017). Answered is the share not abstained from, Right the share of the answered
// that was right. SteeringF1 is the mean F1 of the three bearings.
type Score struct {
	Texts      int
	MacroF1    float64
	F1         [tones]float64
	Accuracy   float64
	ECE        float64
	Answered   float64
	Right      float64
	SteeringF1 float64
}

// Evaluate scores the model on corrections that it should not have learnt from.
func (m *Model) Evaluate(corrections []Correction) Score {
	return EvaluateEach([]*Model{m}, [][]Correction{corrections})
}

// EvaluateEach scores several models, each on corrections of its own, as one: the folds of a cross-validation.
func EvaluateEach(models []*Model, corrections [][]Correction) Score {
	var held heldOut
	sure := leastSure
	for i, m := range models {
		sure = m.sure
		for _, l := range readLessons(corrections[i]) {
			held.add(m, l)
			for t := range held.z[len(held.z)-1] {
				held.z[len(held.z)-1][t] /= m.temperature
			}
		}
	}
	return held.score(1, sure)
}

// heldOut is the logits of texts by models that had not seen them.
type heldOut struct {
	z      [][tones]float64
	s      [][bearings]float64
	lesson []lesson
}

func (h *heldOut) add(m *Model, l lesson) {
	z, s := m.scores(&l.dense, l.grams)
	h.z, h.s, h.lesson = append(h.z, z), append(h.s, s), append(h.lesson, l)
}

// manyToHold is from how many lessons on one fold is held out instead of all in turn.
const manyToHold = 1000

// crossValidate judges every lesson by a model that learnt from the other folds; of many lessons a fifth.
func crossValidate(base *Model, lessons []lesson, p penalties) heldOut {
	var out heldOut
	for fold := range folds {
		if fold > 0 && len(lessons) >= manyToHold {
			break
		}
		var rest, part []lesson
		for i, l := range lessons {
			if i%folds == fold {
				part = append(part, l)
			} else {
				rest = append(rest, l)
			}
		}
		m := learn(base, rest, p)
		for _, l := range part {
			out.add(m, l)
		}
	}
	return out
}

// temperature is the one under which the truth is most likely, drawn towards the one before as if that had
// been found on forty texts.
func (h *heldOut) temperature(before float64) float64 {
	best, least := before, math.Inf(1)
	for t := 0.5; t <= 4; t *= 1.05 {
		loss := 40 * math.Pow(math.Log(t/before), 2)
		var p [tones]float64
		for i := range h.z {
			softmax(h.z[i][:], t, p[:])
			loss -= math.Log(max(p[h.lesson[i].tone], 1e-9))
		}
		if loss < least {
			best, least = t, loss
		}
	}
	return best
}

// score compares with what the officers said.
func (h *heldOut) score(temperature, sure float64) Score {
	s := Score{Texts: len(h.z)}
	if s.Texts == 0 {
		return s
	}
	tone, bearing := newTally(tones), newTally(bearings)
	var bins [10]bin
	answered, right := 0, 0
	for i := range h.z {
		var p [tones]float64
		softmax(h.z[i][:], temperature, p[:])
		guess, l := int(propose(&p)), &h.lesson[i]
		tone.add(guess, int(l.tone))
		if l.steeringKnown {
			bearing.add(most(h.s[i][:]), int(l.steering))
		}
		bins[min(int(p[guess]*10), 9)].add(p[guess], guess == int(l.tone))
		if p[guess] >= sure {
			answered++
			if guess == int(l.tone) {
				right++
			}
		}
	}
	n := float64(s.Texts)
	for t := range s.F1 {
		s.F1[t] = tone.f1(t)
	}
	s.MacroF1, s.SteeringF1, s.Accuracy = tone.macro(), bearing.macro(), tone.right()/n
	for _, b := range bins {
		s.ECE += math.Abs(b.told-b.right) / n
	}
	s.Answered, s.Right = float64(answered)/n, float64(right)/max(float64(answered), 1)
	return s
}

// bin adds up probabilities that were told and how many of the answers were right.
type bin struct{ told, right float64 }

func (b *bin) add(p float64, right bool) {
	b.told += p
	if right {
		b.right++
	}
}

// tally counts guesses against the truth.
type tally [][]float64 // by guess, then truth

func newTally(n int) tally {
	t := make(tally, n)
	for i := range t {
		t[i] = make([]float64, n)
	}
	return t
}

func (t tally) add(guess, truth int) { t[guess][truth]++ }

func (t tally) right() float64 {
	sum := 0.0
	for i := range t {
		sum += t[i][i]
	}
	return sum
}

// f1 is the harmonic mean of precision and recall of class k; 0 if it is never guessed rightly.
func (t tally) f1(k int) float64 {
	both := 0.0
	for i := range t {
		both += t[k][i] + t[i][k]
	}
	return 2 * t[k][k] / max(both, 1)
}

func (t tally) macro() float64 {
	sum := 0.0
	for k := range t {
		sum += t.f1(k)
	}
	return sum / float64(len(t))
}
