package trend

import "math"

// Usual learns what is usual for a series of counts, value by value, and guards what it has learnt: a value so wild
// that it would make the unusual usual is cut, and a silence longer than chance allows teaches nothing. It expects
// just what a [Detector] expects of the same values, judges none of them, and takes a third of the memory.
//
// A Usual is not safe for use by several goroutines at once. Its state can be stored, see [Usual.MarshalBinary].
type Usual struct {
	baseline *Baseline
	silence  silence
}

// NewUsual begins without any history. The kind of the values is Count, whatever the setting says.
func NewUsual(s Setting) *Usual {
	s.Kind = Count
	return &Usual{baseline: NewBaseline(s)}
}

// Predict is what is expected at a time (seconds since 1970 UTC if the series is dated) of a share of the usual
// sources, 1 for all.
func (u *Usual) Predict(at int64, share float64) Prediction { return u.baseline.Predict(at, share) }

// Observe learns a count gathered from a share of the usual sources and returns what was expected of it. Times come in
// order. A value that is not a number or beyond 1e30, or a share not above 0, teaches nothing.
func (u *Usual) Observe(at int64, value, share float64) (expected Prediction) {
	if missing(value, share) {
		return u.baseline.Predict(at, 1)
	}
	value = max(value, 0)
	expected = u.baseline.Predict(at, share)
	if !u.silence.observe(value, expected) {
		u.baseline.learnTamed(at, value, share, expected)
	}
	return expected
}

// missing reports whether a value is none.
func missing(value, share float64) bool {
	return !(math.Abs(value) <= mostValue) || !(share > 0) || !(math.Abs(value/share) <= mostValue)
}

// learnTamed is learn of a value that is cut where it is so wild that it would make the unusual usual.
func (b *Baseline) learnTamed(at int64, value, share float64, expected Prediction) {
	const wild = 4 // standard deviations
	if sd := expected.deviation(); b.excess.weight > 0 && !math.IsInf(sd, 0) && sd > 0 {
		value = max(expected.Mean-wild*sd, min(expected.Mean+wild*sd, value))
	}
	b.learn(at, value, share, expected)
}

// usualVersion is raised whenever the layout of a stored Usual changes.
const usualVersion = 1

// MarshalBinary stores what was learnt, but not the setting: some 700 bytes, and for each holiday its name and 16 more.
func (u *Usual) MarshalBinary() ([]byte, error) {
	c := &codec{bytes: []byte{usualVersion}}
	u.visit(c)
	u.baseline.visitFeasts(c)
	return c.bytes, nil
}

// UnmarshalBinary restores what MarshalBinary stored into a Usual of the same setting, whose holidays may be others:
// what was learnt of those that are gone is left out. Damaged bytes are refused with a Vietnamese sentence and leave u
// as it was.
func (u *Usual) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != usualVersion || u.baseline == nil {
		return errState
	}
	c := &codec{bytes: data[1:], reading: true}
	fresh := NewUsual(u.baseline.setting)
	fresh.visit(c)
	fresh.baseline.visitFeasts(c)
	if c.broken || len(c.bytes) > 0 {
		return errState
	}
	*u = *fresh
	return nil
}

// visit goes through everything but holidays.
func (u *Usual) visit(c *codec) {
	c.floats(&u.silence.run, &u.silence.logChance)
	u.baseline.visitLevel(c)
	u.baseline.visitShapes(c, u.baseline.hours, u.baseline.days)
}

// visitFeasts goes through what was learnt of each holiday, by its name.
func (b *Baseline) visitFeasts(c *codec) {
	count := int64(len(b.feasts))
	c.integer(&count)
	for i := int64(0); i < count && !c.broken; i++ {
		var name string
		var e effect
		if !c.reading {
			name, e = b.special.names[i], b.feasts[i]
		}
		c.text(&name)
		c.floats(&e.sum.sum, &e.sum.weight)
		if at, ok := b.special.place(name); ok && c.reading {
			b.feasts[at].sum.sum, b.feasts[at].sum.weight = e.sum.sum, e.sum.weight
		}
	}
}
