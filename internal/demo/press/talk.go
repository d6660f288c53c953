package press

import (
	"math"
	"strings"
)

// talk is what a social item says.
type talk struct {
	field int
	kind  string // s: an opinion, ask: a question, claim: a rumour, letter: of a campaign
	tone  byte
	story *story // of a rumour or campaign
	done  func(id string)
}

// talkOf puts everyday talk on the agenda.
func (p *Press) talkOf(day int, c *chance) {
	share := p.everydayTalk / float64(p.o.Days) * festive(Talk, p.sinceTet(day))
	total := 0.0
	for f := range p.g.fields {
		if p.g.fields[f].query != "" {
			total += p.rates[f]
		}
	}
	for f, fl := range p.g.fields {
		if fl.query == "" {
			continue
		}
		mean := share * p.rates[f] / total * math.Sqrt(p.mood[f][day])
		for range c.count(mean * gamma(c, 3)) {
			t := &talk{field: f, kind: "s", tone: pick(c, []byte("--0+"))}
			if c.whether(.3) {
				t.kind, t.tone = "ask", '0'
			}
			p.say(t, p.instant(day)+int64(c.below(86400)), "", c)
		}
	}
}

// say lets somebody write on a social page at an hour at which people do.
func (p *Press) say(t *talk, at int64, mark string, c *chance) {
	for range 24 {
		source := pick(c, p.talkers)
		if c.whether(p.sources[source].activity(at, -100) / 2.4) {
			d := &due{source: source, published: at, relation: Original, mark: mark, talk: t, said: said{seed: c.next()}}
			d.arrived = p.sources[source].arrival(at, c)
			p.add(d)
			return
		}
		at += 2400
	}
}

// post writes a social item.
func (p *Press) post(d *due, item *Item, mark *Mark) {
	t := d.talk
	s := t.story
	if s == nil {
		s = &story{seed: d.said.seed, numbers: d.said.seed, field: t.field, day: p.from.AddDays(p.dayOf(d.published)), second: -1}
	}
	v := p.make.begin(s, d.said.seed, 0)
	v.tone, v.chatting = t.tone, true
	v.e = v.f.events[s.event]
	c := chance(mix(d.said.seed, 77))
	at := 0
	if c.whether(.35) {
		v.sentence("chat.open")
	}
	switch t.kind {
	case "s":
		v.sentence("s" + string(t.tone))
		if c.whether(.3) {
			v.sentence("s" + string(t.tone))
		}
	case "ask":
		at = p.question(v, t.field, &c)
		mark.Question = p.truth.Questions[at].Text
	default:
		v.sentence(t.kind)
	}
	if c.whether(.4) {
		v.sentence("chat.close")
	}
	text := v.take()
	who := c.below(len(p.w.private))
	text, names := p.betray(text, who, &c)
	item.Body = []string{colloquial(text, &c)}
	item.Author = p.w.private[who].Name
	item.Social = &Social{Handle: p.w.private[who].Handle, Phone: p.w.private[who].Phone, Place: pick(&c, p.w.places).full, Likes: int(math.Exp(c.normal() + 1)), Comments: c.below(9)}
	mark.Topics = []string{v.f.key}
	mark.Tone, mark.Signal = toneOf[t.tone], NoSignal
	mark.Names = append([]int{who}, names...)
	if t.kind == "ask" {
		q := p.truth.Questions[at]
		q.Count++
		if len(q.Items) < 200 {
			q.Items = append(q.Items, item.ID)
		}
	}
}

// question asks one of the questions of a field and returns its place in the truth.
func (p *Press) question(v *voice, field int, c *chance) int {
	l := v.f.lists["ask"]
	n := c.below(len(l.lines))
	if g := p.gaps[field]; g.until > 0 && c.whether(.8) {
		n = g.line
	}
	if len(v.buf) > 0 {
		v.buf = append(v.buf, ' ')
	}
	from := len(v.buf)
	v.frame(l.lines[n])
	v.tidy(from)
	key := v.f.key + "/" + padded(n)
	at, ok := p.asked[key]
	if !ok {
		at = len(p.truth.Questions)
		p.asked[key] = at
		p.truth.Questions = append(p.truth.Questions, &Question{Topic: v.f.key, Text: strings.TrimSpace(string(v.buf[from:]))})
	}
	return at
}

// betray lets people write down who they are, as they do.
func (p *Press) betray(text string, who int, c *chance) (string, []int) {
	if !c.whether(.35) {
		return text, nil
	}
	i, other := p.w.private[who], c.below(len(p.w.private))
	o := p.w.private[other]
	switch c.below(9) {
	case 0:
		return text + ". Ai cần thì gọi mình " + i.Phone + " gặp " + i.Name, nil
	case 1:
		return "@" + o.Handle + " " + text, []int{other}
	case 2:
		return text + ", nhà em ở " + i.Address, nil
	case 3:
		return text + " " + o.Name + " ơi vào xem này", []int{other}
	case 4:
		return "Tôi là " + i.Name + ", CCCD " + i.Card + ". " + text, nil
	case 5:
		return text + " (mail mình " + i.Email + ")", nil
	case 6:
		return text + ". Xe biển " + i.Plate + " chứng kiến đủ", nil
	case 7:
		phone := i.Phone
		return text + ". ib e " + phone[:4] + "." + phone[4:7] + "." + phone[7:], nil
	}
	return "Chị " + o.Name + " ở " + o.Address + " nói với mình: " + text, []int{other}
}

// shorthand is how the young write.
var shorthand = strings.NewReplacer(" không ", " ko ", " được ", " dc ", " gì ", " j ", " rồi", " r", " vậy", " z", " với ", " vs ", " biết ", " bít ", " bây giờ ", " bh ", " người ", " ng ", " mình ", " mk ", " nhiều ", " nhìu ", " quá", " wá", " cũng ", " cx ", " trước ", " trc ", " anh ", " a ", " em ", " e ")

// colloquial spoils the spelling of a text as telephones do.
func colloquial(text string, c *chance) string {
	if c.whether(.4) {
		text = shorthand.Replace(" " + text + " ")
		text = strings.TrimSpace(text)
	}
	if c.whether(.3) {
		text = plain(text)
	}
	if c.whether(.3) {
		text = strings.NewReplacer(".", "", ",", "", "?", "??").Replace(text)
	}
	if c.whether(.35) {
		text += pick(c, []string{" 😡", " 😂😂", " 👍", "...", " !!!", " ạ", " nha mn", " hic", " =))", " :(", " ❤️"})
	}
	return text
}
