package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/demo/press"
	"github.com/nhipcau/nhipcau/similar"
)

type chronicleRow struct {
	Seed   []uint64 `default:"11,12,13" help:"Seeds of the presses that are written."`
	Items  int      `default:"8000" help:"About how many items each has in its days."`
	Days   int      `default:"90" help:"Days of each press; at least thirty."`
	Window int      `default:"14" help:"Days for which an article is compared with later ones."`
	Most   int      `default:"1000000" help:"Articles of each press that are placed."`
}

var errEnough = errors.New("enough articles")

// Run puts the articles of generated presses into stories as they arrive, copies included, and compares these with
// the stories that were written. The speed is that of reading and placing the last fifth of the articles.
func (c chronicleRow) Run(b *bench) error {
	fmt.Print("| seed | articles | in the window | a day | true stories | stories | B-cubed P | R | F1 | articles/s of CPU time | memory |\n|---|---|---|---|---|---|---|---|---|---|---|\n")
	worst := 1.0
	for _, seed := range c.Seed {
		f1, err := c.measure(seed)
		if err != nil {
			return err
		}
		worst = min(worst, f1)
	}
	b.report(line{What: "stories of articles, B-cubed F1, worst press", Value: worst, Format: "%.3f", Must: 0.75, On: onPresses})
	return nil
}

func (c chronicleRow) measure(seed uint64) (float64, error) {
	p, err := press.New(press.Options{Seed: seed, Items: c.Items, Days: c.Days})
	if err != nil {
		return 0, err
	}
	var articles []similar.Article
	var at []int64
	var truth []labelled
	err = p.Each(func(i *press.Item, m *press.Mark) error {
		if i.Class == press.Talk {
			return nil
		}
		if len(articles) == c.Most {
			return errEnough
		}
		articles = append(articles, similar.Article{Title: i.Title, Lead: i.Lead, Text: strings.Join(i.Body, "\n")})
		at = append(at, i.Arrived.Unix())
		truth = append(truth, labelled{truth: cmp.Or(m.Story, m.ID)})
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return 0, err
	}
	s := similar.NewChronicle(similar.ChronicleOptions{Window: int64(time.Duration(c.Window) * 24 * time.Hour / time.Second), Silent: true})
	found := make([]int, len(articles))
	var terms similar.Terms
	var began time.Duration
	last := len(articles) * 4 / 5
	for i, a := range articles {
		if i == last {
			began, err = cpuTime()
			if err != nil {
				return 0, err
			}
		}
		terms.Set(a)
		found[i] = s.AddTerms(&terms, at[i]).Story
	}
	ended, err := cpuTime()
	if err != nil {
		return 0, err
	}
	a := agree(truth, found)
	fmt.Printf("| %d | %d | %d | %.0f | %d | %d | %.3f | %.3f | %.3f | %.0f | %.0f MB |\n", seed, len(articles), s.Len(),
		float64(len(articles))/(float64(at[len(at)-1]-at[0])/86400), a.classes, a.clusters, a.precision, a.recall, a.f1(),
		float64(len(articles)-last)/(ended-began).Seconds(), float64(s.Bytes())/1e6)
	return a.f1(), nil
}
