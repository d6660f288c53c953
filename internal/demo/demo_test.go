package demo

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/mail"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web/webtest"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/vi"
)

func TestEveryTextHasItsEnglish(t *testing.T) {
	t.Parallel()
	webtest.CheckTexts(t, ".")
}

// seen is everything that the tests look at, as the coordinator of the province sees it.
type seen struct {
	House
	tree  *org.Tree
	by    auth.Officer
	cases []work.Case
	files []work.File
	day   law.Date
}

func look(t *testing.T, h House) seen {
	t.Helper()
	s := seen{House: h, day: h.Work.Day()}
	var err error
	s.tree, err = h.Org.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	root, _ := s.tree.Root()
	s.by = auth.Acting("Người kiểm tra", s.tree, h.Auth.Rights, auth.Grant{Role: auth.Coordinator, Unit: root.ID})
	s.read(t, func(ctx context.Context, tx *db.Tx) error {
		err := h.Work.Each(ctx, tx, s.by, work.Filter{}, func(c work.Case) error {
			s.cases = append(s.cases, c)
			return nil
		})
		if err != nil {
			return err
		}
		for _, c := range s.cases {
			f, err := h.Work.File(ctx, tx, s.by, c.ID)
			if err != nil {
				return err
			}
			s.files = append(s.files, f)
		}
		return nil
	})
	return s
}

func (s seen) read(t *testing.T, fn func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	err := s.DB.Read(t.Context(), func(tx *db.Tx) error { return fn(t.Context(), tx) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheProvinceLooksLivedIn(t *testing.T) {
	t.Parallel()
	sums := make(chan string, 2)
	t.Cleanup(func() { // after both parallel parts
		if len(sums) < 2 {
			return // the part has said why
		}
		one, other := <-sums, <-sums
		if one != other {
			t.Error("two fillings of the same instant differ")
		}
	})
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := filled(t, d, noon)
		s := look(t, h)
		sums <- s.sum()
		if d.Engine() == db.SQLite {
			s.texts(t)
		}
		s.units(t)
		s.accounts(t)
		s.tasks(t)
		s.talk(t)
		s.letters(t)
		s.papers(t)
		s.nothingTwice(t)
	})
}

func atLeast(t *testing.T, what string, got, want int) {
	t.Helper()
	if got < want {
		t.Errorf("%s: got %d, want at least %d", what, got, want)
	}
}

func (s seen) units(t *testing.T) {
	levels := map[org.Level]int{}
	speakers, people, ended := 0, 0, 0
	s.read(t, func(ctx context.Context, tx *db.Tx) error {
		for _, u := range s.tree.Units() {
			if !u.ExistsOn(s.day) {
				ended++
				continue
			}
			levels[u.Level]++
			all, err := s.Org.People(ctx, tx, u.ID)
			if err != nil {
				return err
			}
			people += len(all)
			_, ok, err := s.Org.Holder(ctx, tx, u.ID, org.Spokesperson, s.day)
			if err != nil {
				return err
			}
			if ok {
				speakers++
			}
		}
		return nil
	})
	atLeast(t, "departments", levels[org.Department], 20)
	atLeast(t, "communes", levels[org.Commune], 60)
	atLeast(t, "divisions", levels[org.Inside], 10)
	atLeast(t, "units that ended", ended, 40)
	atLeast(t, "people", people, 250)
	all := levels[org.Department] + levels[org.Commune] + levels[org.Partner] + levels[org.Province]
	if share := float64(speakers) / float64(all); share < .8 || share > .97 {
		t.Errorf("units with a spokesperson: %d of %d, want about nine in ten", speakers, all)
	}
}

func (s seen) accounts(t *testing.T) {
	roles := map[auth.Role]bool{}
	root, _ := s.tree.Root()
	s.read(t, func(ctx context.Context, tx *db.Tx) error {
		for _, in := range SignIns() {
			roles[in.Role] = true
			if in.Password == "" || in.Name == "" || in.Unit == "" {
				t.Errorf("the sign-in %q lacks something: %+v", in.Login, in)
			}
		}
		for _, r := range []auth.Role{auth.Administrator, auth.Coordinator, auth.Leader, auth.Viewer} {
			holders, err := s.Auth.Holders(ctx, tx, r, root.ID)
			if err != nil {
				return err
			}
			atLeast(t, "people with the role "+string(r), len(holders), 1)
		}
		return nil
	})
	for _, r := range []auth.Role{auth.Administrator, auth.Coordinator, auth.Leader, auth.Staff, auth.Viewer} {
		if !roles[r] {
			t.Errorf("no sign-in has the role %s", r)
		}
	}
	if err := auth.CheckPassword(Password, "dieuphoi"); err != nil {
		t.Errorf("the password of the demo is refused: %v", err)
	}
}

func (s seen) tasks(t *testing.T) {
	classes, states, steps, plans := map[work.Class]int{}, map[work.State]int{}, map[work.Step]int{}, map[int64]int{}
	tempos, late := map[work.Tempo]int{}, map[int]int{}
	for _, c := range s.cases {
		classes[work.ClassOf(c, s.day)]++
		states[c.State]++
		steps[c.Step]++
		if c.Origin.Duty == "plan" {
			plans[c.Origin.ID]++
		}
		tempos[c.Cadence.Tempo()]++
		if work.Overdue(c, s.day) && c.Cadence.Tempo() == work.Single {
			late[c.Owed.DaysUntil(s.day)]++
		}
	}
	atLeast(t, "tasks", len(s.cases), 120)
	if len(plans) != 3 {
		t.Errorf("plans: got %d, want 3", len(plans))
	}
	for id, n := range plans {
		atLeast(t, fmt.Sprintf("tasks of plan %d", id), n, 35)
	}
	s.unitsSee(t, classes)
	for _, c := range work.Classes {
		atLeast(t, "tasks of class "+string(c), classes[c], 2)
	}
	for _, st := range []work.State{work.Open, work.Waiting, work.Done, work.Cancelled} {
		atLeast(t, "tasks in state "+string(st), states[st], 3)
	}
	for _, st := range []work.Step{work.NotStarted, work.Doing, work.Submitted, work.Returned, work.Accepted, work.Dropped} {
		atLeast(t, "tasks at step "+string(st), steps[st], 3)
	}
	for _, tempo := range []work.Tempo{work.Single, work.Rounds, work.Flow, work.Free} {
		atLeast(t, "tasks of tempo "+string(tempo), tempos[tempo], 2)
	}
	for days := range late {
		if days < 1 || days > 21 {
			t.Errorf("%d tasks are overdue by %d days, want 1 to 21", late[days], days)
		}
	}
	atLeast(t, "different days of delay", len(late), 6)
	s.coming(t)
}

// unitsSee adds the classes in which departments see tasks whose lateness is not theirs to know.
func (s seen) unitsSee(t *testing.T, classes map[work.Class]int) {
	for _, u := range s.tree.UnitsOn(s.day) {
		if u.Level != org.Department {
			continue
		}
		by := auth.Acting("Người kiểm tra", s.tree, s.Auth.Rights, auth.Grant{Role: auth.Staff, Unit: u.ID})
		s.read(t, func(ctx context.Context, tx *db.Tx) error {
			return s.Work.Each(ctx, tx, by, work.Filter{}, func(c work.Case) error {
				if class := work.ClassOf(c, s.day); class == work.Going || class == work.Finished {
					classes[class]++
				}
				return nil
			})
		})
	}
}

// coming looks for what is due today and soon.
func (s seen) coming(t *testing.T) {
	due := map[int]int{}
	for _, c := range s.cases {
		if !c.Owed.IsZero() && !c.Owed.Before(s.day) {
			due[s.day.DaysUntil(c.Owed)]++
		}
	}
	atLeast(t, "tasks due today", due[0], 2)
	atLeast(t, "tasks due in two days", due[2], 2)
	week := 0
	for d := 3; d <= 10; d++ {
		week += due[d]
	}
	atLeast(t, "tasks due within the coming week", week, 5)
}

func (s seen) talk(t *testing.T) {
	verdicts := map[string]int{}
	comments, mentions, contributions, evidence, stored, periods, moved := 0, 0, 0, 0, 0, 0, 0
	for _, f := range s.files {
		for _, r := range f.Requests {
			verdicts[string(r.Kind)+" "+string(r.Verdict)]++
		}
		comments += len(f.Comments)
		for _, c := range f.Comments {
			mentions += len(c.Mentions)
		}
		contributions += len(f.Contributions)
		evidence += len(f.Evidence)
		for _, e := range f.Evidence {
			if e.File != 0 {
				stored++
			}
		}
		past := 0
		for _, p := range f.Periods {
			if p.Step == work.Accepted || p.Step == work.Nothing {
				past++
			}
		}
		if past >= 3 {
			periods++
		}
		if f.Case.FirstDue != f.Case.Due {
			moved++
		}
		if len(f.Events) == 0 || !f.Events[0].At.Before(noon) {
			t.Errorf("%s has no past", f.Case.Code)
		}
	}
	for _, kind := range []work.RequestKind{work.Extension, work.Transfer} {
		for _, v := range []work.Verdict{work.Pending, work.Agreed, work.Refused} {
			atLeast(t, fmt.Sprintf("requests %s %s", kind, v), verdicts[string(kind)+" "+string(v)], 1)
		}
	}
	atLeast(t, "comments", comments, 40)
	atLeast(t, "mentions", mentions, 40)
	atLeast(t, "contributions", contributions, 20)
	atLeast(t, "pieces of evidence", evidence, 200)
	atLeast(t, "files of evidence", stored, 50)
	atLeast(t, "tasks with several past periods", periods, 10)
	atLeast(t, "tasks with a first due day that differs", moved, 1)
}

func (s seen) letters(t *testing.T) {
	s.read(t, func(ctx context.Context, tx *db.Tx) error {
		counts, err := mail.Counts(ctx, tx)
		if err != nil {
			return err
		}
		atLeast(t, "letters", counts[mail.Held], 30)
		away, err := s.Work.Absences(ctx, tx, s.by)
		if err != nil {
			return err
		}
		atLeast(t, "absences", len(away), 2)
		lines, err := audit.Lines(ctx, tx, audit.Filter{Limit: 100000})
		if err != nil {
			return err
		}
		atLeast(t, "audit lines", len(lines), 800)
		if !slices.IsSortedFunc(lines, func(a, b audit.Line) int { return b.At.Compare(a.At) }) {
			t.Error("the audit lines are not in the order of time")
		}
		return nil
	})
}

// papers looks for reports, for what a new version changed, and for a draft to be confirmed.
func (s seen) papers(t *testing.T) {
	counts := map[string]int{}
	s.read(t, func(ctx context.Context, tx *db.Tx) error {
		for what, query := range map[string]string{
			"issued reports":      `SELECT COUNT(*) FROM paper WHERE state = 'issued'`,
			"drafted reports":     `SELECT COUNT(*) FROM paper WHERE state = 'draft'`,
			"second versions":     `SELECT COUNT(*) FROM plan_version WHERE ordinal = 2`,
			"open drafts":         `SELECT COUNT(*) FROM plan_draft WHERE state = 'open'`,
			"papers at signature": `SELECT COUNT(*) FROM paper WHERE state = 'submitted'`,
			"papers that differ":  `SELECT COUNT(*) FROM paper WHERE matching = 'differs'`,
			"closed rounds":       `SELECT COUNT(*) FROM round WHERE state = 'closed'`,
			"open rounds":         `SELECT COUNT(*) FROM round WHERE state = 'open' AND preset = 'nd-244'`,
			"late answers":        `SELECT COUNT(*) FROM round_answer WHERE late`,
			"corrected figures":   `SELECT COUNT(*) FROM round_answer WHERE reason <> ''`,
			"answers by link":     `SELECT COUNT(*) FROM round_link WHERE sent_at IS NOT NULL`,
			"units urged":         `SELECT COUNT(*) FROM chase_entry WHERE how <> 'letter'`,
			"letters that urge":   `SELECT COUNT(*) FROM chase_letter`,
			"handovers":           `SELECT COUNT(*) FROM people_handover`,
			"words of a leader":   `SELECT COUNT(*) FROM direct_word WHERE state = 'given'`,
			"words that wait":     `SELECT COUNT(*) FROM direct_word WHERE state = 'waiting'`,
			"units to be found":   `SELECT COUNT(*) FROM search_entry WHERE kind = 'unit'`,
		} {
			n := 0
			err := tx.QueryRow(ctx, query).Scan(&n)
			if err != nil {
				return err
			}
			counts[what] = n
		}
		return nil
	})
	for what, n := range counts {
		atLeast(t, what, n, 1)
	}
}

func (s seen) nothingTwice(t *testing.T) {
	before := s.lines(t)
	again, err := Fill(t.Context(), s.House, noon.Add(48*time.Hour), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(again) != len(SignIns()) {
		t.Errorf("a second run returned %d sign-ins, want %d", len(again), len(SignIns()))
	}
	if after := s.lines(t); after != before {
		t.Errorf("a second run wrote %d audit lines, want none", after-before)
	}
}

func (s seen) lines(t *testing.T) (n int) {
	t.Helper()
	s.read(t, func(ctx context.Context, tx *db.Tx) error {
		return tx.QueryRow(ctx, `SELECT COUNT(*) FROM audit_line`).Scan(&n)
	})
	return n
}

// sum is a fingerprint of what people see of the province.
func (s seen) sum() string {
	h := sha256.New()
	for _, f := range s.files {
		f.Case.UpdatedAt = time.Time{}
		for _, e := range f.Events {
			fmt.Fprintln(h, e.At, e.By.Name, e.Sentence, e.Args)
		}
		for _, e := range f.Evidence {
			fmt.Fprintln(h, e.Title, e.Number, e.Day)
		}
		fmt.Fprintln(h, f.Case.Code, f.Case.Title, f.Case.Lead, f.Case.Due, f.Case.Step, len(f.Comments), len(f.Reminders))
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// realPlaces are provinces, cities and well-known places of Việt Nam that no invented name may be.
var realPlaces = []string{
	"Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh", "Lào Cai", "Gia Lai", "Nghệ An", "Quảng Ninh", "Quảng Nam", "Bình Định",
	"Bình Dương", "Đồng Nai", "Đồng Tháp", "An Giang", "Cà Mau", "Vĩnh Long", "Tây Ninh", "Lâm Đồng", "Khánh Hòa", "Đắk Lắk", "Thanh Hóa",
	"Hà Tĩnh", "Ninh Bình", "Hưng Yên", "Bắc Ninh", "Thái Nguyên", "Phú Thọ", "Tuyên Quang", "Sơn La", "Điện Biên", "Lai Châu", "Lạng Sơn",
	"Cao Bằng", "Quảng Trị", "Quảng Ngãi", "Thừa Thiên", "Sa Pa", "Đà Lạt", "Hội An", "Vũng Tàu", "Nha Trang", "Phú Quốc", "Hạ Long",
}

// texts checks every text of the database.
func (s seen) texts(t *testing.T) {
	s.read(t, func(ctx context.Context, tx *db.Tx) error {
		for _, c := range textColumns(t, ctx, tx) {
			r, err := tx.Query(ctx, `SELECT `+c.column+` FROM `+c.table+` WHERE typeof(`+c.column+`) = 'text'`)
			texts, err := db.Collect(r, err, func(r *db.Rows) (v string, err error) { return v, r.Scan(&v) })
			if err != nil {
				return err
			}
			for _, v := range texts {
				checkText(t, c.table+"."+c.column, v)
			}
		}
		return nil
	})
}

func checkText(t *testing.T, where, text string) {
	t.Helper()
	if !norm.NFC.IsNormalString(text) {
		t.Errorf("%s holds decomposed text: %.80q", where, text)
	}
	for _, p := range realPlaces {
		if strings.Contains(text, p) {
			t.Errorf("%s names the real place %s: %.120q", where, p, text)
		}
	}
	if strings.Contains(vi.Fold(text), "lorem") {
		t.Errorf("%s holds filler: %.80q", where, text)
	}
}

type column struct{ table, column string }

func textColumns(t *testing.T, ctx context.Context, tx *db.Tx) []column {
	t.Helper()
	r, err := tx.Query(ctx, `
		SELECT m.name, p.name
		  FROM sqlite_master m, pragma_table_info(m.name) p
		 WHERE m.type = 'table' AND m.sql LIKE 'CREATE TABLE%' AND m.name NOT LIKE 'river%' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'search%'
		   AND p.type = 'TEXT'`)
	all, err := db.Collect(r, err, func(r *db.Rows) (c column, err error) { return c, r.Scan(&c.table, &c.column) })
	if err != nil {
		t.Fatal(err)
	}
	atLeast(t, "columns of text", len(all), 60)
	return all
}

func TestEveryDayOfTheYearCanBeFilled(t *testing.T) {
	t.Parallel()
	days := []string{"2026-12-31"}
	if !testing.Short() {
		days = append(days, "2026-06-30", "2026-09-01", "2026-12-10", "2027-01-01", "2027-02-06", "2027-03-31", "2028-02-29")
	}
	for _, iso := range days {
		t.Run(iso, func(t *testing.T) {
			d, err := law.ParseDate(iso)
			if err != nil {
				t.Fatal(err)
			}
			now := d.Start().Add(10 * time.Hour)
			s := look(t, filled(t, dbtest.SQLite(t, modules), now))
			atLeast(t, "tasks", len(s.cases), 120)
			classes := map[work.Class]int{}
			for _, c := range s.cases {
				classes[work.ClassOf(c, s.day)]++
			}
			for _, c := range []work.Class{work.DoneOnTime, work.DoneLate, work.GoingOnTime, work.GoingLate, work.NotBegun, work.GivenUp} {
				atLeast(t, "tasks of class "+string(c), classes[c], 2)
			}
			s.coming(t)
		})
	}
}

func TestAHouseThatIsNotEmptyIsLeftAlone(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, modules)
	h := newHouse(t, d, noon)
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		_, err := h.Org.ApplyPreset(t.Context(), tx, "custom", "Tỉnh Tây Giang")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Fill(t.Context(), h, noon, nil)
	if fault.KindOf(err) != fault.Conflict {
		t.Errorf("filling the house of another province: %v, want a conflict", err)
	}
}

func TestAFillingThatWasBrokenOffIsToldSo(t *testing.T) {
	t.Parallel()
	h := newHouse(t, dbtest.SQLite(t, modules), noon)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Fill(ctx, h, noon, func(done, _ int, _ string) {
		if done > 0 {
			cancel()
		}
	})
	if err == nil {
		t.Fatal("a filling that was broken off did not fail")
	}
	_, err = Fill(t.Context(), h, noon, nil)
	if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.Message(err), "dừng giữa chừng") {
		t.Errorf("filling again: %v, want a conflict that says that it was broken off", err)
	}
}
