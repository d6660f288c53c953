package press

import (
	"math"
	"slices"
)

// shape is a way in which news spreads: when, in hours after the beginning, each of n sources has something
// of its own to say.
type shape struct {
	name string
	when func(c *chance, n int) []float64
}

var shapes = []shape{
	{"chain", chain}, {"ramp", ramp}, {"two waves", twoWaves}, {"shock", shock}, {"plateau", plateau}, {"relay", relay}, {"lingering", lingering},
}

// chain is news that provokes news: each item has children after heavy-tailed delays (Hawkes 1971).
func chain(c *chance, n int) []float64 {
	offspring := c.between(.7, .95)
	middle := c.between(.3, 2.2)
	times := []float64{0, c.exponential(.8)}
	for i := 0; len(times) < n; i++ {
		if i == len(times) { // it died out: somebody brings a new fact
			times = append(times, times[i-1]+c.exponential(3))
		}
		for range c.count(offspring) {
			times = append(times, times[i]+middle*math.Exp(c.normal()))
		}
	}
	return times
}

// ramp grows slowly for days and falls within hours.
func ramp(c *chance, n int) []float64 {
	length, power := c.between(20, 64), c.between(.45, .8)
	fall := c.between(4, 14)
	var times []float64
	for range n {
		if c.whether(.78) {
			times = append(times, length*math.Pow(c.unit(), power))
			continue
		}
		times = append(times, length+c.exponential(fall))
	}
	return times
}

func twoWaves(c *chance, n int) []float64 {
	gap, share := c.between(14, 46), c.between(.35, .65)
	var times []float64
	for range n {
		if c.whether(share) {
			times = append(times, c.exponential(3))
			continue
		}
		times = append(times, gap+math.Abs(c.normal())*3)
	}
	return times
}

// shock is one event, a press conference or an accident, told by all at once.
func shock(c *chance, n int) []float64 {
	width := c.between(.8, 4)
	var times []float64
	for range n {
		times = append(times, width*c.unit()*math.Exp(.6*c.normal()))
	}
	return times
}

// plateau stays at one level for days.
func plateau(c *chance, n int) []float64 {
	length := c.between(18, 60)
	var times []float64
	for i := range n {
		times = append(times, length*(float64(i)+c.unit())/float64(n))
	}
	return times
}

// relay comes in steps, each time from another circle of sources.
func relay(c *chance, n int) []float64 {
	steps := 2 + c.below(3)
	var times []float64
	for range n {
		k := float64(c.below(steps))
		times = append(times, k*c.between(6, 11)+c.exponential(1.8))
	}
	return times
}

// lingering jumps and then falls off as a power of time (Crane and Sornette 2008).
func lingering(c *chance, n int) []float64 {
	power := c.between(.6, 1.1)
	var times []float64
	for range n {
		times = append(times, min(70, math.Pow(1-c.unit(), -1/power)-1))
	}
	return times
}

// planBursts chooses topics, days, shapes and sizes.
func (p *Press) planBursts() {
	c := chance(mix(p.o.Seed, 41))
	want := p.burstCount()
	taken := make([][]int, len(p.g.fields))
	for try := 0; len(p.truth.Bursts) < want && try < want*60; try++ {
		field, day := c.below(len(p.g.fields)), 13+c.below(p.o.Days-17)
		if p.g.fields[field].query == "" || p.quietDay(day) && c.whether(.85) || p.near(taken, field, day) {
			continue
		}
		taken[field] = append(taken[field], day)
		p.planBurst(len(p.truth.Bursts), field, day, &c)
	}
}

// burstCount is how many bursts are planted.
func (p *Press) burstCount() int {
	return max(4, min(32, max(6, p.o.Items/380))*p.o.Days/usualDays)
}

// burstSize is how many independent items a burst has where so many stories a day are usual: enough to stand out,
// sometimes barely.
func burstSize(c *chance, rate float64) int {
	usual := rate * 1.4 // items of their own a day
	n := 6 + c.exponential(4) + c.between(2.6, 7)*math.Sqrt(3*usual+1) + usual*c.between(.4, 1.6)
	return max(8, int(n))
}

// middleSize is what burstSize comes to on average.
func middleSize(rate float64) float64 {
	usual := rate * 1.4
	return 10 + 4.8*math.Sqrt(3*usual+1) + usual
}

func (p *Press) quietDay(day int) bool {
	t := p.sinceTet(day)
	return t > -6 && t < 7
}

// near reports whether a field, or one of its kin, is busy around a day.
func (p *Press) near(taken [][]int, field, day int) bool {
	for _, f := range append([]int{field}, p.g.fields[field].kin...) {
		room := 4
		if f == field {
			room = 8
		}
		for _, d := range taken[f] {
			if d-day < room && day-d < room {
				return true
			}
		}
	}
	return false
}

func (p *Press) planBurst(number, field, day int, c *chance) {
	kind := shapes[c.below(len(shapes))]
	id := "burst-" + padded(number + 1)[3:]
	n := burstSize(c, p.rates[field])
	b := &Burst{ID: id, Topic: p.g.fields[field].key, Shape: kind.name, seen: map[string]bool{}, day: day}
	p.truth.Bursts = append(p.truth.Bursts, b)
	p.bursts[id] = b
	seed := c.next()
	p.acts[day] = append(p.acts[day], func() { p.tellBurst(b, kind, field, day, n, seed) })
}

// tellBurst puts a burst on the agenda.
func (p *Press) tellBurst(b *Burst, kind shape, field, day, n int, seed uint64) {
	c := chance(seed)
	stories := 1
	if c.whether(.3) {
		stories = 2 + c.below(2)
	}
	var all []*story
	for range stories {
		s := p.newStory(field, day, &c)
		s.planted, s.second = b.ID, -1
		if kin := p.g.fields[field].kin; len(kin) > 0 && c.whether(.5) {
			s.second = pick(&c, kin)
			b.Related = appendNew(b.Related, p.g.fields[s.second].key)
		}
		all = append(all, s)
		b.Stories = append(b.Stories, s.id)
	}
	times := kind.when(&c, n)
	slices.Sort(times)
	begin := p.hourOf(day, &c)
	for i, t := range times {
		s := all[0]
		if i > 2 {
			s = pick(&c, all)
		}
		d, ok := p.meanwhile(s, begin+int64(t*3600), &c)
		if !ok {
			continue
		}
		p.follow(d, &c, b.ID)
	}
	p.echo(b, all[0], begin, times, &c)
}

// echo is the talk that a burst brings.
func (p *Press) echo(b *Burst, s *story, begin int64, times []float64, c *chance) {
	for _, t := range times {
		for range c.count(c.between(.2, 1.6)) {
			p.say(&talk{field: s.field, kind: "s", tone: s.tone(p.g.fields[s.field].events[s.event], c.next())}, begin+int64(3600*(t+c.exponential(4))), b.ID, c)
		}
	}
}

// count keeps what the truth says of a burst when one of its items arrives.
func (b *Burst) count(p *Press, d *due, item *Item) {
	switch {
	case d.talk != nil:
		b.Social++
		return
	case d.relation != Original:
		b.Derived++
		return
	}
	b.Independent++
	b.arrivals = append(b.arrivals, d.arrived)
	if !b.seen[item.Source] {
		b.seen[item.Source] = true
		b.Sources++
	}
	if len(b.First) < 5 {
		b.First = append(b.First, Sight{item.ID, item.Source, item.Arrived})
		b.Fifth = item.Arrived
	}
}

func (b *Burst) finish() {
	if len(b.arrivals) == 0 {
		return
	}
	b.Start = instantOf(b.arrivals[0])
	b.End = instantOf(b.arrivals[len(b.arrivals)-1] + 6*3600)
	best, from := 0, 0
	for to := range b.arrivals {
		for b.arrivals[to]-b.arrivals[from] > 6*3600 {
			from++
		}
		if to-from+1 > best {
			best = to - from + 1
			b.Peak = instantOf((b.arrivals[from] + b.arrivals[to]) / 2)
		}
	}
}

func appendNew(all []string, s string) []string {
	if slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}
