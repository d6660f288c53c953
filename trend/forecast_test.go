package trend

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// walk is a random walk above 0.
func walk(seed uint64, n int) []float64 {
	r := rand.New(rand.NewPCG(seed, 9))
	y := make([]float64, n)
	level := 100.0
	for i := range y {
		level += r.NormFloat64()
		y[i] = level
	}
	return y
}

// weekly is a week's shape with a trend and noise.
func weekly(seed uint64, n int) []float64 {
	r := rand.New(rand.NewPCG(seed, 7))
	y := make([]float64, n)
	for i := range y {
		y[i] = 50 + 0.05*float64(i) + []float64{0, 8, 10, 9, 6, -14, -19}[i%7] + 2*r.NormFloat64()
	}
	return y
}

// mustForecast checks what every forecast promises.
func mustForecast(t *testing.T, y []float64, o ForecastOptions) Outlook {
	t.Helper()
	out, err := Forecast(y, o)
	if err != nil {
		t.Fatalf("Forecast: %v", err)
	}
	if len(out.Steps) != o.Horizon {
		t.Fatalf("got %d steps, want %d", len(out.Steps), o.Horizon)
	}
	for i, s := range out.Steps {
		in := s.Lo95 <= s.Lo80 && s.Lo80 <= s.Mean && s.Mean <= s.Hi80 && s.Hi80 <= s.Hi95
		if !in || s.Step != i+1 || math.IsInf(s.Lo95, 0) || math.IsInf(s.Hi95, 0) {
			t.Fatalf("step %d is not in order: %+v", i+1, s)
		}
	}
	if b := out.Backtest; b.Error > b.Naive*(1+1e-9) {
		t.Errorf("error %g in the backtest is worse than %g of the naive method", b.Error, b.Naive)
	}
	if out.ReasonVI == "" || out.ReasonEN == "" {
		t.Error("no reason")
	}
	return out
}

func TestForecastGoesOn(t *testing.T) {
	t.Parallel()
	line, season, constant := make([]float64, 60), make([]float64, 60), make([]float64, 60)
	for i := range line {
		line[i], season[i], constant[i] = 3*float64(i), float64(10+i%12*(i%12)), 7
	}
	for _, tt := range []struct {
		name string
		y    []float64
		want func(step int) float64
		off  float64
	}{
		{"a line goes on", line, func(k int) float64 { return 3 * float64(59+k) }, 6},
		{"a season goes on", season, func(k int) float64 { return float64(10 + (59+k)%12*((59+k)%12)) }, 0.5},
		{"a constant stays", constant, func(int) float64 { return 7 }, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, s := range mustForecast(t, tt.y, ForecastOptions{Horizon: 12}).Steps {
				if math.Abs(s.Mean-tt.want(s.Step)) > tt.off {
					t.Errorf("step %d: got %g, want %g", s.Step, s.Mean, tt.want(s.Step))
				}
			}
		})
	}
}

func TestForecastOfOddSeries(t *testing.T) {
	t.Parallel()
	gaps := weekly(1, 140)
	for i := range gaps {
		if i%11 == 3 || i > 60 && i < 66 || i >= 138 {
			gaps[i] = math.NaN()
		}
	}
	spike := make([]float64, 50)
	spike[20] = 1e308
	for name, y := range map[string][]float64{
		"two values":         {1, 5},
		"three values":       {4, 4, 1},
		"only zeros":         make([]float64, 40),
		"gaps":               gaps,
		"infinite values":    append(walk(3, 30), math.Inf(1), math.Inf(-1), 4),
		"enormous values":    {1e308, -1e308, 1e308, 1.7e308, 1e308, -1e307, 1e308, 1e308, 1e308},
		"tiny values":        {5e-324, 1e-320, 5e-324, 1e-322, 0, 1e-320, 3e-323, 5e-324, 1e-323, 5e-324},
		"one enormous spike": spike,
		"first half missing": append(slices.Repeat([]float64{math.NaN()}, 50), walk(2, 50)...),
		"growth":             {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192},
		"far below zero":     {-5, -1e9, -3, -1e9, -4, -1e9, -5, -1e9, -5, -1e9, -6, -1e9},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			mustForecast(t, y, ForecastOptions{Horizon: 5})
			mustForecast(t, y, ForecastOptions{Horizon: 20, Periods: []int{2, 7}})
		})
	}
}

func TestForecastOfGapAtTheEndGoesOnFromTheGap(t *testing.T) {
	t.Parallel()
	y := make([]float64, 84)
	for i := range y {
		y[i] = float64(i % 7 * 10)
	}
	for i := 80; i < len(y); i++ {
		y[i] = math.NaN()
	}
	for _, s := range mustForecast(t, y, ForecastOptions{Horizon: 7}).Steps {
		if want := float64((s.Step - 1) % 7 * 10); math.Abs(s.Mean-want) > 0.5 {
			t.Errorf("step %d: got %g, want %g", s.Step, s.Mean, want)
		}
	}
}

func TestForecastRefuses(t *testing.T) {
	t.Parallel()
	nan := math.NaN()
	for _, tt := range []struct {
		name string
		y    []float64
		o    ForecastOptions
		want string
	}{
		{"nothing", nil, ForecastOptions{Horizon: 1}, "ít nhất hai giá trị"},
		{"one value", []float64{nan, 4, nan}, ForecastOptions{Horizon: 1}, "ít nhất hai giá trị"},
		{"only missing values", []float64{nan, nan, nan}, ForecastOptions{Horizon: 1}, "ít nhất hai giá trị"},
		{"no horizon", []float64{1, 2}, ForecastOptions{}, "từ 1 đến"},
		{"too far a horizon", []float64{1, 2}, ForecastOptions{Horizon: MaxHorizon + 1}, "từ 1 đến"},
		{"a negative period", []float64{1, 2}, ForecastOptions{Horizon: 1, Periods: []int{-3}}, "chu kỳ -3"},
		{"too many periods", []float64{1, 2}, ForecastOptions{Horizon: 1, Periods: []int{2, 3, 4, 5, 6}}, "nhiều nhất 4"},
		{"an endless gap", append([]float64{1, 2}, slices.Repeat([]float64{nan}, MaxHorizon+1)...), ForecastOptions{Horizon: 1}, "thiếu"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := Forecast(tt.y, tt.o)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func TestForecastStaysAboveZeroWhereTheSeriesDid(t *testing.T) {
	t.Parallel()
	y := make([]float64, 60)
	for i := range y {
		y[i] = max(0, 50.5-float64(i))
	}
	for _, s := range mustForecast(t, y, ForecastOptions{Horizon: 20}).Steps {
		if s.Lo95 < 0 {
			t.Fatalf("step %d goes down to %g", s.Step, s.Lo95)
		}
	}
}

func TestSmallCountsHaveWholeIntervals(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	inside, n := 0, 0
	for range 40 {
		y := make([]float64, 90)
		for i := range y {
			for u := r.Float64(); u > math.Exp(-2.0); u *= r.Float64() {
				y[i]++
			}
		}
		for j, s := range mustForecast(t, y[:80], ForecastOptions{Horizon: 10}).Steps {
			if s.Lo80 != math.Trunc(s.Lo80) && s.Lo80 != s.Mean || s.Hi95 != math.Trunc(s.Hi95) {
				t.Fatalf("ends are not whole: %+v", s)
			}
			if v := y[80+j]; v >= s.Lo95 && v <= s.Hi95 {
				inside++
			}
			n++
		}
	}
	if share := float64(inside) / float64(n); share < 0.93 {
		t.Errorf("%.3f of the counts lie inside the 95 %% intervals", share)
	}
}

func TestSeldomCountsAreForecastByTheirMeanNotByZero(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 5))
	sum := 0.0
	for range 40 {
		y := make([]float64, 100)
		for i := range y {
			if r.Float64() < 0.25 {
				y[i] = 1
			}
		}
		for _, s := range mustForecast(t, y, ForecastOptions{Horizon: 5}).Steps {
			sum += s.Mean / 200
		}
	}
	if math.Abs(sum-0.25) > 0.06 {
		t.Errorf("the mean forecast is %.3f, want 0.25", sum)
	}
}

func TestCountQuantiles(t *testing.T) {
	t.Parallel()
	shares := []float64{0.025, 0.1, 0.9, 0.975}
	for _, tt := range []struct {
		name           string
		mean, variance float64
		want           []float64
	}{
		{"Poisson with mean 3", 3, 3, []float64{0, 1, 5, 7}},
		{"Poisson with mean 0.1", 0.1, 0, []float64{0, 0, 0, 1}},
		{"geometric with mean 4", 4, 20, []float64{0, 0, 10, 16}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := countQuantiles(tt.mean, tt.variance, shares)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestIntervalsHoldTheirShareOfRandomWalks(t *testing.T) {
	t.Parallel()
	var series, future [][]float64
	for i := range uint64(80) {
		y := walk(100+i, 172)
		series, future = append(series, y[:160]), append(future, y[160:])
	}
	out, errs := ForecastBatch(series, ForecastOptions{Horizon: 12})
	in80, in95, n := 0.0, 0.0, 0.0
	for i, o := range out {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		for j, s := range o.Steps {
			v := future[i][j]
			if v >= s.Lo80 && v <= s.Hi80 {
				in80++
			}
			if v >= s.Lo95 && v <= s.Hi95 {
				in95++
			}
			n++
		}
	}
	if math.Abs(in80/n-0.8) > 0.07 || math.Abs(in95/n-0.95) > 0.04 {
		t.Errorf("got %.3f and %.3f inside, want 0.80 and 0.95", in80/n, in95/n)
	}
}

func TestBatchIsTheSameEachTimeAndNamesItsErrors(t *testing.T) {
	t.Parallel()
	series := [][]float64{{1}}
	for i := range uint64(25) {
		series = append(series, weekly(i, 100))
	}
	first, errs := ForecastBatch(series, ForecastOptions{Horizon: 7})
	again, _ := ForecastBatch(series, ForecastOptions{Horizon: 7})
	if errs[0] == nil || errs[1] != nil {
		t.Errorf("got errors %v and %v, want one for the first series only", errs[0], errs[1])
	}
	if fmt.Sprint(first) != fmt.Sprint(again) { // not by DeepEqual: NaN is no equal of itself
		t.Error("two runs differ")
	}
	for i, o := range first[1:] {
		if !slices.Equal(o.Periods, []int{7}) {
			t.Errorf("series %d: periods %v, want 7", i+1, o.Periods)
		}
	}
}

func TestTrustIsExplained(t *testing.T) {
	t.Parallel()
	holes := walk(8, 100)
	for i := range holes {
		if i%2 == 1 {
			holes[i] = math.NaN()
		}
	}
	jump := weekly(4, 200)
	for i := 195; i < len(jump); i++ {
		jump[i] += 500
	}
	for _, tt := range []struct {
		name    string
		y       []float64
		trusted bool
		vi, en  string
	}{
		{"a regular week is fit for use", weekly(2, 140), true, "Có thể tham khảo", "Fit for use"},
		{"a constant was always right", slices.Repeat([]float64{3}, 40), true, "đúng với mọi lần", "was right"},
		{"five values are too few", []float64{3, 1, 4, 1, 5}, false, "quá ngắn", "too short"},
		{"half of the values are missing", holes, false, "bị thiếu", "missing"},
		{"the end is missing", append(weekly(3, 100), slices.Repeat([]float64{math.NaN()}, 20)...), false, "giá trị cuối", "the last 20"},
		{"a new level was not foreseen", jump, false, "đổi mức", "changed its level"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := mustForecast(t, tt.y, ForecastOptions{Horizon: 7})
			if o.Trusted != tt.trusted || !strings.Contains(o.ReasonVI, tt.vi) || !strings.Contains(o.ReasonEN, tt.en) {
				t.Errorf("got %v, %q, %q", o.Trusted, o.ReasonVI, o.ReasonEN)
			}
		})
	}
}

func TestFindPeriods(t *testing.T) {
	t.Parallel()
	hours := make([]float64, 700)
	for i := range hours {
		hours[i] = 10 * math.Sin(2*math.Pi*float64(i)/24)
		if i/24%7 >= 5 {
			hours[i] /= 3
		}
		hours[i] += walk(1, 700)[i] / 50
	}
	rush := make([]float64, 300)
	for i := range rush {
		rush[i] = walk(2, 300)[i]/50 + []float64{0: 5, 8: 30, 18: 12, 23: 0}[i%24]
	}
	for _, tt := range []struct {
		name string
		y    []float64
		want []int
	}{
		{"a week of days", weekly(6, 100), []int{7}},
		{"a day and a week of hours", hours, []int{24, 168}},
		{"two rush hours are not half a day", rush, []int{24}},
		{"a random walk has none", walk(11, 300), nil},
		{"a constant has none", make([]float64, 100), nil},
		{"too short", []float64{1, 2, 1}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := FindPeriods(tt.y); !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestSeriesPeriodsComeFromTheClock(t *testing.T) {
	t.Parallel()
	hourly := Series{Dated: true}
	for i := range int64(400) {
		hourly.Times = append(hourly.Times, i*hourSeconds)
		hourly.Values = append(hourly.Values, float64(i%5))
	}
	if got := hourly.Periods(); !slices.Equal(got, []int{24, 168}) {
		t.Errorf("hours: got %v", got)
	}
	hourly.Dated = false
	if got := hourly.Periods(); !slices.Equal(got, []int{5}) {
		t.Errorf("an index: got %v", got)
	}
}

func TestOneSeriesOfABatchIsLikeTheSeriesAlone(t *testing.T) {
	t.Parallel()
	s := Series{Dated: true, Values: weekly(9, 90)}
	for i := range s.Values {
		s.Times = append(s.Times, int64(i)*daySeconds)
	}
	alone, err := s.Forecast(ForecastOptions{Horizon: 5})
	if err != nil {
		t.Fatal(err)
	}
	batch, errs := ForecastSeries([]Series{s}, ForecastOptions{Horizon: 5})
	if errs[0] != nil || fmt.Sprint(batch[0]) != fmt.Sprint(alone) {
		t.Errorf("got %+v, want %+v", batch[0], alone)
	}
}
