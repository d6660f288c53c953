package org

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

// ImportColumns are the headings of a sheet of units, in the order in which Export writes them. An import
// finds them in any order, with or without diacritics; only Mã and Tên are required.
var ImportColumns = []string{"Mã", "Tên", "Tên ngắn", "Cấp", "Trực thuộc (mã)", "Từ ngày", "Đến ngày", "Kế thừa bởi (mã)", "Không chấm điểm", "Thư điện tử"}

// LevelWords are the levels as people write and read them.
var LevelWords = map[Level]string{
	Province: "cấp tỉnh", Department: "sở, ban, ngành", District: "cấp huyện", Commune: "cấp xã",
	Inside: "đơn vị trực thuộc", Partner: "cơ quan phối hợp",
}

// Import is a sheet read against the directory: what would change, and what is wrong.
type Import struct {
	Version  int64 // of the directory that the sheet was compared with
	Rows     []ImportRow
	Problems int
}

// ImportRow is what one row of the sheet would do.
type ImportRow struct {
	Row        int // of the sheet, counted from 1 with the headings
	Unit       Unit
	Parent     string   // code
	Successors []string // codes
	Action     ImportAction
	Changes    []FieldChange // of a unit that is there already
	Problems   []web.Text    // why the row cannot be imported as it is
}

// ImportAction is what an import does with a row.
type ImportAction string

const (
	AddsUnit    ImportAction = "add"
	ChangesUnit ImportAction = "change"
	KeepsUnit   ImportAction = "keep"
	Wrong       ImportAction = "wrong"
)

// FieldChange is one field before and after.
type FieldChange struct{ Field, From, To string }

// Counts says how many rows would do what.
func (im Import) Counts() map[ImportAction]int {
	n := map[ImportAction]int{}
	for _, r := range im.Rows {
		n[r.Action]++
	}
	return n
}

// PlanImport compares a sheet, its first row holding the headings, with the directory. It changes nothing.
func (s *Service) PlanImport(ctx context.Context, tx *db.Tx, sheet [][]string) (Import, error) {
	t, err := s.Tree(ctx, tx)
	if err != nil {
		return Import{}, err
	}
	columns, err := findColumns(sheet)
	if err != nil {
		return Import{}, err
	}
	im := Import{Version: t.version}
	for i, cells := range sheet[1:] {
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		im.Rows = append(im.Rows, readRow(i+2, cells, columns))
	}
	im.compare(t)
	return im, nil
}

// findColumns maps each known heading to its column.
func findColumns(sheet [][]string) (map[string]int, error) {
	if len(sheet) < 2 {
		return nil, fault.New(fault.Invalid, "Bảng không có dòng dữ liệu nào dưới dòng tiêu đề.")
	}
	columns := map[string]int{}
	for i, cell := range sheet[0] {
		for _, known := range ImportColumns {
			if heading(cell) == heading(known) {
				columns[known] = i
			}
		}
	}
	for _, needed := range ImportColumns[:2] {
		if _, ok := columns[needed]; !ok {
			return nil, fault.New(fault.Invalid, "Bảng thiếu cột %s. Hãy tải tệp mẫu và giữ nguyên dòng tiêu đề.", needed)
		}
	}
	return columns, nil
}

// heading is how a heading is compared: folded, without what stands in brackets.
func heading(s string) string {
	before, _, _ := strings.Cut(vi.Fold(s), "(")
	return strings.TrimSpace(before)
}

func readRow(number int, cells []string, columns map[string]int) ImportRow {
	get := func(column string) string {
		i, ok := columns[column]
		if !ok || i >= len(cells) {
			return ""
		}
		return strings.Join(strings.Fields(vi.Normalize(cells[i])), " ")
	}
	row := ImportRow{Row: number, Parent: strings.ToUpper(get("Trực thuộc (mã)"))}
	row.Unit = Unit{
		Code: strings.ToUpper(get("Mã")), Name: get("Tên"), Short: get("Tên ngắn"), Email: get("Thư điện tử"),
		Unscored: isYes(get("Không chấm điểm")),
	}
	for _, code := range strings.FieldsFunc(get("Kế thừa bởi (mã)"), func(r rune) bool { return strings.ContainsRune(";,| ", r) }) {
		row.Successors = append(row.Successors, strings.ToUpper(code))
	}
	var ok bool
	row.Unit.Level, ok = levelOf(get("Cấp"))
	if !ok {
		row.wrong(web.Mark("Cấp %q không có. Hãy ghi một trong: %s."), get("Cấp"), allLevels())
	}
	row.Unit.From = row.day("Từ ngày", get("Từ ngày"))
	row.Unit.To = row.day("Đến ngày", get("Đến ngày"))
	if e := fault.Find(checkUnit(row.Unit)); e != nil {
		row.wrong(e.Format, e.Args...)
	}
	return row
}

func (r *ImportRow) wrong(sentence string, args ...any) {
	r.Action = Wrong
	r.Problems = append(r.Problems, web.Say(sentence, args...))
}

func (r *ImportRow) day(column, text string) law.Date {
	if text == "" {
		return law.Date{}
	}
	d, err := law.ParseDate(text)
	if err == nil {
		return d
	}
	var day, month, year int
	n, err := fmt.Sscanf(text, "%d/%d/%d", &day, &month, &year)
	d = law.Date{Year: year, Month: month, Day: day}
	if err != nil || n != 3 || law.DateOf(d.Start()) != d {
		r.wrong(web.Mark("%s %q không phải là một ngày. Hãy ghi như 01/07/2025."), column, text)
		return law.Date{}
	}
	return d
}

func levelOf(text string) (Level, bool) {
	if text == "" {
		return Department, true
	}
	folded := vi.Fold(text)
	for l, word := range LevelWords {
		if folded == vi.Fold(word) || folded == string(l) {
			return l, true
		}
	}
	switch folded {
	case "tinh":
		return Province, true
	case "so", "ban", "nganh":
		return Department, true
	case "huyen", "thi xa", "thanh pho thuoc tinh":
		return District, true
	case "xa", "phuong", "dac khu", "thi tran":
		return Commune, true
	case "phong", "trung tam", "chi cuc":
		return Inside, true
	}
	return "", false
}

func allLevels() string {
	var words []string
	for _, l := range []Level{Province, Department, District, Commune, Inside, Partner} {
		words = append(words, LevelWords[l])
	}
	return strings.Join(words, "; ")
}

func isYes(text string) bool {
	return slices.Contains([]string{"x", "co", "1", "yes", "true", "dung"}, vi.Fold(text))
}

// compare decides what each row does, and finds codes that are missing, doubled or in a circle.
func (im *Import) compare(t *Tree) {
	known := map[string]Unit{}
	parent := map[string]string{}
	for _, u := range t.sorted {
		known[u.Code] = *u
		parent[u.Code] = t.units[u.ID].parentCode(t)
	}
	seen := map[string]int{}
	for i := range im.Rows {
		r := &im.Rows[i]
		if first, twice := seen[r.Unit.Code]; twice && r.Unit.Code != "" {
			r.wrong(web.Mark("Mã %s đã có ở dòng %d."), r.Unit.Code, first)
		}
		seen[r.Unit.Code] = r.Row
		parent[r.Unit.Code] = r.Parent
	}
	exists := func(code string) bool {
		_, inTree := known[code]
		_, inSheet := seen[code]
		return inTree || inSheet
	}
	for i := range im.Rows {
		im.Rows[i].decide(t, known, parent, exists)
		if im.Rows[i].Action == Wrong {
			im.Problems++
		}
	}
}

func (u *Unit) parentCode(t *Tree) string {
	p := t.units[u.Parent]
	if p == nil {
		return ""
	}
	return p.Code
}

func (r *ImportRow) decide(t *Tree, known map[string]Unit, parent map[string]string, exists func(string) bool) {
	if r.Parent != "" && !exists(r.Parent) {
		r.wrong(web.Mark("Không có đơn vị cấp trên mang mã %s."), r.Parent)
	}
	for _, code := range r.Successors {
		if !exists(code) {
			r.wrong(web.Mark("Không có đơn vị kế thừa mang mã %s."), code)
		}
		if code == r.Unit.Code {
			r.wrong(web.Mark("%s không thể kế thừa chính nó."), r.Unit.Name)
		}
	}
	if circle(r.Unit.Code, parent) {
		r.wrong(web.Mark("%s trực thuộc vòng quanh chính nó."), r.Unit.Name)
	}
	if r.Parent == "" && r.Unit.Level != Province && r.Action != Wrong {
		r.wrong(web.Mark("Hãy ghi mã đơn vị cấp trên của %s."), r.Unit.Name)
	}
	if r.Action == Wrong {
		return
	}
	old, there := known[r.Unit.Code]
	if !there {
		r.Action = AddsUnit
		return
	}
	r.Unit.ID, r.Unit.Version = old.ID, old.Version
	r.Changes = r.changes(t, old)
	r.Action = KeepsUnit
	if len(r.Changes) > 0 {
		r.Action = ChangesUnit
	}
}

// circle follows parents from code and reports whether they lead back to it.
func circle(code string, parent map[string]string) bool {
	at := parent[code]
	for range len(parent) {
		if at == code && code != "" {
			return true
		}
		at = parent[at]
	}
	return false
}

func (r *ImportRow) changes(t *Tree, old Unit) []FieldChange {
	var all []FieldChange
	note := func(field, from, to string) {
		if from != to {
			all = append(all, FieldChange{field, from, to})
		}
	}
	note(web.Mark("Tên"), old.Name, r.Unit.Name)
	note(web.Mark("Tên ngắn"), old.Short, r.Unit.Short)
	note(web.Mark("Cấp"), LevelWords[old.Level], LevelWords[r.Unit.Level])
	note(web.Mark("Trực thuộc"), old.parentCode(t), r.Parent)
	note(web.Mark("Từ ngày"), old.From.Vietnamese(), r.Unit.From.Vietnamese())
	note(web.Mark("Đến ngày"), old.To.Vietnamese(), r.Unit.To.Vietnamese())
	note(web.Mark("Thư điện tử"), old.Email, r.Unit.Email)
	note(web.Mark("Không chấm điểm"), yesNo(old.Unscored), yesNo(r.Unit.Unscored))
	var next []string
	for _, id := range t.Successors(old.ID) {
		next = append(next, t.units[id].Code)
	}
	slices.Sort(next)
	wanted := slices.Sorted(slices.Values(r.Successors))
	note(web.Mark("Kế thừa bởi"), strings.Join(next, "; "), strings.Join(wanted, "; "))
	return all
}

func yesNo(b bool) string {
	if b {
		return "có"
	}
	return "không"
}

// ApplyImport does what PlanImport showed, all of it or nothing. It fails with fault.Conflict if the
// directory changed in between, and with fault.Invalid while a row is wrong.
func (s *Service) ApplyImport(ctx context.Context, tx *db.Tx, im Import) error {
	if im.Problems > 0 {
		return fault.New(fault.Invalid, "Còn %d dòng có lỗi. Hãy sửa trong tệp rồi tải lên lại; chưa có gì được ghi.", im.Problems)
	}
	version, err := treeVersion(ctx, tx)
	if err != nil {
		return err
	}
	if version != im.Version {
		return fault.New(fault.Conflict, "Danh bạ đơn vị vừa được sửa sau khi xem trước. Hãy tải tệp lên lại để xem thay đổi mới.")
	}
	ids, err := codes(ctx, tx)
	if err != nil {
		return err
	}
	for _, r := range im.Rows { // first without parents, which may come later in the sheet
		if r.Action != AddsUnit {
			continue
		}
		ids[r.Unit.Code], err = s.AddUnit(ctx, tx, r.Unit)
		if err != nil {
			return err
		}
	}
	for _, r := range im.Rows {
		err := s.applyRow(ctx, tx, r, ids)
		if err != nil {
			return fmt.Errorf("importing row %d: %w", r.Row, err)
		}
	}
	return touchTree(ctx, tx)
}

func (s *Service) applyRow(ctx context.Context, tx *db.Tx, r ImportRow, ids map[string]UnitID) error {
	if r.Action == KeepsUnit {
		return nil
	}
	u := r.Unit
	u.ID, u.Parent = ids[u.Code], ids[r.Parent]
	if r.Action == AddsUnit {
		u.Version = 1
	}
	ok, err := updateUnit(ctx, tx, u)
	if err != nil {
		return err
	}
	if !ok {
		return fault.New(fault.Conflict, "Đơn vị %s vừa được người khác sửa. Hãy tải lại trang để xem bản mới.", u.Name)
	}
	err = dropSuccessors(ctx, tx, u.ID)
	if err != nil {
		return err
	}
	from := u.To.AddDays(1)
	if u.To.IsZero() {
		from = u.From
	}
	for _, code := range r.Successors {
		err := insertSuccessor(ctx, tx, u.ID, ids[code], from.String())
		if err != nil {
			return err
		}
	}
	return nil
}

// Export writes the directory as a sheet that PlanImport reads back.
func (t *Tree) Export() [][]string {
	sheet := [][]string{ImportColumns}
	for _, u := range t.sorted {
		var next []string
		for _, id := range t.Successors(u.ID) {
			next = append(next, t.units[id].Code)
		}
		unscored := ""
		if u.Unscored {
			unscored = "x"
		}
		sheet = append(sheet, []string{
			u.Code, u.Name, u.Short, LevelWords[u.Level], u.parentCode(t), u.From.Vietnamese(), u.To.Vietnamese(),
			strings.Join(next, "; "), unscored, u.Email,
		})
	}
	return sheet
}
