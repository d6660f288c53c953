package plan

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// GiveBack writes the tasks of a plan as a workbook in the columns of another system: its rows first, each
// as it came with what is known here over it, then the tasks that it does not have yet.
func (s *Service) GiveBack(ctx context.Context, by auth.Officer, plan ID, print string) (content []byte, name string, err error) {
	var k knownSheet
	var rows [][]string
	var p Plan
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		p, err = s.managed(ctx, tx, by, plan)
		if err != nil {
			return err
		}
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		known, err := sheetsOf(ctx, tx, p)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(known, func(k knownSheet) bool { return k.Print == print })
		if i < 0 {
			return fault.New(fault.NotFound, "Kế hoạch này chưa có bảng nào theo mẫu đó. Hãy nhập bảng của hệ thống kia trước.")
		}
		k = known[i]
		rows, err = s.rowsBack(ctx, tx, by, p, tree, k)
		return err
	})
	if err != nil {
		return nil, "", err
	}
	content, err = sheetBack(ctx, k, rows, p.Internal)
	return content, p.short(ctx) + " " + k.Name, err
}

func (s *Service) rowsBack(ctx context.Context, tx *db.Tx, by auth.Officer, p Plan, tree *org.Tree, k knownSheet) ([][]string, error) {
	links, err := foreignOf(ctx, tx, p.ID, k.Print)
	if err != nil {
		return nil, err
	}
	cells := map[work.CaseID][]string{}
	for _, l := range links {
		cells[l.Case] = l.Cells
	}
	cases, err := s.collect(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(p.ID)})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(cases, func(a, b work.Case) int {
		return cmp.Compare(b2i(cells[a.ID] == nil), b2i(cells[b.ID] == nil))
	})
	var rows [][]string
	for _, c := range cases {
		if c.State == work.Cancelled && cells[c.ID] == nil {
			continue
		}
		f, err := s.Work.File(ctx, tx, by, c.ID)
		if err != nil {
			return nil, err
		}
		rows = append(rows, rowBack(ctx, k, cells[c.ID], c, resultOf(f), tree, s.Day()))
	}
	return rows, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// resultOf is what was handed in last and not sent back.
func resultOf(f work.File) string {
	for _, sub := range slices.Backward(f.Submissions) {
		if sub.Verdict == work.Refused || sub.Verdict == work.Withdrawn {
			continue
		}
		if sub.Nothing {
			return "Không phát sinh"
		}
		return sub.Result
	}
	return ""
}

// rowBack writes a task over the cells as they came; nil for a task that the other system does not have.
func rowBack(ctx context.Context, k knownSheet, came []string, c work.Case, result string, tree *org.Tree, today law.Date) []string {
	row := make([]string, len(k.Header))
	copy(row, came)
	var partners []string
	for _, u := range c.Partners {
		partners = append(partners, tree.Name(u))
	}
	done := law.Date{}
	if c.SubmittedAt != nil {
		done = law.DateOf(*c.SubmittedAt)
	}
	for i, column := range k.Columns {
		value := map[Column]string{
			OurCode: c.Code, Ordinal: cmp.Or(row[i], c.Number), TaskTitle: c.Title, LeadUnit: tree.Name(c.Lead), PartnerUnits: strings.Join(partners, "; "),
			DueDay: cmp.Or(c.Due.Vietnamese(), row[i]), Progress: web.T(ctx, work.ClassOf(c, today).Word()), Outcome: cmp.Or(result, row[i]), DoneDay: cmp.Or(done.Vietnamese(), row[i]),
			ForeignCode: row[i], Assigned: row[i], Ignored: row[i],
		}[column]
		if column == TaskTitle && came != nil && likeness(shingles(row[i]), shingles(c.Title)) == 1 {
			value = row[i] // their spaces and capitals
		}
		row[i] = value
	}
	return row
}

func sheetBack(ctx context.Context, k knownSheet, rows [][]string, internal bool) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it is in memory
	sheet := cmp.Or(k.Name, "Sheet1")
	err := f.SetSheetName("Sheet1", sheet)
	if err != nil {
		return nil, err
	}
	if internal {
		err = f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: "&C&B" + internalMark, OddFooter: "&C&P"})
		if err != nil {
			return nil, err
		}
	}
	for i, cells := range append([][]string{k.Header}, rows...) {
		line := make([]any, len(cells))
		for j, text := range cells {
			line[j] = noFormula(text)
		}
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return nil, err
		}
		err = f.SetSheetRow(sheet, at, &line)
		if err != nil {
			return nil, err
		}
	}
	var out bytes.Buffer
	err = f.Write(&out)
	return out.Bytes(), err
}
