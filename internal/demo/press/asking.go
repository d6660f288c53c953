package press

import (
	"cmp"
	"slices"
	"time"
)

// Gap is a stretch of days on which many people ask one thing about a topic.
type Gap struct {
	Topic    string    `json:"topic"`
	From     time.Time `json:"from"`
	To       time.Time `json:"to"`
	Asked    int       `json:"asked"`             // beside what is asked every day
	Answered time.Time `json:"answered,omitzero"` // when the first authority answered; zero: nobody did, a gap
	Mood     bool      `json:"mood,omitempty"`    // people do not ask, they say what they think: no gap either
}

// How much more is planted where [Options.Questions] asks for it.
const (
	moreGaps    = 4 // beside the two of every press
	moreAnswers = 4
	moreMoods   = 3
	stepAside   = 14 // days between two stretches of one field
)

// planQuestions plants further gaps, questions that authorities answer, and days on which many speak and few ask. It
// draws from a stream of its own, and last: everything else stays as it is.
func (p *Press) planQuestions() {
	c := chance(mix(p.o.Seed, 70))
	for range moreGaps {
		p.planAsked(&c, false)
	}
	for range moreAnswers {
		p.planAsked(&c, true)
	}
	for range moreMoods {
		field, day := p.aside(&c)
		length, n, seed := 3+c.below(4), 25+c.below(40), c.next()
		p.plant(field, day, length, n).Mood = true
		p.acts[day] = append(p.acts[day], func() {
			c := chance(seed)
			for range n {
				t := &talk{field: field, kind: "s", tone: pick(&c, []byte("--0+"))}
				p.say(t, p.instant(day)+int64(c.unit()*float64(length)*86400), "", &c)
			}
		})
	}
}

// aside is a field and a day that nothing else is planted near.
func (p *Press) aside(c *chance) (field, day int) {
	for try := 0; ; try++ {
		field, day = p.free(c, 7)
		near := func(g *Gap) bool {
			from := int(g.From.Sub(p.from.Start()).Hours() / 24)
			return g.Topic == p.g.fields[field].key && from-day < stepAside && day-from < stepAside
		}
		if day >= 21 && !slices.ContainsFunc(p.truth.Gaps, near) || try > 400 {
			return field, day
		}
	}
}

// plant notes what is planted.
func (p *Press) plant(field, day, length, n int) *Gap {
	g := &Gap{Topic: p.g.fields[field].key, From: instantOf(p.instant(day)), To: instantOf(p.instant(day + length)), Asked: n}
	p.truth.Gaps = append(p.truth.Gaps, g)
	slices.SortStableFunc(p.truth.Gaps, func(a, b *Gap) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Topic, b.Topic)) })
	return g
}

// planAsked lets one question be asked for some days; answered lets authorities speak of it from the first day on.
func (p *Press) planAsked(c *chance, answered bool) {
	field, day := p.aside(c)
	line := c.below(len(p.g.fields[field].lists["ask"].lines))
	length, n, seed := 3+c.below(4), 25+c.below(40), c.next()
	g := p.plant(field, day, length, n)
	p.acts[day] = append(p.acts[day], func() {
		c := chance(seed)
		p.gaps[field] = gap{line, day + length}
		for range n {
			p.say(&talk{field: field, kind: "ask", tone: '0'}, p.instant(day)+int64(c.unit()*float64(length)*86400), "", &c)
		}
		if answered {
			g.Answered = p.answer(field, day, &c)
		}
	})
	end := min(day+length, p.o.Days)
	p.acts[end] = append(p.acts[end], func() { p.gaps[field] = gap{} })
}

// answer lets an authority explain a matter; other portals and pages take it over within a day, as they do.
func (p *Press) answer(field, day int, c *chance) time.Time {
	var speakers []int
	for i := range p.sources {
		if class := p.sources[i].Class; class == Portal || class == Page {
			speakers = append(speakers, i)
		}
	}
	s := p.newStory(field, day, c)
	s.second = -1
	source := pick(c, speakers)
	first := p.report(s, source, p.timeOf(source, day, c), "", c)
	for range 8 + c.below(7) {
		source := pick(c, speakers)
		d := &due{source: source, published: first.published + int64(c.exponential(6*3600)), said: first.said, of: first, relation: Copy, change: Verbatim}
		d.said.seed = c.next()
		d.arrived = max(p.sources[source].arrival(d.published, c), first.arrived+30)
		p.add(d)
	}
	return instantOf(first.published)
}

// GapScore says how well the gaps that were found agree with those that were planted.
type GapScore struct {
	Planted  int   `json:"planted"`
	Hit      int   `json:"hit"`
	Found    int   `json:"found"`
	Right    int   `json:"right"`
	Answered int   `json:"answered"` // false ones: the question was answered
	Moods    int   `json:"moods"`    // false ones: people spoke, and did not ask
	Nothing  int   `json:"nothing"`  // false ones: nothing was planted
	Days     []int `json:"days"`     // from the beginning of each that was hit until it was found

	Recall    float64 `json:"recall"`
	Precision float64 `json:"precision"`
}

// after is how long a gap may be found after its last day: whole days are looked at, the seven last together.
const after = 3 * 24 * time.Hour

// JudgeGaps holds the gaps among alarms against the truth. Neither right nor wrong are those of a topic while a rumour
// about it runs: people ask whether it is true.
func (t *Truth) JudgeGaps(alarms []Alarm) (s GapScore) {
	hit := map[*Gap]bool{}
	for _, g := range t.Gaps {
		if g.open() {
			s.Planted++
		}
	}
	for _, a := range alarms {
		g := t.gapOf(a)
		if !a.Gap || g == nil && t.excused(a) {
			continue
		}
		s.Found++
		switch {
		case g == nil:
			s.Nothing++
		case g.Mood:
			s.Moods++
		case !g.open():
			s.Answered++
		default:
			s.Right++
			if !hit[g] {
				hit[g] = true
				s.Hit++
				s.Days = append(s.Days, int(a.At.Sub(g.From).Hours()/24))
			}
		}
	}
	s.finish()
	return s
}

// Add joins the scores of several presses.
func (s *GapScore) Add(o GapScore) {
	s.Planted, s.Hit, s.Found, s.Right = s.Planted+o.Planted, s.Hit+o.Hit, s.Found+o.Found, s.Right+o.Right
	s.Answered, s.Moods, s.Nothing, s.Days = s.Answered+o.Answered, s.Moods+o.Moods, s.Nothing+o.Nothing, append(s.Days, o.Days...)
	s.finish()
}

func (s *GapScore) finish() { s.Recall, s.Precision = ratio(s.Hit, s.Planted), ratio(s.Right, s.Found) }

// open reports whether nobody in office answered.
func (g *Gap) open() bool { return g.Answered.IsZero() && !g.Mood }

// gapOf is what was planted where a gap was found; of several the one that nobody answered.
func (t *Truth) gapOf(a Alarm) (found *Gap) {
	for _, g := range t.Gaps {
		if g.Topic == a.Topic && a.At.After(g.From) && a.At.Before(g.To.Add(after)) && (found == nil || g.open()) {
			found = g
		}
	}
	return found
}
