package board

import (
	"context"
	"net/url"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

func dayInput(ctx context.Context, name, label string, d law.Date) web.Input {
	i := web.DayInput(ctx, web.NewForm(), name, label, d)
	i.Hint = "" // fields of a filter stand in a row
	return i
}

// lastWord is when something happened last.
func lastWord(ctx context.Context, at *time.Time) string {
	if at == nil {
		return web.Dash
	}
	return web.Instant(ctx, *at)
}

// latelyHref is the search that shows a source's items of yesterday and today.
func latelyHref(r sourceRow, now time.Time) string {
	today := law.DateOf(now)
	return SearchURL + "?" + url.Values{"nguon": {web.Key(r.ID)}, "tu": {today.AddDays(-1).String()}, "den": {today.String()}}.Encode()
}

func (v homeView) empty(ctx context.Context) web.EmptyState {
	e := web.EmptyState{Title: web.T(ctx, "Chưa có chủ đề nào"), Text: web.T(ctx, "Chủ đề là một câu hỏi máy hỏi mọi tin, ví dụ: \"thu gom rác\" AND giá.")}
	if web.May(ctx, Arrange) {
		e.Action, e.Href = web.T(ctx, "Thêm chủ đề"), TopicsURL+"/moi"
	}
	return e
}

func crumbs(ctx context.Context, steps ...web.Crumb) []web.Crumb {
	return append([]web.Crumb{{Title: web.T(ctx, page.Home), Href: page.URL}}, steps...)
}

func classOptions(ctx context.Context, first string) []web.Option {
	var all []web.Option
	if first != "" {
		all = append(all, web.Option{Label: first})
	}
	for _, c := range listen.Classes {
		all = append(all, web.Option{Value: string(c), Label: web.T(ctx, page.ClassWord(c))})
	}
	return all
}

// noSources says what to do while nothing is listened to; whoever may not add a source is offered nothing.
func noSources(ctx context.Context) web.EmptyState {
	e := web.EmptyState{Title: web.T(ctx, "Chưa có nguồn nào"), Text: web.T(ctx, "Thêm báo, cổng thông tin của tỉnh trước; máy tự tìm địa chỉ bản tin.")}
	if web.May(ctx, Arrange) {
		e.Action, e.Href = web.T(ctx, "Thêm nguồn"), SourcesURL+"/"+newOne
	}
	return e
}
