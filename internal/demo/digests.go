package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen/digest"
	"github.com/nhipcau/nhipcau/internal/listen/tone"
	"github.com/nhipcau/nhipcau/internal/org"
	signing "github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/law"
)

// noteDays is for how many days the daily note was sent.
const noteDays = 4

// readers are those who get the weekly digest and the daily note by mail.
func (l *listeners) readers(ctx context.Context, tx *db.Tx) error {
	if l.s.Digest == nil {
		return nil
	}
	all := []org.PersonID{l.by("dieuphoi").Person, l.by("lanhdao").Person, l.by("sovhttdl").Person}
	err := l.s.Digest.SetReaders(ctx, tx, l.by("dieuphoi"), digest.Week, all)
	if err != nil {
		return err
	}
	return l.s.Digest.SetReaders(ctx, tx, l.by("dieuphoi"), digest.Note, all[:2])
}

// digest foresees two weekly digests that were issued and answered, one that is being written, and the daily notes.
func (l *listeners) digest() {
	s := l.s
	if s.Digest == nil {
		return
	}
	week := s.today.AddDays(-(int(s.today.Weekday()) + 6) % 7) // Monday
	last := week
	if week.DaysUntil(s.today) < 2 { // that of last week is only being written
		last = week.AddDays(-7)
	}
	for i, monday := range []law.Date{last.AddDays(-7), last} {
		w := &weekly{l: l, from: monday.AddDays(-7), to: monday.AddDays(-1), number: fmt.Sprintf("%d/BC-UBND", 331+9*i), first: i == 0}
		day := s.calendar.WorkingDayFrom(monday)
		s.add(act{at: s.officeHour(day, 8), what: "soạn điểm tin tuần", own: w.write})
		s.add(act{at: s.officeHour(day, 15), own: w.handIn})
		next := s.calendar.WorkingDayFrom(day.AddDays(1))
		s.add(act{at: s.officeHour(next, 9), what: "ban hành điểm tin tuần", own: w.issue})
		s.add(act{at: s.officeHour(next, 10), own: w.assign})
	}
	for ago := noteDays - 1; ago >= 0; ago-- {
		s.add(act{at: s.officeHour(s.today.AddDays(-ago), 7).Add(5 * time.Minute), what: "gửi tin nổi bật hằng ngày", own: s.Digest.Due})
	}
	s.add(act{at: s.now, what: "tìm câu chuyện có thể là một", own: s.Digest.Propose}) // as the server does several times a day
	if last == week {
		s.add(act{at: s.now, what: "soạn điểm tin tuần này", own: func(ctx context.Context) error {
			_, err := l.draft(ctx, week, s.today)
			return err
		}})
	}
}

func (l *listeners) draft(ctx context.Context, from, to law.Date) (digest.Digest, error) {
	return l.s.Digest.Draft(ctx, l.by("dieuphoi"), digest.Week, l.s.codes["UBND"], from, to)
}

// weekly is one digest on its way.
type weekly struct {
	l        *listeners
	from, to law.Date
	number   string
	first    bool
	id       digest.ID
}

func (w *weekly) read(ctx context.Context) (d digest.Digest, err error) {
	err = w.l.s.DB.Read(ctx, func(tx *db.Tx) error {
		d, err = w.l.s.Digest.Digest(ctx, tx, w.l.by("dieuphoi"), w.id)
		return err
	})
	return d, err
}

// proposed is what the office proposes for a story, and what the unit answers later.
type proposed struct{ proposal, result string }

var (
	toAnswer = []proposed{
		{"Đơn vị làm rõ nội dung báo chí nêu, cung cấp thông tin chính thức trên cổng của tỉnh và hệ thống loa.", "Đã cung cấp thông tin cho các báo, đăng bản hỏi - đáp trên cổng của tỉnh và phát trên loa tại 12 xã, phường."},
		{"Đơn vị trả lời câu hỏi của người dân được nêu trong bài, báo kết quả trước giao ban tuần tới.", "Đã trả lời bằng văn bản và tại buổi tiếp công dân; các bài báo sau đó đã đưa ý kiến của đơn vị."},
		{"Đơn vị kiểm tra, nếu đúng như báo nêu thì khắc phục và thông tin lại.", ""},
	}
	toTell = []proposed{
		{"Đơn vị cung cấp thêm thông tin để đăng trên cổng của tỉnh, giới thiệu cách làm hay.", "Đã gửi bài và ảnh cho cổng của tỉnh; ba báo đã dẫn lại."},
		{"Đơn vị theo dõi tiếp, chuẩn bị thông tin khi báo chí hỏi.", "Đơn vị đã chuẩn bị tài liệu một trang, chưa có báo nào hỏi thêm."},
	}
)

// mostAsked is how many stories of a digest are given to their units, at most.
const mostAsked = 3

// ask chooses the stories that are given to their units, those first to which there is something to answer.
func (l *listeners) ask(d digest.Digest) map[digest.EntryID]proposed {
	all := map[digest.EntryID]proposed{}
	for _, grave := range []bool{true, false} {
		words := toTell
		if grave {
			words = toAnswer
		}
		n := 0
		for _, e := range d.Kept() {
			if criticises(e) == grave && e.Unit != 0 && l.s.leadOf(e.Unit).Account != 0 && len(all) < mostAsked && n < len(words) {
				all[e.ID] = words[n]
				n++
			}
		}
	}
	return all
}

// criticises reports whether a story has something to answer: a question, or more reproach than praise.
func criticises(e digest.Entry) bool {
	tones := e.Facts.Tone
	return len(e.Facts.Questions) > 0 || tones[tone.Unfavourable.String()] > tones[tone.Favourable.String()]
}

// write drafts the digest and edits it: a remark on the whole, proposals for what stands first, one story struck out.
func (w *weekly) write(ctx context.Context) error {
	s, by := w.l.s, w.l.by("dieuphoi")
	d, err := w.l.draft(ctx, w.from, w.to)
	if err != nil {
		return err
	}
	w.id = d.ID
	d, err = w.read(ctx)
	if err != nil {
		return err
	}
	e := digest.Edit{ID: d.ID, Version: d.Version, Note: "Trong tuần, báo chí tập trung vào các vấn đề dân sinh; không phát hiện vụ việc phức tạp kéo dài. Đề nghị các đơn vị được nêu tên trả lời đúng hạn."}
	asked, kept := w.l.ask(d), len(d.Kept())
	for i, x := range d.Entries {
		y := digest.EntryEdit{ID: x.ID, Position: x.Position, Title: x.Title, Summary: x.Summary, Unit: x.Unit, Proposal: x.Proposal, Remark: x.Remark, Struck: x.Struck, Into: x.Into}
		p, given := asked[x.ID]
		if given {
			y.Proposal = p.proposal
			y.Summary, _, _ = strings.Cut(y.Summary, " Theo bài đầu:")
		}
		if i == len(d.Entries)-1 && kept > 8 && x.Into == 0 && !given {
			y.Struck, y.Remark = true, "Tin nhỏ, chỉ một nơi quan tâm."
		}
		e.Entries = append(e.Entries, y)
	}
	s.later(40 * time.Minute)
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		_, err := s.Digest.Save(ctx, tx, by, e)
		return err
	})
}

// handIn freezes the digest and hands it in for signature.
func (w *weekly) handIn(ctx context.Context) error {
	s, by := w.l.s, w.l.by("dieuphoi")
	d, err := w.read(ctx)
	if err != nil {
		return err
	}
	err = s.DB.Write(ctx, func(tx *db.Tx) error {
		d, err = s.Digest.Freeze(ctx, tx, by, d.ID, d.Version)
		if err != nil {
			return err
		}
		return s.complete(ctx, tx, d.Paper)
	})
	if err != nil {
		return err
	}
	return s.submit(ctx, d.Paper)
}

func (w *weekly) issue(ctx context.Context) error {
	s, by := w.l.s, w.l.by("dieuphoi")
	d, err := w.read(ctx)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.Paper.Paper(ctx, tx, by, d.Paper)
		if err != nil {
			return err
		}
		return s.Paper.Issue(ctx, tx, by, p.ID, p.Version, signing.Issue{Number: w.number, Day: law.DateOf(s.Clock.Now())})
	})
}

// assign gives the first stories to their units; most units answer within the week.
func (w *weekly) assign(ctx context.Context) error {
	s, by := w.l.s, w.l.by("dieuphoi")
	d, err := w.read(ctx)
	if err != nil {
		return err
	}
	today := law.DateOf(s.Clock.Now())
	n := 0
	asked := w.l.ask(d)
	for _, e := range d.Kept() {
		p, given := asked[e.ID]
		if !given {
			continue
		}
		n++
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			c, err := s.Digest.Assign(ctx, tx, by, d.ID, e.ID, s.calendar.WorkingDayFrom(today.AddDays(6)))
			if err != nil {
				return err
			}
			if n == 1 {
				_, err = s.Digest.Letter(ctx, tx, by, d.ID, e.ID)
			}
			if p.result != "" {
				w.l.report(c.ID, e.Unit, s.calendar.WorkingDayFrom(today.AddDays(1+n)), p.result)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
