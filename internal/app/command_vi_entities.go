package app

import (
	"bytes"
	"strings"

	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

type entitiesCommand struct {
	Units    string `placeholder:"CSV" help:"Bảng đơn vị: các cột province, district, ward, newProvince, newWard, newWardCode; hoặc name, kind, province, code."`
	Province string `placeholder:"TỈNH" help:"Tỉnh của mình: địa danh trùng tên thì hiểu là của tỉnh này nếu văn bản không nói khác."`
	JSON     bool   `name:"json" help:"In mỗi dòng một giá trị JSON; vị trí tính theo byte của dòng."`
	File     string `arg:"" default:"-" help:"Tệp văn bản; '-' là đầu vào chuẩn."`
}

// entityJSON is one place or agency; what is not known is null.
type entityJSON struct {
	Start    int      `json:"start"`
	End      int      `json:"end"`
	Text     string   `json:"text"`
	Kind     string   `json:"kind"`
	Type     string   `json:"type"`
	Name     string   `json:"name"`
	Now      *string  `json:"now"`
	Province *string  `json:"province"`
	Code     *string  `json:"code"`
	Choices  []string `json:"choices"`
}

type entitiesJSON struct {
	Entities []entityJSON `json:"entities"`
}

func (c entitiesCommand) Run(r *run) error {
	units, err := readUnits(r, c.Units)
	if err != nil {
		return err
	}
	g := vi.NewGazetteer(units, c.Province)
	if !c.JSON {
		return eachLine(r, c.File, func(line string) (string, error) {
			var names []string
			for _, e := range g.Entities(line) {
				names = append(names, line[e.Start:e.End])
			}
			return strings.Join(names, "\t"), nil
		})
	}
	return eachLineJSON(r, c.File, func(line string) (any, error) {
		out := entitiesJSON{[]entityJSON{}}
		for _, e := range g.Entities(line) {
			out.Entities = append(out.Entities, entityJSON{e.Start, e.End, line[e.Start:e.End], string(e.Kind), e.Type, e.Name,
				textOrNull(e.Now), textOrNull(e.Province), textOrNull(e.Code), e.Choices})
		}
		return out, nil
	})
}

func textOrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func readUnits(r *run, file string) ([]vi.Unit, error) {
	if file == "" {
		return nil, nil
	}
	data, err := readInput(r, file, doctext.DefaultLimits().Bytes)
	if err != nil {
		return nil, err
	}
	units, err := vi.ReadUnits(bytes.NewReader(data))
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, err, "Tệp %s không phải là bảng đơn vị có đủ các cột cần thiết.", file)
	}
	return units, nil
}
