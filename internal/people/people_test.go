package people_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/paper"
	"github.com/nhipcau/nhipcau/internal/people"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{audit.Module, org.Module, auth.Module, files.Module, search.Module, work.Module, paper.Module, people.Module}

// monday is the day on which everything here happens, at nine in the morning.
var monday = law.Date{Year: 2026, Month: 11, Day: 23}

// house is a department with three officers, one of whom leaves, on one database.
type house struct {
	*people.Service
	t    *testing.T
	d    *db.DB
	unit map[string]org.UnitID
	who  map[string]org.PersonID
	bình int64 // account
}

type mailbox struct{}

func (mailbox) Queue(context.Context, *db.Tx, work.Message) error { return nil }

func (mailbox) Recall(context.Context, *db.Tx, string) (bool, error) { return false, nil }

type index struct{}

func (index) Put(ctx context.Context, tx *db.Tx, e search.Entry) error { return search.Put(ctx, tx, e) }

type open struct{ *house }

func (o open) CountOpen(ctx context.Context, tx *db.Tx, p org.PersonID) (int, error) {
	return o.Work.CountOpen(ctx, tx, p)
}

func each(t *testing.T, fn func(h *house)) {
	t.Helper()
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) { fn(newHouse(t, d)) })
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	h := &house{t: t, d: d, unit: map[string]org.UnitID{}, who: map[string]org.PersonID{}}
	now := func() time.Time { return monday.Start().Add(9 * time.Hour) }
	store, err := files.Open(d, filepath.Join(t.TempDir(), "files"), now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	directory := org.New(d)
	accounts, err := auth.New(auth.Options{DB: d, Org: directory, Now: now, Key: make([]byte, 32), Rights: rights(), Factor: []auth.Role{}, OpenWork: open{h}})
	if err != nil {
		t.Fatal(err)
	}
	cases := work.New(work.Options{DB: d, Org: directory, Now: now, Holidays: law.VietnamCalendar, Outbox: mailbox{}, Indexer: index{}},
		work.Kind{Name: "task", Prefix: "NV", Title: "Nhiệm vụ", Path: "/viec/", Steps: work.StandardLife})
	papers := paper.NewService(paper.Options{DB: d, Org: directory, Files: store, Now: now})
	h.Service = people.New(people.Options{DB: d, Org: directory, Auth: accounts, Work: cases, Paper: papers, Now: now})
	h.write(h.settle)
	return h
}

func rights() map[web.Right][]web.Role {
	all := map[web.Right][]web.Role{people.HandOver: {web.Administrator, web.AccountKeeper, web.Coordinator}}
	for _, grants := range [][]web.Grant{auth.Grants, work.Grants, paper.Grants} {
		for _, g := range grants {
			all[g.Right] = g.Roles
		}
	}
	return all
}

func (h *house) settle(ctx context.Context, tx *db.Tx) (err error) {
	for _, u := range []struct{ code, name, parent string }{
		{"UBND", "Ủy ban nhân dân tỉnh An Bình", ""}, {"SVH", "Sở Văn hóa, Thể thao và Du lịch", "UBND"}, {"STTTT", "Sở Thông tin và Truyền thông", "UBND"},
	} {
		h.unit[u.code], err = h.Org.AddUnit(ctx, tx, org.Unit{Code: u.code, Name: u.name, Parent: h.unit[u.parent], Level: org.Department})
		if err != nil {
			return err
		}
	}
	for key, name := range map[string]string{"bình": "Lê Văn Bình", "an": "Nguyễn Thị An", "cúc": "Phạm Thu Cúc"} {
		h.who[key], err = h.Org.AddPerson(ctx, tx, org.Person{Unit: h.unit["SVH"], Name: name, Active: true})
		if err != nil {
			return err
		}
	}
	err = h.Org.Appoint(ctx, tx, org.Post{Unit: h.unit["SVH"], Person: h.who["bình"], Kind: org.Contact, From: law.Date{Year: 2026, Month: 1, Day: 1}})
	if err != nil {
		return err
	}
	_, _, err = h.Auth.CreateAccount(ctx, tx, h.boss(), auth.NewAccount{Login: "cuc", Person: h.who["cúc"], Grants: []auth.Grant{{Role: web.Administrator, Unit: h.unit["UBND"]}}})
	if err != nil {
		return err
	}
	h.bình, _, err = h.Auth.CreateAccount(ctx, tx, h.boss(), auth.NewAccount{Login: "binh", Person: h.who["bình"], Grants: []auth.Grant{{Role: web.Staff, Unit: h.unit["SVH"]}}})
	return err
}

func (h *house) write(fn func(ctx context.Context, tx *db.Tx) error) {
	h.t.Helper()
	err := h.try(fn)
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) try(fn func(ctx context.Context, tx *db.Tx) error) error {
	return h.d.Write(h.t.Context(), func(tx *db.Tx) error { return fn(h.t.Context(), tx) })
}

func (h *house) as(role web.Role, unit string) auth.Officer {
	tree, err := h.Org.ReadTree(h.t.Context())
	if err != nil {
		tree = nil
	}
	return auth.Acting("Trần Thu Hà", tree, rights(), auth.Grant{Role: role, Unit: h.unit[unit]})
}

func (h *house) boss() auth.Officer { return h.as(web.Administrator, "UBND") }

// give opens a case for a person.
func (h *house) give(title, lead, person string) (c work.Case) {
	h.t.Helper()
	by := h.as(web.Coordinator, "UBND")
	h.write(func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = h.Work.Open(ctx, tx, by, work.Opening{Kind: "task", Title: title, Lead: h.unit[lead], Owner: h.unit["UBND"], Person: h.who[person],
			Origin: work.Origin{Duty: "plan", ID: 1}, Clock: work.Clock{Due: law.OnDay(monday.AddDays(7)), Verified: true}})
		return err
	})
	return c
}

func (h *house) personOf(id work.CaseID) (p org.PersonID) {
	by := h.boss()
	h.write(func(ctx context.Context, tx *db.Tx) error {
		c, err := h.Work.Case(ctx, tx, by, id)
		p = c.Person
		return err
	})
	return p
}

func TestWhoLeavesHandsOverEverythingAtOnce(t *testing.T) {
	each(t, func(h *house) {
		first, second := h.give("Đăng tin về thủ tục đất đai", "SVH", "bình"), h.give("Họp báo quý IV", "SVH", "bình")
		other := h.give("Báo cáo tháng", "SVH", "cúc")
		by := h.boss()
		err := h.try(func(ctx context.Context, tx *db.Tx) error { return h.Auth.CloseAccount(ctx, tx, by, h.bình) })
		if e := fault.Find(err); e == nil || e.Kind != fault.Conflict {
			t := h.t
			t.Fatalf("closing an account over open work gives %v, want a conflict", err)
		}
		var record int64
		h.write(func(ctx context.Context, tx *db.Tx) (err error) {
			record, err = h.Give(ctx, tx, by, people.Giving{Person: h.who["bình"], To: h.who["an"], Each: map[work.CaseID]org.PersonID{second.ID: h.who["cúc"]},
				Reason: "Chuyển công tác theo Quyết định số 12/QĐ-SNV", Close: true})
			return err
		})
		for _, c := range []struct {
			id   work.CaseID
			want string
		}{{first.ID, "an"}, {second.ID, "cúc"}, {other.ID, "cúc"}} {
			if got := h.personOf(c.id); got != h.who[c.want] {
				h.t.Errorf("case %d is done by %d, want %s", c.id, got, c.want)
			}
		}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			contact, held, err := h.Org.Holder(ctx, tx, h.unit["SVH"], org.Contact, monday)
			if err != nil || !held || contact.ID != h.who["an"] {
				h.t.Errorf("the contact is %q, %v, %v; want who took over", contact.Name, held, err)
			}
			account, err := h.Auth.AccountOf(ctx, tx, h.who["bình"])
			if err != nil || account.Active {
				h.t.Errorf("the account is open: %v, %v", account.Active, err)
			}
			papers, err := h.Paper.Papers(ctx, tx, by, paper.About{Duty: people.Duty, ID: record})
			if err != nil || len(papers) != 1 || papers[0].Kind != paper.Minutes {
				h.t.Fatalf("the papers of the handover are %v, %v", papers, err)
			}
			lines, err := audit.Lines(ctx, tx, audit.Filter{Object: people.Duty, ObjectID: record})
			if err != nil || len(lines) != 1 {
				h.t.Errorf("the audit log has %d lines, %v", len(lines), err)
			}
			return nil
		})
		again := h.try(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Give(ctx, tx, by, people.Giving{Person: h.who["bình"], To: h.who["an"], Reason: "lần nữa", Close: true})
			return err
		})
		if e := fault.Find(again); e == nil || e.Kind != fault.Conflict {
			h.t.Errorf("handing over twice gives %v, want a conflict", again)
		}
	})
}

func TestAHandoverThatCannotBeFinishedMovesNothing(t *testing.T) {
	each(t, func(h *house) {
		c := h.give("Đăng tin", "SVH", "bình")
		coordinator := h.as(web.Coordinator, "SVH")
		for _, tt := range []struct {
			name string
			by   auth.Officer
			g    people.Giving
			want string
		}{
			{"somebody of another place takes over", h.boss(), people.Giving{To: 9999, Reason: "chuyển công tác"}, "người nhận"},
			{"no reason is given", h.boss(), people.Giving{To: h.who["an"], Reason: " "}, "lý do"},
			{"who hands over may not close accounts", coordinator, people.Giving{To: h.who["an"], Reason: "chuyển công tác", Close: true}, "quản trị tài khoản"},
			{"an officer may not hand over for others", h.as(web.Staff, "SVH"), people.Giving{To: h.who["an"], Reason: "chuyển công tác"}, "Không tìm thấy"},
		} {
			tt.g.Person = h.who["bình"]
			err := h.try(func(ctx context.Context, tx *db.Tx) error {
				_, err := h.Give(ctx, tx, tt.by, tt.g)
				return err
			})
			if e := fault.Find(err); e == nil || !strings.Contains(e.Sentence(), tt.want) {
				h.t.Errorf("%s: %v, want a sentence with %q", tt.name, err, tt.want)
			}
			if got := h.personOf(c.ID); got != h.who["bình"] {
				h.t.Fatalf("%s: the case moved to %d all the same", tt.name, got)
			}
		}
		h.write(func(ctx context.Context, tx *db.Tx) error { // without closing, a coordinator may
			_, err := h.Give(ctx, tx, coordinator, people.Giving{Person: h.who["bình"], To: h.who["an"], Reason: "nghỉ thai sản"})
			return err
		})
		if got := h.personOf(c.ID); got != h.who["an"] {
			h.t.Errorf("the case is with %d, want who took over", got)
		}
	})
}

func TestWhatAMergedUnitHasNotFinishedGoesToItsSuccessor(t *testing.T) {
	each(t, func(h *house) {
		c := h.give("Vận hành cổng thông tin", "STTTT", "")
		by := h.boss()
		move := func() (n int, err error) {
			err = h.try(func(ctx context.Context, tx *db.Tx) error {
				n, err = h.MoveUnit(ctx, tx, by, h.unit["STTTT"], h.unit["SVH"])
				return err
			})
			return n, err
		}
		_, err := move()
		if e := fault.Find(err); e == nil || e.Kind != fault.Conflict {
			h.t.Fatalf("moving the work of a unit that exists gives %v, want a conflict", err)
		}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			return h.Org.Succeed(ctx, tx, h.unit["STTTT"], []org.UnitID{h.unit["SVH"]}, monday)
		})
		n, err := move()
		if err != nil || n != 1 {
			h.t.Fatalf("moved %d, %v", n, err)
		}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			f, err := h.Work.File(ctx, tx, by, c.ID)
			if err != nil {
				return err
			}
			if f.Case.Lead != h.unit["SVH"] {
				return errors.New("the lead is not the successor")
			}
			for _, e := range f.Events {
				if e.Action == "work.move-unit" {
					return nil
				}
			}
			return errors.New("the history does not say that the case moved")
		})
		_, err = move()
		if e := fault.Find(err); e == nil || e.Kind != fault.Conflict {
			h.t.Errorf("moving twice gives %v, want a conflict", err)
		}
	})
}

func TestUnitsWithNobodyAreShown(t *testing.T) {
	each(t, func(h *house) {
		h.write(func(ctx context.Context, tx *db.Tx) error {
			deserted, err := h.Org.Deserted(ctx, tx, monday)
			if err != nil {
				return err
			}
			var codes []string
			for _, u := range deserted {
				codes = append(codes, u.Code)
			}
			if got := strings.Join(codes, " "); !strings.Contains(got, "STTTT") || strings.Contains(got, "SVH") {
				h.t.Errorf("units with nobody are %q, want STTTT and not SVH", got)
			}
			return nil
		})
	})
}
