package search

import (
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
)

const see = web.Right("test.see")

var at = time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)

// desk has two units; whole sees both, half only the second.
func desk(t *testing.T, d *db.DB) (whole, half auth.Officer, units []org.UnitID) {
	t.Helper()
	s := org.New(d)
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		root, err := s.AddUnit(t.Context(), tx, org.Unit{Code: "UBND", Name: "UBND tỉnh An Bình", Level: org.Province})
		if err != nil {
			return err
		}
		one, err := s.AddUnit(t.Context(), tx, org.Unit{Code: "STP", Name: "Sở Tư pháp", Level: org.Department, Parent: root})
		if err != nil {
			return err
		}
		two, err := s.AddUnit(t.Context(), tx, org.Unit{Code: "SNV", Name: "Sở Nội vụ", Level: org.Department, Parent: root})
		units = []org.UnitID{root, one, two}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	tree, err := s.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rights := map[web.Right][]auth.Role{see: {auth.Staff}}
	whole = auth.Acting("Hà", tree, rights, auth.Grant{Role: auth.Staff, Unit: units[0]})
	half = auth.Acting("Bình", tree, rights, auth.Grant{Role: auth.Staff, Unit: units[2]})
	return whole, half, units
}

func put(t *testing.T, d *db.DB, entries ...Entry) {
	t.Helper()
	err := d.Write(t.Context(), func(tx *db.Tx) error {
		for _, e := range entries {
			e.At = at
			err := Put(t.Context(), tx, e)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func find(t *testing.T, d *db.DB, by auth.Officer, q string) string {
	t.Helper()
	var hits []Hit
	err := d.Read(t.Context(), func(tx *db.Tx) (err error) {
		hits, err = Find(t.Context(), tx, by, see, q, 10)
		return err
	})
	if err != nil {
		t.Fatalf("Find(%q): %v", q, err)
	}
	var codes []string
	for _, h := range hits {
		codes = append(codes, h.Code)
	}
	return strings.Join(codes, " ")
}

func TestFindingWithAndWithoutDiacritics(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{org.Module, Module}, func(t *testing.T, d *db.DB) {
		whole, half, units := desk(t, d)
		put(t, d,
			Entry{Kind: "case", ID: 1, Code: "NV-2026-0042", Title: "Tập huấn báo cáo viên pháp luật cấp xã", Body: "Theo Kế hoạch số 128/KH-UBND", Units: units[1:2]},
			Entry{Kind: "case", ID: 2, Code: "NV-2026-0043", Title: "Công khai dự toán ngân sách", Units: units[2:]},
			Entry{Kind: "plan", ID: 1, Code: "128/KH-UBND", Title: "Kế hoạch truyền thông chính sách năm 2026", Everyone: true},
			Entry{Kind: "case", ID: 3, Code: "NV-2026-0044", Title: "Tap huan ky nang viet tin", Units: units[2:]},
		)
		for _, tt := range []struct {
			name string
			by   auth.Officer
			q    string
			want string
		}{
			{"with diacritics", whole, "báo cáo viên", "NV-2026-0042"},
			{"without diacritics", whole, "bao cao vien", "NV-2026-0042"},
			{"exact text stands first", whole, "tập huấn", "NV-2026-0042 NV-2026-0044"},
			{"an unfinished last word", whole, "phap lu", "NV-2026-0042"},
			{"a code", whole, "NV-2026-0043", "NV-2026-0043"},
			{"part of a code", whole, "0043", "NV-2026-0043"},
			{"a document number", whole, "128/KH-UBND", "128/KH-UBND NV-2026-0042"},
			{"decomposed Unicode", whole, "ngân sách", "NV-2026-0043"},
			{"only what one may see", half, "nv-2026", "NV-2026-0043 NV-2026-0044"},
			{"what is for everyone", half, "truyền thông", "128/KH-UBND"},
			{"every word must be there", whole, "tập huấn ngân sách", ""},
			{"operators are only text", whole, `"OR* fold:(`, ""},
			{"quotes", whole, `' \ ' kế`, "128/KH-UBND NV-2026-0042"},
			{"nothing asked", whole, " — ", ""},
		} {
			got := find(t, d, tt.by, tt.q)
			if sameSet := tt.name != "exact text stands first"; got != tt.want && (!sameSet || !equalSet(got, tt.want)) {
				t.Errorf("%s: %q finds %q, want %q", tt.name, tt.q, got, tt.want)
			}
		}
	})
}

func equalSet(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	for _, w := range x {
		if !strings.Contains(" "+b+" ", " "+w+" ") {
			return false
		}
	}
	return true
}

func TestAnEntryIsReplacedAndRemoved(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, []db.Module{org.Module, Module}, func(t *testing.T, d *db.DB) {
		whole, _, units := desk(t, d)
		put(t, d, Entry{Kind: "case", ID: 1, Code: "A", Title: "tên cũ", Units: units})
		put(t, d, Entry{Kind: "case", ID: 1, Code: "A", Title: "tên mới", Units: units})
		if got := find(t, d, whole, "cũ"); got != "" {
			t.Errorf("the old text finds %q", got)
		}
		err := d.Write(t.Context(), func(tx *db.Tx) error { return Delete(t.Context(), tx, "case", 1) })
		if err != nil {
			t.Fatal(err)
		}
		if got := find(t, d, whole, "mới"); got != "" {
			t.Errorf("a removed entry is found: %q", got)
		}
	})
}

func TestSnippetsMarkWhatWasAsked(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("mở đầu dài dòng ", 20) + "tổ chức tập huấn cho cán bộ xã"
	got := snippet(body, queryTokens("tap huan"))
	var marked []string
	for _, p := range got {
		if p.Match {
			marked = append(marked, p.Text)
		}
	}
	if len(marked) != 2 || marked[0] != "tập" || marked[1] != "huấn" || got[0].Text != "… " {
		t.Errorf("snippet = %+v", got)
	}
}
