package people

import (
	"cmp"
	"context"

	"github.com/nhipcau/nhipcau/internal/web"
)

func (v recordView) pairs(ctx context.Context) []web.Pair {
	closed := web.T(ctx, "Vẫn dùng")
	if v.Closed {
		closed = web.T(ctx, "Đã ngừng")
	}
	return []web.Pair{
		{Key: web.T(ctx, "Đơn vị"), Value: v.UnitName},
		{Key: web.T(ctx, "Người nhận bàn giao"), Value: cmp.Or(v.Follower, web.T(ctx, "Đơn vị phân công lại sau"))},
		{Key: web.T(ctx, "Lý do"), Value: v.Reason},
		{Key: web.T(ctx, "Tài khoản của người này"), Value: closed},
		{Key: web.T(ctx, "Người thực hiện"), Value: v.By},
		{Key: web.T(ctx, "Lúc"), Value: web.Instant(ctx, v.At)},
	}
}
