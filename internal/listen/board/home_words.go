package board

import (
	"context"
	"fmt"
	"math"
	"net/url"

	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/web/chart"
	"github.com/nhipcau/nhipcau/law"
)

// say puts into words what the plot shows.
func (v *homeView) say(ctx context.Context, o outlook) {
	last := len(v.Plot.Days) - 1
	most, total := 0, 0.0
	for i, d := range v.Plot.Days {
		total += d.Value
		if d.Value > v.Plot.Days[most].Value {
			most = i
		}
	}
	peak := v.Plot.Days[most]
	v.Plot.Title = web.T(ctx, "Số tin độc lập mỗi ngày về %s, %s đến %s", v.Topic.Name, web.Day(ctx, v.Period.From), web.Day(ctx, v.Period.To))
	v.Plot.Say = web.T(ctx, "Tất cả %s tin; nhiều nhất %s tin, ngày %s.", web.Number(ctx, total), web.Number(ctx, peak.Value), web.DayMonth(ctx, peak.Day))
	if d := v.Plot.Days[last]; d.Hi > 0 {
		v.Plot.Say += " " + web.T(ctx, "Thường lệ một ngày như ngày cuối kỳ có từ %s đến %s tin.", web.Number(ctx, d.Lo), web.Number(ctx, d.Hi))
	}
	if v.Period.To == law.DateOf(v.Now) {
		v.Forecast = forecastWords(ctx, o)
	}
	if o.err == nil && !alert.Shown(o.ahead) {
		v.Plot.Ahead = nil
	}
	v.Headline = v.headline(ctx, total, peak) // of a forecast only what is shown
}

// forecastWords says how good the forecast has been, or why there is none.
func forecastWords(ctx context.Context, o outlook) string {
	if o.err != nil || len(o.ahead.Steps) == 0 {
		return web.T(ctx, "Chưa đủ số liệu để dự báo chủ đề này.")
	}
	skill := alert.SkillOf(o.ahead)
	said, en := skill.Sentences()
	reason := o.ahead.ReasonVI
	if web.Lang(ctx) == web.English {
		said, reason = en, o.ahead.ReasonEN
	}
	guess := " " + web.T(ctx, "Đoán đơn giản là lấy lại số tin của bảy ngày trước: %s tin cho bảy ngày kể từ hôm nay.", web.Number(ctx, math.Round(skill.Naive)))
	switch {
	case skill.Worse():
		return said + guess
	case !o.ahead.Trusted:
		return reason + guess
	case said == "":
		return web.T(ctx, "Chưa thử được dự báo trên số liệu cũ; hãy coi là tham khảo.") + guess
	}
	return said + guess + " " + web.T(ctx, "Khi có sự kiện mới, dự báo không còn đúng.")
}

func (v *homeView) headline(ctx context.Context, total float64, peak chart.Day) string {
	head := ""
	switch {
	case total == 0:
		return web.T(ctx, "Chưa có tin nào về chủ đề này trong kỳ")
	case len(v.Plot.Waves) > 0:
		w := v.Plot.Waves[len(v.Plot.Waves)-1]
		head = web.T(ctx, "Tin tăng vọt từ %s, cao nhất %s tin một ngày", web.DayMonth(ctx, v.Plot.Days[w.From].Day), web.Number(ctx, v.highest(w)))
	case v.Topic.State == rising:
		head = web.T(ctx, "Nhiều tin hơn thường lệ: %s trong 7 ngày", web.Number(ctx, float64(v.Topic.Week)))
	case v.Topic.State == falling:
		head = web.T(ctx, "Ít tin hơn thường lệ: %s trong 7 ngày", web.Number(ctx, float64(v.Topic.Week)))
	default:
		head = web.T(ctx, "Trong mức thường lệ: %s tin trong kỳ, nhiều nhất ngày %s", web.Number(ctx, total), web.DayMonth(ctx, peak.Day))
	}
	if n := len(v.Plot.Ahead); n > 0 && len(v.Plot.Days) > 0 {
		last, end := v.Plot.Days[len(v.Plot.Days)-1], v.Plot.Ahead[n-1]
		if end.Hi80 < peak.Value && end.Mean < .7*max(last.Value, 1) {
			head += web.T(ctx, "; nhiều khả năng hạ dần trong tuần tới")
		}
	}
	return head
}

func (v *homeView) highest(w chart.Wave) (most float64) {
	for i := w.From; i <= w.To && i < len(v.Plot.Days); i++ {
		most = max(most, v.Plot.Days[i].Value)
	}
	return most
}

func (v homeView) sub(ctx context.Context) string {
	return web.T(ctx, "%d nguồn báo chí và trang công khai · cập nhật %s. Chỉ có số liệu tổng hợp, không lưu tên tài khoản cá nhân.", v.Count, web.Clock(v.Now))
}

func (v homeView) chips(ctx context.Context) []web.Link {
	var links []web.Link
	for _, k := range []struct{ key, word string }{{"7", web.Mark("7 ngày")}, {"30", web.Mark("30 ngày")}, {"90", web.Mark("90 ngày")}, {ownDays, web.Mark("Chọn ngày…")}} {
		q := url.Values{"ky": {k.key}}
		if v.Topic != nil {
			q.Set("chu-de", web.Key(v.Topic.ID))
		}
		links = append(links, web.Link{Title: web.T(ctx, k.word), Href: page.URL + "?" + q.Encode(), Here: v.Period.Key == k.key})
	}
	return links
}

func (v homeView) precision(ctx context.Context) string {
	right := v.Said[alert.Useful] + v.Said[alert.Known]
	if right+v.Said[alert.False] == 0 {
		return ""
	}
	return web.T(ctx, "30 ngày qua: %d đúng, %d nhầm.", right, v.Said[alert.False])
}

func (v homeView) why(ctx context.Context) string {
	vi, en := v.Alarm.Sentences(v.Topic.Name)
	if web.Lang(ctx) == web.English {
		return en
	}
	return vi
}

// against is a week against usual ones, in words.
func against(ctx context.Context, week, usual float64) string {
	switch {
	case usual < 1 || usual < 5 && week < 10: // of so few a ratio says nothing
		return web.Dash
	case week >= 1.95*usual:
		return web.T(ctx, "gấp %s lần", web.Number(ctx, math.Round(week/usual*10)/10))
	}
	change := int(math.Round(100 * (week/usual - 1)))
	if change < 0 {
		return fmt.Sprintf("−%d%%", -change)
	}
	return fmt.Sprintf("+%d%%", change)
}
