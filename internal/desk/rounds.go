package desk

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Rounds tells which reporting rounds wait for an officer, and which words that somebody wrote down for them. It is
// implemented elsewhere.
type Rounds interface {
	Awaiting(ctx context.Context, tx *db.Tx, by auth.Officer) ([]RoundLine, error)
}

// RoundLine is one thing that waits: a round to which the officer's unit owes an answer, a round that they prepared
// and have not opened, or a word that was written down for them.
type RoundLine struct {
	Code, Title, Href string
	Due               law.Date // zero: no deadline
	Owes              bool
	Recorder          string // who wrote the word down; empty: it is a round
}

func (s *Service) awaiting(ctx context.Context, tx *db.Tx, by auth.Officer) ([]RoundLine, error) {
	if s.Rounds == nil {
		return nil, nil
	}
	return s.Rounds.Awaiting(ctx, tx, by)
}

// todoWord is a word that waits for its leader.
func todoWord(ctx context.Context, r RoundLine) todo {
	return todo{
		Icon: "comment", Title: r.Title, Href: r.Href, To: r.Href, Verb: web.T(ctx, "Xác nhận"), Tone: web.Warn,
		Why: web.T(ctx, "%s ghi thay, chờ bạn xác nhận", r.Recorder), Due: due{Strong: web.DayMonth(ctx, r.Due)},
	}
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
