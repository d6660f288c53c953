package app

import (
	"context"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/desk"
	"github.com/nhipcau/nhipcau/internal/plan"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// plansOnDesk lets the desk show how plans stand and where a case comes from.
type plansOnDesk struct{ plan *plan.Service }

func (p plansOnDesk) Running(ctx context.Context, tx *db.Tx, by auth.Officer, limit int) ([]desk.PlanLine, error) {
	all, err := p.plan.Standings(ctx, tx, by, limit)
	if err != nil {
		return nil, err
	}
	var lines []desk.PlanLine
	for _, s := range all {
		done, dated := s.Finished(), s.Dated()
		flow, reported := s.Flow()
		line := desk.PlanLine{Title: s.Title, Href: s.Href, Share: 100 * done / max(1, dated), Tone: web.Info, Flow: dated == 0}
		line.Finding = web.T(ctx, "%d trên %d nhiệm vụ đã xong", done, dated)
		if dated == 0 {
			line.Finding = web.T(ctx, "%d trên %d nhiệm vụ thường xuyên đã báo cáo kỳ này", reported, flow)
		}
		if s.Overdue > 0 {
			line.Tone = web.Bad
			line.Finding = web.T(ctx, "%d nhiệm vụ quá hạn trên %d", s.Overdue, s.Total)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func (p plansOnDesk) Place(ctx context.Context, tx *db.Tx, by auth.Officer, c work.Case) (desk.PlanPlace, bool, error) {
	if !by.May(plan.View) {
		return desk.PlanPlace{}, false, nil
	}
	x, ok, err := p.plan.Of(ctx, tx, c)
	if err != nil || !ok {
		return desk.PlanPlace{}, false, err
	}
	return desk.PlanPlace{
		Title: x.Title, Number: x.Number, Href: x.Href, Source: x.PaperURL, Line: strings.Join(x.Lines, " "), Section: x.Section,
	}, true, nil
}
