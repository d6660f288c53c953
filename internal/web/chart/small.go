package chart

import (
	"context"

	"github.com/nhipcau/nhipcau/internal/web"
)

// Line is a small line: values at equal distances; from the place Hot on it is drawn in another colour (0: nowhere).
type Line struct {
	Values []float64
	Hot    int
}

// cool is the last place before the hot part; the two parts meet there.
func (v Line) cool() int {
	if v.Hot > 0 && v.Hot < len(v.Values) {
		return v.Hot
	}
	return len(v.Values) - 1
}

func (v Line) path(from, to int) string {
	most := 1.0
	for _, x := range v.Values {
		most = max(most, x)
	}
	var p pen
	for i := from; i <= to; i++ {
		p.to(100*float64(i)/float64(max(1, len(v.Values)-1)), 28-24*v.Values[i]/most)
	}
	return p.String()
}

// Shares are shares of tone in per cent. What is unclear is left out of them and said beside.
type Shares struct {
	For, Even, Against float64
}

func (t Shares) words(ctx context.Context) string {
	return web.T(ctx, "Đồng tình %s%%, trung tính %s%%, lo ngại %s%%", words(ctx, t.For), words(ctx, t.Even), words(ctx, t.Against))
}
