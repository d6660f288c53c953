package chase

import (
	"context"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/web"
)

func (v listView) sub(ctx context.Context) string {
	late, tasks := 0, 0
	for _, u := range v.Units {
		tasks += u.Late
		if u.Late > 0 {
			late++
		}
	}
	if late == 0 {
		return web.T(ctx, "Không đơn vị nào có việc quá hạn.")
	}
	return web.T(ctx, "%d đơn vị có %d việc quá hạn.", late, tasks)
}

func (v listView) ticked(u Unit) bool { return slices.Contains(v.Ticked, web.Key(u.ID)) }

// lastWords say when and how a unit was urged last.
func (u Unit) lastWords(ctx context.Context) string {
	var parts []string
	if u.Last.ID != 0 {
		parts = append(parts, u.Last.said(ctx)+", "+web.ShortDay(ctx, u.Last.Day))
	}
	if d := u.Reminded(); !d.IsZero() {
		parts = append(parts, web.T(ctx, "Thư nhắc")+", "+web.ShortDay(ctx, d))
	}
	if len(parts) == 0 {
		return web.T(ctx, "Chưa đôn đốc")
	}
	return strings.Join(parts, "; ")
}

func (e Entry) said(ctx context.Context) string {
	if e.How == ByLetter {
		return web.T(ctx, "Công văn đôn đốc số %s", e.Note)
	}
	return web.T(ctx, e.How.Word())
}

func (v unitView) sub(ctx context.Context) string {
	return web.T(ctx, "%d việc quá hạn, %d việc đến hạn trong 7 ngày.", v.Late, v.Soon())
}

func (t Task) dueWords(ctx context.Context) string {
	if t.Late > 0 {
		return web.T(ctx, "Quá hạn %d ngày", t.Late)
	}
	return web.T(ctx, "Sắp đến hạn")
}

func (t Task) tone() web.Tone {
	if t.Late > 0 {
		return web.Bad
	}
	return web.Warn
}

func (t Task) remindedWords(ctx context.Context) string {
	if t.Reminded.IsZero() {
		return web.Dash
	}
	return web.ShortDay(ctx, t.Reminded)
}

// now is what became of a task of a letter.
func (t letterTask) now(ctx context.Context) string {
	if t.FinishedOn.IsZero() {
		return web.T(ctx, "Chưa hoàn thành")
	}
	return web.T(ctx, "Hoàn thành ngày %s", t.FinishedOn)
}
