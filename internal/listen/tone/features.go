package tone

import "math"

// The numbers by which a text is judged. Those called share are between 0 and 1.
const (
	fBias = iota
	fTitled
	fGoodBody // share of approval in the body
	fBadBody
	fGoodTitle
	fBadTitle
	fBalance  // approval less objection, -1 to 1
	fConflict // approval against objection: 1 if they are equal and strong
	fHarm
	fFortune
	fPlain
	fBut         // conflict in a text with a contrast
	fAskedTitle  // the title is a question
	fAskedBody   // the body has a question
	fAsk         // asks for information
	fRhetorical  // asks without wanting an answer
	fMixed       // words for both sides at once
	fHope        // wishes and requests
	fDoubt       // hearsay, reserve
	fLoose       // negations of what the lexicon does not know: lack
	fSilent      // neither approval nor objection
	fSilentHarm  // a bad event and no tone
	fSpeechMixed // conflict without a title: people's speech, where it may be irony
	fSpeechGood
	fSpeechBad
	fNumbers // share of numbers among the words
	fEnd     // balance of the last sentence
	fStart   // balance of the first sentence
	fShout
	fPlainGood
	fPlainBad
	fHarmBad
	fHarmGood
	fShort        // no title and few words
	fLength       // logarithm of the number of words
	fPeak         // the strongest single phrase, -1 to 1
	fStill        // small words that go with complaint
	fStillSpeech  // the same without a title
	fNow          // small words that go with relief
	fNowSpeech    // the same without a title
	fOnly         // few, only, hardly
	fTitleAgainst // the title says otherwise than the body
	fSides        // sentences for and sentences against
	denseCount
)

// features are the numbers of one text.
type features [denseCount]float64

// sums are what the phrases of a part of a text add up to.
type sums struct{ good, bad, harm, fortune float64 }

func (s *sums) add(h *hit) {
	s.good += max(h.value, 0)
	s.bad += max(-h.value, 0)
	s.fortune += max(h.event, 0)
	s.harm += max(-h.event, 0)
}

// balance is between -1 and 1; little evidence keeps it near 0.
func (s sums) balance() float64 { return (s.good - s.bad) / (s.good + s.bad + 2) }

// conflict is 1 if there is much and equal evidence for both sides.
func (s sums) conflict() float64 { return 2 * min(s.good, s.bad) / (s.good + s.bad + 2) }

// leadWords is how many words of a text are looked at for marks, and the length from which on all are alike.
const leadWords = 90

// share grows from 0 towards 1; at half it is a half.
func share(x, half float64) float64 { return x / (x + half) }

// measure fills in the numbers from the phrases.
func (r *reading) measure() {
	f := &r.dense
	*f = features{}
	var title, body, first, last sums
	var count [kinds]float64
	var loose, contrast, peak float64
	for i := range r.hits {
		h := &r.hits[i]
		part := &body
		if int(h.from) < r.titleWords {
			part = &title
		}
		part.add(h)
		if h.sentence == 0 {
			first.add(h)
		}
		if int(h.sentence) >= r.sentences-2 { // the last full stop opens an empty one
			last.add(h)
		}
		by := r.thin * placeWeight(h.sentence)
		count[h.kind] += by * float64(h.strength)
		if h.unbounded {
			loose += by
		}
		if h.kind == but {
			contrast = 1
		}
		if math.Abs(h.value) > math.Abs(peak) {
			peak = h.value
		}
	}
	all := sums{title.good + body.good, title.bad + body.bad, title.harm + body.harm, title.fortune + body.fortune}
	size := float64(min(len(r.words), leadWords))
	f[fBias] = 1
	f[fGoodTitle], f[fBadTitle] = share(title.good, 2), share(title.bad, 2)
	f[fBalance], f[fConflict] = all.balance(), all.conflict()
	f[fHarm], f[fFortune] = share(all.harm, 2), share(all.fortune, 2)
	f[fPlain] = share(count[plain], 1+size/12)
	f[fBut] = contrast * all.conflict()
	f[fAsk], f[fRhetorical], f[fMixed] = share(count[ask], 1), share(count[rhet], 1), share(count[mixed], 1)
	f[fHope], f[fDoubt], f[fLoose] = share(count[hope], 2), share(count[doubt], 1), share(loose, 1)
	f[fEnd], f[fStart], f[fPeak] = last.balance(), first.balance(), peak/(math.Abs(peak)+2)
	f[fLength] = math.Log(size+1) / 5
	good, bad := share(body.good, 2), share(body.bad, 2)
	if r.titleWords > 0 {
		f[fTitled], f[fGoodBody], f[fBadBody] = 1, good, bad
	} else {
		f[fSpeechGood], f[fSpeechBad], f[fSpeechMixed] = good, bad, all.conflict()
		if size <= 8 {
			f[fShort] = 1
		}
	}
	f[fOnly] = share(count[slight], 2)
	f[fTitleAgainst] = max(0, -title.balance()*body.balance())
	f[fSides] = r.sides()
	small, relief := share(count[still], 1+size/20), share(count[now], 1+size/20)
	if r.titleWords > 0 {
		f[fStill], f[fNow] = small, relief
	} else {
		f[fStillSpeech], f[fNowSpeech] = small, relief
	}
	if all.good == 0 && all.bad == 0 {
		f[fSilent], f[fSilentHarm] = 1, f[fHarm]
	}
	f[fPlainGood], f[fPlainBad] = f[fPlain]*share(all.good, 2), f[fPlain]*share(all.bad, 2)
	f[fHarmBad], f[fHarmGood] = f[fHarm]*share(all.bad, 2), f[fHarm]*share(all.good, 2)
	r.measureMarks(f, size)
}

// sides is 1 if as many clauses between contrasts speak for as against, 0 if all speak alike.
func (r *reading) sides() float64 {
	pro, contra := 0.0, 0.0
	for i := 0; i < len(r.hits); {
		segment, sum := r.hits[i].segment, 0.0
		for ; i < len(r.hits) && r.hits[i].segment == segment; i++ {
			sum += r.hits[i].value
		}
		switch {
		case sum > 0.3:
			pro++
		case sum < -0.3:
			contra++
		}
	}
	return 2 * min(pro, contra) / max(pro+contra, 1)
}

// measureMarks counts numbers and the marks of questions and calls in the beginning of a text.
func (r *reading) measureMarks(f *features, size float64) {
	numbers := 0.0
	for i, w := range r.words[:int(size)] {
		switch w.kind {
		case isNumber:
			numbers++
		case isShout:
			f[fShout] = 1
		case isQuestion:
			if i < r.titleWords {
				f[fAskedTitle] = 1
			} else {
				f[fAskedBody] = 1
			}
		}
	}
	f[fNumbers] = numbers / max(size, 1)
}
