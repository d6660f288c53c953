package trend

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Worked out by hand: the naive method missed 2, 1, 2, 1 and 2 in the history, 1.6 on average, and 1 each time where a season
// has two values; the forecast missed 1 and 3.
func TestMASEByHand(t *testing.T) {
	t.Parallel()
	history := []float64{1, 3, 2, 4, 3, 5}
	for _, tt := range []struct {
		name    string
		history []float64
		season  int
		want    float64
	}{
		{"against the last value", history, 1, 1.25},
		{"against the last season", history, 2, 2},
		{"a history without change has no scale", []float64{4, 4, 4}, 1, math.NaN()},
		{"a history of one season has none either", history, 6, math.NaN()},
	} {
		got := MASE(tt.history, []float64{4, 4}, []float64{5, 7}, tt.season)
		if got != tt.want && !(math.IsNaN(got) && math.IsNaN(tt.want)) {
			t.Errorf("%s: MASE is %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestTheNaiveLineRepeatsTheLastSeason(t *testing.T) {
	t.Parallel()
	y := weekly(3, 60)
	for _, tt := range []struct {
		name    string
		y       []float64
		periods []int
		want    []float64
	}{
		{"a week", y, []int{7}, append(slices.Clone(y[53:]), y[53:56]...)},
		{"without a season the last value", y, []int{}, slices.Repeat(y[59:], 10)},
		{"a day is missing at the end", append(slices.Clone(y), math.NaN()), []int{7}, append(slices.Clone(y[54:]), y[53:57]...)},
	} {
		o, err := Forecast(tt.y, ForecastOptions{Horizon: 10, Periods: tt.periods})
		if err != nil || !slices.Equal(o.Naive, tt.want) {
			t.Errorf("%s: the naive line is %v, %v; want %v", tt.name, o.Naive, err, tt.want)
		}
	}
}

// What is said of the last eight forecasts is what eight forecasts made in earnest would have got: nothing is chosen in
// hindsight. They are compared over many series, as the parameters of a backtest are estimated twice only.
func TestTheLastForecastsAreJudgedByWhatWasKnownThen(t *testing.T) {
	t.Parallel()
	said, earnest := 0.0, 0.0
	for seed := range uint64(12) {
		y := counts(seed, 160)
		o, err := Forecast(y, ForecastOptions{Horizon: 7, Periods: []int{7}, Scaled: 8})
		if err != nil || o.Backtest.ScaledOrigins != 8 {
			t.Fatalf("seed %d: judged from %d origins, %v", seed, o.Backtest.ScaledOrigins, err)
		}
		said += o.Backtest.MASE / 12
		for _, n := range o.Backtest.Origins[len(o.Backtest.Origins)-8:] {
			then, err := Forecast(y[:n], ForecastOptions{Horizon: 7, Periods: []int{7}})
			if err != nil {
				t.Fatal(err)
			}
			var mean []float64
			for _, s := range then.Steps {
				mean = append(mean, s.Mean)
			}
			earnest += MASE(y[:n], mean, y[n:n+7], 7) / 12 / 8
		}
	}
	t.Logf("said %.3f, in earnest %.3f", said, earnest)
	if math.Abs(said-earnest) > .03*earnest {
		t.Errorf("the last eight forecasts are said to have a MASE of %.3f; made in earnest they have %.3f", said, earnest)
	}
}

// counts are small numbers with the shape of a week.
func counts(seed uint64, n int) []float64 {
	r := rand.New(rand.NewPCG(seed, 5))
	y := make([]float64, n)
	for i := range y {
		y[i] = math.Round(max(0, []float64{9, 12, 11, 10, 9, 4, 3}[i%7]+3*r.NormFloat64()))
	}
	return y
}

func TestAForecastThatIsNoBetterThanTheNaiveLineSaysSo(t *testing.T) {
	t.Parallel()
	weeks, err := Forecast(weekly(1, 160), ForecastOptions{Horizon: 7, Periods: []int{7}, Scaled: 8})
	if err != nil || weeks.Backtest.Worse() || !(weeks.Backtest.MASE < .9) {
		t.Errorf("a week's shape with noise: MASE %.2f, %v", weeks.Backtest.MASE, err)
	}
	jumps := weekly(1, 160)
	for i := 104; i < 160; i++ { // up and down by weeks, as nobody foresees
		jumps[i] += 60 * float64((i/7*5)%3-1)
	}
	o, err := Forecast(jumps, ForecastOptions{Horizon: 7, Periods: []int{7}, Scaled: 8})
	if err != nil || !o.Backtest.Worse() {
		t.Errorf("a level that jumps: MASE %.2f, %v", o.Backtest.MASE, err)
	}
	for _, tt := range []struct {
		mase    float64
		origins int
		want    bool
	}{{.994, 8, false}, {.995, 8, true}, {math.NaN(), 0, false}, {2, 0, false}} {
		if got := (Backtest{MASE: tt.mase, ScaledOrigins: tt.origins}).Worse(); got != tt.want {
			t.Errorf("MASE %.3f over %d origins is worse: %v, want %v", tt.mase, tt.origins, got, tt.want)
		}
	}
	short, err := Forecast(weekly(1, 12), ForecastOptions{Horizon: 7, Periods: []int{7}, Scaled: 8})
	if err != nil || !math.IsNaN(short.Backtest.MASE) || short.Backtest.Worse() {
		t.Errorf("twelve values: MASE %.2f, %v", short.Backtest.MASE, err)
	}
}
