package board

import (
	"context"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/web"
)

// why are the phrases that spoke most for the proposal.
func (q toneQuestion) why() string {
	var words []string
	for _, p := range q.Verdict.Why[:min(5, len(q.Verdict.Why))] {
		words = append(words, "“"+p.Text+"”")
	}
	return strings.Join(words, ", ")
}

// learning says from how much the machine learnt and how often it says what officers say.
func (v toneView) learning(ctx context.Context) []string {
	if v.Answers == 0 {
		return []string{web.T(ctx, "Cán bộ chưa soát tin nào. Máy dùng từ điển ban đầu.")}
	}
	all := []string{web.T(ctx, "Cán bộ đã soát %d tin.", v.Answers)}
	if v.Random > 0 {
		all = append(all, web.T(ctx, "Trong %d tin chọn ngẫu nhiên, máy nói như cán bộ ở %d tin.", v.Random, v.RandomHit))
	}
	switch t := v.Taught; {
	case t.Version == 0:
		all = append(all, web.T(ctx, "Máy chưa kịp học, còn dùng từ điển ban đầu."))
	case t.Held == 0:
		all = append(all, web.T(ctx, "Máy đang dùng điều đã học từ %d đánh giá, lúc %s. Cần thêm đánh giá để đo.", t.Answers, web.Instant(ctx, t.At)))
	default:
		all = append(all,
			web.T(ctx, "Máy đang dùng điều đã học từ %d đánh giá, lúc %s.", t.Answers, web.Instant(ctx, t.At)),
			web.T(ctx, "Thử trên %d tin mà máy chưa được xem đáp án: nói như cán bộ ở %d tin (%d%%).", t.Held, t.Agreed, 100*t.Agreed/t.Held))
	}
	return all
}

func steeringOptions(ctx context.Context) []web.Option {
	var all []web.Option
	for _, b := range []tone.Steering{tone.NoBearing, tone.Opportunity, tone.Risk} {
		all = append(all, web.Option{Value: b.String(), Label: web.T(ctx, bearingNames[b])})
	}
	return all
}
