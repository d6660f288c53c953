package alert

import (
	"context"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Summarize writes to every board that was spared alerts on a day, the clearest first, in one letter. Whoever calls it
// again for the same day writes nothing twice.
func (s *Service) Summarize(ctx context.Context, day law.Date) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		all, err := boards(ctx, tx, true)
		if err != nil {
			return fmt.Errorf("reading who is told: %w", err)
		}
		topics, err := s.topicNames(ctx, tx)
		if err != nil {
			return err
		}
		for _, b := range all {
			spared, err := sparedOn(ctx, tx, b.ID, day)
			if err != nil {
				return err
			}
			if len(spared) == 0 {
				continue
			}
			err = s.post(ctx, tx, b, s.Now(), work.Message{
				Key:     fmt.Sprintf("listen.alert.summary %s b%d", day, b.ID),
				Subject: "Các cảnh báo còn lại của ngày " + day.Vietnamese(), Body: s.summary(b, day, spared, topics),
			})
			if err != nil {
				return fmt.Errorf("summing up for board %d: %w", b.ID, err)
			}
		}
		return nil
	})
}

// summary is the letter about what a board was spared.
func (s *Service) summary(b Board, day law.Date, spared []Alert, topics map[listen.TopicID]string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "Ngày %s có nhiều cảnh báo hơn mức đã đặt cho bảng theo dõi “%s” (%d một ngày). Dưới đây là %d cảnh báo chưa được báo riêng, rõ nhất trước.\n",
		day.Vietnamese(), b.Name, b.EveryDay, len(spared))
	for i, a := range spared {
		vi, _ := a.Sentences(topics[a.Topic])
		fmt.Fprintf(&text, "\n%d. %s\n", i+1, vi)
		if s.Site != "" {
			fmt.Fprintf(&text, "   %s%s\n", s.Site, a.Href())
		}
	}
	return text.String()
}
