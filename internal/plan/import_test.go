package plan

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/work"
)

func TestADocumentBecomesCases(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.upload(document)
		if len(d.Work.Tasks) != 5 {
			t.Fatalf("%d tasks were proposed, want 5: %+v", len(d.Work.Tasks), d.Work.Tasks)
		}
		if got := d.Work.Head; got.Number != "12/KH-UBND" || got.Issued != day(2026, 1, 5) || got.Title == "" {
			t.Errorf("head = %+v", got)
		}
		split := d.Work.NameOf("Sở Thông tin và Truyền thông")
		if split == nil || split.Unit != 0 || len(split.Match) != 2 {
			t.Fatalf("a split unit offers %+v, want two choices and none chosen", split)
		}
		n, err := h.DecideClear(t.Context(), h.boss(), d.ID)
		if err != nil || n != 3 {
			t.Errorf("%d tasks are clear (%v), want 3: not the split unit, not the collective lead", n, err)
		}
		err = h.ChooseUnits(t.Context(), h.boss(), d.ID, map[string]org.UnitID{"Sở Thông tin và Truyền thông": h.unit["SKHCN"]})
		if err != nil {
			t.Fatal(err)
		}
		plan := h.acceptAll(d.ID)
		cases := h.cases(plan)
		if len(cases) != 5 {
			t.Fatalf("%d cases, want 5", len(cases))
		}
		if c := cases[0]; c.Lead != h.unit["VP"] || c.Due != day(2026, 6, 30) || len(c.Partners) != 2 || c.Section != "I. CÔNG KHAI THÔNG TIN" {
			t.Errorf("the first case is %+v", c)
		}
		if c := cases[1]; c.Cadence.Rhythm != work.Weekly {
			t.Errorf("the second case is done %s", c.Cadence.Rhythm)
		}
		if c := cases[4]; c.Lead != h.unit["UBND"] || c.Description == "" {
			t.Errorf("a collective lead became %+v", c)
		}
	})
}
