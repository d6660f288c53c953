package desk

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

func channelOptions(ctx context.Context) []web.Option {
	var all []web.Option
	for _, c := range work.Channels {
		all = append(all, web.Option{Value: string(c), Label: web.T(ctx, c.Word())})
	}
	return all
}

func entrySub(ctx context.Context, v entryView) string {
	sub := web.T(ctx, "%d nhiệm vụ chưa nộp", len(v.Rows))
	if v.Waits > 0 {
		sub = joinDot(sub, web.T(ctx, "%d nhiệm vụ đã nộp, chờ xác nhận", v.Waits))
	}
	return sub
}
