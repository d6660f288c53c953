package board

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/trend"
)

// How the sums of days are kept.
const (
	daysKept  = 220              // the longest period, and what is usual and the forecast need before it
	toneDays  = 36               // of which tone and sources are counted too
	lateDays  = 3                // that still change all the time
	freshFor  = time.Minute      // the last days are counted again after this
	wholeFor  = 30 * time.Minute // all days are: corrections, replays and what is taken back reach far back
	staleMost = 10 * time.Minute // while [Service.Keep] counts, a page shows sums of this age at most
)

// day is what was counted on one day, by topic.
type day struct {
	items map[listen.TopicID]int          // independent ones
	tones map[listen.TopicID]*tone.Counts // of these; nil: not counted
	tone  tone.Counts                     // of everything, by the machine's word

	yield listen.Yield // of sources; empty: not counted
}

// numbers are the sums of days, in memory.
type numbers struct {
	mu      sync.Mutex
	days    map[law.Date]day
	at      time.Time // when the last days were counted
	whole   time.Time // when all were
	kept    bool      // somebody counts again in the background
	memo    map[memoKey]outlook
	tellers map[tellKey]told

	newest  listen.ItemID // that was counted
	arrived map[listen.ItemID]arrived

	answers   tone.Confusion // of officers, to questions chosen at random
	corrected map[shareKey]tone.Shares
}

// memoKey names what was worked out of a series of days.
type memoKey struct {
	topic listen.TopicID
	today law.Date
	days  int
	sum   uint64
}

// outlook is what is usual on the last days of a series, and what is expected.
type outlook struct {
	lo, hi []float64
	ahead  trend.Outlook
	err    error
}

func newNumbers() *numbers {
	return &numbers{days: map[law.Date]day{}, memo: map[memoKey]outlook{}, tellers: map[tellKey]told{}, corrected: map[shareKey]tone.Shares{}}
}

// Keep counts and learns in the background until ctx ends. Every process that shows pages runs it.
func (s *Service) Keep(ctx context.Context) {
	n := s.numbers
	tick := time.NewTicker(freshFor / 2)
	defer tick.Stop()
	for {
		learnt := s.learnAgain(ctx)
		if learnt != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "learning tone", "err", learnt)
		}
		err := s.Count(ctx)
		if err != nil && ctx.Err() == nil {
			s.Log.ErrorContext(ctx, "counting for the board", "err", err)
		}
		n.mu.Lock()
		n.kept = err == nil
		n.mu.Unlock()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// upToDate counts where nobody did lately.
func (s *Service) upToDate(ctx context.Context) error {
	n := s.numbers
	n.mu.Lock()
	age := s.Now().Sub(n.at)
	fine := age >= 0 && (age < freshFor || n.kept && age < staleMost)
	n.mu.Unlock()
	if fine {
		return nil
	}
	return s.Count(ctx)
}

// Count counts the last days and those of what came late, and all of them now and then. Each day is a transaction of its own. [Service.Keep]
// calls it again and again.
func (s *Service) Count(ctx context.Context) error {
	n, now := s.numbers, s.Now()
	err := s.readAnswers(ctx)
	if err != nil {
		return fmt.Errorf("counting what officers said of tone: %w", err)
	}
	today := law.DateOf(now)
	n.mu.Lock()
	whole := n.whole.IsZero() || now.Sub(n.whole) >= wholeFor || now.Before(n.whole)
	n.mu.Unlock()
	late, err := s.touched(ctx)
	if err != nil {
		return err
	}
	for i := -1; i < daysKept; i++ {
		d := today.AddDays(-i)
		if !whole && i >= lateDays && !late[d] {
			continue
		}
		var x day
		err = s.DB.Read(ctx, func(tx *db.Tx) (err error) {
			x, err = s.readDay(ctx, tx, d, i < toneDays)
			return err
		})
		if err != nil {
			n.mu.Lock()
			n.whole = time.Time{} // which days are still to be counted is forgotten: all are
			n.mu.Unlock()
			return fmt.Errorf("counting %s: %w", d, err)
		}
		n.mu.Lock()
		n.days[d] = x
		n.mu.Unlock()
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.at = now
	if whole {
		n.whole = now
	}
	for d := range n.days {
		if d.Before(today.AddDays(-daysKept)) {
			delete(n.days, d)
		}
	}
	for k := range n.memo {
		if k.today != today {
			delete(n.memo, k)
		}
	}
	clear(n.tellers)
	return nil
}

func (s *Service) readDay(ctx context.Context, tx *db.Tx, d law.Date, withTone bool) (x day, err error) {
	from, to := d.Start(), d.AddDays(1).Start()
	x.items = map[listen.TopicID]int{}
	volume, err := s.Listen.Volume(ctx, tx, d, d)
	for t, n := range volume {
		x.items[t] = n[0]
	}
	if err != nil || !withTone {
		return x, err
	}
	x.tones = map[listen.TopicID]*tone.Counts{}
	r, err := tx.Query(ctx, `
		SELECT t.topic, `+toneOf+` AS tone, COUNT(*)
		  FROM listen_item i JOIN listen_item_topic t ON t.item = i.id`+withAnswer+`
		 WHERE i.published >= $1 AND i.published < $2 AND i.understood AND i.relation NOT IN ('copy', 'edit') GROUP BY t.topic, `+toneOf, from, to)
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var id listen.TopicID
		var word string
		var n int
		err = r.Scan(&id, &word, &n)
		t, _ := tone.ParseTone(word)
		if x.tones[id] == nil {
			x.tones[id] = &tone.Counts{}
		}
		x.tones[id][t] += n
		return struct{}{}, err
	})
	if err != nil {
		return x, err
	}
	r, err = tx.Query(ctx, `SELECT tone, COUNT(*) FROM listen_item WHERE published >= $1 AND published < $2 AND understood GROUP BY tone`, from, to)
	_, err = db.Collect(r, err, func(r *db.Rows) (_ struct{}, err error) {
		var word string
		var n int
		err = r.Scan(&word, &n)
		t, _ := tone.ParseTone(word)
		x.tone[t] += n
		return struct{}{}, err
	})
	if err != nil {
		return x, err
	}
	x.yield, err = s.Listen.Yield(ctx, tx, d)
	return x, err
}

// yield is what sources brought on a day.
func (n *numbers) yield(d law.Date) listen.Yield {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.days[d].yield
}

// series are the independent items of a topic on each day from one to another, both included.
func (n *numbers) series(topic listen.TopicID, from, to law.Date) []float64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	all := make([]float64, max(0, from.DaysUntil(to)+1))
	for i := range all {
		all[i] = float64(n.days[from.AddDays(i)].items[topic])
	}
	return all
}

// tones are the tones of a topic's independent items from one day to another.
func (n *numbers) tones(topic listen.TopicID, from, to law.Date) (sum tone.Counts) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for d := from; !to.Before(d); d = d.AddDays(1) {
		if c := n.days[d].tones[topic]; c != nil {
			for t, k := range c {
				sum[t] += k
			}
		}
	}
	return sum
}

// historyDays is how much of a series the forecast looks at.
const historyDays = 160

// outlook says what is usual on the last days of a topic, today the last, and what is expected. What was worked out
// is remembered until the days that are over change.
func (n *numbers) outlook(topic listen.TopicID, last law.Date, days int, today law.Date) outlook {
	before := max(historyDays, days+56)
	d := alert.Days{Topic: topic, From: last.AddDays(1 - before)}
	d.Counts = n.series(topic, d.From, last)
	over := len(d.Counts)
	if last == today {
		over--
	}
	key := memoKey{topic, last, days, sumOf(d.Counts[:over])}
	n.mu.Lock()
	o, known := n.memo[key]
	n.mu.Unlock()
	if known {
		return o
	}
	first := len(d.Counts) - days
	for i := first; i < len(d.Counts); i++ {
		lo, hi := d.Usual(i)
		o.lo, o.hi = append(o.lo, lo), append(o.hi, hi)
	}
	if last == today {
		o.ahead, o.err = d.Outlook(over)
	}
	n.mu.Lock()
	n.memo[key] = o
	n.mu.Unlock()
	return o
}

// sumOf is the same for the same counts.
func sumOf(counts []float64) uint64 {
	h := uint64(14695981039346656037) // FNV-1a
	for _, c := range counts {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}
