package alert

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

var start = time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)

// rhythm is how many items an hour of a day usually brings, the same for each hour of three topics' worth.
func rhythm(hour time.Time, level float64) float64 {
	local := hour.Add(7 * time.Hour)
	shape := []float64{.1, .05, .05, .05, .1, .4, 1, 1.6, 2, 1.8, 1.6, 1.4, 1, 1, 1.4, 1.6, 1.8, 1.6, 1.2, 1, .8, .6, .4, .2}[local.Hour()]
	if d := local.Weekday(); d == time.Saturday || d == time.Sunday {
		shape *= .5
	}
	return level * shape
}

func poisson(r *rand.Rand, mean float64) float64 {
	limit, p, n := math.Exp(-mean), 1.0, 0.0
	for {
		p *= r.Float64()
		if p <= limit {
			return n
		}
		n++
	}
}

// run feeds hours to a watch and returns when it first stood out in each planted wave, and how often outside.
func run(t *testing.T, r *rand.Rand, level float64, days int, waves map[int]float64, bar float64) (hits, falses int) {
	t.Helper()
	w := NewWatch(nil)
	var items []float64
	quiet := -100
	for i := range days * 24 {
		hour := start.Add(time.Duration(i) * time.Hour)
		n := poisson(r, rhythm(hour, level)+waves[i])
		items = append([]float64{n}, items[:min(len(items), horizon-1)]...)
		sources, sum := make([]int, len(items)), 0.0
		for k, x := range items {
			sum += x
			sources[k] = int(math.Ceil(sum * .8))
		}
		_, ok := w.Look(Look{At: hour.Add(59 * time.Minute), Share: func(time.Time) float64 { return 1 }, Items: items, Sources: sources}, bar)
		w.Close(hour, n, 1)
		if !ok || i < 14*24 || i-quiet < 24 {
			continue
		}
		quiet = i
		planted := false
		for k := i - 6; k <= i; k++ {
			planted = planted || waves[k] > 0
		}
		if planted {
			hits++
		} else {
			falses++
		}
	}
	return hits, falses
}

func TestAWaveIsSeenAndChanceIsNot(t *testing.T) {
	t.Parallel()
	hits, falses, planted, days := 0, 0, 0, 0
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 7))
		waves := map[int]float64{}
		for _, at := range []int{20*24 + 3, 33*24 + 7, 47*24 + 1} {
			planted++
			for k := range 5 {
				waves[at+k] = 6
			}
		}
		h, f := run(t, r, .4, 60, waves, 4.5)
		hits, falses, days = hits+h, falses+f, days+46
	}
	rate := float64(falses) / float64(days) * 30
	t.Logf("recall %d of %d, %.2f false alerts in 30 series-days", hits, planted, rate)
	if float64(hits) < .95*float64(planted) || rate > .3 {
		t.Errorf("recall %d of %d, %.2f false alerts in 30 series-days", hits, planted, rate)
	}
}
