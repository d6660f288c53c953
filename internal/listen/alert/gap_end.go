package alert

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Ending is why a gap is over. It is no judgement: the state that officers gave the gap stays.
type Ending string

// The endings.
const (
	Answered Ending = "answered" // authorities published more than usual about the topic
	Faded    Ending = "faded"    // for some days no more is asked than usual
)

var endingWords = map[Ending]string{
	Answered: web.Mark("cổng và trang chính thức đã đăng nhiều hơn thường lệ"), Faded: web.Mark("không còn hỏi nhiều hơn thường lệ"),
}

var endingEnglish = map[Ending]string{
	Answered: "official portals and pages published more than usual", Faded: "no more is asked than usual",
}

// Word is the ending in words, a marked text.
func (e Ending) Word() string { return endingWords[e] }

// mostStanding bounds how many gaps are looked at for their end at once.
const mostStanding = 1000

// ended are the gaps that stood until now and are over, those that were found anew left out.
func (s *Service) ended(ctx context.Context, tx *db.Tx, found []Alert, now time.Time) (over []Alert, err error) {
	all, err := unfinished(ctx, tx, standing, mostStanding)
	if err != nil {
		return nil, err
	}
	last := lastSettled(now)
	for _, a := range all {
		if slices.ContainsFunc(found, func(f Alert) bool { return f.Topic == a.Topic }) {
			continue
		}
		x, err := s.askingOf(ctx, tx, a.Topic, last, now)
		if err != nil {
			return nil, err
		}
		bar, err := s.gapBar(ctx, tx, a.Topic)
		if err != nil {
			return nil, err
		}
		best, rises := x.rise(bar)
		since := min(max(0, law.DateOf(a.Last).DaysUntil(last)+1), longGap)
		switch {
		case rises && !x.silent(s.feasts, best.Hours/24), !x.silent(s.feasts, since):
			a.EndedWhy = Answered
		case !rises && now.Sub(a.Last) >= gapRearm:
			a.EndedWhy = Faded
		default:
			continue
		}
		a.EndedAt = &now
		over = append(over, a)
	}
	return over, nil
}

// endGap stores that a gap is over, with its audit line, unless it stood out once more meanwhile.
func (s *Service) endGap(ctx context.Context, tx *db.Tx, a Alert) error {
	fresh, err := putEnd(ctx, tx, a)
	if err != nil || !fresh {
		return err
	}
	topic, err := s.Listen.Topic(ctx, tx, a.Topic)
	if err != nil {
		return err
	}
	sentence := map[Ending]string{
		Answered: web.Mark("Gợi ý đã hết vì cổng và trang chính thức đã đăng nhiều hơn thường lệ: %s"),
		Faded:    web.Mark("Gợi ý đã hết vì không còn hỏi nhiều hơn thường lệ: %s"),
	}
	return audit.Write(ctx, tx, s.Now(), audit.Entry{
		Actor: "Hệ thống", Action: "listen.gap-end", Object: object, ObjectID: int64(a.ID), Sentence: sentence[a.EndedWhy], Args: []any{topic.Name},
	})
}

// stateWord is where an alert stands, a marked text: a gap that ended before anybody looked at it waits for nobody.
func (a Alert) stateWord() string {
	if a.State == Unseen && a.EndedAt != nil {
		return web.Mark("Đã hết")
	}
	return a.State.Word()
}

// endWords say when and why a gap ended; empty while it stands.
func (a Alert) endWords(ctx context.Context) string {
	if a.EndedAt == nil {
		return ""
	}
	return web.T(ctx, "%s, %s", web.Day(ctx, law.DateOf(*a.EndedAt)), web.T(ctx, a.EndedWhy.Word()))
}

// outcome is what became of an alert of the past: the verdict of an officer, or that it ended by itself.
func (a Alert) outcome(ctx context.Context) string {
	if a.State == Closed {
		return web.T(ctx, a.judgedWord(a.Verdict))
	}
	return web.T(ctx, "Đã hết: %s", web.T(ctx, a.EndedWhy.Word()))
}

// endSentences say of a gap that it ended; empty while it stands.
func (a Alert) endSentences() (vi, en string) {
	if a.EndedAt == nil {
		return "", ""
	}
	day := law.DateOf(*a.EndedAt).Vietnamese()
	return fmt.Sprintf(" Đã hết từ %s: %s.", day, a.EndedWhy.Word()), fmt.Sprintf(" Over since %s: %s.", day, endingEnglish[a.EndedWhy])
}
