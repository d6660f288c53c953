package org_test

import (
	"context"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/law"
)

func TestThePresetOf2025KeepsTheOldNamesForOldPlans(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s := org.New(d)
		inTx(t, d, func(ctx context.Context, tx *db.Tx) error {
			_, err := s.ApplyPreset(ctx, tx, "2025", "Tỉnh An Bình")
			return err
		})
		tree, err := s.ReadTree(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		byCode := map[string]org.Unit{}
		for _, u := range tree.Units() {
			byCode[u.Code] = u
		}
		today := law.Date{Year: 2026, Month: 11, Day: 21}
		if root, _ := tree.Root(); root.Name != "Ủy ban nhân dân tỉnh An Bình" {
			t.Errorf("the root is %q", root.Name)
		}
		if now, _ := tree.Now(byCode["SKHDT"].ID, today); now != byCode["STC"].ID {
			t.Errorf("Sở Kế hoạch và Đầu tư leads to %q", tree.Name(now))
		}
		if now, choices := tree.Now(byCode["STTTT"].ID, today); now != byCode["STTTT"].ID || len(choices) != 2 {
			t.Errorf("the split department leads to %q with %v", tree.Name(now), choices)
		}
		old := law.Date{Year: 2023, Month: 8, Day: 1}
		if !byCode["STTTT"].ExistsOn(old) || byCode["SNNMT"].ExistsOn(old) || byCode["STTTT"].ExistsOn(today) {
			t.Error("units do not exist on the days they should")
		}
		for _, u := range tree.UnitsOn(today) {
			if u.Level == org.District {
				t.Errorf("%s stands although districts ended", u.Name)
			}
		}
	})
}

func TestACityNamesItsAgenciesAsACity(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, modules)
	s := org.New(d)
	inTx(t, d, func(ctx context.Context, tx *db.Tx) error {
		_, err := s.ApplyPreset(ctx, tx, "2025", "thành phố An Hải")
		return err
	})
	tree, err := s.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, u := range tree.Units() {
		names[u.Code] = u.Name
	}
	if names["UBND"] != "Ủy ban nhân dân thành phố An Hải" || names["BTGDV"] != "Ban Tuyên giáo và Dân vận Thành ủy" || names["CAT"] != "Công an thành phố" {
		t.Errorf("names = %v", names)
	}
}
