package press

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// foresee decides what the province goes through: moods, bursts, what only looks like one, rumours, campaigns
// and the end of a source.
func (p *Press) foresee() {
	p.acts = make([][]func(), p.o.Days+1)
	p.setMoods()
	p.planLevels()
	p.setRates()
	p.planBursts()
	p.planFloods()
	p.planReleases()
	p.planSupplement()
	p.planOutages()
	p.planBackfill()
	p.planDeath()
	p.planRumours()
	p.planCampaigns()
	p.planGaps()
	if p.o.Questions {
		p.planQuestions()
	}
	slices.SortFunc(p.truth.NotBursts, func(a, b *NotBurst) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID)) })
}

// setMoods draws for each field and day how much is going on: weekends, Tết, days on which everybody meets,
// swings of the field and of its kin that last some days.
func (p *Press) setMoods() {
	c := chance(mix(p.o.Seed, 51))
	n := len(p.g.fields)
	own, common := make([]float64, n), 0.0
	lasting := make([]float64, n)
	for f := range n {
		p.mood = append(p.mood, make([]float64, p.o.Days))
		lasting[f] = c.between(.1, .75)
	}
	busy := 0
	for day := range p.o.Days {
		common = .6*common + .12*c.normal()
		if busy == 0 && c.whether(.02) {
			busy = 2 + c.below(2)
			p.notBurst("busy", "", p.instant(day), p.instant(day+busy), "kỳ họp: mọi lĩnh vực cùng nhiều tin")
		}
		session := 1.0
		if busy > 0 {
			busy--
			session = 1.45
		}
		for f := range n {
			own[f] = lasting[f]*own[f] + .18*c.normal()
			p.mood[f][day] = math.Exp(own[f]+common) * session * p.ordinary(day)
		}
		for f := range n {
			for _, k := range p.g.fields[f].kin {
				own[f] += .06 * own[k]
			}
		}
	}
}

// ordinary is the course of the week and of the year.
func (p *Press) ordinary(day int) float64 {
	week := [7]float64{.55, 1.05, 1.08, 1.05, 1.05, 1.1, .7}
	wd := p.from.AddDays(day).Weekday()
	return week[wd] * (.25*festive(Central, p.sinceTet(day)) + .75*festive(Provincial, p.sinceTet(day)))
}

// planLevels lets some fields stand on another level from a day on, and others fall silent for a while.
func (p *Press) planLevels() {
	c := chance(mix(p.o.Seed, 52))
	for range 3 {
		f, day := c.below(len(p.g.fields)), 18+c.below(p.o.Days-24)
		times := c.between(1.5, 2.1)
		if c.whether(.3) {
			times = c.between(.4, .65)
		}
		for d := day; d < p.o.Days; d++ {
			p.mood[f][d] *= times
		}
		p.notBurst("level", p.g.fields[f].key, p.instant(day), p.instant(day+4), "mức thường ngày đổi hẳn, không phải một vụ việc")
	}
	for range 2 {
		f, day := c.below(len(p.g.fields)), 15+c.below(p.o.Days-24)
		length := 5 + c.below(7)
		for d := day; d < min(day+length, p.o.Days); d++ {
			p.mood[f][d] *= .12
		}
		p.notBurst("lull", p.g.fields[f].key, p.instant(day), p.instant(day+length+3), "lắng xuống rồi trở lại như thường")
	}
	if p.truth.Tet != "" {
		d := p.from.DaysUntil(p.tet)
		p.notBurst("tet", "", p.instant(max(0, d-5)), p.instant(min(p.o.Days, d+17)), "Tết: giảm sâu rồi trở lại, cao hơn thường ít ngày")
	}
}

// About how many items are planted beside bursts, and what comes of each item on average.
const (
	plantedItems = 300
	plantedTalk  = 200
	perStory     = 1.93
	perReport    = 1.45
	perEcho      = .85
)

// setRates makes the everyday stories so many that the whole has about the asked size.
func (p *Press) setRates() {
	sum, weights := 0.0, 0.0
	for f, moods := range p.mood {
		weights += p.g.fields[f].weight
		for _, m := range moods {
			sum += m * p.g.fields[f].weight
		}
	}
	press, talk := float64(p.o.Items)*(1-talkShare), float64(p.o.Items)*talkShare
	stories, inBursts := 0.0, 0.0
	for range 8 {
		stories = max(press/3, press-plantedItems-inBursts*perReport) / perStory
		inBursts = float64(p.burstCount()) * middleSize(stories/sum*weights/float64(len(p.mood)))
	}
	p.everydayTalk = max(talk/3, talk-plantedTalk-inBursts*perEcho)
	for _, f := range p.g.fields {
		p.rates = append(p.rates, stories*f.weight/sum)
	}
}

func (p *Press) notBurst(kind, topic string, from, to int64, note string) *NotBurst {
	n := &NotBurst{ID: "not-" + padded(len(p.truth.NotBursts) + 1)[3:], Kind: kind, Topic: topic, From: instantOf(from), To: instantOf(to), Note: note}
	p.truth.NotBursts = append(p.truth.NotBursts, n)
	return n
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
