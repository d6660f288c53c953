package alert

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

const (
	usualGapBar = 3.5                // least odds of a gap before anybody judged one
	gapRearm    = 7 * 24 * time.Hour // questions that have not stood out for so long are answered, or forgotten
)

// LookForGaps weighs what people ask on whole days about every topic that is followed, and suggests an explanation
// where nothing official is said; what was suggested and stands out no longer, it ends. It may run as often as one likes.
func (s *Service) LookForGaps(ctx context.Context) error {
	now := s.Now()
	var found, over []Alert
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		found, err = s.gapsNow(ctx, tx, now)
		if err != nil {
			return err
		}
		over, err = s.ended(ctx, tx, found, now)
		return err
	})
	if err != nil {
		return fmt.Errorf("looking for what is asked and not answered: %w", err)
	}
	for _, a := range found {
		err := s.DB.Write(ctx, func(tx *db.Tx) error { return s.keepGap(ctx, tx, a) })
		if err != nil {
			return fmt.Errorf("storing the gap of topic %d: %w", a.Topic, err)
		}
	}
	for _, a := range over {
		err := s.DB.Write(ctx, func(tx *db.Tx) error { return s.endGap(ctx, tx, a) })
		if err != nil {
			return fmt.Errorf("ending gap %d: %w", a.ID, err)
		}
	}
	return nil
}

// gapsNow are the gaps that end with the last day that is settled. Where no authority is listened to, or nothing of
// one came for a week, silence says nothing.
func (s *Service) gapsNow(ctx context.Context, tx *db.Tx, now time.Time) (found []Alert, err error) {
	last := lastSettled(now)
	topics, err := s.Listen.AskedAbout(ctx, tx, last.AddDays(1-longGap), last, gapAsked)
	if err != nil || len(topics) == 0 {
		return nil, err
	}
	voices, err := s.authorities(ctx, tx, now)
	if err != nil || voices == 0 {
		return nil, err
	}
	for _, id := range topics {
		t, err := s.Listen.Topic(ctx, tx, id)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		if err != nil || !t.Active {
			continue
		}
		a, ok, err := s.gapOf(ctx, tx, id, last, now)
		if err != nil {
			return nil, err
		}
		if ok {
			a.Sources = voices
			found = append(found, a)
		}
	}
	return found, nil
}

// lastSettled is the last day that is over and of which nothing more is expected.
func lastSettled(now time.Time) law.Date { return law.DateOf(now.Add(-settle)).AddDays(-1) }

// authorities counts the sources of authorities that are listened to; 0 if none of them gave anything for a week.
func (s *Service) authorities(ctx context.Context, tx *db.Tx, now time.Time) (n int, err error) {
	sources, err := s.Listen.Sources(ctx, tx)
	if err != nil {
		return 0, err
	}
	for _, x := range sources {
		if x.State == listen.Active && x.Class.Official() {
			n++
		}
	}
	hours, err := s.Listen.Hours(ctx, tx, 0, now.AddDate(0, 0, -longGap), now)
	for _, h := range hours {
		if h.Class.Official() {
			return n, err
		}
	}
	return 0, err
}

// gapOf is the gap of a topic that ends with a day.
func (s *Service) gapOf(ctx context.Context, tx *db.Tx, topic listen.TopicID, last law.Date, now time.Time) (a Alert, ok bool, err error) {
	x, err := s.askingOf(ctx, tx, topic, last, now)
	if err != nil {
		return a, false, err
	}
	bar, err := s.gapBar(ctx, tx, topic)
	if err != nil {
		return a, false, err
	}
	g, ok := x.gap(s.feasts, bar)
	began := last.AddDays(1 - g.Hours/24)
	return Alert{
		Key: fmt.Sprintf("%s %d %s", Gap, topic, began), Rule: Gap, Series: Series{Topic: topic}, Began: began.Start().UTC(), Raised: now, Last: now,
		Hours: g.Hours, Seen: g.Seen, Expected: float64(gate.Public(int(math.Round(g.Expected)))), Odds: g.Odds, Peak: g.Peak,
	}, ok, nil
}

// askingOf reads what is asked about a topic and published about it until a day.
func (s *Service) askingOf(ctx context.Context, tx *db.Tx, topic listen.TopicID, last law.Date, now time.Time) (*asking, error) {
	x := newAsking(last.AddDays(1-gapHistory-longGap), last)
	days, err := s.Listen.QuestionDays(ctx, tx, topic, x.first, last)
	if err != nil {
		return nil, err
	}
	hours, err := s.Listen.Hours(ctx, tx, topic, x.first.Start(), now)
	x.hear(days)
	x.publish(hours)
	return x, err
}

// gapBar is the least odds of a gap of a topic, moved by what was said of its earlier ones as the bar of alarms is.
func (s *Service) gapBar(ctx context.Context, tx *db.Tx, topic listen.TopicID) (float64, error) {
	said, err := judged(ctx, tx, onlyGaps, topic, s.Now().Add(-judgedSince))
	return usualGapBar + max(moved(said), -.5), err
}

// keepGap stores a gap with its audit line, or that one goes on; nobody is written to.
func (s *Service) keepGap(ctx context.Context, tx *db.Tx, a Alert) error {
	err := holdGap(ctx, tx, a.Topic, a.Last)
	if err != nil {
		return err
	}
	before, err := running(ctx, tx, onlyGaps, a.Topic, a.Began.Add(-gapRearm))
	if err != nil {
		return err
	}
	if n := len(before); n > 0 {
		a.Key = before[n-1].Key
		return growAlert(ctx, tx, a)
	}
	id, fresh, err := insertAlert(ctx, tx, a)
	if err != nil || !fresh {
		return err
	}
	topic, err := s.Listen.Topic(ctx, tx, a.Topic)
	if err != nil {
		return err
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		Actor: "Hệ thống", Action: "listen.gap", Object: object, ObjectID: int64(id),
		Sentence: web.Mark("Người dân hỏi, chưa có thông tin chính thức: %s"), Args: []any{topic.Name},
	})
}

// Gaps are the gaps that were found from from until before to, newest first.
func (s *Service) Gaps(ctx context.Context, tx *db.Tx, from, to time.Time) ([]Alert, error) {
	return between(ctx, tx, onlyGaps, from, to, 10_000)
}

// OpenGap is a gap with what is shown of it.
type OpenGap struct {
	Alert
	Name     string    // of its topic
	Official time.Time // when an authority last published about it; zero: never, as far as is known
}

// mostGaps is the most gaps of a list.
const mostGaps = 20

// OpenGaps are the gaps that stand and that nobody has closed, those that stand out most first.
func (s *Service) OpenGaps(ctx context.Context, tx *db.Tx) ([]OpenGap, error) {
	return s.openGaps(ctx, tx, standing)
}

func (s *Service) openGaps(ctx context.Context, tx *db.Tx, which string) ([]OpenGap, error) {
	all, err := unfinished(ctx, tx, which, mostGaps)
	if err != nil {
		return nil, err
	}
	return s.named(ctx, tx, all)
}

// GapsDuring are the gaps that were there on some of the days between two, ends included, still stood at their end, and
// were not judged to be none; the newest first.
func (s *Service) GapsDuring(ctx context.Context, tx *db.Tx, from, to law.Date) ([]OpenGap, error) {
	all, err := between(ctx, tx, onlyGaps, from.AddDays(-judgedDays).Start(), to.End(), 10_000)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(a Alert) bool {
		over := a.EndedAt != nil && a.EndedAt.Before(to.End())
		return over || a.Last.Before(from.Start()) || a.Verdict == False
	})
	return s.named(ctx, tx, all[:min(mostGaps, len(all))])
}

// named says of gaps what their topics are called, and when an authority last spoke of them.
func (s *Service) named(ctx context.Context, tx *db.Tx, all []Alert) (open []OpenGap, err error) {
	for _, a := range all {
		topic, err := s.Listen.Topic(ctx, tx, a.Topic)
		if err != nil {
			return nil, err
		}
		g := OpenGap{Alert: a, Name: topic.Name}
		items, err := s.officialItems(ctx, tx, a, 1)
		if err != nil {
			return nil, err
		}
		if len(items) > 0 {
			g.Official = items[0].Published
		}
		open = append(open, g)
	}
	return open, nil
}

// officialItems are the latest items that authorities published about the topic of a gap.
func (s *Service) officialItems(ctx context.Context, tx *db.Tx, a Alert, limit int) (items []listen.Item, err error) {
	ids, err := s.Listen.LastOfficial(ctx, tx, a.Topic, s.Now().Add(time.Hour), limit)
	for _, id := range ids {
		i, _, err := s.Listen.Item(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		items = append(items, i)
	}
	return items, err
}

// gapSentences are [Alert.Sentences] of a gap.
func (a Alert) gapSentences(topic string) (vi, en string) {
	days, began := a.Hours/24, law.DateOf(a.Began)
	from, to := began.Vietnamese(), began.AddDays(days-1).Vietnamese()
	endVI, endEN := a.endSentences()
	usualVI, usualEN := fmt.Sprintf("trong chừng ấy lượt nói đến thường chỉ có khoảng %.0f câu hỏi", a.Expected), fmt.Sprintf("among as many mentions there are usually about %.0f", a.Expected)
	if a.Expected == 0 {
		usualVI, usualEN = "thường lệ hầu như không ai hỏi", "usually hardly anybody asks"
	}
	vi = fmt.Sprintf("%s: khoảng %.0f câu hỏi trong %d ngày, từ %s đến %s; %s. Trong những ngày ấy cổng và trang chính thức không đăng nhiều hơn thường lệ.%s", topic, a.Seen, days, from, to, usualVI, endVI)
	en = fmt.Sprintf("%s: about %.0f questions in %d days, from %s to %s; %s. On those days official portals and pages published no more than usual.%s", topic, a.Seen, days, from, to, usualEN, endEN)
	return vi, en
}
