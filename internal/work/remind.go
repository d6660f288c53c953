package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/law"
)

// debt is a period that somebody still owes.
type debt struct {
	c      Case // ID, Code, Title, Kind, Lead, Owner and Person only
	period PeriodID
	due    law.Date // the day that counts
	formal law.Date // the due day as it stands
}

// reminder is one line of a digest.
type reminder struct {
	debt
	kind ReminderKind
	day  law.Date // for which it stands
}

// addressee is a person, or the office of a unit where nobody is known.
type addressee struct {
	key     string // "p17" or "u4"
	name    string
	salute  string
	address string
	lang    string // in which they read
}

// reading is ctx for what an addressee reads, whoever has it sent.
func (s *Service) reading(ctx context.Context, to addressee) context.Context {
	if to.lang != web.English || s.Words == nil {
		return web.WithLang(ctx, web.Vietnamese)
	}
	return web.WithLang(web.WithCatalogue(ctx, s.Words), web.English)
}

// missed is for how many days a reminder is made up for when the server did not run or nobody works.
const missed = 7

// noticeDays is how many working days before it turns red a unit is told in any case, whatever the settings say.
const noticeDays = 2

// at is what the settings have to say on a day about something due: the latest reminder whose day has come.
func (set Settings) at(cal law.Calendar, due, today law.Date) (kind ReminderKind, day law.Date, ok bool) {
	consider := func(k ReminderKind, d law.Date) {
		if !d.After(today) && d.After(today.AddDays(-missed)) && (!ok || d.After(day)) {
			kind, day, ok = k, d, true
		}
	}
	for _, n := range set.Before {
		if n == 0 {
			consider(OnDue, due)
			continue
		}
		consider(BeforeDue, due.AddDays(-n))
	}
	consider(BeforeDue, cal.AddWorkingDays(due, -noticeDays))
	last := 0
	for _, n := range set.After {
		consider(AfterDue, due.AddDays(n))
		last = max(last, n)
	}
	late := due.DaysUntil(today)
	if set.Every > 0 && late > last {
		consider(AfterDue, due.AddDays(last+(late-last)/set.Every*set.Every))
	}
	return kind, day, ok && !(kind == AfterDue && day == due)
}

// SendReminders sends what the settings ask for today, one letter to each person, and returns how many it
// sent. It does nothing on a day off and before the hour. Running it again, or in two processes at once,
// sends nothing twice: the digest of a person and day exists once, in the transaction of its letter.
func (s *Service) SendReminders(ctx context.Context) (sent int, err error) {
	today := s.Day()
	var letters map[addressee][]reminder
	err = s.DB.Read(ctx, func(tx *db.Tx) error {
		set, err := s.Settings(ctx, tx)
		if err != nil {
			return err
		}
		if s.Now().In(law.Vietnam).Hour() < set.Hour || !s.Holidays().IsWorkingDay(today) {
			return nil
		}
		letters, err = s.letters(ctx, tx, set, today)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("gathering reminders: %w", err)
	}
	for _, to := range slices.SortedFunc(maps.Keys(letters), func(a, b addressee) int { return strings.Compare(a.key, b.key) }) {
		ok, err := s.sendDigest(ctx, to, letters[to], today)
		if err != nil {
			return sent, fmt.Errorf("reminding %s: %w", to.key, err)
		}
		if ok {
			sent++
		}
	}
	return sent, nil
}

// letters gathers by person what has to be said today and was not said before.
func (s *Service) letters(ctx context.Context, tx *db.Tx, set Settings, today law.Date) (map[addressee][]reminder, error) {
	cal := s.Holidays()
	debts, err := debtsUntil(ctx, tx, later(today.AddDays(slices.Max(append(slices.Clone(set.Before), 0))), cal.AddWorkingDays(today, noticeDays)))
	if err != nil {
		return nil, err
	}
	said, err := saidSince(ctx, tx, today.AddDays(-missed))
	if err != nil {
		return nil, err
	}
	w, err := s.newWho(ctx, tx, today)
	if err != nil {
		return nil, err
	}
	letters := map[addressee][]reminder{}
	put := func(r reminder, to []addressee) {
		for _, a := range to {
			if !said[saidKey{r.period, r.kind, r.day, a.key}] {
				letters[a] = append(letters[a], r)
			}
		}
	}
	for _, d := range debts {
		if kind, day, ok := set.at(cal, d.due, today); ok {
			to, err := w.ofCase(ctx, tx, d.c)
			if err != nil {
				return nil, err
			}
			put(reminder{d, kind, day}, to)
		}
		for _, rung := range set.Rungs {
			day := d.due.AddDays(rung.After)
			if !rung.On || day.After(today) || !day.After(today.AddDays(-missed)) {
				continue
			}
			to, err := w.onRung(ctx, tx, d.c, rung.Who)
			if err != nil {
				return nil, err
			}
			put(reminder{d, Escalated, day}, to)
		}
	}
	return letters, nil
}

func later(a, b law.Date) law.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// errNothing rolls a digest back that turned out empty.
var errNothing = errors.New("nothing left to say")

func (s *Service) sendDigest(ctx context.Context, to addressee, lines []reminder, today law.Date) (bool, error) {
	err := s.DB.Write(ctx, func(tx *db.Tx) error {
		digest, err := insertDigest(ctx, tx, today, to)
		if err != nil {
			return err
		}
		if digest == 0 {
			return errNothing // somebody else wrote to this person today
		}
		var kept []reminder
		for _, r := range lines {
			ok, err := insertReminder(ctx, tx, digest, r, to, today)
			if err != nil {
				return err
			}
			if ok {
				kept = append(kept, r)
			}
		}
		if len(kept) == 0 {
			return errNothing
		}
		err = audit.Write(ctx, tx, s.Now(), audit.Entry{
			Actor: SystemName, Action: "work.remind", Object: "digest", ObjectID: digest,
			Sentence: web.Mark("Nhắc %s về %d việc"), Args: []any{to.name, len(kept)},
		})
		if err != nil {
			return err
		}
		return s.queue(ctx, tx, s.digestLetter(ctx, to, kept, today), to)
	})
	if errors.Is(err, errNothing) {
		return false, nil
	}
	return err == nil, err
}

func (s *Service) queue(ctx context.Context, tx *db.Tx, m Message, to addressee) error {
	if s.Outbox == nil || to.address == "" {
		return nil
	}
	m.ToName, m.ToAddress = to.name, to.address
	return s.Outbox.Queue(ctx, tx, m)
}

func (s *Service) digestLetter(ctx context.Context, to addressee, lines []reminder, today law.Date) Message {
	ctx = s.reading(ctx, to)
	slices.SortStableFunc(lines, func(a, b reminder) int { return cmp.Or(a.due.Compare(b.due), cmp.Compare(a.c.ID, b.c.ID)) })
	lines = slices.CompactFunc(lines, func(a, b reminder) bool { return a.period == b.period })
	late := 0
	for _, r := range lines {
		if r.due.Before(today) {
			late++
		}
	}
	m := Message{Key: fmt.Sprintf("work.digest %s %s", today, to.key)}
	m.Subject = web.T(ctx, "Nhắc việc ngày %s: %d việc", today.Vietnamese(), len(lines))
	if late > 0 {
		m.Subject = web.T(ctx, "Nhắc việc ngày %s: %d việc, %d việc quá hạn", today.Vietnamese(), len(lines), late)
	}
	m.Body = s.letter(ctx, to, lines, today)
	return m
}

func (s *Service) letter(ctx context.Context, to addressee, lines []reminder, today law.Date) string {
	var b strings.Builder
	b.WriteString(web.T(ctx, "Kính gửi %s,", strings.TrimSpace(to.salute+" "+to.name)) + "\n\n")
	for _, r := range lines {
		b.WriteString("- " + r.c.Code + ": " + titleInMail(ctx, r.c.Title) + "\n  " + ShortText(r.due, today).In(ctx) + "\n")
		if s.Site != "" {
			b.WriteString("  " + s.Site + s.Href(r.c) + "\n")
		}
	}
	b.WriteString("\n" + web.T(ctx, "Nếu cần thêm thời gian hoặc việc không thuộc đơn vị, hãy mở nhiệm vụ và chọn Xin điều chỉnh thời hạn hoặc Đề nghị chuyển đơn vị chủ trì. Thời gian chờ trả lời không tính cho đơn vị.") + "\n")
	return b.String()
}

// ShortText says how a due day stands on a day.
func ShortText(due, today law.Date) web.Text {
	n := today.DaysUntil(due)
	switch {
	case due.IsZero():
		return web.Say("Không có thời hạn")
	case n < 0:
		return web.Say("Hạn %s, quá hạn %d ngày", due.Vietnamese(), -n)
	case n == 0:
		return web.Say("Hạn hôm nay, %s", due.Vietnamese())
	}
	return web.Say("Hạn %s, còn %d ngày", due.Vietnamese(), n)
}
