package demo

import (
	"bytes"
	"context"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/chase"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/direct"
	signing "github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/people"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// word is what a leader said one day.
type word struct {
	ago, due int // days before and after today
	unit     string
	text     string
	result   string // what the unit handed in; empty: nothing yet
	noted    bool
}

// direct foresees what the leader directs; the last word waits until he confirms it.
func (s *story) direct() {
	for _, w := range []word{
		{24, -12, "SYT", "Gửi trước mỗi phường, xã một trang hỏi - đáp về mức đóng bảo hiểm y tế mới để phát trên loa.", "Đã gửi 76 xã, phường bản hỏi - đáp một trang và tệp âm thanh.", false},
		{10, -3, "SNNMT", "Báo cáo số hộ đã nhận hỗ trợ sau đợt mưa lũ vừa qua, nói rõ nơi còn chậm và lý do.", "", false},
		{3, 6, "SVHTTDL", "Chuẩn bị kịch bản đối thoại với thanh niên về chính sách việc làm, xin ý kiến trước một tuần.", "", false},
		{1, 9, "STP", "Rà soát các dự thảo đang lấy ý kiến, nội dung nào người dân hỏi nhiều thì có bản tóm tắt một trang.", "", true},
	} {
		s.add(act{at: s.officeHour(workday(s.today.AddDays(-w.ago)), 9), tx: func(ctx context.Context, tx *db.Tx) error { return s.say(ctx, tx, w) }})
	}
}

func (s *story) officeHour(d law.Date, hour time.Duration) time.Time {
	return d.Start().Add(hour * time.Hour)
}

// say lets the leader direct, or the coordinator write it down for the leader.
func (s *story) say(ctx context.Context, tx *db.Tx, w word) error {
	leader := s.played["lanhdao"]
	by, saying := leader, direct.Saying{Text: w.text, Unit: s.codes[w.unit], Due: s.calendar.WorkingDayFrom(s.today.AddDays(w.due))}
	if w.noted {
		by, saying.Leader = s.played["dieuphoi"], leader.Person
	}
	said, err := s.Direct.Say(ctx, tx, by, saying)
	if err != nil || w.result == "" {
		return err
	}
	due := workday(s.today.AddDays(w.due - 2))
	s.add(act{at: s.officeHour(due, 10), tx: func(ctx context.Context, tx *db.Tx) error {
		return s.onCase(ctx, tx, s.leadOf(said.Unit), said.Case, func(by auth.Officer, ref work.Ref) error {
			_, err := s.Work.Submit(ctx, tx, by, ref, 0, work.Report{Result: w.result})
			return err
		})
	}})
	s.add(act{at: s.officeHour(due, 16), tx: func(ctx context.Context, tx *db.Tx) error {
		return s.onCase(ctx, tx, s.played["dieuphoi"], said.Case, func(by auth.Officer, ref work.Ref) error {
			_, err := s.Work.Accept(ctx, tx, by, ref, 0, "")
			return err
		})
	}})
	return nil
}

func (s *story) onCase(ctx context.Context, tx *db.Tx, by auth.Officer, id work.CaseID, do func(by auth.Officer, ref work.Ref) error) error {
	c, err := s.Work.Case(ctx, tx, by, id)
	if err != nil {
		return err
	}
	return do(by, c.Ref())
}

// handOver foresees that somebody who has no part in the story leaves, and their work goes to a colleague.
func (s *story) handOver() {
	s.add(act{at: s.officeHour(workday(s.today.AddDays(-9)), 9), what: "bàn giao công việc", own: func(ctx context.Context) error {
		by, office := s.played["dieuphoi"], s.staff[s.codes["STC"]]
		return s.DB.Write(ctx, func(tx *db.Tx) error {
			record, err := s.People.Give(ctx, tx, by, people.Giving{
				Person: office[3].ID, To: office[2].ID, Reason: "Chuyển công tác đến cơ quan khác theo quyết định điều động", Close: true,
			})
			if err != nil {
				return err
			}
			papers, err := s.Paper.Papers(ctx, tx, by, signing.About{Duty: people.Duty, ID: record})
			if err != nil {
				return err
			}
			for _, p := range papers {
				err := s.Paper.Issue(ctx, tx, by, p.ID, p.Version, signing.Issue{Number: "03/BB-STC", Day: law.DateOf(s.Clock.Now())})
				if err != nil {
					return err
				}
			}
			return nil
		})
	}})
}

// chase foresees that the coordinator calls the unit that owes most, sends another a message, and drafts a letter to
// those that are late.
func (s *story) chase() {
	for i, said := range []struct {
		how  chase.How
		note string
	}{{chase.ByCall, "Gặp đầu mối, đơn vị hẹn gửi trong tuần."}, {chase.ByZalo, ""}} {
		s.add(act{at: s.officeHour(workday(s.today.AddDays(-2)), 9), tx: func(ctx context.Context, tx *db.Tx) error {
			owing, err := s.Chase.Owing(ctx, tx, s.played["dieuphoi"], 0)
			if err != nil || i >= len(owing) {
				return err
			}
			return s.Chase.Log(ctx, tx, s.played["dieuphoi"], owing[i].ID, said.how, said.note, 0)
		}})
	}
	s.add(act{at: s.officeHour(workday(s.today.AddDays(-1)), 10), what: "lập công văn đôn đốc", own: func(ctx context.Context) error {
		return s.DB.Write(ctx, func(tx *db.Tx) error {
			owing, err := s.Chase.Owing(ctx, tx, s.played["dieuphoi"], 0)
			if err != nil {
				return err
			}
			w := chase.Writing{}
			for _, u := range owing {
				if u.Late > 0 && len(w.Units) < 4 && s.tree.Scored(u.ID) {
					w.Units = append(w.Units, u.ID)
				}
			}
			if len(w.Units) == 0 {
				return nil
			}
			_, err = s.Chase.Write(ctx, tx, s.played["dieuphoi"], w)
			return err
		})
	}})
}

// complete puts in who signs a paper of the province.
func (s *story) complete(ctx context.Context, tx *db.Tx, id signing.ID) error {
	by := s.played["dieuphoi"]
	p, err := s.Paper.Paper(ctx, tx, by, id)
	if err != nil {
		return err
	}
	frame := p.Frame
	frame.Signature = official.Signature{Authority: []string{"TM. Ủy ban nhân dân", "KT. Chủ tịch"}, Title: "Phó Chủ tịch", Name: leaderName}
	return s.Paper.Complete(ctx, tx, by, id, p.Version, frame)
}

// submit hands a paper in for signature.
func (s *story) submit(ctx context.Context, id signing.ID) error {
	by := s.played["dieuphoi"]
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		p, err := s.Paper.Paper(ctx, tx, by, id)
		if err != nil {
			return err
		}
		return s.Paper.Submit(ctx, tx, by, id, p.Version)
	})
}

// issueChanged records the issue of a paper whose signed file says one number otherwise.
func (s *story) issueChanged(ctx context.Context, id signing.ID, number string) error {
	by, today := s.played["dieuphoi"], law.DateOf(s.Clock.Now())
	var p signing.Paper
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		p, err = s.Paper.Paper(ctx, tx, by, id)
		return err
	})
	if err != nil {
		return err
	}
	doc := p
	doc.State, doc.Number, doc.IssuedOn, doc.Signer = signing.Issued, number, today, leaderName
	var docx bytes.Buffer
	err = official.WriteDOCX(&docx, changed(doc.Document()))
	if err != nil {
		return err
	}
	const name = "Bao cao da ky.docx"
	found, err := s.Paper.Compare(ctx, p, name, docx.Bytes())
	if err != nil {
		return err
	}
	file, err := s.Files.Keep(name, &docx)
	if err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		return s.Paper.Issue(ctx, tx, by, id, p.Version, signing.Issue{Number: number, Day: today, Signer: leaderName, File: &file, Found: found})
	})
}
