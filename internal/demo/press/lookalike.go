package press

// free finds a watched field and a day that no burst touches.
func (p *Press) free(c *chance, room int) (field, day int) {
	for try := 0; ; try++ {
		field, day = c.below(len(p.g.fields)), 14+c.below(p.o.Days-18)
		if p.g.fields[field].query == "" || p.quietDay(day) && try < 200 {
			continue
		}
		if !p.bursting(field, day, room) || try > 400 {
			return field, day
		}
	}
}

func (p *Press) bursting(field, day, room int) bool {
	for _, b := range p.truth.Bursts {
		if b.Topic == p.g.fields[field].key && b.day-day < room && day-b.day < room {
			return true
		}
	}
	return false
}

// planFloods lets one outlet write a great deal about one topic within a day: many items of one voice.
func (p *Press) planFloods() {
	c := chance(mix(p.o.Seed, 61))
	for range 3 {
		field, day := p.free(&c, 5)
		source, n := c.below(18), 7+c.below(9)
		truth := p.notBurst("flood", p.g.fields[field].key, p.instant(day), p.instant(day+2), "một cơ quan báo chí đăng dồn dập, không nơi nào khác nói")
		p.acts[day] = append(p.acts[day], func() {
			at := p.timeOf(source, day, &c)
			for range n {
				s := p.newStory(field, day, &c)
				s.planted = truth.ID
				p.report(s, source, at, truth.ID, &c)
				at += int64(600 + c.exponential(2400))
			}
		})
	}
}

// planReleases lets one press release be pasted by many sources: one text, whatever the number of its copies.
func (p *Press) planReleases() {
	c := chance(mix(p.o.Seed, 62))
	for range 4 {
		field, day := p.free(&c, 5)
		n := 8 + c.below(14)
		truth := p.notBurst("release", p.g.fields[field].key, p.instant(day), p.instant(day+3), "một thông cáo được nhiều trang đăng lại nguyên văn")
		p.acts[day] = append(p.acts[day], func() {
			s := p.newStory(field, day, &c)
			s.planted, s.second = truth.ID, -1
			first := p.report(s, 18, p.timeOf(18, day, &c), truth.ID, &c)
			for range n {
				at := first.published + int64(c.exponential(5*3600))
				source, at := p.nextSource(s, at, &c, &first.source)
				if source < 0 {
					continue
				}
				d := &due{source: source, published: at, said: first.said, of: first, relation: Copy, change: Verbatim, mark: truth.ID}
				d.said.seed = c.next()
				if c.whether(.4) {
					d.relation, d.change = Edit, Tail
				}
				d.arrived = max(p.sources[source].arrival(at, &c), first.arrived+30)
				p.add(d)
			}
		})
	}
}

// planSupplement lets a weekend paper fill pages about one field every Saturday.
func (p *Press) planSupplement() {
	c := chance(mix(p.o.Seed, 63))
	field, first := p.free(&c, 1)
	source := 12 // An Bình Cuối Tuần
	for day := 7; day < p.o.Days; day++ {
		if p.from.AddDays(day).Weekday() != 6 || p.quietDay(day) {
			continue
		}
		if day >= first {
			p.notBurst("weekend", p.g.fields[field].key, p.instant(day), p.instant(day+1), "chuyên trang thứ bảy hằng tuần")
		}
		p.acts[day] = append(p.acts[day], func() {
			for range 3 + c.below(3) {
				s := p.newStory(field, day, &c)
				p.report(s, source, p.timeOf(source, day, &c), "", &c)
			}
		})
	}
}

// planOutages takes hours from all sources, when our own line is down, and days from single ones. What they
// published comes afterwards at once.
func (p *Press) planOutages() {
	c := chance(mix(p.o.Seed, 64))
	for range 4 {
		from := p.instant(5+c.below(p.o.Days-8)) + int64(c.below(86400))
		to := from + int64(3600*c.between(2, 9))
		for i := range p.sources {
			p.sources[i].asleep = append(p.sources[i].asleep, [2]int64{from, to})
		}
		p.notBurst("outage", "", from, to+2*3600, "đường truyền hỏng; tin đến dồn khi có lại")
	}
	for range 3 {
		s := &p.sources[c.below(36)]
		from := p.instant(8+c.below(p.o.Days-14)) + int64(c.below(86400))
		s.asleep = append(s.asleep, [2]int64{from, from + int64(3600*c.between(20, 55))})
	}
}

// planBackfill lets a source deliver weeks of old items within an hour.
func (p *Press) planBackfill() {
	c := chance(mix(p.o.Seed, 65))
	field, day := p.free(&c, 5)
	n := 25 + c.below(25)
	source := 19 + c.below(6)
	begin := p.instant(day) + int64(3600*c.between(8, 16))
	truth := p.notBurst("backfill", p.g.fields[field].key, begin, begin+86400, "một nguồn gửi bù tin cũ nhiều tuần trong một giờ")
	p.acts[day] = append(p.acts[day], func() {
		for range n {
			s := p.newStory(field, day, &c)
			old := day - 12 - c.below(30)
			s.day, s.planted, s.second = p.from.AddDays(old), truth.ID, -1
			d := &due{source: source, published: p.timeOf(source, old, &c), relation: Original, mark: truth.ID}
			d.said = said{story: s, seed: c.next(), style: p.sources[source].style, syllables: p.length(&c, website)}
			d.arrived = begin + int64(c.below(3600))
			p.add(d)
		}
	})
}

// planDeath ends a source of some size.
func (p *Press) planDeath() {
	c := chance(mix(p.o.Seed, 66))
	s := &p.sources[[]int{3, 5, 9, 11, 13, 21, 22, 25}[c.below(8)]]
	day := p.o.Days*2/5 + c.below(p.o.Days/3)
	for p.quietDay(day) {
		day--
	}
	s.dies = p.instant(day) + int64(3600*c.between(7, 18))
	p.truth.Dead = append(p.truth.Dead, Death{s.Key, instantOf(s.dies)})
}
