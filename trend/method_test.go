package trend

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestBurgFindsTheCoefficients(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	x := []float64{0, 0}
	for i := 2; i < 4000; i++ {
		x = append(x, 1.2*x[i-1]-0.5*x[i-2]+r.NormFloat64())
	}
	a := burg(x, 10)
	if len(a.coeff) < 2 || math.Abs(a.coeff[0]-1.2) > 0.05 || math.Abs(a.coeff[1]+0.5) > 0.05 {
		t.Errorf("got %v, want 1.2 and -0.5", a.coeff)
	}
}

func TestWavesAreFoundAndTakenAway(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		period float64
		n      int
	}{
		{"a week of hours", 168, 700},
		{"a year of weeks", 365.25 / 7, 900},
		{"fast waves count once", 4, 64},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			y := make([]float64, tt.n)
			for i := range y {
				turn := 2 * math.Pi * float64(i) / tt.period
				y[i] = 100 + 3*math.Sin(turn) + 2*math.Cos(2*turn)
			}
			left := findWaves(y, tt.period).without(y)
			for i, v := range left {
				if math.Abs(v-100) > 0.1 {
					t.Fatalf("value %d: %g is left of %g, want 100", i, v, y[i])
				}
			}
		})
	}
}

func TestNoiseHasHardlyAnyWaves(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	y := make([]float64, 480)
	for i := range y {
		y[i] = r.NormFloat64()
	}
	power := 0.0
	for _, v := range findWaves(y, 12).values(0, len(y)) {
		power += v * v / float64(len(y))
	}
	if power > 0.05 {
		t.Errorf("waves have %.3f of the power of noise", power)
	}
}

func TestSmoothingForecastsEachOriginAsIfItWereTheEnd(t *testing.T) {
	t.Parallel()
	y := weekly(5, 120)
	for _, m := range methodsFor([]int{7}) {
		l := m.learn(y[:80])
		if l == nil {
			t.Fatalf("%s: not learnt", m.name)
		}
		all := l.after(y, []int{80, 93, 120}, 6)
		again := l.after(y[:93], []int{80, 93}, 6)
		for j := range 6 {
			if math.Abs(all[1][j]-again[1][j]) > 1e-9*math.Abs(all[1][j]) {
				t.Errorf("%s: what comes after an origin changes its forecast: %v, %v", m.name, all[1], again[1])
				break
			}
		}
	}
}

func TestNelderMeadFindsTheBottom(t *testing.T) {
	t.Parallel()
	bowl := func(x []float64) float64 { return 1 + (x[0]-3)*(x[0]-3) + 10*(x[1]+2)*(x[1]+2) }
	x := nelderMead(bowl, []float64{0, 0}, []float64{1, 1}, 200)
	if math.Abs(x[0]-3) > 0.05 || math.Abs(x[1]+2) > 0.05 {
		t.Errorf("got %v, want 3, -2", x)
	}
}

func TestOrigins(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name              string
		n, h              int
		count, first, end int
	}{
		{"a long history is tried a dozen times, a horizon apart", 1000, 10, 12, 880, 990},
		{"a short one keeps its first half", 40, 10, 11, 20, 30},
		{"one origin", 20, 10, 1, 10, 10},
		{"none where the horizon is too long", 20, 11, 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := origins(tt.n, tt.h)
			if len(got) != tt.count || tt.count > 0 && (got[0] != tt.first || got[len(got)-1] != tt.end) {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestMiddleHalfIgnoresTheEnds(t *testing.T) {
	t.Parallel()
	got := middleHalf([]share{{value: 1e9, weight: 0.2}, {value: 4, weight: 0.3}, {value: -1e9, weight: 0.2}, {value: 6, weight: 0.3}})
	if math.Abs(got-5) > 1e-9 {
		t.Errorf("got %g, want 5", got)
	}
}

func TestRidgeSolvesARegression(t *testing.T) {
	t.Parallel()
	q := newNormal(2)
	for i := range 50 {
		a, b := float64(i%7), float64(i%5)
		q.add([]float64{a, b}, 2*a-3*b)
	}
	b, ok := q.solve(1e-9)
	if !ok || math.Abs(b[0]-2) > 1e-6 || math.Abs(b[1]+3) > 1e-6 {
		t.Errorf("got %v, want 2, -3", b)
	}
	if b, ok := newNormal(2).solve(0.1); ok {
		t.Errorf("nothing was solved by %v", b)
	}
}

func TestSharedRegressionCarriesASeasonToSeriesOfAnySize(t *testing.T) {
	t.Parallel()
	var series [][]float64
	for i := range 30 {
		y := make([]float64, 60)
		for k := range y {
			y[k] = float64(i+1) * (100 + []float64{0, 3, 9, 1}[k%4])
		}
		series = append(series, y)
	}
	m, ok := fitShared(series, 6)
	if !ok {
		t.Fatal("not fitted")
	}
	got := m.after(series[7], []int{40, 60}, 4)
	for i, n := range []int{40, 60} {
		for j, v := range got[i] {
			if want := 8 * (100 + []float64{0, 3, 9, 1}[(n+j)%4]); math.Abs(v-want) > 1 {
				t.Errorf("step %d after %d: got %g, want %g", j+1, n, v, want)
			}
		}
	}
	if _, ok := fitShared([][]float64{{1, 2, 3}}, 6); ok {
		t.Error("three values taught something")
	}
}
