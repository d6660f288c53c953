package app

import (
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

type segmentCommand struct {
	Tokens     bool   `help:"Đầu vào đã tách sẵn thành các tiếng và dấu, cách nhau bằng dấu cách."`
	Dictionary string `type:"path" placeholder:"TỆP" help:"Từ điển riêng, mỗi dòng một từ (cơ quan, địa danh, tên chính sách); luôn được ưu tiên, có hiệu lực ngay."`
	File       string `arg:"" default:"-" help:"Tệp văn bản; '-' là đầu vào chuẩn."`
}

// Run writes each line back with a low line for every space inside a word.
func (c segmentCommand) Run(r *run) error {
	var own []string
	if c.Dictionary != "" {
		err := readLines(r, c.Dictionary, func(_ int, line string) error {
			own = append(own, line)
			return nil
		})
		if err != nil {
			return fault.Wrap(fault.Invalid, err, "Không đọc được từ điển riêng %s.", c.Dictionary)
		}
	}
	g := vi.NewSegmenter(own...)
	find := vi.AppendTokens
	if c.Tokens {
		find = vi.AppendFields
	}
	var tokens, words []vi.Token
	return eachLine(r, c.File, func(line string) (string, error) {
		tokens = find(tokens[:0], line)
		words = g.AppendWords(words[:0], line, tokens)
		return lowLines(line, words), nil
	})
}

// lowLines writes _ for the spaces inside words and \_ for a low line that the text has itself. A word over
// another gap than spaces, such as a tab, stays as it is.
func lowLines(line string, words []vi.Token) string {
	var b strings.Builder
	b.Grow(len(line) + 8)
	end := 0
	for _, w := range words {
		b.WriteString(line[end:w.Start])
		inside := strings.ReplaceAll(w.Text(line), "_", `\_`)
		b.WriteString(strings.ReplaceAll(inside, " ", "_"))
		end = w.End
	}
	b.WriteString(line[end:])
	return b.String()
}

type sentencesCommand struct {
	File string `arg:"" default:"-" help:"Tệp văn bản; '-' là đầu vào chuẩn."`
}

// Run writes the sentences of each line apart by tabs; a tab inside a sentence becomes a space.
func (c sentencesCommand) Run(r *run) error {
	return eachLine(r, c.File, func(line string) (string, error) {
		var parts []string
		for _, s := range vi.Sentences(line) {
			parts = append(parts, strings.ReplaceAll(s.Text(line), "\t", " "))
		}
		return strings.Join(parts, "\t"), nil
	})
}
