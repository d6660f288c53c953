package digest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/listen/page"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// entry finds an entry that may be given to its unit.
func (s *Service) entry(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, entry EntryID) (Digest, Entry, error) {
	d, err := s.Digest(ctx, tx, by, id)
	if err == nil {
		err = mayMake(by)
	}
	if err != nil {
		return d, Entry{}, err
	}
	kept := d.Kept()
	i := slices.IndexFunc(kept, func(e Entry) bool { return e.ID == entry })
	if i < 0 {
		return d, Entry{}, fault.New(fault.NotFound, "Không có câu chuyện này trong bản điểm tin.")
	}
	if kept[i].Unit == 0 {
		return d, Entry{}, fault.New(fault.Invalid, "Hãy chọn đơn vị liên quan trước khi giao việc.").At(field(entry, "don-vi"))
	}
	return d, kept[i], nil
}

// Assign makes a case of an entry for its unit: title, topic and count travel, nothing else. The same entry gives one
// case, however often it is asked.
func (s *Service) Assign(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, entry EntryID, due law.Date) (work.Case, error) {
	d, e, err := s.entry(ctx, tx, by, id, entry)
	if err != nil {
		return work.Case{}, err
	}
	if e.Case != 0 {
		return s.Work.Case(ctx, tx, by, e.Case)
	}
	if due.IsZero() || due.Before(s.Work.Day()) {
		return work.Case{}, fault.New(fault.Invalid, "Hãy chọn hạn từ hôm nay trở đi.").At("han")
	}
	c, err := s.Work.Open(ctx, tx, by, work.Opening{
		Kind: alert.Question.Name, Title: "Xử lý thông tin báo chí nêu: " + e.Title, Description: e.travels(d), Lead: e.Unit,
		Origin: work.Origin{Duty: Duty, ID: int64(d.ID)}, Clock: work.Clock{Due: law.OnDay(due), Verified: true},
	})
	if err != nil {
		return c, err
	}
	ok, err := giveEntry(ctx, tx, e.ID, c.ID)
	if err == nil && !ok {
		err = fault.New(fault.Conflict, "Nội dung này vừa được người khác giao. Hãy tải lại trang.")
	}
	if err != nil {
		return c, err
	}
	return c, s.note(ctx, tx, by, "listen.digest.assign", d, web.Say("Giao việc %s từ bản điểm tin", c.Code))
}

// travels is what is said of a story outside the digest: its topics and how much there was.
func (e Entry) travels(d Digest) string {
	text := fmt.Sprintf("Điểm tin từ %s đến %s: %d tin độc lập, %d nguồn.", d.From.Vietnamese(), d.To.Vietnamese(), e.Facts.Independent, e.Facts.Sources)
	if len(e.Facts.TopicNames) > 0 {
		text += " Chủ đề: " + strings.Join(e.Facts.TopicNames, "; ") + "."
	}
	return text
}

// LetterDuty names letters of assignment where papers say what they are about: an entry.
const LetterDuty = "listen-digest-letter"

// Letter drafts the letter that gives an entry to its unit, once for each entry.
func (s *Service) Letter(ctx context.Context, tx *db.Tx, by auth.Officer, id ID, entry EntryID) (paper.ID, error) {
	d, e, err := s.entry(ctx, tx, by, id, entry)
	if err != nil {
		return 0, err
	}
	if e.Case == 0 {
		return 0, fault.New(fault.Conflict, "Hãy giao việc trước khi soạn công văn.")
	}
	c, err := s.Work.Case(ctx, tx, by, e.Case)
	if err != nil {
		return 0, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return 0, err
	}
	return s.Papers.Draft(ctx, tx, by, paper.New{
		Kind: paper.Letter, Unit: d.Owner, About: paper.About{Duty: LetterDuty, ID: int64(e.ID)}, Key: "letter", AsOf: s.Work.Day(),
		Title: "Giao việc " + c.Code + " từ điểm tin", Document: letterOf(d, e, c, tree.Name(e.Unit)),
	})
}

// letterOf is the letter: title, topic, count and the deadline.
func letterOf(d Digest, e Entry, c work.Case, unit string) official.Report {
	topics := "."
	if len(e.Facts.TopicNames) > 0 {
		topics = ", thuộc chủ đề: " + strings.Join(e.Facts.TopicNames, "; ") + "."
	}
	blocks := []official.Block{
		official.Say("Qua theo dõi thông tin báo chí từ ngày "+d.From.Vietnamese()+" đến ngày "+d.To.Vietnamese()+", có ",
			official.Number("tin", "Số tin độc lập", d.rows(e), e.Facts.Independent), " tin từ ",
			official.Number("nguon", "Số nguồn", d.rows(e)+by(page.BySource), e.Facts.Sources), " nguồn nêu nội dung: “"+e.Title+"”"+topics),
	}
	ask := "Đề nghị " + unit + " xem xét, xử lý theo thẩm quyền và báo kết quả"
	if due := c.Clock.Due.Date(); !due.IsZero() {
		ask += " trước hết ngày " + due.Vietnamese()
	}
	blocks = append(blocks, official.Say(ask+" (việc "+c.Code+")."), official.Say("Trân trọng./."))
	return official.Report{
		Form: paper.Letter.Form(), Subject: "xử lý thông tin báo chí nêu", Addressees: []string{unit}, Recipients: []string{"Như trên"}, Blocks: blocks,
	}
}

// seesDigest: digests are for those who may see digests.
func (s *Service) seesDigest(_ context.Context, _ *db.Tx, by auth.Officer, _ int64) (bool, error) {
	return by.May(View), nil
}

func (s *Service) placeDigest(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (title, href string, err error) {
	if !by.May(View) {
		return "", "", nil
	}
	d, err := digestByID(ctx, tx, ID(id))
	return web.T(ctx, "Điểm tin từ %s đến %s", d.From, d.To), d.Href(), err
}

// seesLetter: a letter is for those who see digests and for the unit to which it goes.
func (s *Service) seesLetter(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (bool, error) {
	_, unit, err := entryPlace(ctx, tx, EntryID(id))
	return err == nil && (by.May(View) || by.MayFor(work.View, unit)), err
}

func (s *Service) placeLetter(ctx context.Context, tx *db.Tx, by auth.Officer, id int64) (title, href string, err error) {
	d, _, err := entryPlace(ctx, tx, EntryID(id))
	if err != nil || !by.May(View) {
		return "", "", err
	}
	return s.placeDigest(ctx, tx, by, int64(d))
}

func (s *Service) unitsOfLetter(ctx context.Context, tx *db.Tx, id int64) ([]org.UnitID, error) {
	d, unit, err := entryPlace(ctx, tx, EntryID(id))
	if err != nil {
		return nil, err
	}
	x, err := digestByID(ctx, tx, d)
	return []org.UnitID{unit, x.Owner}, err
}

// watchPapers says who sees papers about digests, and hears when one is issued.
func (s *Service) watchPapers() {
	if s.Papers == nil {
		return
	}
	s.Papers.Watch(Duty, paper.Owner{Sees: s.seesDigest, Place: s.placeDigest, Issued: s.issued, Words: func(id int64) string { return Digest{ID: ID(id)}.Href() }})
	s.Papers.Watch(LetterDuty, paper.Owner{Sees: s.seesLetter, Place: s.placeLetter, Units: s.unitsOfLetter})
}

// issued sends the digest to its readers.
func (s *Service) issued(ctx context.Context, tx *db.Tx, _ auth.Officer, p paper.Paper) error {
	d, err := digestByID(ctx, tx, ID(p.About.ID))
	if err == nil {
		d.Entries, err = entriesOf(ctx, tx, d.ID)
	}
	if err != nil {
		return err
	}
	return s.send(ctx, tx, d, "Điểm tin từ "+d.From.Vietnamese()+" đến "+d.To.Vietnamese()+", số "+p.Number, s.letterOfWeek(d, p))
}

// letterOfWeek is an issued digest as plain text: what it does not cover, what was told at all, the stories, and how to
// find the paper itself, which has the rest.
func (s *Service) letterOfWeek(d Digest, p paper.Paper) string {
	var text strings.Builder
	days := fmt.Sprintf("từ ngày %s đến ngày %s", d.From.Vietnamese(), d.To.Vietnamese())
	fmt.Fprintf(&text, "Bản điểm tin %s đã ban hành, số %s.\n", days, p.Number)
	w := writer{d: d}
	w.coverage()
	w.overview()
	for _, b := range w.blocks {
		switch b := b.(type) {
		case official.Heading:
			text.WriteString("\n" + b.Text + "\n")
		case official.Paragraph:
			for _, r := range b.Runs {
				if r.Figure != nil {
					text.WriteString(r.Figure.Text)
				} else {
					text.WriteString(r.Text)
				}
			}
			text.WriteString("\n")
		}
	}
	text.WriteString("\nCÁC CÂU CHUYỆN\n")
	for i, e := range d.Kept() {
		fmt.Fprintf(&text, "%d. %s (%s tin độc lập, %s nguồn)\n", i+1, e.Title, grouped(e.Facts.Independent), grouped(e.Facts.Sources))
	}
	fmt.Fprintf(&text, "\nBản có chữ ký, đề xuất xử lý và danh mục tin, bài: đăng nhập, vào Lắng nghe, mục Điểm tin, chọn bản %s.", days)
	if s.Site != "" {
		text.WriteString("\n" + s.Site + d.Href())
	}
	return text.String()
}
