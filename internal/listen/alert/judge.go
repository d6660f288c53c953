package alert

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// Ref is an alert as it was seen.
type Ref struct {
	ID      ID
	Version int64
}

// noteLimit is the most characters of what an officer writes on an alert.
const noteLimit = 1000

// Take says that the officer looks into an alert.
func (s *Service) Take(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref) (Alert, error) {
	return s.change(ctx, tx, by, ref, "listen.alert.take", web.Mark("Nhận xem cảnh báo"), func(a *Alert) error {
		a.TakenBy = by.Full
		return a.become(Taken)
	})
}

// Close judges an alert. The verdict moves the bar of its topic.
func (s *Service) Close(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, v Verdict, note string) (Alert, error) {
	note = strings.TrimSpace(note)
	switch {
	case !slices.Contains(Verdicts, v):
		return Alert{}, fault.New(fault.Invalid, "Hãy chọn báo động đúng, đã biết hay báo nhầm.").At("danh-gia")
	case utf8.RuneCountInString(note) > noteLimit:
		return Alert{}, fault.New(fault.Invalid, "Ghi chú dài quá %d ký tự.", noteLimit).At("ghi-chu")
	}
	return s.change(ctx, tx, by, ref, "listen.alert.close", web.Mark("Đóng cảnh báo"), func(a *Alert) error {
		at := s.Now()
		a.Verdict, a.Note, a.ClosedBy, a.ClosedAt = v, note, by.Full, &at
		return a.become(Closed)
	})
}

func (a *Alert) become(t State) error {
	if !a.State.CanBecome(t) {
		return fault.New(fault.Conflict, "Cảnh báo này vừa được người khác xử lý. Hãy tải lại trang.")
	}
	a.State = t
	return nil
}

func (s *Service) change(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, action, sentence string, fn func(a *Alert) error) (Alert, error) {
	a, err := s.Alert(ctx, tx, by, ref.ID)
	if err != nil {
		return a, err
	}
	if !by.May(Judge) {
		return a, fault.New(fault.Forbidden, "Bạn chưa được giao quyền xử lý cảnh báo.")
	}
	err = fn(&a)
	if err != nil {
		return a, err
	}
	a.Version = ref.Version
	ok, err := updateAlert(ctx, tx, a)
	if err != nil {
		return a, fmt.Errorf("storing alert %d: %w", a.ID, err)
	}
	if !ok {
		return a, fault.New(fault.Conflict, "Cảnh báo này vừa được người khác xử lý. Hãy tải lại trang.")
	}
	a.Version++
	return a, audit.Write(ctx, tx, s.Now(), audit.Entry{
		ActorID: by.Account, Actor: by.Full, Action: action, Object: object, ObjectID: int64(a.ID), Sentence: sentence,
	})
}

// Alert reads one alert, or fails with fault.NotFound.
func (s *Service) Alert(ctx context.Context, tx *db.Tx, by auth.Officer, id ID) (Alert, error) {
	a, err := alertByID(ctx, tx, id)
	if errors.Is(err, db.ErrNoRows) || err == nil && !by.May(View) {
		return a, fault.New(fault.NotFound, "Không tìm thấy cảnh báo này.")
	}
	return a, err
}

// Question is the kind of case that an alert becomes.
var Question = work.Kind{Name: "listen-question", Prefix: "DL", Title: web.Mark("Việc từ lắng nghe dư luận"), Path: "/viec/", Steps: work.StandardLife}

// Duty names alerts where cases say where they come from.
const Duty = "listen"

// Assign makes a case of an alert for a unit: title, topic and count travel, nothing else. The same alert gives one
// case, however often it is asked.
func (s *Service) Assign(ctx context.Context, tx *db.Tx, by auth.Officer, ref Ref, unit org.UnitID, due law.Date) (work.Case, error) {
	a, err := s.Alert(ctx, tx, by, ref.ID)
	if err != nil {
		return work.Case{}, err
	}
	if a.Case != 0 {
		return s.Work.Case(ctx, tx, by, a.Case)
	}
	topic, err := s.Listen.Topic(ctx, tx, a.Topic)
	if err != nil {
		return work.Case{}, err
	}
	vi, _ := a.Sentences(topic.Name)
	c, err := s.Work.Open(ctx, tx, by, work.Opening{
		Kind: Question.Name, Title: a.task() + topic.Name, Description: vi, Lead: unit,
		Origin: work.Origin{Duty: Duty, ID: int64(a.ID)}, Clock: work.Clock{Due: law.OnDay(due), Verified: true},
	})
	if err != nil {
		return c, err
	}
	_, err = s.change(ctx, tx, by, ref, "listen.alert.assign", web.Mark("Giao việc từ cảnh báo"), func(a *Alert) error {
		a.Case, a.Code = c.ID, c.Code
		if a.State == Unseen {
			a.TakenBy = by.Full
			return a.become(Taken)
		}
		return nil
	})
	return c, err
}

// task is how the case begins that is made of an alert.
func (a Alert) task() string {
	if a.Rule == Gap {
		return "Chuẩn bị thông tin trả lời người dân về "
	}
	return "Làm rõ, phản hồi dư luận về "
}

// Raised are the alarms that were raised from from until before to, newest first.
func (s *Service) Raised(ctx context.Context, tx *db.Tx, from, to time.Time) ([]Alert, error) {
	return between(ctx, tx, alarms, from, to, 10_000)
}

// Unfinished are the alarms that wait or are looked into, the surest first.
func (s *Service) Unfinished(ctx context.Context, tx *db.Tx) ([]Alert, error) {
	return unfinished(ctx, tx, alarms, 1000)
}
