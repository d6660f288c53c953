package trend

import (
	"math/rand/v2"
	"testing"
)

// TestUsualExpectsWhatADetectorExpects shows both the same hours, with a wave, a long silence, Tết, half of the sources
// and values that are none, and stores and restores one of them on the way.
func TestUsualExpectsWhatADetectorExpects(t *testing.T) {
	t.Parallel()
	setting := Setting{Kind: Count, Dated: true, Holidays: []Holiday{{2026, 2, 16, "Giao thừa"}, {2026, 2, 17, "Tết"}, {2026, 4, 30, "Thống nhất"}}}
	d, u := NewDetector(setting), NewUsual(setting)
	r := rand.New(rand.NewPCG(4, 2))
	silent := 0
	for i := range 24 * 90 {
		at := 1_768_000_000/hourSeconds*hourSeconds + int64(i)*hourSeconds
		value, share := float64(r.IntN(2+i%24)), 1.0
		switch {
		case i > 500 && i < 506:
			value *= 40
		case i > 900 && i < 1000:
			value = 0
		case i > 1200 && i < 1300:
			share = .5
		case i%97 == 0:
			share = 0
		}
		o := d.ObserveShare(at, value, share)
		if o.Silent {
			silent++
		}
		if got := u.Observe(at, value, share); got != o.Expected {
			t.Fatalf("hour %d: %+v is expected, a detector expects %+v", i, got, o.Expected)
		}
		if i%500 == 250 {
			u = restored(t, u, setting)
		}
	}
	if silent == 0 {
		t.Error("no silence was long enough to teach nothing")
	}
}

// restored stores and restores what was learnt.
func restored(t *testing.T, u *Usual, s Setting) *Usual {
	t.Helper()
	state, err := u.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	again := NewUsual(s)
	if err := again.UnmarshalBinary(state); err != nil {
		t.Fatal(err)
	}
	return again
}

// TestUsualTakesOtherHolidays learns a Tết, and goes on with the calendar of a year later: Tết is known by its name, a
// day that is no holiday any more is an ordinary one, and a new one is learnt from the beginning.
func TestUsualTakesOtherHolidays(t *testing.T) {
	t.Parallel()
	u := NewUsual(Setting{Dated: true, Holidays: []Holiday{{2026, 2, 10, "Cũ"}, {2026, 2, 17, "Tết"}}})
	first := dayNumber(2026, 1, 1) * daySeconds
	for i := range int64(24 * 60) {
		at, value := first+i*hourSeconds, 20.0
		if day := dayOf(at); day == dayNumber(2026, 2, 17) || day == dayNumber(2026, 2, 10) {
			value = 2
		}
		u.Observe(at, value, 1)
	}
	u = restored(t, u, Setting{Dated: true, Holidays: []Holiday{{2026, 3, 6, "Mới"}, {2026, 3, 10, "Tết"}}})
	mean := func(month, day int) float64 { return u.Predict(dayNumber(2026, month, day)*daySeconds, 1).Mean }
	if tet, other := mean(3, 10), mean(3, 12); tet > other/3 {
		t.Errorf("at Tết %.1f are expected, two days later %.1f", tet, other)
	}
	if fresh, other := mean(3, 6), mean(3, 13); fresh < other/2 {
		t.Errorf("on a holiday that nobody knows yet %.1f are expected, on another Friday %.1f", fresh, other)
	}
	if u.UnmarshalBinary([]byte{usualVersion, 1, 2}) == nil || u.UnmarshalBinary(nil) == nil {
		t.Error("damaged bytes were taken")
	}
}
