package trend

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestTheProbabilityOfACountIsTheNegativeBinomial(t *testing.T) {
	t.Parallel()
	for _, p := range []Prediction{{Kind: Count, Mean: 0.2, Size: 0.5}, {Kind: Count, Mean: 7, Size: 3}, {Kind: Count, Mean: 40, Size: 1e6}} {
		below, term := 0.0, math.Pow(p.Size/(p.Size+p.Mean), p.Size)
		for k := range 80 {
			below += term
			if got := p.Below(float64(k)); math.Abs(got-below) > 1e-6 {
				t.Errorf("mean %v, size %v: P(X ≤ %d) = %v, want %v", p.Mean, p.Size, k, got, below)
			}
			term *= (float64(k) + p.Size) / float64(k+1) * p.Mean / (p.Mean + p.Size)
		}
	}
}

func TestTheProbabilityOfAMeasuredValueIsStudents(t *testing.T) {
	t.Parallel()
	p := Prediction{Kind: Real, Mean: 10, Scale: 2, Freedom: 5}
	for _, tt := range []struct{ v, want float64 }{{10, 0.5}, {10 + 2*2.015, 0.95}, {10 - 2*2.571, 0.025}} { // printed tables
		if got := p.Below(tt.v); math.Abs(got-tt.want) > 1e-4 {
			t.Errorf("P(X ≤ %v) = %v, want %v", tt.v, got, tt.want)
		}
	}
	low, high := p.Interval(0.9)
	if math.Abs(low-(10-2*2.015)) > 0.01 || math.Abs(high-(10+2*2.015)) > 0.01 {
		t.Errorf("90 %% interval is %v to %v", low, high)
	}
}

func TestIntervalsOfCountsHoldTheirProbability(t *testing.T) {
	t.Parallel()
	for _, p := range []Prediction{{Kind: Count, Mean: 1e-9, Size: 1}, {Kind: Count, Mean: 2, Size: 1}, {Kind: Count, Mean: 5000, Size: 100}, {Kind: Count, Mean: 1e28, Size: 2}} {
		low, high := p.Interval(0.95)
		least := p.Mean > 1e6 || (high == 0 || p.Below(high-1) < 0.975) && (low == 0 || p.Below(low-1) <= 0.025)
		if low < 0 || p.Below(high) < 0.975-1e-6 || !least {
			t.Errorf("mean %v: interval %v to %v", p.Mean, low, high)
		}
	}
}

func TestAShortHistoryIsUncertain(t *testing.T) {
	t.Parallel()
	b := NewBaseline(Setting{Dated: true})
	_, first := b.Predict(0, 1).Interval(0.95)
	for h := range int64(3) {
		b.Learn(h*hourSeconds, 2, 1)
	}
	_, few := b.Predict(3*hourSeconds, 1).Interval(0.95)
	for h := range int64(1000) {
		b.Learn((3+h)*hourSeconds, 2, 1)
	}
	_, many := b.Predict(1003*hourSeconds, 1).Interval(0.95)
	if first < 2 || few <= many {
		t.Errorf("upper bounds: without history %v, of three hours %v, of a thousand %v", first, few, many)
	}
}

func TestTheBaselineLearnsHoursAndDays(t *testing.T) {
	t.Parallel()
	b := NewBaseline(Setting{Dated: true})
	s := dailyCounts(70, 8, 11)
	for i, v := range s.Values {
		b.Learn(s.Times[i], v, 1)
	}
	off, usual := 0.0, 0.0
	for h := range int64(7 * 24) {
		at := s.Times[len(s.Times)-1] + (1+h)*hourSeconds
		want := 8 * usualShape(at)
		off += math.Abs(b.Predict(at, 1).Mean - want)
		usual += want
	}
	if off > 0.15*usual {
		t.Errorf("expected counts are off by %.0f %%", 100*off/usual)
	}
	if g := b.Trend(); g < 0.95 || g > 1.05 {
		t.Errorf("trend of a steady series = %v", g)
	}
}

func TestTheBaselineSeesATrend(t *testing.T) {
	t.Parallel()
	b := NewBaseline(Setting{Dated: true, Step: daySeconds})
	r := rand.New(rand.NewPCG(5, 5))
	for d := range int64(120) {
		b.Learn(d*daySeconds, drawPoisson(r, 20*math.Pow(1.1, float64(d)/7)), 1)
	}
	if g := b.Trend(); g < 1.05 || g > 1.13 {
		t.Errorf("trend = %v, want about 1.1", g)
	}
}

func TestTheSecondTetIsJudgedByTheFirst(t *testing.T) {
	t.Parallel()
	holidays := []Holiday{{2025, 1, 29, "Tết"}, {2025, 1, 30, "Tết"}, {2026, 2, 17, "Tết"}}
	b := NewBaseline(Setting{Dated: true, Step: daySeconds, Holidays: holidays})
	start := dayNumber(2024, 10, 1)
	second := dayNumber(2026, 2, 17)
	for day := start; day < second; day++ {
		v := 50.0
		if day == dayNumber(2025, 1, 29) || day == dayNumber(2025, 1, 30) {
			v = 10
		}
		b.Learn(day*daySeconds-secondsEast, v, 1)
	}
	tet, after := b.Predict(second*daySeconds-secondsEast, 1).Mean, b.Predict((second+1)*daySeconds-secondsEast, 1).Mean
	if tet > 0.5*after || after < 45 {
		t.Errorf("expected at Tết %.1f, the day after %.1f", tet, after)
	}
}

func TestDayNumbersAreThoseOfTheCalendar(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		y, m, d int
		want    int64
	}{{1970, 1, 1, 0}, {2000, 2, 29, 11016}, {2026, 11, 22, 20779}, {1969, 12, 31, -1}} {
		if got := dayNumber(tt.y, tt.m, tt.d); got != tt.want {
			t.Errorf("dayNumber(%d, %d, %d) = %d, want %d", tt.y, tt.m, tt.d, got, tt.want)
		}
	}
}

func TestNonsenseTeachesABaselineNothing(t *testing.T) {
	t.Parallel()
	b := NewBaseline(Setting{})
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		b.Learn(1, v, 1)
	}
	b.Learn(2, 5, 0)
	b.Learn(2, 5, math.NaN())
	if p := b.Predict(3, 1); p != NewBaseline(Setting{}).Predict(3, 1) {
		t.Errorf("prediction = %+v", p)
	}
}
