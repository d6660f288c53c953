package round

import (
	"context"
	"fmt"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// aboutRound names the papers of a round.
func aboutRound(id ID) paper.About { return paper.About{Duty: "round", ID: int64(id)} }

// Report makes the consolidated report of a closed round a draft of its owner, with the figures as they were
// frozen; asked again it returns the same paper.
func (s *Service) Report(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (paper.ID, error) {
	sh, err := s.Sheet(ctx, tx, by, id, true)
	if err != nil {
		return 0, err
	}
	r := sh.Board.Round
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return 0, err
	}
	err = s.mayManage(by, tree, r)
	if err != nil {
		return 0, err
	}
	if r.State != Closed {
		return 0, fault.New(fault.Conflict, "Hãy chốt số liệu của %s trước khi lập báo cáo tổng hợp.", r.Code)
	}
	lines, err := countingLines(ctx, tx, id, true)
	if err != nil {
		return 0, fmt.Errorf("reading the lines of round %d: %w", id, err)
	}
	made, err := s.Papers.Draft(ctx, tx, by, paper.New{
		Kind: paper.Report, Unit: r.Owner, About: aboutRound(id), Key: "round.report", AsOf: law.DateOf(*r.ClosedAt),
		Document: document(tree, sh, lines),
	})
	if err != nil {
		return 0, err
	}
	return made, s.note(ctx, tx, by, "round.report", r, web.Say("Lập dự thảo báo cáo tổng hợp %s", r.Code))
}

// document is the consolidated report, in the language of papers.
func document(tree *org.Tree, sh Sheet, lines map[org.UnitID]Answer) official.Report {
	r := sh.Board.Round
	d := official.Report{Form: official.FormReport, Subject: "Tổng hợp " + official.MidSentence(r.Title)}
	answered, nothing := 0, 0
	var missing []string
	for _, o := range sh.Board.Rows {
		a, ok := lines[o.Unit]
		switch {
		case o.Step == Excused && !ok:
		case !ok:
			missing = append(missing, tree.Name(o.Unit))
		case a.Content.Nothing:
			nothing++
			answered++
		default:
			answered++
		}
	}
	d.Blocks = append(d.Blocks, official.Part(1, "TÌNH HÌNH BÁO CÁO"), official.Say(
		"Tính đến ngày ", r.dueText(), ", có ",
		official.Number("da-bao-cao", "Số đơn vị đã báo cáo", r.Href()+"?loc=da", answered), " trên ", answered+len(missing),
		" đơn vị đã báo cáo, trong đó ", official.Number("khong-phat-sinh", "Số đơn vị báo không phát sinh", r.Href()+"?loc=khong", nothing), " đơn vị không phát sinh."))
	if len(missing) > 0 {
		d.Blocks = append(d.Blocks, official.Say("Đơn vị chưa báo cáo: ", strings.Join(missing, "; "), "."))
	}
	part := 2
	if len(sh.Form.Figures()) > 0 {
		d.Blocks = append(d.Blocks, official.Part(part, "SỐ LIỆU TỔNG HỢP"), figureTable(sh))
		part++
	}
	for _, q := range sh.Form.Texts() {
		d.Blocks = append(d.Blocks, official.Part(part, strings.ToUpper(q.Label)))
		d.Blocks = append(d.Blocks, remarks(tree, sh, lines, q.Key)...)
		part++
	}
	return d
}

// dueText is the day of the figures.
func (r Round) dueText() string { return law.DateOf(*r.ClosedAt).Vietnamese() }

// figureTable has a row for each figure with its share of the one of which it is a part.
func figureTable(sh Sheet) official.Table {
	t := official.Table{
		Columns: []official.Column{{Width: 1, Align: official.AlignCenter}, {Width: 7}, {Width: 2}, {Width: 2, Align: official.AlignRight}, {Width: 2, Align: official.AlignRight}},
		Header:  []official.TableRow{official.Row("TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Tỷ lệ (%)")},
	}
	for i, x := range sh.Form.Figures() {
		if x.Total == Untold {
			continue
		}
		sum := sh.Totals[x.Key]
		value := official.Run{Figure: &official.Figure{
			ID: "so." + x.Key, Name: x.Label, Query: string(sh.figureHref(x.Key, 0)), Text: grouped(sum.Value),
		}}
		ratio := ""
		if p, ok := Ratio(sum.Value, sh.Totals[x.Of].Value); x.Of != "" && ok {
			ratio = grouped(p)
		}
		unit := x.Unit
		if x.Kind == Percent {
			unit = "%"
		}
		t.Rows = append(t.Rows, official.TableRow{official.TextCell(i + 1), official.TextCell(x.Label), official.TextCell(unit), official.TextCell(value), official.TextCell(ratio)})
	}
	return t
}

// remarks are what units wrote, each with its name.
func remarks(tree *org.Tree, sh Sheet, lines map[org.UnitID]Answer, key string) []official.Block {
	var all []official.Block
	for _, o := range sh.Board.Rows {
		if text := lines[o.Unit].Content.Texts[key]; text != "" {
			all = append(all, official.Say("- "+tree.Name(o.Unit)+": "+strings.Join(strings.Fields(text), " ")))
		}
	}
	if len(all) == 0 {
		all = append(all, official.Say("Không có."))
	}
	return all
}

// grouped writes an amount as papers do: 1.234,5.
func grouped(a Amount) string { return official.Grouped(a.Plain()) }
