package plan

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/vi"
)

// ExchangeID numbers the workbooks of other systems.
type ExchangeID int64

// Exchange is a workbook in which another system lists tasks it assigned, compared with a plan. Nothing of
// the plan changes until somebody applies it.
type Exchange struct {
	ID        ExchangeID
	Plan      ID
	State     ExchangeState
	Name      string // of the file
	Print     string // of its header
	Sheet     Foreign
	Work      Mapping
	By        string
	UpdatedAt time.Time
	Version   int64
}

// ExchangeState is the life of an exchange: open → applied or dropped.
type ExchangeState string

// The states of an exchange.
const (
	Comparing ExchangeState = "open"
	Applied   ExchangeState = "applied"
	GivenBack ExchangeState = "dropped"
)

// Foreign is the table of another system.
type Foreign struct {
	Title  string // of the sheet
	Header []string
	Rows   []ForeignRow
}

// ForeignRow is a row of it; N is its number in the sheet, from 1.
type ForeignRow struct {
	N     int
	Cells []string
}

// Mapping is what people decided about a workbook.
type Mapping struct {
	Columns []Column          // what each column holds
	Take    []Column          // the fields that the workbook changes in tasks that are there
	System  string            // name of the other system
	Away    bool              // the tasks are mainly followed there
	Choice  map[string]string `json:",omitempty"` // for a row number: newTask, leaveRow or the number of a case
}

// Column is what a column of another system holds.
type Column string

// The columns. Those after Assigned go back to the other system and change nothing here.
const (
	Ignored      Column = ""
	ForeignCode  Column = "code"
	OurCode      Column = "ours"
	Ordinal      Column = "number"
	TaskTitle    Column = "title"
	LeadUnit     Column = "lead"
	PartnerUnits Column = "partners"
	DueDay       Column = "due"
	Assigned     Column = "document"
	Progress     Column = "status"
	Outcome      Column = "result"
	DoneDay      Column = "done"
)

// columnWords say what a column may hold, and by which folded words of its header it is recognised, the
// longest first.
var columnWords = []struct {
	column Column
	word   string
	signs  []string
}{
	{OurCode, web.Mark("Mã nhiệm vụ ở đây (NV-…)"), []string{"ma nhip cau", "ma nv nhip cau"}},
	{ForeignCode, web.Mark("Mã nhiệm vụ ở hệ thống kia"), []string{"ma nhiem vu", "ma so", "so nhiem vu", "ma cong viec", "ma nv", "id"}},
	{Ordinal, web.Mark("Số thứ tự"), []string{"so thu tu", "stt", "tt"}},
	{TaskTitle, web.Mark("Nội dung nhiệm vụ"), []string{"noi dung nhiem vu", "ten nhiem vu", "noi dung cong viec", "nhiem vu giao", "noi dung", "nhiem vu", "cong viec", "trich yeu"}},
	{PartnerUnits, web.Mark("Đơn vị phối hợp"), []string{"phoi hop"}},
	{LeadUnit, web.Mark("Đơn vị chủ trì"), []string{"don vi chu tri", "co quan chu tri", "chu tri", "don vi thuc hien", "don vi xu ly", "don vi duoc giao"}},
	{DoneDay, web.Mark("Ngày hoàn thành"), []string{"ngay hoan thanh", "ngay bao cao", "ngay ket thuc"}},
	{DueDay, web.Mark("Hạn"), []string{"han xu ly", "han hoan thanh", "thoi han", "thoi gian hoan thanh", "thoi gian thuc hien", "han"}},
	{Assigned, web.Mark("Văn bản giao"), []string{"van ban giao", "so ky hieu", "so van ban", "van ban"}},
	{Progress, web.Mark("Tình trạng, tiến độ"), []string{"tinh trang", "trang thai", "tien do"}},
	{Outcome, web.Mark("Kết quả thực hiện"), []string{"ket qua", "noi dung bao cao"}},
}

// taken are the columns that may change tasks that are there, in the order of the page.
var taken = []Column{DueDay, LeadUnit, PartnerUnits, TaskTitle}

func (c Column) word() string {
	for _, w := range columnWords {
		if w.column == c {
			return w.word
		}
	}
	return ""
}

// guessColumn recognises a column by the words of its header.
func guessColumn(header string) Column {
	key := " " + strings.Join(strings.FieldsFunc(vi.Fold(header), func(r rune) bool { return r < '0' || r > '9' && r < 'a' || r > 'z' }), " ") + " "
	for _, w := range columnWords {
		for _, sign := range w.signs {
			if strings.Contains(key, " "+sign+" ") {
				return w.column
			}
		}
	}
	return Ignored
}

// guessColumns recognises each column once; the first that fits wins.
func guessColumns(header []string) []Column {
	all := make([]Column, len(header))
	for i, h := range header {
		if c := guessColumn(h); !slices.Contains(all[:i], c) {
			all[i] = c
		}
	}
	return all
}

// printOf tells workbooks of one kind apart from others: by the words of their headers.
func printOf(header []string) string {
	folded := make([]string, len(header))
	for i, h := range header {
		folded[i] = strings.Join(strings.Fields(vi.Fold(h)), " ")
	}
	sum := sha256.Sum256([]byte(strings.Join(folded, "|")))
	return hex.EncodeToString(sum[:8])
}

// mostForeign bounds the rows of one workbook; headSearched is how far down a header may stand.
const (
	mostForeign  = 5_000
	headSearched = 20
)

var countingRow = regexp.MustCompile(`^\(?\d{1,2}\)?$`)

// readForeign finds the table of tasks in a workbook: the first sheet with a header that names a column of
// tasks.
func readForeign(sheets []doctext.Sheet) (Foreign, error) {
	for _, s := range sheets {
		for i := range min(len(s.Rows), headSearched) {
			columns := guessColumns(s.Rows[i])
			known := len(slices.DeleteFunc(slices.Clone(columns), func(c Column) bool { return c == Ignored }))
			if known < 2 || !slices.Contains(columns, TaskTitle) {
				continue
			}
			return foreignFrom(s, i, slices.Index(columns, TaskTitle))
		}
	}
	return Foreign{}, fault.New(fault.Invalid, "Không tìm thấy bảng nhiệm vụ trong tệp: cần một dòng tiêu đề có cột nội dung nhiệm vụ và ít nhất một cột khác như đơn vị chủ trì, hạn. Hãy kiểm tra lại tệp xuất.").At("tep")
}

func foreignFrom(s doctext.Sheet, head, title int) (Foreign, error) {
	f := Foreign{Title: s.Name, Header: s.Rows[head]}
	for i, cells := range s.Rows[head+1:] {
		if len(cells) <= title || cells[title] == "" || countingRow.MatchString(cells[title]) {
			continue
		}
		if len(f.Rows) == mostForeign {
			return Foreign{}, fault.New(fault.TooLarge, "Bảng có hơn %d dòng. Hãy lọc theo kế hoạch hoặc theo năm rồi xuất lại.", mostForeign).At("tep")
		}
		f.Rows = append(f.Rows, ForeignRow{head + 2 + i, cells})
	}
	if len(f.Rows) == 0 {
		return Foreign{}, fault.New(fault.Invalid, "Bảng chỉ có tiêu đề, chưa có nhiệm vụ nào.").At("tep")
	}
	return f, nil
}

// Receive reads the workbook of another system for a plan. Columns named for the same header before, by the
// unit that follows the plan or by another, are named again.
func (s *Service) Receive(ctx context.Context, by auth.Officer, plan ID, name string, content []byte) (id ExchangeID, err error) {
	err = doctext.RefuseSecret(ctx, name, content)
	if err != nil {
		return 0, err
	}
	sheets, err := doctext.ReadSheet(ctx, content, doctext.DefaultLimits())
	if err != nil {
		return 0, err
	}
	table, err := readForeign(sheets)
	if err != nil {
		return 0, err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.running(ctx, tx, by, plan)
		if err != nil {
			return err
		}
		e := Exchange{Plan: plan, State: Comparing, Name: files.CleanName(name), Print: printOf(table.Header), Sheet: table, By: by.Full, UpdatedAt: s.Now(), Version: 1}
		e.Work = Mapping{Columns: guessColumns(table.Header), Take: []Column{DueDay, LeadUnit, PartnerUnits}}
		known, ok, err := rememberedSheet(ctx, tx, p.Owner, e.Print)
		if err != nil {
			return err
		}
		if ok && len(known.Columns) == len(table.Header) {
			e.Work.Columns, e.Work.System = known.Columns, known.System
		}
		id, err = insertExchange(ctx, tx, e, by.Account)
		if err != nil {
			return fmt.Errorf("storing an exchange: %w", err)
		}
		return s.note(ctx, tx, by, "plan.receive", "plan", int64(plan), web.Say("Đọc bảng nhiệm vụ %s để đối chiếu với kế hoạch “%s”", e.Name, p.Title))
	})
	return id, err
}

// running finds a plan that the officer may change and that goes on.
func (s *Service) running(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (Plan, error) {
	p, err := s.managed(ctx, tx, by, id)
	if err == nil && p.State == Closed {
		err = fault.New(fault.Conflict, "Kế hoạch đã kết thúc nên không nhận nhiệm vụ từ bảng.")
	}
	return p, err
}

// Exchange finds a workbook whose plan the officer manages, or fault.NotFound.
func (s *Service) Exchange(ctx context.Context, tx *db.Tx, by auth.Officer, id ExchangeID) (Exchange, Plan, error) {
	e, err := exchangeByID(ctx, tx, id)
	if err == db.ErrNoRows {
		return Exchange{}, Plan{}, fault.New(fault.NotFound, "Không tìm thấy bảng này.")
	}
	if err != nil {
		return Exchange{}, Plan{}, fmt.Errorf("reading exchange %d: %w", id, err)
	}
	p, err := s.managed(ctx, tx, by, e.Plan)
	return e, p, err
}

// SaveMapping changes what people decided about a workbook, and remembers its columns for the next one.
func (s *Service) SaveMapping(ctx context.Context, by auth.Officer, id ExchangeID, change func(*Mapping) error) error {
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		e, p, err := s.takeExchange(ctx, tx, by, id)
		if err != nil {
			return err
		}
		before := slices.Clone(e.Work.Columns)
		err = change(&e.Work)
		if err != nil {
			return err
		}
		if !slices.Contains(e.Work.Columns, TaskTitle) {
			return fault.New(fault.Invalid, "Hãy chọn cột chứa nội dung nhiệm vụ.")
		}
		if !slices.Equal(before, e.Work.Columns) {
			e.Work.Choice = nil // they were made for other words
		}
		e.UpdatedAt = s.Now()
		err = saveExchange(ctx, tx, e)
		if err != nil {
			return fmt.Errorf("storing exchange %d: %w", id, err)
		}
		return s.remember(ctx, tx, by, p.Owner, e)
	})
}

func (s *Service) remember(ctx context.Context, tx *db.Tx, by auth.Officer, unit org.UnitID, e Exchange) error {
	err := putSheet(ctx, tx, unit, knownSheet{Print: e.Print, Name: e.Sheet.Title, Header: e.Sheet.Header, Columns: e.Work.Columns, System: e.Work.System}, by.Full, s.Now())
	if err != nil {
		return fmt.Errorf("remembering the columns of exchange %d: %w", e.ID, err)
	}
	return nil
}

// takeExchange locks an open exchange.
func (s *Service) takeExchange(ctx context.Context, tx *db.Tx, by auth.Officer, id ExchangeID) (Exchange, Plan, error) {
	open, err := lockExchange(ctx, tx, id)
	if err != nil {
		return Exchange{}, Plan{}, fmt.Errorf("locking exchange %d: %w", id, err)
	}
	e, p, err := s.Exchange(ctx, tx, by, id)
	if err == nil && !open {
		err = fault.New(fault.Conflict, "Bảng này đã được áp dụng hoặc đã bỏ. Hãy mở kế hoạch để xem.")
	}
	if err == nil && p.State == Closed {
		err = fault.New(fault.Conflict, "Kế hoạch đã kết thúc nên không nhận nhiệm vụ từ bảng.")
	}
	return e, p, err
}

// DropExchange gives a workbook up; nothing of the plan changes.
func (s *Service) DropExchange(ctx context.Context, by auth.Officer, id ExchangeID) (plan ID, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		e, _, err := s.takeExchange(ctx, tx, by, id)
		if err != nil {
			return err
		}
		plan = e.Plan
		e.State, e.UpdatedAt, e.Sheet.Rows = GivenBack, s.Now(), nil
		return saveExchange(ctx, tx, e)
	})
	return plan, err
}

// field is the cell of a row that holds a column; empty if no column does.
func (m Mapping) field(r ForeignRow, c Column) string {
	i := slices.Index(m.Columns, c)
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return strings.TrimSpace(r.Cells[i])
}

// key names a row of another system from one workbook to the next: by its code there, else by its words.
func (m Mapping) key(r ForeignRow) string {
	if code := m.field(r, ForeignCode); code != "" {
		return "c " + strings.Join(strings.Fields(vi.Fold(code)), " ")
	}
	sum := sha256.Sum256([]byte(strings.Join(shingles(m.field(r, TaskTitle)), " ") + "|" + vi.Fold(m.field(r, LeadUnit))))
	return "t " + hex.EncodeToString(sum[:10])
}
