package alert

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// urgent are odds at which one of the last places of a day is given away: a wave that is far beyond the usual.
const urgent = 12

// kept is how many places of a day are kept for what is urgent: one of five. Nobody knows in the morning what the evening
// brings, and what was told cannot be taken back.
func (b Board) kept() int { return b.EveryDay / 5 }

// announce tells every board that hears of the topic, unless its day is full, the last places being kept for what is
// urgent. What is not told stands on the page all the same, and in the summary of the day ([Service.Summarize]). In quiet
// hours letters wait until these are over.
func (s *Service) announce(ctx context.Context, tx *db.Tx, a Alert, topic string) error {
	all, err := boards(ctx, tx, true)
	if err != nil {
		return fmt.Errorf("reading who is told: %w", err)
	}
	day := law.DateOf(a.Raised)
	for _, b := range all {
		if !b.hears(a.Topic) {
			continue
		}
		told, err := holdDay(ctx, tx, b.ID, day)
		if err != nil {
			return err
		}
		may := told < b.EveryDay-b.kept() || told < b.EveryDay && a.Odds >= urgent
		fresh, err := tell(ctx, tx, b.ID, a.ID, day, may)
		if err != nil {
			return err
		}
		if !may || !fresh {
			continue
		}
		err = s.write(ctx, tx, b, a, topic)
		if err != nil {
			return fmt.Errorf("telling board %d: %w", b.ID, err)
		}
	}
	return nil
}

// write queues a letter to everybody of a board who is there, or to the stand-in.
func (s *Service) write(ctx context.Context, tx *db.Tx, b Board, a Alert, topic string) error {
	vi, _ := a.Sentences(topic)
	text := vi + "\n"
	if s.Site != "" {
		text += fmt.Sprintf("\nXem các tin và xử lý: %s%s\n", s.Site, a.Href())
	}
	text += fmt.Sprintf("\nThư này do hệ thống gửi cho bảng theo dõi “%s”. Đánh giá báo động đúng hay nhầm giúp lần sau chính xác hơn.\n", b.Name)
	return s.post(ctx, tx, b, a.Raised, work.Message{Key: fmt.Sprintf("listen.alert %d b%d", a.ID, b.ID), Subject: "Cảnh báo dư luận: " + topic, Body: text})
}

// post queues a letter to those of a board who are there, with their name before it; not in quiet hours.
func (s *Service) post(ctx context.Context, tx *db.Tx, b Board, at time.Time, m work.Message) error {
	if s.Outbox == nil {
		return nil
	}
	people, err := s.present(ctx, tx, b)
	if err != nil {
		return err
	}
	after, _ := b.quiet(at)
	for _, p := range people {
		letter := m
		letter.Key, letter.ToName, letter.ToAddress, letter.After = fmt.Sprintf("%s p%d", m.Key, p.ID), p.Name, p.Email, after
		letter.Body = fmt.Sprintf("Kính gửi %s,\n\n%s", p.Name, m.Body)
		err := s.Outbox.Queue(ctx, tx, letter)
		if err != nil {
			return err
		}
	}
	return nil
}

// present are the people of a board who can be written to today, or who stands in for them; the board's own
// stand-in when nobody is there.
func (s *Service) present(ctx context.Context, tx *db.Tx, b Board) ([]org.Person, error) {
	var there []org.Person
	for _, id := range append(slices.Clone(b.People), b.StandIn) {
		if id == b.StandIn && (len(there) > 0 || id == 0) {
			break
		}
		instead, err := s.Work.Instead(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		if instead == 0 || slices.ContainsFunc(there, func(p org.Person) bool { return p.ID == instead }) {
			continue
		}
		p, err := s.Org.Person(ctx, tx, instead)
		if err != nil {
			return nil, err
		}
		if p.Active && p.Email != "" {
			there = append(there, p)
		}
	}
	return there, nil
}

// Sentences says in Vietnamese and in English what stands out, against what is usual.
func (a Alert) Sentences(topic string) (vi, en string) {
	if a.Rule == Gap {
		return a.gapSentences(topic)
	}
	usualVI, usualEN := "thường lệ gần như không có tin", "usually there is almost nothing"
	if a.Expected >= 0.5 {
		usualVI = fmt.Sprintf("thường lệ khoảng %s tin, gấp %s lần", decimal(a.Expected), decimal(a.signal().Times()))
		usualEN = fmt.Sprintf("usually about %.1f, %.1f times as many", a.Expected, a.signal().Times())
	}
	where := func(part, word string) string {
		if part == "" {
			return ""
		}
		return word + part
	}
	spanVI, spanEN := fmt.Sprintf("%d giờ", a.Hours), fmt.Sprintf("%d hours", a.Hours)
	from := clock(a.Began)
	if a.Rule == Day {
		spanVI, spanEN = fmt.Sprintf("%d ngày", a.Hours/24), fmt.Sprintf("%d whole days", a.Hours/24)
		from = law.DateOf(a.Began).Vietnamese()
	}
	vi = fmt.Sprintf("%s%s: %.0f tin độc lập từ %d nguồn trong %s tính từ %s; %s.", topic, where(a.Area, " ở "), a.Seen, a.Sources, spanVI, from, usualVI)
	en = fmt.Sprintf("%s%s: %.0f independent items from %d sources in %s from %s; %s.", topic, where(a.Area, " in "), a.Seen, a.Sources, spanEN, from, usualEN)
	return vi, en
}

func clock(t time.Time) string { return t.In(law.Vietnam).Format("15:04 02/01/2006") }

func decimal(x float64) string {
	return strings.Replace(strings.TrimSuffix(fmt.Sprintf("%.1f", x), ".0"), ".", ",", 1)
}
