package desk

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// How many notices a page shows, and how many the bell looks at.
const (
	noticeLimit = 60
	bellLimit   = 20
)

// notice is one thing that the officer was told.
type notice struct {
	When, Machine string
	Icon          string
	Title         string // of the case
	Text          string
	Href          string
	New           bool

	at     time.Time
	caseID work.CaseID
}

type noticesView struct {
	Rows  []notice
	New   int
	Event int64 // the newest decision and reminder on the page, which reading it marks
	Last  int64
}

// notices lists what the officer was told, newest first, as far as they still see the cases.
func (s *Service) notices(ctx context.Context, tx *db.Tx, by auth.Officer, limit int) ([]notice, error) {
	t, err := s.Work.Told(ctx, tx, by, limit)
	if err != nil {
		return nil, err
	}
	seen, err := seenBy(ctx, tx, by.Account)
	if err != nil {
		return nil, fmt.Errorf("reading what was read: %w", err)
	}
	today := s.day()
	var all []notice
	for _, h := range t.Decisions {
		all = append(all, notice{Icon: "history", Text: joinDot(h.By, web.T(ctx, h.Sentence, h.Args...)), New: h.ID > seen.event, at: h.At, caseID: h.Case})
	}
	for _, h := range t.Mentions {
		all = append(all, notice{Icon: "user", Text: web.T(ctx, "%s nhắc tên bạn: %s", h.By, short(h.Text)), New: h.Unseen, at: h.At, caseID: h.Case})
	}
	for _, h := range t.Reminders {
		all = append(all, notice{Icon: "clock", Text: web.T(ctx, "Đã gửi thư nhắc việc"), New: h.ID > seen.reminder, at: h.At, caseID: h.Case})
	}
	slices.SortStableFunc(all, func(a, b notice) int { return b.at.Compare(a.at) })
	return s.visible(ctx, tx, by, all[:min(len(all), limit)], today)
}

// visible keeps the notices of cases that the officer sees and completes them.
func (s *Service) visible(ctx context.Context, tx *db.Tx, by auth.Officer, all []notice, today law.Date) ([]notice, error) {
	var ids []work.CaseID
	for _, n := range all {
		ids = append(ids, n.caseID)
	}
	cases, err := s.Work.Cases(ctx, tx, by, ids)
	if err != nil {
		return nil, err
	}
	var some []notice
	for _, n := range all {
		c, ok := cases[n.caseID]
		if !ok {
			continue
		}
		n.Title, n.Href, n.When, n.Machine = c.Title, casePath(c.Code), when(ctx, n.at, today), web.MachineTime(n.at)
		if n.Icon == "user" {
			n.Href += talkAnchor
		}
		some = append(some, n)
	}
	return some, nil
}

func (s *Service) showNotices(w http.ResponseWriter, r *http.Request) error {
	by := auth.Of(r.Context())
	var v noticesView
	err := s.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		v.Rows, err = s.notices(r.Context(), tx, by, noticeLimit)
		if err != nil {
			return err
		}
		t, err := s.Work.Told(r.Context(), tx, by, 1)
		v.Event, v.Last = lastOf(t.Decisions), lastOf(t.Reminders)
		return err
	})
	if err != nil {
		return err
	}
	for _, n := range v.Rows {
		if n.New {
			v.New++
		}
	}
	return web.Render(w, r, http.StatusOK, noticesPage(v))
}

func lastOf(all []work.Happening) int64 {
	if len(all) == 0 {
		return 0
	}
	return all[0].ID
}

// readNotices marks as read what the page showed, not what came since.
func (s *Service) readNotices(w http.ResponseWriter, r *http.Request) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	by := auth.Of(r.Context())
	mark := seen{form.Int64("event"), form.Int64("reminder")}
	err = s.DB.Write(r.Context(), func(tx *db.Tx) error {
		err := markSeen(r.Context(), tx, by.Account, mark)
		if err != nil || by.Person == 0 {
			return err
		}
		told, err := s.Work.Told(r.Context(), tx, by, noticeLimit)
		if err != nil {
			return err
		}
		for _, m := range told.Mentions {
			if !m.Unseen {
				continue
			}
			err := s.Work.SeeMentions(r.Context(), tx, by, m.Case)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.changed(by)
	return web.RedirectSaying(w, r, NoticesURL, "Đã đánh dấu mọi thông báo là đã đọc.")
}
