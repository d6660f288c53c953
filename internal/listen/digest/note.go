package digest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/listen"
	"github.com/nhipcau/nhipcau/internal/listen/alert"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

// Bounds of a daily note: it has one page.
const (
	noteHouses = 3  // sources from which a story is worth telling
	noteMost   = 10 // stories, and open alerts
	noteLooked = 80 // stories that are looked at
	noteEnds   = 5  // alerts closed, and stories that ended
)

// composeNote counts what is new on the day of a note.
func (s *Service) composeNote(ctx context.Context, tx *db.Tx, d Digest) (Digest, error) {
	g, err := s.gather(ctx, tx, d.From, d.To)
	if err != nil {
		return d, err
	}
	err = s.choose(ctx, tx, g, &d, choice{sources: 1, reach: noteHouses, looked: noteLooked, entries: noteMost})
	if err != nil {
		return d, err
	}
	d.Facts = Facts{Made: s.Now(), Items: g.items, Stories: len(g.stories), Sources: len(g.heard), Classes: byClass(g.classes)}
	d.Facts.Coverage, err = s.coverage(ctx, tx, d.From, d.To)
	if err != nil {
		return d, err
	}
	d.Facts.Gaps, err = s.gaps(ctx, tx, d)
	if err != nil {
		return d, err
	}
	return d, s.noteAlerts(ctx, tx, &d)
}

// noteAlerts says which alerts are open and whose, and what ended.
func (s *Service) noteAlerts(ctx context.Context, tx *db.Tx, d *Digest) error {
	topics, err := s.Listen.Topics(ctx, tx)
	if err != nil {
		return err
	}
	names := map[listen.TopicID]string{}
	for _, t := range topics {
		names[t.ID] = t.Name
	}
	open, err := s.Alert.Unfinished(ctx, tx)
	if err != nil {
		return err
	}
	for _, a := range open[:min(noteMost, len(open))] {
		x, err := s.openAlert(ctx, tx, a)
		if err != nil {
			return err
		}
		x.Topic = names[a.Topic]
		d.Facts.Alerts = append(d.Facts.Alerts, x)
	}
	raised, err := s.Alert.Raised(ctx, tx, d.From.AddDays(-90).Start(), s.Now())
	if err != nil {
		return err
	}
	for _, a := range raised {
		if a.ClosedAt != nil && !a.ClosedAt.Before(d.From.Start()) && len(d.Facts.Closed) < noteEnds {
			d.Facts.Closed = append(d.Facts.Closed, names[a.Topic])
		}
	}
	d.Facts.Ended, err = s.ended(ctx, tx, d.From)
	return err
}

func (s *Service) openAlert(ctx context.Context, tx *db.Tx, a alert.Alert) (x OpenAlert, err error) {
	x = OpenAlert{Alert: a.ID, Items: int(a.Seen), Owner: a.TakenBy}
	if a.Case == 0 {
		return x, nil
	}
	unit, due, err := s.Work.Owed(ctx, tx, a.Case)
	if err != nil {
		return x, err
	}
	tree, err := s.Org.Tree(ctx, tx)
	if err != nil {
		return x, err
	}
	x.Owner, x.Due = tree.Name(unit), due
	return x, nil
}

// silence is after how many days without an item a story has ended.
const silence = 7

// ended are the stories of earlier notes whose last item came seven days before a day.
func (s *Service) ended(ctx context.Context, tx *db.Tx, day law.Date) (titles []string, err error) {
	before, err := lastReach(ctx, tx, Note, day)
	if err != nil {
		return nil, err
	}
	var ids []listen.StoryID
	for id := range before {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		st, err := s.Listen.Story(ctx, tx, id)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if law.DateOf(st.LastAt) == day.AddDays(-silence) && len(titles) < noteEnds && !slices.Contains(titles, st.Title) {
			titles = append(titles, st.Title)
		}
	}
	return titles, nil
}

// empty reports whether nothing is new.
func (d Digest) empty() bool {
	return len(d.Kept())+len(d.Facts.Alerts)+len(d.Facts.Gaps)+len(d.Facts.Closed)+len(d.Facts.Ended) == 0
}

// Letter is a daily note as plain text of at most one page; without anything new it is one sentence.
func (d Digest) Letter() string {
	c := d.Facts.Coverage
	if d.empty() {
		return fmt.Sprintf("Ngày %s không có điều gì mới: không có câu chuyện nào từ %d nguồn trở lên, không có cảnh báo đang mở; %d trên %d nguồn hoạt động tốt.",
			d.From.Vietnamese(), noteHouses, c.Healthy, c.All)
	}
	var text strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&text, format+"\n", args...) }
	line("Tin nổi bật ngày %s", d.From.Vietnamese())
	kept := d.Kept()
	if len(kept) == 0 {
		line("\nKhông có câu chuyện mới nào từ %d nguồn trở lên.", noteHouses)
	} else {
		line("\nCâu chuyện mới:")
	}
	for i, e := range kept {
		line("%d. %s (%d nguồn, %d tin trong ngày)", i+1, e.Title, e.Facts.Reach, e.Facts.Independent)
	}
	if len(d.Facts.Alerts) > 0 {
		line("\nCảnh báo đang mở:")
	}
	for _, a := range d.Facts.Alerts {
		line("- %s", a.line())
	}
	if len(d.Facts.Gaps) > 0 {
		line("\nNgười dân hỏi, chưa có thông tin chính thức:")
	}
	for _, g := range d.Facts.Gaps {
		line("- %s", g.line())
	}
	if len(d.Facts.Closed) > 0 {
		line("\nCảnh báo đã đóng: %s.", strings.Join(d.Facts.Closed, "; "))
	}
	if len(d.Facts.Ended) > 0 {
		line("\nKhông còn tin mới trong bảy ngày: %s.", strings.Join(d.Facts.Ended, "; "))
	}
	line("\nNguồn: %d trên %d hoạt động tốt.", c.Healthy, c.All)
	line("Bản này không nghe được nhóm kín, trang cá nhân, tin nhắn riêng và người không dùng mạng.")
	return text.String()
}

func (a OpenAlert) line() string {
	text := fmt.Sprintf("%s, %d tin", a.Topic, a.Items)
	if a.Owner == "" {
		return text + "; chưa có người xem."
	}
	text += "; " + a.Owner
	if !a.Due.IsZero() {
		text += ", hạn " + a.Due.Vietnamese()
	}
	return text + "."
}

// noteHour is the hour of Việt Nam from which the daily note is sent.
const noteHour = 7

// machine stands in the log for what nobody asked for.
var machine = auth.Officer{Full: "Hệ thống"}

// Due makes what is due now: from seven the note of yesterday, and from the first minute of Monday the draft of the last
// week. It may run as often as one likes.
func (s *Service) Due(ctx context.Context) error {
	tree, err := s.Org.ReadTree(ctx)
	if err != nil {
		return err
	}
	root, ok := tree.Root()
	if !ok {
		return nil
	}
	now := s.Now().In(law.Vietnam)
	today := law.DateOf(now)
	monday := weekOf(today)
	_, err = s.draft(ctx, machine, Week, root.ID, monday.AddDays(-7), monday.AddDays(-1))
	if err != nil {
		return fmt.Errorf("drafting the digest of last week: %w", err)
	}
	if now.Hour() < noteHour {
		return nil
	}
	err = s.dueNote(ctx, root.ID, today.AddDays(-1))
	if err != nil {
		return fmt.Errorf("making the note of yesterday: %w", err)
	}
	return nil
}

// dueNote makes the note of a day, freezes it, because nobody edits it, and sends it, all at once.
func (s *Service) dueNote(ctx context.Context, owner org.UnitID, day law.Date) error {
	var d Digest
	there := false
	err := s.DB.Read(ctx, func(tx *db.Tx) (err error) {
		d, there, err = s.propose(ctx, tx, Note, owner, day, day)
		return err
	})
	if err != nil || there {
		return err
	}
	return s.DB.Write(ctx, func(tx *db.Tx) error {
		x, err := s.store(ctx, tx, machine, d)
		if err != nil || x.State == Frozen { // another process was faster
			return err
		}
		x, err = s.freezeNote(ctx, tx, x.ID)
		if err != nil {
			return err
		}
		text := "Kính gửi anh, chị,\n\n" + x.Letter()
		if s.Site != "" {
			text += "\nXem chi tiết: " + s.Site + x.Href() + "\n"
		}
		return s.send(ctx, tx, x, "Tin nổi bật ngày "+day.Vietnamese(), text)
	})
}

func (s *Service) freezeNote(ctx context.Context, tx *db.Tx, id ID) (Digest, error) {
	d, err := digestByID(ctx, tx, id)
	if err != nil {
		return d, err
	}
	d.Entries, err = entriesOf(ctx, tx, d.ID)
	if err != nil {
		return d, err
	}
	d.Hash, err = d.digestHash()
	if err != nil {
		return d, err
	}
	d.State = Frozen
	_, err = updateDigest(ctx, tx, d, s.Now())
	return d, err
}

// weekOf is the Monday of the week of a day.
func weekOf(d law.Date) law.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }

// dueEvery is how often it is asked whether something is due.
const dueEvery = 5 * time.Minute
