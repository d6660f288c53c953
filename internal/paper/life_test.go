package paper

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/nhipcau/nhipcau/internal/auth"
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/files"
	"github.com/nhipcau/nhipcau/internal/web"
)

func TestAPaperGoesFromDraftToIssue(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		id := h.draft("q3")
		if again := h.draft("q3"); again != id {
			t.Errorf("the same key gave paper %d and then %d", id, again)
		}
		p := h.paper(id)
		if p.State != Drafted || p.Figures != 4 || p.Frame.Symbol != "BC-SVHTTDL" || p.Frame.Parent != "Ủy ban nhân dân tỉnh An Bình" || p.Frame.Place != "An Bình" {
			t.Errorf("draft = %+v", p)
		}
		if got := p.Frozen(); !reflect.DeepEqual(got, quarterly().Figures()) {
			t.Errorf("figures = %v", got)
		}
		if p.Document().Draft != "DỰ THẢO" {
			t.Error("a draft is printed without its mark")
		}
		mustStep(t, h, func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
			return h.Submit(ctx, tx, by, id, p.Version)
		})
		mustStep(t, h, func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
			return h.Return(ctx, tx, by, id, p.Version+1, "Thiếu số liệu của xã Bến Lúa.")
		})
		p = h.paper(id)
		if p.State != Drafted || p.Reason != "Thiếu số liệu của xã Bến Lúa." {
			t.Errorf("returned = %s, %q", p.State, p.Reason)
		}
		changed := p.Frame
		changed.Subject = "Kết quả truyền thông chính sách quý III"
		mustStep(t, h, func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
			return h.Complete(ctx, tx, by, id, p.Version, changed)
		})
		mustStep(t, h, func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
			return h.Submit(ctx, tx, by, id, p.Version+1)
		})
		mustStep(t, h, func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
			return h.Issue(ctx, tx, by, id, p.Version+2, Issue{Number: "45/BC-SVHTTDL", Day: day(2026, 10, 2), Signer: "Lê Văn Bình"})
		})
		p = h.paper(id)
		doc := p.Document()
		if p.State != Issued || doc.Code() != "45/BC-SVHTTDL" || doc.Draft != "" || doc.Date != "2026-10-02" || doc.Signature.Name != "Lê Văn Bình" {
			t.Errorf("issued = %+v", p)
		}
		h.Read(func(ctx context.Context, tx *db.Tx) error {
			rounds, err := roundsOf(ctx, tx, id)
			if len(rounds) != 2 || rounds[1].Reason == "" || rounds[1].Frame.Subject == rounds[0].Frame.Subject || rounds[0].EndedAt == nil || rounds[0].Reason != "" {
				t.Errorf("rounds = %+v", rounds)
			}
			return err
		})
	})
}

func mustStep(t testing.TB, h *house, do func(ctx context.Context, tx *db.Tx, by auth.Officer) error) {
	t.Helper()
	err := h.step(h.boss(), do)
	if err != nil {
		t.Fatal(err)
	}
}

func TestStepsThatAreRefused(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		id := h.draft("")
		issue := Issue{Number: "45/BC-SVHTTDL", Day: day(2026, 10, 2)}
		for _, tt := range []struct {
			name string
			by   auth.Officer
			do   func(ctx context.Context, tx *db.Tx, by auth.Officer) error
			want fault.Kind
		}{
			{"another unit does not see a draft", h.as(web.Coordinator, "STP"), func(ctx context.Context, tx *db.Tx, by auth.Officer) error { return h.Submit(ctx, tx, by, id, 1) }, fault.NotFound},
			{"an officer may not record the issue", h.as(web.Staff, "SVHTTDL"), func(ctx context.Context, tx *db.Tx, by auth.Officer) error { return h.Issue(ctx, tx, by, id, 1, issue) }, fault.Forbidden},
			{"a leader may not hand in", h.as(web.Leader, "SVHTTDL"), func(ctx context.Context, tx *db.Tx, by auth.Officer) error { return h.Submit(ctx, tx, by, id, 1) }, fault.Forbidden},
			{"what another has changed is not overwritten", h.boss(), func(ctx context.Context, tx *db.Tx, by auth.Officer) error { return h.Submit(ctx, tx, by, id, 9) }, fault.Conflict},
			{"a draft cannot come back", h.boss(), func(ctx context.Context, tx *db.Tx, by auth.Officer) error { return h.Return(ctx, tx, by, id, 1, "x") }, fault.Conflict},
			{"withdrawing wants a reason", h.boss(), func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
				return h.Withdraw(ctx, tx, by, id, 1, " ")
			}, fault.Invalid},
			{"no issue without a number", h.boss(), func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
				return h.Issue(ctx, tx, by, id, 1, Issue{Day: day(2026, 10, 2)})
			}, fault.Invalid},
			{"no issue before the figures", h.boss(), func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
				return h.Issue(ctx, tx, by, id, 1, Issue{Number: "1/BC", Day: day(2026, 10, 1)})
			}, fault.Invalid},
			{"no issue tomorrow", h.boss(), func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
				return h.Issue(ctx, tx, by, id, 1, Issue{Number: "1/BC", Day: day(2026, 10, 3)})
			}, fault.Invalid},
			{"a file hangs on an issued paper only", h.boss(), func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
				return h.Attach(ctx, tx, by, id, 1, stored(t, h), Comparison{})
			}, fault.Conflict},
		} {
			wantKind(t, tt.name, h.step(tt.by, tt.do), tt.want)
		}
		if p := h.paper(id); p.Version != 1 || p.State != Drafted {
			t.Errorf("after refusals the paper is %s at version %d", p.State, p.Version)
		}
		mustStep(t, h, func(ctx context.Context, tx *db.Tx, by auth.Officer) error { return h.Issue(ctx, tx, by, id, 1, issue) })
		if p := h.paper(id); p.State != Issued || p.Round != 1 || p.Signer != "Nguyễn Thị Minh" {
			t.Errorf("issued at once = %+v", p)
		}
		wantKind(t, "an issued paper is not withdrawn", h.step(h.boss(), func(ctx context.Context, tx *db.Tx, by auth.Officer) error {
			return h.Withdraw(ctx, tx, by, id, h.paper(id).Version, "Nhầm")
		}), fault.Conflict)
		h.Read(func(ctx context.Context, tx *db.Tx) error {
			_, err := h.Paper(ctx, tx, h.as(web.Viewer, "STP"), id)
			if err != nil {
				t.Errorf("an issued paper is hidden from whoever sees what it is about: %v", err)
			}
			return nil
		})
	})
}

func stored(t testing.TB, h *house) files.Stored {
	t.Helper()
	st, err := h.Files.Keep("ban-hanh.txt", strings.NewReader("Báo cáo đã ký"))
	if err != nil {
		t.Fatal(err)
	}
	return st
}
