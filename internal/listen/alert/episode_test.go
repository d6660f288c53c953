package alert

import (
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
)

// teller feeds a follower with mentions of its own.
type teller struct {
	f    *Follower
	now  time.Time
	item int
}

// newTeller knows two months in which a story of one to three items came every few hours.
func newTeller() *teller {
	p := NewPulse()
	x := &teller{f: NewFollower(1, nil, p, start), now: start}
	p.Set(start, 5)
	for i := range 200 {
		x.tell(1000+i, 1+i%5/4+i%25/24, i)
		x.wait(7 * time.Hour)
	}
	return x
}

// wait lets time pass.
func (x *teller) wait(d time.Duration) {
	x.now = x.now.Add(d)
	x.f.Advance(x.now)
}

// tell brings n items of a story, each of another source from one on.
func (x *teller) tell(story, n, source int) {
	for i := range n {
		x.item++
		x.f.Add(listen.Mention{
			Item: listen.ItemID(x.item), Source: listen.SourceID((source + i) % 20), Class: listen.Provincial, Story: listen.StoryID(story), Published: x.now, Arrived: x.now,
		})
	}
}

func (x *teller) raised() *Episode {
	e, _ := x.f.Check(x.now, usualBar)
	return e
}

func TestOneStoryIsAWaveBeforeManyAre(t *testing.T) {
	t.Parallel()
	x := newTeller()
	for i := range 5 {
		x.tell(1, 1, i)
		x.wait(8 * time.Minute)
	}
	one := x.raised()
	if one == nil || one.Story != 1 {
		t.Fatalf("five sources on one story raised %+v", one)
	}
	y := newTeller()
	for i := range 5 {
		y.tell(1+i, 1, i)
		y.wait(8 * time.Minute)
	}
	if many := y.raised(); many != nil && many.Odds > one.Odds-1 {
		t.Errorf("five sources, each on something else, raised %+v; on one story %+v", many, one)
	}
}

func TestOneSourceIsNoWave(t *testing.T) {
	t.Parallel()
	x := newTeller()
	for i := range 14 {
		x.tell(1+i, 1, 3)
		x.wait(20 * time.Minute)
		if e := x.raised(); e != nil {
			t.Fatalf("%d items of one source raised %+v", i+1, e)
		}
	}
}

func TestTimeThatPassesRaisesNothing(t *testing.T) {
	t.Parallel()
	x := newTeller()
	x.tell(1, 9, 0)
	x.wait(70 * time.Minute)
	if e := x.raised(); e != nil {
		t.Errorf("nothing came for an hour, and it raised %+v", e)
	}
}

func TestAnEpisodeIsToldOnce(t *testing.T) {
	t.Parallel()
	x := newTeller()
	x.tell(1, 6, 0)
	if x.raised() == nil {
		t.Fatal("six sources on one story raised nothing")
	}
	x.wait(2 * time.Hour)
	x.tell(2, 5, 6)
	if e := x.raised(); e != nil {
		t.Errorf("a second story of the episode raised %+v", e)
	}
	x.wait(time.Hour)
	x.tell(1, 9, 8)
	if e := x.raised(); e != nil {
		t.Errorf("the same story raised %+v again", e)
	}
	x.wait(2 * time.Hour)
	x.tell(3, 16, 0)
	if e := x.raised(); e == nil || e.Story != 3 {
		t.Errorf("a new story twice as large as the first raised %+v", e)
	}
}
