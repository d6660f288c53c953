package app

import (
	"github.com/nhipcau/nhipcau/vi"
)

// viCommands work on Vietnamese text, a line in and a line out, without a database.
type viCommands struct {
	Segment     segmentCommand     `cmd:"" help:"Tách từ: dấu cách trong một từ thành dấu gạch dưới; mỗi dòng vào một dòng ra."`
	Sentences   sentencesCommand   `cmd:"" help:"Tách câu: các câu của mỗi dòng cách nhau bằng dấu tab."`
	Fold        foldCommand        `cmd:"" help:"Dạng không dấu, chữ thường để tìm kiếm; mỗi dòng vào một dòng ra."`
	Normalize   normalizeCommand   `cmd:"" help:"Đưa văn bản về một dạng viết: Unicode, dấu thanh, chính tả, HTML còn sót; mỗi dòng vào một dòng ra."`
	Restore     viRestoreCommand   `cmd:"" help:"Thêm dấu cho văn bản không dấu; từ không chắc thì giữ nguyên."`
	Keyphrases  keyphrasesCommand  `cmd:"" help:"Tìm các cụm từ chính của từng dòng, hoặc của cả nhóm so với một nền."`
	Entities    entitiesCommand    `cmd:"" help:"Tìm địa danh và cơ quan, với tên lúc viết và tên bây giờ."`
	Readability readabilityCommand `cmd:"" help:"Đo độ dễ đọc, chỉ ra câu và từ làm văn bản khó đọc."`
	Train       trainCommand       `cmd:"" help:"Học cách gắn nhãn (chủ đề, sắc thái) từ các ví dụ."`
	Classify    classifyCommand    `cmd:"" help:"Gắn nhãn cho từng dòng bằng mô hình đã học, kèm xác suất và lý do."`
}

type foldCommand struct {
	File string `arg:"" default:"-" help:"Tệp văn bản; '-' là đầu vào chuẩn."`
}

func (c foldCommand) Run(r *run) error {
	return eachLine(r, c.File, func(line string) (string, error) { return vi.Fold(line), nil })
}
