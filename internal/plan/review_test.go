package plan

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/web"
	"github.com/nhipcau/nhipcau/internal/work"
)

// ready is a draft of the document with every name chosen and every task accepted.
func (h *house) ready(text string) Draft {
	h.t.Helper()
	d := h.upload(text)
	err := h.ChooseUnits(h.t.Context(), h.boss(), d.ID, map[string]org.UnitID{"Sở Thông tin và Truyền thông": h.unit["SKHCN"]})
	if err != nil {
		h.t.Fatal(err)
	}
	var picks []Pick
	for _, it := range d.Work.Tasks {
		picks = append(picks, Pick{Key: it.Key})
	}
	_, err = h.Decide(h.t.Context(), h.boss(), d.ID, picks, Accepted)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.draft(d.ID)
}

func (h *house) plan(text string) ID {
	h.t.Helper()
	d := h.ready(text)
	id, err := h.Confirm(h.t.Context(), h.boss(), d.ID, d.Version, false)
	if err != nil {
		h.t.Fatal(err)
	}
	return id
}

func wantKind(t *testing.T, what string, err error, want fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != want {
		t.Errorf("%s: got %v, want a fault of kind %d", what, err, want)
	}
}

func TestTwoPeopleInOneTaskNeverOverwriteEachOther(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.upload(document)
		first, second := d.Work.Tasks[0], d.Work.Tasks[0]
		first.Title = "Bản của chị Hà"
		_, err := h.SaveItem(t.Context(), h.boss(), d.ID, first, 0)
		if err != nil {
			t.Fatal(err)
		}
		second.Title = "Bản của người kia"
		_, err = h.SaveItem(t.Context(), h.boss(), d.ID, second, 0)
		wantKind(t, "saving an old version", err, fault.Conflict)
		var stale *Stale
		if !errors.As(err, &stale) || stale.Now.Title != "Bản của chị Hà" {
			t.Errorf("the conflict shows %+v, want what is stored", stale)
		}
		other := d.Work.Tasks[1]
		other.Title = "Việc khác"
		_, err = h.SaveItem(t.Context(), h.boss(), d.ID, other, 0)
		if err != nil {
			t.Errorf("another task of the same draft: %v, want no conflict", err)
		}
		_, err = h.Confirm(t.Context(), h.boss(), d.ID, d.Version, false)
		wantKind(t, "confirming what has changed since", err, fault.Conflict)
	})
}

func TestTasksAreMergedSplitMovedAndAddedFromALine(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.upload(strings.Replace(document, "I. CÔNG KHAI", "Kế hoạch nhằm nâng cao nhận thức của cán bộ và nhân dân về truyền thông chính sách.\nI. CÔNG KHAI", 1))
		unread := d.unread()
		if len(unread) != 1 {
			t.Fatalf("%d lines are unread, want the one about the aim: %v", len(unread), unread)
		}
		ctx := t.Context()
		added := Item{Title: "Bố trí kinh phí", Line: unread[0], Lines: unread, Lead: []string{"Sở Tài chính"}, Plan: Timing{Rhythm: work.Yearly}}
		key, err := h.SaveItem(ctx, h.boss(), d.ID, added, 0)
		if err != nil {
			t.Fatal(err)
		}
		d = h.draft(d.ID)
		if i := d.Work.index(key); i != 0 || len(d.unread()) != 0 {
			t.Errorf("the added task stands at %d and %d lines are left, want 0 and 0", i, len(d.unread()))
		}
		into, err := h.Merge(ctx, h.boss(), d.ID, []int{4, 3})
		if err != nil {
			t.Fatal(err)
		}
		d = h.draft(d.ID)
		merged := d.Work.Item(into)
		if len(d.Work.Tasks) != 5 || into != 3 || len(merged.Lines) != 8 || !strings.Contains(merged.Title, "; Phát hiện") {
			t.Errorf("merged into %+v of %d", merged, len(d.Work.Tasks))
		}
		err = h.Split(ctx, h.boss(), d.ID, Pick{into, merged.V}, "Tập huấn\nPhát hiện xu hướng")
		if err != nil {
			t.Fatal(err)
		}
		d = h.draft(d.ID)
		if i := d.Work.index(into); d.Work.Tasks[i].Title != "Tập huấn" || d.Work.Tasks[i+1].Title != "Phát hiện xu hướng" {
			t.Errorf("split into %q and %q", d.Work.Tasks[i].Title, d.Work.Tasks[i+1].Title)
		}
		err = h.Move(ctx, h.boss(), d.ID, Pick{Key: into}, -1)
		if err != nil {
			t.Fatal(err)
		}
		d = h.draft(d.ID)
		if it := d.Work.Item(into); it.Section != d.Work.Tasks[d.Work.index(into)-1].Section {
			t.Errorf("moved over the border the task is in %q", it.Section)
		}
	})
}

func TestAPlanImportedTwiceIsNoticed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first := h.plan(document)
		d := h.ready(document)
		_, err := h.Confirm(t.Context(), h.boss(), d.ID, d.Version, false)
		wantKind(t, "the same bytes again", err, fault.Conflict)
		if !strings.Contains(fault.Message(err), "đã được nhập") {
			t.Errorf("the sentence is %q", fault.Message(err))
		}
		d = h.ready(document + "\n")
		_, err = h.Confirm(t.Context(), h.boss(), d.ID, d.Version, false)
		wantKind(t, "the same number again", err, fault.Conflict)
		_, err = h.Confirm(t.Context(), h.boss(), d.ID, h.draft(d.ID).Version, true)
		if err != nil {
			t.Errorf("knowingly twice: %v", err)
		}
		if n := h.count("plan"); n != 2 {
			t.Errorf("%d plans, want 2", n)
		}
		_ = first
	})
}

func TestAKilledConfirmationLeavesNothingHalfStored(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.ready(document)
		broken := errors.New("power cut")
		for _, step := range []string{"plan", "version", "sections", "tasks", "gone", "search", "draft"} {
			h.commits = func(s string) error {
				if s == step {
					return broken
				}
				return nil
			}
			_, err := h.Confirm(t.Context(), h.boss(), d.ID, h.draft(d.ID).Version, false)
			if !errors.Is(err, broken) {
				t.Fatalf("after %s: %v", step, err)
			}
			for _, table := range []string{"plan", "plan_version", "plan_section", "plan_task", "work_case", "search_entry"} {
				if n := h.count(table); n != 0 {
					t.Errorf("after %s %s has %d rows", step, table, n)
				}
			}
		}
		h.commits = nil
		ctx, cancel := context.WithCancel(t.Context())
		h.commits = func(string) error { cancel(); return nil }
		_, err := h.Confirm(ctx, h.boss(), d.ID, h.draft(d.ID).Version, false)
		if err == nil || h.count("plan") != 0 {
			t.Errorf("a cancelled confirmation: %v with %d plans", err, h.count("plan"))
		}
		h.commits = nil
		_, err = h.Confirm(t.Context(), h.boss(), d.ID, h.draft(d.ID).Version, false)
		if err != nil || h.count("work_case") != 5 {
			t.Errorf("then it works: %v with %d cases", err, h.count("work_case"))
		}
	})
}

func TestAPaperOfStateSecrecyLeavesNoTrace(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for _, mark := range []string{"MẬT", "TỐI MẬT", "  TUYỆT MẬT  ", "Độ mật: Mật"} {
			_, err := h.Import(t.Context(), h.boss(), Upload{Name: "a.txt", Content: []byte(mark + "\n" + document)})
			wantKind(t, mark, err, fault.Invalid)
		}
		if n := h.count("plan_draft") + h.count("file"); n != 0 {
			t.Errorf("%d rows were kept", n)
		}
		_, err := h.Import(t.Context(), h.boss(), Upload{Name: "a.txt", Content: []byte(strings.Replace(document, "1. Rà", "1. Bảo vệ bí mật nhà nước, rà", 1))})
		if err != nil {
			t.Errorf("a plan that only speaks of secrets: %v", err)
		}
	})
}

func TestBadDocumentsAreRefusedWithASentence(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for name, content := range map[string]string{
			"empty":          " ",
			"a broken PDF":   "%PDF-1.7\n1 0 obj\n<<",
			"a broken DOCX":  "PK\x03\x04 not a zip",
			"nothing to do":  "Chào bạn",
			"only a picture": "\x89PNG\r\n\x1a\n0000",
		} {
			_, err := h.Import(t.Context(), h.boss(), Upload{Name: "a.bin", Content: []byte(content)})
			if name == "nothing to do" && err == nil {
				continue // a line that is shown as unread is for the officer to judge
			}
			wantKind(t, name, err, fault.Invalid)
		}
	})
}

func TestASlowReadingShowsItsProgressAndEnds(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.Patience = 1 // a nanosecond
		id, err := h.Import(t.Context(), h.boss(), Upload{Name: "ke-hoach.txt", Content: []byte(document)})
		if err != nil {
			t.Fatal(err)
		}
		for range 10_000 {
			d := h.draft(id)
			if d.State == Opened {
				if len(d.Work.Tasks) != 5 || d.File == 0 {
					t.Errorf("the draft has %d tasks and file %d", len(d.Work.Tasks), d.File)
				}
				return
			}
		}
		t.Fatal("the reading never ended")
	})
}

func TestAReadingThatDiedSaysSo(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		id, err := h.waitFor(t.Context(), h.boss(), Upload{Name: "a.docx", Owner: h.unit["UBND"]})
		if err != nil {
			t.Fatal(err)
		}
		h.set(day(2026, 1, 13))
		d := h.draft(id)
		if d.State != Failed || d.Problem.Key == "" {
			t.Errorf("the draft is %s: %v", d.State, d.Problem)
		}
		err = h.Drop(t.Context(), h.boss(), id, false)
		if err != nil || h.draft(id).State != Dropped {
			t.Errorf("dropping it: %v", err)
		}
	})
}

func TestOnlyCoordinatorsOfTheOwnerManageAPlan(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.upload(document)
		for _, who := range []struct {
			role web.Role
			unit string
		}{{web.Staff, "UBND"}, {web.Leader, "UBND"}, {web.Viewer, "UBND"}, {web.Coordinator, "STP"}} {
			by := h.as(who.role, who.unit)
			_, err := h.Import(t.Context(), by, Upload{Name: "a.txt", Content: []byte(document)})
			wantKind(t, "importing", err, fault.Forbidden)
			err = h.d.Read(t.Context(), func(tx *db.Tx) error {
				_, err := h.Draft(t.Context(), tx, by, d.ID)
				return err
			})
			wantKind(t, "seeing the draft", err, fault.NotFound)
			_, err = h.Confirm(t.Context(), by, d.ID, d.Version, false)
			wantKind(t, "confirming", err, fault.NotFound)
		}
	})
}
