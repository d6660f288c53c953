package press

import "strings"

// write makes the item that is due.
func (p *Press) write(d *due) (*Item, *Mark) {
	s := &p.sources[d.source]
	item := &Item{ID: d.id, Source: s.Key, Class: s.Class, Published: instantOf(d.published), Arrived: instantOf(d.arrived)}
	mark := &Mark{ID: d.id, Relation: d.relation, Planted: d.mark, Signal: NoSignal}
	if d.talk != nil {
		p.post(d, item, mark)
		item.URL = s.Address + "/bai/" + d.id[len(s.Key)+1:]
		return item, mark
	}
	told := d.said.story
	f := p.g.fields[told.field]
	e := f.events[told.event]
	mark.Story, mark.Event, mark.Topics, mark.Change = told.id, e.key, []string{f.key}, d.change
	if d.of != nil {
		mark.Of = d.of.id
	}
	if d.relation == Letter {
		p.letter(d, item, mark)
	} else {
		a, second := p.text(d)
		item.Title, item.Lead, item.Body = a.title, a.lead, a.body
		if second {
			mark.Topics = append(mark.Topics, p.g.fields[told.second].key)
		}
		mark.Tone, mark.Signal = toneOf[p.toneOf(d)], e.signal
		c := chance(mix(d.said.seed, 99))
		if c.whether(.7) && s.style != airwaves {
			item.Author = pick(&c, p.g.texts("byline"))
		}
	}
	item.URL = p.address(d, item.Title)
	return item, mark
}

// toneOf is the tone of the text that an item goes back to.
func (p *Press) toneOf(d *due) byte {
	for d.of != nil && d.relation != Quotation {
		d = d.of
	}
	told := d.said.story
	return told.tone(p.g.fields[told.field].events[told.event], d.said.seed)
}

// text writes the article of an item, going back to the one it was made from. second reports whether it
// touches the second field of its story.
func (p *Press) text(d *due) (a article, second bool) {
	name := p.sources[d.source].Name
	switch d.relation {
	case Original:
		return p.own(d.said)
	case Variant:
		return p.own(said{d.said.story, d.of.root().said.seed, d.of.root().said.turn, d.of.root().said.syllables, d.of.root().said.style})
	case Quotation:
		from, _ := p.text(d.of)
		a, second = p.own(d.said)
		c := chance(mix(d.said.seed, 97))
		return quote(a, from, &c, p.sources[d.of.source].Name), second
	}
	from, second := p.text(d.of)
	v := p.make.begin(d.said.story, d.said.seed, d.said.turn+5)
	v.tone = p.toneOf(d)
	c := chance(mix(d.said.seed, 98))
	source := p.sources[d.of.source].Name
	if d.change == Updated {
		source = name
	}
	return derive(from, d.change, &c, v, source), second
}

// root is the first text that an item goes back to.
func (d *due) root() *due {
	for d.of != nil {
		d = d.of
	}
	return d
}

func (p *Press) own(s said) (article, bool) {
	v := p.make.begin(s.story, s.seed, s.turn)
	a := v.tell(s.style, s.syllables)
	return a, v.both
}

// address is the link of an item; a later version keeps it, whatever became of the title.
func (p *Press) address(d *due, title string) string {
	if d.relation == Version {
		return d.of.url
	}
	s := &p.sources[d.source]
	host := s.Address
	if i := strings.Index(host[8:], "/"); i >= 0 {
		host = host[:8+i]
	}
	b := append([]byte(host), '/')
	for _, c := range appendPlain(nil, title) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			b = append(b, c)
		case c == ' ' && b[len(b)-1] != '-' && len(b) < len(host)+70:
			b = append(b, '-')
		}
	}
	d.url = string(b) + "-" + d.id[len(s.Key)+1:] + ".html"
	return d.url
}
