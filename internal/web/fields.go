package web

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"github.com/nhipcau/nhipcau/law"
)

// Input describes one field of a form. All words are in the reader's language already. What the person sent
// wins over Value, and a problem at Name is shown at the field.
type Input struct {
	Form     *Form
	Name     string
	ID       string // empty: "f-" and the name; set it when two forms on a page share a name
	Label    string
	Hint     string
	Value    string
	Type     string // of the input element; empty: text
	Auto     string // autocomplete
	Mode     string // inputmode
	Max      int    // maxlength
	Rows     int    // of a text area
	Optional bool   // adds "(không bắt buộc)" to the label
	Wide     bool   // takes more room in a filter bar
	Hidden   bool   // the label is for screen readers only
	Keep     bool   // the script keeps what is typed on this device until it was sent
	Attrs    templ.Attributes
}

func (i Input) id() string {
	if i.ID != "" {
		return i.ID
	}
	return fieldID(i.Name)
}

func fieldID(name string) string { return "f-" + name }

func (i Input) kind() string {
	if i.Type == "" {
		return "text"
	}
	return i.Type
}

func (i Input) value() string {
	if i.Type == "password" {
		return ""
	}
	if i.Form.Has(i.Name) {
		return i.Form.Raw(i.Name)
	}
	return i.Value
}

func (i Input) problem(ctx context.Context) string { return i.Form.problemText(ctx, i.Name) }

// attrs are the attributes that every kind of control shares.
func (i Input) attrs(ctx context.Context) templ.Attributes {
	a := templ.Attributes{}
	for k, v := range i.Attrs {
		a[k] = v
	}
	var described []string
	if i.Hint != "" {
		described = append(described, i.id()+"-h")
	}
	if i.problem(ctx) != "" {
		described = append(described, i.id()+"-e")
		a["aria-invalid"] = "true"
	}
	if len(described) > 0 {
		a["aria-describedby"] = strings.Join(described, " ")
	}
	if i.Auto != "" {
		a["autocomplete"] = i.Auto
	}
	if i.Mode != "" {
		a["inputmode"] = i.Mode
	}
	if i.Keep {
		a["data-keep"] = true
	}
	return a
}

// Option is one choice of a [Select], of [Radios] or of [Checks].
type Option struct {
	Value string
	Label string
	Group string // options with the same group in a row stand under it
}

// optionGroups cuts options where the group changes.
func optionGroups(options []Option) [][]Option {
	var groups [][]Option
	for i, o := range options {
		if i == 0 || o.Group != options[i-1].Group {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], o)
	}
	return groups
}

// DayInput is a field for a day, written 21/11/2025.
func DayInput(ctx context.Context, form *Form, name, label string, value law.Date) Input {
	return Input{Form: form, Name: name, Label: label, Value: value.Vietnamese(), Mode: "numeric", Max: 10, Auto: "off",
		Hint: T(ctx, "Ngày/tháng/năm, ví dụ 27/11/2025")}
}

// FileInput describes a field for files.
type FileInput struct {
	Form     *Form
	Name     string
	Label    string
	Hint     string // say kinds and the largest size
	Accept   string // ".docx,.pdf"
	ID       string // as in [Input]
	Multiple bool
	Optional bool
	Sends    bool // with the script, each file travels on its own; the handler reads the field with files.FromForm
	Held     []Held
}

// Held is a file that arrived before its form was taken; it stays ticked, so that nothing is sent twice.
type Held struct {
	Name  string
	Size  int64 // bytes
	Token string
}

// SendPath is where files travel on their own, and TokenSuffix ends the name of the field that carries the tokens
// of those that arrived. Package files serves both.
const (
	SendPath    = "/tep/gui/"
	TokenSuffix = "-kept"
)

func (i FileInput) input() Input {
	return Input{Form: i.Form, Name: i.Name, ID: i.ID, Label: i.Label, Hint: i.Hint, Optional: i.Optional}
}

// summaryTitle counts what is to be mended.
func summaryTitle(ctx context.Context, f *Form) string {
	return T(ctx, "Còn %d chỗ cần bạn sửa", len(f.Problems()))
}

// Enctype is what a form element with files needs.
const Enctype = "multipart/form-data"

func checkValue(i Input) string {
	if i.Value == "" {
		return "1"
	}
	return i.Value
}

// checkedNow is what the person ticked if they sent the form, otherwise how it was.
func checkedNow(i Input, checked bool) bool {
	if i.Form.Sent() {
		return i.Form.Has(i.Name)
	}
	return checked
}

func chosenNow(i Input, chosen []string) []string {
	if i.Form.Sent() {
		return i.Form.Strings(i.Name)
	}
	return chosen
}

func describedBy(ctx context.Context, i Input) string {
	s, _ := i.attrs(ctx)["aria-describedby"].(string)
	return s
}
