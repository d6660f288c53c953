package org_test

import (
	"context"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
)

func planImport(t *testing.T, d *db.DB, s *org.Service, sheet [][]string) (im org.Import) {
	t.Helper()
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		im, err = s.PlanImport(t.Context(), tx, sheet)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return im
}

func TestAnImportShowsAndThenDoesWhatItShowed(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, _ := fixture(t, d)
		sheet := [][]string{
			{"ten", "MA", "Cap", "Truc thuoc", "Den ngay", "Ke thua boi"},
			{"Ủy ban nhân dân xã Tân Lập", "xtl", "xã", "UBND", "", ""},
			{"Sở Thông tin và Truyền thông", "STTTT", "sở", "UBND", "28/02/2025", "SKHCN; SVHTTDL"},
			{"Sở Khoa học và Công nghệ", "SKHCN", "sở, ban, ngành", "UBND", "", ""},
			{"Phòng Kinh tế", "XTL-KT", "phòng", "XTL", "", ""},
		}
		im := planImport(t, d, s, sheet)
		n := im.Counts()
		if n[org.AddsUnit] != 2 || n[org.ChangesUnit] != 1 || n[org.KeepsUnit] != 1 || im.Problems != 0 {
			t.Fatalf("counts = %v, %d problems: %+v", n, im.Problems, im.Rows)
		}
		if c := im.Rows[1].Changes; len(c) != 2 || c[0].To != "28/02/2025" || c[1].To != "SKHCN; SVHTTDL" {
			t.Errorf("changes = %+v", c)
		}
		inTx(t, d, func(ctx context.Context, tx *db.Tx) error { return s.ApplyImport(ctx, tx, im) })
		again := planImport(t, d, s, sheet)
		if again.Counts()[org.KeepsUnit] != 4 {
			t.Errorf("a second import would still change something: %+v", again.Rows)
		}
		tree, err := s.ReadTree(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if back := planImport(t, d, s, tree.Export()); back.Counts()[org.KeepsUnit] != len(tree.Units()) {
			t.Errorf("an export read back would change something: %+v", back.Rows)
		}
		err = d.Write(t.Context(), func(tx *db.Tx) error { return s.ApplyImport(t.Context(), tx, im) })
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("an import of an old view = %v, want Conflict", err)
		}
	})
}

func TestWrongRowsSayWhatToDoAndNothingIsStored(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		s, _ := fixture(t, d)
		im := planImport(t, d, s, [][]string{
			{"Mã", "Tên", "Cấp", "Trực thuộc (mã)", "Từ ngày"},
			{"A", "Đơn vị A", "xã", "B", ""},
			{"B", "Đơn vị B", "xã", "A", ""},
			{"C", "Đơn vị C", "hành tinh", "UBND", ""},
			{"D", "", "xã", "UBND", ""},
			{"E", "Đơn vị E", "xã", "KHONGCO", ""},
			{"F", "Đơn vị F", "xã", "UBND", "31/02/2025"},
			{"F", "Đơn vị F", "xã", "UBND", ""},
			{"G", "Đơn vị G", "xã", "", ""},
		})
		for i, want := range []string{"vòng quanh", "vòng quanh", "Cấp", "tên đơn vị", "KHONGCO", "không phải là một ngày", "đã có ở dòng 7", "cấp trên"} {
			if r := im.Rows[i]; r.Action != org.Wrong || !strings.Contains(said(r), want) {
				t.Errorf("row %d: %s %q, want a problem with %q", r.Row, r.Action, said(r), want)
			}
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error { return s.ApplyImport(t.Context(), tx, im) })
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("ApplyImport = %v, want Invalid", err)
		}
	})
}

func TestASheetWithoutItsHeadingsIsRefused(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, modules)
	s, _ := fixture(t, d)
	err := d.Read(t.Context(), func(tx *db.Tx) error {
		_, err := s.PlanImport(t.Context(), tx, [][]string{{"a", "b"}, {"1", "2"}})
		return err
	})
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("PlanImport = %v, want Invalid", err)
	}
}

func said(r org.ImportRow) string {
	var b strings.Builder
	for _, p := range r.Problems {
		b.WriteString(p.In(context.Background()) + " ")
	}
	return b.String()
}
