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
	"github.com/nhipcau/nhipcau/internal/work/worktest"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{audit.Module, org.Module, auth.Module, files.Module, search.Module, work.Module, paper.Module, people.Module}

// monday is the day on which everything here happens, at nine in the morning.
var monday = law.Date{Year: 2026, Month: 11, Day: 23}

// house is a department with three officers, one of whom leaves, on one database.
type house struct {
	*people.Service
	dbtest.Tables
	unit map[string]org.UnitID
	who  map[string]org.PersonID
	bình int64 // account
}

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
	h := &house{Tables: dbtest.Tables{T: t, D: d}, unit: map[string]org.UnitID{}, who: map[string]org.PersonID{}}
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
	cases := work.New(work.Options{DB: d, Org: directory, Now: now, Holidays: law.VietnamCalendar, Outbox: worktest.Mailbox{}, Indexer: worktest.Index{}},
		work.Kind{Name: "task", Prefix: "NV", Title: "Nhiệm vụ", Path: "/viec/", Steps: work.StandardLife})
	papers := paper.NewService(paper.Options{DB: d, Org: directory, Files: store, Now: now})
	h.Service = people.New(people.Options{DB: d, Org: directory, Auth: accounts, Work: cases, Paper: papers, Now: now})
	h.Write(h.settle)
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

func (h *house) as(role web.Role, unit string) auth.Officer {
	tree, err := h.Org.ReadTree(h.T.Context())
	if err != nil {
		tree = nil
	}
	return auth.Acting("Trần Thu Hà", tree, rights(), auth.Grant{Role: role, Unit: h.unit[unit]})
}

func (h *house) boss() auth.Officer { return h.as(web.Administrator, "UBND") }

// give opens a case for a person.
func (h *house) give(title, lead, person string) (c work.Case) {
	h.T.Helper()
	by := h.as(web.Coordinator, "UBND")
	h.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = h.Work.Open(ctx, tx, by, work.Opening{Kind: "task", Title: title, Lead: h.unit[lead], Owner: h.unit["UBND"], Person: h.who[person],
			Origin: work.Origin{Duty: "plan", ID: 1}, Clock: work.Clock{Due: law.OnDay(monday.AddDays(7)), Verified: true}})
		return err
	})
	return c
}

func (h *house) personOf(id work.CaseID) (p org.PersonID) {
	by := h.boss()
	h.Write(func(ctx context.Context, tx *db.Tx) error {
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
		err := h.Try(func(ctx context.Context, tx *db.Tx) error { return h.Auth.CloseAccount(ctx, tx, by, h.bình) })
		if e := fault.Find(err); e == nil || e.Kind != fault.Conflict {
			t := h.T
			t.Fatalf("closing an account over open work gives %v, want a conflict", err)
		}
		var record int64
		h.Write(func(ctx context.Context, tx *db.Tx) (err error) {
			record, err = h.Give(ctx, tx, by, people.Giving{Person: h.who["bình"], To: h.who["an"], Each: map[work.CaseID]org.PersonID{second.ID: h.who["cúc"]},
				Reason: "Chuyển công tác theo Quyết định số 12/QĐ-SNV", Close: true})
			return err
		})
		for _, c := range []struct {
			id   work.CaseID
			want string
		}{{first.ID, "an"}, {second.ID, "cúc"}, {other.ID, "cúc"}} {
			if got := h.personOf(c.id); got != h.who[c.want] {
				h.T.Errorf("case %d is done by %d, want %s", c.id, got, c.want)
			}
		}
		h.Write(func(ctx context.Context, tx *db.Tx) error {
			contact, held, err := h.Org.Holder(ctx, tx, h.unit["SVH"], org.Contact, monday)
			if err != nil || !held || contact.ID != h.who["an"] {
				h.T.Errorf("the contact is %q, %v, %v; want who took over", contact.Name, held, err)
			}
			account, err := h.Auth.AccountOf(ctx, tx, h.who["bình"])
			if err != nil || account.Active {
				h.T.Errorf("the account is open: %v, %v", account.Active, err)
			}
			papers, err := h.Paper.Papers(ctx, tx, by, paper.About{Duty: people.Duty, ID: record})
			if err != nil || len(papers) != 1 || papers[0].Kind != paper.Minutes {
				h.T.Fatalf("the papers of the handover are %v, %v", papers, err)
			}
			if papers[0].Frame.Internal {
				h.T.Error("a record of open work is marked as for the office only")
			}
			lines, err := audit.Lines(ctx, tx, audit.Filter{Object: people.Duty, ObjectID: record})
			if err != nil || len(lines) != 1 {
				h.T.Errorf("the audit log has %d lines, %v", len(lines), err)
			}
			return nil
		})
		again := h.Try(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Give(ctx, tx, by, people.Giving{Person: h.who["bình"], To: h.who["an"], Reason: "lần nữa", Close: true})
			return err
		})
		if e := fault.Find(again); e == nil || e.Kind != fault.Conflict {
			h.T.Errorf("handing over twice gives %v, want a conflict", again)
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
			err := h.Try(func(ctx context.Context, tx *db.Tx) error {
				_, err := h.Give(ctx, tx, tt.by, tt.g)
				return err
			})
			if e := fault.Find(err); e == nil || !strings.Contains(e.Sentence(), tt.want) {
				h.T.Errorf("%s: %v, want a sentence with %q", tt.name, err, tt.want)
			}
			if got := h.personOf(c.ID); got != h.who["bình"] {
				h.T.Fatalf("%s: the case moved to %d all the same", tt.name, got)
			}
		}
		h.Write(func(ctx context.Context, tx *db.Tx) error { // without closing, a coordinator may
			_, err := h.Give(ctx, tx, coordinator, people.Giving{Person: h.who["bình"], To: h.who["an"], Reason: "nghỉ thai sản"})
			return err
		})
		if got := h.personOf(c.ID); got != h.who["an"] {
			h.T.Errorf("the case is with %d, want who took over", got)
		}
	})
}

func TestWhatAMergedUnitHasNotFinishedGoesToItsSuccessor(t *testing.T) {
	each(t, func(h *house) {
		c := h.give("Vận hành cổng thông tin", "STTTT", "")
		by := h.boss()
		move := func() (n int, err error) {
			err = h.Try(func(ctx context.Context, tx *db.Tx) error {
				n, err = h.MoveUnit(ctx, tx, by, h.unit["STTTT"], h.unit["SVH"])
				return err
			})
			return n, err
		}
		_, err := move()
		if e := fault.Find(err); e == nil || e.Kind != fault.Conflict {
			h.T.Fatalf("moving the work of a unit that exists gives %v, want a conflict", err)
		}
		h.Write(func(ctx context.Context, tx *db.Tx) error {
			return h.Org.Succeed(ctx, tx, h.unit["STTTT"], []org.UnitID{h.unit["SVH"]}, monday)
		})
		n, err := move()
		if err != nil || n != 1 {
			h.T.Fatalf("moved %d, %v", n, err)
		}
		h.Write(func(ctx context.Context, tx *db.Tx) error {
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
			h.T.Errorf("moving twice gives %v, want a conflict", err)
		}
	})
}

func TestUnitsWithNobodyAreShown(t *testing.T) {
	each(t, func(h *house) {
		h.Write(func(ctx context.Context, tx *db.Tx) error {
			deserted, err := h.Org.Deserted(ctx, tx, monday)
			if err != nil {
				return err
			}
			var codes []string
			for _, u := range deserted {
				codes = append(codes, u.Code)
			}
			if got := strings.Join(codes, " "); !strings.Contains(got, "STTTT") || strings.Contains(got, "SVH") {
				h.T.Errorf("units with nobody are %q, want STTTT and not SVH", got)
			}
			return nil
		})
	})
}
