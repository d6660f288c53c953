package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// listeners are the officers who work with what is heard. They know what was planted, as officers of the province
// would know what goes on in it. They draw their own lots, so that what they do changes nothing else.
type listeners struct {
	s     *story
	h     *hearing
	room  *newsroom
	rand  *rand.Rand
	units map[listen.TopicID]org.UnitID
	given int // alerts of which a case was made
}

// attend foresees what the officers do.
func (s *story) attend(h *hearing, room *newsroom) {
	l := &listeners{s: s, h: h, room: room, rand: rand.New(rand.NewPCG(uint64(s.today.Day), 4070)), units: map[listen.TopicID]org.UnitID{}}
	from := s.today.AddDays(1 - heardDays)
	s.add(act{at: s.officeHour(workday(from.AddDays(3)), 9), own: l.arrange})
	for d := from.AddDays(4); !d.After(s.today); d = d.AddDays(1) {
		if s.calendar.IsWorkingDay(d) {
			for _, hour := range []time.Duration{8, 14} {
				s.add(act{at: s.officeHour(d, hour).Add(25 * time.Minute), what: "xem cảnh báo", own: l.judge})
			}
		}
	}
	l.note()
	l.review()
	l.digest()
	s.grassroots()
}

func (l *listeners) by(login string) auth.Officer { return l.s.played[login] }

// arrange says who is told of alerts and who reads digests.
func (l *listeners) arrange(ctx context.Context) error {
	s := l.s
	for key, id := range l.h.topics {
		for _, t := range l.room.topics {
			if t.Key == key {
				l.units[id] = s.codes[t.Office]
			}
		}
	}
	person := func(login string) org.PersonID { return l.by(login).Person }
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		for _, b := range []alert.Board{
			{Name: "Theo dõi chung của tỉnh", EveryDay: 6, Quiet: [2]int{21, 6}, StandIn: person("vhttdl"), People: []org.PersonID{person("dieuphoi"), person("sovhttdl")}, Active: true},
			{Name: "An sinh: y tế, giáo dục, việc làm", EveryDay: 4, Quiet: [2]int{20, 7}, StandIn: person("sovhttdl"), People: []org.PersonID{person("vhttdl")}, Active: true, Topics: l.topics("bhyt", "tiem", "hocphi", "vieclam", "xe")},
			{Name: "Bão lũ và hạ tầng", EveryDay: 10, People: []org.PersonID{person("dieuphoi"), person("lanhdao")}, Active: true, Topics: l.topics("bao", "ngap", "duong", "nuoc", "dien")},
		} {
			_, err := s.Listening.Alert.SaveBoard(ctx, tx, l.by("dieuphoi"), b)
			if err != nil {
				return fmt.Errorf("arranging the board %s: %w", b.Name, err)
			}
		}
		return l.readers(ctx, tx)
	})
}

func (l *listeners) topics(keys ...string) (all []listen.TopicID) {
	for _, key := range keys {
		if id, ok := l.h.topics[key]; ok {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// judge looks at what was raised: what is new is taken, what was looked into is closed the day after. What came within
// the last days is left to whoever tries the product, the newest of it as nobody has seen it yet.
func (l *listeners) judge(ctx context.Context) error {
	var open []alert.Alert
	err := l.s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		open, err = l.s.Listening.Alert.Unfinished(ctx, tx)
		if err != nil {
			return err
		}
		gaps, err := l.s.Listening.Alert.OpenGaps(ctx, tx)
		for _, g := range gaps {
			open = append(open, g.Alert)
		}
		return err
	})
	if err != nil {
		return err
	}
	slices.SortFunc(open, func(a, b alert.Alert) int { return int(a.ID - b.ID) })
	for i, a := range open {
		left := l.s.now.Sub(a.Raised) < leftDays*24*time.Hour
		if left && (a.State != alert.Unseen || i == len(open)-1) {
			continue
		}
		err := l.s.DB.Write(ctx, func(tx *db.Tx) error { return l.handle(ctx, tx, a) })
		if err != nil {
			return fmt.Errorf("handling alert %d: %w", a.ID, err)
		}
	}
	return nil
}

// leftDays is for how many days the visitor finds alerts that are not closed.
const leftDays = 5

func (l *listeners) handle(ctx context.Context, tx *db.Tx, a alert.Alert) error {
	by, ref := l.by([]string{"dieuphoi", "sovhttdl"}[a.ID%2]), alert.Ref{ID: a.ID, Version: a.Version}
	verdict, note := l.verdict(a)
	now := l.s.Clock.Now()
	switch {
	case a.State == alert.Unseen && verdict == alert.Useful && l.worth(a):
		return l.assign(ctx, tx, ref, a)
	case a.State == alert.Unseen:
		_, err := l.s.Listening.Alert.Take(ctx, tx, by, ref)
		return err
	case a.Case == 0 && now.Sub(a.Raised) > 20*time.Hour:
		_, err := l.s.Listening.Alert.Close(ctx, tx, by, ref, verdict, note)
		return err
	}
	return nil
}

// worth reports whether a case is made of an alert: of the first one of the last weeks, and of the next one.
func (l *listeners) worth(a alert.Alert) bool {
	ago := l.s.now.Sub(a.Raised).Hours() / 24
	return l.units[a.Topic] != 0 && l.s.leadOf(l.units[a.Topic]).Account != 0 && l.given < 2 && ago < 45
}

// verdict is what officers find out about an alert.
func (l *listeners) verdict(a alert.Alert) (alert.Verdict, string) {
	topic := l.h.keys[a.Topic]
	if a.Rule == alert.Gap {
		return alert.Useful, "Nhiều người hỏi mà chưa có thông tin chính thức. Đã đề nghị đơn vị soạn bài hỏi - đáp."
	}
	for _, r := range l.room.truth.Rumours {
		if r.Topic == topic && a.Raised.After(r.Start) && a.Raised.Before(r.Denied.AddDate(0, 0, 3)) {
			return alert.Useful, "Lời đồn chưa có căn cứ. Đã báo đơn vị phụ trách cung cấp thông tin chính thức cho báo chí và hệ thống loa."
		}
	}
	for _, b := range l.room.truth.Bursts {
		if (b.Topic == topic || slices.Contains(b.Related, topic)) && a.Raised.After(b.Start.Add(-time.Hour)) && a.Raised.Before(b.End) {
			if a.ID%4 == 3 {
				return alert.Known, "Đơn vị đã nắm từ hôm trước và đang xử lý."
			}
			return alert.Useful, "Sự việc mới, nhiều báo cùng đưa. Đã trao đổi với đơn vị phụ trách."
		}
	}
	return alert.False, "Nhiều báo đăng lại một thông cáo, không có vấn đề mới."
}

// assign makes a case of an alert for the unit that answers for the topic; the unit reports some days later.
func (l *listeners) assign(ctx context.Context, tx *db.Tx, ref alert.Ref, a alert.Alert) error {
	s, unit := l.s, l.units[a.Topic]
	l.given++
	today := law.DateOf(s.Clock.Now())
	c, err := s.Listening.Alert.Assign(ctx, tx, l.by("dieuphoi"), ref, unit, s.calendar.WorkingDayFrom(today.AddDays(6)))
	if err != nil {
		return err
	}
	l.report(c.ID, unit, s.calendar.WorkingDayFrom(today.AddDays(4)), "Đã làm rõ nội dung báo chí nêu, cung cấp thông tin cho các báo và đăng bản hỏi - đáp trên cổng của tỉnh.")
	s.add(act{at: s.officeHour(s.calendar.WorkingDayFrom(today.AddDays(5)), 15), tx: func(ctx context.Context, tx *db.Tx) error {
		x, err := s.Listening.Alert.Alert(ctx, tx, l.by("dieuphoi"), a.ID)
		if err != nil || x.State == alert.Closed {
			return err
		}
		_, err = s.Listening.Alert.Close(ctx, tx, l.by("dieuphoi"), alert.Ref{ID: x.ID, Version: x.Version}, alert.Useful, "Đơn vị đã báo cáo kết quả.")
		return err
	}})
	return nil
}

// report foresees that a unit hands in the result of a case and that it is accepted in the afternoon.
func (l *listeners) report(id work.CaseID, unit org.UnitID, d law.Date, result string) {
	s := l.s
	s.add(act{at: s.officeHour(d, 10), tx: func(ctx context.Context, tx *db.Tx) error {
		return s.onCase(ctx, tx, s.leadOf(unit), id, func(by auth.Officer, ref work.Ref) error {
			_, err := s.Work.Submit(ctx, tx, by, ref, 0, work.Report{Result: result})
			return err
		})
	}})
	s.add(act{at: s.officeHour(d, 14), tx: func(ctx context.Context, tx *db.Tx) error {
		return s.onCase(ctx, tx, l.by("dieuphoi"), id, func(by auth.Officer, ref work.Ref) error {
			_, err := s.Work.Accept(ctx, tx, by, ref, 0, "")
			return err
		})
	}})
}
