package doctext

import (
	"context"
	"strings"

	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// readText makes line N of the result from line N of the file; \n, \r\n and \r end a line. Spaces at the
// end of a line are dropped, those before it stay.
func readText(ctx context.Context, data []byte, lim Limits) (official.Source, error) {
	text, _ := vi.DecodeBytes(data)
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	text = strings.TrimSuffix(text, "\n")
	lines := make([]official.Line, 0, min(strings.Count(text, "\n")+1, lim.Lines))
	for line := range strings.SplitSeq(text, "\n") {
		if len(lines) >= lim.Lines {
			return official.Source{}, errLines(lim)
		}
		lines = append(lines, official.Line{Text: strings.TrimRight(line, " \t")})
	}
	return official.Source{Lines: lines}, ctx.Err()
}
