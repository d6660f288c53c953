package board

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
)

func healthOptions(ctx context.Context) []web.Option {
	all := []web.Option{{Label: web.T(ctx, "Mọi tình trạng")}}
	for _, h := range healths {
		all = append(all, web.Option{Value: string(h), Label: web.T(ctx, healthWords[h])})
	}
	return append(all, web.Option{Value: alarmed, Label: web.T(ctx, "Có cảnh báo về nguồn")}, web.Option{Value: page.WatchedSources, Label: web.T(ctx, "Mọi nguồn có tính tình trạng")})
}

func kindOptions(ctx context.Context) (all []web.Option) {
	for _, k := range listen.Kinds {
		all = append(all, web.Option{Value: string(k), Label: web.T(ctx, page.KindWord(k))})
	}
	return all
}

func stateOptions(ctx context.Context) (all []web.Option) {
	for _, k := range []listen.State{listen.Active, listen.Paused, listen.Dropped} {
		all = append(all, web.Option{Value: string(k), Label: web.T(ctx, page.StateWord(k))})
	}
	return all
}

func fullOptions(ctx context.Context) []web.Option {
	return []web.Option{
		{Value: string(listen.FullShort), Label: web.T(ctx, "Khi bản tin quá ngắn")}, {Value: string(listen.FullAlways), Label: web.T(ctx, "Luôn luôn")},
		{Value: string(listen.FullNever), Label: web.T(ctx, "Không bao giờ")},
	}
}

// healthWord is how a source does; one that is paused says so.
func (r sourceRow) healthWord(ctx context.Context) string {
	if r.State != listen.Active {
		return web.T(ctx, page.StateWord(r.State))
	}
	return web.T(ctx, healthWords[r.Health])
}

func (r sourceRow) alarmWord(ctx context.Context, a listen.Alarm) string {
	if a == listen.AlarmDoubled {
		return web.T(ctx, "Trùng với %s", r.TwinName)
	}
	return web.T(ctx, alarmWords[a])
}

// pauseShort is pauseWord as it begins, for a narrow column.
func (r sourceRow) pauseShort(ctx context.Context) string {
	if r.State == listen.Active {
		return web.T(ctx, "Dừng")
	}
	return web.T(ctx, "Theo dõi lại")
}

func (r sourceRow) pauseWord(ctx context.Context) string {
	if r.State == listen.Active {
		return web.T(ctx, "Dừng theo dõi")
	}
	return web.T(ctx, "Theo dõi lại")
}

// pace is how often a source is asked: in fact, and as planned.
func (r sourceRow) pace(ctx context.Context) string {
	if !r.Fetched() || r.Fetching.State.Interval == 0 {
		return web.Dash
	}
	achieved := web.Dash
	if r.Achieved > 0 {
		achieved = minutes(ctx, r.Achieved)
	}
	return achieved + " / " + minutes(ctx, r.Fetching.State.Interval)
}

func minutes(ctx context.Context, d time.Duration) string {
	if d >= 2*time.Hour {
		return web.T(ctx, "%d tiếng", int(d.Round(time.Hour).Hours()))
	}
	return web.T(ctx, "%d phút", int(d.Round(time.Minute).Minutes()))
}

func (r sourceRow) share(n int) string {
	if !r.Fetched() || r.Fetching.Status == "" {
		return web.Dash
	}
	return fmt.Sprintf("%d%%", n)
}

func (v sourceView) title(ctx context.Context) string {
	if v.ID == 0 {
		return web.T(ctx, "Thêm nguồn")
	}
	return v.Name
}

func (t tried) seconds() float64 { return float64(t.Took.Milliseconds()/100) / 10 }

func (v foundView) useHref(f feed.Found) string {
	return SourcesURL + "/" + newOne + "?" + url.Values{"ten": {f.Title}, "dia-chi": {f.Address}, "trang": {v.Asked}}.Encode()
}
