package official

import (
	"slices"
	"strings"
)

// columnRole is what a column of a task table holds.
type columnRole int

const (
	columnOther columnRole = iota
	columnNumber
	columnTitle
	columnLead
	columnPartners
	columnBoth
	columnWhen
	columnProduct
	columnBudget
	columnNote
)

// tableLayout tells what the columns of a task table hold and where its rows begin.
type tableLayout struct {
	roles []columnRole
	title int
	group int // a column that names the group of tasks; -1 without
	head  int // first row of the header; a title may stand above
	first int // first row behind the header
}

// filledCells counts the cells of a row that say something; a merged cell is one.
func filledCells(row []*cellText) int {
	n := 0
	var last *cellText
	for _, c := range row {
		if c != nil && c != last && hasWord(c.text) {
			n++
		}
		last = c
	}
	return n
}

// mostHeaderRows is how far down a header may stand; rows of a title above it do not count, up to
// mostTitleRows.
const mostHeaderRows, mostTitleRows = 4, 30

// layoutOf reads the header of a table. A table without a header continues the one before it when both
// have the same number of columns. Without a column of tasks and one of units or times it is nil.
func layoutOf(g *grid, before *tableLayout) *tableLayout {
	full := 0
	for first := range min(len(g.rows), mostTitleRows) {
		if filledCells(g.rows[first]) >= fewestColumns {
			full++
		}
		if full > mostHeaderRows {
			break
		}
		for depth := 2; depth >= 1; depth-- {
			if first+depth > len(g.rows) || depth == 2 && !twoRowHeader(g, first) {
				continue
			}
			if l := headerAt(g, first, depth); l != nil {
				return l
			}
		}
	}
	if before != nil && len(before.roles) == g.cols && len(g.rows) > 0 && g.cols > 2 {
		return &tableLayout{roles: slices.Clone(before.roles), title: before.title, group: before.group}
	}
	return nil
}

// twoRowHeader reports that some cell of the row spans two rows and another spans columns.
func twoRowHeader(g *grid, row int) bool {
	tall, wide := false, false
	for _, c := range g.rows[row] {
		if c == nil {
			continue
		}
		tall = tall || c.RowSpan > 1
		wide = wide || c.ColSpan > 1
	}
	return wide && (tall || row == 0)
}

func headerAt(g *grid, row, depth int) *tableLayout {
	l := &tableLayout{roles: make([]columnRole, g.cols), title: -1, group: -1, head: row, first: row + depth}
	units, times := false, false
	for col := range g.cols {
		role := columnRoleOf(headerText(g, row, depth, col))
		l.roles[col] = role
		units = units || role == columnLead || role == columnPartners || role == columnBoth
		times = times || role == columnWhen
		if role == columnTitle {
			l.takeTitle(g, col)
		}
	}
	if l.title < 0 && units && (times || slices.Contains(l.roles, columnPartners)) {
		l.title = l.longestOther(g)
	}
	if l.title < 0 || !units && !times || !units && g.cols < 3 {
		return nil
	}
	return l
}

// longestOther is the column without a known name that holds the most text; -1 without one.
func (l *tableLayout) longestOther(g *grid) int {
	best, most := -1, 0
	for col, role := range l.roles {
		if role != columnOther {
			continue
		}
		size := 0
		for _, row := range g.rows[l.first:] {
			if row[col] != nil {
				size += len(row[col].text)
			}
		}
		if size > most {
			best, most = col, size
		}
	}
	return best
}

// takeTitle chooses between two columns of contents: the one whose cells span rows names the group.
func (l *tableLayout) takeTitle(g *grid, col int) {
	if l.title < 0 {
		l.title = col
		return
	}
	if spansRows(g, l.first, l.title) && !spansRows(g, l.first, col) {
		l.group, l.title = l.title, col
		return
	}
	l.roles[col] = columnNote
}

func spansRows(g *grid, first, col int) bool {
	for _, row := range g.rows[first:] {
		if row[col] != nil && row[col].RowSpan > 1 && row[col].ColSpan <= 1 {
			return true
		}
	}
	return false
}

func headerText(g *grid, row, depth, col int) string {
	var words []string
	var last *cellText
	for i := range depth {
		c := g.rows[row+i][col]
		if c != nil && c != last {
			words = append(words, strings.ReplaceAll(c.text, "\n", " "))
		}
		last = c
	}
	return oneLine(strings.Join(words, " "))
}

var (
	numberHeader  = pattern(`^(?:s?tt|số tt|số thứ tự|tt\.|stt\.|#|no\.?)$`)
	whenHeader    = pattern(`thời gian|thời hạn|tiến độ|^xong|^trước ngày$|thời điểm|kỳ hạn|lộ trình|hoàn thành|^ngày|tần suất|^hạn(?:\s|$)|^bắt đầu$|^kết thúc$|^mốc`)
	leadHeader    = pattern(`chủ trì|đầu mối|phân công|(?:đơn vị|cơ quan|người|bộ phận|nơi)[,\s]*(?:cá nhân |được giao |tổ chức |chịu trách nhiệm |phụ trách )*(?:thực hiện|triển khai|chịu trách nhiệm|phụ trách|tham mưu|chính|giao)?$|trách nhiệm|phụ trách|(?:đơn vị|cơ quan|cấp|tổ chức)[^.]{0,30} thực hiện|cơ quan thực hiện|đơn vị thực hiện|^(?:cơ quan|đơn vị|tổ chức|phòng|ban)[^.]{0,24}(?:chuẩn bị|soạn thảo|xây dựng|trình|tham mưu|đề xuất|báo cáo|cung cấp|vận hành)|^(?:tổ chức )?thực hiện$|^(?:đơn vị|cơ quan|cơ quan, đơn vị|đơn vị, cá nhân)$`)
	productHeader = pattern(`sản phẩm|kết quả|đầu ra|hình thức văn bản`)
	budgetHeader  = pattern(`kinh phí|dự toán|nguồn vốn|số tiền|nguồn lực|thành tiền|đơn giá`)
	titleHeader   = pattern(`nội dung|nhiệm vụ|công việc|hoạt động|hạng mục|giải pháp|đầu việc|tên (?:văn bản|đề án|việc|chương trình|kế hoạch|sự kiện|lớp)|chuyên đề|việc`)
	leaderHeader  = pattern(`^(?:lãnh đạo|lđ|đồng chí|đ/c|người chỉ đạo|phân công lãnh đạo|pct|phó chủ tịch)\s`)
	noteHeader    = pattern(`ghi chú|căn cứ|cơ sở pháp lý|địa điểm|đối tượng|số lượng|chỉ tiêu|đơn vị tính|mục tiêu|hình thức|lãnh đạo|trình cấp|cấp trình|thẩm quyền`)
)

func columnRoleOf(header string) columnRole {
	key := newPassage(header).key
	if len(key) > 140 {
		return columnOther
	}
	switch {
	case key == "":
		return columnOther
	case numberHeader().MatchString(key):
		return columnNumber
	case leaderHeader().MatchString(key):
		return columnNote
	case strings.Contains(key, "phối hợp") && strings.Contains(key, "chủ trì") && !strings.HasSuffix(key, "phối hợp"):
		return splitHeader(key)
	case strings.Contains(key, "phối hợp") && strings.Contains(key, "chủ trì"):
		return columnBoth
	case strings.Contains(key, "phối hợp"):
		return columnPartners
	case whenHeader().MatchString(key) && !strings.HasPrefix(key, "nội dung"):
		return columnWhen
	case leadHeader().MatchString(key):
		return columnLead
	case productHeader().MatchString(key) && !strings.HasPrefix(key, "nội dung"):
		return columnProduct
	case budgetHeader().MatchString(key):
		return columnBudget
	case titleHeader().MatchString(key):
		return columnTitle
	case noteHeader().MatchString(key):
		return columnNote
	}
	return bareColumnRole(key)
}

// splitHeader decides a header over two: "Đơn vị chủ trì, phối hợp Chủ trì" is a column of leads.
func splitHeader(key string) columnRole {
	if strings.LastIndex(key, "chủ trì") > strings.LastIndex(key, "phối hợp") {
		return columnLead
	}
	return columnBoth
}
