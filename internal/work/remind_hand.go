package work

import (
	"context"
	"fmt"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// Remind tells the lead unit now that something is owed, at most once a day.
func (s *Service) Remind(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) error {
	d, err := s.beside(ctx, tx, by, id)
	if err != nil {
		return err
	}
	err = d.mustCoordinate()
	if err != nil {
		return err
	}
	switch {
	case !d.AskedOn.IsZero():
		return fault.New(fault.Conflict, "%s đang chờ trả lời đề nghị về %s. Hãy trả lời trước khi đôn đốc.", d.tree.Name(d.Lead), d.Code)
	case d.Elsewhere != "":
		return fault.New(fault.Conflict, "%s được theo dõi chính ở %s nên không đôn đốc tại đây.", d.Code, d.Elsewhere)
	}
	d.periods, err = periodsOf(ctx, tx, id)
	if err != nil {
		return err
	}
	p, err := d.period(0)
	if err != nil {
		return err
	}
	w, err := s.newWho(ctx, tx, d.today)
	if err != nil {
		return err
	}
	to, err := w.ofCase(ctx, tx, d.Case)
	if err != nil {
		return err
	}
	r := reminder{debt{d.Case, p.ID, p.counts(), p.Due}, ByHand, d.today}
	r.c.Title, err = mailTitle(ctx, tx, d.Case)
	if err != nil {
		return err
	}
	told := 0
	for _, a := range to {
		ok, err := insertReminder(ctx, tx, 0, r, a, d.today)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		told++
		reads := s.reading(ctx, a)
		m := Message{Key: handKey(p.ID, d.today, a.key), After: d.now.Add(UndoTime + letterLead), Subject: web.T(reads, "Đôn đốc %s: %s", d.Code, titleInMail(reads, r.c.Title))}
		m.Body = s.letter(reads, a, []reminder{r}, d.today)
		err = s.queue(ctx, tx, m, a)
		if err != nil {
			return err
		}
	}
	switch {
	case len(to) == 0:
		return fault.New(fault.Conflict, "%s chưa có đầu mối, thư điện tử hay cán bộ trong danh bạ. Hãy bổ sung trước khi nhắc.", d.tree.Name(d.Lead))
	case told == 0:
		return fault.New(fault.Conflict, "Hôm nay đã nhắc %s về %s.", d.tree.Name(d.Lead), d.Code)
	}
	d.note("work.remind", web.Say("Đôn đốc %s về %s", d.tree.Name(d.Lead), d.Code))
	return s.tell(ctx, tx, d)
}

// UndoTime is for how long whoever pressed the button can take a reminder back.
const UndoTime = 10 * time.Second

// letterLead is how much longer its letter stays, so that taking it back never meets it on its way.
const letterLead = 5 * time.Second

func handKey(p PeriodID, day law.Date, to string) string {
	return fmt.Sprintf("work.hand %d %s %s", p, day, to)
}

// TakeBackReminder takes back what the officer has just sent with [Service.Remind]. It fails with
// fault.Conflict once the letter may have left. The timeline keeps both.
func (s *Service) TakeBackReminder(ctx context.Context, tx *db.Tx, by auth.Officer, id CaseID) error {
	d, err := s.beside(ctx, tx, by, id)
	if err != nil {
		return err
	}
	sent, err := justReminded(ctx, tx, id, by.Account, d.now.Add(-UndoTime))
	if err != nil {
		return fmt.Errorf("looking for the reminder about case %d: %w", id, err)
	}
	if !sent {
		return fault.New(fault.Conflict, "Đã quá 10 giây, lời nhắc đã gửi đi nên không rút lại được.")
	}
	told, err := dropByHand(ctx, tx, id, d.today)
	if err != nil {
		return fmt.Errorf("dropping the reminder about case %d: %w", id, err)
	}
	for _, key := range told {
		if s.Outbox == nil {
			break
		}
		_, err := s.Outbox.Recall(ctx, tx, key)
		if err != nil {
			return err
		}
	}
	d.note("work.take-back-reminder", web.Say("Rút lại lời đôn đốc %s vừa gửi về %s", d.tree.Name(d.Lead), d.Code))
	return s.tell(ctx, tx, d)
}
