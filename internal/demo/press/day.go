package press

import (
	"fmt"
	"math"
)

// live puts on the agenda what begins on a day.
func (p *Press) live(day int) {
	c := chance(mix(p.o.Seed, 31, uint64(day)))
	for _, act := range p.acts[day] {
		act()
	}
	p.acts[day] = nil
	for f := range p.g.fields {
		rate := p.rates[f] * p.mood[f][day]
		for range c.count(rate * gamma(&c, 9)) {
			p.everyday(f, day, &c)
		}
	}
	p.talkOf(day, &c)
}

// gamma has mean 1 and variance 1/shape; it makes counts vary more than chance alone would.
func gamma(c *chance, shape int) float64 {
	sum := 0.0
	for range shape {
		sum += c.exponential(1)
	}
	return sum / float64(shape)
}

// newStory begins a story of a field on a day.
func (p *Press) newStory(field, day int, c *chance) *story {
	p.born++
	s := &story{id: "s" + padded(p.born), seed: c.next(), field: field, day: p.from.AddDays(day), second: -1}
	s.numbers = s.seed
	f := p.g.fields[field]
	s.event = p.eventOf(f, s.seed)
	if len(f.kin) > 0 && c.whether(.12) {
		s.second = pick(c, f.kin)
	}
	return s
}

// eventOf draws one of the everyday events; rumours come only where they are planted.
func (p *Press) eventOf(f *field, seed uint64) int {
	n := uint64(len(f.events))
	for f.events[n-1].lists["claim"] != nil {
		n--
	}
	return int(mix(seed, 13) % n)
}

// everyday tells one story as it comes every day: by one source or a few, then copied here and there.
func (p *Press) everyday(field, day int, c *chance) {
	s := p.newStory(field, day, c)
	source := p.chooseSource(s, p.hourOf(day, c), c, nil)
	if source < 0 {
		return
	}
	at := p.timeOf(source, day, c)
	first := p.report(s, source, at, "", c)
	p.follow(first, c, "")
	for range independentMore(c) {
		at += int64(3600 * math.Exp(c.normal()*1.1+1.6))
		later, ok := p.meanwhile(s, at, c)
		if ok {
			p.follow(later, c, "")
		}
	}
}

// independentMore is how many further sources tell an everyday story in their own words.
func independentMore(c *chance) int {
	n := 0
	for n < 3 && c.whether(.22) {
		n++
	}
	return n
}

// followers is how many items are made from an item on average.
const followers = .42

// follow adds what others make of an item: copies, light edits, quotations, and later versions of itself.
func (p *Press) follow(d *due, c *chance, mark string) {
	for n := 0; n < 6 && c.whether(followers*.75); n++ {
		p.deriveFrom(d, c, mark)
	}
	if c.whether(.025) {
		p.update(d, c, mark)
	}
	if mark == "" && c.whether(.03) {
		p.variant(d, c)
	}
}

// deriveFrom lets another source take an item over.
func (p *Press) deriveFrom(d *due, c *chance, mark string) {
	at := d.published + int64(3600*math.Exp(c.normal()*.9+.3))
	source, at := p.nextSource(d.said.story, at, c, &d.source)
	if source < 0 {
		return
	}
	made := &due{source: source, published: at, said: d.said, of: d, mark: mark}
	made.said.seed = c.next()
	switch u := c.unit(); {
	case u < .36:
		made.relation, made.change = Copy, Verbatim
	case u < .50:
		made.relation, made.change = Edit, Tail
	case u < .64:
		made.relation, made.change = Edit, Shortened
	case u < .72:
		made.relation, made.change = Edit, Extended
	case u < .86:
		made.relation, made.change = Edit, Reworded
	default:
		made.relation, made.change = Quotation, Quoted
		made.said.story.told++
		made.said.turn = made.said.story.told
	}
	made.arrived = max(p.sources[source].arrival(at, c), d.arrived+30+int64(c.below(600)))
	p.add(made)
}

// update gives an item out again under the same address with a changed text.
func (p *Press) update(d *due, c *chance, mark string) {
	at := d.published + int64(1800+c.exponential(9000))
	again := &due{source: d.source, published: d.published, said: d.said, of: d, relation: Version, change: Updated, id: d.id, mark: mark}
	again.said.seed = c.next()
	again.arrived = max(p.sources[d.source].arrival(at, c), d.arrived+60)
	p.add(again)
}

// variant is the same text about another place with other figures: another story.
func (p *Press) variant(d *due, c *chance) {
	at := d.published + int64(3600*c.between(4, 60))
	source, at := p.nextSource(d.said.story, at, c, nil)
	if source < 0 {
		return
	}
	other := *d.said.story
	p.born++
	other.id, other.numbers = "s"+padded(p.born), c.next()
	other.day = p.from.AddDays(p.dayOf(at))
	v := &due{source: source, published: at, said: d.said, of: d, relation: Variant, change: Renumbered}
	v.said.story = &other
	v.arrived = max(p.sources[source].arrival(at, c), d.arrived+30)
	p.add(v)
}

// report lets a source tell a story in its own words at an instant.
func (p *Press) report(s *story, source int, at int64, mark string, c *chance) *due {
	d := &due{source: source, published: at, relation: Original, mark: mark, said: said{story: s, seed: c.next(), turn: s.told, style: p.sources[source].style}}
	d.said.syllables = p.length(c, d.said.style)
	s.told++
	d.arrived = p.sources[source].arrival(at, c)
	return p.add(d)
}

func (p *Press) length(c *chance, st style) int {
	if p.o.Syllables > 0 {
		return int(float64(p.o.Syllables) * c.between(.9, 1.1))
	}
	n := 120 + 380*c.unit()*c.unit()
	if st == airwaves {
		n *= .7
	}
	return int(n)
}

// meanwhile lets some source that works at about that time tell a story.
func (p *Press) meanwhile(s *story, at int64, c *chance) (*due, bool) {
	source, at := p.nextSource(s, at, c, nil)
	if source < 0 {
		return nil, false
	}
	return p.report(s, source, at, s.planted, c), true
}

// nextSource finds who publishes about a story at an instant or, at night, in the hours after it.
func (p *Press) nextSource(s *story, at int64, c *chance, not *int) (source int, when int64) {
	for range 60 {
		source := p.chooseSource(s, at, c, not)
		if source >= 0 {
			return source, at
		}
		at += int64(1200 + c.exponential(2400))
	}
	return -1, at
}

// chooseSource draws who publishes at an instant; -1 when nobody happens to.
func (p *Press) chooseSource(s *story, at int64, c *chance, not *int) int {
	tet := p.sinceTet(p.dayOf(at))
	weights := func(i int) float64 {
		src := &p.sources[i]
		if src.Class == Talk || not != nil && *not == i {
			return 0
		}
		w := src.weight * src.activity(at, tet) * affinity(src, p.g.fields[s.field])
		if s.tellers&(1<<i) != 0 {
			w *= .12
		}
		return w
	}
	sum := 0.0
	for i := range p.sources {
		sum += weights(i)
	}
	if sum < c.unit()*25 {
		return -1
	}
	i := c.weighted(len(p.sources), weights)
	if i >= 0 {
		s.tellers |= 1 << i
	}
	return i
}

// affinity is how much a source cares about a field: a department's site for its own.
func affinity(s *Source, f *field) float64 {
	switch {
	case s.Class != Portal:
		return 1
	case f.query == "":
		return .3
	}
	if s.Key == "cong-"+lower(f.office) {
		return 3
	}
	if len(s.Key) > 5 && s.Key[5] == 's' {
		return .25
	}
	return 1
}

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 32
		}
	}
	return string(b)
}

// hourOf is an instant of a day at which news may break.
func (p *Press) hourOf(day int, c *chance) int64 {
	return p.instant(day) + int64(3600*(6+c.unit()*16))
}

// timeOf is when a source publishes on a day.
func (p *Press) timeOf(source, day int, c *chance) int64 {
	s := &p.sources[source]
	h := c.weighted(24, func(i int) float64 { return s.hours[i] })
	return p.instant(day) + int64(h)*3600 + int64(c.below(3600))
}

// remember keeps what the truth needs of an item that was told.
func (p *Press) remember(d *due, item *Item, mark *Mark) {
	p.truth.Items++
	if d.talk == nil {
		p.storyOf(d, item.ID)
	}
	if b := p.bursts[d.mark]; b != nil {
		b.count(p, d, item)
	}
	if d.talk != nil && d.talk.done != nil {
		d.talk.done(item.ID)
	}
}

func (p *Press) storyOf(d *due, id string) {
	s := d.said.story
	m := p.stories[s.id]
	if m == nil {
		f := p.g.fields[s.field]
		m = &StoryMark{ID: s.id, Topic: f.key, Event: f.events[s.event].key, planted: s.planted != ""}
		p.stories[s.id] = m
	}
	m.last = d.arrived
	if d.relation != Version {
		m.Items = append(m.Items, id)
	}
	if p.truth.Items%4096 == 0 {
		p.settleStories(d.arrived - 20*86400)
	}
}

// settleStories puts stories that ended into the truth and forgets the small ones.
func (p *Press) settleStories(before int64) {
	for _, id := range sortedKeys(p.stories) {
		m := p.stories[id]
		if m.last >= before {
			continue
		}
		if m.planted || len(m.Items) >= 5 {
			p.truth.Stories = append(p.truth.Stories, m)
		}
		delete(p.stories, id)
	}
}

// finish completes the truth.
func (p *Press) finish() error {
	p.settleStories(math.MaxInt64)
	for _, b := range p.truth.Bursts {
		b.finish()
		if b.Independent < 5 {
			return fmt.Errorf("burst %s has only %d independent items", b.ID, b.Independent)
		}
	}
	return nil
}
