package press

// planRumours plants two false claims: talk first, then the press asks, then an authority answers.
func (p *Press) planRumours() {
	c := chance(mix(p.o.Seed, 67))
	var able []int
	for i, f := range p.g.fields {
		if f.events[len(f.events)-1].lists["claim"] != nil {
			able = append(able, i)
		}
	}
	for n := range min(2, len(able)) {
		at := c.below(len(able))
		field := able[at]
		able = append(able[:at], able[at+1:]...)
		_, day := p.free(&c, 3)
		for p.quietDay(day) {
			day = 14 + c.below(p.o.Days-20)
		}
		p.planRumour(n, field, day, c.next())
	}
}

func (p *Press) planRumour(n, field, day int, seed uint64) {
	f := p.g.fields[field]
	r := &Rumour{ID: "rumour-" + padded(n + 1)[4:], Topic: f.key, day: day}
	p.truth.Rumours = append(p.truth.Rumours, r)
	p.acts[day] = append(p.acts[day], func() {
		c := chance(seed)
		s := p.newStory(field, day, &c)
		s.event, s.planted, s.second = len(f.events)-1, r.ID, -1
		r.Story = s.id
		begin := p.instant(day) + int64(3600*c.between(17, 22))
		v := p.make.begin(s, s.seed, 0)
		v.line("N", true)
		r.Claim = v.take()
		r.Start = instantOf(begin)
		p.spread(r, s, begin, &c)
	})
}

// spread lets a rumour run and be answered.
func (p *Press) spread(r *Rumour, s *story, begin int64, c *chance) {
	denied := begin + int64(3600*c.between(14, 40))
	r.Denied = instantOf(denied)
	hours := chain(c, 30+c.below(50))
	for _, h := range hours {
		p.say(&talk{field: s.field, kind: "claim", tone: '-', story: s, done: func(id string) { r.Talk = append(r.Talk, id) }}, begin+int64(h*3600*1.5), r.ID, c)
	}
	for i, n := 0, 3+c.below(4); i < n; i++ {
		d, ok := p.meanwhile(s, begin+int64(float64(denied-begin)*c.between(.4, .95)), c)
		if ok {
			r.Press = append(r.Press, d.id)
		}
	}
	for i, n := 0, 5+c.below(6); i < n; i++ {
		d, ok := p.meanwhile(s, denied+int64(c.exponential(5*3600)), c)
		if ok {
			d.said.turn = max(d.said.turn, 1)
			r.Press = append(r.Press, d.id)
			p.follow(d, c, r.ID)
		}
	}
}

// planCampaigns plants letters written from one pattern, each with lines of its own.
func (p *Press) planCampaigns() {
	c := chance(mix(p.o.Seed, 68))
	for n := range 2 {
		field, day := p.free(&c, 3)
		k := &Campaign{ID: "campaign-" + padded(n + 1)[4:], Topic: p.g.fields[field].key, From: instantOf(p.instant(day))}
		p.truth.Campaigns = append(p.truth.Campaigns, k)
		seed, size := c.next(), 14+c.below(30)
		p.acts[day] = append(p.acts[day], func() {
			c := chance(seed)
			s := p.newStory(field, day, &c)
			s.planted, s.second = k.ID, -1
			for range size {
				at := p.timeOf(35, day, &c) + int64(c.exponential(30*3600))
				d := &due{source: 35, published: at, relation: Letter, mark: k.ID, said: said{story: s, seed: c.next(), turn: s.told}}
				s.told++
				d.arrived = p.sources[35].arrival(at, &c)
				k.Items = append(k.Items, p.add(d).id)
			}
		})
	}
}

// letter writes one letter of a campaign: the frame is shared, some lines are its own.
func (p *Press) letter(d *due, item *Item, mark *Mark) {
	s := d.said.story
	v := p.make.begin(s, d.said.seed, d.said.turn)
	v.tone = '-'
	from := len(v.buf)
	v.line("letter.title", true)
	v.tidy(from)
	item.Title = v.take()
	v.line("letter.open", true)
	v.tidy(0)
	item.Lead = v.take()
	c := chance(mix(d.said.seed, 79))
	who := c.below(len(p.w.private))
	v.text("Tôi tên là " + p.w.private[who].Name + ", hiện ở " + p.w.private[who].Address + ", " + s.place(p.w, 0).full + ".")
	v.sentence("letter.own")
	item.Body = append(item.Body, v.take())
	v.line("letter.middle", true)
	v.tidy(0)
	item.Body = append(item.Body, v.take())
	v.sentence("letter.own")
	v.buf = append(v.buf, ' ')
	from = len(v.buf)
	v.line("letter.end", true)
	v.tidy(from)
	item.Body = append(item.Body, v.take())
	mark.Names = []int{who}
	mark.Tone = Unfavourable
}

// gap is a question that many ask while nobody in office speaks.
type gap struct {
	line  int
	until int
}

// planGaps plants two gaps: for some days one question is asked often.
func (p *Press) planGaps() {
	p.gaps = make([]gap, len(p.g.fields))
	p.asked = map[string]int{}
	c := chance(mix(p.o.Seed, 69))
	for range 2 {
		field, day := p.free(&c, 4)
		line := c.below(len(p.g.fields[field].lists["ask"].lines))
		seed := c.next()
		length := 3 + c.below(4)
		g := p.plant(field, day, length, 0)
		p.acts[day] = append(p.acts[day], func() {
			c := chance(seed)
			p.gaps[field] = gap{line, day + length}
			g.Asked = 25 + c.below(40)
			for range g.Asked {
				p.say(&talk{field: field, kind: "ask", tone: '0'}, p.instant(day)+int64(c.unit()*float64(length)*86400), "", &c)
			}
		})
		p.acts[min(day+length, p.o.Days)] = append(p.acts[min(day+length, p.o.Days)], func() {
			key := p.g.fields[field].key + "/" + padded(line)
			if at, ok := p.asked[key]; ok {
				p.truth.Questions[at].Gap = true
			}
			p.gaps[field] = gap{}
		})
	}
}
