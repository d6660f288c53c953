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

func steeringOptions(ctx context.Context) []web.Option {
	return []web.Option{
		{Value: tone.NoBearing.String(), Label: web.T(ctx, "Không rõ lợi hay bất lợi")}, {Value: tone.Opportunity.String(), Label: web.T(ctx, "Có lợi cho điều hành")},
		{Value: tone.Risk.String(), Label: web.T(ctx, "Bất lợi cho điều hành")},
	}
}
