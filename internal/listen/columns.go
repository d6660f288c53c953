package listen

import (
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/vi"
)

// columnNames are the fields that a table of items may have, each with the names under which exports of monitoring
// services, of page owners' tools and of press offices have it, folded, the likeliest first.
var columnNames = map[string][]string{
	"id": {"id", "post id", "ma", "ma bai", "ma tin", "permalink id"},
	"link": {"link", "url", "permalink", "duong dan", "lien ket", "duong link", "link bai", "link bai viet", "link bai bao", "link tin", "link goc", "duong dan bai",
		"duong dan bai viet", "duong dan bai bao", "lien ket bai viet", "dia chi", "dia chi bai viet", "dia chi url"},
	"title": {"title", "tieu de", "headline", "tieu de bai", "tieu de bai viet", "tieu de bai bao", "tieu de tin", "tieu de tin bai", "tieu de tin, bai", "ten bai", "ten bai viet",
		"ten bai bao", "ten tin bai", "ten tin, bai", "tit", "tit bai"},
	"text": {"text", "content", "message", "noi dung", "body", "noi dung bai", "noi dung bai viet", "noi dung tin", "noi dung tin bai", "toan van", "noi dung chinh",
		"noi dung tom tat", "tom tat noi dung", "tom tat", "tom luoc", "mo ta", "description", "caption"},
	"published": {"published", "date", "time", "created", "created time", "publish time", "ngay dang", "ngay dang tai", "ngay dang bai", "ngay dang tin", "thoi gian dang",
		"thoi gian dang tai", "thoi diem dang", "ngay gio dang", "ngay xuat ban", "thoi gian xuat ban", "ngay phat hanh", "ngay phat song", "ngay", "thoi gian", "ngay gio", "ngay thang"},
	"source": {"source", "nguon", "bao", "ten nguon", "ten bao", "co quan bao chi", "ten co quan bao chi", "nguon tin", "nguon bao", "nguon dang", "dau bao", "ten dau bao",
		"toa soan", "bao dang", "noi dang", "page name", "ten trang", "trang tin", "kenh", "ten kenh"},
	"place":  {"place", "dia ban", "noi", "tinh", "xa", "location", "khu vuc", "dia phuong"},
	"class":  {"class", "nhom nguon", "loai nguon", "nhom"},
	"author": {"author", "tac gia", "nguoi dang", "user", "username", "from", "tai khoan", "ten nguoi dung"},
}

// GuessColumns proposes which column of a table holds which field, by its head.
func GuessColumns(head []string) map[string]string {
	names := make([]string, len(head))
	for i, h := range head {
		names[i] = headName(h)
	}
	columns := map[string]string{}
	for field, likely := range columnNames {
		for _, name := range likely {
			if i := slices.Index(names, name); i >= 0 {
				columns[field] = head[i]
				break
			}
		}
	}
	return columns
}

// named is a field under one of its names.
type named struct {
	field string
	rank  int // among its names, the likeliest first
}

// fieldsByName are the fields by the names of columnNames.
var fieldsByName = func() map[string]named {
	all := map[string]named{}
	for field, names := range columnNames {
		for rank, name := range names {
			all[name] = named{field, rank}
		}
	}
	return all
}()

// headName is the head of a column without what is added to it: "Đường link (URL):" and "duong_link" are "duong link".
func headName(h string) string {
	h, _, _ = strings.Cut(vi.Fold(h), "(")
	h = strings.NewReplacer("_", " ", "-", " ").Replace(h)
	return strings.Join(strings.Fields(strings.Trim(h, " \t\r\n:*.")), " ")
}

const (
	guessedHead = 2  // columns that make a row a head
	aboveHead   = 20 // rows among which a head is looked for
)

// headAt is the row that names the columns: the first with two columns that can be guessed, else the first with as many
// filled cells as most rows have. A first row that fills more than half as many is a head with a cell left empty.
func headAt(rows [][]string) int {
	top := rows[:min(len(rows), aboveHead)]
	guessed := slices.IndexFunc(top, func(row []string) bool { return len(GuessColumns(row)) >= guessedHead })
	if guessed >= 0 {
		return guessed
	}
	usual := usualCells(rows)
	if len(rows) == 0 || 2*filledCells(rows[0]) > usual {
		return 0
	}
	return max(0, slices.IndexFunc(top, func(row []string) bool { return filledCells(row) >= usual }))
}

// usualCells is how many cells most rows fill.
func usualCells(rows [][]string) (usual int) {
	count := map[int]int{}
	for _, row := range rows {
		n := filledCells(row)
		if n == 0 {
			continue
		}
		count[n]++
		if count[n] > count[usual] || count[n] == count[usual] && n > usual {
			usual = n
		}
	}
	return usual
}

func filledCells(row []string) (n int) {
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}
