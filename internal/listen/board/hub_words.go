package board

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/listen/fetch"
	"github.com/nhipcau/nhipcau/internal/listen/hub"
	"github.com/nhipcau/nhipcau/internal/web"
)

// hubView is how a source is told of: by a hub, or not.
type hubView struct {
	hub.Subscription
	Found   bool
	Named   bool // the feed names a hub
	Reached bool // this server has an address at which hubs find it
	InForce bool
}

// words say whether a hub tells of the source, in one sentence.
func (v hubView) words(ctx context.Context) string {
	switch {
	case v.InForce:
		return web.T(ctx, "Trạm báo ngay khi nguồn có tin; máy vẫn lấy lại sau mỗi 6 đến 24 giờ cho chắc.")
	case v.Found && v.State == hub.Ending:
		return web.T(ctx, "Đang xin thôi nhận báo tin.")
	case v.Found && v.State == hub.Told:
		return web.T(ctx, "Nguồn có tin mà trạm không báo, hoặc đã hết hạn; máy lấy tin theo nhịp thường.")
	case v.Found && v.Status == hub.Denied:
		return web.T(ctx, "Trạm từ chối; máy lấy tin theo nhịp thường và bảy ngày sau hỏi lại.")
	case v.Found:
		return web.T(ctx, "Đã đăng ký, chờ trạm xác nhận; máy lấy tin theo nhịp thường.")
	case !v.Named:
		return web.T(ctx, "Nguồn không có trạm báo tin (WebSub); máy lấy tin theo nhịp.")
	case !v.Reached:
		return web.T(ctx, "Nguồn có trạm báo tin, nhưng máy chủ này chưa có địa chỉ công khai để trạm gọi đến. Quản trị hệ thống đặt NHIPCAU_URL; đến khi đó máy lấy tin theo nhịp.")
	}
	return web.T(ctx, "Nguồn có trạm báo tin nhưng không đăng ký được: trạm phải có địa chỉ https.")
}

// facts are the particulars of a subscription.
func (v hubView) facts(ctx context.Context) []web.Pair {
	if !v.Found {
		return nil
	}
	all := []web.Pair{{Key: web.T(ctx, "Trạm"), Value: fetch.Host(v.Hub)}}
	if v.Until != nil {
		all = append(all, web.Pair{Key: web.T(ctx, "Hạn đăng ký"), Value: web.Instant(ctx, *v.Until)})
	}
	last := web.T(ctx, "Chưa lần nào")
	if v.PushedAt != nil {
		last = web.Instant(ctx, *v.PushedAt)
	}
	all = append(all, web.Pair{Key: web.T(ctx, "Báo tin gần nhất"), Value: last}, web.Pair{Key: web.T(ctx, "Số lần báo tin"), Value: web.Count(ctx, v.Pushes)})
	if v.Refused > 0 {
		all = append(all, web.Pair{Key: web.T(ctx, "Gói tin sai chữ ký, đã bỏ"), Value: web.Count(ctx, v.Refused)})
	}
	all = append(all, web.Pair{Key: web.T(ctx, "Lần hỏi trạm tiếp theo"), Value: web.Instant(ctx, v.NextAt)})
	if v.Status != "" && v.Status != fetch.Working && v.Status != hub.Denied {
		all = append(all, web.Pair{Key: web.T(ctx, "Trạm trả lời"), Value: statusWord(ctx, v.Status, v.Code)})
	}
	return all
}
