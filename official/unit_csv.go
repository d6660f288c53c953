package official

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/vi"
)

// most units one file may name; the whole country has far fewer at one time.
const mostDirectoryUnits = 100_000

// ParseDirectory reads a directory of units from CSV in UTF-8. The first row names the columns, in any
// order: name (required), and id, short, kind, parent, from, to, successor. Without id a unit's name is
// its id. short and successor may hold several values separated by "|"; parent and successor name units
// by id or by name. Days are ISO days. Its errors are Vietnamese sentences with the row's number.
func ParseDirectory(r io.Reader) (Directory, error) {
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1
	rows.TrimLeadingSpace = true
	header, err := rows.Read()
	if errors.Is(err, io.EOF) {
		return Directory{}, errors.New("tệp danh mục đơn vị trống; dòng đầu phải là tên các cột: name,short,kind,parent,from,to,successor")
	}
	if err != nil {
		return Directory{}, fmt.Errorf("không đọc được dòng đầu của tệp danh mục đơn vị; hãy lưu lại thành CSV, mã UTF-8: %w", err)
	}
	columns, err := directoryColumns(header)
	if err != nil {
		return Directory{}, err
	}
	var units []DirectoryUnit
	for n := 2; ; n++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Directory{}, fmt.Errorf("dòng %d của tệp danh mục đơn vị không đúng dạng CSV; hãy kiểm tra dấu ngoặc kép: %w", n, err)
		}
		if len(units) == mostDirectoryUnits {
			return Directory{}, fmt.Errorf("tệp danh mục đơn vị có hơn %d dòng; hãy tách thành tệp nhỏ hơn", mostDirectoryUnits)
		}
		u, err := directoryRow(columns, row, n)
		if err != nil {
			return Directory{}, err
		}
		if u.Name != "" {
			units = append(units, u)
		}
	}
	return linkDirectory(units)
}

var directoryNames = []string{"id", "name", "short", "kind", "parent", "from", "to", "successor"}

func directoryColumns(header []string) (map[string]int, error) {
	columns := map[string]int{}
	for i, h := range header {
		h = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\uFEFF")))
		if h == "" {
			continue
		}
		if !slices.Contains(directoryNames, h) {
			return nil, fmt.Errorf("tệp danh mục đơn vị có cột lạ %q; các cột được dùng là %s", h, strings.Join(directoryNames, ", "))
		}
		if _, double := columns[h]; double {
			return nil, fmt.Errorf("tệp danh mục đơn vị có hai cột %q; hãy giữ lại một", h)
		}
		columns[h] = i
	}
	if _, ok := columns["name"]; !ok {
		return nil, errors.New("tệp danh mục đơn vị thiếu cột name (tên đơn vị)")
	}
	return columns, nil
}

func directoryRow(columns map[string]int, row []string, n int) (DirectoryUnit, error) {
	value := func(name string) string {
		i, ok := columns[name]
		if !ok || i >= len(row) {
			return ""
		}
		return oneLine(vi.Normalize(row[i]))
	}
	u := DirectoryUnit{
		ID: value("id"), Name: value("name"), Short: value("short"), Kind: value("kind"), Parent: value("parent"),
		From: value("from"), To: value("to"), Successors: listOf(value("successor")),
	}
	if u.Name == "" && strings.Join(row, "") != "" {
		return u, fmt.Errorf("dòng %d của tệp danh mục đơn vị thiếu tên đơn vị", n)
	}
	if u.ID == "" {
		u.ID = u.Name
	}
	for _, day := range []string{u.From, u.To} {
		if day == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return u, fmt.Errorf("dòng %d của tệp danh mục đơn vị có ngày %q không đọc được; hãy viết năm-tháng-ngày, ví dụ 2025-07-01", n, day)
		}
	}
	if u.From != "" && u.To != "" && u.From > u.To {
		return u, fmt.Errorf("dòng %d của tệp danh mục đơn vị có ngày kết thúc trước ngày bắt đầu", n)
	}
	return u, nil
}

func listOf(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, "|") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// linkDirectory resolves parents and successors, which may be given by name.
func linkDirectory(units []DirectoryUnit) (Directory, error) {
	ids := map[string]string{}
	for _, u := range units {
		if _, taken := ids[u.ID]; taken {
			return Directory{}, fmt.Errorf("tệp danh mục đơn vị có hai dòng cùng mã hoặc cùng tên %q; hãy thêm cột id để phân biệt", u.ID)
		}
		ids[u.ID] = u.ID
	}
	for _, u := range units {
		if _, taken := ids[u.Name]; !taken {
			ids[u.Name] = u.ID
		}
	}
	for i := range units {
		u := &units[i]
		for j, s := range u.Successors {
			id, ok := ids[s]
			if !ok {
				return Directory{}, fmt.Errorf("đơn vị %q có đơn vị kế thừa %q không có trong tệp danh mục", u.Name, s)
			}
			u.Successors[j] = id
		}
		if id, ok := ids[u.Parent]; ok {
			u.Parent = id
		} else if u.Parent != "" {
			return Directory{}, fmt.Errorf("đơn vị %q có đơn vị cấp trên %q không có trong tệp danh mục", u.Name, u.Parent)
		}
	}
	return NewDirectory(units), nil
}
