package desk

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Rounds tells which reporting rounds wait for an officer. It is implemented elsewhere.
type Rounds interface {
	Awaiting(ctx context.Context, tx *db.Tx, by auth.Officer) ([]RoundLine, error)
}

// RoundLine is one round that waits: the officer's unit owes an answer, or they prepared it and have not opened it.
type RoundLine struct {
	Code, Title, Href string
	Due               law.Date // zero: no deadline
	Owes              bool
}

func (s *Service) awaiting(ctx context.Context, tx *db.Tx, by auth.Officer) ([]RoundLine, error) {
	if s.Rounds == nil {
		return nil, nil
	}
	return s.Rounds.Awaiting(ctx, tx, by)
}

// todoRound is a round that waits.
func todoRound(ctx context.Context, r RoundLine, today law.Date) todo {
	t := todo{Icon: "report", Title: r.Title, Href: r.Href, To: r.Href, Verb: web.T(ctx, "Báo cáo"), Why: joinDot(r.Code, web.T(ctx, "đơn vị chưa trả lời đợt báo cáo"))}
	if !r.Owes {
		t.Verb, t.Why = web.T(ctx, "Mở đợt"), joinDot(r.Code, web.T(ctx, "đợt báo cáo đang soạn, chưa mở cho các đơn vị"))
	}
	if r.Due.IsZero() {
		return t
	}
	t.Due = due{Strong: web.DayMonth(ctx, r.Due), Rest: web.Left(ctx, today, r.Due)}
	switch left := today.DaysUntil(r.Due); {
	case left < 0 && r.Owes:
		t.Tone = web.Bad
	case left <= soonDays && r.Owes:
		t.Tone = web.Warn
	}
	t.Due.Tone = t.Tone
	return t
}
