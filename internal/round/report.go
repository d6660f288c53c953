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
	d := official.Report{Form: official.FormReport, Subject: "Tổng hợp " + lowerFirst(r.Title)}
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
	d.Blocks = append(d.Blocks, official.Heading{Level: 1, Text: "I. TÌNH HÌNH BÁO CÁO"}, sentence(
		"Tính đến ngày ", r.dueText(), ", có ",
		number(r, "da-bao-cao", "Số đơn vị đã báo cáo", answered, r.Href()+"?loc=da"), " trên ", fmt.Sprint(answered+len(missing)),
		" đơn vị đã báo cáo, trong đó ", number(r, "khong-phat-sinh", "Số đơn vị báo không phát sinh", nothing, r.Href()+"?loc=khong"), " đơn vị không phát sinh."))
	if len(missing) > 0 {
		d.Blocks = append(d.Blocks, sentence("Đơn vị chưa báo cáo: ", strings.Join(missing, "; "), "."))
	}
	part := 2
	if len(sh.Form.Figures()) > 0 {
		d.Blocks = append(d.Blocks, official.Heading{Level: 1, Text: roman(part) + ". SỐ LIỆU TỔNG HỢP"}, figureTable(sh))
		part++
	}
	for _, q := range sh.Form.Texts() {
		d.Blocks = append(d.Blocks, official.Heading{Level: 1, Text: roman(part) + ". " + strings.ToUpper(q.Label)})
		d.Blocks = append(d.Blocks, remarks(tree, sh, lines, q.Key)...)
		part++
	}
	return d
}

// dueText is the day of the figures.
func (r Round) dueText() string { return law.DateOf(*r.ClosedAt).Vietnamese() }

// number is a frozen number in running text.
func number(r Round, id, name string, n int, query string) official.Run {
	return official.Run{Figure: &official.Figure{ID: id, Name: name, Query: query, Text: grouped(WholeOf(int64(n)))}}
}

// sentence is a paragraph of texts and numbers.
func sentence(parts ...any) official.Paragraph {
	var p official.Paragraph
	for _, part := range parts {
		switch v := part.(type) {
		case string:
			p.Runs = append(p.Runs, official.Run{Text: v})
		case official.Run:
			p.Runs = append(p.Runs, v)
		}
	}
	return p
}

// figureTable has a row for each figure with its share of the one of which it is a part.
func figureTable(sh Sheet) official.Table {
	t := official.Table{
		Columns: []official.Column{{Width: 1, Align: official.AlignCenter}, {Width: 7}, {Width: 2}, {Width: 2, Align: official.AlignRight}, {Width: 2, Align: official.AlignRight}},
		Header:  []official.TableRow{{cell("TT"), cell("Chỉ tiêu"), cell("Đơn vị tính"), cell("Kết quả"), cell("Tỷ lệ (%)")}},
	}
	for i, x := range sh.Form.Figures() {
		if x.Total == Untold {
			continue
		}
		sum := sh.Totals[x.Key]
		value := official.TableCell{Runs: []official.Run{{Figure: &official.Figure{
			ID: "so." + x.Key, Name: x.Label, Query: string(sh.figureHref(x.Key, 0)), Text: grouped(sum.Value),
		}}}}
		ratio := ""
		if p, ok := Ratio(sum.Value, sh.Totals[x.Of].Value); x.Of != "" && ok {
			ratio = grouped(p)
		}
		unit := x.Unit
		if x.Kind == Percent {
			unit = "%"
		}
		t.Rows = append(t.Rows, official.TableRow{cell(fmt.Sprint(i + 1)), cell(x.Label), cell(unit), value, cell(ratio)})
	}
	return t
}

func cell(s string) official.TableCell { return official.TableCell{Runs: []official.Run{{Text: s}}} }

// remarks are what units wrote, each with its name.
func remarks(tree *org.Tree, sh Sheet, lines map[org.UnitID]Answer, key string) []official.Block {
	var all []official.Block
	for _, o := range sh.Board.Rows {
		if text := lines[o.Unit].Content.Texts[key]; text != "" {
			all = append(all, sentence("- "+tree.Name(o.Unit)+": "+strings.Join(strings.Fields(text), " ")))
		}
	}
	if len(all) == 0 {
		all = append(all, sentence("Không có."))
	}
	return all
}

// grouped writes an amount as papers do: 1.234,5.
func grouped(a Amount) string {
	whole, fraction, _ := strings.Cut(a.Plain(), ",")
	sign := ""
	if rest, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "-", rest
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "." + whole[i:]
	}
	if fraction != "" {
		whole += "," + fraction
	}
	return sign + whole
}

func roman(n int) string {
	numerals := []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"}
	if n <= len(numerals) {
		return numerals[n-1]
	}
	return fmt.Sprint(n)
}

func lowerFirst(s string) string {
	r := []rune(s)
	return strings.ToLower(string(r[:1])) + string(r[1:])
}
