package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
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
		b.WriteString("- " + r.c.Code + ": " + r.c.Title + "\n  " + ShortText(r.due, today).In(ctx) + "\n")
		if s.Site != "" {
			b.WriteString("  " + s.Site + s.Href(r.c) + "\n")
		}
	}
	b.WriteString("\n" + web.T(ctx, "Nếu cần thêm thời gian hoặc việc không thuộc đơn vị, hãy mở nhiệm vụ và chọn Đề nghị gia hạn hoặc Đề nghị chuyển đơn vị.") + "\n")
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
		m := Message{Key: handKey(p.ID, d.today, a.key), After: d.now.Add(UndoTime + letterLead), Subject: web.T(reads, "Đôn đốc %s: %s", d.Code, d.Title)}
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

// who finds the people to tell; it remembers what it found.
type who struct {
	s      *Service
	tree   *org.Tree
	today  law.Date
	stands stands
	units  map[org.UnitID][]org.Person
	seen   map[string][]addressee
}

func (s *Service) newWho(ctx context.Context, tx *db.Tx, today law.Date) (*who, error) {
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return nil, err
	}
	away, err := s.stands(ctx, tx, today)
	return &who{s: s, tree: tree, today: today, stands: away, units: map[org.UnitID][]org.Person{}, seen: map[string][]addressee{}}, err
}

// ofCase are the contact point of the lead unit, or its office, or its people; and the person of the case.
func (w *who) ofCase(ctx context.Context, tx *db.Tx, c Case) ([]addressee, error) {
	lead, _ := w.tree.Now(c.Lead, w.today)
	all, err := w.ofUnit(ctx, tx, lead)
	if err != nil || c.Person == 0 {
		return all, err
	}
	person, err := w.ofPeople(ctx, tx, c.Person)
	return distinct(append(slices.Clone(all), person...)), err
}

func (w *who) ofUnit(ctx context.Context, tx *db.Tx, unit org.UnitID) ([]addressee, error) {
	return w.remember(fmt.Sprintf("contact %d", unit), func() ([]addressee, error) {
		contact, ok, err := w.s.Org.Holder(ctx, tx, unit, org.Contact, w.today)
		if err != nil {
			return nil, err
		}
		if ok && contact.Active {
			return w.ofPeople(ctx, tx, contact.ID)
		}
		u, _ := w.tree.Unit(unit)
		if u.Email != "" {
			return []addressee{{key: fmt.Sprintf("u%d", u.ID), name: u.Name, address: u.Email}}, nil
		}
		people, err := w.s.Org.People(ctx, tx, unit)
		if err != nil {
			return nil, err
		}
		ids := make([]org.PersonID, len(people))
		for i, p := range people {
			ids[i] = p.ID
		}
		return w.ofPeople(ctx, tx, ids...)
	})
}

// ofPeople are people and, where one is away, who stands in for them too.
func (w *who) ofPeople(ctx context.Context, tx *db.Tx, ids ...org.PersonID) ([]addressee, error) {
	var all []addressee
	for _, id := range ids {
		for _, p := range []org.PersonID{id, w.stands.in(id)} {
			if p == 0 {
				continue
			}
			person, err := w.s.Org.Person(ctx, tx, p)
			if err != nil {
				return nil, err
			}
			if !person.Active {
				continue
			}
			a := addressee{key: personKey(p), name: person.Name, salute: person.Salute, address: person.Email}
			if w.s.Roster != nil {
				a.lang, err = w.s.Roster.Language(ctx, tx, p)
				if err != nil {
					return nil, err
				}
			}
			all = append(all, a)
		}
	}
	return distinct(all), nil
}

// personKey is the key of a person as an addressee.
func personKey(p org.PersonID) string { return fmt.Sprintf("p%d", p) }

func distinct(all []addressee) []addressee {
	var once []addressee
	for _, a := range all {
		if !slices.Contains(once, a) {
			once = append(once, a)
		}
	}
	return once
}

// onRung are the people above the contact point. Units that are not ranked are not reported upwards.
func (w *who) onRung(ctx context.Context, tx *db.Tx, c Case, rung RungOf) ([]addressee, error) {
	lead, _ := w.tree.Unit(c.Lead)
	if lead.Unscored {
		return nil, nil
	}
	if rung == HeadOfUnit {
		head, ok, err := w.s.Org.Holder(ctx, tx, c.Lead, org.Head, w.today)
		if err != nil || !ok {
			return nil, err
		}
		return w.ofPeople(ctx, tx, head.ID)
	}
	if w.s.Roster == nil {
		return nil, nil
	}
	return w.remember(fmt.Sprintf("%s %d", rung, c.Owner), func() ([]addressee, error) {
		role := map[RungOf]auth.Role{TheirOwner: auth.Coordinator, LeaderOfOwner: auth.Leader}[rung]
		people, err := w.s.Roster.Holders(ctx, tx, role, c.Owner)
		if err != nil {
			return nil, err
		}
		return w.ofPeople(ctx, tx, people...)
	})
}

func (w *who) remember(key string, find func() ([]addressee, error)) ([]addressee, error) {
	if all, ok := w.seen[key]; ok {
		return all, nil
	}
	all, err := find()
	w.seen[key] = all
	return all, err
}

// debtsUntil are the periods that are owed and due on a day or before it. Nobody is reminded while they wait for
// an answer, nor of what is followed elsewhere.
func debtsUntil(ctx context.Context, tx *db.Tx, day law.Date) ([]debt, error) {
	r, err := tx.Query(ctx, `
		SELECT c.id, c.kind, c.code, c.title, c.lead, c.owner, c.person, p.id, p.due_day, p.waited
		  FROM work_period p
		  JOIN work_case c ON c.id = p.case_id
		 WHERE p.step IN ('new', 'doing', 'returned') AND p.due_day IS NOT NULL AND p.due_day <= $1 AND c.elsewhere = '' AND p.asked_on IS NULL
		 ORDER BY p.due_day, p.id`, day)
	return db.Collect(r, err, func(r *db.Rows) (d debt, err error) {
		waited := 0
		err = r.Scan(&d.c.ID, &d.c.Kind, &d.c.Code, &d.c.Title, &d.c.Lead, &d.c.Owner, &d.c.Person, &d.period, &d.formal, &waited)
		d.due = d.formal.AddDays(waited)
		return d, err
	})
}

type saidKey struct {
	period PeriodID
	kind   ReminderKind
	day    law.Date
	to     string
}

// saidSince are the reminders that stand for a day after the given one.
func saidSince(ctx context.Context, tx *db.Tx, day law.Date) (map[saidKey]bool, error) {
	r, err := tx.Query(ctx, `SELECT period, kind, day, to_key FROM work_reminder WHERE day > $1`, day)
	keys, err := db.Collect(r, err, func(r *db.Rows) (k saidKey, err error) {
		err = r.Scan(&k.period, &k.kind, &k.day, &k.to)
		return k, err
	})
	said := map[saidKey]bool{}
	for _, k := range keys {
		said[k] = true
	}
	return said, err
}

// justReminded reports whether the last that an account did to a case since an instant was to remind.
func justReminded(ctx context.Context, tx *db.Tx, id CaseID, account int64, since time.Time) (bool, error) {
	r, err := tx.Query(ctx, `
		SELECT action, at FROM work_event
		 WHERE case_id = $1 AND by_id = $2 AND action IN ('work.remind', 'work.take-back-reminder')
		 ORDER BY id DESC
		 LIMIT 1`, id, account)
	last, err := db.Collect(r, err, func(r *db.Rows) (sent bool, err error) {
		var action string
		var at time.Time
		err = r.Scan(&action, &at)
		return action == "work.remind" && !at.Before(since), err
	})
	return len(last) == 1 && last[0], err
}

// dropByHand forgets the reminders that a coordinator sent about a case today and returns the keys of their
// letters.
func dropByHand(ctx context.Context, tx *db.Tx, id CaseID, day law.Date) ([]string, error) {
	r, err := tx.Query(ctx, `
		DELETE FROM work_reminder WHERE case_id = $1 AND kind = 'hand' AND sent_on = $2
		RETURNING period, to_key`, id, day)
	return db.Collect(r, err, func(r *db.Rows) (string, error) {
		var period PeriodID
		var to string
		err := r.Scan(&period, &to)
		return handKey(period, day, to), err
	})
}

// insertDigest returns 0 when the addressee has one for that day.
func insertDigest(ctx context.Context, tx *db.Tx, day law.Date, to addressee) (int64, error) {
	r, err := tx.Query(ctx, `
		INSERT INTO work_digest (day, to_key, to_name) VALUES ($1, $2, $3)
		ON CONFLICT (day, to_key) DO NOTHING
		RETURNING id`, day, to.key, to.name)
	ids, err := db.Collect(r, err, func(r *db.Rows) (id int64, err error) {
		err = r.Scan(&id)
		return id, err
	})
	if len(ids) == 0 {
		return 0, err
	}
	return ids[0], err
}

// insertReminder reports false when it was said before, or when the period is no longer owed as it was.
func insertReminder(ctx context.Context, tx *db.Tx, digest int64, r reminder, to addressee, today law.Date) (bool, error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO work_reminder (digest, case_id, period, kind, day, to_key, to_name, sent_on)
		SELECT CAST($1 AS BIGINT), p.case_id, p.id, CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT)
		  FROM work_period p
		 WHERE p.id = $7 AND p.step IN ('new', 'doing', 'returned') AND COALESCE(p.due_day, '') = $8
		ON CONFLICT (period, kind, day, to_key) DO NOTHING`,
		digest, r.kind, r.day, to.key, to.name, today, r.period, r.formal.String())
	return n == 1, err
}
