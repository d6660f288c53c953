package direct_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/audit"
	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/direct"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/search"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/internal/work/worktest"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{audit.Module, org.Module, auth.Module, search.Module, work.Module, direct.Module}

var monday = law.Date{Year: 2026, Month: 11, Day: 23}

// house is a department with a director, a secretary and an officer, on one database.
type house struct {
	*direct.Service
	dbtest.Tables
	unit map[string]org.UnitID
	who  map[string]org.PersonID
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
	rights := work.RoleTable()
	rights[direct.View] = []web.Role{web.Coordinator, web.Leader, web.Staff}
	rights[direct.Record] = []web.Role{web.Coordinator}
	directory := org.New(d)
	accounts, err := auth.New(auth.Options{DB: d, Org: directory, Now: now, Key: make([]byte, 32), Rights: rights, Factor: []auth.Role{}})
	if err != nil {
		t.Fatal(err)
	}
	cases := work.New(work.Options{DB: d, Org: directory, Now: now, Holidays: law.VietnamCalendar, Outbox: worktest.Mailbox{}, Indexer: worktest.Index{}}, direct.Order)
	h.Service = direct.New(direct.Options{DB: d, Org: directory, Auth: accounts, Work: cases, Now: now})
	h.Write(h.settle)
	return h
}

func (h *house) settle(ctx context.Context, tx *db.Tx) (err error) {
	for _, u := range []struct {
		code, name, parent string
	}{{"UBND", "Ủy ban nhân dân tỉnh An Bình", ""}, {"SVH", "Sở Văn hóa, Thể thao và Du lịch", "UBND"}, {"TTBC", "Phòng Thông tin, Báo chí", "SVH"}, {"STP", "Sở Tư pháp", "UBND"}} {
		h.unit[u.code], err = h.Org.AddUnit(ctx, tx, org.Unit{Code: u.code, Name: u.name, Parent: h.unit[u.parent], Level: org.Department})
		if err != nil {
			return err
		}
	}
	for _, p := range []struct {
		key, name, unit string
		role            web.Role
	}{{"minh", "Nguyễn Thị Minh", "SVH", web.Leader}, {"hà", "Trần Thu Hà", "SVH", web.Coordinator}, {"an", "Lê Văn An", "TTBC", web.Staff}} {
		h.who[p.key], err = h.Org.AddPerson(ctx, tx, org.Person{Unit: h.unit[p.unit], Name: p.name, Active: true})
		if err != nil {
			return err
		}
		_, _, err = h.Auth.CreateAccount(ctx, tx, auth.Officer{Full: "Hệ thống"}, auth.NewAccount{Login: string(p.role), Person: h.who[p.key], Grants: []auth.Grant{{Role: p.role, Unit: h.unit[p.unit]}}})
		if err != nil {
			return err
		}
	}
	return nil
}

func (h *house) as(person string) (o auth.Officer) {
	h.T.Helper()
	h.Write(func(ctx context.Context, tx *db.Tx) (err error) {
		o, err = h.Auth.OfficerOf(ctx, tx, h.who[person])
		return err
	})
	return o
}

func (h *house) say(by auth.Officer, n direct.Saying) (w direct.Word, err error) {
	err = h.Try(func(ctx context.Context, tx *db.Tx) error {
		w, err = h.Say(ctx, tx, by, n)
		return err
	})
	return w, err
}

func (h *house) order() direct.Saying {
	return direct.Saying{Text: "Kiểm tra  lại số liệu\nhọp báo", Unit: h.unit["TTBC"], Due: monday.AddDays(3), Href: "/viec/NV-2026-0001", Title: "Họp báo quý IV"}
}

func TestALeadersWordIsWorkAtOnce(t *testing.T) {
	each(t, func(h *house) {
		leader := h.as("minh")
		w, err := h.say(leader, h.order())
		if err != nil || w.State != direct.Given || w.Case == 0 {
			h.T.Fatalf("Say gives %+v, %v", w, err)
		}
		h.Write(func(ctx context.Context, tx *db.Tx) error {
			c, err := h.Work.Case(ctx, tx, h.as2(ctx, tx, "an"), w.Case)
			if err != nil {
				return err
			}
			if c.Title != "Kiểm tra lại số liệu họp báo" || c.Lead != h.unit["TTBC"] || c.Owner != h.unit["SVH"] || c.Due != monday.AddDays(3) || !strings.HasPrefix(c.Code, "CD-2026-") {
				h.T.Errorf("the case is %s %q, lead %d, owner %d, due %s", c.Code, c.Title, c.Lead, c.Owner, c.Due)
			}
			return nil
		})
	})
}

func (h *house) as2(ctx context.Context, tx *db.Tx, person string) auth.Officer {
	o, err := h.Auth.OfficerOf(ctx, tx, h.who[person])
	if err != nil {
		h.T.Fatal(err)
	}
	return o
}

func TestWhatASecretaryWroteWaitsForItsLeader(t *testing.T) {
	each(t, func(h *house) {
		leader, secretary, officer := h.as("minh"), h.as("hà"), h.as("an")
		n := h.order()
		n.Leader = h.who["minh"]
		w, err := h.say(secretary, n)
		if err != nil || w.State != direct.Waiting || w.Case != 0 || w.Recorder != "Trần Thu Hà" || w.Name != "Nguyễn Thị Minh" {
			h.T.Fatalf("Say gives %+v, %v", w, err)
		}
		h.Write(func(ctx context.Context, tx *db.Tx) error {
			for by, want := range map[*auth.Officer]int{&leader: 1, &secretary: 0} {
				all, err := h.Awaiting(ctx, tx, *by)
				if err != nil || len(all) != want {
					h.T.Errorf("%d words wait for %s, %v; want %d", len(all), by.Full, err, want)
				}
			}
			return nil
		})
		confirm := func(by auth.Officer) error {
			return h.Try(func(ctx context.Context, tx *db.Tx) error {
				got, err := h.Confirm(ctx, tx, by, w.ID)
				if err == nil && got.Case == 0 {
					h.T.Error("a confirmed word has no case")
				}
				return err
			})
		}
		for _, by := range []auth.Officer{secretary, officer} {
			if err := confirm(by); fault.KindOf(err) != fault.NotFound {
				h.T.Errorf("%s confirms a word that is another's: %v", by.Full, err)
			}
		}
		if err := confirm(leader); err != nil {
			h.T.Fatal(err)
		}
		if err := confirm(leader); fault.KindOf(err) != fault.Conflict {
			h.T.Errorf("confirming twice gives %v, want a conflict", err)
		}
		drop := h.Try(func(ctx context.Context, tx *db.Tx) error { return h.Drop(ctx, tx, leader, w.ID) })
		if fault.KindOf(drop) != fault.Conflict {
			h.T.Errorf("dropping what was given gives %v, want a conflict", drop)
		}
		h.Write(func(ctx context.Context, tx *db.Tx) error {
			list, err := h.Work.List(ctx, tx, leader, work.Filter{Kind: direct.Order.Name})
			if err == nil && list.Total != 1 {
				h.T.Errorf("there are %d cases, want 1", list.Total)
			}
			return err
		})
	})
}

func TestAWordThatCannotBecomeWorkSaysWhy(t *testing.T) {
	each(t, func(h *house) {
		leader, secretary, officer := h.as("minh"), h.as("hà"), h.as("an")
		change := func(edit func(*direct.Saying)) direct.Saying {
			n := h.order()
			edit(&n)
			return n
		}
		for _, tt := range []struct {
			name string
			by   auth.Officer
			n    direct.Saying
			want string
		}{
			{"no text", leader, change(func(n *direct.Saying) { n.Text = " \n" }), "nội dung"},
			{"a long text", leader, change(func(n *direct.Saying) { n.Text = strings.Repeat("ô", 501) }), "500"},
			{"no unit", leader, change(func(n *direct.Saying) { n.Unit = 0 }), "đơn vị"},
			{"no day", leader, change(func(n *direct.Saying) { n.Due = law.Date{} }), "ngày"},
			{"a day that is past", leader, change(func(n *direct.Saying) { n.Due = monday.AddDays(-1) }), "đã qua"},
			{"a unit beside", leader, change(func(n *direct.Saying) { n.Unit = h.unit["STP"] }), "phạm vi"},
			{"an officer is no leader", officer, h.order(), "phạm vi"},
			{"a secretary is no leader", secretary, h.order(), "phạm vi"},
			{"a secretary names somebody who is no leader", secretary, change(func(n *direct.Saying) { n.Leader = h.who["an"] }), "lãnh đạo"},
			{"an officer writes for a leader", officer, change(func(n *direct.Saying) { n.Leader = h.who["minh"] }), "lãnh đạo"},
		} {
			_, err := h.say(tt.by, tt.n)
			if e := fault.Find(err); e == nil || !strings.Contains(e.Sentence(), tt.want) {
				h.T.Errorf("%s: %v, want a sentence with %q", tt.name, err, tt.want)
			}
		}
	})
}
