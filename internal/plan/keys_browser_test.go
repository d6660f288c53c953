//go:build browser

package plan

import (
	"net/http/httptest"
	"slices"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/web/pagecheck"
)

func TestADocumentIsCheckedByKeyboardInABrowser(t *testing.T) {
	h := newHouse(t, dbtest.SQLite(t, modules))
	h.upload(document)
	srv := httptest.NewServer(h.site())
	t.Cleanup(srv.Close)
	w := pagecheck.Browser(t)
	at := func(key string) string {
		return `document.readyState === "complete" && document.querySelector(".is-row")?.id === "t-` + key + `"`
	}
	w.Open(srv.URL + "/ke-hoach/nhap/1").Press("j").Press("c").Wait(at("2"))
	w.Press("c").Wait(at("3")).Press("b").Wait(at("4"))
	w.Press("j").Wait(at("5")).Press("e").Wait(`location.search.includes("sua=5")`)
	w.See("Sửa nhiệm vụ 5")
	var got []Decision
	for _, it := range h.draft(1).Work.Tasks {
		got = append(got, it.Decision)
	}
	if want := []Decision{Accepted, Accepted, Skipped, Undecided, Undecided}; !slices.Equal(got, want) {
		t.Errorf("decisions = %q, want %q", got, want)
	}
}
