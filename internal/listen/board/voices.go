package board

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// shownDays are counts by days as they may be shown: nothing below five, and no single hidden one that the total
// gives away.
func shownDays(ctx context.Context, counts []listen.VoiceCount) (rows []voiceRow) {
	var days []law.Date
	var sums []int
	for _, c := range counts {
		if n := len(days); n == 0 || days[n-1] != c.Day {
			days, sums = append(days, c.Day), append(sums, 0)
		}
		sums[len(sums)-1] += c.Count
	}
	for i, c := range gate.Floors(sums, gate.Floor) {
		rows = append(rows, voiceRow{web.Day(ctx, days[i]), cellWord(ctx, c)})
	}
	return rows
}

// cellWord is a count as it may be shown.
func cellWord(ctx context.Context, c gate.Cell) string {
	if c.Hidden {
		return web.T(ctx, "không hiện số nhỏ")
	}
	return web.Count(ctx, c.Count)
}
