package app

import (
	"bytes"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

type normalizeCommand struct {
	Tone       string `enum:"old,new,keep" default:"old" help:"Chỗ đặt dấu thanh: old (kiểu cũ), new (kiểu mới) hoặc keep (giữ nguyên)."`
	Spelling   bool   `default:"true" negatable:"" help:"Viết y thay i ở những tiếng chắc chắn (kỹ, lý, quý)."`
	LookAlikes bool   `default:"true" negatable:"" help:"Đổi các chữ trông giống chữ La-tinh thành chữ La-tinh."`
	HTML       bool   `name:"html" default:"true" negatable:"" help:"Bỏ thẻ và ký hiệu HTML còn sót."`
	Legacy     bool   `default:"true" negatable:"" help:"Nhận ra và đổi TCVN3, VNI, VIQR sang Unicode."`
	Informal   bool   `help:"Viết đầy đủ lối viết tắt trên mạng (ko, đc, ng dân)."`
	Table      string `placeholder:"TỆP" help:"Bảng viết tắt thêm vào, mỗi dòng: cách viết = cách viết đầy đủ."`
	JSON       bool   `name:"json" help:"In mỗi dòng một giá trị JSON với những chỗ đã đổi và vị trí trong dòng gốc."`
	File       string `arg:"" default:"-" help:"Tệp văn bản; '-' là đầu vào chuẩn."`
}

// normalizedJSON is a line and where it was changed: bytes start to end of text stand for bytes from to to of
// the line.
type normalizedJSON struct {
	Text  string     `json:"text"`
	Edits []editJSON `json:"edits"`
}

type editJSON struct {
	Start int `json:"start"`
	End   int `json:"end"`
	From  int `json:"from"`
	To    int `json:"to"`
}

func (c normalizeCommand) Run(r *run) error {
	o := vi.NormalizeOptions{Spelling: c.Spelling, LookAlikes: c.LookAlikes, HTML: c.HTML, Legacy: c.Legacy}
	o.Tone = map[string]vi.ToneStyle{"old": vi.ToneOld, "new": vi.ToneNew, "keep": vi.ToneAsWritten}[c.Tone]
	var err error
	o.Informal, err = c.informal(r)
	if err != nil {
		return err
	}
	if !c.JSON {
		return eachLine(r, c.File, func(line string) (string, error) { return vi.NormalizeWith(line, o).Text, nil })
	}
	return eachLineJSON(r, c.File, func(line string) (any, error) {
		n := vi.NormalizeWith(line, o)
		out := normalizedJSON{n.Text, []editJSON{}}
		for _, e := range n.Edits() {
			out.Edits = append(out.Edits, editJSON(e))
		}
		return out, nil
	})
}

// informal is the table of informal spellings that is asked for, nil for none.
func (c normalizeCommand) informal(r *run) (*vi.Informal, error) {
	if c.Table == "" {
		if c.Informal {
			return vi.DefaultInformal(), nil
		}
		return nil, nil
	}
	data, err := readInput(r, c.Table, 16<<20)
	if err != nil {
		return nil, err
	}
	t, err := vi.ReadInformal(bytes.NewReader(data), vi.DefaultInformal())
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, err, "Tệp %s không phải là bảng viết tắt: mỗi dòng phải có dạng cách viết = cách viết đầy đủ.", c.Table)
	}
	return t, nil
}
