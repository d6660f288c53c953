package plan

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// mostExported is the most rows of one exported file.
const mostExported = 50_000

// collect reads every case of a filter.
func (s *Service) collect(ctx context.Context, tx *db.Tx, by auth.Officer, f work.Filter) (all []work.Case, err error) {
	err = s.Work.Each(ctx, tx, by, f, func(c work.Case) error {
		if len(all) == mostExported {
			return fault.New(fault.TooLarge, "Danh sách dài hơn %d nhiệm vụ. Hãy lọc bớt rồi xuất lại.", mostExported)
		}
		all = append(all, c)
		return nil
	})
	return all, err
}

var sheetColumns = []struct {
	title string
	width float64
}{
	{web.Mark("Mã"), 14}, {web.Mark("Kế hoạch"), 24}, {web.Mark("Nhóm nhiệm vụ"), 28}, {web.Mark("Số thứ tự"), 8}, {web.Mark("Nhiệm vụ"), 60},
	{web.Mark("Chủ trì"), 30}, {web.Mark("Phối hợp"), 36}, {web.Mark("Chu kỳ"), 22}, {web.Mark("Hạn ban đầu"), 12}, {web.Mark("Hạn"), 12},
	{web.Mark("Tiến độ"), 24}, {web.Mark("Quá hạn (ngày)"), 10}, {web.Mark("Ngày nộp"), 12}, {web.Mark("Minh chứng"), 10}, {web.Mark("Ghi chú"), 40},
}

// workbook writes cases as an XLSX file in the reader's language. From plans for the office only it bears
// their mark, above the table and on every printed page.
func workbook(ctx context.Context, cases takenOut, plans map[int64]Plan, tree *org.Tree, today law.Date) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it is in memory
	sheet := web.T(ctx, "Nhiệm vụ")
	err := f.SetSheetName("Sheet1", sheet)
	if err != nil {
		return nil, err
	}
	if cases.Internal {
		err = f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: "&C&B" + internalMark, OddFooter: "&C&P"})
		if err != nil {
			return nil, err
		}
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return nil, err
	}
	remarks := cases.remarks(ctx)
	head, err := headRow(ctx, f, w, len(remarks)+1)
	if err != nil {
		return nil, err
	}
	for i, remark := range remarks {
		err = w.SetRow(fmt.Sprintf("A%d", i+1), []any{remark})
		if err != nil {
			return nil, err
		}
	}
	err = w.SetRow(fmt.Sprintf("A%d", len(remarks)+1), head, excelize.RowOpts{Height: 30})
	if err != nil {
		return nil, err
	}
	body, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	if err != nil {
		return nil, err
	}
	date, err := f.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: ptr("dd/mm/yyyy")})
	if err != nil {
		return nil, err
	}
	for i, c := range cases.Cases {
		err := w.SetRow(fmt.Sprintf("A%d", len(remarks)+i+2), sheetRow(ctx, c, plans, tree, today, body, date))
		if err != nil {
			return nil, err
		}
	}
	err = w.Flush()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = f.Write(&out)
	return out.Bytes(), err
}

func ptr[T any](v T) *T { return &v }

func headRow(ctx context.Context, f *excelize.File, w *excelize.StreamWriter, at int) ([]any, error) {
	bold, err := f.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E6EEF0"}},
	})
	if err != nil {
		return nil, err
	}
	var row []any
	for i, c := range sheetColumns {
		err := w.SetColWidth(i+1, i+1, c.width)
		if err != nil {
			return nil, err
		}
		row = append(row, excelize.Cell{StyleID: bold, Value: web.T(ctx, c.title)})
	}
	return row, w.SetPanes(&excelize.Panes{Freeze: true, YSplit: at, TopLeftCell: fmt.Sprintf("A%d", at+1), ActivePane: "bottomLeft"})
}

func sheetRow(ctx context.Context, c work.Case, plans map[int64]Plan, tree *org.Tree, today law.Date, body, date int) []any {
	text := func(s string) any { return excelize.Cell{StyleID: body, Value: noFormula(s)} }
	day := func(d law.Date) any {
		if d.IsZero() {
			return nil
		}
		return excelize.Cell{StyleID: date, Value: time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)}
	}
	number := func(n int) any { return excelize.Cell{StyleID: body, Value: n} }
	var partners []string
	for _, u := range c.Partners {
		partners = append(partners, tree.Name(u))
	}
	late := 0
	if work.Overdue(c, today) {
		late = work.DaysLate(c, today)
	}
	handed := law.Date{}
	if c.SubmittedAt != nil {
		handed = law.DateOf(*c.SubmittedAt)
	}
	p := plans[c.Origin.ID]
	return []any{
		text(c.Code), text(planName(p)), text(c.Section), text(c.Number), text(c.Title), text(tree.Name(c.Lead)), text(strings.Join(partners, "; ")),
		text(timingFrom(c).words(ctx)), day(c.FirstDue), day(c.Due), text(web.T(ctx, work.ClassOf(c, today).Word())), number(late), day(handed),
		number(c.Evidence), text(c.Reason),
	}
}

func planName(p Plan) string {
	if p.Number != "" {
		return p.Number
	}
	return p.Title
}

// noFormula keeps a text from being taken for a formula by programs that read the file as text.
func noFormula(s string) string {
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

// calendar writes the deadlines of cases for other programs' calendars.
func (s *Service) calendar(ctx context.Context, name string, cases []work.Case, tree *org.Tree, today law.Date) ([]byte, error) {
	c := official.Calendar{Name: name, Stamp: s.Now()}
	for _, k := range cases {
		if k.Due.IsZero() {
			continue
		}
		e := official.Event{
			UID: k.Code + "@nhipcau", Summary: k.Code + ": " + k.Title, Day: k.Due.String(), Changed: k.UpdatedAt, Sequence: int(k.Version),
			Description: web.T(ctx, "Chủ trì: %s", tree.Name(k.Lead)) + "\n" + web.T(ctx, work.ClassOf(k, today).Word()),
			Cancelled:   k.State == work.Cancelled, Alarms: []time.Duration{15 * time.Hour},
		}
		if s.Address != "" {
			e.URL = strings.TrimRight(s.Address, "/") + caseHref(k)
		}
		c.Events = append(c.Events, e)
	}
	var out bytes.Buffer
	err := official.WriteICS(&out, c)
	return out.Bytes(), err
}
