package tone

import (
	"math"
	"slices"
)

// Tone is how a text speaks of a policy.
type Tone uint8

// The tones. Unclear is a judgement too: approval and objection in balance, or words that leave it open.
const (
	Unclear Tone = iota
	Favourable
	Neutral
	Unfavourable
	tones int = iota
)

var toneNames = [...]string{"unclear", "favourable", "neutral", "unfavourable"}

// String is the English name, as stored.
func (t Tone) String() string {
	if int(t) < len(toneNames) {
		return toneNames[t]
	}
	return "unclear"
}

var toneLabels = [...]string{"chưa rõ", "đồng tình", "trung tính", "lo ngại, phản đối"}

// Label is the Vietnamese name, as shown.
func (t Tone) Label() string { return toneLabels[min(int(t), tones-1)] }

// ParseTone reads what [Tone.String] gives; ok is false for anything else.
func ParseTone(name string) (t Tone, ok bool) {
	i := slices.Index(toneNames[:], name)
	return Tone(max(i, 0)), i >= 0
}

// Steering is what a text means for those who steer the work, whether or not anybody is to blame or to thank.
type Steering uint8

// The bearings on steering.
const (
	NoBearing Steering = iota
	Opportunity
	Risk
	bearings int = iota
)

var steeringNames = [...]string{"none", "opportunity", "risk"}

// String is the English name, as stored.
func (s Steering) String() string {
	if int(s) < len(steeringNames) {
		return steeringNames[s]
	}
	return "none"
}

var steeringLabels = [...]string{"không rõ lợi hay bất lợi", "có lợi cho điều hành", "bất lợi cho điều hành"}

// Label is the Vietnamese name, as shown.
func (s Steering) Label() string { return steeringLabels[min(int(s), bearings-1)] }

// ParseSteering reads what [Steering.String] gives; ok is false for anything else.
func ParseSteering(name string) (s Steering, ok bool) {
	i := slices.Index(steeringNames[:], name)
	return Steering(max(i, 0)), i >= 0
}

// Verdict is a proposal about one text. P are the probabilities of the tones, indexed by [Tone]; SteeringP of
// the bearings. Tone and Steering are the most probable ones. Abstain means "don't know": no tone is probable
// enough to be proposed, and whoever counts must count the text as not judged. Why are the phrases of the text
// that spoke most for Tone, strongest first.
type Verdict struct {
	Tone      Tone
	P         [tones]float64
	Steering  Steering
	SteeringP [bearings]float64
	Abstain   bool
	Why       []Phrase
}

// Word is the tone as it is counted: Unclear where the model abstains.
func (v *Verdict) Word() Tone {
	if v.Abstain {
		return Unclear
	}
	return v.Tone
}

// Phrase is a stretch of the title or the body by byte offsets. Weight is how much it moved the verdict.
type Phrase struct {
	Text       string
	InTitle    bool
	Start, End int
	Weight     float64
}

// Judge judges a text by the lexicon alone. Either part may be empty. Time is linear in the length; only the
// first 4,000 words are read.
func Judge(title, body string) Verdict { return First().Judge(title, body) }

// Judge judges a text by the model.
func (m *Model) Judge(title, body string) Verdict {
	r := takeReading(title, body)
	defer r.release()
	var v Verdict
	m.decide(r, &v)
	v.Why = m.explain(r, v.Tone)
	return v
}

// decide fills in everything but the reasons.
func (m *Model) decide(r *reading, v *Verdict) {
	r.grams = r.grams[:0]
	if len(m.keys) > 0 {
		r.findGrams()
	}
	z, s := m.scores(&r.dense, r.grams)
	softmax(z[:], m.temperature, v.P[:])
	softmax(s[:], 1, v.SteeringP[:])
	v.Tone, v.Steering = propose(&v.P), Steering(most(v.SteeringP[:]))
	v.Abstain = v.P[v.Tone] < m.sure || len(r.words) == 0
}

// leaning is how much more readily Unclear is proposed than its probability alone would: it is rare, and to
// propose approval or objection where there are both is the worse mistake.
const leaning = 2.5

// propose is the tone to propose.
func propose(p *[tones]float64) Tone {
	best := Tone(most(p[:]))
	if p[Unclear]*leaning > p[best] {
		return Unclear
	}
	return best
}

func most(p []float64) int {
	best := 0
	for i := range p {
		if p[i] > p[best] {
			best = i
		}
	}
	return best
}

// softmax turns scores into probabilities; a higher temperature makes them more alike.
func softmax(z []float64, temperature float64, p []float64) {
	top, sum := slices.Max(z), 0.0
	for i := range z {
		p[i] = math.Exp((z[i] - top) / temperature)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
