package trend

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// dailyCounts draws hourly Poisson counts with the shape of a day, and of a quieter weekend.
func dailyCounts(days int, level float64, seed uint64) Series {
	r := rand.New(rand.NewPCG(seed, 7))
	s := Series{Dated: true}
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, vietnam).Unix()
	for h := range days * 24 {
		at := start + int64(h)*hourSeconds
		s.Times = append(s.Times, at)
		s.Values = append(s.Values, drawPoisson(r, level*usualShape(at)))
	}
	return s
}

func formatStamp(at int64) string { return time.Unix(at, 0).In(vietnam).Format(time.RFC3339) }

func usualShape(at int64) float64 {
	shape := 1 + 0.8*math.Sin(2*math.Pi*float64(hourOf(at)-9)/24)
	if day := weekdayOf(at); day == 0 || day == 6 {
		shape *= 0.5
	}
	return shape
}

func drawPoisson(r *rand.Rand, mean float64) float64 {
	n, p := 0.0, math.Exp(-mean)
	for u := r.Float64(); u > p; u *= r.Float64() {
		n++
	}
	return n
}

// bursts are the different bursts that observations speak of, as they were last.
func bursts(all []Observation) []Burst {
	var found []Burst
	for _, o := range all {
		switch n := len(found); {
		case o.Burst == nil:
		case n > 0 && found[n-1].Start == o.Burst.Start:
			found[n-1] = *o.Burst
		default:
			found = append(found, *o.Burst)
		}
	}
	return found
}

func TestABurstIsFoundWithItsStartEndAndSize(t *testing.T) {
	t.Parallel()
	s := dailyCounts(35, 12, 1)
	const from, to = 30*24 + 9, 30*24 + 13
	extra := 0.0
	for i := from; i <= to; i++ {
		s.Values[i] += 60
		extra += 60
	}
	var hit *Burst
	for _, b := range bursts(Detect(s)) {
		if b.Start >= s.Times[from] && b.Start <= s.Times[to] {
			hit = &b
		}
	}
	if hit == nil {
		t.Fatal("no burst found")
	}
	if hit.Start > s.Times[from] || hit.End < s.Times[to-1] || hit.End > s.Times[to+2] || !hit.Over {
		t.Errorf("burst from %s to %s, over %v; want %s to %s", formatStamp(hit.Start), formatStamp(hit.End), hit.Over, formatStamp(s.Times[from]), formatStamp(s.Times[to]))
	}
	if math.Abs(hit.Size-extra) > 0.25*extra || hit.Down {
		t.Errorf("size = %.0f, down = %v, want about %.0f above", hit.Size, hit.Down, extra)
	}
}

func TestOrdinaryDaysRaiseFewAlarms(t *testing.T) {
	t.Parallel()
	alarms := 0
	for seed := range uint64(5) {
		alarms += len(bursts(Detect(dailyCounts(60, 3, seed))))
	}
	if alarms > 5 { // 300 days
		t.Errorf("%d false alarms in 300 ordinary days", alarms)
	}
}

func TestFewMentionsAreNoBurst(t *testing.T) {
	t.Parallel()
	s := Series{Dated: true}
	for h := range 24 * 40 {
		v := 0.0
		if h%97 == 0 {
			v = 1
		}
		s.Times, s.Values = append(s.Times, int64(h)*hourSeconds), append(s.Values, v)
	}
	s.Values[900] = 2
	if found := bursts(Detect(s)); len(found) > 0 {
		t.Errorf("two mentions became a burst: %+v", found[0])
	}
}

func TestASourceThatComesOrGoesIsNoBurst(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	s := dailyCounts(56, 10, 3)
	d := NewDetector(Setting{Kind: Count, Step: hourSeconds, Dated: true})
	for i, at := range s.Times {
		share := 1.0
		switch {
		case i > 50*24:
			share = 2 // as many sources again were added
		case i > 40*24:
			share = 0.4
		}
		o := d.ObserveShare(at, drawPoisson(r, 10*share*usualShape(at)), share)
		if o.Burst != nil {
			t.Fatalf("burst at %s with a share of %v: %+v", formatStamp(at), share, *o.Burst)
		}
	}
}

func TestASilentSourceIsToldAndItsReturnIsNoBurst(t *testing.T) {
	t.Parallel()
	s := dailyCounts(40, 10, 4)
	const from, to = 30 * 24, 33 * 24
	for i := from; i < to; i++ {
		s.Values[i] = 0
	}
	all := Detect(s)
	if !all[to-1].Silent || all[from-1].Silent || all[to+1].Silent {
		t.Errorf("silent before, during, after = %v, %v, %v", all[from-1].Silent, all[to-1].Silent, all[to+1].Silent)
	}
	for i := to; i < len(all); i++ {
		if b := all[i].Burst; b != nil && !b.Down && b.Start >= s.Times[to] {
			t.Fatalf("the return became a burst at %s", formatStamp(s.Times[i]))
		}
	}
}

func TestBurstsExplainThemselvesInBothLanguages(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		b      Burst
		vi, en string
	}{
		{Burst{Start: 140, End: 142, PeakAt: 141, Kind: Real, Down: true, Peak: -3.25, Confidence: 0.4},
			"Từ điểm thứ 140, số liệu giảm bất thường (độ tin 40 %); thấp nhất là -3,25 ở điểm thứ 141; hiện vẫn tiếp diễn.",
			"Since point 140 the figures are unusually lower (confidence 40%); the lowest was -3.25 at point 141; still going on."},
		{Burst{Dated: true, Kind: Count, Over: true, Seen: 12000, Expected: 0.04, Peak: 9000, Confidence: 1},
			"Từ 07:00 ngày 01/01/1970, số liệu tăng bất thường (độ tin 100 %): đã ghi nhận 12000, bình thường khoảng 0,04; cao nhất là 9000 lúc 07:00 ngày 01/01/1970; đã trở lại bình thường sau 07:00 ngày 01/01/1970.",
			"From 07:00 on 1 January 1970 the figures were unusually higher (confidence 100%): 12000 seen where about 0.04 are usual; the highest was 9000 at 07:00 on 1 January 1970; back to usual after 07:00 on 1 January 1970."},
	} {
		vi, en := tt.b.Explain()
		if vi != tt.vi || en != tt.en {
			t.Errorf("got  %s\nwant %s\ngot  %s\nwant %s", vi, tt.vi, en, tt.en)
		}
	}
}

func TestABackfillIsLateAndNeitherJudgedNorLearnt(t *testing.T) {
	t.Parallel()
	s := dailyCounts(30, 10, 5)
	d := NewDetector(Setting{Dated: true})
	for i, v := range s.Values {
		d.Observe(s.Times[i], v)
	}
	before, _ := d.MarshalBinary()
	for i := range 200 { // the last week arrives once more, tenfold
		o := d.Observe(s.Times[len(s.Times)-200+i], 10*s.Values[len(s.Times)-200+i])
		if !o.Late || o.Score != 0 {
			t.Fatalf("late value %d: late %v, score %v", i, o.Late, o.Score)
		}
	}
	after, _ := d.MarshalBinary()
	if string(before) != string(after) {
		t.Error("late values changed the state")
	}
}

func TestMeasuredValuesRaiseAlarmsOfEveryKind(t *testing.T) {
	t.Parallel()
	const at = 800
	cases := []struct {
		name   string
		change func(i int, v float64, r *rand.Rand) float64
	}{
		{"a spike", func(i int, v float64, _ *rand.Rand) float64 { return v + 12*one(i == at) }},
		{"a dip", func(i int, v float64, _ *rand.Rand) float64 { return v - 12*one(i == at) }},
		{"a higher level", func(i int, v float64, _ *rand.Rand) float64 { return v + 8*one(i >= at) }},
		{"a wider spread", func(i int, v float64, r *rand.Rand) float64 { return v + 10*r.NormFloat64()*one(i >= at) }},
		{"a flat line", func(i int, v float64, _ *rand.Rand) float64 { return v + (20.123-v)*one(i >= at) }},
	}
	for _, tt := range cases {
		r := rand.New(rand.NewPCG(9, 9))
		s := Series{Dated: true}
		for i := range 1000 {
			v := 20 + 3*math.Sin(float64(i)*2*math.Pi/96) + r.NormFloat64()
			s.Times, s.Values = append(s.Times, int64(i)*900), append(s.Values, tt.change(i, v, r))
		}
		best := 0.0
		for i, o := range Detect(s) {
			if i >= at && i < at+100 {
				best = max(best, o.Score)
			}
		}
		if best < Alarm {
			t.Errorf("%s: best score %.2f", tt.name, best)
		}
	}
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

func TestOneWrongClockDoesNotMakeEverythingLate(t *testing.T) {
	t.Parallel()
	d := NewDetector(Setting{Dated: true})
	steps := []struct {
		at   int64
		late bool
	}{{1, false}, {2, false}, {1 << 40, true}, {3, false}, {9000, true}, {9001, false}, {9002, false}, {4, true}}
	for _, s := range steps {
		if o := d.Observe(s.at*hourSeconds, 5); o.Late != s.late {
			t.Errorf("hour %d: late = %v, want %v", s.at, o.Late, s.late)
		}
	}
}

func TestDetectIsCausal(t *testing.T) {
	t.Parallel()
	s := dailyCounts(30, 10, 6)
	whole := Detect(s)
	cut := Detect(Series{Times: s.Times[:500], Values: s.Values[:500], Dated: true})
	for i := range cut {
		if cut[i].Score != whole[i].Score {
			t.Fatalf("score %d is %v of the part and %v of the whole", i, cut[i].Score, whole[i].Score)
		}
	}
}

func TestAStoredDetectorGoesOnAsIfItHadNeverStopped(t *testing.T) {
	t.Parallel()
	for _, setting := range []Setting{
		{Dated: true, Holidays: []Holiday{{2026, 3, 20, "Tết"}, {2026, 3, 21, "Tết"}}}, {Kind: Real, Dated: true, Step: 300}, {Step: 1},
	} {
		s := dailyCounts(30, 10, 8)
		one, other := NewDetector(setting), NewDetector(setting)
		for i, v := range s.Values {
			if i == 500 {
				data, err := other.MarshalBinary()
				if err != nil {
					t.Fatal(err)
				}
				if limit := 6 << 10; len(data) > limit {
					t.Errorf("state has %d bytes, want at most %d", len(data), limit)
				}
				other = &Detector{}
				err = other.UnmarshalBinary(data)
				if err != nil {
					t.Fatal(err)
				}
			}
			if i == 550 {
				v += 200
			}
			a, b := one.Observe(s.Times[i], v), other.Observe(s.Times[i], v)
			if a.Score != b.Score || a.Expected != b.Expected || (a.Burst == nil) != (b.Burst == nil) || a.Burst != nil && *a.Burst != *b.Burst {
				t.Fatalf("after storing, value %d: %+v, want %+v", i, b, a)
			}
		}
	}
}

func TestDamagedStateIsRefused(t *testing.T) {
	t.Parallel()
	d := NewDetector(Setting{Dated: true})
	for i, v := range dailyCounts(10, 5, 9).Values {
		d.Observe(int64(i)*hourSeconds, v)
	}
	data, _ := d.MarshalBinary()
	for name, bad := range map[string][]byte{"empty": nil, "cut": data[:len(data)-1], "longer": append(data[:len(data):len(data)], 0), "other version": append([]byte{99}, data[1:]...)} {
		if err := new(Detector).UnmarshalBinary(bad); err == nil {
			t.Errorf("a state that is %s was taken", name)
		}
	}
}

func TestStrangeInputHasDefinedScores(t *testing.T) {
	t.Parallel()
	inf, nan := math.Inf(1), math.NaN()
	cases := map[string][]float64{
		"nothing":               nil,
		"zeros":                 make([]float64, 3000),
		"missing":               {nan, nan, nan},
		"infinite and enormous": {1, inf, 2, -inf, 1e300, -1e300, 1e29, 3, 1e29, 1e-300},
		"one value":             {5},
		"negative":              {-1, -2, -3, 0.5},
	}
	for name, values := range cases {
		s := Series{Values: values, Dated: true}
		for i := range values {
			s.Times = append(s.Times, int64(i)*300)
		}
		for i, o := range Detect(s) {
			if !(o.Score >= 0 && o.Score < 1) {
				t.Errorf("%s: score %d is %v", name, i, o.Score)
			}
			if math.Abs(values[i]) <= 0 && o.Burst != nil {
				t.Errorf("%s: a zero among zeros is a burst", name)
			}
		}
	}
}
