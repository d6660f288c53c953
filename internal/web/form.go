package web

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/law"
)

// Bounds of a form beside the size of its body, which the route sets.
const (
	maxFields = 20_000  // values in one form; a bulk action ticks thousands of rows
	maxLine   = 2_000   // characters in one line of text
	maxText   = 200_000 // characters in a text area
)

var errManyFields = fault.New(fault.TooLarge, "Biểu mẫu có quá nhiều ô. Hãy chọn ít dòng hơn rồi gửi lại.")

// Form is what a person sent, cleaned: trimmed, NFC, without NUL and control characters. Getters never fail;
// a value that cannot be read leaves a problem at its field, which the components show. A nil Form is empty.
type Form struct {
	values   map[string][]string
	files    map[string][]upload
	problems []Problem
	sent     bool
}

// Problem is a sentence at a field. The empty field stands for the form as a whole.
type Problem struct {
	Field string
	Text
}

// NewForm is an empty form, for the first showing of a page.
func NewForm() *Form { return &Form{values: map[string][]string{}} }

// ReadForm reads the body of r, or its query when r is a GET. Uploads stay in memory and never touch a
// temporary file: a paper that must not be here leaves no trace. When the line breaks half way, the words that
// came are kept for their sender. It fails with [fault.TooLarge] beyond the size of the route, with
// [fault.Invalid] when the body is broken, and with [fault.Unavailable] while the uploads of others take all the
// memory there is for them.
func ReadForm(r *http.Request) (*Form, error) {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return fromValues(r.URL.Query(), nil)
	}
	err := readBody(r)
	if err != nil {
		return nil, bodyError(err)
	}
	return fromValues(r.PostForm, filesOf(r))
}

func bodyError(err error) error {
	if fault.Find(err) != nil {
		return err
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return fault.Wrap(fault.TooLarge, err, "Nội dung gửi lên lớn hơn mức %d MB của trang này. Hãy bớt tệp hoặc chia làm nhiều lần gửi.", max(1, tooLarge.Limit>>20))
	}
	return fault.Wrap(fault.Invalid, err, "Nội dung gửi lên bị đứt giữa chừng hoặc sai dạng. Hãy quay lại và gửi lần nữa.")
}

func fromValues(values map[string][]string, files map[string][]upload) (*Form, error) {
	n := 0
	f := &Form{values: make(map[string][]string, len(values)), files: files, sent: true}
	for name, list := range values {
		if n += len(list); n > maxFields {
			return nil, errManyFields
		}
		for _, v := range list {
			f.values[name] = append(f.values[name], clean(v))
		}
	}
	return f, nil
}

// clean makes text safe to store: valid UTF-8, NFC, LF line ends, no NUL, no control characters, nothing
// that turns the direction of what follows, trimmed.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		if r == '\r' {
			return '\n'
		}
		if r != '\n' && r != '\t' && unicode.IsControl(r) || r == '\uFEFF' || turnsText(r) {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

// turnsText reports whether r makes text after it read backwards, with which a name can pretend to be another.
func turnsText(r rune) bool { return '\u202A' <= r && r <= '\u202E' || '\u2066' <= r && r <= '\u2069' }

// Sent reports whether the form came from a person, rather than from [NewForm].
func (f *Form) Sent() bool { return f != nil && f.sent }

// Has reports whether the field was sent, even if empty.
func (f *Form) Has(name string) bool {
	if f == nil {
		return false
	}
	return len(f.values[name]) > 0
}

// Set puts a value, for prefilling a form before its first showing.
func (f *Form) Set(name, value string) *Form {
	f.values[name] = []string{value}
	return f
}

// Raw is the field as it was written, for showing it again.
func (f *Form) Raw(name string) string {
	if f == nil || len(f.values[name]) == 0 {
		return ""
	}
	return f.values[name][0]
}

// String is one line of text: line breaks become spaces.
func (f *Form) String(name string) string {
	s := strings.Join(strings.Fields(f.Raw(name)), " ")
	if utf8.RuneCountInString(s) > maxLine {
		f.Problem(name, "Ô này chỉ nhận tối đa %d ký tự.", maxLine)
		return ""
	}
	return s
}

// Text is text of several lines.
func (f *Form) Text(name string) string {
	s := f.Raw(name)
	if utf8.RuneCountInString(s) > maxText {
		f.Problem(name, "Ô này chỉ nhận tối đa %d ký tự.", maxText)
		return ""
	}
	return s
}

// Secret is the field untouched, for passwords: not trimmed, not normalised beyond NFC.
func (f *Form) Secret(r *http.Request, name string) string {
	return norm.NFC.String(r.PostFormValue(name))
}

// Strings are all values of a field, such as the ticked rows; empty ones are left out.
func (f *Form) Strings(name string) []string {
	if f == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(f.values[name]), func(s string) bool { return s == "" })
}

// Int64 is a whole number; zero when empty. Thousands may be grouped by dots or spaces.
func (f *Form) Int64(name string) int64 {
	s := strings.NewReplacer(".", "", " ", "", "\u00a0", "").Replace(f.Raw(name))
	if s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		f.Problem(name, "Hãy ghi một số nguyên, ví dụ 12.")
		return 0
	}
	return n
}

// Int64s are all values of a field that are whole numbers, such as ticked ids; others are ignored.
func (f *Form) Int64s(name string) []int64 {
	var all []int64
	for _, s := range f.Strings(name) {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			all = append(all, n)
		}
	}
	return all
}

// Number is a number with decimals: the comma is the decimal mark, dots group thousands; a single dot
// followed by other than three digits is taken as a decimal mark too. Zero when empty.
func (f *Form) Number(name string) float64 {
	s := strings.NewReplacer(" ", "", "\u00a0", "", "−", "-").Replace(f.Raw(name))
	if s == "" {
		return 0
	}
	whole, fraction, comma := strings.Cut(s, ",")
	if comma {
		s = strings.ReplaceAll(whole, ".", "") + "." + fraction
	} else if i := strings.LastIndexByte(s, '.'); i >= 0 && len(s)-i == 4 {
		s = strings.ReplaceAll(s, ".", "")
	}
	x, err := strconv.ParseFloat(s, 64)
	if err != nil || x != x || x > 1e15 || x < -1e15 {
		f.Problem(name, "Hãy ghi một số, ví dụ 1.234,5.")
		return 0
	}
	return x
}

// Date is a day written as 21/11/2025, 21-11-2025, 21.11.2025 or 2025-11-21; the zero day when empty.
func (f *Form) Date(name string) law.Date {
	s := f.Raw(name)
	if s == "" {
		return law.Date{}
	}
	plain := strings.NewReplacer("-", "/", ".", "/", " ", "").Replace(s)
	for _, layout := range []string{"2006/1/2", "2/1/2006"} {
		t, err := time.Parse(layout, plain)
		if err == nil && t.Year() >= 1900 && t.Year() <= 2200 {
			return law.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
		}
	}
	f.Problem(name, "Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 21/11/2025.")
	return law.Date{}
}

// Bool reports whether a box was ticked.
func (f *Form) Bool(name string) bool {
	switch f.Raw(name) {
	case "", "0", "false", "off":
		return false
	}
	return true
}

// Version is the version of the thing that the editor saw, from [VersionField]; zero if it was not sent.
func (f *Form) Version() int64 {
	n, _ := strconv.ParseInt(f.Raw("version"), 10, 64)
	return n
}

// File is one uploaded file. Close it after reading.
type File struct {
	Name string // the last part of the name the browser gave, cleaned
	Size int64
	io.ReadSeekCloser
}

// File opens the file sent in a field, nil when none was. The caller bounds what it reads of it.
func (f *Form) File(name string) (*File, error) {
	all, err := f.Files(name)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	for _, extra := range all[1:] {
		extra.Close()
	}
	return all[0], nil
}

// Files opens all files sent in a field.
func (f *Form) Files(name string) ([]*File, error) {
	if f == nil {
		return nil, nil
	}
	var all []*File
	for _, h := range f.files[name] {
		all = append(all, &File{Name: fileName(h.name), Size: int64(len(h.data)), ReadSeekCloser: inMemory{bytes.NewReader(h.data)}})
	}
	return all, nil
}

// fileName keeps the last part of a path and at most 200 characters of it.
func fileName(s string) string {
	s = clean(s)
	if i := strings.LastIndexAny(s, `/\`); i >= 0 {
		s = s[i+1:]
	}
	if r := []rune(s); len(r) > 200 {
		s = string(r[len(r)-200:])
	}
	return s
}

// Problem puts a sentence at a field. The first one at a field stays.
func (f *Form) Problem(field, sentence string, args ...any) {
	if f == nil || f.ProblemAt(field).Key != "" {
		return
	}
	f.problems = append(f.problems, Problem{field, Text{sentence, args}})
}

// Require puts the sentence at the field unless it holds something.
func (f *Form) Require(field, sentence string, args ...any) {
	if f.Raw(field) == "" {
		f.Problem(field, sentence, args...)
	}
}

// Take puts what a service refused at its field and reports whether it could: only [fault.Invalid] and
// [fault.Conflict] come back into the form; any other error is the handler's to return.
func (f *Form) Take(err error) bool {
	e := fault.Find(err)
	if e == nil || e.Kind != fault.Invalid && e.Kind != fault.Conflict {
		return false
	}
	f.Problem(e.Field, e.Format, e.Args...)
	return true
}

// OK reports whether nothing is wrong so far.
func (f *Form) OK() bool { return f == nil || len(f.problems) == 0 }

// Problems are what is wrong, in the order found.
func (f *Form) Problems() []Problem {
	if f == nil {
		return nil
	}
	return f.problems
}

// ProblemAt is the problem of one field; its Key is empty when there is none.
func (f *Form) ProblemAt(field string) Problem {
	for _, p := range f.Problems() {
		if p.Field == field {
			return p
		}
	}
	return Problem{}
}

func (f *Form) problemText(ctx context.Context, field string) string {
	if p := f.ProblemAt(field); p.Key != "" {
		return p.In(ctx)
	}
	return ""
}

// PathID reads a positive whole number from the path, "/ke-hoach/{id}". Anything else is [fault.NotFound].
func PathID(r *http.Request, name string) (int64, error) {
	n, err := strconv.ParseInt(r.PathValue(name), 10, 64)
	if err != nil || n <= 0 {
		return 0, errNoPage
	}
	return n, nil
}
