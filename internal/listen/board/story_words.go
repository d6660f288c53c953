package board

import (
	"context"
	"math"
	"net/url"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
)

func (v storyView) heading(ctx context.Context) string {
	if v.Title == "" {
		return web.T(ctx, "Câu chuyện có tin mở đầu đã gỡ")
	}
	return v.Title
}

func (v storyView) allHref() string {
	return SearchURL + "?" + url.Values{"su-viec": {web.Key(v.ID)}}.Encode()
}

// boardOf is the board of a topic.
func boardOf(t listen.TopicID) string {
	return page.URL + "?" + url.Values{"chu-de": {web.Key(t)}}.Encode()
}

func (v itemView) heading(ctx context.Context) string {
	if v.State == listen.Removed || v.Title == "" {
		return web.T(ctx, "Tin đã gỡ, chỉ còn số đếm")
	}
	return v.Title
}

// title is the title of the article that is asked about.
func (v takeDownView) title(ctx context.Context) string { return itemView{Item: v.Found}.heading(ctx) }

func (v itemView) facts(ctx context.Context) []web.Pair {
	relation := relationOf(ctx, v.Item)
	if v.Of != "" {
		relation = web.T(ctx, "%s: %s", relation, v.Of)
	}
	pairs := []web.Pair{
		{Key: web.T(ctx, "Quan hệ"), Value: relation},
		{Key: web.T(ctx, "Sắc thái đề xuất"), Value: web.T(ctx, "%s, chắc khoảng %d%%", toneWord(ctx, v.Item), int(math.Round(100*v.Sure)))},
		{Key: web.T(ctx, "Nhóm nguồn"), Value: web.T(ctx, page.ClassWord(v.Class))},
		{Key: web.T(ctx, "Đến lúc"), Value: web.Instant(ctx, v.Arrived)},
	}
	if v.SaidBy != "" {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Cán bộ đánh giá"), Value: web.T(ctx, toneWords[v.Said]) + "; " + web.T(ctx, bearingNames[v.Bearing]) + " (" + v.SaidBy + ")"})
	}
	if page.Link(v.Link) != v.Link {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Bài gốc"), Value: web.T(ctx, page.LinkMasked)})
	}
	if len(v.Names) > 0 {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Cũng có ở"), Value: strings.Join(v.Names, ", ")})
	}
	if v.Area != "" {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Địa bàn"), Value: v.Area})
	}
	var names []string
	for _, t := range v.Topics {
		names = append(names, t.Name)
	}
	if len(names) > 0 {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Chủ đề"), Value: strings.Join(names, ", ")})
	}
	return pairs
}

// linkWord is the address of an article, or why it is not told.
func linkWord(ctx context.Context, address string) string {
	if page.Link(address) != address {
		return web.T(ctx, page.LinkMasked)
	}
	return address
}
