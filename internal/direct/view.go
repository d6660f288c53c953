package direct

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

type unitNames = func(org.UnitID) string

func saveWord(ctx context.Context, v newView) string {
	if len(v.Leaders) > 0 {
		return web.T(ctx, "Ghi, chờ xác nhận")
	}
	return web.T(ctx, "Giao ngay")
}

func listSub(ctx context.Context, v listView) string {
	if len(v.Waiting) > 0 {
		return web.T(ctx, "%d ý kiến chờ xác nhận, %d việc đang thực hiện.", len(v.Waiting), v.Total)
	}
	return web.T(ctx, "%d việc đang thực hiện.", v.Total)
}

func dueOf(ctx context.Context, c work.Case) string {
	if c.Due.IsZero() {
		return web.Dash
	}
	return web.Day(ctx, c.Due)
}

func stateOf(ctx context.Context, c work.Case) string {
	for _, w := range work.StandardLife {
		if w.Step == c.Step {
			return web.T(ctx, w.Word)
		}
	}
	return web.Dash
}
