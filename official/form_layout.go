package official

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// The columns of the table of a form, by the words that stand above them.
const (
	columnCode   = "Mã"
	columnLabel  = "Nội dung"
	columnHow    = "Cách ghi"
	columnBefore = "Kỳ trước"
	columnAnswer = "Trả lời"
)

// The fixed words of a form that stand outside its table.
const (
	offlineUnit    = "Đơn vị: "
	offlineDue     = "Hạn gửi: "
	offlineCodeIs  = "Mã biểu: "
	offlineKeep    = " (không sửa mã này)"
	offlineGuide   = "Chỉ ghi vào cột “Trả lời”. Không xóa, không thêm hàng hay cột, không sửa cột “Mã” và “Nội dung”."
	offlineNothing = "Không có thì ghi 0. Để trống nghĩa là chưa trả lời và không xóa câu trả lời đã gửi."
)

// labelFold is a label for comparison: white space, capitals and ways of placing tones do not count.
func labelFold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(vi.Normalize(paperText(s))), " "))
}

// headings are the columns of the table. That of last time is left out when there is nothing in it.
func (f OfflineForm) headings() []string {
	for _, field := range f.Fields {
		if paperLine(field.Before) != "" {
			return []string{columnCode, columnLabel, columnHow, columnBefore, columnAnswer}
		}
	}
	return []string{columnCode, columnLabel, columnHow, columnAnswer}
}

// preface are the lines above the table, the title first.
func (f OfflineForm) preface() []string {
	lines := []string{paperLine(f.Title), offlineUnit + paperLine(f.Unit)}
	if f.Due != "" {
		lines = append(lines, offlineDue+shortDate(f.Due))
	}
	lines = append(lines, offlineCodeIs+f.Code.String()+offlineKeep, offlineGuide, offlineNothing)
	for _, g := range f.Guide {
		if g = paperLine(g); g != "" {
			lines = append(lines, g)
		}
	}
	return lines
}

// how says how to write the answer of a field.
func (f OfflineField) how() string {
	var how string
	switch f.Kind {
	case OfflineWhole:
		how = "Số nguyên"
	case OfflineDecimal:
		how = "Số, phần lẻ sau dấu phẩy"
	case OfflineText:
		how = "Chữ"
	case OfflineChoice:
		how = "Ghi một trong: " + strings.Join(mapped(f.Options, paperLine), " / ")
	case OfflineTick:
		how = "Ghi x nếu đúng"
	}
	if m := paperLine(f.Measure); m != "" {
		how += " (" + m + ")"
	}
	if n := paperLine(f.Note); n != "" {
		how += ". " + n
	}
	return how
}

func mapped(list []string, change func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = change(s)
	}
	return out
}

// row is the row of a field, as wide as headings.
func (f OfflineForm) row(i int) []string {
	field := f.Fields[i]
	row := []string{f.rowCode(i), paperLine(field.Label), field.how()}
	if len(f.headings()) > 4 {
		row = append(row, paperLine(field.Before))
	}
	return append(row, strings.TrimSpace(paperText(field.Value)))
}

// section is the heading that begins with field i; empty if none does.
func (f OfflineForm) section(i int) string {
	s := paperLine(f.Fields[i].Section)
	if i > 0 && s == paperLine(f.Fields[i-1].Section) {
		return ""
	}
	return s
}

// check refuses a form that could not be read back. Its errors are for the caller's programmer.
func (f OfflineForm) check() error {
	if len(f.Fields) == 0 || len(f.Fields) > offlineFields {
		return fmt.Errorf("an offline form has 1 to %d fields, not %d", offlineFields, len(f.Fields))
	}
	seen := make(map[string]bool, len(f.Fields))
	for i, field := range f.Fields {
		switch {
		case field.Key == "" || seen[field.Key]:
			return fmt.Errorf("field %d: the key %q is empty or stands twice", i+1, field.Key)
		case paperLine(field.Label) == "":
			return fmt.Errorf("field %q has no label", field.Key)
		case field.Kind == OfflineChoice && len(field.Options) == 0:
			return fmt.Errorf("field %q has nothing to choose from", field.Key)
		case !slices.Contains(offlineKinds, field.Kind):
			return fmt.Errorf("field %q is of the unknown kind %q", field.Key, field.Kind)
		}
		seen[field.Key] = true
	}
	return nil
}

var offlineKinds = []OfflineKind{OfflineWhole, OfflineDecimal, OfflineText, OfflineChoice, OfflineTick}

// offlineFields is how many fields a form may have.
const offlineFields = 5_000
