package org_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

var modules = []db.Module{org.Module}

// fixture is a small province: the committee, two departments that merge on 1/3/2025, one commune.
func fixture(t *testing.T, d *db.DB) (s *org.Service, id map[string]org.UnitID) {
	t.Helper()
	s, id = org.New(d), map[string]org.UnitID{}
	inTx(t, d, func(ctx context.Context, tx *db.Tx) error {
		for _, u := range []struct {
			code, name, parent string
			level              org.Level
		}{
			{"UBND", "Ủy ban nhân dân tỉnh An Bình", "", org.Province},
			{"STTTT", "Sở Thông tin và Truyền thông", "UBND", org.Department},
			{"SKHCN", "Sở Khoa học và Công nghệ", "UBND", org.Department},
			{"SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "UBND", org.Department},
			{"XBL", "Ủy ban nhân dân xã Bến Lúa", "UBND", org.Commune},
			{"XBL-VH", "Phòng Văn hóa - Xã hội", "XBL", org.Inside},
		} {
			var err error
			id[u.code], err = s.AddUnit(ctx, tx, org.Unit{Code: u.code, Name: u.name, Level: u.level, Parent: id[u.parent]})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return s, id
}

func inTx(t *testing.T, d *db.DB, fn func(ctx context.Context, tx *db.Tx) error) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error { return fn(t.Context(), tx) })
	if err != nil {
		t.Fatal(err)
	}
}

func TestASplitUnitOffersItsSuccessorsAndChoosesNone(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, id := fixture(t, d)
		from := law.Date{Year: 2025, Month: 3, Day: 1}
		inTx(t, d, func(ctx context.Context, tx *db.Tx) error {
			return s.Succeed(ctx, tx, id["STTTT"], []org.UnitID{id["SKHCN"], id["SVHTTDL"]}, from)
		})
		tree, err := s.ReadTree(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		now, choices := tree.Now(id["STTTT"], from)
		if now != id["STTTT"] || len(choices) != 2 {
			t.Errorf("Now = %d with %v, want the old unit with two choices", now, choices)
		}
		if now, _ := tree.Now(id["STTTT"], from.AddDays(-1)); now != id["STTTT"] || tree.Name(now) != "Sở Thông tin và Truyền thông" {
			t.Error("before the split the unit is not itself")
		}
	})
}

func TestAMergedUnitIsFollowedToItsSuccessor(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, id := fixture(t, d)
		from := law.Date{Year: 2025, Month: 3, Day: 1}
		inTx(t, d, func(ctx context.Context, tx *db.Tx) error {
			return s.Succeed(ctx, tx, id["STTTT"], []org.UnitID{id["SKHCN"]}, from)
		})
		tree, err := s.ReadTree(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if now, choices := tree.Now(id["STTTT"], from); now != id["SKHCN"] || choices != nil {
			t.Errorf("Now = %s, %v", tree.Name(now), choices)
		}
	})
}

func TestAUnitCannotStandBelowItself(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, id := fixture(t, d)
		tree, err := s.ReadTree(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		commune, _ := tree.Unit(id["XBL"])
		commune.Parent = id["XBL-VH"]
		err = d.Write(t.Context(), func(tx *db.Tx) error { return s.ChangeUnit(t.Context(), tx, commune) })
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("ChangeUnit = %v, want Invalid", err)
		}
	})
}

func TestTwoEditorsNeverOverwriteEachOther(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, id := fixture(t, d)
		tree, err := s.ReadTree(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		u, _ := tree.Unit(id["XBL"])
		u.Email = "vanthu@benlua.anbinh.example"
		inTx(t, d, func(ctx context.Context, tx *db.Tx) error { return s.ChangeUnit(ctx, tx, u) })
		u.Email = "khac@benlua.anbinh.example"
		err = d.Write(t.Context(), func(tx *db.Tx) error { return s.ChangeUnit(t.Context(), tx, u) })
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("the second edit = %v, want Conflict", err)
		}
	})
}

func TestAPostPassesFromOnePersonToTheNext(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, id := fixture(t, d)
		day := law.Date{Year: 2026, Month: 7, Day: 1}
		var first, second org.PersonID
		inTx(t, d, func(ctx context.Context, tx *db.Tx) (err error) {
			first, err = s.AddPerson(ctx, tx, org.Person{Unit: id["XBL"], Name: "Lê Văn Bình", Active: true})
			if err != nil {
				return err
			}
			second, err = s.AddPerson(ctx, tx, org.Person{Unit: id["XBL"], Name: "Nguyễn Thị An", Active: true})
			if err != nil {
				return err
			}
			err = s.Appoint(ctx, tx, org.Post{Unit: id["XBL"], Person: first, Kind: org.Spokesperson, From: day})
			if err != nil {
				return err
			}
			return s.Appoint(ctx, tx, org.Post{Unit: id["XBL"], Person: second, Kind: org.Spokesperson, From: day.AddDays(100)})
		})
		for on, want := range map[law.Date]org.PersonID{day: first, day.AddDays(99): first, day.AddDays(100): second} {
			err := d.Read(t.Context(), func(tx *db.Tx) error {
				p, ok, err := s.Holder(t.Context(), tx, id["XBL"], org.Spokesperson, on)
				if !ok || p.ID != want {
					t.Errorf("on %s the spokesperson is %q", on, p.Name)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestSubtreesAndOrder(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, id := fixture(t, d)
		tree, err := s.ReadTree(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.Subtree(id["XBL"]); len(got) != 2 || got[1] != id["XBL-VH"] {
			t.Errorf("Subtree = %v", got)
		}
		units := tree.Units()
		if units[0].Code != "UBND" || units[1].Code != "SKHCN" || units[5].Code != "XBL-VH" || tree.Depth(id["XBL-VH"]) != 2 {
			t.Errorf("order = %v", units)
		}
	})
}
