package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// NextYear drafts the plan of the following year from a plan: its tasks, with today's units in place of
// those that ended, its days a year later on a working day. What was cancelled stays behind.
func (s *Service) NextYear(ctx context.Context, by auth.Officer, plan ID) (id DraftID, err error) {
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.managed(ctx, tx, by, plan)
		if err != nil {
			return err
		}
		tree, err := s.Org.Tree(ctx, tx)
		if err != nil {
			return err
		}
		cases, err := s.collect(ctx, tx, by, work.Filter{OriginDuty: "plan", OriginID: int64(plan)})
		if err != nil {
			return err
		}
		rows, err := tasksOf(ctx, tx, plan)
		if err != nil {
			return err
		}
		d := s.stamp(Draft{Kind: NextYear, State: Opened, Plan: plan, Owner: p.Owner, Name: p.short(plainVietnamese), Lines: []Line{}}, by)
		d.Work = s.nextWork(p, cases, rows, tree)
		d.Tasks, d.Waiting = len(d.Work.Tasks), d.Work.waiting()
		said, err := json.Marshal(d.Work.Tasks)
		if err != nil {
			return err
		}
		id, err = insertDraft(ctx, tx, d, said)
		if err != nil {
			return fmt.Errorf("storing the draft of the next year: %w", err)
		}
		return s.note(ctx, tx, by, "plan.next-year", "plan", int64(plan), web.Say("Bắt đầu lập kế hoạch năm sau từ “%s”", p.Title))
	})
	return id, err
}

func (s *Service) nextWork(p Plan, cases []work.Case, rows map[work.CaseID]taskRow, tree *org.Tree) Work {
	year := p.year(s.Day())
	w := Work{Owner: p.Owner, Head: Head{Title: nextTitle(p.Title, year), Issuer: p.Issuer, V: 1}}
	w.Head.From = law.Date{Year: year + 1, Month: 1, Day: 1}
	w.Head.To = law.Date{Year: year + 1, Month: 12, Day: 31}
	for _, c := range cases {
		if c.State == work.Cancelled {
			continue
		}
		w.Last++
		it := Item{
			Key: w.Last, V: 1, Section: c.Section, Number: c.Number, Title: nextTitle(c.Title, year), Sure: 1, Made: true,
			Plan: s.nextTiming(timingFrom(c)), Lead: []string{tree.Name(c.Lead)},
		}
		for _, u := range c.Partners {
			it.Partners = append(it.Partners, tree.Name(u))
		}
		if t, ok := rows[c.ID]; ok {
			it.Product, it.Budget = t.Said.Product, t.Said.Budget
			if t.Said.Stands {
				it.Lead = t.Said.Wrote.Lead
			}
		}
		it.Wrote = Wrote{it.Title, it.Lead, it.Partners}
		w.Tasks = append(w.Tasks, it)
	}
	w.rename(s.names(tree), tree, s.Day())
	return w
}

// year is the year of a plan: that of its last day, else of its issue, else this one.
func (p Plan) year(today law.Date) int {
	switch {
	case !p.To.IsZero():
		return p.To.Year
	case !p.Issued.IsZero():
		return p.Issued.Year
	}
	return today.Year
}

// nextTitle writes the following year where a text names the year of its plan.
func nextTitle(title string, year int) string {
	pattern := regexp.MustCompile(`(năm\s+)` + strconv.Itoa(year) + `\b`)
	return pattern.ReplaceAllString(title, "${1}"+strconv.Itoa(year+1))
}

func (s *Service) nextTiming(t Timing) Timing {
	cal := s.Calendar()
	later := func(d law.Date) law.Date {
		if d.IsZero() {
			return d
		}
		return d.AddMonths(12)
	}
	t.From, t.To, t.Decided = later(t.From), later(t.To), false
	if !t.Due.IsZero() {
		t.Due = cal.WorkingDayFrom(later(t.Due))
	}
	if t.Rhythm != work.Once {
		t.From, t.To = law.Date{}, law.Date{}
	}
	return t
}

// paper writes a plan or its draft as a document to be signed: the tasks in a table of columns.
func (s *Service) paper(head Letterhead, h Head, rows []paperRow) official.Report {
	r := official.Report{
		Parent: head.Parent, Body: head.Body, Symbol: strings.Replace(head.Symbol, "BC-", "KH-", 1), Place: head.Place, Form: official.FormPlan,
		Date: strconv.Itoa(s.Day().Year), Subject: h.Title, Recipients: head.Recipients, Filing: head.Filing, Signature: head.Signature,
	}
	if number, symbol, ok := strings.Cut(h.Number, "/"); ok {
		r.Number, r.Symbol = number, symbol
	}
	if !h.Issued.IsZero() {
		r.Date = h.Issued.String()
	}
	if h.Number == "" {
		r.Draft = "DỰ THẢO"
	}
	r.Blocks = []official.Block{
		official.Heading{Level: 1, Text: "I. MỤC ĐÍCH, YÊU CẦU"}, official.Blank{Lines: 3},
		official.Heading{Level: 1, Text: "II. NHIỆM VỤ"},
		official.Say("Danh mục nhiệm vụ, đơn vị chủ trì, đơn vị phối hợp và thời hạn thực hiện nêu tại Phụ lục kèm theo."),
		official.Heading{Level: 1, Text: "III. TỔ CHỨC THỰC HIỆN"}, official.Blank{Lines: 3},
	}
	r.Annexes = []official.Annex{{Title: "Danh mục nhiệm vụ", Landscape: true, Blocks: []official.Block{paperTable(rows)}}}
	return r
}

// paperRow is a task as a line of the table.
type paperRow struct{ Section, Title, Lead, Partners, When, Product string }

func paperTable(rows []paperRow) official.Table {
	t := official.Table{
		Columns: []official.Column{
			{Width: 12, Align: official.AlignCenter}, {Width: 82}, {Width: 40}, {Width: 46}, {Width: 32}, {Width: 34},
		},
		Header: []official.TableRow{official.Row("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện", "Sản phẩm")},
		Size:   11,
	}
	section := ""
	for i, row := range rows {
		if row.Section != "" && row.Section != section {
			t.Rows = append(t.Rows, official.TableRow{{Runs: []official.Run{{Text: row.Section, Bold: true}}, ColSpan: 6}})
		}
		section = row.Section
		t.Rows = append(t.Rows, official.Row(strconv.Itoa(i+1), row.Title, row.Lead, row.Partners, row.When, row.Product))
	}
	return t
}

// draftPaper is a draft as a document to be signed, without the tasks that were skipped.
func (s *Service) draftPaper(d Draft, tree *org.Tree) official.Report {
	var rows []paperRow
	for _, it := range d.Work.Tasks {
		if it.Decision == Skipped {
			continue
		}
		rows = append(rows, paperRow{it.Section, it.Title, join(it.Lead), join(it.Partners), it.Plan.words(plainVietnamese), it.Product})
	}
	owner, _ := tree.Unit(d.Owner)
	return s.paper(s.Letterhead(owner, tree), d.Work.Head, rows)
}
