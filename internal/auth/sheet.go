package auth

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// Bounds of an import.
const (
	maxSheetBytes = 5 << 20
	maxSheetRows  = 5000
	maxCell       = 300 // characters
)

// sheetRow is one person as the sheet says it. An empty cell changes nothing.
type sheetRow struct {
	N     int // row in the file, from 1
	Name  string
	Title string
	Unit  string
	Email string
	Phone string
	Login string
	Role  string
	Scope string
	Posts string
	From  string
}

// column is one column of the sheet, in the order of the export.
type column struct {
	head  string   // marked text, as we write it
	known []string // other folded heads that are understood
	cell  func(*sheetRow) *string
	width float64
}

var columns = []column{
	{web.Mark("Họ và tên"), []string{"ho ten", "ten"}, func(r *sheetRow) *string { return &r.Name }, 26},
	{web.Mark("Chức vụ"), []string{"chuc danh"}, func(r *sheetRow) *string { return &r.Title }, 22},
	{web.Mark("Đơn vị"), []string{"don vi (ma hoac ten)", "ma don vi", "ten don vi", "co quan"}, func(r *sheetRow) *string { return &r.Unit }, 34},
	{web.Mark("Thư điện tử"), []string{"email", "e-mail", "thu dien tu cong vu"}, func(r *sheetRow) *string { return &r.Email }, 30},
	{web.Mark("Điện thoại"), []string{"so dien thoai", "dien thoai di dong", "sdt"}, func(r *sheetRow) *string { return &r.Phone }, 16},
	{web.Mark("Tên đăng nhập"), []string{"tai khoan"}, func(r *sheetRow) *string { return &r.Login }, 22},
	{web.Mark("Vai trò"), []string{"quyen"}, func(r *sheetRow) *string { return &r.Role }, 18},
	{web.Mark("Phạm vi"), []string{"pham vi quyen"}, func(r *sheetRow) *string { return &r.Scope }, 34},
	{web.Mark("Chức năng"), []string{"nhiem vu kiem nhiem"}, func(r *sheetRow) *string { return &r.Posts }, 34},
	{web.Mark("Từ ngày"), []string{"tu"}, func(r *sheetRow) *string { return &r.From }, 14},
}

// readSheet finds the line of heads and reads the rows below it; columns may stand in any order.
func readSheet(cells [][]string) ([]sheetRow, error) {
	head, at := findHeads(cells)
	if at == nil {
		return nil, fault.New(fault.Invalid, "Không thấy dòng tiêu đề có cột “Họ và tên” và “Đơn vị”. Hãy tải tệp mẫu, điền vào đó rồi tải lên.").At("file")
	}
	var rows []sheetRow
	for i, line := range cells[head+1:] {
		row := sheetRow{N: head + 2 + i}
		empty := true
		for c, text := range line {
			if c >= len(at) || at[c] == nil {
				continue
			}
			text = strings.Join(strings.Fields(vi.Normalize(text)), " ")
			*at[c].cell(&row) = vi.CutRunes(text, maxCell)
			empty = empty && text == ""
		}
		if !empty {
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, fault.New(fault.Invalid, "Tệp chưa có dòng nào dưới dòng tiêu đề.").At("file")
	}
	if len(rows) > maxSheetRows {
		return nil, fault.New(fault.TooLarge, "Tệp có %d dòng, mỗi lần nhập tối đa %d dòng. Hãy chia thành nhiều tệp.", len(rows), maxSheetRows).At("file")
	}
	return rows, nil
}

// findHeads looks at the first lines for one that names the two columns we cannot do without.
func findHeads(cells [][]string) (int, []*column) {
	for i, line := range cells[:min(len(cells), 15)] {
		at := make([]*column, len(line))
		found := map[string]bool{}
		for c, text := range line {
			for k := range columns {
				if columns[k].understands(text) && !found[columns[k].head] {
					at[c], found[columns[k].head] = &columns[k], true
				}
			}
		}
		if found[columns[0].head] && found[columns[2].head] {
			return i, at
		}
	}
	return 0, nil
}

func (c column) understands(text string) bool {
	fold := strings.Trim(vi.Fold(text), " *:.")
	if fold == vi.Fold(c.head) {
		return true
	}
	for _, k := range c.known {
		if fold == k {
			return true
		}
	}
	return false
}

// splitCell cuts a cell of several values at semicolons and line breaks.
func splitCell(s string) []string {
	var parts []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' }) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

var roleWords = map[string]Role{
	"quan tri": Administrator, "quan tri he thong": Administrator, "administrator": Administrator,
	"quan tri tai khoan": AccountKeeper, "accounts": AccountKeeper,
	"dieu phoi": Coordinator, "coordinator": Coordinator,
	"lanh dao": Leader, "leader": Leader,
	"can bo": Staff, "officer": Staff, "chuyen vien": Staff,
	"nguoi xem": Viewer, "xem": Viewer, "viewer": Viewer,
}

// postKinds are the functions of people in the order of the export.
var postKinds = []org.PostKind{org.Spokesperson, org.Communication, org.Contact, org.Head}

var postTitles = map[org.PostKind]string{
	org.Spokesperson:  web.Mark("Người phát ngôn"),
	org.Communication: web.Mark("Cán bộ truyền thông"),
	org.Contact:       web.Mark("Đầu mối"),
	org.Head:          web.Mark("Người đứng đầu"),
}

var postWords = map[string]org.PostKind{
	"nguoi phat ngon": org.Spokesperson, "can bo truyen thong": org.Communication, "can bo phu trach truyen thong": org.Communication,
	"can bo truyen thong chinh sach": org.Communication, "dau moi": org.Contact, "dau moi lien he": org.Contact,
	"nguoi dung dau": org.Head, "thu truong": org.Head,
}

// readDay reads 21/11/2026, 2026-11-21, or the number of days that a spreadsheet keeps.
func readDay(s string) (law.Date, bool) {
	if n, err := strconv.Atoi(s); err == nil && n > 20000 && n < 80000 {
		return law.DateOf(time.Date(1899, 12, 30, 0, 0, 0, 0, law.Vietnam).AddDate(0, 0, n)), true
	}
	s, _, _ = strings.Cut(s, " ")
	plain := strings.NewReplacer("-", "/", ".", "/").Replace(s)
	for _, layout := range []string{"2006/1/2", "2/1/2006"} {
		t, err := time.Parse(layout, plain)
		if err == nil && t.Year() >= 1900 && t.Year() <= 2200 {
			return law.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}, true
		}
	}
	return law.Date{}, false
}

// writeSheet makes the XLSX that readSheet reads.
func writeSheet(rows []sheetRow) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	const sheet = "Tài khoản"
	err := f.SetSheetName("Sheet1", sheet)
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EFF0"}}})
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	heads := make([]any, len(columns))
	for i, c := range columns {
		heads[i] = excelize.Cell{StyleID: bold, Value: c.head}
		err := w.SetColWidth(i+1, i+1, c.width)
		if err != nil {
			return nil, fmt.Errorf("writing the sheet: %w", err)
		}
	}
	err = w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	err = w.SetRow("A1", heads)
	for i := 0; err == nil && i < len(rows); i++ {
		cells := make([]any, len(columns))
		for k, c := range columns {
			cells[k] = *c.cell(&rows[i])
		}
		err = w.SetRow(fmt.Sprintf("A%d", i+2), cells)
	}
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	err = w.Flush()
	if err != nil {
		return nil, fmt.Errorf("writing the sheet: %w", err)
	}
	var b bytes.Buffer
	_, err = f.WriteTo(&b)
	return b.Bytes(), err
}
