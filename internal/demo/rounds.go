package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
)

// asking is a reporting round of the story. It draws its own lots, so that what is asked changes nothing else.
type asking struct {
	s     *story
	rand  *rand.Rand
	round round.Round
	form  []round.Block
	units []org.UnitID // who owes an answer
}

// rounds foresees what the province asks its units: a quarter that is closed, a question to the communes that
// half of them have answered, and the yearly report of the spokespersons.
func (s *story) rounds() {
	quarter := quarterOf(quarterOf(s.today.AddDays(-25)).From.AddDays(-1))
	s.ask(workday(quarter.To.AddDays(-12)), "quy", func(n *round.Opening) {
		n.Blocks = slices.DeleteFunc(n.Blocks, func(b round.Block) bool { return b.Kind == round.TaskBlock })
		n.Audience = round.Audience{Levels: []org.Level{org.Department, org.Commune}, Via: s.codes["SVHTTDL"]}
	}, (*asking).quarter)
	s.ask(workday(s.today.AddDays(-7)), "nd-244", func(*round.Opening) {}, (*asking).spokespersons)
	s.ask(workday(s.today.AddDays(-5)), "dot-xuat", s.insurance, (*asking).communes)
}

// insurance is what the province wants to know from every commune.
func (s *story) insurance(n *round.Opening) {
	due := s.calendar.WorkingDayFrom(s.today.AddDays(4))
	n.Title = "Báo cáo nhanh tình hình phổ biến chính sách bảo hiểm y tế tại cơ sở"
	n.Note = "Phục vụ buổi giao ban của lãnh đạo UBND tỉnh. Đơn vị không có hoạt động nào chỉ cần chọn không phát sinh."
	n.From, n.To = due.AddDays(-30), due
	n.Clock = work.Clock{Due: law.OnDay(due), Verified: true}
	n.Audience = round.Audience{Levels: []org.Level{org.Commune}}
	n.Blocks = append([]round.Block{{Kind: round.FigureBlock, Title: "Số liệu", Figures: []round.Figure{
		{Key: "buoi", Label: "Số buổi phổ biến, hướng dẫn tại thôn, tổ dân phố", Unit: "buổi", Kind: round.Whole, Total: round.Sum},
		{Key: "nguoi", Label: "Số lượt người dự", Unit: "lượt người", Kind: round.Whole, Total: round.Sum},
	}}}, n.Blocks...)
}

// ask foresees that the coordinator of the province opens a round made from a preset, and what then follows.
func (s *story) ask(d law.Date, preset string, change func(*round.Opening), then func(*asking)) {
	by, root := s.played["dieuphoi"], s.codes["UBND"]
	s.add(act{at: d.Start().Add(8 * time.Hour), what: "mở đợt báo cáo", own: func(ctx context.Context) error {
		a := &asking{s: s, rand: rand.New(rand.NewPCG(uint64(d.DaysUntil(s.today)), 244))}
		err := s.DB.Write(ctx, func(tx *db.Tx) error {
			n := s.Round.Begin(preset, root)
			change(&n)
			r, err := s.Round.Create(ctx, tx, by, n)
			if err != nil {
				return err
			}
			a.round, err = s.Round.Open(ctx, tx, by, r.Ref())
			if err != nil {
				return err
			}
			f, err := s.Round.Form(ctx, tx, a.round, 0)
			if err != nil {
				return err
			}
			b, err := s.Round.Board(ctx, tx, by, r.ID)
			a.form, a.units = f.Blocks, nil
			for _, o := range b.Rows {
				a.units = append(a.units, o.Unit)
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("opening the round %s: %w", preset, err)
		}
		then(a)
		return nil
	}})
}

// at is an instant within the office hours of a day, after the round was opened.
func (a *asking) at(d law.Date) time.Time {
	return d.Start().Add(9*time.Hour + time.Duration(a.rand.IntN(7*3600))*time.Second)
}

// quarter foresees a quarter that is answered, consolidated, closed and reported on.
func (a *asking) quarter() {
	due := a.round.Due()
	for i, u := range a.units {
		on := workday(due.AddDays(-1 - a.rand.IntN(6)))
		switch {
		case i%24 == 23: // never
		case i%11 == 7:
			a.answer(a.s.calendar.WorkingDayFrom(due.AddDays(1+a.rand.IntN(3))), u, a.content(), "")
		case i%17 == 5:
			a.enter(on, u, i%2 == 1)
		case i%9 == 4 && a.s.codes["SVHTTDL"] != u:
			a.answer(on, u, round.Content{Nothing: true}, "")
		case i == 12:
			a.byLink(on, u)
		case i == 30:
			a.answer(on, u, a.content(), "")
			a.answer(a.s.calendar.WorkingDayFrom(due.AddDays(2)), u, a.content(), "Tính thiếu số liệu của hai thôn gửi chậm.")
		default:
			a.answer(on, u, a.content(), "")
		}
	}
	merged := a.s.calendar.WorkingDayFrom(due.AddDays(6))
	through := a.s.codes["SVHTTDL"]
	a.s.add(act{at: merged.Start().Add(17 * time.Hour), tx: func(ctx context.Context, tx *db.Tx) error {
		_, err := a.s.Round.Merge(ctx, tx, a.s.leadOf(through), a.round.ID, through, "Đã rà soát với các xã, phường qua điện thoại.")
		return err
	}})
	closed := a.s.calendar.WorkingDayFrom(merged.AddDays(1))
	a.s.add(act{at: closed.Start().Add(10 * time.Hour), what: "chốt " + a.round.Title, own: a.close})
}

// spokespersons foresees the first answers of a window that is still open.
func (a *asking) spokespersons() {
	for i, u := range a.units {
		if i%7 == 2 {
			a.answer(workday(a.s.today.AddDays(-1-a.rand.IntN(4))), u, a.content(), "")
		}
	}
}

// communes foresees a board that is half full: by link, by letter, by their own officers.
func (a *asking) communes() {
	for i, u := range a.units {
		on := workday(a.s.today.AddDays(-1 - a.rand.IntN(3)))
		switch {
		case i%2 == 1:
		case i%12 == 2:
			a.byLink(on, u)
		case i%14 == 4:
			a.enter(on, u, false)
		case i%10 == 6:
			a.answer(on, u, round.Content{Nothing: true}, "")
		default:
			a.answer(on, u, a.content(), "")
		}
	}
}

// answer foresees a line of a unit's own officer; a reason makes it a correction.
func (a *asking) answer(d law.Date, unit org.UnitID, c round.Content, reason string) {
	a.s.add(act{at: a.at(d), tx: func(ctx context.Context, tx *db.Tx) error {
		_, err := a.s.Round.Answer(ctx, tx, a.s.leadOf(unit), round.Answering{Round: a.round.ID, Unit: unit, Content: c, Reason: reason})
		return err
	}})
}

// enter foresees that the coordinator types what a unit sent by letter, and perhaps that the unit confirms it.
func (a *asking) enter(d law.Date, unit org.UnitID, confirmed bool) {
	c, number := a.content(), fmt.Sprintf("%d/BC-UBND", 40+a.rand.IntN(300))
	a.s.add(act{at: a.at(d), tx: func(ctx context.Context, tx *db.Tx) error {
		_, err := a.s.Round.Answer(ctx, tx, a.s.played["dieuphoi"], round.Answering{
			Round: a.round.ID, Unit: unit, Content: c, Received: &work.Received{Channel: work.ByDocument, Number: number, Day: d},
		})
		return err
	}})
	if !confirmed {
		return
	}
	a.s.add(act{at: a.at(a.s.calendar.WorkingDayFrom(d.AddDays(1))), tx: func(ctx context.Context, tx *db.Tx) error {
		_, err := a.s.Round.Confirm(ctx, tx, a.s.leadOf(unit), a.round.ID, unit, fmt.Sprintf("demo-%d-%d", a.round.ID, unit))
		return err
	}})
}

// byLink foresees that a unit without a habit of signing in gets a one-time link and uses it the same day.
func (a *asking) byLink(d law.Date, unit org.UnitID) {
	c, by := a.content(), a.s.played["dieuphoi"]
	at := a.at(d)
	a.s.add(act{at: at.Add(-time.Hour), tx: func(ctx context.Context, tx *db.Tx) error {
		_, err := a.s.Round.MakeLinks(ctx, tx, by, a.round.ID, a.s.Round.LinkUntil(a.round), unit)
		return err
	}})
	a.s.add(act{at: at, tx: func(ctx context.Context, tx *db.Tx) error {
		_, all, err := a.s.Round.Links(ctx, tx, by, a.round.ID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(l round.Linked) bool { return l.Unit == unit })
		token := strings.TrimPrefix(a.s.Round.LinkPath(all[i].Link), "/l/")
		v, err := a.s.Round.Visit(ctx, tx, token)
		if err != nil {
			return err
		}
		err = a.s.Round.OpenLink(ctx, tx, v)
		if err != nil {
			return err
		}
		_, err = a.s.Round.SendLink(ctx, tx, token, round.LinkAnswer{Content: c, Filler: "Công chức Văn hóa - Xã hội"})
		return err
	}})
}

// content is what a unit has to say: a figure that is part of another is not larger.
func (a *asking) content() round.Content {
	c := round.Content{Figures: map[string]round.Amount{}, Texts: map[string]string{}}
	for _, b := range a.form {
		for _, f := range b.Figures {
			n := 2 + a.rand.IntN(18)
			if f.Key == "nguoi" {
				n *= 35
			}
			v := round.WholeOf(int64(n))
			if whole, ok := c.Figures[f.Of]; ok {
				v = min(v, whole)
			}
			c.Figures[f.Key] = v
		}
		for _, t := range b.Texts {
			if words := a.words(t.Key); words != "" {
				c.Texts[t.Key] = words
			}
		}
	}
	return c
}

func (a *asking) words(key string) string {
	switch {
	case key == "kho-khan" && a.rand.IntN(4) == 0:
		return pick(a.rand, difficulties)
	case key == "kien-nghi" && a.rand.IntN(6) == 0:
		return pick(a.rand, proposals)
	case key == "ket-qua":
		return fmt.Sprintf(pick(a.rand, achieved), 2+a.rand.IntN(20), 30+a.rand.IntN(300))
	}
	return ""
}

var achieved = []string{
	"Đã phát %d lượt tin, bài trên truyền thanh cơ sở; giải đáp trực tiếp cho %d lượt người dân.",
	"Đã tổ chức %d buổi tuyên truyền tại nhà văn hóa thôn, tổ dân phố với %d lượt người dự.",
	"Đã đăng %d bài trên trang thông tin điện tử và phát %d tờ rơi tại bộ phận một cửa.",
}

// close closes the round and makes its report, which is signed with one figure changed by hand.
func (a *asking) close(ctx context.Context) error {
	s, by := a.s, a.s.played["dieuphoi"]
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		r, err := s.Round.Round(ctx, tx, by, a.round.ID)
		if err != nil {
			return err
		}
		_, err = s.Round.Close(ctx, tx, by, r.Ref())
		if err != nil {
			return err
		}
		id, err := s.Round.Report(ctx, tx, by, r.ID)
		if err != nil {
			return err
		}
		err = s.complete(ctx, tx, id)
		if err != nil {
			return err
		}
		day := s.calendar.WorkingDayFrom(law.DateOf(s.Clock.Now()).AddDays(1))
		s.add(act{at: a.at(day), own: func(ctx context.Context) error { return s.submit(ctx, id) }})
		s.add(act{at: a.at(s.calendar.WorkingDayFrom(day.AddDays(2))), what: "ban hành " + r.Title, own: func(ctx context.Context) error {
			return s.issueChanged(ctx, id, "327/BC-UBND")
		}})
		return nil
	})
}

// changed is a document in which somebody put another number in the place of the first.
func changed(r official.Report) official.Report {
	r.Blocks = slices.Clone(r.Blocks)
	for i, b := range r.Blocks {
		p, ok := b.(official.Paragraph)
		at := slices.IndexFunc(p.Runs, func(run official.Run) bool { return run.Figure != nil })
		if !ok || at < 0 {
			continue
		}
		f := *p.Runs[at].Figure
		f.Text += "0"
		p.Runs = slices.Clone(p.Runs)
		p.Runs[at].Figure = &f
		r.Blocks[i] = p
		break
	}
	return r
}
