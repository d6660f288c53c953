package trend

import (
	"encoding/binary"
	"errors"
	"math"
)

// stateVersion is raised whenever the layout of a stored detector changes.
const stateVersion = 1

var errState = errors.New("trạng thái của bộ phát hiện bị hỏng hoặc của một phiên bản khác")

// MarshalBinary stores the whole state, its setting included, so that a later process can go on as if it
// had never stopped. It has at most 6 kB, 2 kB for a series that is not dated, and some bytes for each
// holiday.
func (d *Detector) MarshalBinary() ([]byte, error) {
	c := &codec{bytes: []byte{stateVersion}}
	d.visitSetting(c)
	d.visit(c)
	return c.bytes, nil
}

// UnmarshalBinary restores what MarshalBinary stored. Damaged bytes are refused with a Vietnamese sentence
// and leave d as it was.
func (d *Detector) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != stateVersion {
		return errState
	}
	c := &codec{bytes: data[1:], reading: true}
	var stored Detector
	stored.visitSetting(c)
	if c.broken || stored.setting.Step <= 0 || stored.setting.Kind != Count && stored.setting.Kind != Real {
		return errState
	}
	fresh := NewDetector(stored.setting)
	fresh.visit(c)
	if c.broken || len(c.bytes) > 0 {
		return errState
	}
	*d = *fresh
	return nil
}

func (d *Detector) visitSetting(c *codec) {
	s := &d.setting
	kind := int64(s.Kind)
	c.integer(&kind)
	s.Kind = Kind(kind)
	c.integer(&s.Step)
	c.flag(&s.Dated)
	count := int64(len(s.Holidays))
	c.integer(&count)
	if c.reading && (count < 0 || count > int64(len(c.bytes))) {
		c.broken = true
		return
	}
	if c.reading {
		s.Holidays = make([]Holiday, count)
	}
	for i := range s.Holidays {
		h := &s.Holidays[i]
		for _, part := range []*int{&h.Year, &h.Month, &h.Day} {
			v := int64(*part)
			c.integer(&v)
			*part = int(v)
		}
		c.text(&h.Name)
	}
}

// visit goes through everything that changes while values are observed.
func (d *Detector) visit(c *codec) {
	c.integer(&d.last)
	c.integer(&d.ahead)
	c.flag(&d.begun)
	c.floats(&d.echo, &d.silence.run, &d.silence.logChance, &d.still.value, &d.still.run, &d.still.longest)
	for i := range d.evidence {
		c.floats(&d.evidence[i].seen, &d.evidence[i].expected, &d.evidence[i].spread)
	}
	f := &d.features
	c.floats(&f.rows, &f.last, &f.near, &f.far, &f.variance)
	for i := range f.levels {
		c.floats(&f.levels[i])
	}
	for i := range f.spreads {
		c.floats(&f.spreads[i].mean, &f.spreads[i].variance, &f.spreads[i].usual)
	}
	for i := range d.channels {
		ch := &d.channels[i]
		c.floats(&ch.rows)
		for k := range ch.sides {
			c.floats(&ch.sides[k].peak, &ch.sides[k].high, &ch.sides[k].index, &ch.sides[k].seen)
		}
	}
	for _, p := range []*profile{d.day, d.week} {
		if p != nil {
			p.visit(c)
		}
	}
	d.baseline.visit(c)
	d.burst.visit(c)
}

func (p *profile) visit(c *codec) {
	c.floats(&p.rows, &p.all)
	for i := range p.off {
		c.floats(&p.off[i])
	}
	for i := range p.usual {
		c.float32(&p.usual[i])
		c.byte(&p.seen[i])
	}
}

func (b *Baseline) visit(c *codec) {
	b.visitLevel(c)
	b.visitShapes(c, b.hours, b.days, b.feasts)
}

func (b *Baseline) visitLevel(c *codec) {
	c.floats(&b.steps, &b.slope, &b.growth)
	for _, s := range []*discounted{&b.level[0], &b.level[1], &b.excess} {
		c.floats(&s.sum, &s.weight)
	}
}

func (b *Baseline) visitShapes(c *codec, all ...[]effect) {
	for _, shapes := range all {
		for i := range shapes {
			c.floats(&shapes[i].sum.sum, &shapes[i].sum.weight)
		}
	}
}

func (t *burstTracker) visit(c *codec) {
	there := t.current != nil
	c.flag(&there)
	calm := int64(t.calm)
	c.integer(&calm)
	t.calm = int(calm)
	c.floats(&t.seen, &t.usual)
	if !there {
		return
	}
	if c.reading {
		t.current = &Burst{}
	}
	b := t.current
	kind := int64(b.Kind)
	c.integer(&kind)
	b.Kind = Kind(kind)
	for _, at := range []*int64{&b.Start, &b.End, &b.PeakAt} {
		c.integer(at)
	}
	for _, is := range []*bool{&b.Dated, &b.Over, &b.Down} {
		c.flag(is)
	}
	c.floats(&b.Size, &b.Seen, &b.Expected, &b.Peak, &b.Score, &b.Confidence)
}

// codec writes values to the end of bytes, or reads them from the beginning.
type codec struct {
	bytes   []byte
	reading bool
	broken  bool
}

// take returns the next n bytes that are read, nil if there are not so many.
func (c *codec) take(n int) []byte {
	if c.broken || len(c.bytes) < n {
		c.broken = true
		return nil
	}
	taken := c.bytes[:n]
	c.bytes = c.bytes[n:]
	return taken
}

func (c *codec) integer(v *int64) {
	if !c.reading {
		c.bytes = binary.LittleEndian.AppendUint64(c.bytes, uint64(*v))
	} else if b := c.take(8); b != nil {
		*v = int64(binary.LittleEndian.Uint64(b))
	}
}

// floats refuses numbers that are not finite: no state has them.
func (c *codec) floats(vs ...*float64) {
	for _, v := range vs {
		bits := int64(math.Float64bits(*v))
		c.integer(&bits)
		*v = math.Float64frombits(uint64(bits))
		c.broken = c.broken || math.IsNaN(*v) || math.IsInf(*v, 0)
	}
}

func (c *codec) float32(v *float32) {
	if !c.reading {
		c.bytes = binary.LittleEndian.AppendUint32(c.bytes, math.Float32bits(*v))
	} else if b := c.take(4); b != nil {
		*v = math.Float32frombits(binary.LittleEndian.Uint32(b))
		c.broken = c.broken || math.IsNaN(float64(*v)) || math.IsInf(float64(*v), 0)
	}
}

func (c *codec) byte(v *uint8) {
	if !c.reading {
		c.bytes = append(c.bytes, *v)
	} else if b := c.take(1); b != nil {
		*v = b[0]
	}
}

func (c *codec) flag(v *bool) {
	var b uint8
	if *v {
		b = 1
	}
	c.byte(&b)
	*v = b == 1
	c.broken = c.broken || b > 1
}

func (c *codec) text(v *string) {
	n := int64(len(*v))
	c.integer(&n)
	if !c.reading {
		c.bytes = append(c.bytes, *v...)
	} else if n < 0 || n > int64(len(c.bytes)) {
		c.broken = true
	} else {
		*v = string(c.take(int(n)))
	}
}
