package app

import (
	"bufio"
	"encoding/json"
	"runtime/debug"
	"strconv"

	"github.com/nhipcau/nhipcau/similar"
)

type similarCommands struct {
	Dedupe  dedupeCommand  `cmd:"" help:"Tìm văn bản trùng, sửa nhẹ, trích dẫn, thư theo mẫu; mỗi dòng vào một dòng ra {\"id\",\"group\",\"relation\",\"of\",\"score\"}."`
	Stories storiesCommand `cmd:"" help:"Xếp tin vào dòng sự việc ngay khi tin đến; mỗi dòng vào một dòng ra {\"id\",\"story\"}."`
}

type dedupeCommand struct {
	File  string `arg:"" help:"Tệp JSON từng dòng: {\"id\",\"text\"}; '-' là đầu vào chuẩn."`
	Texts int    `default:"4194304" placeholder:"SỐ" help:"Số văn bản gần nhất được nhớ để so sánh; một triệu ý kiến 40 chữ cần khoảng 0,5 GB."`
}

// memoryRatio makes the collector run before the memory in use has grown by half: what an index holds
// stays, and little else is there.
const memoryRatio = 40

// dedupeItem is one line and the print of its text.
type dedupeItem struct {
	id    string // as JSON
	print similar.Print
}

// dedupeLine is what is kept of a line until all have been read.
type dedupeLine struct {
	relation similar.Relation
	of       int32
	score    float32
}

func (c dedupeCommand) Run(r *run) error {
	debug.SetGCPercent(memoryRatio)
	index := similar.NewIndex(similar.Options{Texts: c.Texts})
	var ids []string
	var numbers []int32
	var lines []dedupeLine
	err := eachJSONLine(r, c.File, parseDedupe, func(number int, item *dedupeItem) error {
		m := index.AddPrint(&item.print, int64(number))
		ids = append(ids, idOr(item.id, number))
		numbers = append(numbers, int32(number))
		lines = append(lines, dedupeLine{m.Relation, int32(m.Of), float32(m.Score)})
		return nil
	})
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(r.Stdout, 1<<16)
	var b []byte
	for i, l := range lines {
		of := "null"
		if l.of >= 0 {
			of = ids[l.of]
		}
		b = append(append(b[:0], `{"id":`...), ids[i]...)
		b = strconv.AppendInt(append(b, `,"group":`...), int64(numbers[index.Group(i)]), 10)
		b = append(append(append(b, `,"relation":"`...), l.relation...), `","of":`...)
		b = append(append(b, of...), `,"score":`...)
		b = strconv.AppendFloat(b, float64(l.score), 'g', 4, 32)
		_, err := w.Write(append(b, "}\n"...))
		if err != nil {
			return err
		}
	}
	return w.Flush()
}

func parseDedupe(line []byte, item *dedupeItem) error {
	var v struct {
		ID   json.RawMessage `json:"id"`
		Text string          `json:"text"`
	}
	err := json.Unmarshal(line, &v)
	if err != nil {
		return err
	}
	item.id = string(v.ID)
	item.print.Set(v.Text)
	return nil
}

// idOr is an id as JSON; a line without one is known by its number.
func idOr(id string, number int) string {
	if id == "" || id == "null" {
		return strconv.Itoa(number)
	}
	return id
}
