package round_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/db/dbtest"
	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/internal/org"
	"github.com/nhipcau/nhipcau/internal/round"
	"github.com/nhipcau/nhipcau/internal/work"
	"github.com/nhipcau/nhipcau/law"
)

// links makes links for every unit that owes an answer and returns their tokens by unit.
func (h *house) links(r round.Round, until law.Date, units ...string) map[string]string {
	h.t.Helper()
	h.Key = []byte("a key for tests")
	var named []org.UnitID
	for _, u := range units {
		named = append(named, h.unit[u])
	}
	h.write(func(ctx context.Context, tx *db.Tx) error {
		_, err := h.MakeLinks(ctx, tx, h.coordinator(), r.ID, until, named...)
		return err
	})
	tokens := map[string]string{}
	h.read(func(ctx context.Context, tx *db.Tx) error {
		_, all, err := h.Links(ctx, tx, h.coordinator(), r.ID)
		for _, l := range all {
			for code, id := range h.unit {
				if id == l.Unit && l.Link.ID != 0 {
					tokens[code] = strings.TrimPrefix(h.LinkPath(l.Link), "/l/")
				}
			}
		}
		return err
	})
	return tokens
}

func (h *house) visit(token string) (v round.Visit, err error) {
	err = h.d.Read(context.Background(), func(tx *db.Tx) error {
		v, err = h.Visit(context.Background(), tx, token)
		return err
	})
	return v, err
}

func (h *house) send(token string, n round.LinkAnswer) (v round.Visit, err error) {
	err = h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
		v, err = h.SendLink(ctx, tx, token, n)
		return err
	})
	return v, err
}

func TestALinkBringsOneAnswerOfItsUnit(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 3)
		weekly := h.task("X1", work.Cadence{Rhythm: work.Continuous, Report: work.Quarterly})
		r := h.open()
		tokens := h.links(r, day(2026, 12, 20))
		if len(tokens) != 3 || tokens["X1"] == tokens["X2"] {
			t.Fatalf("the links are %q", tokens)
		}
		v, err := h.visit(strings.ToUpper(strings.ReplaceAll(tokens["X1"], "-", " ")))
		if err != nil || v.Owed.Unit != h.unit["X1"] || len(v.Cases) != 1 || v.Cases[0].ID != weekly.ID || len(v.Lines) > 0 || v.Last != nil {
			t.Fatalf("the link opens %+v, %v", v, err)
		}

		c := figures(1, 5, 4)
		c.Tasks = []round.TaskAnswer{{Case: weekly.ID, Code: weekly.Code, Title: weekly.Title, Say: round.SayNothing}}
		v, err = h.send(tokens["X1"], round.LinkAnswer{Form: v.Form.Version, Content: c, Filler: "Lò Văn Ón"})
		if err != nil || v.State != round.LinkSent {
			t.Fatalf("sending gave %+v, %v", v.Link, err)
		}
		again, err := h.send(tokens["X1"], round.LinkAnswer{Form: 1, Content: figures(9, 9, 9)})
		if err != nil || again.Link.Answer != v.Link.Answer {
			t.Errorf("sent twice: line %d beside line %d, %v", again.Link.Answer, v.Link.Answer, err)
		}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			s, err := h.Sheaf(ctx, tx, h.officer("X1"), r.ID, h.unit["X1"])
			now, _ := s.Now()
			if len(s.Lines) != 1 || now.By.Name != "Lò Văn Ón (đường dẫn một lần)" || now.ByUnit != "Ủy ban nhân dân xã số 1" || s.Owed.Proxy || !now.Content.Tasks[0].Handed {
				t.Errorf("the line is %+v, owed %+v", now, s.Owed)
			}
			return err
		})
		if b := h.board(h.coordinator(), r); b.Count.Given != 1 || b.Count.Waiting != 2 {
			t.Errorf("the board counts %+v", b.Count)
		}
		if _, err := h.visit(tokens["X1"]); err != nil {
			t.Errorf("a used link gave %v, want its receipt", err)
		}
	})
}

func TestLinksThatDoNotWork(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 3)
		r := h.open()
		first := h.links(r, day(2026, 12, 20))
		second := h.links(r, day(2026, 12, 20), "X1")
		if first["X2"] != second["X2"] || first["X1"] == second["X1"] {
			t.Errorf("making one link anew gave %q after %q", second, first)
		}
		h.write(func(ctx context.Context, tx *db.Tx) error {
			return h.RevokeLink(ctx, tx, h.coordinator(), r.ID, h.unit["X2"])
		})
		for name, tt := range map[string]struct {
			token string
			want  fault.Kind
		}{
			"replaced by a new one": {first["X1"], fault.Conflict},
			"revoked":               {first["X2"], fault.Conflict},
			"one letter changed":    {"a" + strings.TrimLeft(second["X1"], "a")[1:] + "b", fault.NotFound},
			"empty":                 {"", fault.NotFound},
		} {
			_, err := h.send(tt.token, round.LinkAnswer{Content: round.Content{Nothing: true}})
			if err == nil || fault.KindOf(err) != tt.want {
				t.Errorf("%s: %v, want kind %v", name, err, tt.want)
			}
		}
		h.clock.set(day(2026, 12, 21))
		_, err := h.visit(second["X1"])
		wantKind(t, err, fault.Conflict) // its last day is over
		h.clock.set(day(2026, 12, 9))
		h.write(func(ctx context.Context, tx *db.Tx) error {
			now, err := h.Round(ctx, tx, h.coordinator(), r.ID)
			if err != nil {
				return err
			}
			_, err = h.Close(ctx, tx, h.coordinator(), now.Ref())
			return err
		})
		_, err = h.visit(second["X1"])
		wantKind(t, err, fault.Conflict) // the round is closed
	})
}

func TestOnlyWhoCollectsMakesAndSeesLinks(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 2)
		h.Key = []byte("a key for tests")
		r := h.open()
		for _, unit := range []string{"X1", "STP"} {
			err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
				_, err := h.MakeLinks(ctx, tx, h.officer(unit), r.ID, day(2026, 12, 20))
				return err
			})
			if k := fault.KindOf(err); err == nil || k != fault.Forbidden && k != fault.NotFound {
				t.Errorf("an officer of %s made links: %v", unit, err)
			}
		}
		err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
			return h.RevokeLink(ctx, tx, h.officer("X1"), r.ID, h.unit["X1"])
		})
		wantKind(t, err, fault.Forbidden)
		for _, until := range []law.Date{{}, day(2026, 12, 1), day(2029, 1, 1)} {
			err := h.tryWrite(func(ctx context.Context, tx *db.Tx) error {
				_, err := h.MakeLinks(ctx, tx, h.coordinator(), r.ID, until)
				return err
			})
			wantKind(t, err, fault.Invalid)
		}
	})
}

func TestACorrectionByLinkNeedsItsReasonAndShowsNothingOld(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 1)
		r := h.open()
		h.mustAnswer(h.officer("X1"), r, "X1", figures(1, 5, 4))
		token := h.links(r, day(2026, 12, 20), "X1")["X1"]
		v, err := h.visit(token)
		if err != nil || !v.Answered || len(v.Lines) > 0 || v.Owed.Answer != 0 || v.Owed.By != "" {
			t.Errorf("the link shows %+v, %v", v.Sheaf, err)
		}
		_, err = h.send(token, round.LinkAnswer{Content: figures(2, 5, 4)})
		wantKind(t, err, fault.Invalid)
		_, err = h.send(token, round.LinkAnswer{Content: figures(2, 5, 4), Reason: "Đếm sót một cuộc"})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestWhatADeviceSavedIsItsOwn(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 1)
		r := h.open()
		token := h.links(r, day(2026, 12, 20))["X1"]
		v, err := h.visit(token)
		if err != nil {
			t.Fatal(err)
		}
		values := map[string][]string{"o.ket-qua": {"Đã làm"}}
		for range 2 {
			h.write(func(ctx context.Context, tx *db.Tx) error { return h.SaveLink(ctx, tx, v, "mine", values) })
		}
		for device, want := range map[string]int{"mine": 1, "another": 0, "": 0} {
			h.read(func(ctx context.Context, tx *db.Tx) error {
				got, err := h.LinkDraft(ctx, tx, v.Link, device)
				if len(got) != want {
					t.Errorf("device %q finds %q", device, got)
				}
				return err
			})
		}
		_, err = h.send(token, round.LinkAnswer{Content: round.Content{Nothing: true}})
		if err != nil {
			t.Fatal(err)
		}
		h.read(func(ctx context.Context, tx *db.Tx) error {
			got, err := h.LinkDraft(ctx, tx, v.Link, "mine")
			if got != nil {
				t.Errorf("after sending %q is still there", got)
			}
			return err
		})
	})
}

func TestALinkSentByManyAtOnceIsOneLine(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, modules, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d, 1)
		r := h.open()
		token := h.links(r, day(2026, 12, 20))["X1"]
		lines := make([]round.AnswerID, 12)
		var wg sync.WaitGroup
		for i := range lines {
			wg.Go(func() {
				v, err := h.send(token, round.LinkAnswer{Content: figures(int64(i), 5, 4)})
				if err != nil {
					t.Error(err)
				}
				lines[i] = v.Link.Answer
			})
		}
		wg.Wait()
		for _, id := range lines {
			if id == 0 || id != lines[0] {
				t.Errorf("the lines are %d, want one", lines)
				break
			}
		}
	})
}

func TestAGateLetsThroughAFewAndThenSlowly(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 12, 7, 2, 0, 0, 0, time.UTC)
	allowed := round.GateForTest(10*time.Second, 2)
	for i, tt := range []struct {
		key   string
		after time.Duration
		want  bool
	}{{"a", 0, true}, {"a", 0, true}, {"a", 0, false}, {"b", 0, true}, {"a", 9 * time.Second, false}, {"a", 11 * time.Second, true}} {
		if got := allowed(tt.key, now.Add(tt.after)); got != tt.want {
			t.Errorf("step %d: %v, want %v", i+1, got, tt.want)
		}
	}
}

func TestTheAuditLogDoesNotNameWhoFilledALinkIn(t *testing.T) {
	t.Parallel()
	d := dbtest.SQLite(t, modules)
	h := newHouse(t, d, 1)
	h.task("X1", work.Cadence{Rhythm: work.Continuous, Report: work.Quarterly})
	r := h.open()
	token := h.links(r, day(2026, 12, 20))["X1"]
	v, err := h.visit(token)
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.send(token, round.LinkAnswer{Filler: "Lò Văn Ón", Content: round.Content{Nothing: true, Tasks: []round.TaskAnswer{
		{Case: v.Cases[0].ID, Code: v.Cases[0].Code, Title: v.Cases[0].Title, Say: round.SayNothing},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	h.read(func(ctx context.Context, tx *db.Tx) error {
		var lines, named int
		err := tx.QueryRow(ctx, `SELECT COUNT(*), COUNT(CASE WHEN actor LIKE '%Ón%' OR args LIKE '%Ón%' THEN 1 END) FROM audit_line`).Scan(&lines, &named)
		if lines < 5 || named > 0 {
			t.Errorf("%d of %d audit lines name who filled the form in", named, lines)
		}
		return err
	})
}
