package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/vi"
)

type trainCommand struct {
	Out  string `required:"" placeholder:"MÔ-HÌNH" help:"Tệp để ghi mô hình vào."`
	JSON bool   `name:"json" help:"In kết quả tự kiểm tra thành một giá trị JSON."`
	File string `arg:"" help:"Mỗi dòng một giá trị JSON {\"text\",\"label\"}; label là một nhãn hoặc một mảng nhãn. '-' là đầu vào chuẩn."`
}

// labelled is a line of a file of examples.
type labelled struct {
	Text  *string   `json:"text"`
	Label oneOrMany `json:"label"`
}

// oneOrMany is a string, a number or an array of strings.
type oneOrMany []string

func (o *oneOrMany) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*o = oneOrMany{one}
		return nil
	}
	var number json.Number
	if json.Unmarshal(data, &number) == nil && number != "" {
		*o = oneOrMany{number.String()}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(o))
}

func (c trainCommand) Run(r *run) error {
	examples, err := readExamples(r, c.File)
	if err != nil {
		return err
	}
	done := r.saying("Đang học từ %d ví dụ…", len(examples))
	model, report, err := vi.Train(examples)
	done()
	if errors.Is(err, vi.ErrTooFewExamples) {
		return fault.New(fault.Invalid, "Chưa đủ ví dụ: cần ít nhất hai nhãn và năm ví dụ.")
	}
	if err != nil {
		return fault.Wrap(fault.Invalid, err, "Không học được từ tệp này.")
	}
	err = writeModel(c.Out, model)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(r.Stdout, reportJSON(report))
	}
	_, err = fmt.Fprintf(r.Stdout, "%d ví dụ, %d nhãn. Tự kiểm tra chéo: đúng %.1f%%, không dấu %.1f%%; sai lệch xác suất %.1f%%, không dấu %.1f%%.\n",
		report.Examples, len(report.Labels), 100*report.Marked.Accuracy, 100*report.Bare.Accuracy, 100*report.Marked.ECE, 100*report.Bare.ECE)
	return err
}

func readExamples(r *run, file string) ([]vi.Example, error) {
	var examples []vi.Example
	err := readLines(r, file, func(n int, line string) error {
		if strings.TrimSpace(line) == "" {
			return nil
		}
		var l labelled
		if json.Unmarshal([]byte(line), &l) != nil || l.Text == nil || len(l.Label) == 0 {
			return fault.New(fault.Invalid, `Dòng %d không có dạng {"text":"…","label":"…"}.`, n)
		}
		examples = append(examples, vi.Example{Text: *l.Text, Labels: l.Label})
		return nil
	})
	return examples, err
}

func writeModel(file string, model *vi.Classifier) error {
	f, err := os.Create(file)
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "Không ghi được tệp %s.", file)
	}
	_, err = model.WriteTo(f)
	err = errors.Join(err, f.Close())
	if err != nil {
		return fault.Wrap(fault.Unavailable, err, "Không ghi được tệp %s.", file)
	}
	return nil
}

type scoreJSON struct {
	Accuracy float64 `json:"accuracy"`
	LogLoss  float64 `json:"log_loss"`
	ECE      float64 `json:"ece"`
	Answered float64 `json:"answered"`
	Right    float64 `json:"right"`
}

type trainReportJSON struct {
	Examples int       `json:"examples"`
	Labels   []string  `json:"labels"`
	Marked   scoreJSON `json:"marked"`
	Bare     scoreJSON `json:"unmarked"`
}

func reportJSON(r vi.Report) trainReportJSON {
	return trainReportJSON{r.Examples, r.Labels, scoreJSON(r.Marked), scoreJSON(r.Bare)}
}

type classifyCommand struct {
	Model string  `required:"" type:"path" placeholder:"MÔ-HÌNH" help:"Mô hình do lệnh train ghi."`
	Sure  float64 `placeholder:"P" help:"Xác suất mà dưới đó coi là không biết; mặc định theo mô hình."`
	File  string  `arg:"" default:"-" help:"Mỗi dòng một văn bản, hoặc một giá trị JSON có text. '-' là đầu vào chuẩn."`
}

type decisionJSON struct {
	Label   string     `json:"label"`
	P       float64    `json:"p"`
	Abstain bool       `json:"abstain"`
	Why     []string   `json:"why"`
	Labels  []labelPer `json:"labels,omitempty"`
}

type labelPer struct {
	Label string  `json:"label"`
	P     float64 `json:"p"`
}

func (c classifyCommand) Run(r *run) error {
	f, err := os.Open(c.Model)
	if err != nil {
		return cannotOpen(c.Model, err)
	}
	model, err := vi.ReadClassifier(f)
	err = errors.Join(err, f.Close())
	if err != nil {
		return fault.Wrap(fault.Invalid, err, "Tệp %s không phải là mô hình do lệnh train ghi.", c.Model)
	}
	return eachLineJSON(r, c.File, func(line string) (any, error) {
		d := model.Classify(textOf(line))
		out := decisionJSON{d.Label, d.P, d.Abstain || d.P < c.Sure, d.Why, nil}
		for _, l := range d.Labels {
			if len(d.Labels) > 1 {
				out.Labels = append(out.Labels, labelPer(l))
			}
		}
		return out, nil
	})
}

// textOf is the text of a line: the line, or the field text of a JSON object.
func textOf(line string) string {
	if !strings.HasPrefix(line, "{") {
		return line
	}
	var l labelled
	if json.Unmarshal([]byte(line), &l) != nil || l.Text == nil {
		return line
	}
	return *l.Text
}
