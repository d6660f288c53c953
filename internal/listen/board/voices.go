package board

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
)

// shownDays are counts by days in words.
func shownDays(ctx context.Context, days []listen.SocialDay) (rows []voiceRow) {
	for _, d := range days {
		rows = append(rows, voiceRow{web.Day(ctx, d.Day), cellWord(ctx, d.Count)})
	}
	return rows
}

// cellWord is a count as it may be shown.
func cellWord(ctx context.Context, c gate.Cell) string {
	if c.Hidden {
		return web.T(ctx, "dưới %d", gate.Floor)
	}
	return web.T(ctx, "khoảng %s", web.Count(ctx, c.Count))
}

// sumOfDays adds up what is shown of days.
func sumOfDays(days []listen.SocialDay) gate.Cell {
	var cells []gate.Cell
	for _, d := range days {
		cells = append(cells, d.Count)
	}
	return gate.Sum(cells)
}

// periodWords say how often a topic was spoken of in a period; empty where nobody did.
func periodWords(ctx context.Context, sum gate.Cell) string {
	switch {
	case sum.Hidden:
		return web.T(ctx, "Mạng xã hội: mỗi ngày dưới %d lượt nói đến, không hiện số nhỏ.", gate.Floor)
	case sum.Count > 0:
		return web.T(ctx, "Mạng xã hội: khoảng %s lượt nói đến trong kỳ, làm tròn, không tính những ngày dưới %d lượt; không có tin để mở.", web.Count(ctx, sum.Count), gate.Floor)
	}
	return ""
}
