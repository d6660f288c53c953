package demo

import (
	"slices"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/doctext"
	"github.com/nhipcau/nhipcau/law"
	"github.com/nhipcau/nhipcau/official"
	"github.com/nhipcau/nhipcau/vi"
)

// directory is An Bình's as the reader of plans asks for it.
func directory(t *testing.T) official.Directory {
	t.Helper()
	h := newHouse(t, dbtest.SQLite(t, modules), noon)
	s := newStory(h, law.DateOf(noon), noon, nil)
	err := h.DB.Write(t.Context(), func(tx *db.Tx) error { return s.makeUnits(t.Context(), tx) })
	if err != nil {
		t.Fatal(err)
	}
	tree, err := h.Org.ReadTree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var units []official.DirectoryUnit
	for _, u := range tree.Units() {
		units = append(units, official.DirectoryUnit{ID: u.Code, Name: u.Name, Short: u.Short, From: u.From.String(), To: u.To.String()})
	}
	return official.NewDirectory(units)
}

// TestTheDocumentsAreReadAsTheyAreMeant allows one task in twenty to need the officer's hand.
func TestTheDocumentsAreReadAsTheyAreMeant(t *testing.T) {
	t.Parallel()
	dir := directory(t)
	for _, w := range writings(law.DateOf(noon)) {
		t.Run(w.file, func(t *testing.T) {
			t.Parallel()
			data, err := w.write()
			if err != nil {
				t.Fatal(err)
			}
			src, _, err := doctext.Read(t.Context(), w.file, data, doctext.DefaultLimits())
			if err != nil {
				t.Fatal(err)
			}
			p := official.ReadPlan(src, dir)
			if p.Number != w.number || p.Issued != w.issued.String() {
				t.Errorf("number %q of %q, want %q of %q", p.Number, p.Issued, w.number, w.issued)
			}
			wrong := 0
			for _, e := range slices.Concat(w.tasks, w.prose) {
				if what := misread(p, e); what != "" {
					wrong++
					t.Logf("%s: %s", what, e.title)
				}
			}
			if all := len(w.tasks) + len(w.prose); wrong*20 > all || len(p.Tasks) != all {
				t.Errorf("%d tasks of %d misread, %d proposed", wrong, all, len(p.Tasks))
			}
		})
	}
}

// misread says in which field a task was read otherwise than it was written; empty if in none.
func misread(p official.Plan, e entry) string {
	i := slices.IndexFunc(p.Tasks, func(t official.Task) bool { return strings.Contains(vi.Fold(t.Title), vi.Fold(e.title)) })
	if i < 0 {
		return "no task"
	}
	t := p.Tasks[i]
	lead, partners := strings.Join(official.Names(t.Lead), "; "), strings.Join(official.Names(t.Partners), "; ")
	when := official.ReadTiming(e.when, 0)
	switch {
	case vi.Fold(lead) != vi.Fold(e.lead):
		return "lead " + lead
	case vi.Fold(partners) != vi.Fold(e.partners):
		return "partners " + partners
	case !slices.Equal(t.Cadence, when.Cadence) || t.To != when.To:
		return "time " + t.To
	}
	return ""
}
