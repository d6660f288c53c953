package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
)

// byStrangers measures on the generated press of the fictional province, which another hand wrote: long articles
// on subjects that come again. The tone planted in an article shows itself in some of its sentences; others speak
// for the other side or of nothing. Corrections are drawn from the first half of the days, the second is judged.
func (c toneRow) byStrangers() error {
	earlier, later, err := plantedTones(c.Seed)
	if err != nil {
		return err
	}
	fmt.Printf("| corrections | generated press, seed %d, %d articles: macro-F1 of four tones | of three | right | calibration error | answered, right | steering macro-F1 |\n|---|---|---|---|---|---|---|\n", c.Seed, len(later))
	order := rand.New(rand.NewPCG(c.Seed, 3)).Perm(len(earlier))
	for _, n := range []int{0, 20, 50, 100, 200, 500} {
		var drawn []tone.Correction
		for _, i := range order[:min(n, len(order))] {
			drawn = append(drawn, earlier[i])
		}
		m, err := learnFrom(tone.First(), drawn, n)
		if err != nil {
			return err
		}
		s := m.Evaluate(later)
		fmt.Printf("| %d | %.3f | %.3f | %.3f | %.3f | %.1f %%, %.1f %% | %.3f |\n", n, s.MacroF1, threeTones(s), s.Accuracy, s.ECE, 100*s.Answered, 100*s.Right, s.SteeringF1)
	}
	fmt.Println()
	return nil
}

// plantedTones are the articles that are no copies, of the first and of the second half of the days.
func plantedTones(seed uint64) (earlier, later []tone.Correction, err error) {
	p, err := press.New(press.Options{Seed: seed, Items: 3000})
	if err != nil {
		return nil, nil, err
	}
	var all []tone.Correction
	err = p.Each(func(i *press.Item, m *press.Mark) error {
		if m.Relation != press.Original || i.Social != nil {
			return nil
		}
		t, _ := tone.ParseTone(string(m.Tone))
		s, _ := tone.ParseSteering(string(m.Signal))
		all = append(all, tone.Correction{Title: i.Title, Body: i.Lead + "\n" + strings.Join(i.Body, "\n"), Tone: t, Steering: s, SteeringKnown: true})
		return nil
	})
	return all[:len(all)/2], all[len(all)/2:], err
}
