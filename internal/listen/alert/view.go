package alert

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// row is an alert in a list.
type row struct {
	Alert
	Name string // of its topic
}

func rowsOf(all []Alert, topics map[listen.TopicID]string) []row {
	var rows []row
	for _, a := range all {
		rows = append(rows, row{a, topics[a.Topic]})
	}
	return rows
}

// say is what stands out, in the reader's language.
func (a Alert) say(ctx context.Context, topic string) string {
	vi, en := a.Sentences(topic)
	if web.Lang(ctx) == web.English {
		return en
	}
	return vi
}

func (a Alert) tone() web.Tone {
	switch {
	case a.State == Closed, a.stateWord() != a.State.Word():
		return web.Bare
	case a.State == Taken, a.Rule == Gap:
		return web.Info
	case a.Confidence >= .8:
		return web.Bad
	}
	return web.Warn
}

// sureWords is how sure the alert is.
func (a Alert) sureWords(ctx context.Context) string {
	return web.T(ctx, "Độ tin cậy khoảng %d%%", int(math.Round(a.Confidence*100)))
}

// expectedWords is how many items are usual.
func (a Alert) expectedWords(ctx context.Context) string {
	n := math.Round(a.Expected*10) / 10
	if n == 0 {
		return web.T(ctx, "gần như không có tin")
	}
	return web.T(ctx, "khoảng %s tin", web.Number(ctx, n))
}

// listView is the page of all alerts.
type listView struct {
	Open, Closed []row
	Gaps         []OpenGap
	Said         map[Verdict]int
	Now          time.Time
}

func (v listView) sub(ctx context.Context) string {
	if len(v.Open) == 0 {
		return web.T(ctx, "Không có cảnh báo nào đang chờ.")
	}
	return web.T(ctx, "%d cảnh báo đang chờ, rõ nhất đứng trước.", len(v.Open))
}

// precision is how often alerts of the last thirty days were right, in words; empty if nobody judged one.
func (v listView) precision(ctx context.Context) string {
	right := v.Said[Useful] + v.Said[Known]
	all := right + v.Said[False]
	if all == 0 {
		return ""
	}
	return web.T(ctx, "30 ngày qua: %d đúng, %d nhầm.", right, v.Said[False])
}

// alertView is one alert with its evidence.
type alertView struct {
	Alert
	Name   string
	About  string // title of its story; empty: several things
	Items  []evidence
	Count  int // of all items
	Houses int // of all sources
	Asked  []askedDay
	Units  []web.Option
	Due    law.Date
	May    bool
	Form   *web.Form
}

// evidence is an item that made an alert.
type evidence struct {
	listen.Item
	House string
}

func (v alertView) options(ctx context.Context) []web.Option {
	var all []web.Option
	for _, x := range Verdicts {
		all = append(all, web.Option{Value: string(x), Label: web.T(ctx, v.judgedWord(x))})
	}
	return all
}

// most is how much stood out, in words.
func (a Alert) most(ctx context.Context) string {
	if a.Rule == Day {
		return web.T(ctx, "%s tin trong %d ngày, từ %d nguồn", web.Number(ctx, a.Seen), a.Hours/24, a.Sources)
	}
	return web.T(ctx, "%s tin trong %d giờ, từ %d nguồn", web.Number(ctx, a.Seen), a.Hours, a.Sources)
}

// counted says how the count that was raised differs from the items that are listed; empty where it does not.
func (v alertView) counted(ctx context.Context) string {
	seen := int(math.Round(v.Seen))
	switch {
	case seen == v.Count && v.Sources == v.Houses:
		return ""
	case v.Rule == Day:
		return web.T(ctx, "Cảnh báo tính %d tin từ %d nguồn trong %d ngày, mỗi nguồn không quá %d tin một ngày; danh sách là mọi tin độc lập của đợt này.", seen, v.Sources, v.Hours/24, SourceCap)
	}
	return web.T(ctx, "Cảnh báo tính %d tin từ %d nguồn trong %d giờ, mỗi nguồn không quá %d tin; danh sách là mọi tin độc lập của đợt này.", seen, v.Sources, v.Hours, SourceCap)
}

func (v alertView) facts(ctx context.Context) []web.Pair {
	if v.Rule == Gap {
		return append(v.gapFacts(ctx), v.handled(ctx)...)
	}
	pairs := []web.Pair{
		{Key: web.T(ctx, "Điều nhận thấy"), Value: web.T(ctx, v.Rule.Word())},
		{Key: web.T(ctx, "Bắt đầu lúc"), Value: web.Instant(ctx, v.Began)},
		{Key: web.T(ctx, "Báo lúc"), Value: web.Instant(ctx, v.Raised)},
		{Key: web.T(ctx, "Nhiều nhất"), Value: v.most(ctx)},
		{Key: web.T(ctx, "Thường lệ"), Value: v.expectedWords(ctx)},
		{Key: web.T(ctx, "Độ tin cậy"), Value: fmt.Sprintf("%d%%", int(math.Round(v.Confidence*100)))},
	}
	if v.About != "" {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Phần lớn nói về"), Value: v.About})
	}
	return append(pairs, v.handled(ctx)...)
}

// handled says who looks into an alert and what was said of it.
func (v alertView) handled(ctx context.Context) (pairs []web.Pair) {
	if v.TakenBy != "" {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Người đang xem"), Value: v.TakenBy})
	}
	if v.State == Closed {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Đánh giá"), Value: web.T(ctx, "%s (%s)", web.T(ctx, v.judgedWord(v.Verdict)), v.ClosedBy)})
	}
	if v.Note != "" {
		pairs = append(pairs, web.Pair{Key: web.T(ctx, "Ghi chú"), Value: v.Note})
	}
	return pairs
}
