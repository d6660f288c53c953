package demo

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/law"
)

// history is how many days the story goes back.
const history = 306

// story is the past of the province, told in the order of time.
type story struct {
	House
	*province
	today    law.Date
	now      time.Time
	progress Progress
	rand     *rand.Rand
	calendar law.Calendar
	acts     agenda
	made     int // acts added so far
	plans    map[string]planned
	proofs   map[string]files.Stored // content of evidence that is on disk
	broken   error                   // what went wrong while foreseeing
}

func newStory(h House, today law.Date, now time.Time, progress Progress) *story {
	if progress == nil {
		progress = func(int, int, string) {}
	}
	seed := uint64(today.Year)*10000 + uint64(today.Month)*100 + uint64(today.Day)
	return &story{
		House: h, today: today, now: now, progress: progress, rand: rand.New(rand.NewPCG(seed, 128)), calendar: law.VietnamCalendar(),
		plans: map[string]planned{}, proofs: map[string]files.Stored{},
	}
}

// act is something that happens at an instant: rows within a transaction shared with its neighbours, or
// something that opens its own.
type act struct {
	at    time.Time
	order int
	tx    func(ctx context.Context, tx *db.Tx) error
	own   func(ctx context.Context) error
	what  string // for progress; may be empty
}

// agenda is what is still to happen, the earliest first.
type agenda []act

func (a agenda) Len() int { return len(a) }
func (a agenda) Less(i, j int) bool {
	return cmp.Or(a[i].at.Compare(a[j].at), cmp.Compare(a[i].order, a[j].order)) < 0
}
func (a agenda) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)   { *a = append(*a, x.(act)) }
func (a *agenda) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	*a = (*a)[:last]
	return x
}

// add puts an act on the agenda; what lies in the future is left out.
func (s *story) add(a act) {
	if a.at.After(s.now) {
		return
	}
	s.made++
	a.order = s.made
	heap.Push(&s.acts, a)
}

// at is an instant within the office hours of a day.
func (s *story) at(d law.Date) time.Time {
	t := d.Start().Add(7*time.Hour + 30*time.Minute + time.Duration(s.rand.IntN(9*60))*time.Minute)
	return t.Add(time.Duration(s.rand.IntN(60)) * time.Second)
}

// tell lets everything happen.
func (s *story) tell(ctx context.Context) error {
	begin := workday(s.today.AddDays(-history))
	s.Clock.set(s.at(begin))
	s.progress(0, history, "lập danh bạ đơn vị, người và tài khoản")
	err := s.note(ctx, "demo.begin", sentenceBegin)
	if err != nil {
		return err
	}
	err = s.settle(ctx)
	if err != nil {
		return err
	}
	s.foresee()
	for s.acts.Len() > 0 {
		err := errors.Join(s.broken, s.step(ctx))
		if err != nil {
			return err
		}
	}
	s.reach(s.now)
	err = s.catchUp(ctx)
	if err != nil {
		return err
	}
	s.progress(history, history, "hoàn tất")
	return s.note(ctx, "demo.end", sentenceEnd)
}

// reach moves the clock on to t, never back.
func (s *story) reach(t time.Time) {
	if t.After(s.Clock.Now()) {
		s.Clock.set(t)
	}
}

// later moves the clock on while somebody reads and types.
func (s *story) later(d time.Duration) {
	t := s.Clock.Now().Add(d)
	if !t.After(s.now) {
		s.Clock.set(t)
	}
}

// most is how many acts share a transaction.
const most = 60

// step takes the next act that opens its own transactions, or a run of acts that share one.
func (s *story) step(ctx context.Context) error {
	first := s.acts[0]
	s.progress(history-law.DateOf(first.at).DaysUntil(s.today), history, cmp.Or(first.what, "sống lại các nhiệm vụ đã qua"))
	if first.own != nil {
		heap.Pop(&s.acts)
		s.reach(first.at)
		err := first.own(ctx)
		if err != nil {
			return fmt.Errorf("on %s: %w", law.DateOf(first.at), err)
		}
		return nil
	}
	var run []act
	for len(run) < most && s.acts.Len() > 0 && s.acts[0].tx != nil {
		run = append(run, heap.Pop(&s.acts).(act))
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for _, a := range run {
			s.reach(a.at)
			err := a.tx(ctx, tx)
			if err != nil {
				return fmt.Errorf("on %s: %w", law.DateOf(a.at), err)
			}
		}
		return nil
	})
}

// catchUp brings what background work does up to the present.
func (s *story) catchUp(ctx context.Context) error {
	_, err := s.Work.Grow(ctx)
	return err
}

// foresee puts down the arrival of documents and what the clock brings.
func (s *story) foresee() {
	for _, w := range writings(s.today) {
		s.add(act{at: s.at(w.arrive), what: "đọc " + w.file, own: func(ctx context.Context) error { return s.receive(ctx, w) }})
	}
	for d := s.today.AddDays(-history).AddDays(20); d.Before(s.today); d = d.AddDays(20) {
		s.add(act{at: d.Start().Add(time.Hour), own: func(ctx context.Context) error { _, err := s.Work.Grow(ctx); return err }})
	}
	for d := s.today.AddDays(-remindedDays); !d.After(s.today); d = d.AddDays(1) {
		s.add(act{at: d.Start().Add(8*time.Hour + 2*time.Minute), what: "gửi thư nhắc việc", own: func(ctx context.Context) error {
			_, err := s.Work.SendReminders(ctx)
			return err
		}})
	}
	s.add(act{at: s.at(workday(s.today.AddDays(-1))), what: "đọc văn bản mới đến", own: s.leaveDraft})
	s.leave()
	s.report()
	s.rounds()
	s.direct()
	s.handOver()
	s.chase()
	s.hear()
}

// remindedDays is for how many days the reminders were sent.
const remindedDays = 16
