package paper

import (
	"bytes"
	"context"

	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/official"
)

// Matching is what came of comparing the issued file with the frozen figures.
type Matching string

// The outcomes of a comparison.
const (
	NotCompared Matching = "none"     // no file yet, or no figures
	Same        Matching = "same"     // every figure stands in the file as it was frozen
	Differs     Matching = "differs"  // at least one does not
	Textless    Matching = "textless" // a scan without text
	Unreadable  Matching = "unread"   // the file could not be read
)

// Difference is a frozen figure that the issued file shows differently.
type Difference struct {
	Figure string `json:"figure"`
	Name   string `json:"name"`
	Frozen string `json:"frozen"`
	Issued string `json:"issued,omitempty"` // empty: no longer there
	Line   int    `json:"line,omitempty"`   // of the file's text; 0: unknown
	Where  string `json:"where,omitempty"`  // that line, or the frozen one when the figure is gone
	Query  string `json:"query,omitempty"`
}

// Comparison is the outcome with its differences.
type Comparison struct {
	Matching    Matching
	Differences []Difference
}

// Compare reads the issued file of a paper and compares its figures with the frozen ones. It is called before
// the transaction that records the issue, because reading takes its time; only a cancelled context is an error.
func (s *Service) Compare(ctx context.Context, p Paper, name string, data []byte) (Comparison, error) {
	if p.Figures == 0 {
		return Comparison{Matching: NotCompared}, nil
	}
	src, kind, err := doctext.Read(ctx, name, data, doctext.DefaultLimits())
	switch {
	case ctx.Err() != nil:
		return Comparison{}, ctx.Err()
	case doctext.IsScan(err):
		return Comparison{Matching: Textless}, nil
	case err != nil: // what stops the reader must not stop the record of the issue
		return Comparison{Matching: Unreadable}, nil
	}
	var tagged map[string]string
	if kind == doctext.DOCX {
		tagged, err = official.FiguresIn(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return Comparison{Matching: Unreadable}, nil
		}
	}
	return compared(official.CompareFigures(compose(p.Kind, p.Frame, p.Body), src, tagged)), nil
}

func compared(changes []official.FigureChange) Comparison {
	c := Comparison{Matching: Same}
	for _, x := range changes {
		c.Matching = Differs
		c.Differences = append(c.Differences, Difference{
			Figure: x.Figure.ID, Name: x.Figure.Name, Frozen: x.Figure.Text, Issued: x.Issued, Line: x.Line, Where: x.Where, Query: x.Figure.Query,
		})
	}
	return c
}
