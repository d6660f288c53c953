package plan

import (
	"testing"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

func TestAPlanSaysWhoSeesWhatIsLate(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		plan := h.plan(document)
		err := h.ShowLateness(t.Context(), h.as(web.Staff, "SVHTTDL"), plan, work.SeenByOwn)
		if fault.KindOf(err) != fault.Forbidden {
			t.Errorf("an officer of a unit chose: %v", err)
		}
		err = h.ShowLateness(t.Context(), h.boss(), plan, work.SeenByOwn)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range h.cases(plan) {
			if c.Lateness != work.SeenByOwn || c.Veiled {
				t.Errorf("%s: %q, veiled to its coordinator %v", c.Code, c.Lateness, c.Veiled)
			}
		}
		err = h.ShowLateness(t.Context(), h.boss(), plan, "everybody")
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("a choice nobody knows: %v", err)
		}
	})
}
