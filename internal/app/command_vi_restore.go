package app

import (
	"github.com/nhipcau/nhipcau/vi"
)

type viRestoreCommand struct {
	Sure float64 `default:"0.5" placeholder:"P" help:"Xác suất mà dưới đó từ được giữ nguyên như đã gõ."`
	JSON bool    `name:"json" help:"In mỗi dòng một giá trị JSON: văn bản và từng từ với xác suất."`
	File string  `arg:"" default:"-" help:"Tệp văn bản; '-' là đầu vào chuẩn."`
}

// restoredJSON is a line and its words; start and end are bytes of the line as it came.
type restoredJSON struct {
	Text  string             `json:"text"`
	Words []restoredWordJSON `json:"words"`
}

type restoredWordJSON struct {
	Start   int     `json:"start"`
	End     int     `json:"end"`
	From    string  `json:"from"`
	To      string  `json:"to"`
	P       float64 `json:"p"`
	Abstain bool    `json:"abstain"`
}

func (c viRestoreCommand) Run(r *run) error {
	if !c.JSON {
		return eachLine(r, c.File, func(line string) (string, error) { return vi.Restore(line, c.Sure), nil })
	}
	return eachLineJSON(r, c.File, func(line string) (any, error) {
		found := vi.Restorations(line)
		out := restoredJSON{vi.ApplyRestorations(line, found, c.Sure), []restoredWordJSON{}}
		for _, w := range found {
			out.Words = append(out.Words, restoredWordJSON{w.Start, w.End, line[w.Start:w.End], w.Word, w.P, w.P < c.Sure})
		}
		return out, nil
	})
}
