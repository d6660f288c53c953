package board

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
)

func (v entryView) pressTitle(ctx context.Context) string {
	if v.Fetched {
		return web.T(ctx, "Bài lấy được, xem trước")
	}
	return web.T(ctx, "Ghi một tin báo in, phát thanh, truyền hình")
}

// pressClasses are the classes of which items may be kept.
func pressClasses(ctx context.Context) (all []web.Option) {
	for _, c := range listen.Classes {
		if !c.OnlyCounts() {
			all = append(all, web.Option{Value: string(c), Label: web.T(ctx, page.ClassWord(c))})
		}
	}
	return all
}

func toneOptions(ctx context.Context) (all []web.Option) {
	for _, t := range []tone.Tone{tone.Unclear, tone.Favourable, tone.Neutral, tone.Unfavourable} {
		all = append(all, web.Option{Value: t.String(), Label: web.T(ctx, toneWords[t])})
	}
	return all
}

func channelOptions(ctx context.Context) (all []web.Option) {
	for _, k := range channels {
		all = append(all, web.Option{Value: k, Label: web.T(ctx, k)})
	}
	return all
}

func (v columnsView) options(ctx context.Context) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Không có")}}
	for _, h := range v.Head {
		if h != "" {
			all = append(all, web.Option{Value: h, Label: h})
		}
	}
	return all
}

func (v entryView) fileSource() string {
	if v.Columns == nil {
		return ""
	}
	return web.Key(v.Columns.Source)
}
