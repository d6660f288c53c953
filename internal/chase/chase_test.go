package chase_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/chase"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/internal/work/worktest"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{audit.Module, web.Module, org.Module, auth.Module, files.Module, search.Module, work.Module, paper.Module, chase.Module}

// monday is the day on which everything here happens, at nine in the morning.
var monday = law.Date{Year: 2026, Month: 11, Day: 23}

// house is a province whose coordinator follows two departments and a commune that is not ranked.
type house struct {
	*chase.Service
	dbtest.Tables
	unit map[string]org.UnitID
	now  time.Time
}

func each(t *testing.T, fn func(h *house)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) { fn(newHouse(t, d)) })
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	h := &house{Tables: dbtest.Tables{T: t, D: d}, unit: map[string]org.UnitID{}, now: monday.Start().Add(9 * time.Hour)}
	now := func() time.Time { return h.now }
	store, err := files.Open(d, filepath.Join(t.TempDir(), "files"), now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	directory := org.New(d)
	cases := work.New(work.Options{DB: d, Org: directory, Now: now, Holidays: law.VietnamCalendar, Outbox: worktest.Mailbox{}, Indexer: worktest.Index{}},
		work.Kind{Name: "task", Prefix: "NV", Title: "Nhiệm vụ", Path: "/viec/", Steps: work.StandardLife})
	papers := paper.NewService(paper.Options{DB: d, Org: directory, Files: store, Now: now})
	h.Service = chase.New(chase.Options{DB: d, Org: directory, Work: cases, Paper: papers, Now: now, Site: "https://nhipcau.test"})
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		for _, u := range []org.Unit{
			{Code: "UBND", Name: "Ủy ban nhân dân tỉnh An Bình"}, {Code: "STP", Name: "Sở Tư pháp", Email: "stp@anbinh.example"},
			{Code: "STC", Name: "Sở Tài chính"}, {Code: "BAO", Name: "Báo An Bình", Unscored: true},
		} {
			u.Parent, u.Level = h.unit["UBND"], org.Department
			h.unit[u.Code], err = h.Org.AddUnit(ctx, tx, u)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return h
}

func rights() map[web.Right][]web.Role {
	all := work.RoleTable()
	for _, g := range paper.Grants {
		all[g.Right] = g.Roles
	}
	return all
}

func (h *house) as(name string, account int64, role web.Role, unit string) auth.Officer {
	h.T.Helper()
	tree, err := h.Org.ReadTree(h.T.Context())
	if err != nil {
		h.T.Fatal(err)
	}
	o := auth.Acting(name, tree, rights(), auth.Grant{Role: role, Unit: h.unit[unit]})
	o.Account = account
	return o
}

func (h *house) boss() auth.Officer { return h.as("Trần Thu Hà", 1, web.Coordinator, "UBND") }

// task opens a case of a plan that is due some days after monday.
func (h *house) task(lead, title string, plan int64, days int) (c work.Case) {
	h.T.Helper()
	by := h.boss()
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = h.Work.Open(ctx, tx, by, work.Opening{Kind: "task", Title: title, Lead: h.unit[lead], Owner: h.unit["UBND"],
			Origin: work.Origin{Duty: "plan", ID: plan}, Clock: work.Clock{Due: law.OnDay(monday.AddDays(days)), Verified: true}})
		return err
	})
	return c
}

func (h *house) owing(by auth.Officer, unit string) (all []chase.Unit) {
	h.T.Helper()
	h.Tables.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		all, err = h.Owing(ctx, tx, by, h.unit[unit])
		return err
	})
	return all
}

func (h *house) letter(by auth.Officer, w chase.Writing) (papers []paper.ID, err error) {
	err = h.Try(func(ctx context.Context, tx *db.Tx) error {
		papers, err = h.Service.Write(ctx, tx, by, w)
		return err
	})
	return papers, err
}

func TestOnlyWhatAUnitOwesIsUrged(t *testing.T) {
	each(t, func(h *house) {
		by := h.boss()
		first := h.task("STP", "Họp báo", 1, -10)
		h.task("STP", "Đăng tin", 1, -3)
		h.task("STC", "Công khai ngân sách", 1, 5)
		h.task("STC", "Việc còn lâu", 1, 30)
		h.task("BAO", "Mở chuyên mục", 1, -4)
		away, asked := h.task("STP", "Việc ở hệ thống khác", 1, -5), h.task("STP", "Việc chờ trả lời", 1, -5)
		officer := h.as("Lê Văn An", 2, web.Staff, "STP")
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Work.FollowElsewhere(ctx, tx, by, away.Ref(), "hệ thống văn bản")
			if err != nil {
				return err
			}
			_, err = h.Work.AskExtension(ctx, tx, officer, asked.Ref(), 0, monday.AddDays(9), "chờ số liệu")
			return err
		})
		all := h.owing(by, "")
		if len(all) != 2 || all[0].Name != "Sở Tư pháp" || all[0].Late != 2 || all[0].Oldest() != 10 || all[1].Late != 0 || all[1].Soon() != 1 {
			h.T.Fatalf("units that owe: %+v", all)
		}
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error { return h.Work.Remind(ctx, tx, by, first.ID) })
		if got := h.owing(by, "STP")[0].Reminded(); got != monday {
			h.T.Errorf("last reminded on %s, want %s", got, monday)
		}
		if got := h.owing(officer, ""); len(got) != 0 {
			h.T.Errorf("who coordinates nothing urges %d units", len(got))
		}
	})
}

func TestAMessageNamesOneUnitAndNothingInternal(t *testing.T) {
	each(t, func(h *house) {
		for i := range 6 {
			h.task("STP", "Việc số "+string(rune('A'+i))+strings.Repeat(" rất dài", 40), 1, -10+i)
		}
		quiet := h.task("STP", "Phương án xử lý khiếu kiện", 2, -20)
		h.task("STC", "Công khai ngân sách", 1, -1)
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error { return h.Work.SetQuiet(ctx, tx, "plan", 2, true) })
		got := chase.Message(h.owing(h.boss(), "STP")[0], monday, h.Site)
		for _, want := range []string{"Kính gửi Sở Tư pháp: đến ngày 23/11/2026, đơn vị có 7 nhiệm vụ đã quá hạn", "1. " + quiet.Code + " (hạn", "quá 20 ngày", "Việc số D rất dài rất", "rất… (hạn", "và 2 nhiệm vụ khác", "https://nhipcau.test/viec?don-vi="} {
			if !strings.Contains(got, want) {
				h.T.Errorf("no %q in\n%s", want, got)
			}
		}
		for _, never := range []string{"khiếu kiện", "Tài chính", "ngân sách", "Việc số E"} {
			if strings.Contains(got, never) {
				h.T.Errorf("%q stands in\n%s", never, got)
			}
		}
	})
}

func TestALineIsLoggedOnceAndTakenBackByItsWriterOnItsDay(t *testing.T) {
	each(t, func(h *house) {
		h.task("STP", "Họp báo", 1, -3)
		by, other := h.boss(), h.as("Phạm Thu Cúc", 3, web.Coordinator, "UBND")
		log := func(by auth.Officer, how chase.How, note string, seen int64) error {
			return h.Try(func(ctx context.Context, tx *db.Tx) error { return h.Log(ctx, tx, by, h.unit["STP"], how, note, seen) })
		}
		back := func(by auth.Officer, id int64) error {
			return h.Try(func(ctx context.Context, tx *db.Tx) error { return h.TakeBack(ctx, tx, by, h.unit["STP"], id) })
		}
		for range 2 { // a double click
			if err := log(by, chase.ByCall, "chị Lan hẹn  thứ Ba", 0); err != nil {
				h.T.Fatal(err)
			}
		}
		last := h.owing(by, "STP")[0].Last
		if last.How != chase.ByCall || last.Note != "chị Lan hẹn thứ Ba" || last.Day != monday {
			h.T.Fatalf("the last line is %+v", last)
		}
		if err := back(other, last.ID); fault.KindOf(err) != fault.Conflict {
			h.T.Errorf("another takes a line back: %v", err)
		}
		h.now = h.now.Add(24 * time.Hour)
		if err := back(by, last.ID); fault.KindOf(err) != fault.Conflict {
			h.T.Errorf("a line of yesterday is taken back: %v", err)
		}
		h.now = h.now.Add(-24 * time.Hour)
		for range 2 {
			if err := back(by, last.ID); err != nil {
				h.T.Fatal(err)
			}
		}
		if got := h.owing(by, "STP")[0].Last; got.ID != 0 {
			h.T.Errorf("a line that was taken back still counts: %+v", got)
		}
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
			lines, err := audit.Lines(ctx, tx, audit.Filter{Object: "unit", ObjectID: int64(h.unit["STP"])})
			if len(lines) != 2 {
				h.T.Errorf("%d lines in the audit log, want one for each change", len(lines))
			}
			return err
		})
		for _, tt := range []struct {
			name string
			by   auth.Officer
			how  chase.How
			note string
			kind fault.Kind
		}{
			{"no way is chosen", by, "", "", fault.Invalid},
			{"a letter is not logged by hand", by, chase.ByLetter, "", fault.Invalid},
			{"a long note", by, chase.ByZalo, strings.Repeat("ô", 501), fault.Invalid},
			{"who follows nothing of the unit", h.as("Lê Văn An", 2, web.Coordinator, "STC"), chase.ByCall, "", fault.NotFound},
			{"an officer of the unit", h.as("Lê Văn An", 2, web.Staff, "STP"), chase.ByCall, "", fault.NotFound},
		} {
			if err := log(tt.by, tt.how, tt.note, 9); fault.KindOf(err) != tt.kind {
				h.T.Errorf("%s: %v", tt.name, err)
			}
		}
	})
}

func TestALetterFreezesWhatIsLateAndLivesAsAPaper(t *testing.T) {
	each(t, func(h *house) {
		by := h.boss()
		first := h.task("STP", "Họp báo", 1, -10)
		h.task("STC", "Công khai ngân sách", 1, -1)
		h.task("STC", "Phương án nội bộ", 2, -2)
		hidden := h.task("STC", "Việc chỉ đơn vị thấy trễ", 3, -7)
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
			err := h.Work.SetQuiet(ctx, tx, "plan", 2, true)
			if err != nil {
				return err
			}
			return h.Work.SetLateness(ctx, tx, "plan", 3, work.SeenByOwn)
		})
		w := chase.Writing{Units: []org.UnitID{h.unit["STP"], h.unit["STC"]}, Answer: monday.AddDays(5)}
		papers, err := h.letter(by, w)
		if err != nil || len(papers) != 2 {
			h.T.Fatalf("Write gives %v, %v; want a common letter and one for what only its unit sees", papers, err)
		}
		again, err := h.letter(by, w)
		if err != nil || len(again) != 2 || again[0] != papers[0] || again[1] != papers[1] {
			h.T.Errorf("the same press gives %v, %v; want %v", again, err, papers)
		}
		alone, err := h.letter(by, chase.Writing{Units: []org.UnitID{h.unit["STC"]}})
		if err != nil || len(alone) != 1 {
			h.T.Errorf("to one unit alone Write gives %v, %v; want one letter", alone, err)
		}
		var common paper.Paper
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) (err error) {
			common, err = h.Paper.Paper(ctx, tx, by, papers[0])
			return err
		})
		if got := strings.Join(common.Frame.Addressees, "; "); got != "Sở Tư pháp; Sở Tài chính" || common.Kind != paper.Letter {
			h.T.Errorf("a %s to %q", common.Kind, got)
		}
		figures := map[string]string{}
		for _, f := range common.Frozen() {
			figures[f.ID] = f.Text
			if !strings.HasPrefix(f.Query, chase.LetterURL) {
				h.T.Errorf("figure %s opens %q", f.ID, f.Query)
			}
		}
		if figures["nhiem-vu"] != "3" || figures["don-vi"] != "2" || figures["ngay."+first.Code] != "10" {
			h.T.Errorf("the figures are %v", figures)
		}
		text, err := common.Body.MarshalJSON()
		if err != nil || strings.Contains(string(text), "Phương án nội bộ") || strings.Contains(string(text), hidden.Code) || !strings.Contains(string(text), "28/11/2026") {
			h.T.Errorf("the letter to all says %s, %v", text, err)
		}
		officer := h.as("Lê Văn An", 2, web.Staff, "STP")
		open := func() error {
			return h.Try(func(ctx context.Context, tx *db.Tx) error {
				_, err := h.Paper.Paper(ctx, tx, officer, common.ID)
				return err
			})
		}
		if err := open(); fault.KindOf(err) != fault.NotFound {
			h.T.Errorf("a unit opens a draft about it: %v", err)
		}
		h.Tables.Write(func(ctx context.Context, tx *db.Tx) error {
			return h.Paper.Issue(ctx, tx, by, common.ID, common.Version, paper.Issue{Number: "45/UBND-VX", Day: monday, Signer: "Nguyễn Thị Minh"})
		})
		if err := open(); err != nil {
			h.T.Errorf("a unit opens the letter that was sent to it: %v", err)
		}
		if got := h.owing(by, "STC")[0].Last; got.How != chase.ByLetter || got.Note != "45/UBND-VX" {
			h.T.Errorf("after the issue the last line is %+v", got)
		}
	})
}

func TestALetterThatCannotBeDraftedSaysWhy(t *testing.T) {
	each(t, func(h *house) {
		h.task("STP", "Họp báo", 1, -10)
		h.task("STC", "Công khai ngân sách", 1, 3)
		stp, stc := []org.UnitID{h.unit["STP"]}, []org.UnitID{h.unit["STC"]}
		for _, tt := range []struct {
			name string
			by   auth.Officer
			w    chase.Writing
			want string
		}{
			{"no unit", h.boss(), chase.Writing{}, "ít nhất một đơn vị"},
			{"a day that is past", h.boss(), chase.Writing{Units: stp, Answer: monday.AddDays(-1)}, "đã qua"},
			{"nothing is late there", h.boss(), chase.Writing{Units: stc}, "không còn nhiệm vụ quá hạn"},
			{"who follows nothing of the unit", h.as("Lê Văn An", 2, web.Coordinator, "STC"), chase.Writing{Units: stp}, "không còn nhiệm vụ quá hạn"},
		} {
			papers, err := h.letter(tt.by, tt.w)
			if e := fault.Find(err); e == nil || !strings.Contains(e.Sentence(), tt.want) || len(papers) != 0 {
				h.T.Errorf("%s: %v, %v; want a sentence with %q", tt.name, papers, err, tt.want)
			}
		}
	})
}
