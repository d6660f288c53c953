package chase

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"slices"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// Writing says to whom letters go.
type Writing struct {
	Units  []org.UnitID
	Answer law.Date // by which an answer is asked for; zero: no day is named
	Seen   int64    // the newest letter that the officer saw: the same button pressed again makes no other
}

// group is what one letter is about: the late tasks of one owner, all units together. Where only the unit may
// see that it is late, it has a letter of its own.
type group struct {
	owner, alone org.UnitID
}

// Write drafts a letter for each group of receivers and returns the papers.
func (s *Service) Write(ctx context.Context, tx *db.Tx, by auth.Officer, w Writing) ([]paper.ID, error) {
	if !w.Answer.IsZero() && w.Answer.Before(s.day()) {
		return nil, fault.New(fault.Invalid, "Ngày đề nghị báo cáo đã qua. Hãy chọn từ hôm nay trở đi, hoặc để trống.").At("answer")
	}
	if len(w.Units) == 0 {
		return nil, fault.New(fault.Invalid, "Hãy chọn ít nhất một đơn vị.").At("unit")
	}
	all, err := s.Owing(ctx, tx, by, 0)
	if err != nil {
		return nil, err
	}
	groups, order := map[group][]Unit{}, []group{}
	for _, u := range all {
		if !slices.Contains(w.Units, u.ID) {
			continue
		}
		for k, part := range split(u, len(w.Units) == 1) {
			if groups[k] == nil {
				order = append(order, k)
			}
			groups[k] = append(groups[k], part)
		}
	}
	if len(order) == 0 {
		return nil, fault.New(fault.Conflict, "Các đơn vị đã chọn không còn nhiệm vụ quá hạn. Hãy tải lại trang.")
	}
	slices.SortFunc(order, func(a, b group) int { return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.alone, b.alone)) })
	papers := make([]paper.ID, 0, len(order))
	for _, k := range order {
		p, err := s.draft(ctx, tx, by, k, groups[k], w)
		if err != nil {
			return nil, err
		}
		papers = append(papers, p)
	}
	return papers, nil
}

// split is what each letter says of a unit; to one unit alone everything is said. Nobody writes to themselves.
func split(u Unit, alone bool) map[group]Unit {
	parts := map[group]Unit{}
	for _, t := range u.Tasks {
		if t.Late == 0 || t.Owner == u.ID {
			continue
		}
		k := group{owner: t.Owner}
		if t.Lateness == work.SeenByOwn && !alone {
			k.alone = u.ID
		}
		part := parts[k]
		part.Unit = u.Unit
		part.Tasks = append(part.Tasks, t)
		parts[k] = part
	}
	return parts
}

// press is the same for the same button on the same page with the same units ticked.
func (w Writing) press(by auth.Officer, k group) string {
	units := slices.Clone(w.Units)
	slices.Sort(units)
	h := fnv.New64a()
	_, _ = fmt.Fprint(h, units, w.Answer)
	return fmt.Sprintf("%d/%d/%d/%d/%x", by.Account, w.Seen, k.owner, k.alone, h.Sum64())
}

func (s *Service) draft(ctx context.Context, tx *db.Tx, by auth.Officer, k group, units []Unit, w Writing) (paper.ID, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return 0, err
	}
	slices.SortFunc(units, func(a, b Unit) int { return cmp.Compare(a.ID, b.ID) })
	l := Letter{Owner: k.owner, Day: s.day(), By: by.Full, At: s.Now()}
	for _, u := range units {
		l.Units = append(l.Units, u.ID)
		for _, t := range u.Tasks {
			l.Rows = append(l.Rows, Row{Case: t.ID, Unit: u.ID, Due: t.Due, Late: t.Late})
		}
	}
	press := w.press(by, k)
	l.ID, err = insertLetter(ctx, tx, l, press)
	if err != nil {
		return 0, fmt.Errorf("keeping a letter of unit %d: %w", k.owner, err)
	}
	if l.ID == 0 {
		return paperByPress(ctx, tx, press)
	}
	doc := letterOf(tree.Name(k.owner), l, units, w.Answer)
	p, err := s.Paper.Draft(ctx, tx, by, paper.New{
		Kind: paper.Letter, Unit: k.owner, About: paper.About{Duty: Duty, ID: l.ID}, Key: "letter", AsOf: l.Day, Document: doc,
		Title: "Đôn đốc nhiệm vụ quá hạn, ngày " + l.Day.Vietnamese(),
	})
	if err != nil {
		return 0, err
	}
	err = setPaper(ctx, tx, l.ID, p)
	if err != nil {
		return 0, err
	}
	return p, s.note(ctx, tx, by, "chase.letter", Duty, l.ID, web.Say("Lập dự thảo công văn đôn đốc %d đơn vị, %d nhiệm vụ", len(l.Units), len(l.Rows)))
}

// letterOf is the letter with its annex, in the language of papers.
func letterOf(owner string, l Letter, units []Unit, answer law.Date) official.Report {
	href := letterHref(l.ID)
	ask := "Đề nghị đơn vị tập trung thực hiện, gửi kết quả về " + owner
	if !answer.IsZero() {
		ask += " trước hết ngày " + answer.Vietnamese()
	}
	ask += "; nhiệm vụ còn khó khăn, vướng mắc, đề nghị nêu rõ nguyên nhân, kiến nghị và thời hạn hoàn thành."
	doc := official.Report{
		Form: paper.Letter.Form(), Subject: "đôn đốc thực hiện nhiệm vụ quá hạn", Recipients: []string{"Như trên"},
		Blocks: []official.Block{
			official.Say(
				"Qua theo dõi việc thực hiện nhiệm vụ được giao, tính đến ngày "+l.Day.Vietnamese()+", còn ",
				official.Number("nhiem-vu", "Số nhiệm vụ quá hạn", href, len(l.Rows)), " nhiệm vụ của ",
				official.Number("don-vi", "Số đơn vị có nhiệm vụ quá hạn", href, len(l.Units)), " đơn vị đã quá thời hạn, chưa có kết quả (danh mục tại Phụ lục kèm theo).",
			),
			official.Say(ask),
			official.Say("Đơn vị đã thực hiện nhưng chưa báo, đề nghị gửi số, ngày văn bản hoặc minh chứng để cập nhật."),
			official.Say("Trân trọng./."),
		},
	}
	table := official.Table{
		Columns: []official.Column{{Width: 3, Align: official.AlignCenter}, {Width: 7}, {Width: 8}, {Width: 13}, {Width: 7, Align: official.AlignCenter}, {Width: 5, Align: official.AlignCenter}},
		Header:  []official.TableRow{{official.BoldCell("TT"), official.BoldCell("Đơn vị"), official.BoldCell("Mã"), official.BoldCell("Nhiệm vụ"), official.BoldCell("Thời hạn"), official.BoldCell("Số ngày quá hạn")}},
	}
	for _, u := range units {
		doc.Addressees = append(doc.Addressees, u.Name)
		for _, t := range u.Tasks {
			late := official.Number("ngay."+t.Code, "Số ngày quá hạn của "+t.Code, href+"?viec="+t.Code, t.Late)
			table.Rows = append(table.Rows, official.TableRow{
				official.TextCell(len(table.Rows) + 1), official.TextCell(u.Name), official.TextCell(t.Code), official.TextCell(t.open()), official.TextCell(t.Due.Vietnamese()), official.TextCell(late),
			})
		}
	}
	doc.Annexes = []official.Annex{{Title: "Danh mục nhiệm vụ quá hạn tính đến ngày " + l.Day.Vietnamese(), Blocks: []official.Block{table}}}
	return doc
}

// open is what may be said of a task outside: nothing of what goes round inside the office.
func (t Task) open() string {
	if t.Quiet {
		return "(lưu hành nội bộ)"
	}
	return t.Title
}

// issued logs the letter for each of its units.
func (s *Service) issued(ctx context.Context, tx *db.Tx, by auth.Officer, p paper.Paper) error {
	l, err := letterByID(ctx, tx, p.About.ID)
	if err != nil {
		return err
	}
	for _, u := range l.Units {
		_, err := insertEntry(ctx, tx, Entry{Unit: u, Owner: l.Owner, How: ByLetter, Note: p.Number, Letter: l.ID, ByID: by.Account, By: by.Full, Day: p.IssuedOn, At: s.Now()},
			fmt.Sprintf("letter/%d/%d", l.ID, u))
		if err != nil {
			return fmt.Errorf("logging letter %d for unit %d: %w", l.ID, u, err)
		}
	}
	return nil
}
