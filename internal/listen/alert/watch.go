package alert

import (
	"bytes"
	"encoding/gob"
	"math"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/trend"
)

// Look is what a series shows up to a moment: independent items (copies and light edits are spread, not volume)
// that were published and heard in the last hours.
type Look struct {
	At      time.Time                    // the moment
	Share   func(hour time.Time) float64 // how much is heard of everything, see [Pulse]
	Items   []float64                    // by hour, the running one first; a source counts at most [SourceCap] times an hour
	Voices  []float64                    // of the last 1, 2, … hours together, a source at most [SourceCap] times; nil: as Items
	Sources []int                        // distinct sources of the last 1, 2, … hours: Sources[0] is of the running hour alone
	Story   []float64                    // how rare so large a story is as the largest of the last 1, 2, … hours, see [tales.rarity]; nil: not known
}

// SourceCap is how often one source counts in an hour of one series: many items of one house are no wave.
const SourceCap = 2

// Floors below which nothing is an alert, whatever the odds.
const (
	fewestItems   = 5
	fewestSources = 3
	fewestTimes   = 2 // times what is usual
)

// spans are the lengths, in hours, over which items are added up.
var spans = [...]int{1, 2, 4, 8, 16, 24}

// horizon is how far back a look reaches, in hours.
const horizon = 24

// Signal is why a series stands out.
type Signal struct {
	Hours    int     // length of the stretch that stands out most
	Seen     float64 // independent items in it
	Expected float64 // what was usual for these hours
	Sources  int     // distinct sources in it
	Odds     float64 // minus log10 of the probability that so many come by chance
	Peak     float64 // independent items of the fullest hour
}

// Times is how many times what is usual was seen; where almost nothing is usual, half an item is taken for it.
func (s Signal) Times() float64 { return s.Seen / max(s.Expected, 0.5) }

// Watch follows one series of counts by the hour. Whole hours are learnt in order by [Watch.Close]; the hours
// after the last closed one are looked at as items arrive by [Watch.Look], so that a wave is seen before its hour
// is over.
//
// A Watch is not safe for use by several goroutines at once.
type Watch struct {
	learnt *trend.Usual
	past   []usual           // what was expected of the last closed hours before they came, newest last
	came   []float64         // what came in them
	swings [len(spans)]swing // how sums over the spans vary
	last   int64             // start of the last closed hour, seconds since 1970 UTC; 0 before the first
}

// usual is what is expected of an hour: the mean, and the variance beyond that of chance.
type usual struct{ Mean, Excess float64 }

func usualOf(p trend.Prediction) usual {
	u := usual{Mean: p.Mean}
	if p.Size > 0 {
		u.Excess = p.Mean * p.Mean / p.Size
	}
	return u
}

// NewWatch begins without history.
func NewWatch(holidays []trend.Holiday) *Watch {
	return &Watch{learnt: trend.NewUsual(trend.Setting{Dated: true, Holidays: holidays})}
}

// Closed is the start of the last hour that was learnt; the zero time before the first.
func (w *Watch) Closed() time.Time {
	if w.last == 0 {
		return time.Time{}
	}
	return time.Unix(w.last, 0).UTC()
}

// Close learns a whole hour: its start, its independent items, and how much was heard of everything. Hours that are
// not after the last one are left out.
func (w *Watch) Close(hour time.Time, items, share float64) {
	at := hour.Unix()
	if at <= w.last {
		return
	}
	expected := w.learnt.Observe(at, items, share)
	w.last = at
	w.past = append(w.past, usualOf(expected))
	w.past = slices.Delete(w.past, 0, max(0, len(w.past)-horizon))
	w.came = append(w.came, items)
	w.came = slices.Delete(w.came, 0, max(0, len(w.came)-len(w.past)))
	w.swing()
}

// Look weighs what is there now against what is usual for these hours; ok is false where nothing stands out
// by odds of at least bar.
func (w *Watch) Look(l Look, bar float64) (best Signal, ok bool) {
	s := Signal{}
	expected := usual{}
	for back := range min(horizon, len(l.Items), len(l.Sources)) {
		u, known := w.usual(l, back)
		if !known {
			break
		}
		s.Hours, s.Sources = back+1, l.Sources[back]
		s.Seen += l.Items[back]
		if back < len(l.Voices) {
			s.Seen = l.Voices[back]
		}
		s.Peak = max(s.Peak, l.Items[back])
		expected.Mean += u.Mean
		expected.Excess += u.Excess
		s.Expected = expected.Mean
		span, isSpan := spanOf(back + 1)
		if !isSpan || s.Seen < fewestItems || s.Sources < fewestSources || s.Seen < fewestTimes*s.Expected {
			continue
		}
		s.Odds = odds(s.Seen, w.swings[span].of(expected))
		if back < len(l.Story) {
			s.Odds += storyWeight * l.Story[back]
		}
		if s.Odds >= bar && s.Odds > best.Odds {
			best, ok = s, true
		}
	}
	return best, ok
}

// storyWeight is what the rarity of the largest story counts beside the odds of the hours: both see the same items.
const storyWeight = .5

// counted are the odds of what is there now by its counts alone; 0 where they are below the floors.
func (w *Watch) counted(l Look) float64 {
	l.Story = nil
	s, _ := w.Look(l, 0)
	return s.Odds
}

// spanOf is the place of a length among the spans.
func spanOf(hours int) (place int, ok bool) {
	place = slices.Index(spans[:], hours)
	return place, place >= 0
}

// usual is what is expected of the hour that began back hours before the running one, of the running one up to now.
func (w *Watch) usual(l Look, back int) (u usual, known bool) {
	now := l.At
	hour := now.UTC().Truncate(time.Hour).Add(-time.Duration(back) * time.Hour)
	if ago := (w.last - hour.Unix()) / 3600; w.last != 0 && ago >= 0 {
		i := len(w.past) - 1 - int(ago)
		if i < 0 {
			return usual{}, false
		}
		return w.past[i], true
	}
	u = usualOf(w.learnt.Predict(hour.Unix(), l.Share(hour)))
	if back == 0 {
		ran := max(now.Sub(hour).Hours(), 1.0/12)
		u.Mean, u.Excess = u.Mean*ran, u.Excess*ran*ran
	}
	return u, true
}

// odds is minus log10 of the probability of at least seen.
func odds(seen float64, u usual) float64 {
	p := trend.Prediction{Kind: trend.Count, Mean: max(u.Mean, 0.02), Size: 1e9}
	if u.Excess > 0 {
		p.Size = p.Mean * p.Mean / u.Excess
	}
	return -math.Log10(max(p.Above(seen), 1e-30))
}

// watchState is a watch as it is stored.
type watchState struct {
	Learnt []byte
	Past   []usual
	Came   []float64
	Swings [len(spans)]swing
	Last   int64
}

// MarshalBinary stores the watch, at most 3 kB.
func (w *Watch) MarshalBinary() ([]byte, error) {
	learnt, err := w.learnt.MarshalBinary()
	if err != nil {
		return nil, err
	}
	return watchState{learnt, w.past, w.came, w.swings, w.last}.encode()
}

func (s watchState) encode() ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(s)
	return b.Bytes(), err
}

// UnmarshalBinary restores what MarshalBinary stored into a new watch; damaged bytes are refused.
func (w *Watch) UnmarshalBinary(data []byte) error {
	var s watchState
	err := gob.NewDecoder(bytes.NewReader(data)).Decode(&s)
	if err != nil {
		return err
	}
	err = w.learnt.UnmarshalBinary(s.Learnt)
	if err != nil {
		return err
	}
	w.past, w.came, w.swings, w.last = s.Past, s.Came, s.Swings, s.Last
	return nil
}
