package trend

import "math"

// Detector judges a series one value at a time: how unusual it is, from 0 to 1, and whether a burst is
// going on. It knows nothing of what comes later and has one fixed setting for all series.
//
// Sixteen quantities derived from the values (jumps, departures from the recent level, from the same time of
// other days and weeks, changes of the spread) are each compared with the largest that the same quantity has
// reached before, in units of the weight of its tail (Hill 1975; extreme values as in Siffer et al., KDD
// 2017). Surprises add up within a group and more than add up across groups; after an alarm the score rises
// again only for what is worse, until memory of it fades. The value must also be improbable under the
// [Baseline], alone or summed up with those before it: as a count or as a measured value.
//
// A Detector is not safe for use by several goroutines at once. Its state can be stored, see
// [Detector.MarshalBinary].
type Detector struct {
	setting  Setting
	baseline *Baseline
	features features
	day      *profile // nil unless dated
	week     *profile
	channels [channelCount]channel
	echo     float64 // of earlier alarms, fading
	last     int64   // time of the last value that counted
	ahead    int64   // a time far ahead that waits for another; 0 for none
	begun    bool
	silence  silence
	still    stillness
	evidence evidence
	burst    *burstTracker
}

// Observation is what a Detector says of one value.
type Observation struct {
	// Score is how unusual the value is, 0 to below 1. From Alarm on it starts a burst.
	Score float64
	// Expected is what was expected before the value came.
	Expected Prediction
	// Late says that the value came with a time not after one before it, as when a source is filled in
	// afterwards, or alone with one far ahead, as from a wrong clock; it is not judged and teaches nothing.
	Late bool
	// Silent says that a count has been zero for longer than chance allows, or that a measured value has
	// not moved for much longer than ever before: rather a source that is not heard, or a broken sensor, than
	// something to learn from.
	Silent bool
	// Burst is the burst that is going on or has just ended; nil if there is none.
	Burst *Burst
}

// Alarm is the score from which a burst begins.
const Alarm = 0.5

// halfScore is the sum of surprises that has the score 0.5.
const halfScore = 1.45

const (
	daySpans, weekSpans = 4, 3
	channelCount        = featureCount + daySpans + weekSpans
	agreement           = 0.7  // exponent: below 1, groups that agree weigh more than one group alone
	mostValue           = 1e30 // larger ones are missing: sums and squares of them might not be numbers
	echoWeight          = 1.75
	echoKeep            = 0.994 // an echo is half gone after 115 values
	farSteps            = 2000  // a time so far ahead needs a second one
	gapSteps            = 12    // a longer pause is a gap: the first value after it is no jump
)

// channelGroup and channelWeight belong to the channels in their order: features, day, week.
var channelGroup, channelWeight = channelPlan()

func channelPlan() (group [channelCount]int, weight [channelCount]float64) {
	for i := range group {
		weight[i] = 1
		switch {
		case i < featureCount:
			group[i] = featureGroup[i]
		case i < featureCount+daySpans:
			group[i], weight[i] = ofDay, 2
		default:
			group[i], weight[i] = ofWeek, 2
		}
	}
	return group, weight
}

// NewDetector begins without any history.
func NewDetector(s Setting) *Detector {
	s = s.orDefault()
	d := &Detector{setting: s, baseline: NewBaseline(s), burst: &burstTracker{}}
	d.setting.Holidays = d.baseline.setting.Holidays
	if s.Dated {
		d.day = newProfile(daySeconds, s.Step, 48, 0.2, []float64{1, 0.3, 0.1, 0.03})
		d.week = newProfile(7*daySeconds, s.Step, 672, 0.3, []float64{1, 0.2, 0.05})
	}
	return d
}

// Baseline is what the detector has learnt to be usual. It must not be changed.
func (d *Detector) Baseline() *Baseline { return d.baseline }

// Observe judges the value at a time (seconds since 1970 UTC if the series is dated) and learns from it. A
// value that is not a number, or beyond 1e30, is missing: it has the score 0 and teaches nothing.
func (d *Detector) Observe(at int64, value float64) Observation {
	return d.ObserveShare(at, value, 1)
}

// ObserveShare is Observe for a count gathered from a share of the usual sources, 1 for all: below 1 if a
// source is missing, above 1 if a new one was added. Thus a source that comes or goes is no burst. Without
// any source (0) the value is missing.
func (d *Detector) ObserveShare(at int64, value, share float64) Observation {
	if late := d.begun && d.misplaced(at); late || missing(value, share) {
		return Observation{Late: late, Expected: d.baseline.Predict(at, 1), Burst: d.burst.show()}
	}
	expected := d.baseline.Predict(at, share)
	o := Observation{Expected: expected}
	stopped := false
	if d.setting.Kind == Count {
		value = max(value, 0)
		o.Silent = d.silence.observe(value, expected)
	} else {
		stopped, o.Silent = d.still.observe(value)
	}
	if !o.Silent {
		o.Score = d.judge(at, value, share, expected)
		d.baseline.learnTamed(at, value, share, expected)
	}
	if stopped {
		o.Score = stillScore
	}
	d.last, d.begun = at, true
	o.Burst = d.burst.observe(at, value, o, d.setting)
	return o
}

// misplaced reports whether a time lies not after the last, or so far ahead of it that it is believed only
// when another one says so too: one wrong clock must not make everything after it late.
func (d *Detector) misplaced(at int64) bool {
	if at <= d.last {
		return true
	}
	far := stepsBetween(d.last, at, d.setting.Step) > farSteps
	if far && (d.ahead == 0 || at <= d.ahead) {
		d.ahead = at
		return true
	}
	d.ahead = 0
	return false
}

// judge sums the surprises of all channels up and lowers the sum by the echo of earlier alarms.
func (d *Detector) judge(at int64, value, share float64, expected Prediction) float64 {
	var q [channelCount]float64
	v := value / share
	if d.begun && stepsBetween(d.last, at, d.setting.Step) > gapSteps {
		d.features.last = v
	}
	observed := d.features.observe(v)
	copy(q[:], observed[:])
	n := featureCount
	if d.day != nil {
		d.day.observe(at, v, q[n:n+daySpans])
		d.week.observe(at, v, q[n+daySpans:])
	} else {
		for ; n < channelCount; n++ {
			q[n] = math.NaN()
		}
	}
	d.evidence.add(value, expected)
	total := d.fuse(&q)
	enough := 1.0
	if total > 0 {
		var certain float64
		certain, enough = d.evidence.weigh(value, expected)
		total *= certain
	}
	fresh := max(total-echoWeight*d.echo, 0)
	d.echo = max(d.echo, total) * echoKeep
	return enough * fresh / (fresh + halfScore)
}

// fuse adds the surprises of all channels up; the sum is 0 for most values.
func (d *Detector) fuse(q *[channelCount]float64) float64 {
	var sums [groups]float64
	any := false
	for i := range d.channels {
		s := d.channels[i].surprise(q[i])
		if s > 0 {
			sums[channelGroup[i]] += s * channelWeight[i]
			any = true
		}
	}
	if !any {
		return 0
	}
	total := 0.0
	for _, s := range sums {
		if s > 0 {
			total += math.Pow(min(s, mostSurprise), agreement)
		}
	}
	return math.Pow(total, 1/agreement)
}

// warmUp is the share of a series, and the most values of it, from which Detect chooses the kind.
const (
	warmUp     = 0.15
	mostWarmUp = 750
)

// Detect judges a whole series, each value knowing only those before it; whether the values are counts is
// chosen from the first 15 % of them, at most 750.
func Detect(s Series) []Observation {
	n := min(int(warmUp*float64(s.Len())), mostWarmUp)
	d := NewDetector(Setting{Kind: ChooseKind(s.Values[:max(n, min(1, s.Len()))]), Step: s.Step(), Dated: s.Dated})
	all := make([]Observation, s.Len())
	for i, v := range s.Values {
		all[i] = d.Observe(s.Times[i], v)
	}
	return all
}
