package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"syscall"
	"time"

	"github.com/nhipcau/nhipcau/trend"
)

// Our own series, where an original is not at hand. They follow crowds, queues and shocks, none of which a
// method of the forecast assumes, so that they test the row and not the luck of a model.

// weeklyShapes are people who take up a thing from each other and leave it again, with a yearly holiday dip.
func weeklyShapes() [][]float64 {
	r := rand.New(rand.NewPCG(41, 1))
	all := make([][]float64, 120)
	for i := range all {
		n := []int{93, 270, 530, 1050}[i%4]
		users, potential := 50+200*r.Float64(), 5000*(1+r.Float64())
		dip, at := 0.3*r.Float64(), r.Float64()*52
		for t := range n {
			users += 0.01*users*(potential-users)/potential - 0.004*users + r.NormFloat64()*math.Sqrt(users)
			potential *= math.Exp(0.01 * r.NormFloat64())
			users = max(users, 20)
			season := 1 - dip*math.Exp(-math.Pow(math.Mod(float64(t)-at+520, 52.18)-26, 2)/8)
			all[i] = append(all[i], math.Round(users*season*(1+0.03*r.NormFloat64())))
		}
	}
	return all
}

// hourlyShapes are people in a building: arrivals by hour and weekday, stays of random length, days off.
func hourlyShapes() [][]float64 {
	r := rand.New(rand.NewPCG(41, 2))
	all := make([][]float64, 120)
	for i := range all {
		n := []int{748, 1008}[i%2]
		crowd := math.Exp(3 + 4*r.Float64())
		open, lunch, weekend := 6+3*r.Float64(), 11+2*r.Float64(), r.Float64()
		leave := 0.15 + 0.4*r.Float64()
		inside, mood := 0.0, 0.0
		start := 96 + r.IntN(168) // series end on any day at any hour
		for t := range n + start {
			hour, day := float64(t%24), t/24%7
			if t%24 == 0 {
				mood = 0.7*mood + 0.1*r.NormFloat64()
			}
			come := math.Exp(-math.Pow(hour-open, 2)/3) + 0.6*math.Exp(-math.Pow(hour-lunch-3, 2)/8) + 0.02
			if day >= 5 {
				come *= weekend
			}
			come *= crowd * math.Exp(mood+0.1*r.NormFloat64())
			inside += come - leave*inside
			if t >= start {
				all[i] = append(all[i], math.Round(100*inside)/100+1)
			}
		}
	}
	return all
}

// monthlyShapes are guests of places: word of mouth, a high season whose beginning wanders, beds that fill up,
// and now and then a year that goes wrong.
func monthlyShapes() [][]float64 {
	r := rand.New(rand.NewPCG(41, 3))
	all := make([][]float64, 120)
	for i := range all {
		n := 115 + r.IntN(240)
		fame, beds := 200*math.Exp(3*r.Float64()), 0.0
		peak, width, strength := 12*r.Float64(), 1.5+2*r.Float64(), 0.3+2*r.Float64()
		noise := 0.03 + 0.15*r.Float64()
		shock := 0.0
		for t := range n {
			fame *= math.Exp(0.003 + 0.02*r.NormFloat64())
			beds = max(beds, 2.2*fame)
			if r.IntN(140) == 0 {
				shock = 0.2 + 0.3*r.Float64()
			}
			shock *= 0.93
			if t%12 == 0 {
				peak += 0.15 * r.NormFloat64()
			}
			away := math.Abs(math.Mod(float64(t)-peak+606, 12) - 6)
			want := fame * (1 + strength*math.Exp(-away*away/width)) * (1 - shock) * math.Exp(noise*r.NormFloat64())
			guests := beds * (1 - math.Exp(-want/beds))
			all[i] = append(all[i], math.Round(guests)+1)
		}
	}
	return all
}

type forecastSpeedBench struct{}

// Run times 5,000 weekly series of 160 values, horizon 13, in one call.
func (forecastSpeedBench) Run(b *bench) error {
	r := rand.New(rand.NewPCG(41, 4))
	series := make([][]float64, 5000)
	for i := range series {
		level := 50 + 200*r.Float64()
		for t := range 160 {
			level += r.NormFloat64()
			series[i] = append(series[i], max(0, level+20*math.Sin(2*math.Pi*float64(t)/52)+5*r.NormFloat64()))
		}
	}
	fmt.Print("| row | clock | CPU |\n|---|---|---|\n")
	for _, periods := range [][]int{nil, {}} {
		start, before := time.Now(), processorTime()
		trend.ForecastBatch(series, trend.ForecastOptions{Horizon: 13, Periods: periods})
		name := "seasons found by the forecast"
		if periods != nil {
			name = "without seasons"
		}
		clock, used := time.Since(start), processorTime()-before
		fmt.Printf("| 5,000 series of 160 values, %s | %.1f s | %.1f s |\n", name, clock.Seconds(), used.Seconds())
		if periods == nil {
			b.report(line{What: "forecasting 5,000 weekly series of 160 values, processor time", Value: used.Seconds(), Format: "%.1f s", Must: 30, Aim: 5, Less: true, On: "series made here"})
		}
	}
	return nil
}

// processorTime is what this process has used of all processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	if err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
